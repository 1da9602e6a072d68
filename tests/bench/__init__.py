"""`make bench`: what SIO costs, measured beside its peers in one run, written into docs/benchmarks.md."""

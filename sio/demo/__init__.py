"""A lively site for people who try SIO: invented people, reproducible by seed, refused outside development."""

"""Proofs too long for the suite. `make proofs` runs them and writes their section of docs/benchmarks.md."""

from collections.abc import Iterator

import pytest

from tests.bench import paper
from tests.proofs.figures import Figures


@pytest.fixture(scope="session")
def figures(request: pytest.FixtureRequest) -> Iterator[Figures]:
    """Where each proof says what it found; written to paper when all of them held."""
    found = Figures()
    yield found
    if not request.session.testsfailed and request.config.option.keyword == "":
        paper.write_section("Matching: proofs", TEXT.format(table=found.table()))


TEXT = """
Written by `make proofs`; the sizes that the suite keeps small are whole here. Survivors among the mutants are read one by
one in [decisions/proofs.md](decisions/proofs.md).

{table}
"""

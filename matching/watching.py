"""« Prévenez-moi » on the page of matches: offered while few people fit, shown while it is on."""

from dataclasses import dataclass

from matching.reading import Reading
from matching.services.watches import FEW


@dataclass(frozen=True)
class Switch:
    is_on: bool


def switch_of(read: Reading, fitting: int) -> Switch | None:
    """Whoever does not act for the company reads on."""
    is_offered = read.is_watched or fitting <= FEW
    return Switch(read.is_watched) if read.contacts.may_act and is_offered else None

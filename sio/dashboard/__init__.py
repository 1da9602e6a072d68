"""« Mon espace »: what is expected of a person next, on each side she acts for. Reads only."""

from accounts.models import User
from sio.dashboard import assistant, company, moderator
from sio.dashboard.shapes import Board

__all__ = ["Board", "boards_of"]


def boards_of(user: User) -> list[Board]:
    """One board a side: the SIO team's queues, her companies, her own profile, in that order."""
    boards: list[Board] = []
    if user.is_staff:
        boards.append(moderator.board())
    companies = [membership.company for membership in user.memberships.select_related("company")]
    boards.extend(company.board(one, user) for one in companies)
    if not companies and user.role == "company":
        boards.append(company.empty_board())
    if user.role == "assistant" or hasattr(user, "assistant_profile"):
        boards.append(assistant.board(user))
    return boards

"""What a person accepts by e-mail: reading and changing it."""

from django.db.models import QuerySet

from sio.lib.services import service

from .enums import Choice
from .messages import MessageKind, kinds
from .models import Preference


def accepts_email(user_id: int, kind: MessageKind) -> bool:
    """Transactional messages are always accepted; for the rest, what the person chose, or yes."""
    if kind.is_transactional:
        return True
    return not Preference.objects.filter(user_id=user_id, kind=kind.key, choice=Choice.NEVER).exists()


def who_refused(kind: str) -> QuerySet[Preference, int]:
    """The people who want no e-mail of this kind, by id."""
    return Preference.objects.filter(kind=kind, choice=Choice.NEVER).values_list("user_id", flat=True)


def choices_of(user_id: int) -> list[tuple[MessageKind, str]]:
    """Each kind that can be switched off, with the choice of this person."""
    chosen = dict(Preference.objects.filter(user_id=user_id).values_list("kind", "choice"))
    return [(kind, chosen.get(kind.key, Choice.NOW)) for kind in kinds() if not kind.is_transactional]


@service
def choose(user_id: int, kind: str, choice: str) -> None:
    """Remember a choice; the last one counts."""
    Preference.objects.update_or_create(user_id=user_id, kind=kind, defaults={"choice": choice})


@service
def choose_all(user_id: int, choices: dict[str, str]) -> None:
    """Remember several choices at once; kinds that cannot be switched off are left alone."""
    offered = {kind.key for kind in kinds() if not kind.is_transactional}
    for key in sorted(offered & choices.keys()):
        choose(user_id, key, choices[key])

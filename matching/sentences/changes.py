"""What would change, in words: « Ajouter Pennylane : 82 → 87 », « Élargir à 30 km : vous apparaissez »."""

from accounts.enums import HalfDay, SkillLevel
from matching.changes import Change, Effect
from matching.enums import Bucket, ChangeKind
from matching.explanations import Vocabulary, card_fit
from matching.sentences.words import NO_BREAK, amount_of_time, enumerated
from sio.lib.dates import day

APPEARS = {
    Bucket.MAIN: "vous apparaissez",
    Bucket.TO_CONFIRM: f"vous apparaissez dans «{NO_BREAK}à confirmer{NO_BREAK}»",
    Bucket.NEAR: f"vous apparaissez dans «{NO_BREAK}presque{NO_BREAK}»",
}


def effect_in_words(effect: Effect) -> str:
    before, after = effect.before, effect.after
    if before is None or before.bucket != after.bucket:
        return APPEARS[after.bucket]
    return f"{card_fit(before.fit)} → {card_fit(after.fit)}"


def change_in_words(change: Change, words: Vocabulary) -> str:
    match change.kind:
        case ChangeKind.SKILL:
            return _skills(change, words)
        case ChangeKind.CONFIRMATION:
            return "Confirmer vos disponibilités"
        case ChangeKind.MINUTES:
            return f"Proposer {amount_of_time(change.amount)} par semaine"
        case ChangeKind.HALF_DAY:
            return f"Ouvrir le {HalfDay(change.half_day).label.lower()}"
        case ChangeKind.RADIUS:
            return f"Élargir à {change.amount}{NO_BREAK}km"
        case _:
            return f"Commencer le {day(change.day)}"


def _skills(change: Change, words: Vocabulary) -> str:
    """A level is named as soon as « Notions » would not do."""
    if change.is_a_raise:
        ((position, level),) = change.skills
        return f"Passer {_name(position, words)} au niveau {_level(level)}"
    told = [f"{_name(position, words)}{_at_level(level)}" for position, level in change.skills]
    return f"Ajouter {enumerated(told)}"


def _name(position: int, words: Vocabulary) -> str:
    return words.names[words.slugs[position]]


def _at_level(level: int) -> str:
    return "" if level == 1 else f" (niveau {_level(level)})"


def _level(level: int) -> str:
    return next(one.label.lower() for one in SkillLevel if one.rank == level)

"""Why a pair: one JSON, as for one person, with what each of the two would do."""

from matching import rules as r
from matching.explanations import TENTH, Json, Vocabulary, half_day_names, tenths_of
from matching.facts import AskedSkill, MissionFacts
from matching.pairs.team import Pair, Partner
from matching.rules import Rules
from matching.scoring import MAXIMUM


def explain_pair(pair: Pair, mission: MissionFacts, rules: Rules, words: Vocabulary) -> Json:
    """`members` stand in the order of the pair; a skill counts as held when one of them holds it at its level."""
    tenths = tenths_of(pair.points)
    held = [slugs_held(partner, mission, words) for partner in pair.partners]
    asked = [words.slugs[skill.position] for skill in mission.skills]
    got = [slug for slug in asked if any(slug in slugs for slugs in held)]
    covered = pair.first.half_days | pair.second.half_days
    return {
        "version": rules.version,
        "rules": rules.number,
        "fit": sum(tenths.values()) / (r.POINT // TENTH),
        "reasons": [
            {"code": term.value, "points": points / 10, "max": MAXIMUM[term] // r.POINT}
            for term, points in tenths.items()
        ],
        "got": len(got),
        "of": len(asked),
        "missing": [slug for slug in asked if slug not in got],
        "shared": [slug for slug in asked if all(slug in slugs for slugs in held)],
        "minutes": sum(pair.minutes),
        "half_days": covered.bit_count(),
        "wanted_half_days": mission.half_days.bit_count(),
        "members": [
            {
                "minutes": minutes,
                "half_days": half_day_names(partner.half_days),
                "alone": [slug for slug in mine if slug not in others],
            }
            for partner, minutes, mine, others in zip(
                pair.partners, pair.minutes, held, reversed(held), strict=True
            )
        ],
        "as_of": mission.as_of.isoformat(),
    }


def slugs_held(partner: Partner, mission: MissionFacts, words: Vocabulary) -> list[str]:
    return [words.slugs[skill.position] for skill in mission.skills if _holds(partner, skill)]


def _holds(partner: Partner, skill: AskedSkill) -> bool:
    return skill.level <= partner.facts.credit[skill.position] <= max(r.DECLARED)

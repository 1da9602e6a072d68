"""The reasons in French, one test each, for both readers."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.enums import Place
from matching import sentences
from matching.absences import _SENTENCES, absences
from matching.enums import Criterion, Part, Reader, Term, Tone
from matching.explanations import Best, Vocabulary, best_and_weakest, explain
from matching.facts import AskedSkill, CandidateFacts, MissionFacts
from matching.geometry import point
from matching.order import Placement
from matching.reference import judge
from matching.rules import Rules
from matching.sentences import lists
from missions.enums import Importance
from tests.matching import crowd

COMPANY, ASSISTANT = Reader.COMPANY, Reader.ASSISTANT
WORDS = Vocabulary(
    slugs={0: "quotes", 1: "pennylane", 2: "quickbooks", 3: "sage"},
    groups={1: "accounting-docs", 2: "accounting-docs", 3: "accounting-docs"},
    names={
        "quotes": "Établissement de devis",
        "pennylane": "Pennylane",
        "quickbooks": "QuickBooks",
        "sage": "Sage",
    },
)
NEED = MissionFacts(
    mission_id=1,
    as_of=date(2026, 11, 24),
    skills=(AskedSkill(0, Importance.MUST, 2), AskedSkill(1, Importance.SHOULD, 2)),
    job=0,
    sector=4,
    minutes=840,
    minimum_minutes=840,
    starts_on=date(2026, 12, 1),
    weeks=12,
    half_days=0b00_0100_0100,
    place=Place.ON_SITE,
    point=point(45.758, 4.835),
    ceiling=3500,
    has_ceiling=True,
)
SHE = CandidateFacts(
    profile_id=1,
    credit=bytes((3, 4, 2)).ljust(256, b"\0"),
    proximity=bytes((80,)).ljust(32, b"\0"),
    sectors=1 << 4,
    free_minutes=840,
    available_from=date(2026, 12, 3),
    half_days_remote=0,
    half_days_on_site=1023,
    confirmed_on=date(2026, 11, 23),
    point=point(45.766, 4.880),
    radius_km=20,
    accepts_on_site=True,
    rate_on_site=3400,
    floor_on_site=3000,
    reliability=8_531_250,
    reviews=3,
    stars=1_380,
)
BEST = Best("Office manager", "Conseil et services aux entreprises", 2024)


def reason(term, she=SHE, need=NEED, best=BEST):
    found = judge(she, need, Rules())
    assert found is not None
    explanation = explain(found, she, need, Rules(), words=WORDS, best=best)
    return next(one for one in explanation["reasons"] if one["code"] == term)


def said(term, reader, she=SHE, need=NEED, best=BEST):
    """The sentence, no-break spaces read as plain ones."""
    words = str(sentences.sentence(reason(term, she, need, best), WORDS.names, reader))
    return words.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_explanation_is_the_computation():
    found = judge(SHE, NEED, Rules())
    assert found is not None
    explanation = explain(found, SHE, NEED, Rules(), words=WORDS, best=BEST, placement=Placement(4))
    assert list(explanation) == [
        "version", "rules", "fit", "bucket", "reasons", "filters", "unknown", "gap", "order", "as_of"
    ]  # fmt: skip
    assert (explanation["version"], explanation["rules"], explanation["bucket"]) == ("fit-1.0.0", 1, "main")
    assert round(sum(one["points"] for one in explanation["reasons"]), 1) == explanation["fit"]
    assert [one["code"] for one in explanation["reasons"]] == Term.values
    assert set(explanation["filters"]) == {f"H{number}" for number in range(1, 10)}
    assert set(explanation["filters"].values()) == {"TRUE"}
    assert explanation["order"] == {"rank": 4, "rotation": False, "exploration": False, "propensity": None}
    assert explanation["as_of"] == "2026-11-24"


def test_the_floor_is_in_no_explanation():
    lower, upper = (
        explain(judge(she, NEED, Rules()), she, NEED, Rules(), words=WORDS)
        for she in (replace(SHE, floor_on_site=1_234), replace(SHE, floor_on_site=3_456))
    )
    assert lower == upper
    near = [replace(SHE, floor_on_site=floor, accepts_near_budget=True) for floor in (3_501, 3_850)]
    first, second = (explain(judge(one, NEED, Rules()), one, NEED, Rules(), words=WORDS) for one in near)
    assert first == second
    assert first["gap"] == {"part": "rate"}


def test_skills_to_the_company():
    assert said(Term.SKILLS, COMPANY) == "1 compétence sur 2 (manque Pennylane, connaît QuickBooks)"
    below = replace(SHE, credit=bytes((3, 1)).ljust(256, b"\0"))
    assert said(Term.SKILLS, COMPANY, below) == "2 compétences sur 2. Sous le niveau demandé : Pennylane"


def test_skills_to_the_assistant():
    assert said(Term.SKILLS, ASSISTANT) == (
        "1 compétence sur 2 demandées. Il manque Pennylane ; QuickBooks compte pour un quart"
    )
    without = replace(SHE, credit=bytes((3,)).ljust(256, b"\0"))
    assert said(Term.SKILLS, ASSISTANT, without) == "1 compétence sur 2 demandées. Il manque Pennylane"


def test_a_skill_found_in_her_presentation_is_told_as_such():
    read = replace(SHE, credit=bytes((3, 5)).ljust(256, b"\0"))
    found = "Pennylane : trouvé dans {} présentation"
    assert said(Term.SKILLS, COMPANY, read) == f"1 compétence sur 2 (manque Pennylane). {found.format('sa')}"
    assert said(Term.SKILLS, ASSISTANT, read) == (
        f"1 compétence sur 2 demandées. Il manque Pennylane ; {found.format('votre')}, compte un peu"
    )


def test_experience():
    assert said(Term.EXPERIENCE, COMPANY) == (
        "Office manager, Conseil et services aux entreprises, jusqu’en 2024. Connaît ce secteur"
    )
    assert said(Term.EXPERIENCE, ASSISTANT) == (
        "Votre mission la plus proche : Office manager, Conseil et services aux entreprises. Connaît ce secteur"
    )
    current = said(Term.EXPERIENCE, COMPANY, replace(SHE, sectors=0), best=Best("Secrétaire"))
    assert current == "Secrétaire"


def test_unknown_experience():
    unknown = replace(SHE, has_experience=False, sectors=0)
    assert said(Term.EXPERIENCE, COMPANY, unknown) == "Expérience non renseignée"
    assert (
        said(Term.EXPERIENCE, ASSISTANT, unknown)
        == "Expérience non renseignée. Comptée à une valeur prudente"
    )
    assert sentences.tone(reason(Term.EXPERIENCE, unknown)) == Tone.UNKNOWN


def test_availability_to_the_company():
    assert (
        said(Term.AVAILABILITY, COMPANY)
        == "2 jours par semaine dès le 3 décembre. Libre mardi et jeudi matin"
    )
    assert said(Term.AVAILABILITY, COMPANY, replace(SHE, half_days_on_site=0b1)) == (
        "2 jours par semaine dès le 3 décembre. Aucun des créneaux souhaités"
    )
    unknown = replace(SHE, half_days_remote=None, half_days_on_site=None)
    assert said(Term.AVAILABILITY, COMPANY, unknown).endswith("Créneaux non renseignés")
    assert (
        said(Term.AVAILABILITY, COMPANY, replace(SHE, free_minutes=None)) == "Disponibilités non renseignées"
    )


def test_availability_to_the_assistant():
    assert said(Term.AVAILABILITY, ASSISTANT) == (
        "Vos créneaux couvrent les jours souhaités. Vous commenceriez 2 jours après la date souhaitée"
    )
    one = replace(SHE, half_days_on_site=0b100)
    assert said(Term.AVAILABILITY, ASSISTANT, one).startswith(
        "Vos créneaux couvrent 1 des 2 demi-journées souhaitées"
    )
    loose = replace(NEED, half_days=0)
    assert said(Term.AVAILABILITY, ASSISTANT, need=loose).startswith("Vous proposez 2 jours par semaine")
    unknown = replace(SHE, available_from=None)
    assert (
        said(Term.AVAILABILITY, ASSISTANT, unknown)
        == "Disponibilités non renseignées. Comptées à une valeur prudente"
    )


def test_place():
    assert said(Term.PLACE, COMPANY) == "À 4 km"
    assert said(Term.PLACE, ASSISTANT) == "À 4 km de chez vous. De commune à commune"
    assert said(Term.PLACE, COMPANY, replace(SHE, point=NEED.point)) == "À moins de 1 km"
    assert said(Term.PLACE, COMPANY, replace(SHE, point=None)) == "Commune non renseignée"
    assert (
        said(Term.PLACE, ASSISTANT, replace(SHE, point=None))
        == "Commune non renseignée. Comptée à une valeur prudente"
    )
    remote = replace(NEED, place=Place.REMOTE)
    at_home = replace(SHE, accepts_remote=True, half_days_remote=1023, floor_remote=3000)
    assert said(Term.PLACE, COMPANY, at_home, remote) == "À distance"
    assert said(Term.PLACE, ASSISTANT, at_home, remote) == "À distance"


@pytest.mark.parametrize(
    ("rate", "company", "assistant"),
    [
        (3500, "Dans votre budget", "Votre tarif est dans le budget"),
        (3501, "Un peu au-dessus de votre budget", "Votre tarif public est un peu au-dessus du budget"),
        (3850, "Un peu au-dessus de votre budget", "Votre tarif public est un peu au-dessus du budget"),
        (3851, "Au-dessus de votre budget", "Votre tarif public est au-dessus du budget"),
        (None, "Tarif à comparer", "Budget à comparer"),
    ],
)
def test_budget_speaks_of_the_public_rate(rate, company, assistant):
    she = replace(SHE, rate_on_site=rate)
    assert said(Term.BUDGET, COMPANY, she) == company
    assert said(Term.BUDGET, ASSISTANT, she) == assistant


def test_a_budget_that_was_not_given():
    silent = replace(NEED, ceiling=None, has_ceiling=False)
    assert said(Term.BUDGET, COMPANY, need=silent) == "Budget non communiqué"
    assert said(Term.BUDGET, ASSISTANT, need=silent) == "Budget non communiqué par l’entreprise"


def test_reliability():
    assert said(Term.RELIABILITY, COMPANY) == "3 avis, 4,6 sur 5"
    assert said(Term.RELIABILITY, ASSISTANT) == "Note lissée : 3 avis et la moyenne de SIO"
    new = replace(SHE, reviews=0, stars=0)
    assert said(Term.RELIABILITY, COMPANY, new) == "Nouveau profil, pas encore d’avis"
    assert said(Term.RELIABILITY, ASSISTANT, new) == "Pas encore d’avis : la moyenne de SIO est comptée"


@pytest.mark.parametrize(
    ("part", "missing", "company", "assistant"),
    [
        ("minutes", 60, "Propose 1 h de moins par semaine", "La mission demande 1 h de plus par semaine"),
        ("start", 5, "Disponible 5 jours plus tard", "Vous seriez disponible 5 jours plus tard"),
        ("start", 1, "Disponible 1 jour plus tard", "Vous seriez disponible 1 jour plus tard"),
        ("end", 3, "Disponible jusqu’à 3 jours avant la fin", "Vos disponibilités s’arrêtent 3 jours avant la fin"),
        ("half_days", 2, "2 créneaux de moins que souhaité", "Il vous manque 2 créneaux parmi ceux souhaités"),
        ("distance", 5_001, "À 6 km au-delà du rayon", "À 6 km au-delà du rayon"),
        ("rate", None, "Un peu au-dessus de votre budget", "Budget un peu sous votre tarif plancher"),
        (
            "volume", 210, "Souhaite une demi-journée de plus par semaine",
            "Il manque une demi-journée par semaine pour atteindre votre minimum",
        ),
        ("duration", 1, "Souhaite 1 semaine de plus", "Il manque 1 semaine pour atteindre votre minimum"),
    ],
)  # fmt: skip
def test_near_names_the_gap(part, missing, company, assistant):
    gap = {"part": part} if missing is None else {"part": part, "missing": missing}
    assert sentences.gap(gap, COMPANY).replace("\u00a0", " ") == company
    assert sentences.gap(gap, ASSISTANT).replace("\u00a0", " ") == assistant


def test_to_confirm_says_what_it_waits_for():
    assert sentences.unknown(Part.CONFIRMED, COMPANY) == "Ses disponibilités datent de plus de 7 jours"
    assert sentences.unknown(Part.CONFIRMED, ASSISTANT) == "Confirmez vos disponibilités pour apparaître"
    doubtful = [part for part in Part if part in lists._UNKNOWN]
    assert len(doubtful) == 9
    assert all(sentences.unknown(part, reader) for part in doubtful for reader in Reader)


@pytest.mark.parametrize(
    ("fact", "need", "sentence"),
    [
        ({"is_listed": False}, {}, "Votre profil n’est pas en ligne"),
        ({"free_minutes": 420}, {}, "Mission à 2 jours par semaine, vous en proposez 1 jour"),
        (
            {"available_from": date(2027, 1, 5)}, {},
            "Début au plus tard le 15 décembre 2026, vous êtes disponible le 5 janvier 2027",
        ),
        (
            {"available_until": date(2026, 12, 31)}, {},
            "La mission dure jusqu’au 22 février 2027, vos disponibilités s’arrêtent le 31 décembre 2026",
        ),
        ({"half_days_on_site": 0}, {"half_days_needed": 2}, "2 créneaux nécessaires parmi ceux souhaités, vous en avez 0"),
        ({"accepts_on_site": False}, {}, "Mission sur site, vous travaillez à distance"),
        ({"accepts_remote": False}, {"place": Place.REMOTE, "half_days": 0}, "Mission à distance, vous travaillez sur site"),
        ({"point": point(45.186, 5.726)}, {}, "À 95 km, votre rayon est de 20 km"),
        ({"point": point(45.9, 4.9)}, {"radius_km": 10}, "À 17 km, l’entreprise cherche à moins de 10 km"),
        ({"floor_on_site": 3501}, {}, "Budget sous votre tarif plancher"),
        (
            {"credit": bytes(256)}, {},
            "Compétence indispensable absente de votre profil : Établissement de devis",
        ),
        (
            {"credit": bytes((1, 4, 2)).ljust(256, b"\0")}, {},
            "Compétence indispensable sous le niveau demandé : Établissement de devis",
        ),
        ({"languages": bytes(32)}, {"languages": ((1, 3),)}, "Langue demandée absente de votre profil, ou sous le niveau demandé"),
        (
            {"certified_until": date(2026, 11, 30)}, {"asks_certificate": True},
            "Votre attestation de vigilance ne couvre pas le début de la mission",
        ),
        (
            {"insured_until": date(2026, 11, 30)}, {"asks_insurance": True},
            "Votre assurance ne couvre pas le début de la mission",
        ),
        ({"min_minutes": 1260}, {}, "Mission à 2 jours par semaine, votre minimum est de 3 jours"),
        ({"min_weeks": 26}, {}, "Mission de 12 semaines, votre minimum est de 26"),
        ({"refused_sectors": 1 << 4}, {}, "Vous ne souhaitez pas de mission dans ce secteur"),
        ({"refused_companies": (0,)}, {}, "Vous ne souhaitez pas de mission avec cette entreprise"),
        ({}, {"excluded_profiles": frozenset({1})}, "Votre candidature ou votre invitation pour cette mission est close, ou l’entreprise est la vôtre"),
    ],
)  # fmt: skip
def test_she_reads_why_she_does_not_appear(fact, need, sentence):
    found = absences(replace(SHE, floor_remote=3000, **fact), replace(NEED, **need), WORDS)
    assert sentence in [one.sentence.replace("\u00a0", " ") for one in found]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (90, "1 h 30"),
        (210, "une demi-journée"),
        (300, "5 h"),
        (420, "1 jour"),
        (630, "1,5 jour"),
        (840, "2 jours"),
        (1050, "2,5 jours"),
    ],
)
def test_time_is_told_in_days_when_it_comes_out_even(minutes, words):
    assert sentences.amount_of_time(minutes).replace("\u00a0", " ") == words


def test_half_days_are_grouped_by_day():
    found = sentences.half_days_in_words(["thu_pm", "mon_am", "mon_pm", "tue_am"])
    assert found == "lundi, mardi matin et jeudi après-midi"


def test_the_three_best_bring_most_and_the_weakest_is_furthest_from_its_maximum():
    reasons = [{"code": code, "points": points, "max": maximum} for code, points, maximum in (
        ("SKILLS", 30.0, 45), ("EXPERIENCE", 12.0, 15), ("AVAILABILITY", 15.0, 15),
        ("PLACE", 10.0, 10), ("BUDGET", 1.0, 5), ("RELIABILITY", 8.5, 10),
    )]  # fmt: skip
    best, weakest = best_and_weakest(reasons)
    assert [one["code"] for one in best] == ["SKILLS", "AVAILABILITY", "EXPERIENCE"]
    assert weakest is not None
    assert weakest["code"] == "BUDGET"
    reasons[4]["points"], reasons[5]["points"] = 5.0, 10.0
    assert best_and_weakest(reasons)[1] is None


def test_no_sentence_is_gendered_or_speaks_of_employment():
    everything = [words for pair in (*lists._GAPS.values(), *lists._UNKNOWN.values()) for words in pair]
    everything += [said(term, reader) for term in Term for reader in Reader]
    for words in everything:
        for forbidden in (
            "·",
            "(e)",
            "!",
            "candidate",
            "assistante",
            "prête",
            "salaire",
            "poste",
            "score",
            "'",
        ):
            assert forbidden not in words, words


# The whole explanation.

IN_THE_DESIGN = {
    Term.SKILLS: {"got", "of", "missing", "related"},
    Term.EXPERIENCE: {"best"},
    Term.AVAILABILITY: {"minutes", "from", "half_days"},
    Term.PLACE: {"km"},
    Term.BUDGET: {"within"},
    Term.RELIABILITY: {"reviews"},
}


def test_each_reason_has_the_keys_of_the_design():
    for term, keys in IN_THE_DESIGN.items():
        assert keys | {"code", "points", "max"} <= set(reason(term))
    assert reason(Term.EXPERIENCE)["best"] == "Office manager, Conseil et services aux entreprises, 2024"
    assert (reason(Term.AVAILABILITY)["from"], reason(Term.PLACE)["km"]) == ("2026-12-03", 4)


def test_a_card_fits_in_one_line():
    found = judge(SHE, NEED, Rules())
    told = explain(found, SHE, NEED, Rules(), words=WORDS, best=BEST)["reasons"]
    line = sentences.in_one_line(told, WORDS.names, COMPANY).replace("\u00a0", " ")
    assert line == (
        "1 compétence sur 2 (manque Pennylane, connaît QuickBooks) · 2 jours par semaine dès le 3 décembre · "
        "à 4 km · dans votre budget"
    )


def test_every_wish_that_can_be_false_has_its_sentence_on_her_side():
    can_be_false = set(Part) - {Part.CONFIRMED, Part.SKILLS}
    assert set(_SENTENCES) == can_be_false
    assert {part.criterion for part in can_be_false | {Part.SKILLS}} == set(Criterion)


seeds = st.integers(0, 2**32)
EVERY_SKILL = Vocabulary(
    slugs={position: f"s{position}" for position in range(crowd.SKILLS)},
    groups={position: f"g{position % 7}" for position in range(crowd.SKILLS)},
    names={f"s{position}": f"Compétence {position}" for position in range(crowd.SKILLS)},
)


@settings(max_examples=150, deadline=None)
@given(seeds, seeds)
def test_the_points_of_every_explanation_sum_and_every_reason_is_told_to_both_sides(one, other):
    need = crowd.possible_mission(Random(one), 1)
    she = crowd.someone_who_fits(Random(other), need)
    found = judge(she, need, Rules())
    assert found is not None
    told = explain(found, she, need, Rules(), words=EVERY_SKILL, best=BEST)
    tenths = [round(10 * one["points"]) for one in told["reasons"]]
    assert sum(tenths) == round(10 * told["fit"]) == found.fit // 100_000
    assert all(
        sentences.sentence(one, EVERY_SKILL.names, reader).label
        for one in told["reasons"]
        for reader in Reader
    )
    stranger = replace(she, is_listed=False, floor_remote=9_999_999, floor_on_site=9_999_999)
    assert absences(stranger, need, EVERY_SKILL)

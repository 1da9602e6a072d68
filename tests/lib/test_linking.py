"""From free French to an index: both genders alike, odd input answered, nothing invented."""

import pytest

from sio.lib.french import canonical
from sio.lib.linking import Label, Linker
from sio.lib.linking.senses import senses

JOBS = [
    Label("M1604", "Assistant / Assistante de direction"),
    Label("M1604", "Office manager"),
    Label("M1609", "Secrétaire médical / Secrétaire médicale"),
    Label("M1601", "Chargé / Chargée d'accueil"),
    Label("D1101", "Boucher / Bouchère"),
]


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(JOBS)


@pytest.mark.parametrize(
    ("feminine", "masculine"),
    [
        ("assistante de direction", "assistant de direction"),
        ("directrice administrative", "directeur administratif"),
        ("chargée d’accueil", "chargé d'accueil"),
        ("vendeuse bouchère", "vendeur boucher"),
        ("hôtesse d’accueil", "hôte d’accueil"),
        ("mécanicienne", "Mécanicien(ne)"),
        ("cheffe de projet", "chef de projet (h/f/x)"),
    ],
)
def test_both_genders_are_read_alike(feminine: str, masculine: str) -> None:
    assert canonical(feminine) == canonical(masculine)


def test_a_doublet_is_read_once() -> None:
    assert canonical("Assistant / Assistante de direction") == canonical("assistante de direction")


@pytest.mark.parametrize(
    ("query", "job"),
    [("secrétaire médicale", "M1609"), ("Boucher (h/f/x)", "D1101"), ("ofice manager", "M1604")],
)
def test_the_nearest_concept_comes_first(linker: Linker, query: str, job: str) -> None:
    assert linker.link(query).candidates[0].id == job


def test_each_concept_comes_once_best_first(linker: Linker) -> None:
    found = linker.link("assistante", limit=10).candidates
    assert len({one.id for one in found}) == len(found) == 4
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


@pytest.mark.parametrize("query", ["", "   ", "…", "\ufffd"])
def test_without_a_word_there_is_no_candidate(linker: Linker, query: str) -> None:
    answer = linker.link(query)
    assert (answer.query, answer.candidates, answer.is_confident) == (query, (), False)


def test_words_never_seen_and_very_long_queries_are_answered_without_confidence(linker: Linker) -> None:
    for query in ("zzzz qqqq", "mot " * 50_000):
        answer = linker.link(query)
        assert answer.candidates
        assert not answer.is_confident


@pytest.mark.parametrize(
    "query", ["a", "日本語の秘書", "секретарь", "1234", "'", "\u00a0é", "C++ / C#", "x" * 2_000, "€ ½"]
)
def test_odd_queries_are_answered(linker: Linker, query: str) -> None:
    answer = linker.link(query)
    assert answer.query == query
    assert not answer.is_confident
    assert all(0 <= one.score <= 1 for one in answer.candidates)


@pytest.mark.parametrize("count", [1, 3])
def test_a_tiny_index_answers_too(count: int) -> None:
    tiny = Linker([Label(str(number), f"métier {number}") for number in range(count)])
    assert [len(one.candidates) for one in tiny.link_many(["métier 0", "autre"], limit=5)] == [count, count]


def test_a_limit_is_kept_and_changes_no_score(linker: Linker) -> None:
    all_of_them, two = linker.link("assistante").candidates, linker.link("assistante", limit=2).candidates
    assert two == all_of_them[:2]


def test_words_of_one_sense_are_near() -> None:
    near = Linker([Label("A", "Chauffeur de camion"), Label("B", "Vendeur de camion")])
    assert near.link("conductrice de camion").candidates[0].id == "A"


def test_a_word_has_one_sense_in_both_genders() -> None:
    assert senses(canonical("directrice")) == senses(canonical("chef")) != senses(canonical("vendeur"))


def test_who_measured_an_index_says_when_a_link_is_sure() -> None:
    assert Linker(JOBS, sure=0.0).link("assistante").is_confident
    assert not Linker(JOBS, sure=1.01).link("assistante de direction").is_confident


def test_an_empty_index_knows_nothing() -> None:
    assert Linker([]).link("secrétaire").candidates == ()


@pytest.mark.parametrize(
    ("query", "share"),
    [
        ("office manager", 1.0),
        ("les managers qui ne sont pas au bureau", 0.5),
        ("bouchère licorne", 0.5),
        ("licorne", 0.0),
        ("qui ne", 0.0),
        ("", 0.0),
    ],
)
def test_the_share_of_known_words_counts_those_that_carry_meaning(
    linker: Linker, query: str, share: float
) -> None:
    assert linker.known_share(query) == share


def test_an_index_without_labels_knows_no_word() -> None:
    assert Linker([]).known_share("office manager") == 0.0

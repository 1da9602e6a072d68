"""What a text names in so many words: whole labels, in either gender, and nothing that only resembles them."""

import pytest

from accounts.mentions import HER_OWN_LIFE, VAGUE, Mentions
from accounts.seeds import rows


@pytest.fixture(scope="module")
def mentions() -> Mentions:
    return Mentions.of(
        [(row["slug"], row["kind"], [row["name"], *row["synonyms"].split("|")]) for row in rows("skills")]
    )


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("La relance de mes clients et le suivi des règlements", {"overdue-reminders", "payment-matching"}),
        ("la gestion d’agendas, la prise de notes", {"minutes"}),
        ("Facture électronique\u00a0; DPAE", {"e-invoicing-switch", "hiring-formalities"}),
        ("Mes outils : Sage, Pennylane et Cal.com.", {"sage", "pennylane", "cal-com"}),
        ("Je travaille avec Notion.", {"notion"}),
        ("Télésecrétaire médical pendant dix ans", {"medical-desk"}),
        ("chief happiness officer", {"wellbeing-policy"}),
    ],
)
def test_a_label_named_whole_is_found(mentions: Mentions, text: str, slugs: set[str]) -> None:
    assert mentions.slugs(text) == slugs


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mon expertise, dans le respect de chacun, avec méthode",
        "Je ne fais ni relance clients ni prise de notes.",
        "Je ne fais pas de prise de notes",
        "Tout sauf la prise de notes",
        "Sage et posée, j’ai une notion du temps",
        "un logiciel de congés, un CRM",
        "relance. Clients",
        "prendre des notes",
    ],
)
def test_what_only_resembles_a_label_is_not(mentions: Mentions, text: str) -> None:
    assert mentions.slugs(text) == set()


def test_a_denial_ends_with_its_sentence(mentions: Mentions) -> None:
    assert mentions.slugs("Je ne tiens pas la paie. Prise de notes.") == {"minutes"}


@pytest.mark.parametrize(
    ("hers", "his"),
    [
        ("Assistante juridique", "Assistant juridique"),
        ("Secrétaire médicale", "Secrétaire médical"),
        ("assistante d’avocat", "assistant d’avocat"),
    ],
)
def test_both_genders_say_the_same(mentions: Mentions, hers: str, his: str) -> None:
    assert mentions.slugs(hers) == mentions.slugs(his) != set()


@pytest.mark.parametrize(
    "text", ["retour de congé maternité", "RQTH", "arrêts de travail", "charge mentale", *VAGUE]
)
def test_nothing_of_her_own_life_is_read(mentions: Mentions, text: str) -> None:
    assert mentions.slugs(text) == set()


def test_what_is_kept_out_is_in_the_catalogue() -> None:
    table = list(rows("skills"))
    assert {row["slug"] for row in table} >= HER_OWN_LIFE
    assert {text for row in table for text in row["synonyms"].split("|")} >= VAGUE


def test_words_that_two_skills_share_name_neither() -> None:
    shared = Mentions.of(
        [("a", "task", ["Tri du courrier"]), ("b", "task", ["Autre chose", "tri de courriers"])]
    )
    assert shared.slugs("le tri du courrier") == {"a"}
    twice = Mentions.of(
        [("a", "task", ["Une chose", "tri du courrier"]), ("b", "task", ["Deux choses", "tri du courrier"])]
    )
    assert twice.slugs("le tri du courrier") == set()

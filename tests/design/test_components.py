"""Components keep their manners: told at their top, listed in the docs, drawn by a sheet of their name."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import Context, Template
from django.template.loader import render_to_string

from sio.lib.components import Column, Link, MatchCard, Reason, Row, Step
from sio.lib.forms import Form

ROOT = Path(settings.ROOT)
COMPONENTS = sorted(
    path for path in ROOT.glob("templates/components/*.html") if not path.name.startswith("_")
)
SHEETS = ROOT / "static" / "css" / "components"
# Drawn by the sheet of a relative, or needing none.
DRAWN_ELSEWHERE = {"banner_simulated_payment": "banner", "banner_degraded": "banner"}


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_begins_with_its_parameters_and_an_example(component: Path) -> None:
    text = component.read_text(encoding="utf-8")
    comment = re.match(r"(?:{% load \w+ %})?{% comment %}\n(.*?){% endcomment %}", text, re.DOTALL)
    assert comment, "begins with a comment"
    assert "arameters" in comment[1]
    assert re.search(
        rf'{{% (?:include "components/{component.stem}.html"|component "{component.stem}")', comment[1]
    )


def test_the_docs_list_each_component_and_no_other() -> None:
    table = re.findall(
        r"^\| `(\w+)` \|", (ROOT / "docs" / "design-system.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert table == [path.stem for path in COMPONENTS]


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_has_a_sheet_of_its_name(component: Path) -> None:
    assert (SHEETS / f"{DRAWN_ELSEWHERE.get(component.stem, component.stem)}.css").exists()


@pytest.mark.parametrize("sheet", sorted(SHEETS.glob("*.css")), ids=lambda path: path.stem)
def test_no_sheet_outlives_what_it_draws(sheet: Path) -> None:
    drawn_classes = set(re.findall(r"\.([a-z][\w-]*)", sheet.read_text(encoding="utf-8")))
    written = " ".join(path.read_text(encoding="utf-8") for path in ROOT.glob("templates/**/*.html"))
    assert drawn_classes & set(re.findall(r"[\w-]+", written))


def drawn(component: str, request: HttpRequest | None = None, /, **parameters: object) -> str:
    return render_to_string(f"components/{component}.html", parameters, request).strip()


def test_a_button_that_goes_is_a_link_and_one_that_acts_a_button() -> None:
    assert drawn("button", label="Lire", href="/x/").startswith("<a ")
    assert drawn("button", label="Lire", name="act", value="read").startswith("<button ")
    assert "disabled" not in drawn("button", label="Lire")


def test_words_given_to_a_component_are_escaped() -> None:
    assert "<b>" not in drawn("alert", text="<b>")
    assert "<b>" not in drawn("button", label="<b>", href='"><b>')
    assert "<b>" not in drawn("summary_list", rows=[Row("<b>", "<b>\n<b>")])


def test_a_component_takes_a_body_of_html() -> None:
    page = Template('{% component "alert" tone="danger" %}<p>{{ words }}</p>{% endcomponent %}')
    assert "<p>&lt;b&gt;</p>" in page.render(Context({"words": "<b>"}))


def test_a_card_makes_its_title_the_link_and_not_itself() -> None:
    card = drawn("card", title="Relances", href="/missions/1/", level=3)
    assert '<h3 class="card__title"><a href="/missions/1/">Relances</a></h3>' in card


def test_a_reason_says_its_tone_in_words() -> None:
    assert "À confirmer" in drawn("reasons", reasons=[Reason("Disponible le 24", "unknown")])


def test_a_match_card_says_its_bucket_in_words() -> None:
    for bucket, words in (("to_confirm", "À confirmer"), ("near", "Presque")):
        assert words in drawn("match_card", match=MatchCard("Assistante", "/a/", bucket=bucket))
    assert "Presque" not in drawn("match_card", match=MatchCard("Assistante", "/a/"))


def test_a_timeline_tells_the_current_step_and_the_coming_ones() -> None:
    line = drawn(
        "timeline", steps=[Step("Envoyée", "done", date(2026, 12, 1)), Step("Vue", "current"), Step("Signée")]
    )
    assert "mardi 1er\u00a0décembre\u00a02026" in line
    assert line.count('aria-current="step"') == 1
    assert line.count("(à venir)") == 1


def test_a_table_has_a_caption_scopes_and_scrolls_in_its_own_region() -> None:
    table = drawn(
        "table",
        caption="Factures",
        columns=[Column("Numéro"), Column("Montant", is_number=True)],
        rows=[["F-1", "3"]],
    )
    assert '<div class="table-region" role="region" tabindex="0" aria-label="Factures">' in table
    assert '<th scope="row">F-1</th>' in table
    assert '<th scope="col" class="number">Montant</th>' in table


def test_pages_keep_the_other_parameters_of_the_address(rf) -> None:
    page = Paginator(range(30), 10).page(2)
    links = drawn("pagination", rf.get("/missions/?q=devis&page=2"), page=page)
    assert "?q=devis&amp;page=3" in links
    assert drawn("pagination", rf.get("/"), page=Paginator(range(3), 10).page(1)) == ""


def test_tabs_tell_the_current_page() -> None:
    assert (
        drawn("tabs", links=[Link("Toutes", "/a/", is_current=True), Link("Vues", "/b/")]).count(
            "aria-current"
        )
        == 1
    )


class Question(Form):
    place = forms.ChoiceField(
        label="Lieu", choices=[("a", "À distance"), ("b", "Sur site")], widget=forms.RadioSelect
    )
    town = forms.CharField(label="Ville", help_text="Nom ou code postal.", required=False)
    rate = forms.CharField(label="Tarif")


def test_a_field_reads_label_hint_error_control_in_this_order() -> None:
    form = Question({})
    form.add_error("town", "Choisissez une ville de la liste.")
    field = form["town"].as_field_group()
    places = [
        field.index(part) for part in ("Ville", "Nom ou code postal.", "Choisissez une ville", "<input")
    ]
    assert places == sorted(places)
    assert "<strong>Erreur\u00a0:</strong>" in field
    assert 'aria-describedby="id_town_helptext id_town_error"' in field
    assert 'aria-invalid="true"' in field


def test_an_optional_field_says_so_and_a_required_one_does_not() -> None:
    form = Question()
    assert "(facultatif)" in form["town"].as_field_group()
    assert "(facultatif)" not in form["rate"].as_field_group()
    form.hides_optional = True
    assert "(facultatif)" not in form["town"].as_field_group()


def test_a_group_of_radios_is_a_fieldset_with_its_legend() -> None:
    group = Question()["place"].as_field_group()
    assert "<legend" in group
    assert group.count('type="radio"') == 2
    assert "required" not in group


def test_the_summary_links_each_error_to_its_field_and_stays_silent_without_errors() -> None:
    summary = drawn("error_summary", form=Question({}))
    assert '<a href="#id_place_0">' in summary
    assert '<a href="#id_rate">' in summary
    assert drawn("error_summary", form=Question()) == ""
    assert drawn("error_summary", form=Question({"place": "a", "rate": "35"})) == ""


def test_the_summary_gathers_the_errors_of_several_lines() -> None:
    lines = forms.formset_factory(Question, extra=2)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-rate": "35", "form-1-place": "a"}
    )
    summary = drawn("error_summary", forms=lines)
    assert re.findall(r'href="#([^"]+)"', summary) == ["id_form-0-place_0", "id_form-1-rate"]
    assert drawn("error_summary", forms=forms.formset_factory(Question)()) == ""


def test_an_amount_a_rate_a_duration_and_a_date_are_written_the_french_way() -> None:
    page = Template(
        "{{ cents|money }}|{{ cents|rate }}|{{ minutes|hours }}|{{ day|short_date_fr }}|{{ none|money }}"
    )
    words = page.render(Context({"cents": 3500, "minutes": 390, "day": date(2026, 12, 1), "none": None}))
    assert words == "35,00\u202f€|35\u202f€\u00a0HT/h|6\u00a0h\u00a030|1er\u00a0décembre\u00a02026|"


def test_a_moment_is_shown_in_paris_time() -> None:
    words = Template("{% moment at %}").render(Context({"at": datetime(2026, 11, 24, 13, 5, tzinfo=UTC)}))
    assert "14\u00a0h\u00a005" in words
    assert 'datetime="2026-11-24T13:05:00+00:00"' in words


def test_initials_come_from_the_first_two_words() -> None:
    assert Template("{{ name|initials }}").render(Context({"name": "camille durand"})) == "CD"

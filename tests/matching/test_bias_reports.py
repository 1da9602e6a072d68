"""The bias report of a half-year: owed once, counted piece by piece, frozen, signed by somebody, told in public."""

from datetime import date, timedelta
from math import isclose

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from matching.enums import ReportStatus
from matching.figures import reports
from matching.figures.group_reading import read_shown
from matching.figures.groups import Group, Shown, groups_of, parity, ratio_interval
from matching.figures.half_years import HalfYear
from matching.figures.measures import Verdict
from matching.models import BiasReport, Impression, MatchingDuty
from matching.services import bias, sign_report
from matching.services.bias import owe_report, pieces, remind_of_reports
from notifications.models import Delivery
from sio.lib.dates import today
from sio.lib.duties import DutyStatus, drain
from sio.lib.errors import Refusal
from tests.factories.accounts import company_with_owner, moderator, published_assistant
from tests.factories.missions import MissionFactory

JANUARY = date(2027, 1, 1)


class TestHalfYears:
    @pytest.mark.parametrize(
        ("day", "name"),
        [
            (date(2026, 12, 31), "2026-S1"),
            (date(2027, 1, 1), "2026-S2"),
            (date(2027, 6, 30), "2026-S2"),
            (date(2027, 7, 1), "2027-S1"),
        ],
    )
    def test_the_last_one_that_is_over(self, day, name):
        half = HalfYear.before(day)
        assert str(half) == name
        assert HalfYear.named(name) == half

    def test_six_windows_end_with_it(self):
        half = HalfYear(2026, 2)
        assert (half.since, half.until) == (date(2026, 7, 1), date(2026, 12, 31))
        assert [window.until for window in half.windows][-2:] == [date(2026, 12, 3), date(2026, 12, 31)]
        assert half.windows[0].since >= half.since
        assert all(a.on == b.since for a, b in zip(half.windows, half.windows[1:], strict=False))


def people(group: str, count: int, chosen: int, exposure: float = 1.0) -> list[Shown]:
    return [Shown({"zone": group}, exposure, number < chosen) for number in range(count)]


class TestGroups:
    def test_a_known_bias_is_found(self):
        """Half of the ones are chosen, a fifth of the others: 0.4, under 0.8."""
        found = groups_of(people("ville", 100, 50) + people("bourg", 100, 20, 0.5), "zone")
        shown, chosen = parity("zone", "Zone", found)
        assert (chosen.value, chosen.verdict) == (pytest.approx(0.4), Verdict.BEYOND)
        assert (shown.value, shown.verdict) == (0.5, Verdict.BEYOND)
        assert chosen.interval.low < 0.4 < chosen.interval.high < 0.8

    def test_no_bias_is_not_invented(self):
        found = groups_of(people("ville", 100, 40) + people("bourg", 50, 20), "zone")
        shown, chosen = parity("zone", "Zone", found)
        assert (shown.value, chosen.value) == (1, 1)
        assert shown.verdict == chosen.verdict == Verdict.WITHIN

    def test_small_and_unknown_groups_are_left_out(self):
        found = groups_of(people("ville", 10, 5) + people("bourg", 9, 5) + people("", 30, 5), "zone")
        assert [one.name for one in found] == ["ville"]
        assert {one.verdict for one in parity("zone", "Zone", found)} == {Verdict.TOO_FEW}

    def test_nobody_chosen_has_no_ratio_and_no_interval(self):
        found = groups_of(people("ville", 20, 0) + people("bourg", 20, 0), "zone")
        assert parity("zone", "Zone", found)[1].value is None
        assert ratio_interval(Group("a", 20, 1, 0), Group("b", 20, 1, 5)) is None

    def test_the_interval_of_a_ratio(self):
        """From ln 0.4 ± 1.96 √(1/20 − 1/100 + 1/50 − 1/100)."""
        found = ratio_interval(Group("a", 100, 1, 20), Group("b", 100, 1, 50))
        assert isclose(found.low, 0.2581, abs_tol=1e-4)
        assert isclose(found.high, 0.6200, abs_tol=1e-4)


def shown_on(day: date, profile, **facts) -> None:
    Impression.objects.create(
        mission=MissionFactory(published=True), profile=profile, shown_on=day, bucket="main", page=1, rank=1,
        slot="fit", fit=70_000_000, version="fit-1.0.0", rule_version=1, explanation={}, **facts,
    )  # fmt: skip


@pytest.mark.django_db
def test_groups_are_read_from_who_was_shown():
    she, he = (published_assistant(freelance_since=date(year, 3, 1)) for year in (2015, 2026))
    published_assistant()
    shown_on(JANUARY - timedelta(days=9), she, contacted_at=timezone.now())
    shown_on(JANUARY - timedelta(days=9), he)
    shown_on(JANUARY, he, hired_at=timezone.now())
    found = read_shown(date(2026, 7, 1), JANUARY)
    assert sorted((one.groups["seniority"], one.is_chosen) for one in found) == [
        ("3 ans et plus", True),
        ("moins de 3 ans", False),
    ]
    assert {one.groups["vat"] for one in found} == {"franchise de TVA"}
    assert {one.groups["zone"] for one in found} == {"grande ville"}


@pytest.fixture
def report(db):
    """Counted in January about the half-year before."""
    team = moderator()
    shown_on(JANUARY - timedelta(days=9), published_assistant())
    assert owe_report(JANUARY)
    drain(MatchingDuty)
    found = BiasReport.objects.get()
    found.person = team
    return found


class TestTheCount:
    def test_one_duty_for_each_piece_then_the_report(self, report):
        half = HalfYear(2026, 2)
        assert MatchingDuty.objects.count() == len(pieces(half)) + 1
        assert set(MatchingDuty.objects.values_list("status", flat=True)) == {DutyStatus.DONE}
        assert (report.half_year, report.since, report.until) == ("2026-S2", half.since, half.until)
        assert len(report.figures["windows"]) == 6
        assert report.figures["windows"][-1]["until"] == "2026-12-31"
        assert set(report.figures["groups"]) == {"zone", "seniority", "vat"}
        assert [(event.from_status, event.to_status) for event in report.events.all()] == [("", "counted")]
        assert Delivery.objects.filter(kind="bias_report", user=report.person).count() == 1

    def test_it_is_owed_and_written_once(self, report):
        owe_report(JANUARY)
        bias.write_report(HalfYear(2026, 2), bias.counted_pieces(HalfYear(2026, 2)))
        drain(MatchingDuty)
        assert BiasReport.objects.count() == report.events.count() == 1
        assert Delivery.objects.filter(kind="bias_report").count() == 1

    def test_a_half_year_in_which_nobody_was_shown_has_none(self, db):
        assert not owe_report(JANUARY)
        assert not MatchingDuty.objects.exists()

    def test_it_waits_for_every_piece(self, db):
        shown_on(JANUARY - timedelta(days=9), published_assistant())
        owe_report(JANUARY)
        MatchingDuty.objects.filter(dedupe_key="bias:2026-S2:groups").update(status=DutyStatus.DEAD)
        drain(MatchingDuty)
        assert not BiasReport.objects.exists()
        waiting = MatchingDuty.objects.get(kind=bias.WRITE_BIAS)
        assert (waiting.status, waiting.tries) == (DutyStatus.WAITING, 0)


class TestTheRecord:
    @pytest.mark.parametrize(
        "facts",
        [{"figures": {}}, {"rule_version": 9}, {"half_year": "2020-S1"}, {"counted_at": timezone.now()}],
    )
    def test_its_figures_are_never_edited(self, report, facts):
        with pytest.raises(DatabaseError), transaction.atomic():
            BiasReport.objects.update(**facts)

    def test_it_is_never_deleted_and_signed_only_once(self, report):
        sign_report(report, report.person, "Tout va.")
        for act in (
            lambda: BiasReport.objects.update(conclusion="Autre chose"),
            lambda: BiasReport.objects.all()._raw_delete(BiasReport.objects.db),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()

    @pytest.mark.parametrize("missing", ["conclusion", "signed_by", "signed_at"])
    def test_a_signature_is_whole(self, report, missing):
        whole = {
            "status": "signed",
            "conclusion": "Oui",
            "signed_by": report.person,
            "signed_at": timezone.now(),
        }
        whole[missing] = "" if missing == "conclusion" else None
        with pytest.raises(DatabaseError), transaction.atomic():
            BiasReport.objects.update(**whole)


class TestTheSignature:
    def test_a_named_person_concludes(self, report):
        signed = sign_report(report, report.person, "  Les débutantes sont vues.  ")
        assert (signed.status, signed.signed_by, signed.conclusion) == (
            ReportStatus.SIGNED,
            report.person,
            "Les débutantes sont vues.",
        )
        event = signed.events.last()
        assert (event.actor, event.from_status, event.to_status) == (report.person, "counted", "signed")

    def test_it_is_refused_without_words_to_a_stranger_and_a_second_time(self, report):
        with pytest.raises(Refusal, match="concluez"):
            sign_report(report, report.person, " ")
        with pytest.raises(Refusal, match="équipe"):
            sign_report(report, company_with_owner()[1], "Oui")
        sign_report(report, report.person, "Oui")
        with pytest.raises(Refusal) as refused:
            sign_report(report, report.person, "Encore")
        assert refused.value.message == "Ce rapport est déjà signé."

    def test_the_team_is_reminded_once_a_week_until_then(self, report):
        def letters() -> int:
            return Delivery.objects.filter(kind="bias_report").count()

        assert remind_of_reports(today()) == 0
        later = today() + timedelta(days=8)
        assert remind_of_reports(later) == 1
        remind_of_reports(later)
        assert letters() == 2
        remind_of_reports(later + timedelta(days=7))
        assert letters() == 3
        sign_report(report, report.person, "Oui")
        assert remind_of_reports(later + timedelta(days=14)) == 0


class TestThePages:
    def test_the_team_reads_signs_and_prints_it(self, report, client):
        client.force_login(report.person)
        page = client.get(report.get_absolute_url()).content.decode()
        assert "Équité du marché, second semestre 2026" in page
        assert " style=" not in page
        sign = reverse("admin:matching_biasreport_sign", args=[report.pk])
        refused = client.post(sign, {"conclusion": "  "})
        assert (refused.status_code, "Écrivez ce que vous concluez" in refused.content.decode()) == (
            422,
            True,
        )
        assert client.post(sign, {"conclusion": "Rien à corriger."}).status_code == 302
        page = client.get(report.get_absolute_url()).content.decode()
        assert "Rien à corriger." in page
        assert f"Signé par {report.person}" in page
        assert "<textarea" not in page

    def test_nobody_else_does(self, report, client):
        sign = reverse("admin:matching_biasreport_sign", args=[report.pk])
        client.force_login(company_with_owner()[1])
        assert client.get(report.get_absolute_url()).status_code == 302
        assert client.post(sign, {"conclusion": "Oui"}).status_code == 302
        assert not BiasReport.objects.signed().exists()

    def test_visitors_read_the_last_one_that_was_signed(self, report, client):
        address = reverse("pages:ranking")
        assert "Le premier rapport paraîtra" in client.get(address).content.decode()
        sign_report(report, report.person, "Oui")
        page = client.get(address).content.decode()
        assert "Chiffres du second semestre 2026" in page
        assert "Trop peu de données" in page
        assert str(report.person) not in page


def frozen(values, verdicts, bound=None):
    measures = [
        {"key": "reach", "name": "Montrées", "unit": "share", "value": value, "interval": None, "count": 40,
         "bound": bound or {"at_least": 0.9}, "verdict": verdict}
        for value, verdict in zip(values, verdicts, strict=True)
    ]  # fmt: skip
    windows = [
        {"until": f"2026-{month:02d}-28", "measures": [one]} for month, one in enumerate(measures, start=7)
    ]
    return {"windows": windows}


class TestWhatIsSaid:
    def test_a_bound_kept_and_missed(self):
        figures = frozen([0.95, 0.8, 0.5], ["within", "beyond", "too_few"])
        assert reports.rows(figures) == [
            ("Montrées", "au moins 90\u202f%", "95\u202f%", "80\u202f%", reports.NOTHING, "1 sur 2")
        ]
        ((name, text),) = reports.in_public(figures)
        assert name == "Montrées"
        assert text == "Cible\u00a0: au moins 90\u202f%. Tenue sur 1 des 2 périodes de 28 jours."

    @pytest.mark.parametrize(
        ("values", "verdicts", "said"),
        [
            ([0.95, 0.92], ["within", "within"], "92\u202f% au 28\u00a0août\u00a02026. Cible\u00a0: au moins 90\u202f%. Tenue sur les 2 périodes de 28 jours."),
            ([0.5], ["beyond"], "50\u202f% au 28\u00a0juillet\u00a02026. Cible\u00a0: au moins 90\u202f%. Manquée sur une période de 28 jours."),
        ],
    )  # fmt: skip
    def test_what_was_missed_is_said_as_plainly_as_what_was_kept(self, values, verdicts, said):
        assert reports.in_public(frozen(values, verdicts)) == [("Montrées", said)]

    def test_the_picture_leaves_out_what_is_not_known(self):
        figures = frozen([0.95, 0.8, None], ["within", "beyond", "too_few"])
        assert [bar.text for bar in reports.picture(figures).chart.bars] == ["95\u202f%", "80\u202f%"]
        assert reports.picture(frozen([None], ["too_few"])) is None

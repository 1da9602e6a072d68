"""The figures of a fair market: reckoned by hand, read from the tables in their window, shown to the team alone."""

import json
from datetime import date, timedelta
from io import StringIO
from math import isclose

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from matching.enums import Bucket, Slot
from matching.figures import Window, measures, metrics, read_market, words
from matching.figures.measures import Bound, Measure, Unit, Verdict
from matching.figures.metrics import Interval
from matching.figures.window import Market, Part, Person, midnight
from matching.models import Impression
from missions.models import Application, Engagement, Invitation, Mission
from sio.lib.dates import today
from tests.factories.accounts import company_with_owner, moderator, published_assistant
from tests.factories.missions import (
    ApplicationFactory,
    EngagementFactory,
    InvitationFactory,
    MissionFactory,
)

WINDOW = Window(date(2026, 11, 24))
OLD, NEW, LATE = date(2026, 1, 5), date(2026, 10, 10), date(2026, 11, 1)
DAY = 420


class TestTheMetrics:
    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ([], None),
            ([0, 0], None),
            ([5], 0),
            ([3, 3, 3, 3], 0),
            ([0, 0, 0, 8], 0.75),
            ([3, 1], 0.25),
            ([4, 2, 1, 3], 0.25),
        ],
    )
    def test_gini(self, values, expected):
        found = metrics.gini(values)
        assert found == expected if expected is None else isclose(found, expected, abs_tol=1e-12)

    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ([], None),
            ([0], None),
            ([7], 0.1),
            ([1] * 10, 0.1),
            ([1] * 9 + [11], 0.55),
            ([1] * 10 + [10], 0.505),
        ],
    )
    def test_the_top_decile_takes_a_part_of_somebody_when_ten_does_not_divide(self, values, expected):
        assert metrics.top_decile(values) == (expected and pytest.approx(expected))

    def test_the_tenths_share_out_the_whole(self):
        assert metrics.tenths([]) == metrics.tenths([0, 0]) == []
        assert metrics.tenths([3, 1]) == pytest.approx([0.15] * 5 + [0.05] * 5)
        assert metrics.tenths(range(1, 21))[0] == 39 / 210
        assert metrics.tenths(range(1, 21))[-1] == 3 / 210

    @pytest.mark.parametrize(("minutes", "days"), [(None, 1), (0, 1), (419, 1), (420, 1), (2100, 5)])
    def test_free_days_are_one_at_least(self, minutes, days):
        assert metrics.free_days(minutes) == days

    def test_a_share_of_nobody_is_not_zero(self):
        assert metrics.share([]) is None
        assert metrics.share([True, False, False, False]) == 0.25
        assert metrics.share([True]) == 1

    def test_a_rate_is_compared_with_a_rate_that_is_not_zero(self):
        assert metrics.ratio(0.3, 0.6) == 0.5
        assert metrics.ratio(0, 0.6) == 0
        assert metrics.ratio(0.3, 0) is metrics.ratio(None, 0.6) is metrics.ratio(0.3, None) is None

    def test_the_interval_of_a_share(self):
        """Five of ten: (0.5 ± 1.96 √(0.025 + 0.0096)) once brought back; none of ten: up to z² ÷ (10 + z²)."""
        assert metrics.wilson(0, 0) is None
        half = metrics.wilson(5, 10)
        assert (round(half.low, 4), round(half.high, 4)) == (0.2366, 0.7634)
        none, whole = metrics.wilson(0, 10), metrics.wilson(10, 10)
        assert (none.low, round(none.high, 4)) == (0, 0.2775)
        assert (round(whole.low, 4), round(whole.high, 9)) == (0.7225, 1)

    @pytest.mark.parametrize(
        ("count", "low", "high"),
        [(6, 1, 6), (8, 1, 8), (9, 2, 8), (10, 2, 9), (20, 6, 15)],
    )
    def test_the_interval_of_a_median_by_ranks(self, count, low, high):
        """The ranks of the sign test: 2 and 9 of ten leave out 11 cases in 1,024 on each side."""
        assert metrics.median_interval(range(count, 0, -1)) == Interval(low, high)

    def test_five_values_say_nothing_of_a_median(self):
        assert metrics.median_interval([1, 2, 3, 4, 5]) is metrics.median_interval([]) is None


def market(people=(), **facts) -> Market:
    nothing = {
        "refused": Part(0, 0),
        "applications": (),
        "unopened": Part(0, 0),
        "days_to_contact": (),
        "days_to_hire": (),
        "filled": Part(0, 0),
    }
    return Market(window=WINDOW, people=people, **(nothing | facts))


def found(a_market: Market) -> dict[str, Measure]:
    return {one.key: one for one in measures(a_market)}


class TestTheMeasures:
    def test_an_empty_base_says_so_everywhere(self):
        assert {one.verdict for one in measures(market())} == {Verdict.TOO_FEW}
        assert {one.value for one in measures(market())} == {None}
        assert words.picture(market()) is None

    def test_the_window_is_of_28_whole_days_that_end_yesterday(self):
        assert (WINDOW.since, WINDOW.until, WINDOW.before) == (
            date(2026, 10, 27),
            date(2026, 11, 23),
            date(2026, 9, 29),
        )

    def test_exposure_is_per_free_day_and_of_those_who_had_the_whole_window(self):
        busy, free = Person(OLD, DAY, impressions=2), Person(OLD, 5 * DAY, impressions=10)
        told = found(market([busy] * 5 + [free] * 5 + [Person(LATE, DAY)] * 10))
        assert (told["gini"].value, told["gini"].count) == (pytest.approx(0), 10)
        assert told["top_decile"].value == 10 / 60
        assert told["reach"].value == 1
        assert {told[key].verdict for key in ("gini", "top_decile", "reach")} == {Verdict.WITHIN}

    def test_one_person_who_takes_all_is_out_of_bounds(self):
        told = found(market([Person(OLD, DAY, impressions=50)] + [Person(OLD, DAY)] * 9))
        assert told["gini"].value == pytest.approx(0.9)
        assert (told["top_decile"].value, told["reach"].value) == (1, 0.1)
        assert {told[key].verdict for key in ("gini", "top_decile", "reach")} == {Verdict.BEYOND}

    def test_nine_people_are_too_few(self):
        told = found(market([Person(OLD, DAY, impressions=1)] * 9))
        assert (told["reach"].value, told["reach"].verdict) == (1, Verdict.TOO_FEW)

    def test_newcomers_are_judged_on_their_first_28_days(self):
        seen = Person(NEW, DAY, early=1, hired_early=True)
        unseen = Person(NEW, DAY, impressions=3)
        others = [Person(OLD, DAY, is_hired=True)] * 8 + [Person(OLD, DAY)] * 2
        told = found(market([seen] * 6 + [unseen] * 4 + others))
        assert (told["newcomers_seen"].value, told["newcomers_seen"].count) == (0.6, 10)
        assert told["newcomers_seen"].verdict == Verdict.BEYOND
        assert told["newcomers_hired"].value == pytest.approx(0.75)
        assert told["newcomers_hired"].verdict == Verdict.WITHIN

    def test_one_person_above_her_own_cap_is_enough(self):
        """Three for one free day, ten for five: both caps are reached, then one is broken."""
        full = [Person(LATE, DAY, invitations=3), Person(LATE, 5 * DAY, invitations=10)]
        told = found(market(full))
        assert (told["open_most"].value, told["load"].value, told["load"].verdict) == (10, 1, Verdict.WITHIN)
        told = found(market([*full, Person(LATE, DAY, invitations=4)]))
        assert told["load"].verdict == Verdict.BEYOND

    @pytest.mark.parametrize(
        ("key", "facts", "at_the_bound", "beyond"),
        [
            ("refused", "refused", Part(4, 10), Part(5, 10)),
            ("unopened", "unopened", Part(1, 10), Part(2, 10)),
            ("applications", "applications", [10] * 10, [11] * 10),
        ],
    )
    def test_a_bound_reached_is_not_passed(self, key, facts, at_the_bound, beyond):
        assert found(market(**{facts: at_the_bound}))[key].verdict == Verdict.WITHIN
        assert found(market(**{facts: beyond}))[key].verdict == Verdict.BEYOND

    def test_a_least_bound_is_held_when_it_is_reached(self):
        nine = [Person(OLD, DAY, impressions=1)] * 9
        assert found(market([*nine, Person(OLD, DAY)]))["reach"].verdict == Verdict.WITHIN
        assert found(market([*nine[:8], *[Person(OLD, DAY)] * 2]))["reach"].verdict == Verdict.BEYOND

    def test_time_is_told_with_its_interval_and_without_a_bound(self):
        told = found(market(days_to_contact=[float(day) for day in range(1, 11)], filled=Part(5, 10)))
        assert (told["contact"].value, told["contact"].interval) == (5.5, Interval(2, 9))
        assert told["contact"].verdict == told["filled"].verdict == Verdict.REPORTED
        assert told["hire"].verdict == Verdict.TOO_FEW


class TestTheWords:
    def test_nine_people_make_no_picture(self):
        assert words.picture(market([Person(OLD, DAY, impressions=1)] * 9)) is None

    @pytest.mark.parametrize(
        ("value", "unit", "expected"),
        [
            (0.4564, Unit.SHARE, "45,6\u202f%"),
            (0.1, Unit.SHARE, "10\u202f%"),
            (0.456, Unit.INDEX, "0,46"),
            (4.5, Unit.NUMBER, "4,5"),
            (10, Unit.NUMBER, "10"),
            (1.5, Unit.DAYS, "1,5\u00a0jour"),
            (6.25, Unit.DAYS, "6,2\u00a0jours"),
        ],
    )
    def test_a_number_as_people_read_it(self, value, unit, expected):
        assert words.number(value, unit) == expected

    def test_a_line_has_its_bound_and_its_interval(self):
        bound = Bound(0.9, is_least=True)
        one = Measure("reach", "Vues", Unit.SHARE, 0.95, 40, bound, Interval(0.83, 0.98))
        assert words.table([one]) == [
            ("Vues", "95\u202f%", "dans la cible", "au moins 90\u202f%", "83\u202f% à 98\u202f%", "40")
        ]

    def test_the_picture_shows_each_tenth(self):
        picture = words.picture(
            market([Person(OLD, DAY, impressions=11)] + [Person(OLD, DAY, impressions=1)] * 9)
        )
        assert picture.conclusion == "Le dixième le plus montré reçoit 55\u202f% des présentations."
        assert [bar.value for bar in picture.chart.bars] == [55] + [5] * 9
        assert "10 personnes, 20 présentations du 27" in picture.source


def ago(days: int):
    """At midday, so many days ago."""
    return midnight(today() - timedelta(days=days)) + timedelta(hours=12)


def joined(days: int):
    return published_assistant(published_at=ago(days))


def show(profile, *days: int, bucket=Bucket.MAIN) -> None:
    mission = MissionFactory(published=True)
    for each in days:
        Impression.objects.create(
            mission=mission, profile=profile, shown_on=today() - timedelta(days=each), bucket=bucket, page=1, rank=1,
            slot=Slot.FIT, fit=70_000_000, version="fit-1.0.0", rule_version=1, explanation={},
        )  # fmt: skip


def read() -> Market:
    return read_market(Window(today()))


@pytest.mark.django_db
class TestTheReading:
    def test_impressions_count_in_the_main_list_from_the_28th_day_to_yesterday(self):
        she = joined(100)
        show(she, 0, 1, 28, 29)
        show(she, 2, bucket=Bucket.TO_CONFIRM)
        (person,) = read().people
        assert person == Person(today() - timedelta(days=100), 20 * 60, impressions=2)

    def test_only_those_who_could_be_proposed_count(self):
        joined(0)
        published_assistant(published_at=ago(5), free_minutes_per_week=0)
        published_assistant(published_at=ago(60), availability_confirmed_at=ago(36))
        kept = published_assistant(published_at=ago(60), availability_confirmed_at=ago(35))
        show(kept, 3)
        assert [one.impressions for one in read().people] == [1]

    def test_a_newcomer_is_seen_early_within_28_days_of_joining(self):
        early, late = joined(50), joined(50)
        show(early, 23)
        show(late, 22)
        assert sorted((one.early > 0, one.impressions) for one in read().newcomers) == [
            (False, 1),
            (True, 1),
        ]

    def test_hires_are_dated_by_both_signatures(self):
        she = joined(50)
        contract = EngagementFactory(active=True, application__profile=she, activated_at=ago(23))
        Mission.objects.filter(pk=contract.mission_id).update(published_at=ago(33), filled_at=ago(26))
        Application.objects.update(decided_at=ago(26))
        market = read()
        person = next(one for one in market.people if one.is_hired)
        assert person.hired_early
        assert [round(each) for each in market.days_to_contact + market.days_to_hire] == [7, 10]
        assert market.filled == Part(1, 1)
        Engagement.objects.update(activated_at=ago(0))
        Application.objects.update(decided_at=ago(29))
        Mission.objects.filter(pk=contract.mission_id).update(filled_at=ago(18))
        market = read()
        assert not any(one.is_hired or one.hired_early for one in market.people)
        assert (market.days_to_contact, market.days_to_hire, market.filled) == ([], [], Part(0, 1))

    def test_a_hire_is_early_or_of_the_window(self):
        for days in (40, 5):
            EngagementFactory(active=True, application__profile=joined(50), activated_at=ago(days))
        hers = [(one.hired_early, one.is_hired) for one in read().newcomers]
        assert sorted(hers) == [(False, True), (True, False)]

    def test_invitations_that_wait_and_those_that_ended(self):
        she = joined(100)
        for facts in ({}, {"declined": True}, {"lapsed": True}, {"declined": True, "status": "accepted"}):
            InvitationFactory(profile=she, **facts)
        Invitation.objects.update(sent_at=ago(5))
        Invitation.objects.exclude(status="open").update(answered_at=ago(1))
        market = read()
        assert [one.invitations for one in market.people] == [1]
        assert market.refused == Part(2, 3)
        Invitation.objects.exclude(status="open").update(answered_at=ago(0))
        market = read()
        assert ([one.invitations for one in market.people], market.refused) == ([4], Part(0, 0))

    def test_applications_of_the_missions_of_the_window_and_those_never_opened(self):
        recent, empty = MissionFactory(published=True), MissionFactory(published=True)
        twice = ({"declined": True}, {"declined": True})
        for facts in (*twice, {"lapsed": True}, {"withdrawn": True}, {"seen": True}):
            ApplicationFactory(mission=recent, **facts)
        Mission.objects.filter(pk__in=[recent.pk, empty.pk]).update(published_at=ago(9))
        Application.objects.update(sent_at=ago(8))
        Application.objects.filter(decided_at__isnull=False).update(decided_at=ago(7))
        market = read()
        assert sorted(market.applications) == [0, 5]
        assert market.unopened == Part(1, 3)


@pytest.mark.django_db
class TestTheCommand:
    def test_it_prints_every_figure_and_what_is_not_measured(self):
        out = StringIO()
        call_command("market_figures", on=date(2026, 11, 24), stdout=out)
        told = out.getvalue()
        assert told.startswith("Le marché du 27\u00a0octobre\u00a02026 au 23\u00a0novembre\u00a02026\n")
        assert told.count(str(Verdict.TOO_FEW.label)) == len(measures(market()))
        assert words.NOT_STORED in told

    def test_it_answers_programs(self):
        she, out = joined(100), StringIO()
        show(she, 1)
        call_command("market_figures", "--json", f"--on={today().isoformat()}", stdout=out)
        told = json.loads(out.getvalue())
        reach = next(one for one in told["measures"] if one["key"] == "reach")
        assert (reach["value"], reach["count"], reach["bound"], reach["verdict"]) == (
            1, 1, {"at_least": 0.9}, "too_few",
        )  # fmt: skip

    def test_a_day_that_is_none_is_refused(self):
        with pytest.raises(CommandError):
            call_command("market_figures", "--on=hier")


@pytest.mark.django_db
class TestThePage:
    def test_the_team_reads_the_picture_with_its_table(self, client, django_assert_max_num_queries):
        people = [joined(100) for _ in range(10)]
        show(people[0], 1, 2, 3)
        client.force_login(moderator())
        with django_assert_max_num_queries(20):
            page = client.get(reverse("admin:matching_market")).content.decode()
        assert "Le dixième le plus montré reçoit 100\u202f% des présentations." in page
        assert '<svg class="chart__picture"' in page
        assert "hors cible" in page
        assert words.NOT_STORED in page
        assert " style=" not in page
        assert (
            reverse("admin:matching_market")
            in client.get(reverse("admin:matching_exposure_changelist")).content.decode()
        )

    def test_an_empty_base_has_no_picture(self, client):
        client.force_login(moderator())
        page = client.get(reverse("admin:matching_market")).content.decode()
        assert "chart__picture" not in page
        assert "Trop peu de personnes" in page

    def test_nobody_else_does(self, client):
        address = reverse("admin:matching_market")
        assert client.get(address).status_code == 302
        for user in (company_with_owner()[1], published_assistant().user):
            client.force_login(user)
            assert client.get(address).status_code == 302
        client.force_login(moderator())
        assert client.post(address).status_code == 405

"""The market by town, place and job: who is of a part, what is joined, what stays hidden, and why people were not shown."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.enums import Place
from accounts.models import City, OfficeJob
from matching.facts import JOB_SLOTS
from matching.figures import Window, read_markets, words, worst_first
from matching.figures.cells import NO_TOWN, OTHER_JOBS, OTHER_TOWNS, Cell, Crowd, segments
from matching.figures.markets import Hire, Markets, Shown, Unseen
from matching.figures.markets import Told as Said
from matching.figures.measures import PLEDGE, Verdict, measures
from matching.figures.window import Cost, Part, midnight
from matching.geometry import point
from matching.models import Impression
from missions.models import Mission
from sio.lib.dates import today
from tests.factories.accounts import moderator, published_assistant
from tests.factories.missions import MissionFactory
from tests.matching.test_figures import joined, show

WINDOW = Window(date(2026, 11, 24))
LYON, PARIS = point(45.76, 4.84), point(48.86, 2.35)
TOWNS = {"Lyon (69)": LYON, "Paris (75)": PARIS, "Nulle part (00)": None}
JOBS = {0: "Office manager", 1: "Accueil"}
AT_LYON, AT_PARIS = (Cell(Place.ON_SITE, town, 0) for town in ("Lyon (69)", "Paris (75)"))
AWAY = Cell(Place.REMOTE, "", 0)


def row(pk: int, **facts):
    """Somebody of Lyon, office manager since long, who accepts everything within 20 km."""
    told = {
        "profile_id": pk, "free_minutes": 420, "x": LYON.x, "y": LYON.y, "z": LYON.z, "radius_km": 20,
        "accepts_remote": True, "accepts_on_site": True, "has_experience": True, "joined_on": date(2026, 1, 5),
        "proximity": bytes([100, 10]).ljust(JOB_SLOTS, b"\0"),
    } | facts  # fmt: skip
    return told | {"published_at": midnight(told["joined_on"])}


def markets(people, **facts) -> Markets:
    nothing = {
        "window": WINDOW, "towns": TOWNS, "jobs": JOBS, "asked": frozenset({AT_LYON}), "shown": {}, "read": [],
        "hires": [], "invitations": Counter(), "refused": [], "applications": [], "unopened": [],
        "days_to_contact": [], "days_to_hire": [], "filled": [], "costs": {},
    }  # fmt: skip
    return Markets(people=people, **(nothing | facts))


class TestWhoIsOfAPart:
    @pytest.mark.parametrize(
        ("facts", "cell", "expected"),
        [
            ({}, AT_LYON, True),
            ({}, AT_PARIS, False),
            ({"radius_km": 400}, AT_PARIS, True),
            ({"radius_km": None}, AT_LYON, False),
            ({"x": None, "y": None, "z": None}, AT_LYON, False),
            ({"accepts_on_site": False}, AT_LYON, False),
            ({"accepts_remote": False}, AT_LYON, True),
            ({"accepts_remote": False}, AWAY, False),
            ({"accepts_remote": False}, Cell(Place.HYBRID, "Lyon (69)", 0), False),
            ({"radius_km": None, "x": None, "y": None, "z": None}, AWAY, True),
            ({}, Cell(Place.ON_SITE, "Nulle part (00)", 0), False),
            ({}, Cell(Place.ON_SITE, "Lyon (69)", 1), False),
            ({}, Cell(Place.ON_SITE, "Lyon (69)", None), True),
            ({"proximity": bytes([60]).ljust(JOB_SLOTS, b"\0")}, AT_LYON, True),
            ({"proximity": bytes([59]).ljust(JOB_SLOTS, b"\0")}, AT_LYON, False),
            ({"has_experience": False}, AT_LYON, False),
        ],
    )
    def test_by_place_distance_and_job(self, facts, cell, expected):
        assert Crowd.of([row(1, **facts)]).members(cell, TOWNS).tolist() == [expected]

    def test_nobody_at_all(self):
        assert Crowd.of([]).members(AT_LYON, TOWNS).tolist() == []


class TestWhatIsTold:
    def told(self, sizes: dict[Cell, int]):
        return segments(sizes, JOBS, lambda cells: sum(sizes[cell] for cell in cells) >= 10)

    def test_a_large_cell_by_itself_and_the_small_ones_of_its_job_together(self):
        small = [Cell(Place.ON_SITE, f"Bourg {n}", 0) for n in range(3)]
        told, hidden = self.told({AT_LYON: 10, **dict.fromkeys(small, 4)})
        assert [(one.town, one.job, one.cells) for one in told] == [
            ("Lyon (69)", "Office manager", {AT_LYON}),
            (OTHER_TOWNS, "Office manager", set(small)),
        ]
        assert hidden == 0

    def test_what_is_left_of_a_place_goes_together_or_stays_hidden(self):
        few = {AT_LYON: 4, Cell(Place.ON_SITE, "Lyon (69)", 1): 5}
        assert self.told(few) == ([], 2)
        told, hidden = self.told({**few, Cell(Place.ON_SITE, "Paris (75)", None): 1})
        assert [(one.town, one.job) for one in told] == [(OTHER_TOWNS, OTHER_JOBS)]
        assert hidden == 0

    def test_places_are_never_joined(self):
        assert self.told({AT_LYON: 9, AWAY: 9}) == ([], 2)

    def test_at_a_distance_there_is_no_town(self):
        told, _ = self.told({AWAY: 10})
        assert (told[0].town, str(told[0])) == (NO_TOWN, "À distance · Office manager")

    def test_nine_people_are_told_of_nowhere(self):
        nine = markets([row(pk) for pk in range(9)])
        assert nine.segments(nine.asked) == ([], 1)
        ten = markets([row(pk) for pk in range(10)])
        assert len(ten.segments(ten.asked)[0]) == 1

    def test_no_figure_is_printed_of_fewer_than_ten(self):
        lines = words.table(measures(markets([row(pk) for pk in range(9)]).whole))
        assert all(
            line[1] == words.NOTHING and line[4] == words.NOTHING for line in lines if "Personnes" in line[0]
        )


class TestThePartsOfAReading:
    def test_each_row_counts_in_its_cell_and_in_the_whole(self):
        people = [row(pk) for pk in range(10)] + [row(pk, accepts_on_site=False) for pk in range(10, 20)]
        reading = markets(
            people,
            asked=frozenset({AT_LYON, AWAY}),
            shown={AT_LYON: {0: Shown(3, 0)}, AWAY: {0: Shown(1, 0), 15: Shown(2, 0)}},
            hires=[Hire(AT_LYON, 0, WINDOW.begins), Hire(AWAY, 1, WINDOW.begins)],
            refused=[Said(AT_LYON, True), Said(AWAY, False)],
            applications=[Said(AT_LYON, 4), Said(AWAY, 9)],
            costs={AT_LYON: Cost(6.0, 3), AWAY: Cost(1.0, 4)},
        )
        whole, lyon = reading.whole, reading.of(frozenset({AT_LYON}))
        assert (len(whole.people), len(lyon.people)) == (20, 10)
        assert [one.impressions for one in lyon.people[:2]] == [3, 0]
        assert sum(one.impressions for one in whole.people) == 6
        assert [one.is_hired for one in lyon.people[:2]] == [True, False]
        assert (lyon.refused, whole.refused) == (Part(1, 1), Part(1, 2))
        assert (list(lyon.applications), list(whole.applications)) == ([4], [4, 9])
        assert (lyon.cost, whole.cost) == (Cost(6.0, 3), Cost(7.0, 7))

    def test_a_hire_of_the_month_before_is_early_and_not_of_the_window(self):
        early = [Hire(AT_LYON, 1, WINDOW.begins - timedelta(days=1))]
        (person,) = markets([row(1, joined_on=WINDOW.before)], hires=early).whole.people
        assert (person.hired_early, person.is_hired) == (True, False)

    def test_parts_where_most_bounds_are_missed_come_first(self):
        people = [row(pk) for pk in range(10)] + [row(pk, accepts_on_site=False) for pk in range(10, 30)]
        seen_at_lyon = {AT_LYON: {pk: Shown(1, 0) for pk in range(10)}}
        reading = markets(people, asked=frozenset({AT_LYON, AWAY}), shown=seen_at_lyon)
        told, _ = worst_first(reading, reading.asked)
        assert [one.segment.place for one in told] == [Place.REMOTE, Place.ON_SITE]
        assert [len(one.missed) for one in told] == [1, 0]

    def test_it_is_narrowed_by_town_place_and_job(self):
        reading = markets([], asked=frozenset({AT_LYON, AT_PARIS, AWAY}))
        assert reading.narrowed(town="Lyon (69)") == {AT_LYON}
        assert reading.narrowed(place="remote") == {AWAY}
        assert reading.narrowed(job="Office manager", place="on_site") == {AT_LYON, AT_PARIS}
        assert reading.narrowed(job="Accueil") == frozenset()
        assert reading.narrowed() == reading.asked


class TestThePledge:
    def readings(self, count: int, first: date):
        return [(AT_LYON, first + timedelta(days=n % 28)) for n in range(count)]

    def test_chances_are_the_lists_of_her_part_read_in_her_first_28_days(self):
        new, old, late = WINDOW.before + timedelta(days=3), date(2026, 1, 5), WINDOW.since
        people = [
            row(1, joined_on=new),
            row(2, joined_on=old),
            row(3, joined_on=late),
            row(4, joined_on=new, radius_km=None),
        ]
        read = [(AT_LYON, new + timedelta(days=day)) for day in (-1, 0, 27, 28)] + [(AWAY, new)]
        found = markets(people, read=read).whole.people
        assert [one.chances for one in found] == [2, 0, 0, 0]

    def test_it_is_kept_to_those_for_whom_as_many_lists_were_read(self):
        people = [row(pk, joined_on=WINDOW.before) for pk in range(10)]
        shown = {AT_LYON: {pk: Shown(0, PLEDGE if pk else PLEDGE - 1) for pk in range(10)}}
        for count, value, asked in ((PLEDGE, 0.9, 10), (PLEDGE - 1, None, 0)):
            reading = markets(people, shown=shown, read=self.readings(count, WINDOW.before))
            pledge = next(one for one in measures(reading.whole) if one.key == "pledge")
            assert (pledge.value, pledge.count) == (value, asked)


class TestWhyTheOthersWereNotShown:
    def test_each_has_one_reason(self):
        people = [
            row(1),
            row(2),
            row(3, proximity=bytes(JOB_SLOTS)),
            row(4, joined_on=WINDOW.since),
        ]
        shown = {AT_LYON: {1: Shown(1, 0)}}
        read_before = markets(people, shown=shown, read=[(AT_LYON, WINDOW.before)])
        assert read_before.unseen() == {Unseen.NOT_READ: 1, Unseen.NO_MISSION: 1}
        read_since = replace(read_before, read=[(AT_LYON, WINDOW.since)])
        assert read_since.unseen() == {Unseen.NOT_SHOWN: 1, Unseen.NO_MISSION: 1}

    def test_a_reason_of_few_people_is_not_counted_out(self):
        lines = dict(words.unseen_lines({Unseen.NO_MISSION: 9, Unseen.NOT_READ: 10}))
        assert list(lines.values()) == ["moins de 10", "10", "0"]


@pytest.mark.django_db
class TestTheTables:
    def test_the_cell_of_a_mission_and_the_people_around(self):
        she = joined(100)
        job = OfficeJob.objects.first()
        city = City.objects.get(insee_code="69387")
        MissionFactory(published=True, place="on_site", city=city, job=job)
        show(she, 1)
        reading = read_markets(Window(today() + timedelta(days=1)))
        assert Cell(Place.ON_SITE, f"{city.name} ({city.department})", job.position) in reading.asked
        assert reading.towns[f"{city.name} ({city.department})"] is not None
        assert sum(len(told) for told in reading.shown.values()) == 1
        assert len(reading.read) == 1

    def test_a_mission_filled_or_withdrawn_before_the_window_asks_nothing_in_it(self):
        kept, filled, expired = (MissionFactory(published=True) for _ in range(3))
        long_ago = midnight(today() - timedelta(days=60))
        Mission.objects.update(published_at=long_ago)
        Mission.objects.filter(pk=filled.pk).update(
            status="filled", filled_at=midnight(today() - timedelta(days=29))
        )
        Mission.objects.filter(pk=expired.pk).update(status="expired")
        Mission.objects.filter(pk=kept.pk).update(job=OfficeJob.objects.first())
        assert {cell.job for cell in read_markets(Window(today())).asked} == {
            OfficeJob.objects.first().position
        }

    def test_what_the_rotation_gave_up_is_read_from_the_first_pages(self):
        """90, 95, 80 in this order: 5 points given up at the first place."""
        mission = MissionFactory(published=True)
        for rank, points in enumerate((90, 95, 80), start=1):
            Impression.objects.create(
                mission=mission, profile=published_assistant(), shown_on=today() - timedelta(days=1), bucket="main",
                page=1, rank=rank, slot="fit", fit=points * 1_000_000, version="fit-1.0.0", rule_version=1, explanation={},
            )  # fmt: skip
        assert read_markets(Window(today())).whole.cost == Cost(5.0, 3)

    def test_the_page_is_narrowed_and_lists_the_parts(self, client):
        people = [joined(100) for _ in range(10)]
        show(people[0], 1)
        Mission.objects.update(published_at=midnight(today() - timedelta(days=5)), job=None)
        client.force_login(moderator())
        address = reverse("admin:matching_market")
        assert "Par commune, lieu et métier" in client.get(address).content.decode()
        page = client.get(f"{address}?town=Ailleurs").content.decode()
        assert "de cette partie du marché" in page
        assert "chart__picture" not in page

    def test_the_command_prints_each_part_and_answers_programs(self):
        people = [joined(100) for _ in range(10)]
        show(people[0], 1)
        out = StringIO()
        call_command("market_figures", place="on_site", stdout=out)
        assert "Le marché du " in out.getvalue()
        assert words.hidden_cells(0) in out.getvalue()
        out = StringIO()
        call_command("market_figures", json=True, stdout=out)
        assert '"segments": [' in out.getvalue()
        assert Verdict.TOO_FEW.value not in out.getvalue().split('"segments"')[1]

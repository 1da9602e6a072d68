"""The cache answers what SQL answers, whoever writes, wherever they stand; in doubt it leaves the floor to SQL."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import pytest
from django.db import connection, connections, transaction

from accounts.enums import Place
from accounts.models import AssistantProfile
from matching import cache, engine
from matching.admin.alarms import CacheAlarmAdmin
from matching.answers import Answer, Row
from matching.cache import ValidatedCache, index, reading, validated, watching
from matching.enums import Bucket
from matching.facts import MissionFacts
from matching.models import CacheAlarm, Candidate, Departure
from matching.projection import row_of
from matching.rules import Rules
from matching.services.projection import write
from matching.sql import Page
from matching.statements import from_sql
from tests.matching import crowd

pytestmark = pytest.mark.django_db(transaction=True)

SEED = 20261125
EVERYBODY = dict.fromkeys(Bucket, Page(5_000))
MAIN = {Bucket.MAIN: Page(5_000)}
PAGES = {Bucket.MAIN: Page(20, 10), Bucket.TO_CONFIRM: Page(0), Bucket.NEAR: Page(3, 2)}
BAND = {Bucket.MAIN: Page(20, band=10_000_000)}
LOOSE = MissionFacts(
    mission_id=1,
    as_of=crowd.AS_OF,
    starts_on=crowd.AS_OF,
    company_id=99,
    place=Place.ON_SITE,
    point=crowd.TOWNS[0],
)


@dataclass
class House:
    """A crowd in the tables, and a cache that was loaded from them."""

    draw: Random
    rules: Rules
    cache: ValidatedCache

    def redraw(self, *profile_ids: int) -> None:
        """Other facts for these people."""
        write([row_of(crowd.candidate(self.draw, one), self.rules) for one in profile_ids])

    def agrees(self, asked: MissionFacts = LOOSE, pages: Any = EVERYBODY) -> bool:
        found = self.cache.answer(asked, self.rules, pages)
        return found is not None and found == from_sql(asked, self.rules, pages)

    def holds(self, profile_id: int) -> bool:
        """Whether the cache has her in one of the lists."""
        found = self.cache.answer(LOOSE, self.rules, EVERYBODY)
        assert found is not None
        return any(row.profile_id == profile_id for answer in found.values() for row in answer.rows)


Furnish = Callable[[int], House]


@pytest.fixture
def furnish(settings: Any) -> Furnish:
    def furnished(people: int) -> House:
        settings.MATCHING_CACHE = True
        index.follow_the_setting()
        draw = Random(SEED)
        rules = crowd.rules(draw)
        crowd.settle([crowd.candidate(draw, one) for one in range(1, people + 1)], rules)
        house = House(draw, rules, ValidatedCache())
        assert house.cache.load()
        return house

    return furnished


@pytest.fixture
def house(furnish: Furnish) -> House:
    return furnish(60)


@pytest.fixture
def other() -> Iterator[Any]:
    """A connection of somebody else, in a transaction that waits for a word."""
    found = connection.copy()
    with found.cursor() as cursor:
        cursor.execute("BEGIN")
        yield cursor
    found.close()


HIDE = "UPDATE matching_candidate SET is_listed = false WHERE profile_id = %s"


def shown_ids(house: House) -> list[int]:
    found = from_sql(LOOSE, house.rules, EVERYBODY)
    return [row.profile_id for answer in found.values() for row in answer.rows]


def test_cache_and_sql_agree_on_200_missions_and_2000_profiles_with_edits_in_between(
    furnish: Furnish,
) -> None:
    house = furnish(2_000)
    for number in range(1, 201):
        asked = crowd.mission(house.draw, number)
        assert house.agrees(asked), asked
        whole = house.cache.answer(asked, house.rules, EVERYBODY)
        for pages in (MAIN, PAGES, BAND):
            assert house.cache.answer(asked, house.rules, pages) == cut(whole, pages), (asked, pages)
        if number % 10 == 0:
            house.redraw(*house.draw.sample(range(1, 2_000), 15))
    # Loaded, then patched; a neighbour's transaction, open while it loaded, may have the first rows brought twice.
    assert house.cache.version in {20, 21}


def test_people_keep_the_order_in_which_they_are_named_newcomers_among_them(house: House) -> None:
    """Leave and refusals are written by place: a newcomer once took those of the profile read after her."""
    crowd.settle([crowd.candidate(house.draw, one) for one in (61, 62)], house.rules)
    assert house.agrees()
    contents = house.cache._contents
    assert contents is not None
    places = contents.columns.places_of([61, 1, 7_000, 62, 60])
    assert contents.columns.ids[places].tolist() == [61, 1, 62, 60]


def cut(whole: Any, pages: dict[Bucket, Page]) -> dict[Bucket, Answer]:
    return {
        bucket: Answer(whole[bucket].rows[slice(*window(whole[bucket].rows, page))], whole[bucket].total)
        for bucket, page in pages.items()
    }


def window(rows: tuple[Row, ...], page: Page) -> tuple[int, int]:
    """From the first place of a page to the place after its last."""
    end = page.offset + page.size
    if page.band is None or not rows:
        return page.offset, end
    bar = rows[min(end, len(rows)) - 1].fit - page.band
    return 0, sum(row.fit >= bar for row in rows)


def test_what_others_commit_is_seen_and_what_they_take_back_is_not(house: House, other: Any) -> None:
    she, her_friend = shown_ids(house)[:2]
    other.execute(HIDE, [she])
    assert house.holds(she)
    other.execute("COMMIT")
    assert not house.holds(she)
    other.execute("BEGIN")
    other.execute(HIDE, [her_friend])
    other.execute("ROLLBACK")
    assert house.holds(her_friend)
    assert house.agrees()


def test_an_old_transaction_that_commits_late_is_seen(house: House, other: Any) -> None:
    """Its number is lower than those already validated."""
    she, her_friend = shown_ids(house)[:2]
    other.execute(HIDE, [she])
    house.redraw(her_friend)
    for _ in range(3):
        assert house.agrees()
    assert house.holds(she)
    version = house.cache.version
    assert house.agrees()
    assert house.cache.version == version, "what is known is not fetched again while the old one lasts"
    other.execute("COMMIT")
    assert not house.holds(she)
    assert house.agrees()


def test_inside_a_transaction_that_wrote_sql_answers(house: House) -> None:
    she = shown_ids(house)[0]
    with transaction.atomic():
        assert house.agrees(), "reading is no reason to give up"
        connection.cursor().execute(HIDE, [she])
        assert house.cache.answer(LOOSE, house.rules, EVERYBODY) is None
        transaction.set_rollback(True)
    assert house.holds(she)
    with transaction.atomic():
        connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        assert house.cache.answer(LOOSE, house.rules, EVERYBODY) is None


def test_who_leaves_is_gone_and_who_comes_is_there(house: House) -> None:
    she, her_friend, newcomer = *shown_ids(house)[:2], 61
    AssistantProfile.objects.get(pk=she).delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM matching_candidate WHERE profile_id = %s", [her_friend])
    assert Departure.objects.count() == 2
    assert not house.holds(she)
    assert not house.holds(her_friend)
    house.redraw(her_friend)
    crowd.settle([replace(crowd.candidate(house.draw, newcomer), is_listed=True)], house.rules)
    assert house.agrees()
    assert newcomer in house.cache._contents.columns.ids  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE matching_candidate")
    assert house.cache.answer(LOOSE, house.rules, EVERYBODY)[Bucket.MAIN].total == 0  # type: ignore[index]


def test_a_process_forked_after_the_load_goes_on_by_itself(house: House) -> None:
    she = shown_ids(house)[0]
    with house.cache._lock:
        child = os.fork()
        if child == 0:
            connections["default"] = connection.copy()
            is_empty = house.cache.answer(LOOSE, house.rules, MAIN) is None
            os._exit(0 if is_empty and finished_loading() and house.agrees() else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    child = os.fork()
    if child == 0:
        connections["default"] = connection.copy()
        connections["default"].cursor().execute(HIDE, [she])
        os._exit(1 if house.holds(she) or not house.agrees() else 0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert not house.holds(she)


def test_an_older_patch_never_overwrites_a_newer_one(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    she = shown_ids(house)[0]
    read, has_read, may_go_on = reading.read_changes, threading.Event(), threading.Event()

    def slow_the_first(base: int) -> Any:
        found = read(base)
        if not has_read.is_set():
            has_read.set()
            may_go_on.wait(10)
        return found

    def ask() -> None:
        house.cache.answer(LOOSE, house.rules, MAIN)
        connection.close()

    monkeypatch.setattr(validated, "read_changes", slow_the_first)
    house.redraw(she)
    first, second = threading.Thread(target=ask), threading.Thread(target=ask)
    first.start()
    has_read.wait(10)
    connection.cursor().execute(HIDE, [she])
    second.start()
    second.join(0.2)
    may_go_on.set()
    for thread in (first, second):
        thread.join(10)
    assert not house.holds(she)
    assert house.agrees()


def test_threads_ask_while_others_write(house: House) -> None:
    truths: list[bool] = []

    def ask() -> None:
        for _ in range(15):
            found = house.cache.answer(LOOSE, house.rules, PAGES)
            truths.append(found is not None and watching.check(house.cache, found, LOOSE, house.rules, PAGES))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(20):
        house.redraw(*house.draw.sample(range(1, 61), 3))
    for thread in threads:
        thread.join(20)
    assert truths == [True] * 45
    assert house.agrees()


def test_a_transaction_left_open_holds_the_cache_back_until_sql_takes_over(
    house: House, other: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(validated, "MOST_CHANGES", 4)
    other.execute(HIDE, [60])
    for one in range(1, 7):
        house.redraw(one)
        found = house.cache.answer(LOOSE, house.rules, EVERYBODY)
    assert found is None
    assert [one.message for one in caplog.records] == ["matching.cache_is_held_back"]
    other.execute("COMMIT")
    assert house.cache.answer(LOOSE, house.rules, EVERYBODY) is None
    assert finished_loading()
    # A neighbour's transaction may hold the new base back as well.
    monkeypatch.setattr(validated, "MOST_CHANGES", 2_000)
    assert house.agrees()


def finished_loading() -> bool:
    for thread in threading.enumerate():
        if thread.name == "matching-cache":
            thread.join(10)
    return True


def test_a_difference_silences_every_cache_until_somebody_lifts_the_alarm(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    found = house.cache.answer(LOOSE, house.rules, EVERYBODY)
    assert found is not None
    assert watching.check(house.cache, found, LOOSE, house.rules, EVERYBODY)
    house.cache._contents.columns.numbers["free_minutes"][:] = 5_000  # type: ignore[union-attr]
    house.cache._contents.columns.numbers["reliability"][:] = 1  # type: ignore[union-attr]
    wrong = house.cache.answer(LOOSE, house.rules, EVERYBODY)
    assert wrong is not None
    assert not watching.check(house.cache, wrong, LOOSE, house.rules, EVERYBODY)
    assert caplog.records[-1].message == "matching.cache_disagrees"
    assert house.cache.load()
    assert house.cache.answer(LOOSE, house.rules, EVERYBODY) is None
    CacheAlarmAdmin.lift(None, None, CacheAlarm.objects.all())  # type: ignore[arg-type]
    assert house.agrees()


def test_a_part_of_the_answers_is_held_against_sql(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[Any] = []
    monkeypatch.setattr(cache, "of_this_process", house.cache)
    monkeypatch.setattr(cache, "check", lambda *args: checked.append(args))
    monkeypatch.setattr(cache, "random", lambda: 0.0009)
    assert engine.ask(LOOSE, house.rules, MAIN) == from_sql(LOOSE, house.rules, MAIN)
    monkeypatch.setattr(cache, "random", lambda: 0.0011)
    engine.ask(LOOSE, house.rules, MAIN)
    assert len(checked) == 1


def test_the_first_question_starts_the_load_and_is_answered_by_sql(
    house: House, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    fresh = ValidatedCache()
    monkeypatch.setattr(cache, "of_this_process", fresh)
    with transaction.atomic():
        assert engine.ask(LOOSE, house.rules, MAIN) == from_sql(LOOSE, house.rules, MAIN)
    assert not fresh._is_loading
    expected = engine.ask(LOOSE, house.rules, MAIN)
    assert finished_loading()
    monkeypatch.setattr(engine, "from_sql", lambda *args: pytest.fail("The cache was there."))
    assert engine.ask(LOOSE, house.rules, MAIN) == expected
    settings.MATCHING_CACHE = False
    with pytest.raises(pytest.fail.Exception):
        engine.ask(LOOSE, house.rules, MAIN)


def test_without_memory_index_or_turn_nothing_is_loaded(house: House, other: Any, settings: Any) -> None:
    fresh = ValidatedCache()
    other.execute("SELECT pg_advisory_lock(%s)", [validated.LOADING_LOCK])
    assert not fresh.load()
    other.execute("SELECT pg_advisory_unlock(%s)", [validated.LOADING_LOCK])
    other.execute("COMMIT")
    settings.MATCHING_CACHE_MB = 0
    assert not fresh.load()
    settings.MATCHING_CACHE_MB = 64
    assert fresh.load()
    settings.MATCHING_CACHE = False
    index.follow_the_setting()
    assert not fresh.load()
    assert not index.exists()


def test_dates_beyond_two_bytes_are_left_to_sql(house: House) -> None:
    far = replace(LOOSE, weeks=10_000)
    assert house.cache.answer(far, house.rules, MAIN) is None
    Candidate.objects.filter(pk=1).update(available_until="9999-12-31", available_from="0900-01-01")
    assert house.agrees()

"""A thousand edits, each followed by a question in its own transaction and by another after its commit.

Whoever is edited is, or was, in the main list of the mission that is asked, so that the answer moves. One edit in five goes
through the product: accounts, services, triggers, projection. The others go through the door of the projection, with
facts of the draw. During the second half somebody else’s transaction stays open. The truth is the list of the
reference, whoever changed since judged again.

SIO's engines and the kernel are held against whole answers; text engines only against whether they still show her, asked
after the edits of drawn people.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count, islice
from random import Random

import numpy as np
from django.db import connection, transaction

from accounts.models import AssistantProfile
from matching import engine
from matching.cache.columns import Columns
from matching.cache.lists import main_list
from matching.facts import CandidateFacts
from matching.needs import facts_of_mission
from matching.projection import Catalogue, facts_of_profile, profiles_with_facts, row_of
from matching.services.projection import write
from sio.lib.dates import today
from tests.bench import truth
from tests.bench.engines import (
    BM25,
    CACHE,
    COSINE,
    KERNEL,
    LONG,
    PAGES,
    SHOWN,
    SQL,
    by_kernel,
    by_sql,
    by_text,
)
from tests.bench.population import AS_OF, Need, People, World, need
from tests.bench.rivals import Tantivy
from tests.factories.accounts import published_assistant
from tests.matching import edits as product

EDITS, BY_THE_PRODUCT = 1_000, 5
MISSIONS, REAL_PEOPLE = 10, 20
ELIGIBLE = range(50, 3_000)
FIRST_NUMBER = 2_000

Change = Callable[[Random, CandidateFacts], CandidateFacts]
Edit = Callable[[], CandidateFacts]

CHANGES: tuple[Change, ...] = (
    lambda draw, she: replace(she, is_listed=not she.is_listed),
    lambda draw, she: _priced(she, draw.randrange(2_500, 5_500, 50)),
    lambda draw, she: replace(she, free_minutes=60 * draw.randrange(2, 30)),
    lambda draw, she: replace(she, available_from=AS_OF + timedelta(days=draw.randrange(-10, 50))),
    lambda draw, she: replace(she, confirmed_on=AS_OF - timedelta(days=draw.choice((0, 3, 9)))),
    lambda draw, she: replace(she, credit=bytes(draw.choice((level, 0, 1, 2, 3)) for level in she.credit)),
    lambda draw, she: replace(she, accepts_remote=not she.accepts_remote, accepts_on_site=True),
    lambda draw, she: replace(she, leaves=((AS_OF, AS_OF + timedelta(days=draw.randrange(1, 60))),)),
    lambda draw, she: replace(she, refused_companies=() if she.refused_companies else (1,)),
)


def _priced(she: CandidateFacts, rate: int) -> CandidateFacts:
    return replace(
        she, rate_remote=rate, rate_on_site=rate + 300, floor_remote=rate - 200, floor_on_site=rate + 100
    )


@dataclass
class Heard:
    """Stale answers by engine, inside the transaction of the edit and after its commit, out of how many edits."""

    inside: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    moved: int = 0
    """How many edits changed the right answer."""

    def cell(self, name: str) -> str:
        return (
            f"{self.inside[name]:,} · {self.after[name]:,} of {self.asked[name]:,}"
            if self.asked[name]
            else "–"
        )


@dataclass
class Asked:
    """A mission, its list as it should be, and those who left it."""

    need: Need
    living: truth.Living
    gone: list[int] = field(default_factory=list)

    @property
    def answer(self) -> object:
        return self.living.answer(SHOWN)

    def shows(self, profile_id: int) -> bool:
        return profile_id in self.living.rows

    def somebody(self, draw: Random) -> int:
        """Of the first page as often as not, else of the list."""
        (page,) = self.living.answer(SHOWN).values()
        if draw.random() < 0.5:
            return draw.choice(page.rows).profile_id
        return draw.choice(list(self.living.rows))

    def somebody_gone(self, draw: Random) -> int | None:
        """Of those who left, four times in ten, and whenever few are left."""
        is_time = draw.random() < 0.4 or len(self.living.rows) < 2 * SHOWN
        return self.gone.pop(draw.randrange(len(self.gone))) if self.gone and is_time else None


@dataclass
class Scene:
    """The people as they are now, and the engines that answer; `frozen` are columns that nobody patches."""

    world: World
    people: People
    frozen: Columns
    tantivy: Tantivy
    draw: Random = field(default_factory=lambda: Random(EDITS))
    heard: Heard = field(default_factory=Heard)
    now: dict[int, CandidateFacts] = field(default_factory=dict)

    def run(self, count: int = EDITS) -> Heard:
        """Every edit; the tables keep what the edits left. The ranking must be switched to memory, and loaded."""
        missions = [self._asked(one) for one in islice(self._needs(), MISSIONS)]
        real = self._asked(_need_of_the_product())
        real_people = _join()
        for one in real_people:
            real.living.change(self._facts_in_tables(one))
        for numbers, company in (
            (range(count // 2), nullcontext()),
            (range(count // 2, count), _somebody_writing()),
        ):
            with company:
                for number in numbers:
                    self._edit(number, missions, real, real_people)
        return self.heard

    def _edit(self, number: int, missions: list[Asked], real: Asked, people: list[AssistantProfile]) -> None:
        if number % BY_THE_PRODUCT == 0:
            edit = product.EDITS[number // BY_THE_PRODUCT % len(product.EDITS)]
            self._by_the_product(real, missions, self.draw.choice(people), edit)
        else:
            self._by_the_draw(missions[number % MISSIONS], [*missions, real])

    def _needs(self) -> Iterator[Need]:
        """Other missions than those whose time is taken, neither empty nor endless."""
        drawn = (need(self.world, number) for number in count(FIRST_NUMBER))
        return (one for one in drawn if len(truth.possible(self.people, one.facts)) in ELIGIBLE)

    def _asked(self, one: Need) -> Asked:
        rows = truth.list_of(self.people, one.facts, self.world.rules)
        return Asked(one, truth.Living(one.facts, self.world.rules, {row.profile_id: row for row in rows}))

    # Two ways of editing.

    def _by_the_product(
        self, asked: Asked, others: Iterable[Asked], profile: AssistantProfile, edit: product.Edit
    ) -> None:
        def change() -> CandidateFacts:
            edit(self.draw, profile)
            return self._facts_in_tables(profile)

        self._follow(asked, [*others, asked], change)

    def _facts_in_tables(self, profile: AssistantProfile) -> CandidateFacts:
        """What the tables say of her, the slim one left out."""
        read = profiles_with_facts(AssistantProfile.objects.filter(pk=profile.pk)).get()
        return facts_of_profile(read, Catalogue.read(), self.world.rules, today())

    def _by_the_draw(self, asked: Asked, everywhere: Iterable[Asked]) -> None:
        she = self._changed(asked)

        def change() -> CandidateFacts:
            write([row_of(she, self.world.rules)])
            return she

        self._follow(asked, everywhere, change)
        self._tell_texts(asked, she)
        if not asked.shows(she.profile_id):
            asked.gone.append(she.profile_id)

    def _changed(self, asked: Asked) -> CandidateFacts:
        """Somebody who left comes back as she was; somebody of the list changes."""
        if (back := asked.somebody_gone(self.draw)) is not None:
            she = self.people.facts(back - 1)
        else:
            profile_id = asked.somebody(self.draw)
            she = self.now.get(profile_id) or self.people.facts(profile_id - 1)
            she = self.draw.choice(CHANGES)(self.draw, she)
        self.now[she.profile_id] = she
        return she

    # Questions.

    def _follow(self, asked: Asked, everywhere: Iterable[Asked], change: Edit) -> None:
        before = asked.answer
        with transaction.atomic():
            she = change()
            for one in everywhere:
                one.living.change(she)
            self._count(asked, self.heard.inside)
        self._count(asked, self.heard.after)
        self.heard.moved += asked.answer != before
        self.heard.asked.update([SQL, CACHE, KERNEL])

    def _count(self, asked: Asked, stale: Counter[str]) -> None:
        """Whole answers. From memory: through the door of the product, which knows when to leave it to SQL."""
        facts, rules, right = asked.need.facts, self.world.rules, asked.answer
        stale[SQL] += by_sql(rules)(asked.need) != right
        stale[CACHE] += engine.ask(facts, rules, PAGES) != right
        stale[KERNEL] += by_kernel(self.frozen, rules)(asked.need) != right

    def _tell_texts(self, asked: Asked, she: CandidateFacts) -> None:
        """Full text reads the tables; tantivy is told after the commit; the columns of the cosine wait for a new making."""
        profile_id, is_shown = she.profile_id, asked.shows(she.profile_id)
        before = self.tantivy.finds(asked.need, profile_id)
        self.tantivy.write(she)
        self.tantivy.refresh()
        self.heard.inside[BM25] += before != self.tantivy.finds(asked.need, profile_id)
        self.heard.after[LONG] += self._is_in_text(asked.need, profile_id) != is_shown
        is_old = bool(np.isin(profile_id, self.frozen.ids[main_list(self.frozen, asked.need.facts).places]))
        for told in (self.heard.inside, self.heard.after):
            told[COSINE] += is_old != is_shown
        self.heard.asked.update([LONG, BM25, COSINE])

    def _is_in_text(self, one: Need, profile_id: int) -> bool:
        """With a word of hers among those searched, so that the filters decide."""
        own = self.world.words.words[self.people.words_of(profile_id - 1)[0]]
        return by_text(one.facts, [*one.told, own], f"AND t.profile_id = {profile_id}") == [profile_id]


@contextmanager
def _somebody_writing() -> Iterator[None]:
    """A transaction of somebody else stays open all along: what was written since comes back with each look."""
    theirs = connection.copy()
    with theirs.cursor() as cursor:
        cursor.execute("BEGIN; SELECT pg_current_xact_id()")
        yield
        cursor.execute("ROLLBACK")
    theirs.close()


def _join() -> list[AssistantProfile]:
    """People of the product."""
    return [published_assistant() for _ in range(REAL_PEOPLE)]


def _need_of_the_product() -> Need:
    return Need(facts_of_mission(product.a_mission(), today()), (), ())

"""Search beside PostgreSQL: BM25 by tantivy, and TF-IDF with the cosine, over the same words.

tantivy holds the filters that a range can say (nine of them); TF-IDF has all those of SIO, on columns in memory.
"""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy import sparse
from tantivy import Document, FieldType, Index, Occur, Query, Schema, SchemaBuilder, Searcher

from accounts.enums import Place
from matching.cache.columns import Array, Columns
from matching.cache.lists import Members, main_list, page_of
from matching.cache.parts import Crowd, measures, possible
from matching.facts import CandidateFacts, MissionFacts
from matching.filters import confirmed_since, last_start, musts
from matching.rules import Rules
from matching.scoring import skill_shares
from tests.bench.engines import PAGES, SHOWN
from tests.bench.population import AS_OF, Need, People, World

NUMBERS = (
    "profile_id", "listed", "remote", "on_site", "floor_remote", "floor_on_site", "minutes", "start", "confirmed",
    "least_minutes", "least_weeks",
)  # fmt: skip
UNKNOWN_RATE, UNKNOWN_PAST, UNKNOWN_FUTURE = 10**9, -(10**6), 10**6
RERANKED = 1_000
Clause = tuple[Occur, Query]


def schema_of() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("words", index_option="freq")
    builder.add_text_field("skills", tokenizer_name="whitespace", index_option="basic")
    for name in NUMBERS:
        builder.add_integer_field(name, indexed=name == "profile_id", fast=True)
    return builder.build()


class Tantivy:
    """An index on disk, written by one thread; a change is seen after its commit and a reload."""

    def __init__(self, world: World, people: People) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._schema, self._world, self._people = schema_of(), world, people
        began = time.perf_counter()
        self._index = Index(self._schema, path=self._folder.name)
        self._writer = self._index.writer(heap_size=256 * 2**20, num_threads=1)
        for place, she in enumerate(people.everybody()):
            self._writer.add_document(self._document(place, she))
        self.refresh()
        self.build_seconds = time.perf_counter() - began

    def close(self) -> None:
        self._writer.wait_merging_threads()
        self._folder.cleanup()

    @property
    def nbytes(self) -> int:
        return sum(file.stat().st_size for file in Path(self._folder.name).iterdir())

    def write(self, she: CandidateFacts) -> None:
        self._writer.delete_documents_by_term("profile_id", she.profile_id)
        self._writer.add_document(self._document(she.profile_id - 1, she))

    def refresh(self) -> None:
        self._writer.commit()
        self._index.reload()
        self._searcher: Searcher = self._index.searcher()

    def _document(self, place: int, she: CandidateFacts) -> Document:
        words = self._world.words.words
        document = Document()
        document.add_text("words", " ".join([words[one] for one in self._people.words_of(place)]))
        document.add_text("skills", " ".join(_tokens(she.credit)))
        for name, value in zip(NUMBERS, _numbers(she), strict=True):
            document.add_integer(name, value)
        return document

    def by_text(self, need: Need) -> list[int]:
        """BM25 of all the words of the mission."""
        text = self._index.parse_query(" ".join(need.told), ["words"])
        return self._first((Occur.Must, text), need.facts, SHOWN)

    def by_skills(self, columns: Columns, rules: Rules, need: Need) -> list[int]:
        """The thousand best by the shares of their skills; the kernel puts these in order."""
        asked = need.facts
        shares = skill_shares(asked.skills, rules)
        wanted = [
            (Occur.Should, Query.const_score_query(self._skill(skill.position, 1), float(share)))
            for skill, share in zip(asked.skills, shares, strict=True)
        ]
        held = [(Occur.Must, _silent(self._skill(must.position, must.level))) for must in musts(asked)]
        skills = Query.boolean_query([*wanted, *held])
        return _reranked(self._first((Occur.Must, skills), asked, RERANKED), columns, asked, rules)

    def finds(self, need: Need, profile_id: int) -> bool:
        """Whether the filters let this person through."""
        only = Query.range_query(self._schema, "profile_id", FieldType.Integer, profile_id, profile_id)
        return bool(self._first((Occur.Must, only), need.facts, 1))

    def _skill(self, position: int, level: int) -> Query:
        return Query.term_query(self._schema, "skills", _token(position, level), index_option="basic")

    def _first(self, clause: Clause, asked: MissionFacts, count: int) -> list[int]:
        query = Query.boolean_query([clause, *((Occur.Must, _silent(one)) for one in self._filters(asked))])
        found = [address for _, address in self._searcher.search(query, count, count=False).hits]
        return [int(value) for value in self._searcher.fast_field_values("profile_id", found)]

    def _filters(self, asked: MissionFacts) -> Iterator[Query]:
        days = [(day - AS_OF).days for day in (confirmed_since(asked), last_start(asked))]
        yield self._range("listed", least=1)
        yield self._range("confirmed", least=days[0])
        yield self._range("start", most=days[1])
        yield self._range("minutes", least=asked.minimum_minutes)
        yield self._range("least_minutes", most=asked.minutes)
        yield self._range("least_weeks", most=asked.weeks)
        yield self._range(
            "floor_remote" if asked.place == Place.REMOTE else "floor_on_site", most=asked.ceiling
        )
        if asked.place != Place.ON_SITE:
            yield self._range("remote", least=1)
        if asked.place != Place.REMOTE:
            yield self._range("on_site", least=1)

    def _range(self, name: str, least: int | None = None, most: int | None = None) -> Query:
        return Query.range_query(self._schema, name, FieldType.Integer, least, most)


def _silent(query: Query) -> Query:
    """A filter that brings nothing to the score."""
    return Query.const_score_query(query, 0.0)


def _tokens(credit: bytes) -> list[str]:
    """One for each level reached."""
    return [
        _token(skill, one) for skill, level in enumerate(credit) if level < 4 for one in range(1, level + 1)
    ]


def _token(position: int, level: int) -> str:
    return f"s{position}l{level}"


def _numbers(she: CandidateFacts) -> tuple[int, ...]:
    starts = UNKNOWN_FUTURE if she.available_from is None else (she.available_from - AS_OF).days
    confirmed = UNKNOWN_PAST if she.confirmed_on is None else (she.confirmed_on - AS_OF).days
    floors = [UNKNOWN_RATE if floor is None else floor for floor in (she.floor_remote, she.floor_on_site)]
    flags = [int(flag) for flag in (she.is_listed, she.accepts_remote, she.accepts_on_site)]
    minutes = UNKNOWN_PAST if she.free_minutes is None else she.free_minutes
    return (she.profile_id, *flags, *floors, minutes, starts, confirmed, she.min_minutes, she.min_weeks)


def _reranked(ids: list[int], columns: Columns, asked: MissionFacts, rules: Rules) -> list[int]:
    places = np.sort(columns.places_of(ids))
    crowd = Crowd(columns, asked, places[possible(columns, asked)[places]])
    for part in measures(asked):
        crowd = crowd.among(part.holds(crowd))
    (page,) = PAGES.values()
    return [row.profile_id for row in page_of(columns, asked, rules, Members(crowd.places), page).rows]


class Cosine:
    """TF-IDF with the cosine, a column of weights for each word; a change waits for the next making."""

    def __init__(self, world: World, people: People, columns: Columns) -> None:
        began = time.perf_counter()
        self._columns = columns
        self._numbers = {word: number for number, word in enumerate(world.words.words)}
        ends = np.concatenate([[0], people.ends])
        counts = sparse.csr_matrix(
            (np.ones(len(people.terms), np.float32), people.terms.astype(np.int32), ends),
            shape=(len(people), len(self._numbers)),
        )
        counts.sum_duplicates()
        holders = np.bincount(counts.indices, minlength=len(self._numbers))
        self._rarity = np.log((1 + len(people)) / (1 + holders)).astype(np.float32) + 1
        counts.data *= self._rarity[counts.indices]
        lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
        counts.data /= np.repeat(lengths, np.diff(counts.indptr)).astype(np.float32)
        self._weights = counts.tocsc()
        self.build_seconds = time.perf_counter() - began

    @property
    def nbytes(self) -> int:
        return int(self._weights.data.nbytes + self._weights.indices.nbytes + self._weights.indptr.nbytes)

    def first(self, need: Need) -> list[int]:
        """The nearest of those whom the filters leave."""
        places = main_list(self._columns, need.facts).places
        nearness = self._nearness(need)[places]
        best = places[np.argsort(-nearness, kind="stable")[:SHOWN]]
        return [int(one) for one in self._columns.ids[best]]

    def _nearness(self, need: Need) -> Array:
        asked = [self._numbers[word] for word in need.told]
        return np.asarray(self._weights[:, asked] @ self._rarity[asked])

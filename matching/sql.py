"""The one statement that ranks (matching.md §10.3), and the only place where its literals are made.

Every value is a typed integer, date, float or byte string: constants stay in the plan, integers keep the sum exact, and
nothing a person typed can reach the text. UNKNOWN is NULL, so that SQL's three-valued logic is Kleene's. Beware of
`least` and `greatest`, which ignore NULL: every use here stands behind a test.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.enums import Place
from matching import filters
from matching import rules as r
from matching.enums import Bucket, Part
from matching.facts import AskedSkill, MissionFacts, Point
from matching.geometry import DIAMETER_M, METRES_PER_KM, box, longitude_latitude
from matching.reference import draw_of
from matching.rules import Rules
from matching.scoring import skill_shares

# Literals.


def integer(value: int) -> str:
    return f"{int(value)}"


def floating(value: float) -> str:
    return f"'{float(value)!r}'::float8"


def day(value: date) -> str:
    return f"DATE '{date.fromisoformat(value.isoformat()).isoformat()}'"


def binary(value: bytes) -> str:
    return f"'\\x{bytes(value).hex()}'::bytea"


def identifiers(values: Iterable[int]) -> str:
    return "'{" + ",".join(integer(value) for value in sorted(values)) + "}'::bigint[]"


def name_of_draw(mission: MissionFacts) -> str:
    """Made of two integers and a week by `draw_name`: nothing to escape."""
    return f"'{draw_of(mission)}'"


# What several expressions read.


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that the place of a mission selects."""

    rate: str
    floor: str
    half_days: str


COLUMNS = {
    Place.REMOTE: Columns("c.rate_remote", "c.floor_remote", "c.half_days_remote"),
    Place.ON_SITE: Columns("c.rate_on_site", "c.floor_on_site", "c.half_days_on_site"),
    Place.HYBRID: Columns("c.rate_on_site", "c.floor_on_site", "(c.half_days_remote | c.half_days_on_site)"),
}


def first_day(mission: MissionFacts) -> str:
    """Her first day from the wished start on, outside her leave; NULL when she gave none."""
    wished = day(mission.starts_on)
    earliest = f"CASE WHEN c.available_from > {wished} THEN c.available_from ELSE {wished} END"
    outside_leave = f"lower(datemultirange(daterange({earliest}, NULL)) - c.leaves)"
    return (
        "CASE WHEN c.available_from IS NULL THEN NULL "
        f"WHEN isempty(c.leaves) THEN {earliest} ELSE {outside_leave} END"
    )


def in_common(column: str, half_days: int) -> str:
    return f"bit_count(({column} & {integer(half_days)})::int4::bit(10))::int4"


def distance(point: Point | None) -> str:
    """Metres, or NULL; the operations of `geometry.distance_m` in the same order."""
    if point is None:
        return "NULL::int4"
    dx, dy, dz = (f"(c.{axis} - {floating(getattr(point, axis))})" for axis in "xyz")
    half_chord = f"sqrt({dx} * {dx} + {dy} * {dy} + {dz} * {dz}) / 2::float8"
    at_most_one = f"CASE WHEN {half_chord} > 1::float8 THEN 1::float8 ELSE {half_chord} END"
    return f"round({floating(DIAMETER_M)} * asin({at_most_one}))::int4"


# Points, term by term.


def fit(mission: MissionFacts, rules: Rules, shares: Sequence[int]) -> str:
    terms = (
        *(skill(asked, share) for asked, share in zip(mission.skills, shares, strict=True)),
        experience(mission, rules),
        slack(mission, rules),
        start(mission, rules),
        half_days(mission, rules),
        place(mission, rules),
        budget(mission, rules),
        "c.reliability",
    )
    return "(" + "\n       + ".join(terms) + ")::int4"


def skill(asked: AskedSkill, share: int) -> str:
    return f"{integer(share)} * get_byte({binary(r.CREDITS[asked.level])}, get_byte(c.credit, {integer(asked.position)}))"


def experience(mission: MissionFacts, rules: Rules) -> str:
    nearest = integer(rules.prudent_percent)
    if mission.job is not None:
        nearest = f"get_byte(c.proximity, {integer(mission.job)})"
    bonus = "0"
    if mission.sector is not None:
        bonus = f"CASE WHEN c.sectors & {bit(mission.sector)} <> 0 THEN {integer(r.SECTOR_BONUS)} ELSE 0 END"
    return f"{integer(r.EXPERIENCE_UNIT)} * least(100, {nearest} + {bonus})"


def bit(position: int) -> str:
    return f"{integer(1 << position)}::int8"


def slack(mission: MissionFacts, rules: Rules) -> str:
    slope = r.SLACK_SLOPE // mission.minutes if mission.minutes else 0
    return (
        f"CASE WHEN c.free_minutes IS NULL THEN {integer(rules.prudent(r.SLACK_POINTS))} "
        f"WHEN 4 * c.free_minutes >= {integer(5 * mission.minutes)} THEN {integer(r.SLACK_POINTS)} "
        f"ELSE c.free_minutes * {integer(slope)} END"
    )


def start(mission: MissionFacts, rules: Rules) -> str:
    begins, last = first_day(mission), day(filters.last_start(mission))
    slope = r.START_POINTS // max(1, mission.tolerance_days)
    return (
        f"CASE WHEN c.available_from IS NULL THEN {integer(rules.prudent(r.START_POINTS))} "
        f"WHEN {begins} <= {day(mission.starts_on)} THEN {integer(r.START_POINTS)} "
        f"ELSE greatest(0, {last} - ({begins})) * {integer(slope)} END"
    )


def half_days(mission: MissionFacts, rules: Rules) -> str:
    wanted = mission.half_days.bit_count()
    if wanted == 0:
        return integer(r.HALF_DAYS_POINTS)
    common = in_common(COLUMNS[mission.place].half_days, mission.half_days)
    return (
        f"CASE WHEN c.half_days_remote IS NULL THEN {integer(rules.prudent(r.HALF_DAYS_POINTS))} "
        f"WHEN {common} >= {integer(wanted)} THEN {integer(r.HALF_DAYS_POINTS)} "
        f"ELSE {common} * {integer(r.HALF_DAYS_POINTS // wanted)} END"
    )


def place(mission: MissionFacts, rules: Rules) -> str:
    full, prudent, near = (
        integer(r.PLACE_POINTS),
        integer(rules.prudent(r.PLACE_POINTS)),
        integer(r.NEAR_TOWN_M),
    )
    if mission.place == Place.REMOTE:
        return full
    if mission.point is None:
        return prudent
    metres, limit = distance(mission.point), limit_m(mission)
    return (
        f"CASE WHEN c.x IS NULL THEN {prudent} "
        f"WHEN {metres} <= {near} OR {limit} <= {near} THEN {full} "
        f"WHEN c.radius_km IS NULL THEN {prudent} "
        f"ELSE (greatest(0, {limit} - {metres})::int8 * {full} / ({limit} - {near}))::int4 END"
    )


def limit_m(mission: MissionFacts) -> str:
    """The smaller radius in metres; NULL while hers is not given."""
    hers = f"c.radius_km * {integer(METRES_PER_KM)}"
    if mission.radius_km is None:
        return f"({hers})"
    theirs = integer(mission.radius_km * METRES_PER_KM)
    return f"(CASE WHEN {hers} > {theirs} THEN {theirs} ELSE {hers} END)"


def budget(mission: MissionFacts, rules: Rules) -> str:
    if mission.ceiling is None:
        return integer(r.BUDGET_MIDDLE)
    rate, ceiling = COLUMNS[mission.place].rate, mission.ceiling
    slope = f"{integer(r.BUDGET_SLOPE // ceiling)}::int8"
    return (
        f"CASE WHEN {rate} IS NULL THEN {integer(rules.prudent(r.BUDGET_POINTS))} "
        f"WHEN 10::int8 * {rate} <= {integer(9 * ceiling)} THEN {integer(r.BUDGET_POINTS)} "
        f"ELSE greatest(0, least({integer(r.BUDGET_POINTS)}, "
        f"{integer(r.BUDGET_MIDDLE)} + ({integer(ceiling)} - {rate}) * {slope}))::int4 END"
    )


# Filters.


def doubtful_tests(mission: MissionFacts) -> list[str]:
    """The parts without a margin that may be unknown (NULL)."""
    return [
        f"CASE WHEN c.confirmed_on >= {day(filters.confirmed_since(mission))} THEN true END",
        *(
            f"get_byte(c.languages, {integer(position)}) >= {integer(level)}"
            for position, level in mission.languages
        ),
        *(["c.certified_until >= " + day(mission.starts_on)] if mission.asks_certificate else []),
        *(["c.insured_until >= " + day(mission.starts_on)] if mission.asks_insurance else []),
    ]


def known_tests(mission: MissionFacts) -> list[str]:
    """The parts that are never unknown."""
    found = ["c.is_listed"]
    if mission.excluded_profiles:
        found.append(f"c.profile_id <> ALL ({identifiers(mission.excluded_profiles)})")
    found += [
        f"get_byte(c.credit, {integer(must.position)}) BETWEEN {integer(must.level)} AND 3"
        for must in filters.musts(mission)
    ]
    if mission.place != Place.REMOTE:
        found.append("c.accepts_on_site")
    if mission.place != Place.ON_SITE:
        found.append("c.accepts_remote")
    if mission.sector is not None:
        found.append(f"c.refused_sectors & {bit(mission.sector)} = 0")
    found.append(f"{integer(mission.company_id)} <> ALL (c.refused_companies)")
    return found


@dataclass(frozen=True, slots=True)
class Margin:
    """As `filters.Margin`: the expression is at least 0 when the part holds."""

    part: Part
    expression: str
    allowance: int
    condition: str = "true"

    @property
    def holds(self) -> str:
        return f"{self.expression} >= 0"

    @property
    def spares(self) -> str:
        """Held, or missed by so little that « presque » may name it."""
        within = f"{self.expression} >= {integer(-self.allowance)}"
        return within if self.condition == "true" else f"({within} AND ({self.holds} OR {self.condition}))"


def margins(mission: MissionFacts) -> list[Margin]:
    begins = first_day(mission)
    found = [
        Margin(Part.MINUTES, f"(c.free_minutes - {integer(mission.minimum_minutes)})", r.NEAR_MINUTES),
        Margin(Part.START, f"({day(filters.last_start(mission))} - ({begins}))", r.NEAR_DAYS),
        Margin(Part.END, f"(coalesce(c.available_until - {day(filters.last_day(mission))}, 0))", r.NEAR_DAYS),
    ]
    if mission.half_days_needed:
        found.append(Margin(Part.HALF_DAYS, half_days_margin(mission), r.NEAR_HALF_DAYS))
    if mission.place != Place.REMOTE:
        found.append(Margin(Part.DISTANCE, distance_margin(mission), r.NEAR_METRES))
    if mission.has_ceiling:
        found.append(rate_margin(mission))
    if mission.minutes:
        found.append(Margin(Part.VOLUME, f"({integer(mission.minutes)} - c.min_minutes)", r.NEAR_MINUTES))
    if mission.weeks is not None:
        found.append(Margin(Part.DURATION, f"({integer(mission.weeks)} - c.min_weeks)", r.NEAR_WEEKS))
    return found


def half_days_margin(mission: MissionFacts) -> str:
    column = COLUMNS[mission.place].half_days
    common = f"({in_common(column, mission.half_days)} - {integer(mission.half_days_needed)})"
    if mission.place != Place.HYBRID:
        return common
    needed = integer(filters.on_site_needed(mission))
    on_site = f"({in_common('c.half_days_on_site', mission.half_days)} - {needed})"
    return f"(CASE WHEN {common} < {on_site} THEN {common} ELSE {on_site} END)"


def distance_margin(mission: MissionFacts) -> str:
    """Beyond the company's radius the answer is known even when hers is not."""
    metres = distance(mission.point)
    if mission.radius_km is None or mission.point is None:
        return f"(c.radius_km * {integer(METRES_PER_KM)} - {metres})"
    theirs = f"({integer(mission.radius_km * METRES_PER_KM)} - {metres})"
    return (
        f"(CASE WHEN c.radius_km IS NULL AND {theirs} >= 0 THEN NULL "
        f"WHEN c.radius_km IS NULL THEN {theirs} ELSE {limit_m(mission)} - {metres} END)"
    )


def rate_margin(mission: MissionFacts) -> Margin:
    if mission.ceiling is None:
        return Margin(Part.RATE, "NULL::int4", 0)
    allowance = mission.ceiling * r.NEAR_RATE_PERCENT // 100
    expression = f"({integer(mission.ceiling)} - {COLUMNS[mission.place].floor})"
    return Margin(Part.RATE, expression, allowance, "c.accepts_near_budget")


def missed_parts(parts: Sequence[Margin]) -> str:
    """How many are missed; NULL as soon as one is unknown."""
    return "(" + " + ".join(f"({one.expression} < 0)::int4" for one in parts) + ")"


def circle(mission: MissionFacts) -> list[str]:
    """What the index on `area` can answer: her circle may hold the town. The distance decides."""
    if mission.place == Place.REMOTE or mission.point is None:
        return []
    longitude, latitude = (floating(degrees) for degrees in longitude_latitude(mission.point))
    corner = f"point({longitude}, {latitude})"
    return [f"c.area @> box({corner}, {corner})"]


def around(mission: MissionFacts) -> list[str]:
    """The same for « presque »: her circle may come as near to the town as a gap may be.

    Who gave no radius has no area, and is known to be too far all the same beyond the company's radius.
    """
    if mission.place == Place.REMOTE or mission.point is None:
        return []
    west, south, east, north = map(floating, box(mission.point, r.NEAR_METRES // METRES_PER_KM))
    return [f"(c.area && box(point({west}, {south}), point({east}, {north})) OR c.area IS NULL)"]


# Statements.

PARTS = tuple(Part)


@dataclass(frozen=True, slots=True)
class Page:
    """Which places of a list are asked for; the number of rows of the whole list always comes along.

    With `band` (micro-points), the answer holds every row from the first down to the fit of place `offset + size` less
    the band: what the display order needs to rotate people (§5).
    """

    size: int
    offset: int = 0
    band: int | None = None

    @property
    def limits(self) -> str:
        is_slice = self.band is None or self.size == 0
        return f" LIMIT {integer(self.size)} OFFSET {integer(self.offset)}" if is_slice else ""


def statement(bucket: Bucket, mission: MissionFacts, rules: Rules, page: Page) -> str:
    """The rows (profile_id, fit, gap, total) of one page of one list, in order.

    `gap` is the place in `PARTS` of what « presque » misses. Only rows that can reach the page are put in order. A
    page beyond the end, or of size 0, has one row without profile that carries the total.
    """
    ranked = _MEMBERS[bucket](mission, rules)
    reach = integer(page.offset + page.size)
    return f"""WITH eligible AS MATERIALIZED (
{ranked}),
bar AS (SELECT coalesce(min(fit), 0) AS kth FROM (SELECT fit FROM eligible ORDER BY fit DESC LIMIT {reach}) AS best),
page AS (
  SELECT e.profile_id, e.fit, e.gap, sha256(convert_to({name_of_draw(mission)} || e.profile_id, 'UTF8')) AS tie
  FROM eligible AS e, bar WHERE e.fit >= bar.kth - {integer(page.band or 0)}
  ORDER BY e.fit DESC, tie{page.limits})
SELECT p.profile_id, p.fit, p.gap, total.count
FROM (SELECT count(*) FROM eligible) AS total LEFT JOIN page AS p ON true ORDER BY p.fit DESC, p.tie"""  # noqa: S608


def _select(mission: MissionFacts, rules: Rules, where: Sequence[str], gap: str = "NULL::int4") -> str:
    score = fit(mission, rules, skill_shares(mission.skills, rules))
    conditions = "\n    AND ".join(where)
    return f"  SELECT c.profile_id, {score} AS fit, {gap} AS gap\n  FROM matching_candidate c\n  WHERE {conditions}"  # noqa: S608


def _main(mission: MissionFacts, rules: Rules) -> str:
    holds = [margin.holds for margin in margins(mission)]
    return _select(
        mission, rules, [*circle(mission), *known_tests(mission), *doubtful_tests(mission), *holds]
    )


def _to_confirm(mission: MissionFacts, rules: Rules) -> str:
    doubtful = [*doubtful_tests(mission), *(margin.holds for margin in margins(mission))]
    is_unknown = "(" + " AND ".join(f"({one})" for one in doubtful) + ") IS NULL"
    return _select(mission, rules, [*known_tests(mission), is_unknown])


def _near(mission: MissionFacts, rules: Rules) -> str:
    """One look at each row: nothing is missed by much, and one part alone is missed."""
    parts = margins(mission)
    where = [
        *around(mission),
        *known_tests(mission),
        *doubtful_tests(mission),
        *(one.spares for one in parts),
    ]
    missed = " ".join(f"WHEN {one.expression} < 0 THEN {integer(PARTS.index(one.part))}" for one in parts)
    return _select(mission, rules, [*where, f"{missed_parts(parts)} = 1"], f"CASE {missed} END")


_MEMBERS = {Bucket.MAIN: _main, Bucket.TO_CONFIRM: _to_confirm, Bucket.NEAR: _near}

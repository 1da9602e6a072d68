"""Finds skills, jobs and towns from what people type. Plain SQL: no extension, no service."""

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from accounts.models import City, CityAlias, JobTitle, Skill, SkillSynonym
from accounts.words import search_key, search_words, town_key


def search_skills(q: str, limit: int = 12, *, kind: str = "") -> list[Skill]:
    """Active skills whose label or synonyms begin with every word of `q`, labels first; when none does, the nearest."""
    words = search_words(q)
    if not words:
        return []
    return _with_every_word(q, words, limit, kind) or _nearest(q, limit, kind)


def _with_every_word(q: str, words: list[str], limit: int, kind: str) -> list[Skill]:
    skills = Skill.objects.filter(is_active=True).select_related("pillar")
    if kind:
        skills = skills.filter(kind=kind)
    for word in words:
        named = SkillSynonym.objects.filter(_has_word(word)).values("skill_id")
        skills = skills.filter(_has_word(word) | Q(pk__in=named))
    return list(skills.annotate(rank=_rank(search_key(q), words)).order_by("rank", "position")[:limit])


def _nearest(q: str, limit: int, kind: str) -> list[Skill]:
    # Only a process that searches in vain loads the linker and its numeric libraries.
    from accounts.linking import nearest_skills

    return [skill for skill in nearest_skills(q, limit) if kind in ("", skill.kind)]


def _has_word(word: str) -> Q:
    return Q(normalised__startswith=word) | Q(normalised__contains=f" {word}")


def _rank(key: str, words: list[str]) -> Case:
    """0 the label begins with the query, 1 the label has every word, 2 only synonyms do."""
    in_label = Q()
    for word in words:
        in_label &= _has_word(word)
    return Case(
        When(normalised__startswith=key, then=Value(0)),
        When(in_label, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def search_jobs(q: str, limit: int = 8) -> list[JobTitle]:
    """Titles of the trade that have every word of `q`, whatever their gender; one title per wording."""
    words = search_words(q)
    if not words:
        return []
    titles = JobTitle.objects.select_related("job")
    for word in words:
        titles = titles.filter(_has_word(word))
    return list(
        titles.annotate(rank=_rank(search_key(q), words)).order_by("rank", "job__position", "text")[:limit]
    )


def search_cities(q: str, limit: int = 10) -> list[City]:
    """Towns by the beginning of their name, of an alias, or of a postal code; the most peopled first.

    « 69007 », « lyon 7 », « st malo », « 35400 Saint-Malo » and « Saint-Malo (35400) » are all understood.
    """
    digits, name = _split_postal_code(q)
    if not digits and not name:
        return []
    cities = City.objects.all()
    if digits:
        cities = cities.filter(postal_code__startswith=digits)
    if name:
        cities = cities.filter(Q(normalised__startswith=name) | Q(pk__in=_named(name)))
    return list(_best_first(cities, name)[:limit])


def _split_postal_code(q: str) -> tuple[str, str]:
    """The digits of a postal code, whole or begun, and the name of the town: either may be missing."""
    words = town_key(q).split()
    compact = "".join(words).removeprefix("f")
    if compact.isdigit() and 2 <= len(compact) <= 5:
        return compact, ""
    codes = [word for word in words if word.isdigit() and len(word) == 5]
    return "".join(codes[:1]), " ".join(word for word in words if word not in codes)


def _named(name: str) -> QuerySet[CityAlias, int]:
    return CityAlias.objects.filter(normalised__startswith=name).values_list("city_id", flat=True)


def _best_first(cities: QuerySet[City], name: str) -> QuerySet[City]:
    exact = Case(When(normalised=name, then=Value(0)), default=Value(1), output_field=IntegerField())
    return cities.annotate(rank=exact).order_by("rank", "-population", "normalised", "postal_code")


def find_city(postal_code: str, town: str) -> City | None:
    """The town an address names, or the only one of its postal code; None when it is not certain."""
    there = list(City.objects.filter(postal_code=postal_code))
    named = [city for city in there if city.normalised == town_key(town)]
    found = named or there
    return found[0] if len(found) == 1 else None

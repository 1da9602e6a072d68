"""The catalogue as seeded: the rules of the vocabulary hold, and stay held when it grows."""

from collections import Counter

import pytest

from accounts.enums import PillarKind, SkillKind
from accounts.models import City, JobTitle, Language, OfficeJob, Pillar, Sector, Skill, SkillSynonym
from sio.lib.reserved_terms import RULES, Level, scan

pytestmark = pytest.mark.django_db

# Groups of one, each on purpose: nothing else in the catalogue is near.
ALONE = {
    "reception", "equipment", "diary", "filing", "quotes-only", "prospecting", "tenders", "overdue", "internal-comms",
    "registry-only", "claims", "qvct-organisation", "sector-medical", "sector-law", "sector-property",
    "sector-ecommerce", "sector-association", "sector-training", "sector-hospitality", "public-billing", "design",
    "own-software",
}  # fmt: skip


def tasks() -> list[Skill]:
    return list(Skill.objects.filter(kind=SkillKind.TASK).prefetch_related("synonyms"))


def test_it_holds_the_tasks_tools_and_qualities_of_the_vocabulary():
    counts = Counter(Skill.objects.values_list("kind", flat=True))
    assert counts[SkillKind.TASK] == 115
    assert counts[SkillKind.TOOL] >= 50
    assert counts[SkillKind.QUALITY] == 12


def test_positions_are_whole_and_unique_from_zero():
    for model in (Skill, OfficeJob, Sector, Language):
        positions = list(model.objects.order_by("position").values_list("position", flat=True))
        assert positions == list(range(len(positions)))


def test_the_five_pillars_of_the_trade_come_first_then_seven_families():
    kinds = list(Pillar.objects.values_list("kind", flat=True))
    assert kinds == [PillarKind.PILLAR] * 5 + [PillarKind.FAMILY] * 7
    assert [pillar.tone for pillar in Pillar.objects.all()][:6] == ["p1", "p2", "p3", "p4", "p5", "p0"]


def test_every_pillar_has_its_skills():
    sizes = Counter(
        skill.pillar.slug for skill in Skill.objects.exclude(pillar=None).select_related("pillar")
    )
    assert sizes["general_services"] == 14
    assert sizes["hr_support"] == 12
    assert sum(sizes.values()) == 115


def test_every_task_has_one_to_three_synonyms():
    assert [skill.slug for skill in tasks() if not 1 <= len(skill.synonyms.all()) <= 3] == []


def test_every_label_passes_the_reserved_terms_check_without_a_word():
    assert {
        skill.name: [f.rule for f in scan(skill.name)] for skill in Skill.objects.all() if scan(skill.name)
    } == {}


def test_no_synonym_is_forbidden():
    found = {
        s.text: f.rule for s in SkillSynonym.objects.all() for f in scan(s.text) if f.level == Level.FORBIDDEN
    }
    assert found == {}


def test_twenty_three_skills_are_watched_by_a_rule_that_exists():
    watched = [skill.reserved_rule for skill in tasks() if skill.reserved_rule]
    assert len(watched) == 23
    assert set(watched) <= {rule.code for rule in RULES}


def test_eighty_nine_skills_name_their_rome_sheet_and_none_is_the_accountant_s():
    codes = [skill.rome_code for skill in tasks() if skill.rome_code]
    assert len(codes) == 89
    assert "M1203" not in codes


def test_every_group_of_one_is_intended():
    groups = Counter(Skill.objects.exclude(related_group="").values_list("related_group", flat=True))
    assert {group for group, size in groups.items() if size == 1} <= ALONE


def test_every_rome_code_of_a_skill_is_an_office_job():
    known = set(OfficeJob.objects.values_list("rome_code", flat=True))
    assert {skill.rome_code for skill in tasks() if skill.rome_code} <= known


def test_twenty_odd_jobs_each_have_titles_and_none_is_the_accountant():
    jobs = OfficeJob.objects.prefetch_related("titles")
    assert 20 <= len(jobs) <= 30
    assert all(job.titles.all() for job in jobs)
    assert not OfficeJob.objects.filter(rome_code="M1203").exists()


@pytest.mark.parametrize(
    ("feminine", "masculine"),
    [("assistante de direction", "assistant de direction"), ("secrétaire médicale", "secrétaire médical")],
)
def test_titles_have_both_genders_and_lead_to_one_job(feminine: str, masculine: str):
    found = JobTitle.objects.filter(text__in=[feminine, masculine])
    assert len(found) == 2
    assert len({title.job_id for title in found}) == 1


def test_the_towns_of_the_demo_have_coordinates():
    names = {"Lyon 7e", "Rennes", "Montreuil", "Villeurbanne", "Vitré", "Riom", "Annecy"}
    towns = City.objects.filter(name__in=names)
    assert {town.name for town in towns} == names
    assert all(town.latitude and town.longitude for town in towns)


def test_paris_lyon_and_marseille_stand_whole_beside_their_districts():
    for name, districts in (("Paris", 20), ("Lyon", 9), ("Marseille", 16)):
        whole = City.objects.get(name=name)
        parts = City.objects.filter(name__startswith=f"{name} ")
        assert len({part.insee_code for part in parts}) == districts
        assert whole.population == sum({part.insee_code: part.population for part in parts}.values())

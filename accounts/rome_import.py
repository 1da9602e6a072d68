"""Brings the jobs of SIO in line with the official ROME files: what they are called, and the titles people type.

SIO's list of jobs is closed: a job of the files that it does not keep is left aside, and none is added. A title is added,
never moved nor removed: it may be SIO's own, or somebody's habit.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from accounts.job_titles import both_genders
from accounts.labels import Row, official, rows
from accounts.models import JobTitle, OfficeJob
from accounts.words import search_key
from sio.lib.errors import Refusal
from sio.lib.reserved_terms import Level, scan
from sio.lib.text import squeeze

Progress = Callable[[str], None]

SOURCE = "Source : ROME 4.0, France Travail, Licence Ouverte 2.0"
NAMED_BY_SIO = frozenset(("M1507", "M1608"))
"""Their official names promise payroll and accounts, which the law reserves: SIO says what is really done."""
LONGEST = 120
UNREADABLE = "\ufffd"


@dataclass
class Sheet:
    """What the files say of a job."""

    name: str
    titles: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Renamed:
    rome_code: str
    before: str
    after: str


@dataclass
class Report:
    renamed: list[Renamed] = field(default_factory=list)
    created: int = 0
    known: int = 0
    elsewhere: int = 0
    left_out: int = 0
    absent: list[str] = field(default_factory=list)

    @property
    def changes_nothing(self) -> bool:
        return not (self.renamed or self.created)


def read_sheets(folder: Path) -> dict[str, Sheet]:
    """Every job of a release, by ROME code; raises Refusal, naming the file or the columns, when it is not one."""
    if not folder.is_dir():
        raise Refusal(f"Dossier introuvable : {folder}")
    jobs = _read(folder, "referentiel_code_rome", "libelle_rome")
    sheets = {row["code_rome"]: Sheet(_written(row["libelle_rome"])) for row in jobs}
    for row in _read(folder, "referentiel_appellation", "libelle_appellation_long"):
        if row["code_rome"] in sheets:
            sheets[row["code_rome"]].titles += both_genders(row["libelle_appellation_long"])
    return sheets


def _read(folder: Path, name: str, label: str) -> list[Row]:
    """The rows that have a label: at least one, and all of them readable."""
    path = official(folder, name)
    found = [row for row in rows(path, {"code_rome", label}) if row[label].strip()]
    if not found:
        raise Refusal(f"Aucune ligne dans {path.name}.")
    for row in found:
        if UNREADABLE in row[label]:
            raise Refusal(f"{path.name} n’est pas en UTF-8 : « {row[label]} ».")
    return found


def _written(name: str) -> str:
    return squeeze(name.replace("'", "’"))


def import_jobs(sheets: dict[str, Sheet], *, dry_run: bool, progress: Progress = lambda line: None) -> Report:
    """Rename and add in one transaction; a second run changes nothing."""
    report = Report()
    with transaction.atomic():
        owners = dict(JobTitle.objects.values_list("normalised", "job_id"))
        for job in OfficeJob.objects.select_for_update():
            _update(job, sheets.get(job.rome_code), owners, report, progress)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _update(
    job: OfficeJob, sheet: Sheet | None, owners: dict[str, int], report: Report, progress: Progress
) -> None:
    if sheet is None:
        report.absent.append(job.rome_code)
        return
    _rename(job, sheet.name, report)
    new = list(_new_titles(job, sheet.titles, owners, report))
    JobTitle.objects.bulk_create(new)
    report.created += len(new)
    progress(f"  {job.rome_code} : {len(new)} titres ajoutés, {len(sheet.titles)} lus")


def _rename(job: OfficeJob, name: str, report: Report) -> None:
    may_be_said = job.rome_code not in NAMED_BY_SIO and len(name) <= LONGEST and not scan(name)
    if may_be_said and name != job.name:
        report.renamed.append(Renamed(job.rome_code, job.name, name))
        job.name = name
        job.save(update_fields=["name"])


def _new_titles(
    job: OfficeJob, texts: list[str], owners: dict[str, int], report: Report
) -> Iterator[JobTitle]:
    """Titles nobody finds yet; one that leads to another job already stays there."""
    for text in texts:
        key = search_key(text)
        if key in owners:
            report.known += owners[key] == job.pk
            report.elsewhere += owners[key] != job.pk
        elif not _may_lead_here(text, key):
            report.left_out += 1
        else:
            owners[key] = job.pk
            yield JobTitle(job=job, text=text, normalised=key)


def _may_lead_here(text: str, key: str) -> bool:
    """Short enough to be typed, and nothing that SIO may not put forward."""
    return (
        bool(key) and len(text) <= LONGEST and all(finding.level != Level.FORBIDDEN for finding in scan(text))
    )

"""Brings the titles people type in line with the official ROME files.

SIO's list of jobs is closed and worded by SIO (« office management » stands in no official name): none is added, renamed
or removed. A title is added, never moved nor removed: it may be SIO's own, or somebody's habit.
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

Progress = Callable[[str], None]

SOURCE = "Source : ROME 4.0, France Travail, Licence Ouverte 2.0"
LONGEST = 120
UNREADABLE = "\ufffd"


Sheets = dict[str, list[str]]
"""The titles of each job of a release, by ROME code."""


@dataclass
class Report:
    created: int = 0
    known: int = 0
    elsewhere: int = 0
    left_out: int = 0
    absent: list[str] = field(default_factory=list)


def read_sheets(folder: Path) -> Sheets:
    """The titles of every job of a release; raises Refusal, naming the file or the columns, when it is not one."""
    if not folder.is_dir():
        raise Refusal(f"Dossier introuvable : {folder}")
    jobs = _read(folder, "referentiel_code_rome", "libelle_rome")
    sheets: Sheets = {row["code_rome"]: [] for row in jobs}
    for row in _read(folder, "referentiel_appellation", "libelle_appellation_long"):
        if row["code_rome"] in sheets:
            sheets[row["code_rome"]] += both_genders(row["libelle_appellation_long"])
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


def import_titles(sheets: Sheets, *, dry_run: bool, progress: Progress = lambda line: None) -> Report:
    """Add in one transaction; a second run changes nothing."""
    report = Report()
    with transaction.atomic():
        owners = dict(JobTitle.objects.values_list("normalised", "job_id"))
        for job in OfficeJob.objects.all():
            _update(job, sheets.get(job.rome_code), owners, report, progress)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _update(
    job: OfficeJob, titles: list[str] | None, owners: dict[str, int], report: Report, progress: Progress
) -> None:
    if titles is None:
        report.absent.append(job.rome_code)
        return
    new = list(_new_titles(job, titles, owners, report))
    JobTitle.objects.bulk_create(new)
    report.created += len(new)
    progress(f"  {job.rome_code} : {len(titles)} titres lus, {len(new)} de plus")


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

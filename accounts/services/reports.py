"""The life of a report: sent, decided with reasons by a named person, opened again by an appeal, forgotten."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from accounts import report_letters as letters
from accounts.enums import REPORT_MOVES, ReportReason, ReportStatus
from accounts.models import Report, ReportEvent, User
from accounts.permissions import can_moderate
from notifications.services import send_later, tell
from sio.lib.errors import Refusal
from sio.lib.lives import check_move
from sio.lib.reportables import Reportable
from sio.lib.services import service

GONE = "Ce contenu n’est plus en ligne : il n’y a plus rien à signaler."
NOT_A_MODERATOR = "Seule l’équipe SIO peut prendre cette décision."
# A letter that still fails after a week tells nobody anything.
LETTER_LIFE = timedelta(days=7)
# Kept for the time of an appeal and of a complaint, then deleted with its names (page « Confidentialité »).
KEPT = timedelta(days=365)
REDRESS = (
    "Vous pouvez contester cette décision dans les six mois : écrivez à {contact} en rappelant la référence {reference}. "
    "Une personne de l’équipe reprend le dossier et vous répond sous quatorze jours. "
    "Vous pouvez aussi saisir le tribunal compétent."
)


@service
def send_report(
    thing: Reportable | None,
    *,
    kind: str,
    key: str,
    reason: str,
    details: str,
    good_faith: bool,
    name: str = "",
    email: str = "",
    by: User | None = None,
) -> Report:
    """Receive a report on a public thing and acknowledge it at once; raises Refusal when it is gone or incomplete.

    A member is answered on the site and by e-mail; anybody else at the address given, if any.
    """
    if thing is None:
        raise Refusal(GONE)
    _refuse_unless_complete(reason, details, good_faith)
    report = Report.objects.create(
        kind=kind,
        key=key,
        path=thing.path,
        label=thing.label[:200],
        author=thing.author_user,
        author_email=thing.author_email,
        reason=reason,
        details=details.strip(),
        is_in_good_faith=True,
        notifier=by,
        notifier_name="" if by else name,
        notifier_email="" if by else email,
    )
    ReportEvent.objects.create(report=report, actor=by, to_status=ReportStatus.RECEIVED)
    _write_to_notifier(report, "report_received")
    return report


@service
def decide_report(report: Report, by: User, decision: str, *, facts: str, rule: str, why: str) -> Report:
    """Uphold or reject a report; both sides read the facts, the rule, what is decided and how to contest it.

    The team only, and never about one's own content. Raises Refusal naming the part that is missing.
    """
    report = _lock_for_moderation(report, by)
    target = ReportStatus.UPHELD if decision == ReportStatus.UPHELD else ReportStatus.REJECTED
    check_move(
        REPORT_MOVES if report.status == ReportStatus.RECEIVED else {},
        report.status,
        target,
        thing="report",
        message="Ce signalement n’attend plus de décision.",
    )
    _refuse_unless_reasoned(decision, facts, rule, why)
    report.decided_by, report.decided_at = by, timezone.now()
    report.facts, report.rule, report.why = facts.strip(), rule.strip(), why.strip()
    report.redress = REDRESS.format(contact=settings.CONTACT_EMAIL, reference=report.reference)
    _move(report, target, by, why=report.why)
    _write_to_notifier(report, "report_decided")
    _write_to_author(report)
    return report


@service
def appeal_report(report: Report, by: User, why: str) -> Report:
    """Open a decided report again because one side contests it; `why` is what it wrote. The team only."""
    report = _lock_for_moderation(report, by)
    check_move(REPORT_MOVES, report.status, ReportStatus.RECEIVED, thing="report")
    if not why.strip():
        raise Refusal("Écrivez ce que la personne conteste.", field="why")
    _move(report, ReportStatus.RECEIVED, by, why=why.strip())
    return report


def purge_reports() -> None:
    """Every night: forget the reports decided more than a year ago, with the names they hold."""
    Report.objects.decided().filter(decided_at__lt=timezone.now() - KEPT).delete()


def _refuse_unless_complete(reason: str, details: str, good_faith: bool) -> None:  # noqa: FBT001 - a fact, not a switch
    if reason not in ReportReason.values:
        raise Refusal("Choisissez un motif.", field="reason")
    if not details.strip():
        raise Refusal("Expliquez ce qui ne va pas : sans cela, nous ne pouvons pas décider.", field="details")
    if not good_faith:
        raise Refusal(
            "Confirmez que ce que vous signalez est exact à votre connaissance.", field="good_faith"
        )


def _refuse_unless_reasoned(decision: str, facts: str, rule: str, why: str) -> None:
    if decision not in {ReportStatus.UPHELD, ReportStatus.REJECTED}:
        raise Refusal("Choisissez une décision.", field="decision")
    parts = {
        "facts": (facts, "Écrivez les faits constatés."),
        "rule": (rule, "Citez la règle appliquée : un article de loi ou des conditions générales."),
        "why": (why, "Écrivez ce qui est décidé, et pourquoi."),
    }
    for field, (text, sentence) in parts.items():
        if not text.strip():
            raise Refusal(sentence, field=field)


def _lock_for_moderation(report: Report, by: User) -> Report:
    if not can_moderate(by):
        raise Refusal(NOT_A_MODERATOR)
    locked = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if locked.author_id == by.pk:
        raise Refusal("Ce contenu est le vôtre : une autre personne de l’équipe décide.")
    return locked


def _move(report: Report, target: str, by: User, *, why: str) -> None:
    origin = report.status
    report.status = target
    report.save()
    ReportEvent.objects.create(report=report, actor=by, from_status=origin, to_status=target, why=why)


def _write_to_notifier(report: Report, kind: str) -> None:
    if report.notifier:
        tell(report.notifier, kind, dedupe_key=_key(report), payload={"report": report.pk})
    elif report.notifier_email:
        send_later(letters.WRITTEN[kind](report), address=report.notifier_email, expires_in=LETTER_LIFE)


def _write_to_author(report: Report) -> None:
    kind = "content_decided"
    if report.author:
        tell(report.author, kind, dedupe_key=_key(report), payload={"report": report.pk})
    elif report.author_email:
        send_later(letters.WRITTEN[kind](report), address=report.author_email, expires_in=LETTER_LIFE)


def _key(report: Report) -> str:
    """Once per move: an appeal may bring a second decision."""
    return f"{report.pk}:{report.events.count()}"

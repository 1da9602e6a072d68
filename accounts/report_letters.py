"""What is told about a report: to the one who sent it, and to the author of the content.

Neither letter names the other side. Each decision says the facts, the rule, that a person decided, and the way back.
"""

from collections.abc import Callable

from accounts.enums import ReportStatus
from accounts.models import Report, User
from notifications.messages import Message, Payload, message
from sio.lib.text import shorten

BY_A_PERSON = "Une personne de l’équipe SIO, sans décision automatisée"
TO_NOTIFIER = "Vous recevez ce message parce que vous avez signalé un contenu publié sur SIO."
TO_AUTHOR = "Vous recevez ce message parce qu’un contenu que vous avez publié sur SIO a été signalé."


def receipt(report: Report) -> Message:
    """At once: what was received, and what happens now."""
    return Message(
        subject=f"Nous avons reçu votre signalement {report.reference}",
        preheader="Une personne de l’équipe le lit et vous répond.",
        happened=f"Vous avez signalé « {report.label} ». Votre signalement est enregistré.",
        facts=(("Référence", report.reference), ("Motif", report.get_reason_display())),
        button="Suivre mon signalement",
        path=report.get_absolute_url(),
        otherwise="Vous n’avez rien à faire. Une personne de l’équipe examine ce contenu et vous écrit sa décision, avec ses raisons.",
        why=TO_NOTIFIER,
    )


def decision_to_notifier(report: Report) -> Message:
    return Message(
        subject=f"Notre décision sur votre signalement {report.reference}",
        preheader=_preheader(report),
        happened=f"Vous aviez signalé « {report.label} ». {_verdict(report)}",
        facts=_reasons(report),
        button="Voir mon signalement",
        path=report.get_absolute_url(),
        otherwise=report.redress,
        why=TO_NOTIFIER,
    )


def decision_to_author(report: Report) -> Message:
    """The author learns what was held against the content, never who reported it."""
    return Message(
        subject=f"Décision sur un contenu signalé {report.reference}",
        preheader=_preheader(report),
        happened=f"Votre contenu « {shorten(report.label, 120)} » a été signalé. {_verdict(report)}",
        facts=(("Motif du signalement", report.get_reason_display()), *_reasons(report)),
        button="Voir la page concernée",
        path=report.path,
        otherwise=report.redress,
        why=TO_AUTHOR,
    )


WRITTEN: dict[str, Callable[[Report], Message]] = {
    "report_received": receipt,
    "report_decided": decision_to_notifier,
    "content_decided": decision_to_author,
}


@message("report_received", label="Votre signalement est reçu", is_transactional=True)
def report_received(user: User, payload: Payload) -> Message | None:
    report = _report(payload)
    return receipt(report) if report else None


@message("report_decided", label="Une décision sur votre signalement", is_transactional=True)
def report_decided(user: User, payload: Payload) -> Message | None:
    report = _report(payload)
    return decision_to_notifier(report) if report and report.is_decided else None


@message("content_decided", label="Une décision sur un de vos contenus", is_transactional=True)
def content_decided(user: User, payload: Payload) -> Message | None:
    report = _report(payload)
    return decision_to_author(report) if report and report.is_decided else None


def _report(payload: Payload) -> Report | None:
    return Report.objects.filter(pk=payload["report"]).first()


def _verdict(report: Report) -> str:
    if report.status == ReportStatus.UPHELD:
        return "Après examen, le signalement est fondé."
    return "Après examen, le signalement n’est pas fondé : le contenu reste en ligne."


def _preheader(report: Report) -> str:
    return (
        f"Décision : {report.get_status_display().lower()}. Les raisons et les recours sont dans ce message."
    )


def _reasons(report: Report) -> tuple[tuple[str, str], ...]:
    return (
        ("Référence", report.reference),
        ("Faits constatés", report.facts),
        ("Règle appliquée", report.rule),
        ("Décision", report.why),
        ("Qui a décidé", BY_A_PERSON),
    )

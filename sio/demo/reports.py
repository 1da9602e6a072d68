"""Two reports of the demo: one that waits for the team, one that was decided."""

from dataclasses import dataclass

from accounts.enums import ReportReason, ReportStatus
from accounts.models import AssistantProfile, Report, User
from accounts.services.reports import decide_report, send_report
from blog.models import Comment
from sio.demo import people
from sio.lib.reportables import find

ADDRESS = "lecteur@demo.example"


@dataclass(frozen=True)
class Reported:
    """What somebody without an account wrote of a public thing."""

    kind: str
    key: str
    reason: ReportReason
    details: str


def load() -> None:
    """Once: a profile and a comment are reported; the report on the comment is answered."""
    if Report.objects.exists():
        return
    for one in _reported():
        send_report(
            find(one.kind, one.key),
            kind=one.kind,
            key=one.key,
            reason=one.reason,
            details=one.details,
            good_faith=True,
            email=ADDRESS,
        )
    _decide()


def _reported() -> list[Reported]:
    profile = AssistantProfile.objects.published().order_by("-pk")[0]
    comment = Comment.objects.published().order_by("pk")[0]
    return [
        Reported(
            "profile",
            profile.slug,
            ReportReason.COPY,
            "La présentation reprend trois phrases du site de mon cabinet, mot pour mot.",
        ),
        Reported(
            "comment",
            str(comment.public_id),
            ReportReason.ADVERTISING,
            "Ce commentaire donne l’adresse d’une entreprise de couverture : est-ce bien sa place ?",
        ),
    ]


def _decide() -> None:
    decide_report(
        Report.objects.get(kind="comment"),
        User.objects.get(email=people.MODERATOR),
        ReportStatus.REJECTED,
        facts="L’adresse est celle de l’entreprise qui témoigne, écrite dans le champ prévu. Le texte parle du sujet.",
        rule="Article 3 des conditions générales d’utilisation.",
        why="Le commentaire reste en ligne. Son lien n’est pas suivi par les moteurs de recherche.",
    )

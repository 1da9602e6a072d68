"""What waits for the SIO team: reports and contested results to decide, then profiles, missions and comments to read, oldest first."""

from django.urls import reverse

from accounts.models import AssistantProfile, Report
from blog.models import Comment
from matching.models import ReviewRequest
from missions.models import Mission
from sio.dashboard.shapes import Board, Todo, plural
from sio.lib.dates import date_fr


def board() -> Board:
    todos = [todo for todo in (_reports(), _reviews(), _profiles(), _missions(), _comments()) if todo]
    return Board("Équipe SIO", todos, quiet="Les files sont vides : tout est lu.")


def _reports() -> Todo | None:
    waiting = list(Report.objects.awaiting_decision().values_list("received_at", flat=True))
    if not waiting:
        return None
    return Todo(
        plural(len(waiting), "signalement à décider", "signalements à décider"),
        reverse("admin:accounts_report_changelist"),
        "Ouvrir la file",
        text=f"Le plus ancien attend depuis le {date_fr(waiting[0])}.",
        tone="warning",
        icon="triangle-alert",
    )


def _reviews() -> Todo | None:
    waiting = list(ReviewRequest.objects.awaiting())
    if not waiting:
        return None
    late = sum(review.is_overdue for review in waiting)
    first = f"La première réponse est due le {date_fr(waiting[0].due_on)}."
    return Todo(
        plural(len(waiting), "réexamen à répondre", "réexamens à répondre"),
        reverse("admin:matching_reviewrequest_changelist"),
        "Ouvrir la file",
        text=f"{plural(late, 'est en retard', 'sont en retard')}." if late else first,
        tone="danger" if late else "warning",
        icon="message-circle",
    )


def _profiles() -> Todo | None:
    waiting = list(AssistantProfile.objects.awaiting_moderation().values_list("submitted_at", flat=True))
    if not waiting:
        return None
    return Todo(
        plural(len(waiting), "profil à vérifier", "profils à vérifier"),
        reverse("admin:accounts_assistantprofile_changelist") + "?status__exact=submitted",
        "Ouvrir la file",
        text=f"Le plus ancien attend depuis le {date_fr(waiting[0])}." if waiting[0] else "",
        icon="users",
    )


def _missions() -> Todo | None:
    waiting = list(Mission.objects.awaiting_moderation().values_list("submitted_at", flat=True))
    if not waiting:
        return None
    return Todo(
        plural(len(waiting), "mission à vérifier", "missions à vérifier"),
        reverse("admin:missions_mission_changelist") + "?status__exact=submitted",
        "Ouvrir la file",
        text=f"La plus ancienne attend depuis le {date_fr(waiting[0])}." if waiting[0] else "",
        icon="briefcase",
    )


def _comments() -> Todo | None:
    waiting = list(Comment.objects.awaiting_moderation().values_list("created_at", flat=True))
    if not waiting:
        return None
    return Todo(
        plural(len(waiting), "commentaire à relire", "commentaires à relire"),
        reverse("admin:blog_comment_changelist"),
        "Ouvrir la file",
        text=f"Le plus ancien attend depuis le {date_fr(waiting[0])}.",
        icon="message-circle",
    )

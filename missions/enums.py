"""The lives of a mission, an application, an invitation, an engagement and a timesheet, and their lists of choices."""

from django.db.models import TextChoices


class MissionStatus(TextChoices):
    DRAFT = "draft", "Brouillon"
    SUBMITTED = "submitted", "En cours de vérification"
    CHANGES_REQUESTED = "changes_requested", "À compléter"
    REJECTED = "rejected", "Non publiée"
    PUBLISHED = "published", "Publiée"
    PAUSED = "paused", "En pause"
    FILLED = "filled", "Pourvue"
    COMPLETED = "completed", "Terminée"
    EXPIRED = "expired", "Clôturée"
    CANCELLED = "cancelled", "Annulée"

    @property
    def tone(self) -> str:
        return MISSION_TONES[self]


CLOSED_STATUSES = (
    MissionStatus.PAUSED,
    MissionStatus.FILLED,
    MissionStatus.COMPLETED,
    MissionStatus.EXPIRED,
    MissionStatus.CANCELLED,
)
MISSION_MOVES: dict[str, frozenset[str]] = {
    MissionStatus.DRAFT: frozenset({MissionStatus.SUBMITTED, MissionStatus.CANCELLED}),
    MissionStatus.SUBMITTED: frozenset(
        {
            MissionStatus.PUBLISHED,
            MissionStatus.CHANGES_REQUESTED,
            MissionStatus.REJECTED,
            MissionStatus.CANCELLED,
        }
    ),
    MissionStatus.CHANGES_REQUESTED: frozenset(
        {MissionStatus.SUBMITTED, MissionStatus.EXPIRED, MissionStatus.CANCELLED}
    ),
    MissionStatus.REJECTED: frozenset(),
    MissionStatus.PUBLISHED: frozenset(
        {MissionStatus.PAUSED, MissionStatus.FILLED, MissionStatus.EXPIRED, MissionStatus.CANCELLED}
    ),
    MissionStatus.PAUSED: frozenset(
        {MissionStatus.PUBLISHED, MissionStatus.EXPIRED, MissionStatus.CANCELLED}
    ),
    MissionStatus.FILLED: frozenset({MissionStatus.COMPLETED, MissionStatus.CANCELLED}),
    MissionStatus.COMPLETED: frozenset(),
    MissionStatus.EXPIRED: frozenset({MissionStatus.PUBLISHED}),
    MissionStatus.CANCELLED: frozenset(),
}

MISSION_TONES = {
    MissionStatus.DRAFT: "neutral",
    MissionStatus.SUBMITTED: "info",
    MissionStatus.CHANGES_REQUESTED: "warning",
    MissionStatus.REJECTED: "danger",
    MissionStatus.PUBLISHED: "info",
    MissionStatus.PAUSED: "neutral",
    MissionStatus.FILLED: "success",
    MissionStatus.COMPLETED: "success",
    MissionStatus.EXPIRED: "warning",
    MissionStatus.CANCELLED: "danger",
}


class EngagementFormat(TextChoices):
    ONE_OFF = "one_off", "Mission ponctuelle"
    HOUR_PACK = "hour_pack", "Forfait d’heures"
    RECURRING = "recurring", "Mission récurrente"
    ON_SITE_SHARE = "on_site_share", "Temps partagé sur site"
    URGENT_COVER = "urgent_cover", "Renfort urgent"
    PLANNED_COVER = "planned_cover", "Renfort planifié"
    PROJECT = "project", "Projet"
    TRANSITION = "transition", "Mission de transition"


class Importance(TextChoices):
    MUST = "must", "Indispensable"
    SHOULD = "should", "Important"
    COULD = "could", "Apprécié"


MAX_MUST_SKILLS = 3
MAX_MISSION_SKILLS = 12


class PriceMode(TextChoices):
    HOUR = "hour", "à l’heure"
    HALF_DAY = "half_day", "à la demi-journée"
    DAY = "day", "à la journée"
    MONTHLY_PACK = "monthly_pack", "forfait mensuel"
    PROJECT = "project", "forfait projet"
    ACT = "act", "à l’acte"


class BudgetReason(TextChoices):
    UNKNOWN = "unknown", "Je ne connais pas mon budget"
    PREFER_NOT_TO_SAY = "prefer_not_to_say", "Je ne souhaite pas le communiquer"


# A published ceiling that could be moved at will would tell the private floors, one cent at a time.
MAX_CEILING_CHANGES = 3
CEILING_STEP_PERCENT = 10


class ApplicationStatus(TextChoices):
    SENT = "sent", "Envoyée"
    SEEN = "seen", "Vue"
    SHORTLISTED = "shortlisted", "Présélectionnée"
    ACCEPTED = "accepted", "Acceptée"
    DECLINED = "declined", "Non retenue"
    WITHDRAWN = "withdrawn", "Retirée"
    LAPSED = "lapsed", "Sans suite"

    @property
    def tone(self) -> str:
        return APPLICATION_TONES[self]


WAITING_STATUSES = (ApplicationStatus.SENT, ApplicationStatus.SEEN, ApplicationStatus.SHORTLISTED)
_ENDINGS = frozenset(
    {
        ApplicationStatus.ACCEPTED,
        ApplicationStatus.DECLINED,
        ApplicationStatus.WITHDRAWN,
        ApplicationStatus.LAPSED,
    }
)
APPLICATION_MOVES: dict[str, frozenset[str]] = {
    ApplicationStatus.SENT: _ENDINGS | {ApplicationStatus.SEEN, ApplicationStatus.SHORTLISTED},
    ApplicationStatus.SEEN: _ENDINGS | {ApplicationStatus.SHORTLISTED},
    ApplicationStatus.SHORTLISTED: _ENDINGS,
    ApplicationStatus.ACCEPTED: frozenset(),
    ApplicationStatus.DECLINED: frozenset(),
    ApplicationStatus.WITHDRAWN: frozenset(),
    ApplicationStatus.LAPSED: frozenset(),
}

APPLICATION_TONES = {
    ApplicationStatus.SENT: "neutral",
    ApplicationStatus.SEEN: "info",
    ApplicationStatus.SHORTLISTED: "info",
    ApplicationStatus.ACCEPTED: "success",
    ApplicationStatus.DECLINED: "neutral",
    ApplicationStatus.WITHDRAWN: "neutral",
    ApplicationStatus.LAPSED: "warning",
}


class DeclineReason(TextChoices):
    """Why a company declines. None speaks of the person."""

    MUST_MISSING = "must_missing", "Compétence indispensable absente"
    AVAILABILITY = "availability", "Disponibilités différentes"
    BUDGET = "budget", "Budget"
    PLACE = "place", "Lieu"
    OTHER_CHOSEN = "other_chosen", "Autre candidature retenue"
    NEED_CHANGED = "need_changed", "Besoin modifié ou annulé"
    OTHER = "other", "Autre (à préciser)"


class InvitationStatus(TextChoices):
    OPEN = "open", "Envoyée"
    ACCEPTED = "accepted", "Candidature reçue"
    DECLINED = "declined", "Pas cette fois"
    LAPSED = "lapsed", "Expirée"
    WITHDRAWN = "withdrawn", "Retirée"

    @property
    def tone(self) -> str:
        return INVITATION_TONES[self]


# Within the day she may come back on her answer; applying later undoes it too.
INVITATION_MOVES: dict[str, frozenset[str]] = {
    InvitationStatus.OPEN: frozenset(
        {
            InvitationStatus.ACCEPTED,
            InvitationStatus.DECLINED,
            InvitationStatus.LAPSED,
            InvitationStatus.WITHDRAWN,
        }
    ),
    InvitationStatus.DECLINED: frozenset({InvitationStatus.OPEN, InvitationStatus.ACCEPTED}),
    InvitationStatus.ACCEPTED: frozenset(),
    InvitationStatus.LAPSED: frozenset(),
    InvitationStatus.WITHDRAWN: frozenset(),
}

INVITATION_TONES = {
    InvitationStatus.OPEN: "info",
    InvitationStatus.ACCEPTED: "success",
    InvitationStatus.DECLINED: "neutral",
    InvitationStatus.LAPSED: "neutral",
    InvitationStatus.WITHDRAWN: "neutral",
}


class InvitationReason(TextChoices):
    """Why an assistant declines, if she wishes to say it. Never scored."""

    RATE = "rate", "Tarif"
    PLACE = "place", "Distance"
    DATES = "dates", "Calendrier"
    SKILLS = "skills", "Compétences"
    TOO_SMALL = "too_small", "Volume trop faible"
    TOO_BIG = "too_big", "Volume trop élevé"
    SECTOR = "sector", "Secteur"
    FULL = "full", "Agenda complet"
    OTHER = "other", "Autre"


class EngagementStatus(TextChoices):
    PROPOSED = "proposed", "À signer"
    SIGNED = "signed", "Signé par une partie"
    ACTIVE = "active", "En cours"
    ENDED = "ended", "Terminé"
    CANCELLED = "cancelled", "Annulé"
    CONTESTED = "contested", "Contesté"

    @property
    def tone(self) -> str:
        return ENGAGEMENT_TONES[self]


ENGAGEMENT_MOVES: dict[str, frozenset[str]] = {
    EngagementStatus.PROPOSED: frozenset({EngagementStatus.SIGNED, EngagementStatus.CANCELLED}),
    EngagementStatus.SIGNED: frozenset({EngagementStatus.ACTIVE, EngagementStatus.CANCELLED}),
    EngagementStatus.ACTIVE: frozenset({EngagementStatus.ENDED, EngagementStatus.CONTESTED}),
    EngagementStatus.CONTESTED: frozenset({EngagementStatus.ACTIVE, EngagementStatus.ENDED}),
    EngagementStatus.ENDED: frozenset(),
    EngagementStatus.CANCELLED: frozenset(),
}

ENGAGEMENT_TONES = {
    EngagementStatus.PROPOSED: "info",
    EngagementStatus.SIGNED: "info",
    EngagementStatus.ACTIVE: "success",
    EngagementStatus.ENDED: "success",
    EngagementStatus.CANCELLED: "danger",
    EngagementStatus.CONTESTED: "danger",
}


class Side(TextChoices):
    """Who signs a contract."""

    COMPANY = "company", "L’entreprise"
    ASSISTANT = "assistant", "L’assistante ou l’assistant"


class TimesheetStatus(TextChoices):
    OPEN = "open", "En cours"
    SUBMITTED = "submitted", "À approuver"
    APPROVED = "approved", "Approuvé"
    BILLED = "billed", "Facturé"
    CONTESTED = "contested", "Contesté"

    @property
    def tone(self) -> str:
        return TIMESHEET_TONES[self]


TIMESHEET_MOVES: dict[str, frozenset[str]] = {
    TimesheetStatus.OPEN: frozenset({TimesheetStatus.SUBMITTED}),
    TimesheetStatus.SUBMITTED: frozenset({TimesheetStatus.APPROVED, TimesheetStatus.CONTESTED}),
    TimesheetStatus.CONTESTED: frozenset({TimesheetStatus.SUBMITTED}),
    TimesheetStatus.APPROVED: frozenset({TimesheetStatus.BILLED}),
    TimesheetStatus.BILLED: frozenset(),
}

TIMESHEET_TONES = {
    TimesheetStatus.OPEN: "neutral",
    TimesheetStatus.SUBMITTED: "info",
    TimesheetStatus.APPROVED: "success",
    TimesheetStatus.BILLED: "success",
    TimesheetStatus.CONTESTED: "danger",
}

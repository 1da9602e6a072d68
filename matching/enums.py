"""The words of a ranking: lists, criteria, parts of a criterion, terms of the fit."""

from django.db.models import TextChoices


class Bucket(TextChoices):
    """The three lists. Whoever is in none of them is told why on her own page."""

    MAIN = "main", "Profils proposés"
    TO_CONFIRM = "to_confirm", "À confirmer"
    NEAR = "near", "Presque"


class Slot(TextChoices):
    """Why somebody stands at a place of the first page; the fit is never changed by it."""

    FIT = "fit", "Adéquation"
    ROTATION = "rotation", "Rotation"
    EXPLORATION = "exploration", "Nouveau profil"


class Outcome(TextChoices):
    """What came of an impression; kept for study, never an input."""

    CONTACTED = "contacted_at", "contact pris"
    APPLIED = "applied_at", "candidature"
    HIRED = "hired_at", "mission confiée"


class Criterion(TextChoices):
    """The hard filters, in the order of matching.md §3."""

    STATUS = "H1", "Statut"
    CALENDAR = "H2", "Calendrier"
    PLACE = "H3", "Lieu"
    PRICE = "H4", "Budget"
    MUST_HAVE = "H5", "Compétences indispensables"
    LANGUAGE = "H6", "Langue"
    PAPERS = "H7", "Documents"
    HER_MINIMUM = "H8", "Volume minimal"
    EXCLUSION = "H9", "Exclusions"


class Part(TextChoices):
    """What a criterion is made of: the finest thing that can be true, false or unknown, and named to people."""

    LISTED = "listed", "profil en ligne"
    APART = "apart", "deux parties distinctes"
    MINUTES = "minutes", "temps libre"
    START = "start", "date de début"
    END = "end", "date de fin"
    HALF_DAYS = "half_days", "créneaux"
    CONFIRMED = "confirmed", "disponibilités confirmées"
    MODE = "mode", "à distance ou sur site"
    DISTANCE = "distance", "distance"
    RATE = "rate", "budget"
    SKILLS = "skills", "compétences indispensables"
    LANGUAGES = "languages", "langue"
    CERTIFICATE = "certificate", "attestation de vigilance"
    INSURANCE = "insurance", "assurance"
    VOLUME = "volume", "volume minimal"
    DURATION = "duration", "durée minimale"
    SECTOR = "sector", "secteur"
    COMPANY = "company", "entreprise"

    @property
    def criterion(self) -> Criterion:
        return CRITERION_OF[self]


CRITERION_OF: dict[str, Criterion] = {
    Part.LISTED: Criterion.STATUS,
    Part.APART: Criterion.STATUS,
    Part.MINUTES: Criterion.CALENDAR,
    Part.START: Criterion.CALENDAR,
    Part.END: Criterion.CALENDAR,
    Part.HALF_DAYS: Criterion.CALENDAR,
    Part.CONFIRMED: Criterion.CALENDAR,
    Part.MODE: Criterion.PLACE,
    Part.DISTANCE: Criterion.PLACE,
    Part.RATE: Criterion.PRICE,
    Part.SKILLS: Criterion.MUST_HAVE,
    Part.LANGUAGES: Criterion.LANGUAGE,
    Part.CERTIFICATE: Criterion.PAPERS,
    Part.INSURANCE: Criterion.PAPERS,
    Part.VOLUME: Criterion.HER_MINIMUM,
    Part.DURATION: Criterion.HER_MINIMUM,
    Part.SECTOR: Criterion.EXCLUSION,
    Part.COMPANY: Criterion.EXCLUSION,
}


class Term(TextChoices):
    """The six terms of the fit. Ties between them are broken in this order."""

    SKILLS = "SKILLS", "Compétences"
    EXPERIENCE = "EXPERIENCE", "Expérience"
    AVAILABILITY = "AVAILABILITY", "Disponibilité"
    PLACE = "PLACE", "Lieu"
    BUDGET = "BUDGET", "Budget"
    RELIABILITY = "RELIABILITY", "Fiabilité"


class Wish(TextChoices):
    """The terms of the interest of a mission, in the order of matching.md §7.1."""

    SKILLS = "WANTED_SKILLS", "Compétences souhaitées"
    RATE = "TARGET_RATE", "Budget et tarif"
    JOURNEY = "JOURNEY", "Lieu et trajets"
    RHYTHM = "RHYTHM", "Rythme et durée"
    RECORD = "RECORD", "Fiabilité de l’entreprise"


class Tone(TextChoices):
    """How far a reason speaks for the match; always beside a word or an icon."""

    YES = "yes", "oui"
    PARTLY = "partly", "en partie"
    UNKNOWN = "unknown", "à confirmer"
    NO = "no", "non"


class Reader(TextChoices):
    """Who reads an explanation."""

    COMPANY = "company", "L’entreprise"
    ASSISTANT = "assistant", "L’assistante ou l’assistant"


class ChangeKind(TextChoices):
    """What she could truthfully change to be better placed; her rate is not among them."""

    SKILL = "skill", "compétence"
    CONFIRMATION = "confirmation", "disponibilités confirmées"
    MINUTES = "minutes", "temps libre"
    HALF_DAY = "half_day", "créneau"
    RADIUS = "radius", "rayon"
    START = "start", "date de début"


class Band(TextChoices):
    """Where she stands among those proposed, by fit: told to her alone, never as a rank."""

    FIRST = "first", "dans les 5 premiers"
    MIDDLE = "middle", "de 6 à 20"
    BEYOND = "beyond", "au-delà de 20"

    @classmethod
    def after(cls, ahead: int) -> "Band":
        """The band of somebody who has this many people before her."""
        return cls.FIRST if ahead < 5 else cls.MIDDLE if ahead < 20 else cls.BEYOND


class ReviewStatus(TextChoices):
    """The life of a contested result."""

    RECEIVED = "received", "En cours d’examen"
    UPHELD = "upheld", "Résultat maintenu"
    CHANGED = "changed", "Résultat corrigé"

    @property
    def tone(self) -> str:
        return {"received": "info", "upheld": "neutral", "changed": "success"}[self]


REVIEW_MOVES: dict[str, frozenset[str]] = {
    ReviewStatus.RECEIVED: frozenset({ReviewStatus.UPHELD, ReviewStatus.CHANGED}),
    ReviewStatus.UPHELD: frozenset(),
    ReviewStatus.CHANGED: frozenset(),
}


class ReportStatus(TextChoices):
    """The life of a bias report."""

    COUNTED = "counted", "À signer"
    SIGNED = "signed", "Signé"


REPORT_MOVES: dict[str, frozenset[str]] = {
    ReportStatus.COUNTED: frozenset({ReportStatus.SIGNED}),
    ReportStatus.SIGNED: frozenset(),
}


class Way(TextChoices):
    """How an assistant was told of a mission."""

    BATCH = "batch", "Envoi à la publication"
    ALERT = "alert", "Alerte"
    DIGEST = "digest", "Sélection du matin"

"""The lists people choose from, and the life of a profile."""

from django.db.models import TextChoices


class Role(TextChoices):
    """The side a person signed up for. She may act for the other later."""

    COMPANY = "company", "Entreprise"
    ASSISTANT = "assistant", "Assistante ou assistant"


class ProfileStatus(TextChoices):
    DRAFT = "draft", "Brouillon"
    SUBMITTED = "submitted", "En cours de vérification"
    CHANGES_REQUESTED = "changes_requested", "À compléter"
    PUBLISHED = "published", "Publié"
    PAUSED = "paused", "En pause"
    SUSPENDED = "suspended", "Suspendu"

    @property
    def tone(self) -> str:
        return PROFILE_TONES[self]


PROFILE_MOVES: dict[str, frozenset[str]] = {
    ProfileStatus.DRAFT: frozenset({ProfileStatus.SUBMITTED}),
    ProfileStatus.SUBMITTED: frozenset({ProfileStatus.PUBLISHED, ProfileStatus.CHANGES_REQUESTED}),
    ProfileStatus.CHANGES_REQUESTED: frozenset({ProfileStatus.SUBMITTED}),
    ProfileStatus.PUBLISHED: frozenset({ProfileStatus.PAUSED, ProfileStatus.SUSPENDED}),
    ProfileStatus.PAUSED: frozenset({ProfileStatus.PUBLISHED, ProfileStatus.SUSPENDED}),
    ProfileStatus.SUSPENDED: frozenset({ProfileStatus.PUBLISHED}),
}

PROFILE_TONES = {
    ProfileStatus.DRAFT: "neutral",
    ProfileStatus.SUBMITTED: "info",
    ProfileStatus.CHANGES_REQUESTED: "warning",
    ProfileStatus.PUBLISHED: "info",
    ProfileStatus.PAUSED: "neutral",
    ProfileStatus.SUSPENDED: "danger",
}


class ModerationReason(TextChoices):
    """Why a moderator asks for changes, on a profile or on a mission. None speaks of the person."""

    RESERVED = "reserved", "Acte réservé"
    EMPLOYMENT_WORDS = "employment_words", "Vocabulaire du salariat"
    DISCRIMINATION = "discrimination", "Critère interdit"
    CONTACT_DETAILS = "contact_details", "Coordonnées dans le texte"
    TOO_VAGUE = "too_vague", "Besoin à préciser"
    IDENTITY = "identity", "Identité à vérifier"


class MembershipRole(TextChoices):
    OWNER = "owner", "Responsable"
    MEMBER = "member", "Membre"
    ACCOUNTING = "accounting", "Comptabilité"


class PillarKind(TextChoices):
    PILLAR = "pillar", "Pilier"
    FAMILY = "family", "Famille"


class SkillKind(TextChoices):
    TASK = "task", "Compétence"
    TOOL = "tool", "Outil"
    QUALITY = "quality", "Qualité"


class SkillLevel(TextChoices):
    BASIC = "basic", "Notions"
    CONFIRMED = "confirmed", "Confirmé"
    EXPERT = "expert", "Expert"

    @property
    def rank(self) -> int:
        """1 to 3, the byte of the slim table."""
        return list(SkillLevel).index(self) + 1


class SkillProof(TextChoices):
    DECLARED = "declared", "Déclarée"
    REFERENCED = "referenced", "Recommandée"
    SHOWN = "shown", "Démontrée"


class LanguageLevel(TextChoices):
    A2 = "A2", "Élémentaire (A2)"
    B1 = "B1", "Intermédiaire (B1)"
    B2 = "B2", "Professionnel (B2)"
    C1 = "C1", "Avancé (C1)"
    C2 = "C2", "Maîtrise (C2)"
    NATIVE = "native", "Langue première"

    @property
    def rank(self) -> int:
        """1 (A2) to 6 (native)."""
        return list(LanguageLevel).index(self) + 1


class Place(TextChoices):
    REMOTE = "remote", "À distance"
    HYBRID = "hybrid", "À distance et sur site"
    ON_SITE = "on_site", "Sur site"


class HalfDay(TextChoices):
    """Ten half-days; the position in this list is the bit of the matching masks."""

    MON_AM = "mon_am", "Lundi matin"
    MON_PM = "mon_pm", "Lundi après-midi"
    TUE_AM = "tue_am", "Mardi matin"
    TUE_PM = "tue_pm", "Mardi après-midi"
    WED_AM = "wed_am", "Mercredi matin"
    WED_PM = "wed_pm", "Mercredi après-midi"
    THU_AM = "thu_am", "Jeudi matin"
    THU_PM = "thu_pm", "Jeudi après-midi"
    FRI_AM = "fri_am", "Vendredi matin"
    FRI_PM = "fri_pm", "Vendredi après-midi"

    @property
    def bit(self) -> int:
        return 1 << list(HalfDay).index(self)


class SlotMode(TextChoices):
    """How a free half-day may be worked."""

    REMOTE = "remote", "À distance"
    ON_SITE = "on_site", "Sur site"
    EITHER = "either", "L’un ou l’autre"


class LegalForm(TextChoices):
    MICRO = "micro", "Micro-entreprise"
    EI = "ei", "Entreprise individuelle"
    EURL = "eurl", "EURL"
    SASU = "sasu", "SASU"
    SARL = "sarl", "SARL"
    SAS = "sas", "SAS"
    COOP = "coop", "Coopérative d’activité"

    @property
    def is_sole_trader(self) -> bool:
        """Must write « EI » beside the name on invoices (since 15 May 2022)."""
        return self in {LegalForm.MICRO, LegalForm.EI}


class VatRegime(TextChoices):
    FRANCHISE = "franchise", "Franchise en base"
    REGISTERED = "registered", "Redevable de la TVA"


class Qualification(TextChoices):
    """Information, filterable, outside the fit."""

    NONE = "none", "Expérience sans diplôme du métier"
    BAC_AGORA = "bac_agora", "Bac pro AGOrA (ex-Gestion-administration)"
    BAC_RECEPTION = "bac_reception", "Bac pro Métiers de l’accueil"
    TP_ADMIN = "tp_admin", "Titre professionnel Employé administratif et d’accueil"
    TP_SECRETARY = "tp_secretary", "Titre professionnel Secrétaire assistant"
    TP_MEDICAL = "tp_medical", "Titre professionnel Secrétaire assistant médico-social"
    TP_ACCOUNTING = "tp_accounting", "Titre professionnel Secrétaire comptable"
    TP_EXECUTIVE = "tp_executive", "Titre professionnel Assistant de direction"
    BTS_SAM = "bts_sam", "BTS Support à l’action managériale (ex-Assistant de manager)"
    BTS_GPME = "bts_gpme", "BTS Gestion de la PME (ex-Assistant de gestion PME-PMI)"
    BTS_NDRC = "bts_ndrc", "BTS Négociation et digitalisation de la relation client"
    BTS_ENGINEER = "bts_engineer", "BTS Assistance technique d’ingénieur"
    DUT_GEA = "dut_gea", "DUT Gestion des entreprises et des administrations"
    BUT_GEA = "but_gea", "BUT Gestion des entreprises et des administrations"
    BUT_GACO = "but_gaco", "BUT Gestion administrative et commerciale des organisations"
    BUT_LAW = "but_law", "BUT Carrières juridiques"
    LICENCE_PRO = "licence_pro", "Licence professionnelle (gestion, RH, administrations)"
    BACHELOR_OM = "bachelor_om", "Bachelor Office manager"
    LICENCE_LAW = "licence_law", "Licence mention droit"
    MASTER_HR = "master_hr", "Master Gestion des ressources humaines"
    MASTER_MGMT = "master_mgmt", "Master Management et administration des entreprises"
    OTHER = "other", "Autre, à préciser"


class ReportStatus(TextChoices):
    """The life of a report on a public content."""

    RECEIVED = "received", "Reçu"
    UPHELD = "upheld", "Fondé"
    REJECTED = "rejected", "Non fondé"


# An appeal opens a decided report again.
REPORT_MOVES: dict[str, frozenset[str]] = {
    ReportStatus.RECEIVED: frozenset({ReportStatus.UPHELD, ReportStatus.REJECTED}),
    ReportStatus.UPHELD: frozenset({ReportStatus.RECEIVED}),
    ReportStatus.REJECTED: frozenset({ReportStatus.RECEIVED}),
}


class ReportReason(TextChoices):
    """What a person finds wrong with a public content (règlement (UE) 2022/2065, art. 16)."""

    INSULT = "insult", "Insulte, menace ou harcèlement"
    DISCRIMINATION = "discrimination", "Propos ou critère discriminatoire"
    FALSE = "false", "Information fausse ou trompeuse"
    IMPERSONATION = "impersonation", "Usurpation d’identité"
    PERSONAL = "personal", "Données personnelles ou vie privée"
    COPY = "copy", "Texte, image ou marque utilisés sans accord"
    RESERVED = "reserved", "Activité réservée à une profession réglementée"
    ADVERTISING = "advertising", "Publicité ou message indésirable"
    OTHER = "other", "Autre contenu illicite"

"""The twelve missions everybody meets: a firm, its need, and what each one shows. All invented."""

from dataclasses import dataclass

from accounts.enums import HalfDay, Place
from missions.enums import EngagementFormat, PriceMode


@dataclass(frozen=True)
class Firm:
    name: str
    owner: tuple[str, str]
    town: str
    postal_code: str
    street: str
    headcount: int
    sector: str
    siren: str

    @property
    def email(self) -> str:
        first, last = self.owner
        letters = f"{first}.{last}".lower().translate(str.maketrans("éèêëïîôçà", "eeeeiioca"))
        return f"{letters.replace(' ', '')}@entreprises.example"


@dataclass(frozen=True)
class Need:
    """Money is cents in the unit of `price`; hours are a week, or a month for packs, or in all for projects."""

    firm: Firm
    title: str
    job: str
    must: tuple[str, ...]
    should: tuple[str, ...]
    format: EngagementFormat
    place: Place
    hours: int
    price: PriceMode
    budget_cents: int
    weeks: int
    brief: str
    deliverable: str
    ends_as: str
    hired: str = ""
    half_days: tuple[HalfDay, ...] = ()
    half_days_needed: int = 0
    on_site_half_days: int = 0


RIVOIRE = Firm("Plomberie Rivoire", ("Paul", "Rivoire"), "Villeurbanne", "69100", "27 rue du 4 Août", 6,
               "construction", "000001115")  # fmt: skip

NEEDS = (
    Need(
        RIVOIRE, "Devis, relances et factures d’une entreprise de plomberie", "M1605",
        ("quotes",), ("quote-follow-up", "invoicing", "overdue-reminders"),
        EngagementFormat.RECURRING, Place.REMOTE, 5, PriceMode.HOUR, 3500, 26,
        "Nous sommes six et les devis partent trop tard. Environ trente devis et trente factures par mois, "
        "avec des relances régulières. Les modèles existent, les prix sont dans un tableur.",
        "Devis envoyés sous 48 heures, relances chaque vendredi, liste des impayés à jour.",
        "published",
    ),
    Need(
        Firm("Cabinet des Deux Rives", ("Anne", "Castaing"), "Toulouse", "31000", "3 place Dupuy", 3, "health",
             "000001123"),
        "Renfort d’accueil téléphonique pour deux médecins", "M1609",
        ("medical-desk",), ("phone-answering",),
        EngagementFormat.URGENT_COVER, Place.REMOTE, 15, PriceMode.HOUR, 3000, 3,
        "Notre secrétaire est absente trois semaines. Il s’agit de tenir l’accueil téléphonique et l’agenda dans "
        "Doctolib, le matin de préférence.",
        "Appels décrochés le matin, agenda tenu, messages urgents transmis aussitôt.",
        "published", half_days=(HalfDay.MON_AM, HalfDay.TUE_AM, HalfDay.WED_AM, HalfDay.THU_AM, HalfDay.FRI_AM),
        half_days_needed=4,
    ),
    Need(
        Firm("Ateliers Fontvieille", ("Marc", "Fontvieille"), "Lyon 3e", "69003", "88 cours Lafayette", 22,
             "manufacturing", "000001131"),
        "Office manager deux jours par semaine à l’atelier", "M1604",
        ("premises-management",), ("onboarding", "subcontractors"),
        EngagementFormat.ON_SITE_SHARE, Place.ON_SITE, 14, PriceMode.DAY, 37000, 40,
        "Vingt-deux personnes, un bâtiment à faire vivre, des prestataires à suivre et trois arrivées prévues. "
        "Nous cherchons un appui sur place deux jours par semaine.",
        "Locaux suivis, prestataires à jour, parcours d’accueil écrit et tenu.",
        "filled", hired="Nadia", half_days=(HalfDay.MON_AM, HalfDay.MON_PM, HalfDay.TUE_AM, HalfDay.TUE_PM),
        half_days_needed=4, on_site_half_days=4,
    ),
    Need(
        Firm("Cabinet Delmas, avocate", ("Agnès", "Delmas"), "Bordeaux", "33000", "61 rue du Palais Gallien", 1, "law",
             "000001149"),
        "Forfait de dix heures pour un cabinet d’avocate", "M1612",
        ("law-firm-desk",), ("diary", "transcription"),
        EngagementFormat.HOUR_PACK, Place.REMOTE, 10, PriceMode.MONTHLY_PACK, 42000, 52,
        "J’exerce seule. J’ai besoin d’un appui pour la frappe des conclusions, l’agenda des audiences et le "
        "classement numérique des dossiers.",
        "Conclusions frappées sous deux jours ouvrés, agenda sans conflit.",
        "filled", hired="Hélène",
    ),
    Need(
        Firm("Nuage Clair", ("Thomas", "Vasseur"), "Lille", "59000", "10 rue de Béthune", 12, "startup", "000001156"),
        "Organiser le télétravail d’une équipe de douze", "M1604",
        ("remote-work",), ("onboarding", "staff-survey"),
        EngagementFormat.ON_SITE_SHARE, Place.HYBRID, 7, PriceMode.DAY, 28000, 20,
        "Notre équipe grandit et chacun s’organise de son côté. Nous voulons des règles simples, un parcours d’arrivée "
        "et une enquête interne deux fois par an.",
        "Charte de télétravail, parcours d’arrivée, première enquête réalisée.",
        "published", half_days=(HalfDay.MON_AM, HalfDay.MON_PM, HalfDay.WED_AM, HalfDay.WED_PM),
        half_days_needed=2, on_site_half_days=1,
    ),
    Need(
        Firm("Association Les Ormeaux", ("Jeanne", "Faure"), "Riom", "63200", "2 place de la Fédération", 4,
             "association", "000001164"),
        "Dossiers de subvention d’une association", "M1607",
        ("grant-files",), ("general-meeting", "association-desk"),
        EngagementFormat.PROJECT, Place.REMOTE, 26, PriceMode.PROJECT, 90000, 8,
        "Trois dossiers de subvention à monter avant le printemps, et l’assemblée générale à préparer sur nos modèles.",
        "Trois dossiers déposés, convocations et procès-verbal mis en forme.",
        "published",
    ),
    Need(
        Firm("Menuiserie Le Goff", ("Yann", "Le Goff"), "Vitré", "35500", "16 rue de la Mériais", 9, "construction",
             "000001172"),
        "Appels d’offres et Chorus Pro pour une menuiserie", "M1605",
        ("tenders", "chorus-pro"), ("construction-admin",),
        EngagementFormat.RECURRING, Place.HYBRID, 6, PriceMode.HOUR, 4000, 40,
        "Nous répondons à deux marchés publics par mois. Il faut monter les dossiers, déposer les factures sur "
        "Chorus Pro et suivre les pièces de chantier.",
        "Dossiers déposés dans les délais, factures publiques suivies jusqu’au paiement.",
        "filled", hired="Claire", half_days=(HalfDay.TUE_AM, HalfDay.THU_AM), half_days_needed=1, on_site_half_days=1,
    ),
    Need(
        Firm("Restaurant La Calanque", ("Rémi", "Olive"), "Marseille 2e", "13002", "7 quai du Port", 11, "hospitality",
             "000001180"),
        "Variables de paie et plannings d’un restaurant", "M1602",
        (), ("payroll-variables", "hospitality-desk", "leave-absences"),
        EngagementFormat.RECURRING, Place.ON_SITE, 4, PriceMode.HOUR, 3000, 26,
        "Onze personnes en salle et en cuisine. Nous avons besoin d’aide pour l’établissement des bulletins de paie "
        "et le suivi des congés.",
        "Variables transmises au cabinet avant le 25 de chaque mois.",
        "changes_requested",
    ),
    Need(
        Firm("Distribution Auvergne Outillage", ("Carole", "Besson"), "Clermont-Ferrand", "63100",
             "45 rue de l’Oradou", 35, "retail", "000001198"),
        "Passage à la facturation électronique", "M1608",
        ("e-invoicing-switch",), ("receipts-upload", "tool-training"),
        EngagementFormat.PROJECT, Place.REMOTE, 35, PriceMode.PROJECT, 120000, 10,
        "Nous devons choisir une plateforme agréée, préparer nos fichiers de clients et former trois personnes.",
        "Plateforme choisie, fichiers prêts, équipe formée.",
        "completed", hired="Sandrine",
    ),
    Need(
        Firm("Studio Arve Architectes", ("Léa", "Montfort"), "Annecy", "74000", "11 rue Royale", 14, "consulting",
             "000001206"),
        "Déménagement d’une agence d’architectes", "M1604",
        ("office-move",), ("supplier-quotes", "procedures"),
        EngagementFormat.TRANSITION, Place.ON_SITE, 14, PriceMode.DAY, 44000, 6,
        "Nous changeons de locaux dans deux mois. Devis des déménageurs, calendrier, plan d’installation et procédures "
        "à écrire pour que l’équipe travaille dès le premier matin.",
        "Déménagement réalisé à la date prévue, procédures écrites.",
        "published", half_days=(HalfDay.MON_AM, HalfDay.MON_PM, HalfDay.TUE_AM, HalfDay.TUE_PM),
        half_days_needed=4, on_site_half_days=4,
    ),
    Need(
        Firm("Maison Filao", ("Chloé", "Martin"), "Nantes", "44000", "5 rue Crébillon", 3, "ecommerce", "000001214"),
        "Service client d’une boutique en ligne", "D1401",
        ("customer-service",), ("ecommerce-desk", "crm-update"),
        EngagementFormat.HOUR_PACK, Place.REMOTE, 15, PriceMode.MONTHLY_PACK, 48000, 52,
        "Quinze heures par mois pour répondre aux clientes et clients, tenir les fiches produits et mettre à jour notre "
        "fichier.",
        "Réponses sous un jour ouvré, fiches sans erreur.",
        "filled", hired="Inès",
    ),
    Need(
        Firm("Groupe Hauteclair", ("Bruno", "Salvan"), "Paris 12e", "75012", "120 avenue Daumesnil", 60, "consulting",
             "000001222"),
        "Renfort d’assistanat de direction pendant cinq mois", "M1604",
        ("meetings",), ("travel", "diary"),
        EngagementFormat.PLANNED_COVER, Place.HYBRID, 21, PriceMode.DAY, 30000, 21,
        "Pendant une absence prévue de cinq mois, nous cherchons un appui trois jours par semaine pour les comités et "
        "les déplacements, avec des horaires fixes.",
        "Comités préparés, déplacements réservés, agenda tenu.",
        "submitted", half_days=tuple(HalfDay)[:6], half_days_needed=6, on_site_half_days=2,
    ),
)  # fmt: skip

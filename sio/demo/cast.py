"""The ten assistants everybody meets: who they are and what each one shows. All invented."""

from dataclasses import dataclass, field
from datetime import timedelta

from accounts.enums import HalfDay, LegalForm, Qualification, SlotMode, VatRegime

ALL_WEEK = tuple(HalfDay)
MORNINGS = tuple(half for half in HalfDay if half.endswith("_am"))
AFTERNOONS = tuple(half for half in HalfDay if half.endswith("_pm"))


def days(*names: str) -> tuple[HalfDay, ...]:
    """Both halves of the days named by their three letters."""
    return tuple(half for half in HalfDay if half[:3] in names)


@dataclass(frozen=True)
class Assistant:
    """Rates are cents an hour excluding VAT; hours are a week; years are in the trade and as a freelance."""

    first_name: str
    last_name: str
    town: str
    postal_code: str
    title: str
    presentation: str
    job: str
    skills: tuple[str, ...]
    tools: tuple[str, ...]
    qualification: Qualification
    sector: str
    years: int
    freelance_years: float
    form: LegalForm
    vat: VatRegime
    remote_cents: int | None
    on_site_cents: int | None
    half_days: tuple[HalfDay, ...]
    hours: int
    siren: str
    street: str
    radius_km: int | None = None
    languages: tuple[tuple[str, str], ...] = (("fr", "native"),)
    qualities: tuple[str, ...] = ("rigour", "discretion")
    slot_mode: SlotMode = SlotMode.EITHER
    confirmed_ago: timedelta = timedelta(hours=30)
    accepts_remote: bool = field(default=True)

    @property
    def email(self) -> str:
        return (
            f"{self.first_name}.{self.last_name}@assistantes.example".lower()
            .replace("é", "e")
            .replace("è", "e")
        )


ASSISTANTS = (
    Assistant(
        "Nadia", "Berthier", "Lyon 7e", "69007", "Office manager",
        "Quatorze ans aux côtés de dirigeants de start-up et de PME. J’installe des bureaux qui fonctionnent, "
        "j’accueille les nouveaux arrivants et je tiens les prestataires à leurs engagements.",
        "M1604", ("premises-management", "subcontractors", "onboarding", "staff-events", "meetings"),
        ("notion", "teams"), Qualification.MASTER_HR, "startup", 14, 6,
        LegalForm.EURL, VatRegime.REGISTERED, 4600, 5200,
        (HalfDay.MON_AM, HalfDay.MON_PM, HalfDay.TUE_AM, HalfDay.TUE_PM, HalfDay.THU_AM), 18,
        "000001016", "12 rue de la Thibaudière", radius_km=25,
    ),
    Assistant(
        "Claire", "Morel", "Rennes", "35000", "Assistante BTP",
        "Je connais le bâtiment par ses papiers : devis, appels d’offres, situations de travaux, Chorus Pro. "
        "Mes clients sont artisans et retrouvent leurs soirées.",
        "M1605", ("quotes", "quote-follow-up", "tenders", "chorus-pro", "construction-admin", "invoicing"),
        ("obat", "chorus-pro-portal"), Qualification.BTS_GPME, "construction", 9, 3,
        LegalForm.MICRO, VatRegime.FRANCHISE, 3500, 3900,
        tuple(half for half in HalfDay if half != HalfDay.FRI_PM), 20,
        "000001024", "4 rue Saint-Hélier", radius_km=40,
    ),
    Assistant(
        "Sophie", "Lemaire", "Toulouse", "31000", "Télésecrétaire médicale",
        "Onze ans d’accueil téléphonique en cabinet. Vos patients sont reçus avec calme, votre agenda reste lisible, "
        "vos comptes rendus sont frappés le jour même.",
        "M1609", ("phone-answering", "medical-desk", "diary", "transcription"),
        ("doctolib",), Qualification.TP_MEDICAL, "health", 11, 4,
        LegalForm.MICRO, VatRegime.FRANCHISE, 3000, None, MORNINGS, 20,
        "000001032", "8 allée des Demoiselles", slot_mode=SlotMode.REMOTE, confirmed_ago=timedelta(days=9),
    ),
    Assistant(
        "Fatou", "Diallo", "Montreuil", "93100", "Assistante administrative",
        "Je débute à mon compte après un BTS et une première année en association. Saisie, classement, facturation, "
        "boîte mail : je prends en main ce qui s’accumule.",
        "M1607", ("data-entry", "inbox", "invoicing", "filing"),
        ("microsoft-365", "henrri"), Qualification.BTS_GPME, "association", 1, 0.7,
        LegalForm.MICRO, VatRegime.FRANCHISE, 2500, 2800, ALL_WEEK, 25,
        "000001040", "31 rue de Paris", radius_km=10,
    ),
    Assistant(
        "Hélène", "Roussel", "Bordeaux", "33000", "Assistante juridique",
        "Seize ans en cabinet d’avocat. Frappe de conclusions, agenda des audiences, suivi du greffe : "
        "je tiens le dossier prêt, l’avocat plaide.",
        "M1612", ("legal-secretariat", "law-firm-desk", "transcription", "diary"),
        ("microsoft-365",), Qualification.BUT_LAW, "law", 16, 4,
        LegalForm.EI, VatRegime.REGISTERED, 4200, None, days("tue", "wed", "thu"), 15,
        "000001057", "17 cours d’Albret", slot_mode=SlotMode.REMOTE,
    ),
    Assistant(
        "Karim", "Amrani", "Lille", "59000", "Office manager RSE et QVCT",
        "Je mets en ordre les démarches de qualité de vie au travail : télétravail organisé, indicateurs suivis, "
        "arrivées préparées. Peu de grands mots, des gestes réguliers.",
        "M1604", ("qvct-programme", "csr-policy", "consumption-tracking", "remote-work", "onboarding", "staff-survey"),
        ("notion", "google-workspace"), Qualification.MASTER_HR, "startup", 6, 1,
        LegalForm.MICRO, VatRegime.FRANCHISE, 3500, 3900, days("mon", "wed", "fri"), 16,
        "000001065", "22 rue Nationale", radius_km=20,
    ),
    Assistant(
        "Muriel", "Perrin", "Annecy", "74000", "Assistante de direction bilingue",
        "Vingt ans d’assistanat de direction dans l’industrie, onze à mon compte. Comités, voyages, déménagements de "
        "bureaux : ce qui doit être prêt l’est, en français comme en anglais.",
        "M1604", ("meetings", "travel", "foreign-correspondence", "office-move", "procedures", "supplier-quotes"),
        ("microsoft-365", "teams"), Qualification.MASTER_MGMT, "manufacturing", 20, 11,
        LegalForm.SASU, VatRegime.REGISTERED, None, 6200, days("mon", "tue", "wed"), 20,
        "000001073", "5 avenue de Genève", radius_km=50, languages=(("fr", "native"), ("en", "C1")),
        slot_mode=SlotMode.ON_SITE, accepts_remote=False,
    ),
    Assistant(
        "Inès", "Tessier", "Nantes", "44000", "Assistante e-commerce",
        "Fiches produits, service client, relances de paniers : je fais vivre votre boutique en ligne l’après-midi "
        "et j’automatise ce qui se répète.",
        "D1401", ("ecommerce-desk", "customer-service", "crm-update", "automation"),
        ("shopify", "hubspot", "make"), Qualification.BACHELOR_OM, "ecommerce", 4, 1.2,
        LegalForm.MICRO, VatRegime.FRANCHISE, 3200, None, AFTERNOONS, 20,
        "000001081", "9 quai de la Fosse", slot_mode=SlotMode.REMOTE,
    ),
    Assistant(
        "Sandrine", "Vidal", "Clermont-Ferrand", "63000", "Pré-comptabilité et relances",
        "Je réunis vos pièces, je relance vos factures et je prépare le passage à la facturation électronique. "
        "Votre cabinet reçoit des dossiers complets.",
        "M1608", ("receipts-collection", "overdue-reminders", "payroll-variables", "e-invoicing-switch", "dashboards",
                  "receipts-upload", "tool-training"),
        ("pennylane", "sage"), Qualification.TP_ACCOUNTING, "retail", 12, 7,
        LegalForm.MICRO, VatRegime.FRANCHISE, 3400, 3800, days("mon", "tue", "wed", "thu"), 24,
        "000001099", "14 rue Blatin", radius_km=30,
    ),
    Assistant(
        "Lucie", "Garnier", "Marseille 6e", "13006", "Office manager, événements internes",
        "Séminaires, rituels d’équipe, petites attentions : je donne envie de venir au bureau, sur place à Marseille.",
        "M1604", ("staff-events", "team-rituals", "small-perks", "supplier-quotes"),
        ("canva", "slack"), Qualification.LICENCE_PRO, "hospitality", 7, 1.5,
        LegalForm.MICRO, VatRegime.FRANCHISE, None, 3800, days("tue", "wed", "thu", "fri"), 20,
        "000001107", "40 rue Paradis", radius_km=15, slot_mode=SlotMode.ON_SITE, accepts_remote=False,
    ),
)  # fmt: skip

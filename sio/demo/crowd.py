"""Three hundred more assistants and fifty more needs, drawn from a seed so that every demo is the same."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from stdnum import luhn

from accounts.enums import HalfDay, LegalForm, Place, Qualification, SlotMode, VatRegime
from missions.enums import EngagementFormat, PriceMode

from .cast import AFTERNOONS, ALL_WEEK, MORNINGS, Assistant, days
from .needs import Firm, Need

FIRST_NAMES = (
    "Amélie", "Sarah", "Julie", "Camille", "Léa", "Manon", "Laura", "Pauline", "Céline", "Émilie", "Aurélie", "Sabrina",
    "Nathalie", "Isabelle", "Catherine", "Véronique", "Sylvie", "Aïcha", "Samira", "Leïla", "Mei", "Ana", "Elena",
    "Rachel", "Judith", "Maëlle", "Solène", "Gwenaëlle", "Estelle", "Delphine", "Thomas", "Nicolas", "Mehdi", "Olivier",
    "Paul", "Bastien", "Quentin", "David", "Samuel", "Antoine",
)  # fmt: skip
LAST_NAMES = (
    "Martin", "Bernard", "Robert", "Richard", "Petit", "Durand", "Leroy", "Moreau", "Simon", "Laurent", "Lefebvre",
    "Michel", "Garcia", "Fournier", "Girard", "Bonnet", "Dupont", "Lambert", "Fontaine", "Rousseau", "Vincent", "Muller",
    "Faure", "Mercier", "Blanc", "Guérin", "Boyer", "Chevalier", "Legrand", "Gauthier", "Perez", "Robin", "Masson",
    "Benali", "Nguyen", "Traoré", "Da Silva", "Haddad", "Keita", "Lopez",
)  # fmt: skip
TOWNS = (
    ("Lyon 3e", "69003"), ("Villeurbanne", "69100"), ("Paris 11e", "75011"), ("Paris 15e", "75015"),
    ("Marseille 6e", "13006"), ("Toulouse", "31000"), ("Nantes", "44000"), ("Rennes", "35000"), ("Bordeaux", "33000"),
    ("Lille", "59000"), ("Strasbourg", "67000"), ("Montpellier", "34000"), ("Grenoble", "38000"), ("Annecy", "74000"),
    ("Clermont-Ferrand", "63000"), ("Dijon", "21000"), ("Angers", "49000"), ("Tours", "37000"), ("Nice", "06000"),
    ("Rouen", "76000"), ("Montreuil", "93100"), ("Nancy", "54000"), ("Caen", "14000"), ("Limoges", "87000"),
)  # fmt: skip
STREETS = ("rue des Lilas", "rue de la République", "avenue Jean-Jaurès", "rue du Moulin", "place du Marché")


@dataclass(frozen=True)
class Trade:
    """A way of doing the job: its title, ROME sheet, usual skills and words."""

    title: str
    job: str
    skills: tuple[str, ...]
    tools: tuple[str, ...]
    sectors: tuple[str, ...]
    words: str
    base_cents: int


TRADES = (
    Trade("Office manager", "M1604",
          ("premises-management", "onboarding", "subcontractors", "office-supplies", "supplier-contracts", "meetings",
           "staff-events", "office-move", "remote-work", "running-costs"),
          ("notion", "slack", "google-workspace"), ("startup", "consulting"),
          "Je fais tourner la maison pour que l’équipe avance : locaux, prestataires, arrivées et budget courant.", 4200),
    Trade("Assistante de direction", "M1604",
          ("diary", "meetings", "travel", "minutes", "inbox", "procedures", "foreign-correspondence", "letters"),
          ("microsoft-365", "teams"), ("consulting", "manufacturing"),
          "Agenda, comités, déplacements : je tiens le rythme d’une direction sans le lui faire sentir.", 3900),
    Trade("Assistante administrative", "M1607",
          ("inbox", "diary", "letters", "filing", "data-entry", "document-layout", "phone-answering", "invoicing"),
          ("microsoft-365", "henrri"), ("association", "construction", "retail"),
          "Je trie, je classe, je réponds, et vous retrouvez vos papiers comme vos soirées.", 3000),
    Trade("Assistante BTP", "M1605",
          ("quotes", "quote-follow-up", "invoicing", "tenders", "construction-admin", "chorus-pro", "overdue-reminders"),
          ("obat", "batappli"), ("construction",),
          "Devis partis à l’heure, appels d’offres montés, situations suivies : le bureau de votre chantier.", 3500),
    Trade("Télésecrétaire médicale", "M1609",
          ("phone-answering", "medical-desk", "diary", "transcription", "letters"),
          ("doctolib", "maiia"), ("health",),
          "Je réponds à vos patients avec calme et je garde un agenda lisible.", 2900),
    Trade("Assistante commerciale", "D1401",
          ("quotes", "quote-follow-up", "order-tracking", "crm-update", "customer-service", "prospect-calls",
           "customer-contracts", "invoicing"),
          ("hubspot", "pipedrive"), ("retail", "manufacturing", "ecommerce"),
          "Vos devis sont relancés, vos commandes suivies, votre fichier client à jour.", 3300),
    Trade("Pré-comptabilité et facturation", "M1608",
          ("receipts-collection", "receipts-upload", "payment-matching", "overdue-reminders", "expense-claims",
           "cash-tracking", "vat-documents", "accountant-link", "e-invoicing-switch", "invoicing"),
          ("pennylane", "quickbooks", "sage"), ("retail", "hospitality", "construction"),
          "Je réunis et transmets vos pièces à temps : votre cabinet vous remercie.", 3400),
    Trade("Assistante RH", "M1501",
          ("onboarding", "cv-screening", "interview-support", "training-plan", "staff-files", "leave-absences",
           "payroll-variables", "offboarding", "hiring-formalities"),
          ("payfit", "lucca"), ("startup", "consulting", "manufacturing"),
          "Arrivées préparées, formations organisées, dossiers tenus : le quotidien RH d’une petite équipe.", 3700),
    Trade("Assistante communication", "M1605",
          ("social-media", "newsletter", "visual-supports", "website-update", "articles", "external-events"),
          ("canva", "brevo", "wordpress"), ("association", "culture", "luxury"),
          "Publications régulières, lettre d’information soignée, site à jour.", 3300),
    Trade("Office manager QVCT", "M1604",
          ("qvct-programme", "staff-survey", "remote-work", "team-rituals", "csr-policy", "waste-sorting",
           "gender-equality", "work-life-balance"),
          ("notion", "google-workspace"), ("startup", "public"),
          "Des gestes réguliers plutôt que de grands mots : télétravail, baromètre, retours préparés.", 4000),
    Trade("Assistante juridique", "M1612",
          ("legal-secretariat", "law-firm-desk", "registry-formalities", "contract-deadlines", "registered-letters",
           "gdpr-register", "transcription"),
          ("microsoft-365", "yousign"), ("law", "consulting"),
          "Dossiers prêts, échéances tenues, formalités déposées.", 4100),
    Trade("Assistante e-commerce", "D1401",
          ("ecommerce-desk", "customer-service", "crm-update", "order-tracking", "automation", "newsletter"),
          ("shopify", "prestashop", "zapier"), ("ecommerce",),
          "Je fais vivre votre boutique en ligne et j’automatise ce qui se répète.", 3200),
)  # fmt: skip

PLACES = ("remote", "remote", "remote", "hybrid", "hybrid", "on_site")
WEEKS = (
    ALL_WEEK,
    MORNINGS,
    AFTERNOONS,
    days("mon", "tue", "thu"),
    days("tue", "wed", "fri"),
    days("mon", "wed"),
)


def luhn_siren(number: int) -> str:
    """An eight-digit number completed with its Luhn key: a SIREN of the demo's own range."""
    return f"{number:08d}{luhn.calc_check_digit(f'{number:08d}')}"


def assistants(random: Random, count: int) -> list[Assistant]:
    return [_assistant(random, number) for number in range(count)]


def _assistant(random: Random, number: int) -> Assistant:
    trade = random.choice(TRADES)
    town, postal_code = random.choice(TOWNS)
    place = random.choice(PLACES)
    years = random.randint(1, 22)
    rate = _rate(random, trade, years)
    return Assistant(
        first_name=random.choice(FIRST_NAMES),
        last_name=random.choice(LAST_NAMES),
        town=town,
        postal_code=postal_code,
        title=trade.title,
        presentation=trade.words,
        job=trade.job,
        skills=_skills(random, trade),
        tools=tuple(random.sample(trade.tools, k=random.randint(1, len(trade.tools)))),
        qualification=random.choice([Qualification.BTS_GPME, Qualification.BTS_SAM, Qualification.NONE]),
        sector=random.choice(trade.sectors),
        years=years,
        freelance_years=min(years, round(random.uniform(0.3, 9), 1)),
        form=random.choices([LegalForm.MICRO, LegalForm.EI, LegalForm.SASU], weights=[7, 2, 1])[0],
        vat=VatRegime.FRANCHISE,
        remote_cents=None if place == "on_site" else rate,
        on_site_cents=None if place == "remote" else rate + 400,
        half_days=random.choice(WEEKS),
        hours=random.choice([8, 10, 12, 15, 18, 20, 24, 28]),
        siren=luhn_siren(20_000 + number),
        street=f"{random.randint(1, 90)} {random.choice(STREETS)}",
        radius_km=None if place == "remote" else random.choice([10, 15, 20, 25, 30, 40]),
        languages=(("fr", "native"), ("en", random.choice(["B1", "B2", "C1"]))),
        qualities=tuple(
            random.sample(("rigour", "discretion", "autonomy", "relations", "writing", "service"), k=3)
        ),
        slot_mode={"remote": SlotMode.REMOTE, "on_site": SlotMode.ON_SITE}.get(place, SlotMode.EITHER),
        confirmed_ago=timedelta(days=random.choice([0, 1, 2, 3, 4, 5, 6, 6, 10])),
        accepts_remote=place != "on_site",
    )


def _skills(random: Random, trade: Trade) -> tuple[str, ...]:
    """Most of the trade's skills, and one or two of a neighbour's."""
    own = random.sample(trade.skills, k=random.randint(4, len(trade.skills)))
    other = random.sample(random.choice(TRADES).skills, k=random.randint(0, 2))
    return tuple(dict.fromkeys([*own, *other]))


def _rate(random: Random, trade: Trade, years: int) -> int:
    """Dearer with experience, rounded to the half euro (cents an hour)."""
    raw = trade.base_cents * (0.85 + min(years, 15) * 0.02) + random.randint(-300, 300)
    return round(raw / 50) * 50


FIRM_NAMES = (
    "Atelier", "Maison", "Cabinet", "Studio", "Établissements", "Garage", "Librairie", "Boulangerie", "Serrurerie",
    "Pépinière", "Imprimerie", "Agence", "Menuiserie", "Clinique vétérinaire", "École de musique",
)  # fmt: skip
FIRM_WORDS = (
    "Dumas",
    "Bellerive",
    "Castel",
    "Orion",
    "Vauban",
    "Pradel",
    "Lacaze",
    "Montaigu",
    "Sorbier",
    "Tournelle",
)


def needs(random: Random, count: int) -> list[Need]:
    return [_need(random, number) for number in range(count)]


def _need(random: Random, number: int) -> Need:
    trade = TRADES[number % len(TRADES)]
    town, postal_code = random.choice(TOWNS)
    skills = random.sample(trade.skills[:6], k=3)
    place = random.choice((Place.REMOTE, Place.REMOTE, Place.HYBRID, Place.ON_SITE))
    half_days = () if place == Place.REMOTE else (HalfDay.TUE_AM, HalfDay.THU_AM, HalfDay.MON_AM)
    firm = Firm(
        f"{random.choice(FIRM_NAMES)} {random.choice(FIRM_WORDS)}",
        (random.choice(FIRST_NAMES), random.choice(LAST_NAMES)),
        town,
        postal_code,
        f"{random.randint(1, 120)} {random.choice(STREETS)}",
        random.randint(2, 45),
        random.choice(trade.sectors),
        luhn_siren(60_000 + number),
    )
    return Need(
        firm,
        f"{trade.title}\u00a0: {random.choice(('appui régulier', 'renfort', 'remise en ordre', 'quelques heures par semaine'))}",
        trade.job,
        tuple(skills[:1]),
        tuple(skills[1:]),
        EngagementFormat.RECURRING,
        place,
        random.choice([3, 4, 5, 6, 8, 10]),
        PriceMode.HOUR,
        trade.base_cents + random.choice([0, 300, 600, 900]),
        random.choice([8, 12, 20, 26]),
        "Notre équipe est petite et l’administratif prend du retard. Nous cherchons un appui régulier, avec des échanges "
        "simples et un point chaque semaine.",
        "Dossiers à jour chaque vendredi, point de quinze minutes par semaine.",
        ends_as=STATES[number % len(STATES)],
        half_days=half_days,
        half_days_needed=1 if half_days else 0,
        on_site_half_days=1 if half_days else 0,
    )


STATES = (
    "published", "published", "filled", "published", "submitted", "filled", "published", "completed", "draft", "published",
    "filled", "expired", "published", "paused", "cancelled", "published",
)  # fmt: skip

"""Every component in every state on one page, in development and tests: what eyes and axe look at."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static

from accounts.enums import HalfDay, SkillLevel, SlotMode
from accounts.models import User
from blog.discussion import Voice
from blog.models import SiteIdentity
from blog.plain_text import as_html
from blog.sharing import ShareLink
from blog.strips import Strip
from sio.context import NAVIGATION, Frame
from sio.dev.icons import NAMES as ICONS
from sio.lib import forms as sio_forms
from sio.lib.charts import Bar, BarChart, Figure
from sio.lib.components import (
    Amount,
    Column,
    Improvement,
    Line,
    Link,
    MatchCard,
    Message,
    Reason,
    Row,
    Step,
    Task,
)
from sio.lib.widgets import (
    ChoiceTableField,
    DateInput,
    HalfDays,
    HoursInput,
    MoneyInput,
    SkillPicker,
    TownInput,
)

NOON = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)


class Folder:
    """What a pillar is to the skill picker: a name and a colour."""

    def __init__(self, name: str, tone: str) -> None:
        self.name, self.tone = name, tone

    def __str__(self) -> str:
        return self.name


SKILLS = [
    (
        Folder("Services généraux", "p1"),
        [
            ("1", "Gestion des fournisseurs et des approvisionnements"),
            ("2", "Courrier et accueil"),
            ("3", "Devis"),
        ],
    ),
    (Folder("Support RH", "p2"), [("4", "Variables de paie"), ("5", "Accueil des nouveaux arrivants")]),
    (Folder("Bien-être au travail", "p3"), [("6", "Événements internes")]),
    (Folder("RSE", "p4"), [("7", "Achats responsables")]),
    (Folder("QVCT", "p5"), [("8", "Document unique, mise en forme")]),
    (Folder("Relation client", "p0"), [("9", "Relances clients"), ("10", "Standard téléphonique")]),
]
PLACES = [("remote", "À distance"), ("hybrid", "À distance et sur site"), ("on_site", "Sur site")]


class SampleForm(sio_forms.Form):
    """One field of each kind."""

    company = forms.CharField(
        label="Nom de l’entreprise",
        help_text="Tel qu’il figure sur vos factures.",
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    town = forms.CharField(
        label="Ville", help_text="Nom ou code postal.", widget=TownInput("/communes/"), required=False
    )
    rate = sio_forms.MoneyField(label="Tarif à distance", widget=MoneyInput(unit="€ HT/h"))
    volume = sio_forms.HoursField(
        label="Temps par semaine", help_text="Par exemple 6 h 30.", widget=HoursInput(unit="par semaine")
    )
    start = sio_forms.FrenchDateField(label="Début souhaité", widget=DateInput())
    place = forms.ChoiceField(
        label="Où la mission se passe-t-elle ?", choices=PLACES, widget=forms.RadioSelect
    )
    tools = forms.MultipleChoiceField(
        label="Outils",
        required=False,
        choices=[
            ("m365", "Microsoft 365"),
            ("pennylane", "Pennylane"),
            ("other", "Logiciel propre à l’entreprise"),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    sector = forms.ChoiceField(
        label="Secteur", choices=[("", "Choisissez"), ("construction", "BTP et artisanat")]
    )
    brief = forms.CharField(
        label="Description", help_text="Ce que vous attendez, en quelques phrases.", widget=forms.Textarea
    )
    paper = forms.FileField(label="Attestation de vigilance", required=False)
    wished = forms.MultipleChoiceField(
        label="Créneaux souhaités", required=False, choices=HalfDay.choices, widget=HalfDays
    )
    slots = ChoiceTableField(
        label="Vos créneaux libres",
        required=False,
        heading="Créneau",
        rows=HalfDay.choices[:4],
        choices=[("", "Indisponible"), *SlotMode.choices],
    )
    levels = ChoiceTableField(
        label="Vos niveaux",
        heading="Compétence",
        rows=[("1", "Gestion des fournisseurs et des approvisionnements"), ("9", "Relances clients")],
        choices=SkillLevel.choices,
    )
    skills = forms.MultipleChoiceField(
        label="Compétences",
        choices=SKILLS,
        widget=SkillPicker(words={"9": "impayés recouvrement amiable", "3": "chiffrage proposition"}),
    )
    agreed = forms.BooleanField(
        label="J’ai lu les conditions de la mise en relation", help_text="Version du 1er novembre 2026."
    )


REASONS = [
    Reason(
        "7 compétences sur 8 (manque Pennylane, connaît QuickBooks)", "partly", "31 / 35", value=310, most=350
    ),
    Reason("Libre mardi et jeudi matin", "yes", "20 / 20", value=200, most=200),
    Reason("À 12 km", "yes", "12 / 15", value=120, most=150),
    Reason(
        "Disponibilité à confirmer",
        "unknown",
        "5 / 10",
        "Dernière mise à jour il y a 9 jours, le 14 novembre.",
    ),
    Reason("Tarif 3 € au-dessus du budget", "no", "0 / 10"),
]


def _match(**other: Any) -> MatchCard:
    sample: dict[str, Any] = {
        "title": "Assistante administrative et commerciale",
        "href": "#camille",
        "name": "Camille D.",
        "place": "Lyon 7e",
        "fit": 82,
        "price": "35 € HT/h",
        "reasons": REASONS[:3],
        "weakest": REASONS[4],
        "why_href": "#camille",
        "seed": 3,
    }
    return MatchCard(**(sample | other))


def _figure() -> Figure:
    counts = {"25 à 29,99\u202f€": 4, "30 à 34,99\u202f€": 11, "35 à 39,99\u202f€": 9, "60\u202f€ et plus": 1}
    return Figure(
        conclusion="La moitié des tarifs à distance se situent entre 30\u202f€ et 38\u202f€ HT de l’heure.",
        chart=BarChart(
            key="exemple",
            title="Tarifs horaires à distance",
            description="25 personnes.",
            axis="nombre de personnes",
            bars=[Bar(label, count) for label, count in counts.items()],
        ),
        columns=(Column("Tarif HT de l’heure"), Column("Personnes", is_number=True)),
        rows=[[label, str(count)] for label, count in counts.items()],
        source="Source\u00a0: 25 profils inventés.",
    )


def _shapes() -> dict[str, Any]:
    """What the components of the page are given."""
    return {
        "figure": _figure(),
        "tones": ["neutral", "info", "success", "warning", "danger", "honey"],
        "pillars": [
            ("p1", "Services généraux"),
            ("p2", "Support RH"),
            ("p3", "Bien-être au travail"),
            ("p4", "RSE"),
            ("p5", "QVCT"),
            ("p0", "Relation client"),
        ],
        "icons": ICONS,
        "items": ["Fournisseurs et approvisionnements", "Courrier, accueil", "Locaux et matériel"],
        "matches": [
            _match(),
            _match(
                name="Anne-Charlotte de L.",
                bucket="to_confirm",
                fit=74,
                seed=1,
                note="Invitée",
            ),
            _match(name="Bruno M.", bucket="near", fit=68, seed=4, weakest=None, is_new=True),
            _match(
                name="", title="Relances clients et devis", place="À distance · 6 h par semaine", weakest=None
            ),
        ],
        "reasons": REASONS,
        "improvements": [
            Improvement("Ajouter Pennylane", "82 → 87", "#competences", spoken="de 82 à 87"),
            Improvement("Élargir à 30\u00a0km", "vous apparaissez", "#lieu"),
        ],
        "amounts": [
            Amount("Prestation de Camille D.", 48_000, "16 h à 30 € HT/h ; TVA non applicable"),
            Amount("Frais de mise en relation, 12 % HT", 5_760, "Jusqu’à 2 000 € avec cette assistante"),
            Amount("TVA sur ces frais, 20 %", 1_152),
            Amount("Vous payez", 54_912, is_total=True),
        ],
        "rows": [
            Row("Format", "Mission récurrente", "#format"),
            Row("Volume", "6 h par semaine", "#volume"),
            Row("Lieu", "Lyon 7e, à distance et sur site", "#lieu"),
            Row("Budget", "", "#budget"),
        ],
        "sections": [
            ("Le besoin", [Row("Format", "Mission récurrente", "#format"), Row("Volume", "6 h", "#volume")])
        ],
        "tasks": [
            Task("Votre identité et votre SIRET", "#identite", is_done=True),
            Task("Vos compétences", "#competences", hint="Au moins trois."),
            Task("Vos tarifs", "#tarifs", state="À compléter"),
        ],
        "steps": [
            Step("Candidature envoyée", "done", NOON - timedelta(days=2), "Camille D."),
            Step("Vue par l’entreprise", "done", NOON - timedelta(days=1)),
            Step("Présélectionnée", "current", NOON, "Garage Morel", "Réponse attendue avant le 8 décembre."),
            Step("Contrat à signer"),
        ],
        "columns": [
            Column("Facture", href="#tri", sort="descending"),
            Column("Date"),
            Column("État"),
            Column("Montant", is_number=True),
        ],
        "lines": [
            Line("Relances clients", "#relances", "6 h par semaine, à distance", "Publiée", "info"),
            Line("Situations de travaux", "#situations", state="Pourvue", tone="success"),
        ],
        "tabs": [
            Link("À lire", "#a-lire", is_current=True, count=2),
            Link("Présélectionnées", "#pre", count=1),
            Link("Toutes", "#toutes", count=7),
        ],
        "crumbs": [Link("Missions", "#missions"), Link("Relances clients", "#relances")],
        "chosen": [Link("À distance", "#moins-distance"), Link("Lyon, 25 km", "#moins-lyon")],
        "conversation": [
            Message(
                "Conversation ouverte avec la candidature C-4711-KD.",
                NOON - timedelta(days=1),
                is_system=True,
            ),
            Message("Bonjour, avez-vous déjà tenu des relances dans le bâtiment ?", NOON, "Garage Morel"),
            Message("Oui, trois ans pour un menuisier.\n\nJe peux commencer mardi.", NOON, is_mine=True),
        ],
        "share_links": [
            ShareLink("LinkedIn", "#linkedin", "Partager sur "),
            ShareLink("E-mail", "#e-mail", "Partager par "),
            ShareLink("Copier le lien", "#copier", copies="https://sio.example/blog/relances/"),
        ],
        "voices": _voices(),
        "day": date(2026, 12, 1),
        "noon": NOON,
    }


def _voices() -> list[Voice]:
    """A comment answered by the team, and one that left while somebody had answered it."""
    thanks = as_html("Merci pour ces exemples.\n\nNous faisons de même\u00a0: https://exemple.fr/relances")
    answer = Voice("L’équipe SIO", "avis-2", NOON, as_html("Merci de votre retour."), 2, is_by_team=True)
    other = Voice("Karim", "avis-4", NOON, as_html("Pas d’accord avec ce point."), 4, report_href="#signaler")
    return [
        Voice(
            "Nadia Ferrand",
            "avis-1",
            NOON,
            thanks,
            1,
            website="https://exemple.fr/",
            reply_href="#repondre",
            report_href="#signaler",
            replies=[answer],
        ),
        Voice("", "avis-3", NOON, as_html(""), 3, is_withdrawn=True, replies=[other]),
    ]


class FilterForm(forms.Form):
    """What narrows a list."""

    hides_optional = True
    q = forms.CharField(label="Mots", required=False, widget=forms.TextInput({"type": "search"}))
    where = forms.ChoiceField(label="Lieu", required=False, choices=[("", "Partout"), *PLACES])


@dataclass(frozen=True)
class SamplePartner:
    name: str
    alt: str
    link: str = ""
    logo_width: int = 180
    logo_height: int = 180

    @property
    def logo_href(self) -> str:
        return static("img/touch-icon.png")


class SampleFrame(Frame):
    """The frame as a person of the given side sees it, without anybody signed in."""

    unread_count = 3
    strip = Strip(
        "exemple", "SIO ouvre aux assistantes et assistants indépendants.", "#ouverture", "Voir la date"
    )
    strip_closing_href = "#fermer"
    partners = (SamplePartner("A", "Un partenaire"), SamplePartner("B", "Un autre", "#b"))  # type: ignore[assignment]
    coaching = SiteIdentity(coaching_number="+33639980042")

    def __init__(self, request: HttpRequest, role: str) -> None:
        super().__init__(request)
        if role != "visitor":
            names = {
                "first_name": "Camille",
                "last_name": "Durand",
                "email": "camille.durand@exemple.example",
            }
            self.user = User(role=role, is_staff=role == "moderator", **names)


@login_not_required
def styleguide(request: HttpRequest) -> HttpResponse:
    """`?role=` shows another header."""
    wanted = request.GET.get("role", "visitor")
    frame = SampleFrame(request, wanted if wanted in NAVIGATION else "visitor")
    context = _shapes() | {
        "roles": list(NAVIGATION),
        "frame": frame,
        "user": frame.user,
        "sample": SampleForm(
            initial={"place": "hybrid", "skills": ["1", "9"], "wished": ["tue_am"], "levels": {"1": "expert"}}
        ),
        "faulty": SampleForm(
            {"faux-company": "", "faux-rate": "beaucoup", "faux-slots-mon_am": "remote"}, prefix="faux"
        ),
        "filter_form": FilterForm(),
        "page_obj": Paginator(range(120), 10).page(5),
    }
    return render(request, "styleguide.html", context)

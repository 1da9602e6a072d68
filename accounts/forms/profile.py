"""A profile, one form a step. Each knows what it shows (`facts_of`) and what it gives to its service (`facts`)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts import catalogue
from accounts.enums import (
    HalfDay,
    LanguageLevel,
    LegalForm,
    Qualification,
    SkillKind,
    SkillLevel,
    SlotMode,
    VatRegime,
)
from accounts.forms.fields import CityField, SkillsField
from accounts.forms.identity import ChecksVatNumber
from accounts.models import (
    AssistantProfile,
    Experience,
    Language,
    OfficeJob,
    ProfileQualification,
    ProfileSkill,
    Sector,
)
from accounts.steps import PRESENTATION_MIN, SKILLS_MAX, SKILLS_MIN
from sio.lib.dates import today
from sio.lib.forms import (
    Form,
    FrenchDateField,
    HoursField,
    KilometresField,
    ModelForm,
    MoneyField,
    PostalCodeField,
    SirenField,
    VatNumberField,
)
from sio.lib.widgets import ChoiceTableField, MoneyInput

LANGUAGES_MAX = 5
INLINE = {"class": "choices--inline"}
REMOTE, ON_SITE = "remote", "on_site"
RATE_LIMITS = {"min_cents": 1_000, "max_cents": 30_000}
RATE_ASKED = "Indiquez votre tarif horaire hors taxes."


class StepForm(Form):
    """The form of one step of a profile; opened on what the profile already says."""

    def __init__(self, *args: Any, profile: AssistantProfile, **kwargs: Any) -> None:
        self.profile = profile
        super().__init__(*args, initial=self.facts_of(profile), **kwargs)

    def facts_of(self, profile: AssistantProfile) -> dict[str, Any]:
        return {name: getattr(profile, name) for name in self.base_fields}

    def facts(self) -> dict[str, Any]:
        return self.cleaned_data


class PresentationForm(StepForm):
    first_name = forms.CharField(
        label="Prénom", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label="Nom",
        max_length=80,
        help_text="Les entreprises ne voient que l’initiale avant de signer un contrat avec vous.",
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    title = forms.CharField(
        label="Titre de votre profil",
        max_length=120,
        help_text="Celui que les entreprises cherchent : « Office manager », « Assistante BTP »…",
    )
    presentation = forms.CharField(
        label="Présentation",
        max_length=3000,
        help_text=(
            "Dites ce que vous faites, pour qui et comment, en quelques phrases. "
            "Ni téléphone ni adresse e-mail : les échanges passent par SIO."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def facts_of(self, profile: AssistantProfile) -> dict[str, Any]:
        user = profile.user
        return {
            "first_name": user.first_name,
            "last_name": user.last_name,
            "title": profile.title,
            "presentation": profile.presentation,
        }

    def clean_presentation(self) -> str:
        text: str = self.cleaned_data["presentation"]
        if len(text) < PRESENTATION_MIN:
            raise ValidationError(f"Écrivez quelques phrases : {PRESENTATION_MIN} caractères au moins.")
        return text


class PlaceForm(StepForm):
    city = CityField(label="Votre ville", help_text="Le nom ou le code postal.")
    ways = forms.MultipleChoiceField(
        label="Comment travaillez-vous ?",
        choices=[(REMOTE, "À distance"), (ON_SITE, "Dans les locaux des entreprises")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Indiquez si vous travaillez à distance, sur site, ou les deux."},
    )
    radius_km = KilometresField(
        label="Jusqu’à quelle distance vous déplacez-vous ?",
        help_text="À vol d’oiseau, depuis votre ville. Seulement si vous allez sur site.",
        required=False,
    )

    def facts_of(self, profile: AssistantProfile) -> dict[str, Any]:
        chosen = {REMOTE: profile.accepts_remote, ON_SITE: profile.accepts_on_site}
        return {
            "city": str(profile.city) if profile.city else "",
            "ways": [way for way, accepted in chosen.items() if accepted],
            "radius_km": profile.radius_km,
        }

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if (
            ON_SITE in facts.get("ways", [])
            and facts.get("radius_km") is None
            and "radius_km" not in self.errors
        ):
            self.add_error("radius_km", "Indiquez la distance que vous acceptez de parcourir.")
        return facts

    def facts(self) -> dict[str, Any]:
        ways = self.cleaned_data["ways"]
        return {
            "city": self.cleaned_data["city"],
            "radius_km": self.cleaned_data["radius_km"],
            "accepts_remote": REMOTE in ways,
            "accepts_on_site": ON_SITE in ways,
        }


class AvailabilityForm(StepForm):
    modes = ChoiceTableField(
        label="Vos demi-journées libres",
        help_text="Cochez ce qui vaut pour une semaine ordinaire.",
        rows=HalfDay.choices,
        choices=[("", "Non"), *SlotMode.choices],
        heading="Créneau",
        error_messages={"required": "Indiquez au moins une demi-journée libre."},
    )
    free_minutes_per_week = HoursField(
        label="Temps libre par semaine",
        help_text="En heures, par exemple 20 ou 12 h 30.",
        min_minutes=30,
        max_minutes=60 * 60,
    )
    min_minutes_per_week = HoursField(
        label="Volume minimal d’une mission, par semaine",
        help_text="En dessous, la mission ne vous est pas proposée.",
        required=False,
        max_minutes=60 * 60,
    )
    available_from = FrenchDateField(label="Disponible à partir du")
    available_until = FrenchDateField(
        label="Jusqu’au", required=False, help_text="Laissez vide si vous n’avez pas de date de fin."
    )
    accepts_pairs = forms.BooleanField(
        label="Accepter de partager une mission avec une autre personne",
        required=False,
        help_text="Quand personne ne couvre seul un besoin, l’entreprise peut vous proposer à deux. "
        "Chaque personne garde son contrat, son tarif et ses horaires.",
    )

    def facts_of(self, profile: AssistantProfile) -> dict[str, Any]:
        return {
            "modes": {slot.half_day: slot.mode for slot in profile.slots.all()},
            "free_minutes_per_week": profile.free_minutes_per_week,
            "min_minutes_per_week": profile.min_minutes_per_week or None,
            "available_from": profile.available_from or today(),
            "available_until": profile.available_until,
            "accepts_pairs": profile.accepts_pairs,
        }

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        start, end = facts.get("available_from"), facts.get("available_until")
        if start and end and end < start:
            self.add_error("available_until", "Cette date vient avant le début de vos disponibilités.")
        free, least = facts.get("free_minutes_per_week"), facts.get("min_minutes_per_week")
        if free and least and least > free:
            self.add_error("min_minutes_per_week", "Ce minimum dépasse votre temps libre par semaine.")
        return facts

    def facts(self) -> dict[str, Any]:
        return self.cleaned_data | {"min_minutes_per_week": self.cleaned_data["min_minutes_per_week"] or 0}


class SkillsForm(StepForm):
    skills = SkillsField(label="Vos compétences")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["skills"]
        field.choices = catalogue.task_folders()  # type: ignore[attr-defined]
        field.widget.words = catalogue.words_of(SkillKind.TASK)
        field.help_text = f"De 7 à 10 en général, {SKILLS_MAX} au plus. Le niveau se choisit ensuite."

    def facts_of(self, profile: AssistantProfile) -> dict[str, Any]:
        return {"skills": _chosen(profile, SkillKind.TASK)}

    def clean_skills(self) -> list[int]:
        chosen: list[int] = self.cleaned_data["skills"]
        if len(chosen) < SKILLS_MIN:
            raise ValidationError(
                f"Choisissez au moins {SKILLS_MIN} compétences. Il vous en manque {SKILLS_MIN - len(chosen)}."
            )
        if len(chosen) > SKILLS_MAX:
            raise ValidationError(
                f"Choisissez {SKILLS_MAX} compétences au plus. Retirez-en {len(chosen) - SKILLS_MAX}."
            )
        return chosen

    def levels(self) -> dict[int, str]:
        """Each chosen skill with its level so far, « Confirmé » at first."""
        return _levels(self.profile, self.cleaned_data["skills"])


class ToolsForm(StepForm):
    tools = SkillsField(label="Vos outils", required=False)
    qualities = forms.TypedMultipleChoiceField(
        label="Vos qualités", coerce=int, required=False, widget=forms.CheckboxSelectMultiple(attrs=INLINE)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tools"].choices = catalogue.tool_folders()  # type: ignore[attr-defined]
        self.fields["tools"].widget.words = catalogue.words_of(SkillKind.TOOL)
        self.fields["qualities"].choices = catalogue.quality_options()  # type: ignore[attr-defined]
        self.languages = LanguagesTable(*args, spoken=self.profile.profile_languages.all())

    def facts_of(self, profile: AssistantProfile) -> dict[str, Any]:
        return {"tools": _chosen(profile, SkillKind.TOOL), "qualities": _chosen(profile, SkillKind.QUALITY)}

    def is_valid(self) -> bool:
        valid = super().is_valid()
        if not self.languages.is_valid():
            self.add_error(None, "Vérifiez vos langues : chacune va avec un niveau, une seule fois.")
        return valid and self.languages.is_valid()

    def levels(self) -> dict[int, str]:
        return _levels(self.profile, [*self.cleaned_data["tools"], *self.cleaned_data["qualities"]])


class LanguagesTable(Form):
    """Five lines of a language and its level; an empty line says nothing."""

    hides_optional = True

    def __init__(self, data: Mapping[str, Any] | None = None, *, spoken: Any = ()) -> None:
        super().__init__(data)
        languages = [
            ("", "Aucune autre"),
            *((language.pk, language.name) for language in Language.objects.all()),
        ]
        known = list(spoken)
        for line in range(LANGUAGES_MAX):
            row = known[line] if line < len(known) else None
            self.fields[f"language_{line}"] = forms.ChoiceField(
                label=f"Langue {line + 1}", choices=languages, required=False, initial=row and row.language_id
            )
            self.fields[f"level_{line}"] = forms.ChoiceField(
                label=f"Niveau {line + 1}",
                choices=[("", "Niveau…"), *LanguageLevel.choices],
                required=False,
                initial=row and row.level,
            )

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"language_{line}"], self[f"level_{line}"]) for line in range(LANGUAGES_MAX)]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        seen: set[str] = set()
        for line in range(LANGUAGES_MAX):
            language, level = facts.get(f"language_{line}"), facts.get(f"level_{line}")
            if language and not level:
                self.add_error(f"level_{line}", "Choisissez un niveau.")
            if language and language in seen:
                self.add_error(f"language_{line}", "Cette langue est déjà dans la liste.")
            seen.add(language or "")
        return facts

    def levels(self) -> dict[int, str]:
        lines = (
            (self.cleaned_data[f"language_{n}"], self.cleaned_data[f"level_{n}"])
            for n in range(LANGUAGES_MAX)
        )
        return {int(language): level for language, level in lines if language}


class LevelsForm(Form):
    """The level of each thing chosen in the step before."""

    levels = ChoiceTableField(label="Votre niveau", choices=SkillLevel.choices, heading="Compétence")
    wanted = forms.TypedMultipleChoiceField(
        label="Celles que vous aimeriez exercer davantage",
        help_text="Les missions qui les demandent viennent plus haut dans votre liste. Les entreprises ne le voient pas.",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=INLINE),
    )

    def __init__(self, *args: Any, rows: list[ProfileSkill], **kwargs: Any) -> None:
        said = {
            "levels": {str(row.skill_id): row.level for row in rows},
            "wanted": [row.skill_id for row in rows if row.is_wanted],
        }
        super().__init__(*args, initial=said, **kwargs)
        self.fields["wanted"].choices = [(row.skill_id, row.skill.name) for row in rows]  # type: ignore[attr-defined]
        self.fields["levels"].set_rows([(str(row.skill_id), row.skill.name) for row in rows])  # type: ignore[attr-defined]
        self.rows = rows

    def chosen(self) -> dict[int, str]:
        """Every row with its answer; a row left blank keeps its level."""
        answers = self.cleaned_data["levels"]
        return {row.skill_id: answers.get(str(row.skill_id), row.level) for row in self.rows}


class SectorsForm(StepForm):
    sectors = forms.ModelMultipleChoiceField(
        label="Secteurs que vous connaissez",
        queryset=Sector.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=INLINE),
    )

    def facts_of(self, profile: AssistantProfile) -> dict[str, Any]:
        return {"sectors": [sector.pk for sector in profile.sectors.all()]}


class ExperienceForm(ModelForm):
    job = forms.ModelChoiceField(
        label="Métier le plus proche", queryset=OfficeJob.objects.all(), empty_label="Choisissez…"
    )
    sector = forms.ModelChoiceField(
        label="Secteur", queryset=Sector.objects.all(), required=False, empty_label="Non précisé"
    )
    started_on = FrenchDateField(label="Début", help_text="Le jour exact n’a pas d’importance.")
    ended_on = FrenchDateField(label="Fin", required=False, help_text="Laissez vide si cela dure encore.")

    class Meta:
        model = Experience
        fields = ("title", "organisation", "job", "sector", "started_on", "ended_on")
        labels = {"title": "Ce que vous faisiez", "organisation": "Structure"}

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        start, end = facts.get("started_on"), facts.get("ended_on")
        if start and end and end < start:
            self.add_error("ended_on", "La fin vient avant le début.")
        return facts


class QualificationForm(ModelForm):
    qualification = forms.ChoiceField(
        label="Diplôme ou titre", choices=[("", "Choisissez…"), *Qualification.choices]
    )
    year = forms.IntegerField(
        label="Année",
        required=False,
        min_value=1950,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--short"}),
        error_messages={
            "invalid": "Écrivez une année, par exemple 2014.",
            "min_value": "Écrivez une année à partir de 1950.",
        },
    )

    class Meta:
        model = ProfileQualification
        fields = ("qualification", "detail", "year")
        labels = {"detail": "Précision"}

    def clean_year(self) -> int | None:
        year: int | None = self.cleaned_data["year"]
        if year and year > today().year:
            raise ValidationError("Cette année n’est pas encore passée.")
        return year

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("qualification") == Qualification.OTHER and not facts.get("detail"):
            self.add_error("detail", "Précisez de quel diplôme il s’agit.")
        return facts


class RatesForm(StepForm):
    rate_remote_cents = MoneyField(
        label="Tarif à distance",
        required=False,
        widget=MoneyInput(unit="€ HT/h"),
        error_messages={"required": RATE_ASKED},
        **RATE_LIMITS,
    )
    floor_remote_cents = MoneyField(
        label="Plancher à distance", required=False, widget=MoneyInput(unit="€ HT/h"), **RATE_LIMITS
    )
    rate_on_site_cents = MoneyField(
        label="Tarif sur site",
        required=False,
        widget=MoneyInput(unit="€ HT/h"),
        error_messages={"required": RATE_ASKED},
        **RATE_LIMITS,
    )
    floor_on_site_cents = MoneyField(
        label="Plancher sur site", required=False, widget=MoneyInput(unit="€ HT/h"), **RATE_LIMITS
    )
    accepts_near_budget = forms.BooleanField(
        label="Me montrer aussi aux entreprises dont le budget est un peu en dessous de mon tarif",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for way in self._ways_left_out():
            del self.fields[f"rate_{way}_cents"], self.fields[f"floor_{way}_cents"]
        for way in (REMOTE, ON_SITE):
            if rate := self.fields.get(f"rate_{way}_cents"):
                rate.required = True

    def _ways_left_out(self) -> list[str]:
        """What she does not do is not asked; before she said, both are."""
        if self.profile.accepts_remote == self.profile.accepts_on_site:
            return []
        return [ON_SITE] if self.profile.accepts_remote else [REMOTE]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        for way in (REMOTE, ON_SITE):
            self._check_way(facts, f"rate_{way}_cents", f"floor_{way}_cents")
        return facts

    def _check_way(self, facts: dict[str, Any], rate_name: str, floor_name: str) -> None:
        rate, floor = facts.get(rate_name), facts.get(floor_name)
        if rate and floor and floor > rate:
            self.add_error(floor_name, "Le plancher ne peut pas dépasser le tarif.")


class BillingForm(ChecksVatNumber, StepForm):
    legal_name = forms.CharField(
        label="Nom sur les factures",
        max_length=120,
        help_text="Votre nom, ou celui de votre société, comme au registre.",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    legal_form = forms.ChoiceField(label="Forme juridique", choices=[("", "Choisissez…"), *LegalForm.choices])
    siren = SirenField(label="SIREN", help_text="Neuf chiffres, avec ou sans espaces.")
    vat_regime = forms.ChoiceField(label="Régime de TVA", choices=VatRegime.choices, widget=forms.RadioSelect)
    vat_number = VatNumberField(
        label="Numéro de TVA", required=False, help_text="Nécessaire si vous êtes redevable de la TVA."
    )
    street = forms.CharField(
        label="Adresse", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "street-address"})
    )
    postal_code = PostalCodeField(
        label="Code postal", widget=forms.TextInput(attrs={"class": "input--short"})
    )
    town = forms.CharField(
        label="Ville", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "address-level2"})
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        is_registered = facts.get("vat_regime") == VatRegime.REGISTERED
        if is_registered and not facts.get("vat_number") and "vat_number" not in self.errors:
            self.add_error("vat_number", "Indiquez votre numéro de TVA : il figure sur vos factures.")
        self.check_vat_number(facts)
        return facts


def _chosen(profile: AssistantProfile, kind: str) -> list[int]:
    return [row.skill_id for row in profile.profile_skills.all() if row.skill.kind == kind]


def _levels(profile: AssistantProfile, chosen: list[int]) -> dict[int, str]:
    known = {row.skill_id: row.level for row in profile.profile_skills.all()}
    return {skill: known.get(skill, SkillLevel.CONFIRMED) for skill in chosen}

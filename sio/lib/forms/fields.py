"""Forgiving fields: each cell of interface.md §3.3 is a case of tests/lib/test_fields.py."""

import re
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sio.lib.dates import parse_date
from sio.lib.durations import hours, parse_minutes
from sio.lib.identifiers import (
    InvalidIdentifier,
    clean_siren,
    clean_siret,
    clean_vat_number,
    show_siren,
    show_siret,
    show_vat_number,
)
from sio.lib.money import euros, parse_cents
from sio.lib.phones import clean_phone, show_phone
from sio.lib.text import squeeze
from sio.lib.widgets import KilometreInput

POSTAL_CODE = re.compile(r"(?:F ?-? ?)?(\d{2}) ?(\d{3})", re.IGNORECASE)
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)


class ForgivingField(forms.CharField):
    """Text on the screen, one exact value behind it. Subclasses say how it is read, shown, and typed on a phone."""

    keyboard: ClassVar[str] = "text"
    autocomplete: ClassVar[str] = ""
    empty: ClassVar[str | None] = ""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"empty_value": self.empty, **options})

    def read(self, typed: str) -> Any:
        """The exact value of what was typed; raises ValueError when it has none."""
        return typed

    def show(self, value: Any) -> str:
        """The value as people read it."""
        return str(value)

    def to_python(self, value: Any) -> Any:
        typed = squeeze(str(value)) if value not in self.empty_values else ""
        if not typed:
            return self.empty_value
        try:
            return self.read(typed)
        except InvalidIdentifier as error:
            raise ValidationError(error.message, code="invalid") from error
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """A stored value is shown as people read it; what was typed wrongly is given back as typed."""
        if value in self.empty_values:
            return value
        try:
            return self.show(self.to_python(value) if isinstance(value, str) else value)
        except ValidationError:
            return value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        given = {"inputmode": self.keyboard, "autocomplete": self.autocomplete}
        return super().widget_attrs(widget) | {name: value for name, value in given.items() if value}


class MoneyField(ForgivingField):
    """35 · 35,5 · 35.50 € · 1 250 · 1250 euros → whole cents."""

    keyboard = "decimal"
    empty = None
    default_error_messages: ClassVar = {
        "invalid": "Écrivez un montant en euros, par exemple 35 ou 35,50.",
        "too_small": "Ce montant est trop bas\u00a0: le minimum est %(limit)s.",
        "too_large": "Ce montant est trop élevé\u00a0: le maximum est %(limit)s.",
    }

    def __init__(self, *, min_cents: int = 0, max_cents: int = 100_000_000, **options: Any) -> None:
        super().__init__(**options)
        self.min_cents = min_cents
        self.max_cents = max_cents

    def read(self, typed: str) -> int:
        return parse_cents(typed)

    def show(self, value: int) -> str:
        return euros(value).removesuffix("\u202f€")

    def validate(self, value: int | None) -> None:
        super().validate(value)
        if value is None:
            return
        if value < self.min_cents:
            self._refuse("too_small", euros(self.min_cents))
        if value > self.max_cents:
            self._refuse("too_large", euros(self.max_cents))

    def _refuse(self, code: str, limit: str) -> None:
        raise ValidationError(self.error_messages[code], code=code, params={"limit": limit})


class HoursField(ForgivingField):
    """6 · 6h30 · 6:30 · 6,5 · 6 h 30 → whole minutes."""

    empty = None
    default_error_messages: ClassVar = {
        "invalid": "Écrivez une durée en heures, par exemple 6 ou 6 h 30.",
        "too_small": "Cette durée est trop courte\u00a0: le minimum est %(limit)s.",
        "too_large": "Cette durée est trop longue\u00a0: le maximum est %(limit)s.",
    }

    def __init__(self, *, min_minutes: int = 0, max_minutes: int = 32_000, **options: Any) -> None:
        super().__init__(**options)
        self.min_minutes = min_minutes
        self.max_minutes = max_minutes

    def read(self, typed: str) -> int:
        return parse_minutes(typed)

    def show(self, value: int) -> str:
        return hours(value)

    def validate(self, value: int | None) -> None:
        super().validate(value)
        if value is None:
            return
        if value < self.min_minutes:
            self._refuse("too_small", hours(self.min_minutes))
        if value > self.max_minutes:
            self._refuse("too_large", hours(self.max_minutes))

    def _refuse(self, code: str, limit: str) -> None:
        raise ValidationError(self.error_messages[code], code=code, params={"limit": limit})


class SirenField(ForgivingField):
    """Nine digits, spaces forgiven."""

    keyboard = "numeric"

    def read(self, typed: str) -> str:
        return clean_siren(typed)

    def show(self, value: str) -> str:
        return show_siren(value)


class SiretField(ForgivingField):
    """Fourteen digits, spaces and label forgiven; a SIREN gets a sentence of its own."""

    keyboard = "numeric"

    def read(self, typed: str) -> str:
        return clean_siret(typed)

    def show(self, value: str) -> str:
        return show_siret(value)


class VatNumberField(ForgivingField):
    """FR, a key, a SIREN."""

    def read(self, typed: str) -> str:
        return clean_vat_number(typed)

    def show(self, value: str) -> str:
        return show_vat_number(value)


class PhoneField(ForgivingField):
    """06 12 34 56 78 · +33 6… · 0033… · +33 (0)6… → E.164."""

    keyboard = "tel"
    autocomplete = "tel"
    default_error_messages: ClassVar = {
        "invalid": "Écrivez un numéro de téléphone à 10 chiffres, par exemple 06 12 34 56 78."
    }

    def read(self, typed: str) -> str:
        return clean_phone(typed)

    def show(self, value: str) -> str:
        return show_phone(value)


class KilometresField(forms.IntegerField):
    """A distance on the map, from 1 to 300 km."""

    widget = KilometreInput({"inputmode": "numeric"})
    default_error_messages: ClassVar = {
        "invalid": "Écrivez un nombre de kilomètres, par exemple 25.",
        "min_value": "Écrivez au moins 1\u00a0km.",
        "max_value": "Écrivez 300\u00a0km au plus.",
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=300, **options)


class FrenchDateField(ForgivingField):
    """24/11/2026 · 24-11-26 · 24 novembre · demain → a date. Shown as `type="date"` understands it."""

    empty = None
    keyboard = ""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages: ClassVar = {"invalid": "Écrivez une date, par exemple 24/11/2026 ou 24 novembre."}

    def read(self, typed: str) -> date:
        return parse_date(typed)

    def show(self, value: date) -> str:
        return value.strftime("%Y-%m-%d")


class PostalCodeField(ForgivingField):
    """69007 · 69 007 · F-69007 → five digits. The town typed instead is the page's affair."""

    keyboard = "numeric"
    autocomplete = "postal-code"
    default_error_messages: ClassVar = {"invalid": "Saisissez un code postal à 5 chiffres."}

    def read(self, typed: str) -> str:
        match = POSTAL_CODE.fullmatch(typed)
        if match is None or not typed.isascii():
            raise ValueError("Not a postal code.")
        return match[1] + match[2]


class EmailField(ForgivingField):
    """Spaces around, capitals in the domain and « mailto: » forgiven."""

    keyboard = "email"
    autocomplete = "email"
    default_error_messages: ClassVar = {
        "invalid": "Écrivez une adresse e-mail complète, par exemple prenom@exemple.fr."
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 254, **options})

    def read(self, typed: str) -> str:
        bare = re.sub(r"^mailto:", "", typed, flags=re.IGNORECASE).strip()
        name, _, domain = bare.rpartition("@")
        address = f"{name}@{domain.lower()}"
        try:
            validate_email(address)
        except ValidationError as error:
            raise ValueError("Not an e-mail address.") from error
        return address


class WebAddressField(ForgivingField):
    """With or without a scheme → https://…; only the web's two schemes."""

    keyboard = "url"
    autocomplete = "url"
    default_error_messages: ClassVar = {"invalid": "Écrivez une adresse de site, par exemple www.exemple.fr."}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 300, **options})

    def read(self, typed: str) -> str:
        address = typed if re.match(r"https?://", typed, re.IGNORECASE) else f"https://{typed}"
        parts = urlsplit(address)
        if " " in address or not HOST.fullmatch(parts.hostname or ""):
            raise ValueError("Not a web address.")
        return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower()).geturl()


class CodeField(ForgivingField):
    """A code received by e-mail: spaces, dashes and lower case forgiven."""

    autocomplete = "one-time-code"

    def read(self, typed: str) -> str:
        return re.sub(r"[\s\-–]", "", typed).upper()

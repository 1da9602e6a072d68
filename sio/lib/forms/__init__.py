"""Forms that forgive: people type as they speak, the server keeps one exact value and says kindly what is wrong."""

from .base import Form, ModelForm, refuse
from .fields import (
    CodeField,
    EmailField,
    FrenchDateField,
    HoursField,
    KilometresField,
    MoneyField,
    PhoneField,
    PostalCodeField,
    SirenField,
    SiretField,
    VatNumberField,
    WebAddressField,
)

__all__ = [
    "CodeField",
    "EmailField",
    "Form",
    "FrenchDateField",
    "HoursField",
    "KilometresField",
    "ModelForm",
    "MoneyField",
    "PhoneField",
    "PostalCodeField",
    "SirenField",
    "SiretField",
    "VatNumberField",
    "WebAddressField",
    "refuse",
]

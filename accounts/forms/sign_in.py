"""The forms of allauth in our words: own labels and hints, no placeholder, no browser bubble.

`ACCOUNT_FORMS` and `MFA_FORMS` in the settings name each of them.
"""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django.http import HttpRequest

from accounts.enums import Role
from accounts.models import User

EMAIL = ("Votre adresse e-mail", "")
PASSWORD_RULE = "15 caractères au moins. Une phrase facile à retenir convient très bien."  # noqa: S105 - a hint
NEW_PASSWORD = ("Choisissez un mot de passe", PASSWORD_RULE)
CODE = ("Le code reçu par e-mail", "Majuscules, espaces et tirets n’ont pas d’importance.")


class InOurWords:
    """Replaces label and hint of each field named in `words`; see the module."""

    words: dict[str, tuple[str, str]] = {}
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]


class SignupForm(InOurWords, allauth_forms.SignupForm):  # type: ignore[misc]
    """E-mail and password; the side is chosen by the page the form stands on."""

    words = {"email": (EMAIL[0], "Nous y envoyons un code pour la vérifier."), "password1": NEW_PASSWORD}

    def __init__(self, *args: Any, role: str = "", **kwargs: Any) -> None:
        self.role = role
        super().__init__(*args, **kwargs)

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the person exists, in the same request."""
        user.role = Role(self.role) if self.role else ""
        user.save(update_fields=["role"])


class LoginForm(InOurWords, allauth_forms.LoginForm):  # type: ignore[misc]
    words = {"login": EMAIL, "password": ("Votre mot de passe", "")}


class RequestLoginCodeForm(InOurWords, allauth_forms.RequestLoginCodeForm):  # type: ignore[misc]
    words = {"email": EMAIL}


class ConfirmLoginCodeForm(InOurWords, allauth_forms.ConfirmLoginCodeForm):  # type: ignore[misc]
    words = {"code": CODE}


class ConfirmEmailVerificationCodeForm(InOurWords, allauth_forms.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    words = {"code": CODE}


class ResetPasswordForm(InOurWords, allauth_forms.ResetPasswordForm):  # type: ignore[misc]
    words = {"email": EMAIL}


class ResetPasswordKeyForm(InOurWords, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    words = {"password1": NEW_PASSWORD, "password2": ("Le même mot de passe, une seconde fois", "")}


class ChangePasswordForm(InOurWords, allauth_forms.ChangePasswordForm):  # type: ignore[misc]
    words = {
        "oldpassword": ("Votre mot de passe actuel", ""),
        "password1": ("Le nouveau mot de passe", PASSWORD_RULE),
        "password2": ("Le nouveau, une seconde fois", ""),
    }


class ReauthenticateForm(InOurWords, allauth_forms.ReauthenticateForm):  # type: ignore[misc]
    words = {"password": ("Votre mot de passe", "")}


class AuthenticateForm(InOurWords, mfa_forms.AuthenticateForm):  # type: ignore[misc]
    words = {"code": ("Le code de votre application", "Un code de secours convient aussi.")}


class ReauthenticateByCodeForm(InOurWords, mfa_forms.ReauthenticateForm):  # type: ignore[misc]
    words = {"code": ("Le code de votre application", "Un code de secours convient aussi.")}


class ActivateTOTPForm(InOurWords, totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    words = {"code": ("Le code affiché par l’application", "Six chiffres.")}

"""What allauth asks of the site: where people land, how its mails leave, what its errors say."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.urls import reverse

from accounts.landing import next_page
from notifications.messages import Message
from notifications.services import send_later
from sio.lib.http import AuthenticatedRequest

Context = dict[str, Any]

CODE_LIFE = timedelta(minutes=15)
LINK_LIFE = timedelta(days=1)
IGNORE = "Si ce n’est pas vous, ignorez ce message : rien ne change."
SECURITY = "Vous recevez ce message parce que cette adresse a été saisie sur SIO."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """Mails are owed in the request and sent by a worker: the same row is written whether the address is known or not."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Ce compte est fermé. Écrivez-nous si vous pensez que c’est une erreur.",
        "email_password_mismatch": (
            "L’adresse e-mail ou le mot de passe ne correspondent pas. "
            "Vérifiez-les, ou recevez un code par e-mail."
        ),
        "enter_current_password": "Ce n’est pas votre mot de passe actuel.",
        "incorrect_code": "Ce code ne correspond pas. Vérifiez-le ou demandez-en un nouveau.",
        "incorrect_password": "Ce mot de passe ne correspond pas.",
        "invalid_password_reset": "Ce lien a déjà servi ou n’est plus valable.",
        "too_many_login_attempts": "Trop d’essais. Patientez cinq minutes, puis réessayez.",
        "rate_limited": "Trop de demandes en peu de temps. Patientez une minute, puis réessayez.",
    }

    def send_mail(self, template_prefix: str, email: str, context: Context) -> None:
        build, life = MAILS[template_prefix.rpartition("/")[2]]
        send_later(build(context), address=email, user=context.get("user"), expires_in=life)

    def get_login_redirect_url(self, request: AuthenticatedRequest) -> str:
        return next_page(request.user)

    def get_signup_redirect_url(self, request: AuthenticatedRequest) -> str:
        return next_page(request.user)


def _verification_code(context: Context) -> Message:
    return Message(
        subject="Votre code pour confirmer votre adresse",
        preheader="Il reste valable quinze minutes.",
        happened="Voici le code qui confirme votre adresse e-mail.",
        facts=(("Code", context["code"]), ("Valable", "quinze minutes")),
        button="Saisir le code",
        path=reverse("account_email_verification_sent"),
        otherwise=IGNORE,
        why=SECURITY,
    )


def _login_code(context: Context) -> Message:
    return Message(
        subject="Votre code de connexion",
        preheader="Il reste valable quinze minutes.",
        happened="Voici le code pour vous connecter à SIO. Ne le donnez à personne.",
        facts=(("Code", context["code"]), ("Valable", "quinze minutes")),
        button="Saisir le code",
        path=reverse("account_confirm_login_code"),
        otherwise=IGNORE,
        why=SECURITY,
    )


def _reset_link(context: Context) -> Message:
    return Message(
        subject="Choisissez un nouveau mot de passe",
        preheader="Le lien reste valable une journée et ne sert qu’une fois.",
        happened="Vous avez demandé à changer votre mot de passe.",
        button="Choisir un nouveau mot de passe",
        path=urlsplit(context["password_reset_url"]).path,
        otherwise="Si ce n’est pas vous, ignorez ce message : votre mot de passe reste le même.",
        why=SECURITY,
    )


def _unknown_address(context: Context) -> Message:
    return Message(
        subject="Aucun compte à cette adresse",
        preheader="Vous utilisez peut-être une autre adresse.",
        happened="Une connexion a été demandée avec cette adresse, mais aucun compte sur SIO ne la porte.",
        button="Créer un compte",
        path=reverse("account_signup"),
        otherwise="Vous avez peut-être utilisé une autre adresse. Si ce n’est pas vous, ignorez ce message.",
        why=SECURITY,
    )


def _known_address(context: Context) -> Message:
    return Message(
        subject="Vous avez déjà un compte sur SIO",
        preheader="Une inscription a été demandée avec votre adresse.",
        happened="Une inscription a été demandée avec cette adresse, qui porte déjà un compte.",
        button="Me connecter",
        path=reverse("account_login"),
        otherwise="Mot de passe oublié ? La page de connexion propose un code par e-mail. " + IGNORE,
        why=SECURITY,
    )


MAILS: dict[str, tuple[Callable[[Context], Message], timedelta]] = {
    "email_confirmation": (_verification_code, CODE_LIFE),
    "email_confirmation_signup": (_verification_code, CODE_LIFE),
    "login_code": (_login_code, CODE_LIFE),
    "password_reset_key": (_reset_link, LINK_LIFE),
    "unknown_account": (_unknown_address, LINK_LIFE),
    "account_already_exists": (_known_address, LINK_LIFE),
}

"""Who may open which address: every pattern of the site stands in one of the two lists below."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

PUBLIC_PAGES = {
    "home",
    "coaching",
    "manifest",
    "pages:firms",
    "pages:assistants",
    "pages:how",
    "pages:imprint",
    "pages:terms",
    "pages:sales",
    "pages:privacy",
    "pages:cookies",
    "pages:accessibility",
    "pages:fees",
    "pages:hire_or_delegate",
    "pages:rates",
    "pages:pillar",
    "pages:city",
    "pages:questions",
    "pages:ranking",
    "accounts:directory",
    "accounts:assistant",
    "accounts:report_receipt",
    "blog:list",
    "blog:article",
    "blog:author",
    "blog:feed",
    "blog:preview",
    "blog:search",
    "blog:series",
    "blog:tag",
    "blog:comment_sent",
    "missions:list",
    "missions:detail",
    "missions:feed",
    "missions:extract",
    "account_signup",
    "account_inactive",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "styleguide",
}
MADE_BY_ALLAUTH = {name for name in PUBLIC_PAGES if name.startswith("account_")}
PUBLIC_FORMS = {
    "blog:comment",
    "blog:comment_delete",
    "accounts:report",
    "account_signup_company",
    "account_signup_assistant",
    "account_email_verification_sent",
    "account_login",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_logout",
    "account_reset_password",
    "account_reset_password_from_key",
    "mfa_authenticate",
    "notifications:unsubscribe",
    "matching:stop",
    "accounts:opening",
    "accounts:opening_sent",
    "accounts:opening_confirm",
    "accounts:opening_leave",
    "stripe_double:panel",
    "stripe_double:switch",
    "stripe_double:onboarding",
    "stripe_double:checkout",
    "stripe_double:authentication",
}
MACHINES = {
    "pages:offline",
    "pages:service_worker",
    "pages:security_txt",
    "pictures:size",
    "pictures:social",
    "healthz",
    "readyz",
    "pages:sitemap",
    "pages:sitemap_section",
    "pages:robots",
    "display",
    "blog:share",
    "announcement_close",
    "logo",
    "accounts:skills",
    "accounts:cities",
    "billing:webhook_platform",
    "billing:webhook_connected",
    "billing:webhook_accounts",
}
PUBLIC = PUBLIC_PAGES | PUBLIC_FORMS | MACHINES

PRIVATE = {
    "dashboard",
    # how one signs in
    "account_reauthenticate",
    "mfa_reauthenticate",
    "account_email",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    # what one is told
    "notifications:list",
    "notifications:counter",
    "notifications:read_all",
    "notifications:preferences",
    "notifications:open",
    # who one is
    "accounts:profile",
    "accounts:profile_step",
    "accounts:profile_levels",
    "accounts:profile_replace",
    "accounts:entry_add",
    "accounts:entry",
    "accounts:entry_delete",
    "accounts:profile_preview",
    "accounts:profile_submit",
    "accounts:profile_pause",
    "accounts:profile_resume",
    "accounts:profile_availability",
    "accounts:company",
    # who fits
    "matching:missions",
    "matching:watch",
    "matching:alerts",
    "matching:alert_new",
    "matching:alert",
    "matching:alert_pause",
    "matching:alert_resume",
    "matching:alert_delete",
    "matching:assistants",
    "matching:fit",
    "matching:musts",
    "matching:pairs",
    "matching:why",
    "matching:ask_review",
    "matching:ask_review_of",
    "matching:review",
    # what is asked, agreed and done
    "missions:new",
    "missions:step",
    "missions:check",
    "missions:replace",
    "missions:review",
    "missions:submit",
    "missions:sent",
    "missions:budget",
    "missions:pause",
    "missions:resume",
    "missions:cancel",
    "missions:apply",
    "missions:invite",
    "missions:invitations",
    "missions:my_invitations",
    "missions:invitation",
    "missions:invitation_decline",
    "missions:invitation_reconsider",
    "missions:invitation_remind",
    "missions:invitation_withdraw",
    "missions:applications",
    "missions:my_applications",
    "missions:application",
    "missions:shortlist",
    "missions:decline",
    "missions:accept",
    "missions:withdraw",
    "missions:conversation",
    "missions:engagements",
    "missions:engagement",
    "missions:sign",
    "missions:end",
    "missions:timesheet_new",
    "missions:timesheet",
    "missions:timesheet_send",
    "missions:timesheet_approve",
    "missions:timesheet_contest",
    # what is owed
    "billing:bill",
    "billing:pay",
    "billing:wait",
    "billing:invoices",
    "billing:invoice_pdf",
    "billing:invoice_accept",
    "billing:invoice_contest",
    "billing:payouts",
    "billing:payouts_start",
    "billing:payouts_wait",
    "billing:payouts_return",
    "billing:mandate",
    "billing:mandate_revoke",
}

ARGUMENTS = {"uuid": str(uuid4()), "slug": "un-mot", "int": "7", "str": "un-jeton"}
FILLED = {
    "blog:article": "/blog/role-office-manager/",
    "blog:author": "/blog/auteurs/equipe-sio/",
    "blog:series": "/blog/series/bien-deleguer/",
    "blog:tag": "/blog/etiquettes/deleguer/",
    "blog:share": "/blog/role-office-manager/partager/copier/",
    "blog:comment": "/blog/role-office-manager/commenter/",
    "blog:comment_sent": "/blog/role-office-manager/commenter/merci/",
    "display": "/affichage/sombre/",
}


def addresses(patterns: Any = None, prefix: str = "/", space: str = "") -> Iterator[tuple[str, str]]:
    """Every name of the site with an address of its kind; the screens of the team are Django's own."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            name = f"{space}:{pattern.name}" if space else str(pattern.name)
            yield name, FILLED.get(name, _filled(prefix + str(pattern.pattern)))
        elif isinstance(pattern, URLResolver) and pattern.namespace != "admin":
            yield from addresses(
                pattern.url_patterns, prefix + str(pattern.pattern), pattern.namespace or space
            )


def _filled(route: str) -> str:
    """`/missions/<uuid:public_id>/` with an argument of each kind; the one regular expression likewise."""
    if "^" in route:
        return "/mot-de-passe/nouveau/a-b/"
    return re.sub(r"<(\w+):\w+>", lambda match: ARGUMENTS[match[1]], route)


ADDRESSES = dict(addresses())


def test_every_address_says_who_may_open_it() -> None:
    assert not PUBLIC & PRIVATE
    assert not (PUBLIC | PRIVATE).symmetric_difference(ADDRESSES)


@pytest.mark.parametrize("name", sorted(PRIVATE))
def test_a_private_address_asks_a_stranger_to_sign_in(client: Client, name: str) -> None:
    """Whatever the method, before anything is looked for: an address says nothing of what exists."""
    address = ADDRESSES[name]
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/connexion/?next=")


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_a_public_address_never_asks_to_sign_in(client: Client, name: str) -> None:
    answer = client.get(ADDRESSES[name])
    assert answer.status_code < 500
    assert not answer.get("Location", "").startswith("/connexion/?next=")


@pytest.mark.parametrize("name", sorted(PUBLIC_PAGES | MACHINES - {"display", "announcement_close"}))
def test_a_reader_who_is_not_signed_in_keeps_no_cookie(client: Client, name: str) -> None:
    assert not client.get(ADDRESSES[name]).cookies


@pytest.mark.parametrize("name", sorted(PUBLIC_PAGES - MADE_BY_ALLAUTH - {"styleguide"}))
def test_a_page_for_everybody_may_be_kept_a_minute_and_one_read_in_a_session_by_nobody(
    client: Client, name: str
) -> None:
    answer = client.get(ADDRESSES[name])
    if answer.status_code == 200:
        assert answer["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
        assert "Cookie" in answer["Vary"]
    client.force_login(UserFactory())
    assert "public" not in client.get(ADDRESSES[name]).get("Cache-Control", "")


def test_the_team_s_screens_are_for_the_team(client: Client) -> None:
    answer = client.get("/gestion/accounts/assistantprofile/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/connexion/?next=/gestion/")

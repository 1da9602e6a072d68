"""Addresses of people: signing in (allauth's names, our words), profiles, companies, and what their forms search."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import URLPattern, URLResolver, include, path, re_path

from accounts.enums import Role
from accounts.views import companies, directory, doors, entries, profiles, reports
from accounts.views.sign_in import ActivateCodesView, SideSignupView, choose_side, refuses_with_422, security

sign_in: list[URLPattern | URLResolver] = [
    path("inscription/", choose_side, name="account_signup"),
    path(
        "inscription/entreprise/",
        refuses_with_422(SideSignupView.as_view(role=Role.COMPANY)),
        name="account_signup_company",
    ),
    path(
        "inscription/assistante/",
        refuses_with_422(SideSignupView.as_view(role=Role.ASSISTANT)),
        name="account_signup_assistant",
    ),
    path(
        "inscription/code/",
        refuses_with_422(account.email_verification_sent),
        name="account_email_verification_sent",
    ),
    path("connexion/", refuses_with_422(account.login), name="account_login"),
    path("connexion/code/", refuses_with_422(account.request_login_code), name="account_request_login_code"),
    path(
        "connexion/code/saisir/",
        refuses_with_422(account.confirm_login_code),
        name="account_confirm_login_code",
    ),
    path("connexion/confirmer/", refuses_with_422(account.reauthenticate), name="account_reauthenticate"),
    path("connexion/application/", refuses_with_422(mfa.authenticate), name="mfa_authenticate"),
    path("connexion/application/confirmer/", refuses_with_422(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("connexion/compte-ferme/", account.account_inactive, name="account_inactive"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("mot-de-passe/oublie/", refuses_with_422(account.password_reset), name="account_reset_password"),
    path("mot-de-passe/oublie/envoye/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        refuses_with_422(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "mot-de-passe/change/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

# allauth sends people to `account_email` when it does not know where else: it is the page of their account.
security_pages: list[URLPattern | URLResolver] = [
    path("compte/", security, name="account_email"),
    path("compte/mot-de-passe/", refuses_with_422(account.password_change), name="account_change_password"),
    path("compte/mot-de-passe/choisir/", refuses_with_422(account.password_set), name="account_set_password"),
    path("compte/application/", mfa.index, name="mfa_index"),
    path(
        "compte/application/activer/", refuses_with_422(ActivateCodesView.as_view()), name="mfa_activate_totp"
    ),
    path("compte/application/desactiver/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("compte/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("compte/codes/nouveaux/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("compte/codes/telecharger/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
]

own: list[URLPattern | URLResolver] = [
    path("profil/", profiles.profile, name="profile"),
    path("profil/etape/<slug:step>/", profiles.step, name="profile_step"),
    path("profil/etape/<slug:step>/niveaux/", profiles.levels, name="profile_levels"),
    path("profil/etape/<slug:step>/remplacer/", profiles.replace, name="profile_replace"),
    path("profil/<slug:kind>/ajouter/", entries.entry, name="entry_add"),
    path("profil/<slug:kind>/<int:pk>/", entries.entry, name="entry"),
    path("profil/<slug:kind>/<int:pk>/supprimer/", entries.delete_entry, name="entry_delete"),
    path("profil/apercu/", profiles.preview, name="profile_preview"),
    path("profil/envoyer/", profiles.submit, name="profile_submit"),
    path("profil/pause/", profiles.pause, name="profile_pause"),
    path("profil/reprendre/", profiles.resume, name="profile_resume"),
    path("profil/disponibilite/", profiles.confirm_availability, name="profile_availability"),
    path("entreprise/", companies.company, name="company"),
    path("ouverture/<slug:side>/", doors.opening, name="opening"),
    path("ouverture/<slug:side>/envoye/", doors.sent, name="opening_sent"),
    path("ouverture/<slug:side>/confirmer/<uuid:token>/", doors.confirm, name="opening_confirm"),
    path("ouverture/<slug:side>/effacer/<uuid:token>/", doors.leave, name="opening_leave"),
    path("assistants/", directory.assistants, name="directory"),
    path("assistants/<slug:slug>/", directory.assistant, name="assistant"),
    path("signaler/recu/<uuid:public_id>/", reports.receipt, name="report_receipt"),
    path("signaler/<slug:kind>/<str:key>/", reports.report, name="report"),
    path("competences/", directory.skills, name="skills"),
    path("communes/", directory.cities, name="cities"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *sign_in,
    *security_pages,
    path("", include((own, "accounts"))),
]

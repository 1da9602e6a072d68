"""What is true everywhere. Each environment (dev, test, production) derives from this module alone."""

from pathlib import Path
from typing import Any

import django_stubs_ext
from csp.constants import NONE, SELF

# Lets ModelAdmin[Article] and ListView[Article] be written at run time as the type checker reads them.
django_stubs_ext.monkeypatch()

ROOT = Path(__file__).resolve().parents[2]

INSTALLED_APPS = [
    "sio",
    "sio.lib",
    "notifications",
    "accounts",
    "blog",
    "billing",
    "missions",
    "matching",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "template_partials",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "sio.lib.http.RequestBoundaryMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "sio.lib.http.SecurityHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sio.lib.http.HtmxLoginRedirectMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sio.pages.by_hand.OpenedByHandMiddleware",
]

ROOT_URLCONF = "sio.urls"
WSGI_APPLICATION = "sio.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "sio.templatetags.sio",
                "sio.lib.templatetags.form_tokens",
                "template_partials.templatetags.partials",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sio.context.frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = ROOT / "staticfiles"
# Private: served by views that ask who may see, never by the web server.
MEDIA_ROOT = ROOT / "media"

# How late a public page may be; 0 makes each anew.
PUBLIC_PAGES_KEPT_SECONDS = 0

# Counters and small fragments live in PostgreSQL: Redis may be away and people still sign in.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "sio_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Who signs in, and how. Pages ask for login unless they say otherwise.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard"
LOGOUT_REDIRECT_URL = "home"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "change_password": "accounts.forms.sign_in.ChangePasswordForm",
    "confirm_email_verification_code": "accounts.forms.sign_in.ConfirmEmailVerificationCodeForm",
    "confirm_login_code": "accounts.forms.sign_in.ConfirmLoginCodeForm",
    "login": "accounts.forms.sign_in.LoginForm",
    "reauthenticate": "accounts.forms.sign_in.ReauthenticateForm",
    "request_login_code": "accounts.forms.sign_in.RequestLoginCodeForm",
    "reset_password": "accounts.forms.sign_in.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.sign_in.ResetPasswordKeyForm",
    "signup": "accounts.forms.sign_in.SignupForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Application codes and recovery codes. Passkeys wait for pages of their own.
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "SIO"
MFA_FORMS = {
    "activate_totp": "accounts.forms.sign_in.ActivateTOTPForm",
    "authenticate": "accounts.forms.sign_in.AuthenticateForm",
    "reauthenticate": "accounts.forms.sign_in.ReauthenticateByCodeForm",
}

SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "sio.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Stripe's hosts: a redirect that answers a POST is blocked by the browser when its host is missing here.
STRIPE_FORM_ACTIONS = [
    "https://checkout.stripe.com",
    "https://billing.stripe.com",
    "https://connect.stripe.com",
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF, *STRIPE_FORM_ACTIONS],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}

DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

DEFAULT_FROM_EMAIL = "SIO <bonjour@sio.example>"
EMAIL_TIMEOUT = 20

# Payments: see docs/decisions and billing/checks.py. The double is allowed by dev and test only.
STRIPE_API_VERSION = "2026-10-28.endive"
STRIPE_MODE = "auto"
STRIPE_SECRET_KEY = ""
STRIPE_WEBHOOK_SECRETS: dict[str, list[str]] = {"platform": [], "connected": [], "accounts": []}
STRIPE_DOUBLE_ALLOWED = False
STRIPE_DOUBLE_WITHOUT_DEBUG = False
STRIPE_DOUBLE_STORE = "database"
STRIPE_HTTP_CLIENT: str | None = None

# Invented people never fill a real site.
DEMO_ALLOWED = False
# One Stripe account may serve several sites: written on everything we make there.
STRIPE_SITE = "sio"

# Open missions as JobPosting for job boards, with the name of the firm: off until a lawyer agrees.
JOB_POSTING = False

# The ranking from memory, checked at each question (docs/matching.md §10.5): worth its memory from about 20,000 profiles.
MATCHING_CACHE = False
MATCHING_CACHE_MB = 512

# Who SIO is on its own invoices and in the mandates. Invented; production names the real one.
PLATFORM_IDENTITY = {
    "name": "SIO (démonstration)",
    "siren": "987654324",
    "street": "1 place de la République",
    "postal_code": "69002",
    "town": "Lyon",
    "vat_number": "FR14987654324",
    "legal_form": "SAS",
}
# What the legal pages say beside it: invented too, and marked as such (sio/pages/checks.py holds production to real ones).
PLATFORM_CAPITAL = "10\u202f000 € (exemple)"
PLATFORM_RCS_CITY = "Lyon (exemple)"
PLATFORM_PHONE = "04 65 71 00 00 (exemple)"
PUBLICATION_DIRECTOR = "Martine Exemple"
CONTACT_EMAIL = "contact@sio.example"
HOST_NAME = "Hébergeur d’exemple SAS"
HOST_ADDRESS = "2 rue de l’Exemple, 75001 Paris"
HOST_PHONE = "01 99 00 00 00 (exemple)"

# The address printed in e-mails and given to Stripe; no trailing slash.
SITE_URL = "http://localhost:8000"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "sio.lib.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}

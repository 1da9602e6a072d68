"""Reads the environment strictly and refuses to start, naming the variable that is missing."""

from sio.lib import env

from .base import *  # noqa: F403 - each environment derives from base
from .databases import database

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SITE_URL = env.text("SITE_URL", f"https://{ALLOWED_HOSTS[0]}")

DATABASES = {"default": database()}
REDIS_URL = env.text("REDIS_URL")

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "sio.lib.static.SiteStaticStorage"},
}

PUBLIC_PAGES_KEPT_SECONDS = 5

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 1)

EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=True)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL")

STRIPE_MODE = env.text("SIO_STRIPE", "auto")
STRIPE_SECRET_KEY = env.text("STRIPE_SECRET_KEY", "")
STRIPE_WEBHOOK_SECRETS = {
    "platform": env.items("STRIPE_WEBHOOK_SECRET_PLATFORM", ""),
    "connected": env.items("STRIPE_WEBHOOK_SECRET_CONNECTED", ""),
    "accounts": env.items("STRIPE_WEBHOOK_SECRET_ACCOUNTS", ""),
}
STRIPE_SITE = env.text("STRIPE_SITE", "sio")

JOB_POSTING = env.flag("JOB_POSTING")

MATCHING_CACHE = env.flag("MATCHING_CACHE")
MATCHING_CACHE_MB = env.number("MATCHING_CACHE_MB", 512)

# Nothing is invoiced under an invented name: billing/checks.py wants them all as soon as payments are on.
PLATFORM_IDENTITY = {
    name: env.text(f"PLATFORM_{name.upper()}", "")
    for name in PLATFORM_IDENTITY  # noqa: F405 - from base
}
# The legal pages print these as well: `check --deploy` wants them all.
PLATFORM_CAPITAL = env.text("PLATFORM_CAPITAL", "")
PLATFORM_RCS_CITY = env.text("PLATFORM_RCS_CITY", "")
PLATFORM_PHONE = env.text("PLATFORM_PHONE", "")
PUBLICATION_DIRECTOR = env.text("PUBLICATION_DIRECTOR", "")
CONTACT_EMAIL = env.text("CONTACT_EMAIL", "")
HOST_NAME = env.text("HOST_NAME", "")
HOST_ADDRESS = env.text("HOST_ADDRESS", "")
HOST_PHONE = env.text("HOST_PHONE", "")

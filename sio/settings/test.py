"""Fast and sealed: throw-away servers started by tests/conftest.py, nothing outside is reachable."""

import secrets

from sio.dev import places
from sio.lib import env

from .base import *  # noqa: F403 - each environment derives from base
from .databases import PREPARED, database

DEBUG = False
SECRET_KEY = "test-only-key"  # noqa: S105 - public on purpose
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

INSTALLED_APPS += ["billing.stripe_double"]  # noqa: F405 - from base
# A connection ends with its request or thread: a test's database can be thrown away at once.
DATABASES = {"default": database(places.database_url(places.testbed())) | {"CONN_MAX_AGE": 0}}
# PostgreSQL receives values apart, as from the web: it is stricter so.
DATABASES["default"]["OPTIONS"] |= PREPARED
DATABASES["stripe_double"] = DATABASES["default"] | {"TEST": {"MIRROR": "default"}}
REDIS_URL = env.text("REDIS_URL", places.redis_url(places.testbed()))

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Django's test runner switches DEBUG off; the memory store lives and dies with one process.
STRIPE_MODE = "double"
STRIPE_DOUBLE_ALLOWED = True
DEMO_ALLOWED = True
STRIPE_DOUBLE_WITHOUT_DEBUG = True
STRIPE_DOUBLE_STORE = env.text("STRIPE_DOUBLE_STORE", "memory")
STRIPE_HTTP_CLIENT = "billing.stripe_double.transport.InProcessTransport"
STRIPE_WEBHOOK_SECRETS = {
    name: [f"whsec_{secrets.token_hex(16)}"]
    for name in STRIPE_WEBHOOK_SECRETS  # noqa: F405 - from base
}

# Static files are served from their sources: nothing is collected before a test.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

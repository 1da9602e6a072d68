"""Works on a fresh clone with no environment at all: the embedded servers, the Stripe double, mail in a folder."""

import secrets
from pathlib import Path

from sio.dev import places
from sio.lib import env

from .base import *  # noqa: F403 - each environment derives from base
from .databases import database

DEBUG = True
SECRET_KEY = "dev-only-key-never-used-in-production-4f0c1f0a9d"  # noqa: S105 - public on purpose
ALLOWED_HOSTS = ["*"]
INTERNAL_IPS = ["127.0.0.1"]

INSTALLED_APPS += ["billing.stripe_double"]  # noqa: F405 - from base
DATABASES = {"default": database(places.database_url())}
DATABASES["stripe_double"] = DATABASES["default"] | {"TEST": {"MIRROR": "default"}}
REDIS_URL = env.text("REDIS_URL", places.redis_url())
SITE_URL = env.text("SITE_URL", f"http://localhost:{env.text('PORT', '8000')}")

MEDIA_ROOT = places.local() / "media"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(Path(places.local()) / "mail")

STRIPE_DOUBLE_ALLOWED = True
DEMO_ALLOWED = True
STRIPE_HTTP_CLIENT = "billing.stripe_double.transport.InProcessTransport"
STRIPE_MODE = env.text("SIO_STRIPE", "auto")
STRIPE_SECRET_KEY = env.text("STRIPE_SECRET_KEY", "")
STRIPE_WEBHOOK_SECRETS = {
    name: env.items(f"STRIPE_WEBHOOK_SECRET_{name.upper()}", f"whsec_{secrets.token_hex(16)}")
    for name in STRIPE_WEBHOOK_SECRETS  # noqa: F405 - from base
}

# A person reads these lines: requests are already told by gunicorn, calm is silent.
LOGGING["formatters"]["plain"] = {"format": "%(levelname)s %(name)s: %(message)s"}  # noqa: F405 - from base
LOGGING["handlers"]["console"]["formatter"] = "plain"  # noqa: F405 - from base
LOGGING["root"]["level"] = "WARNING"  # noqa: F405 - from base

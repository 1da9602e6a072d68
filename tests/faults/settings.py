"""The test settings, with a mail server behind a real port."""

from sio.lib import env
from sio.settings.test import *  # noqa: F403 - an environment derives from another

INSTALLED_APPS += ["tests.faults.poison.Poison"]  # noqa: F405 - from there
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = env.number("EMAIL_PORT")
EMAIL_USE_TLS = False

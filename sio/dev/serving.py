"""How gunicorn serves the development site: as in production, by threads, and again when code or a template changes."""

import sys

from sio.dev import places

workers = 1
threads = 8
worker_class = "gthread"
graceful_timeout = 1
control_socket_disable = True
reload = True
reload_extra_files = [
    str(path) for path in places.ROOT.glob("**/templates/**/*.html") if ".venv" not in path.parts
]
accesslog = "-"
access_log_format = "%(s)s %(m)s %(U)s %(M)s ms"
# A developer's machine reads one stream.
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "stream": sys.stdout}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "gunicorn.error": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "gunicorn.access": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}

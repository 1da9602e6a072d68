"""`make check`: everything that can be judged without running the product. All is judged, then all is told."""

import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from sio.dev import environment, places, tidiness
from sio.dev.steps import say

# A complete environment of production, invented: the settings are strict, the checks need them all.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "sio.settings.production",
    "SECRET_KEY": "not-a-secret-but-long-enough-and-varied-for-the-checks-0123456789",
    "ALLOWED_HOSTS": "sio.example",
    "DATABASE_URL": "postgresql://sio:sio@db.sio.example/sio",
    "REDIS_URL": "redis://redis.sio.example/0",
    "EMAIL_HOST": "mail.sio.example",
    "DEFAULT_FROM_EMAIL": "SIO <bonjour@sio.example>",
    "SIO_STRIPE": "off",
    "PLATFORM_NAME": "SIO",
    "PLATFORM_SIREN": "987654324",
    "PLATFORM_STREET": "1 place de la République",
    "PLATFORM_POSTAL_CODE": "69002",
    "PLATFORM_TOWN": "Lyon",
    "PLATFORM_VAT_NUMBER": "FR14987654324",
    "PLATFORM_LEGAL_FORM": "SAS",
    "PLATFORM_CAPITAL": "10 000 €",
    "PLATFORM_RCS_CITY": "Lyon",
    "PLATFORM_PHONE": "04 65 71 00 00",
    "PUBLICATION_DIRECTOR": "Martine Rivoire",
    "CONTACT_EMAIL": "contact@sio.test",
    "HOST_NAME": "Machines du Rhône",
    "HOST_ADDRESS": "2 quai du Rhône, 69002 Lyon",
    "HOST_PHONE": "04 65 71 00 01",
}
# Migrations are compared with the models, not with a database that may not be there.
DEVELOPMENT = {"DJANGO_SETTINGS_MODULE": "sio.settings.test", "PYTHONWARNINGS": "ignore::RuntimeWarning"}


@dataclass(frozen=True)
class Check:
    name: str
    command: str
    variables: dict[str, str] = field(default_factory=dict)

    def run(self) -> "Verdict":
        began = time.monotonic()
        answer = subprocess.run(
            [str(environment.PYTHON), "-m", *self.command.split()],
            cwd=places.ROOT,
            env=os.environ | self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return Verdict(self.name, answer.returncode == 0, answer.stdout, time.monotonic() - began)


@dataclass(frozen=True)
class Verdict:
    name: str
    is_good: bool
    words: str
    seconds: float = 0.0

    def tell(self) -> None:
        say(f"  {'ok    ' if self.is_good else 'FAILED'}  {self.name}  ({self.seconds:.1f} s)")
        if not self.is_good:
            say("\n" + self.words.strip() + "\n")


# The longest first: two run at a time.
CHECKS = (
    Check("types", "mypy"),
    Check("format", "ruff format --check ."),
    Check("lint", "ruff check ."),
    Check("layers", "importlinter.cli"),
    Check("templates", "djlint templates billing --lint --quiet"),
    Check("missing migrations", "django makemigrations --check --dry-run", DEVELOPMENT),
    Check("deployment", "django check --deploy --fail-level WARNING", PRODUCTION),
)
SEARCHES = {
    "unused templates": tidiness.unused_templates,
    "registry addresses": tidiness.registry_addresses,
}


def run() -> int:
    """Print a verdict per check; 0 when all are good."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        verdicts = []
        for verdict in pool.map(Check.run, CHECKS):
            verdict.tell()
            verdicts.append(verdict)
    for name, search in SEARCHES.items():
        found = search(places.ROOT)
        verdict = Verdict(name, not found, "\n".join(found))
        verdict.tell()
        verdicts.append(verdict)
    return 0 if all(verdict.is_good for verdict in verdicts) else 1

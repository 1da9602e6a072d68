"""Signs of life of the processes no request ever meets."""

from datetime import timedelta

from django.db import connection, models
from django.db.models.functions import Now

BEAT = "beat"
WORKER = "worker"

# At most one write every five seconds, however often a process beats.
WRITE = """
INSERT INTO lib_heartbeat (name, at) VALUES (%s, statement_timestamp())
ON CONFLICT (name) DO UPDATE SET at = statement_timestamp()
WHERE lib_heartbeat.at < statement_timestamp() - interval '5 seconds'
"""


class Heartbeat(models.Model):
    """When a process last showed life, by the database's clock."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "signe de vie"
        verbose_name_plural = "signes de vie"

    def __str__(self) -> str:
        return self.name


def beat(name: str) -> None:
    """Say that the process `name` is alive."""
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [name])


def is_alive(name: str, *, within: timedelta) -> bool:
    """Whether `name` showed life lately."""
    return Heartbeat.objects.filter(name=name, at__gte=Now() - within).exists()

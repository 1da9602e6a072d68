"""The breaker of a channel: when a mail server is down, one duty knocks every 15 s and the others wait."""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Now

PROBE_EVERY = timedelta(seconds=15)


class Channel(models.Model):
    """An outside service that is down. No row means all is well."""

    name = models.CharField(max_length=40, primary_key=True)
    opened_at = models.DateTimeField(db_default=Now())
    probe_at = models.DateTimeField()

    class Meta:
        verbose_name = "canal en panne"
        verbose_name_plural = "canaux en panne"

    def __str__(self) -> str:
        return self.name


def open_breaker(channel: str, wait: timedelta | None = None) -> None:
    """Hold the duties of `channel` until the next probe, in 15 s or after the pause the service asked for."""
    pause = Now() + max(wait or PROBE_EVERY, PROBE_EVERY)
    Channel.objects.update_or_create(name=channel, defaults={"probe_at": pause})


def close_breaker(channel: str) -> None:
    Channel.objects.filter(name=channel).delete()


def open_channels(names: set[str]) -> set[str]:
    return set(Channel.objects.filter(name__in=names).values_list("name", flat=True)) if names else set()


def may_probe(channel: str) -> bool:
    """Whether the caller is the one that may knock now; the next knock is 15 s away for everybody."""
    due = Channel.objects.filter(name=channel, probe_at__lte=Now())
    return due.update(probe_at=Now() + PROBE_EVERY) == 1

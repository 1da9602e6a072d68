"""Keeping the slim table of matching true while tests arrange facts directly."""

from typing import Any

from factory.django import DjangoModelFactory

from matching.services import projecting


class ProjectedFactory(DjangoModelFactory):
    """Makes facts of a profile and projects them, in one transaction, as a service does.

    A published profile, or a contract in force, that was not projected cannot be committed.
    """

    class Meta:
        abstract = True

    @classmethod
    def _generate(cls, strategy: Any, params: Any) -> Any:
        if strategy != "create":
            return super()._generate(strategy, params)
        with projecting():
            return super()._generate(strategy, params)

"""PostgreSQL plans what pages ask all day once a connection."""

import pytest
from django.db import connection

from accounts.models import Skill
from sio.settings import databases


@pytest.mark.parametrize(("role", "is_prepared"), [("web", True), ("worker", False), ("command", False)])
def test_the_web_has_its_statements_prepared_and_those_who_write_by_thousands_do_not(
    monkeypatch: pytest.MonkeyPatch, role: str, is_prepared: bool
) -> None:
    monkeypatch.setenv("SIO_ROLE", role)
    options = databases.database("postgresql://sio@localhost/sio")["OPTIONS"]
    assert (databases.PREPARED.items() <= options.items()) is is_prepared


@pytest.mark.django_db
def test_postgresql_keeps_the_plan_of_a_statement_it_is_asked_often() -> None:
    for position in range(2 * databases.PREPARED["prepare_threshold"]):
        Skill.objects.filter(position=position).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%accounts_skill%'")
        assert cursor.fetchone() == (1,)

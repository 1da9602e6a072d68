"""Answers that are safe to repeat (F12, C10)."""

import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import SuspiciousOperation
from django.db import connection
from django.db.models.functions import Now
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory

from sio.lib import form_tokens
from sio.lib.duties import Channel
from sio.lib.errors import Refusal
from sio.lib.form_tokens import FormToken, answer_once, purge_form_tokens

pytestmark = pytest.mark.django_db


def posted(token: object = None, user: Any = None, **fields: str) -> HttpRequest:
    request = RequestFactory().post("/", {"form_token": str(token), **fields} if token else fields)
    request.user = user or AnonymousUser()
    return request


def counting() -> tuple[Callable[[], str], list[int]]:
    calls: list[int] = []

    def act() -> str:
        calls.append(1)
        return f"/answers/{len(calls)}/"

    return act, calls


def test_a_form_posted_twice_acts_once_and_gets_the_first_answer() -> None:
    act, calls = counting()
    token = uuid.uuid4()

    first, second = answer_once(posted(token), act), answer_once(posted(token), act)

    assert (first.status_code, first["Location"]) == (303, "/answers/1/")
    assert (second.status_code, second["Location"]) == (303, "/answers/1/")
    assert len(calls) == 1


def test_two_forms_act_twice() -> None:
    act, calls = counting()

    answer_once(posted(uuid.uuid4()), act)
    answer_once(posted(uuid.uuid4()), act)

    assert len(calls) == 2


def test_a_refused_form_may_be_posted_again() -> None:
    token = uuid.uuid4()

    def refused() -> str:
        Channel.objects.create(name="fact", probe_at=Now())
        raise Refusal("Non.")

    with pytest.raises(Refusal):
        answer_once(posted(token), refused)
    assert not Channel.objects.exists()

    assert answer_once(posted(token), lambda: "/second/")["Location"] == "/second/"


def test_a_post_without_a_token_is_acted_upon() -> None:
    act, calls = counting()

    answer_once(posted(), act)
    answer_once(posted(), act)

    assert len(calls) == 2


def test_a_token_that_is_none_is_refused() -> None:
    with pytest.raises(SuspiciousOperation):
        answer_once(posted("not-a-token"), lambda: "/")


def test_the_token_of_somebody_else_is_refused(django_user_model: Any) -> None:
    alice, charlie = (django_user_model.objects.create_user(f"{name}@exemple.example") for name in "ac")
    token = uuid.uuid4()
    answer_once(posted(token, alice), lambda: "/alice/")

    with pytest.raises(SuspiciousOperation):
        answer_once(posted(token, charlie), lambda: "/charlie/")


def test_the_night_forgets_tokens_after_two_days() -> None:
    old, fresh = (FormToken.objects.create(token=uuid.uuid4(), address="/") for _ in range(2))
    FormToken.objects.filter(pk=old.pk).update(created_at=Now() - timedelta(hours=49))

    purge_form_tokens()

    assert list(FormToken.objects.all()) == [fresh]


def printed(request: HttpRequest | None) -> str:
    return Template("{% form_token %}").render(Context({"request": request}))


def test_each_form_carries_a_fresh_token() -> None:
    page = RequestFactory().get("/")

    assert printed(page) != printed(page)
    assert '<input type="hidden" name="form_token" value="' in printed(None)


def test_a_form_shown_again_with_its_errors_keeps_its_token() -> None:
    token = uuid.uuid4()

    assert str(token) in printed(posted(token))


def test_what_was_forged_is_not_printed_again() -> None:
    html = printed(posted('"><b>'))

    assert "<b>" not in html
    assert "&quot;" not in html


def at_once(act: Callable[[], str], times: int) -> list[str]:
    """The same form, posted by several tabs at the same moment."""
    token, start, answers = uuid.uuid4(), threading.Barrier(times), []

    def post() -> None:
        try:
            start.wait()
            answers.append(answer_once(posted(token), act)["Location"])
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_ten_tabs_at_once_act_once() -> None:
    act, calls = counting()

    answers = [at_once(act, 10) for _ in range(5)]

    assert answers == [[f"/answers/{number}/"] * 10 for number in range(1, 6)]
    assert len(calls) == 5


@pytest.mark.django_db(transaction=True)
def test_ten_tabs_at_once_act_ten_times_without_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """Positive control of C10."""
    monkeypatch.setattr(form_tokens, "_token_of", lambda request: uuid.uuid4())
    act, calls = counting()

    at_once(act, 10)

    assert len(calls) == 10

"""The border of a request."""

import json
import logging
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse
from django.test import RequestFactory
from django.urls import reverse

from sio.lib.guards import is_serving_request
from sio.lib.http import (
    HtmxLoginRedirectMiddleware,
    RequestBoundaryMiddleware,
    SecurityHeadersMiddleware,
    client_ip,
    leave_for,
    public_page,
)
from sio.lib.logs import JsonFormatter, current_request_id, in_context_of


def request(path: str = "/", **meta: Any) -> Any:
    return RequestFactory().get(path, **meta)


def test_a_request_is_marked_while_it_is_served() -> None:
    seen = []
    serve = RequestBoundaryMiddleware(lambda _: seen.append(is_serving_request()) or HttpResponse())

    serve(request())

    assert seen == [True]
    assert not is_serving_request()


def test_the_mark_leaves_with_a_failure() -> None:
    def fail(_: Any) -> HttpResponse:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        RequestBoundaryMiddleware(fail)(request())

    assert not is_serving_request()


@pytest.mark.parametrize("given", ["front-server.0001", "0123456789abcdef"])
def test_the_name_given_by_the_front_server_is_kept(given: str) -> None:
    seen = []
    serve = RequestBoundaryMiddleware(lambda _: seen.append(current_request_id()) or HttpResponse())

    response = serve(request(HTTP_X_REQUEST_ID=given))

    assert response["X-Request-ID"] == given
    assert seen == [given]


@pytest.mark.parametrize("given", ["", "short", "with spaces and words", "x" * 65, "line\nbreak0"])
def test_any_other_name_is_replaced(given: str) -> None:
    response = RequestBoundaryMiddleware(lambda _: HttpResponse())(request(HTTP_X_REQUEST_ID=given))

    assert response["X-Request-ID"] != given
    assert len(response["X-Request-ID"]) == 32


@pytest.mark.django_db
def test_the_log_line_of_a_request_counts_its_queries(caplog: pytest.LogCaptureFixture) -> None:
    def answer(_: Any) -> HttpResponse:
        connection.cursor().execute("SELECT 1")
        return HttpResponse(status=201)

    with caplog.at_level(logging.INFO, "sio.request"):
        RequestBoundaryMiddleware(answer)(request("/secret-address/"))

    (record,) = [record for record in caplog.records if record.name == "sio.request"]
    line = json.loads(JsonFormatter().format(record))
    assert (line["event"], line["status"], line["method"], line["sql_count"]) == ("request", 201, "GET", 1)
    assert "secret-address" not in str(line)


def test_every_answer_refuses_the_powers_of_the_browser() -> None:
    response = SecurityHeadersMiddleware(lambda _: HttpResponse())(request())

    assert "camera=()" in response["Permissions-Policy"]
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Cache-Control" not in response


def test_a_page_that_knows_its_reader_is_not_kept_by_anybody() -> None:
    def answer(asked: Any) -> HttpResponse:
        asked._cached_user = type("Person", (), {"pk": 1})()
        return HttpResponse()

    assert SecurityHeadersMiddleware(answer)(request())["Cache-Control"] == "private, no-store"


def kept(answer: HttpResponse | None = None, cookies: str = "", **asked: Any) -> HttpResponse:
    """What a public page answers to a request with these cookies."""
    response = public_page(lambda _: answer or HttpResponse())(request(HTTP_COOKIE=cookies, **asked))
    return response.render() if isinstance(response, SimpleTemplateResponse) else response


def test_a_public_page_may_be_kept_a_minute_by_anybody() -> None:
    response = kept()

    assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    assert response["Vary"] == "Cookie, HX-Request"


def test_a_reader_s_display_and_closed_strips_are_kept_apart_not_private() -> None:
    assert "public" in kept(cookies="theme=sombre; annonces=3")["Cache-Control"]


@pytest.mark.parametrize("cookie", ["sessionid=abc", "messages=abc"])
def test_a_page_read_with_a_session_or_a_message_is_kept_by_nobody(cookie: str) -> None:
    assert "Cache-Control" not in kept(cookies=cookie)


@pytest.mark.parametrize("status", [204, 302, 404, 410])
def test_only_a_page_that_is_there_is_kept(status: int) -> None:
    assert "Cache-Control" not in kept(HttpResponse(status=status))


def test_a_page_that_leaves_a_cookie_is_not_kept() -> None:
    response = HttpResponse()
    response.set_cookie("theme", "clair")

    assert "Cache-Control" not in kept(response)


def test_a_page_with_a_form_of_its_reader_s_own_is_not_kept() -> None:
    """Its token is asked while the page is printed, after the view."""

    class WithForm(SimpleTemplateResponse):
        @property
        def rendered_content(self) -> str:
            asked.META["CSRF_COOKIE_NEEDS_UPDATE"] = True
            return ""

    asked = request()
    assert "Cache-Control" not in public_page(lambda _: WithForm("x.html"))(asked).render()


def test_a_page_says_itself_how_long_it_is_kept() -> None:
    assert kept(HttpResponse(headers={"Cache-Control": "no-cache"}))["Cache-Control"] == "no-cache"


def redirected(location: str, **meta: Any) -> HttpResponse:
    asked = request(**meta)
    asked.htmx = "HTTP_HX_REQUEST" in meta
    return HtmxLoginRedirectMiddleware(lambda _: HttpResponseRedirect(location))(asked)


def test_a_fragment_asked_after_signing_out_sends_the_whole_page_to_login() -> None:
    response = redirected(
        reverse("account_login") + "?next=/fragment/",
        HTTP_HX_REQUEST="true",
        HTTP_HX_CURRENT_URL="https://sio.example/missions/?page=2",
    )

    assert response.status_code == 204
    assert response["HX-Redirect"] == reverse("account_login") + "?next=%2Fmissions%2F"


def test_other_redirects_and_other_readers_are_left_alone() -> None:
    assert redirected("/missions/", HTTP_HX_REQUEST="true").status_code == 302
    assert redirected(reverse("account_login")).status_code == 302


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "6.6.6.6", "10.0.0.1"),
        (1, "6.6.6.6, 9.9.9.9", "9.9.9.9"),
        (2, "6.6.6.6, 9.9.9.9, 10.0.0.2", "9.9.9.9"),
        (2, "9.9.9.9", "10.0.0.1"),
        (1, "not an address", ""),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_callers_address_is_the_one_our_proxies_saw(
    proxies: int, forwarded: str, expected: str, settings: Any
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    assert client_ip(request(HTTP_X_FORWARDED_FOR=forwarded, REMOTE_ADDR="10.0.0.1")) == expected


def logged(**extra: Any) -> dict[str, Any]:
    record = logging.getLogger("sio").makeRecord(
        "sio", logging.WARNING, __file__, 1, "duty.failed", (), extra.pop("exc_info", None), extra=extra
    )
    line: dict[str, Any] = json.loads(JsonFormatter().format(record))
    return line


@pytest.mark.parametrize(
    ("is_part", "status", "header"), [(False, 302, "Location"), (True, 204, "HX-Redirect")]
)
def test_the_whole_page_leaves_for_another_site_whoever_asks(is_part: bool, status: int, header: str) -> None:
    request = RequestFactory().get("/reglements/7/attente/")
    request.htmx = is_part  # type: ignore[attr-defined]

    answer = leave_for(request, "https://checkout.stripe.com/c/pay")

    assert (answer.status_code, answer[header]) == (status, "https://checkout.stripe.com/c/pay")


def test_a_log_line_holds_only_the_listed_fields() -> None:
    with in_context_of(request_id="request-1", user_id=None):
        line = logged(kind="mail", email="marie@exemple.fr")

    assert (line["event"], line["level"], line["kind"]) == ("duty.failed", "warning", "mail")
    assert line["request_id"] == "request-1"
    assert "user_id" not in line
    assert "marie" not in json.dumps(line)


def test_a_traceback_keeps_places_and_never_words() -> None:
    try:
        raise ValueError("marie@exemple.fr")
    except ValueError as error:
        line = logged(exc_info=(type(error), error, error.__traceback__))

    assert line["exception"] == "ValueError"
    assert "test_http.py" in line["trace"][-1]
    assert "marie" not in json.dumps(line)

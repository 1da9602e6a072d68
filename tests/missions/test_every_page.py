"""What holds for every page of this app: it opens, its forms are safe to repeat, its words are the right ones."""

import re

import pytest
from django.urls import reverse

from missions.services.applications import accept_application
from missions.services.timesheets import submit_timesheet
from missions.steps import Step
from tests.factories.accounts import published_assistant
from tests.factories.missions import (
    ApplicationFactory,
    EngagementFactory,
    InvitationFactory,
    MissionFactory,
    TimesheetFactory,
    monday,
)
from tests.missions.support import with_mandate

NEVER = re.compile(
    r"\b(poste|emploi|employeur|salari[ée]e?s?|salaire|embauch\w+|recrut\w+|CDI|CDD|commission|séquestre|portefeuille|"
    r"garanti\w*|horaires (?:fixes|imposés)|planning imposé|supérieur hiérarchique|congés|pointage)\b",
    re.IGNORECASE,
)


@pytest.fixture
def things(company, alice, bob):
    """One of each thing, at the moment when most can be done with it."""
    draft = MissionFactory(complete=True, company=company, brief="Tenue de la comptabilité.")
    published = MissionFactory(published=True, company=company)
    hired = MissionFactory(published=True, company=company)
    with_mandate(bob)
    application = ApplicationFactory(mission=published, profile=bob)
    proposed = accept_application(ApplicationFactory(mission=hired, profile=bob), alice)
    mission = MissionFactory(filled=True, company=company)
    running = EngagementFactory(
        active=True, application=ApplicationFactory(accepted=True, mission=mission, profile=bob)
    )
    return {
        "draft": draft,
        "submitted": MissionFactory(submitted=True, company=company),
        "published": published,
        "paused": MissionFactory(paused=True, company=company),
        "elsewhere": MissionFactory(published=True),
        "somebody": published_assistant().slug,
        "invitation_sent": InvitationFactory(mission=published),
        "invitation": InvitationFactory(profile=bob),
        "application": application,
        "thread": application.conversation,
        "proposed": proposed,
        "running": running,
        "open": TimesheetFactory(engagement=running, week_starts_on=monday(weeks_ago=2)),
        "sent": submit_timesheet(TimesheetFactory(engagement=running), bob.user),
    }


OF_THE_COMPANY = [
    ("list", ()),
    ("new", ()),
    *(("step", ("draft", step.value)) for step in Step),
    ("check", ("draft",)),
    ("sent", ("submitted",)),
    ("detail", ("published",)),
    ("detail", ("paused",)),
    ("budget", ("published",)),
    ("pause", ("published",)),
    ("cancel", ("published",)),
    ("invite", ("published", "somebody")),
    ("invitations", ("published",)),
    ("invitation_remind", ("invitation_sent",)),
    ("invitation_withdraw", ("invitation_sent",)),
    ("applications", ("published",)),
    ("application", ("application",)),
    ("accept", ("application",)),
    ("decline", ("application",)),
    ("conversation", ("thread",)),
    ("engagements", ()),
    ("engagement", ("proposed",)),
    ("sign", ("proposed",)),
    ("end", ("running",)),
    ("timesheet", ("sent",)),
    ("timesheet_contest", ("sent",)),
]
OF_THE_ASSISTANT = [
    ("list", ()),
    ("detail", ("elsewhere",)),
    ("apply", ("elsewhere",)),
    ("my_invitations", ()),
    ("invitation", ("invitation",)),
    ("my_applications", ()),
    ("application", ("application",)),
    ("withdraw", ("application",)),
    ("conversation", ("thread",)),
    ("engagements", ()),
    ("engagement", ("running",)),
    ("sign", ("proposed",)),
    ("timesheet_new", ("running",)),
    ("timesheet", ("open",)),
    ("timesheet_send", ("open",)),
]


def pages(client, things, names):
    for name, arguments in names:
        named = [things.get(argument, argument) for argument in arguments]
        places = [getattr(thing, "public_id", thing) for thing in named]
        there = reverse(f"missions:{name}", args=places)
        response = client.get(there)
        assert response.status_code == 200, there
        yield there, response.content.decode()


@pytest.fixture(params=["company", "assistant"])
def every_page(request, client, things, alice, bob):
    user, names = (alice, OF_THE_COMPANY) if request.param == "company" else (bob.user, OF_THE_ASSISTANT)
    client.force_login(user)
    return pages(client, things, names)


def test_every_form_is_signed_and_safe_to_repeat(every_page):
    for there, page in every_page:
        main = page[page.index("<main") : page.index("</main>")]
        forms = main.count('method="post"')
        assert main.count("csrfmiddlewaretoken") == forms, there
        assert main.count('name="form_token"') == forms, there


def test_no_page_uses_the_words_of_employment_or_of_a_wallet(every_page):
    for there, page in every_page:
        main = page[page.index("<main") : page.index("</main>")]
        main = re.sub(
            r"<details.*?</details>", "", main, flags=re.DOTALL
        )  # the catalogue speaks of the firm's staff
        words = re.sub(r"<[^>]+>", " ", main)
        assert not NEVER.search(words), (there, NEVER.search(words))


def test_one_title_each_no_inline_code_and_french_spaces(every_page):
    for there, page in every_page:
        main = page[page.index("<main") : page.index("</main>")]
        assert main.count("<h1") == 1, there
        assert not re.search(r"<script(?![^>]+src)|\sstyle=|\son[a-z]+=", main), there
        words = re.sub(r"<[^>]+>", "", main)
        assert not re.search(r"\w [;?!%€]|« | »", words), (
            there,
            re.search(r".{20}(\w [;?!%€]|« | »)", words),
        )
        assert "'" not in words.replace("&#x27;", ""), there

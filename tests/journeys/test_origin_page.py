"""The page SIO grew from: each of its parts works for a reader in a browser, with and without JavaScript."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.enums import Role
from accounts.models import OpeningDate, WaitingListEntry
from accounts.services.doors import tell_everyone_waiting
from blog.enums import Network
from blog.models import Article, Comment
from blog.services.comments import publish_comment
from blog.services.shares import SHOWN_FROM, count_share
from sio.lib import dates, qr
from tests.factories.accounts import UserFactory
from tests.factories.blog import AnnouncementFactory, PartnerFactory, SiteIdentityFactory
from tests.journeys.stage import Stage, a_worker_passes, letters_to

pytestmark = pytest.mark.django_db(transaction=True)

FOUNDING = "/blog/role-office-manager/"
# A browser that a person holds: machines are not counted.
BROWSER = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)
NETWORKS = {
    "linkedin": "www.linkedin.com",
    "facebook": "www.facebook.com",
    "x": "x.com",
    "whatsapp": "wa.me",
    "email": "",
}
ADDRESS = "camille@exemple.example"


@pytest.fixture(params=[False, True], ids=["without JavaScript", "with JavaScript"])
def reader(request: pytest.FixtureRequest, raise_the_curtain: Callable[..., Stage]) -> Page:
    stage = raise_the_curtain(has_javascript=request.param)
    return stage.window(user_agent=BROWSER, viewport={"width": 390, "height": 844})


def link(reader: Page, name: str | re.Pattern[str]) -> Locator:
    return reader.get_by_role("link", name=name).first


def test_the_strip_says_the_news_is_closed_and_stays_closed(reader: Page) -> None:
    AnnouncementFactory(text="Le site ouvre le 15 mars.", link="/blog/", link_label="Lire", position=1)
    AnnouncementFactory(text="Le blog paraît le jeudi.", position=2)
    reader.goto(FOUNDING)
    strip = reader.get_by_role("region", name="Annonce")
    expect(strip).to_contain_text("Le site ouvre le 15 mars.")
    expect(strip.get_by_role("link", name="Lire")).to_have_attribute("href", "/blog/")

    strip.get_by_role("link", name="Fermer l’annonce").click()
    expect(strip).to_contain_text("Le blog paraît le jeudi.")
    assert urlsplit(reader.url).path == FOUNDING
    strip.get_by_role("link", name="Fermer l’annonce").click()
    expect(strip).to_have_count(0)

    reader.goto("/blog/")
    expect(strip).to_have_count(0)


def test_before_the_opening_one_leaves_an_address_and_on_the_day_one_signs_up(reader: Page) -> None:
    opens_at = timezone.now() + timedelta(days=30)
    date, _ = OpeningDate.objects.update_or_create(role=Role.ASSISTANT, defaults={"opens_at": opens_at})
    _leave_an_address(reader, opens_at.astimezone(timezone.get_current_timezone()))
    _confirm_it(reader)

    date.opens_at = timezone.now() - timedelta(minutes=1)
    date.save()
    tell_everyone_waiting()
    a_worker_passes()
    assert "Les inscriptions sont ouvertes" in next(letters_to(ADDRESS))
    assert not WaitingListEntry.objects.exists()
    reader.goto("/inscription/assistante/")
    expect(
        reader.get_by_label("Votre adresse e-mail").or_(reader.get_by_label("Adresse e-mail"))
    ).to_be_visible()


def _leave_an_address(reader: Page, opens_at: datetime) -> None:
    reader.goto("/")
    strip = reader.get_by_role("region", name="Annonce")
    expect(strip).to_contain_text(f"le {dates.day(opens_at)}".replace("\u00a0", " "))
    strip.get_by_role("link", name="Être prévenu de l’ouverture").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("SIO ouvre bientôt")
    reader.get_by_label("Votre adresse e-mail").fill(ADDRESS)
    reader.get_by_role("button", name="Me prévenir à l’ouverture").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Un message vous attend")


def _confirm_it(reader: Page) -> None:
    a_worker_passes()
    letter = next(letters_to(ADDRESS))
    found = re.search(r"https?://\S+/confirmer/\S+/", letter)
    assert found
    reader.goto(urlsplit(found[0]).path)
    reader.get_by_role("button", name="Confirmer mon adresse").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("C’est noté")


def test_the_partner_s_logo_and_ours_are_told_to_those_who_do_not_see_them(reader: Page) -> None:
    PartnerFactory(name="Plateya", alt="Plateya, partenaire de SIO")
    reader.goto("/")
    theirs = reader.get_by_role("contentinfo").get_by_role("img", name="Plateya, partenaire de SIO")
    theirs.scroll_into_view_if_needed()
    expect(theirs).to_be_visible()
    ours = "SIO, pour les secrétaires indépendantes et indépendants"
    expect(reader.get_by_role("contentinfo").get_by_role("img", name=ours)).to_be_visible()


def test_the_founding_article_has_two_levels_of_headings_and_its_contents(reader: Page) -> None:
    reader.goto("/blog/")
    link(reader, "Quel est le rôle de l’Office Manager").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Quel est le rôle de l’Office Manager")
    titles = reader.locator(".article__body").get_by_role("heading", level=2).all_inner_texts()
    assert reader.locator(".article__body").get_by_role("heading", level=3).count() >= 5

    contents = reader.get_by_role("navigation", name="Sommaire").get_by_role("link")
    listed = contents.all_inner_texts()
    assert [title for title in listed if title in titles] == titles
    contents.nth(listed.index(titles[1])).click()
    expect(reader.get_by_role("heading", level=2, name=titles[1])).to_be_in_viewport()


def test_the_article_is_shared_before_and_after_its_text_and_counted_once(reader: Page) -> None:
    article = Article.objects.get(is_founding=True)
    for number in range(1, SHOWN_FROM):
        count_share(article, Network.X, f"192.0.2.{number}")
    reader.goto(FOUNDING)
    bars = reader.locator(".share-bar")
    expect(bars).to_have_count(2)
    text = reader.locator(".article__body").first.bounding_box()
    before, after = bars.first.bounding_box(), bars.last.bounding_box()
    assert before is not None
    assert text is not None
    assert after is not None
    assert before["y"] < text["y"] < after["y"]

    for network, host in NETWORKS.items():
        answer = reader.request.get(f"{FOUNDING}partager/{network}/", max_redirects=0)
        assert answer.status == 302
        assert urlsplit(answer.headers["location"]).netloc == host
    reader.reload()
    expect(bars.first).to_contain_text(f"{SHOWN_FROM} partages")

    bars.last.get_by_role("link", name="Copier le lien").click()
    expect(reader.locator("body")).to_contain_text(re.compile("Adresse copiée|Copier l’adresse de l’article"))


def test_a_comment_is_written_read_by_the_team_and_published(reader: Page) -> None:
    reader.goto(FOUNDING)
    link(reader, "Donnez votre avis constructif").click()
    reader.get_by_label("Votre nom").fill("Nadia")
    reader.get_by_label("Votre commentaire").fill("La partie sur les devis m’a servi dès le lendemain.")
    send = reader.get_by_role("button", name="Envoyer mon commentaire")
    send.click()
    expect(reader.get_by_label("Votre nom")).to_have_value("Nadia")
    reader.get_by_label("Votre adresse e-mail").fill(ADDRESS)
    with time_machine.travel(timezone.now() + timedelta(seconds=5)):
        send.click()
        expect(send).to_have_count(0)
    reader.goto(FOUNDING)
    expect(reader.locator("#commentaires")).not_to_contain_text("La partie sur les devis")

    publish_comment(Comment.objects.get(), UserFactory(moderator=True))
    reader.reload()
    expect(reader.locator("#commentaires")).to_contain_text("La partie sur les devis")
    assert ADDRESS not in reader.content()


@pytest.fixture
def answering(transactional_db: None) -> str:
    """Somebody answers; the address that opens the conversation."""
    return SiteIdentityFactory(answering=True).coaching_href


def test_free_advice_is_one_press_away_by_keyboard_and_told_on_a_page_of_its_own(
    reader: Page, answering: str
) -> None:
    reader.goto(FOUNDING)
    button = link(reader, "Conseils coaching gratuits sur WhatsApp")
    button.scroll_into_view_if_needed()
    expect(button).to_be_in_viewport()
    expect(button).to_have_attribute("href", answering)
    expect(button).to_have_attribute("rel", "noopener")
    button.focus()
    reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")

    expect(reader.get_by_role("heading", level=1)).to_have_text("Conseils coaching gratuits")
    code = reader.get_by_role("img", name="Code QR")
    code.scroll_into_view_if_needed()
    expect(code).to_be_visible()
    assert code.locator("path").last.get_attribute("d") == qr.drawn(answering).path


@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 844), (844, 390), (1280, 800)])
def test_the_help_button_never_hides_what_has_the_focus_nor_the_text(
    raise_the_curtain: Callable[..., Stage], answering: str, width: int, height: int
) -> None:
    AnnouncementFactory()
    page = raise_the_curtain().window(viewport={"width": width, "height": height})
    page.goto("/blog/")
    for _ in range(page.locator("main :is(a, button)").count() + 8):
        page.keyboard.press("Tab")
        assert not page.evaluate(HIDES_THE_FOCUS)
        assert not page.evaluate(STANDS_ON_THE_TEXT)


def test_on_a_wide_screen_the_help_button_stays_in_sight(
    raise_the_curtain: Callable[..., Stage], answering: str
) -> None:
    page = raise_the_curtain().window(viewport={"width": 1280, "height": 800})
    page.goto(FOUNDING)
    button = link(page, "Conseils coaching gratuits sur WhatsApp")
    for place in ("0", "document.body.scrollHeight / 2", "document.body.scrollHeight"):
        page.evaluate(f"window.scrollTo(0, {place})")
        expect(button).to_be_in_viewport(ratio=1)


COVERS = """
const covers = (one, other) => one.left < other.right && other.left < one.right
    && one.top < other.bottom && other.top < one.bottom;
const help = document.querySelector('.help');
const room = help.getBoundingClientRect();
"""
HIDES_THE_FOCUS = f"""() => {{ {COVERS}
    const focused = document.activeElement;
    return !help.contains(focused) && focused !== document.body && covers(room, focused.getBoundingClientRect());
}}"""
STANDS_ON_THE_TEXT = f"""() => {{ {COVERS}
    return [...document.querySelectorAll(':is(header, main, footer) :is(h1, h2, p, a, img)')]
        .some(part => covers(room, part.getBoundingClientRect()));
}}"""

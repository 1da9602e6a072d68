"""The team writes, previews, plans and illustrates; what is refused is said in French beside its field."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from blog.models import Article, FormerSlug, Picture
from blog.services import pictures
from tests.factories.accounts import UserFactory
from tests.factories.blog import ArticleFactory, AuthorFactory

pytestmark = pytest.mark.django_db

ARTICLES, PICTURES = "/gestion/blog/article/", "/gestion/blog/picture/"


@pytest.fixture
def team(client: Client) -> Client:
    client.force_login(UserFactory(moderator=True))
    return client


def said(**facts: object) -> dict[str, Any]:
    today = timezone.localtime()
    words: dict[str, Any] = {
        "title": "Un titre",
        "slug": "un-titre",
        "summary": "En une phrase.",
        "body": "## Une partie\n\nDu texte.",
        "author": AuthorFactory().pk,
        "series_position": 0,
        "published_at_0": today.strftime("%d/%m/%Y"),
        "published_at_1": today.strftime("%H:%M:%S"),
    }
    return words | facts


def image(mode: str = "RGB", size: tuple[int, int] = (1600, 900), kind: str = "PNG", **options: Any) -> bytes:
    file = BytesIO()
    Image.new(mode, size, "#17594a").save(file, kind, **options)
    return file.getvalue()


def send(team: Client, content: bytes, name: str = "bureau.png", alt: str = "Un bureau rangé") -> Any:
    file = SimpleUploadedFile(name, content, content_type="image/png")
    return team.post(f"{PICTURES}add/", {"file": file, "alt": alt, "credit": ""})


# ── Articles ────────────────────────────────────────────────────────────────────────────────────────────


def test_an_article_is_published_with_its_picture_for_networks(team: Client) -> None:
    assert team.post(f"{ARTICLES}add/", said()).status_code == 302
    article = Article.objects.get(slug="un-titre")
    assert article.social_image
    assert team.get("/blog/un-titre/").status_code == 200


def test_a_changed_address_leaves_the_old_one_leading_to_it(team: Client) -> None:
    article = ArticleFactory(published=True, slug="avant")
    team.post(f"{ARTICLES}{article.pk}/change/", said(slug="apres", author=article.author.pk))
    assert FormerSlug.objects.get(slug="avant").article == article
    assert "/blog/avant/" in team.get(f"{ARTICLES}{article.pk}/change/").content.decode()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"slug": "recherche"}, "celle d’une page du blog"),
        (
            {"revised_at_0": "01/01/2020", "revised_at_1": "08:00:00"},
            "La révision vient après la publication",
        ),
        ({"pillar": "inconnu"}, "inconnu"),
        ({"title": ""}, "obligatoire"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(
    team: Client, facts: dict[str, str], words: str
) -> None:
    answer = team.post(f"{ARTICLES}add/", said(**facts))
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Article.objects.filter(title="Un titre").exists()


def test_the_list_tells_drafts_planned_and_published(team: Client) -> None:
    ArticleFactory()
    ArticleFactory(scheduled=True)
    html = team.get(ARTICLES).content.decode()
    assert all(state in html for state in ("Brouillon", "Prévu", "Publié"))


def test_a_draft_has_a_private_link_to_copy(team: Client) -> None:
    draft = ArticleFactory()
    html = team.get(f"{ARTICLES}{draft.pk}/change/").content.decode()
    assert "/blog/apercu/" in html
    assert "data-copy=" in html
    assert re.search(r'<script src="[^"]*copy[^"]*\.js" defer>', html)
    assert "Valable quatorze jours" in html


def test_the_text_is_shown_before_it_is_kept(team: Client) -> None:
    assert "previsualiser/" in team.get(f"{ARTICLES}add/").content.decode()
    before = Article.objects.count()
    answer = team.post(
        f"{ARTICLES}previsualiser/",
        {"title": "Essai", "summary": "", "body": "## Un\n\n**gras** <script>alert(1)</script>"},
    )
    html = answer.content.decode()
    assert "<strong>gras</strong>" in html
    assert "<script>alert" not in html
    assert "noindex" in html
    assert Article.objects.count() == before
    assert team.get(f"{ARTICLES}previsualiser/").status_code == 405


@pytest.mark.parametrize("address", [ARTICLES, f"{ARTICLES}add/", f"{ARTICLES}previsualiser/", PICTURES])
def test_nobody_but_the_team_enters(client: Client, address: str) -> None:
    client.force_login(UserFactory())
    assert client.get(address).status_code in {302, 403}


@pytest.mark.parametrize("name", ["author", "tag", "series"])
def test_what_articles_are_filed_under_is_listed_with_its_count(team: Client, name: str) -> None:
    assert team.get(f"/gestion/blog/{name}/").status_code == 200


# ── Pictures ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_picture_is_made_in_every_size_and_kept_by_browsers(team: Client) -> None:
    assert send(team, image()).status_code == 302
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (1600, 900)
    for width in (320, 640, 1280):
        answer = team.get(f"/images/{picture.public_id}/{width}.webp")
        assert answer["Content-Type"] == "image/webp"
        assert "immutable" in answer["Cache-Control"]
        with Image.open(BytesIO(b"".join(answer.streaming_content))) as size:
            assert (size.format, size.width) == ("WEBP", width)
    assert team.get(f"/images/{picture.public_id}/999.webp").status_code == 404
    assert picture.markdown in team.get(f"{PICTURES}{picture.pk}/change/").content.decode()


def test_a_picture_shows_in_the_article_that_names_it(team: Client) -> None:
    send(team, image())
    picture = Picture.objects.get()
    article = ArticleFactory(published=True, body=f"Avant\n\n{picture.markdown}\n\nAprès", cover=picture)
    html = team.get(article.get_absolute_url()).content.decode()
    assert html.count(f"/images/{picture.public_id}/640.webp 640w") == 2
    assert html.count('alt="Un bureau rangé"') == 2


def test_what_a_camera_tells_is_taken_out_and_the_picture_stands_upright(team: Client) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "Appareil de Camille"
    send(team, image(size=(800, 400), kind="JPEG", exif=exif))
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (400, 800)
    kept = picture.file.read()
    assert b"Camille" not in kept
    with Image.open(BytesIO(kept)) as whole:
        assert not whole.getexif()


def test_the_words_of_a_picture_may_change_and_its_content_may_not(team: Client) -> None:
    send(team, image())
    picture = Picture.objects.get()
    name = picture.file.name
    team.post(f"{PICTURES}{picture.pk}/change/", {"alt": "Un bureau clair", "credit": ""})
    picture.refresh_from_db()
    assert (picture.alt, picture.file.name) == ("Un bureau clair", name)


def broken() -> bytes:
    whole = image(kind="JPEG", size=(600, 600))
    return whole[: len(whole) // 2]


def bomb() -> bytes:
    """A few kilobytes that would unpack to a hundred million pixels."""
    return image(mode="1", size=(10_000, 10_000))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(broken, "lisible", id="broken"),
        pytest.param(bomb, "millions de pixels", id="bomb"),
        pytest.param(lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 500, "lisible", id="head alone"),
        pytest.param(lambda: b"<svg onload=alert(1)></svg>", "lisible", id="svg"),
        pytest.param(lambda: b"GIF89a" + b"0" * 100, "lisible", id="gif"),
        pytest.param(lambda: b"%PDF-1.7", "lisible", id="pdf"),
        pytest.param(lambda: image() + b"0" * pictures.LARGEST_FILE, "8\u00a0Mo", id="heavy"),
    ],
)
def test_what_is_no_picture_is_refused_beside_its_field(team: Client, content: Any, words: str) -> None:
    answer = send(team, content())
    assert answer.status_code == 200
    errors = answer.context["adminform"].form.errors
    assert words in str(errors["file"])
    assert not Picture.objects.exists()


def test_a_picture_without_words_is_refused(team: Client) -> None:
    assert "alt" in send(team, image(), alt="").context["adminform"].form.errors

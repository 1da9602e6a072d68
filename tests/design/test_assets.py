"""What a page weighs, and where each file comes from."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from sio.dev.icons import NAMES, SPRITE
from sio.lib import static as bundles

from .css import STATIC

TEMPLATES = [
    *Path(settings.ROOT).glob("templates/**/*.html"),
    *Path(settings.ROOT).glob("*/templates/**/*.html"),
]
HTMX_4_0_1 = "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"


def weight(text: str | bytes) -> int:
    """Bytes once compressed as WhiteNoise does."""
    return len(gzip.compress(text.encode() if isinstance(text, str) else text, compresslevel=9))


def test_htmx_is_the_published_file() -> None:
    assert hashlib.sha256((STATIC / "vendor" / "htmx.min.js").read_bytes()).hexdigest() == HTMX_4_0_1


def test_the_style_sheet_weighs_at_most_15_kb() -> None:
    assert weight(bundles.joined(bundles.style_sources())) <= 15_000


def test_the_scripts_weigh_at_most_18_kb_of_which_4_500_bytes_are_ours() -> None:
    assert weight(bundles.joined(bundles.script_sources())) <= 18_000
    assert weight(bundles.joined(bundles.script_sources()[1:])) <= 4_500


def test_the_heading_font_is_one_file_of_at_most_17_kb() -> None:
    fonts = list((STATIC / "fonts").glob("*.woff2"))
    assert [font.name for font in fonts] == ["bricolage-grotesque-700.woff2"]
    assert fonts[0].stat().st_size <= 17_000


def test_the_documents_have_their_own_fonts_and_every_font_its_licence() -> None:
    assert {path.name for path in (STATIC / "fonts").rglob("*") if path.is_file()} >= {
        "AtkinsonHyperlegibleNext-Bold.ttf",
        "AtkinsonHyperlegibleNext-Regular.ttf",
        "BricolageGrotesque-Bold.ttf",
        "LICENSE-atkinson-hyperlegible-next.txt",
        "LICENSE-bricolage-grotesque.txt",
    }


@pytest.mark.parametrize(
    "drawing", sorted(Path(settings.ROOT).glob("templates/illustrations/*.html")), ids=str
)
def test_an_illustration_weighs_at_most_3_kb(drawing: Path) -> None:
    assert drawing.stat().st_size <= 3_000


def test_the_sprite_holds_each_icon_of_its_list_and_weighs_at_most_5_kb() -> None:
    sprite = SPRITE.read_text(encoding="utf-8")
    assert re.findall(r'<symbol id="([\w-]+)"', sprite) == NAMES
    assert weight(sprite) <= 5_000


def test_every_icon_that_a_template_or_a_module_names_is_in_the_sprite() -> None:
    asked = set()
    for path in TEMPLATES:
        asked |= set(
            re.findall(r'\{% icon "([\w-]+)"|icon(?:_end)?="([\w-]+)"', path.read_text(encoding="utf-8"))
        )
    assert {name for pair in asked for name in pair if name} <= set(NAMES)


def test_the_sheets_are_joined_in_the_order_of_their_layers() -> None:
    sources = bundles.style_sources()
    assert sources[:3] == ["css/tokens.css", "css/base.css", "css/layout.css"]
    assert sources[-1] == "css/print.css"
    assert sources[3:-1] == sorted(sources[3:-1])


@pytest.mark.parametrize("sheet", bundles.style_sources())
def test_a_sheet_stays_in_the_layer_of_its_folder(sheet: str) -> None:
    text = (STATIC / sheet).read_text(encoding="utf-8")
    folder = Path(sheet).parent.name
    layer = folder if folder in {"components", "pages"} else Path(sheet).stem
    assert set(re.findall(r"@layer ([\w]+) \{", text)) == {layer}


def test_production_serves_the_sources_joined_in_one_sheet_and_one_script(settings, tmp_path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "sio.lib.static.SiteStaticStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)

    assert bundles.styles() == ["css/site.css"]
    assert bundles.scripts() == ["js/site.js"]
    assert (tmp_path / "css/site.css").read_text(encoding="utf-8") == bundles.joined(bundles.style_sources())
    assert (tmp_path / "js/site.js").read_text(encoding="utf-8") == bundles.joined(bundles.script_sources())
    for pattern in ("css/site.*.css", "css/site.*.css.gz", "js/site.*.js", "js/site.*.js.gz"):
        assert len(list(tmp_path.glob(pattern))) == 1, pattern


def test_development_links_the_sources_one_by_one() -> None:
    assert bundles.styles() == bundles.style_sources()
    assert bundles.scripts() == bundles.script_sources()

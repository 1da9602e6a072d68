"""Markdown becomes clean HTML with a contents list, our pictures and nothing that could run."""

from html.parser import HTMLParser
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from blog import markdown
from blog.markdown import Illustration

PICTURE = Illustration(
    UUID("0b2e9a64-5c1d-4f6e-9d3a-2f7c8b1a0e55"), "Un classeur ouvert", "Photo de Léa Roux", 1600, 900
)

# In the manner of OWASP's list for filters: what is typed in the hope that it runs.
ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//exemple.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1);//<</script>",
    "<script/xss src=//exemple.example/x.js></script>",
    "<script\n>alert(1)</script\n>",
    "<script>alert(1)</script",
    '<img src=x onerror="alert(1)">',
    "<img src=x onerror=alert(1)//",
    "<IMG SRC=javascript:alert(1)>",
    "<IMG SRC=JaVaScRiPt:alert(1)>",
    '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
    "<IMG SRC=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>",
    "<IMG SRC=&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)>",
    '<IMG SRC="jav\tascript:alert(1);">',
    '<IMG SRC="jav&#x0A;ascript:alert(1);">',
    '<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+">',
    "<IMG LOWSRC=javascript:alert(1)>",
    "<IMG DYNSRC=javascript:alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src=//exemple.example></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<isindex type=image src=1 onerror=alert(1)>",
    '<a href="#" onclick="alert(1)">x</a>',
    '<a href="javascript:alert(1)">x</a>',
    "<base href=//exemple.example/>",
    '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
    "<link rel=stylesheet href=//exemple.example/x.css>",
    "<style>@import '//exemple.example/x.css';</style>",
    '<p style="background:url(javascript:alert(1))">x</p>',
    "<div style=width:expression(alert(1))>x</div>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--<img src='--><img src=x onerror=alert(1)//'>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "[lien](javascript:alert(1))",
    "[lien](JaVaScRiPt:alert(1))",
    "[lien](javascript&colon;alert(1))",
    "[lien](&#106;avascript:alert(1))",
    "[lien](java\u200bscript:alert(1))",
    "[lien](java\tscript:alert(1))",
    "[lien](\x01javascript:alert(1))",
    "[lien](<javascript:alert(1)>)",
    "[lien](vbscript:msgbox(1))",
    "[lien](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[lien](DATA:text/html,<script>alert(1)</script>)",
    "[lien](file:///etc/passwd)",
    "[lien](blob:https://exemple.example/1)",
    '[lien](https://exemple.example "\\" onmouseover=alert(1) x=\\"")',
    "[lien][x]\n\n[x]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "![image](javascript:alert(1))",
    "![image](data:image/svg+xml,<svg onload=alert(1)>)",
    "![image](https://exemple.example/espion.gif)",
    '![" onerror="alert(1)](0b2e9a64-5c1d-4f6e-9d3a-2f7c8b1a0e55)',
    "## Titre <img src=x onerror=alert(1)>",
    '## " onmouseover="alert(1)',
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "> <svg/onload=alert(1)>",
    "\u202e<script>alert(1)</script>\u202c",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
]


class Fence(HTMLParser):
    """Reads HTML as a browser would, and tells what stands there."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.addresses: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_could_run_survives(attack: str) -> None:
    fence = Fence(markdown.render(attack, frozenset({PICTURE})).html)
    assert fence.tags <= markdown.TAGS | {"div"}
    assert not {name for name in fence.names if name.startswith("on") or name == "style"}
    for address in fence.addresses:
        assert urlsplit(address).scheme in {"", "http", "https", "mailto"}, address


def test_the_list_of_attacks_is_long_enough() -> None:
    assert len(set(ATTACKS)) >= 60


def test_a_picture_of_somebody_else_is_left_out() -> None:
    assert "<img" not in markdown.render("![espion](https://exemple.example/espion.gif)").html


# ── Letters that lie ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u2066", "\u200b", "\u2060", "\ufeff", "\u200f", "\U000e0041", "\x07"]
)
def test_signs_that_cannot_be_seen_or_turn_the_line_are_taken_out(sign: str) -> None:
    assert sign not in markdown.render(f"Un {sign}mot").html


@pytest.mark.parametrize(
    "address",
    [
        "https://legifrance.gouv.fr@exemple.example/",
        "https://www.g\u043e\u043egle.example/",
        "https://xn--80ak6aa92e.example/",
    ],
)
def test_a_link_that_shows_one_host_and_leads_to_another_leads_nowhere(address: str) -> None:
    assert "href" not in markdown.render(f"[lien]({address})").html


def test_french_spaces_and_letters_stay_as_they_are_written() -> None:
    text = "« L’œuvre coûte 1\u202f200\u00a0€ : c’est dit »"
    assert markdown.render(text).html == f"<p>{text}</p>\n".replace("\u00a0", "&nbsp;")


# ── What is written ─────────────────────────────────────────────────────────────────────────────────────


def test_headings_get_anchors_and_make_the_contents_list() -> None:
    page = markdown.render("## Un rôle\n\ntexte\n\n### Une *qualité*\n\n## Un rôle")
    assert [(heading.anchor, heading.text, heading.level) for heading in page.headings] == [
        ("un-role", "Un rôle", 2),
        ("une-qualite", "Une qualité", 3),
        ("un-role-2", "Un rôle", 2),
    ]
    assert '<h2 id="un-role-2">' in page.html


def test_a_link_that_leaves_says_so_and_one_that_stays_does_not() -> None:
    html = markdown.render("[loi](https://www.legifrance.gouv.fr/) et [blog](/blog/) et [là](#ici)").html
    assert '<a href="https://www.legifrance.gouv.fr/" rel="external noopener">' in html
    assert '<a href="/blog/">' in html
    assert '<a href="#ici">' in html


def test_a_picture_alone_is_a_figure_with_its_sizes_its_words_and_its_credit() -> None:
    html = markdown.render(f"Avant\n\n![]({PICTURE.public_id})\n\nAprès", frozenset({PICTURE})).html
    assert html.count("<figure>") == html.count("</figure>") == 1
    assert f'src="/images/{PICTURE.public_id}/640.webp"' in html
    assert f"/images/{PICTURE.public_id}/320.webp 320w" in html
    assert f"/images/{PICTURE.public_id}/1280.webp 1280w" in html
    assert 'width="1600" height="900"' in html
    assert 'alt="Un classeur ouvert"' in html
    assert "<figcaption>Photo de Léa Roux</figcaption>" in html


def test_the_words_of_the_text_come_before_those_of_the_picture() -> None:
    html = markdown.render(f"![Le classeur du lundi]({PICTURE.public_id})", frozenset({PICTURE})).html
    assert 'alt="Le classeur du lundi"' in html


def test_a_picture_that_is_not_there_leaves_no_trace() -> None:
    assert "<img" not in markdown.render(f"![]({PICTURE.public_id})").html


def test_a_small_picture_is_not_offered_larger_than_it_is() -> None:
    small = Illustration(PICTURE.public_id, "Petit", "", 400, 300)
    assert small.widths == [320]


def test_a_table_scrolls_alone_and_by_the_keyboard() -> None:
    html = markdown.render("| a | b |\n|---|---|\n| 1 | 2 |").html
    assert '<div class="table-region" role="region" tabindex="0" aria-label="Tableau 1">' in html
    assert html.count("<div") == html.count("</div>") == 1


def test_the_empty_corner_of_a_table_heads_nothing() -> None:
    html = markdown.render("|  | b |\n|---|---|\n| 1 | 2 |").html
    assert "<th></th>" not in html
    assert html.count("<th>") == 1


def test_a_text_is_cut_before_a_section() -> None:
    page = markdown.render("Début\n\n## Un\n\n## Deux\n\n## Trois")
    before, after = page.split(3)
    assert before.endswith("Deux</h2>\n")
    assert after.startswith('<h2 id="trois">')
    assert page.split(9) == (page.html, "")


def test_words_are_the_text_without_its_signs() -> None:
    assert (
        markdown.words("## Un *titre*\n\nDes **mots** et [un lien](/blog/).")
        == "Un titre\nDes mots et un lien."
    )

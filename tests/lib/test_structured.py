"""What search engines read cannot leave its block, and gives full addresses."""

import json
import re
from typing import Any

from django.template import Context, Template

from sio.lib import structured


def read(html: str) -> list[dict[str, object]]:
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return [json.loads(block) for block in blocks]


def test_words_of_a_person_cannot_close_the_block() -> None:
    html = structured.script({"@type": "Thing", "name": "</script><script>alert(1)</script>&<!--"})
    assert html.count("<") == 2
    assert read(html)[0]["name"] == "</script><script>alert(1)</script>&<!--"


def test_each_block_says_its_vocabulary() -> None:
    blocks = read(structured.script([structured.organization(), structured.breadcrumbs([("Accueil", "/")])]))
    assert [block["@context"] for block in blocks] == ["https://schema.org"] * 2
    assert [block["@type"] for block in blocks] == ["Organization", "BreadcrumbList"]


def test_breadcrumbs_are_numbered_and_absolute(settings: Any) -> None:
    settings.SITE_URL = "https://sio.example"
    items = structured.breadcrumbs([("Accueil", "/"), ("Blog", "/blog/")])["itemListElement"]
    assert [(item["position"], item["name"], item["item"]) for item in items] == [
        (1, "Accueil", "https://sio.example/"),
        (2, "Blog", "https://sio.example/blog/"),
    ]


def test_the_tag_prints_nothing_for_nothing() -> None:
    assert Template("{% json_ld data %}").render(Context({"data": []})) == ""

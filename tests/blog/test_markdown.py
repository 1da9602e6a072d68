"""Markdown becomes clean HTML with a contents list."""

import pytest

from blog import markdown


def test_headings_get_anchors_and_make_the_contents_list() -> None:
    page = markdown.render("## Un rôle\n\ntexte\n\n### Une qualité\n\n## Un rôle")
    assert [(heading.anchor, heading.level) for heading in page.headings] == [
        ("un-role", 2),
        ("une-qualite", 3),
        ("un-role-2", 2),
    ]
    assert '<h2 id="un-role-2">' in page.html


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "[lien](javascript:alert(1))",
        "[lien](JaVaScRiPt:alert(1))",
        "[lien](data:text/html;base64,PHNjcmlwdD4=)",
        '<img src=x onerror="alert(1)">',
        "![image](javascript:alert(1))",
        '<a href="#" onclick="alert(1)">x</a>',
        "<svg onload=alert(1)>",
        "<iframe src=//exemple.example></iframe>",
    ],
)
def test_nothing_that_could_run_survives(attack: str) -> None:
    html = markdown.render(attack).html
    for trace in (
        "<script",
        "<img",
        "<svg",
        "<iframe",
        'href="javascript',
        'href="data:',
        '<a href="#" onclick',
    ):
        assert trace not in html.lower()

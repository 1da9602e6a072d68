"""What strangers type, made safe to read: plain text with paragraphs, and links made by us. No markup of theirs.

Letters that cannot be seen, that turn the line around or that imitate others are how text lies: the first two are
taken out, an address written with the third is refused.
"""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LINE_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\u0085\v\f]")
TOO_MANY_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*){2,}")
# Joins emoji and Persian letters: the one invisible sign that means something, and only between two others.
JOINER = "\u200d"
# Accents stacked until they run over the lines around.
STACKED = re.compile(r"([\u0300-\u036f\u0489]{3})[\u0300-\u036f\u0489]+")
FILLERS = dict.fromkeys(map(ord, "\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5"))

LINK = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
ENDING = ".,;:!?)]}»’”\u2026\u00a0\u202f"
# A link is also what a reader would take for one.
LOOKS_LIKE_A_LINK = re.compile(
    r"(?:https?|ftp|hxxps?)\s*:\s*//[^\s/]*|\bwww\s*\.[^\s/]*|\[(?:url|link)|<\s*a\b|\bt\.me/|\bbit\.ly\b"
    r"|(?<![@\w./])(?:[a-z0-9-]+\.)+(?:com|net|org|info|biz|ru|cn|xyz|top|shop|site|online|store|click|club|live|icu|pro"
    r"|app|dev|io|co|me|tk|ml|eu|fr)\b(?!@)",
    re.IGNORECASE,
)
# Letters of French host names; anything else may imitate one of them.
HOST_LETTERS = re.compile(r"[a-z0-9àâäæçéèêëîïôöœùûüÿ.-]+", re.IGNORECASE)


def clean(text: str) -> str:
    """The text without what cannot be seen or turns the line around, its white space tamed."""
    text = unicodedata.normalize("NFC", LINE_BREAKS.sub("\n", text).translate(FILLERS))
    text = "".join(_seen(text))
    text = STACKED.sub(r"\1", text)
    lines = (line.rstrip() for line in text.split("\n"))
    return TOO_MANY_LINES.sub("\n\n", "\n".join(lines)).strip()


def clean_line(text: str) -> str:
    """The same for what stands on one line, such as a name."""
    return " ".join(clean(text).split())


def _seen(text: str) -> Iterator[str]:
    return (
        sign for index, sign in enumerate(text) if _is_seen(sign) or (sign == JOINER and _joins(text, index))
    )


def _is_seen(sign: str) -> bool:
    """Not a formatting (Cf) or control (Cc) sign, nor an unassigned or private one."""
    return sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cf", "Cn", "Co", "Cs"}


def _joins(text: str, index: int) -> bool:
    """Between two pictures: a woman and a briefcase are one sign."""
    around = text[index - 1 : index], text[index + 1 : index + 2]
    return all(side and unicodedata.category(side) in {"So", "Sk", "Mn"} for side in around)


def count_links(text: str) -> int:
    """How many links a reader would see, whether or not we would make them one."""
    return len(LOOKS_LIKE_A_LINK.findall(text))


def lies(address: str) -> bool:
    """Whether an address shows one host and leads to another, or is written with letters that imitate others."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return True
    if "@" in parts.netloc or "\\" in address or not HOST_LETTERS.fullmatch(host):
        return True
    return host.startswith("xn--") or ".xn--" in host


def lying_links(text: str) -> list[str]:
    return [link for link in LINK.findall(text) if lies(link)]


def as_html(text: str) -> SafeString:
    """Paragraphs at empty lines, line breaks kept, web addresses as links that we neither follow nor vouch for."""
    paragraphs = (block.strip() for block in re.split(r"\n\s*\n", text))
    return format_html_join("", "<p>{}</p>", ((_lines(block),) for block in paragraphs if block))


def _lines(block: str) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((_with_links(line),) for line in block.split("\n")))


def _with_links(line: str) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in _pieces(line)))


def _pieces(line: str) -> Iterator[str]:
    end = 0
    for hit in LINK.finditer(line):
        address = hit[0].rstrip(ENDING)
        yield line[end : hit.start()]
        yield address if lies(address) else external_link(address, address)
        end = hit.start() + len(address)
    yield line[end:]


def external_link(address: str, label: str) -> SafeString:
    return format_html('<a href="{}" rel="nofollow ugc noopener">{}</a>', address, label)

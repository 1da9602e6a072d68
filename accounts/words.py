"""How search reads what people type: no accents, no punctuation, no plural, no feminine."""

import re

from sio.lib.text import normalise

SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints"}


def search_key(text: str) -> str:
    """« L’Haÿ-les-Roses » becomes « l hay les roses »: what is stored beside a label and compared."""
    return " ".join(re.findall(r"[a-z0-9]+", normalise(text)))


def search_words(text: str) -> list[str]:
    """The words of a query, ready to be looked for at the start of words.

    A final « e » or « s » is dropped, so that « assistante », « assistants » and « assistant » find the same thing.
    """
    return [_stem(word) for word in search_key(text).split()]


def town_key(text: str) -> str:
    """Like `search_key`, with « St » and « Ste » in full, and « 12ème » written « 12e »."""
    key = re.sub(r"\b(\d+)eme\b", r"\1e", search_key(text))
    return " ".join(SAINTS.get(word, word) for word in key.split())


def _stem(word: str) -> str:
    return word.removesuffix("s").removesuffix("e") if len(word) > 4 else word

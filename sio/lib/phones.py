"""Telephone numbers: typed as one speaks, kept in E.164, shown in pairs."""

import re

NARROW = "\u202f"
NO_BREAK = "\u00a0"

SEPARATORS = re.compile(r"[\s.\-/]+")
FRENCH = re.compile(r"\+33[1-9]\d{8}")
ANY = re.compile(r"\+[1-9]\d{7,14}")


def clean_phone(text: str) -> str:
    """A number in E.164, French unless it says otherwise; raises ValueError when it cannot be one."""
    number = SEPARATORS.sub("", text.replace("(0)", ""))
    if number.startswith("00"):
        number = "+" + number[2:]
    elif number.startswith("0"):
        number = "+33" + number[1:]
    if number.startswith("+33"):
        number = "+33" + number[3:].removeprefix("0")
    expected = FRENCH if number.startswith("+33") else ANY
    if not expected.fullmatch(number) or not number.isascii():
        raise ValueError("Not a telephone number.")
    return number


def show_phone(number: str) -> str:
    """06 12 34 56 78 for a French number, the number itself otherwise."""
    if not FRENCH.fullmatch(number):
        return number
    national = "0" + number[3:]
    return NO_BREAK.join(national[at : at + 2] for at in range(0, 10, 2))

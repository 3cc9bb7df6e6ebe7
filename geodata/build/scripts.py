"""Scripts, folding and junk of names."""

import re
import unicodedata

APOSTROPHES = "'`´ʻʼʽ‘’‛′ˈˊ"
SPELLED = {"ı": "i", "ə": "a", "ø": "o", "đ": "d", "æ": "ae", "ё": "е", "ي": "ی", "ى": "ی", "ك": "ک"}


def fold(name: str) -> str:
    """Case, diacritics, apostrophes and hyphens removed: for comparing only, as the program folds too (й stays)."""
    kept = []
    for letter in unicodedata.normalize("NFKD", name.casefold().replace("\u200c", "")):
        if letter == "\u0306" and kept and kept[-1] == "и":
            kept[-1] = "й"
        elif not unicodedata.combining(letter) and letter not in APOSTROPHES:
            kept.append(SPELLED.get(letter, " " if letter in "-‐‑–—_/" else letter))
    return " ".join("".join(kept).split())


def script(name: str) -> str | None:
    """Latin, Cyrillic or Arabic when every letter of the name is of that script, else nothing."""
    found = {_letter_script(c) for c in name if c.isalpha()}
    return found.pop() if len(found) == 1 else None


def _letter_script(letter: str) -> str | None:
    if letter in APOSTROPHES:
        return "Latin"
    word = unicodedata.name(letter, "").split(" ")[0]
    return word.capitalize() if word in ("LATIN", "CYRILLIC", "ARABIC") else None


def clean(name: str) -> str:
    """One line, single spaces, composed characters."""
    text = unicodedata.normalize("NFC", name.replace("\u200e", "").replace("\u200f", ""))
    return re.sub(r"\s+", " ", text).strip(" ,;")


def is_machine_romanised(name: str) -> bool:
    """GeoNames keeps lower-case romanisations ("ta shen gan") that nobody writes."""
    return name[:1].islower() and script(name) == "Latin"


def only_russian_letters(name: str) -> bool:
    """Cyrillic without a letter that Russian lacks."""
    return script(name) == "Cyrillic" and all(c in RUSSIAN or not c.isalpha() for c in name.casefold())


RUSSIAN = set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")

"""Scripts, folding and junk of names."""

import re
import unicodedata

APOSTROPHES = "'`´ʻʼʽ‘’‛′ˈˊ"
TYPOGRAPHIC = str.maketrans({c: "‘" for c in "ʻ‘"} | {c: "’" for c in "ʼ’"})


def fold(name: str) -> str:
    """Case, diacritics, apostrophes, hyphens and spaces removed: for comparing only."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    kept = (" " if c in "-‐‑–—\u200c_/" else c for c in decomposed if not unicodedata.combining(c))
    text = "".join(c for c in kept if c not in APOSTROPHES)
    return " ".join(text.replace("ı", "i").replace("ə", "a").split())


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

"""Uzbek Latin to Uzbek Cyrillic and to Russian usage, by rule, for names no source spells."""

import re
import unicodedata

LATIN_TO_CYRILLIC = [
    ("o‘", "ў"), ("g‘", "ғ"), ("sh", "ш"), ("ch", "ч"), ("yo", "ё"), ("yu", "ю"), ("ya", "я"), ("ye", "е"),
    ("’", "ъ"), ("a", "а"), ("b", "б"), ("d", "д"), ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "ҳ"), ("i", "и"),
    ("j", "ж"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("q", "қ"), ("r", "р"),
    ("s", "с"), ("t", "т"), ("u", "у"), ("v", "в"), ("x", "х"), ("y", "й"), ("z", "з"), ("c", "к"), ("w", "в"),
]
CYRILLIC_TO_RUSSIAN = [("ў", "у"), ("қ", "к"), ("ғ", "г"), ("ҳ", "х"), ("жж", "дж"), ("о", "а"), ("ъ", "")]


BGN_TO_LATIN = [("ŭ", "o‘"), ("Ŭ", "O‘"), ("gh", "g‘"), ("Gh", "G‘"), ("kh", "x"), ("Kh", "X"), ("w", "v"), ("W", "V")]


def uzbek_latin(name: str) -> str:
    """Today's Latin orthography: older romanisation replaced, oʻ and gʻ told apart from the tutuq belgisi."""
    for older, today in BGN_TO_LATIN:
        name = name.replace(older, today)
    text = re.sub(r"[ʻʼ'`´’‘]", "’", name)
    return re.sub(r"([oOgG])’", r"\1‘", text)


def uzbek_cyrillic(latin: str) -> str:
    """Uzbek Latin orthography to Uzbek Cyrillic, word by word."""
    return "".join(_word(part) if part.isalpha() or "‘" in part or "’" in part else part
                   for part in re.split(r"([\s\-()]+)", uzbek_latin(latin)))


def _word(word: str) -> str:
    text = word.lower()
    if text.startswith("e"):
        text = "э" + text[1:]
    text = re.sub(r"(?<=[aou])e", "э", text)
    for latin, cyrillic in LATIN_TO_CYRILLIC:
        text = text.replace(latin, cyrillic)
    return text[:1].upper() + text[1:] if word[:1].isupper() else text


def russian(cyrillic: str) -> str:
    """Uzbek Cyrillic in Russian letters: Хонобод gives Ханабад, Қарши gives Карши."""
    text = cyrillic
    for uzbek, plain in CYRILLIC_TO_RUSSIAN:
        text = text.replace(uzbek, plain).replace(uzbek.upper(), plain.upper())
    return re.sub(r"(?<=[аеиоуыэюя])й(?=[аеиоуыэюя])", "й", text)


def russian_adjective(core: str) -> str:
    """The Russian adjective of a district: Фариш gives Фаришский, Навои gives Навоийский, Кува gives Кувинский."""
    if core.endswith(("и", "у", "о", "е", "ю", "ё")):
        return f"{core}йский"
    if core.endswith(("а", "я", "ы")):
        return f"{core[:-1]}инский"
    return f"{core.rstrip('йь')}ский"


LOCAL_TO_RUSSIAN = dict(zip("әіңғүұқөһҷӣӯҳ", ("а", "и", "н", "г", "у", "у", "к", "о", "х", "дж", "и", "у", "х")))
TURKMEN_ONLY = [
    ("ýa", "я"), ("ýe", "е"), ("ýu", "ю"), ("ýo", "ё"), ("ç", "ч"), ("ş", "ш"), ("ž", "ж"), ("ň", "н"), ("ä", "е"),
    ("ö", "ё"), ("ü", "ю"), ("ý", "й"),
]
ROMANISED_ONLY = [
    ("shch", "щ"), ("kh", "х"), ("gh", "г"), ("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("ts", "ц"), ("ya", "я"),
    ("yu", "ю"), ("yo", "ё"), ("ye", "е"), ("iy", "ий"),
]
LETTER_BY_LETTER = [
    ("j", "дж"), ("w", "в"), ("v", "в"), ("y", "ы"), ("a", "а"), ("b", "б"), ("c", "к"), ("d", "д"), ("e", "е"),
    ("f", "ф"), ("g", "г"), ("h", "х"), ("i", "и"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"),
    ("p", "п"), ("q", "к"), ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"), ("x", "х"), ("z", "з"),
]


def local_to_russian(name: str) -> str:
    """Kazakh, Kyrgyz or Tajik Cyrillic in Russian letters: Құлсары gives Кулсары."""
    letters = (LOCAL_TO_RUSSIAN.get(letter.lower(), letter.lower()) for letter in name)
    return _capitals_like(name, list(letters))


def romanised_to_russian(country: str, name: str) -> str:
    """Turkmen Latin, or the romanised Tajik, Dari, Kazakh and Kyrgyz of GeoNames, in Russian letters."""
    text = name.lower() if country == "TM" else _plain(name.lower())
    for latin, cyrillic in (*(TURKMEN_ONLY if country == "TM" else ROMANISED_ONLY), *LETTER_BY_LETTER):
        text = text.replace(latin, cyrillic)
    if country != "TM":
        text = re.sub(r"(?<=[аеиоуыэюя])ы", "й", text)
    text = re.sub(r"(^|[\s-])е", r"\1э", text)
    return re.sub(r"(^|[\s-])(\w)(?=\w)", lambda found: found[1] + found[2].upper(), text)


def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if c.isalpha() or c in " -")


def _capitals_like(name: str, parts: list[str]) -> str:
    return "".join(part[:1].upper() + part[1:] if letter.isupper() else part for letter, part in zip(name, parts))

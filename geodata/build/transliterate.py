"""Uzbek Latin to Uzbek Cyrillic and to Russian usage, by rule, for names no source spells."""

import re

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


def russian_district(core: str) -> str:
    """The Russian adjective of a district or region: Фариш gives Фаришский район."""
    return f"{russian_adjective(core)} район"


def russian_adjective(core: str) -> str:
    """Masculine adjective by the common rules of Russian place names."""
    word = re.sub(r"(ь|й|[аеиоуыэюя])$", "", core)
    if re.search(r"[гкхц]$", word) and core[-1:] in "аеиоуыэюя":
        return f"{word}инский"
    if core.endswith(("о", "у", "и", "ы", "е")):
        return f"{core}йский" if core.endswith(("и", "у", "о", "е", "ы")) else f"{word}ский"
    return f"{word}ский"

"""The language of an untagged name, where its letters or its type word show it."""

import re

from .model import Gazetteer
from .scripts import only_russian_letters, script

TYPE_WORD = [
    (re.compile(r"(?i)(ский|цкий|ской|ская|область|район|город)\b"), "ru"),
    (re.compile(r"(?i)\b(ауданы|облысы|қаласы)\b"), "kk"),
    (re.compile(r"(?i)\b(району|облусу|шаары)\b"), "ky"),
    (re.compile(r"(?i)\b(ноҳияи|вилояти|шаҳри)\b"), "tg"),
]
LETTERS = {
    "KZ": [("kk", "әіңғүұқөһ")], "KG": [("ky", "ңөү")], "TJ": [("tg", "ҷӣӯқғҳ"), ("uz-Cyrl", "ў")],
    "UZ": [("uz-Cyrl", "ўқғҳ")], "TM": [("tk", "ýňžäöüşç")], "AF": [("ps", "ټډړښږګڼۍې"), ("fa", "")],
    "RU": [], "IR": [("fa", "")],
}
CYRILLIC = {"kk", "ky", "tg", "uz-Cyrl"}


def tag_languages(gazetteer: Gazetteer) -> None:
    """Retags the untagged names of places in these countries whose language can be told."""
    for place in gazetteer.places.values():
        names = gazetteer.names.get(place.id, {})
        if place.country not in LETTERS or place.kind == "country":
            continue
        for (lang, name), kind in list(names.items()):
            told = language(place.country, name) if lang == "und" else None
            if told and (told, name) not in names:
                names[told, name] = kind
            if told:
                del names[lang, name]


def language(country: str, name: str) -> str | None:
    """The language, or nothing where several write the name alike."""
    of_script = script(name)
    if of_script == "Cyrillic":
        for word, lang in TYPE_WORD:
            if word.search(name) and not (lang == "tg" and country == "UZ"):
                return lang
    for lang, letters in LETTERS[country]:
        fits = {"Cyrillic": lang in CYRILLIC, "Latin": lang == "tk", "Arabic": lang in ("fa", "ps")}
        if fits.get(of_script) and (not letters or any(letter in name.casefold() for letter in letters)):
            return lang
    return "ru" if country != "UZ" and only_russian_letters(name) else None

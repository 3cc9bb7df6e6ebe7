"""Uzbek Cyrillic and Russian names for every place of Uzbekistan."""

import re

from .districts import core_name, key_of
from .model import SETTLED, Gazetteer, Place
from .sources import Sources
from .scripts import only_russian_letters, script
from .transliterate import russian, russian_adjective, uzbek_cyrillic, uzbek_latin

REGION_OF_SOATO = {
    "1703": "UZ-AN", "1706": "UZ-BU", "1708": "UZ-JI", "1710": "UZ-QA", "1712": "UZ-NW", "1714": "UZ-NG",
    "1718": "UZ-SA", "1722": "UZ-SU", "1724": "UZ-SI", "1726": "UZ-TK", "1727": "UZ-TO", "1730": "UZ-FA",
    "1733": "UZ-XO", "1735": "UZ-QR"}
CITY_WORD = re.compile(r"(?i)\b(shahri|city)\b")
GROUP = re.compile(r"tumanlari|shaharlari|shaharchalari|yig'inlari|ahamiyatiga")


def add_uzbek_names(gazetteer: Gazetteer, sources: Sources) -> None:
    """From the government classifier by folded name within the region, else by transliteration."""
    towns, districts = classifier(sources)
    for place in sorted(gazetteer.places.values(), key=lambda place: place.id):
        if place.country != "UZ":
            continue
        if place.kind == "admin2" and CITY_WORD.search(place.name):
            _name_city(gazetteer, place, _match(gazetteer, place, towns))
        elif place.kind == "admin2":
            _name_district(gazetteer, place, _match(gazetteer, place, districts))
        elif place.kind in SETTLED:
            _name_town(gazetteer, place, _match(gazetteer, place, towns))


def classifier(sources: Sources) -> tuple[dict, dict]:
    """(region, folded name) to (Latin, Cyrillic, Russian), for towns and for districts."""
    towns: dict[tuple[str, str], tuple[str, str, str]] = {}
    districts: dict[tuple[str, str], tuple[str, str, str]] = {}
    for row in sources.soato():
        fields = row["fields"]
        region = REGION_OF_SOATO.get(fields["soato"][:4])
        if region is None or row["model"] == "soato.region" or GROUP.search(fields["name"]):
            continue
        latin, cyrillic = uzbek_latin(fields["name"]), fields["name_cyr"]
        names = (latin, cyrillic, _russian(fields["name_rus"], cyrillic))
        target = districts if latin.endswith("tumani") else towns
        target.setdefault((region, key_of("UZ", latin)), names)
    for row in sources.uzbek_districts():
        key = next((key for key in districts if key[1] == key_of("UZ", row["name_uz"])), None)
        if key is None and row["name_uz"].endswith("tumani"):
            districts[("", key_of("UZ", row["name_uz"]))] = (row["name_uz"], row["name_oz"], row["name_ru"])
    return towns, districts


def _russian(name: str, cyrillic: str) -> str:
    """Latin p typed for Cyrillic р mended; a bare adjective is no name of a town."""
    mended = name.replace("p", "р")
    return russian(cyrillic) if re.search(r"(ского|ская|ские)$", mended) else mended


def _match(gazetteer: Gazetteer, place: Place, rows: dict) -> tuple[str, str, str] | None:
    names = [place.name, *(name for _, name in sorted(gazetteer.names.get(place.id, {})))]
    for region in (place.admin1, ""):
        for name in names:
            if script(name) == "Latin" and (found := rows.get((region, key_of("UZ", name)))):
                return found
    return None


def _name_town(gazetteer: Gazetteer, place: Place, row: tuple[str, str, str] | None) -> None:
    if place.name != core_name(place.name) or "ŭ" in place.name.lower():
        place.name = core_name(uzbek_latin(place.name))
    if row:
        for lang, name in zip(("uz", "uz-Cyrl", "ru"), row):
            gazetteer.prefer(place.id, lang, name)
    known = gazetteer.names.setdefault(place.id, {})
    latin = row[0] if row else core_name(uzbek_latin(next((name for lang, name in known if lang == "uz"), place.name)))
    cyrillic = next((name for lang, name in sorted(known) if lang == "uz-Cyrl"), None)
    if cyrillic is None:
        cyrillic = uzbek_cyrillic(latin)
        gazetteer.name(place.id, "uz-Cyrl", cyrillic, "generated")
    gazetteer.name(place.id, "uz", latin, "alias" if row else "generated")
    if not gazetteer.has_lang(place.id, "ru"):
        _add_russian(gazetteer, place, cyrillic)


def _add_russian(gazetteer: Gazetteer, place: Place, cyrillic: str) -> None:
    known = sorted(name for lang, name in gazetteer.names[place.id] if lang == "und" and only_russian_letters(name))
    for name in known:
        gazetteer.name(place.id, "ru", name, "alias")
    if not known:
        gazetteer.name(place.id, "ru", russian(cyrillic), "generated")


def _name_city(gazetteer: Gazetteer, place: Place, row: tuple[str, str, str] | None) -> None:
    latin = core_name(uzbek_latin(place.name))
    cyrillic = uzbek_cyrillic(latin)
    latin, cyrillic, plain = row or (latin, cyrillic, russian(cyrillic))
    kind = "preferred" if row else "generated"
    for lang, name in (("uz", f"{latin} shahri"), ("uz-Cyrl", f"{cyrillic} шаҳри"), ("ru", f"город {plain}")):
        gazetteer.name(place.id, lang, name, kind)
    place.name = f"{latin} City"
    gazetteer.name(place.id, "en", place.name, "generated")


def _name_district(gazetteer: Gazetteer, place: Place, row: tuple[str, str, str] | None) -> None:
    if row:
        for lang, name in zip(("uz", "uz-Cyrl", "ru"), row):
            gazetteer.name(place.id, lang, name, "preferred")
        core, kind = core_name(uzbek_latin(row[0])), "alias"
    else:
        core, kind = core_name(uzbek_latin(place.name)), "generated"
        cyrillic = uzbek_cyrillic(core)
        gazetteer.name(place.id, "uz", f"{core} tumani", kind)
        gazetteer.name(place.id, "uz-Cyrl", f"{cyrillic} тумани", kind)
        gazetteer.name(place.id, "ru", f"{russian_adjective(russian(cyrillic))} район", kind)
    place.name = f"{core} District"
    gazetteer.name(place.id, "en", place.name, "generated")

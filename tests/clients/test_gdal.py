"""GDAL's driver for OGC API - Features, as QGIS uses it: a question gives the rows that a plain scan gives."""

import json
import subprocess

import pytest


def read(site, *words):
    command = ["ogr2ogr", "-f", "GeoJSON", "/vsistdout/", f"OAPIF:{site.address}/", "events", "-oo", "PAGE_SIZE=7", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and not done.stderr.strip(), done.stderr
    return sorted(feature["properties"]["id"] for feature in json.loads(done.stdout)["features"])


def in_valley(feature):
    lon, lat = feature["geometry"]["coordinates"] if feature["geometry"] else (0, 0)
    return 69 <= lon <= 74 and 39 <= lat <= 42


def is_protest(feature):
    return feature["properties"]["event_type"] == "protest"


def is_sure(feature):
    return feature["properties"]["confidence"] >= 0.7


@pytest.mark.parametrize(
    ("words", "is_meant"),
    [
        ([], lambda feature: True),
        (["-spat", "69", "39", "74", "42"], in_valley),
        (["-where", "event_type = 'protest'"], is_protest),
        (["-where", "confidence >= 0.7 AND event_type <> 'other'"], lambda it: is_sure(it) and it["properties"]["event_type"] != "other"),
        (["-where", "event_type = 'protest'", "-spat", "69", "39", "74", "42"], lambda it: is_protest(it) and in_valley(it)),
    ],
)
def test_gdal_reads_the_rows_of_a_plain_scan(site, words, is_meant):
    scan = site.features("/collections/events/items?limit=1000")
    expected = sorted(feature["id"] for feature in scan if is_meant(feature))
    assert read(site, *words) == expected and expected

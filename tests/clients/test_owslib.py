"""OWSLib, as Python programs use OGC services. Of OGC API - Tiles it has no client."""

import pytest
from owslib.ogcapi.features import Features


@pytest.fixture
def client(site):
    return Features(site.address)


def ids(page):
    return [feature["id"] for feature in page["features"]]


def test_owslib_finds_the_collections_and_the_description(client):
    assert client.feature_collections() == ["events", "places", "countries", "regions", "lakes"]
    assert client.api()["openapi"].startswith("3.0")
    assert "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text" in client.conformance()["conformsTo"]
    assert "event_type" in client.collection_queryables("events")["properties"]
    assert client.collection("places")["itemType"] == "feature"


@pytest.mark.parametrize(
    ("asked", "is_meant"),
    [
        ({}, lambda feature: True),
        ({"bbox": [66, 37, 73, 46]}, lambda feature: in_box(feature, 66, 37, 73, 46)),
        ({"datetime_": "2018-01-01/2018-12-31"}, lambda feature: in_year(feature, "2018")),
        ({"filter": "event_type = 'protest' OR confidence < 0.5"}, lambda feature: is_protest_or_doubtful(feature["properties"])),
    ],
)
def test_owslib_asks_for_the_rows_that_a_plain_scan_finds(client, site, asked, is_meant):
    scan = site.features("/collections/events/items")
    expected = [feature["id"] for feature in scan if is_meant(feature)]
    page = client.collection_items("events", limit=1000, **asked)
    assert ids(page) == expected and expected
    assert page["numberMatched"] == len(expected)


def in_box(feature, west, south, east, north):
    lon, lat = feature["geometry"]["coordinates"] if feature["geometry"] else (999, 999)
    return west <= lon <= east and south <= lat <= north


def in_year(feature, year):
    properties = feature["properties"]
    first, last = properties["event_date"], properties["event_date_end"]
    return first is not None and first[:4] <= year <= (last or first)[:4]


def is_protest_or_doubtful(properties):
    return properties["event_type"] == "protest" or properties["confidence"] < 0.5


def test_owslib_sorts_and_reads_one_item(client):
    page = client.collection_items("events", limit=1000, sortby=("confidence", "desc"))
    confidences = [feature["properties"]["confidence"] for feature in page["features"]]
    assert confidences == sorted(confidences, reverse=True)
    first = page["features"][0]
    assert client.collection_item("events", first["id"])["properties"] == first["properties"]

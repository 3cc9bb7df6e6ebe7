"""Walks from `/` through every link of ours, in JSON, HTML, Atom and TileJSON."""

import json
import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

DOCUMENTS = (
    "application/json",
    "application/geo+json",
    "application/schema+json",
    "application/vnd.oai.openapi+json",
    "application/vnd.mapbox.style+json",
)
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
# Addresses that differ only in an id or a cursor are alike: there are 100,000 places to look at.
ALIKE_MAX = 40
TEMPLATE = {"tileMatrix": "0", "tileRow": "0", "tileCol": "0", "z": "0", "x": "0", "y": "0"}


class Anchors(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("href", "src") and value and not value.startswith(("#", "data:")):
                self.found.append((value, None))


def in_json(value):
    """The links of a JSON document, each with the media type that it promises."""
    if isinstance(value, list):
        for member in value:
            yield from in_json(member)
    elif isinstance(value, dict):
        if isinstance(value.get("href"), str):
            yield value["href"], value.get("type")
        if isinstance(value.get("tilejson"), str):
            kind = None if "vector_layers" in value else "application/geo+json"
            yield from ((tile, kind) for tile in value["tiles"])
        for member in value.values():
            yield from in_json(member)


def links(media_type, body):
    if media_type in DOCUMENTS:
        return list(in_json(json.loads(body)))
    if media_type == "text/html":
        anchors = Anchors()
        anchors.feed(body.decode())
        return anchors.found
    if media_type == "application/atom+xml":
        return [(address.replace("&amp;", "&"), None) for address in re.findall(r'<link[^>]* href="([^"]+)"', body.decode())]
    return []


def filled(address):
    return re.sub(r"\{(\w+)\}", lambda found: TEMPLATE.get(found[1], found[0]), address)


def shape(address):
    """What alike addresses have in common."""
    parts = urlsplit(address)
    path = re.sub(r"(/(?:items|events|documents)/)[^/.]+$", r"\1*", parts.path)
    return path, tuple(sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True)))


def test_every_link_leads_to_what_it_promises(site):
    waiting, seen, alike, broken = [("/", None), ("/", "application/json")], set(), Counter(), []
    while waiting:
        address, promised = waiting.pop(0)
        address = filled(urljoin(site.address, address))
        if not address.startswith(site.address) or (address, promised) in seen:
            continue
        seen.add((address, promised))
        alike[shape(address)] += 1
        if alike[shape(address)] > ALIKE_MAX:
            continue
        status, media_type, body = site.answer(address, promised or BROWSER)
        if status != 200 or (promised and media_type != promised.split(";")[0]):
            broken.append((address, promised, status, media_type))
            continue
        waiting += [(urljoin(address, there), kind) for there, kind in links(media_type, body)]
    assert broken == []
    kinds = {path for path, _ in alike}
    walked = {"/", "/api", "/collections/places/items/*", "/events/*", "/layers/events.gpkg", "/feed.atom", "/tileMatrixSets"}
    assert walked <= kinds, walked - kinds
    print(f"{len(seen)} links of {len(alike)} kinds")

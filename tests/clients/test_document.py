"""The description of the API is valid, complete in itself, and every example in it does what it says."""

import json
from urllib.parse import quote, urlencode

import pytest
from openapi_schema_validator import OAS30Validator
from openapi_spec_validator import OpenAPIV30SpecValidator

# Goes on for ever.
ENDLESS = "/stream"


@pytest.fixture
def document(site):
    return site.json("/api")


def members(value):
    if isinstance(value, dict):
        yield value
        for member in value.values():
            yield from members(member)
    elif isinstance(value, list):
        for member in value:
            yield from members(member)


def operations(document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def text(example):
    return ",".join(map(str, example)) if isinstance(example, list) else str(example)


def test_the_document_is_valid(document):
    OpenAPIV30SpecValidator(document).validate()


def test_every_schema_is_inlined_and_every_limit_stated(document):
    assert [member for member in members(document) if "$ref" in member] == []
    for path, _, operation in operations(document):
        for parameter in operation["parameters"]:
            if parameter["name"] == "limit":
                assert parameter["schema"]["minimum"] == 1 and "default" in parameter["schema"], path
                assert "maximum" in parameter["schema"] or "10000" in parameter["description"], path
        if "requestBody" in operation:
            assert "bytes" in operation["requestBody"]["description"], path


def check(path, operation, answer):
    """An answer is one that the document tells of."""
    status, media_type, body = answer
    content = operation["responses"].get(str(status), {}).get("content", {})
    described = {key.split(";")[0]: value for key, value in content.items()}
    assert status in (200, 201) and media_type in described, (path, status, media_type, body[:500])
    schema = described[media_type]["schema"]
    if media_type.endswith("json") and media_type != "application/x-ndjson":
        errors = OAS30Validator(schema).iter_errors(json.loads(body))
        assert [(list(error.absolute_path), error.message[:300]) for error in errors] == [], path


def test_every_example_of_a_parameter_can_be_asked(site, document):
    asked = 0
    for path, method, operation in operations(document):
        if method != "get" or path == ENDLESS:
            continue
        needed = {it["name"]: it["example"] for it in operation["parameters"] if it["required"]}
        optional = [(it["name"], it["example"]) for it in operation["parameters"] if not it["required"] and "example" in it]
        for chosen in [{}, *({name: example} for name, example in optional)]:
            if path == "/geocode" and chosen.keys() & {"lon", "lat"}:
                chosen = {"lon": 72.8, "lat": 40.5}
            values = {name: text(example) for name, example in {**needed, **chosen}.items()}
            address = path
            for name in [name for name in values if f"{{{name}}}" in path]:
                address = address.replace(f"{{{name}}}", quote(values.pop(name), safe=""))
            check(address, operation, site.answer(f"{address}?{urlencode(values)}"))
            asked += 1
    print(f"{asked} examples asked")


def test_every_example_of_a_body_can_be_sent(scratch):
    document = scratch.json("/api")
    sent = 0
    for path, method, operation in operations(document):
        if "requestBody" not in operation:
            continue
        event = next((it["example"] for it in operation["parameters"] if it["in"] == "path"), "")
        address = path.replace("{id}", event)
        for media_type, described in operation["requestBody"]["content"].items():
            if "example" in described:
                example = described["example"]
                body = example if isinstance(example, str) else json.dumps(example)
                check(path, operation, scratch.answer(address, "*/*", body.encode(), media_type, method.upper()))
                sent += 1
    print(f"{sent} examples sent")

"""DuckDB, as analysts use it, on the downloads."""

import duckdb
import pytest


@pytest.fixture
def rows(site):
    features = site.features("/collections/events/items")
    return sorted((it["id"], it["properties"]["event_type"], it["properties"]["title"]) for it in features)


def saved(site, folder, extension):
    path = folder / f"events.{extension}"
    status, _, body = site.answer(f"/layers/events.{extension}")
    assert status == 200
    path.write_bytes(body)
    return str(path)


def test_duckdb_reads_the_rows_of_the_items_from_csv(site, rows, tmp_path):
    path = saved(site, tmp_path, "csv")
    read = duckdb.sql(f"SELECT id, event_type, title FROM read_csv('{path}') ORDER BY id").fetchall()
    assert read == rows
    types = dict(duckdb.sql(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_csv('{path}'))").fetchall())
    told = {name: types[name] for name in ("longitude", "confidence", "planned", "created_at")}
    assert told == {"longitude": "DOUBLE", "confidence": "DOUBLE", "planned": "BOOLEAN", "created_at": "TIMESTAMP WITH TIME ZONE"}


@pytest.mark.parametrize("extension", ["geojson", "geojsonl"])
def test_duckdb_reads_the_rows_of_the_items_from_geojson(site, rows, tmp_path, extension):
    path = saved(site, tmp_path, extension)
    read = duckdb.sql(f"SELECT id, event_type, title FROM read_json('{path}')").fetchall()
    assert sorted(read) == rows

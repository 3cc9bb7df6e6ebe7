//! The operations themselves.

use super::{MVT, Operation, by, filtered, get, post};
use crate::{
    http::{
        collection::SCHEMA,
        feed::{ATOM, PATH},
        landing::OPENAPI,
        negotiation::{GEOJSON, HTML, JSON},
        saved::LAYER,
        stream::EVENT_STREAM,
        styles::{MAPLIBRE, QGIS, STYLE},
        transactions::ITEM,
    },
    layer::QGIS_LAYER,
};

/// What is answered as JSON only.
const JUST_JSON: &[&str] = &[JSON];

/// What is answered as JSON, or as a page for people.
const PAGES: &[&str] = &[JSON, HTML];

/// The same of features.
const FEATURES: &[&str] = &[GEOJSON, JSON, HTML];

/// The same of what properties are.
const SCHEMAS: &[&str] = &[SCHEMA, JSON, HTML];

/// The same of the description of the API.
const DOCUMENTS: &[&str] = &[OPENAPI, JSON, HTML];

/// What a client says of an input.
const ABOUT: [&str; 6] = [
    "name",
    "published",
    "lang",
    "source",
    "source_url",
    "columns",
];

/// All of them, in the order in which a reader meets them.
pub(in crate::http) const OPERATIONS: &[Operation] = &[
    get("/", "landing page", &["f"], PAGES),
    get("/conformance", "standards that are kept", &["f"], PAGES),
    get("/api", "this description", &["f"], DOCUMENTS),
    get("/collections", "collections", &["f"], PAGES),
    get(
        "/collections/events",
        "the collection of events",
        &["f"],
        PAGES,
    ),
    get(
        "/collections/events/schema",
        "the properties of an event",
        &["f"],
        SCHEMAS,
    ),
    get(
        "/collections/events/queryables",
        "what events can be asked for by",
        &["f"],
        SCHEMAS,
    ),
    filtered(
        "/collections/events/items",
        "events, the latest first",
        &["limit", "cursor", "sortby", "properties", "crs", "f"],
        FEATURES,
    ),
    post(
        "/collections/events/items",
        "a new event: 201, with its address in Location",
        &[],
        &[GEOJSON],
    ),
    get(
        ITEM,
        "one event",
        &["id", "properties", "crs", "f"],
        FEATURES,
    ),
    by(
        "put",
        ITEM,
        "the event replaced; with If-Match only if it is as the client has seen it",
        &["id"],
        &[GEOJSON],
    ),
    by(
        "patch",
        ITEM,
        "the event with some of its members changed, as a JSON merge patch",
        &["id"],
        &[GEOJSON],
    ),
    by("delete", ITEM, "the event taken out", &["id"], &[]),
    by(
        "put",
        LAYER,
        "a layer kept or replaced: a filter as a collection of its own",
        &["id"],
        JUST_JSON,
    ),
    by(
        "delete",
        LAYER,
        "a layer taken out; its events stay",
        &["id"],
        &[],
    ),
    get(
        LAYER,
        "a layer, or a collection of the base map",
        &["id", "f"],
        PAGES,
    ),
    filtered(
        "/collections/{collection}/items",
        "the events of a layer, the latest first",
        &[
            "collection",
            "limit",
            "cursor",
            "sortby",
            "properties",
            "crs",
            "f",
        ],
        FEATURES,
    ),
    get(
        "/collections/{collection}/items/{item}",
        "one event of a layer, or one area",
        &["collection", "item", "properties", "crs", "f"],
        FEATURES,
    ),
    get(
        "/collections/countries/items",
        "the countries of the base map; regions and lakes alike",
        &[
            "bbox",
            "bbox-crs",
            "limit",
            "cursor",
            "properties",
            "crs",
            "f",
        ],
        FEATURES,
    ),
    get(
        "/collections/places",
        "the collection of places: the gazetteer",
        &["f"],
        PAGES,
    ),
    get(
        "/collections/places/schema",
        "the properties of a place",
        &["f"],
        SCHEMAS,
    ),
    get(
        "/collections/places/queryables",
        "what places can be asked for by",
        &["f"],
        SCHEMAS,
    ),
    get(
        "/collections/places/items",
        "places, by id",
        &[
            "bbox",
            "q",
            "kind",
            "country",
            "limit",
            "cursor",
            "properties",
            "crs",
            "f",
        ],
        FEATURES,
    ),
    get(
        "/collections/places/items/{id}",
        "one place",
        &["id", "properties", "crs", "f"],
        FEATURES,
    ),
    get(
        "/events/{id}",
        "one event with its evidence and history",
        &["id"],
        JUST_JSON,
    ),
    post(
        "/documents",
        "take a report or an event list",
        &ABOUT,
        JUST_JSON,
    ),
    post(
        "/documents/preview",
        "how the columns of a table are read and what its first rows would become; nothing is taken",
        &[
            "rows",
            "name",
            "published",
            "lang",
            "source",
            "source_url",
            "columns",
        ],
        JUST_JSON,
    ),
    get(
        "/documents/{id}",
        "one document with its mentions and events",
        &["id"],
        JUST_JSON,
    ),
    get("/tileMatrixSets", "the grids of tiles", &["f"], JUST_JSON),
    get(
        "/tileMatrixSets/{set}",
        "one grid of tiles",
        &["set", "f"],
        JUST_JSON,
    ),
    get(
        "/collections/events/tiles",
        "the sets of event tiles",
        &["f"],
        JUST_JSON,
    ),
    get(
        "/collections/events/tiles/{set}",
        "one set of event tiles",
        &["set", "f"],
        JUST_JSON,
    ),
    filtered(
        "/collections/events/tiles/{set}/{z}/{y}/{x}",
        "the events of one tile",
        &["set", "z", "x", "y", "f"],
        &[MVT, GEOJSON, JSON],
    ),
    filtered(
        "/tiles/events.json",
        "where the tiles are (TileJSON 3)",
        &["f"],
        JUST_JSON,
    ),
    filtered(
        "/tiles/events/{z}/{x}/{y}.geojson",
        "the events of one tile",
        &["z", "x", "y"],
        &[GEOJSON],
    ),
    filtered(
        "/tiles/events/{z}/{x}/{y}.mvt",
        "the events of one tile as a vector tile",
        &["z", "x", "y"],
        &[MVT],
    ),
    filtered(
        MAPLIBRE,
        "a MapLibre style of the vector tiles",
        &[],
        &[STYLE],
    ),
    get(
        QGIS,
        "a layer definition of QGIS that reads the events from here",
        &[],
        &[QGIS_LAYER],
    ),
    filtered(
        "/layers/events.geojson",
        "download as GeoJSON",
        &["profile"],
        &[GEOJSON],
    ),
    filtered(
        "/layers/events.geojsonl",
        "download as lines of GeoJSON",
        &["profile"],
        &["application/x-ndjson"],
    ),
    filtered(
        "/layers/events.csv",
        "download as a table; profile=acled or ucdp for their columns",
        &["profile"],
        &["text/csv"],
    ),
    filtered(
        "/layers/events.geojsons",
        "download as a GeoJSON text sequence",
        &["profile"],
        &["application/geo+json-seq"],
    ),
    filtered(
        "/layers/events.xlsx",
        "download as a spreadsheet",
        &["profile"],
        &["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    ),
    filtered(
        "/layers/events.gpkg",
        "download as a GeoPackage with a spatial index",
        &["profile"],
        &["application/geopackage+sqlite3"],
    ),
    filtered(
        "/layers/events.fgb",
        "download as FlatGeobuf with its index; events that have a place",
        &["profile"],
        &["application/flatgeobuf"],
    ),
    filtered(
        "/layers/events.kml",
        "download as KML; events that have a place",
        &["profile"],
        &["application/vnd.google-earth.kml+xml"],
    ),
    filtered(
        "/layers/events.gpx",
        "download as GPX; events that have a place",
        &["profile"],
        &["application/gpx+xml"],
    ),
    filtered(
        "/layers/events.json",
        "download for TimeMap",
        &["profile"],
        JUST_JSON,
    ),
    filtered(
        "/layers/events.jsonl",
        "download as PLOVER",
        &["profile"],
        &["application/x-ndjson"],
    ),
    filtered(
        PATH,
        "the newest changes as an Atom feed, with a next link",
        &["limit", "cursor"],
        &[ATOM],
    ),
    filtered(
        "/stream",
        "each new or changed event as it comes, as server-sent events; resumes by Last-Event-ID",
        &["after"],
        &[EVENT_STREAM],
    ),
    filtered(
        "/facets",
        "counts by type, precision, status and source",
        &[],
        JUST_JSON,
    ),
    filtered("/histogram", "counts by time", &["by"], JUST_JSON),
    get(
        "/basemap/{layer}.geojson",
        "one layer of the base map",
        &["layer"],
        &[GEOJSON],
    ),
    get(
        "/geocode",
        "the places that a name may mean, best first",
        &[
            "q", "complete", "limit", "country", "admin1", "bbox", "lon", "lat", "lang",
        ],
        JUST_JSON,
    ),
    get(
        "/reverse",
        "the places nearest to a position",
        &["lon", "lat", "limit"],
        JUST_JSON,
    ),
    post(
        "/geoparse",
        "the mentions and events of a text, without storing it",
        &ABOUT,
        JUST_JSON,
    ),
    filtered(
        "/review",
        "what needs a person, the most doubtful first",
        &["limit", "cursor"],
        &[GEOJSON],
    ),
    post(
        "/review",
        "confirm, reject, choose another place, move, say that there is no place, merge, undo",
        &[],
        &[GEOJSON],
    ),
    get("/healthz", "whether the process answers", &[], JUST_JSON),
    get("/readyz", "whether the store can be read", &[], JUST_JSON),
];

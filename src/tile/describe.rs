use serde_json::{Value, json};

use super::{Encoding, vector::LAYER};
use crate::{
    layer::degrees,
    space::{Bbox, LATITUDE_MAX, TILE_ZOOM_MAX},
};

/// `TileJSON` 3.0.0 of the event tiles in an encoding: where they are, how deep they go, and the box around
/// their events (the whole square if there are none). Vector tiles tell their layer too.
///
/// Source: <https://github.com/mapbox/tilejson-spec/tree/master/3.0.0>.
#[must_use]
pub fn describe(tiles: &str, encoding: Encoding, extent: Option<Bbox>) -> Value {
    let bounds = extent.map_or([-180.0, -LATITUDE_MAX, 180.0, LATITUDE_MAX], Bbox::edges);
    let mut described = json!({
        "tilejson": "3.0.0",
        "name": "events",
        "description": "Events with their places, times and precision",
        "version": "1.0.0",
        "scheme": "xyz",
        "tiles": [tiles],
        "minzoom": 0,
        "maxzoom": TILE_ZOOM_MAX,
        "bounds": bounds.map(degrees),
    });
    if encoding == Encoding::Vector {
        let layer =
            json!({"id": LAYER, "minzoom": 0, "maxzoom": TILE_ZOOM_MAX, "fields": fields()});
        described["vector_layers"] = json!([layer]);
    }
    described
}

fn fields() -> Value {
    json!({
        "id": "the event's id",
        "event_type": "what happened",
        "event_group": "one of five groups of types",
        "where_prec": "precision of the place, 1 to 7 (UCDP)",
        "geo_precision": "precision of the place, 1 to 3 (ACLED)",
        "uncertainty_m": "radius in metres",
        "status": "candidate, confirmed, rejected or merged",
        "title": "one line",
        "event_date": "first day, YYYY-MM-DD",
        "event_date_edtf": "the date in EDTF level 0",
        "planned": "announced for a time after its report",
        "location": "the place's name",
        "cluster": "true for many events in one",
        "point_count": "how many",
        "types": "how many of each type",
        "west": "the cluster's western edge in degrees",
        "south": "its southern edge",
        "east": "its eastern edge",
        "north": "its northern edge",
    })
}

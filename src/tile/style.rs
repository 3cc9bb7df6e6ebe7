use serde_json::{Value, json};

use super::vector::LAYER;
use crate::{event::Group, layer::group_colour};

/// What events of no known group look like.
const OTHER: &str = "#777777";

/// The outline of every sign.
const OUTLINE: &str = "#14212e";

/// A `MapLibre` style of the vector tiles that a `TileJSON` at an address describes, over the base map's land, borders
/// and lakes: events in the colours of their groups, faint where no more than the region is known, and counted cells
/// as circles that grow with their count. It needs no fonts and no icons.
///
/// Source: <https://maplibre.org/maplibre-style-spec/>.
#[must_use]
pub fn style(tile_json: &str, base_map: impl Fn(&str) -> String) -> Value {
    let plain = |layer: &str| json!({"type": "geojson", "data": base_map(layer)});
    json!({
        "version": 8,
        "name": "Zij events",
        "sources": {
            LAYER: {"type": "vector", "url": tile_json},
            "land": plain("land"),
            "lakes": plain("lakes"),
            "boundaries": plain("boundaries"),
        },
        "layers": [
            {"id": "water", "type": "background", "paint": {"background-color": "#cfdde6"}},
            {"id": "land", "type": "fill", "source": "land", "paint": {"fill-color": "#f6f4ef"}},
            {"id": "lakes", "type": "fill", "source": "lakes", "paint": {"fill-color": "#cfdde6"}},
            {"id": "boundaries", "type": "line", "source": "boundaries", "paint": {"line-color": "#9aa5ad", "line-width": 1}},
            clusters(),
            events(),
        ],
    })
}

/// Cells of many events.
fn clusters() -> Value {
    json!({
        "id": "clusters",
        "type": "circle",
        "source": LAYER,
        "source-layer": LAYER,
        "filter": ["has", "point_count"],
        "paint": {
            "circle-radius": ["interpolate", ["linear"], ["log10", ["get", "point_count"]], 0, 6, 5, 26],
            "circle-color": "#5b7083",
            "circle-opacity": 0.8,
            "circle-stroke-color": OUTLINE,
            "circle-stroke-width": 1,
        },
    })
}

/// Events one by one.
fn events() -> Value {
    let mut colour = vec![json!("match"), json!(["get", "event_group"])];
    for group in Group::ALL {
        let [red, green, blue] = group_colour(group);
        colour.push(group.as_str().into());
        colour.push(format!("#{red:02x}{green:02x}{blue:02x}").into());
    }
    colour.push(OTHER.into());
    json!({
        "id": "events",
        "type": "circle",
        "source": LAYER,
        "source-layer": LAYER,
        "filter": ["!", ["has", "point_count"]],
        "paint": {
            "circle-radius": 6,
            "circle-color": colour,
            "circle-opacity": ["match", ["get", "geo_precision"], 1, 1, 2, 0.6, 0.25],
            "circle-stroke-color": OUTLINE,
            "circle-stroke-width": 1.5,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_names_the_tiles_the_base_map_and_the_groups() {
        let style = style("http://127.0.0.1:8080/tiles/events.json", |layer| {
            format!("http://127.0.0.1:8080/basemap/{layer}.geojson")
        });
        assert_eq!(
            style["sources"]["events"],
            json!({"type": "vector", "url": "http://127.0.0.1:8080/tiles/events.json"})
        );
        assert_eq!(
            style["sources"]["land"]["data"],
            "http://127.0.0.1:8080/basemap/land.geojson"
        );
        assert_eq!(
            style["layers"][5]["paint"]["circle-color"],
            json!([
                "match",
                ["get", "event_group"],
                "conflict",
                "#d55e00",
                "contention",
                "#e69f00",
                "diplomacy",
                "#0072b2",
                "military_posture",
                "#cc79a7",
                "hazard_and_civil",
                "#009e73",
                "#777777"
            ])
        );
    }
}

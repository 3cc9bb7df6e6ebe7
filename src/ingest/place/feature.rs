//! Places as `GeoJSON` features: a point as it is, an area or line by its middle and its extent.

use std::io::BufRead;

use geojson::{Feature, GeometryValue, feature::Id};
use serde::Deserialize;
use serde_json::{Value, value::RawValue};

use super::{
    ListDefaults, PlaceItem, Placed, PlacesError,
    columns::{self, Meaning},
    give, refusal,
    row::{Outline, Row, position_of},
};
use crate::{
    document::{Origin, Refusal},
    gazetteer::{Gazetteer, OwnPlace},
    space::LonLat,
};

#[derive(Deserialize)]
struct Whole<'t> {
    #[serde(borrow)]
    features: Vec<&'t RawValue>,
}

pub(super) fn read(
    mut input: impl BufRead,
    source_name: &str,
    defaults: &ListDefaults<'_>,
    gazetteer: &Gazetteer,
    take: &mut dyn FnMut(PlaceItem),
) -> Result<(), PlacesError> {
    let mut text = String::new();
    let read = input.read_to_string(&mut text);
    read.map_err(|source| PlacesError::Read {
        source_name: source_name.to_owned(),
        source,
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let whole: Result<Whole<'_>, _> = serde_json::from_str(text);
    let whole = whole.map_err(|error| PlacesError::Json {
        source_name: source_name.to_owned(),
        reason: error.to_string(),
    })?;
    let mut places: Vec<Placed> = vec![];
    let (mut line, mut at) = (1, 0);
    for raw in whole.features {
        let start = raw.get().as_ptr().addr() - text.as_ptr().addr();
        line += text
            .get(at..start)
            .map_or(0, |passed| passed.matches('\n').count() as u64);
        at = start;
        let origin = Origin {
            source: source_name.to_owned(),
            line: Some(line),
            ..Origin::default()
        };
        match place(raw.get(), &origin, defaults, gazetteer) {
            Ok(place) => places.push((origin, place)),
            Err(refusal) => take(PlaceItem::Refused(refusal)),
        }
    }
    give(places, gazetteer, take);
    Ok(())
}

fn place(
    text: &str,
    origin: &Origin,
    defaults: &ListDefaults<'_>,
    gazetteer: &Gazetteer,
) -> Result<OwnPlace, Refusal> {
    let feature: Feature = serde_json::from_str(text).map_err(|error| Refusal {
        origin: origin.clone(),
        value: None,
        reason: format!("no feature of RFC 7946: {error}"),
    })?;
    let outline = outline(&feature, origin)?;
    let properties = feature.properties.unwrap_or_default();
    let mut names: Vec<String> = properties.keys().cloned().collect();
    let mut texts: Vec<String> = properties.values().map(text_of).collect();
    if let Some(id) = feature.id {
        names.push("id".to_owned());
        texts.push(match id {
            Id::String(id) => id,
            Id::Number(number) => number.to_string(),
        });
    }
    let meanings = columns::meanings(&names);
    let cells = names.iter().zip(&meanings).zip(texts);
    let cells =
        cells.filter_map(|((name, meaning), text)| Some((name.as_str(), meaning.as_ref()?, text)));
    let row = Row {
        origin: origin.clone(),
        cells: cells
            .filter(|(_, meaning, _)| !matches!(meaning, Meaning::Lon | Meaning::Lat))
            .collect(),
        defaults,
        gazetteer,
    };
    row.place(Some(outline))
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text_of).collect::<Vec<_>>().join(";"),
        other => other.to_string(),
    }
}

/// The point of a feature; of a line the corner in its middle; of an area the centroid of its largest ring, or its nearest corner if the ring
/// does not hold that, with the distance to the farthest corner.
fn outline(feature: &Feature, origin: &Origin) -> Result<Outline, Refusal> {
    let geometry = feature.geometry.as_ref();
    let rings: Vec<Vec<[f64; 2]>> = match geometry.map(|geometry| &geometry.value) {
        Some(GeometryValue::Point { coordinates }) => {
            let [lon, lat] = pair(coordinates.as_slice());
            return Ok((position_of(lon, lat, origin)?, None));
        }
        Some(GeometryValue::LineString { coordinates }) => {
            let line = ring(coordinates);
            let middle = line.get(line.len() / 2).copied();
            return around(middle.unwrap_or([f64::NAN; 2]), &[line], origin);
        }
        Some(GeometryValue::Polygon { coordinates }) => coordinates
            .iter()
            .take(1)
            .map(|corners| ring(corners))
            .collect(),
        Some(GeometryValue::MultiPolygon { coordinates }) => coordinates
            .iter()
            .filter_map(|part| Some(ring(part.first()?)))
            .collect(),
        other => {
            let found = other.map_or("null", |value| value.type_name());
            let expected = "expected a Point, a LineString, a Polygon or a MultiPolygon";
            return Err(refusal(origin, "geometry", found, expected));
        }
    };
    middle(&rings, origin)
}

fn middle(rings: &[Vec<[f64; 2]>], origin: &Origin) -> Result<Outline, Refusal> {
    let largest = rings
        .iter()
        .max_by(|one, other| area(one).abs().total_cmp(&area(other).abs()));
    let empty = || refusal(origin, "geometry", "", "expected corners");
    let largest = largest.filter(|ring| !ring.is_empty()).ok_or_else(empty)?;
    let centroid = centroid(largest);
    let [lon, lat] = if holds(largest, centroid) {
        centroid
    } else {
        nearest(largest, centroid)
    };
    around([lon, lat], rings, origin)
}

/// A position with the distance to the farthest corner.
fn around(
    [lon, lat]: [f64; 2],
    rings: &[Vec<[f64; 2]>],
    origin: &Origin,
) -> Result<Outline, Refusal> {
    let position = position_of(lon, lat, origin)?;
    let corners = rings
        .iter()
        .flatten()
        .map(|[lon, lat]| position_of(*lon, *lat, origin));
    let corners = corners.collect::<Result<Vec<LonLat>, _>>()?;
    let farthest_m = corners
        .iter()
        .map(|corner| corner.distance_m(position))
        .fold(1.0, f64::max);
    Ok((position, Some(metres(farthest_m))))
}

/// Whole metres; half the Earth's circumference, the most there is, fits.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a distance on the Earth is positive and below 2.1e7 m"
)]
fn metres(metres: f64) -> u32 {
    metres.ceil() as u32
}

fn ring(corners: &[geojson::Position]) -> Vec<[f64; 2]> {
    corners
        .iter()
        .map(|corner| pair(corner.as_slice()))
        .collect()
}

/// Longitude and latitude; not a number where one is missing, which no position is made of.
fn pair(numbers: &[f64]) -> [f64; 2] {
    let number = |at: usize| numbers.get(at).copied().unwrap_or(f64::NAN);
    [number(0), number(1)]
}

/// The signed area in square degrees, by the shoelace formula.
fn area(ring: &[[f64; 2]]) -> f64 {
    let cross = |[one, other]: &[[f64; 2]; 2]| one[0] * other[1] - other[0] * one[1];
    ring.array_windows().map(cross).sum::<f64>() / 2.0
}

fn centroid(ring: &[[f64; 2]]) -> [f64; 2] {
    let area = area(ring);
    let [first, ..] = ring else {
        return [f64::NAN; 2];
    };
    if area.abs() < f64::EPSILON {
        return *first;
    }
    // Taken around the first corner, so that no precision is lost far from 0, 0.
    let sides = ring.array_windows().map(|[one, other]: &[[f64; 2]; 2]| {
        let [x, y] = [0, 1].map(|axis| one[axis] - first[axis]);
        let [u, v] = [0, 1].map(|axis| other[axis] - first[axis]);
        let cross = x * v - u * y;
        [(x + u) * cross, (y + v) * cross]
    });
    let sum = sides.fold([0.0, 0.0], |sum, side| [sum[0] + side[0], sum[1] + side[1]]);
    [
        first[0] + sum[0] / (6.0 * area),
        first[1] + sum[1] / (6.0 * area),
    ]
}

fn holds(ring: &[[f64; 2]], [lon, lat]: [f64; 2]) -> bool {
    let crosses = |[one, other]: &[[f64; 2]; 2]| {
        let at = |share: f64| one[0] + share * (other[0] - one[0]);
        (one[1] > lat) != (other[1] > lat) && lon < at((lat - one[1]) / (other[1] - one[1]))
    };
    ring.array_windows().filter(|side| crosses(side)).count() % 2 == 1
}

fn nearest(ring: &[[f64; 2]], [lon, lat]: [f64; 2]) -> [f64; 2] {
    let away = |corner: &[f64; 2]| (corner[0] - lon).hypot(corner[1] - lat);
    let nearest = ring
        .iter()
        .min_by(|one, other| away(one).total_cmp(&away(other)));
    nearest.copied().unwrap_or([f64::NAN; 2])
}

//! Countries, regions and lakes of the base map as items of OGC API - Features collections.

use std::sync::LazyLock;

use axum::http::HeaderMap;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    Shared,
    address::Base,
    answer::{self, blocking},
    basemap,
    collection::{COUNTRIES, Collection, LAKES, Look, Page, REGIONS, limit},
    error::{Answer, Problem},
    html, landing,
    negotiation::{self, GEOJSON, HTML, JSON},
    paging::{self, Cursor},
};
use crate::{
    filter::{ParamError, Params, take_boxes},
    layer::degrees,
    space::{Bbox, Crs, LonLat, Shape},
    time::Timestamp,
};

/// The names of an area's properties, in the order in which they are written.
pub(super) const PROPERTIES: [&str; 6] = ["id", "name", "name_ru", "name_uz", "code", "country"];

/// One area with its outline.
struct Area {
    id: String,
    properties: Map<String, Value>,
    shape: Shape,
    outline: Outline,
}

type Ring = Vec<[f64; 2]>;

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Outline {
    Polygon(Vec<Ring>),
    MultiPolygon(Vec<Vec<Ring>>),
}

#[derive(Deserialize)]
struct File {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Map<String, Value>,
    geometry: Outline,
}

/// The areas of a collection, by id.
fn areas(collection: &Collection) -> &'static [Area] {
    static ALL: LazyLock<[Vec<Area>; 3]> = LazyLock::new(|| {
        [
            read("countries.geojson", &COUNTRIES),
            read("admin1.geojson", &REGIONS),
            read("lakes.geojson", &LAKES),
        ]
    });
    let [countries, regions, lakes] = &*ALL;
    match &collection.id {
        id if *id == COUNTRIES.id => countries,
        id if *id == REGIONS.id => regions,
        _ => lakes,
    }
}

/// The areas of a file of the base map; what has no code is numbered.
fn read(file: &str, collection: &Collection) -> Vec<Area> {
    let bytes = basemap::bytes(file);
    let file: File = serde_json::from_slice(&bytes).expect("a test reads every area");
    let numbered = file.features.into_iter().zip(1..);
    let mut areas: Vec<Area> = numbered
        .map(|(feature, number)| {
            let told = |name: &str| feature.properties.get(name).and_then(Value::as_str);
            let code = told("code").filter(|code| !code.is_empty());
            let id = code.map_or_else(|| format!("{}-{number}", collection.id), str::to_owned);
            Area::new(id, &feature.properties, feature.geometry)
        })
        .collect();
    areas.sort_by(|one, other| one.id.cmp(&other.id));
    areas
}

impl Area {
    fn new(id: String, known: &Map<String, Value>, outline: Outline) -> Self {
        let shape = match &outline {
            Outline::Polygon(rings) => Shape::of_areas(std::slice::from_ref(rings)),
            Outline::MultiPolygon(areas) => Shape::of_areas(areas),
        };
        let property = |name: &&str| {
            let value = known.get(*name).filter(|value| *value != "");
            ((*name).to_owned(), value.cloned().unwrap_or_default())
        };
        let mut properties: Map<String, Value> = PROPERTIES.iter().map(property).collect();
        properties.insert("id".to_owned(), id.as_str().into());
        Self {
            id,
            properties,
            shape: shape.expect("a test reads every area"),
            outline,
        }
    }

    fn feature(&self, look: &Look) -> Value {
        let ring = |ring: &Ring| ring.iter().map(|at| placed(*at, look.crs)).collect();
        let area = |rings: &Vec<Ring>| rings.iter().map(ring).collect::<Vec<Vec<[f64; 2]>>>();
        let geometry = match &self.outline {
            Outline::Polygon(rings) => json!({"type": "Polygon", "coordinates": area(rings)}),
            Outline::MultiPolygon(areas) => {
                let areas: Vec<_> = areas.iter().map(area).collect();
                json!({"type": "MultiPolygon", "coordinates": areas})
            }
        };
        let mut properties = self.properties.clone();
        properties.retain(|name, _| look.shows(name));
        json!({"type": "Feature", "id": self.id, "geometry": geometry, "properties": properties})
    }
}

/// A corner in a reference system, degrees with six decimals and metres with two.
fn placed([lon, lat]: [f64; 2], crs: Crs) -> [f64; 2] {
    let at = LonLat::new(lon, lat).map(|at| crs.coordinates(at));
    let rounded = |value: f64| match crs {
        Crs::Epsg3857 => (value * 1e2).round() / 1e2 + 0.0,
        _ => degrees(value),
    };
    at.unwrap_or([lon, lat]).map(rounded)
}

/// The box of a collection's areas, and how many there are.
pub(super) fn extent(collection: &Collection) -> (Value, usize) {
    let areas = areas(collection);
    let boxes = areas.iter().filter_map(|area| area.shape.bbox());
    let bbox = Bbox::around(boxes.flat_map(Bbox::corners).flatten());
    (landing::extent_in_space(bbox), areas.len())
}

struct Asked {
    boxes: Vec<Bbox>,
    limit: usize,
    /// The page lies beside the area of this id.
    cursor: Option<Cursor<String>>,
    look: Look,
}

impl Asked {
    fn take(params: &mut Params) -> Result<Self, ParamError> {
        Ok(Self {
            boxes: take_boxes(params)?,
            limit: limit(params)?,
            cursor: params.take_exact("cursor")?,
            look: Look::take(params, &PROPERTIES)?,
        })
    }

    fn page(
        &self,
        collection: &Collection,
        base: &Base,
        query: &str,
        now: Timestamp,
    ) -> Result<(String, Vec<u8>), Problem> {
        let meets = |area: &&Area| {
            self.boxes.is_empty() || self.boxes.iter().any(|bbox| area.shape.meets(*bbox))
        };
        let areas: Vec<&Area> = areas(collection).iter().filter(meets).collect();
        let cursor = self.cursor.as_ref();
        let shown = paging::page_by_id(&areas, self.limit, cursor, |area| area.id.as_str());
        let page = Page {
            matched: areas.len(),
            returned: shown.items.len(),
            next: shown.last().map(|area| area.id.clone()),
            prev: shown.first().map(|area| paging::before(&area.id)),
            path: collection.path("/items"),
            query,
            now,
        };
        let features = shown.items.iter().map(|area| area.feature(&self.look));
        collection.page(base, &page, features)
    }
}

/// The areas of a collection that meet what is asked.
pub(super) async fn listed(
    app: &Shared,
    collection: Collection,
    mut params: Params,
    query: String,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    let media_type = negotiation::choose(&mut params, &headers, &[GEOJSON, JSON, HTML])?;
    let asked = Asked::take(&mut params)?;
    params.finish()?;
    let (now, crs) = ((app.clock)(), asked.look.crs);
    let done = move || {
        let (tag, page) = asked.page(&collection, &base, &query, now)?;
        html::tagged(&headers, &tag, media_type, page, &base)
    };
    Ok(answer::in_crs(blocking(done).await?, crs))
}

/// One area of a collection.
pub(super) fn shown(
    collection: &Collection,
    id: &str,
    params: Params,
    headers: &HeaderMap,
    base: &Base,
) -> Answer {
    let (media_type, look) = Look::of_item(params, headers, &PROPERTIES)?;
    let area = areas(collection).iter().find(|area| area.id == id);
    let area = area.ok_or_else(|| collection.no_item(id))?;
    let item = collection.item(base, id, area.feature(&look), [])?;
    html::document(media_type, &item, base).map(|it| answer::in_crs(it, look.crs))
}

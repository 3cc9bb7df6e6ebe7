//! What every collection of OGC API - Features has: its links, and pages of items.
//!
//! Source: OGC 17-069r4, sections 7.14 and 7.15, <https://docs.ogc.org/is/17-069r4/17-069r4.html>.

use std::borrow::Cow;

use axum::http::HeaderMap;
use serde::Serialize;
use serde_json::{Value, json};

use super::{
    address::{Base, segment},
    answer,
    error::Problem,
    negotiation::{self, GEOJSON, HTML, JSON},
};
use crate::{
    filter::{ParamError, Params},
    layer::{Feature, write_features},
    space::Crs,
    store::Stored,
    time::Timestamp,
};

/// How many features a page holds if nothing else is asked for.
pub(super) const LIMIT_DEFAULT: usize = 100;

/// The most features that a page holds; a greater limit is lowered to it, as the standard allows.
pub(super) const LIMIT_MAX: usize = 10_000;

/// The media type of a JSON Schema.
pub(super) const SCHEMA: &str = "application/schema+json";

/// A collection that is served.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Collection {
    pub(super) id: Cow<'static, str>,
    pub(super) title: Cow<'static, str>,
    pub(super) description: Cow<'static, str>,
    /// What its items are.
    pub(super) of: Items,
}

/// What the items of a collection are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Items {
    Events,
    Places,
    Areas,
}

impl Items {
    /// What one of them is called.
    fn one(self) -> &'static str {
        match self {
            Self::Events => "event",
            Self::Places => "place",
            Self::Areas => "area",
        }
    }
}

const fn collection(
    id: &'static str,
    title: &'static str,
    description: &'static str,
    of: Items,
) -> Collection {
    Collection {
        id: Cow::Borrowed(id),
        title: Cow::Borrowed(title),
        description: Cow::Borrowed(description),
        of,
    }
}

/// The events.
pub(super) static EVENTS: Collection = collection(
    "events",
    "Events",
    "One event at one place a feature; an event without a place has no geometry",
    Items::Events,
);

/// The gazetteer.
pub(super) static PLACES: Collection = collection(
    "places",
    "Places",
    "The gazetteer: what a name may mean, each place at its central point, with the radius in metres \
        that holds it",
    Items::Places,
);

/// The countries of the base map.
pub(super) static COUNTRIES: Collection = collection(
    "countries",
    "Countries",
    "The countries of the base map; outlines of Natural Earth, generalised",
    Items::Areas,
);

/// The regions of the base map.
pub(super) static REGIONS: Collection = collection(
    "regions",
    "Regions",
    "The first-level regions of Central Asia and Afghanistan; outlines of Natural Earth, generalised",
    Items::Areas,
);

/// The lakes of the base map.
pub(super) static LAKES: Collection = collection(
    "lakes",
    "Lakes",
    "The lakes of the base map; outlines of Natural Earth, generalised; most have no name",
    Items::Areas,
);

/// Those that are always there, in the order in which they are listed; nobody's layer takes their names.
pub(super) static COLLECTIONS: [&Collection; 5] = [&EVENTS, &PLACES, &COUNTRIES, &REGIONS, &LAKES];

/// One page of items.
pub(super) struct Page<'p> {
    /// How many items meet the filter.
    pub(super) matched: usize,
    /// How many of them the page holds.
    pub(super) returned: usize,
    /// The cursor of the next page; none after the last.
    pub(super) next: Option<String>,
    /// The cursor of the page before; none before the first.
    pub(super) prev: Option<String>,
    /// The path and the query that were asked.
    pub(super) path: String,
    pub(super) query: &'p str,
    pub(super) now: Timestamp,
}

impl Collection {
    /// The address of a resource under the collection, `""` for itself.
    pub(super) fn path(&self, under: &str) -> String {
        format!("/collections/{}{under}", self.id)
    }

    /// A page as a feature collection, and a tag that changes with all of it but the time.
    pub(super) fn page<T: Serialize>(
        &self,
        base: &Base,
        page: &Page<'_>,
        features: impl Iterator<Item = T>,
    ) -> Result<(String, Vec<u8>), Problem> {
        self.page_of(base, page, |body| write_features(features, body))
    }

    /// The same with features that are written by `write`.
    pub(super) fn page_of(
        &self,
        base: &Base,
        page: &Page<'_>,
        write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>,
    ) -> Result<(String, Vec<u8>), Problem> {
        let head = json!({
            "type": "FeatureCollection",
            "numberMatched": page.matched,
            "numberReturned": page.returned,
            "links": self.page_links(base, page),
        });
        let mut body = head.to_string().into_bytes();
        body.pop();
        body.extend_from_slice(b",\"features\":[\n");
        write(&mut body)?;
        let tag = answer::digest(&body);
        body.extend_from_slice(format!("\n],\"timeStamp\":\"{}\"}}\n", page.now).as_bytes());
        Ok((tag, body))
    }

    fn page_links(&self, base: &Base, page: &Page<'_>) -> Vec<Value> {
        let path = &page.path;
        let link = |rel: &str, title: &str, href: String| json!({"rel": rel, "type": GEOJSON, "title": title, "href": href});
        let here = base.link_with(path, page.query, "", None);
        let html = base.link_with(path, page.query, "f", Some("html"));
        let mut links = vec![
            link("self", "this page", here),
            json!({"rel": "alternate", "type": HTML, "title": "this page for people", "href": html}),
            self.link(base, "collection"),
        ];
        let others = [
            ("next", "next page", &page.next),
            ("prev", "previous page", &page.prev),
        ];
        for (rel, title, cursor) in others {
            if let Some(cursor) = cursor {
                let there = base.link_with(path, page.query, "cursor", Some(cursor));
                links.push(link(rel, title, there));
            }
        }
        links
    }

    /// The feature of one item, with its links and those that are its own.
    pub(super) fn item(
        &self,
        base: &Base,
        id: &str,
        feature: impl Serialize,
        own: impl IntoIterator<Item = Value>,
    ) -> Result<Value, Problem> {
        let href = base.link(&self.path(&format!("/items/{}", segment(id))));
        let title = format!("this {}", self.of.one());
        let mut links = vec![
            json!({"rel": "self", "type": GEOJSON, "title": title, "href": href}),
            json!({"rel": "alternate", "type": HTML, "title": format!("{title} for people"), "href": format!("{href}?f=html")}),
            self.link(base, "collection"),
        ];
        links.extend(own);
        let mut feature = serde_json::to_value(feature)?;
        feature["links"] = links.into();
        Ok(feature)
    }

    /// The feature of an event, with a link to its evidence.
    pub(super) fn event_item(
        &self,
        base: &Base,
        stored: &Stored,
        look: &Look,
    ) -> Result<Value, Problem> {
        let id = &stored.event.id;
        let evidence = base.link(&format!("/events/{}", segment(id)));
        let own =
            json!({"rel": "alternate", "type": JSON, "title": "with evidence", "href": evidence});
        self.item(base, id, look.shown(Feature::of(stored)), [own])
    }

    /// The answer where there is no such item.
    pub(super) fn no_item(&self, id: &str) -> Problem {
        Problem::not_found(self.of.one(), id)
    }

    /// A link to the collection itself.
    fn link(&self, base: &Base, rel: &str) -> Value {
        json!({"rel": rel, "type": JSON, "title": self.title.to_lowercase(), "href": base.link(&self.path(""))})
    }
}

/// What the client wants to see of each item.
#[derive(Default)]
pub(super) struct Look {
    /// The reference system of coordinates.
    pub(super) crs: Crs,
    /// The properties to show; none for all.
    properties: Option<Vec<String>>,
}

impl Look {
    /// Takes `crs` and `properties`, the names of some of those that are known.
    pub(super) fn take(params: &mut Params, known: &[&str]) -> Result<Self, ParamError> {
        let crs = params.take_exact("crs")?.unwrap_or_default();
        let Some(text) = params.take("properties")? else {
            return Ok(Self {
                crs,
                properties: None,
            });
        };
        let names: Vec<String> = text.split(',').map(|name| name.trim().to_owned()).collect();
        let unknown = names.iter().find(|name| !known.contains(&name.as_str()));
        if let Some(unknown) = unknown {
            let expected = format_args!(
                "{unknown:?} is not known, expected some of {}",
                known.join(", ")
            );
            return Err(ParamError::new("properties", &text, expected));
        }
        Ok(Self {
            crs,
            properties: Some(names),
        })
    }

    /// The media type of one item's answer, `GeoJSON` first, and what to see of it.
    pub(super) fn of_item(
        mut params: Params,
        headers: &HeaderMap,
        known: &[&str],
    ) -> Result<(&'static str, Self), Problem> {
        let media_type = negotiation::choose(&mut params, headers, &[GEOJSON, JSON, HTML])?;
        let look = Self::take(&mut params, known)?;
        params.finish()?;
        Ok((media_type, look))
    }

    /// Whether features are shown as they are.
    pub(super) fn is_plain(&self) -> bool {
        self.crs == Crs::Crs84 && self.properties.is_none()
    }

    /// Whether a property is to be shown.
    pub(super) fn shows(&self, name: &str) -> bool {
        let names = self.properties.as_ref();
        names.is_none_or(|names| names.iter().any(|it| it == name))
    }

    /// A feature with the properties to show, in its own order.
    pub(super) fn shown<'e, P: Serialize>(&self, feature: Feature<'e, P>) -> Seen<'e, P> {
        let feature = feature.in_crs(self.crs);
        match &self.properties {
            None => Seen::Whole(feature),
            Some(names) => Seen::Part(some(&feature, names)),
        }
    }
}

/// A feature, or what is to be seen of it.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Seen<'e, P> {
    Whole(Feature<'e, P>),
    Part(Value),
}

fn some(feature: &impl Serialize, names: &[String]) -> Value {
    let mut feature = serde_json::to_value(feature).unwrap_or_default();
    if let Some(properties) = feature["properties"].as_object_mut() {
        properties.retain(|name, _| names.contains(name));
    }
    feature
}

/// How many features a page may hold.
pub(super) fn limit(params: &mut Params) -> Result<usize, ParamError> {
    let Some(text) = params.take("limit")? else {
        return Ok(LIMIT_DEFAULT);
    };
    match text.parse::<u64>() {
        Ok(limit) if limit > 0 => {
            Ok(usize::try_from(limit).map_or(LIMIT_MAX, |it| it.min(LIMIT_MAX)))
        }
        _ => {
            let expected = format_args!("expected a whole number from 1 to {LIMIT_MAX}");
            Err(ParamError::new("limit", &text, expected))
        }
    }
}

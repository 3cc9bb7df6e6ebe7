//! The events as items of an OGC API - Features collection.
//!
//! Source: OGC 17-069r4, section 7.15, <https://docs.ogc.org/is/17-069r4/17-069r4.html#_items_>.

use axum::{extract::State, http::HeaderMap};
use serde_json::{Value, json};

use super::{
    Shared,
    address::Base,
    answer::{self, blocking},
    error::{Answer, Problem},
    negotiation::{self, GEOJSON, JSON},
    request::{Path, Query, RawQuery},
};
use crate::{
    filter::{Filter, ParamError, Params},
    index::Snapshot,
    layer::{Feature, write_features},
    store::Stored,
    time::{Date, Timestamp},
};

/// How many features a page holds if nothing else is asked for.
pub(super) const LIMIT_DEFAULT: usize = 100;

/// The most features that a page holds; a greater limit is lowered to it, as the standard allows.
pub(super) const LIMIT_MAX: usize = 10_000;

/// Where a page begins: behind the event with this first day and id in the canonical order. It stays
/// good while events are added and changed.
struct Cursor {
    first_day: Option<Date>,
    id: String,
}

impl Cursor {
    fn after(stored: &Stored) -> String {
        let day = stored
            .event
            .date
            .map(|date| date.first().to_string())
            .unwrap_or_default();
        format!("{day}~{}", stored.event.id)
    }
}

impl std::str::FromStr for Cursor {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = "expected the cursor of a next link";
        let (day, id) = text.split_once('~').ok_or(wrong)?;
        let first_day = match day {
            "" => None,
            day => Some(day.parse().ok().ok_or(wrong)?),
        };
        Ok(Self {
            first_day,
            id: id.to_owned(),
        })
    }
}

struct Page {
    filter: Filter,
    limit: usize,
    cursor: Option<Cursor>,
}

impl Page {
    fn take(params: &mut Params) -> Result<Self, ParamError> {
        Ok(Self {
            filter: Filter::take(params)?,
            limit: limit(params)?,
            cursor: params.take_exact("cursor")?,
        })
    }
}

fn limit(params: &mut Params) -> Result<usize, ParamError> {
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

/// `GET /collections/events/items`
pub(super) async fn items(
    State(app): State<Shared>,
    Query(mut params): Query,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    let media_type = negotiation::choose(&mut params, &headers, &[GEOJSON, JSON])?;
    let page = Page::take(&mut params)?;
    params.finish()?;
    let snapshot = app.live.snapshot();
    let now = (app.clock)();
    let collection =
        blocking(move || collection(&snapshot, &page, now, |cursor| links(&base, &query, cursor)))
            .await?;
    Ok(answer::body(media_type, collection))
}

/// The page as a feature collection; `links` is told the cursor of the next page.
fn collection(
    snapshot: &Snapshot,
    page: &Page,
    now: Timestamp,
    links: impl FnOnce(Option<&str>) -> Value,
) -> Result<Vec<u8>, Problem> {
    let rows = snapshot.rows(&page.filter);
    let before = page
        .cursor
        .as_ref()
        .map_or(0, |it| snapshot.rows_before(it.first_day, &it.id));
    let rest = &rows[rows.partition_point(|row| (*row as usize) < before)..];
    let shown = &rest[..rest.len().min(page.limit)];
    let more = shown.len() < rest.len();
    let cursor = shown
        .last()
        .filter(|_| more)
        .map(|row| Cursor::after(snapshot.entry(*row)));
    let head = json!({
        "type": "FeatureCollection",
        "numberMatched": rows.len(),
        "numberReturned": shown.len(),
        "timeStamp": now.to_string(),
        "links": links(cursor.as_deref()),
    });
    let mut body = head.to_string().into_bytes();
    body.pop();
    body.extend_from_slice(b",\"features\":[\n");
    write_features(
        shown.iter().map(|row| Feature::of(snapshot.entry(*row))),
        &mut body,
    )?;
    body.extend_from_slice(b"\n]}\n");
    Ok(body)
}

const PATH: &str = "/collections/events/items";

fn links(base: &Base, query: &str, cursor: Option<&str>) -> Value {
    let here = base.link_with(PATH, query, "", None);
    let mut links = vec![
        json!({"rel": "self", "type": GEOJSON, "title": "this page", "href": here}),
        json!({"rel": "collection", "type": JSON, "title": "events", "href": base.link("/collections/events")}),
    ];
    if let Some(cursor) = cursor {
        let next = base.link_with(PATH, query, "cursor", Some(cursor));
        links.push(json!({"rel": "next", "type": GEOJSON, "title": "next page", "href": next}));
    }
    links.into()
}

/// `GET /collections/events/items/{id}`
pub(super) async fn item(
    State(app): State<Shared>,
    Path([id]): Path<1>,
    Query(mut params): Query,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    let media_type = negotiation::choose(&mut params, &headers, &[GEOJSON, JSON])?;
    params.finish()?;
    let snapshot = app.live.snapshot();
    let stored = snapshot
        .by_id(&id)
        .ok_or_else(|| Problem::not_found("event", &id))?;
    let mut feature = serde_json::to_value(Feature::of(stored))?;
    feature["links"] = json!([
        {"rel": "self", "type": GEOJSON, "title": "this event", "href": base.link(&format!("{PATH}/{id}"))},
        {"rel": "collection", "type": JSON, "title": "events", "href": base.link("/collections/events")},
        {"rel": "alternate", "type": JSON, "title": "with evidence", "href": base.link(&format!("/events/{id}"))},
    ]);
    Ok(answer::body(media_type, feature.to_string()))
}

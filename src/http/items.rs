//! The events as items of an OGC API - Features collection.
//!
//! Source: OGC 17-069r4, section 7.15, <https://docs.ogc.org/is/17-069r4/17-069r4.html#_items_>.

use axum::{extract::State, http::HeaderMap};
use serde_json::json;

use super::{
    Shared,
    address::{Base, segment},
    answer::{self, asking},
    collection::{EVENTS, Page, limit, shown},
    error::{Answer, Problem},
    negotiation::{self, GEOJSON, JSON},
    request::{Path, Query, RawQuery},
};
use crate::{
    filter::{Filter, ParamError, Params},
    index::Snapshot,
    layer::{Feature, Shown},
    store::Stored,
    time::{Date, Timestamp},
};

/// Where a page begins: behind the event with this first day and id in the canonical order. It stays
/// good while events are added and changed.
pub(super) struct Cursor {
    first_day: Option<Date>,
    id: String,
}

impl Cursor {
    /// How many rows stand before the page.
    pub(super) fn rows_before(&self, snapshot: &Snapshot) -> usize {
        snapshot.rows_before(self.first_day, &self.id)
    }

    /// The cursor of the page behind an event.
    pub(super) fn after(stored: &Stored) -> String {
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

struct Asked {
    filter: Filter,
    limit: usize,
    cursor: Option<Cursor>,
}

impl Asked {
    fn take(params: &mut Params) -> Result<Self, ParamError> {
        Ok(Self {
            filter: Filter::take(params)?,
            limit: limit(params)?,
            cursor: params.take_exact("cursor")?,
        })
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
    let asked = Asked::take(&mut params)?;
    params.finish()?;
    let now = (app.clock)();
    let page = asking(&app, move |snapshot| {
        asked.page(snapshot, &base, &query, now)
    });
    let (tag, page) = page.await?;
    Ok(answer::tagged(&headers, tag, media_type, page))
}

impl Asked {
    fn page(
        &self,
        snapshot: &Snapshot,
        base: &Base,
        query: &str,
        now: Timestamp,
    ) -> Result<(String, Vec<u8>), Problem> {
        let rows = snapshot.rows(&self.filter);
        let cursor = self.cursor.as_ref();
        let before = cursor.map_or(0, |it| it.rows_before(snapshot));
        let before = rows.partition_point(|row| (*row as usize) < before);
        let (shown, last) = shown(&rows, before, self.limit);
        let page = Page {
            matched: rows.len(),
            returned: shown.len(),
            cursor: last.map(|row| Cursor::after(&snapshot.entry(*row))),
            path: EVENTS.path("/items"),
            query,
            now,
        };
        let features = shown.iter().map(|row| Shown(snapshot.entry(*row)));
        EVENTS.page(base, &page, features)
    }
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
    let stored = snapshot.by_id(&id).ok_or_else(|| EVENTS.no_item(&id))?;
    let evidence = base.link(&format!("/events/{}", segment(&id)));
    let own = json!({"rel": "alternate", "type": JSON, "title": "with evidence", "href": evidence});
    let item = EVENTS.item(&base, &id, Feature::of(&stored), [own])?;
    Ok(answer::body(media_type, item))
}

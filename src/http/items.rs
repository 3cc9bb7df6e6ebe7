//! The events as items of an OGC API - Features collection.
//!
//! Source: OGC 17-069r4, section 7.15, <https://docs.ogc.org/is/17-069r4/17-069r4.html#_items_>.

use std::{cmp::Ordering, io};

use axum::{extract::State, http::HeaderMap};

use super::{
    Shared,
    address::Base,
    answer::{self, asking},
    collection::{Collection, EVENTS, Look, Page, limit},
    error::{Answer, Problem},
    html,
    negotiation::{self, GEOJSON, HTML, JSON},
    paging::{self, Cursor, Shown},
    request::{Path, Query, RawQuery},
    saved::Served,
};
use crate::{
    filter::{Filter, Key, Order, ParamError, Params},
    index::{Bound, Snapshot},
    layer::{Feature, FeatureWriter, PROPERTIES, write_features},
    store::Stored,
    time::{Date, Timestamp},
};

/// An event in the canonical order, by its first day and id. It stays good while events are added and changed.
pub(super) struct Place {
    first_day: Option<Date>,
    id: String,
}

impl Place {
    /// How many rows stand before the event's own, and with it, if it is there.
    pub(super) fn rows(&self, snapshot: &Snapshot) -> [usize; 2] {
        let with = snapshot.rows_before(self.first_day, &self.id);
        let last = with.checked_sub(1).and_then(|row| u32::try_from(row).ok());
        let is_there = last.is_some_and(|row| snapshot.entry(row).event.id == self.id);
        [with - usize::from(is_there), with]
    }

    /// The place of an event, as a cursor has it.
    pub(super) fn of(stored: &Stored) -> String {
        let day = stored.event.date.map(|date| date.first().to_string());
        format!("{}~{}", day.unwrap_or_default(), stored.event.id)
    }
}

impl std::str::FromStr for Place {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (day, id) = text.split_once('~').ok_or(WRONG_CURSOR)?;
        let first_day = match day {
            "" => None,
            day => Some(day.parse().ok().ok_or(WRONG_CURSOR)?),
        };
        Ok(Self {
            first_day,
            id: id.to_owned(),
        })
    }
}

const WRONG_CURSOR: &str = "expected the cursor of a next or prev link";

struct Asked {
    filter: Filter,
    limit: usize,
    list: List,
    look: Look,
}

/// The order of the list, and where its page lies.
enum List {
    Canonical(Option<Cursor<Place>>),
    Sorted(Order, Option<Cursor<Key>>),
}

impl Asked {
    fn take(params: &mut Params) -> Result<Self, ParamError> {
        Ok(Self {
            filter: Filter::take(params)?,
            limit: limit(params)?,
            list: List::take(params)?,
            look: Look::take(params, &PROPERTIES)?,
        })
    }
}

impl List {
    fn take(params: &mut Params) -> Result<Self, ParamError> {
        let Some(order) = Order::take(params)? else {
            return Ok(Self::Canonical(params.take_exact("cursor")?));
        };
        let Some(text) = params.take("cursor")? else {
            return Ok(Self::Sorted(order, None));
        };
        let (key, is_backwards) = paging::parted(&text);
        let item = order.read_key(key);
        let item = item.ok_or_else(|| ParamError::new("cursor", &text, WRONG_CURSOR))?;
        Ok(Self::Sorted(order, Some(Cursor { item, is_backwards })))
    }

    /// How many rows meet the filter, and those that a page shows, each with its key if the list is sorted.
    fn page(
        &self,
        snapshot: &Snapshot,
        filter: &Filter,
        limit: usize,
    ) -> (usize, Shown<(Option<Key>, u32)>) {
        match self {
            Self::Canonical(cursor) => {
                let bound = cursor.as_ref().map(|it| it.bound(snapshot));
                let page = snapshot.page(filter, bound.unwrap_or(Bound::From(0)), limit);
                let shown = Shown {
                    has_earlier: page.before > 0,
                    has_more: page.behind > 0,
                    items: page.rows.iter().map(|row| (None, *row)).collect(),
                };
                (page.matched(), shown)
            }
            Self::Sorted(order, cursor) => {
                let rows = snapshot.rows(filter);
                let cursor = cursor.as_ref().map(|it| Cursor {
                    item: (it.item.clone(), 0),
                    is_backwards: it.is_backwards,
                });
                let keys = rows
                    .iter()
                    .map(|row| (order.key(&snapshot.entry(*row).event), *row));
                let compare =
                    |one: &(Key, u32), other: &(Key, u32)| order.compare(&one.0, &other.0);
                let shown = paging::sorted_page(keys, limit, cursor.as_ref(), compare);
                (rows.len(), shown.map(|(key, row)| (Some(key), row)))
            }
        }
    }
}

impl Cursor<Place> {
    /// Where the page lies among the rows.
    fn bound(&self, snapshot: &Snapshot) -> Bound {
        let [before, with] = self.item.rows(snapshot);
        let row = |row: usize| u32::try_from(row).unwrap_or(u32::MAX);
        if self.is_backwards {
            Bound::Before(row(before))
        } else {
            Bound::From(row(with))
        }
    }
}

/// How a row stands to an event before which, and with which, so many rows stand.
pub(super) fn side(row: u32, [before, with]: [usize; 2]) -> Ordering {
    match row as usize {
        row if row < before => Ordering::Less,
        row if row < with => Ordering::Equal,
        _ => Ordering::Greater,
    }
}

/// `GET /collections/events/items`
pub(super) async fn items(
    State(app): State<Shared>,
    Query(params): Query,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    let served = Served::always(&EVENTS);
    listed(app, served, params, query, headers, base).await
}

/// The events of a collection that meet what is asked.
pub(super) async fn listed(
    app: Shared,
    served: Served,
    mut params: Params,
    query: String,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    let media_type = negotiation::choose(&mut params, &headers, &[GEOJSON, JSON, HTML])?;
    let mut asked = Asked::take(&mut params)?;
    params.finish()?;
    asked.filter = asked.filter.and(served.within);
    let crs = asked.look.crs;
    let now = (app.clock)();
    let page = asking(&app, move |snapshot| {
        let (tag, page) = asked.page(snapshot, &served.collection, &base, &query, now)?;
        html::tagged(&headers, &tag, media_type, page, &base)
    });
    Ok(answer::in_crs(page.await?, crs))
}

impl Asked {
    fn page(
        &self,
        snapshot: &Snapshot,
        collection: &Collection,
        base: &Base,
        query: &str,
        now: Timestamp,
    ) -> Result<(String, Vec<u8>), Problem> {
        let (matched, shown) = self.list.page(snapshot, &self.filter, self.limit);
        let cursor = |(key, row): &(Option<Key>, u32)| match key {
            Some(key) => key.to_string(),
            None => Place::of(&snapshot.entry(*row)),
        };
        let page = Page {
            matched,
            returned: shown.items.len(),
            next: shown.last().map(cursor),
            prev: shown.first().map(cursor).map(|it| paging::before(&it)),
            path: collection.path("/items"),
            query,
            now,
        };
        let rows = shown.items.iter().map(|(_, row)| *row);
        collection.page_of(base, &page, |body| self.write(snapshot, rows, body))
    }

    fn write(
        &self,
        snapshot: &Snapshot,
        rows: impl Iterator<Item = u32>,
        to: &mut Vec<u8>,
    ) -> io::Result<()> {
        if self.look.is_plain() {
            let mut writer = FeatureWriter::default();
            for (at, row) in rows.enumerate() {
                if at > 0 {
                    to.extend_from_slice(b",\n");
                }
                writer.write(&snapshot.record(row), to);
            }
            return Ok(());
        }
        let entries: Vec<Stored> = rows.map(|row| snapshot.entry(row)).collect();
        let shown = |entry| self.look.shown(Feature::of(entry));
        write_features(entries.iter().map(shown), to)
    }
}

/// `GET /collections/events/items/{id}`
pub(super) async fn item(
    State(app): State<Shared>,
    Path([id]): Path<1>,
    Query(params): Query,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    shown(&app, &Served::always(&EVENTS), &id, params, &headers, &base)
}

/// One event of a collection.
pub(super) fn shown(
    app: &Shared,
    served: &Served,
    id: &str,
    params: Params,
    headers: &HeaderMap,
    base: &Base,
) -> Answer {
    let (media_type, look) = Look::of_item(params, headers, &PROPERTIES)?;
    let snapshot = app.live.snapshot();
    let standing = snapshot
        .by_id(id)
        .filter(|stored| served.holds(&stored.event));
    let stored = standing.ok_or_else(|| served.collection.no_item(id))?;
    let item = served.collection.event_item(base, &stored, &look)?;
    let response = html::versioned(headers, media_type, &item, stored.revision, base)?;
    Ok(answer::in_crs(response, look.crs))
}

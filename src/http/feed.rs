//! `/feed.atom`: the newest changes as an Atom feed, page by page.
//!
//! Source: RFC 4287, <https://www.rfc-editor.org/rfc/rfc4287>, and of pages RFC 5005, section 3,
//! <https://www.rfc-editor.org/rfc/rfc5005#section-3>.

use std::cmp::Reverse;

use axum::{extract::State, http::HeaderMap};

use super::{
    Shared,
    address::{Base, segment},
    answer::{self, asking, digest},
    collection::{EVENTS, limit},
    error::{Answer, Problem},
    request::{Query, RawQuery},
};
use crate::{filter::Filter, index::Snapshot, layer::AtomFeed};

/// The address.
pub(super) const PATH: &str = "/feed.atom";

/// The media type.
pub(super) const ATOM: &str = "application/atom+xml";

struct Asked {
    filter: Filter,
    limit: usize,
    /// The page holds changes before this revision.
    before: Option<i64>,
}

/// `GET /feed.atom`
pub(super) async fn feed(
    State(app): State<Shared>,
    Query(mut params): Query,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    let asked = Asked {
        filter: Filter::take(&mut params)?,
        limit: limit(&mut params)?,
        before: params.take_parsed("cursor", "the cursor of a next link")?,
    };
    params.finish()?;
    let body = asking(&app, move |snapshot| asked.page(snapshot, &base, &query)).await?;
    Ok(answer::tagged(&headers, digest(&body), ATOM, body))
}

impl Asked {
    fn page(&self, snapshot: &Snapshot, base: &Base, query: &str) -> Result<Vec<u8>, Problem> {
        let (rows, cursor) = self.newest(snapshot);
        let cursor = cursor.map(|revision| revision.to_string());
        let next = cursor.map(|cursor| base.link_with(PATH, query, "cursor", Some(&cursor)));
        let feed = AtomFeed {
            id: base.link_with(PATH, query, "cursor", None),
            page: base.link_with(PATH, query, "", None),
            next,
            item: &|id| base.link(&EVENTS.path(&format!("/items/{}", segment(id)))),
            shown: &|id| base.link(&format!("/?id={}", segment(id))),
        };
        let mut body = Vec::new();
        feed.write(rows.iter().map(|row| snapshot.entry(*row)), &mut body)?;
        Ok(body)
    }

    /// The rows of the page from the newest change on, and the last one's revision if older ones follow.
    fn newest(&self, snapshot: &Snapshot) -> (Vec<u32>, Option<i64>) {
        let revision = |row: &u32| snapshot.revision_of(*row);
        let mut rows = snapshot.rows(&self.filter);
        rows.retain(|row| self.before.is_none_or(|before| revision(row) < before));
        let follow = rows.len() > self.limit;
        if follow {
            rows.select_nth_unstable_by_key(self.limit, |row| Reverse(revision(row)));
            rows.truncate(self.limit);
        }
        rows.sort_unstable_by_key(|row| Reverse(revision(row)));
        let last = rows.last().map(revision).filter(|_| follow);
        (rows, last)
    }
}

//! Entity tags of items, which tell the revision, and the conditions on them.
//!
//! Source: RFC 9110, sections 8.8.3 and 13.1, <https://www.rfc-editor.org/rfc/rfc9110#name-etag>.

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::http::{
    answer::{self, digest},
    error::Problem,
};

/// The tag of a body that shows an event at a revision.
fn of(revision: i64, body: &[u8]) -> String {
    format!("\"{revision}-{}\"", digest(body))
}

/// A response with the tag of its body, and without the body if the client holds it.
pub(in crate::http) fn tagged(
    headers: &HeaderMap,
    media_type: &'static str,
    revision: i64,
    body: Vec<u8>,
) -> Response {
    let tag = of(revision, &body);
    let held = named(headers, header::IF_NONE_MATCH).any(|it| it == tag);
    let mut response = if held {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        answer::body(media_type, body)
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// The tags of a condition, without the mark of weak ones: a proxy that packs an answer weakens its tag, and
/// the revision in it is the same.
fn named(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    let values = headers.get_all(name).into_iter();
    let lists = values.filter_map(|it| it.to_str().ok());
    let tags = lists.flat_map(|list| list.split(',')).map(str::trim);
    tags.map(|tag| tag.strip_prefix("W/").unwrap_or(tag))
}

/// The state in which the client wants to find what it changes.
pub(in crate::http) enum Matching {
    /// Any.
    Any,
    /// That of one of these tags.
    One(Vec<String>),
}

impl Matching {
    /// What `If-Match` says.
    pub(in crate::http) fn of(headers: &HeaderMap) -> Self {
        let tags: Vec<String> = named(headers, header::IF_MATCH)
            .map(str::to_owned)
            .collect();
        if !headers.contains_key(header::IF_MATCH) || tags.iter().any(|it| it == "*") {
            Self::Any
        } else {
            Self::One(tags)
        }
    }

    /// Refuses a revision that none of the tags tells.
    pub(in crate::http) fn check(&self, revision: i64) -> Result<(), Problem> {
        let Self::One(tags) = self else {
            return Ok(());
        };
        let told = |tag: &String| {
            let number = tag.strip_prefix('"')?.split(['-', '"']).next()?;
            number.parse::<i64>().ok()
        };
        if tags.iter().filter_map(told).any(|it| it == revision) {
            return Ok(());
        }
        Err(Problem::stale(&tags.join(", "), revision))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(given: Option<&str>, revision: i64, expected: bool) {
        let mut headers = HeaderMap::new();
        if let Some(given) = given {
            headers.insert(header::IF_MATCH, HeaderValue::from_str(given).unwrap());
        }
        let held = Matching::of(&headers).check(revision).is_ok();
        assert_eq!(held, expected, "{given:?} {revision}");
    }

    #[test]
    fn a_change_is_made_of_a_state_that_the_client_has_seen() {
        check(None, 7, true);
        check(Some("*"), 7, true);
        check(Some(&of(7, b"x")), 7, true);
        check(Some("W/\"7-00\", \"8-00\""), 8, true);
        check(Some(&of(7, b"x")), 8, false);
        check(Some("\"77-00\""), 7, false);
        check(Some("\"\""), 7, false);
        check(Some("7"), 7, false);
        check(Some("\"ў\""), 7, false);
    }
}

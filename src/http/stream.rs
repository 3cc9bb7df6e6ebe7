//! `/stream`: new and changed events as they come, for as long as the client listens.
//!
//! Source: HTML, section 9.2, <https://html.spec.whatwg.org/multipage/server-sent-events.html>.

use std::{
    convert::Infallible,
    str::FromStr,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue},
};
use futures_util::stream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::{
    Shared,
    answer::{self, blocking},
    error::{Answer, Problem},
    request::Query,
};
use crate::{
    filter::{Filter, ParamError, Params},
    layer::Feature,
    store::Stored,
};

/// The media type.
pub(super) const EVENT_STREAM: &str = "text/event-stream";

/// How many clients may listen at the same time.
pub const LISTENERS_MAX: usize = 256;

/// How often a listener's changes are looked for, in milliseconds.
const LOOK_EVERY_MS: u64 = 500;

/// How long a listener hears nothing before a comment tells that the connection stands, in seconds.
const HEARTBEAT_EVERY_S: u64 = 15;

/// How long a client waits before it comes back, in milliseconds.
const RETRY_MS: u64 = 3_000;

/// How many changes are read from the store at a time.
const CHANGES_MAX: usize = 500;

/// By what a client tells which message it has seen last.
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Tells a proxy to pass on each message at once.
const UNBUFFERED: (HeaderName, HeaderValue) = (
    HeaderName::from_static("x-accel-buffering"),
    HeaderValue::from_static("no"),
);

/// The places for clients that listen, and the word for them to end.
#[derive(Debug)]
pub struct Listeners {
    places: Arc<Semaphore>,
    ending: watch::Sender<bool>,
}

impl Default for Listeners {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(LISTENERS_MAX)),
            ending: watch::Sender::new(false),
        }
    }
}

impl Listeners {
    /// Ends every stream after the message that is being sent, and lets nobody listen any more.
    pub(super) fn end(&self) {
        self.places.close();
        self.ending.send_replace(true);
    }

    fn admit(&self) -> Result<OwnedSemaphorePermit, Problem> {
        let place = Arc::clone(&self.places).try_acquire_owned();
        place.map_err(|_taken| Problem::crowded(LISTENERS_MAX))
    }
}

/// `GET /stream`: from the present on, or from behind the message in `Last-Event-ID` or `after`
pub(super) async fn stream(
    State(app): State<Shared>,
    Query(mut params): Query,
    headers: HeaderMap,
) -> Answer {
    let filter = Filter::take(&mut params)?;
    let seen = last_seen(&headers, &mut params)?;
    params.finish()?;
    let present = app.live.snapshot().revision();
    let listener = Listener {
        _place: app.listeners.admit()?,
        ending: app.listeners.ending.subscribe(),
        app,
        filter,
        seen: seen.map_or(present, |seen| seen.min(present)),
        heard: None,
    };
    let messages = stream::unfold(listener, Listener::next);
    let mut response = answer::body(EVENT_STREAM, Body::from_stream(messages));
    let (name, value) = UNBUFFERED;
    response.headers_mut().insert(name, value);
    Ok(response)
}

/// The change that the client has seen last; none if it comes for the first time. A browser tells it when it
/// comes back by itself, a page that has closed its stream in the address.
fn last_seen(headers: &HeaderMap, params: &mut Params) -> Result<Option<i64>, ParamError> {
    let after: Option<ChangeNumber> = params.take_exact("after")?;
    let Some(given) = headers.get(LAST_EVENT_ID) else {
        return Ok(after.map(|it| it.0));
    };
    let text = String::from_utf8_lossy(given.as_bytes());
    let seen = text.parse::<ChangeNumber>();
    seen.map(|it| Some(it.0))
        .map_err(|expected| ParamError::new("Last-Event-ID", &text, expected))
}

/// The id of a message.
struct ChangeNumber(i64);

impl FromStr for ChangeNumber {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = text.parse().ok().filter(|number| *number >= 0);
        number
            .map(Self)
            .ok_or("expected the id of a message, a whole number")
    }
}

/// One client.
struct Listener {
    app: Shared,
    filter: Filter,
    /// The revision up to which it has been told everything.
    seen: i64,
    /// When it was last sent something; none before the first.
    heard: Option<Instant>,
    ending: watch::Receiver<bool>,
    _place: OwnedSemaphorePermit,
}

impl Listener {
    /// What is sent next, once there is something; none at the end.
    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        let text = self
            .heard
            .map_or_else(|| Some(greeting(self.seen)), |_| None);
        let text = match text {
            Some(text) => text,
            None => self.waited().await?,
        };
        self.heard = Some(Instant::now());
        Some((Ok(text.into()), self))
    }

    /// The changes that come next, or a heartbeat; none at the end.
    async fn waited(&mut self) -> Option<String> {
        loop {
            while self.seen < self.app.live.snapshot().revision() {
                let told = self.advance().await?;
                if !told.is_empty() {
                    return Some(told);
                }
            }
            tokio::select! {
                _ = self.ending.wait_for(|ending| *ending) => return None,
                () = tokio::time::sleep(Duration::from_millis(LOOK_EVERY_MS)) => {}
            }
            let silent = self.heard.map_or(Duration::ZERO, |heard| heard.elapsed());
            if silent >= Duration::from_secs(HEARTBEAT_EVERY_S) {
                return Some(heartbeat(self.seen));
            }
        }
    }

    /// Goes on to the present revision, or a stretch towards it; the messages on the way. None if the store
    /// cannot be read or the server ends: the client comes back.
    async fn advance(&mut self) -> Option<String> {
        if *self.ending.borrow() {
            return None;
        }
        let (app, seen) = (Arc::clone(&self.app), self.seen);
        let present = app.live.snapshot().revision();
        let changed = blocking(move || Ok(app.live.store().changes_after(seen, CHANGES_MAX)?));
        let mut changed = changed.await.ok()?;
        let is_all = changed.len() < CHANGES_MAX;
        // What the snapshot does not show yet is told once it does, so that whoever asks finds it.
        changed.retain(|stored| stored.revision <= present);
        let last = changed.last().map(|stored| stored.revision);
        self.seen = last.filter(|_| !is_all).unwrap_or(present);
        let told = changed.iter().filter(|it| self.filter.matches(&it.event));
        Some(told.filter_map(message).collect())
    }
}

/// The first message, which only says where the client stands; one that is cut off early resumes from there.
fn greeting(seen: i64) -> String {
    format!("retry: {RETRY_MS}\nid: {seen}\nevent: listening\ndata: {seen}\n\n")
}

/// A comment; the number before it saves a client that comes back what it has passed over.
fn heartbeat(seen: i64) -> String {
    format!("id: {seen}\n: nothing new\n\n")
}

/// The message of a change: the event as a feature in one line.
fn message(stored: &Stored) -> Option<String> {
    let feature = serde_json::to_string(&Feature::of(stored)).ok()?;
    Some(format!("id: {}\ndata: {feature}\n\n", stored.revision))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: Option<&str>, query: &str, expected: Result<Option<i64>, &str>) {
        let mut headers = HeaderMap::new();
        if let Some(given) = header {
            let value = HeaderValue::from_bytes(given.as_bytes()).unwrap();
            headers.insert(LAST_EVENT_ID, value);
        }
        let mut params = Params::parse(query).unwrap();
        let actual = last_seen(&headers, &mut params).map_err(|error| error.to_string());
        assert_eq!(
            actual,
            expected.map_err(str::to_owned),
            "{header:?} {query}"
        );
    }

    #[test]
    fn the_last_message_is_a_number_or_refused_by_name() {
        check(None, "", Ok(None));
        check(Some("0"), "", Ok(Some(0)));
        check(None, "after=7", Ok(Some(7)));
        check(Some("41"), "after=7", Ok(Some(41)));
        let wrong = |name: &str, given: &str| {
            format!("parameter {name} is {given:?}: expected the id of a message, a whole number")
        };
        for given in ["", "-1", "4.1", "Ош"] {
            check(Some(given), "", Err(&wrong("Last-Event-ID", given)));
        }
        check(None, "after=now", Err(&wrong("after", "now")));
    }

    #[test]
    fn what_is_no_change_carries_the_number_to_resume_from_too() {
        let first = "retry: 3000\nid: 7\nevent: listening\ndata: 7\n\n";
        assert_eq!(greeting(7), first);
        assert_eq!(heartbeat(9), "id: 9\n: nothing new\n\n");
    }

    #[test]
    fn so_many_may_listen_and_nobody_once_the_server_ends() {
        let listeners = Listeners::default();
        let places: Vec<_> = (0..LISTENERS_MAX).map(|_| listeners.admit()).collect();
        assert!(places.iter().all(Result::is_ok));
        assert!(listeners.admit().is_err());
        drop(places);
        assert!(listeners.admit().is_ok());
        listeners.end();
        assert!(listeners.admit().is_err());
    }
}

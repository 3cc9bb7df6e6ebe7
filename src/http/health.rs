use axum::extract::State;
use serde_json::json;

use super::{
    Shared,
    answer::{self, blocking},
    error::Answer,
    request::NoQuery,
};

/// `GET /healthz`: the process answers.
pub(super) async fn alive(_: NoQuery) -> Answer {
    answer::json(&json!({"status": "alive"}))
}

/// `GET /readyz`: the store can be read, the index shows its last revision, and names mean the user's places
/// as they are now.
pub(super) async fn ready(State(app): State<Shared>, _: NoQuery) -> Answer {
    let ready = blocking(move || {
        let snapshot = app.live.refresh()?;
        app.follow_places();
        Ok(json!({"status": "ready", "revision": snapshot.revision(), "events": snapshot.len()}))
    });
    answer::json(&ready.await?)
}

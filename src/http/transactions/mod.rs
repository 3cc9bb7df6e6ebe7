//! Events made, replaced, changed and taken out one by one: OGC API - Features, part 4.
//!
//! Every change is a revision that `POST /review` can undo. `If-Match` with the tag of an item makes a change
//! only of what the client has seen; it is not asked for, because a map that shows an event always shows its
//! present state, and nothing that is overwritten is lost.
//!
//! Source: OGC 20-002r1, <https://docs.ogc.org/is/20-002r1/20-002r1.html>.

mod check;
mod edited;
pub(super) mod given;
mod tag;

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};

use serde_json::Value;

pub(super) use check::{READ_ONLY, wrong};
pub(super) use given::MERGE_PATCH;
pub(super) use tag::{Matching, tagged};

use super::{
    Shared,
    address::{Base, segment},
    answer::{self, blocking},
    collection::{EVENTS, Look},
    error::{Answer, Problem},
    negotiation::GEOJSON,
    request::{NoQuery, Path},
};
use crate::{
    document::digest,
    event::{Event, Status},
    layer::Feature,
    store::{Decision, StoreError, Stored},
};
use edited::Edited;
use given::{Coordinates, Given};

/// The path of an event's item.
pub(super) const ITEM: &str = "/collections/events/items/{id}";

/// Who stands in the revisions of what is changed here.
const WHO: &str = "editor";

/// How often a change is made anew because somebody else has changed the event meanwhile.
const ATTEMPTS_MAX: usize = 8;

/// `POST /collections/events/items`: a new event, whose id the server gives.
pub(super) async fn create(
    State(app): State<Shared>,
    _: NoQuery,
    base: Base,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    given::check_type(&headers, &given::FEATURES)?;
    let coordinates = Coordinates::of(&headers)?;
    let body = given::whole(body).await?;
    let feature = given::parsed(&body)?;
    let made = blocking(move || {
        let given = Given::of(feature, &coordinates)?;
        let event = Edited::new(&app, None).event(&given)?;
        let stored = added(&app, event, &body)?;
        app.live.refresh()?;
        let href = base.link(&EVENTS.path(&format!("/items/{}", segment(&stored.event.id))));
        Ok(answer::created(shown(&stored, &base)?, &href))
    });
    made.await
}

/// Adds the event under an id that nothing has yet: the same body sent twice is two events.
fn added(app: &Shared, mut event: Event, body: &Bytes) -> Result<Stored, Problem> {
    let now = (app.clock)().to_string();
    let body = String::from_utf8_lossy(body);
    let is_alone = event.event_id.is_empty();
    for attempt in 0.. {
        let id = digest([now.as_str(), &body, &attempt.to_string()]);
        event.id = format!("ev-{id}");
        if is_alone {
            event.event_id.clone_from(&event.id);
        }
        let added = app.live.store().add(vec![], vec![event.clone()], WHO)?;
        if added.duplicates.is_empty() {
            break;
        }
    }
    let stored = app.live.store().event(&event.id)?;
    stored.ok_or_else(|| StoreError::NoEvent(event.id).into())
}

/// `PUT /collections/events/items/{id}`: the event as the body says, and nothing that it leaves out.
pub(super) async fn replace(
    State(app): State<Shared>,
    Path([id]): Path<1>,
    _: NoQuery,
    base: Base,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    given::check_type(&headers, &given::FEATURES)?;
    let coordinates = Coordinates::of(&headers)?;
    let feature = given::parsed(&given::whole(body).await?)?;
    let asked = Asked { app, id, headers };
    let done = blocking(move || {
        given::check_id(&feature, &asked.id)?;
        let stored = asked.edited(&coordinates, |_| Ok(feature.clone()))?;
        shown(&stored, &base)
    });
    done.await
}

/// `PATCH /collections/events/items/{id}`: the event with what the body names changed (RFC 7396).
pub(super) async fn update(
    State(app): State<Shared>,
    Path([id]): Path<1>,
    _: NoQuery,
    base: Base,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    given::check_type(&headers, &given::PATCHES)?;
    let coordinates = Coordinates::of(&headers)?;
    let patch = given::parsed(&given::whole(body).await?)?;
    let asked = Asked { app, id, headers };
    let done = blocking(move || {
        given::check_id(&patch, &asked.id)?;
        let stored = asked.edited(&coordinates, |stored| {
            let mut feature = serde_json::to_value(Feature::of(stored).in_crs(coordinates.crs))?;
            check::check_patch(&patch, &feature)?;
            given::merge(&mut feature, patch.clone());
            Ok(feature)
        })?;
        shown(&stored, &base)
    });
    done.await
}

/// `DELETE /collections/events/items/{id}`: the event is seen no more; its history stays.
pub(super) async fn delete(
    State(app): State<Shared>,
    Path([id]): Path<1>,
    _: NoQuery,
    headers: HeaderMap,
) -> Answer {
    let asked = Asked { app, id, headers };
    let done = blocking(move || asked.changed(|_| Ok(Decision::Delete)));
    done.await.map(|_| StatusCode::NO_CONTENT.into_response())
}

/// A change of one event, and under which condition.
struct Asked {
    app: Shared,
    id: String,
    headers: HeaderMap,
}

impl Asked {
    /// Makes the event what a feature says that is made of its present state; the event after it.
    fn edited(
        &self,
        coordinates: &Coordinates,
        feature: impl Fn(&Stored) -> Result<Value, Problem>,
    ) -> Result<Stored, Problem> {
        self.changed(|stored| {
            let given = Given::of(feature(stored)?, coordinates)?;
            let event = Edited::new(&self.app, Some(stored)).event(&given)?;
            Ok(Decision::Edit(Box::new(event)))
        })
    }

    /// Makes the change; the event after it. It is made of the state that it replaces, whoever else writes.
    fn changed(
        &self,
        change: impl Fn(&Stored) -> Result<Decision, Problem>,
    ) -> Result<Stored, Problem> {
        let store = self.app.live.store();
        let matching = Matching::of(&self.headers);
        let mut attempt = 0;
        loop {
            let stored = self.present()?;
            matching.check(stored.revision)?;
            let decision = change(&stored)?;
            if matches!(&decision, Decision::Edit(event) if **event == stored.event) {
                return Ok(stored);
            }
            match store.decide_at(&self.id, Some(stored.revision), decision, WHO) {
                Err(StoreError::Stale { .. }) if attempt < ATTEMPTS_MAX => attempt += 1,
                Err(error) => return Err(error.into()),
                Ok(stored) => {
                    self.app.live.refresh()?;
                    return Ok(stored);
                }
            }
        }
    }

    fn present(&self) -> Result<Stored, Problem> {
        let stored = self.app.live.store().event(&self.id)?;
        let standing = stored.filter(|it| it.event.status != Status::Deleted);
        standing.ok_or_else(|| EVENTS.no_item(&self.id))
    }
}

/// The event as its item shows it.
fn shown(stored: &Stored, base: &Base) -> Result<Response, Problem> {
    let look = Look::default();
    let item = EVENTS.event_item(base, stored, &look)?;
    let body = serde_json::to_vec(&item)?;
    let response = tagged(&HeaderMap::new(), GEOJSON, stored.revision, body);
    Ok(answer::in_crs(response, look.crs))
}

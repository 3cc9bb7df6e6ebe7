//! What a revision keeps of an event, so that an undo brings it back.

use serde::{Deserialize, Serialize};

use super::{Merge, said::Said, sources::Joined};
use crate::{
    event::{Candidate, Event, Location, Status, WherePrecision},
    space::LonLat,
};

/// The part of an event that decisions change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct State {
    status: Status,
    place: Option<Place>,
    candidates: Vec<Candidate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    merged: Option<Merge>,
    /// None in revisions of older versions, in which nothing could change it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    said: Option<Box<Said>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Place {
    name: String,
    raw: Option<String>,
    lon: f64,
    lat: f64,
    uncertainty_m: u32,
    where_prec: WherePrecision,
    score: f64,
    gazetteer_id: Option<String>,
    kind: Option<String>,
    country: Option<String>,
    admin1: Option<String>,
    admin2: Option<String>,
}

impl State {
    /// The event's state, and what tells of it if it is merged.
    pub(super) fn of(event: &Event, merged: Option<Merge>) -> Self {
        Self {
            merged,
            status: event.status,
            place: event.location.as_ref().map(Place::of),
            candidates: event.candidates.clone(),
            said: None,
        }
    }

    /// The state with what the event says.
    pub(super) fn saying(self, event: &Event, joined: &Joined) -> Self {
        let said = Some(Box::new(Said::of(event, joined)));
        Self { said, ..self }
    }

    /// The event's state, with another status.
    pub(super) fn with(event: &Event, status: Status) -> Self {
        let state = Self::of(event, None);
        Self { status, ..state }
    }

    /// The event's state once another tells of it.
    pub(super) fn merged(event: &Event, merge: Merge) -> Self {
        let status = Status::Merged;
        Self {
            status,
            ..Self::of(event, Some(merge))
        }
    }

    /// The event's state at another place. The place that it had becomes a candidate, so that it can be
    /// chosen again.
    pub(super) fn chosen(mut event: Event, location: Location) -> Self {
        choose(&mut event, location);
        Self::of(&event, None)
    }

    /// The event's state without a place. The place that it had becomes a candidate.
    pub(super) fn placeless(mut event: Event) -> Self {
        leave_place(&mut event);
        Self::of(&event, None)
    }

    /// Puts the event into this state; what tells of it then.
    pub(super) fn put_into(self, event: &mut Event, joined: &Joined) -> Option<Merge> {
        if let Some(said) = self.said {
            said.put_into(event, joined);
        }
        event.status = self.status;
        event.location = self.place.and_then(Place::location);
        event.candidates = self.candidates;
        self.merged
    }
}

impl Place {
    fn of(location: &Location) -> Self {
        let it = location.clone();
        Self {
            name: it.name,
            raw: it.raw,
            lon: it.position.lon(),
            lat: it.position.lat(),
            uncertainty_m: it.uncertainty_m,
            where_prec: it.where_prec,
            score: it.score,
            gazetteer_id: it.place_id,
            kind: it.kind,
            country: it.country,
            admin1: it.admin1,
            admin2: it.admin2,
        }
    }

    fn location(self) -> Option<Location> {
        Some(Location {
            position: LonLat::new(self.lon, self.lat).ok()?,
            name: self.name,
            raw: self.raw,
            uncertainty_m: self.uncertainty_m,
            where_prec: self.where_prec,
            score: self.score,
            place_id: self.gazetteer_id,
            kind: self.kind,
            country: self.country,
            admin1: self.admin1,
            admin2: self.admin2,
        })
    }
}

/// Moves the event to the place.
fn choose(event: &mut Event, chosen: Location) {
    leave_place(event);
    event
        .candidates
        .retain(|it| Some(&it.id) != chosen.place_id.as_ref());
    event.location = Some(chosen);
}

/// Takes the event, which is true, from the place that it had.
fn leave_place(event: &mut Event) {
    event.status = Status::Confirmed;
    if let Some(left) = event.location.take().and_then(as_candidate) {
        event.candidates.insert(0, left);
    }
}

fn as_candidate(place: Location) -> Option<Candidate> {
    Some(Candidate {
        id: place.place_id?,
        name: place.name,
        kind: place.kind.unwrap_or_default(),
        country: place.country.unwrap_or_default(),
        admin1: place.admin1.unwrap_or_default(),
        lon: place.position.lon(),
        lat: place.position.lat(),
        uncertainty_m: place.uncertainty_m,
        score: place.score,
        why: vec!["the event's place before".to_owned()],
    })
}

//! What the gazetteer knows of names and positions.

use axum::extract::State;
use serde_json::json;

use super::{
    Shared,
    answer::{self, blocking},
    error::{Answer, Problem},
    request::Query,
};
use crate::{
    filter::{ParamError, Params},
    gazetteer::Gazetteer,
    geocode::{self, geocode},
    space::LonLat,
};

/// The most candidates that are given.
pub(super) const LIMIT_MAX: usize = 100;

/// `GET /geocode`: the places that a name may mean, best first.
pub(super) async fn candidates(State(app): State<Shared>, Query(mut params): Query) -> Answer {
    let name = params
        .take("q")?
        .filter(|name| !name.trim().is_empty())
        .ok_or_else(|| missing("q", "a name"))?;
    let limit = limit(&mut params)?;
    let country = region(&mut params, "country", app.gazetteer)?;
    let admin1 = region(&mut params, "admin1", app.gazetteer)?;
    let near = position(&mut params)?;
    params.finish()?;
    let found = blocking(move || {
        let query = geocode::Query {
            name: &name,
            country: country.as_deref(),
            admin1: admin1.as_deref(),
            near,
            limit,
        };
        Ok(json!({"query": name, "candidates": geocode(app.gazetteer, &query)}))
    });
    answer::json(&found.await?)
}

/// `GET /reverse`: the places nearest to a position, the nearest first.
pub(super) async fn nearest(State(app): State<Shared>, Query(mut params): Query) -> Answer {
    let limit = limit(&mut params)?;
    let at = position(&mut params)?.ok_or_else(|| missing("lon", "degrees east"))?;
    params.finish()?;
    let found = blocking(move || {
        let places = geocode::reverse(app.gazetteer, at, limit);
        Ok(json!({"lon": at.lon(), "lat": at.lat(), "places": places}))
    });
    answer::json(&found.await?)
}

fn missing(name: &str, expected: &str) -> Problem {
    ParamError::new(name, "", format_args!("expected {expected}")).into()
}

fn limit(params: &mut Params) -> Result<usize, ParamError> {
    let expected = format!("a whole number from 1 to {LIMIT_MAX}");
    let limit = params.take_parsed::<usize>("limit", &expected)?;
    match limit.unwrap_or(geocode::Query::LIMIT_DEFAULT) {
        limit @ 1..=LIMIT_MAX => Ok(limit),
        other => Err(ParamError::new(
            "limit",
            &other.to_string(),
            format_args!("expected {expected}"),
        )),
    }
}

/// A code or name that narrows the search.
fn region(
    params: &mut Params,
    name: &'static str,
    gazetteer: &Gazetteer,
) -> Result<Option<String>, ParamError> {
    let expected = "expected a code or name of the gazetteer";
    match params.take(name)? {
        Some(region) if !geocode::is_known(gazetteer, &region) => {
            Err(ParamError::new(name, &region, expected))
        }
        region => Ok(region),
    }
}

/// The position of `lon` and `lat`; none if neither is given.
fn position(params: &mut Params) -> Result<Option<LonLat>, Problem> {
    let lon = params.take_parsed::<f64>("lon", "degrees east, -180 to 180")?;
    let lat = params.take_parsed::<f64>("lat", "degrees north, -90 to 90")?;
    let (lon, lat) = match (lon, lat) {
        (None, None) => return Ok(None),
        (Some(lon), Some(lat)) => (lon, lat),
        (Some(_), None) => return Err(missing("lat", "degrees north beside lon")),
        (None, Some(_)) => return Err(missing("lon", "degrees east beside lat")),
    };
    let at = LonLat::new(lon, lat);
    Ok(Some(at.map_err(|error| {
        ParamError::new("lon,lat", &format!("{lon},{lat}"), error)
    })?))
}

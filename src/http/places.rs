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
    geocode::{self, Completion, complete, whole},
    space::{Bbox, LonLat},
};

/// The most candidates that are given.
pub(super) const LIMIT_MAX: usize = 100;

/// What `GET /geocode` is asked.
struct Asked {
    name: String,
    country: Option<String>,
    admin1: Option<String>,
    near: Option<LonLat>,
    view: Option<Bbox>,
    limit: usize,
    lang: Option<String>,
    /// Whether the name may be unfinished or misspelt.
    is_typed: bool,
}

impl Asked {
    fn take(params: &mut Params, gazetteer: &Gazetteer) -> Result<Self, Problem> {
        Ok(Self {
            name: name(params)?,
            country: region(params, "country", gazetteer)?,
            admin1: region(params, "admin1", gazetteer)?,
            near: position(params)?,
            view: params.take_exact("bbox")?,
            limit: limit(params)?,
            lang: lang(params)?,
            is_typed: params
                .take_parsed("complete", "true or false")?
                .unwrap_or(true),
        })
    }

    fn answered(&self, gazetteer: &Gazetteer) -> Vec<Completion> {
        let query = geocode::Query {
            name: &self.name,
            country: self.country.as_deref(),
            admin1: self.admin1.as_deref(),
            near: self.near,
            view: self.view,
            limit: self.limit,
        };
        let find = if self.is_typed { complete } else { whole };
        find(gazetteer, &query, self.lang.as_deref())
    }
}

/// `GET /geocode`: the places that a name may mean, best first, also while it is being typed.
pub(super) async fn candidates(State(app): State<Shared>, Query(mut params): Query) -> Answer {
    let asked = Asked::take(&mut params, app.gazetteer())?;
    params.finish()?;
    let found = blocking(move || {
        let candidates = asked.answered(app.gazetteer());
        Ok(json!({"query": asked.name, "candidates": candidates}))
    });
    answer::json(&found.await?)
}

/// `GET /reverse`: the places nearest to a position, the nearest first.
pub(super) async fn nearest(State(app): State<Shared>, Query(mut params): Query) -> Answer {
    let limit = limit(&mut params)?;
    let at = position(&mut params)?.ok_or_else(|| missing("lon", "degrees east"))?;
    params.finish()?;
    let found = blocking(move || {
        let places = geocode::reverse(app.gazetteer(), at, limit);
        Ok(json!({"lon": at.lon(), "lat": at.lat(), "places": places}))
    });
    answer::json(&found.await?)
}

fn name(params: &mut Params) -> Result<String, Problem> {
    let name = params.take("q")?.filter(|name| !name.trim().is_empty());
    let name = name.ok_or_else(|| missing("q", "a name"))?;
    if name.chars().nth(geocode::NAME_CHARS_MAX).is_some() {
        let expected = format_args!(
            "expected a name of at most {} characters",
            geocode::NAME_CHARS_MAX
        );
        return Err(ParamError::new("q", &name, expected).into());
    }
    Ok(name)
}

/// A language tag: letters and digits in parts of at most eight, as BCP 47 has it.
pub(super) fn lang(params: &mut Params) -> Result<Option<String>, ParamError> {
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    match params.take("lang")? {
        Some(lang) if !lang.split('-').all(is_part) => Err(ParamError::new(
            "lang",
            &lang,
            "expected a language tag such as en, ru, uz or uz-Cyrl",
        )),
        lang => Ok(lang),
    }
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

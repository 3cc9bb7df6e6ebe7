use axum::extract::State;

use super::{
    Shared,
    answer::{self, asking},
    error::Answer,
    request::Query,
};
use crate::{
    filter::{Filter, ParamError, Params},
    index::{Facets, Histogram, Width},
};

/// `GET /facets`
pub(super) async fn facets(State(app): State<Shared>, Query(mut params): Query) -> Answer {
    let filter = Filter::take(&mut params)?;
    params.finish()?;
    let facets = asking(&app, move |snapshot| Ok(Facets::of(snapshot, &filter)));
    answer::json(&facets.await?)
}

/// `GET /histogram`
pub(super) async fn histogram(State(app): State<Shared>, Query(mut params): Query) -> Answer {
    let filter = Filter::take(&mut params)?;
    let width = width(&mut params)?;
    params.finish()?;
    let histogram = asking(&app, move |snapshot| {
        Ok(Histogram::of(snapshot, &filter, width))
    });
    answer::json(&histogram.await?)
}

/// The width asked for; none for `auto`.
fn width(params: &mut Params) -> Result<Option<Width>, ParamError> {
    let Some(text) = params.take("by")?.filter(|text| text != "auto") else {
        return Ok(None);
    };
    let width = text.parse::<Width>();
    width
        .map(Some)
        .map_err(|expected| ParamError::new("by", &text, expected))
}

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};

use super::error::Problem;
use crate::filter::Params;

/// The request's parameters.
pub(super) struct Query(pub(super) Params);

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(Params::parse(parts.uri.query().unwrap_or_default())?))
    }
}

/// Refuses every parameter, for addresses that know none.
pub(super) struct NoQuery;

impl<S: Send + Sync> FromRequestParts<S> for NoQuery {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Query(params) = Query::from_request_parts(parts, state).await?;
        params.finish()?;
        Ok(Self)
    }
}

/// The variable parts of the request's path, in their order.
pub(super) struct Path<const N: usize>(pub(super) [String; N]);

impl<const N: usize, S: Send + Sync> FromRequestParts<S> for Path<N> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let wrong =
            || Problem::no_such_address("the path is not UTF-8 once its percent signs are decoded");
        let params = RawPathParams::from_request_parts(parts, state)
            .await
            .ok()
            .ok_or_else(wrong)?;
        let values: Vec<String> = params.iter().map(|(_, value)| value.to_owned()).collect();
        values.try_into().map(Self).ok().ok_or_else(wrong)
    }
}

/// The query as it was written, for links that keep it.
pub(super) struct RawQuery(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for RawQuery {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.uri.query().unwrap_or_default().to_owned()))
    }
}

//! What stands around every route: limits, a deadline, problem details for whatever says none,
//! compression, security headers, and a trace of each request.

use std::{any::Any, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use tower_http::{
    CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer,
    limit::RequestBodyLimitLayer, timeout::TimeoutLayer, trace::TraceLayer,
};

use super::{
    Shared, address, cors,
    error::{PROBLEM_TYPE, Problem},
    tiles,
};

/// The largest body that is taken, in bytes: 32 MiB.
pub const BODY_BYTES_MAX: usize = 32 << 20;

/// How long a request may take, in seconds.
pub const REQUEST_TIMEOUT_S: u64 = 120;

const SECURITY_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
     connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

const SECURITY_HEADERS: [(HeaderName, HeaderValue); 5] = [
    (header::CONTENT_SECURITY_POLICY, SECURITY_POLICY),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// The routes within their shell.
pub(super) fn around(routes: Router, app: Shared) -> Router {
    let deadline = Duration::from_secs(REQUEST_TIMEOUT_S);
    routes
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(RequestBodyLimitLayer::new(BODY_BYTES_MAX))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            deadline,
        ))
        .layer(cors::guard(&app.cors))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::map_response(say_what_is_wrong))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&app),
            tiles::answer_again,
        ))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&app),
            cors::share,
        ))
        .layer(middleware::from_fn_with_state(app, check_host))
        .layer(TraceLayer::new_for_http())
        .layer(middleware::map_response(secured))
}

/// Adds the security headers that the response has not set itself.
async fn secured(mut response: Response) -> Response {
    for (name, value) in SECURITY_HEADERS {
        response.headers_mut().entry(name).or_insert(value);
    }
    response
}

/// Refuses requests under a name that is not this machine's: a page elsewhere may have pointed its own
/// name here, to read what its visitor alone may read.
async fn check_host(State(app): State<Shared>, request: Request, next: Next) -> Response {
    match address::host(request.headers()) {
        Some(host) if !app.any_host && !address::is_loopback(host) && !is_public(&app, host) => {
            Problem::other_host(host).into_response()
        }
        _ => next.run(request).await,
    }
}

fn is_public(app: &Shared, host: &str) -> bool {
    let public = app.proxies.public.as_ref();
    public.is_some_and(|public| public.host().eq_ignore_ascii_case(host))
}

/// Gives problem details to a refusal that has none, and keeps its headers.
async fn say_what_is_wrong(response: Response) -> Response {
    let status = response.status();
    let told = response.headers().get(header::CONTENT_TYPE) == Some(&PROBLEM_TYPE);
    if told || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let mut problem = Problem::of_status(status).into_response();
    let kept = response
        .headers()
        .iter()
        .filter(|(name, _)| **name == header::ALLOW);
    problem
        .headers_mut()
        .extend(kept.map(|(name, value)| (name.clone(), value.clone())));
    problem
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the layer hands the panic over"
)]
fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let said = panic.downcast_ref::<String>().map(String::as_str);
    let said = said
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    tracing::error!(panic = said, "a handler panicked");
    Problem::internal().into_response()
}

//! What goes wrong as problem details, the only place that knows the status codes of errors.
//!
//! Source: RFC 9457, <https://www.rfc-editor.org/rfc/rfc9457>.

use std::{error::Error, fmt, iter};

use axum::{
    extract::rejection::BytesRejection,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use http_body_util::LengthLimitError;
use serde_json::{Map, Value, json};

use crate::{filter::ParamError, store::StoreError};

/// The media type of problem details.
pub(super) const PROBLEM_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");

/// An answer that says what is wrong.
#[derive(Debug)]
pub(super) struct Problem {
    status: StatusCode,
    detail: String,
    members: Map<String, Value>,
}

/// The answer of a handler.
pub(super) type Answer = Result<Response, Problem>;

impl Problem {
    fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            status,
            detail: detail.into(),
            members: Map::new(),
        }
    }

    /// The problem of a response that a layer or the router has made without saying more.
    pub(super) fn of_status(status: StatusCode) -> Self {
        let detail = match status {
            StatusCode::NOT_FOUND => "nothing is at this address",
            StatusCode::METHOD_NOT_ALLOWED => "the method is not one of those in the Allow header",
            StatusCode::FORBIDDEN => "a page of another site may not change anything here",
            StatusCode::PAYLOAD_TOO_LARGE => return Self::too_large(),
            StatusCode::SERVICE_UNAVAILABLE => "the request took longer than the server allows",
            _ => "the request could not be answered",
        };
        Self::new(status, detail)
    }

    /// Nothing with that id or name.
    pub(super) fn not_found(what: &str, id: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, format!("{what} {id:?} is not here"))
    }

    /// An address that names nothing that could be here.
    pub(super) fn no_such_address(reason: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, reason)
    }

    /// None of the media types that the client takes can be made.
    pub(super) fn not_acceptable(offers: &[&str]) -> Self {
        let detail = format!("Accept names none of {}", offers.join(", "));
        Self::new(StatusCode::NOT_ACCEPTABLE, detail)
    }

    /// A body of a media type that cannot be read here.
    pub(super) fn unsupported(given: &str, expected: &str) -> Self {
        let detail = format!("Content-Type is {given:?}, expected {expected}");
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail)
    }

    /// A condition of the client that does not hold.
    pub(super) fn stale(given: &str, revision: i64) -> Self {
        let detail = format!(
            "If-Match is {given}, and the present state is revision {revision}: it has been changed since; ask for it again"
        );
        Self::new(StatusCode::PRECONDITION_FAILED, detail)
    }

    /// Something that another thing of the server stands against.
    pub(super) fn conflict(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, detail)
    }

    /// A body that cannot be read to its end.
    pub(super) fn of_body(error: &axum::Error, bytes_max: usize) -> Self {
        let is_too_large = iter::successors(error.source(), |error: &&(dyn Error + 'static)| {
            (*error).source()
        })
        .any(<dyn Error>::is::<LengthLimitError>);
        if is_too_large {
            let detail = format!("the body is larger than {bytes_max} bytes");
            return Self::new(StatusCode::PAYLOAD_TOO_LARGE, detail);
        }
        Self::malformed("the body ended before it was whole")
    }

    /// A body that can be read but not be taken.
    pub(super) fn unprocessable(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail)
    }

    /// A body that is not what its media type says.
    pub(super) fn malformed(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// A host that is none of this machine's names.
    pub(super) fn other_host(host: &str) -> Self {
        let detail = format!(
            "Host is {host:?}, expected localhost or a loopback address; tell the server its --public-url, or start with --allow-public to answer to any name"
        );
        Self::new(StatusCode::MISDIRECTED_REQUEST, detail)
    }

    /// A defect of the server.
    pub(super) fn internal() -> Self {
        let detail = "a defect of the server stopped the request; the server's log says more";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, detail)
    }

    /// No place for a further client that would be told of changes.
    pub(super) fn crowded(listeners_max: usize) -> Self {
        let detail =
            format!("{listeners_max} clients listen already, which is the most; try again later");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, detail)
    }

    fn too_large() -> Self {
        let detail = format!("the body is larger than {} bytes", super::BODY_BYTES_MAX);
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
    }

    /// The problem with a further member.
    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.members.insert(name.to_owned(), value.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut body = json!({
            "type": "about:blank",
            "title": self.status.canonical_reason(),
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        if let Value::Object(members) = &mut body {
            members.extend(self.members);
        }
        (
            self.status,
            [(header::CONTENT_TYPE, PROBLEM_TYPE)],
            body.to_string(),
        )
            .into_response()
    }
}

impl From<ParamError> for Problem {
    fn from(error: ParamError) -> Self {
        Self::new(StatusCode::BAD_REQUEST, error.to_string())
            .with("parameter", error.parameter)
            .with("value", error.value)
            .with("expected", error.expected)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NoEvent(_) => Self::new(StatusCode::NOT_FOUND, error.to_string()),
            _ if error.is_disk_full() => {
                let detail = "the disk is full; nothing of this request was stored";
                Self::new(StatusCode::INSUFFICIENT_STORAGE, detail)
            }
            _ if error.is_busy() => {
                let detail = "another process is writing into the store; try again in a while";
                Self::new(StatusCode::SERVICE_UNAVAILABLE, detail)
            }
            StoreError::Stale { .. } => {
                Self::new(StatusCode::PRECONDITION_FAILED, error.to_string())
            }
            StoreError::NothingToUndo(_) | StoreError::CannotMerge { .. } => {
                Self::new(StatusCode::CONFLICT, error.to_string())
            }
            _ => {
                tracing::error!(error = &error as &dyn Error, "the store failed");
                Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "the store failed; the server's log says more",
                )
            }
        }
    }
}

impl From<BytesRejection> for Problem {
    fn from(rejection: BytesRejection) -> Self {
        match rejection.into_response().status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::too_large(),
            _ => Self::malformed("the body ended before it was whole"),
        }
    }
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        tracing::error!(
            error = &error as &dyn Error,
            "a response could not be written"
        );
        Self::internal()
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        std::io::Error::from(error).into()
    }
}

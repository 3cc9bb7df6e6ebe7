//! Web addresses, fetched politely: nothing that has not changed is sent again.

use std::{io::Read, time::Duration};

use serde::{Deserialize, Serialize};
use ureq::{Agent, http::Response};

use crate::document::FILE_BYTES_MAX;

/// How long an answer may take, in seconds.
const TIMEOUT_S: u64 = 60;

/// How many times an answer may name another address.
const REDIRECTS_MAX: u32 = 5;

/// What the program calls itself.
const USER_AGENT: &str = concat!("zij/", env!("CARGO_PKG_VERSION"));

/// What a server has said of the state that it sent last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Validators {
    etag: Option<String>,
    last_modified: Option<String>,
}

/// What an address answered.
pub(super) enum Fetched {
    /// It is as it was.
    Unchanged,
    /// Its present state.
    Changed {
        /// Its content.
        bytes: Vec<u8>,
        /// Its media type, if the server states it.
        media_type: Option<String>,
        /// For the next time.
        validators: Validators,
    },
    /// No state, and why; the server may ask to be left alone for a time.
    Failed {
        /// Why.
        reason: String,
        /// How long the server asks to wait.
        wait: Option<Duration>,
    },
}

/// Fetches addresses.
pub(super) struct Fetcher(Agent);

impl Fetcher {
    pub(super) fn new() -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(TIMEOUT_S)))
            .max_redirects(REDIRECTS_MAX)
            .http_status_as_error(false)
            .user_agent(USER_AGENT)
            .build();
        Self(config.into())
    }

    /// The state of an address, unless it is the one that the validators are of.
    pub(super) fn fetch(&self, address: &str, known: &Validators) -> Fetched {
        let mut request = self.0.get(address);
        if let Some(etag) = &known.etag {
            request = request.header("If-None-Match", etag);
        }
        if let Some(time) = &known.last_modified {
            request = request.header("If-Modified-Since", time);
        }
        let answered = request.call();
        answered.map_or_else(
            |error| Fetched::Failed {
                reason: error.to_string(),
                wait: None,
            },
            taken,
        )
    }
}

fn taken(response: Response<ureq::Body>) -> Fetched {
    let status = response.status().as_u16();
    if status == 304 {
        return Fetched::Unchanged;
    }
    let header = |name: &str| Some(response.headers().get(name)?.to_str().ok()?.to_owned());
    if status != 200 {
        return Fetched::Failed {
            reason: format!("the server answered {status}, expected 200 or 304"),
            wait: header("retry-after")
                .and_then(|seconds| seconds.parse().ok())
                .map(Duration::from_secs),
        };
    }
    let media_type = header("content-type");
    let validators = Validators {
        etag: header("etag"),
        last_modified: header("last-modified"),
    };
    let mut bytes = Vec::new();
    let mut body = response.into_body().into_reader().take(FILE_BYTES_MAX + 1);
    match body.read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > FILE_BYTES_MAX => Fetched::Failed {
            reason: format!("longer than {FILE_BYTES_MAX} bytes, the most that is fetched"),
            wait: None,
        },
        Ok(_) => Fetched::Changed {
            bytes,
            media_type,
            validators,
        },
        Err(error) => Fetched::Failed {
            reason: error.to_string(),
            wait: None,
        },
    }
}

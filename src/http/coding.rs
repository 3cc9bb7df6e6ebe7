//! Bodies that are compressed once and sent many times: which coding the client takes, and the coding itself.
//!
//! Source: RFC 9110, section 12.5.3, <https://www.rfc-editor.org/rfc/rfc9110#name-accept-encoding>.

use std::io::{self, Write};

use axum::http::{HeaderMap, HeaderValue, header};
use flate2::{Compression, write::GzEncoder};

/// How much work goes into a body that many clients will be sent: gzip's usual level.
const GZIP_LEVEL: u32 = 6;

/// Brotli's level of about the same work.
const BROTLI_LEVEL: i32 = 5;

/// The window of Brotli, as a power of two: 4 MiB, more than a tile has.
const BROTLI_WINDOW_BITS: i32 = 22;

/// zstd's usual level.
const ZSTD_LEVEL: i32 = 3;

/// A coding of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Coding {
    Identity,
    Gzip,
    Brotli,
    Zstd,
}

impl Coding {
    /// From the one that makes bodies smallest.
    const COMPRESSED: [Self; 3] = [Self::Brotli, Self::Zstd, Self::Gzip];

    /// The coding that the client likes best; of those that it likes equally the one that makes bodies smallest.
    pub(super) fn chosen(headers: &HeaderMap) -> Self {
        let given = headers.get_all(header::ACCEPT_ENCODING).iter();
        let ranges: Vec<(&str, f32)> = given
            .filter_map(|it| it.to_str().ok())
            .flat_map(|it| it.split(','))
            .map(range)
            .collect();
        let quality = |name: &str| {
            let named = |wanted: &str| {
                ranges
                    .iter()
                    .find(|(it, _)| it.eq_ignore_ascii_case(wanted))
            };
            named(name).or_else(|| named("*")).map_or(0.0, |it| it.1)
        };
        let mut best = (0.0, Self::Identity);
        for coding in Self::COMPRESSED {
            let quality = coding.name().map_or(0.0, quality);
            if quality > best.0 {
                best = (quality, coding);
            }
        }
        best.1
    }

    fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
            Self::Zstd => Some("zstd"),
        }
    }

    /// What says it in a response; none for a body as it is.
    pub(super) fn header(self) -> Option<HeaderValue> {
        self.name().map(HeaderValue::from_static)
    }

    /// The body in this coding.
    pub(super) fn encode(self, body: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Identity => Ok(body.to_vec()),
            Self::Gzip => {
                let mut to = GzEncoder::new(Vec::new(), Compression::new(GZIP_LEVEL));
                to.write_all(body)?;
                to.finish()
            }
            Self::Brotli => {
                let params = brotli::enc::BrotliEncoderParams {
                    quality: BROTLI_LEVEL,
                    lgwin: BROTLI_WINDOW_BITS,
                    ..Default::default()
                };
                let mut to = Vec::new();
                brotli::BrotliCompress(&mut &*body, &mut to, &params)?;
                Ok(to)
            }
            Self::Zstd => zstd::bulk::compress(body, ZSTD_LEVEL),
        }
    }
}

/// One coding of the header with its quality, 1 if it has none, 0 if it is no number.
fn range(text: &str) -> (&str, f32) {
    let (name, quality) = text.split_once(';').unwrap_or((text, "q=1"));
    let quality = quality.trim().strip_prefix("q=").map(str::trim);
    let quality = quality.and_then(|quality| quality.parse().ok());
    (name.trim(), quality.unwrap_or(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(accepted: &str, expected: Coding) {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, accepted.parse().unwrap());
        assert_eq!(Coding::chosen(&headers), expected, "{accepted}");
    }

    #[test]
    fn the_coding_is_the_one_that_the_client_likes_best() {
        assert_eq!(Coding::chosen(&HeaderMap::new()), Coding::Identity);
        check("", Coding::Identity);
        check("gzip, deflate, br, zstd", Coding::Brotli);
        check("gzip, zstd", Coding::Zstd);
        check("GZIP", Coding::Gzip);
        check("br;q=0.5, gzip;q=0.8", Coding::Gzip);
        check("*;q=0.1, br;q=0", Coding::Zstd);
        check("gzip;q=x", Coding::Identity);
        check("identity", Coding::Identity);
    }
}

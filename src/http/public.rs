//! Under which address clients find the server when it stands behind a proxy.
//!
//! Sources: RFC 7239 (`Forwarded`), <https://www.rfc-editor.org/rfc/rfc7239>; the `X-Forwarded-` headers are no
//! standard, but most proxies send them.

use std::{net::IpAddr, str::FromStr};

use axum::http::HeaderMap;

/// A public address of the server is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "public address is {0:?}, expected http or https with a host and perhaps a path, https://example.org/zij"
)]
pub struct PublicUrlError(String);

/// The address under which clients find the server, without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    text: String,
    /// The host with its port.
    host: String,
}

/// What is told of the proxies before the server.
#[derive(Debug, Clone, Default)]
pub struct Proxies {
    /// The address to write into links, whatever a request says.
    pub public: Option<PublicUrl>,
    /// The proxies whose word on the address is taken.
    pub trusted: Vec<IpAddr>,
}

impl PublicUrl {
    /// The host, with its port if there is one.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The address without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    fn of(scheme: &str, host: &str, path: &str) -> Option<Self> {
        let scheme = ["http", "https"]
            .into_iter()
            .find(|known| known.eq_ignore_ascii_case(scheme))?;
        let path = path.trim_end_matches('/');
        let is_path = path.is_empty() || path.starts_with('/') && !path.starts_with("//");
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/%".contains(c);
        (is_host(host) && is_path && path.chars().all(plain)).then(|| Self {
            text: format!("{scheme}://{host}{path}"),
            host: host.to_owned(),
        })
    }
}

/// Reads `https://example.org/zij`.
impl FromStr for PublicUrl {
    type Err = PublicUrlError;

    fn from_str(text: &str) -> Result<Self, PublicUrlError> {
        let parts = text.trim().split_once("://").map(|(scheme, rest)| {
            let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            (scheme, host, path)
        });
        parts
            .and_then(|(scheme, host, path)| Self::of(scheme, host, path))
            .ok_or_else(|| PublicUrlError(text.to_owned()))
    }
}

impl Proxies {
    /// The address that was told, or that a trusted proxy tells; none if neither is.
    pub(super) fn address(
        &self,
        peer: Option<IpAddr>,
        headers: &HeaderMap,
        host: Option<&str>,
    ) -> Option<PublicUrl> {
        if let Some(public) = &self.public {
            return Some(public.clone());
        }
        let is_trusted = peer.is_some_and(|peer| self.trusted.contains(&peer.to_canonical()));
        if !is_trusted {
            return None;
        }
        let forwarded = |name| last(headers, "forwarded").and_then(|last| member(last, name));
        let told = |name, header| forwarded(name).or_else(|| last(headers, header));
        let scheme = told("proto", "x-forwarded-proto").unwrap_or("http");
        let host = told("host", "x-forwarded-host").or(host)?;
        let prefix = last(headers, "x-forwarded-prefix").unwrap_or_default();
        PublicUrl::of(scheme, host, prefix)
    }
}

/// Whether a text is written as a host, perhaps with a port.
pub(super) fn is_host(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
    !text.is_empty() && text.chars().all(plain)
}

/// The last element of a list header: the nearest proxy has written it, those before it may be forged.
fn last<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let text = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    let last = text.rsplit(',').next()?.trim();
    (!last.is_empty()).then_some(last)
}

/// The value of a parameter of a `Forwarded` element.
fn member<'e>(element: &'e str, name: &str) -> Option<&'e str> {
    let pairs = element.split(';').filter_map(|pair| pair.split_once('='));
    pairs
        .filter(|(known, _)| known.trim().eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim().trim_matches('"'))
        .next()
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use axum::http::HeaderName;

    use super::*;

    #[test]
    fn a_public_address_is_a_scheme_a_host_and_perhaps_a_path() {
        let read = |text: &str| match text.parse::<PublicUrl>() {
            Ok(url) => format!("{} at {}", url.as_str(), url.host()),
            Err(error) => error.to_string(),
        };
        assert_eq!(
            read("https://example.org"),
            "https://example.org at example.org"
        );
        assert_eq!(
            read("HTTP://example.org:81/zij/"),
            "http://example.org:81/zij at example.org:81"
        );
        for wrong in [
            "",
            "example.org",
            "ftp://example.org",
            "https://",
            "https://me@example.org",
            "https://example.org?x",
            "https://example.org//evil",
            "https://example.org/a b",
        ] {
            let expected = format!(
                "public address is {wrong:?}, expected http or https with a host and perhaps a path, https://example.org/zij"
            );
            assert_eq!(read(wrong), expected);
        }
    }

    /// The address of a request that comes from a trusted proxy, and from anybody else.
    #[track_caller]
    fn check(headers: &[(&str, &str)], expected: &str) {
        let proxy = IpAddr::from(Ipv4Addr::LOCALHOST);
        let proxies = Proxies {
            public: None,
            trusted: vec![proxy],
        };
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap()))
            .collect();
        let told = |peer| {
            let address = proxies.address(peer, &headers, Some("127.0.0.1:8080"));
            address.map_or("none".to_owned(), |it| it.as_str().to_owned())
        };
        assert_eq!(told(Some(proxy)), expected, "{headers:?}");
        let stranger = IpAddr::from([192, 0, 2, 1]);
        assert_eq!(told(Some(stranger)), "none");
        assert_eq!(told(None), "none");
    }

    #[test]
    fn a_trusted_proxy_tells_scheme_host_and_prefix_and_nobody_else_does() {
        check(&[], "http://127.0.0.1:8080");
        check(
            &[(
                "forwarded",
                "for=192.0.2.60;proto=https;host=\"example.org:444\"",
            )],
            "https://example.org:444",
        );
        check(
            &[(
                "forwarded",
                "host=forged.example, host=example.org;proto=https",
            )],
            "https://example.org",
        );
        check(
            &[
                ("x-forwarded-proto", "https"),
                ("x-forwarded-host", "forged.example, example.org"),
                ("x-forwarded-prefix", "/zij/"),
            ],
            "https://example.org/zij",
        );
        check(&[("x-forwarded-host", "a b")], "none");
        check(&[("x-forwarded-proto", "javascript")], "none");
    }

    #[test]
    fn the_address_that_is_told_wins() {
        let proxies = Proxies {
            public: "https://example.org/zij".parse().ok(),
            trusted: vec![],
        };
        let address = proxies.address(None, &HeaderMap::new(), None).unwrap();
        assert_eq!(address.as_str(), "https://example.org/zij");
    }
}

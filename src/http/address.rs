use std::{convert::Infallible, net::SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};
use form_urlencoded::Serializer;

use super::{Shared, public::is_host};

/// The address under which clients find the server: the public one, else the one that the client has used,
/// `http://127.0.0.1:8080`, without a slash at its end; empty for a client that names no host, whose links
/// are then relative.
pub(super) struct Base(String);

impl FromRequestParts<Shared> for Base {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Infallible> {
        let host = host(&parts.headers);
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map(|ConnectInfo(peer)| peer.ip());
        if let Some(public) = app.proxies.address(peer, &parts.headers, host) {
            return Ok(Self(public.as_str().to_owned()));
        }
        Ok(Self(
            host.map_or_else(String::new, |host| format!("http://{host}")),
        ))
    }
}

impl Base {
    /// A link to a path of this server.
    pub(super) fn link(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// A link that keeps a query, except that one of its parameters is set, or taken out.
    pub(super) fn link_with(
        &self,
        path: &str,
        query: &str,
        name: &str,
        value: Option<&str>,
    ) -> String {
        let mut kept = Serializer::new(String::new());
        kept.extend_pairs(
            form_urlencoded::parse(query.as_bytes()).filter(|(known, _)| known != name),
        );
        if let Some(value) = value {
            kept.append_pair(name, value);
        }
        match kept.finish().as_str() {
            "" => self.link(path),
            kept => self.link(&format!("{path}?{kept}")),
        }
    }
}

/// A text as one segment of a path: what is not unreserved in a URI is percent-encoded.
///
/// Source: RFC 3986, section 2.3, <https://www.rfc-editor.org/rfc/rfc3986#section-2.3>.
pub(super) fn segment(text: &str) -> String {
    let encoded = |byte: u8| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    text.bytes().map(encoded).collect()
}

/// The host that the client names, if it is written as hosts are.
pub(super) fn host(headers: &HeaderMap) -> Option<&str> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    Some(host).filter(|host| is_host(host))
}

/// Whether a host, with or without a port, is a name of this machine itself.
pub(super) fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let address = name
        .parse::<std::net::IpAddr>()
        .is_ok_and(|address| address.is_loopback());
    address || name.eq_ignore_ascii_case("localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_keeps_the_query_and_sets_one_parameter() {
        let base = Base("http://127.0.0.1:8080".to_owned());
        let link = |query, value| base.link_with("/items", query, "cursor", value);
        assert_eq!(link("", None), "http://127.0.0.1:8080/items");
        assert_eq!(
            link("q=O%CA%BBsh&cursor=a", None),
            "http://127.0.0.1:8080/items?q=O%CA%BBsh"
        );
        assert_eq!(
            link("cursor=a&bbox=1,2,3,4", Some("2018~b")),
            "http://127.0.0.1:8080/items?bbox=1%2C2%2C3%2C4&cursor=2018%7Eb"
        );
    }

    #[test]
    fn a_segment_holds_no_letter_that_parts_a_path() {
        assert_eq!(segment("geonames:1512569"), "geonames%3A1512569");
        assert_eq!(segment("ev-k2_a.b~c"), "ev-k2_a.b~c");
        assert_eq!(segment("a/b?c#d %"), "a%2Fb%3Fc%23d%20%25");
        assert_eq!(segment("Ош"), "%D0%9E%D1%88");
    }

    #[test]
    fn only_names_of_this_machine_are_loopback() {
        let own = [
            "localhost",
            "LOCALHOST:8080",
            "127.0.0.1",
            "127.8.9.1:80",
            "[::1]:8080",
            "[::1]",
        ];
        assert!(own.into_iter().all(is_loopback));
        let others = [
            "",
            "example.org",
            "localhost.example.org:80",
            "10.0.0.1:8080",
            "[::2]",
            "127.0.0.1.nip.io",
        ];
        assert!(!others.into_iter().any(is_loopback));
    }
}

//! Which media type the client takes: the `f` parameter first, then the `Accept` header.
//!
//! Source: RFC 9110, section 12.5.1, <https://www.rfc-editor.org/rfc/rfc9110#name-accept>.

use axum::http::{HeaderMap, header};

use super::error::Problem;
use crate::filter::{ParamError, Params};

/// `GeoJSON`'s media type.
pub(super) const GEOJSON: &str = "application/geo+json";

/// JSON's media type.
pub(super) const JSON: &str = "application/json";

/// HTML's media type.
pub(super) const HTML: &str = "text/html";

/// The offer that the client likes best; the first of those that it likes equally.
pub(super) fn choose(
    params: &mut Params,
    headers: &HeaderMap,
    offers: &[&'static str],
) -> Result<&'static str, Problem> {
    if let Some(word) = params.take("f")? {
        return Ok(named(&word, offers)?);
    }
    accepted(headers, offers)
}

/// The same for a request that may have no other parameter.
pub(super) fn choose_alone(
    mut params: Params,
    headers: &HeaderMap,
    offers: &[&'static str],
) -> Result<&'static str, Problem> {
    let chosen = choose(&mut params, headers, offers)?;
    params.finish()?;
    Ok(chosen)
}

/// The offer that the client's `Accept` header likes best.
pub(super) fn accepted(
    headers: &HeaderMap,
    offers: &[&'static str],
) -> Result<&'static str, Problem> {
    let accepted: Vec<&str> = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|it| it.to_str().ok())
        .collect();
    if accepted.is_empty() {
        return Ok(offers[0]);
    }
    let ranges: Vec<(&str, f64)> = accepted
        .iter()
        .flat_map(|it| it.split(','))
        .map(range)
        .collect();
    let mut best = (0.0, None);
    for offer in offers {
        let quality = quality(&ranges, offer);
        if quality > best.0 {
            best = (quality, Some(*offer));
        }
    }
    best.1.ok_or_else(|| Problem::not_acceptable(offers))
}

fn named(word: &str, offers: &[&'static str]) -> Result<&'static str, ParamError> {
    let kind = match word {
        "html" => HTML,
        "geojson" => GEOJSON,
        "json" => offers
            .iter()
            .copied()
            .find(|offer| offer.ends_with("json"))
            .unwrap_or(JSON),
        _ => "",
    };
    let offered = offers.iter().copied().find(|offer| *offer == kind);
    let known = if offers.contains(&HTML) {
        "json or html"
    } else {
        "json"
    };
    offered.ok_or_else(|| ParamError::new("f", word, format_args!("expected {known}")))
}

/// One media range of an `Accept` header with its quality, 1 if it has none.
fn range(text: &str) -> (&str, f64) {
    let mut parts = text.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default();
    let quality = parts
        .find_map(|part| part.strip_prefix("q="))
        .map_or(Some(1.0), |q| q.parse().ok());
    (kind, quality.unwrap_or(0.0))
}

/// The quality of the most specific range that the media type falls into; 0 if it falls into none.
fn quality(ranges: &[(&str, f64)], offer: &str) -> f64 {
    let kind = offer.split(';').next().unwrap_or(offer);
    let group = kind.split_once('/').map_or("", |(group, _)| group);
    let specific = |wanted: &dyn Fn(&str) -> bool| {
        ranges
            .iter()
            .find(|(range, _)| wanted(range))
            .map(|(_, quality)| *quality)
    };
    specific(&|range| range.eq_ignore_ascii_case(kind))
        .or_else(|| specific(&|range| range.strip_suffix("/*") == Some(group)))
        .or_else(|| specific(&|range| range == "*/*"))
        .unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, accept: &str, expected: &str) {
        let mut params = Params::parse(query).unwrap();
        let mut headers = HeaderMap::new();
        if !accept.is_empty() {
            headers.insert(header::ACCEPT, accept.parse().unwrap());
        }
        let chosen = choose(&mut params, &headers, &[JSON, HTML]);
        assert_eq!(chosen.unwrap_or("nothing"), expected, "{query} {accept}");
    }

    #[test]
    fn the_parameter_wins_over_the_header_and_the_specific_over_the_general() {
        check("", "", JSON);
        check("", "*/*", JSON);
        check("", "text/html,application/xhtml+xml,*/*;q=0.8", HTML);
        check("", "text/*, application/json;q=0.9", HTML);
        check("", "text/html;q=0, */*", JSON);
        check("", "application/xml", "nothing");
        check("", "application/json;q=x", "nothing");
        check("f=html", "application/json", HTML);
        check("f=json", "text/html", JSON);
        check("f=xml", "text/html", "nothing");
    }

    #[test]
    fn a_version_of_the_media_type_is_no_other_media_type() {
        let offer = "application/vnd.oai.openapi+json;version=3.0";
        for accept in [offer, "application/vnd.oai.openapi+json"] {
            let headers = HeaderMap::from_iter([(header::ACCEPT, accept.parse().unwrap())]);
            assert_eq!(accepted(&headers, &[offer]).ok(), Some(offer), "{accept}");
        }
    }
}

//! Gold of world news: JSON lines with the position and `GeoNames` id of every name.

use serde::Deserialize;

use crate::{
    space::LonLat,
    text::{CodePoints, Lang, Span},
};

use super::{Gold, GoldPlace, GoldToponym, KnownPlace, PlaceClass};

#[derive(Deserialize)]
struct Line {
    doc_id: String,
    text: String,
    lang: Option<String>,
    toponyms: Vec<Toponym>,
}

/// Offsets are code points of the text, the end exclusive.
#[derive(Deserialize)]
struct Toponym {
    start: usize,
    end: usize,
    text: String,
    lat: Option<f64>,
    lon: Option<f64>,
    geonameid: Option<String>,
    fcode: Option<String>,
    country: Option<String>,
}

/// Reads documents, one a line.
///
/// # Errors
///
/// The first line that is no document, and what is wrong with it.
pub(super) fn read(lines: &str) -> Result<Vec<Gold>, String> {
    let numbered = (1..).zip(lines.lines());
    let filled = numbered.filter(|(_, line)| !line.trim().is_empty());
    let read = filled
        .map(|(number, line)| document(line).map_err(|error| format!("line {number}: {error}")));
    read.collect()
}

fn document(line: &str) -> Result<Gold, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let offsets = CodePoints::new(&line.text);
    let toponyms = line.toponyms.into_iter();
    let toponyms = toponyms.map(|gold| toponym(gold, &line.text, &offsets));
    Ok(Gold {
        id: line.doc_id,
        lang: line.lang.map(|tag| Lang::of_tag(&tag)),
        published: None,
        has_demonyms_apart: false,
        has_events: false,
        toponyms: toponyms.collect::<Result<_, _>>()?,
        text: line.text,
        events: vec![],
    })
}

fn toponym(gold: Toponym, text: &str, offsets: &CodePoints<'_>) -> Result<GoldToponym, String> {
    let span = Span {
        start: offsets.to_byte(gold.start),
        end: offsets.to_byte(gold.end),
    };
    let words = text.get(span.start..span.end).unwrap_or_default();
    if words != gold.text || words.is_empty() {
        let Toponym {
            start, end, text, ..
        } = gold;
        return Err(format!(
            "code points {start} to {end} are {words:?}, expected {text:?}"
        ));
    }
    Ok(GoldToponym {
        span,
        role: None,
        place: place(gold)?,
    })
}

fn place(gold: Toponym) -> Result<GoldPlace, String> {
    let Some((lon, lat)) = gold.lon.zip(gold.lat) else {
        return Ok(GoldPlace::Unknown);
    };
    let position = LonLat::new(lon, lat).map_err(|error| format!("{:?}: {error}", gold.text))?;
    let class = PlaceClass::of_feature_code(&gold.fcode.unwrap_or_default());
    let id = gold.geonameid.map(|id| format!("geonames:{id}"));
    Ok(GoldPlace::Both(Box::new(KnownPlace {
        id: id.unwrap_or_default(),
        position,
        class,
        country: gold.country.unwrap_or_default(),
    })))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compares the words of the answers of a line of gold, and where they are.
    #[track_caller]
    fn check(line: &str, expected: Result<&[(&str, Option<&str>)], &str>) {
        let read = read(line);
        let shown = read.as_ref().map(|documents| {
            let toponyms = documents.iter().flat_map(|gold| {
                let words = |toponym: &GoldToponym| match &toponym.place {
                    GoldPlace::Both(known) => (
                        toponym.span.of(&gold.text).to_owned(),
                        Some(known.id.clone()),
                    ),
                    _ => (toponym.span.of(&gold.text).to_owned(), None),
                };
                gold.toponyms.iter().map(words).collect::<Vec<_>>()
            });
            toponyms.collect::<Vec<_>>()
        });
        let expected = expected.map(|expected| {
            let owned =
                |(words, id): &(&str, Option<&str>)| ((*words).to_owned(), id.map(str::to_owned));
            expected.iter().map(owned).collect::<Vec<_>>()
        });
        assert_eq!(shown.map_err(String::as_str), expected, "{line}");
    }

    #[test]
    fn offsets_are_code_points_and_what_has_no_position_is_unknown() {
        check(
            r#"{"doc_id":"a","text":"«Ош» or Oxford St","toponyms":[
                {"start":1,"end":3,"text":"Ош","lat":40.52828,"lon":72.7985,"geonameid":"1527534","fcode":"PPLA"},
                {"start":8,"end":17,"text":"Oxford St","lat":null,"lon":null,"geonameid":null}]}"#
                .replace('\n', " ")
                .as_str(),
            Ok(&[("Ош", Some("geonames:1527534")), ("Oxford St", None)]),
        );
        check("", Ok(&[]));
        check("\n\n", Ok(&[]));
    }

    #[test]
    fn what_is_wrong_with_a_line_is_said() {
        check(
            r#"{"doc_id":"a","text":"In Osh","toponyms":[{"start":2,"end":5,"text":"Osh"}]}"#,
            Err("line 1: code points 2 to 5 are \" Os\", expected \"Osh\""),
        );
        check(
            r#"{"doc_id":"a","text":"Osh","toponyms":[{"start":0,"end":3,"text":"Osh","lat":140,"lon":0}]}"#,
            Err("line 1: \"Osh\": latitude 140 is outside -90..=90 degrees"),
        );
        check(
            "[]",
            Err(
                "line 1: invalid length 0, expected struct Line with 4 elements at line 1 column 2",
            ),
        );
    }
}

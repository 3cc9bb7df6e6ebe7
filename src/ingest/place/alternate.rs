//! `alternateNamesV2.txt` of `GeoNames`.

use std::io::BufRead;

use super::{PlaceItem, PlacesError, lines::each_line, refusal};
use crate::{
    document::{Origin, Refusal},
    gazetteer::{NameKind, OwnName},
};

/// Columns of a line; the older `alternateNames.txt` has no years at the end.
pub(super) const COLUMNS: usize = 10;

/// What stands in the column of languages and is none.
const CODES: [&str; 11] = [
    "post", "link", "iata", "icao", "faac", "unlc", "wkdt", "tcid", "abbr", "phon", "piny",
];

pub(super) fn read(
    input: impl BufRead,
    source_name: &str,
    take: &mut dyn FnMut(PlaceItem),
) -> Result<(), PlacesError> {
    each_line(input, source_name, take, |line, origin| {
        name(line, &origin).unwrap_or_else(PlaceItem::Refused)
    })
}

fn name(line: &str, origin: &Origin) -> Result<PlaceItem, Refusal> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [_, id, lang, text, preferred, _, _, historic, ..] = fields[..] else {
        return Err(Refusal {
            origin: origin.clone(),
            value: None,
            reason: format!("{} columns, expected {COLUMNS}", fields.len()),
        });
    };
    let unread = || refusal(origin, "geonameid", id, "expected a whole number");
    let number = id.parse::<u64>().ok().ok_or_else(unread)?;
    if CODES.contains(&lang) {
        return Ok(PlaceItem::LeftOut(format!("code or address: {lang}")));
    }
    let kind = match (preferred, historic) {
        (_, "1") => NameKind::Historic,
        ("1", _) => NameKind::Preferred,
        _ => NameKind::Alias,
    };
    let name = OwnName {
        lang: tag(lang, text),
        kind,
        text: text.trim().replace('|', "/"),
    };
    Ok(PlaceItem::Name(
        origin.clone(),
        format!("geonames:{number}"),
        name,
    ))
}

/// The BCP 47 tag; Uzbek in Cyrillic letters is told apart.
fn tag(lang: &str, text: &str) -> String {
    let is_cyrillic = text.contains(|letter| matches!(letter, '\u{400}'..='\u{52f}'));
    match lang.trim() {
        "" => "und".to_owned(),
        "uz" if is_cyrillic => "uz-Cyrl".to_owned(),
        lang => lang.to_owned(),
    }
}

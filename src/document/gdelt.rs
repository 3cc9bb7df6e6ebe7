//! GDELT 2.0 events: a table of 61 columns that has no header.

use super::Record;

/// The columns in their order. Source: GDELT 2.0 event codebook,
/// <http://data.gdeltproject.org/documentation/GDELT-Event_Codebook-V2.0.pdf>.
pub(super) const COLUMNS: [&str; 61] = [
    "GlobalEventID",
    "Day",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_Fullname",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_Fullname",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_Fullname",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
];

/// What the roots of CAMEO stand for, from 01 to 20.
const ROOTS: [&str; 20] = [
    "public statement",
    "appeal",
    "intent to cooperate",
    "consultation",
    "diplomatic cooperation",
    "material cooperation",
    "aid",
    "concession",
    "investigation",
    "demand",
    "disapproval",
    "rejection",
    "threat",
    "protest",
    "show of force",
    "reduced relations",
    "coercion",
    "assault",
    "fighting",
    "mass violence",
];

/// Whether a line without a header is a row of GDELT 2.0: 61 fields, the first a number, the second a day.
pub(super) fn is_row(line: &[u8]) -> bool {
    let mut fields = line.split(|byte| *byte == b'\t');
    let is_number = |field: Option<&[u8]>, length: std::ops::Range<usize>| {
        field.is_some_and(|field| {
            length.contains(&field.len()) && field.iter().all(u8::is_ascii_digit)
        })
    };
    let starts = is_number(fields.next(), 1..20) && is_number(fields.next(), 8..9);
    starts && fields.count() == COLUMNS.len() - 2
}

/// Tells the place from its full name, how exactly it is known from its type, the outlet from its address,
/// and makes a title, which GDELT has none of.
pub(super) fn finish(record: &mut Record) {
    let geo_type = extra(record, "ActionGeo_Type");
    record.where_prec = match geo_type.as_deref() {
        Some("1") => Some(6),
        Some("2" | "5") => Some(4),
        Some("3" | "4") => Some(1),
        _ => None,
    };
    name_place(record);
    record.source = record
        .source_url
        .as_deref()
        .and_then(host)
        .map(str::to_owned);
    record.title = Some(title(record));
}

fn extra(record: &Record, name: &str) -> Option<String> {
    record.extra.get(name)?.as_str().map(str::to_owned)
}

/// `Kabul, Kabol, Afghanistan`: the place, its first-level region, its country. The country codes beside it
/// are of FIPS 10-4, where `TX` is Turkmenistan, and are not used.
fn name_place(record: &mut Record) {
    let Some(full) = record.place_raw.clone() else {
        return;
    };
    let parts: Vec<&str> = full.split(',').map(str::trim).collect();
    let owned = |part: &&str| (!part.is_empty()).then(|| (*part).to_owned());
    record.place_name = parts.first().and_then(owned);
    record.country = parts.last().and_then(owned);
    record.admin1 = match (parts.len(), record.where_prec) {
        (3.., _) => parts.get(parts.len() - 2).and_then(owned),
        (2, Some(4)) => parts.first().and_then(owned),
        _ => None,
    };
}

/// `TALIBAN – AFGHANISTAN: fighting, Kabul`.
fn title(record: &Record) -> String {
    let actors: Vec<&str> = [&record.actor1, &record.actor2]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let root = record
        .event_type
        .as_deref()
        .and_then(|code| code.parse::<usize>().ok());
    let what = root
        .and_then(|root| ROOTS.get(root.checked_sub(1)?))
        .unwrap_or(&"event");
    let place = record.place_name.iter().map(|place| format!(", {place}"));
    let who = if actors.is_empty() {
        String::new()
    } else {
        actors.join(" – ") + ": "
    };
    format!("{who}{what}{}", place.collect::<String>())
}

/// `example.org` of `https://www.example.org/a`.
fn host(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(place: &str, geo_type: &str, expected: [Option<&str>; 3], where_prec: Option<u8>) {
        let mut record = Record {
            place_raw: Some(place.to_owned()),
            extra: [("ActionGeo_Type".to_owned(), geo_type.into())]
                .into_iter()
                .collect(),
            ..Record::default()
        };
        finish(&mut record);
        let names = [&record.place_name, &record.admin1, &record.country];
        assert_eq!(names.map(Option::as_deref), expected, "{place}");
        assert_eq!(record.where_prec, where_prec, "{place}");
    }

    #[test]
    fn a_full_name_is_taken_apart_by_its_type() {
        let kabul = [Some("Kabul"), Some("Kabol"), Some("Afghanistan")];
        check("Kabul, Kabol, Afghanistan", "4", kabul, Some(1));
        let region = [Some("Batken"), Some("Batken"), Some("Kyrgyzstan")];
        check("Batken, Kyrgyzstan", "5", region, Some(4));
        let country = [Some("Uzbekistan"), None, Some("Uzbekistan")];
        check("Uzbekistan", "1", country, Some(6));
        check("", "0", [None; 3], None);
    }

    #[test]
    fn a_title_says_who_what_and_where() {
        let mut record = Record {
            actor1: Some("TALIBAN".to_owned()),
            actor2: Some("POLICE".to_owned()),
            event_type: Some("19".to_owned()),
            place_raw: Some("Kunduz, Kunduz, Afghanistan".to_owned()),
            source_url: Some("https://www.example.org/a?b".to_owned()),
            ..Record::default()
        };
        finish(&mut record);
        assert_eq!(
            record.title.as_deref(),
            Some("TALIBAN – POLICE: fighting, Kunduz")
        );
        assert_eq!(record.source.as_deref(), Some("example.org"));
        let nothing = Record {
            event_type: Some("99".to_owned()),
            ..Record::default()
        };
        assert_eq!(title(&nothing), "event");
    }

    #[test]
    fn a_row_is_told_by_its_fields() {
        let row = |first: &str, count: usize| {
            let fields = [&[first, "20240501"][..], &vec![""; count - 2]].concat();
            fields.join("\t")
        };
        assert!(is_row(row("1174000001", 61).as_bytes()));
        assert!(!is_row(row("1174000001", 58).as_bytes()));
        assert!(!is_row(row("id", 61).as_bytes()));
        assert!(!is_row(b""));
    }
}

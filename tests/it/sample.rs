//! Events made by hand, at real places, for tests that need no text.

use jiff::civil::date;
use zij::{
    document::{Document, DocumentId},
    event::{
        Candidate, Event, EventType, Evidence, Location, Provenance, Range, Status, WherePrecision,
    },
    space::LonLat,
    store::NewDocument,
    time::{DateSpan, Timestamp},
};

/// A clock that stands still: 2018-10-12, 09:00 in UTC.
pub(crate) fn clock() -> Timestamp {
    "2018-10-12T09:00:00Z".parse().unwrap()
}

/// An event of a type at a named position on a day, coded by hand and so without evidence.
pub(crate) fn event(
    id: &str,
    event_type: EventType,
    place: Option<(&str, f64, f64)>,
    day: Option<&str>,
) -> Event {
    Event {
        id: id.to_owned(),
        event_id: id.to_owned(),
        dataset: "sample".to_owned(),
        event_type,
        sub_event_type: None,
        title: format!("Event {id}"),
        notes: None,
        date: day.map(|day| DateSpan::parse_edtf(day).unwrap()),
        planned: false,
        actor1: None,
        actor2: None,
        fatalities: None,
        injured: None,
        location: place.map(|(name, lon, lat)| location(name, lon, lat)),
        candidates: Vec::new(),
        status: Status::Candidate,
        confidence: 0.8,
        evidence: None,
        provenance: Provenance {
            number_of_sources: 1,
            ..Provenance::default()
        },
        extra: serde_json::Map::new(),
    }
}

/// A protest on a known day.
pub(crate) fn andijan() -> Event {
    let place = Some(("Andijan", 72.3442, 40.7821));
    event("andijan", EventType::Protest, place, Some("2005-05-13"))
}

/// A battle in a known month.
pub(crate) fn osh() -> Event {
    let place = Some(("Osh", 72.7985, 40.5283));
    event("osh", EventType::Battle, place, Some("2010-06"))
}

/// A town in Uzbekistan.
pub(crate) fn location(name: &str, lon: f64, lat: f64) -> Location {
    Location {
        name: name.to_owned(),
        raw: None,
        position: LonLat::new(lon, lat).unwrap(),
        uncertainty_m: 5_000,
        where_prec: WherePrecision::Exact,
        score: 0.9,
        place_id: Some(format!("test:{name}")),
        kind: Some("town".to_owned()),
        country: Some("UZ".to_owned()),
        admin1: None,
        admin2: None,
    }
}

/// The air base near Qarshi. Source of the position: airportsdata 20260905, UZSL.
pub(crate) fn khanabad() -> Location {
    Location {
        raw: Some("Khanabad".to_owned()),
        where_prec: WherePrecision::Exact,
        kind: Some("air_base".to_owned()),
        admin1: Some("Qashqadaryo".to_owned()),
        place_id: Some("zij:khanabad-air-base".to_owned()),
        ..location("Karshi-Khanabad Air Base", 65.9215, 38.8336)
    }
}

/// The town in Andijan Region. Source of the position: geonames:1513578.
pub(crate) fn xonobod() -> Candidate {
    Candidate {
        id: "geonames:1513578".to_owned(),
        name: "Xonobod".to_owned(),
        kind: "town".to_owned(),
        country: "UZ".to_owned(),
        admin1: "UZ-AN".to_owned(),
        lon: 72.97499,
        lat: 40.8026,
        uncertainty_m: 3_000,
        score: 0.04,
        why: vec!["other region".to_owned()],
    }
}

const TEXT: &str = "Soʻnggi yillarda koʻp narsa oʻzgardi. The base at Khanabad was closed in 2005.";

/// A report with one event, whose every part is filled in.
pub(crate) fn report() -> NewDocument {
    let published = Some(date(2018, 10, 12));
    let document = Document {
        id: DocumentId::of(TEXT, published),
        title: Some("Base \"K2\"".to_owned()),
        text: TEXT.to_owned(),
        published,
        lang: Some("en".to_owned()),
        source: Some("Toshkent xabarlari".to_owned()),
        source_url: Some("https://example.org/k2?a=1&b=2".to_owned()),
    };
    let mention = serde_json::json!({
        "start": 50, "end": 58, "text": "Khanabad", "role": "literal", "confidence": 0.93,
        "place": {"id": "zij:khanabad-air-base", "name": "Karshi-Khanabad Air Base"}, "candidates": []
    });
    NewDocument {
        lang: Some("en".to_owned()),
        mentions: vec![mention],
        events: vec![base_closed(document.id.clone())],
        document,
    }
}

fn base_closed(doc_id: DocumentId) -> Event {
    let quote = "The base at Khanabad was closed in 2005.".to_owned();
    let mut extra = serde_json::Map::new();
    extra.insert("Региoн".to_owned(), "Қашқадарё".into());
    Event {
        sub_event_type: Some("base closed".to_owned()),
        title: "The base at Khanabad was closed".to_owned(),
        notes: Some("Line one,\nline \"two\"".to_owned()),
        actor1: Some("United States".to_owned()),
        actor2: Some("Oʻzbekiston".to_owned()),
        fatalities: Some(0),
        injured: None,
        location: Some(khanabad()),
        candidates: vec![xonobod()],
        evidence: Some(Evidence {
            doc_id,
            quote,
            quote_start: 38,
            quote_end: 78,
            trigger: Some(Range { start: 63, end: 69 }),
            place: Some(Range { start: 50, end: 58 }),
        }),
        provenance: Provenance {
            source: Some("Toshkent xabarlari".to_owned()),
            source_url: Some("https://example.org/k2?a=1&b=2".to_owned()),
            source_date: Some(date(2018, 10, 12)),
            source_headline: Some("Base \"K2\"".to_owned()),
            source_lang: Some("en".to_owned()),
            number_of_sources: 2,
        },
        extra,
        ..event(
            "ev-k2",
            EventType::MilitaryDeploymentOrBase,
            None,
            Some("2005"),
        )
    }
}

//! A row of an event list as an event.

use serde_json::Value;

use crate::{
    document::{Column, Profile, Record, Refusal, digest, is_event_id},
    event::{Candidate, Event, EventType, Location, Provenance, Status, WherePrecision, alpha2},
    gazetteer::{Gazetteer, PlaceKind},
    geocode::{self, Query, geocode},
    space::LonLat,
};

use super::{line::rounded, returned, words};

/// The share that the best place of a name must have to be taken without a person: with less, two
/// readings are too close.
const SHARE_MIN: f64 = 0.6;
/// The radius in metres of a position that a list gives as exact.
const EXACT_UNCERTAINTY_M: u32 = 1_000;
/// How many places of an ambiguous name are kept for review.
const CANDIDATES_MAX: usize = 6;

/// The event of a row.
///
/// # Errors
///
/// When the row's precision is none of UCDP's, or what it brings back cannot be read.
pub(super) fn event(
    gazetteer: &Gazetteer,
    record: Record,
    dataset: &str,
) -> Result<Event, Refusal> {
    let (location, candidates) = place(gazetteer, &record)?;
    let settled = location.is_some() || candidates.is_empty();
    let (profile, origin) = (record.profile, record.origin.clone());
    let is_returned = record.returned;
    let written = written(&record).map(str::to_owned);
    let mut event = Event {
        status: if settled && !profile.is_machine_coded() {
            Status::Confirmed
        } else {
            Status::Candidate
        },
        ..without_place(record, dataset)
    };
    event.location = location;
    event.candidates = candidates;
    if is_returned {
        returned::restore(&mut event, profile, &origin)?;
    }
    keep_country(gazetteer, &mut event, profile);
    if let Some(name) = written.filter(|_| event.location.is_none()) {
        keep_place(&mut event, profile, name);
    }
    Ok(event)
}

/// Where a name that is no place yet is kept if its list has no column for it.
const PLACE_NAME: &str = "place";

/// Keeps the name of a place that nobody has settled, for whoever does.
fn keep_place(event: &mut Event, profile: Profile, name: String) {
    let column = profile
        .column_name(Column::Place)
        .filter(|_| profile.keeps_writing());
    event
        .extra
        .entry(column.unwrap_or(PLACE_NAME))
        .or_insert(name.into());
}

/// The name of the place as the row writes it.
fn written(record: &Record) -> Option<&str> {
    record.place_name.as_deref().or(record.place_raw.as_deref())
}

/// What a row says, apart from where; the country's name as it writes it stays among its own columns.
fn without_place(mut record: Record, dataset: &str) -> Event {
    let known = words::event_type(
        record.profile,
        record.event_type.as_deref(),
        record.sub_event_type.as_deref(),
    );
    let dataset = record
        .dataset
        .take()
        .unwrap_or_else(|| record.profile.dataset().unwrap_or(dataset).to_owned());
    let id = id(&record, &dataset);
    let own_word = own_word(&record, known);
    let country = record.profile.column_name(Column::Country);
    let country = country.filter(|_| record.profile.keeps_writing());
    if let Some((name, written)) = country.zip(record.country.take()) {
        record.extra.insert(name.to_owned(), written.into());
    }
    Event {
        title: title(&record),
        event_id: record.event_id.unwrap_or_else(|| id.clone()),
        id,
        dataset,
        event_type: known.unwrap_or(EventType::Other),
        sub_event_type: record.sub_event_type.or(own_word),
        notes: record.notes,
        date: record.date,
        planned: record.planned,
        actor1: record.actor1,
        actor2: record.actor2,
        fatalities: record.fatalities,
        injured: record.injured,
        location: None,
        candidates: Vec::new(),
        status: Status::Candidate,
        confidence: 1.0,
        evidence: None,
        provenance: Provenance {
            source: record.source,
            source_url: record.source_url,
            source_date: record.source_date,
            source_headline: record.source_headline,
            source_lang: record.source_lang,
            number_of_sources: record.number_of_sources.unwrap_or(1),
        },
        extra: record.extra,
    }
}

/// Keeps the country's name as its list writes it only where ours is another.
fn keep_country(gazetteer: &Gazetteer, event: &mut Event, profile: Profile) {
    let Some(name) = profile.column_name(Column::Country) else {
        return;
    };
    let code = event
        .location
        .as_ref()
        .and_then(|place| place.country.as_deref());
    let ours = code.and_then(|code| gazetteer.by_code(code));
    let ours = ours.map(|country| gazetteer.place(country).name).or(code);
    if ours.is_some() && event.extra.get(name).and_then(Value::as_str) == ours {
        event.extra.remove(name);
    }
}

/// The row's word for the type where ours says less.
fn own_word(record: &Record, known: Option<EventType>) -> Option<String> {
    let word = record.event_type.as_ref()?;
    let same = known.is_some_and(|known| known.as_str() == word);
    (!same).then(|| word.clone())
}

/// The place of a row, or what it may be.
fn place(
    gazetteer: &Gazetteer,
    record: &Record,
) -> Result<(Option<Location>, Vec<Candidate>), Refusal> {
    if let Some(position) = record.position {
        return Ok((Some(given(gazetteer, record, position)?), Vec::new()));
    }
    let Some(name) = written(record) else {
        return Ok((None, Vec::new()));
    };
    let country = record.country.as_deref();
    let candidates = geocode(
        gazetteer,
        &Query {
            country: country.map(|name| alpha2(name).unwrap_or(name)),
            admin1: record.admin1.as_deref(),
            limit: CANDIDATES_MAX,
            ..Query::of(name)
        },
    );
    let best = candidates.first().filter(|best| best.score >= SHARE_MIN);
    let index = best.and_then(|best| Some((gazetteer.by_id(&best.id)?, best.score)));
    let Some((index, score)) = index else {
        return Ok((None, candidates));
    };
    let location = geocode::location(gazetteer, index, Some(name), rounded(score));
    Ok((Some(location), candidates.into_iter().skip(1).collect()))
}

/// The place as the row gives it.
fn given(gazetteer: &Gazetteer, record: &Record, position: LonLat) -> Result<Location, Refusal> {
    let precision = record
        .where_prec
        .map_or(Ok(WherePrecision::Exact), |code| {
            WherePrecision::try_from(code).map_err(|reason| Refusal {
                origin: record.origin.clone(),
                value: Some(code.to_string()),
                reason,
            })
        })?;
    let name = record.place_name.clone().unwrap_or_default();
    Ok(Location {
        raw: record.place_raw.clone(),
        name,
        position,
        uncertainty_m: uncertainty_m(precision),
        where_prec: precision,
        score: 1.0,
        place_id: None,
        kind: None,
        country: record
            .country
            .as_deref()
            .map(|name| country(gazetteer, name)),
        admin1: record.admin1.clone(),
        admin2: record.admin2.clone(),
    })
}

/// The ISO 3166-1 alpha-2 code of a country's name; the name itself if the gazetteer does not know it.
fn country(gazetteer: &Gazetteer, name: &str) -> String {
    if let Some(code) = alpha2(name) {
        return code.to_owned();
    }
    let meant = gazetteer
        .lookup(name)
        .into_iter()
        .map(|entry| gazetteer.place(entry.place));
    let mut countries = meant.filter(|place| place.kind == PlaceKind::Country);
    let code = countries.next().map(|place| place.country);
    code.unwrap_or(name).to_owned()
}

/// The radius in metres that a precision stands for where a list gives no other: UCDP counts 2 to about
/// 25 km; a district, region and country are taken at the size common in Central Asia.
fn uncertainty_m(precision: WherePrecision) -> u32 {
    match precision {
        WherePrecision::Exact => EXACT_UNCERTAINTY_M,
        WherePrecision::Near => 25_000,
        WherePrecision::Admin2 => 30_000,
        WherePrecision::Admin1 => 120_000,
        WherePrecision::Part | WherePrecision::Waters => 250_000,
        WherePrecision::Country => 500_000,
    }
}

/// Made of the list and the row's own id, or else of what the row says, so that a file taken twice adds
/// nothing. An id that Zij has given is kept, so that what was exported is known again.
fn id(record: &Record, dataset: &str) -> String {
    let is_kept = |id: &&str| record.profile == Profile::Zij || is_event_id(id);
    if let Some(given) = record.id.as_deref().filter(is_kept) {
        return given.to_owned();
    }
    let part = record.part.map(|part| part.to_string()).unwrap_or_default();
    let own = record.id.clone().unwrap_or_else(|| said(record));
    format!("ev-{}", digest([dataset, own.as_str(), part.as_str()]))
}

fn said(record: &Record) -> String {
    let position = record
        .position
        .map(|at| format!("{} {}", at.lon(), at.lat()));
    let date = record
        .date
        .map(|date| format!("{} {}", date.first(), date.last()));
    let texts = [
        &record.event_type,
        &record.sub_event_type,
        &record.title,
        &record.notes,
        &record.place_name,
        &record.country,
        &record.admin1,
        &record.actor1,
        &record.actor2,
        &record.source,
        &position,
        &date,
    ];
    let extra = Value::Object(record.extra.clone()).to_string();
    texts
        .map(|text| text.as_deref().unwrap_or_default())
        .join("\u{1f}")
        + &extra
}

/// The row's title, or the first sentence of what it says, or its type and place.
fn title(record: &Record) -> String {
    let first = record
        .notes
        .as_deref()
        .and_then(|notes| notes.split_inclusive(['.', '\n']).next());
    let words = [
        record
            .sub_event_type
            .as_deref()
            .or(record.event_type.as_deref()),
        record.place_name.as_deref(),
    ];
    let named = words.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let title = record
        .title
        .as_deref()
        .or(first)
        .map(str::trim)
        .unwrap_or_default();
    if title.is_empty() {
        named
    } else {
        title.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event_of(record: Record) -> Event {
        event(Gazetteer::bundled(), record, "list").unwrap()
    }

    fn named(name: &str, country: Option<&str>) -> Event {
        event_of(Record {
            place_name: Some(name.to_owned()),
            country: country.map(str::to_owned),
            ..Record::default()
        })
    }

    #[test]
    fn a_name_that_may_be_several_places_stays_without_a_point() {
        let event = named("Khanabad", None);
        assert_eq!((event.location, event.status), (None, Status::Candidate));
        assert_eq!(event.extra["place"], "Khanabad");
        let ids: Vec<&str> = event
            .candidates
            .iter()
            .map(|place| place.id.as_str())
            .collect();
        for id in [
            "zij:khanabad-air-base",
            "geonames:1513578",
            "geonames:1137168",
        ] {
            assert!(ids.contains(&id), "{id} is not among {ids:?}");
        }
    }

    #[test]
    fn a_country_narrows_a_name() {
        let event = named("Khanabad", Some("Afghanistan"));
        let place = event.location.and_then(|location| location.place_id);
        assert_eq!(place.as_deref(), Some("geonames:1137168"));
    }

    #[test]
    fn a_name_that_nothing_is_called_by_has_no_place() {
        let event = named("Qwxyzzy", None);
        assert_eq!((event.location, event.candidates), (None, vec![]));
    }

    #[test]
    fn coordinates_win_over_names_and_keep_their_precision() {
        let event = event_of(Record {
            position: Some(LonLat::new(66.75, 40.52).unwrap()),
            where_prec: Some(2),
            place_name: Some("Tashkent".to_owned()),
            ..Record::default()
        });
        let location = event.location.unwrap();
        assert_eq!(
            (location.position.lon(), location.position.lat()),
            (66.75, 40.52)
        );
        assert_eq!(location.where_prec, WherePrecision::Near);
        assert_eq!(location.uncertainty_m, 25_000);
    }

    #[test]
    fn the_same_row_is_the_same_event_and_another_is_another() {
        let ids =
            [named("Osh", None), named("Osh", None), named("Kant", None)].map(|event| event.id);
        assert_eq!(ids[0], ids[1]);
        assert_ne!(ids[0], ids[2]);
    }
}

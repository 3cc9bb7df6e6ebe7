//! Features written straight from the records of the index: the same bytes as [`Feature`](super::Feature) has,
//! without an event or a serializer in between.

use std::{borrow::Cow, fmt};

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{
    feature::{edtf, extra_name},
    rounded,
};
use crate::{
    event::{Range, alpha3, country_name},
    index::{Record, day_of},
    space::LonLat,
    text::push_json_string,
    time::Timestamp,
};

/// The properties of a place where there is none.
const NO_PLACE: &str = ",\"location\":null,\"location_raw\":null,\"kind\":null,\"admin2\":null,\"admin1\":null,\
    \"country\":null,\"iso\":null,\"place_id\":null,\"where_prec\":null,\"geo_precision\":null,\
    \"uncertainty_m\":null,\"geocode_score\":null";

/// The properties of a sentence where there is none.
const NO_QUOTE: &str = ",\"quote\":null,\"doc_id\":null,\"quote_start\":null,\"quote_end\":null";

/// The properties of a date where there is none.
const NO_DATE: &str =
    "\"event_date\":null,\"event_date_end\":null,\"event_date_edtf\":null,\"time_precision\":null";

/// Writes features one after the other, and remembers what the next may have too.
#[derive(Debug, Default)]
pub struct FeatureWriter {
    /// Code, name and three-letter code of the last country, as they are written.
    country: (String, Vec<u8>),
    /// The last two times and how they are written.
    times: [(i128, String); 2],
}

impl FeatureWriter {
    /// Appends the feature of a record.
    pub fn write(&mut self, record: &Record<'_>, to: &mut Vec<u8>) {
        self.write_most(record, &mut Json(to));
        write_extra(&record.extra, to);
        to.extend_from_slice(b"}}");
    }

    /// Appends the feature that holds all that a store knows of the event.
    pub fn write_whole(&mut self, record: &Record<'_>, to: &mut Vec<u8>) {
        let json = &mut Json(to);
        self.write_most(record, json);
        write_detail(record, json);
        write_extra(&record.extra, to);
        to.extend_from_slice(b"}}");
    }

    fn write_most(&mut self, record: &Record<'_>, json: &mut Json<'_>) {
        let (head, what) = (&record.head, &record.what);
        let kind = head.label.event_type();
        json.text("{\"type\":\"Feature\",\"id\":", Some(head.label.id));
        json.point(head.label.position());
        json.text(",\"properties\":{\"id\":", Some(head.label.id));
        json.text(",\"event_id\":", Some(what.event_id));
        json.text(",\"dataset\":", Some(head.dataset));
        write_date(record, json);
        json.word(",\"event_type\":", kind.as_str());
        json.word(",\"event_group\":", kind.group().as_str());
        json.text(",\"sub_event_type\":", what.sub_event_type);
        json.text(",\"title\":", Some(what.title));
        json.text(",\"notes\":", what.notes);
        json.text(",\"actor1\":", what.actor1);
        json.text(",\"actor2\":", what.actor2);
        json.number(",\"fatalities\":", what.fatalities);
        json.number(",\"injured\":", what.injured);
        self.write_place(record, json);
        json.share(",\"confidence\":", what.confidence);
        json.word(",\"status\":", head.label.status.as_str());
        write_report(record, json);
        write_quote(record, json);
        let times = [record.created_at_ns, record.updated_at_ns];
        for ((key, time), known) in [",\"created_at\":", ",\"updated_at\":"]
            .into_iter()
            .zip(times)
            .zip(&mut self.times)
        {
            json.word(key, written_time(known, time));
        }
    }

    fn write_place(&mut self, record: &Record<'_>, json: &mut Json<'_>) {
        let label = &record.head.label;
        let is_located = label.position().is_some();
        let place = record.place.as_ref().filter(|_| is_located);
        let Some((place, precision)) = place.zip(label.where_prec) else {
            return json.raw(NO_PLACE);
        };
        json.text(",\"location\":", Some(place.name));
        json.text(",\"location_raw\":", place.raw);
        json.text(",\"kind\":", place.kind);
        json.text(",\"admin2\":", place.admin2);
        json.text(",\"admin1\":", place.admin1);
        match place.country {
            Some(code) => json.0.extend_from_slice(self.country(code)),
            None => json.raw(",\"country\":null,\"iso\":null"),
        }
        json.text(",\"place_id\":", place.place_id);
        json.number(",\"where_prec\":", Some(u8::from(precision).into()));
        let coarse = precision.geo_precision() as u8;
        json.number(",\"geo_precision\":", Some(coarse.into()));
        json.number(",\"uncertainty_m\":", Some(place.uncertainty_m));
        json.share(",\"geocode_score\":", place.score);
    }

    fn country(&mut self, code: &str) -> &[u8] {
        let (known, written) = &mut self.country;
        if known != code || written.is_empty() {
            code.clone_into(known);
            written.clear();
            let json = &mut Json(written);
            json.text(",\"country\":", Some(country_name(code)));
            json.text(",\"iso\":", alpha3(code));
        }
        written
    }
}

fn write_date(record: &Record<'_>, json: &mut Json<'_>) {
    json.raw(",");
    let label = &record.head.label;
    match (label.days, label.date()) {
        (Some((first, last, precision)), Some(date)) => {
            json.day("\"event_date\":", Some(first));
            json.day(
                ",\"event_date_end\":",
                Some(last).filter(|last| *last != first),
            );
            if first == last {
                json.day(",\"event_date_edtf\":", Some(first));
            } else {
                json.word(",\"event_date_edtf\":", &edtf(date));
            }
            json.number(",\"time_precision\":", Some(u8::from(precision).into()));
        }
        _ => json.raw(NO_DATE),
    }
    let planned = if record.what.planned { "true" } else { "false" };
    json.raw(",\"planned\":");
    json.raw(planned);
}

fn write_report(record: &Record<'_>, json: &mut Json<'_>) {
    let report = &record.report;
    json.text(",\"source\":", record.head.source);
    json.text(",\"source_url\":", report.source_url);
    json.day(",\"source_date\":", report.source_date);
    json.text(",\"source_headline\":", report.source_headline);
    json.text(",\"source_lang\":", report.source_lang);
    json.number(",\"number_of_sources\":", Some(report.number_of_sources));
}

fn write_quote(record: &Record<'_>, json: &mut Json<'_>) {
    let Some((doc_id, quoted)) = record.head.doc_id.zip(record.quoted.as_ref()) else {
        return json.raw(NO_QUOTE);
    };
    json.text(",\"quote\":", Some(quoted.quote));
    json.text(",\"doc_id\":", Some(doc_id));
    json.number(",\"quote_start\":", Some(quoted.start));
    json.number(",\"quote_end\":", Some(quoted.end));
}

fn write_detail(record: &Record<'_>, json: &mut Json<'_>) {
    let quoted = record
        .quoted
        .as_ref()
        .filter(|_| record.head.doc_id.is_some());
    let [trigger, place] = [
        quoted.and_then(|it| it.trigger),
        quoted.and_then(|it| it.place),
    ];
    let [start, end]: [fn(Range) -> u32; 2] = [|it| it.start, |it| it.end];
    json.number(",\"trigger_start\":", trigger.map(start));
    json.number(",\"trigger_end\":", trigger.map(end));
    json.number(",\"place_start\":", place.map(start));
    json.number(",\"place_end\":", place.map(end));
    let weighed = Some(&record.candidates).filter(|it| !it.is_empty());
    let weighed = weighed.and_then(|it| serde_json::to_string(it).ok());
    json.text(",\"candidates\":", weighed.as_deref());
}

/// How a time is written, known from the last one if it is the same.
fn written_time((known, written): &mut (i128, String), time_ns: i128) -> &str {
    if *known != time_ns || written.is_empty() {
        *known = time_ns;
        *written =
            Timestamp::from_nanosecond(time_ns).map_or_else(|_| String::new(), |it| it.to_string());
    }
    written
}

/// Appends the source's own columns, which are an object in JSON.
fn write_extra(extra: &str, to: &mut Vec<u8>) {
    if extra != "{}" {
        let mut columns = serde_json::Deserializer::from_str(extra);
        // A record holds what was written as JSON; of a damaged one the rest is left out.
        let _ = columns.deserialize_map(Columns(to));
    }
}

/// Writes each member of an object as one more property.
struct Columns<'w>(&'w mut Vec<u8>);

impl<'de> Visitor<'de> for Columns<'_> {
    type Value = ();

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some((name, value)) = members.next_entry::<Cow<'de, str>, &'de RawValue>()? {
            self.0.push(b',');
            push_json_string(self.0, &extra_name(&name));
            self.0.push(b':');
            self.0.extend_from_slice(value.get().as_bytes());
        }
        Ok(())
    }
}

/// JSON that is put together piece by piece; a key is given with the comma before it and the colon behind.
struct Json<'w>(&'w mut Vec<u8>);

impl Json<'_> {
    fn raw(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
    }

    /// A text that has no letter which JSON escapes.
    fn word(&mut self, key: &str, word: &str) {
        self.raw(key);
        self.quoted(word);
    }

    fn quoted(&mut self, text: &str) {
        self.0.push(b'"');
        self.raw(text);
        self.0.push(b'"');
    }

    fn text(&mut self, key: &str, text: Option<&str>) {
        self.raw(key);
        match text {
            Some(text) => push_json_string(self.0, text),
            None => self.raw("null"),
        }
    }

    /// A number that is seldom written, or is hard to write.
    fn value(&mut self, value: f64) {
        serde_json::to_writer(&mut *self.0, &value)
            .expect("numbers have a JSON form, and memory grows");
    }

    fn number(&mut self, key: &str, number: Option<u32>) {
        self.raw(key);
        match number {
            Some(number) => self.digits(number.into(), 1),
            None => self.raw("null"),
        }
    }

    /// A number with at least so many digits.
    fn digits(&mut self, mut number: u64, at_least: usize) {
        let mut digits = [b'0'; 20];
        let mut from = digits.len();
        while number > 0 || digits.len() - from < at_least {
            from -= 1;
            digits[from] = b'0' + u8::try_from(number % 10).unwrap_or(0);
            number /= 10;
        }
        self.0.extend_from_slice(&digits[from..]);
    }

    /// The day of a number.
    fn day(&mut self, key: &str, day: Option<i32>) {
        self.raw(key);
        let Some(number) = day else {
            return self.raw("null");
        };
        let Some(day) = day_of(number) else {
            return self.raw("null");
        };
        let parts: [i64; 3] = [day.year().into(), day.month().into(), day.day().into()];
        let [Ok(year), Ok(month), Ok(day_of_month)] = parts.map(u64::try_from) else {
            return self.quoted(&day.to_string());
        };
        self.0.push(b'"');
        self.digits(year, 4);
        self.0.push(b'-');
        self.digits(month, 2);
        self.0.push(b'-');
        self.digits(day_of_month, 2);
        self.0.push(b'"');
    }

    fn point(&mut self, at: Option<LonLat>) {
        let Some(at) = at else {
            return self.raw(",\"geometry\":null");
        };
        self.raw(",\"geometry\":{\"type\":\"Point\",\"coordinates\":[");
        self.decimal(at.lon(), 6);
        self.0.push(b',');
        self.decimal(at.lat(), 6);
        self.raw("]}");
    }

    fn share(&mut self, key: &str, share: f64) {
        self.raw(key);
        self.decimal(share, 3);
    }

    /// A number rounded to so many decimals, without zeros at its end.
    fn decimal(&mut self, value: f64, decimals: u32) {
        let fractions = 10_u32.pow(decimals);
        let scaled = (value * f64::from(fractions)).round();
        let smallest = if decimals > 3 { 1e3 } else { 0.0 };
        // Beyond are numbers that are written with an exponent, and those that are none.
        if !(smallest..1e12).contains(&scaled.abs()) {
            return self.value(rounded(value, fractions.into()));
        }
        if scaled < 0.0 {
            self.0.push(b'-');
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number that has been seen to be small"
        )]
        let scaled = scaled.abs() as u64;
        let [whole, part] = [scaled / u64::from(fractions), scaled % u64::from(fractions)];
        self.digits(whole, 1);
        self.0.push(b'.');
        self.digits(part, decimals as usize);
        while self.0.ends_with(b"0") && !self.0.ends_with(b".0") {
            self.0.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::DocumentId,
        event::{Candidate, Event, EventType, Evidence, Location, Status, WherePrecision},
        index::Snapshot,
        layer::Feature,
        store::Stored,
        time::DateSpan,
    };

    fn bare(id: &str) -> Stored {
        let event = Event {
            id: id.to_owned(),
            event_id: "e \"1\"\n".to_owned(),
            dataset: "acled".to_owned(),
            event_type: EventType::Riot,
            sub_event_type: None,
            title: "Oʻsh \\ Ош\t\u{7f}\u{1}".to_owned(),
            notes: Some(String::new()),
            date: None,
            planned: true,
            actor1: None,
            actor2: Some("x".to_owned()),
            fatalities: Some(u32::MAX),
            injured: Some(0),
            location: None,
            candidates: Vec::new(),
            status: Status::Rejected,
            confidence: 1.0 / 3.0,
            evidence: None,
            provenance: crate::event::Provenance::default(),
            extra: serde_json::Map::new(),
        };
        Stored {
            event,
            created_at: "2020-01-02T03:04:05.678Z".parse().unwrap(),
            updated_at: "2021-01-02T03:04:05.678901234Z".parse().unwrap(),
            revision: 7,
        }
    }

    fn full(id: &str, lon: f64, lat: f64, date: &str) -> Stored {
        let mut stored = bare(id);
        let event = &mut stored.event;
        event.date = DateSpan::parse_edtf(date).ok();
        event.location = Some(Location {
            name: "Ош".to_owned(),
            raw: None,
            position: LonLat::new(lon, lat).unwrap(),
            uncertainty_m: 3_000,
            where_prec: WherePrecision::Near,
            score: lat.abs() / 100.0,
            place_id: Some("geonames:1527534".to_owned()),
            kind: None,
            country: (lon > 0.0).then(|| if lat > 1.0 { "KG" } else { "ZZ" }.to_owned()),
            admin1: Some("Osh".to_owned()),
            admin2: None,
        });
        event.candidates = vec![Candidate {
            id: "a".to_owned(),
            name: "Oʻsh".to_owned(),
            kind: "town".to_owned(),
            country: "UZ".to_owned(),
            admin1: String::new(),
            lon: 1.5,
            lat: -2.5,
            uncertainty_m: 1,
            score: 0.25,
            why: vec!["\"near\"".to_owned()],
        }];
        event.evidence = Some(Evidence {
            doc_id: DocumentId::given("doc-1".to_owned()),
            quote: "Намойиш".to_owned(),
            quote_start: 3,
            quote_end: 10,
            trigger: Some(Range { start: 3, end: 4 }),
            place: None,
        });
        event.provenance.source_date = "1999-12-31".parse().ok();
        let extra = r#"{"n": 1.50, "status": "x", "deep": {"a": [null, "ў\"", 1e400]}, "": ""}"#;
        event.extra = serde_json::from_str(extra).unwrap_or_default();
        stored
    }

    #[test]
    fn a_record_is_written_as_its_event_is() {
        let stored = [
            bare("ev-ў"),
            full("a", 72.798_499_999_1, 40.5, "2010-06-11"),
            full("b", -0.0, -0.0, "2010"),
            full("c", 0.000_000_4, 0.000_012, "2010-06"),
            full("d", 179.999_999_9, -89.123_456_7, "0007-01-01"),
            full("e", -180.0, 1.0, "x"),
            full("f", 100.1, 0.001_234, "9999"),
        ];
        let snapshot = Snapshot::of(stored.to_vec());
        let (mut writer, rows) = (
            FeatureWriter::default(),
            snapshot.rows(&crate::filter::Filter::default()),
        );
        assert_eq!(rows.len(), stored.len());
        for row in rows {
            let (record, entry) = (snapshot.record(row), snapshot.entry(row));
            let (mut some, mut whole) = (Vec::new(), Vec::new());
            writer.write(&record, &mut some);
            writer.write_whole(&record, &mut whole);
            let text = |feature: &Feature<'_, _>| serde_json::to_string(feature).unwrap();
            assert_eq!(String::from_utf8(some).unwrap(), text(&Feature::of(&entry)));
            assert_eq!(
                String::from_utf8(whole).unwrap(),
                text(&Feature::whole(&entry))
            );
        }
    }
}

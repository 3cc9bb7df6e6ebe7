//! The one mapping between an event and a row of the `events` table.

use rusqlite::{
    Row,
    types::{ToSqlOutput, Value},
};
use serde::Serialize;
use serde_json::Map;

use super::{Stored, cells::Cells};
use crate::{
    document::DocumentId,
    event::{Candidate, Event, Evidence, Location, Provenance, Range, Status, WherePrecision},
    space::{decode_point, encode_point},
    time::{Date, DateSpan, TimePrecision, Timestamp},
};

/// The columns in the order in which they are written and read.
pub(super) const COLUMNS: [&str; 47] = [
    "id",
    "event_id",
    "dataset",
    "event_type",
    "sub_event_type",
    "title",
    "notes",
    "actor1",
    "actor2",
    "fatalities",
    "injured",
    "status",
    "confidence",
    "event_date",
    "event_date_end",
    "time_precision",
    "planned",
    "location",
    "geom",
    "location_raw",
    "uncertainty_m",
    "where_prec",
    "geocode_score",
    "place_id",
    "kind",
    "country",
    "admin1",
    "admin2",
    "doc_id",
    "quote",
    "quote_start",
    "quote_end",
    "trigger_start",
    "trigger_end",
    "place_start",
    "place_end",
    "source",
    "source_url",
    "source_date",
    "source_headline",
    "source_lang",
    "number_of_sources",
    "candidates",
    "extra",
    "created_at",
    "updated_at",
    "revision",
];

/// One cell to be written, borrowed from the event where it can be.
type Cell<'e> = ToSqlOutput<'e>;

/// The values of the row of an event that is added at a time under a revision, in the order of [`COLUMNS`].
pub(super) fn values<'e>(event: &'e Event, at: &'e str, revision: i64) -> Vec<Cell<'e>> {
    let mut row = Vec::with_capacity(COLUMNS.len());
    row.extend(what(event));
    row.extend(when(event));
    row.extend(place(event.location.as_ref()));
    row.extend(evidence(event.evidence.as_ref()));
    row.extend(provenance(&event.provenance));
    row.extend([
        candidates(&event.candidates),
        extra(&event.extra),
        words(at),
        words(at),
        revision.into(),
    ]);
    row
}

/// The JSON of a list or object in a cell.
pub(super) fn json(value: &impl Serialize) -> Value {
    serde_json::to_string(value)
        .expect("lists of plain values and maps with string keys have a JSON form")
        .into()
}

/// The JSON of candidates; most events have none.
pub(super) fn candidates(candidates: &[Candidate]) -> Cell<'_> {
    if candidates.is_empty() {
        words("[]")
    } else {
        Cell::Owned(json(&candidates))
    }
}

fn extra(extra: &Map<String, serde_json::Value>) -> Cell<'_> {
    if extra.is_empty() {
        words("{}")
    } else {
        Cell::Owned(json(extra))
    }
}

fn words(text: &str) -> Cell<'_> {
    Cell::Borrowed(text.into())
}

fn text(value: Option<&String>) -> Cell<'_> {
    value.map_or(Cell::Owned(Value::Null), |text| words(text))
}

fn number(value: Option<u32>) -> Cell<'static> {
    Cell::Owned(value.into())
}

fn day(value: Option<Date>) -> Cell<'static> {
    Cell::Owned(value.map(|day| day.to_string()).into())
}

fn what(event: &Event) -> [Cell<'_>; 13] {
    [
        words(&event.id),
        words(&event.event_id),
        words(&event.dataset),
        words(event.event_type.as_str()),
        text(event.sub_event_type.as_ref()),
        words(&event.title),
        text(event.notes.as_ref()),
        text(event.actor1.as_ref()),
        text(event.actor2.as_ref()),
        number(event.fatalities),
        number(event.injured),
        words(event.status.as_str()),
        event.confidence.into(),
    ]
}

fn when(event: &Event) -> [Cell<'static>; 4] {
    [
        day(event.date.map(DateSpan::first)),
        day(event.date.map(DateSpan::last)),
        Cell::Owned(event.date.map(|span| u8::from(span.precision())).into()),
        event.planned.into(),
    ]
}

/// The cells of a place, all empty for none.
pub(super) fn place(place: Option<&Location>) -> [Cell<'_>; 11] {
    let Some(place) = place else {
        return [const { Cell::Owned(Value::Null) }; 11];
    };
    [
        words(&place.name),
        encode_point(place.position).into(),
        text(place.raw.as_ref()),
        place.uncertainty_m.into(),
        u8::from(place.where_prec).into(),
        place.score.into(),
        text(place.place_id.as_ref()),
        text(place.kind.as_ref()),
        text(place.country.as_ref()),
        text(place.admin1.as_ref()),
        text(place.admin2.as_ref()),
    ]
}

fn evidence(evidence: Option<&Evidence>) -> [Cell<'_>; 8] {
    let Some(evidence) = evidence else {
        return [const { Cell::Owned(Value::Null) }; 8];
    };
    let ends =
        |range: Option<Range>| [range.map(|it| it.start), range.map(|it| it.end)].map(number);
    let [trigger_start, trigger_end] = ends(evidence.trigger);
    let [place_start, place_end] = ends(evidence.place);
    [
        words(evidence.doc_id.as_str()),
        words(&evidence.quote),
        evidence.quote_start.into(),
        evidence.quote_end.into(),
        trigger_start,
        trigger_end,
        place_start,
        place_end,
    ]
}

fn provenance(provenance: &Provenance) -> [Cell<'_>; 6] {
    [
        text(provenance.source.as_ref()),
        text(provenance.source_url.as_ref()),
        day(provenance.source_date),
        text(provenance.source_headline.as_ref()),
        text(provenance.source_lang.as_ref()),
        provenance.number_of_sources.into(),
    ]
}

/// The event of a row whose columns are [`COLUMNS`].
pub(super) fn read(row: &Row) -> rusqlite::Result<Stored> {
    let cells = &mut Cells::new(row, &COLUMNS);
    let mut event = read_what(cells)?;
    event.date = read_when(cells)?;
    event.planned = cells.next()?;
    event.location = read_place(cells)?;
    event.evidence = read_evidence(cells)?;
    event.provenance = read_provenance(cells)?;
    event.candidates = cells.required(from_json, "a JSON list of candidates")?;
    event.extra = cells.required(from_json, "a JSON object")?;
    Ok(Stored {
        event,
        created_at: read_time(cells)?,
        updated_at: read_time(cells)?,
        revision: cells.next()?,
    })
}

fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

fn read_time(cells: &mut Cells) -> rusqlite::Result<Timestamp> {
    cells.required(|text| text.parse().ok(), "an RFC 3339 date-time")
}

fn read_day(cells: &mut Cells) -> rusqlite::Result<Option<Date>> {
    cells.parse(|text| text.parse().ok(), "a day, YYYY-MM-DD")
}

fn read_what(cells: &mut Cells) -> rusqlite::Result<Event> {
    Ok(Event {
        id: cells.next()?,
        event_id: cells.next()?,
        dataset: cells.next()?,
        event_type: cells.required(|text| text.parse().ok(), "an event type")?,
        sub_event_type: cells.next()?,
        title: cells.next()?,
        notes: cells.next()?,
        actor1: cells.next()?,
        actor2: cells.next()?,
        fatalities: cells.next()?,
        injured: cells.next()?,
        status: cells.required(status, "candidate, confirmed, rejected or merged")?,
        confidence: cells.next()?,
        date: None,
        planned: false,
        location: None,
        candidates: Vec::new(),
        evidence: None,
        provenance: Provenance::default(),
        extra: Map::new(),
    })
}

/// The status of its word.
pub(super) fn status(word: &str) -> Option<Status> {
    serde_json::from_value(word.into()).ok()
}

fn read_when(cells: &mut Cells) -> rusqlite::Result<Option<DateSpan>> {
    let (first, last) = (read_day(cells)?, read_day(cells)?);
    let code = cells.next::<Option<u8>>()?;
    let Some(first) = first else {
        return Ok(None);
    };
    let precision = TimePrecision::try_from(code.unwrap_or(1))
        .map_err(|error| cells.wrong(&format!("{code:?}"), &error))?;
    let span = DateSpan::new(first, last.unwrap_or(first), precision);
    span.map(Some)
        .map_err(|error| cells.wrong(&format!("{last:?}"), &error.to_string()))
}

fn read_place(cells: &mut Cells) -> rusqlite::Result<Option<Location>> {
    let name = cells.next::<Option<String>>()?;
    let geometry = cells.next::<Option<Vec<u8>>>()?;
    let position = match geometry {
        Some(bytes) => {
            Some(decode_point(&bytes).ok_or_else(|| cells.wrong("a blob", "a point in WGS 84"))?)
        }
        None => None,
    };
    let raw = cells.next()?;
    let uncertainty_m = cells.next::<Option<u32>>()?.unwrap_or(0);
    let where_prec = read_where_prec(cells)?;
    let score = cells.next::<Option<f64>>()?.unwrap_or(0.0);
    let [place_id, kind, country, admin1, admin2] = read_place_names(cells)?;
    Ok(position.map(|position| Location {
        name: name.unwrap_or_default(),
        raw,
        position,
        uncertainty_m,
        where_prec,
        score,
        place_id,
        kind,
        country,
        admin1,
        admin2,
    }))
}

fn read_where_prec(cells: &mut Cells) -> rusqlite::Result<WherePrecision> {
    let code = cells.next::<Option<u8>>()?.unwrap_or(1);
    WherePrecision::try_from(code).map_err(|error| cells.wrong(&code.to_string(), &error))
}

fn read_place_names(cells: &mut Cells) -> rusqlite::Result<[Option<String>; 5]> {
    Ok([
        cells.next()?,
        cells.next()?,
        cells.next()?,
        cells.next()?,
        cells.next()?,
    ])
}

fn read_evidence(cells: &mut Cells) -> rusqlite::Result<Option<Evidence>> {
    let doc_id = cells.next::<Option<String>>()?;
    let quote = cells.next::<Option<String>>()?;
    let (quote_start, quote_end) = (cells.next::<Option<u32>>()?, cells.next::<Option<u32>>()?);
    let (trigger, place) = (read_range(cells)?, read_range(cells)?);
    Ok(doc_id.map(|id| Evidence {
        doc_id: DocumentId::given(id),
        quote: quote.unwrap_or_default(),
        quote_start: quote_start.unwrap_or(0),
        quote_end: quote_end.unwrap_or(0),
        trigger,
        place,
    }))
}

fn read_range(cells: &mut Cells) -> rusqlite::Result<Option<Range>> {
    let (start, end) = (cells.next::<Option<u32>>()?, cells.next::<Option<u32>>()?);
    Ok(start.zip(end).map(|(start, end)| Range { start, end }))
}

fn read_provenance(cells: &mut Cells) -> rusqlite::Result<Provenance> {
    Ok(Provenance {
        source: cells.next()?,
        source_url: cells.next()?,
        source_date: read_day(cells)?,
        source_headline: cells.next()?,
        source_lang: cells.next()?,
        number_of_sources: cells.next()?,
    })
}

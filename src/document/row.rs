//! One row of an event list into one record; shared by tables, features and JSON lines.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{
    Column, Origin, Profile, Record, Refusal,
    cells::Cells,
    day::{read_day, read_day_month_first},
    error::count,
    header::Header,
    is_event_id,
};
use crate::{
    space::LonLat,
    time::{Date, DateSpan, TimePrecision},
};

/// The most characters of a value that a refusal repeats.
const VALUE_CHARS_MAX: usize = 80;

/// A row with the header that names its cells.
pub(super) struct Row<'r> {
    /// Where the row stands.
    pub(super) origin: Origin,
    pub(super) header: &'r Header,
    pub(super) cells: Cells<'r>,
}

impl Row<'_> {
    /// The row as a record; its position is replaced by `position` if one is given.
    ///
    /// # Errors
    ///
    /// The refusal of the first cell that cannot be read, or of the whole row.
    pub(super) fn record(&self, position: Option<LonLat>) -> Result<Record, Refusal> {
        let mut record = Record {
            date: self.date()?,
            position: position.map_or_else(|| self.position(), |given| Ok(Some(given)))?,
            where_prec: self.where_prec()?,
            fatalities: self.number(Column::Fatalities)?,
            injured: self.number(Column::Injured)?,
            source_date: self.source_date()?,
            ..self.words()
        };
        if record.says_nothing() {
            return Err(self.refusal("the row is empty, expected an event"));
        }
        self.keep_own_writing(&mut record);
        self.header.profile().finish(&mut record);
        Ok(record)
    }

    /// What needs no more than to be read as words.
    fn words(&self) -> Record {
        let text = |column| self.text(column).map(Cow::into_owned);
        let sources = self.number(Column::NumberOfSources).ok().flatten();
        Record {
            origin: self.origin.clone(),
            profile: self.header.profile(),
            id: text(Column::Id),
            event_id: text(Column::EventId),
            dataset: text(Column::Dataset),
            event_type: text(Column::EventType),
            sub_event_type: text(Column::SubEventType),
            title: text(Column::Title),
            notes: text(Column::Notes),
            planned: self
                .text(Column::Planned)
                .is_some_and(|word| is_true(&word)),
            place_name: text(Column::Place),
            place_raw: text(Column::PlaceRaw),
            country: text(Column::Country),
            admin1: text(Column::Admin1),
            admin2: text(Column::Admin2),
            actor1: text(Column::Actor1),
            actor2: text(Column::Actor2),
            source: text(Column::Source),
            source_url: text(Column::SourceUrl),
            source_headline: text(Column::SourceHeadline),
            source_lang: text(Column::SourceLang),
            number_of_sources: sources.filter(|count| *count > 0),
            extra: self.extra(),
            ..Record::default()
        }
    }

    /// The refusal of the whole row.
    pub(super) fn refusal(&self, reason: impl Into<String>) -> Refusal {
        Refusal {
            origin: self.origin.clone(),
            value: None,
            reason: reason.into(),
        }
    }

    /// The refusal of one cell.
    fn refused(&self, column: Column, value: &str, reason: impl Into<String>) -> Refusal {
        let index = self.header.index(column);
        let name = index
            .and_then(|index| self.header.names().get(index))
            .cloned();
        let is_numbered = matches!(self.cells, Cells::Table(_));
        let number = index.map(|index| count(index + 1));
        Refusal {
            origin: Origin {
                column: number.filter(|_| is_numbered).or(self.origin.column),
                field: name,
                ..self.origin.clone()
            },
            value: Some(cut(value)),
            reason: reason.into(),
        }
    }

    fn text(&self, column: Column) -> Option<Cow<'_, str>> {
        self.cells.text(self.header.index(column)?)
    }

    fn extra(&self) -> Map<String, Value> {
        let kept = self
            .header
            .extra()
            .filter_map(|(index, name)| Some((name.to_owned(), self.cells.value(index)?)));
        kept.collect()
    }

    /// Keeps beside a record what the row says in words that the record does not hold: its own id, its
    /// word for what happened, and of a known list every value that is written otherwise than ours.
    fn keep_own_writing(&self, record: &mut Record) {
        let profile = record.profile;
        if profile == Profile::Zij {
            return;
        }
        for (index, column, name) in self.header.known() {
            let always = match column {
                Column::Id => !record.id.as_deref().is_some_and(is_event_id),
                Column::EventType => record.sub_event_type.is_some(),
                Column::NumberOfSources => record.number_of_sources.is_none(),
                _ => false,
            };
            let keeps = profile.keeps_writing() && column != Column::Id;
            let differs = || keeps && !self.is_held(record, index, column);
            if let Some(value) = self.cells.value(index).filter(|_| always || differs()) {
                record.extra.insert(name.to_owned(), value);
            }
        }
    }

    /// Whether the cell can be written again from the record as it stands.
    fn is_held(&self, record: &Record, index: usize, column: Column) -> bool {
        use Column as C;
        let is = |text: &dyn ToString| self.cells.is(index, &text.to_string());
        let is_day = |day: Option<Date>| day.is_some_and(|day| is(&day));
        match column {
            C::EventType => false,
            C::Date => is_day(record.date.map(DateSpan::first)),
            C::DateEnd => is_day(record.date.map(DateSpan::last)),
            C::SourceDate => is_day(record.source_date),
            C::Fatalities => record.fatalities.is_some_and(|number| is(&number)),
            C::Injured => record.injured.is_some_and(|number| is(&number)),
            C::NumberOfSources => record.number_of_sources.is_some_and(|number| is(&number)),
            C::TimePrecision => record.date.is_some(),
            C::WherePrecision | C::GeoPrecision => record.position.is_some(),
            C::Latitude | C::Longitude | C::Planned | C::Country => true,
            _ => self.cells.text(index).is_some_and(|text| is(&text)),
        }
    }

    fn date(&self) -> Result<Option<DateSpan>, Refusal> {
        let (first, last) = (self.day(Column::Date)?, self.day(Column::DateEnd)?);
        let precision = self.time_precision()?;
        let Some(first) = first else {
            return Ok(last);
        };
        if let Some(precision) = precision.filter(|_| self.header.profile() == Profile::Zij) {
            let last = last.unwrap_or(first).last();
            let span = DateSpan::new(first.first(), last, precision);
            return span
                .map(Some)
                .map_err(|error| self.refusal(error.to_string()));
        }
        if let Some(last) = last.filter(|last| *last != first) {
            let precision = precision.unwrap_or(TimePrecision::Day);
            let span = DateSpan::new(first.first(), last.last(), precision);
            let written = self.text(Column::DateEnd).unwrap_or_default();
            let refused = |error| self.refused(Column::DateEnd, &written, format!("{error}"));
            return span.map(Some).map_err(refused);
        }
        Ok(Some(widened(first, precision)))
    }

    fn day(&self, column: Column) -> Result<Option<DateSpan>, Refusal> {
        let Some(text) = self.text(column) else {
            return Ok(None);
        };
        let read = if self.header.profile().is_month_first() {
            read_day_month_first(&text)
        } else {
            read_day(&text)
        };
        read.map(Some)
            .map_err(|reason| self.refused(column, &text, reason))
    }

    /// The main source's day. A known list may have several there, or words, which it keeps.
    fn source_date(&self) -> Result<Option<Date>, Refusal> {
        let Some(text) = self.text(Column::SourceDate) else {
            return Ok(None);
        };
        let first = text.split(';').next().unwrap_or(&text);
        match read_day(first) {
            Ok(span) => Ok(Some(span.first())),
            Err(_) if self.header.profile().keeps_writing() => Ok(None),
            Err(reason) => Err(self.refused(Column::SourceDate, &text, reason)),
        }
    }

    /// UCDP's `date_prec`, or ACLED's 1, 2 and 3 as day, week and month.
    fn time_precision(&self) -> Result<Option<TimePrecision>, Refusal> {
        let Some(code) = self.number(Column::TimePrecision)? else {
            return Ok(None);
        };
        let ours = match (self.header.profile(), code) {
            (Profile::Acled, 2) => 3,
            (Profile::Acled, 3) => 4,
            (_, code) => u8::try_from(code).unwrap_or(u8::MAX),
        };
        let refused = |reason| self.refused(Column::TimePrecision, &code.to_string(), reason);
        TimePrecision::try_from(ours).map(Some).map_err(refused)
    }

    /// UCDP's `where_prec`, or ACLED's `geo_precision` as a place, near a place, a region.
    fn where_prec(&self) -> Result<Option<u8>, Refusal> {
        if let Some(code) = self.number(Column::WherePrecision)? {
            return self.code(Column::WherePrecision, code, 7);
        }
        let Some(code) = self.number(Column::GeoPrecision)? else {
            return Ok(None);
        };
        let code = self.code(Column::GeoPrecision, code, 3)?;
        Ok(code.map(|code| if code == 3 { 4 } else { code }))
    }

    fn code(&self, column: Column, code: u32, max: u8) -> Result<Option<u8>, Refusal> {
        let known = u8::try_from(code)
            .ok()
            .filter(|code| (1..=max).contains(code));
        let refused = || self.refused(column, &code.to_string(), format!("expected 1 to {max}"));
        known.map(Some).ok_or_else(refused)
    }

    fn number(&self, column: Column) -> Result<Option<u32>, Refusal> {
        let Some(text) = self.text(column) else {
            return Ok(None);
        };
        let whole = text.strip_suffix(".0").unwrap_or(&text);
        let refused = |_| self.refused(column, &text, "expected a whole number, 0 or more");
        whole.parse().map(Some).map_err(refused)
    }

    fn position(&self) -> Result<Option<LonLat>, Refusal> {
        let (lat, lon) = (
            self.degrees(Column::Latitude)?,
            self.degrees(Column::Longitude)?,
        );
        match (lon, lat) {
            (None, None) => Ok(None),
            (Some(_), None) => Err(self.refusal("a longitude without a latitude, expected both")),
            (None, Some(_)) => Err(self.refusal("a latitude without a longitude, expected both")),
            (Some(lon), Some(lat)) => match checked(lon, lat) {
                Ok(position) => Ok(Some(position)),
                Err((column, reason)) => {
                    let written = self.text(column).unwrap_or_default();
                    Err(self.refused(column, &written, reason))
                }
            },
        }
    }

    /// Degrees with a point or a comma before the decimals.
    fn degrees(&self, column: Column) -> Result<Option<f64>, Refusal> {
        let Some(text) = self.text(column) else {
            return Ok(None);
        };
        let number = match text.parse::<f64>() {
            Ok(number) => Some(number),
            Err(_) => text.replacen(',', ".", 1).parse::<f64>().ok(),
        };
        let refused = || self.refused(column, &text, "expected degrees as a decimal number");
        number
            .filter(|number| number.is_finite())
            .map(Some)
            .ok_or_else(refused)
    }
}

/// A position, or the column that is wrong and why. Nothing is swapped in silence.
pub(super) fn checked(lon: f64, lat: f64) -> Result<LonLat, (Column, String)> {
    let swapped = !(-90.0..=90.0).contains(&lat) && LonLat::new(lat, lon).is_ok();
    if swapped {
        let reason = format!(
            "latitude {lat} is outside -90..=90 degrees and longitude {lon} would fit: latitude and \
             longitude look swapped"
        );
        return Err((Column::Latitude, reason));
    }
    if lon == 0.0 && lat == 0.0 {
        let reason =
            "0, 0 stands for a missing position in many lists, expected a position or none";
        return Err((Column::Latitude, reason.to_owned()));
    }
    LonLat::new(lon, lat).map_err(|error| {
        let column = if (-180.0..=180.0).contains(&lon) {
            Column::Latitude
        } else {
            Column::Longitude
        };
        (column, error.to_string())
    })
}

/// One day that stands for its week, month or year becomes that span.
fn widened(span: DateSpan, precision: Option<TimePrecision>) -> DateSpan {
    let day: Date = span.first();
    let wider = match precision {
        Some(TimePrecision::Week) => Some(DateSpan::week_of(day)),
        Some(TimePrecision::Month) => DateSpan::month(day.year(), day.month()),
        Some(TimePrecision::Year) => DateSpan::year(day.year()),
        _ => None,
    };
    wider
        .filter(|_| span.first() == span.last())
        .unwrap_or(span)
}

fn is_true(word: &str) -> bool {
    ["true", "yes", "1"].contains(&word.to_lowercase().as_str())
}

/// The value cut to what a person reads.
pub(super) fn cut(value: &str) -> String {
    match value.char_indices().nth(VALUE_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

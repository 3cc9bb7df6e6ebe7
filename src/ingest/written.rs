//! A line of `zij geoparse` as JSON: what its `Serialize` writes, in a third of the time. Most of a line are
//! the places that were weighed, whose members and strings need no look at every letter.

use std::io::Write;

use serde::Serialize;

use super::line::{CandidateLine, Line, MentionLine, PlaceLine};
use crate::{
    geoparse::Reason,
    text::{is_plain_json, push_json_string},
};

impl Line<'_> {
    /// Appends the line as JSON, without a line break.
    ///
    /// # Errors
    ///
    /// None for any line that a document gives: JSON has a form for all that it can hold.
    pub fn write_to(&self, json: &mut Vec<u8>) -> serde_json::Result<()> {
        let mut json = Json { bytes: json };
        json.text("{\"doc_id\":", self.doc_id);
        json.text(",\"lang\":", self.lang);
        json.value(",\"published\":", &self.published)?;
        json.list(",\"mentions\":", &self.mentions, Json::mention)?;
        if !self.references.is_empty() {
            json.value(",\"references\":", &self.references)?;
        }
        if let Some(events) = &self.events {
            json.value(",\"events\":", events)?;
        }
        json.raw("}");
        Ok(())
    }
}

/// JSON as it is written.
struct Json<'b> {
    bytes: &'b mut Vec<u8>,
}

impl Json<'_> {
    fn mention(&mut self, mention: &MentionLine<'_>) -> serde_json::Result<()> {
        self.value("{\"start\":", &mention.start)?;
        self.value(",\"end\":", &mention.end)?;
        self.text(",\"text\":", mention.text);
        self.value(",\"role\":", &mention.role)?;
        self.value(",\"confidence\":", &mention.confidence)?;
        match &mention.place {
            Some(place) => {
                self.raw(",\"place\":");
                self.place(place)?;
                self.raw("}");
            }
            None => self.raw(",\"place\":null"),
        }
        self.list(",\"candidates\":", &mention.candidates, Self::candidate)?;
        self.raw("}");
        Ok(())
    }

    fn candidate(&mut self, candidate: &CandidateLine<'_>) -> serde_json::Result<()> {
        self.place(&candidate.place)?;
        self.value(",\"score\":", &candidate.score)?;
        self.list(",\"why\":", &candidate.why, Self::reason)?;
        self.raw("}");
        Ok(())
    }

    /// The members of a place, the object left open.
    fn place(&mut self, place: &PlaceLine<'_>) -> serde_json::Result<()> {
        self.text("{\"id\":", place.id);
        self.text(",\"name\":", place.name);
        self.text(",\"kind\":", place.kind);
        self.text(",\"country\":", place.country);
        self.text(",\"admin1\":", place.admin1);
        self.value(",\"lon\":", &place.lon)?;
        self.value(",\"lat\":", &place.lat)?;
        self.value(",\"uncertainty_m\":", &place.uncertainty_m)
    }

    fn reason(&mut self, reason: &Reason<'_>) -> serde_json::Result<()> {
        self.raw("\"");
        let start = self.bytes.len();
        write!(self.bytes, "{reason}").map_err(serde_json::Error::io)?;
        if is_plain_json(&self.bytes[start..]) {
            self.raw("\"");
            return Ok(());
        }
        self.bytes.truncate(start - 1);
        self.value("", reason)
    }

    /// A list in brackets.
    fn list<T>(
        &mut self,
        before: &str,
        items: &[T],
        write: impl Fn(&mut Self, &T) -> serde_json::Result<()>,
    ) -> serde_json::Result<()> {
        self.raw(before);
        self.raw("[");
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.raw(",");
            }
            write(self, item)?;
        }
        self.raw("]");
        Ok(())
    }

    /// A string behind what stands before it.
    fn text(&mut self, before: &str, text: &str) {
        self.raw(before);
        push_json_string(self.bytes, text);
    }

    fn value(&mut self, before: &str, value: &(impl Serialize + ?Sized)) -> serde_json::Result<()> {
        self.raw(before);
        serde_json::to_writer(&mut *self.bytes, value)
    }

    fn raw(&mut self, json: &str) {
        self.bytes.extend_from_slice(json.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::{Defaults, Format, read},
        gazetteer::Gazetteer,
        ingest::Pipeline,
    };

    /// Compares a line as written with what serde makes of it.
    #[track_caller]
    fn check(line: &Line<'_>) {
        let mut json = b"before ".to_vec();
        line.write_to(&mut json).unwrap();
        let expected = format!("before {}", serde_json::to_string(line).unwrap());
        assert_eq!(String::from_utf8(json).unwrap(), expected);
    }

    #[test]
    fn lines_are_written_as_serde_writes_them() {
        let pipeline = Pipeline::new(Gazetteer::bundled());
        for text in [
            "Troops left Khanabad air base on 13 May 2005. Militants attacked the base near \"Qarshi\".",
            "Взрыв прогремел в Ташкенте\tи в Оше. В столице усилены патрули.",
            "Springfield, Paris and Georgia.\u{1}\u{7f}",
            "Nothing.",
        ] {
            let batch = read(
                text.as_bytes(),
                "a\\b.txt",
                Format::Text,
                &Defaults::default(),
            );
            let document = batch.unwrap().documents.remove(0);
            check(&pipeline.line(&document));
            check(&pipeline.line_of_places(&document));
        }
    }

    #[test]
    fn what_json_escapes_is_escaped() {
        let place = PlaceLine {
            id: "own:\"1\"",
            name: "Kok-\\Tash\n",
            kind: "town",
            country: "",
            admin1: "ъ",
            lon: -0.0,
            lat: 1e-7,
            uncertainty_m: 0,
        };
        let near = Reason::NearTo(1500.0, "the \"Base\"");
        let candidate = CandidateLine {
            place: place.clone(),
            score: 0.25,
            why: vec![Reason::Own, near, Reason::Near],
        };
        let mention = MentionLine {
            start: 0,
            end: u32::MAX,
            text: "\u{2028}\r",
            role: crate::geoparse::Role::Literal,
            confidence: f64::NAN,
            place: Some(place),
            candidates: vec![candidate],
        };
        check(&Line {
            doc_id: "\u{0}",
            lang: "und",
            published: Some("2018-10-12".to_owned()),
            mentions: vec![mention],
            references: vec![],
            events: Some(vec![]),
        });
    }
}

use std::fmt;

use serde::Serialize;

use crate::document::Refusal;

/// What was taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// New documents.
    pub documents: usize,
    /// New events that came as rows.
    pub records: usize,
    /// New events in all.
    pub events: usize,
    /// Documents and rows that were there already.
    pub duplicates: usize,
    /// New events of documents that an event of another document tells of, into which they are merged.
    pub merged: usize,
    /// New events of documents that may be one of another document, for a person to say.
    pub may_be: usize,
}

/// What became of an input: taken, there already, or refused; the three add up to what was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What was taken.
    pub taken: Taken,
    /// What was refused, each with its place and reason.
    pub refused: Vec<Refusal>,
    /// Ids of the new documents.
    pub documents: Vec<String>,
    /// Ids of the new events.
    pub events: Vec<String>,
}

impl Taken {
    /// Adds what was taken of another input.
    pub fn add(&mut self, other: Self) {
        self.documents += other.documents;
        self.records += other.records;
        self.events += other.events;
        self.duplicates += other.duplicates;
        self.merged += other.merged;
        self.may_be += other.may_be;
    }

    /// The counts in words: `2 documents, 0 rows: 9 events (1 merged, 1 perhaps told before); 1 there already,
    /// 3 refused`.
    #[must_use]
    pub fn with_refused(self, refused: usize) -> String {
        let parts = [
            counted(self.documents, "document"),
            counted(self.records, "row"),
            counted(self.events, "event"),
        ];
        let [documents, records, events] = parts;
        let duplicates = self.duplicates;
        let told = self.told_before();
        format!(
            "{documents}, {records}: {events}{told}; {duplicates} there already, {refused} refused"
        )
    }

    /// How many of the events other documents tell of, or may: ` (1 merged, 2 perhaps told before)`.
    fn told_before(self) -> String {
        let counts = [
            (self.merged, "merged"),
            (self.may_be, "perhaps told before"),
        ];
        let said = counts.iter().filter(|(count, _)| *count > 0);
        let said: Vec<String> = said
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        if said.is_empty() {
            String::new()
        } else {
            format!(" ({})", said.join(", "))
        }
    }
}

impl Report {
    /// Adds what became of another input.
    pub fn add(&mut self, other: Self) {
        self.taken.add(other.taken);
        self.refused.extend(other.refused);
        self.documents.extend(other.documents);
        self.events.extend(other.events);
    }

    /// Whether nothing was taken and nothing was there already.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.taken == Taken::default()
    }
}

/// `2 documents, 0 rows: 9 events; 1 there already, 3 refused`
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.taken.with_refused(self.refused.len()))
    }
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_add_up_and_read_as_words() {
        let one = Report {
            taken: Taken {
                documents: 1,
                events: 9,
                ..Taken::default()
            },
            ..Report::default()
        };
        let mut sum = Report::default();
        assert!(sum.is_nothing());
        sum.add(one.clone());
        sum.add(one);
        assert_eq!(
            sum.to_string(),
            "2 documents, 0 rows: 18 events; 0 there already, 0 refused"
        );
    }
}

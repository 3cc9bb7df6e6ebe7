use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use crate::{document::Refusal, gazetteer::Standing, store::Outcome};

/// How many sorts of what was left out are named.
const LEFT_OUT_SHOWN: usize = 8;

/// What became of a list of places: everything that was read is counted once.
#[derive(Debug, Default, Serialize)]
pub(super) struct Report {
    /// The input.
    pub(super) input: String,
    /// The list that took it.
    pub(super) list: String,
    /// `own` or `reference`.
    #[serde(rename = "as")]
    pub(super) standing: &'static str,
    /// A table's columns and what they were read as.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) columns: Vec<(String, Option<&'static str>)>,
    /// Places, or names of places.
    pub(super) read: usize,
    pub(super) new: usize,
    pub(super) merged: usize,
    pub(super) changed: usize,
    pub(super) known: usize,
    pub(super) left_out: usize,
    /// As what so many were left out.
    pub(super) left_out_as: BTreeMap<String, usize>,
    pub(super) refused: Vec<Refusal>,
}

impl Report {
    pub(super) fn new(input: &str, list: &str, standing: Standing) -> Self {
        Self {
            input: input.to_owned(),
            list: list.to_owned(),
            standing: standing.as_str(),
            ..Self::default()
        }
    }

    pub(super) fn count(&mut self, outcome: Outcome) {
        self.read += 1;
        match outcome {
            Outcome::New => self.new += 1,
            Outcome::Merged => self.merged += 1,
            Outcome::Changed => self.changed += 1,
            Outcome::Known => self.known += 1,
            Outcome::Elsewhere => self.add_left_out("name of a place that is not here".to_owned()),
        }
    }

    pub(super) fn leave_out(&mut self, what: String) {
        self.read += 1;
        self.add_left_out(what);
    }

    pub(super) fn refuse(&mut self, refusal: Refusal) {
        self.read += 1;
        self.refused.push(refusal);
    }

    fn add_left_out(&mut self, what: String) {
        self.left_out += 1;
        *self.left_out_as.entry(what).or_default() += 1;
    }

    /// Whether everything was refused.
    pub(super) fn is_nothing(&self) -> bool {
        self.read == self.refused.len()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for refusal in &self.refused {
            writeln!(out, "{refusal}")?;
        }
        if !self.columns.is_empty() {
            let columns = self.columns.iter().map(|(name, read_as)| match read_as {
                Some(read_as) if name == read_as => name.clone(),
                Some(read_as) => format!("{name} as {read_as}"),
                None => format!("{name} not read"),
            });
            writeln!(out, "columns: {}", columns.collect::<Vec<_>>().join(", "))?;
        }
        let mut sorts: Vec<_> = self.left_out_as.iter().collect();
        sorts.sort_by_key(|(what, count)| (std::cmp::Reverse(**count), what.as_str()));
        for (what, count) in sorts.iter().take(LEFT_OUT_SHOWN) {
            writeln!(out, "left out: {count} x {what}")?;
        }
        if let Some(more) = sorts.len().checked_sub(LEFT_OUT_SHOWN + 1) {
            writeln!(out, "left out: {} other sorts, see --json", more + 1)?;
        }
        let Self {
            input,
            list,
            standing,
            read,
            new,
            merged,
            changed,
            known,
            left_out,
            ..
        } = self;
        let refused = self.refused.len();
        write!(
            out,
            "{input}: {read} read = {new} new + {merged} taken as places known below + {changed} changed + \
             {known} as before + {left_out} left out + {refused} refused; {standing} list {list}"
        )
    }
}

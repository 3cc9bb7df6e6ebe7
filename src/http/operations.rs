//! Every operation of the API, as `/api` describes it.

mod table;

pub(super) use table::OPERATIONS;

use crate::filter::PROPERTIES;

/// The media type of a vector tile.
pub(super) const MVT: &str = "application/vnd.mapbox-vector-tile";

/// One method of a path.
pub(super) struct Operation {
    pub(super) path: &'static str,
    /// `get`, `post`, `put`, `patch` or `delete`.
    pub(super) method: &'static str,
    /// What it is for.
    pub(super) summary: &'static str,
    /// Its own parameters, those in the path included.
    own: &'static [&'static str],
    /// Whether it takes those of [`FILTER`] too.
    is_filtered: bool,
    /// The media types of its answer, the one that is sent unasked first.
    pub(super) answers: &'static [&'static str],
}

impl Operation {
    /// The names of its parameters.
    pub(super) fn parameters(&self) -> impl Iterator<Item = &'static str> {
        let values = PROPERTIES.iter().map(|property| property.name);
        let values = values.filter(|name| !FILTER.contains(name));
        let filter = FILTER.into_iter().chain(values);
        self.own
            .iter()
            .copied()
            .chain(filter.filter(|_| self.is_filtered))
    }
}

const fn get(
    path: &'static str,
    summary: &'static str,
    own: &'static [&'static str],
    answers: &'static [&'static str],
) -> Operation {
    Operation {
        path,
        method: "get",
        summary,
        own,
        is_filtered: false,
        answers,
    }
}

const fn filtered(
    path: &'static str,
    summary: &'static str,
    own: &'static [&'static str],
    answers: &'static [&'static str],
) -> Operation {
    let is_filtered = true;
    Operation {
        is_filtered,
        ..get(path, summary, own, answers)
    }
}

const fn post(
    path: &'static str,
    summary: &'static str,
    own: &'static [&'static str],
    answers: &'static [&'static str],
) -> Operation {
    by("post", path, summary, own, answers)
}

const fn by(
    method: &'static str,
    path: &'static str,
    summary: &'static str,
    own: &'static [&'static str],
    answers: &'static [&'static str],
) -> Operation {
    Operation {
        method,
        ..get(path, summary, own, answers)
    }
}

/// The parameters of a filter.
const FILTER: [&str; 17] = [
    "bbox",
    "bbox-crs",
    "around",
    "ids",
    "confidence_min",
    "datetime",
    "event_type",
    "group",
    "status",
    "geo_precision",
    "located",
    "doc_id",
    "dataset",
    "q",
    "filter",
    "filter-lang",
    "filter-crs",
];

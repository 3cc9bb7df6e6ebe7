//! What the rows of known lists mean beyond their columns.

use serde_json::Value;

use super::{Profile, Record, gdelt, is_event_id};

/// What begins the part of ACLED's tags that our own export writes there.
const OWN_TAG: &str = "zij:";

impl Profile {
    /// Puts into the record what only its list's rules tell.
    pub(super) fn finish(self, record: &mut Record) {
        record.returned = self == Self::Zij;
        if record.id.as_deref().is_some_and(is_event_id) {
            record.returned = true;
            record
                .extra
                .retain(|name, _| !self.derived().contains(&name.as_str()));
        }
        match self {
            Self::Acled => take_own_tags(record),
            Self::Ucdp => name_violence(record),
            Self::Gdelt => gdelt::finish(record),
            Self::Plover => {
                keep_first(&mut record.event_type);
                keep_first(&mut record.sub_event_type);
                record.where_prec = record.where_prec.or_else(|| of_resolution(record));
            }
            Self::Polecat => record.where_prec = of_names(record),
            Self::Zij | Self::TimeMap | Self::Other => {}
        }
    }
}

impl Profile {
    /// Columns that our own export makes of the event and nobody has to keep.
    fn derived(self) -> &'static [&'static str] {
        match self {
            Self::Acled => &[
                "year",
                "disorder_type",
                "event_type",
                "civilian_targeting",
                "iso",
                "timestamp",
            ],
            Self::Ucdp => &["year", "type_of_violence", "geom_wkt"],
            _ => &[],
        }
    }
}

/// Of several codes the first; all of them stay beside the record.
fn keep_first(codes: &mut Option<String>) {
    if let Some((first, _)) = codes.as_deref().and_then(|codes| codes.split_once(';')) {
        *codes = Some(first.to_owned());
    }
}

/// UCDP's `type_of_violence` in words.
fn name_violence(record: &mut Record) {
    let word = match record.event_type.as_deref() {
        Some("1") => "state-based",
        Some("2") => "non-state",
        Some("3") => "one-sided",
        _ => return,
    };
    record.sub_event_type = Some(word.to_owned());
}

/// PLOVER's `resolution`: 5 within a city, 4 a city, 3 a district, 2 a province, 1 a country.
fn of_resolution(record: &Record) -> Option<u8> {
    let resolution = match record.extra.get("event_loc.resolution")? {
        Value::Number(number) => number.as_u64(),
        Value::String(words) => words.parse().ok(),
        _ => None,
    };
    Some(match resolution? {
        4 | 5 => 1,
        3 => 3,
        2 => 4,
        1 => 6,
        _ => return None,
    })
}

/// POLECAT says how exactly it knows a place by the finest of the names that it gives.
fn of_names(record: &Record) -> Option<u8> {
    record.position?;
    let names = [
        (record.extra.contains_key("City"), 1),
        (record.admin2.is_some(), 3),
        (record.admin1.is_some(), 4),
        (record.country.is_some(), 6),
    ];
    names
        .into_iter()
        .find(|(is_named, _)| *is_named)
        .map(|(_, code)| code)
}

/// Takes out of ACLED's tags what our export has written there because ACLED has no column for it.
fn take_own_tags(record: &mut Record) {
    let Some(Value::String(tags)) = record.extra.get("tags").cloned() else {
        return;
    };
    let (own, others): (Vec<&str>, Vec<&str>) = tags
        .split(';')
        .partition(|tag| tag.trim().starts_with(OWN_TAG));
    if own.is_empty() {
        return;
    }
    match others.join(";").trim() {
        "" => drop(record.extra.remove("tags")),
        others => drop(record.extra.insert("tags".to_owned(), others.into())),
    }
    record.returned = true;
    if own.iter().any(|tag| tag.contains("event_type=")) {
        record.sub_event_type = None;
    }
    for tag in own {
        if let Some((name, value)) = tag.trim()[OWN_TAG.len()..].split_once('=') {
            take_own_tag(record, name, unescaped(value));
        }
    }
}

fn take_own_tag(record: &mut Record, name: &str, value: String) {
    match name {
        "event_type" => record.event_type = Some(value),
        "sub_event_type" => record.sub_event_type = Some(value),
        "dataset" => record.dataset = Some(value),
        "event_id" => record.event_id = Some(value),
        "title" => record.title = Some(value),
        "planned" => record.planned = value == "true",
        _ => drop(record.extra.insert(name.to_owned(), value.into())),
    }
}

/// A value as the own part of ACLED's tags has it, where `;` ends a tag.
#[must_use]
pub fn own_tag(name: &str, value: &str) -> String {
    let escaped = value.replace('%', "%25").replace(';', "%3B");
    format!("{OWN_TAG}{name}={escaped}")
}

fn unescaped(value: &str) -> String {
    value.replace("%3B", ";").replace("%25", "%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_tags_are_taken_out_of_acleds() {
        let tags = [
            "crowd size=about 300",
            &own_tag("dataset", "a;b%3B"),
            &own_tag("status", "rejected"),
        ];
        let mut record = Record {
            extra: [("tags".to_owned(), tags.join("; ").into())]
                .into_iter()
                .collect(),
            ..Record::default()
        };
        take_own_tags(&mut record);
        assert_eq!(record.dataset.as_deref(), Some("a;b%3B"));
        let left = serde_json::json!({"tags": "crowd size=about 300", "status": "rejected"});
        assert_eq!(Value::Object(record.extra), left);
    }
}

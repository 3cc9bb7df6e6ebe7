//! UCDP GED's table. A row that came from there goes out as it came.

use super::known::{country, number, of_place, own, text, told};
use crate::{
    event::{Event, Scheme},
    store::Stored,
    time::DateSpan,
};

/// The columns in the order of UCDP GED.
pub(super) const COLUMNS: [&str; 49] = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
];

/// The column by which a row that came from UCDP is known.
const OWN_TYPE: &str = "type_of_violence";

/// Columns that are made for a row that did not come from UCDP, and left empty where UCDP left them so.
const MADE: [&str; 2] = ["source_article", "geom_wkt"];

/// One cell.
pub(super) fn cell(stored: &Stored, column: &str) -> String {
    let event = &stored.event;
    let is_from_ucdp = event.extra.contains_key(OWN_TYPE);
    let kept = is_from_ucdp.then(|| own(event, column)).flatten();
    if is_from_ucdp && MADE.contains(&column) {
        let notes = (column == "source_article").then_some(event.notes.as_ref());
        return kept.unwrap_or_else(|| text(notes.flatten()));
    }
    kept.or_else(|| what_and_when(event, column))
        .or_else(|| reported(event, column))
        .or_else(|| place(event, column))
        .unwrap_or_default()
}

fn what_and_when(event: &Event, column: &str) -> Option<String> {
    Some(match column {
        "id" => event.id.clone(),
        "year" => number(event.date.map(|date| date.first().year())),
        OWN_TYPE => number(Scheme::Ucdp.code(event.event_type).map(|code| code.code)),
        "dyad_name" => event.title.clone(),
        "side_a" => text(event.actor1.as_ref()),
        "side_b" => text(event.actor2.as_ref()),
        "date_prec" => number(event.date.map(|date| u8::from(date.precision()))),
        "date_start" => number(event.date.map(DateSpan::first)),
        "date_end" => number(event.date.map(DateSpan::last)),
        "best" => number(event.fatalities),
        _ => return None,
    })
}

fn reported(event: &Event, column: &str) -> Option<String> {
    let report = &event.provenance;
    Some(match column {
        "number_of_sources" => report.number_of_sources.to_string(),
        "source_article" => told(event),
        "source_office" => text(report.source.as_ref()),
        "source_date" => number(report.source_date),
        "source_headline" => text(report.source_headline.as_ref()),
        _ => return None,
    })
}

fn place(event: &Event, column: &str) -> Option<String> {
    Some(match column {
        "where_prec" => of_place(event, |place| u8::from(place.where_prec).to_string()),
        "where_coordinates" => of_place(event, |place| place.name.clone()),
        "where_description" => of_place(event, |place| text(place.raw.as_ref())),
        "adm_1" => of_place(event, |place| text(place.admin1.as_ref())),
        "adm_2" => of_place(event, |place| text(place.admin2.as_ref())),
        "latitude" => of_place(event, |place| place.position.lat().to_string()),
        "longitude" => of_place(event, |place| place.position.lon().to_string()),
        "geom_wkt" => of_place(event, |place| {
            let (lon, lat) = (place.position.lon(), place.position.lat());
            format!("POINT ({lon} {lat})")
        }),
        "country" => of_place(event, country),
        _ => return None,
    })
}

//! Figures, what they are called, and how they are shown.

use std::io::{self, Write};

use super::counts::Counts;

/// A figure's name, its decimals, and how it comes from the counts.
type Figure = (&'static str, usize, fn(&Counts) -> f64);

/// The decimals of a share.
const SHARE: usize = 3;
/// The decimals of a number of things.
const NUMBER: usize = 0;

/// What is told of place names, by language and by sort of place. Of a sort of place, precision counts
/// what was taken for one, everything else what gold says is one.
const NAMES: [Figure; 20] = [
    ("toponyms", NUMBER, |c| c.get("gold")),
    ("recognition precision, exact", SHARE, |c| {
        c.share("found_exact", "found")
    }),
    ("recognition recall, exact", SHARE, |c| {
        c.share("exact", "gold")
    }),
    ("recognition F1, exact", SHARE, |c| {
        c.f1_of(["found_exact", "found"], ["exact", "gold"])
    }),
    ("recognition precision, overlapping", SHARE, |c| {
        c.share("found_overlap", "found")
    }),
    ("recognition recall, overlapping", SHARE, |c| {
        c.share("overlap", "gold")
    }),
    ("recognition F1, overlapping", SHARE, |c| {
        c.f1_of(["found_overlap", "found"], ["overlap", "gold"])
    }),
    ("literal places", NUMBER, |c| c.get("literal")),
    ("literal places within 20 km", SHARE, |c| {
        c.share("within_20", "literal")
    }),
    ("literal places within 161 km", SHARE, |c| {
        c.share("within_161", "literal")
    }),
    ("literal places in the right country", SHARE, |c| {
        c.share("country_right", "literal")
    }),
    ("found places within 20 km", SHARE, |c| {
        c.share("all_within_20", "placed")
    }),
    ("found places within 161 km", SHARE, |c| {
        c.share("all_within_161", "placed")
    }),
    ("found places left open", SHARE, |c| {
        1.0 - c.share("told", "placed")
    }),
    ("places not left open within 20 km", SHARE, |c| {
        c.share("all_within_20", "told")
    }),
    ("places not left open within 161 km", SHARE, |c| {
        c.share("all_within_161", "told")
    }),
    ("all gold places found within 20 km", SHARE, |c| {
        c.share("all_within_20", "located")
    }),
    ("all gold places found within 161 km", SHARE, |c| {
        c.share("all_within_161", "located")
    }),
    ("role right", SHARE, |c| c.share("roles_right", "roles")),
    ("calibration error", SHARE, Counts::calibration_error),
];

/// What is told by language only.
const DOCUMENTS: [Figure; 8] = [
    ("demonym F1", SHARE, |c| {
        c.f1("demonyms_matched", "demonyms_found", "demonyms_gold")
    }),
    ("events", NUMBER, |c| c.get("events_gold")),
    ("events precision", SHARE, |c| {
        c.share("events_matched", "events_found")
    }),
    ("events recall", SHARE, |c| {
        c.share("events_matched", "events_gold")
    }),
    ("events F1", SHARE, |c| {
        c.f1("events_matched", "events_found", "events_gold")
    }),
    ("events F1, wherever", SHARE, |c| {
        c.f1("events_told", "events_found", "events_gold")
    }),
    ("event dates right", SHARE, |c| {
        c.share("dates_right", "events_matched")
    }),
    ("events at an associative name", SHARE, |c| {
        c.share("events_at_associative", "events_placed")
    }),
];

/// Counts of documents or of sorts of place, each with what it is called.
pub(super) type Columns<'c> = [(&'c str, &'c Counts)];

/// Figures by name; what has no value because nothing was counted is null.
pub(super) fn json(counts: &Counts) -> serde_json::Value {
    let figures = NAMES.iter().chain(&DOCUMENTS);
    let named = figures.map(|(name, _, figure)| ((*name).to_owned(), figure(counts).into()));
    serde_json::Value::Object(named.collect())
}

/// Every figure a row, every language a column.
///
/// # Errors
///
/// When it cannot be written.
pub(super) fn by_language(columns: &Columns<'_>, out: &mut impl Write) -> io::Result<()> {
    table(&mut NAMES.iter().chain(&DOCUMENTS), columns, out)
}

/// Every figure of place names a row, every sort of place a column.
///
/// # Errors
///
/// When it cannot be written.
pub(super) fn by_class(columns: &Columns<'_>, out: &mut impl Write) -> io::Result<()> {
    table(&mut NAMES.iter(), columns, out)
}

fn table(
    figures: &mut dyn Iterator<Item = &Figure>,
    columns: &Columns<'_>,
    out: &mut impl Write,
) -> io::Result<()> {
    write!(out, "{:36}", "")?;
    columns
        .iter()
        .try_for_each(|(name, _)| write!(out, "{name:>12}"))?;
    writeln!(out)?;
    for (name, decimals, figure) in figures {
        write!(out, "{name:36}")?;
        for (_, counts) in columns {
            write!(out, "{:>12}", shown(figure(counts), *decimals))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// A figure with so many decimals, or a dash where nothing was counted.
fn shown(figure: f64, decimals: usize) -> String {
    if figure.is_finite() {
        format!("{figure:.decimals$}")
    } else {
        "-".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_shown_with_their_decimals_or_not_at_all() {
        let shares = [0.0, 0.9876, f64::NAN, f64::INFINITY].map(|figure| shown(figure, SHARE));
        assert_eq!(shares, ["0.000", "0.988", "-", "-"]);
        assert_eq!(
            [0.0, 897.0].map(|figure| shown(figure, NUMBER)),
            ["0", "897"]
        );
    }

    #[test]
    fn a_row_tells_one_figure_of_every_column() {
        let mut counts = Counts::default();
        counts.add("gold", 4.0);
        counts.add("exact", 3.0);
        let mut out = Vec::new();
        by_class(
            &[("city", &counts), ("nature", &Counts::default())],
            &mut out,
        )
        .unwrap();
        let table = String::from_utf8(out).unwrap();
        let rows: Vec<Vec<&str>> = table
            .lines()
            .take(4)
            .map(|line| {
                line.split("  ")
                    .filter(|cell| !cell.is_empty())
                    .map(str::trim)
                    .collect()
            })
            .collect();
        assert_eq!(
            rows,
            [
                vec!["city", "nature"],
                vec!["toponyms", "4", "0"],
                vec!["recognition precision, exact", "-", "-"],
                vec!["recognition recall, exact", "0.750", "-"],
            ]
        );
    }
}

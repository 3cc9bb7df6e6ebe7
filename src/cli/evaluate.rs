//! `zij evaluate`: how good the geoparser and the event extraction are, against gold.

mod counts;
mod score;

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use super::gold::{self, Gold};
use crate::{
    extract::extract,
    gazetteer::Gazetteer,
    geoparse::Geoparser,
    text::{Analysed, Lang},
};
use counts::Counts;
use score::Scorer;

/// Compares what Zij finds with gold documents.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A gold file, or a folder of them
    gold: PathBuf,
    /// List every error with its words
    #[arg(long)]
    errors: bool,
    /// Print the figures as JSON: by language, by name
    #[arg(long)]
    json: bool,
}

/// Prints a table of figures, a row a language.
///
/// # Errors
///
/// When a file cannot be read or is no gold document.
pub(super) fn run(args: &Args, out: &mut impl Write) -> io::Result<ExitCode> {
    let gazetteer = Gazetteer::bundled();
    let mut by_lang: BTreeMap<String, Counts> = BTreeMap::new();
    for gold in gold::read_all(&args.gold)? {
        let scorer = score(gazetteer, &gold);
        if args.errors {
            scorer
                .errors
                .iter()
                .try_for_each(|error| writeln!(out, "{error}"))?;
        }
        by_lang
            .entry(language(&gold))
            .or_default()
            .merge(&scorer.counts);
        by_lang
            .entry("all".to_owned())
            .or_default()
            .merge(&scorer.counts);
    }
    if args.json {
        writeln!(out, "{}", figures(&by_lang))?;
    } else {
        table(&by_lang, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn figures(by_lang: &BTreeMap<String, Counts>) -> serde_json::Value {
    let of = |counts: &Counts| -> serde_json::Map<String, serde_json::Value> {
        FIGURES
            .iter()
            .map(|(name, figure)| ((*name).to_owned(), figure(counts).into()))
            .collect()
    };
    by_lang
        .iter()
        .map(|(lang, counts)| (lang.clone(), serde_json::Value::Object(of(counts))))
        .collect()
}

/// The two scripts of Uzbek count as one language.
fn language(gold: &Gold) -> String {
    gold.lang.split('-').next().unwrap_or_default().to_owned()
}

fn score<'a>(gazetteer: &'a Gazetteer, gold: &'a Gold) -> Scorer<'a> {
    let text = Analysed::new(&gold.text, Some(Lang::of_tag(&gold.lang)));
    let mentions = Geoparser::new(gazetteer).parse(&text);
    let events = extract(&text, &mentions, gazetteer, gold.published);
    let mut scorer = Scorer::new(gazetteer, gold);
    scorer.mentions(&mentions);
    scorer.events(&text, &mentions, &events);
    scorer
}

/// A figure's name and how it comes from the counts.
type Figure = (&'static str, fn(&Counts) -> f64);

const FIGURES: [Figure; 17] = [
    ("toponyms", |c| c.get("gold")),
    ("recognition precision, exact", |c| {
        c.share("exact", "found")
    }),
    ("recognition recall, exact", |c| c.share("exact", "gold")),
    ("recognition F1, exact", |c| c.f1("exact", "found", "gold")),
    ("recognition F1, overlapping", |c| {
        c.f1("overlap", "found", "gold")
    }),
    ("demonym F1", |c| {
        c.f1("demonyms_matched", "demonyms_found", "demonyms_gold")
    }),
    ("literal places within 20 km", |c| {
        c.share("within_20", "literal")
    }),
    ("literal places within 161 km", |c| {
        c.share("within_161", "literal")
    }),
    ("literal places in the right country", |c| {
        c.share("country_right", "literal")
    }),
    ("role right", |c| c.share("roles_right", "overlap")),
    ("calibration error", Counts::calibration_error),
    ("events", |c| c.get("events_gold")),
    ("events precision", |c| {
        c.share("events_matched", "events_found")
    }),
    ("events recall", |c| {
        c.share("events_matched", "events_gold")
    }),
    ("events F1", |c| {
        c.f1("events_matched", "events_found", "events_gold")
    }),
    ("event dates right", |c| {
        c.share("dates_right", "events_matched")
    }),
    ("events at an associative name", |c| {
        c.share("events_at_associative", "events_placed")
    }),
];

fn table(by_lang: &BTreeMap<String, Counts>, out: &mut impl Write) -> io::Result<()> {
    write!(out, "{:36}", "")?;
    by_lang
        .keys()
        .try_for_each(|lang| write!(out, "{lang:>8}"))?;
    writeln!(out)?;
    for (name, figure) in FIGURES {
        write!(out, "{name:36}")?;
        for counts in by_lang.values() {
            let decimals = if figure(counts) > 1.0 { 0 } else { 3 };
            write!(out, "{:>8.decimals$}", figure(counts))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

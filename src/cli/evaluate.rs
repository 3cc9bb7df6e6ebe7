//! `zij evaluate`: how good the geoparser and the event extraction are, against gold.

mod counts;
mod events;
mod figures;
mod links;
mod mistakes;
mod score;
mod truth;

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use super::{
    gold::{self, Gold, PlaceClass},
    train,
};
use crate::{
    extract::{self, extract_by},
    gazetteer::Gazetteer,
    geoparse::{self, Geoparser, Prior},
};
use counts::Counts;
use mistakes::Mistake;
use score::Scorer;

/// Compares what Zij finds with gold documents.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Gold files, or folders of them: `.txt` as in `tests/gold`, `.jsonl` of world news
    #[arg(required = true)]
    gold: Vec<PathBuf>,
    /// List the N worst mistakes, the most confident first
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Print the figures as JSON: by language, and under `classes` by sort of place
    #[arg(long)]
    json: bool,
    /// Fit the weights to this gold first, instead of using the bundled ones
    #[arg(long, value_name = "GOLD")]
    fit: Vec<PathBuf>,
    #[command(flatten)]
    world: train::World,
    /// Part the documents N ways, and judge each part with weights fitted to the others
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(2..))]
    folds: Option<u16>,
}

/// Prints tables of figures, by language and by sort of place.
///
/// # Errors
///
/// When a file cannot be read or is no gold.
pub(super) fn run(args: &Args, out: &mut impl Write) -> io::Result<ExitCode> {
    let gazetteer = Gazetteer::bundled();
    let fit = gold::read_all(&args.fit)?;
    let gold = gold::read_all(&args.gold)?;
    let prior = args
        .world
        .is_given()
        .then(|| args.world.prior(gazetteer))
        .transpose()?;
    let parts = usize::from(args.folds.unwrap_or(1));
    let mut report = Report::default();
    for part in 0..parts {
        let is_held = |(at, _): &(usize, &Gold)| at % parts == part;
        let (held, others): (Vec<_>, Vec<_>) = gold.iter().enumerate().partition(is_held);
        let lessons: Vec<&Gold> = fit
            .iter()
            .chain(others.into_iter().map(|(_, gold)| gold))
            .collect();
        let mut models = Models::of(gazetteer, &lessons, prior.as_ref());
        if held.iter().any(|(_, gold)| gold.has_events) {
            models.fit_events(gazetteer, &lessons);
        }
        for (_, gold) in held {
            report.score(gazetteer, &models, gold);
        }
    }
    report.show(args, out)?;
    Ok(ExitCode::SUCCESS)
}

/// The models of names and of events.
struct Models {
    names: Cow<'static, geoparse::Models>,
    events: Cow<'static, extract::Models>,
}

impl Models {
    /// The bundled ones; those of names as lessons make them of a prior, or of the bundled prior.
    fn of(gazetteer: &Gazetteer, lessons: &[&Gold], prior: Option<&Prior>) -> Self {
        let is_bundled = lessons.is_empty() && prior.is_none();
        let names = || {
            let bundled = Prior::of_world_news();
            train::names(gazetteer, lessons, prior.unwrap_or(&bundled))
        };
        Self {
            names: if is_bundled {
                Cow::Borrowed(geoparse::Models::bundled())
            } else {
                Cow::Owned(names())
            },
            events: Cow::Borrowed(extract::Models::bundled()),
        }
    }

    /// Fits the models of events to lessons, if there are any.
    fn fit_events(&mut self, gazetteer: &Gazetteer, lessons: &[&Gold]) {
        if !lessons.is_empty() {
            self.events = Cow::Owned(train::events(gazetteer, lessons));
        }
    }
}

/// What was right in all documents.
#[derive(Default)]
struct Report {
    languages: BTreeMap<&'static str, Counts>,
    classes: BTreeMap<PlaceClass, Counts>,
    mistakes: Vec<Mistake>,
}

impl Report {
    fn score(&mut self, gazetteer: &Gazetteer, models: &Models, gold: &Gold) {
        let text = gold.analysed();
        let mentions = Geoparser::with_models(gazetteer, &models.names).parse(&text);
        let mut scorer = Scorer::new(gazetteer, gold);
        scorer.mentions(&mentions);
        if gold.has_events {
            let events = extract_by(&models.events, &text, &mentions, gazetteer, gold.published);
            scorer.events(&text, &mentions, &events);
        }
        // The two scripts of Uzbek count as one language.
        let lang = text.lang().as_str().split('-').next().unwrap_or_default();
        for name in ["all", lang] {
            self.languages
                .entry(name)
                .or_default()
                .merge(&scorer.counts);
        }
        for (class, counts) in &scorer.by_class {
            self.classes.entry(*class).or_default().merge(counts);
        }
        self.mistakes.extend(scorer.mistakes);
    }

    fn show(self, args: &Args, out: &mut impl Write) -> io::Result<()> {
        for mistake in mistakes::worst(self.mistakes, args.errors) {
            writeln!(out, "{}", mistake.words)?;
        }
        let languages: Vec<_> = self
            .languages
            .iter()
            .map(|(lang, counts)| (*lang, counts))
            .collect();
        let classes: Vec<_> = self
            .classes
            .iter()
            .map(|(class, counts)| (class.as_str(), counts))
            .collect();
        if args.json {
            return writeln!(out, "{}", json(&languages, &classes));
        }
        figures::by_language(&languages, out)?;
        writeln!(out)?;
        figures::by_class(&classes, out)
    }
}

fn json(languages: &figures::Columns<'_>, classes: &figures::Columns<'_>) -> serde_json::Value {
    let object = |columns: &figures::Columns<'_>| -> serde_json::Map<String, serde_json::Value> {
        let named = columns
            .iter()
            .map(|(name, counts)| ((*name).to_owned(), figures::json(counts)));
        named.collect()
    };
    let mut figures = object(languages);
    figures.insert("classes".to_owned(), object(classes).into());
    figures.into()
}

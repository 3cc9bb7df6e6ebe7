//! `zij geocode`: the places that a name may mean.

use std::{
    error::Error,
    io::{self, BufRead, Write},
    process::ExitCode,
};

use serde::Serialize;

use super::{exit_code, position::position, store::StoreArgs};
use crate::{
    event::Candidate,
    gazetteer::Gazetteer,
    geocode::{Completion, Query, complete, is_known, whole},
    space::{Bbox, LonLat},
};

/// What is asked of `zij geocode`.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// Names in any script; `-` reads one a line from standard input
    #[arg(required = true, value_name = "NAME")]
    names: Vec<String>,
    /// The country it lies in: ISO 3166-1 alpha-2 code or any name
    #[arg(long)]
    country: Option<String>,
    /// The first-level region it lies in: code or any name
    #[arg(long, value_name = "REGION")]
    admin1: Option<String>,
    /// A position that it is probably near, in degrees
    #[arg(long, value_name = "LON,LAT", value_parser = position, allow_hyphen_values = true)]
    near: Option<LonLat>,
    /// What is looked at, in degrees: places in this box are likelier
    #[arg(long, value_name = "WEST,SOUTH,EAST,NORTH", allow_hyphen_values = true)]
    view: Option<Bbox>,
    /// Take each name for the beginning of one that is still being typed, perhaps with a typing error or two
    #[arg(long)]
    complete: bool,
    /// Call places by their usual name in this language: en, ru, uz, uz-Cyrl, ...
    #[arg(long)]
    lang: Option<String>,
    /// How many places to list for a name
    #[arg(long, default_value_t = Query::LIMIT_DEFAULT)]
    limit: usize,
    /// Write one line of JSON a name
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    store: StoreArgs,
}

/// What a name may mean, as a line of JSON.
#[derive(Serialize)]
struct Answer<'a> {
    query: &'a str,
    candidates: &'a [Completion],
}

/// Lists the places that each name may mean on `out`, and on `err` the names that none is called by. The
/// exit code is 0, 1 if some names are unknown, 2 if all are.
///
/// # Errors
///
/// When `input`, `out` or `err` cannot be read or written, or the user's places not be opened.
pub(super) fn run(
    args: &Args,
    input: impl BufRead,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Result<ExitCode, Box<dyn Error>> {
    let gazetteer = args.store.gazetteer()?;
    if let Some((flag, value)) = args.unknown_region(gazetteer) {
        writeln!(
            err,
            "zij: {flag} is {value:?}, expected a code or name of the gazetteer"
        )?;
        return Ok(ExitCode::from(2));
    }
    let names = names(args, input)?;
    let mut unknown = 0;
    for name in &names {
        let candidates = args.candidates(gazetteer, name);
        if candidates.is_empty() {
            unknown += 1;
            writeln!(err, "zij: no place is called {name:?} or nearly so")?;
        }
        if args.json {
            write_json(out, name, &candidates)?;
            continue;
        }
        if names.len() > 1 {
            writeln!(out, "{name}")?;
        }
        write_table(out, gazetteer, &candidates)?;
    }
    Ok(exit_code(names.len() - unknown, unknown))
}

/// The names asked for, those of standard input in the place of `-`, empty ones left out.
fn names(args: &Args, mut input: impl BufRead) -> io::Result<Vec<String>> {
    let mut names = vec![];
    for name in &args.names {
        if name == "-" {
            let lines = input.by_ref().lines().collect::<io::Result<Vec<_>>>()?;
            names.extend(lines.into_iter().filter(|line| !line.trim().is_empty()));
        } else {
            names.push(name.clone());
        }
    }
    Ok(names)
}

impl Args {
    /// A flag whose value is no region at all: everything would lie outside it.
    fn unknown_region(&self, gazetteer: &Gazetteer) -> Option<(&'static str, &str)> {
        let flags = [("--country", &self.country), ("--admin1", &self.admin1)];
        let mut given = flags
            .into_iter()
            .filter_map(|(flag, value)| Some((flag, value.as_deref()?)));
        given.find(|(_, value)| !is_known(gazetteer, value))
    }

    fn candidates(&self, gazetteer: &Gazetteer, name: &str) -> Vec<Completion> {
        let find = if self.complete { complete } else { whole };
        find(gazetteer, &self.query(name), self.lang.as_deref())
    }

    fn query<'q>(&'q self, name: &'q str) -> Query<'q> {
        Query {
            name,
            country: self.country.as_deref(),
            admin1: self.admin1.as_deref(),
            near: self.near,
            view: self.view,
            limit: self.limit,
        }
    }
}

fn write_json(out: &mut impl Write, query: &str, candidates: &[Completion]) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Answer { query, candidates })?;
    writeln!(out)
}

const HEADER: [&str; 10] = [
    "score",
    "name",
    "kind",
    "region",
    "country",
    "lon",
    "lat",
    "uncertainty_m",
    "id",
    "why",
];

/// Writes candidates under a header, each column as wide as its widest cell.
fn write_table(
    out: &mut impl Write,
    gazetteer: &Gazetteer,
    candidates: &[Completion],
) -> io::Result<()> {
    if candidates.is_empty() {
        return Ok(());
    }
    let cells = candidates
        .iter()
        .map(|completion| cells(gazetteer, &completion.candidate));
    let rows: Vec<_> = [HEADER.map(str::to_owned)]
        .into_iter()
        .chain(cells)
        .collect();
    let widest = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: [usize; HEADER.len()] = std::array::from_fn(widest);
    for row in &rows {
        let padded: Vec<_> = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        writeln!(out, "{}", padded.join("  ").trim_end())?;
    }
    Ok(())
}

fn cells(gazetteer: &Gazetteer, candidate: &Candidate) -> [String; HEADER.len()] {
    let Candidate {
        id,
        name,
        kind,
        country,
        admin1,
        lon,
        lat,
        uncertainty_m,
        score,
        why,
    } = candidate;
    let region = gazetteer
        .by_code(admin1)
        .map_or("", |region| gazetteer.place(region).name);
    [
        format!("{score:.3}"),
        name.clone(),
        kind.clone(),
        region.to_owned(),
        country.clone(),
        format!("{lon:.5}"),
        format!("{lat:.5}"),
        uncertainty_m.to_string(),
        id.clone(),
        why.join(", "),
    ]
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    /// What a command line prints: standard output, then standard error, then the exit code.
    fn printed(line: &[&str], input: &str) -> (String, String, ExitCode) {
        let args = Line::parse_from(["geocode"].iter().chain(line)).args;
        let (mut out, mut err) = (vec![], vec![]);
        let code = run(&args, input.as_bytes(), &mut out, &mut err).unwrap();
        (
            String::from_utf8(out).unwrap(),
            String::from_utf8(err).unwrap(),
            code,
        )
    }

    #[test]
    fn khanabad_is_the_towns_and_the_air_base_apart() {
        let (table, err, code) = printed(&["Khanabad"], "");
        for id in [
            "geonames:1513578",
            "geonames:1137168",
            "zij:khanabad-air-base",
        ] {
            assert_eq!(
                table.lines().filter(|row| row.contains(id)).count(),
                1,
                "{table}"
            );
        }
        assert!(table.starts_with("score  name"), "{table}");
        assert_eq!((err.as_str(), code), ("", ExitCode::SUCCESS));
    }

    #[test]
    fn a_name_that_no_place_has_is_named_and_ends_with_code_2() {
        let expected = "zij: no place is called \"Xyzzyq\" or nearly so\n";
        assert_eq!(
            printed(&["Xyzzyq"], ""),
            (String::new(), expected.to_owned(), ExitCode::from(2))
        );
        let (_, err, code) = printed(&["Xyzzyq", "Osh"], "");
        assert_eq!((err.as_str(), code), (expected, ExitCode::from(1)));
    }

    #[test]
    fn a_region_that_is_none_is_named() {
        let expected =
            "zij: --country is \"Ruritania\", expected a code or name of the gazetteer\n";
        assert_eq!(
            printed(&["--country", "Ruritania", "Osh"], ""),
            (String::new(), expected.to_owned(), ExitCode::from(2))
        );
        let (json, err, _) = printed(
            &["--json", "--limit", "1", "--country", "uz", "Khanabad"],
            "",
        );
        assert!(json.contains("geonames:1513578"), "{json} {err}");
    }

    #[test]
    fn names_come_from_standard_input_and_answers_go_out_as_json() {
        let (json, _, _) = printed(&["--json", "--limit", "1", "-"], "Ош\n\nToshkent\n");
        let answers = json.lines().map(|line| serde_json::from_str(line).unwrap());
        let ids = answers.map(|answer: serde_json::Value| {
            format!(
                "{} {}",
                answer["query"].as_str().unwrap(),
                answer["candidates"][0]["id"].as_str().unwrap()
            )
        });
        assert_eq!(
            ids.collect::<Vec<_>>(),
            ["Ош geonames:1527534", "Toshkent geonames:1512569"]
        );
    }
}

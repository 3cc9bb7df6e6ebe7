//! Reads the gold documents of `tests/gold`; their format stands in its README.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    event::EventType,
    geoparse::Role,
    space::LonLat,
    text::Span,
    time::{Date, DateSpan, TimePrecision},
};

/// A document with the answers that people gave.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Gold {
    /// The document's id.
    pub(super) id: String,
    /// BCP 47.
    pub(super) lang: String,
    /// The day of publication.
    pub(super) published: Option<Date>,
    /// The text without marks.
    pub(super) text: String,
    /// The place names, in the order of the text.
    pub(super) toponyms: Vec<GoldToponym>,
    /// The events.
    pub(super) events: Vec<GoldEvent>,
}

/// A place name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GoldToponym {
    /// The bytes of the text.
    pub(super) span: Span,
    /// What the name stands for.
    pub(super) role: Role,
    /// Which place.
    pub(super) place: GoldPlace,
}

/// A place as gold gives it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum GoldPlace {
    /// By its id in the gazetteer, or for a demonym by its country code.
    Id(String),
    /// By its position.
    At(LonLat),
    /// Not known.
    Unknown,
}

/// An event.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GoldEvent {
    /// What happened.
    pub(super) event_type: EventType,
    /// The words that name it.
    pub(super) trigger: Span,
    /// Where; empty if the text does not say.
    pub(super) places: Vec<GoldPlace>,
    /// When; none if the text does not say.
    pub(super) date: Option<DateSpan>,
    /// Announced for later.
    pub(super) planned: bool,
}

/// Reads a gold file, or every one in a folder, in the order of their paths.
///
/// # Errors
///
/// When one cannot be read or is no gold document; the error names it.
pub(super) fn read_all(path: &Path) -> io::Result<Vec<Gold>> {
    files(path)?.iter().map(|path| read_file(path)).collect()
}

fn read_file(path: &Path) -> io::Result<Gold> {
    let named = |error: String| io::Error::other(format!("{}: {error}", path.display()));
    let file = fs::read_to_string(path).map_err(|error| named(error.to_string()))?;
    read(&file).map_err(named)
}

fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path)?.map(|entry| Ok(entry?.path()));
    let mut paths: Vec<PathBuf> = entries.collect::<io::Result<_>>()?;
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            found.push(path);
        }
    }
    Ok(found)
}

/// Reads a gold document.
///
/// # Errors
///
/// What is wrong with it, in words.
pub(super) fn read(file: &str) -> Result<Gold, String> {
    let (head, rest) = file
        .split_once("\n\n")
        .ok_or("no empty line after the head")?;
    let (body, events) = rest
        .split_once("\nevents:\n")
        .ok_or("no line \"events:\"")?;
    let field = |name: &str| {
        let lines = head.lines().filter_map(|line| line.split_once(':'));
        let value = lines
            .into_iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.trim());
        value.filter(|value| !value.is_empty())
    };
    let marked = unmark(body.trim_end())?;
    let events = events.lines().filter(|line| !line.trim().is_empty());
    Ok(Gold {
        id: field("id").ok_or("no id")?.to_owned(),
        lang: field("lang").ok_or("no lang")?.to_owned(),
        published: field("published").map(day).transpose()?,
        events: events
            .map(|line| event(line, &marked.triggers))
            .collect::<Result<_, _>>()?,
        text: marked.text,
        toponyms: marked.toponyms,
    })
}

fn day(text: &str) -> Result<Date, String> {
    DateSpan::parse_edtf(text)
        .map(DateSpan::first)
        .map_err(|error| error.to_string())
}

#[derive(Default)]
struct Marked {
    text: String,
    toponyms: Vec<GoldToponym>,
    triggers: Vec<(String, Span)>,
}

/// Takes the marks out of a body.
fn unmark(body: &str) -> Result<Marked, String> {
    let mut marked = Marked::default();
    let mut rest = body;
    while let Some(at) = rest.find("[[").into_iter().chain(rest.find("{{")).min() {
        marked.text.push_str(&rest[..at]);
        let close = if rest[at..].starts_with("[[") {
            "]]"
        } else {
            "}}"
        };
        let unclosed = || {
            format!(
                "mark {:?} is not closed",
                rest[at..].chars().take(30).collect::<String>()
            )
        };
        let (mark, after) = rest[at + 2..].split_once(close).ok_or_else(unclosed)?;
        if close == "]]" {
            toponym(mark, &mut marked)?;
        } else {
            trigger(mark, &mut marked)?;
        }
        rest = after;
    }
    marked.text.push_str(rest);
    Ok(marked)
}

fn toponym(mark: &str, marked: &mut Marked) -> Result<(), String> {
    let parts: Vec<&str> = mark.split('|').collect();
    let [surface, role, id] = parts[..] else {
        return Err(format!("mark {mark:?} is not surface|role|id"));
    };
    let role = match role {
        "literal" => Role::Literal,
        "associative" => Role::Associative,
        "demonym" => Role::Demonym,
        _ => return Err(format!("role {role:?} of {surface:?} is unknown")),
    };
    let span = push(&mut marked.text, surface);
    marked.toponyms.push(GoldToponym {
        span,
        role,
        place: place(id)?,
    });
    Ok(())
}

fn trigger(mark: &str, marked: &mut Marked) -> Result<(), String> {
    let wrong = || format!("trigger {mark:?} is not number:words");
    let (number, words) = mark.split_once(':').ok_or_else(wrong)?;
    let span = push(&mut marked.text, words);
    marked.triggers.push((number.to_owned(), span));
    Ok(())
}

fn push(text: &mut String, words: &str) -> Span {
    let start = text.len();
    text.push_str(words);
    Span {
        start,
        end: text.len(),
    }
}

fn place(id: &str) -> Result<GoldPlace, String> {
    let id = id.trim();
    let Some(position) = id.strip_prefix('@') else {
        return Ok(if id == "-" {
            GoldPlace::Unknown
        } else {
            GoldPlace::Id(id.to_owned())
        });
    };
    let wrong = || format!("position {id:?} is not @lon,lat");
    let (lon, lat) = position.split_once(',').ok_or_else(wrong)?;
    let numbers = lon.trim().parse().ok().zip(lat.trim().parse().ok());
    let (lon, lat) = numbers.ok_or_else(wrong)?;
    LonLat::new(lon, lat)
        .map(GoldPlace::At)
        .map_err(|error| error.to_string())
}

fn event(line: &str, triggers: &[(String, Span)]) -> Result<GoldEvent, String> {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let [number, event_type, places, date, modality] = cells[..] else {
        return Err(format!(
            "event {line:?} has {} cells, expected 5",
            cells.len()
        ));
    };
    let found = triggers.iter().find(|(mark, _)| mark == number);
    let places = places
        .split(';')
        .map(place)
        .collect::<Result<Vec<_>, _>>()?;
    Ok(GoldEvent {
        event_type: event_type.parse()?,
        trigger: found
            .ok_or_else(|| format!("event {number} has no trigger in the text"))?
            .1,
        places: places
            .into_iter()
            .filter(|place| *place != GoldPlace::Unknown)
            .collect(),
        date: (date != "-").then(|| span(date)).transpose()?,
        planned: modality == "planned",
    })
}

fn span(text: &str) -> Result<DateSpan, String> {
    let (first, last) = text.split_once('/').unwrap_or((text, text));
    let parse = |part: &str| DateSpan::parse_edtf(part.trim()).map_err(|error| error.to_string());
    let (first, last) = (parse(first)?, parse(last)?);
    if first == last {
        return Ok(first);
    }
    let span = DateSpan::new(first.first(), last.last(), TimePrecision::Day);
    span.map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "id: en-001\nlang: en\npublished: 2018-10-12\ntitle: A base\n\n\
        [[Tashkent|associative|geonames:1512569]] {{1:closed}} the base at \
        [[Khanabad|literal|zij:khanabad-air-base]].\n\nevents:\n\
        1 | military_deployment_or_base | zij:khanabad-air-base | 2005 | happened\n";

    #[test]
    fn marks_are_taken_out_and_keep_their_places() {
        let gold = read(FILE).unwrap();
        assert_eq!(gold.text, "Tashkent closed the base at Khanabad.");
        let words: Vec<&str> = gold
            .toponyms
            .iter()
            .map(|t| t.span.of(&gold.text))
            .collect();
        assert_eq!(words, ["Tashkent", "Khanabad"]);
        let event = &gold.events[0];
        assert_eq!(event.trigger.of(&gold.text), "closed");
        assert_eq!(
            event.places,
            [GoldPlace::Id("zij:khanabad-air-base".to_owned())]
        );
        assert_eq!(event.date, DateSpan::year(2005));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let broken = |from, to| read(&FILE.replace(from, to)).unwrap_err();
        assert_eq!(
            broken("|literal|", "|place|"),
            "role \"place\" of \"Khanabad\" is unknown"
        );
        assert_eq!(broken("{{1:", "{{2:"), "event 1 has no trigger in the text");
        assert_eq!(broken("\nevents:\n", "\n"), "no line \"events:\"");
    }
}

//! Gold of our own, marked in the text; the format stands in `tests/gold/README.md`.

use crate::{
    geoparse::Role,
    space::LonLat,
    text::{Lang, Span},
    time::{Date, DateSpan, TimePrecision},
};

use super::{Gold, GoldEvent, GoldPlace, GoldToponym};

/// Reads a gold document.
///
/// # Errors
///
/// What is wrong with it, in words.
pub(in crate::cli) fn read(file: &str) -> Result<Gold, String> {
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
        lang: Some(Lang::of_tag(field("lang").ok_or("no lang")?)),
        published: field("published").map(day).transpose()?,
        events: events
            .map(|line| event(line, &marked.triggers))
            .collect::<Result<_, _>>()?,
        has_demonyms_apart: true,
        has_events: true,
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
        role: Some(role),
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

//! Demonyms: "Uzbek", "российский", "tojik", from `geodata/demonyms.tsv`.

use std::sync::{Arc, LazyLock};

use crate::{
    gazetteer::Gazetteer,
    text::{self, Analysed, Span, Token, TokenKind, WordMap},
};

use super::{Found, Mention, Role, Weighed};

/// A demonym is almost never anything else.
const CONFIDENCE: f64 = 0.95;

/// The country code of each folded word; of a Cyrillic word, of its stem.
static BUNDLED: LazyLock<WordMap<String, &'static str>> = LazyLock::new(|| {
    let rows = include_str!("../../geodata/demonyms.tsv")
        .lines()
        .skip(1)
        .filter_map(row);
    rows.map(|(country, word)| (text::stem(&text::fold(word)).to_owned(), country))
        .collect()
});

fn row(line: &'static str) -> Option<(&'static str, &'static str)> {
    let mut cells = line.split('\t');
    let country = cells.next()?;
    Some((country, cells.nth(1)?))
}

/// The demonyms of a text outside the names that were found.
pub(super) fn demonyms(
    gazetteer: &Gazetteer,
    text: &Analysed<'_>,
    found: &[Found<'_>],
) -> Vec<Mention> {
    let mut names = found.iter().peekable();
    let mut demonyms = Vec::new();
    let mut at = 0;
    while let Some(token) = text.tokens().get(at) {
        while names.next_if(|name| name.spot.tokens.end <= at).is_some() {}
        let told = may_begin(text, token)
            .then(|| told(text, at))
            .flatten()
            .filter(|(end, _)| {
                names
                    .peek()
                    .is_none_or(|name| *end <= name.spot.tokens.start)
            });
        if let Some((end, code)) = told {
            let span = Span {
                end: text.tokens()[end - 1].span.end,
                ..token.span
            };
            demonyms.extend(mention(gazetteer, span, code));
        }
        at = told.map_or(at + 1, |(end, _)| end);
    }
    demonyms
}

/// Whether a demonym may begin at a token: one in small Latin letters is of Uzbek, and not short.
fn may_begin(text: &Analysed<'_>, token: &Token) -> bool {
    let first = text.text().as_bytes().get(token.span.start);
    let small = token.plain && first.is_some_and(u8::is_ascii_lowercase);
    token.kind == TokenKind::Word && !(small && token.span.len() < STEM_MIN)
}

/// The codes of the countries whose people a text speaks of, as often as it does.
pub(super) fn countries<'g>(gazetteer: &'g Gazetteer, peoples: &[Mention]) -> Vec<&'g str> {
    let places = peoples.iter().filter_map(|people| people.place);
    places
        .map(|place| gazetteer.record(place).country())
        .collect()
}

/// The first words of demonyms of several words.
static FIRST_WORDS: LazyLock<WordMap<&'static str, ()>> = LazyLock::new(|| {
    let pairs = BUNDLED
        .iter()
        .filter_map(|(words, _)| words.split_once(' '));
    pairs.map(|(first, _)| (first, ())).collect()
});

/// The demonym that begins at a token, "Sri Lankan" or "Uzbek": the token after it, and the country's code.
fn told(text: &Analysed<'_>, token: usize) -> Option<(usize, &'static str)> {
    let capital = text.word(token).starts_with(char::is_uppercase);
    let pair = || {
        FIRST_WORDS.of_token(text, token)?;
        let country = BUNDLED.get(text.folded_run(token..token + 2))?;
        let second = !text.folded(token + 1).is_empty();
        second.then_some((token + 2, *country))
    };
    let one = || country_of(text, token, capital).map(|country| (token + 1, country));
    capital.then(pair).flatten().or_else(one)
}

/// Whether folded words are the people or the adjective of a country.
pub(super) fn names_people(folded: &str) -> bool {
    BUNDLED.get(text::stem(folded)).is_some() || uzbek(folded).is_some()
}

fn country_of(text: &Analysed<'_>, token: usize, capital: bool) -> Option<&'static str> {
    let folded = text.folded(token);
    let known = match (text.tokens()[token].plain, capital) {
        // The stem of a word in Latin letters is the word, and its demonyms have a capital.
        (true, true) => BUNDLED.of_token(text, token),
        (false, false) if folded.is_ascii() => None,
        (true, false) => None,
        _ => BUNDLED.get(text::stem(folded)),
    };
    known.copied().or_else(|| uzbek(folded))
}

/// How many letters a demonym with an ending has at least before it.
const STEM_MIN: usize = 5;

/// The first letters of every demonym that is long enough to carry an ending: most words of a text
/// begin otherwise and need not be taken apart.
static BEGINNINGS: LazyLock<WordMap<&'static str, ()>> = LazyLock::new(|| {
    let beginnings = BUNDLED.iter().filter_map(|(word, _)| beginning(word));
    beginnings.map(|letters| (letters, ())).collect()
});

fn beginning(word: &str) -> Option<&str> {
    let first = word.get(..STEM_MIN).filter(|first| first.is_ascii());
    if first.is_some() {
        return first;
    }
    let (last, letter) = word.char_indices().nth(STEM_MIN - 1)?;
    word.get(..last + letter.len_utf8())
}

/// Uzbek writes demonyms small and puts endings on them: "o'zbekistonliklarga".
fn uzbek(folded: &str) -> Option<&'static str> {
    BEGINNINGS.get(beginning(folded)?)?;
    let ends = (STEM_MIN..=folded.len()).rev();
    let stems = ends.filter_map(|end| folded.split_at_checked(end));
    let mut known = stems.filter_map(|(stem, rest)| Some((BUNDLED.get(stem)?, rest)));
    let whole = |rest: &str| rest.is_empty() || text::are_suffixes(rest);
    known
        .find(|(_, rest)| whole(rest))
        .map(|(country, _)| *country)
}

fn mention(gazetteer: &Gazetteer, span: Span, code: &str) -> Option<Mention> {
    let place = gazetteer.by_code(code)?;
    Some(Mention {
        span,
        role: Role::Demonym,
        confidence: CONFIDENCE,
        place: Some(place),
        candidates: Arc::new([Weighed::of_demonym(place)]),
    })
}

//! Short forms that refer to a place named before: "the base", "в области", "viloyatda".
//!
//! They are no names: they stand beside the mentions, each with the mention that it refers to.

mod position;

use std::sync::LazyLock;

use foldhash::HashMap;

use crate::{
    gazetteer::{Gazetteer, KindSet, PlaceIndex, PlaceKind},
    text::{self, Analysed, Lang, Span, TokenKind, WordMap},
};

use super::{Mention, Role, cues::Cues};
use position::Position;

/// A noun that refers to a place named before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// The words, in bytes of the text, without an article.
    pub span: Span,
    /// Which of the text's mentions names the place.
    pub mention: usize,
}

/// How many sentences back the place may be named.
const SENTENCES_MAX: usize = 6;

/// How sure a place must be to be referred to.
const CONFIDENCE_MIN: f64 = 0.5;

/// The most words of a noun: "border crossing".
const WORDS_MAX: usize = 2;

/// The kinds of place that a folded noun may stand for, from `geodata/short_forms.tsv`; Uzbek nouns in both
/// scripts.
static NOUNS: LazyLock<WordMap<String, KindSet>> = LazyLock::new(|| {
    let rows = include_str!("../../geodata/short_forms.tsv")
        .lines()
        .skip(1);
    let mut nouns: HashMap<String, KindSet> = HashMap::default();
    for (kinds, lang, noun) in rows.filter_map(row) {
        let cyrillic = match lang {
            "uz" => text::transliterations(noun, Some(lang)),
            _ => Vec::new(),
        };
        for noun in cyrillic.iter().map(String::as_str).chain([noun]) {
            let known = nouns.entry(text::fold(noun)).or_default();
            known.add(kinds.split(',').filter_map(PlaceKind::of).collect());
        }
    }
    nouns.into()
});

/// The first words of those nouns.
static FIRST_WORDS: LazyLock<WordMap<&'static str, ()>> = LazyLock::new(|| {
    let firsts = NOUNS.iter().filter_map(|(noun, _)| noun.split(' ').next());
    firsts.map(|first| (first, ())).collect()
});

fn row(line: &str) -> Option<(&str, &str, &str)> {
    let mut cells = line.split('\t');
    Some((cells.next()?, cells.next()?, cells.next()?))
}

/// The references of a text to the places that its mentions name, in the order of the text.
///
/// A noun refers to the last literal mention before it whose place is of its kind. Where one sentence
/// names several such places, none is taken.
///
/// ```
/// use zij::{gazetteer::Gazetteer, geoparse::{Geoparser, references}, text::Analysed};
/// let gazetteer = Gazetteer::bundled();
/// let text = Analysed::new("Troops left Khanabad air base. Militants attacked the base.", None);
/// let mentions = Geoparser::new(gazetteer).parse(&text);
/// let found = references(gazetteer, &text, &mentions);
/// assert_eq!((found[0].span.of(text.text()), found[0].mention), ("base", 0));
/// ```
#[must_use]
pub fn references(
    gazetteer: &Gazetteer,
    text: &Analysed<'_>,
    mentions: &[Mention],
) -> Vec<Reference> {
    let search = Search {
        gazetteer,
        text,
        mentions,
        position: Position::new(text, Cues::bundled(), mentions),
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.tokens().len() {
        let noun = search.noun(at);
        found.extend(noun.and_then(|(end, kinds)| search.reference(at, end, kinds)));
        at = noun.map_or(at + 1, |(end, _)| end);
    }
    found
}

struct Search<'a, 't> {
    gazetteer: &'a Gazetteer,
    text: &'a Analysed<'t>,
    mentions: &'a [Mention],
    position: Position<'a, 't>,
}

impl Search<'_, '_> {
    /// The noun that begins at a token: the token after it, and the kinds of place that it stands for.
    fn noun(&self, token: usize) -> Option<(usize, KindSet)> {
        if !self.may_begin(token) {
            return None;
        }
        let ends = (1..=WORDS_MAX).rev().map(|words| token + words);
        let word = |token: usize| {
            let token = self.text.tokens().get(token);
            token.is_some_and(|token| token.kind == TokenKind::Word)
        };
        let mut ends = ends.filter(|end| (token..*end).all(word));
        ends.find_map(|end| Some((end, self.kinds(self.text.folded_run(token..end))?)))
    }

    /// Whether a noun may begin at a token; the words of a noun in Uzbek have endings.
    fn may_begin(&self, token: usize) -> bool {
        self.is_uzbek() || FIRST_WORDS.of_token(self.text, token).is_some()
    }

    fn is_uzbek(&self) -> bool {
        matches!(self.text.lang(), Lang::Uz | Lang::UzCyrl)
    }

    fn kinds(&self, folded: &str) -> Option<KindSet> {
        if self.is_uzbek() {
            let mut stems = text::suffix_stripped(folded);
            return stems.find_map(|stem| NOUNS.get(stem).copied());
        }
        NOUNS.get(folded).copied()
    }

    fn reference(&self, start: usize, end: usize, kinds: KindSet) -> Option<Reference> {
        let [first, last] = [start, end - 1].map(|token| self.text.tokens()[token].span);
        let refers = self.position.refers(start, end);
        let mention = refers.then(|| self.antecedent(first.start, kinds))??;
        let span = Span {
            start: first.start,
            end: last.end,
        };
        Some(Reference { span, mention })
    }

    /// The last mention before a byte whose place is of such a kind, if its sentence names one only.
    fn antecedent(&self, byte: usize, kinds: KindSet) -> Option<usize> {
        let sentence = |mention: &Mention| self.text.sentence_of(mention.span.start);
        let here = self.text.sentence_of(byte);
        let before = self
            .mentions
            .partition_point(|mention| mention.span.end <= byte);
        let fits = |at: &usize| self.fits(&self.mentions[*at], kinds);
        let near = |at: &usize| here - sentence(&self.mentions[*at]) <= SENTENCES_MAX;
        let last = (0..before).rev().take_while(near).find(fits)?;
        let told_in = sentence(&self.mentions[last]);
        let beside = (0..last).rev();
        let mut beside = beside
            .take_while(|at| sentence(&self.mentions[*at]) == told_in)
            .filter(fits);
        let place = self.mentions[last].place;
        let alone = beside.all(|at| self.mentions[at].place == place);
        alone.then_some(last)
    }

    fn fits(&self, mention: &Mention, kinds: KindSet) -> bool {
        let kind = |place: PlaceIndex| self.gazetteer.record(place).kind();
        let fits = mention
            .place
            .is_some_and(|place| kinds.contains(kind(place)));
        fits && mention.role == Role::Literal && mention.confidence >= CONFIDENCE_MIN
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geoparse::Geoparser;

    /// Compares the references of a text, each with the words of its mention.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let gazetteer = Gazetteer::bundled();
        let analysed = Analysed::new(text, None);
        let mentions = Geoparser::new(gazetteer).parse(&analysed);
        let found = references(gazetteer, &analysed, &mentions);
        let words = |reference: &Reference| {
            let named = mentions[reference.mention].span.of(text);
            format!("{} = {named}", reference.span.of(text))
        };
        let actual: Vec<String> = found.iter().map(words).collect();
        assert_eq!(actual, expected, "{text}");
    }

    #[test]
    fn english_nouns_refer_to_the_last_place_of_their_kind() {
        check(
            "A convoy reached Khanabad air base near Qarshi. Militants attacked the base on Friday.",
            &["base = Khanabad air base"],
        );
        check(
            "Shooting broke out in Batken Region. Villages in the region were shelled.",
            &["region = Batken Region"],
        );
        check(
            "A quake struck Tashkent. People in the capital ran into the streets. The city was calm later.",
            &["capital = Tashkent", "city = Tashkent"],
        );
        check(
            "Lorries queue at Kamchik Pass. The pass was closed by snow.",
            &["pass = Kamchik Pass"],
        );
    }

    #[test]
    fn russian_nouns_refer_where_no_name_or_adjective_stands_beside() {
        check(
            "В Баткенской области идёт стрельба. В области введено чрезвычайное положение.",
            &["области = Баткенской области"],
        );
        check(
            "Взрыв прогремел в Ташкенте. В столице усилены патрули.",
            &["столице = Ташкенте"],
        );
        check(
            "В Оше тихо. В соседней области идёт дождь. Он эксперт в области права.",
            &[],
        );
    }

    #[test]
    fn uzbek_nouns_refer_in_both_scripts() {
        check(
            "Andijon viloyatida suv toshdi. Viloyatda yuz uy vayron bo‘ldi.",
            &["Viloyatda = Andijon viloyatida"],
        );
        check(
            "Андижон вилоятида сув тошди. Вилоятда юз уй вайрон бўлди.",
            &["Вилоятда = Андижон вилоятида"],
        );
        check(
            "Toshkentda yomg‘ir yog‘di. Har bir viloyatda bayram bo‘ldi.",
            &[],
        );
    }

    #[test]
    fn what_has_a_name_an_owner_or_two_places_refers_to_nothing() {
        check("In Osh it rained. The base at Khanabad was closed.", &[]);
        check(
            "Batken Region is calm. The region’s governor and the region council met.",
            &[],
        );
        check(
            "Fighting reached Osh Region and Batken Region. The region was calm.",
            &[],
        );
        check("The region was calm. The base was closed.", &[]);
        check("", &[]);
    }

    #[test]
    fn every_row_of_the_table_is_known() {
        for line in include_str!("../../geodata/short_forms.tsv")
            .lines()
            .skip(1)
        {
            let (kinds, lang, noun) = row(line).unwrap_or_else(|| panic!("{line}"));
            assert!(
                kinds.split(',').all(|kind| PlaceKind::of(kind).is_some()),
                "{line}"
            );
            assert!(
                ["en", "ru", "uz"].contains(&lang) && !noun.is_empty(),
                "{line}"
            );
        }
    }
}

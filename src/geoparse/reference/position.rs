//! Whether a noun stands alone, so that it can refer to a place: no name, adjective or owner beside it.

use std::sync::LazyLock;

use crate::text::{Analysed, Lang, TokenKind, WordMap};

use crate::geoparse::{
    Mention,
    cues::{Cue, Cues},
    inflection::is_russian_verb,
};

/// A set of words.
type Words = WordMap<&'static str, ()>;

fn words(words: &'static str) -> Words {
    words.split(' ').map(|word| (word, ())).collect()
}

/// English words after which "the base" is no more told about than before.
static AFTER_EN: LazyLock<Words> = LazyLock::new(|| {
    words(
        "and or but that which where when while after before since as is was were are be has had \
    have will would could should remains remained ran came went saw took felt fell lost lay stood became \
    late early today yesterday on during amid because",
    )
});

/// Russian words that may follow such a noun.
static AFTER_RU: LazyLock<Words> = LazyLock::new(|| {
    words(
        "и а но или где когда который которая которое которого которой было был была были есть \
    не уже снова вновь также закрыт закрыта закрыто закрыты открыт открыта открыто открыты взят взята взяты убиты",
    )
});

/// Words after which an Uzbek noun is one of many.
const MANY_UZ: &str = "har bir boshqa qoʻshni ikki uch barcha ayrim koʻp koʻplab hamma ҳар бир бошқа қўшни икки уч \
    барча айрим кўп кўплаб ҳамма";

/// The places of nouns in a text.
pub(super) struct Position<'a, 't> {
    text: &'a Analysed<'t>,
    cues: &'a Cues,
    mentions: &'a [Mention],
}

impl<'a, 't> Position<'a, 't> {
    pub(super) fn new(text: &'a Analysed<'t>, cues: &'a Cues, mentions: &'a [Mention]) -> Self {
        Self {
            text,
            cues,
            mentions,
        }
    }

    /// Whether the noun of the tokens from `start` to before `end` stands alone.
    pub(super) fn refers(&self, start: usize, end: usize) -> bool {
        let free = (start..end).all(|token| !self.is_named(token));
        free && !self.leads_to_name(end)
            && match self.text.lang() {
                Lang::En => self.is_definite(start) && self.ends(end, is_english_verb, &AFTER_EN),
                Lang::Ru => self.is_governed(start) && self.ends(end, is_russian_verb, &AFTER_RU),
                Lang::Uz | Lang::UzCyrl => self.is_one(start) && self.is_placed(end - 1),
                Lang::Other => false,
            }
    }

    /// "the base", but not "the mayor of the city".
    fn is_definite(&self, start: usize) -> bool {
        let Some(article) = start.checked_sub(1) else {
            return false;
        };
        let of = article
            .checked_sub(2)
            .filter(|_| self.text.folded(article - 1) == "of");
        let owner = of.map(|owner| self.cues.of_word(self.text.folded(owner)));
        let is_owned =
            owner.is_some_and(|cues| cues.has(Cue::Organisation) || cues.has(Cue::Title));
        matches!(self.text.folded(article), "the" | "this" | "that") && !is_owned
    }

    /// "в области", "в этой области" and "База закрыта", but not "в соседней области".
    fn is_governed(&self, start: usize) -> bool {
        const THIS: [&str; 8] = ["этот", "эту", "этой", "этом", "этого", "тот", "той", "том"];
        let this = |before: &usize| THIS.contains(&self.text.folded(*before));
        let start = start.checked_sub(1).filter(this).unwrap_or(start);
        let Some(before) = start
            .checked_sub(1)
            .filter(|before| self.in_one_sentence(*before, start))
        else {
            return true;
        };
        let cues = self.cues.of_word(self.text.folded(before));
        let verb = is_russian_verb(self.text.folded(before));
        cues.has(Cue::Locative) || cues.has(Cue::Motion) || verb
    }

    /// Whether what follows a noun neither makes it part of another nor tells which one it is.
    fn ends(&self, end: usize, is_verb: fn(&str) -> bool, words: &Words) -> bool {
        let Some(next) = self.text.tokens().get(end).map(|token| token.kind) else {
            return true;
        };
        let folded = self.text.folded(end);
        let cues = self.cues.of_word(folded);
        let small = [Cue::Locative, Cue::Motion, Cue::Relational, Cue::Calendar];
        match next {
            TokenKind::Clitic => false,
            TokenKind::Punct | TokenKind::Number => true,
            TokenKind::Word => {
                let cue = small.into_iter().any(|cue| cues.has(cue));
                cue || is_verb(folded) || words.of_token(self.text, end).is_some()
            }
        }
    }

    /// Whether a name follows at once or behind one small word: "the base at Khanabad".
    fn leads_to_name(&self, end: usize) -> bool {
        let small = |token: usize| {
            self.cues
                .of_word(self.text.folded(token))
                .is_function_word()
        };
        let mut at = end;
        while at < end + 3 && at < self.text.tokens().len() && small(at) {
            at += 1;
        }
        let small_words = at > end;
        let joined = self.text.tokens().get(at).map(|token| token.kind) == Some(TokenKind::Word);
        joined && self.is_named(at) && (small_words || at == end)
    }

    /// Whether no word before an Uzbek noun speaks of many or of another.
    fn is_one(&self, start: usize) -> bool {
        let many = |before: usize| {
            let folded = self.text.folded(before);
            MANY_UZ
                .split(' ')
                .any(|word| crate::text::fold(word) == folded)
                || self.is_named(before)
        };
        let before = start.checked_sub(1);
        before.is_none_or(|before| !self.in_one_sentence(before, start) || !many(before))
    }

    /// Whether an Uzbek noun has an ending of place or is an object: "bazada", "bazani".
    fn is_placed(&self, token: usize) -> bool {
        const ENDINGS: [&str; 10] = [
            "da", "dan", "ga", "dagi", "ni", "да", "дан", "га", "даги", "ни",
        ];
        let folded = self.text.folded(token);
        ENDINGS.iter().any(|ending| folded.ends_with(ending))
    }

    fn in_one_sentence(&self, one: usize, other: usize) -> bool {
        let sentence = |token: usize| self.text.sentence_of(self.text.tokens()[token].span.start);
        sentence(one) == sentence(other)
    }

    /// Whether a token is part of a mention.
    fn is_named(&self, token: usize) -> bool {
        let Some(span) = self.text.tokens().get(token).map(|token| token.span) else {
            return false;
        };
        let after = self
            .mentions
            .partition_point(|mention| mention.span.end <= span.start);
        self.mentions
            .get(after)
            .is_some_and(|mention| mention.span.start < span.end)
    }
}

/// Whether a folded English word looks like a verb or an adverb.
fn is_english_verb(folded: &str) -> bool {
    folded.len() > 3 && (folded.ends_with("ed") || folded.ends_with("ly"))
}

//! The inflected forms of a word that a table names by its dictionary form.

mod english;
mod irregular;
mod russian;
mod uzbek;

use super::words::Word;
use crate::text::Lang;

/// What the ending of a word makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// A verb in the past.
    Past,
    /// A passive participle: in the past, but it may only describe a noun.
    Participle,
    /// A verb in the present or future.
    Present,
    /// An infinitive, where its ending shows it.
    Infinitive,
    /// A gerund or converb.
    Gerund,
    /// A noun, or a form that could be one.
    Nominal,
}

/// What the ending of a word of a language makes of it, as far as endings tell.
pub(super) fn tense(lang: Lang, word: &Word<'_>) -> Tense {
    match lang {
        Lang::Ru => russian::tense(&word.folded),
        Lang::Uz | Lang::UzCyrl => uzbek::tense(&word.folded),
        _ if english::is_past(&word.folded) => Tense::Past,
        _ if word.folded.ends_with("ing") => Tense::Gerund,
        _ => Tense::Nominal,
    }
}

/// The forms of one lemma.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Inflected {
    /// A stem with any of some endings.
    Endings {
        stem: Box<str>,
        endings: &'static [&'static str],
    },
    /// An Uzbek stem with any chain of suffixes.
    Suffixes { stem: Box<str> },
}

impl Inflected {
    /// The forms of a verb: of an English or Russian infinitive, or of an Uzbek stem written `imzola-`.
    pub(super) fn of_verb(lemma: &str) -> Vec<Self> {
        match lemma.strip_suffix('-') {
            Some(stem) => uzbek::stems(stem),
            None if is_cyrillic(lemma) => russian::verb(lemma),
            None => english::verb(lemma),
        }
    }

    /// The forms of a noun: of an English or Russian nominative, or of an Uzbek stem written `namoyish-`.
    pub(super) fn of_noun(lemma: &str) -> Vec<Self> {
        match lemma.strip_suffix('-') {
            Some(stem) => uzbek::stems(stem),
            None if is_cyrillic(lemma) => russian::noun(lemma),
            None => english::noun(lemma),
        }
    }

    /// What every form begins with.
    pub(super) fn stem(&self) -> &str {
        match self {
            Self::Endings { stem, .. } | Self::Suffixes { stem } => stem,
        }
    }

    /// Whether a folded word is one of the forms.
    pub(super) fn matches(&self, word: &str) -> bool {
        let Some(ending) = word.strip_prefix(self.stem()) else {
            return false;
        };
        match self {
            Self::Endings { endings, .. } => endings.contains(&ending),
            Self::Suffixes { .. } => uzbek::is_chain(ending),
        }
    }
}

fn is_cyrillic(lemma: &str) -> bool {
    lemma.chars().any(|letter| ('а'..='я').contains(&letter))
}

fn endings(stem: impl Into<String>, endings: &'static [&'static str]) -> Inflected {
    let stem: String = stem.into();
    Inflected::Endings {
        stem: stem.into(),
        endings,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks which of some words are forms of a lemma.
    #[track_caller]
    fn check(forms: &[Inflected], words: &str, others: &str) {
        let matches = |word: &&str| forms.iter().any(|form| form.matches(word));
        let missed: Vec<&str> = words.split(' ').filter(|word| !matches(word)).collect();
        let false_ones: Vec<&str> = others.split(' ').filter(matches).collect();
        assert_eq!((missed, false_ones), (vec![], vec![]));
    }

    #[test]
    fn english_verbs_and_nouns_have_their_endings() {
        let verb = Inflected::of_verb;
        check(&verb("open"), "open opens opened opening", "opener opennes");
        check(&verb("close"), "close closes closed closing", "closer");
        check(&verb("carry"), "carry carries carried carrying", "carryed");
        check(
            &verb("stop"),
            "stop stops stopped stopping",
            "stoping stoped",
        );
        check(&verb("crash"), "crash crashes crashed crashing", "crashs");
        check(&verb("build"), "build builds built building", "builded");
        check(
            &verb("withdraw"),
            "withdraw withdrew withdrawn withdrawing",
            "withdrawed",
        );
        check(&Inflected::of_noun("clash"), "clash clashes", "clashed");
        check(&Inflected::of_noun("treaty"), "treaty treaties", "treatys");
    }

    #[test]
    fn russian_verbs_have_past_participle_and_future() {
        let verb = Inflected::of_verb;
        check(
            &verb("подписать"),
            "подписать подписал подписали подписан подписана подписанный подписанного",
            "подписка",
        );
        check(
            &verb("эвакуировать"),
            "эвакуировали эвакуирован эвакуированы эвакуирует эвакуируют эвакуируются",
            "эвакуация",
        );
        check(
            &verb("закрыть"),
            "закрыл закрыли закрыт закрыта закрытый закроют закроет",
            "закрытие",
        );
        check(
            &verb("остановить"),
            "остановил остановлен остановлена остановят",
            "остановка",
        );
        check(
            &verb("посетить"),
            "посетил посетила посетит посещен",
            "посетитель",
        );
        check(
            &verb("столкнуться"),
            "столкнулся столкнулись столкнутся",
            "столкнул",
        );
        check(&verb("прийти"), "пришел пришли придет придут", "прийтись");
    }

    #[test]
    fn russian_nouns_have_their_cases() {
        let noun = Inflected::of_noun;
        check(
            &noun("столкновение"),
            "столкновение столкновения столкновений столкновениях",
            "столкновен",
        );
        check(
            &noun("авария"),
            "авария аварии аварий авариями",
            "аварийный",
        );
        check(
            &noun("взрыв"),
            "взрыв взрыва взрывы взрывов взрывами",
            "взрывной",
        );
        check(
            &noun("паводок"),
            "паводок паводка паводки паводками",
            "паводковый",
        );
        check(
            &noun("встреча"),
            "встреча встречи встречу встречей встреч",
            "встречный",
        );
        check(
            &noun("граница"),
            "граница границе границу границей",
            "граничный",
        );
        check(
            &noun("полицейский"),
            "полицейский полицейские полицейских",
            "полиция",
        );
        check(&noun("сель"), "сель селя сели селем", "село");
    }

    #[test]
    fn uzbek_stems_take_chains_of_suffixes() {
        check(
            &Inflected::of_verb("imzola-"),
            "imzolandi imzoladi imzolangan imzolashdi imzolanadi imzolagani imzolamoqda",
            "imzolatuvxona",
        );
        check(
            &Inflected::of_noun("namoyish-"),
            "namoyish namoyishi namoyishlar namoyishlarda namoyishga namoyishchilar",
            "namoyishkor",
        );
        check(
            &Inflected::of_verb("chiq-"),
            "chiqdi chiqqan chiqib chiqishdi chiqadi",
            "chiqindixona",
        );
    }
}

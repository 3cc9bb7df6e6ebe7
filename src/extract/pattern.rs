use std::{ops::Range, str::FromStr};

use super::{
    inflection::Inflected,
    words::{Joint, Word},
};

/// A sequence of words to be found in a sentence, as the tables of `geodata/` write it.
///
/// | element | stands for |
/// |---|---|
/// | `talks` | that word, folded |
/// | `flood*` | a word that begins so |
/// | `*madi` | a word that ends so |
/// | `=May` | that word with its capitals as written |
/// | `~build` | any form of that verb; of an Uzbek one by its stem: `~qur-` |
/// | `^bridge` | any form of that noun; of an Uzbek one by its stem: `^koprik-` |
/// | `a\|b*` | either |
/// | `?the\|a` | either, or nothing |
/// | `..`, `...` | at most 4, at most 8 words |
/// | `,` | the next word may follow a comma |
/// | `-` | the next word must follow a hyphen or dash |
/// | `<day>` | a word of that class |
/// | `<month:da>` | a word of that class that ends so |
/// | `!a\|b` | at an end of the pattern: neither may stand there |
#[derive(Debug)]
pub(super) struct Pattern {
    elements: Vec<Element>,
    not_before: Forms,
    not_after: Forms,
}

#[derive(Debug)]
enum Element {
    Word(Forms),
    Optional(Forms),
    Class { name: Box<str>, ending: Box<str> },
    Gap(usize),
    Comma,
    Hyphen,
}

/// Words, any of which will do.
#[derive(Debug, Default)]
pub(super) struct Forms(Vec<Form>);

#[derive(Debug)]
pub(super) enum Form {
    Exact(Box<str>),
    Prefix(Box<str>),
    Suffix(Box<str>),
    Written(Box<str>),
    Inflected(Inflected),
}

/// A class's reading of a word: the number of a day, a month, a count.
pub(super) type Classes<'c> = &'c dyn Fn(&str, &Word<'_>) -> Option<i32>;

/// What a class of a pattern read, and in which word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Capture<'p> {
    pub(super) class: &'p str,
    pub(super) value: i32,
    pub(super) word: usize,
}

/// Where a pattern was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Match<'p> {
    /// The words that its elements stand for, without those of its gaps.
    pub(super) words: Vec<usize>,
    /// What its classes read, in its order.
    pub(super) captures: Vec<Capture<'p>>,
}

impl Match<'_> {
    /// From the first word to the last, those of the gaps included.
    pub(super) fn range(&self) -> Range<usize> {
        let first = self.words.first().copied().unwrap_or_default();
        first..self.words.last().map_or(first, |last| last + 1)
    }
}

impl Forms {
    pub(super) fn matches(&self, word: &Word<'_>) -> bool {
        self.0.iter().any(|form| form.matches(word))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Form> {
        self.0.iter()
    }
}

impl Form {
    fn matches(&self, word: &Word<'_>) -> bool {
        match self {
            Self::Exact(text) => *word.folded == **text,
            Self::Prefix(text) => word.folded.starts_with(&**text),
            Self::Suffix(text) => word.folded.ends_with(&**text),
            Self::Written(text) => *word.written == **text,
            Self::Inflected(forms) => forms.matches(&word.folded),
        }
    }
}

/// What a pattern begins with.
#[derive(Debug)]
pub(super) enum First<'p> {
    Forms(&'p Forms),
    Class(&'p str),
}

impl Pattern {
    /// What the first word must be.
    pub(super) fn first(&self) -> Option<First<'_>> {
        match self.elements.first()? {
            Element::Word(forms) => Some(First::Forms(forms)),
            Element::Class { name, .. } => Some(First::Class(name)),
            _ => None,
        }
    }

    /// The match that begins at a word.
    pub(super) fn find<'p>(
        &'p self,
        words: &[Word<'_>],
        at: usize,
        classes: Classes<'_>,
    ) -> Option<Match<'p>> {
        if at > 0 && self.not_before.matches(&words[at - 1]) {
            return None;
        }
        let mut search = Search {
            words,
            classes,
            start: at,
            found: Match::default(),
        };
        let end = search.rest(&self.elements, at, Joint::Hyphen)?;
        let fits = words
            .get(end)
            .is_none_or(|word| !self.not_after.matches(word));
        fits.then_some(search.found)
    }
}

struct Search<'s, 't, 'p> {
    words: &'s [Word<'t>],
    classes: Classes<'s>,
    start: usize,
    found: Match<'p>,
}

impl<'p> Search<'_, '_, 'p> {
    /// Matches the elements from a word on, and gives the end; the word may be joined to the one before
    /// it by `joint` or looser.
    fn rest(&mut self, elements: &'p [Element], at: usize, joint: Joint) -> Option<usize> {
        let Some((element, rest)) = elements.split_first() else {
            return Some(at);
        };
        match element {
            Element::Word(forms) if forms.matches(self.word(at, joint)?) => self.take(rest, at),
            Element::Optional(forms) => {
                let fits = self.word(at, joint).is_some_and(|word| forms.matches(word));
                let taken = if fits { self.take(rest, at) } else { None };
                taken.or_else(|| self.rest(rest, at, joint))
            }
            Element::Class { name, ending } => {
                let fits = self.word(at, joint)?.folded.ends_with(&**ending);
                if fits {
                    self.class(name, rest, at, joint)
                } else {
                    None
                }
            }
            Element::Gap(most) => self.gap(*most, rest, at),
            Element::Comma => self.rest(rest, at, Joint::Comma),
            Element::Hyphen if self.words.get(at)?.joint == Joint::Hyphen => {
                self.rest(rest, at, Joint::Hyphen)
            }
            Element::Word(_) | Element::Hyphen => None,
        }
    }

    /// Takes a word, then the rest.
    fn take(&mut self, rest: &'p [Element], at: usize) -> Option<usize> {
        self.found.words.push(at);
        let end = self.rest(rest, at + 1, Joint::Hyphen);
        if end.is_none() {
            self.found.words.pop();
        }
        end
    }

    fn class(
        &mut self,
        class: &'p str,
        rest: &'p [Element],
        at: usize,
        joint: Joint,
    ) -> Option<usize> {
        let value = (self.classes)(class, self.word(at, joint)?)?;
        self.found.captures.push(Capture {
            class,
            value,
            word: at,
        });
        let end = self.take(rest, at);
        if end.is_none() {
            self.found.captures.pop();
        }
        end
    }

    fn gap(&mut self, most: usize, rest: &'p [Element], at: usize) -> Option<usize> {
        for skipped in 0..=most {
            let end = self.rest(rest, at + skipped, Joint::Comma);
            if end.is_some() {
                return end;
            }
            self.word(at + skipped, Joint::Comma)?;
        }
        None
    }

    fn word(&self, at: usize, joint: Joint) -> Option<&Word<'_>> {
        let word = self.words.get(at)?;
        (at == self.start || word.joint <= joint).then_some(word)
    }
}

impl FromStr for Pattern {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut pattern = Self {
            elements: Vec::new(),
            not_before: Forms::default(),
            not_after: Forms::default(),
        };
        for element in text.split(' ') {
            match element.strip_prefix('!') {
                Some(forms) if pattern.elements.is_empty() => pattern.not_before = forms.parse()?,
                Some(forms) => pattern.not_after = forms.parse()?,
                None if !pattern.not_after.0.is_empty() => {
                    return Err(format!(
                        "pattern {text:?} goes on after its last word's \"!\""
                    ));
                }
                None => pattern.elements.push(element.parse()?),
            }
        }
        match pattern.elements.first() {
            Some(Element::Word(_) | Element::Class { .. }) => Ok(pattern),
            _ => Err(format!(
                "pattern {text:?} begins with neither a word nor a class"
            )),
        }
    }
}

impl FromStr for Element {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let class = text
            .strip_prefix('<')
            .and_then(|text| text.strip_suffix('>'));
        Ok(match (text, class) {
            ("..", _) => Self::Gap(4),
            ("...", _) => Self::Gap(8),
            (",", _) => Self::Comma,
            ("-", _) => Self::Hyphen,
            (_, Some(class)) => {
                let (name, ending) = class.split_once(':').unwrap_or((class, ""));
                Self::Class {
                    name: name.into(),
                    ending: ending.into(),
                }
            }
            _ => match text.strip_prefix('?') {
                Some(forms) => Self::Optional(forms.parse()?),
                None => Self::Word(text.parse()?),
            },
        })
    }
}

impl FromStr for Forms {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut forms = Vec::new();
        for word in text.split('|') {
            if let Some(verb) = word.strip_prefix('~') {
                forms.extend(Inflected::of_verb(verb).into_iter().map(Form::Inflected));
            } else if let Some(noun) = word.strip_prefix('^') {
                forms.extend(Inflected::of_noun(noun).into_iter().map(Form::Inflected));
            } else {
                forms.push(word.parse()?);
            }
        }
        Ok(Self(forms))
    }
}

impl FromStr for Form {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let form = if let Some(written) = text.strip_prefix('=') {
            Self::Written(written.into())
        } else if let Some(prefix) = text.strip_suffix('*') {
            Self::Prefix(prefix.into())
        } else if let Some(suffix) = text.strip_prefix('*') {
            Self::Suffix(suffix.into())
        } else {
            Self::Exact(text.into())
        };
        let (Self::Exact(letters)
        | Self::Prefix(letters)
        | Self::Suffix(letters)
        | Self::Written(letters)) = &form
        else {
            return Ok(form);
        };
        if letters.is_empty() || letters.contains(|letter: char| !letter.is_alphanumeric()) {
            return Err(format!("word {text:?} has no letters or marks among them"));
        }
        Ok(form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{extract::words, text::Analysed};

    /// What a pattern finds first in a text: its words, those of gaps left out.
    #[track_caller]
    fn check(pattern: &str, text: &str, expected: &str) {
        let pattern: Pattern = pattern.parse().expect("a pattern");
        let analysed = Analysed::new(text, None);
        let words = words::words(&analysed, &analysed.sentences()[0]);
        let class: Classes<'_> = &|_, word| word.written.parse().ok();
        let found = (0..words.len()).find_map(|at| pattern.find(&words, at, class));
        let shown = found.unwrap_or_default().words;
        let shown: Vec<&str> = shown.into_iter().map(|at| words[at].written).collect();
        assert_eq!(shown.join(" "), expected, "{text}");
    }

    #[test]
    fn patterns_match_whole_words_by_letters_classes_and_gaps() {
        check("talks", "They held talks.", "talks");
        check("talk", "They held talks.", "");
        check("flood*", "The flooding began.", "flooding");
        check("*madi", "Mashgʻulot oʻtkazilmadi.", "oʻtkazilmadi");
        check("=May", "He may come in May.", "May");
        check(
            "signed .. agreement",
            "They signed a new agreement.",
            "signed agreement",
        );
        check(
            "signed .. agreement",
            "They signed a very long and much awaited agreement.",
            "",
        );
        check("held ?the talks", "They held talks.", "held talks");
        check("<day> - <day>", "15–21 October", "15 21");
        check("<day> - <day>", "15 21 October", "");
        check("in , osh", "in, Osh", "in Osh");
        check("in osh", "in, Osh", "");
    }

    #[test]
    fn patterns_say_what_may_not_stand_at_their_ends() {
        check("!air strike", "an air strike", "");
        check("!air strike", "a general strike", "strike");
        check("strike !a|the", "they strike a balance", "");
        check("strike !a|the", "they strike", "strike");
    }

    #[track_caller]
    fn refused(pattern: &str, expected: &str) {
        assert_eq!(pattern.parse::<Pattern>().unwrap_err(), expected);
    }

    #[test]
    fn bad_patterns_are_named() {
        refused(
            ".. talks",
            "pattern \".. talks\" begins with neither a word nor a class",
        );
        refused("", "word \"\" has no letters or marks among them");
        refused("don't", "word \"don't\" has no letters or marks among them");
        refused(
            "talks !show more",
            "pattern \"talks !show more\" goes on after its last word's \"!\"",
        );
    }
}

use std::sync::LazyLock;

use super::{Analysed, TokenKind, WordMap};

/// How many letters are looked at to tell the language of a text, the rest of the last word aside.
const LETTERS_MAX: usize = 4000;
/// How many words are looked at to tell languages in Latin script apart.
const WORDS_MAX: usize = 1000;

/// A language of the region, as far as reading its words differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// English.
    En,
    /// Russian.
    Ru,
    /// Uzbek in Latin script.
    Uz,
    /// Uzbek in Cyrillic script.
    UzCyrl,
    /// Any other, or not to be told.
    #[default]
    Other,
}

impl Lang {
    /// The BCP 47 tag; `und` where it cannot be told.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
            Self::Uz => "uz",
            Self::UzCyrl => "uz-Cyrl",
            Self::Other => "und",
        }
    }

    /// The language of a BCP 47 tag, regions ignored: `en-GB` is English.
    #[must_use]
    pub fn of_tag(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase().replace('_', "-");
        let mut subtags = tag.split('-');
        match (subtags.next(), subtags.any(|subtag| subtag == "cyrl")) {
            (Some("en"), _) => Self::En,
            (Some("ru"), _) => Self::Ru,
            (Some("uz"), false) => Self::Uz,
            (Some("uz"), true) => Self::UzCyrl,
            _ => Self::Other,
        }
    }
}

/// Words that are frequent in Uzbek and none in English, folded.
const UZBEK_WORDS: &str = "va bilan uchun bu ham boyicha yil yilda yili kuni dedi qildi boldi hududida viloyati \
    viloyatida tumani tumanida shahrida ozbekiston edi deb haqida tomonidan";

/// Words that are frequent in English and none in Uzbek.
const ENGLISH_WORDS: &str =
    "the of and in to is was were for that with on at by from has have near said after";

/// The language in which a word is frequent.
static FREQUENT: LazyLock<WordMap<&str, Lang>> = LazyLock::new(|| {
    let english = ENGLISH_WORDS.split(' ').map(|word| (word, Lang::En));
    let uzbek = UZBEK_WORDS.split(' ').map(|word| (word, Lang::Uz));
    english.chain(uzbek).collect()
});

/// The language of a text, told by its script, its letters and its frequent words.
///
/// ```
/// use zij::text::{Lang, language};
/// assert_eq!(language("Учения прошли под Термезом."), Lang::Ru);
/// assert_eq!(language("Ўзбекистон ва Тожикистон"), Lang::UzCyrl);
/// assert_eq!(language("Toshkentda uchrashuv bo‘ldi"), Lang::Uz);
/// ```
#[must_use]
pub fn language(text: &str) -> Lang {
    Analysed::new(text, None).lang()
}

/// The language of a text whose words are known.
pub(super) fn told(text: &Analysed<'_>) -> Lang {
    let mut scripts = Scripts::default();
    let tokens = text.tokens().iter();
    for token in tokens.filter(|token| token.kind != TokenKind::Punct) {
        scripts.count_word(token.span.of(text.text()), token.plain);
        let left = text.text().len() - token.span.end;
        if scripts.letters() >= LETTERS_MAX || scripts.is_latin_whatever_follows(left) {
            break;
        }
    }
    match scripts {
        Scripts {
            latin,
            cyrillic,
            other,
            ..
        } if latin.max(cyrillic) <= other => Lang::Other,
        Scripts {
            latin, cyrillic, ..
        } if latin >= cyrillic => latin_language(text),
        Scripts { foreign, .. } if foreign > 0 => Lang::Other,
        Scripts { uzbek, .. } if uzbek > 0 => Lang::UzCyrl,
        _ => Lang::Ru,
    }
}

#[derive(Default)]
struct Scripts {
    latin: usize,
    cyrillic: usize,
    other: usize,
    /// Cyrillic letters that Uzbek has and Russian has not.
    uzbek: usize,
    /// Cyrillic letters that neither has: Kazakh, Kyrgyz, Tajik.
    foreign: usize,
}

impl Scripts {
    fn letters(&self) -> usize {
        self.latin + self.cyrillic + self.other
    }

    /// Whether so many letters more, all of other scripts, would change nothing.
    fn is_latin_whatever_follows(&self, letters: usize) -> bool {
        self.latin > self.cyrillic + self.other + letters
    }

    fn count_word(&mut self, word: &str, plain: bool) {
        if plain {
            let letters = word.bytes().filter(u8::is_ascii_alphabetic);
            self.latin += letters.count();
        } else {
            let letters = word.chars().filter(|letter| letter.is_alphabetic());
            letters.for_each(|letter| self.count(letter));
        }
    }

    fn count(&mut self, letter: char) {
        match letter.to_lowercase().next().unwrap_or(letter) {
            'a'..='z' | '\u{df}'..='\u{24f}' => self.latin += 1,
            '\u{2b0}'..='\u{2ff}' => {}
            lower @ '\u{400}'..='\u{52f}' => {
                self.cyrillic += 1;
                self.uzbek += usize::from(matches!(lower, 'ў' | 'қ' | 'ғ' | 'ҳ'));
                self.foreign += usize::from(matches!(
                    lower,
                    'ә' | 'ө' | 'ү' | 'ұ' | 'і' | 'ң' | 'һ' | 'ҷ' | 'ӣ' | 'ӯ' | 'җ'
                ));
            }
            _ => self.other += 1,
        }
    }
}

fn latin_language(text: &Analysed<'_>) -> Lang {
    let tokens = 0..text.tokens().len();
    let words = tokens.filter(|token| !text.folded(*token).is_empty());
    let (mut english, mut uzbek) = (0_usize, 0);
    let frequent = &*FREQUENT;
    let words_max = text.tokens().len().min(WORDS_MAX);
    for (read, token) in words.take(words_max).enumerate() {
        let (folded, word) = (text.folded(token), text.word(token));
        // Folding leaves out apostrophes: a word that has one is longer.
        let marked = word.len() > folded.len() && has_uzbek_letter(word);
        let frequent = frequent.of_token(text, token);
        english += usize::from(frequent == Some(&Lang::En));
        uzbek += usize::from(frequent == Some(&Lang::Uz) || marked);
        // The words that are left could not turn it any more.
        if english.abs_diff(uzbek) > words_max - read {
            break;
        }
    }
    match (english, uzbek) {
        (0, 0) => Lang::Other,
        _ if uzbek > english => Lang::Uz,
        _ => Lang::En,
    }
}

/// Whether a word has oʻ or gʻ before another letter, as `boʻldi` has and `Obama's` has not.
pub(super) fn has_uzbek_letter(word: &str) -> bool {
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let marked = letters
            .next_if(|next| super::fold::is_apostrophe(*next))
            .is_some();
        if marked
            && matches!(letter, 'o' | 'O' | 'g' | 'G')
            && letters.peek().is_some_and(|next| next.is_alphabetic())
        {
            return !word.ends_with("'s") && !word.ends_with("’s");
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(language(text).as_str(), expected, "{text}");
    }

    #[test]
    fn tells_the_languages_of_the_region() {
        check("Troops trained near Termez.", "en");
        check("Chicago's mayor met Obama's envoy in Osh.", "en");
        check("Войска провели учения под Термезом.", "ru");
        check("Fargʻonada yer silkindi", "uz");
        check("Andijon viloyatida suv toshqini", "uz");
        check("Андижонда йиғилиш бўлди", "uz-Cyrl");
        check("Қазақстан мен Өзбекстан", "und");
        check("انفجار در مزار شریف", "und");
        check("Khanabad", "und");
        check("", "und");
        check("12 — 34", "und");
    }

    #[test]
    fn reads_tags_with_region_and_script() {
        let read = ["en-GB", "RU", "uz", "uz-Cyrl-UZ", "uz_Cyrl", "kk", ""].map(Lang::of_tag);
        assert_eq!(
            read.map(Lang::as_str),
            ["en", "ru", "uz", "uz-Cyrl", "uz-Cyrl", "und", "und"]
        );
    }
}

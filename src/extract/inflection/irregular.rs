//! Verbs that no rule inflects: `geodata/irregular.tsv`.

use std::{collections::HashSet, sync::LazyLock};

use crate::extract::{
    lexicon::Tongue,
    table::{TableError, rows},
};

static IRREGULAR: LazyLock<Verbs> = LazyLock::new(|| {
    parse(include_str!("../../../geodata/irregular.tsv"))
        .expect("a unit test reads the bundled table")
});

#[derive(Debug, Default)]
struct Verbs {
    verbs: Vec<Verb>,
    english: HashSet<Box<str>>,
}

/// A verb, or the end of several.
#[derive(Debug)]
struct Verb {
    tongue: Tongue,
    lemma: Box<str>,
    forms: Vec<Box<str>>,
}

fn parse(text: &str) -> Result<Verbs, TableError> {
    let mut read = Verbs::default();
    for row in rows::<3>("irregular.tsv", text) {
        let row = row?;
        let [lang, lemma, forms] = row.cells;
        let tongue = lang.parse().map_err(|reason: String| row.error(reason))?;
        let forms: Vec<Box<str>> = forms.split('|').map(Into::into).collect();
        if tongue == Tongue::En {
            read.english.extend(forms.iter().cloned());
        }
        read.verbs.push(Verb {
            tongue,
            lemma: lemma.into(),
            forms,
        });
    }
    Ok(read)
}

/// What stands before the end of a verb that the table knows, and the forms of that end. An English verb
/// is known as a whole.
pub(super) fn of(tongue: Tongue, lemma: &str) -> Option<(&str, &'static [Box<str>])> {
    let whole = |prefix: &str| tongue != Tongue::En || prefix.is_empty();
    let known = IRREGULAR.verbs.iter().filter_map(|verb| {
        let prefix = lemma.strip_suffix(&*verb.lemma)?;
        (verb.tongue == tongue && whole(prefix)).then_some((prefix, &*verb.forms))
    });
    known.min_by_key(|(prefix, _)| prefix.len())
}

/// Whether a word is an irregular form of an English verb.
pub(super) fn is_form(word: &str) -> bool {
    IRREGULAR.english.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_table_is_read() {
        parse(include_str!("../../../geodata/irregular.tsv")).expect("irregular.tsv");
    }
}

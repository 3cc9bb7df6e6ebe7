use crate::document::{Defaults, Document, Format, read};

/// The example reports that come with the program, in the order of their names: written for Zij, about
/// kinds of events that the region knows.
#[must_use]
pub fn examples() -> Vec<Document> {
    let read_one = |(name, text): &(&str, &str)| {
        let batch = read(
            text.as_bytes(),
            name,
            Format::Markdown,
            &Defaults::default(),
        );
        batch.map(|batch| batch.documents).unwrap_or_default()
    };
    EXAMPLES.iter().flat_map(read_one).collect()
}

macro_rules! bundled {
    ($($name:literal,)*) => {
        &[$((
            concat!($name, ".md"),
            include_str!(concat!("../../geodata/examples/", $name, ".md")),
        ),)*]
    };
}

const EXAMPLES: &[(&str, &str)] = bundled![
    "2005-11-khanabad",
    "2011-07-fargona",
    "2011-12-hairatan",
    "2011-12-zhanaozen",
    "2014-06-manas",
    "2016-06-qamchiq",
    "2017-10-forish",
    "2018-10-baikonur",
    "2020-05-sardoba",
    "2021-05-batken",
    "2021-08-harbmaydon",
    "2022-01-almaty",
    "2022-05-khorog",
    "2022-07-nukus",
    "2022-09-isfara",
    "2022-11-kempir-abad",
    "2024-04-floods",
    "2024-05-baghlan",
    "2024-05-barak",
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn every_example_is_read_with_title_day_language_and_source() {
        let examples = examples();
        let ids: BTreeSet<_> = examples.iter().map(|example| example.id.as_str()).collect();
        assert_eq!(
            (examples.len(), ids.len()),
            (EXAMPLES.len(), EXAMPLES.len())
        );
        let mut langs = BTreeMap::new();
        for example in &examples {
            assert!(
                example.title.is_some() && example.published.is_some(),
                "{example:?}"
            );
            assert_eq!(example.source.as_deref(), Some("Zij examples"));
            *langs
                .entry(example.lang.as_deref().unwrap_or_default())
                .or_insert(0) += 1;
        }
        let expected = BTreeMap::from([("en", 8), ("ru", 7), ("uz", 3), ("uz-Cyrl", 1)]);
        assert_eq!(langs, expected);
    }
}

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

const EXAMPLES: &[(&str, &str)] = &[];

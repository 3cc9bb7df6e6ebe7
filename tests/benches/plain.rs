//! The documents of `tests/gold` without their marks.

use std::{fs, io, path::Path};

/// The English ones, in the order of their names.
pub(crate) fn english() -> io::Result<Vec<String>> {
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let mut paths = Vec::new();
    for part in ["tune/en", "test/en"] {
        for entry in fs::read_dir(gold.join(part))? {
            paths.push(entry?.path());
        }
    }
    paths.sort();
    let texts = paths.iter().map(|path| {
        let text = unmarked(&fs::read_to_string(path)?);
        text.ok_or_else(|| io::Error::other(format!("{}: no gold document", path.display())))
    });
    texts.collect()
}

/// The text of a gold document, without its head, its marks and its events: `[[Osh|literal|..]]` is "Osh",
/// `{{1:closed}}` is "closed".
fn unmarked(gold: &str) -> Option<String> {
    let (_, rest) = gold.split_once("\n\n")?;
    let (mut rest, _) = rest.split_once("\nevents:\n")?;
    let mut text = String::with_capacity(rest.len());
    while let Some(at) = rest.find(['[', '{', '|', '}', ']']) {
        text.push_str(&rest[..at]);
        let mark = &rest[at..];
        rest = match mark.as_bytes() {
            [b'[', b'[', ..] | [b'}', b'}', ..] | [b']', b']', ..] => &mark[2..],
            [b'{', b'{', ..] => mark.split_once(':')?.1,
            [b'|', ..] => &mark[mark.find("]]")?..],
            _ => {
                text.push_str(&mark[..1]);
                &mark[1..]
            }
        };
    }
    Some(text + rest)
}

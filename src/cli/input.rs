//! Files and standard input, read as documents and records.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use crate::{
    document::{Batch, Defaults, Format, ReadError, read, read_in_batches},
    time::{Date, DateSpan},
};

/// What is said of inputs that do not say it themselves.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct About {
    /// Day of publication of documents that have none, YYYY-MM-DD
    #[arg(long, value_name = "DAY", value_parser = day)]
    published: Option<Date>,
    /// Language of documents that do not state theirs: en, ru, uz or uz-Cyrl; told from the text if not given
    #[arg(long)]
    lang: Option<String>,
    /// Who published the documents; the file's name if not given
    #[arg(long)]
    source: Option<String>,
    /// Where the documents were published
    #[arg(long, value_name = "URL")]
    source_url: Option<String>,
    /// Format of the inputs; told from their names and content if not given: text, markdown, html, csv,
    /// geojson or jsonl
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    format: Option<Format>,
}

fn day(text: &str) -> Result<Date, String> {
    let span = DateSpan::parse_edtf(text).map_err(|error| error.to_string())?;
    let day = span.known_day();
    day.ok_or_else(|| format!("date is {text:?}, expected YYYY-MM-DD"))
}

fn format(word: &str) -> Result<Format, String> {
    let expected = || format!("format is {word:?}, expected {}", Format::NAMES);
    Format::of_word(word).ok_or_else(expected)
}

/// Reads an input; what cannot be read at all is one refusal.
pub(super) fn read_input(path: &Path, about: &About) -> Batch {
    let name = path.display().to_string();
    try_read(path, &name, about).unwrap_or_else(|error| Batch {
        refused: vec![error.refusal(&name)],
        ..Batch::default()
    })
}

/// Reads the documents of an input one by one, so that many need no more memory than one; `pass` says
/// whether to go on. What keeps the input from being read further is refused.
pub(super) fn read_one_by_one(
    path: &Path,
    about: &About,
    pass: &mut dyn FnMut(Batch) -> ControlFlow<()>,
) {
    let name = path.display().to_string();
    let mut read = || -> Result<(), ReadError> {
        let (input, format) = formatted(path, &name, about)?;
        read_in_batches(input, &name, format, &defaults(about), 1, pass)
    };
    match read() {
        Ok(()) | Err(ReadError::Stopped) => {}
        Err(error) => {
            let refused = vec![error.refusal(&name)];
            let _ = pass(Batch {
                refused,
                ..Batch::default()
            });
        }
    }
}

fn try_read(path: &Path, name: &str, about: &About) -> Result<Batch, ReadError> {
    let (input, format) = formatted(path, name, about)?;
    read(input, name, format, &defaults(about))
}

/// An input with its format, which its first bytes tell if nobody says it.
fn formatted(
    path: &Path,
    name: &str,
    about: &About,
) -> Result<(Box<dyn BufRead>, Format), ReadError> {
    let input = open(path)?;
    if let Some(format) = about.format {
        return Ok((input, format));
    }
    let (head, input) = headed(input)?;
    Ok((Box::new(input), Format::of(name, None, &head)?))
}

fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    Ok(Box::new(BufReader::new(File::open(path)?)))
}

/// The first bytes of an input, and the input with them put back.
fn headed(mut input: Box<dyn BufRead>) -> io::Result<(Vec<u8>, impl BufRead)> {
    let mut head = Vec::new();
    input
        .by_ref()
        .take(Format::HEAD_BYTES as u64)
        .read_to_end(&mut head)?;
    Ok((head.clone(), io::Cursor::new(head).chain(input)))
}

fn defaults(about: &About) -> Defaults {
    Defaults {
        published: about.published,
        lang: about.lang.clone(),
        source: about.source.clone(),
        source_url: about.source_url.clone(),
    }
}

/// The name of a list: its file's name without folder and extension.
pub(super) fn dataset(path: &Path) -> String {
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    stem.filter(|stem| stem != "-")
        .unwrap_or_else(|| "input".to_owned())
}

/// The inputs, standard input if none is named.
pub(super) fn named(inputs: &[PathBuf]) -> Vec<PathBuf> {
    if inputs.is_empty() {
        vec![PathBuf::from("-")]
    } else {
        inputs.to_vec()
    }
}

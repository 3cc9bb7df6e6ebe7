//! `zij watch`: what is new at web addresses and in folders, taken again and again.

use std::{
    collections::HashMap,
    error::Error,
    fs,
    io::{self, Cursor, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
    time::{Duration, Instant, SystemTime},
};

use super::{
    fetch::{Fetched, Fetcher, Validators},
    import::Import,
    input::{About, Input},
    store::StoreArgs,
};
use crate::store::GeoPackage;

/// Who stands in the revisions of what is found.
const WHO: &str = "zij watch";

/// The shortest time between two requests to one address, in seconds.
const EVERY_S_MIN: u64 = 60;

/// How many times longer a source that fails again and again is left alone, at most.
const PATIENCE_MAX: u32 = 32;

/// What is told to `zij watch`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Web addresses of feeds or pages, and folders of reports and event lists
    #[arg(value_name = "URL|FOLDER", required = true)]
    sources: Vec<String>,
    /// How many seconds pass between two looks; at least 60 for a web address
    #[arg(long, value_name = "SECONDS", default_value_t = 900)]
    every: u64,
    /// Look once and stop
    #[arg(long)]
    once: bool,
    #[command(flatten)]
    about: About,
    #[command(flatten)]
    store: StoreArgs,
}

/// Looks at every source when its time has come, and goes on whatever fails, until it is stopped.
///
/// # Errors
///
/// When the store cannot be opened or written.
pub(super) fn run(args: &Args, words: &mut impl Write) -> Result<ExitCode, Box<dyn Error>> {
    let store = args.store.open()?;
    let fetcher = Fetcher::new();
    let mut watched: Vec<Watched> = args.sources.iter().map(|it| Watched::new(it)).collect();
    loop {
        for source in &mut watched {
            if source.due <= Instant::now() {
                source.look(args, &store, &fetcher, words)?;
            }
        }
        if args.once {
            let failed = watched.iter().filter(|source| source.failures > 0).count();
            return Ok(super::exit_code(watched.len() - failed, failed));
        }
        let next = watched.iter().map(|source| source.due).min();
        if let Some(next) = next {
            thread::sleep(next.saturating_duration_since(Instant::now()));
        }
    }
}

enum Source {
    Address(String),
    Folder(PathBuf),
}

/// The state of a file when it was read: its length and the time of its last change.
type FileState = (u64, Option<SystemTime>);

struct Watched {
    source: Source,
    due: Instant,
    /// How many looks have failed since the last that did not.
    failures: u32,
    /// The files that have been read.
    seen: HashMap<PathBuf, FileState>,
}

impl Watched {
    fn new(source: &str) -> Self {
        let is_address = source.starts_with("http://") || source.starts_with("https://");
        Self {
            source: if is_address {
                Source::Address(source.to_owned())
            } else {
                Source::Folder(PathBuf::from(source))
            },
            due: Instant::now(),
            failures: 0,
            seen: HashMap::new(),
        }
    }

    fn look(
        &mut self,
        args: &Args,
        store: &GeoPackage,
        fetcher: &Fetcher,
        words: &mut impl Write,
    ) -> Result<(), Box<dyn Error>> {
        let every = Duration::from_secs(args.every);
        let looked = match &self.source {
            Source::Address(address) => look_at_address(address, args, store, fetcher, words)?,
            Source::Folder(folder) => look_into(folder, &mut self.seen, args, store, words)?,
        };
        let every = match self.source {
            Source::Address(_) => every.max(Duration::from_secs(EVERY_S_MIN)),
            Source::Folder(_) => every,
        };
        let wait = match looked {
            Looked::Done => {
                self.failures = 0;
                every
            }
            Looked::Failed { name, reason, wait } => {
                self.failures += 1;
                let patient = every * 2_u32.saturating_pow(self.failures).min(PATIENCE_MAX);
                let wait = wait.map_or(patient, |asked| asked.max(every));
                let seconds = wait.as_secs();
                writeln!(
                    words,
                    "{name}: {reason}; the next look is in {seconds} seconds"
                )?;
                wait
            }
        };
        self.due = Instant::now() + wait;
        Ok(())
    }
}

enum Looked {
    Done,
    Failed {
        name: String,
        reason: String,
        wait: Option<Duration>,
    },
}

fn look_at_address(
    address: &str,
    args: &Args,
    store: &GeoPackage,
    fetcher: &Fetcher,
    words: &mut impl Write,
) -> Result<Looked, Box<dyn Error>> {
    let key = format!("watch {address}");
    let known = store.remembered(&key)?;
    let known = known.and_then(|json| serde_json::from_str(&json).ok());
    let known: Validators = known.unwrap_or_default();
    match fetcher.fetch(address, &known) {
        Fetched::Unchanged => Ok(Looked::Done),
        Fetched::Failed { reason, wait } => Ok(Looked::Failed {
            name: address.to_owned(),
            reason,
            wait,
        }),
        Fetched::Changed {
            bytes,
            media_type,
            validators,
        } => {
            let about = args.about.at(address);
            let name = address.to_owned();
            let input = Box::new(Cursor::new(bytes));
            let input = Input::of(name, input, media_type.as_deref(), &about);
            let mut import = Import::into(store, args.store.gazetteer()?, WHO, words);
            match input {
                Ok(input) => import.take(input, &list(address))?,
                Err(error) => {
                    return Ok(Looked::Failed {
                        name: address.to_owned(),
                        reason: error.to_string(),
                        wait: None,
                    });
                }
            }
            let (report, refused) = import.outcome();
            store.remember(&key, &serde_json::to_string(&validators)?)?;
            writeln!(words, "{address}: {}", report.taken.with_refused(refused))?;
            Ok(Looked::Done)
        }
    }
}

/// The name of a list at an address: its last part without what follows a `?`.
fn list(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let last = path.trim_end_matches('/').rsplit('/').next();
    last.unwrap_or(path).to_owned()
}

fn look_into(
    folder: &Path,
    seen: &mut HashMap<PathBuf, FileState>,
    args: &Args,
    store: &GeoPackage,
    words: &mut impl Write,
) -> Result<Looked, Box<dyn Error>> {
    let files = match files(folder) {
        Ok(files) => files,
        Err(error) => {
            return Ok(Looked::Failed {
                name: folder.display().to_string(),
                reason: format!("cannot be read: {error}"),
                wait: None,
            });
        }
    };
    for (path, state) in files {
        if seen.get(&path) == Some(&state) {
            continue;
        }
        if !is_whole(&path, &state) {
            let name = path.display();
            writeln!(
                words,
                "{name}: is still being written; it is left for the next look"
            )?;
            continue;
        }
        let mut import = Import::into(store, args.store.gazetteer()?, WHO, words);
        import.take_file(&path, &args.about)?;
        let (report, refused) = import.outcome();
        let name = path.display();
        writeln!(words, "{name}: {}", report.taken.with_refused(refused))?;
        seen.insert(path, state);
    }
    Ok(Looked::Done)
}

/// How long a file has not changed that is taken to be whole, in milliseconds.
const SETTLED_MS: u64 = 1_000;

/// Whether nobody seems to be writing the file: it was last changed a while ago, or does not change while one
/// waits that long.
fn is_whole(path: &Path, state: &FileState) -> bool {
    let settled = Duration::from_millis(SETTLED_MS);
    let age = state.1.and_then(|changed| changed.elapsed().ok());
    if age.is_some_and(|age| age >= settled) {
        return true;
    }
    thread::sleep(settled);
    let now = fs::metadata(path).ok();
    now.is_some_and(|now| (now.len(), now.modified().ok()) == *state)
}

/// The files of a folder, by name; those whose name begins with a dot are still being written.
fn files(folder: &Path) -> io::Result<Vec<(PathBuf, FileState)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let about = entry.metadata()?;
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        if about.is_file() && !is_hidden {
            files.push((entry.path(), (about.len(), about.modified().ok())));
        }
    }
    files.sort();
    Ok(files)
}

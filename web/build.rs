//! Builds the page into `web/dist`, where the binary embeds it from.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

/// What the page is made of, beside this file.
const SOURCES: [&str; 7] = [
    "web/src",
    "web/index.html",
    "web/api.html",
    "web/package.json",
    "web/package-lock.json",
    "web/tsconfig.json",
    "web/vite.config.ts",
];

/// The digest of the sources that `web/dist` was built from.
const STAMP: &str = "web/dist/sources.digest";

/// Runs npm if the page in `web/dist` is not made of the present sources.
pub(crate) fn build() -> Result<(), String> {
    for path in SOURCES.iter().chain(&["web/build.rs", STAMP]) {
        println!("cargo::rerun-if-changed={path}");
    }
    let (digest, newest) =
        survey().map_err(|error| format!("the sources in web/ cannot be read: {error}"))?;
    if fs::read_to_string(STAMP).is_ok_and(|built| built == digest) {
        return Ok(());
    }
    // No package runs a program of its own here: one of them would report the installation.
    npm(&[
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ])?;
    npm(&["run", "build"])?;
    stamp(&digest, newest).map_err(|error| format!("{STAMP} cannot be written: {error}"))
}

/// The digest of all sources, and when the newest was changed.
fn survey() -> io::Result<(String, SystemTime)> {
    let mut files = Vec::new();
    for source in SOURCES {
        collect(Path::new(source), &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    let mut newest = SystemTime::UNIX_EPOCH;
    for file in files {
        file.hash(&mut hasher);
        fs::read(&file)?.hash(&mut hasher);
        newest = newest.max(fs::metadata(&file)?.modified()?);
    }
    Ok((format!("{:016x}", hasher.finish()), newest))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_file() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        collect(&entry?.path(), files)?;
    }
    Ok(())
}

/// Writes the stamp as old as the newest source: were it newer than this run, Cargo would take it for
/// a change and build everything once more.
fn stamp(digest: &str, newest: SystemTime) -> io::Result<()> {
    fs::write(STAMP, digest)?;
    fs::File::options()
        .write(true)
        .open(STAMP)?
        .set_modified(newest)
}

fn npm(arguments: &[&str]) -> Result<(), String> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let output = Command::new(program).args(arguments).current_dir("web").output().map_err(|error| {
        format!(
            "the page in web/ is built by npm, which cannot be run ({error}): install Node.js 20.19 or newer, \
             which brings npm, and build again"
        )
    })?;
    if output.status.success() {
        return Ok(());
    }
    let words =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    Err(format!(
        "npm {} failed in web/: {}",
        arguments.join(" "),
        words.concat().trim()
    ))
}

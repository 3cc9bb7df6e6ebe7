//! The commands that read and write files, run as a user runs them.

mod examples;
mod export;
mod gazetteer;
mod geoparse;
mod ingest;
mod watch;

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Output, Stdio},
};

use tempfile::TempDir;

use crate::process::zij;

/// A folder with files and a store of its own.
pub(crate) struct Desk(TempDir);

/// What a command answered: exit code, standard output, standard error.
#[derive(Debug, PartialEq)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) words: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.0.path().join(name), content).unwrap();
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs the command in the folder with the words as standard input.
    pub(crate) fn run(&self, args: &[&str], input: impl AsRef<[u8]>) -> Said {
        let mut command = zij(args);
        command.current_dir(self.path());
        let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = pipes.stderr(Stdio::piped()).spawn().unwrap();
        // A command that does not read its input closes the pipe early, which is no failure.
        let _ = child.stdin.take().unwrap().write_all(input.as_ref());
        said(child.wait_with_output().unwrap())
    }
}

fn said(output: Output) -> Said {
    Said {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        words: String::from_utf8(output.stderr).unwrap(),
    }
}

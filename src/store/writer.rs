//! The one thread that writes: it takes whatever is waiting into one transaction, so that writers who
//! come at the same time share one wait for the disk.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread::{self, JoinHandle},
};

use rusqlite::Connection;

use super::StoreError;

/// How many waiting pieces of work share one transaction.
const BATCH_MAX: usize = 64;

/// How many pieces of work may wait before those who bring more must wait themselves.
const WAITING_MAX: usize = 256;

type Answer = Box<dyn FnOnce(Result<(), StoreError>) + Send>;
type Work = Box<dyn FnOnce(Result<&Connection, StoreError>) -> Answer + Send>;

/// The writing end of a store; dropping it ends the thread after the work that is waiting.
#[derive(Debug)]
pub(super) struct Writer {
    work: Option<mpsc::SyncSender<Work>>,
    thread: Option<JoinHandle<()>>,
    path: PathBuf,
}

impl Writer {
    /// Starts the thread with its connection.
    pub(super) fn start(connection: Connection, path: &Path) -> Result<Self, StoreError> {
        let (work, waiting) = mpsc::sync_channel(WAITING_MAX);
        let at = path.to_owned();
        let thread = thread::Builder::new()
            .name("zij-writer".to_owned())
            .spawn(move || write_all(&connection, &waiting, &at))
            .map_err(|source| StoreError::File {
                doing: "start the writer of",
                path: path.to_owned(),
                source: Arc::new(source),
            })?;
        Ok(Self {
            work: Some(work),
            thread: Some(thread),
            path: path.to_owned(),
        })
    }

    /// Does the work within a transaction and returns once it is on the disk. Work that fails leaves
    /// nothing behind.
    pub(super) fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.begin(work)?.wait()
    }

    /// Lets the thread do the work, while the one who asked goes on.
    pub(super) fn begin<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<Writing<T>, StoreError> {
        let stopped = || StoreError::Stopped(self.path.clone());
        let (reply, answer) = mpsc::sync_channel(1);
        let path = self.path.clone();
        let work: Work = Box::new(move |connection| {
            let done = connection.and_then(|it| within_savepoint(it, &path, work));
            Box::new(move |committed| {
                // The one who asked may have left; the work is done all the same.
                let _ = reply.send(committed.and(done));
            })
        });
        let waiting = self.work.as_ref().ok_or_else(stopped)?;
        waiting.send(work).ok().ok_or_else(stopped)?;
        Ok(Writing {
            answer,
            path: self.path.clone(),
        })
    }
}

/// Work that the writer does.
pub(super) struct Writing<T> {
    answer: mpsc::Receiver<Result<T, StoreError>>,
    path: PathBuf,
}

impl<T> Writing<T> {
    /// Waits until the work is on the disk.
    pub(super) fn wait(self) -> Result<T, StoreError> {
        let stopped = |_gone| Err(StoreError::Stopped(self.path));
        self.answer.recv().unwrap_or_else(stopped)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.work = None;
        if let Some(thread) = self.thread.take() {
            // A panic of the thread has been reported to those who waited for it.
            let _ = thread.join();
        }
    }
}

fn write_all(connection: &Connection, waiting: &mpsc::Receiver<Work>, path: &Path) {
    while let Ok(first) = waiting.recv() {
        let more = waiting.try_iter().take(BATCH_MAX - 1);
        write_batch(connection, std::iter::once(first).chain(more), path);
    }
}

fn write_batch(connection: &Connection, batch: impl Iterator<Item = Work>, path: &Path) {
    let run = |sql: &str, doing| {
        let done = connection.execute_batch(sql);
        done.map_err(|source| StoreError::database(doing, path, source))
    };
    let begun = run("BEGIN IMMEDIATE", "begin to write");
    let answers: Vec<Answer> = batch
        .map(|work| work(begun.clone().map(|()| connection)))
        .collect();
    let committed = begun.and_then(|()| run("COMMIT", "commit what was written"));
    if committed.is_err() {
        // The failed step may have rolled back by itself; then there is nothing left to roll back.
        let _ = connection.execute_batch("ROLLBACK");
    }
    for answer in answers {
        answer(committed.clone());
    }
}

/// Does the work so that it leaves nothing behind if it fails.
fn within_savepoint<T>(
    connection: &Connection,
    path: &Path,
    work: impl FnOnce(&Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let run = |sql: &str| {
        let done = connection.execute_batch(sql);
        done.map_err(|source| StoreError::database("write", path, source))
    };
    run("SAVEPOINT work")?;
    let done = work(connection);
    if done.is_err() {
        run("ROLLBACK TO work")?;
    }
    run("RELEASE work")?;
    done
}

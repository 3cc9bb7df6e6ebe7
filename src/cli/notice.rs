use std::{
    io::Read,
    sync::mpsc,
    thread::{self, JoinHandle},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long work goes on without a word, in milliseconds.
const SILENT_MS: u64 = 1_000;

/// How often the sign of life moves, in milliseconds.
const TICK_MS: u64 = 100;

/// What is shown of work whose length is known.
const WITH_LENGTH: &str = "{spinner} {msg} {bar:24} {bytes} of {total_bytes}, {eta} left";

/// What is shown of work whose length is not known.
const WITHOUT_LENGTH: &str = "{spinner} {msg} {bytes}";

/// What goes on, said on standard error from the second second until it is dropped.
pub(super) struct Notice {
    bar: ProgressBar,
    done: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Notice {
    /// Begins work on so many bytes, if their number is known.
    pub(super) fn of(what: &'static str, bytes: Option<u64>) -> Self {
        let bar = bytes.map_or_else(ProgressBar::no_length, ProgressBar::new);
        bar.set_draw_target(ProgressDrawTarget::hidden());
        let template = bytes.map_or(WITHOUT_LENGTH, |_| WITH_LENGTH);
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(what);
        let (done, ended) = mpsc::channel();
        let shown = bar.clone();
        Self {
            bar,
            done: Some(done),
            thread: Some(thread::spawn(move || show_if_long(&shown, &ended))),
        }
    }

    /// The input, whose bytes are counted as they are read.
    pub(super) fn counting<R: Read>(&self, input: R) -> impl Read + use<R> {
        self.bar.wrap_read(input)
    }
}

fn show_if_long(bar: &ProgressBar, ended: &mpsc::Receiver<()>) {
    let silence = Duration::from_millis(SILENT_MS);
    if ended.recv_timeout(silence) == Err(mpsc::RecvTimeoutError::Timeout) {
        bar.set_draw_target(ProgressDrawTarget::stderr());
        bar.enable_steady_tick(Duration::from_millis(TICK_MS));
        // The sender sends nothing; it is dropped when the work has ended.
        let _ = ended.recv();
    }
    bar.finish_and_clear();
}

impl Drop for Notice {
    fn drop(&mut self) {
        self.done = None;
        if let Some(thread) = self.thread.take() {
            // A notice that failed to be shown is no reason to fail.
            let _ = thread.join();
        }
    }
}

/// Does the work and, if it takes more than a second, says on standard error what is going on.
pub(super) fn while_doing<T>(what: &'static str, work: impl FnOnce() -> T) -> T {
    let _notice = Notice::of(what, None);
    work()
}

use std::{sync::mpsc, thread, time::Duration};

use indicatif::ProgressBar;

/// How long work goes on without a word, in milliseconds.
const SILENT_MS: u64 = 1_000;

/// How often the sign of life moves, in milliseconds.
const TICK_MS: u64 = 100;

/// Does the work and, if it takes more than a second, says on standard error what is going on.
pub(super) fn while_doing<T>(what: &'static str, work: impl FnOnce() -> T) -> T {
    let (done, ended) = mpsc::channel::<()>();
    let notice = thread::spawn(move || {
        if ended.recv_timeout(Duration::from_millis(SILENT_MS))
            == Err(mpsc::RecvTimeoutError::Timeout)
        {
            let spinner = ProgressBar::new_spinner().with_message(what);
            spinner.enable_steady_tick(Duration::from_millis(TICK_MS));
            // The sender sends nothing; it is dropped when the work has ended.
            let _ = ended.recv();
            spinner.finish_and_clear();
        }
    });
    let outcome = work();
    drop(done);
    // A notice that failed to be shown is no reason to fail.
    let _ = notice.join();
    outcome
}

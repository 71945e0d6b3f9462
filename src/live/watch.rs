use super::handle::Live;
use super::watcher::{Report, Watcher};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A thread that watches a file. Dropping it stops the thread, after the look it is at.
#[derive(Debug)]
#[must_use = "the file is watched as long as this is kept"]
pub struct Watch {
    /// Nothing is ever sent: the thread sees that it is gone.
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Live {
    /// Looks at the file at `path` at once and then each time `every` has passed, 10 ms at least, activates what is new
    /// there, and tells what came of it. What fails is tried again: see [`Report::Failed`].
    ///
    /// It looks at the file rather than waiting for the system's notices, which do not come from every kind of disk, nor
    /// when a link on the way is changed. The file should be put in place whole, by renaming; one that is being written is
    /// refused until it is whole. A panic in `tell` goes no further.
    pub fn watch(
        &self,
        path: impl Into<PathBuf>,
        every: Duration,
        mut tell: impl FnMut(Report) + Send + 'static,
    ) -> io::Result<Watch> {
        let every = every.max(Duration::from_millis(10));
        let mut watcher = Watcher::new(self.clone(), path);
        let (stop, stopped) = channel::<()>();
        let thread = thread::Builder::new().name("enroute-watch".to_owned()).spawn(move || {
            loop {
                if let Some(report) = watcher.look() {
                    // A host that cannot tell of a bundle shall still get the next one.
                    let _ = catch_unwind(AssertUnwindSafe(|| tell(report)));
                }
                if stopped.recv_timeout(every) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
            }
        })?;
        Ok(Watch { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A thread that has panicked in what it was given to tell has stopped too.
            let _ = thread.join();
        }
    }
}

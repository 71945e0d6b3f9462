use super::active::Active;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

/// Takes bundles that somebody is done with: the last holder of a large one would have to free it, and that holder should
/// not be a thread that decides.
#[derive(Debug)]
pub(super) struct Reaper(Option<Sender<Arc<Active>>>);

impl Reaper {
    /// Where no thread can be started, whoever is done with a bundle frees it.
    pub(super) fn new() -> Self {
        let (sender, receiver) = channel();
        let thread = thread::Builder::new().name("enroute-reaper".to_owned());
        let started = thread.spawn(move || receiver.into_iter().for_each(drop));
        Self(started.is_ok().then_some(sender))
    }

    pub(super) fn take(&self, done: Arc<Active>) {
        if let Some(sender) = &self.0 {
            // A thread that is gone gives it back, and it is freed here.
            drop(sender.send(done));
        }
    }
}

use super::active::Active;
use super::handle::Live;
use crate::bundle::Bundle;
use crate::item::{Frame, Item, ItemError, ReadOptions, Reader};
use crate::vm::{Decision, Facts, Machine, TraceLevel};
use std::sync::Arc;

/// A thread's way to the bundle in force.
#[derive(Debug)]
pub struct Worker {
    live: Live,
    /// None only while it is exchanged.
    held: Option<Arc<Active>>,
}

impl Worker {
    pub(super) fn new(live: Live) -> Self {
        let held = Some(live.active());
        Self { live, held }
    }

    /// Gives `work` a station for the bundle in force now. The station keeps that bundle to its end: a thread that decides
    /// for long asks [`Station::is_in_force`] between items, comes back when it is not, and calls this again.
    pub fn serve<R>(&mut self, work: impl FnOnce(&mut Station<'_>) -> R) -> R {
        let held = self.newest();
        let result = work(&mut Station::new(&held, &self.live));
        self.held = Some(held);
        result
    }

    fn newest(&mut self) -> Arc<Active> {
        match self.held.take() {
            Some(held) if held.generation() >= self.live.generation() => held,
            Some(old) => {
                self.live.done_with(old);
                self.live.active()
            }
            None => self.live.active(),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        if let Some(held) = self.held.take() {
            self.live.done_with(held);
        }
    }
}

/// Where one thread decides with one bundle: a reader, a frame and a machine, kept between items.
#[derive(Debug)]
pub struct Station<'b> {
    active: &'b Active,
    live: &'b Live,
    frame: Frame,
    machine: Machine<'b>,
}

impl<'b> Station<'b> {
    fn new(active: &'b Active, live: &'b Live) -> Self {
        Self { active, live, frame: active.reader().frame(), machine: Machine::new(active.bundle()) }
    }

    /// Whether its bundle is still the one in force. This costs no more than reading a number, so it may be asked before
    /// each item; ask once you have the item, not before you wait for one.
    #[must_use]
    pub fn is_in_force(&self) -> bool {
        // The bundle is exchanged before its number: a thread may have it a moment early.
        self.active.generation() >= self.live.generation()
    }

    /// Its bundle.
    #[must_use]
    pub fn bundle(&self) -> &'b Bundle {
        self.active.bundle()
    }

    /// Decides an item. The decision names the digest of the bundle.
    pub fn decide(&mut self, item: &Item, facts: &Facts) -> Result<Decision, ItemError> {
        self.active.reader().item(item, &ReadOptions::default(), &mut self.frame)?;
        Ok(self.machine.decide(&mut self.frame, facts, TraceLevel::Off))
    }

    /// The same of an item in JSON.
    pub fn decide_json(
        &mut self,
        json: &[u8],
        options: &ReadOptions<'_>,
        facts: &Facts,
        trace: TraceLevel,
    ) -> Result<Decision, ItemError> {
        self.active.reader().json(json, options, &mut self.frame)?;
        Ok(self.machine.decide(&mut self.frame, facts, trace))
    }

    /// What it works with, for a host that wants less than a whole [`Decision`] of each item.
    pub fn parts(&mut self) -> (&'b Reader, &mut Frame, &mut Machine<'b>) {
        (self.active.reader(), &mut self.frame, &mut self.machine)
    }
}

use super::active::Active;
use super::error::ActivationError;
use super::reaper::Reaper;
use super::shelf::{Floor, Shelf};
use super::standing::Standing;
use super::station::Worker;
use super::terms::Terms;
use crate::item::{Item, ItemError};
use crate::trust::{Opened, Ratchet};
use crate::vm::{Decision, Facts};
use arc_swap::ArcSwap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The bundle in force. Clones are handles of the same one; it may be used from any thread.
#[derive(Debug, Clone)]
pub struct Live(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    active: ArcSwap<Active>,
    /// The generation of the bundle in force: what a thread looks at between two items.
    generation: AtomicU64,
    terms: Terms,
    /// One activation at a time.
    turn: Mutex<Turn>,
    /// Never held for long.
    counts: Mutex<Counts>,
    reaper: Reaper,
    alive: Arc<()>,
}

/// What an activation needs for itself.
#[derive(Debug)]
struct Turn {
    shelf: Option<Shelf>,
    /// The newest signed bundle that was taken.
    taken: Option<Ratchet>,
    generation: u64,
}

#[derive(Debug, Default)]
struct Counts {
    activations: u64,
    refusals: u64,
    failing: Option<ActivationError>,
}

impl Live {
    /// Starts with this bundle, and keeps none for the next start.
    pub fn start(bytes: &[u8], terms: Terms) -> Result<Self, ActivationError> {
        let opened = terms.open(bytes, None)?;
        Ok(Self::with(opened, terms, None, None))
    }

    pub(super) fn with(opened: Opened, terms: Terms, shelf: Option<Shelf>, taken: Option<Ratchet>) -> Self {
        let alive = Arc::new(());
        let turn = Turn { shelf, taken: newest(taken, &opened), generation: 0 };
        Self(Arc::new(Shared {
            active: ArcSwap::from_pointee(Active::new(opened, 0, &alive)),
            generation: AtomicU64::new(0),
            terms,
            turn: Mutex::new(turn),
            counts: Mutex::default(),
            reaper: Reaper::new(),
            alive,
        }))
    }

    /// Puts another bundle in force, once it is verified and, where one is kept, on the disk. Threads that decide go on with
    /// the one before until they ask again. Bytes that are in force already change nothing.
    ///
    /// Whoever calls this waits for the verification, and for another call of it; nobody else does.
    pub fn activate(&self, bytes: &[u8]) -> Result<Arc<Active>, ActivationError> {
        let done = self.exchange(bytes);
        let mut counts = self.counts();
        counts.refusals += u64::from(done.is_err());
        counts.failing = done.as_ref().err().cloned();
        done
    }

    fn exchange(&self, bytes: &[u8]) -> Result<Arc<Active>, ActivationError> {
        let Shared { terms, active, alive, .. } = &*self.0;
        let mut turn = locked(&self.0.turn);
        let opened = terms.open(bytes, turn.taken)?;
        let before = active.load_full();
        if before.is(&opened) {
            return Ok(before);
        }
        let taken = newest(turn.taken, &opened);
        let floor = opened.signed.zip(taken).map(|(signed, taken)| Floor { ratchet: taken, key: signed.key });
        let next = Arc::new(Active::new(opened, turn.generation + 1, alive));
        if let Some(shelf) = &turn.shelf {
            shelf.keep(bytes, floor.as_ref())?;
        }
        turn.taken = taken;
        turn.generation = next.generation();
        self.0.reaper.take(active.swap(Arc::clone(&next)));
        self.0.generation.store(next.generation(), Ordering::Release);
        self.counts().activations += 1;
        self.0.reaper.take(before);
        Ok(next)
    }

    /// Tells of an attempt that failed before there were bytes.
    pub(super) fn failed(&self, why: &ActivationError) {
        let mut counts = self.counts();
        counts.refusals += 1;
        counts.failing = Some(why.clone());
    }

    /// The bundle in force.
    #[must_use]
    pub fn active(&self) -> Arc<Active> {
        self.0.active.load_full()
    }

    /// For a thread that decides many items.
    #[must_use]
    pub fn worker(&self) -> Worker {
        Worker::new(self.clone())
    }

    /// Decides one item with the bundle in force. For many, have a [`Worker`].
    pub fn decide(&self, item: &Item, facts: &Facts) -> Result<Decision, ItemError> {
        self.active().bundle().decide(item, facts)
    }

    /// How the host stands. It waits for nobody.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let (counts, active) = (self.counts(), self.active());
        Standing {
            digest: Arc::clone(active.bundle().digest()),
            signed: active.signed().copied(),
            other_zones: active.bundle().other_zones().map(|other| other.to_string()),
            activations: counts.activations,
            refusals: counts.refusals,
            failing: counts.failing.clone(),
            in_memory: Arc::strong_count(&self.0.alive) - 1,
        }
    }

    /// On what terms bundles are taken.
    #[must_use]
    pub fn terms(&self) -> &Terms {
        &self.0.terms
    }

    pub(super) fn generation(&self) -> u64 {
        self.0.generation.load(Ordering::Acquire)
    }

    pub(super) fn done_with(&self, active: Arc<Active>) {
        self.0.reaper.take(active);
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        locked(&self.0.counts)
    }
}

/// A thread that panicked while it held this has left nothing half done: what is in force is exchanged in one step, after
/// all that may fail.
fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The newest of what was taken and this.
fn newest(taken: Option<Ratchet>, opened: &Opened) -> Option<Ratchet> {
    let next = opened.signed.map(Ratchet::after);
    match (taken, next) {
        (Some(taken), Some(next)) => Some(next.stricter(taken)),
        (taken, next) => taken.or(next),
    }
}

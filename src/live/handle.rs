use super::active::Active;
use super::error::ActivationError;
use super::reaper::Reaper;
use super::shelf::Shelf;
use super::standing::Standing;
use super::station::Worker;
use super::terms::Terms;
use crate::item::{Item, ItemError};
use crate::trust::{self, Opened, Ratchet};
use crate::vm::{Decision, Facts};
use arc_swap::ArcSwap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The bundle in force. Clones are handles of the same one; it may be used from any thread.
#[derive(Debug, Clone)]
pub struct Live(Arc<Shared>);

#[derive(Debug)]
pub(super) struct Shared {
    active: ArcSwap<Active>,
    /// The generation of the bundle in force: what a thread looks at between two items.
    generation: AtomicU64,
    terms: Terms,
    /// One activation at a time.
    turn: Mutex<Turn>,
    pub(super) reaper: Reaper,
    alive: Arc<()>,
}

/// What an activation changes beside the bundle.
#[derive(Debug)]
struct Turn {
    shelf: Option<Shelf>,
    ratchet: Ratchet,
    activations: u64,
    refusals: u64,
    failing: Option<ActivationError>,
}

impl Live {
    /// Starts with this bundle, and keeps none for the next start.
    pub fn start(bytes: &[u8], terms: Terms) -> Result<Self, ActivationError> {
        let opened = trust::open_within(bytes, &terms.trust, &terms.ratchet, &terms.limits)?;
        Ok(Self::with(opened, terms, None))
    }

    pub(super) fn with(opened: Opened, terms: Terms, shelf: Option<Shelf>) -> Self {
        let alive = Arc::new(());
        let ratchet = opened.signed.map_or(terms.ratchet, Ratchet::after);
        let turn = Turn { shelf, ratchet, activations: 0, refusals: 0, failing: None };
        Self(Arc::new(Shared {
            active: ArcSwap::from_pointee(Active::new(opened, 0, &alive)),
            generation: AtomicU64::new(0),
            terms,
            turn: Mutex::new(turn),
            reaper: Reaper::new(),
            alive,
        }))
    }

    /// Puts another bundle in force, once it is verified and, where one is kept, on the disk. Threads that decide go on with
    /// the one before until they ask again. Bytes that are in force already change nothing.
    ///
    /// Whoever calls this waits for the verification; nobody else does.
    pub fn activate(&self, bytes: &[u8]) -> Result<Arc<Active>, ActivationError> {
        let mut turn = self.turn();
        let done = self.exchange(&mut turn, bytes);
        turn.failing = done.as_ref().err().cloned();
        turn.refusals += u64::from(done.is_err());
        done
    }

    fn exchange(&self, turn: &mut Turn, bytes: &[u8]) -> Result<Arc<Active>, ActivationError> {
        let Shared { terms, active, .. } = &*self.0;
        let ratchet = if terms.may_go_back { Ratchet::default() } else { turn.ratchet };
        let opened = trust::open_within(bytes, &terms.trust, &ratchet, &terms.limits)?;
        let before = active.load_full();
        if before.is(&opened) {
            return Ok(before);
        }
        if let Some(shelf) = &turn.shelf {
            shelf.keep(bytes)?;
        }
        turn.ratchet = opened.signed.map_or(turn.ratchet, Ratchet::after);
        turn.activations += 1;
        let next = Arc::new(Active::new(opened, turn.activations, &self.0.alive));
        let old = active.swap(Arc::clone(&next));
        self.0.generation.store(turn.activations, Ordering::Release);
        drop(before);
        self.0.reaper.take(old);
        Ok(next)
    }

    /// Tells of an attempt that failed before there were bytes.
    pub(super) fn failed(&self, why: &ActivationError) {
        let mut turn = self.turn();
        turn.refusals += 1;
        turn.failing = Some(why.clone());
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

    /// How the host stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let turn = self.turn();
        let active = self.active();
        Standing {
            digest: Arc::clone(active.bundle().digest()),
            signed: active.signed().copied(),
            activations: turn.activations,
            refusals: turn.refusals,
            failing: turn.failing.clone(),
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

    /// A thread that panicked while it activated has left nothing half done: what is in force is exchanged in one step.
    fn turn(&self) -> MutexGuard<'_, Turn> {
        self.0.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

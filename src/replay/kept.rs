use rustc_hash::FxHasher;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

/// What is known by a key, for so many keys at most. Which keys are kept depends on the keys alone, so that any number of
/// hands, whatever each of them meets, keep the same ones: those of the lowest hashes. What is kept of a key was never let go
/// of meanwhile.
#[derive(Debug)]
pub(super) struct Kept<K, V> {
    most: usize,
    known: BTreeMap<(u64, K), V>,
}

impl<K: Ord + Hash, V> Kept<K, V> {
    pub(super) fn new(most: usize) -> Self {
        Self { most, known: BTreeMap::new() }
    }

    /// Adds what is known by a key to what was known by it before.
    pub(super) fn add(&mut self, key: K, value: V, both: impl FnOnce(&mut V, V)) {
        let mut hasher = FxHasher::default();
        key.hash(&mut hasher);
        self.put((hasher.finish(), key), value, both);
    }

    /// Adds what another keeps.
    pub(super) fn add_all(&mut self, other: Self, both: impl Fn(&mut V, V)) {
        for (key, value) in other.known {
            self.put(key, value, &both);
        }
    }

    fn put(&mut self, key: (u64, K), value: V, both: impl FnOnce(&mut V, V)) {
        match self.known.get_mut(&key) {
            Some(known) => both(known, value),
            None => drop(self.known.insert(key, value)),
        }
        if self.known.len() > self.most {
            self.known.pop_last();
        }
    }

    /// What is kept, in an order of its own.
    pub(super) fn into_all(self) -> impl Iterator<Item = (K, V)> {
        self.known.into_iter().map(|((_, key), value)| (key, value))
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &V> {
        self.known.values()
    }
}

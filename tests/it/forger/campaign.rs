//! Many bundles tampered with, and what came of them.

use super::bases::Base;
use super::changes::{Way, tampered};
use super::dice::Dice;
use super::host::{self, TENANT};
use enroute::Bundle;
use enroute::bundle::LoadError;
use enroute::bytecode::VerifyError;
use std::collections::BTreeMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Everything a host may do is done with one accepted bundle of so many.
const FULL: usize = 64;
/// How many mutations a thread takes at once.
const BATCH: u64 = 512;
/// No bundle of this size may take longer to be refused, or loaded and used.
const PATIENCE: Duration = Duration::from_secs(10);

/// What came of bundles that were tampered with.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    /// How many were thrown, and how many of them loaded, by the way they were tampered with.
    pub(crate) ways: BTreeMap<Way, [u64; 2]>,
    /// Why they were refused.
    pub(crate) refused: BTreeMap<&'static str, u64>,
    /// How many were put to everything a host may do.
    pub(crate) full: u64,
    /// The most steps that a decision took, of the share of its declared cost, in thousandths.
    pub(crate) dearest: u64,
    pub(crate) slowest: Duration,
}

/// A bundle that broke a promise, and how to make it again.
#[derive(Debug)]
pub(crate) struct Failure {
    seed: u64,
    base: String,
    what: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}: {}", self.base, self.what)?;
        write!(out, "again: cargo run --release --example forged -- --seed {} --mutations 1", self.seed)
    }
}

impl Tally {
    pub(crate) fn thrown(&self) -> u64 {
        self.ways.values().map(|[thrown, _]| thrown).sum()
    }

    fn add(&mut self, other: &Self) {
        for (way, [thrown, accepted]) in &other.ways {
            let own = self.ways.entry(*way).or_default();
            *own = [own[0] + thrown, own[1] + accepted];
        }
        for (why, count) in &other.refused {
            *self.refused.entry(why).or_default() += count;
        }
        self.full += other.full;
        self.dearest = self.dearest.max(other.dearest);
        self.slowest = self.slowest.max(other.slowest);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (way, [thrown, accepted]) in &self.ways {
            writeln!(
                out,
                "{:<28} {thrown:>12} thrown {accepted:>12} loaded",
                format!("{way:?}").to_lowercase()
            )?;
        }
        for (why, count) in &self.refused {
            writeln!(out, "refused: {why:<44} {count:>12}")?;
        }
        writeln!(out, "used in every way a host may: {}", self.full)?;
        writeln!(out, "the dearest decision took {} thousandths of its declared cost", self.dearest)?;
        write!(out, "the slowest bundle took {:?}", self.slowest)
    }
}

/// Tampers with bundles so many times, from a seed on.
pub(crate) fn run(
    bases: &[Base],
    seed: u64,
    mutations: u64,
    threads: usize,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Tally, Failure> {
    let items: Vec<_> = bases.iter().map(|base| host::items(base.bundle.schema(), 1)).collect();
    let (next, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    let work = || {
        let mut tally = Tally::default();
        while !stop.load(Ordering::Relaxed) {
            let first = next.fetch_add(BATCH, Ordering::Relaxed);
            if first >= mutations {
                break;
            }
            for number in first..mutations.min(first + BATCH) {
                let seed = seed.wrapping_add(number);
                if let Err(failure) = one(bases, &items, seed, &mut tally) {
                    stop.store(true, Ordering::Relaxed);
                    return Err(failure);
                }
            }
            progress(first);
        }
        Ok(tally)
    };
    let results: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let mut all = Tally::default();
    for result in results {
        all.add(&result?);
    }
    Ok(all)
}

/// The bundle of one seed: what is refused is counted, what loads is used.
fn one(bases: &[Base], items: &[Vec<String>], seed: u64, tally: &mut Tally) -> Result<(), Failure> {
    let mut dice = Dice::new(seed);
    let at = dice.below(bases.len());
    let base = &bases[at];
    let begun = Instant::now();
    let tried = catch_unwind(AssertUnwindSafe(|| tried(base, &items[at], &mut dice, tally)));
    let what = match tried {
        Ok(Ok(())) => None,
        Ok(Err(what)) => Some(what),
        Err(_) => Some("a panic".to_owned()),
    };
    let took = begun.elapsed();
    tally.slowest = tally.slowest.max(took);
    let what = what.or_else(|| (took > PATIENCE).then(|| format!("it took {took:?}")));
    what.map_or(Ok(()), |what| Err(Failure { seed, base: base.name.clone(), what }))
}

fn tried(base: &Base, items: &[String], dice: &mut Dice, tally: &mut Tally) -> Result<(), String> {
    let (way, bytes) = tampered(base, dice);
    let counts = tally.ways.entry(way).or_default();
    counts[0] += 1;
    let bundle = match Bundle::load_within(&bytes, &TENANT) {
        Ok(bundle) => bundle,
        Err(error) => {
            *tally.refused.entry(reason(&error)).or_default() += 1;
            return Ok(());
        }
    };
    if way == Way::Raw {
        // Some changes put there what stood there.
        return if bytes == base.bytes { Ok(()) } else { Err("a damaged file was loaded".to_owned()) };
    }
    counts[1] += 1;
    let some = dice.below(items.len());
    let steps = host::settle(&bundle, &items[some..items.len().min(some + 2)])?;
    tally.dearest = tally.dearest.max(steps * 1000 / bundle.program().program().cost.max(1));
    if dice.below(FULL) == 0 {
        tally.full += 1;
        host::all(&bundle, items)?;
    }
    Ok(())
}

/// Why a bundle was refused, in the name of the error.
pub(crate) fn reason(error: &LoadError) -> &'static str {
    match error {
        LoadError::NotABundle => "NotABundle",
        LoadError::Version { .. } => "Version",
        LoadError::Short { .. } => "Short",
        LoadError::Damaged { .. } => "Damaged",
        LoadError::Unreadable { .. } => "Unreadable",
        LoadError::Trailing { .. } => "Trailing",
        LoadError::SealVersion { .. } => "SealVersion",
        LoadError::Limit { name, .. } => name,
        LoadError::Refused(VerifyError::OutOfRange { .. }) => "Refused(OutOfRange)",
        LoadError::Refused(VerifyError::NotForward { .. }) => "Refused(NotForward)",
        LoadError::Refused(VerifyError::WrongKind { .. }) => "Refused(WrongKind)",
        LoadError::Refused(VerifyError::Misshapen { .. }) => "Refused(Misshapen)",
        LoadError::Refused(VerifyError::TableAsksTable { .. }) => "Refused(TableAsksTable)",
        LoadError::Refused(VerifyError::Zone { .. }) => "Refused(Zone)",
        LoadError::Refused(VerifyError::Pattern { .. }) => "Refused(Pattern)",
        LoadError::Refused(VerifyError::Patterns { .. }) => "Refused(Patterns)",
        LoadError::Refused(VerifyError::Misfiled) => "Refused(Misfiled)",
        LoadError::Refused(VerifyError::Cost) => "Refused(Cost)",
    }
}

/// All names that [`reason`] gives, but the limits and what limits are told as.
pub(crate) const REASONS: [&str; 14] = [
    "NotABundle",
    "Version",
    "Short",
    "Damaged",
    "Unreadable",
    "Refused(OutOfRange)",
    "Refused(NotForward)",
    "Refused(WrongKind)",
    "Refused(Misshapen)",
    "Refused(TableAsksTable)",
    "Refused(Zone)",
    "Refused(Pattern)",
    "Refused(Misfiled)",
    "Refused(Cost)",
];

//! Threads that decide as fast as they can, while good and bad bundles are brought.

use super::desk::{Version, by_digest, facts, items, signed, strict};
use super::histogram::Histogram;
use enroute::item::ReadOptions;
use enroute::live::{Live, Standing, Station};
use enroute::vm::TraceLevel;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// What is tried.
#[derive(Clone, Copy)]
pub(crate) struct Trial {
    pub(crate) deciders: usize,
    pub(crate) good: u32,
    pub(crate) bad: u32,
    /// In how long they are brought; half as long before and after, nothing is.
    pub(crate) time: Duration,
}

/// What came of it.
#[derive(Debug)]
pub(crate) struct Found {
    /// How many items were taken from the line, and how many decisions came of them.
    pub(crate) taken: u64,
    pub(crate) decided: u64,
    /// Whether the numbers of the items that were decided are all that were taken: their sums are alike.
    pub(crate) all: bool,
    /// How many decisions are not what the bundle that they name gives, or name none that was in force.
    pub(crate) wrong: u64,
    /// How many decisions each bundle made.
    pub(crate) by_bundle: BTreeMap<String, u64>,
    pub(crate) quiet: Histogram,
    pub(crate) busy: Histogram,
    /// At the end, when the threads are gone.
    pub(crate) standing: Standing,
    /// Bundles that should have been refused, and were not; and the other way round.
    pub(crate) misjudged: u64,
}

/// What the threads share.
struct Line<'t> {
    live: &'t Live,
    items: Vec<Vec<u8>>,
    versions: BTreeMap<&'t str, &'t Version>,
    next: AtomicU64,
    busy: AtomicBool,
    over: AtomicBool,
}

/// What one thread saw.
struct Seen {
    decided: u64,
    /// Of the numbers of the items that were decided.
    sum: u128,
    /// When the item before was done: what lies between two items is part of what an item waits.
    since: Instant,
    wrong: u64,
    by_bundle: BTreeMap<String, u64>,
    quiet: Histogram,
    busy: Histogram,
}

pub(crate) fn run(versions: &[Version], trial: Trial) -> Found {
    let host = Live::start(&signed(&versions[0].bytes, 1), strict()).unwrap();
    let line = Line {
        live: &host,
        items: items(),
        versions: by_digest(versions),
        next: AtomicU64::new(0),
        busy: AtomicBool::new(false),
        over: AtomicBool::new(false),
    };
    let (seen, misjudged) = thread::scope(|scope| {
        let deciders: Vec<_> = (0..trial.deciders).map(|_| scope.spawn(|| decide(&line))).collect();
        thread::sleep(trial.time / 2);
        line.busy.store(true, Ordering::Relaxed);
        let misjudged = bring(&host, versions, trial);
        line.busy.store(false, Ordering::Relaxed);
        thread::sleep(trial.time / 2);
        line.over.store(true, Ordering::Relaxed);
        (deciders.into_iter().map(|decider| decider.join().unwrap()).collect::<Vec<_>>(), misjudged)
    });
    let taken = line.next.load(Ordering::Relaxed);
    let mut found = Found {
        taken,
        decided: 0,
        all: seen.iter().map(|seen| seen.sum).sum::<u128>() == sum_below(taken),
        wrong: 0,
        by_bundle: BTreeMap::new(),
        quiet: Histogram::new(),
        busy: Histogram::new(),
        standing: settled(&host),
        misjudged,
    };
    for seen in &seen {
        found.add(seen);
    }
    found
}

/// The bundles that nobody decides with any more are freed by a thread of their own: it is given a moment.
fn settled(live: &Live) -> Standing {
    let patience = Instant::now();
    while live.standing().in_memory > 1 && patience.elapsed() < Duration::from_secs(5) {
        thread::sleep(Duration::from_millis(1));
    }
    live.standing()
}

/// Brings the bundles, the bad ones evenly among the good; gives how many were misjudged.
fn bring(live: &Live, versions: &[Version], trial: Trial) -> u64 {
    let (all, start) = (trial.good + trial.bad, Instant::now());
    let (mut revision, mut misjudged) = (1, 0);
    for number in 0..all {
        let is_bad = (number + 1) * trial.bad / all > number * trial.bad / all;
        let version = &versions[usize::try_from(number + 1).unwrap() % versions.len()];
        let bytes = if is_bad {
            spoilt(version, revision + 1, number)
        } else {
            revision += 1;
            signed(&version.bytes, revision)
        };
        let due = trial.time * number / all;
        thread::sleep(due.saturating_sub(start.elapsed()));
        misjudged += u64::from(live.activate(&bytes).is_ok() == is_bad);
    }
    thread::sleep(trial.time.saturating_sub(start.elapsed()));
    misjudged
}

/// A bundle that must not be taken: not signed, cut short, changed, too old, or nothing of the kind.
fn spoilt(version: &Version, revision: u64, number: u32) -> Vec<u8> {
    let mut bytes = signed(&version.bytes, revision);
    match number % 5 {
        0 => version.bytes.clone(),
        1 => bytes[..bytes.len() / 2].to_vec(),
        2 => {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            bytes
        }
        3 => signed(&version.bytes, 0),
        _ => b"hello".to_vec(),
    }
}

fn decide(line: &Line<'_>) -> Seen {
    let mut seen = Seen {
        decided: 0,
        sum: 0,
        since: Instant::now(),
        wrong: 0,
        by_bundle: BTreeMap::new(),
        quiet: Histogram::new(),
        busy: Histogram::new(),
    };
    let mut worker = line.live.worker();
    while !line.over.load(Ordering::Relaxed) {
        worker.serve(|station| {
            let before = seen.decided;
            while station.is_in_force() && !line.over.load(Ordering::Relaxed) {
                seen.one(line, station);
            }
            *seen.by_bundle.entry(station.bundle().digest().to_string()).or_default() +=
                seen.decided - before;
        });
    }
    seen
}

impl Seen {
    fn one(&mut self, line: &Line<'_>, station: &mut Station<'_>) {
        let number = line.next.fetch_add(1, Ordering::Relaxed);
        self.sum += u128::from(number);
        let number = usize::try_from(number).unwrap() % line.items.len();
        let options = ReadOptions::default();
        let decision = station.decide_json(&line.items[number], &options, &facts(), TraceLevel::Off).unwrap();
        let took = u64::try_from(self.since.elapsed().as_nanos()).unwrap();
        let times = if line.busy.load(Ordering::Relaxed) { &mut self.busy } else { &mut self.quiet };
        times.count(took);
        let version = line.versions.get(&*decision.bundle);
        self.wrong += u64::from(version.is_none_or(|version| version.decisions[number] != decision));
        self.decided += 1;
        self.since = Instant::now();
    }
}

/// Of all numbers below this.
fn sum_below(end: u64) -> u128 {
    u128::from(end) * u128::from(end.saturating_sub(1)) / 2
}

impl Found {
    fn add(&mut self, seen: &Seen) {
        self.decided += seen.decided;
        self.wrong += seen.wrong;
        for (bundle, count) in &seen.by_bundle {
            *self.by_bundle.entry(bundle.clone()).or_default() += count;
        }
        self.quiet.add(&seen.quiet);
        self.busy.add(&seen.busy);
    }
}

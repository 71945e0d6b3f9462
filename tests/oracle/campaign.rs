//! Many programs on several threads, until all are decided or one disagreement is found.

use super::census::Census;
use super::program;
use super::shrink;
use super::trial::{self, Files, Mismatch, Plan};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Programs of successive numbers, and what each of them decides.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Campaign {
    pub(crate) first: u64,
    pub(crate) programs: u64,
    /// Where to stop, if that comes sooner.
    pub(crate) decisions: u64,
    pub(crate) threads: usize,
    pub(crate) plan: Plan,
}

/// A disagreement, made as small as could be.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) seed: u64,
    pub(crate) files: Files,
    pub(crate) mismatch: Mismatch,
}

/// One of so many programs has long lists of rules, and decides so many times fewer items.
const LONG: u64 = 256;
const FEWER: usize = 10;

/// Of a program of that number: whether its lists are long.
pub(crate) fn is_long(seed: u64) -> bool {
    seed % LONG == LONG - 1
}

pub(crate) fn files_of(seed: u64) -> Files {
    program::throw(seed, is_long(seed)).files()
}

fn plan_of(seed: u64, plan: Plan) -> Plan {
    if is_long(seed) { Plan { items: plan.items.div_ceil(FEWER), ..plan } } else { plan }
}

/// What one program comes to. A panic is a disagreement too, and so is a program that does not compile.
pub(crate) fn one(files: &Files, seed: u64, plan: Plan, census: &mut Census) -> Option<Mismatch> {
    let mismatch = |what: String| Mismatch { item: String::new(), number: plan.items, what };
    match catch_unwind(AssertUnwindSafe(|| trial::run(files, seed, plan, census))) {
        Ok(Ok(found)) => found,
        Ok(Err(refused)) => Some(mismatch(format!("does not compile: {}", refused.0))),
        Err(panic) => {
            let said = panic.downcast_ref::<String>().cloned();
            let said = said.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string));
            Some(mismatch(format!("panics: {}", said.unwrap_or_default())))
        }
    }
}

impl Campaign {
    /// Runs it all, and says from time to time how far it came.
    pub(crate) fn run(self, progress: impl Fn(u64, u64) + Sync) -> Result<Census, Box<Failure>> {
        let (next, decided, over) = (AtomicU64::new(0), AtomicU64::new(0), AtomicBool::new(false));
        let failure = Mutex::new(None);
        let part = || {
            let mut census = Census::default();
            while !over.load(Ordering::Relaxed) && decided.load(Ordering::Relaxed) < self.decisions {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= self.programs {
                    break;
                }
                let (seed, before) = (self.first + number, census.decisions);
                let (files, plan) = (files_of(seed), plan_of(seed, self.plan));
                if let Some(mismatch) = one(&files, seed, plan, &mut census) {
                    over.store(true, Ordering::Relaxed);
                    failure.lock().unwrap().get_or_insert((seed, files, mismatch));
                }
                let all = decided.fetch_add(census.decisions - before, Ordering::Relaxed);
                progress(number + 1, all);
            }
            census
        };
        let census = std::thread::scope(|scope| {
            let parts: Vec<_> = (0..self.threads).map(|_| scope.spawn(part)).collect();
            parts
                .into_iter()
                .map(|part| part.join().unwrap())
                .fold(Census::default(), |all, part| all.and(&part))
        });
        match failure.into_inner().unwrap() {
            None => Ok(census),
            Some((seed, files, mismatch)) => {
                let (files, mismatch) = shrink::shrink(files, seed, plan_of(seed, self.plan), mismatch);
                Err(Box::new(Failure { seed, files, mismatch }))
            }
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { seed, files, mismatch } = self;
        writeln!(out, "program {seed}, item {}: {}", mismatch.number, mismatch.what)?;
        writeln!(out, "\nthe item:\n{}", mismatch.item)?;
        files.iter().try_for_each(|(name, text)| writeln!(out, "\n{name}, as small as it goes:\n{text}"))
    }
}

//! Enroute alone, from 10 rules to a million.

use crate::args::Args;
use crate::clock::Clock;
use crate::engines::{Ours, write_route};
use crate::figures::Growth;
use crate::heap;
use crate::measure::{self, Entry, Lane, Path, milliseconds};
use crate::{agree, sample};
use anyhow::Result;
use rules::{RuleSet, Shape};

/// How many items are in rotation: to find where each of them goes by plain reading takes a while at a million rules.
const ITEMS: usize = 1_000;

/// All sizes of a shape. A size that does not compile says why.
pub fn run(shape: Shape, args: &Args) -> Result<Vec<Growth>> {
    let sizes = std::iter::successors(Some(10), |size| Some(size * 10)).take_while(|size| *size <= args.most);
    sizes.map(|size| one(shape, size, args)).collect()
}

fn one(shape: Shape, size: usize, args: &Args) -> Result<Growth> {
    eprintln!("{} rules, {}", size, shape.name());
    let set = RuleSet::new(shape, size);
    let text = write_route(&set)?.concat();
    let begin = Clock::start();
    let bytes = Ours::build(&text);
    let compile_ms = milliseconds(begin.elapsed());
    match bytes {
        Ok(bytes) => decide(&set, &bytes, compile_ms, args),
        Err(error) => Ok(Growth { failed: Some(format!("{error:#}")), compile_ms, ..empty(&set) }),
    }
}

fn decide(set: &RuleSet, bytes: &[u8], compile_ms: f64, args: &Args) -> Result<Growth> {
    let begin = Clock::start();
    let (ours, heap_bytes) = heap::kept(|| Ours::load(bytes))?;
    let load_ms = milliseconds(begin.elapsed());
    let ours = ours?;
    let samples = sample::samples(set, ITEMS)?;
    let mut session = ours.running(samples)?;
    agree::compare("enroute", &mut session, samples)?;
    let lanes = vec![Lane::new(Path::Prepared, ITEMS), Lane::new(Path::Json, ITEMS)];
    let mut entries = [Entry { session: Box::new(session), lanes }];
    measure::measure(&mut entries, args.rounds())?;
    let [entry] = &entries;
    Ok(Growth {
        decide_ns: entry.lanes[0].ns(),
        json_ns: entry.lanes[1].ns(),
        compile_ms,
        load_ms,
        bundle_bytes: bytes.len(),
        heap_bytes,
        ..empty(set)
    })
}

fn empty(set: &RuleSet) -> Growth {
    Growth {
        shape: set.shape.name(),
        rules: set.rules.len(),
        failed: None,
        decide_ns: f64::NAN,
        json_ns: f64::NAN,
        compile_ms: 0.0,
        load_ms: 0.0,
        bundle_bytes: 0,
        heap_bytes: 0,
    }
}

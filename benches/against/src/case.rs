//! One shape and size: load all engines, show that they agree, time them.

use crate::agree;
use crate::args::Args;
use crate::clock::Clock;
use crate::engines::{ENGINES, Engine, Ours, Parse, ParseOwned, Role, Session, write_route};
use crate::figures::{Bundled, Case, Figures};
use crate::heap;
use crate::load::{History, Loaded, guarded};
use crate::measure::{self, Entry, Lane, Path, count, milliseconds};
use crate::sample::{self, Samples};
use anyhow::Result;
use rules::{RuleSet, Shape};

/// The hot set, and the size of rules it is measured at.
const HOT: (usize, usize) = (10, 256);

pub fn run(shape: Shape, size: usize, args: &Args, history: &mut History) -> Result<Case> {
    let set = RuleSet::new(shape, size);
    let samples = sample::samples(&set, args.items)?;
    let chosen = ENGINES.iter().filter(|engine| wanted(engine, args));
    let loaded: Vec<(&Engine, Result<Loaded>)> = chosen
        .map(|engine| {
            eprintln!("  loading {}", engine.name);
            (engine, history.load(engine, &set))
        })
        .collect();
    let mut case = describe(&set, samples);
    let mut entries = Vec::new();
    for (engine, loaded) in &loaded {
        let (figures, session) = ready(engine, loaded, samples)?;
        case.engines.push(figures);
        entries.extend(session.map(|session| Entry { session, lanes: lanes(size, samples.len()) }));
    }
    entries
        .push(Entry { session: Box::new(Parse(samples)), lanes: vec![Lane::new(Path::Json, samples.len())] });
    entries.push(Entry {
        session: Box::new(ParseOwned(samples)),
        lanes: vec![Lane::new(Path::Json, samples.len())],
    });
    eprintln!("  measuring");
    measure::measure(&mut entries, args.rounds())?;
    take(&mut case, &entries);
    case.ours = Some(bundled(&set, samples)?);
    Ok(case)
}

fn wanted(engine: &Engine, args: &Args) -> bool {
    args.engines.is_empty()
        || engine.role == Role::Ours
        || engine.name == "if-chain"
        || args.engines.iter().any(|name| name == engine.name)
}

fn lanes(size: usize, items: usize) -> Vec<Lane> {
    let mut lanes = vec![Lane::new(Path::Prepared, items), Lane::new(Path::Json, items)];
    if size == HOT.0 {
        lanes.push(Lane::new(Path::Prepared, HOT.1.min(items)));
    }
    lanes
}

/// An engine's session, compared, or the reason why there is none. A wrong decision is an error.
fn ready<'p>(
    engine: &Engine,
    loaded: &'p Result<Loaded>,
    samples: Samples,
) -> Result<(Figures, Option<Box<dyn Session + 'p>>)> {
    let mut figures = empty(engine);
    let session = match loaded {
        Ok(loaded) => guarded(|| loaded.program.session(samples)),
        Err(error) => Err(anyhow::anyhow!("{error:#}")),
    };
    match (loaded, session) {
        (Ok(loaded), Ok(mut session)) => {
            eprintln!("  comparing {}", engine.name);
            (figures.compared, figures.compared_json) = agree::compare(engine.name, &mut *session, samples)?;
            figures.load_ms = Some(milliseconds(loaded.time));
            figures.heap_bytes = Some(loaded.heap);
            Ok((figures, Some(session)))
        }
        (_, Err(error)) => {
            figures.skipped = Some(first_line(&format!("{error:#}")));
            Ok((figures, None))
        }
        (Err(_), Ok(_)) => Ok((figures, None)),
    }
}

fn first_line(text: &str) -> String {
    let line: String =
        text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned();
    line.chars().take(160).collect()
}

fn empty(engine: &Engine) -> Figures {
    Figures {
        engine: engine.name,
        version: engine.version,
        role: match engine.role {
            Role::Ours => "ours",
            Role::Rust => "rust",
            Role::Peer => "peer",
        },
        skipped: None,
        compared: 0,
        compared_json: 0,
        decide_ns: None,
        hot_ns: None,
        json_ns: None,
        load_ms: None,
        heap_bytes: None,
    }
}

fn describe(set: &RuleSet, samples: Samples) -> Case {
    let mut hits: Vec<usize> = samples.iter().filter_map(|sample| set.first(&sample.item)).collect();
    hits.sort_unstable();
    let tests: usize = set.rules.iter().map(|rule| rule.when.tests()).sum();
    let bytes: usize = samples.iter().map(|sample| sample.json.len()).sum();
    Case {
        shape: set.shape.name(),
        rules: set.rules.len(),
        items: samples.len(),
        tests_a_rule: count(tests) / count(set.rules.len()),
        matching_percent: 100.0 * count(hits.len()) / count(samples.len()),
        middle_hit: hits.get(hits.len() / 2).map_or(0.0, |hit| count(*hit) / count(set.rules.len())),
        json_bytes: count(bytes) / count(samples.len()),
        parse_ns: 0.0,
        parse_owned_ns: 0.0,
        engines: Vec::new(),
        ours: None,
    }
}

/// Takes over what was measured: the entries are the engines that were not skipped, then the two parses.
fn take(case: &mut Case, entries: &[Entry<'_>]) {
    let mut entries = entries.iter();
    for figures in case.engines.iter_mut().filter(|figures| figures.skipped.is_none()) {
        let Some(entry) = entries.next() else { return };
        let mut lanes = entry.lanes.iter().map(Lane::ns);
        (figures.decide_ns, figures.json_ns, figures.hot_ns) = (lanes.next(), lanes.next(), lanes.next());
    }
    let mut parses = entries.flat_map(|entry| entry.lanes.iter().map(Lane::ns));
    case.parse_ns = parses.next().unwrap_or(f64::NAN);
    case.parse_owned_ns = parses.next().unwrap_or(f64::NAN);
}

fn bundled(set: &RuleSet, samples: Samples) -> Result<Bundled> {
    let text = write_route(set)?.concat();
    let bytes = Ours::build(&text)?;
    let mut times = Vec::new();
    for _ in 0..5 {
        let begin = Clock::start();
        Ours::load(&bytes)?;
        times.push(begin.elapsed());
    }
    times.sort_unstable();
    let (ours, heap) = heap::kept(|| Ours::load(&bytes))?;
    let (median_item_ns, slowest_item_ns) = measure::slowest(&mut ours?.running(samples)?, samples.len())?;
    Ok(Bundled {
        bundle_bytes: bytes.len(),
        load_ms: milliseconds(times[times.len() / 2]),
        heap_bytes: heap,
        median_item_ns,
        slowest_item_ns,
    })
}

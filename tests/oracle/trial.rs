//! One program, compiled in every way, and items by chance that each way must decide as the tree says.

use super::census::Census;
use super::compare;
use super::decide::{Decider, Expected};
use super::dice::Dice;
use super::evaluate::World;
use super::item::{Item, Mould};
use super::names::Names;
use super::search::Caches;
use super::told::Told;
use super::value::Value;
use super::vocabulary::INSTANTS;
use enroute::Bundle;
use enroute::codegen::{Effort, Tests, compile_with};
use enroute::diagnostic::Severity;
use enroute::engine::{Checked, check_sources};
use enroute::hir::QueueId;
use enroute::index::Indexing;
use enroute::item::{Frame, ReadOptions, Reader};
use enroute::source::{Limits, SourceFile, Sources};
use enroute::value::{Duration, Instant};
use enroute::vm::{Decision, Facts, Machine, QueueFacts, Scribe, TraceLevel};

/// How much is compared.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// How many items each program decides.
    pub(crate) items: usize,
    /// Each so many items a decision is traced.
    pub(crate) traced: usize,
}

/// How many instants, and states of the queues, there are for each program.
const MOMENTS: usize = 48;

/// A disagreement.
#[derive(Debug)]
pub(crate) struct Mismatch {
    pub(crate) item: String,
    pub(crate) number: usize,
    pub(crate) what: String,
}

/// A program that does not compile.
#[derive(Debug)]
pub(crate) struct Refused(pub(crate) String);

/// The files of a program, by name.
pub(crate) type Files = Vec<(String, String)>;

/// The same program in three ways.
struct Ways {
    /// With full effort, indexed as usual.
    full: Bundle,
    /// With full effort and another index, and without effort.
    others: [Bundle; 2],
}

impl Ways {
    /// Programs take turns: of one no rule is looked up, of the next all that can be.
    fn of(checked: &Checked, seed: u64) -> Result<Self, Refused> {
        let (full, plain) = (compile(checked, Effort::Full)?, compile(checked, Effort::Plain)?);
        let others = if seed.is_multiple_of(2) {
            [full.clone().indexed(Indexing::Off), plain]
        } else {
            [full.clone().indexed(Indexing::Everywhere), plain.indexed(Indexing::Off)]
        };
        Ok(Self { full, others })
    }
}

pub(crate) fn check(files: &Files) -> Result<Checked, Refused> {
    let sources: Sources =
        files.iter().map(|(name, text)| SourceFile::new(name.as_str(), text.as_str())).collect();
    let checked = check_sources(&sources).map_err(|error| Refused(error.to_string()))?;
    let errors = checked.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let told = errors.map(|found| {
        let places = found.labels.iter().map(|label| checked.sources.text(label.span));
        format!("{}: `{}`", found.message, places.collect::<Vec<_>>().join("`, `"))
    });
    let told: Vec<_> = told.collect();
    if told.is_empty() { Ok(checked) } else { Err(Refused(told.join("\n"))) }
}

fn compile(checked: &Checked, effort: Effort) -> Result<Bundle, Refused> {
    let made = compile_with(&checked.program, &checked.sources, Tests::Leave, &Limits::DEFAULT, effort);
    let made = made.map_err(|bag| Refused(format!("{bag:?}")))?;
    Bundle::new(made.program, made.about).map_err(|error| Refused(error.to_string()))
}

/// Decides items of a program. The same seed throws the same items.
pub(crate) fn run(
    files: &Files,
    seed: u64,
    plan: Plan,
    census: &mut Census,
) -> Result<Option<Mismatch>, Refused> {
    let checked = check(files)?;
    let ways = Ways::of(&checked, seed)?;
    census.program(&checked.program, &ways.full);
    let names = Names::of(&checked.program, &checked.sources);
    let mould = Mould::of(&checked.program);
    if mould.targets.is_empty() {
        return Ok(None);
    }
    let caches = Caches::default();
    let mut dice = Dice::new(seed ^ 0xABCD);
    let moments: Vec<Moment> = (0..MOMENTS).map(|_| Moment::throw(&mut dice, &checked)).collect();
    let mut judge = Judge::new(&checked, &ways, &names, &caches);
    let mut item = Item::default();
    for number in 0..plan.items {
        mould.throw(&mut dice, number, &mut item);
        let level = match number % plan.traced {
            0 => *dice.pick(&[TraceLevel::Clauses, TraceLevel::Everything, TraceLevel::Rules]),
            _ => TraceLevel::Off,
        };
        let moment = dice.pick(&moments);
        if let Some(what) = judge.differs(&item, moment, level, census) {
            census.tests(&caches);
            return Ok(Some(Mismatch {
                item: item.json.clone(),
                number,
                what: format!("{what}\nat {}", Instant(moment.now)),
            }));
        }
    }
    census.tests(&caches);
    Ok(None)
}

/// An instant, and how things stand in the queues then.
struct Moment {
    now: i64,
    queues: Vec<QueueFacts>,
    facts: Facts,
}

impl Moment {
    fn throw(dice: &mut Dice, checked: &Checked) -> Self {
        let stamp: jiff::Timestamp = dice.pick(INSTANTS).parse().unwrap();
        let now = stamp.as_microsecond() + 1_000_000 * dice.between(-200_000, 200_000);
        let mut facts = Facts::at(Instant(now));
        let mut queues = Vec::new();
        for queue in &checked.program.queues {
            let waiting_items = (!dice.chance(10)).then(|| dice.between(0, 24));
            let predicted_wait = (!dice.chance(30)).then(|| Duration(60_000_000 * dice.between(0, 12)));
            let said = QueueFacts { waiting_items, predicted_wait };
            facts = facts.queue(&queue.named.name, said);
            queues.push(said);
        }
        Self { now, queues, facts }
    }
}

/// The first of the machines is compared with the tree, the others with the first.
struct Judge<'j, 'a> {
    checked: &'a Checked,
    names: &'a Names<'a>,
    caches: &'a Caches,
    first: Seat<'j>,
    others: Vec<Seat<'j>>,
}

struct Seat<'j> {
    reader: Reader,
    frame: Frame,
    machine: Machine<'j>,
    scribe: Scribe<'j>,
    written: Vec<u8>,
}

impl<'j> Seat<'j> {
    fn of(bundle: &'j Bundle) -> Self {
        let reader = Reader::new(bundle.schema());
        let frame = reader.frame();
        Self {
            reader,
            frame,
            machine: Machine::new(bundle),
            scribe: Scribe::new(bundle),
            written: Vec::new(),
        }
    }

    fn read(&mut self, item: &Item) {
        self.reader.json(item.json.as_bytes(), &ReadOptions::default(), &mut self.frame).unwrap();
    }

    /// What the machine settled, as JSON without the bundle's digest, which stands at the end.
    fn write(&mut self) -> &[u8] {
        self.written.clear();
        self.scribe.write(&self.machine, &self.frame, &mut self.written);
        let end = self.written.len().saturating_sub(DIGEST);
        &self.written[..end]
    }
}

/// The digest in hexadecimal, its quotes and the bracket.
const DIGEST: usize = 64 + 3;

impl<'j, 'a> Judge<'j, 'a> {
    fn new(checked: &'a Checked, ways: &'j Ways, names: &'a Names<'a>, caches: &'a Caches) -> Self {
        let others = ways.others.iter().map(Seat::of).collect();
        Self { checked, names, caches, first: Seat::of(&ways.full), others }
    }

    fn differs(
        &mut self,
        item: &Item,
        moment: &Moment,
        level: TraceLevel,
        census: &mut Census,
    ) -> Option<String> {
        self.first.read(item);
        let decision = self.first.machine.decide(&mut self.first.frame, &moment.facts, level);
        census.decision(&decision);
        if let Some(wrong) = self.by_tree(item, moment, level, &decision) {
            return Some(wrong);
        }
        let first = self.first.write();
        for other in &mut self.others {
            other.read(item);
            if level == TraceLevel::Off {
                other.machine.settle(&mut other.frame, &moment.facts);
            } else {
                let again = other.machine.decide(&mut other.frame, &moment.facts, level);
                if again.trace != decision.trace {
                    return Some(format!("traces differ:\n{:#?}\n{:#?}", decision.trace, again.trace));
                }
            }
            let again = other.write();
            if again != first {
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                return Some(format!("ways differ:\n{}\n{}", text(first), text(again)));
            }
        }
        None
    }

    /// What the decision says otherwise than the tree.
    fn by_tree(
        &self,
        item: &Item,
        moment: &Moment,
        level: TraceLevel,
        decision: &Decision,
    ) -> Option<String> {
        let queues = |queue: QueueId| moment.queues[queue.index()];
        let mut decider = Decider {
            world: world(self.checked, self.caches, item, moment.now),
            names: self.names,
            queues: &queues,
            told: Told::new(level, decision.trace.as_deref()),
            expected: Expected { agent: Value::Missing, ..Expected::default() },
        };
        decider.decide();
        let wrong = compare::differs(&self.checked.program, item, &decider.expected, decision);
        wrong.or_else(|| decider.told.end())
    }
}

fn world<'a>(checked: &'a Checked, caches: &'a Caches, item: &'a Item, now: i64) -> World<'a> {
    World {
        program: &checked.program,
        caches,
        item,
        now,
        set: Vec::new(),
        skills: Vec::new(),
        profiles: Vec::new(),
        models: Vec::new(),
        waiting: Value::Missing,
        wait: Value::Missing,
        out_of_hours: Value::Missing,
    }
}

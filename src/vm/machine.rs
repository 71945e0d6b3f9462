use super::clauses;
use super::decision::{ClauseTrace, Decision, Problem, Setting};
use super::facts::{Facts, Queues, TraceLevel};
use super::outcome::Outcome;
use super::overflow::overflow_in;
use super::pipeline::{Bots, Pipeline};
use super::report::Report;
use super::ruling::Ruling;
use super::run::Run;
use super::watch::{Watch, briefly};
use crate::bundle::Bundle;
use crate::bytecode::{MISSING, Overflow, RuleId};
use crate::index::Sight;
use crate::item::{Frame, Item, ItemError, ReadOptions, Reader};
use crate::value::Instant;
use std::sync::Arc;

/// Decides items by one bundle, one after the other, and keeps its memory between them.
#[derive(Debug)]
pub struct Machine<'b> {
    pub(super) bundle: &'b Bundle,
    outcome: Outcome,
    matching: Vec<RuleId>,
    pub(super) sight: Sight,
    settings: Vec<Arc<[Setting]>>,
    now: Instant,
}

impl<'b> Machine<'b> {
    /// A machine for that bundle.
    #[must_use]
    pub fn new(bundle: &'b Bundle) -> Self {
        let settings = bundle.about().workstreams.iter().map(|workstream| {
            let settings = workstream.settings.iter();
            settings
                .map(|setting| Setting {
                    address: Arc::clone(&setting.address),
                    value: Arc::clone(&setting.value),
                })
                .collect()
        });
        Self {
            bundle,
            outcome: Outcome::default(),
            matching: Vec::new(),
            sight: Sight::new(bundle.index()),
            settings: settings.collect(),
            now: Instant(0),
        }
    }

    /// Decides the item that was read into `frame`, in numbers: nothing is written down and no memory is taken.
    /// Afterwards the frame holds the item as classification left it.
    pub fn settle(&mut self, frame: &mut Frame, facts: &Facts) -> Ruling {
        self.go(frame, facts, TraceLevel::Off, None);
        self.ruling()
    }

    /// The same, with somebody looking on.
    pub fn settle_watched(&mut self, frame: &mut Frame, facts: &Facts, watch: &mut dyn Watch) -> Ruling {
        self.go(frame, facts, TraceLevel::Off, Some(watch));
        self.ruling()
    }

    /// Decides the item that was read into `frame`, with somebody who knows of queues: what `facts` say of them does not
    /// count. Somebody may look on.
    pub fn settle_among(
        &mut self,
        frame: &mut Frame,
        facts: &Facts,
        queues: &dyn Queues,
        watch: Option<&mut dyn Watch>,
    ) -> Ruling {
        self.begin(frame, facts.now());
        self.pipeline(frame, facts, Some(queues), Bots::Count).watched(briefly(watch)).decide();
        self.ruling()
    }

    /// Routes an item that was decided before and stands in `frame`, once more: classification is not asked again, and a
    /// route rule that names the bot leads to the fallback, because the bot has had the item.
    pub fn reroute(
        &mut self,
        frame: &mut Frame,
        workstream: u32,
        facts: &Facts,
        queues: &dyn Queues,
        watch: Option<&mut dyn Watch>,
    ) -> Ruling {
        self.begin(frame, facts.now());
        self.pipeline(frame, facts, Some(queues), Bots::AreOver).watched(briefly(watch)).reroute(workstream);
        self.ruling()
    }

    fn ruling(&self) -> Ruling {
        self.outcome.ruling()
    }

    /// Decides the item that was read into `frame`. Afterwards the frame holds the item as classification left it.
    pub fn decide(&mut self, frame: &mut Frame, facts: &Facts, trace: TraceLevel) -> Decision {
        self.go(frame, facts, trace, None);
        let traced = std::mem::take(&mut self.outcome.trace);
        let workstream = self.outcome.workstream.and_then(|place| usize::try_from(place).ok());
        let settings = workstream.and_then(|place| self.settings.get(place)).map(Arc::clone);
        let report = Report { bundle: self.bundle, frame, outcome: &self.outcome };
        let mut decision = report.decision(settings.unwrap_or_else(|| Arc::from([])));
        if trace > TraceLevel::Off {
            decision.trace = Some(report.trace(traced));
        }
        self.remember(frame, &decision);
        decision
    }

    /// What is wrong with the data of the item decided last, and which models gave no answer.
    #[must_use]
    pub fn problems(&self, frame: &Frame) -> Vec<Problem> {
        Report { bundle: self.bundle, frame, outcome: &self.outcome }.problems().map(Problem::from).collect()
    }

    pub(super) fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// What an overflow rule does.
    pub(super) fn overflow_of(&self, rule: RuleId) -> Option<&'b Overflow> {
        let program = self.bundle.program().program();
        program.rules.get(rule.index()).and_then(|rule| overflow_in(program.actions_of(rule)))
    }

    fn go<'a>(
        &'a mut self,
        frame: &'a mut Frame,
        facts: &'a Facts,
        trace: TraceLevel,
        watch: Option<&'a mut dyn Watch>,
    ) {
        self.begin(frame, facts.now());
        let pipeline = self.pipeline(frame, facts, None, Bots::Count);
        Pipeline { level: trace, watch, ..pipeline }.decide();
    }

    fn begin(&mut self, frame: &mut Frame, now: Instant) {
        self.now = now;
        self.outcome.clear();
        self.prepare(frame);
        self.sight.clear();
    }

    fn pipeline<'a>(
        &'a mut self,
        frame: &'a mut Frame,
        facts: &'a Facts,
        queues: Option<&'a dyn Queues>,
        bots: Bots,
    ) -> Pipeline<'a> {
        let run = Run::new(self.bundle, frame, &mut self.sight, self.now);
        let (outcome, matching) = (&mut self.outcome, &mut self.matching);
        let level = TraceLevel::Off;
        Pipeline { bundle: self.bundle, run, facts, queues, bots, level, outcome, matching, watch: None }
    }

    fn prepare(&self, frame: &mut Frame) {
        let verified = self.bundle.program();
        let known = verified.program().known;
        if verified.reads_id() {
            let id = frame.id_value();
            frame.set(known.id, id);
        }
        if verified.reads_now() {
            frame.set(known.now, self.now.0);
        }
    }

    /// Puts what was decided where expectations of tests find it.
    fn remember(&self, frame: &mut Frame, decision: &Decision) {
        let program = self.bundle.program().program();
        let known = program.known;
        let number = |place: Option<u32>| place.map_or(MISSING, i64::from);
        frame.set(known.queue, number(self.outcome.queue));
        frame.set(known.workstream, number(self.outcome.workstream));
        let workstream = self.outcome.workstream.and_then(|place| usize::try_from(place).ok());
        let workstream = workstream.and_then(|place| program.workstreams.get(place));
        frame.set(known.bot, number(workstream.and_then(|workstream| workstream.bot)));
        frame.set(known.problems, i64::try_from(decision.problems.len()).unwrap_or(i64::MAX));
    }

    /// Whether the condition of that number (an expectation of a test) holds after the last decision; `false` for a
    /// number that the program does not have.
    pub fn holds(&mut self, frame: &mut Frame, entry: u32) -> bool {
        let verified = self.bundle.program();
        let entry = usize::try_from(entry).ok().and_then(|entry| verified.program().entries.get(entry));
        let Some(pc) = entry.copied() else { return false };
        Run::new(self.bundle, frame, &mut self.sight, self.now).holds(Some(pc))
    }

    /// What a condition and each of its parts come to after the last decision, by its place among the
    /// conditions that tests expect; for one that the bundle does not have, nothing that holds.
    pub fn explain(&mut self, frame: &mut Frame, clause: u32) -> ClauseTrace {
        let (about, rules) = (self.bundle.about(), self.bundle.program().program().rules.len());
        let number = usize::try_from(clause).ok().map(|clause| rules.saturating_add(clause));
        let condition = number.and_then(|number| about.book.condition(number));
        let mut run = Run::new(self.bundle, frame, &mut self.sight, self.now);
        let told = condition.and_then(|condition| clauses::explain(about, &mut run, &condition));
        told.unwrap_or_else(ClauseTrace::nothing)
    }

    /// Whether a rule was applied in the last decision.
    #[must_use]
    pub fn fired(&self, rule: RuleId) -> bool {
        self.outcome.applied.contains(&rule)
    }
}

impl Bundle {
    /// Decides one item. For many, keep a [`Machine`], a reader and a frame.
    pub fn decide(&self, item: &Item, facts: &Facts) -> Result<Decision, ItemError> {
        let mut frame = Frame::new(self.schema());
        Reader::new(self.schema()).item(item, &ReadOptions::default(), &mut frame)?;
        Ok(Machine::new(self).decide(&mut frame, facts, TraceLevel::Off))
    }
}

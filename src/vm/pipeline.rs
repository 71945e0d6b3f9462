//! The stages of a decision (domain section 1): intake, classification, route, overflow, fallback.

use super::decision::{NotRouted, RuleState};
use super::facts::{Facts, Queues, TraceLevel};
use super::outcome::{Candidate, Outcome, Traced, Why};
use super::run::Run;
use super::watch::{Stage, Watch};
use super::{clauses, split};
use crate::bundle::Bundle;
use crate::bytecode::{
    ANY_LEVEL, Action, MISSING, Policy, Rule, RuleId, RuleList, RuleListId, Send, Slot, Step, Target,
    Workstream,
};
use crate::item;

/// All that the stages of one decision share.
pub(super) struct Pipeline<'a> {
    pub(super) bundle: &'a Bundle,
    pub(super) run: Run<'a>,
    pub(super) facts: &'a Facts,
    /// Who knows of queues in place of the facts.
    pub(super) queues: Option<&'a dyn Queues>,
    pub(super) bots: Bots,
    pub(super) level: TraceLevel,
    pub(super) outcome: &'a mut Outcome,
    /// Rules that matched in the list at hand.
    pub(super) matching: &'a mut Vec<RuleId>,
    pub(super) watch: Option<&'a mut dyn Watch>,
}

/// Whether route rules that name the bot count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bots {
    Count,
    /// The bot has had the item: such a rule leads to the fallback.
    AreOver,
}

impl<'a> Pipeline<'a> {
    /// The same, with somebody looking on.
    pub(super) fn watched(self, watch: Option<&'a mut dyn Watch>) -> Self {
        Self { watch, ..self }
    }

    /// Decides the item in the frame.
    pub(super) fn decide(&mut self) {
        self.stage(Stage::Intake);
        match self.workstream() {
            Ok(place) => self.routed(place),
            Err(why) => self.outcome.why = Why::NotRouted(why),
        }
        self.stage(Stage::Done);
        let ruling = self.outcome.ruling();
        if let Some(watch) = &mut self.watch {
            watch.settled(ruling);
        }
    }

    /// Routes the item in the frame as it is, without classification.
    pub(super) fn reroute(&mut self, place: u32) {
        match self.enter(place) {
            Some(workstream) => self.route(workstream),
            None => self.outcome.why = Why::NotRouted(NotRouted::UnknownAddress),
        }
    }

    /// Comes into the workstream of that place.
    fn enter(&mut self, place: u32) -> Option<&'a Workstream> {
        let workstream = self.run.program.workstreams.get(usize::try_from(place).ok()?)?;
        self.outcome.workstream = Some(place);
        Some(workstream)
    }

    fn stage(&mut self, stage: Stage) {
        if let Some(watch) = &mut self.watch {
            watch.stage(stage);
        }
    }

    fn workstream(&mut self) -> Result<u32, NotRouted> {
        match self.run.frame.target().ok_or(NotRouted::UnknownAddress)? {
            item::Target::Workstream(place) => Ok(place),
            item::Target::Intake(place) => self.intake(place).ok_or(NotRouted::NoIntakeRule),
        }
    }

    fn intake(&mut self, place: u32) -> Option<u32> {
        let list = *self.run.program.intakes.get(usize::try_from(place).ok()?)?;
        self.ask(list);
        let rule = *self.matching.first()?;
        self.outcome.intake = Some(rule);
        self.applied(rule);
        self.actions(rule).iter().find_map(Action::as_workstream)
    }

    fn routed(&mut self, place: u32) {
        let Some(workstream) = self.enter(place) else {
            self.outcome.why = Why::NotRouted(NotRouted::UnknownAddress);
            return;
        };
        self.stage(Stage::Classify);
        for (at, step) in workstream.classify.iter().enumerate() {
            match step {
                Step::Rules(list) => self.classify(*list),
                Step::Model { name, slot, skills } => self.model(at, name, *slot, *skills),
            }
        }
        self.stage(Stage::Route);
        self.route(workstream);
    }

    fn classify(&mut self, list: RuleListId) {
        self.ask(list);
        for at in 0..self.matching.len() {
            let Some(rule) = self.matching.get(at).copied() else { return };
            self.applied(rule);
            for action in self.actions(rule) {
                self.apply(rule, action);
            }
        }
    }

    fn apply(&mut self, rule: RuleId, action: &Action) {
        match action {
            Action::Set { to, from } => {
                self.run.set(*to, *from);
                self.outcome.sets.push((*to, self.run.frame.get(*to), rule));
            }
            Action::Require { skill, level } => self.require(*skill, *level),
            Action::Hold { profile } => {
                let first = self.run.program.known.profiles;
                self.run.frame.set(Slot(first.0.saturating_add(*profile)), 1);
            }
            Action::Workstream(_) | Action::Send(_) | Action::Overflow(_) => {}
        }
    }

    /// The higher level wins; any level is less than each, and missing less still.
    fn require(&mut self, skill: u32, level: Option<i64>) {
        let slot = Slot(self.run.program.known.skills.0.saturating_add(skill));
        let level = level.unwrap_or(ANY_LEVEL).max(self.run.frame.get(slot));
        self.run.frame.set(slot, level);
    }

    fn model(&mut self, step: usize, name: &str, slot: Slot, skills: bool) {
        if let Some(answer) = self.facts.of_model(name) {
            super::answer::read(self.run.program, self.run.frame, slot, name, answer);
        }
        if self.run.frame.get(slot) == MISSING {
            self.outcome.silent_models.push(step);
            return;
        }
        let count = if skills { self.run.frame.list(slot).len() } else { 0 };
        for at in 0..count {
            let member = self.run.frame.list(slot).get(at).copied();
            let known = self.run.program.known.skill_count;
            if let Some(skill) =
                member.and_then(|skill| u32::try_from(skill).ok()).filter(|skill| *skill < known)
            {
                self.require(skill, None);
            }
        }
    }

    fn route(&mut self, workstream: &'a Workstream) {
        if let Some(list) = workstream.route {
            self.ask(list);
            if let Some(candidate) = self.plain() {
                self.names(candidate);
                self.outcome.matched.push(candidate);
                self.take(candidate, workstream);
                return;
            }
            for at in 0..self.matching.len() {
                let Some(rule) = self.matching.get(at).copied() else { break };
                if let Some(candidate) = self.candidate(rule) {
                    self.names(candidate);
                    self.outcome.matched.push(candidate);
                }
            }
        }
        match self.select() {
            Some(candidate) => self.take(candidate, workstream),
            None => self.outcome.queue = Some(workstream.fallback),
        }
    }

    /// Where most items go: one rule matches, it names a queue, and the queue never overflows.
    fn plain(&self) -> Option<Candidate> {
        let [rule] = self.matching.as_slice() else { return None };
        let queue = self.run.index.plain(*rule)?;
        Some(Candidate { rule: *rule, queue: Some(queue), hash: None, overflow: None })
    }

    /// Where a matching rule would send the item: a split is decided before any overflow is asked.
    fn candidate(&mut self, rule: RuleId) -> Option<Candidate> {
        let with = |queue| Some(Candidate { rule, queue: Some(queue), hash: None, overflow: None });
        match &self.send(rule)?.target {
            Target::Queue(queue) | Target::Agent { queue, .. } => with(*queue),
            Target::Slot(slot) => {
                let queue = u32::try_from(self.run.frame.get(*slot)).ok()?;
                let known = usize::try_from(queue).is_ok_and(|at| at < self.run.program.queues.len());
                with(queue).filter(|_| known)
            }
            Target::Split(shares) => {
                let about = self.bundle.about().rule(rule)?;
                let hash = split::hash(self.run.frame.id(), about.address);
                let queue = split::pick(shares, split::bucket(hash))?;
                Some(Candidate { hash: Some(hash), ..with(queue)? })
            }
            Target::Bot if self.bots == Bots::AreOver => None,
            Target::Bot => Some(Candidate { rule, queue: None, hash: None, overflow: None }),
        }
    }

    fn names(&mut self, candidate: Candidate) {
        if let Some((watch, queue)) = self.watch.as_mut().zip(candidate.queue) {
            watch.names(candidate.rule, queue);
        }
    }

    /// The sending of a route rule.
    pub(super) fn send(&self, rule: RuleId) -> Option<&'a Send> {
        self.actions(rule).iter().find_map(Action::as_send)
    }

    fn take(&mut self, candidate: Candidate, workstream: &Workstream) {
        self.outcome.rule = Some(candidate.rule);
        self.applied(candidate.rule);
        let Some(queue) = candidate.queue else {
            self.outcome.why = Why::Bot;
            self.outcome.queue = Some(workstream.fallback);
            return;
        };
        if let Some(rule) = candidate.overflow {
            self.fire(queue, rule);
            return;
        }
        self.outcome.queue = Some(queue);
        self.outcome.why = candidate.hash.map_or(Why::Rule, Why::Split);
    }

    /// Asks a list: which rules match goes to `matching`. All guards see the item as it is now.
    pub(super) fn ask(&mut self, id: RuleListId) {
        self.matching.clear();
        let Some(list) = self.run.list(id) else { return };
        match (self.level, list.policy) {
            (TraceLevel::Off, _) if self.wants_each() => self.ask_each(list),
            (TraceLevel::Off, Policy::First) => {
                if let Some(rule) = self.run.first(id, list, &mut self.watch) {
                    self.matching.push(rule);
                }
            }
            (TraceLevel::Off, Policy::All) => self.run.all(id, list, self.matching, &mut self.watch),
            (TraceLevel::Rules | TraceLevel::Clauses | TraceLevel::Everything, _) => self.ask_each(list),
        }
    }

    fn wants_each(&self) -> bool {
        self.watch.as_ref().is_some_and(|watch| watch.wants_each())
    }

    /// Asks rule by rule, as a trace tells it.
    fn ask_each(&mut self, list: &RuleList) {
        let rules = self.run.program.rules_of(list);
        for (rule, number) in rules.iter().zip(list.first..) {
            self.ask_rule(rule, RuleId(number), list);
        }
    }

    fn ask_rule(&mut self, rule: &Rule, id: RuleId, list: &RuleList) {
        let reached = list.policy == Policy::All || self.matching.is_empty();
        if !reached {
            let clauses = if self.level == TraceLevel::Everything { self.clauses(id) } else { None };
            self.note(id, RuleState::NotReached, clauses);
            return;
        }
        // The parts are worked out first: what the guard computes must be the last that was computed.
        let clauses = if self.level >= TraceLevel::Clauses { self.clauses(id) } else { None };
        let holds = self.judge(id, rule);
        if holds {
            self.matching.push(id);
        }
        if self.level > TraceLevel::Off {
            let state = if holds { RuleState::Matched } else { RuleState::NotMatched };
            self.outcome.trace.push(Traced { rule: id, state, clauses });
        }
    }

    /// Whether a rule holds, and says so to whoever looks on.
    fn judge(&mut self, id: RuleId, rule: &Rule) -> bool {
        let Some(watch) = self.watch.as_mut().filter(|watch| watch.wants_each()) else {
            return self.run.holds(rule.guard);
        };
        watch.reached(id, &mut self.run);
        self.run.rows = Some(Vec::new());
        let holds = self.run.holds(rule.guard);
        watch.judged(id, holds, self.run.rows.take().as_deref().unwrap_or_default());
        holds
    }

    fn clauses(&mut self, rule: RuleId) -> Option<super::decision::ClauseTrace> {
        let about = self.bundle.about();
        clauses::explain(about, &mut self.run, &about.condition(rule)?)
    }

    fn note(&mut self, rule: RuleId, state: RuleState, clauses: Option<super::decision::ClauseTrace>) {
        if self.level > TraceLevel::Off {
            self.outcome.trace.push(Traced { rule, state, clauses });
        }
    }

    /// Notes that a rule is applied.
    pub(super) fn applied(&mut self, rule: RuleId) {
        self.outcome.applied.push(rule);
        if let Some(watch) = &mut self.watch {
            watch.applied(rule);
        }
        if let Some(traced) = self.outcome.trace.iter_mut().rev().find(|traced| traced.rule == rule) {
            traced.state = RuleState::Applied;
        }
    }

    /// What a rule does.
    pub(super) fn actions(&self, rule: RuleId) -> &'a [Action] {
        let program = self.run.program;
        program.rules.get(rule.index()).map_or(&[], |rule| program.actions_of(rule))
    }
}

use super::hub::Centre;
use super::nature::{Nature, Timing, rules_of};
use super::staff::ago;
use super::table::Put;
use crate::bytecode::{KnownSlots, MISSING, RuleId, RuleListId};
use crate::dispatch::{AgentView, Timed, Waiting};
use crate::item::Frame;
use crate::value::Instant;

const MINUTE: i64 = 60_000_000;

/// What a rule is asked with, beside the item on the table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) now: Instant,
    /// Since when the item waits.
    pub(super) since: Option<Instant>,
    pub(super) agent: Option<&'a AgentView<'a>>,
}

impl<'a> Question<'a> {
    /// About an item alone.
    pub(super) fn of_item(item: &Waiting<'_>) -> Self {
        Self { now: item.now, since: Some(item.since), agent: None }
    }

    /// About an agent alone.
    pub(super) fn of_agent(agent: &'a AgentView<'a>) -> Self {
        Self { now: agent.now, since: None, agent: Some(agent) }
    }
}

impl Centre<'_> {
    /// Puts the item on the table that the next questions are about.
    pub(super) fn put(&mut self, item: &Waiting<'_>) {
        if self.table.put(self.bundle.program(), item) == Put::Anew {
            self.machine.look_away();
        }
    }

    /// Whether a rule holds, and up to when its answer does.
    pub(super) fn ask(&mut self, rule: RuleId, question: Question<'_>) -> Timed<bool> {
        // Every rule that is asked after a decision was looked through.
        let Some(nature) = self.natures.rule_of(rule) else { return Timed { answer: false, until: None } };
        let timing = nature.timing;
        let now = if timing == Timing::Minute { full_minute(question.now) } else { question.now };
        let question = Question { now, ..question };
        self.table.clear_away();
        set_up(&mut self.table.frame, self.bundle.program().program().known, nature, question);
        if nature.sights().any(|sight| !sight.facts.is_empty()) {
            // Another agent's text may stand where one was searched before.
            self.machine.look_away();
        }
        let frame = &mut self.table.frame;
        match timing {
            Timing::Never => Timed { answer: self.machine.asks(frame, rule, now), until: None },
            Timing::Minute => {
                let answer = self.machine.asks(frame, rule, now);
                Timed { answer, until: now.0.checked_add(MINUTE).map(Instant) }
            }
            Timing::Clock => self.ask_by_clock(rule, question),
        }
    }

    fn ask_by_clock(&mut self, rule: RuleId, question: Question<'_>) -> Timed<bool> {
        let program = self.program();
        let waited = question.since.map(|since| (program.known.waited, since));
        let idle = question.agent.and_then(|agent| agent.idle_since);
        let idle = idle.map(|since| (program.desk.agent.idle_time, since));
        self.clock.begin(waited.into_iter().chain(idle));
        let answer = self.machine.asks_by(&mut self.table.frame, rule, question.now, &mut self.clock);
        Timed { answer, until: self.clock.until() }
    }

    /// The first rule of a list that holds for the item on the table, by its place in the list.
    pub(super) fn first_of(&mut self, id: RuleListId, item: &Waiting<'_>) -> Timed<Option<u32>> {
        let Some(list) = self.program().rule_lists.get(id.index()) else {
            return Timed { answer: None, until: None };
        };
        let place = |rule: RuleId| rule.0.saturating_sub(list.first);
        if self.natures.is_timeless(id) {
            self.table.clear_away();
            let rule = self.machine.first(&mut self.table.frame, id, item.now);
            return Timed { answer: rule.map(place), until: None };
        }
        let mut until = None;
        for rule in rules_of(list) {
            let asked = self.ask(rule, Question::of_item(item));
            until = sooner(until, asked.until);
            if asked.answer {
                return Timed { answer: Some(place(rule)), until };
            }
        }
        Timed { answer: None, until }
    }

    /// Which rules of a list hold for the item on the table: bit n of word n / 64.
    pub(super) fn all_of(&mut self, id: RuleListId, item: &Waiting<'_>) -> Timed<Vec<u64>> {
        let mut asked = Timed { answer: Vec::new(), until: None };
        let Some(list) = self.program().rule_lists.get(id.index()) else { return asked };
        for (rule, place) in rules_of(list).zip(0_u32..) {
            let one = self.ask(rule, Question::of_item(item));
            asked.until = sooner(asked.until, one.until);
            if place % 64 == 0 {
                asked.answer.push(0);
            }
            if let Some(word) = asked.answer.last_mut() {
                *word |= u64::from(one.answer) << (place % 64);
            }
        }
        asked
    }

    /// The rule at a place of a list.
    pub(super) fn rule_at(&self, id: RuleListId, place: u32) -> Option<RuleId> {
        let list = self.program().rule_lists.get(id.index())?;
        (place < list.count).then(|| RuleId(list.first.saturating_add(place)))
    }
}

/// Puts what a rule reads of the time and the agent where it reads it.
fn set_up(frame: &mut Frame, known: KnownSlots, nature: &Nature, question: Question<'_>) {
    if nature.timing > Timing::Never {
        frame.set(known.now, question.now.0);
        frame.set(known.waited, question.since.map_or(MISSING, |since| ago(since, question.now)));
    }
    if let Some(agent) = question.agent {
        for (slot, fact) in nature.sights().flat_map(|sight| &sight.facts) {
            fact.fill(frame, *slot, agent, question.now);
        }
    }
}

fn full_minute(now: Instant) -> Instant {
    Instant(now.0.saturating_sub(now.0.rem_euclid(MINUTE)))
}

/// The sooner of two instants, where none is never.
fn sooner(one: Option<Instant>, other: Option<Instant>) -> Option<Instant> {
    one.into_iter().chain(other).min()
}

use super::decision::{
    Action, Capacity, Change, DECISION_VERSION, Decision, FirstAgent, Match, NotRouted, Problem, Reason,
    RequiredSkill, RuleTrace, Setting, Urgency,
};
use super::outcome::{Candidate, Outcome, Traced, Why};
use super::overflow::overflow_in;
use super::rule_name::RuleName;
use super::split;
use super::told::Told;
use super::written::Written;
use crate::bundle::{Bundle, Declared};
use crate::bytecode::{
    ANY_LEVEL, Action as Done, Demand, MISSING, Overflow, Program, RuleId, Send, Slot, Step, Target,
    Workstream,
};
use crate::item::Frame;
use std::sync::Arc;

/// Turns numbers into the words of the program.
#[derive(Debug)]
pub(super) struct Report<'a> {
    pub(super) bundle: &'a Bundle,
    pub(super) frame: &'a Frame,
    pub(super) outcome: &'a Outcome,
}

impl<'a> Report<'a> {
    pub(super) fn decision(&self, settings: Arc<[Setting]>) -> Decision {
        let outcome = self.outcome;
        let about = self.bundle.about();
        let workstream = self.workstream();
        let send = self.send();
        Decision {
            version: DECISION_VERSION,
            id: self.frame.id().to_owned(),
            workstream: outcome.workstream.and_then(|place| name(&about.workstreams, place)),
            intake: outcome.intake.map(|rule| self.rule(rule)),
            queue: outcome.queue.and_then(|place| name(&about.queues, place)),
            rule: outcome.rule.map(|rule| self.rule(rule)),
            reason: self.reason(),
            set: outcome.sets.iter().map(|set| self.change(*set)).collect(),
            skills: self.skills(),
            capacity: workstream.map(|workstream| self.capacity(workstream)).unwrap_or_default(),
            matched: outcome.matched.iter().map(|candidate| self.matched(*candidate)).collect(),
            urgency: urgency(send).collect(),
            agent: send.and_then(|send| self.agent(send)).map(|(id, lasting)| {
                let id = id.to_owned();
                FirstAgent { id, lasting }
            }),
            assignment: send.and_then(|send| send.assignment.as_deref()).map(Arc::from),
            bot: workstream.and_then(|workstream| name(&about.bots, workstream.bot?)),
            settings,
            problems: self.problems().map(Problem::from).collect(),
            bundle: Arc::clone(self.bundle.digest()),
            trace: None,
        }
    }

    pub(super) fn trace(&self, traced: Vec<Traced>) -> Vec<RuleTrace> {
        let one = |traced: Traced| RuleTrace {
            rule: self.rule(traced.rule),
            state: traced.state,
            clauses: traced.clauses,
        };
        traced.into_iter().map(one).collect()
    }

    pub(super) fn program(&self) -> &'a Program {
        self.bundle.program().program()
    }

    pub(super) fn workstream(&self) -> Option<&'a Workstream> {
        self.program().workstreams.get(usize::try_from(self.outcome.workstream?).ok()?)
    }

    /// The sending of the route rule that was applied.
    pub(super) fn send(&self) -> Option<&'a Send> {
        self.actions(self.outcome.rule?).iter().find_map(Done::as_send)
    }

    fn actions(&self, rule: RuleId) -> &'a [Done] {
        let program = self.program();
        program.rules.get(rule.index()).map_or(&[], |rule| program.actions_of(rule))
    }

    fn rule(&self, rule: RuleId) -> RuleName {
        rule_name(self.bundle, rule)
    }

    pub(super) fn reason(&self) -> Reason {
        match self.outcome.why {
            Why::Rule => Reason::Rule,
            Why::Split(hash) => {
                Reason::Split { bucket: split::bucket(hash), hash: split::Hex(hash).to_string() }
            }
            Why::Overflow { queue, rule } => Reason::Overflow {
                queue: self.queue(queue),
                rule: self.rule(rule),
                action: self.action(self.overflow(rule)),
            },
            Why::Fallback => Reason::Fallback,
            Why::Bot => Reason::Bot,
            Why::NotRouted(why) => Reason::NotRouted { why },
        }
    }

    /// What an overflow rule does.
    pub(super) fn overflow(&self, rule: RuleId) -> &'a Overflow {
        overflow_in(self.actions(rule)).unwrap_or(&Overflow::AssignAnyway)
    }

    pub(super) fn action(&self, overflow: &Overflow) -> Action {
        match overflow {
            Overflow::AssignAnyway => Action::AssignAnyway,
            Overflow::Transfer(queue) => Action::Transfer(self.queue(*queue)),
            Overflow::EndConversation => Action::EndConversation,
            Overflow::Callback => Action::Callback,
            Overflow::EndCall => Action::EndCall,
            Overflow::External(number) => Action::External(Arc::from(number.as_str())),
            Overflow::Voicemail => Action::Voicemail,
        }
    }

    fn queue(&self, place: u32) -> Arc<str> {
        name(&self.bundle.about().queues, place).unwrap_or_else(|| Arc::from(""))
    }

    fn change(&self, (slot, value, rule): (Slot, i64, RuleId)) -> Change {
        let path = self.bundle.about().paths.get(slot.index());
        Change {
            path: path.map_or_else(|| Arc::from(""), Arc::clone),
            value: Written::new(self.program(), self.frame, slot, value).into(),
            rule: self.rule(rule),
        }
    }

    fn skills(&self) -> Vec<RequiredSkill> {
        let known = self.program().known;
        let skills = (0..known.skill_count).zip(&self.bundle.about().skills);
        let required = skills.filter_map(|(place, skill)| {
            let level = self.frame.get(Slot(known.skills.0.saturating_add(place)));
            let skill = Arc::clone(&skill.name);
            (level != MISSING).then(|| RequiredSkill { skill, level: (level != ANY_LEVEL).then_some(level) })
        });
        required.collect()
    }

    fn capacity(&self, workstream: &Workstream) -> Capacity {
        let units = match workstream.capacity {
            Demand::Units(units) => Some(units),
            Demand::Profile(_) => None,
        };
        let names = &self.bundle.about().profiles;
        let profiles = self.profiles(workstream).filter_map(|profile| name(names, profile));
        Capacity { units, profiles: profiles.collect() }
    }

    /// The profiles in which the item takes a place: the workstream's first, then those that classification added.
    pub(super) fn profiles(&self, workstream: &Workstream) -> impl Iterator<Item = u32> {
        let (known, frame) = (self.program().known, self.frame);
        let own = match workstream.capacity {
            Demand::Units(_) => None,
            Demand::Profile(profile) => Some(profile),
        };
        let held = move |profile: &u32| frame.get(Slot(known.profiles.0.saturating_add(*profile))) == 1;
        let others = (0..known.profile_count).filter(move |profile| Some(*profile) != own).filter(held);
        own.into_iter().chain(others)
    }

    fn matched(&self, candidate: Candidate) -> Match {
        Match {
            rule: self.rule(candidate.rule),
            queue: candidate.queue.map(|queue| self.queue(queue)),
            overflow: candidate.overflow.map(|rule| self.rule(rule)),
        }
    }

    /// The agent that is asked first, and for how long.
    pub(super) fn agent(&self, send: &Send) -> Option<(&'a str, Option<i64>)> {
        let Target::Agent { who, lasting, .. } = &send.target else { return None };
        let known = self.frame.get(*who) != MISSING;
        known.then(|| (self.frame.text(*who), *lasting))
    }

    /// What is wrong with the item, and which models gave no answer.
    pub(super) fn problems(&self) -> impl Iterator<Item = Told<'a>> {
        let (workstream, found) = (self.workstream(), self.frame.problems());
        let silent = self.outcome.silent_models.iter().filter_map(move |step| {
            let Step::Model { name, .. } = workstream?.classify.get(*step)? else { return None };
            // An answer that could not be read is a problem already.
            let known = found.iter().any(|problem| problem.path == *name);
            (!known).then_some(Told::Silent(name))
        });
        let unrouted = matches!(self.outcome.why, Why::NotRouted(NotRouted::UnknownAddress));
        found.iter().map(Told::Data).chain(silent).chain(unrouted.then_some(Told::Unrouted))
    }
}

/// A rule, as people cite it.
pub(super) fn rule_name(bundle: &Bundle, rule: RuleId) -> RuleName {
    RuleName::within(bundle.about(), rule)
}

pub(super) fn urgency(send: Option<&Send>) -> impl Iterator<Item = Urgency> {
    let steps = send.map_or(&[][..], |send| &send.urgency);
    steps.iter().map(|(after, value)| Urgency { after: *after, value: *value })
}

fn name(declared: &[Declared], place: u32) -> Option<Arc<str>> {
    declared.get(usize::try_from(place).ok()?).map(|one| Arc::clone(&one.name))
}

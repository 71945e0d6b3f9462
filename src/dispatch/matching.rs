//! Items and agents are brought together: again and again the first item for which there is an agent (domain section 11).
//!
//! Before every matching no open item has an agent who can have it, so only those items and agents are looked at of which
//! something changed since.

use super::effect::{Cause, OfferSlot};
use super::line::{BuiltIn, Kind, Need, Place, Standing};
use super::note::Note;
use super::turn::Turn;
use super::waiting::{Line, LineId};
use crate::bytecode::Matching;
use std::sync::Arc;

impl Turn<'_> {
    /// Works out what follows from what changed, and offers what can be offered.
    pub(super) fn settle(&mut self) {
        loop {
            self.look();
            let Some((id, number)) = self.first_match() else { return };
            self.bring_together(id, number);
        }
    }

    /// Finds anew what depends on items and agents that changed.
    pub(super) fn look(&mut self) {
        while let Some(number) = self.state.found.touched.pop_first() {
            self.see_item(number);
        }
        while let Some(agent) = self.state.found.changed.pop_first() {
            self.see_agent(agent);
        }
    }

    /// The first item for which there is an agent.
    fn first_match(&mut self) -> Option<(LineId, u64)> {
        let mut first: Option<(&Place, LineId)> = None;
        let mut spent = Vec::new();
        for id in &self.state.found.fresh {
            let line = self.state.found.line(*id).filter(|line| !line.agents.is_empty());
            match line.and_then(|line| line.items.first()) {
                Some(place) => first = first.into_iter().chain([(place, *id)]).min(),
                None => spent.push(*id),
            }
        }
        let first = first.map(|(place, id)| (id, place.number));
        for id in spent {
            self.state.found.fresh.remove(&id);
        }
        first
    }

    fn bring_together(&mut self, id: LineId, number: u64) {
        let Some(line) = self.state.found.line(id) else { return };
        let Some(best) = self.best(number, line).cloned() else { return };
        let (kind, could) = (Arc::clone(&line.kind), line.agents.len());
        let by = match &kind.need {
            Need::Home(_) => Cause::Affinity,
            Need::Method(_) | Need::Assignment { .. } if best.is_preferred() => Cause::Preferred,
            Need::Method(_) | Need::Assignment { .. } => Cause::Matched,
        };
        self.note_choice(id, number, &kind, &best, could);
        let authenticated = self.item(number).is_some_and(|item| item.authenticated);
        let slot =
            if authenticated { OfferSlot::IncomingAuthenticated } else { OfferSlot::IncomingUnauthenticated };
        self.offer(number, best.agent, by, slot);
    }

    /// The best agent for an item: of those whom the customer prefers alike and the same rule finds, who declined it least
    /// often, then who stands first.
    fn best<'l>(&self, number: u64, line: &'l Line) -> Option<&'l Standing> {
        let first = line.agents.first()?;
        let declines = self.item(number).map(|item| &item.declines).filter(|declines| !declines.is_empty());
        let Some(declines) = declines else { return Some(first) };
        let alike =
            |standing: &&Standing| standing.preferred == first.preferred && standing.rule == first.rule;
        let times = |standing: &&Standing| declines.get(&standing.agent).copied().unwrap_or(0);
        let mut group = line.agents.iter().take_while(alike);
        // Who never declined comes before all who did, so nobody behind the first of those is looked at.
        group.clone().find(|standing| times(standing) == 0).or_else(|| group.by_ref().min_by_key(times))
    }

    fn note_choice(&mut self, id: LineId, number: u64, kind: &Kind, best: &Standing, could: usize) {
        let rule = match &kind.need {
            // Who is preferred is not found by a rule.
            Need::Assignment { assignment, .. } if !best.is_preferred() => {
                self.rule_of(*assignment, best.rule)
            }
            Need::Assignment { .. } | Need::Home(_) | Need::Method(_) => None,
        };
        let note = Note::Chosen {
            item: self.id(number),
            agent: self.agent_id(best.agent),
            queue: self.state.names.queue(id.queue),
            could,
            by: Arc::from(why(kind, best)),
            rule,
        };
        self.note(note);
    }

    /// The address of a rule of an assignment.
    fn rule_of(&self, assignment: u32, rule: u32) -> Option<Arc<str>> {
        let known = self.desk.assignments.get(usize::try_from(assignment).ok()?)?;
        let list = self.program.program().rule_lists.get(known.who.index())?;
        self.rules.address(crate::bytecode::RuleId(list.first.checked_add(rule)?))
    }
}

/// By what the first agent was chosen.
fn why(kind: &Kind, best: &Standing) -> &'static str {
    if best.is_preferred() {
        return "the customer prefers them";
    }
    match (&kind.need, kind.matching) {
        (Need::Home(_), _) => "it belongs to them",
        (Need::Assignment { .. }, _) => "first by the order of the rule, then by turn",
        (Need::Method(_), Matching::Closest) => "the nearest skills, then the queue's method",
        (Need::Method(BuiltIn::HighestCapacity), Matching::Exact | Matching::None) => {
            "the most room, then the longest since an item"
        }
        (Need::Method(BuiltIn::RoundRobin), Matching::Exact | Matching::None) => "it is their turn",
        (Need::Method(BuiltIn::LeastActive), Matching::Exact | Matching::None) => {
            "free for longest, then by turn"
        }
    }
}

//! The slots of what is known of agents. Nothing of an item stands there: they are filled before a rule about agents is
//! asked. They come after all others, so that items are no wider for them where it counts.

use super::atoms::offset;
use super::layout::{Layout, Path};
use crate::builtins::PRESENCE;
use crate::bytecode::{AgentSlots, ListKind, Root, Slot, SlotKind};
use crate::hir::{self, AgentFact};

impl Layout<'_> {
    /// The slots of every fact about agents.
    pub(super) fn agent(&mut self) -> AgentSlots {
        if let Some(known) = self.agent {
            return known;
        }
        let made = self.agent_slots();
        self.agent = Some(made);
        made
    }

    fn agent_slots(&mut self) -> AgentSlots {
        let program = self.program;
        let profiles = |what: &'static str| {
            program.profiles.iter().map(move |profile| format!("{what}({})", profile.named.name))
        };
        AgentSlots {
            id: self.own(SlotKind::Text, "agent.id"),
            presence: self.own(SlotKind::Enum(PRESENCE.0), "presence"),
            idle_time: self.own(SlotKind::Duration, "idle_time"),
            last_assigned: self.own(SlotKind::Instant, "last_assigned"),
            is_working: self.own(SlotKind::Bool, "is_working"),
            units_free: self.own(SlotKind::Int, "units_free"),
            free: self.run_of(profiles("free")),
            load: self.run_of(profiles("load")),
            skills: self.run_of(program.skills.iter().map(|skill| format!("has {}", skill.named.name))),
            allowed_presences: self
                .own(SlotKind::List(ListKind::Enum(PRESENCE.0)), "item.workstream.presences"),
            record: None,
        }
    }

    /// The slot of a fact about the agent.
    pub(super) fn agent_fact(&mut self, fact: AgentFact) -> Slot {
        let known = self.agent();
        match fact {
            AgentFact::Id => known.id,
            AgentFact::Presence => known.presence,
            AgentFact::IdleTime => known.idle_time,
            AgentFact::LastAssigned => known.last_assigned,
            AgentFact::IsWorking => known.is_working,
            AgentFact::UnitsFree => known.units_free,
            AgentFact::Free(profile) => offset(known.free, profile.0),
            AgentFact::Load(profile) => offset(known.load, profile.0),
        }
    }

    /// The slot of a field of `entity Agent`.
    pub(super) fn agent_field(&mut self, steps: &[hir::Step]) -> Option<Slot> {
        let program = self.program;
        let mut fields = std::mem::take(&mut self.agent_fields);
        let path = Path { text: "agent".to_owned(), root: Root::Machine };
        let slot = self.walk(program, &mut fields, steps, path);
        self.agent_fields = fields;
        slot
    }
}

use crate::dispatch::State;
use crate::dispatch::{Effect, ItemState, Way};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a scenario may still be asked when the dispatcher has forgotten it.
#[derive(Debug, Default)]
pub(super) struct Memory {
    items: BTreeMap<Arc<str>, Remembered>,
    /// What customers were told since the line before, by item.
    told: Vec<(Arc<str>, Arc<str>)>,
}

/// What is remembered of an item.
#[derive(Debug, Clone, Default)]
pub(super) struct Remembered {
    /// Whether it is closed.
    pub(super) closed: bool,
    /// Its workstream.
    pub(super) workstream: Option<Arc<str>>,
    /// The queue it was in last.
    pub(super) queue: Option<Arc<str>>,
    /// The agent who worked on it last.
    pub(super) agent: Option<Arc<str>>,
    /// How often it was declined.
    pub(super) declines: u32,
    /// By which way it left.
    pub(super) left_by: Option<&'static str>,
}

impl Memory {
    /// A new line begins: what was told before is of no interest any more.
    pub(super) fn next_line(&mut self) {
        self.told.clear();
    }

    /// Takes note of what happened, and of how its items stand now.
    pub(super) fn note(&mut self, effects: &[Effect], state: &State) {
        for effect in effects {
            self.hear(effect);
        }
        for (id, known) in &mut self.items {
            let Some(item) = state.item(id) else { continue };
            known.workstream = Some(item.workstream);
            known.queue = item.queue.or_else(|| known.queue.take());
            known.agent = item.agent.or_else(|| known.agent.take());
            known.declines = item.declines;
        }
    }

    fn hear(&mut self, effect: &Effect) {
        match effect {
            Effect::State { item, to, .. } => self.of_mut(item).closed = *to == ItemState::Closed,
            Effect::Queued { item, queue, .. } => self.of_mut(item).queue = Some(Arc::clone(queue)),
            Effect::Assigned { item, agent, .. } => self.of_mut(item).agent = Some(Arc::clone(agent)),
            Effect::Left { item, to } => {
                self.of_mut(item).left_by = Some(match to {
                    Way::Callback => "callback",
                    Way::External { .. } => "external",
                    Way::Voicemail => "voicemail",
                });
            }
            Effect::Message { item, moment, .. } => self.told.push((Arc::clone(item), Arc::clone(moment))),
            Effect::Refused { .. }
            | Effect::Bot { .. }
            | Effect::Offered { .. }
            | Effect::Withdrawn { .. }
            | Effect::Freed { .. }
            | Effect::ShiftEnded { .. }
            | Effect::Presence { .. }
            | Effect::Consulted { .. } => {}
        }
    }

    fn of_mut(&mut self, item: &Arc<str>) -> &mut Remembered {
        self.items.entry(Arc::clone(item)).or_default()
    }

    /// What is remembered of an item, if it was ever here.
    pub(super) fn of(&self, item: &str) -> Option<&Remembered> {
        self.items.get(item)
    }

    /// What the customer of an item was told at this line.
    pub(super) fn told(&self, item: &str) -> Vec<String> {
        let told = self.told.iter().filter(|(of, _)| &**of == item);
        told.map(|(_, moment)| moment.to_string()).collect()
    }
}

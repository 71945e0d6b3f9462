use crate::bundle::Bundle;
use crate::dispatch::{Effect, Event, ItemState, Note, Refusal, Roster};
use crate::value::Instant;
use std::sync::Arc;

pub(super) struct State;
pub(super) struct Step {
    pub(super) state: State,
    pub(super) effects: Vec<Effect>,
    pub(super) notes: Vec<Note>,
}
pub(super) struct ItemView {
    pub(super) state: ItemState,
    pub(super) workstream: Arc<str>,
    pub(super) queue: Option<Arc<str>>,
    pub(super) agent: Option<Arc<str>>,
    pub(super) offered_to: Option<Arc<str>>,
    pub(super) bot: Option<Arc<str>>,
    pub(super) declines: u32,
}
pub(super) struct AgentStanding {
    pub(super) presence: Arc<str>,
    pub(super) units_free: Option<i64>,
    pub(super) profiles: Vec<Option<(i64, i64)>>,
    pub(super) sessions: usize,
    pub(super) is_working: bool,
}
impl State {
    pub(super) fn now(&self) -> Instant {
        Instant(0)
    }
    pub(super) fn next_deadline(&self) -> Option<Instant> {
        None
    }
    pub(super) fn item(&self, _: &str) -> Option<ItemView> {
        None
    }
    pub(super) fn agent(&self, _: &str) -> Option<AgentStanding> {
        None
    }
    pub(super) fn waiting(&self, _: &str) -> Vec<Arc<str>> {
        Vec::new()
    }
}
pub(super) struct Centre<'b>(&'b Bundle);
impl<'b> Centre<'b> {
    pub(super) fn new(bundle: &'b Bundle) -> Self {
        Self(bundle)
    }
    pub(super) fn open(&mut self, _: &Roster, _: Instant) -> Result<State, Vec<Refusal>> {
        Ok(State)
    }
    pub(super) fn step(&mut self, state: State, _: &Event, _: Instant) -> Step {
        Step { state, effects: Vec::new(), notes: Vec::new() }
    }
}

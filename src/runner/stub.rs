use crate::bundle::Bundle;
use crate::dispatch::{Event, Refusal, Roster, State, Step};
use crate::value::Instant;

pub(super) struct Centre<'b>(&'b Bundle);
impl<'b> Centre<'b> {
    pub(super) fn new(bundle: &'b Bundle) -> Self {
        Self(bundle)
    }
    pub(super) fn open(&mut self, _: &Roster, _: Instant) -> Result<State, Vec<Refusal>> {
        Err(Vec::new())
    }
    pub(super) fn step(&mut self, state: State, _: &Event, _: Instant) -> Step {
        Step { state, effects: Vec::new(), notes: Vec::new() }
    }
}

use super::decision::Decision;
use super::facts::{Facts, TraceLevel};
use crate::bundle::Bundle;
use crate::item::Frame;

/// Decides items by one bundle, one after the other, and keeps its memory between them.
#[derive(Debug)]
pub struct Machine<'b> {
    bundle: &'b Bundle,
}

impl<'b> Machine<'b> {
    /// A machine for that bundle.
    #[must_use]
    pub fn new(bundle: &'b Bundle) -> Self {
        Self { bundle }
    }

    /// Decides the item that was read into `frame`. Afterwards the frame holds the item as classification left it.
    pub fn decide(&mut self, frame: &mut Frame, facts: &Facts, trace: TraceLevel) -> Decision {
        let _ = (facts, trace);
        Decision::unrouted(self.bundle, frame)
    }

    /// Whether the condition of that number (an expectation of a test) holds after the last decision.
    pub fn holds(&mut self, _frame: &Frame, _entry: u32) -> bool {
        false
    }

    /// What the clause of that number (an expectation of a test) comes to after the last decision.
    pub fn explain(&mut self, _frame: &Frame, _clause: u32) -> super::decision::ClauseTrace {
        super::decision::ClauseTrace {
            kind: super::decision::ClauseKind::Test,
            text: "".into(),
            file: "".into(),
            line: 1,
            column: 1,
            holds: false,
            seen: Vec::new(),
            parts: Vec::new(),
        }
    }
}

use super::outline::{Join, Outline};
use crate::vm::Probe;

/// What a condition and each of its parts came to for one item.
#[derive(Debug)]
pub(super) struct Answered<'o> {
    outline: &'o Outline,
    holds: bool,
    parts: Vec<Self>,
}

impl<'o> Answered<'o> {
    pub(super) fn of(outline: &'o Outline, probe: &mut dyn Probe) -> Self {
        let parts: Vec<_> = outline.parts.iter().map(|part| Self::of(part, probe)).collect();
        let holds = match outline.join {
            Join::All => parts.iter().all(|part| part.holds),
            Join::Any => parts.iter().any(|part| part.holds),
            Join::None => !parts.iter().any(|part| part.holds),
            Join::Test { start, test, negated, .. } => probe.says(start, test) != negated,
        };
        Self { outline, holds, parts }
    }

    /// Tells of each test that decided: had it come out otherwise, so would the whole condition.
    pub(super) fn deciders(&self, tell: &mut dyn FnMut(usize, bool)) {
        if let Join::Test { number, .. } = self.outline.join {
            return tell(number, self.holds);
        }
        for (at, part) in self.parts.iter().enumerate() {
            let mut others = self.parts.iter().enumerate().filter(|(other, _)| *other != at);
            let decides = match self.outline.join {
                Join::All => others.all(|(_, other)| other.holds),
                Join::Any | Join::None => !others.any(|(_, other)| other.holds),
                Join::Test { .. } => false,
            };
            if decides {
                part.deciders(tell);
            }
        }
    }
}

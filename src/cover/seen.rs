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
        // A part settles the join by itself where it comes out so; it decides where no other part does.
        let settles = |part: &&Self| part.holds != (self.outline.join == Join::All);
        let many = self.parts.iter().filter(settles).take(2).count();
        for part in &self.parts {
            if many == usize::from(settles(&part)) {
                part.deciders(tell);
            }
        }
    }
}

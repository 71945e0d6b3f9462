//! Which slots code writes while it asks. What an atom of such a slot says before a guard runs is not what it says in it, so
//! that no index may look there.

use super::deeds::standing;
use super::op::{Flow, Op};
use super::operand::Pc;
use super::program::Program;
use super::rules::RuleKind;
use super::schema::Slot;

/// The slots that code writes.
#[derive(Debug)]
pub struct Written {
    /// By any code; tables that are asked write their outputs.
    anywhere: Vec<bool>,
    /// By the rows of tables, whose parameters are written before they are asked.
    in_rows: Vec<bool>,
}

impl Written {
    /// Looks at all code of a program.
    #[must_use]
    pub fn by(program: &Program) -> Self {
        let mut anywhere = vec![false; program.schema.slots.len()];
        for op in &program.code {
            mark(&mut anywhere, op.writes());
        }
        program
            .tables
            .iter()
            .flat_map(|table| &table.outputs)
            .for_each(|slot| mark(&mut anywhere, Some(*slot)));
        Self { anywhere, in_rows: in_rows(program) }
    }

    /// Whether rules of that kind may write the slot while they are asked.
    #[must_use]
    pub fn has(&self, kind: RuleKind, slot: Slot) -> bool {
        let slots = if kind == RuleKind::Table { &self.in_rows } else { &self.anywhere };
        slots.get(slot.index()).copied().unwrap_or(true)
    }
}

fn mark(slots: &mut [bool], slot: Option<Slot>) {
    if let Some(place) = slot.and_then(|slot| slots.get_mut(slot.index())) {
        *place = true;
    }
}

/// What the code of rows writes; rows do not ask tables.
fn in_rows(program: &Program) -> Vec<bool> {
    let mut slots = vec![false; program.schema.slots.len()];
    let rows = program.rules.iter().zip(standing(program, |kind| kind == RuleKind::Table));
    let mut open: Vec<Pc> = rows.filter_map(|(rule, is_row)| rule.guard.filter(|_| is_row)).collect();
    let mut seen = vec![false; program.code.len()];
    while let Some(pc) = open.pop() {
        let Some(op) = program.code.get(pc.index()) else { continue };
        if seen.get_mut(pc.index()).is_none_or(|seen| std::mem::replace(seen, true)) {
            continue;
        }
        mark(&mut slots, op.writes());
        match op.flow() {
            Flow::End => {}
            Flow::To(to) => open.push(to),
            Flow::Either(yes, no) => open.extend([yes, no]),
            Flow::Next => open.push(Pc(pc.0.saturating_add(1))),
        }
    }
    slots
}

impl Op {
    /// The slot that the instruction writes itself.
    fn writes(self) -> Option<Slot> {
        match self {
            Self::Test { .. } | Self::Yes {} | Self::No {} | Self::Jump { .. } | Self::Lookup { .. } => None,
            Self::Load { to, .. }
            | Self::LoadText { to, .. }
            | Self::LoadList { to, .. }
            | Self::Copy { to, .. }
            | Self::Add { to, .. }
            | Self::Sub { to, .. }
            | Self::Mul { to, .. }
            | Self::Div { to, .. }
            | Self::MulDecimal { to, .. }
            | Self::DivDecimal { to, .. }
            | Self::Negate { to, .. }
            | Self::Default { to, .. }
            | Self::Widen { to, .. }
            | Self::LocalDate { to, .. }
            | Self::LocalTime { to, .. }
            | Self::LocalWeekday { to, .. } => Some(to),
        }
    }
}

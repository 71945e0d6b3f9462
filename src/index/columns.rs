use super::guard::{Column, Guard};
use crate::bytecode::{RuleListId, Slot};

/// What guards see of the item at hand, worked out once for the rules of a list.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    values: Vec<i32>,
    /// The list they were worked out for.
    ready: Option<RuleListId>,
}

impl Columns {
    /// Forgets all: the item has changed, or another list is asked.
    pub fn clear(&mut self) {
        self.ready = None;
    }

    /// Looks at all columns of a list, unless that was done.
    pub fn prepare(&mut self, list: RuleListId, columns: &[Column], value: impl Fn(Slot) -> i64) {
        if self.ready.replace(list) == Some(list) {
            return;
        }
        for column in columns {
            let place = usize::from(column.slot);
            if place >= self.values.len() {
                self.values.resize(place + 1, 0);
            }
            if let Some(seen) = self.values.get_mut(place) {
                *seen = column.of(value(Slot(u32::from(column.slot))));
            }
        }
    }

    /// Whether a guard lets the item through; its list was prepared.
    #[must_use]
    pub fn pass(&self, guard: Guard) -> bool {
        self.values.get(usize::from(guard.column.slot)).is_some_and(|value| guard.lets(*value))
    }
}

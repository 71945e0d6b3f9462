use super::frame::{Frame, Target};
use crate::bytecode::{ListKind, MISSING, Schema, Slot, SlotKind};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What an item (or an agent) is like, to be kept and stored: the slots that have a value, by rising number. It fits the
/// program that it was read for, and no other.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Snapshot {
    values: Vec<(Slot, Value)>,
}

/// A value that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
enum Value {
    /// Anything but a text or a list, as slots hold it.
    Number(i64),
    Text(Arc<str>),
    Numbers(Vec<i64>),
    Texts(Vec<Arc<str>>),
}

impl Snapshot {
    /// The number in a slot; none for a missing value, a text or a list.
    #[must_use]
    pub fn number(&self, slot: Slot) -> Option<i64> {
        let place = self.values.binary_search_by_key(&slot, |(known, _)| *known).ok()?;
        if let Some((_, Value::Number(number))) = self.values.get(place) { Some(*number) } else { None }
    }
}

impl Frame {
    /// Keeps those of `slots` that have a value. `slots` stand by rising number.
    #[must_use]
    pub fn snapshot(&self, schema: &Schema, slots: &[Slot]) -> Snapshot {
        let kept = slots.iter().filter_map(|slot| Some((*slot, self.kept_value(schema, *slot)?)));
        Snapshot { values: kept.collect() }
    }

    fn kept_value(&self, schema: &Schema, slot: Slot) -> Option<Value> {
        let value = self.get(slot);
        if value == MISSING {
            return None;
        }
        Some(match schema.slots.get(slot.index())?.kind {
            SlotKind::Text => Value::Text(Arc::from(self.texts().raw(value))),
            SlotKind::List(ListKind::Text) => {
                let members = self.list(slot).iter().map(|member| Arc::from(self.texts().raw(*member)));
                Value::Texts(members.collect())
            }
            SlotKind::List(_) => Value::Numbers(self.list(slot).to_vec()),
            SlotKind::Bool
            | SlotKind::Int
            | SlotKind::Decimal
            | SlotKind::Date
            | SlotKind::Time
            | SlotKind::Instant
            | SlotKind::Duration
            | SlotKind::Enum(_)
            | SlotKind::Link => Value::Number(value),
        })
    }

    /// Forgets the item and takes up one that was kept.
    pub fn restore(&mut self, id: &str, target: Target, kept: &Snapshot) {
        self.clear();
        self.set_id(id);
        self.set_target(target);
        self.overlay(kept);
    }

    /// Sets the slots that were kept, and leaves the others.
    pub fn overlay(&mut self, kept: &Snapshot) {
        for (slot, value) in &kept.values {
            let value = match value {
                Value::Number(number) => *number,
                Value::Text(text) => self.texts_mut().add(text),
                Value::Numbers(numbers) => {
                    for number in numbers {
                        self.lists_mut().push(*number);
                    }
                    self.lists_mut().finish()
                }
                Value::Texts(texts) => {
                    for text in texts {
                        let member = self.texts_mut().add(text);
                        self.lists_mut().push(member);
                    }
                    self.lists_mut().finish()
                }
            };
            self.set(*slot, value);
        }
    }
}

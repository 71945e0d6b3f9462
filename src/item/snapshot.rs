use super::frame::{Frame, Target};
use crate::bytecode::{ListKind, MISSING, Schema, Slot, SlotKind};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What an item (or an agent) is like, to be kept and stored: the slots that have a value, by rising number. It fits the
/// program that it was read for, and no other. Copies share what they hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Snapshot {
    /// What it was read for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    target: Option<Target>,
    values: Arc<[(Slot, Value)]>,
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
        if let Some(Value::Number(number)) = self.value(slot) { Some(*number) } else { None }
    }

    /// Whether a slot has a value.
    #[must_use]
    pub fn has(&self, slot: Slot) -> bool {
        self.value(slot).is_some()
    }

    /// What it was read for; none for an agent.
    #[must_use]
    pub fn target(&self) -> Option<Target> {
        self.target
    }

    /// Whether two are one and the same, which is quickly told; equal ones may not be.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.values, &other.values)
    }

    /// Writes a slot's value out: the bytes are the same where the values are, and no value's are the beginning of
    /// another's.
    pub fn write(&self, slot: Slot, out: &mut Vec<u8>) {
        match self.value(slot) {
            None => out.push(0),
            Some(value) => value.write(out),
        }
    }

    /// Writes out which of so many slots from `first` have a value, and their values.
    pub fn write_present(&self, first: Slot, count: u32, out: &mut Vec<u8>) {
        let from = self.values.partition_point(|(slot, _)| *slot < first);
        let rest = self.values.get(from..).unwrap_or_default();
        let end = first.0.saturating_add(count);
        for (slot, value) in rest.iter().take_while(|(slot, _)| slot.0 < end) {
            out.extend_from_slice(&slot.0.to_le_bytes());
            value.write(out);
        }
        out.extend_from_slice(&u32::MAX.to_le_bytes());
    }

    fn value(&self, slot: Slot) -> Option<&Value> {
        let place = self.values.binary_search_by_key(&slot, |(known, _)| *known).ok()?;
        self.values.get(place).map(|(_, value)| value)
    }
}

impl Value {
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Number(number) => {
                out.push(1);
                out.extend_from_slice(&number.to_le_bytes());
            }
            Self::Text(text) => {
                out.push(2);
                write_text(text, out);
            }
            Self::Numbers(numbers) => {
                out.push(3);
                write_length(numbers.len(), out);
                for number in numbers {
                    out.extend_from_slice(&number.to_le_bytes());
                }
            }
            Self::Texts(texts) => {
                out.push(4);
                write_length(texts.len(), out);
                for text in texts {
                    write_text(text, out);
                }
            }
        }
    }
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    write_length(text.len(), out);
    out.extend_from_slice(text.as_bytes());
}

fn write_length(length: usize, out: &mut Vec<u8>) {
    out.extend_from_slice(&u64::try_from(length).unwrap_or(u64::MAX).to_le_bytes());
}

impl Frame {
    /// Keeps those of `slots` that have a value. `slots` stand by rising number.
    #[must_use]
    pub fn snapshot(&self, schema: &Schema, slots: &[Slot]) -> Snapshot {
        let kept = slots.iter().filter_map(|slot| Some((*slot, self.kept_value(schema, *slot)?)));
        Snapshot { target: self.target(), values: kept.collect() }
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
        for (slot, value) in kept.values.iter() {
            let value = self.taken(value);
            self.set(*slot, value);
        }
    }

    /// Sets one slot to what was kept of it; a missing value, too.
    pub fn take(&mut self, slot: Slot, kept: &Snapshot) {
        let value = kept.value(slot).map_or(MISSING, |value| self.taken(value));
        self.set(slot, value);
    }

    fn taken(&mut self, value: &Value) -> i64 {
        match value {
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
        }
    }
}

use super::address::{Address, AddressKey, IsField};
use super::error::ItemError;
use super::filling::Filling;
use super::frame::Frame;
use super::reader::{ReadOptions, Reader};
use super::rows::{Naming, Place};
use super::seen::Seen;
use crate::bytecode::{Reading, SlotKind};
use crate::value::{Date, Decimal, Duration, Instant, Time};

/// An item written in code: `Item::for_workstream("contoso_chat").id("c1").set("customer.tier", "platinum")`.
///
/// Paths are written as rules write them; a field's name in the data does too. Paths that the program does not use are
/// skipped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    key: &'static str,
    target: String,
    id: String,
    values: Vec<(String, Given)>,
}

/// A value given in code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// Nothing.
    Missing,
    /// `yes` or `no`; `yes` for a link that is there.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A text, or any other value as rules write it.
    Text(String),
    /// Several values.
    List(Vec<Given>),
}

impl Item {
    /// An item of a workstream, by the workstream's name.
    #[must_use]
    pub fn for_workstream(name: impl Into<String>) -> Self {
        Self::new("workstream", name.into())
    }

    /// An item that came in by an instance, as the workstream's `instances` write it.
    #[must_use]
    pub fn for_instance(name: impl Into<String>) -> Self {
        Self::new("instance", name.into())
    }

    /// A record for intake, by its entity's name.
    #[must_use]
    pub fn for_record(entity: impl Into<String>) -> Self {
        Self::new("record", entity.into())
    }

    fn new(key: &'static str, target: String) -> Self {
        Self { key, target, id: String::new(), values: Vec::new() }
    }

    /// Names the item.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// Sets a field of the item, links on the way included: `customer.tier`. A link itself is set by `true`.
    #[must_use]
    pub fn set(mut self, path: impl Into<String>, value: impl Into<Given>) -> Self {
        self.values.push((path.into(), value.into()));
        self
    }

    /// Sets a context variable.
    #[must_use]
    pub fn context(self, name: &str, value: impl Into<Given>) -> Self {
        self.set(format!("context.{name}"), value)
    }

    /// Sets a field of the channel.
    #[must_use]
    pub fn channel(self, name: &str, value: impl Into<Given>) -> Self {
        self.set(format!("channel.{name}"), value)
    }

    /// Sets the answer of the model that a ruleset asks.
    #[must_use]
    pub fn model(self, ruleset: &str, value: impl Into<Given>) -> Self {
        self.set(format!("models.{ruleset}"), value)
    }
}

impl Reader {
    /// Reads an item written in code.
    pub fn item(&self, item: &Item, options: &ReadOptions<'_>, frame: &mut Frame) -> Result<(), ItemError> {
        frame.clear();
        frame.set_id(&item.id);
        let mut address = Address::default();
        if let Some(key) = AddressKey::of(item.key) {
            address.hear(&self.targets, key, Seen::Text(&item.target), IsField::No, frame.folding());
        }
        let target = self.target(&address, options)?;
        frame.set_target(target);
        let mut filling = Filling { reader: self, frame };
        for (path, value) in &item.values {
            let place = self.place(target, path, Naming::Rules);
            if let Some(place) = place {
                filling.give(&place, value);
            }
        }
        self.finish(frame, address, options);
        Ok(())
    }
}

impl Given {
    /// The value as data would have it; a list as an array read no further.
    fn seen(&self) -> Seen<'_> {
        match self {
            Self::Missing => Seen::Nothing,
            Self::Bool(value) => Seen::Bool(*value),
            Self::Int(value) => Seen::Int(*value),
            Self::Text(text) => Seen::Text(text),
            Self::List(_) => Seen::Array,
        }
    }
}

impl Filling<'_> {
    fn give(&mut self, place: &Place, value: &Given) {
        let Given::List(members) = value else {
            self.put(place, value.seen());
            return;
        };
        let Some(field) = self.reach(place) else {
            return;
        };
        match field.reading {
            Reading::Value { slot, kind: SlotKind::List(kind), .. }
            | Reading::Answer { slot, kind: SlotKind::List(kind), .. } => {
                for member in members {
                    self.member(slot, kind, member.seen());
                }
                let list = self.frame.lists_mut().finish();
                self.frame.set(slot, list);
            }
            Reading::Value { .. } | Reading::Answer { .. } | Reading::Link { .. } => {
                self.value(field, Seen::Array);
            }
        }
    }
}

impl From<bool> for Given {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Given {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<i32> for Given {
    fn from(value: i32) -> Self {
        Self::Int(value.into())
    }
}

impl From<&str> for Given {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Given {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl<T: Into<Given>> From<Option<T>> for Given {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }
}

impl<T: Into<Given>> From<Vec<T>> for Given {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

macro_rules! given_as_written {
    ($($kind:ty),*) => {
        $(impl From<$kind> for Given {
            fn from(value: $kind) -> Self {
                Self::Text(value.to_string())
            }
        })*
    };
}

given_as_written!(Decimal, Date, Time, Instant, Duration);

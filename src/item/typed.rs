use super::address::Address;
use super::built::Given;
use super::filling::Filling;
use super::frame::{Frame, Target};
use super::place::{Naming, Place};
use super::reader::{ReadOptions, Reader};
use super::seen::{Seen, UNREAD};
use crate::bytecode::{FieldShape, Reading, SlotKind};
use crate::value::{Date, Decimal, Duration, Instant, Time};
use std::fmt;

/// A field of the items of one target, found once by [`Reader::field`] and filled for item after item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemField {
    target: Target,
    place: Place,
}

/// A value lent by code, so that filling an item copies nothing but its texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lent<'v> {
    /// Nothing.
    Missing,
    /// `yes` or `no`; `yes` for a link that is there.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with four decimals.
    Decimal(Decimal),
    /// A calendar day.
    Date(Date),
    /// A time of day.
    Time(Time),
    /// A point on the time line.
    Instant(Instant),
    /// A length of time.
    Duration(Duration),
    /// A text, or any other value as rules write it.
    Text(&'v str),
    /// Several texts, or values as rules write them.
    Texts(&'v [&'v str]),
    /// Several values.
    List(&'v [Given]),
}

/// Fills one item field by field, without names and, once the frame has grown to the size of the items, without new
/// memory. Made by [`Reader::begin`].
#[derive(Debug)]
#[must_use = "an item has its defaults and its problems only after `finish`"]
pub struct Filler<'a> {
    filling: Filling<'a>,
    target: Target,
}

impl Reader {
    /// The workstream of that name, to be filled by [`Reader::begin`]; `None` if the program does not have it.
    #[must_use]
    pub fn workstream(&self, name: &str) -> Option<Target> {
        self.targets.workstreams.get(name).copied().map(Target::Workstream)
    }

    /// The intake of that entity; `None` if the program does not have it.
    #[must_use]
    pub fn intake(&self, entity: &str) -> Option<Target> {
        self.targets.intakes.get(entity).copied().map(Target::Intake)
    }

    /// The field that a path leads to, written as rules write it: `customer.tier`, `context.cart`. `None` if the
    /// program reads no such field of the target's items, nor any behind the same link: nothing need be filled then.
    #[must_use]
    pub fn field(&self, target: Target, path: &str) -> Option<ItemField> {
        self.place(target, path, Naming::Rules).map(|place| ItemField { target, place })
    }

    /// Begins an item of a target in a frame; an empty `id` is none. Whatever the frame held is forgotten.
    ///
    /// ```
    /// # #[cfg(feature = "compiler")]
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use enroute::item::Reader;
    /// # use enroute::source::{SourceFile, Sources};
    /// use enroute::value::{Decimal, Instant};
    /// use enroute::vm::{Facts, Machine, TraceLevel};
    ///
    /// # let text = r#"
    /// # language 1
    /// # enum Tier { bronze, gold }
    /// # entity Customer { tier: Tier? }
    /// # entity Case { amount: decimal?, customer: Customer? }
    /// # queue small { type record }
    /// # queue large { type record }
    /// # workstream desk {
    /// #   type record, carries Case, mode push, fallback small
    /// #   route first { "Large": when amount > 1000 and customer.tier == gold to large }
    /// #   distribution { units 10, presences [available], skills none }
    /// # }
    /// # "#;
    /// # let sources = Sources::from_iter([SourceFile::new("main.route", text)]);
    /// # let bundle = enroute::compile(&sources)?.bundle.ok_or("the program has errors")?;
    /// // Once for a program: names become places.
    /// let reader = Reader::new(bundle.schema());
    /// let desk = reader.workstream("desk").ok_or("no such workstream")?;
    /// let amount = reader.field(desk, "amount").ok_or("no rule reads the amount")?;
    /// let tier = reader.field(desk, "customer.tier").ok_or("no rule reads the tier")?;
    ///
    /// // For item after item: no names, no new memory.
    /// let (mut frame, mut machine) = (reader.frame(), Machine::new(&bundle));
    /// let mut item = reader.begin(&mut frame, desk, "c-1");
    /// item.set(&amount, Decimal(12_000_000));
    /// item.set(&tier, "gold");
    /// item.finish();
    /// let decision = machine.decide(&mut frame, &Facts::at(Instant(0)), TraceLevel::Off);
    /// assert_eq!(decision.queue.as_deref(), Some("large"));
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "compiler"))]
    /// # fn main() {}
    /// ```
    pub fn begin<'a>(&'a self, frame: &'a mut Frame, target: Target, id: &str) -> Filler<'a> {
        frame.clear();
        frame.set_id(id);
        frame.set_target(target);
        Filler { filling: Filling { reader: self, frame }, target }
    }
}

impl Filler<'_> {
    /// Sets a field; the links that lead to it are there then. A value that does not fit is a problem of the item, as in
    /// JSON. Nothing happens for a field of another target.
    pub fn set<'v>(&mut self, field: &ItemField, value: impl Into<Lent<'v>>) {
        if field.target == self.target {
            self.filling.lend(&field.place, value.into());
        }
    }

    /// Ends the item: defaults are filled, and what is missing is told.
    pub fn finish(self) {
        self.filling.reader.finish(self.filling.frame, Address::default(), &ReadOptions::default());
    }
}

impl Filling<'_> {
    fn lend(&mut self, place: &Place, value: Lent<'_>) {
        match value {
            Lent::Missing => {}
            Lent::Bool(value) => self.put(place, Seen::Bool(value)),
            Lent::Int(value) => self.put(place, Seen::Int(value)),
            Lent::Text(text) => self.put(place, Seen::Text(text)),
            Lent::Texts(texts) => self.put_list(place, texts.iter().map(|text| Seen::Text(text))),
            Lent::List(members) => self.put_list(place, members.iter().map(Given::seen)),
            Lent::Decimal(value) => self.put_exact(place, SlotKind::Decimal, value.0, value),
            Lent::Date(value) => self.put_exact(place, SlotKind::Date, value.0.into(), value),
            Lent::Time(value) => self.put_exact(place, SlotKind::Time, value.0, value),
            Lent::Instant(value) => self.put_exact(place, SlotKind::Instant, value.0, value),
            Lent::Duration(value) => self.put_exact(place, SlotKind::Duration, value.0, value),
        }
    }

    /// Puts a value where one of its kind belongs as it is, and elsewhere as it is written.
    fn put_exact(&mut self, place: &Place, kind: SlotKind, value: i64, written: impl fmt::Display) {
        let Some(field) = self.reach(place) else { return };
        match slot_of(field) {
            Some((slot, wanted)) if wanted == kind && value > UNREAD => {
                self.tell_twice(slot);
                self.frame.set(slot, value);
            }
            _ => {
                let text = self.frame.showing(written);
                self.value(field, Seen::Text(&text));
                self.frame.shown(text);
            }
        }
    }
}

fn slot_of(field: &FieldShape) -> Option<(crate::bytecode::Slot, SlotKind)> {
    match field.reading {
        Reading::Value { slot, kind, .. } | Reading::Answer { slot, kind, .. } => Some((slot, kind)),
        Reading::Link { .. } => None,
    }
}

impl From<bool> for Lent<'_> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Lent<'_> {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<i32> for Lent<'_> {
    fn from(value: i32) -> Self {
        Self::Int(value.into())
    }
}

impl<'v> From<&'v str> for Lent<'v> {
    fn from(value: &'v str) -> Self {
        Self::Text(value)
    }
}

impl<'v> From<&'v String> for Lent<'v> {
    fn from(value: &'v String) -> Self {
        Self::Text(value)
    }
}

impl<'v> From<&'v [&'v str]> for Lent<'v> {
    fn from(values: &'v [&'v str]) -> Self {
        Self::Texts(values)
    }
}

impl<'v> From<&'v [Given]> for Lent<'v> {
    fn from(values: &'v [Given]) -> Self {
        Self::List(values)
    }
}

impl<'v, T: Into<Lent<'v>>> From<Option<T>> for Lent<'v> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }
}

macro_rules! lent_as_it_is {
    ($($kind:ident),*) => {
        $(impl From<$kind> for Lent<'_> {
            fn from(value: $kind) -> Self {
                Self::$kind(value)
            }
        })*
    };
}

lent_as_it_is!(Decimal, Date, Time, Instant, Duration);

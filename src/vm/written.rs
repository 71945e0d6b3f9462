use super::decision::Shown;
use crate::bytecode::{MISSING, Program, Slot, SlotKind};
use crate::item::Frame;
use crate::value::{Date, Decimal, Duration, Instant, Time};
use serde::{Serialize, Serializer};

/// A value of a slot, to be written as the program writes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written<'a> {
    program: &'a Program,
    frame: &'a Frame,
    kind: Option<SlotKind>,
    value: i64,
}

/// A value that is no list.
#[derive(Debug, Clone, Copy)]
enum Scalar<'a> {
    Missing,
    Bool(bool),
    Int(i64),
    Text(&'a str),
    Decimal(Decimal),
    Date(Date),
    Time(Time),
    Instant(Instant),
    Duration(Duration),
}

impl<'a> Written<'a> {
    pub(super) fn new(program: &'a Program, frame: &'a Frame, slot: Slot, value: i64) -> Self {
        let kind = program.schema.slots.get(slot.index()).map(|shape| shape.kind);
        Self { program, frame, kind, value }
    }

    /// The members, if it is a list that is there.
    fn members(self) -> Option<impl Iterator<Item = Scalar<'a>>> {
        let Some(SlotKind::List(kind)) = self.kind.filter(|_| self.value != MISSING) else { return None };
        let members = self.frame.lists().members(self.value).iter();
        Some(members.map(move |member| self.scalar(Some(kind.member()), *member)))
    }

    fn scalar(self, kind: Option<SlotKind>, value: i64) -> Scalar<'a> {
        let Some(kind) = kind.filter(|_| value != MISSING) else { return Scalar::Missing };
        match kind {
            SlotKind::Bool | SlotKind::Link => Scalar::Bool(value != 0),
            SlotKind::Int => Scalar::Int(value),
            SlotKind::Decimal => Scalar::Decimal(Decimal(value)),
            SlotKind::Text => Scalar::Text(self.frame.texts().raw(value)),
            SlotKind::Date => i32::try_from(value).map_or(Scalar::Int(value), |day| Scalar::Date(Date(day))),
            SlotKind::Time => Scalar::Time(Time(value)),
            SlotKind::Instant => Scalar::Instant(Instant(value)),
            SlotKind::Duration => Scalar::Duration(Duration(value)),
            SlotKind::Enum(place) => self.word(place, value),
            SlotKind::List(_) => Scalar::Missing,
        }
    }

    fn word(self, place: u32, value: i64) -> Scalar<'a> {
        let shape = usize::try_from(place).ok().and_then(|place| self.program.schema.enums.get(place));
        let at = usize::try_from(value).ok();
        let found = shape.zip(at).and_then(|(shape, at)| shape.values.get(at));
        found.map_or(Scalar::Int(value), |value| Scalar::Text(&value.word))
    }
}

impl From<Written<'_>> for Shown {
    fn from(written: Written<'_>) -> Self {
        match written.members() {
            Some(members) => Self::List(members.map(Self::from).collect()),
            None => written.scalar(written.kind, written.value).into(),
        }
    }
}

impl From<Scalar<'_>> for Shown {
    fn from(scalar: Scalar<'_>) -> Self {
        match scalar {
            Scalar::Missing => Self::Missing,
            Scalar::Bool(value) => Self::Bool(value),
            Scalar::Int(value) => Self::Int(value),
            Scalar::Text(text) => Self::Text(text.to_owned()),
            Scalar::Decimal(value) => Self::Text(value.to_string()),
            Scalar::Date(value) => Self::Text(value.to_string()),
            Scalar::Time(value) => Self::Text(value.to_string()),
            Scalar::Instant(value) => Self::Text(value.to_string()),
            Scalar::Duration(value) => Self::Text(value.to_string()),
        }
    }
}

/// As [`Shown`] is written.
impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self.members() {
            Some(members) => out.collect_seq(members),
            None => self.scalar(self.kind, self.value).serialize(out),
        }
    }
}

impl Serialize for Scalar<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Missing => out.serialize_unit(),
            Self::Bool(value) => out.serialize_bool(*value),
            Self::Int(value) => out.serialize_i64(*value),
            Self::Text(text) => out.serialize_str(text),
            Self::Decimal(value) => out.collect_str(value),
            Self::Date(value) => out.collect_str(value),
            Self::Time(value) => out.collect_str(value),
            Self::Instant(value) => out.collect_str(value),
            Self::Duration(value) => out.collect_str(value),
        }
    }
}

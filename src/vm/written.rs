use super::decision::Shown;
use crate::bytecode::{ListKind, MISSING, Program, Slot, SlotKind};
use crate::item::Frame;
use crate::value::{Date, Decimal, Duration, Instant, Time};

/// The value of a slot, as the program writes it.
pub(super) fn value(program: &Program, frame: &Frame, slot: Slot, value: i64) -> Shown {
    let kind = program.schema.slots.get(slot.index()).map(|shape| shape.kind);
    match kind {
        Some(SlotKind::List(members)) if value != MISSING => list(program, frame, members, value),
        Some(kind) => scalar(program, frame, kind, value),
        None => Shown::Missing,
    }
}

fn list(program: &Program, frame: &Frame, kind: ListKind, value: i64) -> Shown {
    let members = frame.lists().members(value).iter();
    Shown::List(members.map(|member| scalar(program, frame, kind.member(), *member)).collect())
}

fn scalar(program: &Program, frame: &Frame, kind: SlotKind, value: i64) -> Shown {
    if value == MISSING {
        return Shown::Missing;
    }
    match kind {
        SlotKind::Bool | SlotKind::Link => Shown::Bool(value != 0),
        SlotKind::Int => Shown::Int(value),
        SlotKind::Decimal => Shown::Text(Decimal(value).to_string()),
        SlotKind::Text => Shown::Text(frame.texts().raw(value).to_owned()),
        SlotKind::Date => {
            i32::try_from(value).map_or(Shown::Int(value), |day| Shown::Text(Date(day).to_string()))
        }
        SlotKind::Time => Shown::Text(Time(value).to_string()),
        SlotKind::Instant => Shown::Text(Instant(value).to_string()),
        SlotKind::Duration => Shown::Text(Duration(value).to_string()),
        SlotKind::Enum(place) => word(program, place, value),
        SlotKind::List(_) => Shown::Missing,
    }
}

fn word(program: &Program, place: u32, value: i64) -> Shown {
    let shape = usize::try_from(place).ok().and_then(|place| program.schema.enums.get(place));
    let at = usize::try_from(value).ok();
    let found = shape.zip(at).and_then(|(shape, at)| shape.values.get(at));
    found.map_or(Shown::Int(value), |value| Shown::Text(value.word.clone()))
}

use super::facts::Answer;
use crate::bytecode::{ListKind, MISSING, Program, Reading, Slot, SlotKind};
use crate::item::{Frame, Given};
use crate::value::{Date, Decimal, Duration, Instant, Time};

/// Puts a model's answer into its slot, and its confidence, if the program reads that, into the slot of that.
pub(super) fn read(program: &Program, frame: &mut Frame, slot: Slot, name: &str, answer: &Answer) {
    let Some(kind) = program.schema.slots.get(slot.index()).map(|shape| shape.kind) else { return };
    let value = match (kind, &answer.value) {
        (SlotKind::List(members), Given::List(given)) => list(program, frame, members, given),
        (SlotKind::List(members), one) => list(program, frame, members, std::slice::from_ref(one)),
        (kind, one) => scalar(program, frame, kind, one),
    };
    frame.set(slot, value);
    if let Some((place, confidence)) = confidence_slot(program, slot, name).zip(answer.confidence) {
        frame.set(place, confidence.0);
    }
}

fn confidence_slot(program: &Program, wanted: Slot, name: &str) -> Option<Slot> {
    let fields = program.schema.records.iter().flat_map(|record| &record.fields);
    fields.filter(|field| field.name == name).find_map(|field| {
        let Reading::Answer { slot, confidence, .. } = field.reading else { return None };
        confidence.filter(|_| slot == wanted)
    })
}

fn list(program: &Program, frame: &mut Frame, kind: ListKind, given: &[Given]) -> i64 {
    let members: Vec<_> = given.iter().map(|one| scalar(program, frame, kind.member(), one)).collect();
    for member in members.into_iter().filter(|member| *member != MISSING) {
        frame.lists_mut().push(member);
    }
    frame.lists_mut().finish()
}

fn scalar(program: &Program, frame: &mut Frame, kind: SlotKind, given: &Given) -> i64 {
    let value = match given {
        Given::Missing | Given::List(_) => None,
        Given::Bool(flag) => (kind == SlotKind::Bool).then_some(i64::from(*flag)),
        Given::Int(whole) => number(kind, *whole),
        Given::Text(text) => written(program, frame, kind, text),
    };
    value.unwrap_or(MISSING)
}

fn number(kind: SlotKind, whole: i64) -> Option<i64> {
    if kind == SlotKind::Decimal {
        return Decimal::from_int(whole).map(|decimal| decimal.0);
    }
    (kind == SlotKind::Int).then_some(whole)
}

fn written(program: &Program, frame: &mut Frame, kind: SlotKind, text: &str) -> Option<i64> {
    match kind {
        SlotKind::Bool => match text {
            "yes" | "true" => Some(1),
            "no" | "false" => Some(0),
            _ => None,
        },
        SlotKind::Int => text.parse().ok(),
        SlotKind::Decimal => Decimal::parse(text).map(|decimal| decimal.0),
        SlotKind::Text => Some(frame.texts_mut().add(text)),
        SlotKind::Date => Date::parse(text).map(|date| i64::from(date.0)),
        SlotKind::Time => Time::parse(text).map(|time| time.0),
        SlotKind::Instant => Instant::parse(text).map(|instant| instant.0),
        SlotKind::Duration => Duration::parse(text).map(|length| length.0),
        SlotKind::Enum(place) => {
            let shape = program.schema.enums.get(usize::try_from(place).ok()?)?;
            let same = |one: &str| one.eq_ignore_ascii_case(text);
            let at = shape.values.iter().position(|value| {
                same(&value.word)
                    || value.label.as_deref().is_some_and(same)
                    || value.spellings.iter().any(|one| same(one))
            })?;
            i64::try_from(at).ok()
        }
        SlotKind::List(_) | SlotKind::Link => None,
    }
}

//! Whether the schema is whole: what it names is there, and links lead from record to later record.

use super::error::VerifyError;
use super::inspect::{Checked, in_range, misshapen};
use super::program::Program;
use super::schema::{Const, FieldShape, ListKind, Reading, Schema, Slot, SlotKind};

/// The schema itself.
pub(super) fn schema(program: &Program) -> Checked {
    let schema = &program.schema;
    for slot in &schema.slots {
        kind(schema, slot.kind)?;
    }
    for (at, record) in schema.records.iter().enumerate() {
        record.fields.iter().try_for_each(|one| field(schema, at, one))?;
    }
    tree(schema)?;
    let workstreams =
        schema.workstreams.iter().flat_map(|one| [Some(one.record), one.context, one.channel, one.models]);
    let intakes =
        schema.intakes.iter().flat_map(|one| [Some(one.record), one.context, one.channel, one.models]);
    for record in workstreams.chain(intakes).flatten() {
        in_range("the schema", "record", record, schema.records.len())?;
    }
    same_count(
        schema.workstreams.len(),
        program.workstreams.len(),
        "names other workstreams than the program",
    )?;
    same_count(schema.intakes.len(), program.intakes.len(), "names other intakes than the program")
}

/// No record is linked to from two places: where links meet again, there are many more ways through them than links.
fn tree(schema: &Schema) -> Checked {
    let mut linked = vec![false; schema.records.len()];
    let fields = schema.records.iter().flat_map(|record| &record.fields);
    for field in fields {
        let Reading::Link { record, .. } = &field.reading else { continue };
        let place = usize::try_from(*record).ok().and_then(|record| linked.get_mut(record));
        if place.is_some_and(|place| std::mem::replace(place, true)) {
            return Err(misshapen("a link", "leads where another does"));
        }
    }
    Ok(())
}

fn same_count(left: usize, right: usize, fault: &'static str) -> Checked {
    if left == right { Ok(()) } else { Err(misshapen("the schema", fault)) }
}

fn kind(schema: &Schema, kind: SlotKind) -> Checked {
    if let SlotKind::Enum(place) | SlotKind::List(ListKind::Enum(place)) = kind {
        in_range("the schema", "enum", place, schema.enums.len())?;
    }
    Ok(())
}

fn field(schema: &Schema, record: usize, field: &FieldShape) -> Checked {
    match &field.reading {
        Reading::Value { slot, kind, default, .. } => {
            has_kind(schema, *slot, *kind)?;
            default.as_ref().map_or(Ok(()), |default| self::default(schema, *kind, default, *slot))
        }
        Reading::Link { present, record: below, .. } => {
            has_kind(schema, *present, SlotKind::Link)?;
            in_range("a link", "record", *below, schema.records.len())?;
            if usize::try_from(*below).is_ok_and(|below| below > record) {
                return Ok(());
            }
            Err(misshapen("a link", "leads back"))
        }
        Reading::Answer { slot, kind, confidence } => {
            has_kind(schema, *slot, *kind)?;
            confidence.map_or(Ok(()), |slot| has_kind(schema, slot, SlotKind::Decimal))
        }
    }
}

/// The slot is there, and of that kind.
pub(super) fn has_kind(schema: &Schema, slot: Slot, kind: SlotKind) -> Checked {
    in_range("a field", "slot", slot.0, schema.slots.len())?;
    let same = schema.slots.get(slot.index()).is_some_and(|shape| shape.kind == kind);
    if same { Ok(()) } else { Err(VerifyError::WrongKind { place: "a field".to_owned(), slot: slot.0 }) }
}

fn default(schema: &Schema, kind: SlotKind, default: &Const, slot: Slot) -> Checked {
    let text = |place: &u32| in_range("a default", "text", *place, schema.texts.len());
    let fits = match (kind, default) {
        (SlotKind::Text, Const::Text(place)) => return text(place),
        (SlotKind::List(ListKind::Text), Const::Texts(places)) => return places.iter().try_for_each(text),
        (SlotKind::Enum(place), Const::Value(value)) => {
            let shape = usize::try_from(place).ok().and_then(|place| schema.enums.get(place));
            let value = usize::try_from(*value).ok();
            shape.zip(value).is_some_and(|(shape, value)| value < shape.values.len())
        }
        (SlotKind::List(members), Const::List(_)) => members != ListKind::Text,
        (SlotKind::Text | SlotKind::List(_), _) => false,
        (_, Const::Value(_)) => true,
        (_, _) => false,
    };
    if fits { Ok(()) } else { Err(VerifyError::WrongKind { place: "a default".to_owned(), slot: slot.0 }) }
}

/// The slots that the machine fills.
pub(super) fn known(program: &Program) -> Checked {
    let known = program.known;
    let wanted = [
        (known.now, SlotKind::Instant),
        (known.id, SlotKind::Text),
        (known.waiting_items, SlotKind::Int),
        (known.predicted_wait, SlotKind::Duration),
        (known.out_of_hours, SlotKind::Bool),
        (known.waited, SlotKind::Duration),
        (known.queue, SlotKind::Int),
        (known.workstream, SlotKind::Int),
        (known.bot, SlotKind::Int),
        (known.problems, SlotKind::Int),
    ];
    for (slot, kind) in wanted {
        has_kind(&program.schema, slot, kind)?;
    }
    run(program, known.skills, known.skill_count)?;
    run(program, known.profiles, known.profile_count)
}

/// From that slot on there are so many of whole numbers.
pub(super) fn run(program: &Program, first: Slot, count: u32) -> Checked {
    let end = u64::from(first.0) + u64::from(count);
    let run = usize::try_from(first.0).ok().zip(usize::try_from(end).ok());
    let shapes = run.and_then(|(first, end)| program.schema.slots.get(first..end));
    if shapes.is_some_and(|shapes| shapes.iter().all(|shape| shape.kind == SlotKind::Int)) {
        return Ok(());
    }
    Err(misshapen("the machine's slots", "are not all there"))
}

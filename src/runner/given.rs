use super::written;
use crate::hir::{Const, Program, Test, TestItem, TestValue};
use crate::item::{Frame, Given, Item, ItemError, ReadOptions, Reader};
use crate::types::EntityId;
use crate::value::Instant;
use crate::vm::{Facts, QueueFacts};

/// Reads the item that a test gives.
pub(super) fn read(
    program: &Program,
    test: &Test,
    reader: &Reader,
    frame: &mut Frame,
) -> Result<(), ItemError> {
    let options = ReadOptions::default();
    match &test.data {
        Some(data) => reader.json(&written::over(program, test, data), &options, frame),
        None => reader.item(&item(program, test), &options, frame),
    }
}

/// The item that a test gives, its answers of models included.
fn item(program: &Program, test: &Test) -> Item {
    let item = match test.item {
        TestItem::Workstream(id) => {
            Item::for_workstream(name(program.workstreams.get(id.index()).map(|it| &it.named.name)))
        }
        TestItem::Record(EntityId(entity)) => {
            let entity = usize::try_from(entity).ok().and_then(|place| program.entities.get(place));
            Item::for_record(name(entity.map(|it| &it.named.name)))
        }
    };
    let with_values = test
        .values
        .iter()
        .fold(item.id(&test.id), |item, (path, value)| item.set(path.clone(), many(program, value)));
    test.models.iter().fold(with_values, |item, (ruleset, value)| item.model(ruleset, given(program, value)))
}

/// The instant and the state of queues that a test gives; 1970-01-01T00:00Z where it does not depend on time.
pub(super) fn facts(program: &Program, test: &Test) -> Facts {
    let at = test.at.unwrap_or(Instant(0));
    test.queues.iter().fold(Facts::at(at), |facts, queue| {
        let known = program.queues.get(queue.queue.index());
        let so = QueueFacts { waiting_items: queue.waiting_items, predicted_wait: queue.predicted_wait };
        facts.queue(name(known.map(|it| &it.named.name)), so)
    })
}

pub(super) fn many(program: &Program, value: &TestValue) -> Given {
    match value {
        TestValue::One(value) => given(program, value),
        TestValue::Many(values) => Given::List(values.iter().map(|value| given(program, value)).collect()),
    }
}

/// A value as data spells it.
pub(super) fn given(program: &Program, value: &Const) -> Given {
    match value {
        Const::Bool(value) => Given::Bool(*value),
        Const::Int(value) => Given::Int(*value),
        Const::Decimal(value) => Given::Text(value.to_string()),
        Const::Text(text) => Given::Text(text.clone()),
        Const::Date(date) => Given::Text(date.to_string()),
        Const::Time(time) => Given::Text(time.to_string()),
        Const::Instant(instant) => Given::Text(instant.to_string()),
        Const::Duration(duration) => Given::Text(duration.to_string()),
        Const::Enum(shape, place) => {
            let shape = usize::try_from(shape.0).ok().and_then(|at| program.enums.get(at));
            let value = shape.zip(usize::try_from(*place).ok()).and_then(|(shape, at)| shape.values.get(at));
            Given::Text(name(value.map(|value| &value.word)))
        }
        Const::Queue(id) => Given::Text(name(program.queues.get(id.index()).map(|it| &it.named.name))),
        Const::Skill(id) => Given::Text(name(program.skills.get(id.index()).map(|it| &it.named.name))),
        Const::Bot(id) => Given::Text(name(program.bots.get(id.index()).map(|it| &it.named.name))),
        Const::Workstream(id) => {
            Given::Text(name(program.workstreams.get(id.index()).map(|it| &it.named.name)))
        }
    }
}

pub(super) fn name(found: Option<&String>) -> String {
    found.cloned().unwrap_or_default()
}

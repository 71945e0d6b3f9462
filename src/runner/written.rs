use super::given::{given, many, name};
use crate::hir::{Arrival, Field, Program, Test, TestItem, TestValue};
use crate::item::Given;
use crate::types::{EntityId, Type};
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Map, Value};

/// What the values of a scenario's line belong to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Owner {
    /// An item that came in that way.
    Item(TestItem),
    /// An agent.
    Agent,
}

/// A new item as data: its values, its id and where it comes in.
pub(super) fn item(
    program: &Program,
    id: &str,
    arrival: &Arrival,
    values: &[(String, TestValue)],
) -> Option<Box<RawValue>> {
    let mut found = object(program, Owner::Item(arrival.item), values);
    found.insert("id".to_owned(), Value::from(id));
    let (key, target) = match &arrival.instance {
        Some(instance) => ("instance", instance.clone()),
        None => target(program, arrival.item),
    };
    found.insert(key.to_owned(), Value::from(target));
    raw(found)
}

/// Where an item comes in that names no instance, as data say it.
fn target(program: &Program, item: TestItem) -> (&'static str, String) {
    match item {
        TestItem::Workstream(id) => {
            ("workstream", name(program.workstreams.get(id.index()).map(|it| &it.named.name)))
        }
        TestItem::Record(id) => {
            let place = usize::try_from(id.0).ok();
            ("record", name(place.and_then(|at| program.entities.get(at)).map(|it| &it.named.name)))
        }
    }
}

/// The item of a test whose data stand in a file, with what the test says in place of what the file says.
pub(super) fn over(program: &Program, test: &Test, data: &str) -> Vec<u8> {
    let mut found: Map<String, Value> = serde_json::from_str(data).unwrap_or_default();
    let owner = Owner::Item(test.item);
    for (path, value) in &test.values {
        put(&mut found, &keys(program, owner, path), json(many(program, value)));
    }
    for (ruleset, answer) in &test.models {
        put(&mut found, &["models".to_owned(), ruleset.clone()], json(given(program, answer)));
    }
    for key in ["workstream", "instance", "record"] {
        found.remove(key);
    }
    let (key, name) = target(program, test.item);
    found.insert(key.to_owned(), Value::from(name));
    found.insert("id".to_owned(), Value::from(test.id.as_str()));
    Value::Object(found).to_string().into_bytes()
}

/// Values as data: objects within objects, by the names that fields have in the data.
pub(super) fn values(
    program: &Program,
    owner: Owner,
    values: &[(String, TestValue)],
) -> Option<Box<RawValue>> {
    raw(object(program, owner, values))
}

/// Context variables as a bot hands them over.
pub(super) fn context(
    program: &Program,
    owner: Owner,
    values: &[(String, TestValue)],
) -> Option<Box<RawValue>> {
    match object(program, owner, values).remove("context") {
        Some(Value::Object(context)) => raw(context),
        _ => None,
    }
}

fn raw(object: Map<String, Value>) -> Option<Box<RawValue>> {
    to_raw_value(&Value::Object(object)).ok()
}

fn object(program: &Program, owner: Owner, values: &[(String, TestValue)]) -> Map<String, Value> {
    let mut found = Map::new();
    for (path, value) in values {
        put(&mut found, &keys(program, owner, path), json(many(program, value)));
    }
    found
}

fn put(into: &mut Map<String, Value>, keys: &[String], value: Value) {
    match keys {
        [] => {}
        [last] => drop(into.insert(last.clone(), value)),
        [first, rest @ ..] => {
            let inner = into.entry(first.clone()).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

fn json(given: Given) -> Value {
    match given {
        Given::Missing => Value::Null,
        Given::Bool(value) => Value::from(value),
        Given::Int(value) => Value::from(value),
        Given::Text(text) => Value::from(text),
        Given::List(members) => members.into_iter().map(json).collect(),
    }
}

/// The words of a path as data spells them.
fn keys(program: &Program, owner: Owner, path: &str) -> Vec<String> {
    let mut words = path.split('.').peekable();
    let mut found = Vec::new();
    let of_entity = |id: EntityId| {
        let entity = usize::try_from(id.0).ok().and_then(|at| program.entities.get(at));
        entity.map_or(&[][..], |entity| &entity.fields)
    };
    let part = words.next_if(|word| matches!(owner, Owner::Item(_)) && PARTS.contains(word));
    found.extend(part.map(str::to_owned));
    let mut fields: &[Field] = match (owner, part) {
        (Owner::Agent, _) => program.agent.map_or(&[], of_entity),
        (Owner::Item(TestItem::Record(entity)), _) => of_entity(entity),
        (Owner::Item(TestItem::Workstream(id)), part) => {
            let workstream = program.workstreams.get(id.index());
            workstream.map_or(&[], |workstream| match part {
                Some("context") => &workstream.context,
                Some("channel") => workstream.channel_fields.map_or(&[], of_entity),
                Some(_) => &[],
                None => of_entity(workstream.carries),
            })
        }
    };
    for word in words {
        let field = fields.iter().find(|field| field.name == word);
        found.push(field.map_or(word, |field| &field.key).to_owned());
        fields = match field.map(|field| &field.ty) {
            Some(Type::Entity(entity)) => of_entity(*entity),
            _ => &[],
        };
    }
    found
}

/// The parts of an item that are not its own fields.
const PARTS: [&str; 3] = ["context", "channel", "models"];

//! Values and places as people are shown them.

use super::value::Value;
use enroute::hir::{Place, Program, QueueFact, Root};
use enroute::types::Type;
use enroute::value::{Date, Decimal, Duration, Instant, Time};
use enroute::vm::Shown;

pub(crate) fn shown(program: &Program, ty: &Type, value: &Value) -> Shown {
    match value {
        Value::Missing => Shown::Missing,
        Value::Bool(yes) => Shown::Bool(*yes),
        Value::Int(number) => Shown::Int(*number),
        Value::Decimal(scaled) => Shown::Text(Decimal(*scaled).to_string()),
        Value::Text(text) => Shown::Text(text.to_string()),
        Value::Date(days) => Shown::Text(Date(*days).to_string()),
        Value::Time(micros) => Shown::Text(Time(*micros).to_string()),
        Value::Instant(micros) => Shown::Text(Instant(*micros).to_string()),
        Value::Duration(micros) => Shown::Text(Duration(*micros).to_string()),
        Value::Enum(at) => Shown::Text(word(program, ty, *at)),
        Value::Queue(_) => panic!("no rule shows a queue"),
        Value::List(members) => {
            let Type::List(of) = ty else { panic!("{ty:?} is no list") };
            Shown::List(members.iter().map(|member| shown(program, of, member)).collect())
        }
    }
}

fn word(program: &Program, ty: &Type, at: u32) -> String {
    let at = usize::try_from(at).unwrap();
    match ty {
        Type::Enum(id) => program.enums[usize::try_from(id.0).unwrap()].values[at].word.clone(),
        Type::Skill => program.skills[at].named.name.clone(),
        other => panic!("{other:?} has no words"),
    }
}

/// The path of a place as rules write it.
pub(crate) fn path(program: &Program, place: &Place) -> String {
    let mut path = match &place.root {
        Root::Item(_) => String::new(),
        Root::Context(name) => format!("context.{name}"),
        Root::Channel(name) => format!("channel.{name}"),
        Root::Model(name) => name.clone(),
        Root::Confidence(name) => format!("{name}.confidence"),
        Root::Id => "id".to_owned(),
        Root::Queue(QueueFact::WaitingItems) => "waiting_items".to_owned(),
        Root::Queue(QueueFact::PredictedWait) => "predicted_wait".to_owned(),
        Root::Queue(QueueFact::OutOfHours) => "out_of_hours".to_owned(),
        other => panic!("no decision reads {other:?}"),
    };
    for step in &place.steps {
        let entity = &program.entities[super::item::at(step.entity)];
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(&entity.fields[usize::try_from(step.field).unwrap()].name);
    }
    path
}

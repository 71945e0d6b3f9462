use super::change::Said;
use super::part::{List, Part, Setting, Thing};
use super::reader::{Reader, setting};
use super::rows::rows;
use super::settings;
use super::text;
use super::workstream;
use crate::builtins::Block;
use crate::syntax::ast::{self, Header, Item, ItemKind, Name, Parameter};

/// What a program declares, in its order; tests and imports left out.
pub(super) fn outline(reader: &Reader<'_>, trees: &[ast::File]) -> Vec<Thing> {
    trees.iter().flat_map(|tree| &tree.items).filter_map(|item| thing(reader, item)).collect()
}

fn thing(reader: &Reader<'_>, item: &Item) -> Option<Thing> {
    let (kind, name) = kind_and_name(&item.kind)?;
    let mut thing = Thing {
        kind,
        name: name.text.clone(),
        copies: copied(&item.kind).map(|name| name.text.clone()),
        settings: Vec::new(),
        lists: Vec::new(),
        said: reader.said(item.span),
        span: item.span,
        name_span: name.span,
    };
    let label = item.kind.header().and_then(|header: &Header| header.label.as_ref());
    if let Some(label) = label.filter(|_| !matches!(item.kind, ItemKind::Workstream(_))) {
        reader.add(&mut thing, "label", label.span);
    }
    fill(reader, &item.kind, &mut thing);
    thing.settings = joined(thing.settings);
    Some(thing)
}

fn copied(kind: &ItemKind) -> Option<&Name> {
    match kind {
        ItemKind::Queue(queue) => queue.copies.as_ref(),
        ItemKind::Workstream(workstream) => workstream.copies.as_ref().map(|copies| &copies.name),
        ItemKind::Import(_)
        | ItemKind::Constant(_)
        | ItemKind::Enum(_)
        | ItemKind::Entity(_)
        | ItemKind::Channel(_)
        | ItemKind::List(_)
        | ItemKind::Condition(_)
        | ItemKind::Table(_)
        | ItemKind::Model(_)
        | ItemKind::Hours(_)
        | ItemKind::Assignment(_)
        | ItemKind::Intake(_)
        | ItemKind::Test(_)
        | ItemKind::Scenario(_)
        | ItemKind::Plain(_)
        | ItemKind::Broken(_) => None,
    }
}

fn fill(reader: &Reader<'_>, kind: &ItemKind, thing: &mut Thing) {
    match kind {
        ItemKind::Constant(found) => reader.add(thing, "value", found.value.span),
        ItemKind::Condition(found) => {
            parameters(reader, &found.parameters, "about", thing);
            reader.add(thing, "condition", found.body.span);
        }
        ItemKind::Model(found) => {
            parameters(reader, &found.parameters, "given", thing);
            reader.add(thing, "result", found.result.span);
        }
        ItemKind::List(found) => {
            let members = found.members.iter().map(|one| (Some(reader.words(one.span)), one.span));
            thing.lists.push(reader.list("", "member", members));
        }
        ItemKind::Enum(found) => {
            let values = found.values.iter().map(|value| (Some(value.name.text.clone()), value.span));
            thing.lists.push(List { ordered: true, ..reader.list("", "value", values) });
        }
        ItemKind::Entity(found) | ItemKind::Channel(found) => {
            thing.lists.push(reader.fields("", &found.fields));
        }
        ItemKind::Table(found) => table(reader, found, thing),
        ItemKind::Hours(found) => {
            if !found.closures {
                settings::written(reader, &found.settings, Block::Hours, thing);
            }
            let days = found.days.iter().map(|(day, reason)| closed(reader, day, reason.as_ref()));
            let list = reader.list("", "day", std::iter::empty());
            thing.lists.push(List { parts: days.collect(), ..list });
        }
        ItemKind::Assignment(found) => {
            parameters(reader, &found.parameters, "given", thing);
            settings::written(reader, &found.settings, Block::Assignment, thing);
            thing.lists.push(reader.rules("", &found.rules));
        }
        ItemKind::Intake(found) => thing.lists.push(reader.rules("", &found.rules)),
        ItemKind::Plain(found) => settings::plain(reader, found, thing),
        ItemKind::Queue(found) => settings::queue(reader, found, thing),
        ItemKind::Workstream(found) => workstream::fill(reader, &found.header, thing),
        ItemKind::Import(_) | ItemKind::Test(_) | ItemKind::Scenario(_) | ItemKind::Broken(_) => {}
    }
}

/// What is written between the parentheses.
fn parameters(reader: &Reader<'_>, parameters: &[Parameter], address: &str, thing: &mut Thing) {
    let ends = parameters.first().zip(parameters.last());
    if let Some((first, last)) = ends {
        reader.add(thing, address, first.name.span.to(last.ty.span));
    }
}

fn table(reader: &Reader<'_>, found: &ast::Table, thing: &mut Thing) {
    parameters(reader, &found.parameters, "columns", thing);
    let start = |output: &ast::OutputColumn| output.name.as_ref().map_or(output.ty.span, |name| name.span);
    if let Some((first, last)) = found.outputs.first().zip(found.outputs.last()) {
        reader.add(thing, "gives", start(first).to(last.ty.span));
    }
    if let Some((_, span)) = found.policy {
        reader.add(thing, "rows", span);
    }
    let complete = if found.complete.is_some() { "yes" } else { "no" };
    let said = Said { text: complete.to_owned(), ..reader.said(found.complete.unwrap_or(found.header)) };
    thing.settings.push(setting("complete", said, found.complete));
    thing.lists.push(rows(reader, found));
}

/// A day of closures, known by its date.
fn closed(reader: &Reader<'_>, day: &ast::Expr, reason: Option<&ast::Text>) -> Part {
    let span = reason.map_or(day.span, |reason| day.span.to(reason.span));
    let same = text::same(reader.checked.sources.text(span));
    Part { key: Some(reader.words(day.span)), said: reader.said(span), same, pieces: Vec::new(), span }
}

/// Settings that are written several times with one address are one setting with several values.
fn joined(settings: Vec<Setting>) -> Vec<Setting> {
    let mut all: Vec<Setting> = Vec::new();
    for setting in settings {
        match all.iter_mut().find(|known| known.address == setting.address) {
            Some(known) => {
                known.said.text = format!("{}, {}", known.said.text, setting.said.text);
                known.same = format!("{} {}", known.same, setting.same);
            }
            None => all.push(setting),
        }
    }
    all
}

fn kind_and_name(kind: &ItemKind) -> Option<(&'static str, &Name)> {
    Some(match kind {
        ItemKind::Constant(found) => ("let", &found.name),
        ItemKind::List(found) => ("list", &found.name),
        ItemKind::Condition(found) => ("condition", &found.name),
        ItemKind::Table(found) => ("table", &found.name),
        ItemKind::Model(found) => ("model", &found.name),
        ItemKind::Assignment(found) => ("assignment", &found.name),
        ItemKind::Intake(found) => ("intake", &found.entity),
        ItemKind::Enum(found) => ("enum", &found.header.name),
        ItemKind::Entity(found) => ("entity", &found.header.name),
        ItemKind::Channel(found) => ("channel", &found.header.name),
        ItemKind::Hours(found) if found.closures => ("closures", &found.header.name),
        ItemKind::Hours(found) => ("hours", &found.header.name),
        ItemKind::Queue(found) => ("queue", &found.header.name),
        ItemKind::Workstream(found) => ("workstream", &found.header.name),
        ItemKind::Plain(found) => (settings::word(found.kind), &found.header.name),
        ItemKind::Import(_) | ItemKind::Test(_) | ItemKind::Scenario(_) | ItemKind::Broken(_) => return None,
    })
}

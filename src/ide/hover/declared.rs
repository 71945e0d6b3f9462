use super::setting;
use crate::builtins;
use crate::check::{Kind, Referent, Sort, declared};
use crate::engine::Workspace;
use crate::ide::index::Occurrence;
use crate::ide::walk::{rules, text_of};
use crate::source::Span;
use crate::syntax::ast::{self, ItemKind};

/// What there is to say of what a word names.
pub(super) fn text(workspace: &Workspace, found: &Occurrence) -> Option<String> {
    match &found.of {
        Referent::BuiltIn(name) => Some(built_in(found.sort, name)),
        Referent::Declared(place) => of_place(workspace, found, *place),
    }
}

fn built_in(sort: Sort, name: &str) -> String {
    let mut parts = name.split('.');
    let (of, value) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let known = builtins::ENUMS.iter().find(|known| known.name == of && sort == Sort::Value);
    let label = known.and_then(|known| known.values.iter().find(|known| known.word == value));
    if let Some(label) = label {
        return format!(
            "```route\n{value}\n```\n{}; a value of `{of}`, which every program has",
            label.label
        );
    }
    let what = match sort {
        Sort::Name(kind) => kind.phrase(),
        Sort::Field => "a field".to_owned(),
        Sort::Value => "a value".to_owned(),
        Sort::Parameter => "a parameter".to_owned(),
        Sort::Ruleset => "a ruleset".to_owned(),
        Sort::Rule => "a rule".to_owned(),
        Sort::Agent => "an agent".to_owned(),
        Sort::Item => "an item".to_owned(),
    };
    format!("```route\n{name}\n```\n{what} that every program has")
}

fn of_place(workspace: &Workspace, found: &Occurrence, place: Span) -> Option<String> {
    let home = workspace.place(place);
    let tree = workspace.tree(home.file, home.start)?;
    let item = tree.items.iter().find(|item| item.span.start <= place.start && place.end <= item.span.end)?;
    match found.sort {
        Sort::Name(kind) => Some(of_name(workspace, item, kind, found.declares)),
        Sort::Field => of_field(workspace, item, place),
        Sort::Value => of_value(workspace, item, place),
        Sort::Parameter => of_parameter(workspace, item, place),
        Sort::Ruleset => of_ruleset(workspace, item, place),
        Sort::Rule => of_rule(workspace, tree, place),
        Sort::Agent => of_agent(workspace, item, place),
        Sort::Item => of_item(workspace, item, place),
    }
}

fn fenced(code: &str, words: &[String]) -> String {
    let said: Vec<&str> = words.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
    format!("```route\n{}\n```\n{}", code.trim(), said.join("\n\n")).trim_end().to_owned()
}

/// The whole declaration where that is short, else its header.
fn of_name(workspace: &Workspace, item: &ast::Item, kind: Kind, declares: bool) -> String {
    const SHORT: usize = 12;
    let all = text_of(workspace, item.span);
    let is_whole = matches!(
        kind,
        Kind::Enum
            | Kind::Entity
            | Kind::Channel
            | Kind::Condition
            | Kind::Constant
            | Kind::List
            | Kind::Model
            | Kind::Rating
            | Kind::Skill
            | Kind::Profile
            | Kind::Presence
            | Kind::Hours
    );
    let header = all.split('{').next().unwrap_or_default();
    let code = if is_whole && all.lines().count() <= SHORT { all } else { header };
    let name = declared(&item.kind).map(|(_, name)| name.text.as_str()).unwrap_or_default();
    let doc = item.doc.clone().unwrap_or_default();
    let facts = setting::summary(workspace, kind, name, declares);
    fenced(code, &[doc, facts])
}

fn of_field(workspace: &Workspace, item: &ast::Item, place: Span) -> Option<String> {
    let is_it = |field: &&ast::Field| field.name.span == place;
    let (fields, of): (Vec<&ast::Field>, String) = match &item.kind {
        ItemKind::Entity(entity) => {
            (entity.fields.iter().collect(), format!("field of `{}`", entity.header.name.text))
        }
        ItemKind::Channel(channel) => (
            channel.fields.iter().collect(),
            format!("known of each conversation on `{}`", channel.header.name.text),
        ),
        ItemKind::Workstream(stream) => {
            let fields = stream.context.iter().flat_map(|context| &context.fields).collect();
            (fields, format!("context variable of `{}`", stream.header.name.text))
        }
        ItemKind::Import(_)
        | ItemKind::Constant(_)
        | ItemKind::Enum(_)
        | ItemKind::List(_)
        | ItemKind::Condition(_)
        | ItemKind::Table(_)
        | ItemKind::Model(_)
        | ItemKind::Hours(_)
        | ItemKind::Assignment(_)
        | ItemKind::Queue(_)
        | ItemKind::Intake(_)
        | ItemKind::Test(_)
        | ItemKind::Scenario(_)
        | ItemKind::Plain(_)
        | ItemKind::Broken(_) => return None,
    };
    let field = fields.into_iter().find(is_it)?;
    let missing = if field.ty.optional && field.default.is_none() { "; it may be missing" } else { "" };
    let doc = field.doc.clone().unwrap_or_default();
    Some(fenced(text_of(workspace, field.span), &[format!("{of}{missing}"), doc]))
}

/// A rule, by the place of its label.
fn of_rule(workspace: &Workspace, tree: &ast::File, place: Span) -> Option<String> {
    let is_it = |label: &ast::Text| label.span.start < place.start && place.end < label.span.end;
    let found = rules(tree).into_iter().find(|named| named.rule.label.as_ref().is_some_and(is_it))?;
    Some(fenced(text_of(workspace, found.rule.span), &[format!("rule `{}`", found.address())]))
}

fn of_agent(workspace: &Workspace, item: &ast::Item, place: Span) -> Option<String> {
    let ItemKind::Scenario(scenario) = &item.kind else { return None };
    let is_it = |setting: &&ast::Setting| setting.terms.iter().any(|term| term.span == place);
    let found = scenario.settings.iter().find(is_it)?;
    Some(fenced(text_of(workspace, found.span), &["agent of this scenario".to_owned()]))
}

fn of_item(workspace: &Workspace, item: &ast::Item, place: Span) -> Option<String> {
    let ItemKind::Scenario(scenario) = &item.kind else { return None };
    let found = scenario.lines.iter().find(|line| line.event.word.span == place)?;
    Some(fenced(text_of(workspace, found.span), &["item of this scenario, which comes in here".to_owned()]))
}

fn of_value(workspace: &Workspace, item: &ast::Item, place: Span) -> Option<String> {
    let ItemKind::Enum(of) = &item.kind else { return None };
    let at = of.values.iter().position(|value| value.name.span == place)?;
    let value = of.values.get(at)?;
    let words = format!("value {} of {} of `{}`", at + 1, of.values.len(), of.header.name.text);
    Some(fenced(text_of(workspace, value.span), &[words]))
}

fn of_parameter(workspace: &Workspace, item: &ast::Item, place: Span) -> Option<String> {
    let parameters = if let ItemKind::Condition(known) = &item.kind {
        &known.parameters
    } else if let ItemKind::Table(known) = &item.kind {
        &known.parameters
    } else if let ItemKind::Model(known) = &item.kind {
        &known.parameters
    } else if let ItemKind::Assignment(known) = &item.kind {
        &known.parameters
    } else {
        return None;
    };
    let found = parameters.iter().find(|parameter| parameter.name.span == place)?;
    let of = declared(&item.kind).map(|(_, name)| name.text.as_str()).unwrap_or_default();
    let code = text_of(workspace, found.name.span.to(found.ty.span));
    Some(fenced(code, &[format!("parameter of `{of}`")]))
}

fn of_ruleset(workspace: &Workspace, item: &ast::Item, place: Span) -> Option<String> {
    let ItemKind::Workstream(stream) = &item.kind else { return None };
    let found = stream.classify.iter().find(|ruleset| ruleset.name.span == place)?;
    let header = text_of(workspace, found.span).split('{').next().unwrap_or_default();
    let rules = match &found.kind {
        ast::ClassifyKind::First(rules) => format!("{} rules; the first that matches counts", rules.len()),
        ast::ClassifyKind::All(rules) => format!("{} rules; all that match count, in order", rules.len()),
        ast::ClassifyKind::Model(_) => "asks a model of the host".to_owned(),
    };
    Some(fenced(header, &[format!("ruleset of `{}`: {rules}", stream.header.name.text)]))
}

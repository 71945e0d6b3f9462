//! Declarations of what a rule speaks of and nobody has declared.

use super::found::{Action, ActionKind};
use super::names::{entity_named, named, type_word};
use super::spot::Spot;
use crate::check::{Kind, Sort};
use crate::diagnostic::Edit;
use crate::ide::walk::field_at;
use crate::source::Span;
use crate::syntax::ast::{Call, Expr, ExprKind, Literal, Name, Workstream};

/// A context variable for an unknown word of a rule, or a condition for an unknown one that is asked.
pub(super) fn missing(spot: &Spot<'_>) -> Vec<Action> {
    let expressions = spot.expressions();
    let Some(last) = expressions.last() else { return Vec::new() };
    let is_said = |code: &str, place: Span| {
        let place = spot.workspace.place(place);
        spot.workspace.diagnostics().iter().any(|said| said.code == code && said.span() == Some(place))
    };
    let word = last.as_word().filter(|word| is_said("unknown-word", word.span));
    let variable = word.and_then(|word| {
        let ty = expressions
            .iter()
            .rev()
            .nth(1)
            .map_or_else(|| "bool".to_owned(), |outer| type_beside(spot, outer, last));
        context_variable(spot, &word.text, &ty)
    });
    let call = expressions
        .iter()
        .rev()
        .find_map(|expr| if let ExprKind::Call(call) = &expr.kind { Some(call) } else { None });
    let condition =
        call.filter(|call| is_said("unknown-name", call.name.span)).map(|call| condition(spot, call));
    variable.into_iter().chain(condition).collect()
}

fn fix(title: String, edit: Edit, code: &str) -> Action {
    Action { title, kind: ActionKind::Fix, edits: vec![edit], mends: Some(code.to_owned()), preferred: false }
}

/// The type of what an expression is compared with, judged by what stands there.
fn type_beside(spot: &Spot<'_>, outer: &Expr, expr: &Expr) -> String {
    if let ExprKind::Search { .. } = &outer.kind {
        return "text".to_owned();
    }
    if let ExprKind::Within { .. } | ExprKind::OlderThan { .. } = &outer.kind {
        return "instant".to_owned();
    }
    let other = outer.parts().into_iter().find(|part| part.span != expr.span);
    let other = other.map(|other| match &other.kind {
        ExprKind::List(members) => members.first().unwrap_or(other),
        ExprKind::Range(range) => &range.from,
        ExprKind::Literal(_)
        | ExprKind::Path(_)
        | ExprKind::Call(_)
        | ExprKind::Not(_)
        | ExprKind::Chain(..)
        | ExprKind::Compare { .. }
        | ExprKind::In { .. }
        | ExprKind::Search { .. }
        | ExprKind::Presence { .. }
        | ExprKind::Within { .. }
        | ExprKind::OlderThan { .. }
        | ExprKind::During { .. }
        | ExprKind::Skill { .. }
        | ExprKind::Holds { .. }
        | ExprKind::Arith { .. }
        | ExprKind::Negate(_)
        | ExprKind::Default { .. }
        | ExprKind::Broken => other,
    });
    other.and_then(|other| type_of(spot, other)).unwrap_or_else(|| "text".to_owned())
}

/// The type of a value or field, as one would write it.
fn type_of(spot: &Spot<'_>, expr: &Expr) -> Option<String> {
    if let ExprKind::Literal(literal) = &expr.kind {
        return of_literal(literal).map(str::to_owned);
    }
    let ExprKind::Path(path) = &expr.kind else { return None };
    let (sort, place) = named(spot, path.words.last()?)?;
    match sort {
        Sort::Field => field_at(spot.workspace, place).map(|field| type_word(&field.ty)),
        Sort::Value => {
            let holds = |span: Option<Span>| span.is_some_and(|span| span.file == place.file);
            let enums = &spot.workspace.found().program.enums;
            enums.iter().find(|known| holds(known.named.span)).map(|known| known.named.name.clone())
        }
        Sort::Name(_) | Sort::Parameter | Sort::Ruleset | Sort::Rule | Sort::Agent | Sort::Item => None,
    }
}

fn of_literal(literal: &Literal) -> Option<&'static str> {
    Some(match literal {
        Literal::Bool(_) => "bool",
        Literal::Int(_) | Literal::Percent(_) => "int",
        Literal::Decimal(_) => "decimal",
        Literal::Text(_) => "text",
        Literal::Date(_) => "date",
        Literal::Time(_) => "time",
        Literal::Local(..) | Literal::Instant(_) => "instant",
        Literal::Duration(_) => "duration",
        Literal::Any => return None,
    })
}

fn context_variable(spot: &Spot<'_>, name: &str, ty: &str) -> Option<Action> {
    let workstream = spot.workstream()?;
    let edit = in_block(spot, workstream, name, ty).or_else(|| new_block(spot, workstream, name, ty))?;
    Some(fix(format!("add the context variable `{name}: {ty}?`"), edit, "unknown-word"))
}

fn in_block(spot: &Spot<'_>, workstream: &Workstream, name: &str, ty: &str) -> Option<Edit> {
    let last = workstream.context.first()?.fields.last()?;
    let own_line = spot.leads(last.span.start);
    let gap = if own_line { format!("\n{}", spot.indent(last.span.start)) } else { ", ".to_owned() };
    Some(spot.edit(last.span.after(), format!("{gap}{name}: {ty}?")))
}

/// A block of context variables above the first ruleset or route.
fn new_block(spot: &Spot<'_>, workstream: &Workstream, name: &str, ty: &str) -> Option<Edit> {
    let rulesets = workstream.classify.iter().map(|ruleset| ruleset.span);
    let first = rulesets.chain(workstream.route.iter().map(|route| route.span)).min()?;
    let indent = spot.indent(first.start);
    let place = Span { end: first.start, ..first };
    Some(spot.edit(place, format!("context {{\n{indent}  {name}: {ty}?\n{indent}}}\n\n{indent}")))
}

/// A condition that takes what is given here. What it asks is for the author to write.
fn condition(spot: &Spot<'_>, call: &Call) -> Action {
    let name = &call.name.text;
    let mut names: Vec<String> = Vec::new();
    let mut parameters = Vec::new();
    for given in &call.arguments {
        let (wanted, ty) = parameter(spot, given);
        let taken = names.iter().filter(|known| **known == wanted).count();
        let own = if taken == 0 { wanted.clone() } else { format!("{wanted}_{}", taken + 1) };
        parameters.push(format!("{own}: {ty}"));
        names.push(wanted);
    }
    let body = names.first().map_or_else(|| "now == now".to_owned(), |first| format!("{first} is present"));
    let text = format!("condition {name}({}) = {body}\n\n", parameters.join(", "));
    fix(format!("declare the condition `{name}`"), spot.edit(spot.above(), text), "unknown-name")
}

fn parameter(spot: &Spot<'_>, given: &Expr) -> (String, String) {
    if given.as_word().is_some_and(|word| word.text == "item") {
        return ("it".to_owned(), carried(spot).unwrap_or_else(|| "text".to_owned()));
    }
    // What is given to a condition that nobody knows has not been looked at.
    let path = if let ExprKind::Path(path) = &given.kind { followed(spot, &path.words) } else { None };
    let ty = path.or_else(|| type_of(spot, given)).unwrap_or_else(|| "text".to_owned());
    let name = if let ExprKind::Path(path) = &given.kind { path.words.last() } else { None };
    (name.map_or_else(|| "value".to_owned(), |name| name.text.clone()), ty)
}

/// The type at the end of a path, by the names of fields alone.
fn followed(spot: &Spot<'_>, words: &[Name]) -> Option<String> {
    let (first, rest) = words.split_first()?;
    let mut variables = spot.workstream()?.context.iter().flat_map(|context| &context.fields);
    let variable = variables.find(|field| field.name.text == first.text);
    let carried = entity_named(spot.workspace, &carried(spot)?)?;
    let mut field = variable.or_else(|| carried.fields.iter().find(|field| field.name.text == first.text))?;
    for word in rest {
        let entity = entity_named(spot.workspace, &type_word(&field.ty))?;
        field = entity.fields.iter().find(|field| field.name.text == word.text)?;
    }
    Some(type_word(&field.ty))
}

/// What the items of the workstream are.
fn carried(spot: &Spot<'_>) -> Option<String> {
    let settings = &spot.workstream()?.settings;
    let word = settings.iter().find(|setting| setting.word.text == "carries")?.terms.first()?.as_word()?;
    let (Sort::Name(Kind::Entity), _) = named(spot, word)? else { return None };
    Some(word.text.clone())
}

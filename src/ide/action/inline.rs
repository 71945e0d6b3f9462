//! A named condition, written out where it is asked.

use super::found::Action;
use super::names::named;
use super::spot::Spot;
use crate::check::{Kind, Sort};
use crate::engine::Workspace;
use crate::ide::walk::item_at;
use crate::source::Span;
use crate::syntax::ast::{Condition, Expr, ExprKind, ItemKind, Name};

/// The body of the condition that is asked here, in the place of its name.
pub(super) fn condition(spot: &Spot<'_>) -> Vec<Action> {
    let expressions = spot.expressions();
    let found = expressions.iter().rev().find_map(|expr| Some((*expr, written_out(spot, expr)?)));
    let Some((expr, (body, is_chain))) = found else { return Vec::new() };
    let alone = expressions.first().is_some_and(|root| root.span == expr.span);
    let text = if alone || !is_chain { body } else { format!("({body})") };
    vec![Action::refactor("write this condition out", vec![spot.edit(expr.span, text)])]
}

fn written_out(spot: &Spot<'_>, expr: &Expr) -> Option<(String, bool)> {
    let none = Vec::new();
    let (name, arguments): (&Name, &Vec<Expr>) = if let ExprKind::Call(call) = &expr.kind {
        (&call.name, &call.arguments)
    } else {
        (expr.as_word()?, &none)
    };
    let (Sort::Name(Kind::Condition), place) = named(spot, name)? else { return None };
    let condition = declaration(spot.workspace, place)?;
    if condition.parameters.len() != arguments.len() {
        return None;
    }
    // What is joined by a sign would fall apart among other signs.
    let alone =
        |given: &Expr| matches!(given.kind, ExprKind::Path(_) | ExprKind::Literal(_) | ExprKind::Call(_));
    if !arguments.iter().all(alone) {
        return None;
    }
    let pairs = condition.parameters.iter().zip(arguments);
    let given: Vec<_> =
        pairs.map(|(parameter, given)| (parameter.name.text.as_str(), spot.text(given.span))).collect();
    let mut edits = Vec::new();
    put_in(&condition.body, &given, &mut edits);
    let body = changed(spot.workspace, condition.body.span, &edits)?;
    Some((body, matches!(condition.body.kind, ExprKind::Chain(..))))
}

fn declaration(workspace: &Workspace, place: Span) -> Option<&Condition> {
    let ItemKind::Condition(condition) = &item_at(workspace, place)?.kind else { return None };
    Some(condition)
}

/// What is given, in the place of each parameter.
fn put_in(expr: &Expr, given: &[(&str, &str)], edits: &mut Vec<(Span, String)>) {
    if let ExprKind::Path(path) = &expr.kind
        && let Some(first) = path.words.first()
        && let Some((_, text)) = given.iter().find(|(name, _)| *name == first.text)
    {
        edits.push((first.span, (*text).to_owned()));
    }
    for part in expr.parts() {
        put_in(part, given, edits);
    }
}

/// The text of a span of another section after the changes in it.
fn changed(workspace: &Workspace, span: Span, edits: &[(Span, String)]) -> Option<String> {
    let there = workspace.place(span);
    let (start, text) = workspace.section(there.file, there.start)?;
    let own = there.start.saturating_sub(start);
    let part = |from: u32, to: u32| text.get(usize::try_from(from).ok()?..usize::try_from(to).ok()?);
    let mut changed = String::new();
    let mut at = own;
    for (place, instead) in edits {
        changed.push_str(part(at, place.start)?);
        changed.push_str(instead);
        at = place.end;
    }
    changed.push_str(part(at, span.end)?);
    Some(changed)
}

//! What an author would write next.

use super::found::Action;
use super::names::quoted;
use super::spot::{ListKind, Listed, Spot, condition_of};
use crate::syntax::ast::{
    BoolOp, ClauseKind, CompareOp, Expr, ExprKind, Guard, ItemKind, Rule, Setting, Target, Workstream,
};

/// A last rule for everything else, in a route that has none.
pub(super) fn otherwise(spot: &Spot<'_>) -> Vec<Action> {
    let Some(workstream) = spot.workstream().filter(|own| !is_copied(spot, own)) else { return Vec::new() };
    let Some(route) = workstream.route.iter().find(|route| spot.is_in(route.span)) else { return Vec::new() };
    let Some(last) = route.rules.last() else { return Vec::new() };
    let all = route.rules.iter().any(|rule| matches!(rule.guard, Some(Guard::Otherwise(_))));
    let Some(fallback) = word(&workstream.settings, "fallback").filter(|_| !all) else { return Vec::new() };
    let indent = spot.indent(last.span.start);
    let text = format!("\n{indent}\"Everything else\": otherwise to {fallback}");
    vec![Action::refactor("add a rule for everything else", vec![spot.edit(last.span.after(), text)])]
}

/// Whether another workstream copies this one: what is added here would count there too, whatever it says itself.
pub(super) fn is_copied(spot: &Spot<'_>, own: &Workstream) -> bool {
    let files = spot.workspace.files().map(|(id, _)| id);
    let mut items = files.flat_map(|file| spot.workspace.trees(file)).flat_map(|tree| &tree.items);
    items.any(|item| {
        let ItemKind::Workstream(other) = &item.kind else { return false };
        other.copies.as_ref().is_some_and(|copies| copies.name.text == own.header.name.text)
    })
}

fn word<'s>(settings: &'s [Setting], word: &str) -> Option<&'s str> {
    let setting = settings.iter().find(|setting| setting.word.text == word)?;
    setting.terms.first()?.as_word().map(|name| name.text.as_str())
}

/// A test of the rule that is selected, as far as the rule says what an item must be.
pub(super) fn test(spot: &Spot<'_>) -> Vec<Action> {
    let (Some(workstream), Some(listed)) = (spot.workstream(), spot.rule()) else { return Vec::new() };
    let Some(text) = written(spot, workstream, listed) else { return Vec::new() };
    vec![Action::refactor("write a test of this rule", vec![spot.edit(spot.item.span.after(), text)])]
}

fn written(spot: &Spot<'_>, workstream: &Workstream, listed: Listed<'_>) -> Option<String> {
    let Listed { rule, kind, .. } = listed;
    let label = &rule.label.as_ref()?.value;
    let expectation = if kind == ListKind::RouteFirst {
        format!("queue == {}", queue_of(rule)?)
    } else {
        let ruleset = spot.ruleset().map_or("route", |ruleset| ruleset.name.text.as_str());
        format!("fired {ruleset}.{}", spot.text(rule.label.as_ref()?.span))
    };
    let mut values = Vec::new();
    equal(condition_of(rule)?, &mut values)?;
    let given: Vec<_> = values.iter().map(|(path, value)| nested(path, spot.text(value.span))).collect();
    let name = &workstream.header.name.text;
    Some(format!(
        "\n\ntest {} {{\n  given {name} {{ {} }}\n  expect {expectation}\n}}",
        quoted(label),
        given.join(", ")
    ))
}

fn queue_of(rule: &Rule) -> Option<&str> {
    rule.clauses.iter().find_map(|clause| {
        let ClauseKind::To(Target::Queue(name)) = &clause.kind else { return None };
        Some(name.text.as_str())
    })
}

/// The paths that must be equal to values, where a condition says nothing else.
fn equal<'e>(condition: &'e Expr, values: &mut Vec<(Vec<&'e str>, &'e Expr)>) -> Option<()> {
    if let ExprKind::Chain(BoolOp::And, parts) = &condition.kind {
        return parts.iter().try_for_each(|part| equal(part, values));
    }
    let ExprKind::Compare { left, op: CompareOp::Eq, right, .. } = &condition.kind else { return None };
    let ExprKind::Path(path) = &left.kind else { return None };
    let is_value = matches!(right.kind, ExprKind::Literal(_)) || right.as_word().is_some();
    let words: Vec<_> = path.words.iter().map(|word| word.text.as_str()).collect();
    let plain = !matches!(words.first(), Some(&("item" | "agent" | "queue" | "decision")));
    values.push((words, right));
    (is_value && plain).then_some(())
}

/// `customer { tier gold }`
fn nested(path: &[&str], value: &str) -> String {
    match path {
        [] => value.to_owned(),
        [last] => format!("{last} {value}"),
        [first, rest @ ..] => format!("{first} {{ {} }}", nested(rest, value)),
    }
}

//! One rule as two, and two as one. Only in lists whose first rule counts: there it comes to the same.

use super::fired::{Change, followed};
use super::found::Action;
use super::label::free;
use super::names::quoted;
use super::spot::{ListKind, Listed, Spot, condition_of, without_parentheses};
use crate::source::Span;
use crate::syntax::ast::{BoolOp, Expr, ExprKind, Rule};

fn in_first<'w>(spot: &Spot<'w>) -> Option<Listed<'w>> {
    spot.rule().filter(|listed| matches!(listed.kind, ListKind::ClassifyFirst | ListKind::RouteFirst))
}

/// A rule that holds in either of two cases, as a rule for each.
pub(super) fn rule(spot: &Spot<'_>) -> Vec<Action> {
    cases(spot).into_iter().collect()
}

fn cases(spot: &Spot<'_>) -> Option<Action> {
    let listed = in_first(spot)?;
    let Listed { rule, at, list, .. } = listed;
    let condition = condition_of(rule)?;
    let ExprKind::Chain(BoolOp::Or, parts) = &condition.kind else { return None };
    let mut edits = followed(spot, listed, Change { at, count: 1, left: parts.len(), label: None })?;
    let label = rule.label.as_ref();
    let mut labels = free(list, |number| format!("{}, {number}", label.map_or("", |label| &label.value)));
    let one = |part: &Expr| {
        let mut edits = vec![(condition.span, spot.text(without_parentheses(part)).to_owned())];
        let label = label.zip(labels.next());
        edits.extend(label.map(|(label, new)| (label.span, quoted(&new))));
        spot.changed(rule.span, &edits)
    };
    let rules: Vec<_> = parts.iter().map(one).collect();
    let text = rules.join(&format!("\n{}", spot.indent(rule.span.start)));
    edits.push(spot.edit(rule.span, text));
    Some(Action::refactor("make a rule of each case", edits))
}

/// A rule and the next, which do the same, as one.
pub(super) fn joined(spot: &Spot<'_>) -> Vec<Action> {
    with_next(spot).into_iter().collect()
}

fn with_next(spot: &Spot<'_>) -> Option<Action> {
    let listed = in_first(spot)?;
    let Listed { rule, at, list, .. } = listed;
    let next = list.get(at + 1).filter(|next| clauses(spot, next) == clauses(spot, rule))?;
    let (one, other) = (condition_of(rule)?, condition_of(next)?);
    let label = rule.label.as_ref().or(next.label.as_ref()).map(|label| label.value.as_str());
    let mut edits = followed(spot, listed, Change { at, count: 2, left: 1, label })?;
    if rule.label.is_none() {
        let place = Span { end: rule.span.start, ..rule.span };
        edits.extend(label.map(|label| spot.edit(place, format!("{}: ", quoted(label)))));
    }
    edits.push(spot.edit(one.span, either(spot, one, other)));
    edits.push(spot.edit(Span { start: rule.span.end, ..next.span }, ""));
    Some(Action::refactor("join this rule with the next", edits))
}

/// What a rule does, without its blanks.
fn clauses(spot: &Spot<'_>, rule: &Rule) -> Vec<String> {
    rule.clauses.iter().map(|clause| squeezed(spot.text(clause.span))).collect()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One condition or the other, each case once.
fn either(spot: &Spot<'_>, one: &Expr, other: &Expr) -> String {
    let mut found: Vec<&Expr> = Vec::new();
    for case in alternatives(one).into_iter().chain(alternatives(other)) {
        let said = |case: &Expr| squeezed(spot.text(without_parentheses(case)));
        if found.iter().all(|known| said(known) != said(case)) {
            found.push(case);
        }
    }
    match found.as_slice() {
        [only] => spot.text(without_parentheses(only)).to_owned(),
        several => several.iter().map(|case| as_part(spot, case)).collect::<Vec<_>>().join(" or "),
    }
}

fn alternatives(condition: &Expr) -> Vec<&Expr> {
    if let ExprKind::Chain(BoolOp::Or, parts) = &condition.kind {
        parts.iter().collect()
    } else {
        vec![condition]
    }
}

/// A condition as one of several: what is joined by `and` needs its parentheses.
fn as_part(spot: &Spot<'_>, condition: &Expr) -> String {
    let text = spot.text(without_parentheses(condition));
    let is_joined = matches!(condition.kind, ExprKind::Chain(..));
    if is_joined { format!("({text})") } else { text.to_owned() }
}

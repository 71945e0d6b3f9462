//! One rule as two, and two as one. Only in lists whose first rule counts: there it comes to the same.

use super::extract::changed;
use super::found::Action;
use super::spot::{ListKind, Listed, Spot, condition_of};
use crate::source::Span;
use crate::syntax::ast::{BoolOp, Expr, ExprKind, Rule};

fn in_first<'w>(spot: &Spot<'w>) -> Option<Listed<'w>> {
    spot.rule().filter(|listed| matches!(listed.kind, ListKind::ClassifyFirst | ListKind::RouteFirst))
}

/// A rule that holds in either of two cases, as a rule for each.
pub(super) fn rule(spot: &Spot<'_>) -> Vec<Action> {
    let Some(Listed { rule, .. }) = in_first(spot) else { return Vec::new() };
    let Some(condition) = condition_of(rule) else { return Vec::new() };
    let ExprKind::Chain(BoolOp::Or, parts) = &condition.kind else { return Vec::new() };
    let indent = spot.indent(rule.span.start);
    let one = |(at, part): (usize, &Expr)| {
        let mut edits = vec![(condition.span, spot.text(part.span).to_owned())];
        if let Some(label) = &rule.label {
            let written = spot.text(label.span);
            let inner = written.strip_suffix('"').unwrap_or(written);
            edits.push((label.span, format!("{inner}, {}\"", at + 1)));
        }
        changed(spot, rule.span, &edits)
    };
    let rules: Vec<_> = parts.iter().enumerate().map(one).collect();
    let text = rules.join(&format!("\n{indent}"));
    vec![Action::refactor("make a rule of each case", vec![spot.edit(rule.span, text)])]
}

/// A rule and the next, which do the same, as one.
pub(super) fn joined(spot: &Spot<'_>) -> Vec<Action> {
    let Some(Listed { rule, at, list, .. }) = in_first(spot) else { return Vec::new() };
    let Some(next) = list.get(at + 1).filter(|next| clauses(spot, next) == clauses(spot, rule)) else {
        return Vec::new();
    };
    let (Some(one), Some(other)) = (condition_of(rule), condition_of(next)) else { return Vec::new() };
    let either = format!("{} or {}", as_part(spot, one), as_part(spot, other));
    let gap = Span { start: rule.span.end, ..next.span };
    let edits = vec![spot.edit(one.span, either), spot.edit(gap, "")];
    vec![Action::refactor("join this rule with the next", edits)]
}

/// What a rule does, without its blanks.
fn clauses(spot: &Spot<'_>, rule: &Rule) -> Vec<String> {
    let words = |span| spot.text(span).split_whitespace().collect::<Vec<_>>().join(" ");
    rule.clauses.iter().map(|clause| words(clause.span)).collect()
}

/// A condition as one of several: what is joined by `and` needs its parentheses.
fn as_part(spot: &Spot<'_>, condition: &Expr) -> String {
    let text = spot.text(condition.span);
    let is_joined = matches!(condition.kind, ExprKind::Chain(BoolOp::And, _));
    if is_joined { format!("({text})") } else { text.to_owned() }
}

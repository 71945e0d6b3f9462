use super::found::Action;
use super::spot::Spot;
use crate::syntax::ast::{Expr, ItemKind};

/// The members of a `list` in the order of the alphabet: a list is asked as a whole, so their order says nothing.
pub(super) fn sorted(spot: &Spot<'_>) -> Vec<Action> {
    let ItemKind::List(list) = &spot.item.kind else { return Vec::new() };
    if spot.text(spot.item.span).contains("//") {
        // A comment beside a member would stand beside another.
        return Vec::new();
    }
    let text = |member: &Expr| spot.text(member.span);
    let mut sorted: Vec<&str> = list.members.iter().map(text).collect();
    sorted.sort_by_key(|member| (member.to_lowercase(), *member));
    let moved = list.members.iter().zip(&sorted).filter(|(member, sorted)| text(member) != **sorted);
    let edits: Vec<_> = moved.map(|(member, sorted)| spot.edit(member.span, *sorted)).collect();
    if edits.is_empty() { Vec::new() } else { vec![Action::refactor("sort the members", edits)] }
}

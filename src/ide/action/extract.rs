//! A part of a rule that gets a name of its own.

use super::found::Action;
use super::names::{field_at, free_name, item_at, named, type_word};
use super::spot::{ListKind, Spot, condition_of};
use crate::check::Sort;
use crate::diagnostic::Edit;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, ItemKind, Path};

/// The condition of a rule, or the part of it that is selected, as a condition of the program.
pub(super) fn condition(spot: &Spot<'_>) -> Vec<Action> {
    condition_if_fit(spot).into_iter().collect()
}

fn condition_if_fit(spot: &Spot<'_>) -> Option<Action> {
    let listed = spot.rule().filter(|listed| listed.kind != ListKind::Other)?;
    let root = condition_of(listed.rule)?;
    let expressions = spot.expressions();
    let expr = if spot.selected.is_empty() { root } else { *expressions.last()? };
    let is_part = expressions.first().is_some_and(|first| first.span == root.span);
    if !is_part && !spot.selected.is_empty() || !holds(expr) {
        return None;
    }
    let carries = spot.workstream()?.settings.iter().find(|setting| setting.word.text == "carries")?;
    let entity = carries.terms.first()?.as_word()?;
    let mut moved = Moved { spot, entity: named(spot, entity)?.1, context: Vec::new(), edits: Vec::new() };
    moved.walk(expr)?;
    let name = free_name(spot.workspace, "new_condition");
    let parameters: Vec<_> = moved.context.iter().map(|(name, ty)| format!(", {name}: {ty}")).collect();
    let arguments: Vec<_> = moved.context.iter().map(|(name, _)| format!(", {name}")).collect();
    let body = changed(spot, expr.span, &moved.edits);
    let declared = format!("condition {name}(it: {}{}) = {body}\n\n", entity.text, parameters.concat());
    let edits = vec![
        spot.edit(spot.above(), declared),
        spot.edit(expr.span, format!("{name}(item{})", arguments.concat())),
    ];
    Some(Action::refactor("give this condition a name", edits))
}

/// Whether an expression holds or does not, judged by its shape.
fn holds(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Not(_)
            | ExprKind::Chain(..)
            | ExprKind::Compare { .. }
            | ExprKind::In { .. }
            | ExprKind::Search { .. }
            | ExprKind::Presence { .. }
            | ExprKind::Within { .. }
            | ExprKind::OlderThan { .. }
    )
}

/// An expression on its way into a condition, where the item is a parameter.
struct Moved<'s, 'w> {
    spot: &'s Spot<'w>,
    /// Where the entity of the items is declared.
    entity: Span,
    /// The context variables it reads, with their types.
    context: Vec<(String, String)>,
    /// What changes in its words.
    edits: Vec<(Span, String)>,
}

impl Moved<'_, '_> {
    /// Goes through all paths; `None` where one reads what a condition cannot be given.
    fn walk(&mut self, expr: &Expr) -> Option<()> {
        if let ExprKind::Path(path) = &expr.kind {
            return self.path(path);
        }
        if matches!(expr.kind, ExprKind::Skill { .. } | ExprKind::Holds { .. }) {
            return None;
        }
        expr.parts().into_iter().try_for_each(|part| self.walk(part))
    }

    fn path(&mut self, path: &Path) -> Option<()> {
        let first = path.words.first()?;
        if first.text == "item" {
            self.edits.push((first.span, "it".to_owned()));
            return Some(());
        }
        if first.text == "now" && path.words.len() == 1 {
            return Some(());
        }
        let second = path.words.get(1).filter(|_| first.text == "context");
        let (sort, place) = named(self.spot, second.unwrap_or(first))?;
        match sort {
            Sort::Name(_) | Sort::Value => Some(()),
            Sort::Field => self.field(first.span, second.map(|word| word.span), place),
            Sort::Parameter | Sort::Ruleset | Sort::Rule | Sort::Agent | Sort::Item => None,
        }
    }

    fn field(&mut self, first: Span, second: Option<Span>, place: Span) -> Option<()> {
        let field = field_at(self.spot.workspace, place)?;
        if place.file == self.entity.file {
            let start = Span { end: first.start, ..first };
            self.edits.push((start, "it.".to_owned()));
            return Some(());
        }
        let of = item_at(self.spot.workspace, place)?;
        let known = matches!(of.kind, ItemKind::Workstream(_)) && field.name.text != "it";
        let pair = (field.name.text.clone(), type_word(&field.ty));
        if known && !self.context.contains(&pair) {
            self.context.push(pair);
        }
        if let Some(second) = second {
            self.edits.push((Span { end: second.start, ..first }, String::new()));
        }
        known.then_some(())
    }
}

/// The text of a span after the changes in it.
pub(super) fn changed(spot: &Spot<'_>, span: Span, edits: &[(Span, String)]) -> String {
    let mut edits: Vec<_> =
        edits.iter().filter(|(place, _)| span.start <= place.start && place.end <= span.end).collect();
    edits.sort_by_key(|(place, _)| *place);
    let mut text = String::new();
    let mut at = span.start;
    for (place, instead) in edits {
        text.push_str(spot.text(Span { start: at, end: place.start, ..span }));
        text.push_str(instead);
        at = place.end;
    }
    text + spot.text(Span { start: at, ..span })
}

/// A number, text or length of time of a rule as a `let`.
pub(super) fn constant(spot: &Spot<'_>) -> Vec<Action> {
    let Some(expr) = spot.expressions().pop().filter(|expr| matches!(expr.kind, ExprKind::Literal(_))) else {
        return Vec::new();
    };
    let name = free_name(spot.workspace, "new_value");
    let declared = format!("let {name} = {}\n\n", spot.text(expr.span));
    vec![Action::refactor("give this value a name", both(spot, declared, expr.span, name))]
}

/// The list that a value or text is looked for in, as a `list`.
pub(super) fn list(spot: &Spot<'_>) -> Vec<Action> {
    let found = spot
        .expressions()
        .into_iter()
        .rev()
        .find(|expr| matches!(&expr.kind, ExprKind::List(members) if !members.is_empty()));
    let Some(expr) = found else { return Vec::new() };
    let name = free_name(spot.workspace, "new_list");
    let declared = format!("list {name} = {}\n\n", spot.text(expr.span));
    vec![Action::refactor("give this list a name", both(spot, declared, expr.span, name))]
}

fn both(spot: &Spot<'_>, declared: String, place: Span, name: String) -> Vec<Edit> {
    vec![spot.edit(spot.above(), declared), spot.edit(place, name)]
}

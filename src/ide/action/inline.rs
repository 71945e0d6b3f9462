//! A named condition, written out where it is asked.

use super::found::Action;
use super::names::{carried, named, workstream};
use super::spot::{Spot, without_parentheses};
use crate::builtins::FACTS;
use crate::check::{Kind, Sort};
use crate::engine::Workspace;
use crate::hir::RulesetKind;
use crate::ide::edited::replaced;
use crate::ide::walk::{item_at, text_of};
use crate::source::Span;
use crate::syntax::ast::{Condition, Expr, ExprKind, ItemKind, Name, Path};

/// The body of the condition that is asked here, in the place of its name.
pub(super) fn condition(spot: &Spot<'_>) -> Vec<Action> {
    let expressions = spot.expressions();
    let found =
        expressions.iter().enumerate().rev().find_map(|(at, expr)| Some((at, expr, asked(spot, expr)?)));
    let Some((at, expr, (condition, arguments))) = found else { return Vec::new() };
    let Some(body) = written_out(spot, condition, arguments) else { return Vec::new() };
    let outer = at.checked_sub(1).and_then(|outer| expressions.get(outer));
    let text = if falls_apart(&condition.body, outer.copied()) { format!("({body})") } else { body };
    vec![Action::refactor("write this condition out", vec![spot.edit(expr.span, text)])]
}

/// Whether a condition needs parentheses in what stands around it.
fn falls_apart(body: &Expr, outer: Option<&Expr>) -> bool {
    let Some(outer) = outer else { return false };
    if let ExprKind::Chain(joined, _) = &body.kind {
        return !matches!(&outer.kind, ExprKind::Chain(other, _) if other == joined);
    }
    let is_one = matches!(body.kind, ExprKind::Path(_) | ExprKind::Call(_) | ExprKind::Literal(_));
    !is_one && !matches!(outer.kind, ExprKind::Chain(..) | ExprKind::Not(_))
}

/// The condition that is asked, with what it is given.
fn asked<'w>(spot: &Spot<'w>, expr: &'w Expr) -> Option<(&'w Condition, &'w [Expr])> {
    let (name, arguments): (&Name, &[Expr]) = if let ExprKind::Call(call) = &expr.kind {
        (&call.name, &call.arguments)
    } else {
        (expr.as_word()?, &[])
    };
    let (Sort::Name(Kind::Condition), place) = named(spot, name)? else { return None };
    let ItemKind::Condition(condition) = &item_at(spot.workspace, place)?.kind else { return None };
    (condition.parameters.len() == arguments.len()).then_some((condition, arguments))
}

fn written_out(spot: &Spot<'_>, condition: &Condition, arguments: &[Expr]) -> Option<String> {
    if !arguments.iter().all(|given| stands_alone(spot, given)) {
        return None;
    }
    let pairs = condition.parameters.iter().zip(arguments);
    let given = pairs.map(|(parameter, given)| (parameter.name.text.as_str(), spot.text(given.span)));
    let mut moved = Moved { spot, given: given.collect(), edits: Vec::new() };
    moved.walk(&condition.body)?;
    let body = without_parentheses(&condition.body);
    moved.edits.sort_by_key(|(place, _)| *place);
    let own = |place: &Span| place.start - body.start..place.end - body.start;
    let edits = moved.edits.iter().map(|(place, text)| (own(place), text.as_str()));
    Some(replaced(text_of(spot.workspace, body), edits))
}

/// Whether what is given means the same wherever in a condition it stands: what is joined by a sign would fall apart, and
/// a value of an enum is one only beside what has its type.
fn stands_alone(spot: &Spot<'_>, given: &Expr) -> bool {
    let is_value = |word: &Name| matches!(named(spot, word), Some((Sort::Value, _)));
    matches!(given.kind, ExprKind::Path(_) | ExprKind::Literal(_) | ExprKind::Call(_))
        && !given.as_word().is_some_and(is_value)
}

/// The body of a condition on its way to where it is asked.
struct Moved<'s, 'w> {
    spot: &'s Spot<'w>,
    /// What each parameter is given.
    given: Vec<(&'s str, &'w str)>,
    /// What changes in its words.
    edits: Vec<(Span, String)>,
}

impl Moved<'_, '_> {
    /// Puts what is given in the place of each parameter; `None` where a word would mean something else.
    fn walk(&mut self, expr: &Expr) -> Option<()> {
        if let ExprKind::Path(path) = &expr.kind {
            self.path(path)?;
        } else if let ExprKind::Skill { skill, .. } = &expr.kind {
            self.put_in(skill);
        }
        expr.parts().into_iter().try_for_each(|part| self.walk(part))
    }

    fn put_in(&mut self, word: &Name) -> bool {
        let found = self.given.iter().find(|(name, _)| *name == word.text);
        self.edits.extend(found.map(|(_, text)| (word.span, (*text).to_owned())));
        found.is_some()
    }

    fn path(&mut self, path: &Path) -> Option<()> {
        let first = path.words.first()?;
        if self.put_in(first) || !means_more(self.spot, &first.text) {
            return Some(());
        }
        let (Sort::Value, place) = named(self.spot, first)? else { return None };
        let of = enum_of(self.spot.workspace, place).filter(|of| !means_more(self.spot, of))?;
        self.edits.push((first.span, format!("{of}.{}", first.text)));
        Some(())
    }
}

fn enum_of(workspace: &Workspace, value: Span) -> Option<&str> {
    let ItemKind::Enum(found) = &item_at(workspace, value)?.kind else { return None };
    Some(&found.header.name.text)
}

/// Whether a word alone may mean something of the place: of its item, a context variable, a parameter, an answer.
fn means_more(spot: &Spot<'_>, word: &str) -> bool {
    if let ItemKind::Condition(condition) = &spot.item.kind {
        return condition.parameters.iter().any(|parameter| parameter.name.text == word);
    }
    if let Some((known, entity)) = workstream(spot).zip(carried(spot)) {
        let mut fields = entity.fields.iter().chain(&known.context);
        let is_answer = |kind: &RulesetKind| matches!(kind, RulesetKind::Model { .. });
        return fields.any(|field| field.name == word)
            || known.classify.iter().any(|ruleset| ruleset.name == word && is_answer(&ruleset.kind));
    }
    // Of queues and assignments, whatever any item or agent has.
    let entities = &spot.workspace.found().program.entities;
    let is_fact = word != "now" && FACTS.iter().any(|fact| fact.word == word);
    is_fact || entities.iter().flat_map(|entity| &entity.fields).any(|field| field.name == word)
}

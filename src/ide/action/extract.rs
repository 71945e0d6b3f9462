//! A part of a rule that gets a name of its own.

use super::found::Action;
use super::names::{carried, free_name, is_value, named, workstream};
use super::spot::{ListKind, Spot, condition_of, without_parentheses};
use crate::check::{Kind, Sort, declared};
use crate::diagnostic::Edit;
use crate::hir;
use crate::ide::walk::{field_at, item_at, text_of};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Item, ItemKind, Name, Path};

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
    let mut moved = Moved::new(spot)?;
    moved.walk(expr)?;
    let name = free_name(spot.workspace, "new_condition");
    let (parameters, arguments) = moved.parameters();
    let body = spot.changed(without_parentheses(expr), &moved.edits);
    let declared = format!("condition {name}{} = {body}\n\n", in_parentheses(&parameters));
    let edits = vec![
        spot.edit(spot.above(), declared),
        spot.edit(expr.span, format!("{name}{}", in_parentheses(&arguments))),
    ];
    Some(Action::refactor("give this condition a name", edits))
}

/// In parentheses, if there is anything.
fn in_parentheses(parts: &[String]) -> String {
    if parts.is_empty() { String::new() } else { format!("({})", parts.join(", ")) }
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
            | ExprKind::During { .. }
    )
}

/// An expression on its way into a condition, where what it is asked about are parameters.
struct Moved<'s, 'w> {
    spot: &'s Spot<'w>,
    /// What the items are.
    entity: &'w hir::Entity,
    /// What the item is called in the condition.
    it: String,
    /// Whether it is asked about.
    reads_item: bool,
    /// The context variables that it reads: where each is declared, its name, its name in the condition, its type.
    context: Vec<(Span, String, String, String)>,
    /// What changes in its words.
    edits: Vec<(Span, String)>,
}

impl<'s, 'w> Moved<'s, 'w> {
    fn new(spot: &'s Spot<'w>) -> Option<Self> {
        let names = workstream(spot)?.context.iter().map(|variable| variable.name.clone());
        let entity = carried(spot)?;
        let names: Vec<_> = names.collect();
        let is_free = free_parameter(spot, "it", &names) == "it";
        let other = || free_parameter(spot, &entity.named.name.to_lowercase(), &names);
        let it = if is_free { "it".to_owned() } else { other() };
        Some(Self { spot, entity, it, reads_item: false, context: Vec::new(), edits: Vec::new() })
    }

    /// The parameters of the condition, and what they are given.
    fn parameters(&self) -> (Vec<String>, Vec<String>) {
        let item =
            self.reads_item.then(|| (format!("{}: {}", self.it, self.entity.named.name), "item".to_owned()));
        // What may be missing may be missing there too, and says so.
        let context = self.context.iter().map(|(_, name, own, ty)| (format!("{own}: {ty}"), name.clone()));
        item.into_iter().chain(context).unzip()
    }

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
            self.reads_item = true;
            self.edits.push((first.span, self.it.clone()));
            return path.words.get(1).is_none_or(|word| named(self.spot, word).is_some()).then_some(());
        }
        if first.text == "now" && path.words.len() == 1 {
            return Some(());
        }
        let second = path.words.get(1).filter(|_| first.text == "context");
        let (sort, place) = named(self.spot, second.unwrap_or(first))?;
        match sort {
            Sort::Name(_) | Sort::Value => Some(()),
            Sort::Field if item_at(self.spot.workspace, place)?.span.file == self.entity.named.span?.file => {
                self.reads_item = true;
                self.edits.push((Span { end: first.span.start, ..first.span }, format!("{}.", self.it)));
                Some(())
            }
            Sort::Field => self.variable(first.span.to(second.map_or(first.span, |word| word.span)), place),
            Sort::Parameter | Sort::Ruleset | Sort::Rule | Sort::Agent | Sort::Item => None,
        }
    }

    /// A context variable, which is written at `written` and declared at `place`.
    fn variable(&mut self, written: Span, place: Span) -> Option<()> {
        if !matches!(item_at(self.spot.workspace, place)?.kind, ItemKind::Workstream(_)) {
            return None;
        }
        let known = self.context.iter().find(|(known, ..)| *known == place);
        let own = if let Some((_, _, own, _)) = known {
            own.clone()
        } else {
            let field = field_at(self.spot.workspace, place)?;
            let own = free_parameter(self.spot, &field.name.text, &[]);
            let ty = text_of(self.spot.workspace, field.ty.span).to_owned();
            self.context.push((place, self.spot.text(written).to_owned(), own.clone(), ty));
            own
        };
        self.edits.push((written, own));
        Some(())
    }
}

/// `wanted`, or with a number behind it, so that in a condition it names nothing else.
fn free_parameter(spot: &Spot<'_>, wanted: &str, taken: &[String]) -> String {
    let is_taken = |name: &String| taken.contains(name) || is_a_value(spot, name);
    let numbered = (2..=u32::MAX).map(|number| format!("{wanted}_{number}"));
    let mut all = std::iter::once(wanted.to_owned()).chain(numbered);
    all.find(|name| !is_taken(name)).unwrap_or_default()
}

/// Whether a word is the name of a value everywhere: of a `let`, a `list`, a condition, or one of an enum.
fn is_a_value(spot: &Spot<'_>, word: &str) -> bool {
    let files = spot.workspace.files().map(|(file, _)| file);
    let mut items = files.flat_map(|file| spot.workspace.trees(file)).flat_map(|tree| &tree.items);
    items.any(|item| {
        if let ItemKind::Enum(found) = &item.kind {
            return found.values.iter().any(|value| value.name.text == word);
        }
        let name = declared(&item.kind)
            .filter(|(kind, _)| matches!(kind, Kind::Constant | Kind::List | Kind::Condition));
        name.is_some_and(|(_, name)| name.text == word)
    })
}

/// A number, text or length of time of a rule as a `let`.
pub(super) fn constant(spot: &Spot<'_>) -> Vec<Action> {
    let Some(expr) = number_or_text(spot, &spot.expressions()) else { return Vec::new() };
    let name = free_name(spot.workspace, "new_value");
    let declared = format!("let {name} = {}\n\n", spot.text(expr.span));
    vec![Action::refactor("give this value a name", both(spot, declared, expr.span, name))]
}

/// The literal that is selected, with the sign before it; but not the zone that a built-in function is given.
fn number_or_text<'e>(spot: &Spot<'_>, expressions: &[&'e Expr]) -> Option<&'e Expr> {
    let (last, around) = expressions.split_last().filter(|(last, _)| is_literal(last))?;
    let outer = around.last().copied();
    if outer.is_some_and(|outer| matches!(outer.kind, ExprKind::Negate(_))) {
        return outer;
    }
    if let Some(ExprKind::Call(call)) = outer.map(|outer| &outer.kind) {
        named(spot, &call.name)?;
    }
    Some(last)
}

fn is_literal(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Literal(_))
}

/// The list that a value or text is looked for in, as a `list`.
pub(super) fn list(spot: &Spot<'_>) -> Vec<Action> {
    let found = spot.expressions().into_iter().rev().find_map(|expr| Some((expr, members(spot, expr)?)));
    let Some((expr, members)) = found else { return Vec::new() };
    let name = free_name(spot.workspace, "new_list");
    let declared = format!("list {name} = {members}\n\n");
    vec![Action::refactor("give this list a name", both(spot, declared, expr.span, name))]
}

/// A list of values, as it stands where nothing says which enum they are of.
fn members(spot: &Spot<'_>, expr: &Expr) -> Option<String> {
    let ExprKind::List(members) = &expr.kind else { return None };
    if members.is_empty() || !members.iter().all(|member| is_value(spot, member)) {
        return None;
    }
    let words = members.iter().filter_map(|member| member.as_word());
    let qualified =
        words.filter_map(|word| Some((word.span, format!("{}.{}", unclear(spot, word)?, word.text))));
    Some(spot.changed(expr.span, &qualified.collect::<Vec<_>>()))
}

/// The enum of a value, where another has a value of the same name.
fn unclear<'w>(spot: &Spot<'w>, word: &Name) -> Option<&'w str> {
    let files = spot.workspace.files().map(|(file, _)| file);
    let items = files.flat_map(|file| spot.workspace.trees(file)).flat_map(|tree| &tree.items);
    let has = |item: &&Item| matches!(&item.kind, ItemKind::Enum(found) if found.values.iter().any(|value| value.name.text == word.text));
    let several = items.filter(has).count() > 1;
    let ItemKind::Enum(own) = &item_at(spot.workspace, named(spot, word)?.1)?.kind else { return None };
    several.then_some(own.header.name.text.as_str())
}

fn both(spot: &Spot<'_>, declared: String, place: Span, name: String) -> Vec<Edit> {
    vec![spot.edit(spot.above(), declared), spot.edit(place, name)]
}

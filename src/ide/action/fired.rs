//! What tests say of rules by what they are called: where rules change, tests must follow.

use super::names::quoted;
use super::spot::{ListKind, Listed, Spot};
use crate::diagnostic::Edit;
use crate::engine::Workspace;
use crate::hir;
use crate::ide::walk::{item_at, rules};
use crate::source::Span;
use crate::syntax::ast::{CellKind, ClauseKind, Expectation, ItemKind, Rule, Target, Text, Workstream};

/// How a list of rules changes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change<'c> {
    /// The first rule that changes.
    pub(super) at: usize,
    /// How many do.
    pub(super) count: usize,
    /// How many stand there afterwards.
    pub(super) left: usize,
    /// The label of the one that stands there afterwards.
    pub(super) label: Option<&'c str>,
}

impl Change<'_> {
    fn concerns(&self, at: usize) -> bool {
        (self.at..self.at + self.count).contains(&at)
    }

    /// What a rule of the list is called afterwards.
    fn name(&self, list: &str, rule: &Rule, at: usize) -> String {
        if self.concerns(at) {
            return self.label.map_or_else(|| numbered(list, self.at), str::to_owned);
        }
        let at = if at < self.at { at } else { at + self.left - self.count };
        name(list, rule, at)
    }

    /// Whether what a test says of a rule that changes can be said of what stands there afterwards: not of one of several
    /// rules, and not that one of several was not applied.
    fn can_be_said(&self, negated: bool) -> bool {
        self.left == self.count || self.left < self.count && !negated
    }
}

/// What a rule is called: by its label, or by its list and its place there.
fn name(list: &str, rule: &Rule, at: usize) -> String {
    rule.label.as_ref().map_or_else(|| numbered(list, at), |label| label.value.clone())
}

/// `route#2`
fn numbered(list: &str, at: usize) -> String {
    format!("{list}#{}", at + 1)
}

/// The edits by which tests go on naming the rules of a list that changes. `None` where they could not, or where a rule
/// that splits its items would split them otherwise, for that goes by what it is called.
pub(super) fn followed(spot: &Spot<'_>, listed: Listed<'_>, change: Change<'_>) -> Option<Vec<Edit>> {
    let list = match listed.kind {
        ListKind::ClassifyFirst | ListKind::ClassifyAll => spot.ruleset()?.name.text.as_str(),
        ListKind::RouteFirst | ListKind::RouteAll => "route",
        // No test can name these.
        ListKind::Other => return Some(Vec::new()),
    };
    let fired = fired(spot.workspace, spot.workstream()?, list);
    let mut edits = Vec::new();
    for (at, rule) in listed.list.iter().enumerate() {
        let (old, new) = (name(list, rule, at), change.name(list, rule, at));
        let concerned = change.concerns(at);
        if splits(rule) && (old != new || concerned && change.left != change.count) {
            return None;
        }
        for (negated, label) in fired.iter().filter(|(_, label)| label.value == old) {
            if concerned && !change.can_be_said(*negated) {
                return None;
            }
            if old != new {
                edits.push(spot.edit(label.span, quoted(&new)));
            }
        }
    }
    Some(edits)
}

fn splits(rule: &Rule) -> bool {
    rule.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::To(Target::Split(_))))
}

/// What tests say of the rules of a list: whether one was not applied, and what it is called.
fn fired(workspace: &Workspace, own: &Workstream, list: &str) -> Vec<(bool, Text)> {
    let mut found = Vec::new();
    let mut of = None;
    for (rule, negated, span) in expected(workspace).filter(|(rule, ..)| rule.1 == list) {
        let of = of.get_or_insert_with(|| with_copies(workspace, own, list));
        if of.contains(&rule.0.as_str()) {
            found.extend(label_at(workspace, span).map(|label| (negated, label)));
        }
    }
    found
}

type Address = (String, String, String);

fn expected(workspace: &Workspace) -> impl Iterator<Item = (&Address, bool, Span)> {
    let all = workspace.found().program.tests.iter().flat_map(|test| &test.expect);
    all.filter_map(|one| match one {
        hir::Expectation::Fired { rule, negated, span } => Some((rule, *negated, *span)),
        hir::Expectation::Holds { .. } => None,
    })
}

/// The workstreams whose list of that name is the one that `own` has.
fn with_copies<'w>(workspace: &'w Workspace, own: &Workstream, list: &str) -> Vec<&'w str> {
    let files = workspace.files().map(|(file, _)| file);
    let items = files.flat_map(|file| workspace.trees(file)).flat_map(|tree| &tree.items);
    let all: Vec<_> = items
        .filter_map(|item| if let ItemKind::Workstream(found) = &item.kind { Some(found) } else { None })
        .collect();
    let has = |other: &Workstream| match list {
        "route" => !other.route.is_empty(),
        list => other.classify.iter().any(|ruleset| ruleset.name.text == list),
    };
    let mut names: Vec<&str> = Vec::new();
    let mut waiting = vec![own.header.name.text.as_str()];
    while let Some(name) = waiting.pop() {
        let Some(known) = all.iter().find(|known| known.header.name.text == name) else { continue };
        names.push(&known.header.name.text);
        let copies =
            all.iter().filter(|other| !has(other) && !names.contains(&other.header.name.text.as_str()));
        let copies = copies.filter(|other| other.copies.as_ref().is_some_and(|of| of.name.text == name));
        waiting.extend(copies.map(|copy| copy.header.name.text.as_str()));
    }
    names
}

/// The label in an expectation, or in a cell of a row, that stands there.
fn label_at(workspace: &Workspace, place: Span) -> Option<Text> {
    let ItemKind::Test(test) = &item_at(workspace, place)?.kind else { return None };
    let expected = test.expect.iter().find_map(|one| match one {
        Expectation::Fired { label, span, .. } if *span == place => Some(label.clone()),
        Expectation::Fired { .. } | Expectation::Holds(_) => None,
    });
    let cells = test.rows.iter().flat_map(|rows| &rows.rows).flat_map(|row| &row.expect);
    let labels = cells.filter_map(|cell| match &cell.kind {
        CellKind::Is(value) | CellKind::IsNot(value) => value.as_text(),
        CellKind::Any | CellKind::Compare(..) | CellKind::Presence(_) | CellKind::Search(..) => None,
    });
    expected.or_else(|| labels.into_iter().find(|label| label.span == place))
}

/// Whether a single edit takes a rule away that a test names.
pub(super) fn takes_a_tested_rule(workspace: &Workspace, edits: &[Edit]) -> bool {
    let [Edit { span, text }] = edits else { return false };
    let Some(tree) = workspace.tree(span.file, span.start).filter(|_| text.is_empty()) else { return false };
    let is_gone = |place: Span| span.start <= place.start && place.end <= span.end;
    let gone = rules(tree).into_iter().filter(|one| is_gone(workspace.place(one.rule.span)));
    let gone: Vec<_> = gone.map(|one| (one.list.last().copied().unwrap_or_default(), one.name())).collect();
    expected(workspace).any(|(rule, ..)| gone.iter().any(|(list, name)| rule.1 == *list && rule.2 == *name))
}

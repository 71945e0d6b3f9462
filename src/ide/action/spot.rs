use crate::diagnostic::Edit;
use crate::engine::Workspace;
use crate::ide::edited::replaced;
use crate::source::Span;
use crate::syntax::ast::{
    self, Classify, ClassifyKind, Clause, ClauseKind, Expr, ExprKind, Guard, Item, ItemKind, Rule, Workstream,
};

/// A place of a section that was read without a mistake. All spans are places in the section, as in its tree.
#[derive(Debug)]
pub(super) struct Spot<'w> {
    /// The program.
    pub(super) workspace: &'w Workspace,
    /// The declaration.
    pub(super) item: &'w Item,
    /// What is selected.
    pub(super) selected: Span,
    text: &'w str,
}

/// A rule with the list it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listed<'w> {
    /// The rule.
    pub(super) rule: &'w Rule,
    /// Its place in the list.
    pub(super) at: usize,
    /// The list.
    pub(super) list: &'w [Rule],
    /// What the list is.
    pub(super) kind: ListKind,
}

/// What a list of rules is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListKind {
    /// A ruleset of which the first rule that holds counts.
    ClassifyFirst,
    /// A ruleset of which every rule that holds counts.
    ClassifyAll,
    /// A route of which the first rule that holds counts.
    RouteFirst,
    /// A route of which the next rule is asked where a queue is full.
    RouteAll,
    /// Rules of a queue, an intake or an assignment.
    Other,
}

impl<'w> Spot<'w> {
    /// The spot under a span of a file; `None` where nothing is declared, or not everything could be read.
    pub(super) fn new(workspace: &'w Workspace, span: Span) -> Option<Self> {
        let tree = workspace.tree(span.file, span.start)?;
        let (start, text) = workspace.section(span.file, span.start)?;
        let place = |offset: u32| offset.saturating_sub(start);
        let selected = Span::new(tree.id, place(span.start), place(span.end));
        let holds = |item: &&Item| item.span.start <= selected.start && selected.end <= item.span.end;
        let item = tree.items.iter().find(holds).filter(|item| !item.damaged)?;
        Some(Self { workspace, item, selected, text })
    }

    /// Whether all that is selected stands in `span`.
    pub(super) fn is_in(&self, span: Span) -> bool {
        span.start <= self.selected.start && self.selected.end <= span.end
    }

    /// The text under a span.
    pub(super) fn text(&self, span: Span) -> &'w str {
        let ends = usize::try_from(span.start).ok().zip(usize::try_from(span.end).ok());
        ends.and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }

    /// The change that puts `text` in the place of a span.
    pub(super) fn edit(&self, span: Span, text: impl Into<String>) -> Edit {
        Edit { span: self.workspace.place(span), text: text.into() }
    }

    /// The text under a span after changes in it.
    pub(super) fn changed(&self, span: Span, edits: &[(Span, String)]) -> String {
        let is_in = |place: &Span| span.start <= place.start && place.end <= span.end;
        let mut edits: Vec<_> = edits.iter().filter(|(place, _)| is_in(place)).collect();
        edits.sort_by_key(|(place, _)| *place);
        let own = |place: &Span| place.start - span.start..place.end - span.start;
        replaced(self.text(span), edits.into_iter().map(|(place, text)| (own(place), text.as_str())))
    }

    /// The blanks that begin the line on which `offset` stands.
    pub(super) fn indent(&self, offset: u32) -> &'w str {
        let before = self.text(Span { start: 0, end: offset, ..self.selected });
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let line = self.text.get(line..).unwrap_or_default();
        let end = line.find(|letter| letter != ' ' && letter != '\t').unwrap_or(line.len());
        line.get(..end).unwrap_or_default()
    }

    /// Whether anything but blanks stands before `offset` on its line.
    pub(super) fn leads(&self, offset: u32) -> bool {
        let before = self.text(Span { start: 0, end: offset, ..self.selected });
        before.rsplit('\n').next().is_none_or(|line| line.trim().is_empty())
    }

    /// Where the declaration begins, its `///` lines included: what is added above it is put there.
    pub(super) fn above(&self) -> Span {
        let start = self.item.span.start;
        let before = self.text(Span { start: 0, end: start, ..self.selected });
        let mut from = before.len();
        for line in before.split_inclusive('\n').rev() {
            if !line.trim_start().starts_with("//") {
                break;
            }
            from -= line.len();
        }
        let from = u32::try_from(from).unwrap_or(start);
        Span { start: from, end: from, ..self.selected }
    }

    /// The workstream that is declared here.
    pub(super) fn workstream(&self) -> Option<&'w Workstream> {
        let ItemKind::Workstream(workstream) = &self.item.kind else { return None };
        Some(workstream)
    }

    /// The ruleset in which the selection stands.
    pub(super) fn ruleset(&self) -> Option<&'w Classify> {
        self.workstream()?.classify.iter().find(|ruleset| self.is_in(ruleset.span))
    }

    /// The rule in which the selection stands, the outermost.
    pub(super) fn rule(&self) -> Option<Listed<'w>> {
        self.lists().into_iter().find_map(|(kind, list)| {
            let at = list.iter().position(|rule| self.is_in(rule.span))?;
            Some(Listed { rule: list.get(at)?, at, list, kind })
        })
    }

    /// Every list of rules of the declaration.
    pub(super) fn lists(&self) -> Vec<(ListKind, &'w [Rule])> {
        if let ItemKind::Workstream(workstream) = &self.item.kind {
            return of_workstream(workstream);
        }
        self.item.kind.lists().into_iter().map(|list| (ListKind::Other, list)).collect()
    }

    /// The expressions in which the selection stands, the outermost first.
    pub(super) fn expressions(&self) -> Vec<&'w Expr> {
        let mut found = Vec::new();
        let mut next = self.roots().into_iter().find(|root| self.is_in(root.span));
        while let Some(expr) = next {
            found.push(expr);
            next = expr.parts().into_iter().find(|part| self.is_in(part.span));
        }
        found
    }

    /// The conditions of rules, and the body of a condition.
    fn roots(&self) -> Vec<&'w Expr> {
        if let ItemKind::Condition(condition) = &self.item.kind {
            return vec![&condition.body];
        }
        let Some(Listed { rule, .. }) = self.rule() else { return Vec::new() };
        let guard = match &rule.guard {
            Some(Guard::When(condition)) => Some(condition),
            Some(Guard::Otherwise(_)) | None => None,
        };
        guard.into_iter().chain(rule.clauses.iter().filter_map(in_clause)).collect()
    }
}

fn of_workstream(workstream: &Workstream) -> Vec<(ListKind, &[Rule])> {
    let rulesets = workstream.classify.iter().filter_map(|ruleset| match &ruleset.kind {
        ClassifyKind::First(rules) => Some((ListKind::ClassifyFirst, rules.as_slice())),
        ClassifyKind::All(rules) => Some((ListKind::ClassifyAll, rules.as_slice())),
        ClassifyKind::Model(_) => None,
    });
    let routes = workstream.route.iter().map(|route| {
        let kind = match route.policy {
            ast::RoutePolicy::First => ListKind::RouteFirst,
            ast::RoutePolicy::All => ListKind::RouteAll,
        };
        (kind, route.rules.as_slice())
    });
    rulesets.chain(routes).collect()
}

/// The expression that a clause ends in.
fn in_clause(clause: &Clause) -> Option<&Expr> {
    if let ClauseKind::Set { value, .. } = &clause.kind {
        return Some(value);
    }
    if let ClauseKind::Pick(condition) = &clause.kind { condition.as_ref() } else { None }
}

/// The condition of a rule, if it has one.
pub(super) fn condition_of(rule: &Rule) -> Option<&Expr> {
    match &rule.guard {
        Some(Guard::When(condition)) => Some(condition),
        Some(Guard::Otherwise(_)) | None => None,
    }
}

/// Where an expression stands, without the parentheses around what `and` or `or` joins.
pub(super) fn without_parentheses(expr: &Expr) -> Span {
    let ExprKind::Chain(_, parts) = &expr.kind else { return expr.span };
    parts.first().zip(parts.last()).map_or(expr.span, |(first, last)| first.span.to(last.span))
}

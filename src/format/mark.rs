use crate::source::Span;
use crate::syntax::ast::{ClauseKind, File, Rule};
use std::iter::Peekable;
use std::vec::IntoIter;

/// What begins at a place of the text, as only the tree can say: the words of clauses may be names elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// The clause that follows a rule's guard.
    First,
    /// Another clause that says a thing of its own.
    Next,
    /// A clause that says more about the one before it.
    Part,
    /// A key of an order, but the first.
    Key,
}

/// All marks of a file, in order.
#[derive(Debug)]
pub(super) struct Marks {
    found: Peekable<IntoIter<(u32, Mark)>>,
}

impl Marks {
    /// Those of the rules in `tree`, as far as they stand in the spans `sound`.
    pub(super) fn of(tree: &File, sound: &[Span]) -> Self {
        let mut found = Vec::new();
        for item in tree.items.iter().filter(|item| sound.binary_search(&item.span).is_ok()) {
            item.kind.lists().into_iter().for_each(|list| rules(list, &mut found));
        }
        found.sort_unstable();
        Self { found: found.into_iter().peekable() }
    }

    /// The mark at that place. Places are asked for in order.
    pub(super) fn at(&mut self, place: u32) -> Option<Mark> {
        while self.found.next_if(|(start, _)| *start < place).is_some() {}
        self.found.next_if(|(start, _)| *start == place).map(|(_, mark)| mark)
    }
}

fn rules(list: &[Rule], found: &mut Vec<(u32, Mark)>) {
    for one in list {
        rule(one, found);
    }
}

fn rule(rule: &Rule, found: &mut Vec<(u32, Mark)>) {
    let mut first = true;
    for (at, clause) in rule.clauses.iter().enumerate() {
        // `after 5m` says when, as a guard does.
        let guards = first && matches!(clause.kind, ClauseKind::After { .. });
        if at == 0 && guards && rule.guard.is_none() {
            continue;
        }
        let mark = if guards {
            Mark::Part
        } else if first {
            Mark::First
        } else {
            further(&clause.kind)
        };
        first &= guards;
        found.push((clause.span.start, mark));
        inside(&clause.kind, found);
    }
}

fn further(kind: &ClauseKind) -> Mark {
    match kind {
        ClauseKind::Set { .. }
        | ClauseKind::Require { .. }
        | ClauseKind::Hold(_)
        | ClauseKind::To(_)
        | ClauseKind::Then(_)
        | ClauseKind::Pick(_)
        | ClauseKind::Order(_) => Mark::Next,
        ClauseKind::Urgency(_) | ClauseKind::Overflow(_) | ClauseKind::Use(_) | ClauseKind::After { .. } => {
            Mark::Part
        }
    }
}

/// The marks of what stands in a clause.
fn inside(kind: &ClauseKind, found: &mut Vec<(u32, Mark)>) {
    match kind {
        ClauseKind::Overflow(list) => rules(list, found),
        ClauseKind::Order(keys) => {
            found.extend(keys.iter().skip(1).map(|key| (key.span.start, Mark::Key)));
        }
        ClauseKind::Set { .. }
        | ClauseKind::Require { .. }
        | ClauseKind::Hold(_)
        | ClauseKind::To(_)
        | ClauseKind::Urgency(_)
        | ClauseKind::Use(_)
        | ClauseKind::After { .. }
        | ClauseKind::Then(_)
        | ClauseKind::Pick(_) => {}
    }
}

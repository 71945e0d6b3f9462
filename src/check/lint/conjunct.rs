use crate::hir::{Const, Expr, ExprKind, Guard};
use crate::syntax::ast::{BoolOp, Case, CompareOp};
use crate::value::fold;
use std::collections::{BTreeMap, BTreeSet};

/// One thing that must hold for a rule to match.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Conjunct {
    /// Something is one of these values.
    Values(String, BTreeSet<Const>),
    /// Something lies between these values, each with whether it counts itself.
    Range(String, Option<(Const, bool)>, Option<(Const, bool)>),
    /// At least one of these groups holds.
    AnyOf(Vec<Vec<Conjunct>>),
    /// Anything else, written so that what means the same looks the same.
    Other(String),
}

/// What must hold for a rule to match: nothing for `otherwise`.
pub(super) fn conjuncts(guard: &Guard) -> Vec<Conjunct> {
    match guard {
        Guard::When(expr) => of_expr(expr),
        Guard::Otherwise => Vec::new(),
    }
}

fn of_expr(expr: &Expr) -> Vec<Conjunct> {
    if let ExprKind::Chain(op, members) = &expr.kind {
        return match op {
            BoolOp::And => members.iter().flat_map(of_expr).collect(),
            BoolOp::Or => vec![Conjunct::AnyOf(members.iter().map(of_expr).collect())],
        };
    }
    if let ExprKind::Compare { op, case, left, right } = &expr.kind {
        return vec![compared(*op, *case, left, right, expr)];
    }
    if let ExprKind::OneOf { left, case, values } = &expr.kind {
        let values = values.iter().map(|value| plain(value, *case)).collect();
        return vec![Conjunct::Values(named(left, *case), values)];
    }
    if let ExprKind::Between { left, from, to, half_open } = &expr.kind
        && let (ExprKind::Const(from), ExprKind::Const(to)) = (&from.kind, &to.kind)
    {
        let (from, to) = (Some((from.clone(), true)), Some((to.clone(), !half_open)));
        return vec![Conjunct::Range(key(left), from, to)];
    }
    vec![Conjunct::Other(key(expr))]
}

fn compared(op: CompareOp, case: Case, left: &Expr, right: &Expr, whole: &Expr) -> Conjunct {
    let (op, of, value) = match (&left.kind, &right.kind) {
        (_, ExprKind::Const(value)) => (op, left, value),
        (ExprKind::Const(value), _) => (turned(op), right, value),
        _ => return Conjunct::Other(key(whole)),
    };
    let range = |from, to| Conjunct::Range(key(of), from, to);
    match op {
        CompareOp::Eq => Conjunct::Values(named(of, case), BTreeSet::from([plain(value, case)])),
        CompareOp::Ne => Conjunct::Other(key(whole)),
        CompareOp::Lt => range(None, Some((value.clone(), false))),
        CompareOp::Le => range(None, Some((value.clone(), true))),
        CompareOp::Gt => range(Some((value.clone(), false)), None),
        CompareOp::Ge => range(Some((value.clone(), true)), None),
    }
}

/// The operator that says the same with its sides exchanged.
fn turned(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Eq | CompareOp::Ne => op,
        CompareOp::Lt => CompareOp::Gt,
        CompareOp::Le => CompareOp::Ge,
        CompareOp::Gt => CompareOp::Lt,
        CompareOp::Ge => CompareOp::Le,
    }
}

/// What is compared; a text compared as written is another thing than one compared without case.
fn named(expr: &Expr, case: Case) -> String {
    if case == Case::Exact { format!("exactly {}", key(expr)) } else { key(expr) }
}

fn plain(value: &Const, case: Case) -> Const {
    if let (Const::Text(text), Case::Ignored) = (value, case) {
        return Const::Text(fold(text).into_owned());
    }
    value.clone()
}

/// An expression as a text in which places in the source play no part.
fn key(expr: &Expr) -> String {
    let written = format!("{:?}", expr.kind);
    let mut key = String::with_capacity(written.len());
    let mut rest = written.as_str();
    while let Some((before, after)) = rest.split_once("span: Span {") {
        key.push_str(before);
        // A span is written without braces of its own.
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    key.push_str(rest);
    key
}

/// What is known to hold whenever a rule matches.
#[derive(Debug, Default)]
pub(super) struct Known {
    values: BTreeMap<String, BTreeSet<Const>>,
    ranges: BTreeMap<String, Bounds>,
    others: BTreeSet<String>,
}

type Bound = Option<(Const, bool)>;

#[derive(Debug, Default)]
struct Bounds {
    from: Bound,
    to: Bound,
}

impl Known {
    /// What is known once all of these hold.
    pub(super) fn of(conjuncts: &[Conjunct]) -> Self {
        let mut known = Self::default();
        for conjunct in conjuncts {
            match conjunct {
                Conjunct::Values(of, values) => {
                    known.values.entry(of.clone()).or_insert_with(|| values.clone());
                }
                Conjunct::Range(of, from, to) => {
                    let bounds = known.ranges.entry(of.clone()).or_default();
                    bounds.from = bounds.from.take().max(from.clone());
                    bounds.to = bounds.to.take().or_else(|| to.clone());
                }
                Conjunct::AnyOf(_) => {
                    known.others.insert(format!("{conjunct:?}"));
                }
                Conjunct::Other(text) => {
                    known.others.insert(text.clone());
                }
            }
        }
        known
    }

    /// Whether all of these follow from what is known.
    pub(super) fn implies(&self, conjuncts: &[Conjunct]) -> bool {
        conjuncts.iter().all(|conjunct| self.implies_one(conjunct))
    }

    fn implies_one(&self, conjunct: &Conjunct) -> bool {
        match conjunct {
            Conjunct::Values(of, allowed) => {
                self.values.get(of).is_some_and(|values| values.is_subset(allowed))
            }
            Conjunct::Range(of, from, to) => {
                let by_values = self
                    .values
                    .get(of)
                    .is_some_and(|values| values.iter().all(|value| above(value, from) && below(value, to)));
                by_values || self.ranges.get(of).is_some_and(|bounds| within(bounds, from, to))
            }
            Conjunct::AnyOf(groups) => {
                self.others.contains(&format!("{conjunct:?}"))
                    || groups.iter().any(|group| self.implies(group))
            }
            Conjunct::Other(text) => self.others.contains(text),
        }
    }

    /// The keys under which a rule that follows from this may be filed.
    pub(super) fn keys(&self) -> Vec<String> {
        let values = self.values.iter().flat_map(|(of, values)| {
            let first = values.iter().next().map(|value| format!("{of} = {value:?}"));
            first.into_iter().chain([format!("{of} in range")])
        });
        let ranges = self.ranges.keys().map(|of| format!("{of} in range"));
        values.chain(ranges).chain(self.others.iter().cloned()).collect()
    }
}

fn above(value: &Const, from: &Bound) -> bool {
    from.as_ref().is_none_or(|(bound, itself)| value > bound || (*itself && value == bound))
}

fn below(value: &Const, to: &Bound) -> bool {
    to.as_ref().is_none_or(|(bound, itself)| value < bound || (*itself && value == bound))
}

fn within(bounds: &Bounds, from: &Bound, to: &Bound) -> bool {
    let starts = match (&bounds.from, from) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some((own, itself)), Some((other, other_itself))) => {
            own > other || (own == other && (*other_itself || !itself))
        }
    };
    let ends = match (&bounds.to, to) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some((own, itself)), Some((other, other_itself))) => {
            own < other || (own == other && (*other_itself || !itself))
        }
    };
    starts && ends
}

/// The keys a rule is filed under: whatever follows from a rule it covers is among that rule's keys.
pub(super) fn filed_under(conjuncts: &[Conjunct]) -> Vec<String> {
    let best = conjuncts.iter().min_by_key(|conjunct| match conjunct {
        Conjunct::Values(..) => 0,
        Conjunct::Other(_) => 1,
        Conjunct::AnyOf(_) => 2,
        Conjunct::Range(..) => 3,
    });
    match best {
        None => Vec::new(),
        Some(Conjunct::Values(of, values)) => {
            values.iter().map(|value| format!("{of} = {value:?}")).collect()
        }
        Some(Conjunct::Range(of, ..)) => vec![format!("{of} in range")],
        Some(Conjunct::Other(text)) => vec![text.clone()],
        Some(any @ Conjunct::AnyOf(groups)) => {
            let whole = format!("{any:?}");
            groups.iter().flat_map(|group| filed_under(group)).chain([whole]).collect()
        }
    }
}

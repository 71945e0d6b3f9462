use crate::hir::{Const, Expr, ExprKind, Guard, Place};
use crate::syntax::ast::{BoolOp, Case, CompareOp};
use crate::value::fold;
use rustc_hash::FxBuildHasher;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasher, Hash};

/// One thing that must hold for a rule to match. What is asked of goes by its number among the [`Subjects`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Conjunct {
    /// Something is one of these values, which stand in order, each once.
    Values(u32, Vec<Const>),
    /// Something lies between these values, each with whether it counts itself.
    Range(u32, Bound, Bound),
    /// At least one of these groups holds; what means the same has the same number.
    AnyOf(u32, Vec<Vec<Conjunct>>),
    /// Anything else.
    Other(u32),
}

type Bound = Option<(Const, bool)>;

/// What rules ask of, each numbered once: what means the same is the same, wherever it is written.
#[derive(Debug, Default)]
pub(super) struct Subjects {
    places: HashMap<(Place, Case), u32>,
    others: HashMap<String, u32>,
    groups: HashMap<Vec<Vec<Conjunct>>, u32>,
    count: u32,
}

impl Subjects {
    /// What must hold for a rule to match: nothing for `otherwise`.
    pub(super) fn conjuncts(&mut self, guard: &Guard) -> Vec<Conjunct> {
        match guard {
            Guard::When(expr) => self.of_expr(expr),
            Guard::Otherwise => Vec::new(),
        }
    }

    fn of_expr(&mut self, expr: &Expr) -> Vec<Conjunct> {
        if let ExprKind::Chain(op, members) = &expr.kind {
            return match op {
                BoolOp::And => members.iter().flat_map(|member| self.of_expr(member)).collect(),
                BoolOp::Or => {
                    let groups: Vec<_> = members.iter().map(|member| self.of_expr(member)).collect();
                    vec![Conjunct::AnyOf(numbered(&mut self.groups, &mut self.count, groups.clone()), groups)]
                }
            };
        }
        vec![self.single(expr)]
    }

    fn single(&mut self, expr: &Expr) -> Conjunct {
        if let ExprKind::Compare { op, case, left, right } = &expr.kind {
            return self.compared(*op, *case, left, right, expr);
        }
        if let ExprKind::OneOf { left, case, values } = &expr.kind {
            let mut values: Vec<_> = values.iter().map(|value| plain(value, *case)).collect();
            values.sort_unstable();
            values.dedup();
            return Conjunct::Values(self.subject(left, *case), values);
        }
        if let ExprKind::Between { left, from, to, half_open } = &expr.kind
            && let (ExprKind::Const(from), ExprKind::Const(to)) = (&from.kind, &to.kind)
        {
            let (from, to) = (Some((from.clone(), true)), Some((to.clone(), !half_open)));
            return Conjunct::Range(self.subject(left, Case::Ignored), from, to);
        }
        Conjunct::Other(self.subject(expr, Case::Ignored))
    }

    fn compared(&mut self, op: CompareOp, case: Case, left: &Expr, right: &Expr, whole: &Expr) -> Conjunct {
        let (op, of, value) = match (&left.kind, &right.kind) {
            (_, ExprKind::Const(value)) => (op, left, value),
            (ExprKind::Const(value), _) => (turned(op), right, value),
            _ => return Conjunct::Other(self.subject(whole, Case::Ignored)),
        };
        let bound = |itself| Some((value.clone(), itself));
        let (from, to) = match op {
            CompareOp::Eq => {
                return Conjunct::Values(self.subject(of, case), vec![plain(value, case)]);
            }
            CompareOp::Ne => return Conjunct::Other(self.subject(whole, Case::Ignored)),
            CompareOp::Lt => (None, bound(false)),
            CompareOp::Le => (None, bound(true)),
            CompareOp::Gt => (bound(false), None),
            CompareOp::Ge => (bound(true), None),
        };
        Conjunct::Range(self.subject(of, Case::Ignored), from, to)
    }

    /// The number of what is asked of; a text compared as written is another thing than one compared without case.
    fn subject(&mut self, expr: &Expr, case: Case) -> u32 {
        if let ExprKind::Read(place) = &expr.kind {
            return numbered(&mut self.places, &mut self.count, (place.clone(), case));
        }
        let written = key(expr);
        let written = if case == Case::Exact { format!("exactly {written}") } else { written };
        numbered(&mut self.others, &mut self.count, written)
    }
}

fn numbered<T: Eq + Hash>(known: &mut HashMap<T, u32>, count: &mut u32, one: T) -> u32 {
    *known.entry(one).or_insert_with(|| {
        *count = count.saturating_add(1);
        *count
    })
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
pub(super) struct Known<'c> {
    values: BTreeMap<u32, &'c [Const]>,
    ranges: BTreeMap<u32, Bounds<'c>>,
    others: BTreeSet<u32>,
}

#[derive(Debug, Default)]
struct Bounds<'c> {
    from: Option<&'c (Const, bool)>,
    to: Option<&'c (Const, bool)>,
}

/// What a rule is filed under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Key<'c> {
    /// Something is that value.
    Is(u32, &'c Const),
    /// Something lies in a range.
    InRange(u32),
    /// Something else holds.
    Holds(u32),
}

impl Key<'_> {
    /// One bit of 64: most keys that differ have marks that differ.
    pub(super) fn mark(&self) -> u64 {
        1 << (FxBuildHasher.hash_one(self) >> 58)
    }
}

impl<'c> Known<'c> {
    /// What is known once all of these hold.
    pub(super) fn of(conjuncts: &'c [Conjunct]) -> Self {
        let mut known = Self::default();
        for conjunct in conjuncts {
            match conjunct {
                Conjunct::Values(of, values) => {
                    known.values.entry(*of).or_insert(values);
                }
                Conjunct::Range(of, from, to) => known.narrow(*of, from.as_ref(), to.as_ref()),
                Conjunct::AnyOf(number, _) | Conjunct::Other(number) => {
                    known.others.insert(*number);
                }
            }
        }
        known
    }

    fn narrow(&mut self, of: u32, from: Option<&'c (Const, bool)>, to: Option<&'c (Const, bool)>) {
        let bounds = self.ranges.entry(of).or_default();
        bounds.from = bounds.from.max(from);
        bounds.to = bounds.to.or(to);
    }

    /// Whether all of these follow from what is known.
    pub(super) fn implies(&self, conjuncts: &[Conjunct]) -> bool {
        conjuncts.iter().all(|conjunct| self.implies_one(conjunct))
    }

    fn implies_one(&self, conjunct: &Conjunct) -> bool {
        match conjunct {
            Conjunct::Values(of, allowed) => {
                let among = |value: &Const| allowed.binary_search(value).is_ok();
                self.values.get(of).is_some_and(|values| values.iter().all(among))
            }
            Conjunct::Range(of, from, to) => {
                let within_both = |value| above(value, from.as_ref()) && below(value, to.as_ref());
                self.values.get(of).is_some_and(|values| values.iter().all(within_both))
                    || self.ranges.get(of).is_some_and(|bounds| within(bounds, from.as_ref(), to.as_ref()))
            }
            Conjunct::AnyOf(number, groups) => {
                self.others.contains(number) || groups.iter().any(|group| self.implies(group))
            }
            Conjunct::Other(number) => self.others.contains(number),
        }
    }

    /// The keys under which a rule that follows from this may be filed.
    pub(super) fn keys(&self) -> Vec<Key<'c>> {
        let values = self.values.iter().flat_map(|(of, values)| {
            let first = values.first().map(|value| Key::Is(*of, value));
            first.into_iter().chain([Key::InRange(*of)])
        });
        let ranges = self.ranges.keys().map(|of| Key::InRange(*of));
        values.chain(ranges).chain(self.others.iter().map(|number| Key::Holds(*number))).collect()
    }
}

fn above(value: &Const, from: Option<&(Const, bool)>) -> bool {
    from.is_none_or(|(bound, itself)| value > bound || (*itself && value == bound))
}

fn below(value: &Const, to: Option<&(Const, bool)>) -> bool {
    to.is_none_or(|(bound, itself)| value < bound || (*itself && value == bound))
}

fn within(bounds: &Bounds<'_>, from: Option<&(Const, bool)>, to: Option<&(Const, bool)>) -> bool {
    let starts = match (bounds.from, from) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some((own, itself)), Some((other, other_itself))) => {
            own > other || (own == other && (*other_itself || !itself))
        }
    };
    let ends = match (bounds.to, to) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some((own, itself)), Some((other, other_itself))) => {
            own < other || (own == other && (*other_itself || !itself))
        }
    };
    starts && ends
}

/// The keys a rule is filed under, of the conjunct that is rarest in the list: whatever follows from a rule it covers is
/// among that rule's keys.
pub(super) fn filed_under<'c>(conjuncts: &'c [Conjunct], common: &HashMap<Key<'c>, usize>) -> Vec<Key<'c>> {
    let many = |conjunct: &&'c Conjunct| {
        let mut sum = 0_usize;
        each_key(conjunct, &mut |key| sum += common.get(&key).copied().unwrap_or(0));
        sum
    };
    let mut keys = Vec::new();
    if let Some(rarest) = conjuncts.iter().min_by_key(many) {
        each_key(rarest, &mut |key| keys.push(key));
    }
    keys
}

/// The marks of all keys that a rule has for certain from which these follow.
pub(super) fn marks(conjuncts: &[Conjunct]) -> u64 {
    let sure = |conjunct: &Conjunct| {
        let (mut marks, mut keys) = (0, 0_usize);
        each_key(conjunct, &mut |key| {
            marks |= key.mark();
            keys += 1;
        });
        if keys == 1 { marks } else { 0 }
    };
    conjuncts.iter().fold(0, |marks, conjunct| marks | sure(conjunct))
}

/// Shows the keys a rule is filed under that asks this.
pub(super) fn each_key<'c>(conjunct: &'c Conjunct, see: &mut dyn FnMut(Key<'c>)) {
    match conjunct {
        Conjunct::Values(of, values) => values.iter().for_each(|value| see(Key::Is(*of, value))),
        Conjunct::Range(of, ..) => see(Key::InRange(*of)),
        Conjunct::Other(number) => see(Key::Holds(*number)),
        Conjunct::AnyOf(number, groups) => {
            // Whatever makes a group hold makes its first part hold.
            groups.iter().filter_map(|group| group.first()).for_each(|first| each_key(first, see));
            see(Key::Holds(*number));
        }
    }
}

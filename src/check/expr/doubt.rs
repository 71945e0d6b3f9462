use crate::check::context::Context;
use crate::check::error::Doubt;
use crate::hir::{self, ExprKind, Place, Root};
use crate::source::Span;
use crate::syntax::ast::{BoolOp, CompareOp};
use crate::types::Type;

/// `a != x or b != x`: nearly always true, and hardly ever meant.
pub(super) fn differs_from_both(ctx: &mut Context<'_>, members: &[hir::Expr], span: Span) {
    let unequal: Vec<_> = members.iter().filter_map(unequal).collect();
    let Some(((left, right), rest)) = unequal.split_first() else { return };
    let same =
        rest.iter().find(|(other_left, other_right)| same(left, other_left) != same(right, other_right));
    let Some((_, other)) = same else { return };
    let values = format!("{}, {}", ctx.sources.text(right.span), ctx.sources.text(other.span));
    let left = (members.len() == 2).then(|| ctx.sources.text(left.span).to_owned());
    ctx.report(Doubt::NearlyAlways { span, values, left });
}

fn unequal(member: &hir::Expr) -> Option<(&hir::Expr, &hir::Expr)> {
    let ExprKind::Compare { op: CompareOp::Ne, left, right, .. } = &member.kind else { return None };
    Some((left, right))
}

fn same(one: &hir::Expr, other: &hir::Expr) -> bool {
    match (&one.kind, &other.kind) {
        (ExprKind::Read(one), ExprKind::Read(other)) => one == other,
        (ExprKind::Const(one), ExprKind::Const(other)) => one == other,
        (ExprKind::Param(one), ExprKind::Param(other)) => one == other,
        _ => false,
    }
}

/// Warns where a negated atom meets a value that may be missing: it is then true, which is often forgotten.
pub(super) fn missing(ctx: &mut Context<'_>, condition: &hir::Expr) {
    let mut found = Vec::new();
    look(ctx, condition, Stand { sign: Sign::Plain, bare: true, settled: &[] }, &mut found);
    for atom in found {
        report(ctx, atom);
    }
}

/// Whether what is looked at stands under an odd number of `not`, and then the last of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Plain,
    Negated(Whole),
}

impl Sign {
    fn turned(self, by: Whole) -> Self {
        match self {
            Self::Plain => Self::Negated(by),
            Self::Negated(_) => Self::Plain,
        }
    }
}

/// A part of a condition before which `… and` may be written.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Whole {
    span: Span,
    /// Whether that needs no parentheses.
    bare: bool,
}

/// Where a part of a condition stands.
#[derive(Clone, Copy)]
struct Stand<'s, 'a> {
    sign: Sign,
    /// Whether nothing but `and` is around it.
    bare: bool,
    /// What the author has thought of: asked about, or tested by a neighbour.
    settled: &'s [&'a Place],
}

/// A read in an atom, and where it is written.
struct Reading<'a> {
    place: &'a Place,
    span: Span,
}

/// An atom that is true of a missing value, and the read that may miss it.
struct Doubtful {
    step: MissingStep,
    /// The atom with the `not` before it, if there is one.
    span: Span,
    /// Where it must be asked as well whether there is a value: the atom, or the `not (…)` that makes it true.
    whole: Whole,
}

fn look<'a>(ctx: &Context<'_>, expr: &'a hir::Expr, stand: Stand<'_, 'a>, found: &mut Vec<Doubtful>) {
    let whole = Whole { span: expr.span, bare: stand.bare };
    if let ExprKind::Not(inner) = &expr.kind {
        let before = found.len();
        look(ctx, inner, Stand { sign: stand.sign.turned(whole), bare: false, ..stand }, found);
        if let ([doubtful], false) = (found.get_mut(before..).unwrap_or_default(), is_chain(inner)) {
            doubtful.span = expr.span;
        }
    } else if let ExprKind::Chain(op, members) = &expr.kind {
        let joined = (*op == BoolOp::And) == (stand.sign == Sign::Plain);
        let mut settled = stand.settled.to_vec();
        for member in members {
            settle(member, stand.sign, joined, &mut settled);
        }
        let bare = stand.bare && *op == BoolOp::And;
        for member in members {
            look(ctx, member, Stand { bare, settled: &settled, ..stand }, found);
        }
    } else if true_of_missing(expr, stand.sign) {
        let step = reads(expr).iter().find_map(|read| first_optional(ctx, read, stand.settled));
        let whole = if let Sign::Negated(not) = stand.sign { not } else { whole };
        found.extend(step.map(|step| Doubtful { step, span: expr.span, whole }));
    }
}

fn is_chain(expr: &hir::Expr) -> bool {
    matches!(expr.kind, ExprKind::Chain(..))
}

fn settle<'a>(member: &'a hir::Expr, sign: Sign, joined: bool, settled: &mut Vec<&'a Place>) {
    if let ExprKind::Not(inner) = &member.kind {
        settle(inner, sign.turned(Whole { span: member.span, bare: false }), joined, settled);
    } else if let ExprKind::Present(asked) = &member.kind {
        if let ExprKind::Read(place) = &asked.kind {
            settled.push(place);
        }
    } else if joined && !is_chain(member) && !true_of_missing(member, sign) {
        // Where a neighbour must hold too, one that is false of a missing value settles the matter.
        settled.extend(reads(member).iter().map(|read| read.place));
    }
}

/// Whether an atom under that sign is true where its operand is missing.
fn true_of_missing(atom: &hir::Expr, sign: Sign) -> bool {
    let holds_if_missing = matches!(&atom.kind, ExprKind::Compare { op: CompareOp::Ne, .. });
    operands(atom).next().is_some() && holds_if_missing == (sign == Sign::Plain)
}

/// The places an atom reads that may be missing. A list without members is no surprise, a parameter is the caller's.
fn reads(atom: &hir::Expr) -> Vec<Reading<'_>> {
    let mut found = Vec::new();
    operands(atom).for_each(|expr| note(expr, &mut found));
    found
}

fn note<'a>(expr: &'a hir::Expr, found: &mut Vec<Reading<'a>>) {
    if let ExprKind::Read(place) = &expr.kind {
        let counts = expr.optional && !matches!(place.root, Root::Param(_));
        found.extend(counts.then_some(Reading { place, span: expr.span }));
    } else if let ExprKind::Widen(inner) | ExprKind::Negate(inner) = &expr.kind {
        note(inner, found);
    } else if let ExprKind::Arith { left, right, .. } = &expr.kind {
        note(right, found);
        note(left, found);
    }
}

/// What an atom asks a question of, the right side first.
fn operands(atom: &hir::Expr) -> impl Iterator<Item = &hir::Expr> {
    let sides: [Option<&hir::Expr>; 2] = if let ExprKind::Compare { left, right, .. } = &atom.kind {
        [Some(right), Some(left)]
    } else if let ExprKind::OneOf { left, .. }
    | ExprKind::Between { left, .. }
    | ExprKind::Search { left, .. }
    | ExprKind::InList { left, .. }
    | ExprKind::WithinLast(left, _)
    | ExprKind::WithinNext(left, _)
    | ExprKind::OlderThan(left, _)
    | ExprKind::During(Some(left), _) = &atom.kind
    {
        [Some(left), None]
    } else {
        [None, None]
    };
    sides.into_iter().flatten()
}

fn report(ctx: &mut Context<'_>, doubtful: Doubtful) {
    let Doubtful { step, span, whole } = doubtful;
    let declared = step.field.as_ref().map_or(span, |field| field.span);
    let default = step.field.and_then(|field| Some((field.span, default_of(ctx, &field.ty)?)));
    let MissingStep { path, asked, whose, .. } = step;
    let Whole { span: whole, bare } = whole;
    ctx.doubt(declared, &Doubt::AlsoMissing { path, asked, whose, span, default, whole, bare });
}

/// The first step of a path that may be missing, and of which the author has not thought.
struct MissingStep {
    /// The path as far as that step, as written.
    path: String,
    /// The path as far as the last step that may be missing: where that is there, all before it is.
    asked: String,
    whose: &'static str,
    field: Option<hir::Field>,
}

fn first_optional(ctx: &Context<'_>, read: &Reading<'_>, settled: &[&Place]) -> Option<MissingStep> {
    let Place { root, steps } = read.place;
    let field = |step: &hir::Step| ctx.entity(step.entity)?.fields.get(usize::try_from(step.field).ok()?);
    let optional = |step: &hir::Step| field(step).is_some_and(|field| field.optional);
    let is_settled = |length: usize| {
        let steps = steps.get(..length).unwrap_or_default();
        settled.iter().any(|other| other.root == *root && other.steps.starts_with(steps))
    };
    let mut lengths: Vec<_> =
        (1..).zip(steps).filter(|(_, step)| optional(step)).map(|(length, _)| length).collect();
    if lengths.is_empty() {
        // Each step is always there, so that it is the first word that may be missing.
        lengths.push(0);
    }
    let first = lengths.iter().copied().find(|length| !is_settled(*length))?;
    let last = lengths.last().copied()?;
    let whose = if matches!(root, Root::Agent | Root::AgentFact(_)) { "agents" } else { "items" };
    let step = first.checked_sub(1).and_then(|at| steps.get(at));
    Some(MissingStep {
        path: written(ctx, read, steps.len() - first)?,
        asked: written(ctx, read, steps.len() - last)?,
        whose,
        field: step.and_then(field).cloned(),
    })
}

/// A path as its author wrote it, without so many of its last steps.
fn written(ctx: &Context<'_>, read: &Reading<'_>, without: usize) -> Option<String> {
    let text = ctx.sources.text(read.span);
    let mut path = text.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '_');
    for _ in 0..without {
        path = path.rsplit_once('.')?.0;
    }
    Some(path.to_owned())
}

/// A default that says the least, where the type has one.
fn default_of(ctx: &Context<'_>, ty: &Type) -> Option<String> {
    if let Type::Enum(id) = ty {
        return ctx.enumeration(*id)?.values.first().map(|value| value.word.clone());
    }
    let known = [(Type::Bool, "no"), (Type::Int, "0"), (Type::Decimal, "0"), (Type::Duration, "0s")];
    known.iter().find(|(known, _)| known == ty).map(|(_, value)| (*value).to_owned())
}

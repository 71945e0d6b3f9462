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
    look(condition, Sign::Plain, &[], &mut found);
    for atom in found {
        report(ctx, &atom);
    }
}

/// Whether what is looked at stands under an odd number of `not`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Plain,
    Negated,
}

impl Sign {
    fn turned(self) -> Self {
        match self {
            Self::Plain => Self::Negated,
            Self::Negated => Self::Plain,
        }
    }
}

/// An atom that is true of a missing value, and the read that may miss it.
struct Doubtful<'a> {
    read: &'a Place,
    /// The atom with the `not` before it, if there is one.
    span: Span,
}

/// `settled` are the places that the author has thought of: asked about, or tested by a neighbour.
fn look<'a>(expr: &'a hir::Expr, sign: Sign, settled: &[&'a Place], found: &mut Vec<Doubtful<'a>>) {
    if let ExprKind::Not(inner) = &expr.kind {
        let before = found.len();
        look(inner, sign.turned(), settled, found);
        // The fix must move the `not` with its atom.
        if let ([doubtful], false) = (found.get_mut(before..).unwrap_or_default(), is_chain(inner)) {
            doubtful.span = expr.span;
        }
    } else if let ExprKind::Chain(op, members) = &expr.kind {
        let joined = (*op == BoolOp::And) == (sign == Sign::Plain);
        let mut settled = settled.to_vec();
        for member in members {
            settle(member, sign, joined, &mut settled);
        }
        for member in members {
            look(member, sign, &settled, found);
        }
    } else if true_of_missing(expr, sign) {
        let read = reads(expr).into_iter().find(|read| !settled.contains(read));
        found.extend(read.map(|read| Doubtful { read, span: expr.span }));
    }
}

fn is_chain(expr: &hir::Expr) -> bool {
    matches!(expr.kind, ExprKind::Chain(..))
}

fn settle<'a>(member: &'a hir::Expr, sign: Sign, joined: bool, settled: &mut Vec<&'a Place>) {
    if let ExprKind::Not(inner) = &member.kind {
        settle(inner, sign.turned(), joined, settled);
    } else if let ExprKind::Present(asked) = &member.kind {
        if let ExprKind::Read(place) = &asked.kind {
            settled.push(place);
        }
    } else if joined && !is_chain(member) && !true_of_missing(member, sign) {
        // Where a neighbour must hold too, one that is false of a missing value settles the matter.
        settled.extend(reads(member));
    }
}

/// Whether an atom under that sign is true where its operand is missing.
fn true_of_missing(atom: &hir::Expr, sign: Sign) -> bool {
    let holds_if_missing = matches!(&atom.kind, ExprKind::Compare { op: CompareOp::Ne, .. });
    operands(atom).next().is_some() && holds_if_missing == (sign == Sign::Plain)
}

/// The places an atom reads that may be missing. A list without members is no surprise, a parameter is the caller's.
fn reads(atom: &hir::Expr) -> Vec<&Place> {
    let mut found = Vec::new();
    operands(atom).for_each(|expr| note(expr, &mut found));
    found
}

fn note<'a>(expr: &'a hir::Expr, found: &mut Vec<&'a Place>) {
    if let ExprKind::Read(place) = &expr.kind {
        found.extend(Some(place).filter(|place| expr.optional && !matches!(place.root, Root::Param(_))));
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

fn report(ctx: &mut Context<'_>, doubtful: &Doubtful<'_>) {
    let Some((path, field)) = first_optional(ctx, doubtful.read) else { return };
    let declared = field.as_ref().map_or(doubtful.span, |field| field.span);
    let of_agent = matches!(doubtful.read.root, Root::Agent | Root::AgentFact(_));
    let whose = if of_agent { "agents" } else { "items" };
    let default = field.and_then(|field| Some((field.span, default_of(ctx, &field.ty)?)));
    let atom = ctx.sources.text(doubtful.span).to_owned();
    ctx.doubt(declared, &Doubt::AlsoMissing { path, whose, span: doubtful.span, default, atom });
}

/// The path as far as the first step that may be missing, and the field it leads to.
fn first_optional(ctx: &Context<'_>, place: &Place) -> Option<(String, Option<hir::Field>)> {
    let mut words = match &place.root {
        Root::Item(_) | Root::Agent => Vec::new(),
        Root::Context(name) | Root::Model(name) => vec![name.clone()],
        Root::Channel(name) => vec![format!("channel.{name}")],
        Root::Confidence(name) => vec![format!("{name}.confidence")],
        Root::AgentFact(_) => vec!["last_assigned".to_owned()],
        Root::Queue(_) => vec!["predicted_wait".to_owned()],
        Root::Param(_) | Root::Id | Root::Waited | Root::WorkstreamPresences | Root::Decision(_) => {
            return None;
        }
    };
    for step in &place.steps {
        let field = ctx.entity(step.entity)?.fields.get(usize::try_from(step.field).ok()?)?;
        words.push(field.name.clone());
        if field.optional {
            return Some((words.join("."), Some(field.clone())));
        }
    }
    Some((words.join("."), None))
}

/// A default that says the least, where the type has one.
fn default_of(ctx: &Context<'_>, ty: &Type) -> Option<String> {
    if let Type::Enum(id) = ty {
        return ctx.enumeration(*id)?.values.first().map(|value| value.word.clone());
    }
    let known = [(Type::Bool, "no"), (Type::Int, "0"), (Type::Decimal, "0"), (Type::Duration, "0s")];
    known.iter().find(|(known, _)| known == ty).map(|(_, value)| (*value).to_owned())
}

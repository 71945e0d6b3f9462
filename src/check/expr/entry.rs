use super::respelled::respelled;
use super::{arith, call, compare, constant, doubt, meaning, path, set, skill, text, time};
use crate::check::context::Context;
use crate::check::error::{Doubt, PathError, TypeError};
use crate::check::scope::Scope;
use crate::check::types;
use crate::hir::{self, Const, ExprKind};
use crate::source::Span;
use crate::syntax::ast::{self, BoolOp, CompareOp};
use crate::types::Type;
use crate::value::Decimal;

/// Deeper nesting than this is refused, so that no pass over a program can run out of stack.
const DEEPEST: u32 = 200;

/// Something that holds or does not. `None` after a report.
pub(in crate::check) fn condition(
    ctx: &mut Context<'_>,
    scope: &Scope,
    expr: &ast::Expr,
) -> Option<hir::Expr> {
    let found = holds(ctx, scope, expr)?;
    doubt::missing(ctx, &found);
    Some(found)
}

/// Something of the type `expected` (an int is widened to a decimal). `None` after a report.
pub(in crate::check) fn value(
    ctx: &mut Context<'_>,
    scope: &Scope,
    expr: &ast::Expr,
    expected: &Type,
) -> Option<hir::Expr> {
    let found = operand(ctx, scope, expr, Some(expected))?;
    fit(ctx, found, expected)
}

/// Something that has a value of whatever type. `None` after a report.
pub(in crate::check) fn infer(ctx: &mut Context<'_>, scope: &Scope, expr: &ast::Expr) -> Option<hir::Expr> {
    operand(ctx, scope, expr, None)
}

/// `found` as a value of the type `expected`; another type is reported.
pub(super) fn fit(ctx: &mut Context<'_>, found: hir::Expr, expected: &Type) -> Option<hir::Expr> {
    match (&found.ty, expected) {
        (Type::Unknown, _) => None,
        (_, Type::Unknown) => Some(found),
        (is, wanted) if is == wanted => Some(found),
        (Type::Int, Type::Decimal) => Some(widen(found)),
        (Type::Agent, Type::Text) | (Type::Text, Type::Agent) => Some(found),
        (is, wanted) => {
            let instead = respelled(ctx, wanted, &found);
            let help = instead.as_ref().map(|text| format!("write `{text}`"));
            let (is, wanted) = (types::phrase(ctx, is), types::phrase(ctx, wanted));
            ctx.report(TypeError::Mismatch { wanted, found: is, span: found.span, help, instead });
            None
        }
    }
}

/// An int as a decimal; a constant at once.
pub(super) fn widen(expr: hir::Expr) -> hir::Expr {
    let (optional, span) = (expr.optional, expr.span);
    let known =
        if let ExprKind::Const(Const::Int(whole)) = expr.kind { Decimal::from_int(whole) } else { None };
    let kind = match known {
        Some(decimal) => ExprKind::Const(Const::Decimal(decimal)),
        None => ExprKind::Widen(Box::new(expr)),
    };
    hir::Expr { kind, ty: Type::Decimal, optional, span }
}

/// A constant as an expression.
pub(super) fn constant_expr(value: Const, ty: Type, span: Span) -> hir::Expr {
    hir::Expr { kind: ExprKind::Const(value), ty, optional: false, span }
}

/// A condition of that shape.
pub(super) fn truth(kind: ExprKind, span: Span) -> hir::Expr {
    hir::Expr { kind, ty: Type::Bool, optional: false, span }
}

/// Something that holds or does not, without the warnings about missing values, which need the whole condition.
pub(super) fn holds(ctx: &mut Context<'_>, scope: &Scope, expr: &ast::Expr) -> Option<hir::Expr> {
    let found = operand(ctx, scope, expr, Some(&Type::Bool))?;
    match (&found.kind, &found.ty) {
        (_, Type::Unknown) => None,
        (ExprKind::Const(Const::Bool(value)), _) => {
            let answer = if *value { "true" } else { "false" };
            ctx.report(Doubt::AlwaysSame { span: expr.span, answer });
            Some(found)
        }
        (
            ExprKind::Read(_) | ExprKind::Param(_) | ExprKind::Default(..) | ExprKind::Lookup { .. },
            Type::Bool,
        ) => Some(is_yes(found)),
        (_, Type::Bool) => Some(found),
        (_, ty) => {
            let found = types::phrase(ctx, ty);
            ctx.report(TypeError::NotACondition { found, span: expr.span, instead: None });
            None
        }
    }
}

/// A yes-or-no value as a condition: false where it is missing.
fn is_yes(value: hir::Expr) -> hir::Expr {
    let span = value.span;
    let yes = constant_expr(Const::Bool(true), Type::Bool, span);
    let (left, right) = (Box::new(value), Box::new(yes));
    truth(ExprKind::Compare { op: CompareOp::Eq, case: ast::Case::Ignored, left, right }, span)
}

/// Anything with a value. `hint` is the type of what it is compared with or given to: it says what a bare word means.
pub(super) fn operand(
    ctx: &mut Context<'_>,
    scope: &Scope,
    expr: &ast::Expr,
    hint: Option<&Type>,
) -> Option<hir::Expr> {
    if ctx.depth >= DEEPEST {
        ctx.report(TypeError::TooDeep { span: expr.span });
        return None;
    }
    ctx.depth += 1;
    let found = shape(ctx, scope, expr, hint);
    ctx.depth -= 1;
    found
}

fn shape(ctx: &mut Context<'_>, scope: &Scope, expr: &ast::Expr, hint: Option<&Type>) -> Option<hir::Expr> {
    let span = expr.span;
    match &expr.kind {
        ast::ExprKind::Literal(_) => constant::literal_expr(ctx, expr, hint),
        ast::ExprKind::Path(path) => path::read(ctx, scope, path, hint, span),
        ast::ExprKind::Call(called) => call::value(ctx, scope, called, span),
        ast::ExprKind::List(members) => set::list_value(ctx, members, hint, span),
        ast::ExprKind::Range(_) => set::stray_range(ctx, span),
        ast::ExprKind::Not(inner) => {
            let inner = holds(ctx, scope, inner)?;
            Some(truth(ExprKind::Not(Box::new(inner)), span))
        }
        ast::ExprKind::Chain(op, members) => chain(ctx, scope, *op, members, span),
        ast::ExprKind::Compare { left, op, case, right } => {
            compare::compare(ctx, scope, &compare::Sides { left, right, case: *case, span }, *op)
        }
        ast::ExprKind::In { left, negated, case, set } => {
            let sides = compare::Sides { left, right: set, case: *case, span };
            let inside = set::inside(ctx, scope, &sides)?;
            Some(if *negated { truth(ExprKind::Not(Box::new(inside)), span) } else { inside })
        }
        ast::ExprKind::Search { left, op, quantifier, case, right } => {
            let sides = compare::Sides { left, right, case: *case, span };
            text::search(ctx, scope, &sides, *op, *quantifier)
        }
        ast::ExprKind::Presence { left, present } => compare::presence(ctx, scope, left, *present, span),
        ast::ExprKind::Within { left, next, length } => time::within(ctx, scope, left, *next, length, span),
        ast::ExprKind::OlderThan { left, length } => time::older_than(ctx, scope, left, length, span),
        ast::ExprKind::During { left, hours } => time::during(ctx, scope, left.as_deref(), hours, span),
        ast::ExprKind::Skill { item, skill, level } => {
            skill::skill(ctx, scope, *item, skill, level.as_ref(), span)
        }
        ast::ExprKind::Holds { profile } => skill::item_holds(ctx, scope, profile, span),
        ast::ExprKind::Arith { left, op, right } => arith::arith(ctx, scope, left, *op, right, span),
        ast::ExprKind::Negate(inner) => arith::negate(ctx, scope, inner, hint, span),
        ast::ExprKind::Default { left, right } => arith::default(ctx, scope, left, right, hint, span),
        ast::ExprKind::Broken => None,
    }
}

fn chain(
    ctx: &mut Context<'_>,
    scope: &Scope,
    op: BoolOp,
    members: &[ast::Expr],
    span: Span,
) -> Option<hir::Expr> {
    // Every member is looked at, so that two mistakes give two diagnostics.
    let mut found: Vec<Option<hir::Expr>> = Vec::new();
    for (at, member) in members.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| Some((members.get(at)?, found.get(at)?.as_ref()?)));
        let whole = before.and_then(|before| made_whole(ctx, scope, before, member));
        found.push(match whole {
            Some(whole) => report_half(ctx, member, whole),
            None => holds(ctx, scope, member),
        });
    }
    let members = found.into_iter().collect::<Option<Vec<_>>>()?;
    if op == BoolOp::Or {
        doubt::differs_from_both(ctx, &members, span);
    }
    Some(truth(ExprKind::Chain(op, members), span))
}

/// What was meant by a value that stands alone after a comparison: `tier == gold or silver`, `x contains "a" or "b"`.
fn made_whole(
    ctx: &Context<'_>,
    scope: &Scope,
    (before, read): (&ast::Expr, &hir::Expr),
    member: &ast::Expr,
) -> Option<String> {
    let (ast::ExprKind::Compare { left, right, .. } | ast::ExprKind::Search { left, right, .. }) =
        &before.kind
    else {
        return None;
    };
    let is_value = match (member.as_word(), &read.kind) {
        (Some(word), ExprKind::Compare { left, .. }) => {
            let Type::Enum(id) = left.ty else { return None };
            ctx.enum_value(id, &word.text).is_some() && meaning::meanings(ctx, scope, &word.text).is_empty()
        }
        (Some(_), _) => false,
        (None, _) => member.as_text().is_some(),
    };
    let asked = Span::new(left.span.file, left.span.start, right.span.start);
    is_value.then(|| [ctx.sources.text(asked), ctx.sources.text(member.span)].concat())
}

/// Reports a value that stands where a comparison is wanted.
fn report_half(ctx: &mut Context<'_>, member: &ast::Expr, whole: String) -> Option<hir::Expr> {
    let span = member.span;
    let help = Some(format!("did you mean `{whole}`?"));
    if let Some(word) = member.as_word() {
        let word = word.text.clone();
        ctx.report(PathError::UnknownWord { word, span, help, nearest: Some(whole) });
    } else {
        let found = types::phrase(ctx, &Type::Text);
        ctx.report(TypeError::NotACondition { found, span, instead: Some(whole) });
    }
    None
}

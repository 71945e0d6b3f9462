use super::compare::{alike, both, is_waited, report_differ};
use super::constant::negative;
use super::entry::{constant_expr, operand, widen};
use super::path::report_operator;
use crate::check::context::Context;
use crate::check::error::{Doubt, TypeError};
use crate::check::scope::Scope;
use crate::hir::{self, ExprKind};
use crate::source::Span;
use crate::syntax::ast::{self, ArithOp};
use crate::types::Type;

/// `a + b` and its like. What overflows is missing, so the result always may be.
pub(super) fn arith(
    ctx: &mut Context<'_>,
    scope: &Scope,
    left: &ast::Expr,
    op: ArithOp,
    right: &ast::Expr,
    span: Span,
) -> Option<hir::Expr> {
    let (left, right) = both(ctx, scope, left, right)?;
    for side in [&left, &right] {
        if is_waited(side) {
            ctx.report(TypeError::WaitedLiteral { span: side.span });
            return None;
        }
    }
    let (left, right, ty) = operands(ctx, left, op, right)?;
    let (left, right) = (Box::new(left), Box::new(right));
    Some(hir::Expr { kind: ExprKind::Arith { op, left, right }, ty, optional: true, span })
}

fn operands(
    ctx: &mut Context<'_>,
    left: hir::Expr,
    op: ArithOp,
    right: hir::Expr,
) -> Option<(hir::Expr, hir::Expr, Type)> {
    let add_or_sub = matches!(op, ArithOp::Add | ArithOp::Sub);
    match (&left.ty, &right.ty) {
        (Type::Unknown, _) | (_, Type::Unknown) => None,
        // A share of a whole number is rarely whole: division gives a decimal.
        (Type::Int, Type::Int) if op == ArithOp::Div => Some((widen(left), widen(right), Type::Decimal)),
        (Type::Int | Type::Decimal, Type::Int | Type::Decimal) => {
            let (left, right) = alike(ctx, left, right, "computed with")?;
            let ty = left.ty.clone();
            Some((left, right, ty))
        }
        (Type::Duration, Type::Duration) if add_or_sub => Some((left, right, Type::Duration)),
        (Type::Instant, Type::Duration) if add_or_sub => Some((left, right, Type::Instant)),
        (Type::Instant, Type::Instant) if op == ArithOp::Sub => Some((left, right, Type::Duration)),
        (Type::Duration, Type::Int | Type::Decimal) if !add_or_sub => Some((left, right, Type::Duration)),
        (Type::Int | Type::Decimal, Type::Duration) if op == ArithOp::Mul => {
            Some((left, right, Type::Duration))
        }
        _ => {
            report_differ(ctx, &left, &right, verb(op));
            None
        }
    }
}

fn verb(op: ArithOp) -> &'static str {
    match op {
        ArithOp::Add => "added",
        ArithOp::Sub => "subtracted",
        ArithOp::Mul => "multiplied",
        ArithOp::Div => "divided",
    }
}

/// `-a`
pub(super) fn negate(
    ctx: &mut Context<'_>,
    scope: &Scope,
    inner: &ast::Expr,
    hint: Option<&Type>,
    span: Span,
) -> Option<hir::Expr> {
    let inner = operand(ctx, scope, inner, hint)?;
    if let ExprKind::Const(value) = &inner.kind
        && let Some(value) = negative(value)
    {
        return Some(constant_expr(value, inner.ty, span));
    }
    if inner.ty == Type::Unknown {
        return None;
    }
    let ty = inner.ty.clone();
    if ty.is_number() || ty == Type::Duration {
        return Some(hir::Expr { kind: ExprKind::Negate(Box::new(inner)), ty, optional: true, span });
    }
    report_operator(ctx, &ty, span, "negated", "only a number or a length of time has a negative");
    None
}

/// `a ?? b`
pub(super) fn default(
    ctx: &mut Context<'_>,
    scope: &Scope,
    left: &ast::Expr,
    right: &ast::Expr,
    hint: Option<&Type>,
    span: Span,
) -> Option<hir::Expr> {
    let left = operand(ctx, scope, left, hint)?;
    let hint = left.ty.clone();
    let right = operand(ctx, scope, right, Some(&hint))?;
    if !left.optional && left.ty != Type::Unknown {
        let path = ctx.sources.text(left.span).to_owned();
        ctx.report(Doubt::NeverMissing {
            instead: Some(path.clone()),
            field: None,
            path,
            span,
            answer: "the left side",
        });
    }
    let (left, right) = alike(ctx, left, right, "used for each other")?;
    let (ty, optional) = (left.ty.clone(), right.optional);
    Some(hir::Expr { kind: ExprKind::Default(Box::new(left), Box::new(right)), ty, optional, span })
}

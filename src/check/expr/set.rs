use super::compare::{Sides, alike, is_waited, warn_unordered};
use super::constant::members;
use super::entry::{constant_expr, fit, operand, truth};
use super::meaning::meanings;
use super::path::{names_list, report_operator};
use crate::check::context::Context;
use crate::check::error::TypeError;
use crate::check::names::Kind;
use crate::check::scope::Scope;
use crate::check::types;
use crate::hir::{self, Const, ExprKind};
use crate::source::Span;
use crate::syntax::ast::{self, BoolOp};
use crate::types::Type;
use crate::value::Time;

const DAY: Time = Time(86_400_000_000);

/// `x in …`: a list, a range, the name of a list, or a list field.
pub(super) fn inside(ctx: &mut Context<'_>, scope: &Scope, sides: &Sides<'_>) -> Option<hir::Expr> {
    let left = operand(ctx, scope, sides.left, None)?;
    if left.ty == Type::Unknown {
        return None;
    }
    if let ast::ExprKind::List(written) = &sides.right.kind {
        let wanted = numbers_as_written(written, &left.ty);
        let (values, ty) = members(ctx, written, Some(&wanted), sides.right.span)?;
        return one_of(ctx, left, values, &ty, sides);
    }
    if let ast::ExprKind::Range(range) = &sides.right.kind {
        return between(ctx, scope, left, range, sides);
    }
    named_set(ctx, scope, left, sides)
}

/// A whole number compared with numbers that have decimals is widened, and not the other way round.
fn numbers_as_written(written: &[ast::Expr], ty: &Type) -> Type {
    let decimal =
        |member: &ast::Expr| matches!(&member.kind, ast::ExprKind::Literal(ast::Literal::Decimal(_)));
    if *ty == Type::Int && written.iter().any(decimal) { Type::Decimal } else { ty.clone() }
}

fn one_of(
    ctx: &mut Context<'_>,
    left: hir::Expr,
    values: Vec<Const>,
    ty: &Type,
    sides: &Sides<'_>,
) -> Option<hir::Expr> {
    let left = Box::new(fit(ctx, left, ty)?);
    Some(truth(ExprKind::OneOf { left, case: sides.case, values }, sides.span))
}

fn named_set(ctx: &mut Context<'_>, scope: &Scope, left: hir::Expr, sides: &Sides<'_>) -> Option<hir::Expr> {
    if let Some((values, ty)) = named_list(ctx, scope, sides.right)? {
        let (values, ty) = if left.ty == Type::Decimal && ty == Type::Int {
            (widened(values), Type::Decimal)
        } else {
            (values, ty)
        };
        if left.ty != ty && !(left.ty == Type::Int && ty == Type::Decimal) {
            let first = values.into_iter().next()?;
            let member = constant_expr(first, ty, sides.right.span);
            alike(ctx, left, member, "compared")?;
            return None;
        }
        return one_of(ctx, left, values, &ty, sides);
    }
    let list = operand(ctx, scope, sides.right, None)?;
    let Type::List(member) = &list.ty else {
        let verb = "searched for a member";
        report_operator(
            ctx,
            &list.ty,
            list.span,
            verb,
            "write a list `[a, b]`, a range `1..5`, or the name of a `list`",
        );
        return None;
    };
    let left = fit(ctx, left, member)?;
    let (left, list) = (Box::new(left), Box::new(list));
    Some(truth(ExprKind::InList { left, case: sides.case, list }, sides.span))
}

fn widened(values: Vec<Const>) -> Vec<Const> {
    let widen = |value| {
        let Const::Int(whole) = value else { return value };
        crate::value::Decimal::from_int(whole).map_or(Const::Int(whole), Const::Decimal)
    };
    values.into_iter().map(widen).collect()
}

/// The members of a `list` by its name: `Some(None)` if this is no list's name, `None` if the list is faulty.
#[expect(clippy::option_option, reason = "a name of something else is not a faulty list")]
pub(super) fn named_list(
    ctx: &mut Context<'_>,
    scope: &Scope,
    expr: &ast::Expr,
) -> Option<Option<(Vec<Const>, Type)>> {
    let Some(word) = names_list(ctx, expr).filter(|word| meanings(ctx, scope, &word.text).is_empty()) else {
        return Some(None);
    };
    ctx.names.note(Kind::List, &word.text, word.span);
    let list = ctx.list(&word.text)?.as_ref()?;
    Some(Some((list.values.clone(), list.ty.clone())))
}

fn between(
    ctx: &mut Context<'_>,
    scope: &Scope,
    left: hir::Expr,
    range: &ast::Range,
    sides: &Sides<'_>,
) -> Option<hir::Expr> {
    if !left.ty.is_ordered() {
        let found = types::phrase(ctx, &left.ty);
        ctx.report(TypeError::NoOrder {
            found,
            span: left.span,
            help: "write the values in a list: `in [a, b]`",
        });
        return None;
    }
    warn_unordered(ctx, &left.ty, sides.span);
    let from = operand(ctx, scope, &range.from, Some(&left.ty));
    let to = operand(ctx, scope, &range.to, Some(&left.ty));
    let (left, from) = alike(ctx, left, from?, "compared")?;
    let (left, to) = alike(ctx, left, to?, "compared")?;
    let from = fit(ctx, from, &left.ty)?;
    if let (ExprKind::Const(Const::Time(first)), ExprKind::Const(Const::Time(last))) = (&from.kind, &to.kind)
        && first > last
    {
        return Some(over_midnight(left, from, to, range.half_open, sides.span));
    }
    let is_known = |end: &hir::Expr| matches!(end.kind, ExprKind::Const(_));
    if is_waited(&left) && !(is_known(&from) && is_known(&to)) {
        ctx.report(TypeError::WaitedLiteral { span: sides.right.span });
        return None;
    }
    check_not_empty(ctx, &from, &to, range.half_open, sides.right.span)?;
    let (left, from, to) = (Box::new(left), Box::new(from), Box::new(to));
    Some(truth(ExprKind::Between { left, from, to, half_open: range.half_open }, sides.span))
}

fn check_not_empty(
    ctx: &mut Context<'_>,
    from: &hir::Expr,
    to: &hir::Expr,
    half_open: bool,
    span: Span,
) -> Option<()> {
    let (ExprKind::Const(first), ExprKind::Const(last)) = (&from.kind, &to.kind) else { return Some(()) };
    if first < last || (first == last && !half_open) {
        return Some(());
    }
    let text = |expr: &hir::Expr| ctx.sources.text(expr.span).to_owned();
    let (from, to) = (text(from), text(to));
    ctx.report(TypeError::EmptyRange { from, to, span });
    None
}

/// `22:00..06:00`: from ten until midnight, and from midnight until six.
fn over_midnight(left: hir::Expr, from: hir::Expr, to: hir::Expr, half_open: bool, span: Span) -> hir::Expr {
    let time = |at| Box::new(constant_expr(Const::Time(at), Type::Time, span));
    let late = ExprKind::Between {
        left: Box::new(left.clone()),
        from: Box::new(from),
        to: time(DAY),
        half_open: false,
    };
    let early = ExprKind::Between { left: Box::new(left), from: time(Time(0)), to: Box::new(to), half_open };
    truth(ExprKind::Chain(BoolOp::Or, vec![truth(late, span), truth(early, span)]), span)
}

/// A list where a list is wanted, as the value of a list field.
pub(super) fn list_value(
    ctx: &mut Context<'_>,
    written: &[ast::Expr],
    hint: Option<&Type>,
    span: Span,
) -> Option<hir::Expr> {
    let member = if let Some(Type::List(member)) = hint { Some(member.as_ref()) } else { None };
    let (values, ty) = members(ctx, written, member, span)?;
    let ty = Type::List(Box::new(ty));
    Some(hir::Expr { kind: ExprKind::List(values), ty, optional: false, span })
}

/// A range where none is wanted.
pub(super) fn stray_range(ctx: &mut Context<'_>, span: Span) -> Option<hir::Expr> {
    ctx.report(TypeError::WrongOperator {
        what: "a range".to_owned(),
        verb: "used here",
        span,
        help: "ask with `in`: `amount in 100..500`",
    });
    None
}

use super::constant::constant;
use super::entry::{truth, value};
use crate::calendar;
use crate::check::context::Context;
use crate::check::error::TypeError;
use crate::check::scope::Scope;
use crate::hir::{self, Const, ExprKind, ZoneOf};
use crate::source::Span;
use crate::syntax::ast;
use crate::types::Type;
use crate::value::Duration;

/// `opened within last 7d`, `due within next 2h`
pub(super) fn within(
    ctx: &mut Context<'_>,
    scope: &Scope,
    left: &ast::Expr,
    next: bool,
    length: &ast::Expr,
    span: Span,
) -> Option<hir::Expr> {
    let (left, length) = instant_and_length(ctx, scope, left, length)?;
    let kind = if next { ExprKind::WithinNext(left, length) } else { ExprKind::WithinLast(left, length) };
    Some(truth(kind, span))
}

/// `opened older than 3d`
pub(super) fn older_than(
    ctx: &mut Context<'_>,
    scope: &Scope,
    left: &ast::Expr,
    length: &ast::Expr,
    span: Span,
) -> Option<hir::Expr> {
    let (left, length) = instant_and_length(ctx, scope, left, length)?;
    Some(truth(ExprKind::OlderThan(left, length), span))
}

fn instant_and_length(
    ctx: &mut Context<'_>,
    scope: &Scope,
    left: &ast::Expr,
    length: &ast::Expr,
) -> Option<(Box<hir::Expr>, Duration)> {
    let left = value(ctx, scope, left, &Type::Instant);
    let length = constant(ctx, length, &Type::Duration);
    let (left, Const::Duration(length)) = (left?, length?) else { return None };
    Some((Box::new(left), length))
}

/// `during office`, `opened during office`
pub(super) fn during(
    ctx: &mut Context<'_>,
    scope: &Scope,
    left: Option<&ast::Expr>,
    hours: &ast::Name,
    span: Span,
) -> Option<hir::Expr> {
    let at = match left {
        Some(left) => Some(Box::new(value(ctx, scope, left, &Type::Instant)?)),
        None => None,
    };
    let hours = ctx.names.hours(hours, &mut ctx.bag)?;
    Some(truth(ExprKind::During(at, hours), span))
}

/// Whose zone counts: that of `hours`, by name, or one as a text.
pub(super) fn zone(ctx: &mut Context<'_>, expr: &ast::Expr) -> Option<ZoneOf> {
    if let Some(text) = expr.as_text() {
        if calendar::zone_exists(&text.value) {
            return Some(ZoneOf::Zone(text.value));
        }
        let nearest = calendar::zones_like(&text.value).into_iter().next();
        ctx.report(TypeError::UnknownZone { zone: text.value, span: text.span, nearest });
        return None;
    }
    let Some(word) = expr.as_word() else {
        ctx.report(TypeError::Mismatch {
            wanted: "a zone".to_owned(),
            found: "something else".to_owned(),
            span: expr.span,
            help: Some("write the name of `hours`, or a zone such as \"Europe/London\"".to_owned()),
            instead: None,
        });
        return None;
    };
    ctx.names.hours(word, &mut ctx.bag).map(ZoneOf::Hours)
}

use crate::check::context::Context;
use crate::check::error::RowsError;
use crate::source::Span;
use crate::syntax::ast::{self, Case, CellKind, CompareOp, ExpectColumn, Expr, ExprKind, Name};

/// What a row expects of a column.
#[derive(Clone)]
pub(super) enum Wish<'a> {
    /// A condition, and how a person would write it.
    Holds(Expr, String),
    /// A rule was applied, or was not.
    Fired { address: &'a [Name], label: ast::Text, negated: bool },
}

/// What a cell expects of its column; nothing for `any`.
pub(super) fn wish<'a>(
    ctx: &mut Context<'_>,
    column: &'a ExpectColumn,
    cell: &ast::Cell,
) -> Option<Wish<'a>> {
    match column {
        ExpectColumn::Holds(value) => {
            let kind = condition(value, &cell.kind)?;
            let (left, right) = (ctx.sources.text(value.span), ctx.sources.text(cell.span));
            let words = format!("{left} {}{right}", joined(&cell.kind));
            Some(Wish::Holds(Expr { kind, span: cell.span }, words))
        }
        ExpectColumn::Fired { address, .. } => {
            let (value, negated) = match &cell.kind {
                CellKind::Is(value) => (value, false),
                CellKind::IsNot(value) => (value, true),
                CellKind::Any => return None,
                CellKind::Compare(..) | CellKind::Presence(_) | CellKind::Search(..) => {
                    return no_label(ctx, cell.span);
                }
            };
            let Some(label) = value.as_text() else { return no_label(ctx, value.span) };
            Some(Wish::Fired { address, label, negated })
        }
    }
}

fn no_label<T>(ctx: &mut Context<'_>, span: Span) -> Option<T> {
    let written = ctx.sources.text(span).to_owned();
    ctx.report(RowsError::NotALabel { span, written });
    None
}

/// What stands between a column and its cell in a sentence.
fn joined(cell: &CellKind) -> &'static str {
    match cell {
        CellKind::Is(value) if is_several(value) => "in ",
        CellKind::Is(_) => "== ",
        CellKind::IsNot(_) | CellKind::Presence(_) => "is ",
        CellKind::Any | CellKind::Compare(..) | CellKind::Search(..) => "",
    }
}

fn is_several(value: &Expr) -> bool {
    matches!(value.kind, ExprKind::List(_) | ExprKind::Range(_))
}

/// The condition that a cell states of its column.
fn condition(column: &Expr, cell: &CellKind) -> Option<ExprKind> {
    let left = || Box::new(column.clone());
    let is = |value: &Expr, negated: bool| {
        if is_several(value) {
            return ExprKind::In { left: left(), negated, case: Case::Ignored, set: Box::new(value.clone()) };
        }
        // A condition such as `item needs french` is expected to hold, or not to.
        if let ExprKind::Literal(ast::Literal::Bool(yes)) = &value.kind
            && !has_value(column)
        {
            return if *yes == negated { ExprKind::Not(left()) } else { column.kind.clone() };
        }
        let op = if negated { CompareOp::Ne } else { CompareOp::Eq };
        ExprKind::Compare { left: left(), op, case: Case::Ignored, right: Box::new(value.clone()) }
    };
    Some(match cell {
        CellKind::Any => return None,
        CellKind::Is(value) => is(value, false),
        CellKind::IsNot(value) => is(value, true),
        CellKind::Compare(op, value) => {
            ExprKind::Compare { left: left(), op: *op, case: Case::Ignored, right: Box::new(value.clone()) }
        }
        CellKind::Presence(present) => ExprKind::Presence { left: left(), present: *present },
        CellKind::Search(op, value) => ExprKind::Search {
            left: left(),
            op: *op,
            quantifier: None,
            case: Case::Ignored,
            right: Box::new(value.clone()),
        },
    })
}

/// Whether an expression has a value to compare, rather than being a condition.
fn has_value(column: &Expr) -> bool {
    match &column.kind {
        ExprKind::Path(_)
        | ExprKind::Call(_)
        | ExprKind::Literal(_)
        | ExprKind::List(_)
        | ExprKind::Range(_)
        | ExprKind::Arith { .. }
        | ExprKind::Negate(_)
        | ExprKind::Default { .. }
        | ExprKind::Broken => true,
        ExprKind::Not(_)
        | ExprKind::Chain(..)
        | ExprKind::Compare { .. }
        | ExprKind::In { .. }
        | ExprKind::Search { .. }
        | ExprKind::Presence { .. }
        | ExprKind::Within { .. }
        | ExprKind::OlderThan { .. }
        | ExprKind::During { .. }
        | ExprKind::Skill { .. }
        | ExprKind::Holds { .. } => false,
    }
}

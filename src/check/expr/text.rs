use super::compare::Sides;
use super::constant::{coerce, constant, members};
use super::entry::{operand, truth};
use super::path::report_operator;
use super::set::named_list;
use crate::check::context::Context;
use crate::check::error::{Doubt, TypeError};
use crate::check::patterns::check_pattern;
use crate::check::scope::Scope;
use crate::hir::{self, Const, ExprKind};
use crate::source::Span;
use crate::syntax::ast::{self, Quantifier, TextOp};
use crate::types::Type;

/// A word of up to so many letters under plain `contains` is likely to be found where it is not meant.
const SHORT: usize = 5;

/// `message contains any angry_words`, `code starts with "40"`, `roles contains "lead"`.
pub(super) fn search(
    ctx: &mut Context<'_>,
    scope: &Scope,
    sides: &Sides<'_>,
    op: TextOp,
    quantifier: Option<Quantifier>,
) -> Option<hir::Expr> {
    let left = operand(ctx, scope, sides.left, None)?;
    match (&left.ty, op) {
        (Type::Unknown, _) => None,
        (Type::Text, _) => search_text(ctx, scope, left, sides, op, quantifier),
        (Type::List(member), TextOp::Contains | TextOp::ContainsWord) => {
            let member = member.as_ref().clone();
            let values = wanted(ctx, scope, sides.right, &member)?;
            let quantifier = quantifier.unwrap_or(Quantifier::Any);
            let kind = ExprKind::ListHas { left: Box::new(left), quantifier, case: sides.case, values };
            Some(truth(kind, sides.span))
        }
        (ty, _) => {
            let ty = ty.clone();
            report_operator(ctx, &ty, left.span, "searched", "compare it with `==` or `in [a, b]`");
            None
        }
    }
}

fn search_text(
    ctx: &mut Context<'_>,
    scope: &Scope,
    left: hir::Expr,
    sides: &Sides<'_>,
    op: TextOp,
    quantifier: Option<Quantifier>,
) -> Option<hir::Expr> {
    let values = wanted(ctx, scope, sides.right, &Type::Text)?;
    let texts: Vec<String> = values.into_iter().filter_map(text_of).collect();
    if texts.iter().any(|text| text.trim().is_empty()) {
        ctx.report(TypeError::EmptySearch { span: sides.right.span });
        return None;
    }
    if op == TextOp::Matches {
        for pattern in &texts {
            check_pattern(ctx, pattern, sides.right.span)?;
        }
    }
    if op == TextOp::Contains && quantifier.is_none() {
        hint_short(ctx, sides);
    }
    let quantifier = quantifier.unwrap_or(Quantifier::Any);
    let left = Box::new(left);
    Some(truth(ExprKind::Search { left, op, quantifier, case: sides.case, texts }, sides.span))
}

fn text_of(value: Const) -> Option<String> {
    let Const::Text(text) = value else { return None };
    Some(text)
}

/// What is looked for: one value, a list, or the name of a list.
fn wanted(ctx: &mut Context<'_>, scope: &Scope, right: &ast::Expr, ty: &Type) -> Option<Vec<Const>> {
    if let ast::ExprKind::List(written) = &right.kind {
        return members(ctx, written, Some(ty), right.span).map(|(values, _)| values);
    }
    if let Some((values, is)) = named_list(ctx, scope, right)? {
        let values = values.into_iter().map(|value| coerce(ctx, value, &is, ty, right.span));
        return values.collect();
    }
    constant(ctx, right, ty).map(|value| vec![value])
}

/// A short word is often part of a longer one: `legal` of `illegal`.
fn hint_short(ctx: &mut Context<'_>, sides: &Sides<'_>) {
    let Some(text) = sides.right.as_text() else { return };
    let word = text.value;
    let short = word.chars().count() <= SHORT && word.chars().all(char::is_alphanumeric);
    if !short {
        return;
    }
    let between = Span::new(sides.span.file, sides.left.span.end, sides.right.span.start);
    let Some(at) = ctx.sources.text(between).find("contains") else { return };
    let start = between.start.saturating_add(u32::try_from(at).unwrap_or(0));
    let operator = Span::new(between.file, start, start.saturating_add(8));
    ctx.report(Doubt::ShortWord { word, span: sides.right.span, operator });
}

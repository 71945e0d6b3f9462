use super::entry::{constant_expr, fit};
use crate::check::context::Context;
use crate::check::error::{PathError, TypeError, did_you_mean};
use crate::check::names::Kind;
use crate::check::types;
use crate::diagnostic::{TOLD, listed};
use crate::hir::{self, Const, ExprKind};
use crate::source::Span;
use crate::syntax::ast::{self, Literal};
use crate::types::{EnumId, Type};
use crate::value::{Decimal, Duration};

/// A value of the type `expected` that is known now. `None` after a report.
pub(in crate::check) fn constant(ctx: &mut Context<'_>, expr: &ast::Expr, expected: &Type) -> Option<Const> {
    let (value, ty) = known(ctx, expr, Some(expected))?;
    coerce(ctx, value, &ty, expected, expr.span)
}

/// `value` as one of the type `expected`; another type is reported.
pub(in crate::check) fn coerce(
    ctx: &mut Context<'_>,
    value: Const,
    ty: &Type,
    expected: &Type,
    span: Span,
) -> Option<Const> {
    let fitted = fit(ctx, constant_expr(value, ty.clone(), span), expected)?;
    if let ExprKind::Const(value) = fitted.kind { Some(value) } else { None }
}

/// A literal with its type, as `let` takes it. `None` after a report.
pub(in crate::check) fn literal(ctx: &mut Context<'_>, expr: &ast::Expr) -> Option<(Const, Type)> {
    known(ctx, expr, None)
}

/// The members of a list, all of one type: that of `hint`, or of the first.
pub(in crate::check) fn members(
    ctx: &mut Context<'_>,
    members: &[ast::Expr],
    hint: Option<&Type>,
    span: Span,
) -> Option<(Vec<Const>, Type)> {
    if members.is_empty() {
        ctx.report(TypeError::EmptyList { span });
        return None;
    }
    let wanted = hint.cloned().or_else(|| only_enum_with(ctx, members).map(Type::Enum));
    let found: Vec<_> = members.iter().map(|member| known(ctx, member, wanted.as_ref())).collect();
    let found = found.into_iter().collect::<Option<Vec<_>>>()?;
    let ty = wanted.unwrap_or_else(|| common_type(&found));
    let spans = members.iter().map(|member| member.span);
    let fitted: Vec<_> =
        found.into_iter().zip(spans).map(|((value, is), span)| coerce(ctx, value, &is, &ty, span)).collect();
    Some((fitted.into_iter().collect::<Option<Vec<_>>>()?, ty))
}

/// The type of all members: that of the first, but decimal where any number is one.
fn common_type(members: &[(Const, Type)]) -> Type {
    let first = members.first().map_or(Type::Unknown, |(_, ty)| ty.clone());
    let any_decimal = members.iter().any(|(_, ty)| *ty == Type::Decimal);
    if first == Type::Int && any_decimal { Type::Decimal } else { first }
}

/// The one enum that has all these bare words as values.
fn only_enum_with(ctx: &Context<'_>, members: &[ast::Expr]) -> Option<EnumId> {
    let words: Vec<_> = members.iter().map(|member| member.as_word()).collect::<Option<_>>()?;
    let has_all = |id: &EnumId| words.iter().all(|word| ctx.enum_value(*id, &word.text).is_some());
    let mut having = ctx.enums().filter(has_all);
    let first = having.next()?;
    having.next().is_none().then_some(first)
}

/// A literal as an expression; a whole number becomes a decimal where one is wanted.
pub(super) fn literal_expr(
    ctx: &mut Context<'_>,
    expr: &ast::Expr,
    hint: Option<&Type>,
) -> Option<hir::Expr> {
    let (value, ty) = known(ctx, expr, hint)?;
    Some(constant_expr(value, ty, expr.span))
}

fn known(ctx: &mut Context<'_>, expr: &ast::Expr, hint: Option<&Type>) -> Option<(Const, Type)> {
    if let ast::ExprKind::Literal(literal) = &expr.kind {
        return of_literal(ctx, literal, expr.span);
    }
    if let ast::ExprKind::Path(path) = &expr.kind {
        return of_path(ctx, path, expr.span, hint);
    }
    if let ast::ExprKind::Negate(inner) = &expr.kind
        && let ast::ExprKind::Literal(literal) = &inner.kind
    {
        let (value, ty) = of_literal(ctx, literal, inner.span)?;
        return match negative(&value) {
            Some(value) => Some((value, ty)),
            None => not_constant(ctx, expr.span),
        };
    }
    if expr.kind == ast::ExprKind::Broken { None } else { not_constant(ctx, expr.span) }
}

fn not_constant<T>(ctx: &mut Context<'_>, span: Span) -> Option<T> {
    ctx.report(TypeError::NotConstant { span });
    None
}

/// The negative of a number or length of time.
pub(super) fn negative(value: &Const) -> Option<Const> {
    if let Const::Int(whole) = value {
        return whole.checked_neg().map(Const::Int);
    }
    if let Const::Decimal(Decimal(scaled)) = value {
        return scaled.checked_neg().map(|scaled| Const::Decimal(Decimal(scaled)));
    }
    let Const::Duration(Duration(length)) = value else { return None };
    length.checked_neg().map(|length| Const::Duration(Duration(length)))
}

fn of_literal(ctx: &mut Context<'_>, literal: &Literal, span: Span) -> Option<(Const, Type)> {
    Some(match literal {
        Literal::Bool(value) => (Const::Bool(*value), Type::Bool),
        Literal::Int(value) | Literal::Percent(value) => (Const::Int(*value), Type::Int),
        Literal::Decimal(value) => (Const::Decimal(*value), Type::Decimal),
        Literal::Text(value) => (Const::Text(value.clone()), Type::Text),
        Literal::Date(value) => (Const::Date(*value), Type::Date),
        Literal::Time(value) => (Const::Time(*value), Type::Time),
        Literal::Instant(value) => (Const::Instant(*value), Type::Instant),
        Literal::Duration(value) => (Const::Duration(*value), Type::Duration),
        Literal::Local(..) => {
            let what = ctx.sources.text(span).to_owned();
            let help = format!("say which zone: `{what}Z` for UTC, or `{what}+01:00`");
            let choices = vec![format!("{what}Z")];
            ctx.report(TypeError::NeedsZone { what, span, help, choices });
            return None;
        }
        Literal::Any => {
            ctx.report(TypeError::Mismatch {
                wanted: "a value".to_owned(),
                found: "`any`".to_owned(),
                span,
                help: Some("`any` is for the cells of a table".to_owned()),
                instead: None,
            });
            return None;
        }
    })
}

fn of_path(
    ctx: &mut Context<'_>,
    path: &ast::Path,
    span: Span,
    hint: Option<&Type>,
) -> Option<(Const, Type)> {
    if let Some(found) = qualified_value(ctx, path) {
        return Some(found);
    }
    let [word] = path.words.as_slice() else { return not_constant(ctx, span) };
    match hint {
        Some(Type::Enum(id)) => {
            if let Some(value) = ctx.enum_value(*id, &word.text) {
                ctx.note_value(word.span, *id, value);
                return Some((Const::Enum(*id, value), Type::Enum(*id)));
            }
            if ctx.names.number(Kind::Constant, &word.text).is_none() {
                report_unknown_value(ctx, *id, word);
                return None;
            }
        }
        Some(ty @ (Type::Queue | Type::Skill)) => {
            return constant_word(ctx, word, ty).map(|value| (value, ty.clone()));
        }
        _ => {}
    }
    if let Some(constant) = ctx.constant(&word.text) {
        ctx.names.note(Kind::Constant, &word.text, word.span);
        return constant.clone().map(|constant| (constant.value, constant.ty));
    }
    bare_value(ctx, word, span)
}

/// A bare word as the name of a queue or a skill.
pub(super) fn constant_word(ctx: &mut Context<'_>, word: &ast::Name, ty: &Type) -> Option<Const> {
    if *ty == Type::Queue {
        return ctx.names.queue(word, &mut ctx.bag).map(Const::Queue);
    }
    ctx.names.skill(word, &mut ctx.bag).map(Const::Skill)
}

/// A bare word where nothing says which enum is meant: the only enum that has it.
fn bare_value(ctx: &mut Context<'_>, word: &ast::Name, span: Span) -> Option<(Const, Type)> {
    let ids: Vec<_> = ctx.enums().collect();
    let having: Vec<_> =
        ids.into_iter().filter_map(|id| Some((id, ctx.enum_value(id, &word.text)?))).collect();
    match having.as_slice() {
        [(id, value)] => {
            ctx.note_value(word.span, *id, *value);
            Some((Const::Enum(*id, *value), Type::Enum(*id)))
        }
        [] => {
            let known = ctx.names.find(Kind::Constant, word, &mut ctx.bag);
            if known.is_some() { not_constant(ctx, span) } else { None }
        }
        several => {
            let names = several.iter().take(TOLD + 1).map(|(id, _)| types::word(ctx, &Type::Enum(*id)));
            let fixes: Vec<_> = names.map(|name| format!("{name}.{}", word.text)).collect();
            report_ambiguous(ctx, word, fixes);
            None
        }
    }
}

/// Reports a word that could mean several things, with the spellings of each.
pub(super) fn report_ambiguous(ctx: &mut Context<'_>, word: &ast::Name, fixes: Vec<String>) {
    let spellings = listed(fixes.iter().map(|text| format!("`{text}`")), " or ");
    let (word, span, help) = (word.text.clone(), word.span, format!("write {spellings}"));
    ctx.report(PathError::Ambiguous { word, span, help, fixes, parameter: None });
}

/// `Tier.gold`: a value with its enum, for where a bare word could mean two things.
pub(super) fn qualified_value(ctx: &Context<'_>, path: &ast::Path) -> Option<(Const, Type)> {
    let [of, word] = path.words.as_slice() else { return None };
    let id = EnumId(ctx.names.number(Kind::Enum, &of.text)?);
    let value = ctx.enum_value(id, &word.text)?;
    ctx.names.note(Kind::Enum, &of.text, of.span);
    ctx.note_value(word.span, id, value);
    Some((Const::Enum(id, value), Type::Enum(id)))
}

/// The values of an enum with more are not offered to choose from.
const MOST_CHOICES: usize = 6;
/// So many values of an enum are named.
const MOST_TOLD: usize = 8;

/// Reports a word that is not a value of the enum, unless part of the enum could not be read.
pub(super) fn report_unknown_value(ctx: &mut Context<'_>, id: EnumId, word: &ast::Name) {
    let Some(of) = ctx.enumeration(id).map(|found| found.named.name.clone()) else { return };
    if ctx.is_damaged(Kind::Enum, &of) {
        return;
    }
    let enumeration = ctx.enumeration(id);
    let values = enumeration.iter().flat_map(|found| &found.values).map(|value| value.word.as_str());
    let nearest = ctx.nearest(&word.text, values.clone());
    let values: Vec<_> = values.take(MOST_TOLD).map(str::to_owned).collect();
    let help = did_you_mean(nearest.as_deref()).or_else(|| {
        let known: Vec<_> = values.iter().map(|value| format!("`{value}`")).collect();
        Some(format!("its values are {}", known.join(", "))).filter(|_| !known.is_empty())
    });
    let values = if values.len() > MOST_CHOICES { Vec::new() } else { values };
    let word_text = word.text.clone();
    ctx.report(TypeError::UnknownValue { of, word: word_text, span: word.span, help, nearest, values });
}

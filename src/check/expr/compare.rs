use super::entry::{constant_expr, operand, truth, widen};
use super::meaning::meanings;
use super::path::{self, names_list};
use super::respelled::respelled;
use crate::check::context::Context;
use crate::check::error::{Doubt, TypeError};
use crate::check::scope::Scope;
use crate::check::types;
use crate::hir::{self, Const, DecisionFact, ExprKind, Place, Root};
use crate::source::Span;
use crate::syntax::ast::{self, Case, CompareOp};
use crate::types::Type;
use crate::value::fold;

/// The two sides of an operator, as written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sides<'a> {
    /// The left side.
    pub(super) left: &'a ast::Expr,
    /// The right side.
    pub(super) right: &'a ast::Expr,
    /// Whether case counts.
    pub(super) case: Case,
    /// The whole.
    pub(super) span: Span,
}

/// `a == b` and its like.
pub(super) fn compare(
    ctx: &mut Context<'_>,
    scope: &Scope,
    sides: &Sides<'_>,
    op: CompareOp,
) -> Option<hir::Expr> {
    if let Some(found) = compare_decision(ctx, scope, sides, op) {
        return found;
    }
    let (left, right) = both(ctx, scope, sides.left, sides.right)?;
    let (left, right) = alike(ctx, left, right, "compared")?;
    check_comparable(ctx, &left, &right, op)?;
    check_text(ctx, sides, &left, &right, op)?;
    check_waited(ctx, &left, &right)?;
    warn_constant(ctx, &left, &right, sides, op);
    let (left, right) = (Box::new(left), Box::new(right));
    Some(truth(ExprKind::Compare { op, case: sides.case, left, right }, sides.span))
}

/// Both sides, each a hint for the other: the side that says more is looked at first.
pub(super) fn both(
    ctx: &mut Context<'_>,
    scope: &Scope,
    left: &ast::Expr,
    right: &ast::Expr,
) -> Option<(hir::Expr, hir::Expr)> {
    if is_only_a_word(ctx, scope, left) && !is_only_a_word(ctx, scope, right) {
        let right = operand(ctx, scope, right, None)?;
        let left = operand(ctx, scope, left, Some(&right.ty))?;
        return Some((left, right));
    }
    let left_value = operand(ctx, scope, left, None);
    // A faulty left side says nothing about the right one: a bare word there is left alone.
    if left_value.is_none() && right.as_word().is_some() {
        return None;
    }
    let hint = left_value.as_ref().map(|left| left.ty.clone());
    let right = operand(ctx, scope, right, hint.as_ref());
    Some((left_value?, right?))
}

/// Whether this is a bare word that means nothing by itself, such as a value of an enum.
fn is_only_a_word(ctx: &Context<'_>, scope: &Scope, expr: &ast::Expr) -> bool {
    expr.as_word().is_some_and(|word| word.text != "agent" && meanings(ctx, scope, &word.text).is_empty())
}

/// Both sides with one type; `None` after a report.
pub(super) fn alike(
    ctx: &mut Context<'_>,
    left: hir::Expr,
    right: hir::Expr,
    verb: &'static str,
) -> Option<(hir::Expr, hir::Expr)> {
    match (&left.ty, &right.ty) {
        (Type::Unknown, _) | (_, Type::Unknown) => None,
        (one, other) if one == other => Some((left, right)),
        (Type::Int, Type::Decimal) => Some((widen(left), right)),
        (Type::Decimal, Type::Int) => Some((left, widen(right))),
        (Type::Agent, Type::Text) | (Type::Text, Type::Agent) => Some((left, right)),
        _ => {
            report_differ(ctx, &left, &right, verb);
            None
        }
    }
}

/// Reports two types that do not go together.
pub(super) fn report_differ(ctx: &mut Context<'_>, left: &hir::Expr, right: &hir::Expr, verb: &'static str) {
    let on_right = respelled(ctx, &left.ty, right).map(|text| (right.span, text));
    let instead = on_right.or_else(|| Some((left.span, respelled(ctx, &right.ty, left)?)));
    let text = instead.as_ref().map(|(_, text)| text.as_str());
    ctx.report(TypeError::Differ {
        left: types::phrase(ctx, &left.ty),
        right: types::phrase(ctx, &right.ty),
        verb,
        left_span: left.span,
        span: right.span,
        help: help_differ(ctx, left, right, text),
        instead,
    });
}

fn help_differ(
    ctx: &Context<'_>,
    left: &hir::Expr,
    right: &hir::Expr,
    instead: Option<&str>,
) -> Option<String> {
    Some(match (&left.ty, &right.ty, instead) {
        (Type::Enum(_), Type::Text, Some(word)) | (Type::Text, Type::Enum(_), Some(word)) => {
            format!("write the value's word, without quotes: `{word}`")
        }
        (Type::Enum(id), Type::Text, None) | (Type::Text, Type::Enum(id), None) => {
            let values = ctx.enumeration(*id)?.values.iter().take(8);
            let values: Vec<_> = values.map(|value| format!("`{}`", value.word)).collect();
            format!("compare it with one of its values: {}", values.join(", "))
        }
        (Type::Instant, Type::Date, Some(moment)) | (Type::Date, Type::Instant, Some(moment)) => format!(
            "a day begins at another moment in each zone: write `{moment}`, or compare days with \
             `today(\"Europe/London\")`"
        ),
        (_, _, Some(text)) => format!("write `{text}`"),
        (Type::Instant, Type::Duration, _) | (Type::Duration, Type::Instant, _) => {
            "write `within last 7d`, or `older than 3d`".to_owned()
        }
        (Type::Duration, Type::Int, _) => with_units(right),
        (Type::Int, Type::Duration, _) => with_units(left),
        (Type::List(_), _, _) => "ask whether the list has it: `contains`".to_owned(),
        (Type::Bool, _, _) => "compare it with `yes` or `no`, or ask it alone".to_owned(),
        _ => return None,
    })
}

/// A number as a length of time in each of the usual units.
fn with_units(number: &hir::Expr) -> String {
    let number = if let ExprKind::Const(Const::Int(number)) = number.kind { number } else { 10 };
    format!("write the unit: `{number}m`, `{number}h` or `{number}d`")
}

fn check_comparable(ctx: &mut Context<'_>, left: &hir::Expr, right: &hir::Expr, op: CompareOp) -> Option<()> {
    if let Type::List(_) = left.ty {
        path::report_operator(
            ctx,
            &left.ty,
            left.span,
            "compared as a whole",
            "ask `contains any`, `contains all` or `contains none`",
        );
        return None;
    }
    if matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Some(());
    }
    if !left.ty.is_ordered() {
        let found = types::phrase(ctx, &left.ty);
        let help = if left.ty == Type::Text {
            "compare with `==`, or look for a part with `contains` or `starts with`"
        } else {
            "compare with `==` or `!=`"
        };
        ctx.report(TypeError::NoOrder { found, span: left.span.to(right.span), help });
        return None;
    }
    warn_unordered(ctx, &left.ty, left.span.to(right.span));
    Some(())
}

/// Warns where the order of an enum is used that was hardly put in order on purpose.
pub(super) fn warn_unordered(ctx: &mut Context<'_>, ty: &Type, span: Span) {
    let Type::Enum(id) = ty else { return };
    let Some(found) = ctx.enumeration(*id) else { return };
    let words: Vec<_> = found.values.iter().map(|value| value.word.as_str()).collect();
    let alphabetical = words.len() > 3 && words.is_sorted();
    let numbered = words.iter().all(|word| word.ends_with(|letter: char| letter.is_ascii_digit()));
    let single = words.iter().all(|word| word.chars().count() == 1);
    let said = found.named.doc.as_ref().is_some_and(|doc| doc.to_lowercase().contains("order"));
    if alphabetical && !numbered && !single && !said {
        let of = found.named.name.clone();
        let declared = found.named.span.filter(|_| found.named.doc.is_none());
        ctx.report(Doubt::Unordered { of, span, declared });
    }
}

fn check_text(
    ctx: &mut Context<'_>,
    sides: &Sides<'_>,
    left: &hir::Expr,
    right: &hir::Expr,
    op: CompareOp,
) -> Option<()> {
    let empty =
        |side: &hir::Expr| matches!(&side.kind, ExprKind::Const(Const::Text(text)) if text.trim().is_empty());
    let other = match (empty(left), empty(right)) {
        (_, true) => sides.left,
        (true, _) => sides.right,
        (false, false) => return Some(()),
    };
    let what = if op == CompareOp::Ne { "present" } else { "missing" };
    let instead = format!("{} is {what}", ctx.sources.text(other.span));
    ctx.report(TypeError::EmptyText { span: sides.span, instead });
    None
}

/// Every moment at which `waited` may change an answer must be known now, so that the clock can be set.
fn check_waited(ctx: &mut Context<'_>, left: &hir::Expr, right: &hir::Expr) -> Option<()> {
    let constant = |side: &hir::Expr| matches!(side.kind, ExprKind::Const(_));
    let span = match (is_waited(left), is_waited(right)) {
        (true, _) if !constant(right) => right.span,
        (_, true) if !constant(left) => left.span,
        _ => return Some(()),
    };
    ctx.report(TypeError::WaitedLiteral { span });
    None
}

/// Whether this is the wait of the item.
pub(super) fn is_waited(expr: &hir::Expr) -> bool {
    matches!(&expr.kind, ExprKind::Read(Place { root: Root::Waited, .. }))
}

fn warn_constant(
    ctx: &mut Context<'_>,
    left: &hir::Expr,
    right: &hir::Expr,
    sides: &Sides<'_>,
    op: CompareOp,
) {
    let answer = match (&left.kind, &right.kind) {
        (ExprKind::Const(left), ExprKind::Const(right)) => Some(answer(left, right, op, sides.case)),
        (_, ExprKind::Const(Const::Enum(id, value))) => {
            let last = ctx.enumeration(*id).map_or(0, |found| found.values.len()).saturating_sub(1);
            beyond(*value, u32::try_from(last).unwrap_or(u32::MAX), op)
        }
        _ => None,
    };
    if let Some(answer) = answer {
        let answer = if answer { "true" } else { "false" };
        ctx.report(Doubt::AlwaysSame { span: sides.span, answer });
    }
}

/// Below the first and above the last value of an enum there is nothing.
fn beyond(value: u32, last: u32, op: CompareOp) -> Option<bool> {
    let nothing = (op == CompareOp::Lt && value == 0) || (op == CompareOp::Gt && value == last);
    nothing.then_some(false)
}

fn answer(left: &Const, right: &Const, op: CompareOp, case: Case) -> bool {
    let same = match (left, right) {
        (Const::Text(left), Const::Text(right)) if case == Case::Ignored => fold(left) == fold(right),
        _ => left == right,
    };
    match op {
        CompareOp::Eq => same,
        CompareOp::Ne => !same,
        CompareOp::Lt => left < right,
        CompareOp::Le => left <= right,
        CompareOp::Gt => left > right,
        CompareOp::Ge => left >= right,
    }
}

/// `workstream == contoso_chat`, `bot == helper`: names that have no type of their own.
#[expect(clippy::option_option, reason = "a faulty name of a decision is not a comparison of something else")]
fn compare_decision(
    ctx: &mut Context<'_>,
    scope: &Scope,
    sides: &Sides<'_>,
    op: CompareOp,
) -> Option<Option<hir::Expr>> {
    if !scope.decision {
        return None;
    }
    let ast::ExprKind::Path(path) = &sides.left.kind else { return None };
    let word = path.words.last()?.text.as_str();
    if !["workstream", "bot"].contains(&word) {
        return None;
    }
    let left = path::read(ctx, scope, path, None, sides.left.span)?;
    let ExprKind::Read(Place { root: Root::Decision(fact), .. }) = &left.kind else { return None };
    let Some(name) = sides.right.as_word() else {
        let verb = "compared with anything but a name";
        let what = format!("the `{word}` of a decision");
        let help = "write the name, without quotes";
        ctx.report(TypeError::WrongOperator { what, verb, span: sides.right.span, help });
        return Some(None);
    };
    let value = match fact {
        DecisionFact::Workstream => ctx.names.workstream(name, &mut ctx.bag).map(Const::Workstream),
        DecisionFact::Bot => ctx.names.bot(name, &mut ctx.bag).map(Const::Bot),
        DecisionFact::Queue | DecisionFact::Problems => return None,
    };
    Some(value.map(|value| {
        let right = Box::new(constant_expr(value, Type::Unknown, name.span));
        truth(ExprKind::Compare { op, case: sides.case, left: Box::new(left), right }, sides.span)
    }))
}

/// `x is present`, `x is missing`
pub(super) fn presence(
    ctx: &mut Context<'_>,
    scope: &Scope,
    left: &ast::Expr,
    present: bool,
    span: Span,
) -> Option<hir::Expr> {
    let asked = asked_about(ctx, scope, left)?;
    if is_never_missing(ctx, &asked) {
        let answer = if present { "true" } else { "false" };
        let path = ctx.sources.text(left.span).to_owned();
        let field = field_of(ctx, &asked);
        ctx.report(Doubt::NeverMissing { path, span, answer, instead: None, field });
    }
    let asked = truth(ExprKind::Present(Box::new(asked)), span);
    Some(if present { asked } else { truth(ExprKind::Not(Box::new(asked)), span) })
}

/// What a condition is asked about may be missing as a whole, but its author speaks of the field.
fn is_never_missing(ctx: &Context<'_>, asked: &hir::Expr) -> bool {
    let ExprKind::Read(Place { root: Root::Param(_), steps }) = &asked.kind else { return !asked.optional };
    let optional = |step: &hir::Step| {
        let fields = ctx.entity(step.entity).map(|entity| entity.fields.as_slice()).unwrap_or_default();
        let at = usize::try_from(step.field).unwrap_or(usize::MAX);
        fields.get(at).is_none_or(|field| field.optional)
    };
    !steps.is_empty() && !steps.iter().any(optional)
}

/// Where the field is declared that is asked about.
fn field_of(ctx: &Context<'_>, asked: &hir::Expr) -> Option<Span> {
    let ExprKind::Read(Place { steps, .. }) = &asked.kind else { return None };
    let last = steps.last()?;
    let field = ctx.entity(last.entity)?.fields.get(usize::try_from(last.field).ok()?)?;
    Some(field.span).filter(|span| !span.is_empty())
}

/// What `is present` asks about: unlike elsewhere, it may be a link to a whole record.
fn asked_about(ctx: &mut Context<'_>, scope: &Scope, left: &ast::Expr) -> Option<hir::Expr> {
    let ast::ExprKind::Path(path) = &left.kind else { return operand(ctx, scope, left, None) };
    if names_list(ctx, left).is_some() {
        return operand(ctx, scope, left, None);
    }
    let found = path::resolve(ctx, scope, path, None)?;
    match (&found.kind, &found.ty) {
        (super::meaning::MeaningKind::Place(place), Type::Entity(_)) => Some(hir::Expr {
            kind: ExprKind::Read(place.clone()),
            ty: found.ty.clone(),
            optional: found.optional,
            span: left.span,
        }),
        _ => path::as_value(ctx, found, path, left.span),
    }
}

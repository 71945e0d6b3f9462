use super::guard::{check_labels, guard};
use crate::builtins;
use crate::check::clauses::{self, rule_name};
use crate::check::context::Context;
use crate::check::error::{PathError, QueueError, RuleError};
use crate::check::expr;
use crate::check::scope::Scope;
use crate::check::types;
use crate::hir::{self, ClassifyAction, ClassifyRule, Place, Root};
use crate::source::Span;
use crate::syntax::ast::{self, ClauseKind, ExprKind};
use crate::types::Type;

const LOOKS: &str =
    "a rule of classification sets, requires or holds: `when cart >= 500 set priority = high`";

/// Checks the rules of a ruleset of classification. Rules without a label are called `ruleset#2`; a rule that is
/// wrong is reported and left out.
pub(in crate::check) fn classify_rules(
    ctx: &mut Context<'_>,
    scope: &Scope,
    rules: &[ast::Rule],
    ruleset: &ast::Name,
) -> Vec<ClassifyRule> {
    check_labels(ctx, rules, &ruleset.text, ruleset.span);
    let rules = rules.iter().enumerate();
    rules
        .filter_map(|(index, rule)| one_rule(ctx, scope, rule, rule_name(rule, &ruleset.text, index)))
        .collect()
}

fn one_rule(ctx: &mut Context<'_>, scope: &Scope, rule: &ast::Rule, name: String) -> Option<ClassifyRule> {
    let guard = guard(ctx, scope, rule);
    let mut seen = Vec::new();
    let found: Vec<_> = rule.clauses.iter().map(|clause| action(ctx, scope, clause, &mut seen)).collect();
    let actions = found.into_iter().collect::<Option<Vec<_>>>()?;
    Some(ClassifyRule { name, guard: guard?, actions, span: rule.span })
}

/// What a rule has set so far, where, and by which clause.
type Seen = Vec<(Place, Span, Span)>;

fn action(
    ctx: &mut Context<'_>,
    scope: &Scope,
    clause: &ast::Clause,
    seen: &mut Seen,
) -> Option<ClassifyAction> {
    let span = clause.span;
    match &clause.kind {
        ClauseKind::Set { fields, spans, value } => set(ctx, scope, fields, spans, value, span, seen),
        ClauseKind::Require { skill, level } => {
            let skill = ctx.names.skill(skill, &mut ctx.bag)?;
            let level = match level {
                Some(level) => Some(expr::level(ctx, skill, level)?),
                None => None,
            };
            Some(ClassifyAction::Require { skill, level, span })
        }
        ClauseKind::Hold(profile) => {
            let profile = ctx.names.profile(profile, &mut ctx.bag)?;
            Some(ClassifyAction::Hold { profile, span })
        }
        kind @ (ClauseKind::To(_)
        | ClauseKind::Urgency(_)
        | ClauseKind::Overflow(_)
        | ClauseKind::Use(_)
        | ClauseKind::After { .. }
        | ClauseKind::Then(_)
        | ClauseKind::Pick(_)
        | ClauseKind::Order(_)) => {
            ctx.report(QueueError::ClauseOutOfPlace {
                clause: clauses::word(kind),
                place: "classification",
                allowed: LOOKS,
                span,
                routes: false,
            });
            None
        }
    }
}

fn set(
    ctx: &mut Context<'_>,
    scope: &Scope,
    fields: &[ast::Path],
    spans: &[Span],
    value: &ast::Expr,
    span: Span,
    seen: &mut Seen,
) -> Option<ClassifyAction> {
    let places: Vec<_> =
        fields.iter().zip(spans).map(|(path, at)| settable(ctx, scope, path, (*at, span), seen)).collect();
    let places = places.into_iter().collect::<Option<Vec<_>>>()?;
    match (places.as_slice(), &value.kind) {
        (_, ExprKind::Broken) => None,
        ([(place, ty)], kind) if !sets_from_table(ctx, kind) => {
            let value = expr::value(ctx, scope, value, ty)?;
            Some(ClassifyAction::Set { place: place.clone(), value, span })
        }
        (_, ExprKind::Call(call)) => set_from(ctx, scope, places, call, span),
        _ => {
            ctx.report(RuleError::SetNeedsTable { span: value.span, clause: span });
            None
        }
    }
}

/// Whether a value is the call of a table. Then the rule holds only if a row matches.
fn sets_from_table(ctx: &Context<'_>, kind: &ExprKind) -> bool {
    matches!(kind, ExprKind::Call(call)
        if ctx.names.number(crate::check::names::Kind::Table, &call.name.text).is_some())
}

fn set_from(
    ctx: &mut Context<'_>,
    scope: &Scope,
    places: Vec<(Place, Type)>,
    call: &ast::Call,
    span: Span,
) -> Option<ClassifyAction> {
    let (table, arguments) = expr::table_call(ctx, scope, call)?;
    let outputs = ctx.table(table)?.outputs.clone();
    if outputs.len() != places.len() {
        let counted =
            |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        ctx.report(RuleError::SetCount {
            table: call.name.text.clone(),
            outputs: counted(outputs.len(), "value"),
            fields: counted(places.len(), "field"),
            span,
        });
        return None;
    }
    for ((_, wanted), (_, found)) in places.iter().zip(&outputs) {
        check_output(ctx, wanted, found, call.name.span)?;
    }
    let places = places.into_iter().map(|(place, _)| place).collect();
    Some(ClassifyAction::SetFrom { places, table, arguments, span })
}

fn check_output(ctx: &mut Context<'_>, wanted: &Type, found: &Type, span: Span) -> Option<()> {
    let fits = wanted == found || (*wanted == Type::Decimal && *found == Type::Int);
    if fits || *wanted == Type::Unknown || *found == Type::Unknown {
        return Some(());
    }
    let (wanted, found) = (types::phrase(ctx, wanted), types::phrase(ctx, found));
    let help = Some("let the table give values of the field's type".to_owned());
    ctx.report(crate::check::error::TypeError::Mismatch { wanted, found, span, help, instead: None });
    None
}

/// A field of the item or a context variable, which this rule has not set yet.
fn settable(
    ctx: &mut Context<'_>,
    scope: &Scope,
    path: &ast::Path,
    (span, clause): (Span, Span),
    seen: &mut Seen,
) -> Option<(Place, Type)> {
    let (place, ty, _) = expr::place(ctx, scope, path)?;
    let words = path.words.iter().map(|word| word.text.as_str());
    let written = words.collect::<Vec<_>>().join(".");
    let of_item = matches!(place.root, Root::Item(_)) && place.steps.len() == 1;
    let of_context = matches!(place.root, Root::Context(_)) && place.steps.is_empty();
    let may_be_set = of_item || of_context;
    if !may_be_set || matches!(ty, Type::Entity(_)) {
        ctx.report(PathError::NotSettable { path: written, span });
        return None;
    }
    if let Some((_, first, of_first)) = seen.iter().find(|(other, ..)| *other == place).cloned() {
        ctx.report(RuleError::SetTwice { path: written, span, first, clauses: [of_first, clause] });
        return None;
    }
    seen.push((place.clone(), span, clause));
    Some((place, ty))
}

/// What a ruleset asks of a model: which, and what it is given. A built-in model takes one to ten texts.
pub(in crate::check) fn model_call(
    ctx: &mut Context<'_>,
    scope: &Scope,
    call: &ast::Call,
) -> Option<(hir::ModelId, Vec<hir::Expr>)> {
    let id = ctx.names.model(&call.name, &mut ctx.bag)?;
    let model = ctx.model(id)?;
    let is_built_in = model.named.span.is_none();
    let mut parameters = model.parameters.clone();
    let row = builtins::MODELS.iter().find(|row| is_built_in && row.name == call.name.text);
    if row.is_some() {
        parameters.truncate(call.arguments.len().max(1));
    }
    let given = expr::arguments(ctx, scope, call, &parameters, call.name.span)?;
    let values = given.into_iter().map(|argument| match argument {
        hir::Argument::Value(value) => Some(value),
        hir::Argument::Entity(_) | hir::Argument::Skill(_) => None,
    });
    Some((id, values.collect::<Option<_>>()?))
}

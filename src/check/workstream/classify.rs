use crate::check::context::Context;
use crate::check::error::WorkstreamError;
use crate::check::names::Kind;
use crate::check::rules;
use crate::check::scope::{Answer, Scope};
use crate::check::uses::Sort;
use crate::hir::{ModelId, Policy, Ruleset, RulesetKind};
use crate::syntax::ast::{self, ClassifyKind};
use crate::types::Type;

/// Checks the rulesets of a workstream, in order: each knows what the models before it answered. Leaves `scope` as
/// it is after all of them.
pub(super) fn read(ctx: &mut Context<'_>, scope: &mut Scope, rulesets: &[ast::Classify]) -> Vec<Ruleset> {
    let mut checked: Vec<Ruleset> = Vec::new();
    let asks = |ruleset: &&ast::Classify| matches!(ruleset.kind, ClassifyKind::Model(_));
    scope.later_models = rulesets.iter().filter(asks).map(|ruleset| ruleset.name.text.clone()).collect();
    for ruleset in rulesets {
        let first = checked.iter().find(|other| other.name == ruleset.name.text).map(|other| other.span);
        if let Some(first) = first {
            let name = ruleset.name.text.clone();
            ctx.report(WorkstreamError::RepeatedRuleset { name, span: ruleset.name.span, first });
            continue;
        }
        ctx.note(ruleset.name.span, Sort::Ruleset, ruleset.name.span, String::new);
        if let Some(kind) = kind(ctx, scope, ruleset) {
            checked.push(Ruleset {
                name: ruleset.name.text.clone(),
                label: ruleset.label.as_ref().map(|label| label.value.clone()),
                kind,
                name_span: ruleset.name.span,
                span: ruleset.span,
            });
        }
    }
    checked
}

fn kind(ctx: &mut Context<'_>, scope: &mut Scope, ruleset: &ast::Classify) -> Option<RulesetKind> {
    match &ruleset.kind {
        ClassifyKind::First(list) => {
            Some(RulesetKind::Rules(Policy::First, rules::classify_rules(ctx, scope, list, &ruleset.name)))
        }
        ClassifyKind::All(list) => {
            Some(RulesetKind::Rules(Policy::All, rules::classify_rules(ctx, scope, list, &ruleset.name)))
        }
        ClassifyKind::Model(call) => {
            scope.later_models.retain(|name| *name != ruleset.name.text);
            model(ctx, scope, ruleset, call)
        }
    }
}

/// What a faulty call would have answered is known to later rulesets all the same, so that its readers are not
/// reported too; but not to its own question.
fn model(
    ctx: &mut Context<'_>,
    scope: &mut Scope,
    ruleset: &ast::Classify,
    call: &ast::Call,
) -> Option<RulesetKind> {
    let asked = rules::model_call(ctx, scope, call);
    let number = ctx.names.number(Kind::Model, &call.name.text).map(ModelId);
    let model = number.and_then(|id| ctx.model(id));
    let ty = model.map_or(Type::Unknown, |model| model.result.clone());
    scope.models.push(Answer { ruleset: ruleset.name.text.clone(), ty, span: ruleset.name.span });
    asked.map(|(model, inputs)| RulesetKind::Model { model, inputs })
}

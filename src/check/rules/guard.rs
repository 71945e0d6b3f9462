use crate::check::clauses::note_label;
use crate::check::context::Context;
use crate::check::error::RuleError;
use crate::check::expr;
use crate::check::scope::Scope;
use crate::hir::Guard;
use crate::source::Span;
use crate::syntax::ast;
use std::collections::BTreeMap;

/// When a rule holds. `None` after a report.
pub(super) fn guard(ctx: &mut Context<'_>, scope: &Scope, rule: &ast::Rule) -> Option<Guard> {
    note_label(ctx, rule);
    match &rule.guard {
        Some(ast::Guard::When(condition)) => expr::condition(ctx, scope, condition).map(Guard::When),
        Some(ast::Guard::Otherwise(_)) => Some(Guard::Otherwise),
        // A rule without a guard could not be read whole, and that has been said.
        None => None,
    }
}

/// Reports a list without rules, and labels that stand twice in it.
pub(super) fn check_labels(ctx: &mut Context<'_>, rules: &[ast::Rule], ruleset: &str, span: Span) {
    if rules.is_empty() && !is_damaged(ctx, span) {
        ctx.report(RuleError::Empty { ruleset: ruleset.to_owned(), span });
    }
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for label in rules.iter().filter_map(|rule| rule.label.as_ref()) {
        if let Some(first) = seen.get(label.value.as_str()).copied() {
            let (ruleset, label, span) = (ruleset.to_owned(), label.value.clone(), label.span);
            ctx.report(RuleError::DuplicateLabel { ruleset, label, span, first });
        } else {
            seen.insert(&label.value, label.span);
        }
    }
}

/// Whether that place belongs to a declaration that could only partly be read: its rules may be what was lost.
fn is_damaged(ctx: &Context<'_>, span: Span) -> bool {
    let holds = |item: &ast::Item| {
        item.span.file == span.file && item.span.start <= span.start && span.end <= item.span.end
    };
    ctx.items().any(|item| item.damaged && holds(item))
}

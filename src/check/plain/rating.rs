use super::declare::Declared;
use crate::check::context::Context;
use crate::check::error::PlainError;
use crate::check::setting::as_range;
use crate::hir;
use crate::syntax::ast::{Expr, ExprKind, Literal};
use std::collections::BTreeMap;

/// Checks a rating: its levels go up, and each label is of one of them.
pub(super) fn declare(ctx: &mut Context<'_>, declared: &Declared<'_>) {
    let (lowest, highest) = range(ctx, declared).unwrap_or((i64::MIN, i64::MAX));
    let labels = labels(ctx, declared, lowest, highest);
    ctx.make().ratings.push(hir::Rating { named: declared.named.clone(), lowest, highest, labels });
}

fn range(ctx: &mut Context<'_>, declared: &Declared<'_>) -> Option<(i64, i64)> {
    let term = declared.settings.get("range")?.first()?;
    let (from, to) = as_range(term)?;
    let (lowest, highest) = (int(from)?, int(to)?);
    if lowest > highest {
        ctx.report(PlainError::RangeReversed { lowest: highest, highest: lowest, span: term.span });
        return None;
    }
    Some((lowest, highest))
}

fn int(term: &Expr) -> Option<i64> {
    let ExprKind::Literal(Literal::Int(value)) = term.kind else { return None };
    Some(value)
}

fn labels(ctx: &mut Context<'_>, declared: &Declared<'_>, lowest: i64, highest: i64) -> Vec<(i64, String)> {
    let mut labels: Vec<(i64, String)> = Vec::new();
    let (mut levels, mut texts) = (BTreeMap::new(), BTreeMap::new());
    for found in declared.settings.all("label") {
        let (Some(level), Some(text)) = (found.first().and_then(int), found.text_at(1)) else { continue };
        let span = found.setting.span;
        if !(lowest..=highest).contains(&level) {
            ctx.report(PlainError::LabelOutsideRange { level, lowest, highest, span });
        } else if let Some(first) = levels.get(&level).into_iter().chain(texts.get(&text.value)).min() {
            ctx.report(PlainError::LabelRepeated { span, first: *first });
        } else {
            levels.insert(level, span);
            texts.insert(text.value.clone(), span);
            labels.push((level, text.value));
        }
    }
    labels
}

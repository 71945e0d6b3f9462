use super::declare::date;
use crate::check::context::Context;
use crate::check::error::HoursError;
use crate::check::names::Kind;
use crate::check::setting::as_range;
use crate::hir::Closure;
use crate::syntax::ast::{Expr, ExprKind, ItemKind, Text};
use std::collections::BTreeMap;

/// The days of all closures, by their names.
pub(super) fn read_all(ctx: &mut Context<'_>) -> BTreeMap<String, Vec<Closure>> {
    let mut all = BTreeMap::new();
    for item in ctx.items() {
        ctx.read_for(item.span);
        let ItemKind::Hours(hours) = &item.kind else { continue };
        if !hours.closures {
            continue;
        }
        let days: Vec<_> =
            hours.days.iter().filter_map(|(day, reason)| read(ctx, day, reason.as_ref())).collect();
        if ctx.names.owner(Kind::Closures, &hours.header.name).is_some() {
            all.insert(hours.header.name.text.clone(), days);
        }
    }
    all
}

fn read(ctx: &mut Context<'_>, day: &Expr, reason: Option<&Text>) -> Option<Closure> {
    let ends = as_range(day).unwrap_or((day, day));
    let (Some(from), Some(to)) = (date(ends.0), date(ends.1)) else {
        if ![ends.0, ends.1].iter().any(|end| matches!(end.kind, ExprKind::Broken)) {
            ctx.report(HoursError::NotADay { span: day.span });
        }
        return None;
    };
    if from > to {
        ctx.report(HoursError::DaysReversed { from: to.to_string(), to: from.to_string(), span: day.span });
        return None;
    }
    Some(Closure { from, to, reason: reason.map(|text| text.value.clone()) })
}

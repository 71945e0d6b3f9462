use super::{closures, spans};
use crate::builtins::Block;
use crate::calendar;
use crate::check::context::Context;
use crate::check::error::{HoursError, nearest};
use crate::check::names::Kind;
use crate::check::setting::{Frame, Settings, read};
use crate::hir;
use crate::syntax::ast::{self, ExprKind, ItemKind, Literal};
use crate::value::Date;
use std::collections::BTreeMap;

/// Checks calendars and closures, and fills `hours`.
pub(in crate::check) fn declare(ctx: &mut Context<'_>) {
    let closures = closures::read_all(ctx);
    for item in ctx.items() {
        ctx.read_for(item.span);
        let ItemKind::Hours(hours) = &item.kind else { continue };
        if !hours.closures {
            declare_one(ctx, item, hours, &closures);
        }
    }
}

fn declare_one(
    ctx: &mut Context<'_>,
    item: &ast::Item,
    hours: &ast::Hours,
    closures: &BTreeMap<String, Vec<hir::Closure>>,
) {
    let frame = Frame { block: Block::Hours, header: hours.header.span, damaged: item.damaged };
    let settings = read(ctx, frame, &hours.settings);
    let until = settings.get("until").and_then(|until| date(until.first()?));
    let checked = hir::Hours {
        named: Context::named(&hours.header.name, hours.header.label.as_ref(), item.doc.as_ref()),
        zone: zone(ctx, &settings).unwrap_or_else(|| "UTC".to_owned()),
        open: spans::weekly(ctx, &settings),
        closed: closed(&settings, closures),
        only: single_days(ctx, &settings, until),
        until,
    };
    if ctx.names.owner(Kind::Hours, &hours.header.name).is_some() {
        ctx.make().hours.push(checked);
    }
}

fn zone(ctx: &mut Context<'_>, settings: &Settings<'_>) -> Option<String> {
    let zone = settings.get("zone")?.text_at(0)?;
    if calendar::zone_exists(&zone.value) {
        return Some(zone.value);
    }
    let like = calendar::zones_like(&zone.value).into_iter().next();
    let names = calendar::zone_names();
    let near = like.or_else(|| nearest(&zone.value, names.iter().map(String::as_str)));
    ctx.report(HoursError::UnknownZone { zone: zone.value, span: zone.span, nearest: near });
    None
}

fn closed(settings: &Settings<'_>, closures: &BTreeMap<String, Vec<hir::Closure>>) -> Vec<hir::Closure> {
    let names = settings.words("closed");
    names.iter().filter_map(|name| closures.get(&name.text)).flatten().cloned().collect()
}

fn single_days(ctx: &mut Context<'_>, settings: &Settings<'_>, until: Option<Date>) -> Vec<hir::Only> {
    let (mut days, mut seen) = (Vec::new(), BTreeMap::new());
    for found in settings.all("only") {
        let Some(day) = found.first().and_then(date) else { continue };
        let span = found.setting.span;
        if let Some(first) = seen.get(&day).copied() {
            ctx.report(HoursError::RepeatedDay { day: day.to_string(), span, first });
            continue;
        }
        seen.insert(day, span);
        if let Some(until) = until.filter(|until| day > *until) {
            ctx.report(HoursError::AfterUntil { until: until.to_string(), span });
        }
        let reason = found.setting.terms.iter().find_map(ast::Expr::as_text).map(|text| text.value);
        let times = found.term(1).filter(|term| term.as_text().is_none());
        let spans = times.map(|times| spans::of_one_day(ctx, times)).unwrap_or_default();
        days.push(hir::Only { day, spans, reason });
    }
    days
}

/// The day that a term is.
pub(super) fn date(term: &ast::Expr) -> Option<Date> {
    let ExprKind::Literal(Literal::Date(date)) = term.kind else { return None };
    Some(date)
}

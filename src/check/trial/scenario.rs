use super::asked;
use super::cast::{self, Cast};
use super::event::event;
use super::moment::{at_clock, known_zone};
use crate::calendar::Zone;
use crate::check::context::Context;
use crate::check::error::{ScenarioError, SettingError};
use crate::check::unit::remembered;
use crate::hir;
use crate::source::Span;
use crate::syntax::ast::{self, Expr, ExprKind, Literal, Setting};
use crate::value::{Date, Instant, Time};
use std::sync::Arc;

/// Checks scenarios, and fills `scenarios`.
pub(in crate::check) fn declare(ctx: &mut Context<'_>) {
    for item in ctx.items() {
        let ast::ItemKind::Scenario(scenario) = &item.kind else { continue };
        let look = |ctx: &mut Context<'_>| one_scenario(ctx, scenario, item).map(Arc::new);
        let scenario = remembered(ctx, |memory| &mut memory.scenarios, item.span, look);
        ctx.make().scenarios.extend(scenario);
    }
}

fn one_scenario(ctx: &mut Context<'_>, scenario: &ast::Scenario, item: &ast::Item) -> Option<hir::Scenario> {
    let mut cast = Cast::default();
    let start = settings(ctx, scenario, item.damaged, &mut cast);
    let lines = lines(ctx, scenario, start.as_ref(), &mut cast);
    let start = start?;
    Some(hir::Scenario {
        title: scenario.title.value.clone(),
        zone: start.zone.name().to_owned(),
        start: start.zone.instant_of(start.day, start.time),
        agents: cast.agents.into_values().collect(),
        lines,
        span: item.span,
    })
}

/// When a scenario begins, and whose clock counts.
struct Start {
    day: Date,
    time: Time,
    zone: Zone,
}

/// Gives nothing where the scenario does not begin; that has been reported.
fn settings(
    ctx: &mut Context<'_>,
    scenario: &ast::Scenario,
    damaged: bool,
    cast: &mut Cast,
) -> Option<Start> {
    let mut found: Option<(Span, Option<Start>)> = None;
    for setting in &scenario.settings {
        match (setting.word.text.as_str(), &found) {
            ("from", Some((first, _))) => {
                let (word, span, first) = (setting.word.text.clone(), setting.span, *first);
                ctx.report(SettingError::Repeated { word, span, first, edit: span });
            }
            ("from", None) => found = Some((setting.span, start(ctx, setting))),
            ("agent", _) => cast::agent(ctx, setting, cast),
            (word, _) => {
                let (word, span) = (word.to_owned(), setting.word.span);
                ctx.report(ScenarioError::Setting { word, span });
            }
        }
    }
    if found.is_none() && !damaged {
        ctx.report(ScenarioError::WithoutStart { span: scenario.title.span });
    }
    found.and_then(|(_, start)| start)
}

/// `from 2026-03-02 "Europe/London"`
fn start(ctx: &mut Context<'_>, setting: &Setting) -> Option<Start> {
    let (moment, zone) = match setting.terms.as_slice() {
        [Expr { kind: ExprKind::Literal(Literal::Date(day)), .. }, zone] => {
            (Some((*day, Time::MIDNIGHT)), zone.as_text())
        }
        [Expr { kind: ExprKind::Literal(Literal::Local(day, time)), .. }, zone] => {
            (Some((*day, *time)), zone.as_text())
        }
        _ => (None, None),
    };
    let Some(((day, time), zone)) = moment.zip(zone) else {
        ctx.report(ScenarioError::WithoutStart { span: setting.span });
        return None;
    };
    let zone = known_zone(ctx, &zone)?;
    Some(Start { day, time, zone })
}

fn lines(
    ctx: &mut Context<'_>,
    scenario: &ast::Scenario,
    start: Option<&Start>,
    cast: &mut Cast,
) -> Vec<hir::Line> {
    let mut clock = Clock { day: start.map(|start| start.day), time: start.map(|start| start.time) };
    let mut found = Vec::new();
    for line in &scenario.lines {
        if !clock.moves_on(&line.time) {
            let next_day = clock.next_day(ctx.sources.text(line.time.span));
            ctx.report(ScenarioError::TimeOrder { span: line.time.span, next_day });
        }
        let event = event(ctx, &line.event, cast);
        let expect: Vec<_> =
            line.expect.iter().filter_map(|one| asked::expectation(ctx, one, cast)).collect();
        let at = start.and_then(|start| clock.instant(ctx, &start.zone, &line.time));
        if let Some((at, event)) = at.zip(event) {
            found.push(hir::Line { at, event, expect, span: line.span });
        }
    }
    found
}

/// How far a scenario has come. A line with a time alone is of the day of the line before.
struct Clock {
    day: Option<Date>,
    time: Option<Time>,
}

impl Clock {
    /// Sets the clock to a line's time. Gives whether it did not go back.
    fn moves_on(&mut self, time: &Expr) -> bool {
        let (day, time) = if let ExprKind::Literal(Literal::Time(time)) = &time.kind {
            (self.day, *time)
        } else if let ExprKind::Literal(Literal::Local(day, time)) = &time.kind {
            (Some(*day), *time)
        } else {
            return true;
        };
        let forward = match (self.day, day) {
            (Some(before), Some(now)) if now != before => now > before,
            (None, Some(_)) => true,
            _ => self.time.is_none_or(|before| time >= before),
        };
        self.day = day;
        self.time = Some(time);
        forward
    }

    /// A time as written, of the day after the one that the clock shows.
    fn next_day(&self, time: &str) -> Option<String> {
        let Date(days) = self.day?;
        Some(format!("{}T{time}", Date(days.checked_add(1)?))).filter(|_| !time.contains('T'))
    }

    /// The instant that the clock shows.
    fn instant(&self, ctx: &mut Context<'_>, zone: &Zone, written: &Expr) -> Option<Instant> {
        at_clock(ctx, (self.day?, self.time?), zone, written.span)
    }
}

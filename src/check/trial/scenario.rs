use super::asked;
use super::event::{Cast, event};
use super::moment::known_zone;
use crate::builtins::event::AGENT_SETTINGS;
use crate::check::context::Context;
use crate::check::error::{ScenarioError, nearest};
use crate::check::expr;
use crate::check::names::Kind;
use crate::hir;
use crate::syntax::ast::{self, ExprKind, Literal, Setting};
use crate::types::Type;

/// Checks scenarios, and fills `scenarios`.
pub(in crate::check) fn declare(ctx: &mut Context<'_>) {
    for item in ctx.items() {
        let ast::ItemKind::Scenario(scenario) = &item.kind else { continue };
        let mut cast = Cast::default();
        settings(ctx, scenario, item.damaged, &mut cast);
        lines(ctx, scenario, &mut cast);
        ctx.program.scenarios.push(hir::Scenario { title: scenario.title.value.clone(), span: item.span });
    }
}

fn settings(ctx: &mut Context<'_>, scenario: &ast::Scenario, damaged: bool, cast: &mut Cast) {
    let mut started = damaged;
    for setting in &scenario.settings {
        match setting.word.text.as_str() {
            "from" => {
                started = true;
                start(ctx, setting);
            }
            "agent" => agent(ctx, setting, cast),
            word => {
                let (word, span) = (word.to_owned(), setting.word.span);
                ctx.report(ScenarioError::Setting { word, span });
            }
        }
    }
    if !started {
        ctx.report(ScenarioError::WithoutStart { span: scenario.title.span });
    }
}

/// `from 2026-03-02 "Europe/London"`
fn start(ctx: &mut Context<'_>, setting: &Setting) {
    let zone = match setting.terms.as_slice() {
        [ast::Expr { kind: ExprKind::Literal(Literal::Date(_) | Literal::Local(..)), .. }, zone] => {
            zone.as_text()
        }
        _ => None,
    };
    match zone {
        Some(zone) => drop(known_zone(ctx, &zone)),
        None => ctx.report(ScenarioError::WithoutStart { span: setting.span }),
    }
}

fn agent(ctx: &mut Context<'_>, setting: &Setting, cast: &mut Cast) {
    let name = match setting.terms.as_slice() {
        [name] => name.as_word(),
        _ => None,
    };
    let Some(name) = name else {
        return ctx.report(ScenarioError::Setting { word: setting.word.text.clone(), span: setting.span });
    };
    match cast.agents.iter().find(|(known, _)| *known == name.text) {
        Some((_, first)) => {
            let (name, span, first) = (name.text.clone(), name.span, *first);
            ctx.report(ScenarioError::AgentTwice { name, span, first });
        }
        None => cast.agents.push((name.text.clone(), name.span)),
    }
    for entry in setting.block.iter().flatten() {
        agent_setting(ctx, name, entry);
    }
}

fn agent_setting(ctx: &mut Context<'_>, agent: &ast::Name, entry: &Setting) {
    let well = match (entry.word.text.as_str(), entry.terms.as_slice()) {
        ("queues", [list]) => all_named(ctx, Kind::Queue, list),
        ("skills", [list]) => all_named(ctx, Kind::Skill, list),
        ("skill", [skill, level]) => is_named(ctx, Kind::Skill, skill) && is_level(level),
        ("capacity", [profile, limit]) => {
            is_named(ctx, Kind::Profile, profile) && expr::constant(ctx, limit, &Type::Int).is_some()
        }
        ("units", [units]) => expr::constant(ctx, units, &Type::Int).is_some(),
        ("presence", [presence]) => {
            presence.as_word().is_some_and(|word| asked::is_presence(ctx, &word.text))
        }
        _ => false,
    };
    // A name that nobody declared has been reported already.
    if well || ctx.bag.has_errors() {
        return;
    }
    let word = entry.word.text.clone();
    let example = AGENT_SETTINGS.iter().find(|(known, _)| *known == word).map(|(_, example)| *example);
    let near = nearest(&word, AGENT_SETTINGS.iter().map(|(known, _)| *known));
    let help = match (example, near) {
        (Some(example), _) => format!("write it like `{example}`"),
        (None, Some(near)) => format!("did you mean `{near}`?"),
        (None, None) => {
            let known: Vec<_> = AGENT_SETTINGS.iter().map(|(known, _)| format!("`{known}`")).collect();
            format!("an agent has {}", known.join(", "))
        }
    };
    ctx.report(ScenarioError::Agent { word, agent: agent.text.clone(), help, span: entry.span });
}

fn all_named(ctx: &mut Context<'_>, kind: Kind, list: &ast::Expr) -> bool {
    let ExprKind::List(members) = &list.kind else { return is_named(ctx, kind, list) };
    let unknown = members.iter().filter(|member| !is_named(ctx, kind, member)).count();
    unknown == 0
}

fn is_named(ctx: &mut Context<'_>, kind: Kind, term: &ast::Expr) -> bool {
    term.as_word().is_some_and(|name| ctx.names.find(kind, name, &mut ctx.bag).is_some())
}

fn is_level(term: &ast::Expr) -> bool {
    matches!(term.kind, ExprKind::Literal(Literal::Int(_) | Literal::Text(_)))
}

fn lines(ctx: &mut Context<'_>, scenario: &ast::Scenario, cast: &mut Cast) {
    let mut clock = Clock { day: None, time: None };
    for line in &scenario.lines {
        if !clock.moves_on(&line.time) {
            ctx.report(ScenarioError::TimeOrder { span: line.time.span });
        }
        event(ctx, &line.event, cast);
        for expectation in &line.expect {
            asked::expectation(ctx, expectation, cast);
        }
    }
}

/// How far a scenario has come. A line with a time alone is of the day of the line before.
struct Clock {
    day: Option<crate::value::Date>,
    time: Option<crate::value::Time>,
}

impl Clock {
    /// Sets the clock to a line's time. Gives whether it did not go back.
    fn moves_on(&mut self, time: &ast::Expr) -> bool {
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
}

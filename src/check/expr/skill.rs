use super::constant::literal;
use super::entry::truth;
use crate::check::context::Context;
use crate::check::error::{PathError, TypeError};
use crate::check::scope::Scope;
use crate::check::uses::Sort;
use crate::diagnostic::listed;
use crate::hir::{self, Const, ExprKind, SkillId, SkillRef};
use crate::source::Span;
use crate::syntax::ast::{self, CompareOp};
use crate::types::Type;
use crate::value::fold;

/// `item needs french >= 3` (`item`), `has french >= 3`
pub(super) fn skill(
    ctx: &mut Context<'_>,
    scope: &Scope,
    item: bool,
    skill: &ast::Name,
    level: Option<&(CompareOp, Box<ast::Expr>)>,
    span: Span,
) -> Option<hir::Expr> {
    check_known(ctx, scope, item, span)?;
    let skill = reference(ctx, scope, skill)?;
    let level = match level {
        Some((op, level)) => Some((*op, level_of(ctx, skill, level)?)),
        None => None,
    };
    let kind = if item { ExprKind::Needs { skill, level } } else { ExprKind::Has { skill, level } };
    Some(truth(kind, span))
}

/// `item holds vip_load`
pub(super) fn item_holds(
    ctx: &mut Context<'_>,
    scope: &Scope,
    profile: &ast::Name,
    span: Span,
) -> Option<hir::Expr> {
    check_known(ctx, scope, true, span)?;
    let profile = ctx.names.profile(profile, &mut ctx.bag)?;
    Some(truth(ExprKind::Holds(profile), span))
}

/// A body with parameters may ask of whatever it is asked about.
fn check_known(ctx: &mut Context<'_>, scope: &Scope, item: bool, span: Span) -> Option<()> {
    let agent_given = ctx
        .agent()
        .is_some_and(|agent| scope.parameters.iter().any(|parameter| parameter.ty == Type::Entity(agent)));
    let body = scope.item.is_none() && !scope.agent;
    let (known, what, why, help) = if item {
        let known = scope.item.is_some() || body;
        (known, "item", "nothing says what the items are", "say it in the queue: `carries Case`")
    } else {
        let known = scope.agent || agent_given;
        let help = "write `item needs` for what the item asks of an agent; `has` stands after \
                    `pick agents where` and `members when`";
        (known, "has", "no agent has been chosen yet", help)
    };
    if !known {
        ctx.report(PathError::NotKnownHere { what: what.to_owned(), why, span, help });
    }
    known.then_some(())
}

/// A skill, or the parameter that stands for one.
pub(super) fn reference(ctx: &mut Context<'_>, scope: &Scope, skill: &ast::Name) -> Option<SkillRef> {
    let is = |parameter: &hir::Parameter| parameter.name == skill.text && parameter.ty == Type::Skill;
    if let Some((at, parameter)) = (0..).zip(&scope.parameters).find(|(_, parameter)| is(parameter)) {
        ctx.note(skill.span, Sort::Parameter, parameter.span, String::new);
        return Some(SkillRef::Param(at));
    }
    ctx.names.skill(skill, &mut ctx.bag).map(SkillRef::Skill)
}

fn level_of(ctx: &mut Context<'_>, skill: SkillRef, written: &ast::Expr) -> Option<i64> {
    if let SkillRef::Skill(skill) = skill {
        return level(ctx, skill, written);
    }
    if let (Const::Int(level), _) = literal(ctx, written)? {
        return Some(level);
    }
    ctx.report(TypeError::Mismatch {
        wanted: "a level as a number".to_owned(),
        found: "something else".to_owned(),
        span: written.span,
        help: Some("which skill it will be is not known here, so its labels are not".to_owned()),
        instead: None,
    });
    None
}

/// A level of a skill, as a number or by its label. `None` after a report.
pub(in crate::check) fn level(ctx: &mut Context<'_>, skill: SkillId, written: &ast::Expr) -> Option<i64> {
    let known = ctx.skill(skill)?;
    let name = known.named.name.clone();
    let Some(rating) = known.rating else {
        ctx.report(TypeError::LevelWithoutRating { skill: name, span: written.span });
        return None;
    };
    let rating = ctx.rating(rating)?.clone();
    let label = written.as_text().map(|text| text.value).or_else(|| {
        let word = written.as_word()?;
        (ctx.constant(&word.text).is_none()).then(|| word.text.clone())
    });
    let found = match label {
        Some(label) => {
            rating.labels.iter().find(|(_, known)| fold(known) == fold(&label)).map(|(level, _)| *level)
        }
        None => match literal(ctx, written)? {
            (Const::Int(level), _) => Some(level).filter(|at| (rating.lowest..=rating.highest).contains(at)),
            _ => None,
        },
    };
    if found.is_none() {
        let labels = listed(rating.labels.iter().map(|(_, label)| format!("\"{label}\"")), ", ");
        let mut levels = format!("{} to {}", rating.lowest, rating.highest);
        if !labels.is_empty() {
            levels = format!("{levels} (or {labels})");
        }
        let level = ctx.sources.text(written.span).to_owned();
        let asked = level.parse().unwrap_or(rating.highest);
        let nearest = if asked < rating.lowest { rating.lowest } else { rating.highest };
        ctx.report(TypeError::UnknownLevel { skill: name, level, levels, span: written.span, nearest });
    }
    found
}

use super::asked::is_presence;
use super::given::{self, Item};
use crate::builtins::event::AGENT_SETTINGS;
use crate::check::context::Context;
use crate::check::error::{ScenarioError, TestError, nearest};
use crate::check::expr;
use crate::check::names::Kind;
use crate::check::uses::Sort;
use crate::hir::{self, CastAgent, HoursId, ProfileId, QueueId, SkillId, TestItem};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Literal, Setting};
use crate::types::Type;
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// Who a scenario has spoken of so far.
#[derive(Debug, Default)]
pub(super) struct Cast {
    /// Its agents, by name.
    pub(super) agents: IndexMap<String, CastAgent>,
    /// The items that have arrived, by what the scenario calls them.
    pub(super) items: IndexMap<String, Arrived>,
}

/// An item that has arrived.
#[derive(Debug)]
pub(super) struct Arrived {
    /// The way it came in; `None` where that is not known.
    pub(super) way: Option<TestItem>,
    /// Where it is named first.
    pub(super) span: Span,
}

impl Cast {
    /// Whether an agent of that name takes part.
    pub(super) fn has_agent(&self, name: &str) -> bool {
        self.agents.contains_key(name)
    }

    /// Whether an item of that name has arrived.
    pub(super) fn has_item(&self, name: &str) -> bool {
        self.items.contains_key(name)
    }

    /// Which way an item came in.
    pub(super) fn way(&self, name: &str) -> Option<TestItem> {
        self.items.get(name).and_then(|known| known.way)
    }

    /// Notes whom or what of the scenario a word names.
    pub(super) fn note(&self, ctx: &Context<'_>, word: &str, span: Span) {
        if let Some(item) = self.items.get(word) {
            ctx.note(span, Sort::Item, item.span, String::new);
        } else if let Some(agent) = self.agents.get(word) {
            ctx.note(span, Sort::Agent, agent.span, String::new);
        }
    }

    /// Everyone and everything that can be named.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.agents.keys().chain(self.items.keys()).map(String::as_str)
    }
}

/// `agent ana { queues [vip], skill french 3 }`
pub(super) fn agent(ctx: &mut Context<'_>, setting: &Setting, cast: &mut Cast) {
    let name = match setting.terms.as_slice() {
        [name] => name.as_word(),
        _ => None,
    };
    let Some(name) = name else {
        return ctx.report(ScenarioError::Setting { word: setting.word.text.clone(), span: setting.span });
    };
    let mut agent = CastAgent {
        name: name.text.clone(),
        queues: Vec::new(),
        skills: Vec::new(),
        profiles: Vec::new(),
        units: None,
        presence: None,
        hours: None,
        signed_in: true,
        fields: Vec::new(),
        span: name.span,
    };
    settings(ctx, setting.block.as_deref().unwrap_or_default(), &mut agent);
    if let Some(first) = cast.agents.get(&name.text) {
        let (name, span, first) = (name.text.clone(), name.span, first.span);
        ctx.report(ScenarioError::AgentTwice { name, span, first });
    } else {
        ctx.note(name.span, Sort::Agent, name.span, String::new);
        cast.agents.insert(agent.name.clone(), agent);
    }
}

fn settings(ctx: &mut Context<'_>, entries: &[Setting], agent: &mut CastAgent) {
    let mut fields = Vec::new();
    let mut seen = BTreeMap::new();
    for entry in entries {
        let word = entry.word.text.as_str();
        if is_field(ctx, word) && !is_setting(word) {
            fields.push(entry.clone());
            continue;
        }
        let span = entry.word.span;
        if let Some(first) = seen.get(&what(entry)).copied() {
            ctx.report(TestError::ValueTwice { word: word.to_owned(), span, first });
            continue;
        }
        if setting(ctx, entry, agent).is_none() {
            report(ctx, &agent.name, entry);
        }
        seen.insert(what(entry), span);
    }
    let entity = ctx.agent();
    agent.fields = given::values(ctx, &Item { entity, ..Item::default() }, &fields);
}

/// What a setting says something of, which only one can: an agent has several skills, but each only once.
fn what(setting: &Setting) -> (&str, Option<&str>) {
    let of = || setting.terms.first().and_then(Expr::as_word).map(|name| name.text.as_str());
    let word = setting.word.text.as_str();
    (word, ["skill", "capacity"].contains(&word).then(of).flatten())
}

fn is_setting(word: &str) -> bool {
    AGENT_SETTINGS.iter().any(|(known, _)| *known == word)
}

fn is_field(ctx: &Context<'_>, word: &str) -> bool {
    let entity = ctx.agent().and_then(|agent| ctx.entity(agent));
    entity.is_some_and(|entity| entity.fields.iter().any(|field| field.name == word))
}

/// One setting. `None` where it has another shape; a name that nobody declared has been reported then.
fn setting(ctx: &mut Context<'_>, entry: &Setting, agent: &mut CastAgent) -> Option<()> {
    if entry.block.is_some() || entry.when.is_some() {
        return None;
    }
    match (entry.word.text.as_str(), entry.terms.as_slice()) {
        ("queues", [list]) => agent.queues.extend(named(ctx, Kind::Queue, list)?.into_iter().map(QueueId)),
        ("skills", [list]) => {
            let skills = named(ctx, Kind::Skill, list)?;
            agent.skills.extend(skills.into_iter().map(|skill| (SkillId(skill), None)));
        }
        ("skill", [skill, rest @ ..]) if rest.len() < 2 => {
            let skill = ctx.names.skill(skill.as_word()?, &mut ctx.bag);
            let level = rest.first().map(|level| expr::level(ctx, skill?, level));
            agent.skills.extend(skill.map(|skill| (skill, level.flatten())));
        }
        ("capacity", [profile, rest @ ..]) if rest.len() < 2 => {
            let profile: Option<ProfileId> = ctx.names.profile(profile.as_word()?, &mut ctx.bag);
            let limit = match rest.first() {
                Some(limit) => Some(u32::try_from(number(limit)?).ok()?),
                None => None,
            };
            agent.profiles.extend(profile.map(|profile| (profile, limit)));
        }
        ("units", [units]) => {
            agent.units = match expr::constant(ctx, units, &Type::Int) {
                Some(hir::Const::Int(units)) => Some(units),
                _ => None,
            }
        }
        ("presence", [presence]) => {
            let word = presence.as_word().filter(|word| is_presence(ctx, word))?;
            agent.presence = Some(word.text.clone());
        }
        ("hours", [hours]) => {
            let hours: Option<HoursId> = ctx.names.hours(hours.as_word()?, &mut ctx.bag);
            agent.hours = hours;
        }
        ("signed_in", [Expr { kind: ExprKind::Literal(Literal::Bool(is)), .. }]) => agent.signed_in = *is,
        _ => return None,
    }
    Some(())
}

fn number(term: &Expr) -> Option<i64> {
    if let ExprKind::Literal(Literal::Int(number)) = term.kind { Some(number) } else { None }
}

/// The numbers of the names in a list, or of one name; `None` where something else stands among them.
fn named(ctx: &mut Context<'_>, kind: Kind, list: &Expr) -> Option<Vec<u32>> {
    let one = std::slice::from_ref(list);
    let members = if let ExprKind::List(members) = &list.kind { members } else { one };
    let words: Vec<_> = members.iter().map(Expr::as_word).collect::<Option<_>>()?;
    Some(words.into_iter().filter_map(|word| ctx.names.find(kind, word, &mut ctx.bag)).collect())
}

fn report(ctx: &mut Context<'_>, agent: &str, entry: &Setting) {
    let word = entry.word.text.clone();
    let example = AGENT_SETTINGS.iter().find(|(known, _)| *known == word).map(|(_, example)| *example);
    let near = nearest(&word, AGENT_SETTINGS.iter().map(|(known, _)| *known));
    let meant = near
        .as_deref()
        .and_then(|near| AGENT_SETTINGS.iter().find(|(known, _)| *known == near))
        .map(|(known, _)| *known);
    let help = match (example, near) {
        (Some(example), _) => format!("write it like `{example}`"),
        (None, Some(near)) => format!("did you mean `{near}`?"),
        (None, None) => {
            let known: Vec<_> = AGENT_SETTINGS.iter().map(|(known, _)| format!("`{known}`")).collect();
            format!("an agent has {}, and the fields of `entity Agent`", known.join(", "))
        }
    };
    let (agent, span) = (agent.to_owned(), entry.span);
    let near = meant.filter(|_| example.is_none());
    ctx.report(ScenarioError::Agent { word, agent, help, span, near, entry: entry.word.span });
}

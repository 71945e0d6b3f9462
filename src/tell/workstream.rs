use super::queue::kind_words;
use super::rules::{ALWAYS, ELSE, Rules, Spot};
use super::sentence::{Anchor, Kind, Sentence, link, listed, value, words};
use super::setting::{SettingTold, Source, settings};
use super::teller::{Teller, called};
use super::words::{capital_one, one, plain};
use crate::builtins::Block;
use crate::hir::{
    ChannelKind, Const, ExprKind, Guard, Mode, Policy, Route, Ruleset, RulesetKind, Target, WorkKind,
    Workstream, WorkstreamId,
};
use crate::types::RoutePolicy;

/// A workstream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkstreamTold {
    /// Its name in the program.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// What its author says of it.
    pub doc: Option<String>,
    /// What it is, a sentence each.
    pub about: Vec<Sentence>,
    /// How an item gets there, a sentence each.
    pub intake: Vec<Sentence>,
    /// Its rulesets and its route, in the order in which items come to them.
    pub lists: Vec<Rules>,
    /// Its settings in force.
    pub settings: Vec<SettingTold>,
}

pub(super) fn workstream(
    teller: &Teller<'_>,
    at: usize,
    of: &Workstream,
    source: Source<'_>,
) -> WorkstreamTold {
    let mut lists: Vec<_> = of.classify.iter().map(|ruleset| classify(teller, of, ruleset, source)).collect();
    lists.push(route(teller, of, source));
    let id = u32::try_from(at).ok().map(WorkstreamId);
    WorkstreamTold {
        name: of.named.name.clone(),
        label: called(&of.named),
        doc: of.named.doc.clone(),
        about: about(teller, of).into_iter().map(Sentence::whole).collect(),
        intake: intake(teller, id, of).into_iter().map(Sentence::whole).collect(),
        lists,
        settings: settings(Block::Workstream, &of.settings, source),
    }
}

fn about(teller: &Teller<'_>, of: &Workstream) -> Vec<Sentence> {
    let kind = kind_words(of.kind);
    let channel = of.channel.as_ref().filter(|_| of.kind != WorkKind::Voice).map(channel_word);
    let channel = channel.map_or_else(String::new, |channel| format!(", by {channel}"));
    let lasting = if of.persistent { ", in conversations that go on for days" } else { "" };
    let mut about = vec![words(format!("It handles {kind}{channel}{lasting}"))];
    about.push(words(match of.mode {
        Mode::Push => "Items are offered to agents",
        Mode::Pick => "Agents take items from a list themselves",
    }));
    about.push(words(format!("Each item carries {}", one(&teller.entity_word(of.carries)))));
    if let Some(bot) = of.bot {
        about.push(words("The bot ").then(teller.bot(bot)).say(" belongs to it"));
    }
    about
}

fn channel_word(channel: &ChannelKind) -> String {
    match channel {
        ChannelKind::Chat => "chat".to_owned(),
        ChannelKind::Sms => "text message".to_owned(),
        ChannelKind::Facebook => "Facebook".to_owned(),
        ChannelKind::Line => "LINE".to_owned(),
        ChannelKind::Whatsapp => "WhatsApp".to_owned(),
        ChannelKind::Teams => "Teams".to_owned(),
        ChannelKind::AppleMessages => "Apple Messages".to_owned(),
        ChannelKind::Voice => "phone".to_owned(),
        ChannelKind::Custom(name) => plain(name),
    }
}

fn intake(teller: &Teller<'_>, id: Option<WorkstreamId>, of: &Workstream) -> Vec<Sentence> {
    let mut told = Vec::new();
    if !of.instances.is_empty() {
        let instances = of.instances.iter().map(|instance| value(instance.clone())).collect();
        told.push(words("An item comes here by ").then(listed(instances, "or")));
    }
    for (entity, rules) in &teller.program.intakes {
        let word = teller.entity_word(*entity);
        let Some(declared) = teller.entity(*entity) else { continue };
        let anchor = Anchor::new(Kind::Intake, &declared.named.name);
        for rule in rules.iter().filter(|rule| Some(rule.to) == id) {
            let rule = words("by the rule “").then(value(rule.name.clone())).say("”");
            told.push(
                words(format!("{} comes here by ", capital_one(&word)))
                    .then(link(anchor.clone(), "intake"))
                    .say(", ")
                    .then(rule),
            );
        }
    }
    if told.is_empty() {
        told.push(words("An item comes here when the system that hands it over names this workstream"));
    }
    told
}

fn classify(teller: &Teller<'_>, of: &Workstream, ruleset: &Ruleset, source: Source<'_>) -> Rules {
    let title = ruleset.label.clone().unwrap_or_else(|| plain(&ruleset.name));
    let list = format!("{}.{}", of.named.name, ruleset.name);
    let told =
        |policy: Sentence| Rules { title, name: list.clone(), policy: policy.whole(), ..Rules::default() };
    match &ruleset.kind {
        RulesetKind::Model { model, inputs } => {
            let model =
                teller.program.models.get(model.index()).map_or("", |model| model.named.name.as_str());
            let asked = words("A model is asked for the ").then(value(plain(model)));
            told(if inputs.is_empty() { asked } else { asked.say(" of ").then(teller.listed_values(inputs)) })
        }
        RulesetKind::Rules(policy, rules) => {
            let (words_of, otherwise) = match policy {
                Policy::First => ("The first of these that holds is applied, and no other", ELSE),
                Policy::All => ("Each of these that holds is applied, one after the other", ALWAYS),
            };
            let spot = Spot { list: &list, otherwise, source };
            let rules = rules.iter().map(|rule| teller.classify_rule(rule, &spot)).collect();
            Rules { rules, ..told(words(words_of)) }
        }
    }
}

fn route(teller: &Teller<'_>, of: &Workstream, source: Source<'_>) -> Rules {
    let list = format!("{}.route", of.named.name);
    let fallback = |ahead: &str| Some(words(ahead).then(teller.queue(of.fallback.value)).whole());
    let told = Rules { title: "Where it goes".to_owned(), name: list.clone(), ..Rules::default() };
    let Some(route) = &of.route else {
        return Rules { policy: fallback("Everything goes to ").unwrap_or_default(), ..told };
    };
    let (policy, otherwise) = match route.policy {
        RoutePolicy::First => ("The first of these that holds decides", ELSE),
        RoutePolicy::All => {
            ("Each of these that holds counts, in this order: the first whose queue has room decides", ALWAYS)
        }
    };
    let spot = Spot { list: &list, otherwise, source };
    Rules {
        policy: words(policy).whole(),
        rules: route.rules.iter().map(|rule| teller.route_rule(of, rule, &spot)).collect(),
        after: if decides_all(route) {
            None
        } else {
            fallback("Where none of them leads anywhere, it goes to ")
        },
        ..told
    }
}

/// Whether one of its rules leads every item into a queue, so that the fallback gets none: a queue that is full or closed has
/// its own ways. A bot hands items on to the fallback, and a table may have no row.
#[must_use]
pub fn decides_all(route: &Route) -> bool {
    let is_always = |guard: &Guard| match guard {
        Guard::Otherwise => true,
        Guard::When(expr) => expr.kind == ExprKind::Const(Const::Bool(true)),
    };
    let leads = |target: &Target| match target {
        Target::Queue(_) | Target::Split(_) | Target::Agent { .. } => true,
        Target::Table(..) | Target::Bot => false,
    };
    let has_bot = route.rules.iter().any(|rule| rule.target == Target::Bot);
    !has_bot && route.rules.iter().any(|rule| is_always(&rule.guard) && leads(&rule.target))
}

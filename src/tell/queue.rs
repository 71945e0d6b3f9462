use super::rules::{ALWAYS, ELSE, Rules, Spot, When};
use super::said::Said;
use super::sentence::{Anchor, Kind, Sentence, joined, link, listed, value, words};
use super::served::Coming;
use super::setting::{SettingTold, Source, settings};
use super::teller::{Teller, called};
use super::words::{all_of, length};
use crate::builtins::Block;
use crate::hir::{
    AgentFact, AssignMethod, ChooseRule, Expr, HoursId, Members, OrderBy, OrderKey, OverflowAction,
    OverflowRule, Place, PrioritizeRule, Queue, Root, WorkKind,
};
use crate::types::Type;
use crate::value::Duration;

/// A queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueTold {
    /// Its name in the program.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// What its author says of it.
    pub doc: Option<String>,
    /// What it is, a sentence each.
    pub about: Vec<Sentence>,
    /// In what order items are served, what happens where it is full, who chooses: each if there are such rules.
    pub lists: Vec<Rules>,
    /// Who sends items there: a workstream or a queue, and by what.
    pub from: Vec<Sentence>,
    /// Its settings in force.
    pub settings: Vec<SettingTold>,
}

pub(super) fn queue(teller: &Teller<'_>, queue: &Queue, coming: Coming, source: Source<'_>) -> QueueTold {
    QueueTold {
        name: queue.named.name.clone(),
        label: called(&queue.named),
        doc: queue.named.doc.clone(),
        about: about(teller, queue, coming),
        lists: lists(teller, queue, coming, source),
        from: Vec::new(),
        settings: settings(Block::Queue, &queue.settings, source),
    }
}

/// `chats and messages`
pub(super) fn kind_words(kind: WorkKind) -> &'static str {
    match kind {
        WorkKind::Messaging => "messages",
        WorkKind::Record => "records",
        WorkKind::Voice => "calls",
    }
}

fn about(teller: &Teller<'_>, queue: &Queue, coming: Coming) -> Vec<Sentence> {
    let kinds: Vec<_> = queue.kinds.iter().map(|kind| kind_words(*kind).to_owned()).collect();
    let mut about = Vec::new();
    if !kinds.is_empty() {
        about.push(words(format!("It takes {}", all_of(&kinds))));
    }
    if queue.built_in {
        about.push(words("It is one of the queues that every program has"));
    }
    match queue.hours {
        Some(hours) => {
            about.push(words("It is open as ").then(teller.hours(hours)).say(" say"));
            about.extend(closed(queue, coming).map(words));
        }
        None => about.push(words("It is always open")),
    }
    about.push(members(teller, &queue.members));
    if queue.choose.is_empty() && queue.members != Members::Nobody {
        about.push(assign(teller, &queue.assign.value));
    }
    if queue.prioritize.is_empty() {
        about.push(words(format!("Items are served {}", coming.order())));
    }
    if coming.returning {
        about.push(words(
            "A conversation to which the customer comes back counts from when the customer last wrote",
        ));
    }
    about.into_iter().map(Sentence::whole).collect()
}

/// What happens while it is closed, beside what its rules say. A queue whose rules do not speak of its hours has a rule for
/// them that nobody wrote (decision 0005); persistent chats wait whatever is written (decision 0033).
fn closed(queue: &Queue, coming: Coming) -> Option<&'static str> {
    let mut arriving = queue.overflow.iter().filter(|rule| rule.after.is_none());
    let is_written = arriving.any(|rule| rule.when.as_ref().is_some_and(Expr::asks_hours));
    match (is_written, coming.persistent) {
        (false, false) => Some(
            "While it is closed, it takes items all the same, however many wait, and they are handed out to whoever is there",
        ),
        (false, true) => Some(
            "While it is closed, it takes items all the same, however many wait, and they are handed out to whoever is \
             there; only persistent chats wait until it opens",
        ),
        (true, true) => Some("Persistent chats are handed out only while it is open"),
        (true, false) => None,
    }
}

fn members(teller: &Teller<'_>, members: &Members) -> Sentence {
    match members {
        Members::Data => words("The roster says who works in it"),
        Members::Agents(agents) => words("In it works whoever is named here: ")
            .then(listed(agents.iter().map(|agent| value(agent.clone())).collect(), "and")),
        Members::Everyone => words("Everybody works in it"),
        Members::Nobody => words("Nobody works in it: items are parked there"),
        Members::Elsewhere => words("People work in it whom this program does not know"),
        Members::When(expr) => {
            words("In it works everybody for whom this holds: ").then(teller.condition(expr).sentence())
        }
    }
}

fn assign(teller: &Teller<'_>, method: &AssignMethod) -> Sentence {
    match method {
        AssignMethod::HighestCapacity => words("the next item goes to the agent who has most room"),
        AssignMethod::RoundRobin => {
            words("the next item goes to the agent who has waited longest since the last item of this queue")
        }
        AssignMethod::LeastActive => words("the next item goes to the agent who has been free longest"),
        AssignMethod::Custom(used) => words("who gets the next item is chosen by ").then(teller.used(used)),
    }
}

fn lists(teller: &Teller<'_>, queue: &Queue, coming: Coming, source: Source<'_>) -> Vec<Rules> {
    let name = &queue.named.name;
    let mut lists = Vec::new();
    if !queue.choose.is_empty() {
        let list = format!("{name}.choose");
        let spot = Spot { list: &list, otherwise: ELSE, source };
        let rule = |rule: &ChooseRule| {
            let does = vec![teller.used(&rule.assignment).say(" chooses the agent")];
            spot.rule(&rule.name, teller.guard(&rule.guard, ELSE), does, rule.span)
        };
        lists.push(Rules {
            title: "Who chooses the agent".to_owned(),
            policy: words("The first of these that holds decides").whole(),
            rules: queue.choose.iter().map(rule).collect(),
            after: Some(words("Where none holds, ").then(assign(teller, &queue.assign.value)).whole()),
            ..Rules::default()
        });
    }
    if !queue.prioritize.is_empty() {
        let list = format!("{name}.prioritize");
        let spot = Spot { list: &list, otherwise: ELSE, source };
        lists.push(prioritize(teller, &queue.prioritize, coming, &spot));
    }
    if !queue.overflow.is_empty() {
        lists.push(overflow_rules(teller, &queue.overflow, &format!("{name}.overflow"), source));
    }
    lists
}

fn prioritize(teller: &Teller<'_>, rules: &[PrioritizeRule], coming: Coming, spot: &Spot<'_>) -> Rules {
    let rule = |rule: &PrioritizeRule| {
        let order = if rule.order.is_empty() { words(coming.order()) } else { teller.order(&rule.order) };
        let does = vec![words("it is served in this group, ").then(order)];
        spot.rule(&rule.name, teller.guard(&rule.guard, spot.otherwise), does, rule.span)
    };
    Rules {
        title: "In what order items are served".to_owned(),
        policy: words("Each of these claims the items it holds for, and they are served in this order")
            .whole(),
        rules: rules.iter().map(rule).collect(),
        after: Some(words(format!("What none of them claims comes last, {}", coming.order())).whole()),
        ..Rules::default()
    }
}

/// What happens where a queue is full or closed, or an item waits too long.
pub(super) fn overflow_rules(
    teller: &Teller<'_>,
    rules: &[OverflowRule],
    list: &str,
    source: Source<'_>,
) -> Rules {
    let spot = Spot { list, otherwise: ALWAYS, source };
    let rule = |rule: &OverflowRule| {
        let when = match (&rule.when, rule.after) {
            (Some(when), None) => When::Holds(teller.condition(when)),
            (Some(when), Some(after)) => When::Holds(waited(teller, after, Some(teller.condition(when)))),
            (None, Some(after)) => When::Holds(waited(teller, after, None)),
            (None, None) => When::Always(ALWAYS),
        };
        spot.rule(&rule.name, when, vec![teller.action_of(&rule.action)], rule.span)
    };
    let waiting = rules.iter().filter(|rule| rule.after.is_some()).count();
    let policy = if waiting == 0 {
        "When an item arrives, the first of these that holds decides, those about opening hours before the others"
    } else if waiting == rules.len() {
        "While an item waits, the first of these that holds decides"
    } else {
        "When an item arrives, the first of these that holds decides, those about opening hours before the others; \
         those that speak of waiting are asked while it waits"
    };
    Rules {
        title: "When it is full, closed, or the wait is long".to_owned(),
        policy: words(policy).whole(),
        rules: rules.iter().map(rule).collect(),
        ..Rules::default()
    }
}

fn waited(teller: &Teller<'_>, (after, of): (Duration, Option<HoursId>), also: Option<Said>) -> Said {
    let wait = words(format!("it has waited {}", length(after)));
    let wait = match of {
        Some(hours) => wait.say(" of the open time of ").then(teller.hours(hours)),
        None => wait,
    };
    match also {
        Some(also) => Said::Every(vec![Said::One(wait), also]),
        None => Said::One(wait),
    }
}

impl Teller<'_> {
    fn action_of(&self, action: &OverflowAction) -> Sentence {
        match action {
            OverflowAction::AssignAnyway => words("it is taken all the same"),
            OverflowAction::Transfer(queue) => words("it goes on to ").then(self.queue(*queue)),
            OverflowAction::EndConversation => words("the conversation ends"),
            OverflowAction::Callback => words("the caller is called back"),
            OverflowAction::EndCall => words("the call ends"),
            OverflowAction::External(number) => words("the call goes on to ").then(value(number.clone())),
            OverflowAction::Voicemail => words("the caller may leave a message"),
        }
    }

    /// Who or what comes first: `the longest time without work first, then …`.
    pub(super) fn order(&self, keys: &[OrderKey]) -> Sentence {
        let keys = keys.iter().map(|key| self.key(key)).collect();
        joined(keys, ", then ", ", then ")
    }

    fn end(&self, place: &Place, descending: bool) -> &'static str {
        let ty = place.steps.last().and_then(|step| self.field(*step)).map(|field| &field.ty);
        let is_time = matches!(ty, Some(Type::Instant | Type::Date | Type::Time))
            || place.root == Root::AgentFact(AgentFact::LastAssigned);
        let is_length =
            matches!(ty, Some(Type::Duration)) || place.root == Root::AgentFact(AgentFact::IdleTime);
        ends(is_time, is_length, descending)
    }

    fn key(&self, key: &OrderKey) -> Sentence {
        let end = if key.descending { " (the highest first)" } else { " (the lowest first)" };
        match &key.by {
            OrderBy::Arrival if key.descending => words("by arrival (the latest first)"),
            OrderBy::Arrival => words("in the order in which they came"),
            OrderBy::Place(place) => {
                words("by ").then(self.place(place)).say(self.end(place, key.descending))
            }
            OrderBy::Skill(skill) => words("by the level of ").then(self.skill_ref(*skill)).say(end),
            OrderBy::ProficiencyNearest => words("by how near the agent’s levels are to what is required"),
            OrderBy::ProficiencyMost => {
                words("by the sum of the agent’s levels in what is required").say(end)
            }
            OrderBy::SkillCountMost => words("by how many of the required skills the agent has").say(end),
            OrderBy::Free(profile) => words("by the places free in ").then(self.profile(*profile)).say(end),
        }
    }
}

/// Which end of an order comes first, of times and of all else.
fn ends(is_time: bool, is_length: bool, descending: bool) -> &'static str {
    match (is_time, is_length, descending) {
        (true, _, true) => " (the latest first)",
        (true, _, false) => " (the earliest first)",
        (false, true, true) => " (the longest first)",
        (false, true, false) => " (the shortest first)",
        (false, false, true) => " (the highest first)",
        (false, false, false) => " (the lowest first)",
    }
}

/// A link to a rule, by its label.
pub(super) fn rule_link(anchor: &Anchor, name: &str) -> Sentence {
    link(anchor.clone(), &format!("“{name}”"))
}

/// A link to a queue.
pub(super) fn queue_link(name: &str, label: &str) -> Sentence {
    link(Anchor::new(Kind::Queue, name), label)
}

//! The whole pipeline, step by step as the language describes it.

use super::evaluate::{Env, World};
use super::item::{Answered, Target as Address};
use super::names::{Name, Names};
use super::told::{Asked, Table, Told};
use super::value::Value;
use super::walk::of_guard;
use enroute::hir::{
    ClassifyAction, ClassifyRule, ExprKind, OverflowAction, OverflowRule, Place, Policy, ProfileId,
    QueueFact, QueueId, Root, RouteRule, RulesetKind, SkillId, Target, Workstream,
};
use enroute::syntax::ast::RoutePolicy;
use enroute::types::Type;
use enroute::vm::QueueFacts;

/// What must come of an item.
#[derive(Default)]
pub(crate) struct Expected<'a> {
    pub(crate) workstream: Option<usize>,
    pub(crate) intake: Option<&'a Name>,
    pub(crate) queue: Option<QueueId>,
    /// The route rule that was applied.
    pub(crate) rule: Option<(&'a RouteRule, &'a Name)>,
    pub(crate) why: Why<'a>,
    pub(crate) matched: Vec<Matched<'a>>,
    /// Each value set, by which rule.
    pub(crate) set: Vec<(&'a Place, Value, &'a Name)>,
    pub(crate) skills: Vec<(SkillId, Option<i64>)>,
    pub(crate) profiles: Vec<ProfileId>,
    /// The rulesets whose model gave no answer.
    pub(crate) silent: Vec<&'a str>,
    /// The agent asked first.
    pub(crate) agent: Value,
}

#[derive(Default)]
pub(crate) enum Why<'a> {
    Rule,
    Split(u64),
    Overflow(QueueId, &'a Name, &'a OverflowAction),
    #[default]
    Fallback,
    Bot,
    NoIntakeRule,
}

pub(crate) struct Matched<'a> {
    rule: &'a RouteRule,
    pub(crate) name: &'a Name,
    /// The names of its own overflow rules.
    own: &'a [Name],
    /// None for the bot.
    pub(crate) queue: Option<QueueId>,
    hash: Option<u64>,
    /// The overflow rule that kept the item out.
    pub(crate) overflow: Option<(&'a Name, &'a OverflowAction)>,
}

/// How things stand in a queue.
pub(crate) type Queues<'q> = &'q dyn Fn(QueueId) -> QueueFacts;

pub(crate) struct Decider<'d, 'a> {
    pub(crate) world: World<'a>,
    pub(crate) names: &'a Names<'a>,
    pub(crate) queues: Queues<'d>,
    pub(crate) told: Told<'d>,
    pub(crate) expected: Expected<'a>,
}

impl<'a> Decider<'_, 'a> {
    pub(crate) fn decide(&mut self) {
        let Some(at) = self.workstream() else {
            self.expected.why = Why::NoIntakeRule;
            return;
        };
        self.expected.workstream = Some(at);
        let workstream: &Workstream = &self.world.program.workstreams[at];
        self.classify(at, workstream);
        self.route(at, workstream);
        self.world.skills.sort_by_key(|(skill, _)| *skill);
        self.world.profiles.sort();
        self.expected.skills = std::mem::take(&mut self.world.skills);
        self.expected.profiles = std::mem::take(&mut self.world.profiles);
    }

    fn workstream(&mut self) -> Option<usize> {
        let intake = match self.world.item.target.unwrap() {
            Address::Workstream(at) => return Some(at),
            Address::Intake(at) => at,
        };
        let names = &self.names.intake[intake];
        let mut found = None;
        for (rule, name) in self.world.program.intakes[intake].1.iter().zip(names) {
            let asked = Asked { guard: of_guard(&rule.guard), tables: Vec::new(), span: rule.span, name };
            let holds = self.told.ask(&self.world, self.names, &asked, found.is_some());
            if holds && found.is_none() {
                found = Some((rule, name));
            }
        }
        let (rule, name) = found?;
        self.told.applied(name);
        self.expected.intake = Some(name);
        Some(rule.to.index())
    }

    fn classify(&mut self, at: usize, workstream: &'a Workstream) {
        for (ruleset, names) in workstream.classify.iter().zip(&self.names.classify[at]) {
            match &ruleset.kind {
                RulesetKind::Model { model, .. } => {
                    let skills =
                        self.world.program.models[model.index()].result == Type::List(Box::new(Type::Skill));
                    self.model(&ruleset.name, skills);
                }
                RulesetKind::Rules(policy, rules) => self.ruleset(*policy, rules, names),
            }
        }
    }

    fn model(&mut self, ruleset: &'a str, skills: bool) {
        let answered = self.world.item.models.get(ruleset);
        let value = answered.map_or(Value::Missing, |answered| answered.value.clone());
        if value == Value::Missing {
            // An answer that could not be read is told already.
            if answered.is_none_or(|answered| !answered.faulty) {
                self.expected.silent.push(ruleset);
            }
            return;
        }
        if let Value::List(members) = &value
            && skills
        {
            for member in members.iter() {
                let Value::Enum(skill) = member else { panic!("{member:?} is no skill") };
                require(&mut self.world.skills, SkillId(*skill), None);
            }
        }
        self.world.models.push((ruleset, Answered { value, confidence: Value::Missing, faulty: false }));
    }

    /// All rules of a ruleset see the item as it was before the ruleset.
    fn ruleset(&mut self, policy: Policy, rules: &'a [ClassifyRule], names: &'a [Name]) {
        let mut effects = Vec::new();
        let mut settled = false;
        for (rule, name) in rules.iter().zip(names) {
            let tables = rule.actions.iter().filter_map(|action| match action {
                ClassifyAction::SetFrom { table, arguments, span, .. } => {
                    Some(Table { id: *table, arguments, span: *span, says: false })
                }
                ClassifyAction::Set { .. } | ClassifyAction::Require { .. } | ClassifyAction::Hold { .. } => {
                    None
                }
            });
            let asked =
                Asked { guard: of_guard(&rule.guard), tables: tables.collect(), span: rule.span, name };
            if self.told.ask(&self.world, self.names, &asked, settled) && !settled {
                rule.actions.iter().for_each(|action| self.effect(action, name, &mut effects));
                self.told.applied(name);
                settled = policy == Policy::First;
            }
        }
        for effect in effects {
            match effect {
                Effect::Set(place, value, name) => {
                    self.expected.set.push((place, value.clone(), name));
                    self.world.set.push((place, value));
                }
                Effect::Require(skill, level) => require(&mut self.world.skills, skill, level),
                Effect::Hold(profile) if self.world.profiles.contains(&profile) => {}
                Effect::Hold(profile) => self.world.profiles.push(profile),
            }
        }
    }

    fn effect(&self, action: &'a ClassifyAction, name: &'a Name, effects: &mut Vec<Effect<'a>>) {
        match action {
            ClassifyAction::Set { place, value, .. } => {
                effects.push(Effect::Set(place, self.world.value(value, &Env::TOP), name));
            }
            ClassifyAction::SetFrom { places, table, arguments, .. } => {
                let (_, row) = self.world.row(*table, arguments, &Env::TOP).unwrap();
                let values = row.outputs.iter().map(Value::of);
                effects
                    .extend(places.iter().zip(values).map(|(place, value)| Effect::Set(place, value, name)));
            }
            ClassifyAction::Require { skill, level, .. } => effects.push(Effect::Require(*skill, *level)),
            ClassifyAction::Hold { profile, .. } => effects.push(Effect::Hold(*profile)),
        }
    }

    fn route(&mut self, at: usize, workstream: &'a Workstream) {
        self.candidates(at, workstream);
        let Some(chosen) = self.select() else {
            self.expected.queue = Some(workstream.fallback.value);
            return;
        };
        let chosen = &self.expected.matched[chosen];
        self.told.applied(chosen.name);
        self.expected.rule = Some((chosen.rule, chosen.name));
        if let Target::Agent { who, .. } = &chosen.rule.target {
            self.expected.agent = self.world.value(who, &Env::TOP);
        }
        let Some(queue) = chosen.queue else {
            self.expected.why = Why::Bot;
            self.expected.queue = Some(workstream.fallback.value);
            return;
        };
        let Some((name, action)) = chosen.overflow else {
            self.expected.queue = Some(queue);
            self.expected.why = chosen.hash.map_or(Why::Rule, Why::Split);
            return;
        };
        self.told.applied(name);
        self.expected.why = Why::Overflow(queue, name, action);
        self.expected.queue = match action {
            OverflowAction::AssignAnyway => Some(queue),
            OverflowAction::Transfer(other) => Some(*other),
            OverflowAction::EndConversation
            | OverflowAction::Callback
            | OverflowAction::EndCall
            | OverflowAction::External(_)
            | OverflowAction::Voicemail => None,
        };
    }

    fn candidates(&mut self, at: usize, workstream: &'a Workstream) {
        let Some(route) = &workstream.route else { return };
        let mut settled = false;
        for (rule, (name, own)) in route.rules.iter().zip(&self.names.route[at]) {
            let tables = match &rule.target {
                Target::Table(table, arguments) => {
                    vec![Table { id: *table, arguments, span: rule.span, says: true }]
                }
                Target::Queue(_) | Target::Split(_) | Target::Agent { .. } | Target::Bot => Vec::new(),
            };
            let asked = Asked { guard: of_guard(&rule.guard), tables, span: rule.span, name };
            if self.told.ask(&self.world, self.names, &asked, settled) && !settled {
                settled = route.policy == RoutePolicy::First;
                let (queue, hash) = self.target(rule, name);
                self.expected.matched.push(Matched { rule, name, own, queue, hash, overflow: None });
            }
        }
    }

    fn target(&self, rule: &RouteRule, name: &Name) -> (Option<QueueId>, Option<u64>) {
        match &rule.target {
            Target::Queue(queue) | Target::Agent { queue, .. } => (Some(*queue), None),
            Target::Table(table, arguments) => {
                let (_, row) = self.world.row(*table, arguments, &Env::TOP).unwrap();
                match Value::of(&row.outputs[0]) {
                    Value::Queue(queue) => (Some(QueueId(queue)), None),
                    other => panic!("{other:?} is no queue"),
                }
            }
            Target::Split(shares) => {
                let hash = hash(&self.world.item.id, &name.address);
                let mut left = hash % 100;
                for share in shares {
                    if left < u64::from(share.percent) {
                        return (Some(share.queue), Some(hash));
                    }
                    left -= u64::from(share.percent);
                }
                panic!("the shares of a split add up to 100")
            }
            Target::Bot => (None, None),
        }
    }

    /// The first whose queue has room; where none has, the first that is open, else the one that opens first.
    fn select(&mut self) -> Option<usize> {
        for number in 0..self.expected.matched.len() {
            let overflow = self.overflow(number);
            self.expected.matched[number].overflow = overflow;
            if overflow.is_none() {
                return Some(number);
            }
        }
        let opens = |candidate: &Matched<'_>| {
            let hours = candidate.queue.and_then(|queue| self.world.program.queues[queue.index()].hours);
            hours.map_or(self.world.now, |hours| {
                let found = self.world.caches.next_open(
                    hours,
                    &self.world.program.hours[hours.index()],
                    self.world.now,
                );
                found.unwrap_or(i64::MAX)
            })
        };
        let keys: Vec<i64> = self.expected.matched.iter().map(opens).collect();
        let best = keys.iter().min()?;
        keys.iter().position(|key| key == best)
    }

    /// The overflow rule that keeps the item out of the queue. Hours come first; a queue with hours lets items in all
    /// the same if no rule of its own says what to do. A route rule's own overflow stands in for all of it.
    fn overflow(&mut self, number: usize) -> Option<(&'a Name, &'a OverflowAction)> {
        let Matched { rule, own, queue, .. } = &self.expected.matched[number];
        let (rule, own, id) = (*rule, *own, (*queue)?);
        let queue = &self.world.program.queues[id.index()];
        let closed = queue.hours.is_some_and(|hours| !self.world.is_open(hours, self.world.now));
        let facts = (self.queues)(id);
        self.world.waiting = facts.waiting_items.map_or(Value::Missing, Value::Int);
        self.world.wait = facts.predicted_wait.map_or(Value::Missing, |wait| Value::Duration(wait.0));
        self.world.out_of_hours = Value::Bool(closed);
        let (rules, names, unwritten) = if let Some(rules) = &rule.overflow {
            (rules.as_slice(), own, None)
        } else {
            let (unwritten, names) = &self.names.overflow[id.index()];
            (queue.overflow.as_slice(), names.as_slice(), unwritten.as_ref())
        };
        let arrival = rules.iter().zip(names).filter(|(rule, _)| rule.after.is_none());
        let (of_hours, others): (Vec<_>, Vec<_>) = arrival.partition(|(rule, _)| asks_hours(rule));
        let mut found = None;
        if let Some(name) = unwritten.filter(|_| of_hours.is_empty()) {
            let hours = &self.world.program.hours[queue.hours.unwrap().index()].named.name;
            if self.told.ask_hours(name, hours, closed) {
                found = Some((name, &OverflowAction::AssignAnyway));
            }
        }
        for (rule, name) in of_hours.into_iter().chain(others) {
            let asked = Asked { guard: rule.when.as_ref(), tables: Vec::new(), span: rule.span, name };
            if self.told.ask(&self.world, self.names, &asked, found.is_some()) && found.is_none() {
                found = Some((name, &rule.action));
            }
        }
        found
    }
}

/// Something that a rule of classification does.
enum Effect<'a> {
    Set(&'a Place, Value, &'a Name),
    Require(SkillId, Option<i64>),
    Hold(ProfileId),
}

/// The higher level wins; any level is less than each.
fn require(skills: &mut Vec<(SkillId, Option<i64>)>, skill: SkillId, level: Option<i64>) {
    match skills.iter_mut().find(|(held, _)| *held == skill) {
        Some((_, have)) => *have = (*have).max(level),
        None => skills.push((skill, level)),
    }
}

/// Whether a rule speaks of its queue's hours itself, not by way of a named condition.
fn asks_hours(rule: &OverflowRule) -> bool {
    rule.when.as_ref().is_some_and(|when| {
        let mut found = false;
        super::walk::each_below(when, &mut |expr| found |= matches!(&expr.kind, ExprKind::Read(place) if place.root == Root::Queue(QueueFact::OutOfHours)));
        found
    })
}

/// What a split gives an item, as documented.
fn hash(item: &str, rule: &str) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(item.as_bytes());
    hasher.update(&[0]);
    hasher.update(rule.as_bytes());
    u64::from_le_bytes(hasher.finalize().as_bytes()[..8].try_into().unwrap())
}

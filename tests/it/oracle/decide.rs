//! The whole pipeline, step by step as the language describes it.

use super::clock;
use super::evaluate::World;
use super::value::Value;
use enroute::hir::{
    ClassifyAction, ClassifyRule, Guard, OverflowAction, OverflowRule, Place, Policy, Program, QueueId,
    RouteRule, RulesetKind, SkillId, Target, Workstream,
};
use enroute::syntax::ast::RoutePolicy;

/// What must come of an item.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Expected {
    pub(crate) workstream: Option<String>,
    pub(crate) queue: Option<String>,
    /// The route rule that chose the queue.
    pub(crate) rule: Option<String>,
    /// Every route rule that matched.
    pub(crate) matched: Vec<String>,
    /// Every classification rule that was applied, as `ruleset/rule`.
    pub(crate) applied: Vec<String>,
    pub(crate) skills: Vec<(String, Option<i64>)>,
    pub(crate) profiles: Vec<String>,
    /// What overflow did, where it did not send the item to another queue.
    pub(crate) action: Option<&'static str>,
}

/// How many items wait in a queue.
pub(crate) type Waiting<'a> = &'a dyn Fn(&str) -> i64;

pub(crate) fn decide(world: &mut World<'_>, waiting: Waiting<'_>) -> Expected {
    let program = world.program;
    let Some(workstream) = workstream(world) else { return Expected::default() };
    let mut expected = Expected { workstream: Some(workstream.named.name.clone()), ..Expected::default() };
    classify(world, workstream, &mut expected);
    let mut router = Router { world, waiting, program };
    router.route(workstream, &mut expected);
    expected.skills = world
        .skills
        .iter()
        .map(|(skill, level)| (program.skills[skill.index()].named.name.clone(), *level))
        .collect();
    expected.profiles = world
        .profiles
        .iter()
        .map(|at| program.profiles[usize::try_from(*at).unwrap()].named.name.clone())
        .collect();
    expected
}

fn workstream<'a>(world: &World<'a>) -> Option<&'a Workstream> {
    let program = world.program;
    if !world.item.is_record {
        let chat = program.workstreams.iter().find(|workstream| workstream.named.name == "chat");
        return chat.map(std::sync::Arc::as_ref);
    }
    let (_, rules) = program.intakes.first()?;
    let rule = rules.iter().find(|rule| holds(world, &rule.guard))?;
    Some(&program.workstreams[rule.to.index()])
}

fn holds(world: &World<'_>, guard: &Guard) -> bool {
    match guard {
        Guard::When(condition) => world.holds(condition, &[]),
        Guard::Otherwise => true,
    }
}

fn classify(world: &mut World<'_>, workstream: &Workstream, expected: &mut Expected) {
    for ruleset in &workstream.classify {
        match &ruleset.kind {
            RulesetKind::Model { .. } => {
                let answer = world.item.models.get(&ruleset.name).cloned().unwrap_or(Value::Missing);
                world.models.insert(ruleset.name.clone(), answer);
            }
            RulesetKind::Rules(policy, rules) => {
                let effects = effects(world, &ruleset.name, *policy, rules, expected);
                for effect in effects {
                    effect.happen(world);
                }
            }
        }
    }
}

/// Something that a rule of classification does.
enum Effect {
    Set(Place, Value),
    Require(SkillId, Option<i64>),
    Hold(u32),
}

impl Effect {
    fn happen(self, world: &mut World<'_>) {
        match self {
            Self::Set(place, value) => world.set.push((place, value)),
            Self::Require(skill, level) => require(&mut world.skills, skill, level),
            Self::Hold(profile) if world.profiles.contains(&profile) => {}
            Self::Hold(profile) => world.profiles.push(profile),
        }
    }
}

/// What a ruleset does. All its rules see the item as it was before the ruleset.
fn effects(
    world: &World<'_>,
    ruleset: &str,
    policy: Policy,
    rules: &[ClassifyRule],
    expected: &mut Expected,
) -> Vec<Effect> {
    let mut all = Vec::new();
    for rule in rules.iter().filter(|rule| holds(world, &rule.guard)) {
        let mut effects = Vec::new();
        if rule.actions.iter().all(|action| effect(world, action, &mut effects)) {
            all.append(&mut effects);
            expected.applied.push(format!("{ruleset}/{}", rule.name));
            if policy == Policy::First {
                break;
            }
        }
    }
    all
}

/// Adds what an action does; `false` where a table has no row, for then the rule does not hold.
fn effect(world: &World<'_>, action: &ClassifyAction, effects: &mut Vec<Effect>) -> bool {
    match action {
        ClassifyAction::Set { place, value, .. } => {
            effects.push(Effect::Set(place.clone(), world.value(value, &[])));
        }
        ClassifyAction::SetFrom { places, table, arguments, .. } => {
            let arguments: Vec<Value> = arguments.iter().map(|argument| world.value(argument, &[])).collect();
            let row = super::table::row(&world.program.tables[table.index()], &arguments);
            let Some(outputs) = row else { return false };
            effects
                .extend(places.iter().cloned().zip(outputs).map(|(place, value)| Effect::Set(place, value)));
        }
        ClassifyAction::Require { skill, level, .. } => effects.push(Effect::Require(*skill, *level)),
        ClassifyAction::Hold { profile, .. } => effects.push(Effect::Hold(profile.0)),
    }
    true
}

fn require(skills: &mut Vec<(SkillId, Option<i64>)>, skill: SkillId, level: Option<i64>) {
    match skills.iter_mut().find(|(held, _)| *held == skill) {
        Some((_, have)) => *have = (*have).max(level),
        None => skills.push((skill, level)),
    }
}

struct Router<'w, 'a> {
    world: &'w mut World<'a>,
    waiting: Waiting<'w>,
    program: &'a Program,
}

/// A queue that a rule named, and the overflow rule that keeps the item out, if one does.
struct Candidate<'a> {
    rule: &'a RouteRule,
    queue: QueueId,
    full: Option<OverflowAction>,
}

impl<'a> Router<'_, 'a> {
    fn route(&mut self, workstream: &'a Workstream, expected: &mut Expected) {
        let candidates = self.candidates(workstream, expected);
        let chosen = match candidates.iter().position(|candidate| candidate.full.is_none()) {
            Some(at) => Some(at),
            None => self.least_bad(&candidates),
        };
        let Some(chosen) = chosen.map(|at| &candidates[at]) else {
            expected.queue = Some(self.name(workstream.fallback.value));
            return;
        };
        expected.rule = Some(chosen.rule.name.clone());
        expected.queue = Some(self.name(chosen.queue));
        match &chosen.full {
            None => {}
            Some(OverflowAction::Transfer(queue)) => expected.queue = Some(self.name(*queue)),
            Some(OverflowAction::AssignAnyway) => expected.action = Some("assign_anyway"),
            Some(OverflowAction::EndConversation) => expected.action = Some("end_conversation"),
            Some(other) => panic!("no generated program says {other:?}"),
        }
    }

    fn name(&self, queue: QueueId) -> String {
        self.program.queues[queue.index()].named.name.clone()
    }

    fn candidates(&mut self, workstream: &'a Workstream, expected: &mut Expected) -> Vec<Candidate<'a>> {
        let mut candidates = Vec::new();
        let Some(route) = &workstream.route else { return candidates };
        for rule in &route.rules {
            if !holds(self.world, &rule.guard) {
                continue;
            }
            let Some(queue) = self.target(workstream, rule) else { continue };
            expected.matched.push(rule.name.clone());
            let full = self.overflow(rule, queue);
            candidates.push(Candidate { rule, queue, full });
            if route.policy == RoutePolicy::First {
                break;
            }
        }
        candidates
    }

    fn target(&self, workstream: &Workstream, rule: &RouteRule) -> Option<QueueId> {
        match &rule.target {
            Target::Queue(queue) | Target::Agent { queue, .. } => Some(*queue),
            Target::Table(table, arguments) => {
                let arguments: Vec<Value> =
                    arguments.iter().map(|argument| self.world.value(argument, &[])).collect();
                match super::table::row(&self.program.tables[table.index()], &arguments)?.first() {
                    Some(Value::Queue(queue)) => Some(QueueId(*queue)),
                    other => panic!("{other:?} is no queue"),
                }
            }
            Target::Split(shares) => {
                let address = format!("{}.route.\"{}\"", workstream.named.name, rule.name);
                let mut bucket = bucket(&self.world.item.id, &address);
                let share = shares.iter().find(|share| {
                    let within = bucket < u64::from(share.percent);
                    bucket = bucket.saturating_sub(u64::from(share.percent));
                    within
                });
                share.map(|share| share.queue)
            }
            Target::Bot => None,
        }
    }

    /// The first overflow rule that keeps the item out of the queue. Hours come first; a queue with hours lets items
    /// in all the same if no rule of its own says what to do. A route rule's own overflow stands in for all of it.
    fn overflow(&mut self, rule: &RouteRule, queue: QueueId) -> Option<OverflowAction> {
        let queue = &self.program.queues[queue.index()];
        let open = queue
            .hours
            .is_none_or(|hours| clock::is_open(&self.program.hours[hours.index()], self.world.now));
        self.world.waiting = Value::Int((self.waiting)(&queue.named.name));
        self.world.out_of_hours = Value::Bool(!open);
        let rules = rule.overflow.as_ref().unwrap_or(&queue.overflow);
        let arrival = || rules.iter().filter(|rule| rule.after.is_none());
        let said = arrival().find(|rule| asks_hours(rule));
        match said {
            Some(said) if !open => return Some(said.action.clone()),
            None if !open && rule.overflow.is_none() => return Some(OverflowAction::AssignAnyway),
            _ => {}
        }
        let full = arrival()
            .filter(|rule| !asks_hours(rule))
            .find(|rule| rule.when.as_ref().is_none_or(|when| self.world.holds(when, &[])));
        full.map(|full| full.action.clone())
    }

    /// Where every queue is full: the first that is open, else the one that opens first.
    fn least_bad(&self, candidates: &[Candidate<'_>]) -> Option<usize> {
        let opens = |candidate: &Candidate<'_>| {
            let hours = self.program.queues[candidate.queue.index()].hours;
            hours.map_or(Some(self.world.now), |hours| {
                clock::next_open(&self.program.hours[hours.index()], self.world.now)
            })
        };
        let keys: Vec<i64> =
            candidates.iter().map(|candidate| opens(candidate).unwrap_or(i64::MAX)).collect();
        let best = keys.iter().min()?;
        keys.iter().position(|key| key == best)
    }
}

fn asks_hours(rule: &OverflowRule) -> bool {
    rule.when.as_ref().is_some_and(|when| format!("{when:?}").contains("OutOfHours"))
}

/// The hundredth that a split gives an item, as documented.
fn bucket(item: &str, rule: &str) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(item.as_bytes());
    hasher.update(&[0]);
    hasher.update(rule.as_bytes());
    let digest = hasher.finalize();
    u64::from_le_bytes(digest.as_bytes()[..8].try_into().unwrap()) % 100
}

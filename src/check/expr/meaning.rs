use crate::builtins::PRESENCE;
use crate::check::context::Context;
use crate::check::names::Kind;
use crate::check::scope::{Scope, Subject};
use crate::check::uses::Sort;
use crate::hir::{
    self, AgentFact, ConditionId, Const, DecisionFact, Parameter, Place, QueueFact, Root, Step,
};
use crate::source::Span;
use crate::types::{EntityId, Type};

/// What a word may mean at the beginning of a path.
#[derive(Debug, Clone)]
pub(super) struct Meaning {
    /// What is meant.
    pub(super) kind: MeaningKind,
    /// Its type.
    pub(super) ty: Type,
    /// Whether it may be missing.
    pub(super) optional: bool,
    /// How to say that this one is meant.
    pub(super) spelling: String,
    /// What kind of thing it is and where it is declared, if it is declared and no name of the whole program.
    pub(super) declared: Option<(Sort, Span)>,
}

/// The sorts of things a word may mean.
#[derive(Debug, Clone)]
pub(super) enum MeaningKind {
    /// Something that is read.
    Place(Place),
    /// A scalar parameter.
    Param(u32),
    /// The instant handed in.
    Now,
    /// A constant.
    Const(Const),
    /// A condition without parameters.
    Condition(ConditionId),
}

impl Meaning {
    fn root(root: Root, ty: Type, optional: bool, spelling: String) -> Self {
        let kind = MeaningKind::Place(Place { root, steps: Vec::new() });
        Self { kind, ty, optional, spelling, declared: None }
    }

    fn declared(mut self, sort: Sort, place: Span) -> Self {
        self.declared = Some((sort, place));
        self
    }
}

/// Everything `word` may mean at the beginning of a path.
pub(super) fn meanings(ctx: &Context<'_>, scope: &Scope, word: &str) -> Vec<Meaning> {
    let mut found = Vec::new();
    found.extend(parameter(scope, word));
    match scope.subject {
        Subject::Item => {
            found.extend(item_field(ctx, scope, word));
            found.extend(context_variable(scope, word));
        }
        Subject::Agent => found.extend(agent_word(ctx, word)),
    }
    found.extend(model(scope, word));
    found.extend(fact(scope, word));
    found.extend(constant(ctx, word));
    found
}

/// What a word that says whose field follows may mean, such as `item` in `item.priority`.
pub(super) fn qualified(ctx: &Context<'_>, scope: &Scope, qualifier: &str, word: &str) -> Option<Meaning> {
    match qualifier {
        "item" => item_field(ctx, scope, word).or_else(|| item_fact(scope, word)),
        "context" => context_variable(scope, word),
        "channel" => channel_field(scope, word),
        "agent" if scope.agent => agent_word(ctx, word),
        "queue" if scope.queue => queue_fact(word),
        "queue" if scope.waited && word == "waited" => fact(scope, word),
        "decision" if scope.decision => decision_fact(word),
        _ => None,
    }
}

fn parameter(scope: &Scope, word: &str) -> Option<Meaning> {
    let at = scope.parameters.iter().position(|parameter| parameter.name == word)?;
    let Parameter { ty, span, .. } = scope.parameters.get(at)?.clone();
    let number = u32::try_from(at).ok()?;
    let declared = Some((Sort::Parameter, span));
    if let Type::Entity(_) = ty {
        return Some(Meaning { declared, ..Meaning::root(Root::Param(number), ty, true, word.to_owned()) });
    }
    Some(Meaning {
        kind: MeaningKind::Param(number),
        ty,
        optional: true,
        spelling: word.to_owned(),
        declared,
    })
}

fn item_field(ctx: &Context<'_>, scope: &Scope, word: &str) -> Option<Meaning> {
    let entity = scope.item?;
    let (step, field) = field_of(ctx, entity, word)?;
    let place = Place { root: Root::Item(entity), steps: vec![step] };
    Some(Meaning {
        kind: MeaningKind::Place(place),
        ty: field.ty.clone(),
        optional: field.optional,
        spelling: ["item.", word].concat(),
        declared: Some((Sort::Field, field.name_span())),
    })
}

fn item_fact(scope: &Scope, word: &str) -> Option<Meaning> {
    scope.item?;
    (word == "id").then(|| Meaning::root(Root::Id, Type::Text, false, "item.id".to_owned()))
}

/// `item.workstream.presences`
pub(super) fn workstream_presences() -> Meaning {
    let ty = Type::List(Box::new(Type::Enum(PRESENCE)));
    Meaning::root(Root::WorkstreamPresences, ty, false, "item.workstream.presences".to_owned())
}

/// The field of that name, with the step that leads to it.
pub(super) fn field_of<'a>(
    ctx: &'a Context<'_>,
    entity: EntityId,
    word: &str,
) -> Option<(Step, &'a hir::Field)> {
    let fields = &ctx.entity(entity)?.fields;
    let at = fields.iter().position(|field| field.name == word)?;
    Some((Step { entity, field: u32::try_from(at).ok()? }, fields.get(at)?))
}

fn context_variable(scope: &Scope, word: &str) -> Option<Meaning> {
    let field = scope.context.iter().find(|field| field.name == word)?;
    let root = Root::Context(word.to_owned());
    let found = Meaning::root(root, field.ty.clone(), field.optional, ["context.", word].concat());
    Some(found.declared(Sort::Field, field.name_span()))
}

fn channel_field(scope: &Scope, word: &str) -> Option<Meaning> {
    let field = scope.channel.iter().find(|field| field.name == word)?;
    let root = Root::Channel(word.to_owned());
    let found = Meaning::root(root, field.ty.clone(), field.optional, format!("channel.{word}"));
    Some(found.declared(Sort::Field, field.name_span()))
}

/// A field of the agent, or a fact that every program knows of an agent.
pub(super) fn agent_word(ctx: &Context<'_>, word: &str) -> Option<Meaning> {
    let spelling = format!("agent.{word}");
    let field = ctx.agent().and_then(|agent| field_of(ctx, agent, word));
    if let Some((step, field)) = field {
        let place = Place { root: Root::Agent, steps: vec![step] };
        let (ty, optional) = (field.ty.clone(), field.optional);
        let declared = Some((Sort::Field, field.name_span()));
        return Some(Meaning { kind: MeaningKind::Place(place), ty, optional, spelling, declared });
    }
    let (fact, ty, optional) = agent_fact(word)?;
    Some(Meaning::root(Root::AgentFact(fact), ty, optional, spelling))
}

fn agent_fact(word: &str) -> Option<(AgentFact, Type, bool)> {
    Some(match word {
        "id" => (AgentFact::Id, Type::Agent, false),
        "presence" => (AgentFact::Presence, Type::Enum(PRESENCE), false),
        "idle_time" => (AgentFact::IdleTime, Type::Duration, false),
        // An agent who has never had work has no such instant.
        "last_assigned" => (AgentFact::LastAssigned, Type::Instant, true),
        "is_working" => (AgentFact::IsWorking, Type::Bool, false),
        "units_free" => (AgentFact::UnitsFree, Type::Int, false),
        _ => return None,
    })
}

/// The agent alone.
pub(super) fn agent(ctx: &Context<'_>) -> Meaning {
    if let Some(id) = ctx.agent() {
        return Meaning::root(Root::Agent, Type::Entity(id), false, "agent".to_owned());
    }
    Meaning::root(Root::AgentFact(AgentFact::Id), Type::Agent, false, "agent.id".to_owned())
}

fn model(scope: &Scope, word: &str) -> Option<Meaning> {
    let answer = scope.models.iter().find(|answer| answer.ruleset == word)?;
    let found = Meaning::root(Root::Model(word.to_owned()), answer.ty.clone(), true, word.to_owned());
    Some(found.declared(Sort::Ruleset, answer.span))
}

fn fact(scope: &Scope, word: &str) -> Option<Meaning> {
    if word == "now" {
        let kind = MeaningKind::Now;
        let spelling = "now".to_owned();
        return Some(Meaning { kind, ty: Type::Instant, optional: false, spelling, declared: None });
    }
    if scope.waited && word == "waited" {
        return Some(Meaning::root(Root::Waited, Type::Duration, false, "queue.waited".to_owned()));
    }
    let of_queue = if scope.queue { queue_fact(word) } else { None };
    of_queue.or_else(|| if scope.decision { decision_fact(word) } else { None })
}

fn queue_fact(word: &str) -> Option<Meaning> {
    let (fact, ty, optional) = match word {
        "waiting_items" => (QueueFact::WaitingItems, Type::Int, false),
        "predicted_wait" => (QueueFact::PredictedWait, Type::Duration, true),
        "out_of_hours" => (QueueFact::OutOfHours, Type::Bool, false),
        _ => return None,
    };
    Some(Meaning::root(Root::Queue(fact), ty, optional, format!("queue.{word}")))
}

/// What a test may ask. A workstream and a bot have no type of their own: they are compared with names only.
fn decision_fact(word: &str) -> Option<Meaning> {
    let (fact, ty, optional) = match word {
        "queue" => (DecisionFact::Queue, Type::Queue, true),
        "workstream" => (DecisionFact::Workstream, Type::Unknown, true),
        "bot" => (DecisionFact::Bot, Type::Unknown, true),
        "problems" => (DecisionFact::Problems, Type::Int, false),
        _ => return None,
    };
    Some(Meaning::root(Root::Decision(fact), ty, optional, format!("decision.{word}")))
}

fn constant(ctx: &Context<'_>, word: &str) -> Option<Meaning> {
    if let Some(constant) = ctx.constant(word) {
        let (value, ty) = match constant {
            Some(constant) => (constant.value.clone(), constant.ty.clone()),
            None => (Const::Bool(false), Type::Unknown),
        };
        let kind = MeaningKind::Const(value);
        let declared = named(ctx, Kind::Constant, word);
        return Some(Meaning { kind, ty, optional: false, spelling: word.to_owned(), declared });
    }
    let id = ctx.names.number(Kind::Condition, word)?;
    let kind = MeaningKind::Condition(ConditionId(id));
    let declared = named(ctx, Kind::Condition, word);
    Some(Meaning { kind, ty: Type::Bool, optional: false, spelling: word.to_owned(), declared })
}

fn named(ctx: &Context<'_>, kind: Kind, word: &str) -> Option<(Sort, Span)> {
    Some((Sort::Name(kind), ctx.names.place(kind, word)?))
}

/// Every word a path may begin with here, for finding the nearest.
pub(super) fn words<'a>(ctx: &'a Context<'_>, scope: &'a Scope) -> Vec<&'a str> {
    let fields = |entity: Option<EntityId>| {
        entity.and_then(|id| ctx.entity(id)).into_iter().flat_map(|entity| &entity.fields)
    };
    let mut words: Vec<&str> = scope.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
    match scope.subject {
        Subject::Item => {
            words.extend(fields(scope.item).map(|field| field.name.as_str()));
            words.extend(scope.context.iter().map(|field| field.name.as_str()));
        }
        Subject::Agent => {
            words.extend(fields(ctx.agent()).map(|field| field.name.as_str()));
            words.extend(["presence", "idle_time", "last_assigned", "is_working", "units_free"]);
        }
    }
    words.extend(scope.models.iter().map(|answer| answer.ruleset.as_str()));
    words.extend(ctx.constant_names());
    words.extend(ctx.names.all(Kind::Condition));
    let facts = [
        (scope.waited, &["waited"][..]),
        (scope.queue, &["waiting_items", "predicted_wait", "out_of_hours"][..]),
        (scope.decision, &["queue", "workstream", "bot", "problems"][..]),
        (true, &["now", "item", "context", "channel", "agent"][..]),
    ];
    words.extend(facts.into_iter().filter(|(known, _)| *known).flat_map(|(_, words)| words.iter().copied()));
    words
}

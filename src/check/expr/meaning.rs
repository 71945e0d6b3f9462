use crate::builtins::{FACTS, FactOf, PRESENCE};
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
        "queue" if scope.queue && word != "waited" => known_fact(FactOf::Queue, word),
        "queue" if scope.waited && word == "waited" => fact(scope, word),
        "decision" if scope.decision => known_fact(FactOf::Decision, word),
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
    known_fact(FactOf::Item, word)
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
    known_fact(FactOf::Agent, word)
}

/// What every program knows under that word, without a declaration.
fn known_fact(of: FactOf, word: &str) -> Option<Meaning> {
    let known = FACTS.iter().find(|fact| fact.of == of && fact.word == word)?;
    let (_, _, root) = ROOTS.iter().find(|(root_of, root_word, _)| *root_of == of && *root_word == word)?;
    let spelling = format!("{}.{word}", qualifier(of)?);
    Some(Meaning::root(root.clone(), known.ty.clone(), known.optional, spelling))
}

/// The word that may stand before such a fact.
fn qualifier(of: FactOf) -> Option<&'static str> {
    Some(match of {
        FactOf::Everywhere => return None,
        FactOf::Item => "item",
        FactOf::Agent => "agent",
        FactOf::Queue | FactOf::Waiting => "queue",
        FactOf::Decision => "decision",
    })
}

/// Where each fact is read.
const ROOTS: &[(FactOf, &str, Root)] = &[
    (FactOf::Item, "id", Root::Id),
    (FactOf::Agent, "id", Root::AgentFact(AgentFact::Id)),
    (FactOf::Agent, "presence", Root::AgentFact(AgentFact::Presence)),
    (FactOf::Agent, "idle_time", Root::AgentFact(AgentFact::IdleTime)),
    (FactOf::Agent, "last_assigned", Root::AgentFact(AgentFact::LastAssigned)),
    (FactOf::Agent, "is_working", Root::AgentFact(AgentFact::IsWorking)),
    (FactOf::Agent, "units_free", Root::AgentFact(AgentFact::UnitsFree)),
    (FactOf::Queue, "waiting_items", Root::Queue(QueueFact::WaitingItems)),
    (FactOf::Queue, "predicted_wait", Root::Queue(QueueFact::PredictedWait)),
    (FactOf::Queue, "out_of_hours", Root::Queue(QueueFact::OutOfHours)),
    (FactOf::Waiting, "waited", Root::Waited),
    (FactOf::Decision, "queue", Root::Decision(DecisionFact::Queue)),
    (FactOf::Decision, "workstream", Root::Decision(DecisionFact::Workstream)),
    (FactOf::Decision, "bot", Root::Decision(DecisionFact::Bot)),
    (FactOf::Decision, "problems", Root::Decision(DecisionFact::Problems)),
];

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
    let known =
        [(scope.waited, FactOf::Waiting), (scope.queue, FactOf::Queue), (scope.decision, FactOf::Decision)];
    known.into_iter().filter(|(known, _)| *known).find_map(|(_, of)| known_fact(of, word))
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
        }
    }
    words.extend(scope.models.iter().map(|answer| answer.ruleset.as_str()));
    words.extend(ctx.constant_names());
    words.extend(ctx.names.all(Kind::Condition));
    let known = |of: FactOf| match of {
        FactOf::Everywhere => true,
        FactOf::Item => false,
        FactOf::Agent => scope.subject == Subject::Agent,
        FactOf::Queue => scope.queue,
        FactOf::Waiting => scope.waited,
        FactOf::Decision => scope.decision,
    };
    // An `id` is read only with its qualifier.
    let facts = FACTS.iter().filter(|fact| known(fact.of) && fact.word != "id").map(|fact| fact.word);
    words.extend(facts.chain(["item", "context", "channel", "agent"]));
    words
}

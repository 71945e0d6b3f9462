use crate::hir;
use crate::source::Span;
use crate::types::{EntityId, Type};

/// What paths mean at a place of the text. Built by whoever checks the surrounding declaration.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says of one thing whether it is known at the place")]
pub(super) struct Scope {
    /// The entity of the item, if there is one at all.
    pub(super) item: Option<EntityId>,
    /// The context variables.
    pub(super) context: Vec<hir::Field>,
    /// The fields of the channel, read as `channel.field`.
    pub(super) channel: Vec<hir::Field>,
    /// The rulesets that have asked a model so far.
    pub(super) models: Vec<Answer>,
    /// Rulesets that ask a model only after this place, by name.
    pub(super) later_models: Vec<String>,
    /// The parameters of the enclosing condition, table or assignment.
    pub(super) parameters: Vec<hir::Parameter>,
    /// Whom a bare field name belongs to.
    pub(super) subject: Subject,
    /// Whether the agent may be asked: `agent.team`, `has french`, `idle_time`.
    pub(super) agent: bool,
    /// Whether the facts of the queue may be asked: `waiting_items`, `predicted_wait`, `out_of_hours`.
    pub(super) queue: bool,
    /// Whether `waited` may be asked.
    pub(super) waited: bool,
    /// Whether the decision may be asked, as tests do: `queue`, `workstream`, `bot`, `problems`.
    pub(super) decision: bool,
}

/// What a ruleset that asks a model has answered.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    /// The ruleset's name.
    pub(super) ruleset: String,
    /// The type of the answer.
    pub(super) ty: Type,
    /// Where its name stands.
    pub(super) span: Span,
}

/// Whom a rule speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Subject {
    /// `when …` speaks of the item; the agent's fields need `agent.`.
    #[default]
    Item,
    /// `pick agents where …` and `members when …` speak of the agent; the item's fields need `item.`.
    Agent,
}

impl Scope {
    /// The scope of rules about an item of that entity.
    pub(super) fn of_item(entity: EntityId) -> Self {
        Self { item: Some(entity), ..Self::default() }
    }

    /// The scope of a condition, table or assignment body that only knows its parameters.
    pub(super) fn of_parameters(parameters: Vec<hir::Parameter>) -> Self {
        Self { parameters, ..Self::default() }
    }
}

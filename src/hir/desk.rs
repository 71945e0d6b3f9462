use super::program::Named;
use super::{
    Argument, AssignmentId, Effective, EffectiveSetting, Expr, Guard, HoursId, Parameter, Place, ProfileId,
    QueueId, SkillRef, WorkKind,
};
use crate::source::Span;
use crate::types::EntityId;
use crate::value::Duration;

/// A queue. The first three of every program are built in: `default_messaging`, `default_record`, `default_voice`.
#[derive(Debug, Clone, PartialEq)]
pub struct Queue {
    /// What it is called.
    pub named: Named,
    /// Whether it is one of the three that every program has.
    pub built_in: bool,
    /// What kinds of work it takes.
    pub kinds: Vec<WorkKind>,
    /// The entity its rules speak of.
    pub carries: Option<EntityId>,
    /// Smaller is served first.
    pub priority: Effective<i64>,
    /// When it is open; none: always.
    pub hours: Option<HoursId>,
    /// Who is in it.
    pub members: Members,
    /// Who of them gets the next item.
    pub assign: Effective<AssignMethod>,
    /// What happens when it cannot take an item, on arrival and while items wait.
    pub overflow: Vec<OverflowRule>,
    /// In what order items are served.
    pub prioritize: Vec<PrioritizeRule>,
    /// Which assignment is used for which item.
    pub choose: Vec<ChooseRule>,
    /// Every setting in force, for showing.
    pub settings: Vec<EffectiveSetting>,
}

/// Who is in a queue.
#[derive(Debug, Clone, PartialEq)]
pub enum Members {
    /// The roster says.
    Data,
    /// Those agents, by id.
    Agents(Vec<String>),
    /// Every agent.
    Everyone,
    /// No agent: items are parked.
    Nobody,
    /// Agents that this program does not know of.
    Elsewhere,
    /// The agents for whom that holds.
    When(Expr),
}

/// How the next agent is chosen.
#[derive(Debug, Clone, PartialEq)]
pub enum AssignMethod {
    /// `highest_capacity`
    HighestCapacity,
    /// `round_robin`
    RoundRobin,
    /// `least_active`
    LeastActive,
    /// An assignment of the program.
    Custom(AssignmentUse),
}

/// An assignment with its arguments.
#[derive(Debug, Clone, PartialEq)]
pub struct AssignmentUse {
    /// Which.
    pub assignment: AssignmentId,
    /// With what.
    pub arguments: Vec<Argument>,
    /// Where it is named.
    pub span: Span,
}

/// One rule of overflow. Without `after` it is asked once, on arrival; with it, while the item waits.
#[derive(Debug, Clone, PartialEq)]
pub struct OverflowRule {
    /// Its label; for a rule without one, `overflow#2`.
    pub name: String,
    /// What must hold, if anything.
    pub when: Option<Expr>,
    /// The wait after which it is asked, and the hours whose open time counts.
    pub after: Option<(Duration, Option<HoursId>)>,
    /// What happens then.
    pub action: OverflowAction,
    /// Where it stands.
    pub span: Span,
}

/// What overflow does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OverflowAction {
    /// The item goes in all the same.
    AssignAnyway,
    /// It goes to another queue.
    Transfer(QueueId),
    /// The conversation ends.
    EndConversation,
    /// The caller is called back.
    Callback,
    /// The call ends.
    EndCall,
    /// The call goes to that number.
    External(String),
    /// The caller may leave a message.
    Voicemail,
}

/// A rule of `prioritize`: claims the items it matches, in this order.
#[derive(Debug, Clone, PartialEq)]
pub struct PrioritizeRule {
    /// Its label; for a rule without one, `prioritize#2`.
    pub name: String,
    /// Which items it claims.
    pub guard: Guard,
    /// In what order they are served; none for arrival.
    pub order: Vec<OrderKey>,
    /// Where it stands.
    pub span: Span,
}

/// A rule of `choose`.
#[derive(Debug, Clone, PartialEq)]
pub struct ChooseRule {
    /// Its label; for a rule without one, `choose#2`.
    pub name: String,
    /// For which items.
    pub guard: Guard,
    /// The assignment they get.
    pub assignment: AssignmentUse,
    /// Where it stands.
    pub span: Span,
}

/// An assignment: the first rule that finds an agent wins.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// What it is called.
    pub named: Named,
    /// What it is given.
    pub parameters: Vec<Parameter>,
    /// Settings of the workstream that it restates: `presences`, `skills`, `capacity`.
    pub inherit: Vec<String>,
    /// Its rules, in order, once for each entity whose items it is used for: what they read of an item is another place
    /// for each.
    pub versions: Vec<EntityRules>,
}

impl Assignment {
    /// The place among the versions of the rules for items of that entity. Where the user does not say what its items
    /// carry, the rules do not speak of them, and any version will do.
    #[must_use]
    pub fn version(&self, entity: Option<EntityId>) -> usize {
        self.versions.iter().position(|rules| rules.entity == entity).unwrap_or(0)
    }
}

/// The rules of an assignment, as they are understood for items of one entity.
#[derive(Debug, Clone, PartialEq)]
pub struct EntityRules {
    /// Which; none for rules that do not speak of the item.
    pub entity: Option<EntityId>,
    /// The rules, in order.
    pub rules: Vec<AgentRule>,
}

/// A rule of an assignment.
#[derive(Debug, Clone, PartialEq)]
pub struct AgentRule {
    /// Its label; for a rule without one, `name#2`.
    pub name: String,
    /// When it is asked: about the item, and `waited`.
    pub guard: Guard,
    /// Which agents it finds; `None`: all members.
    pub agents: Option<Expr>,
    /// Who of them comes first.
    pub order: Vec<OrderKey>,
    /// Where it stands.
    pub span: Span,
}

/// One key of an order.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderKey {
    /// What is compared.
    pub by: OrderBy,
    /// Whether the biggest comes first.
    pub descending: bool,
}

/// What an order compares.
#[derive(Debug, Clone, PartialEq)]
pub enum OrderBy {
    /// When the item came (or was last written to).
    Arrival,
    /// A field of the item, of the agent, or a fact about the agent.
    Place(Place),
    /// The level of a skill.
    Skill(SkillRef),
    /// The distance to the levels required.
    ProficiencyNearest,
    /// The sum of the levels of what is required.
    ProficiencyMost,
    /// How many of the skills required are held.
    SkillCountMost,
    /// Room in a capacity profile.
    Free(ProfileId),
}

//! What an expectation of a scenario may ask (domain sections 12 and 14 to 18).

/// What is asked, and of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fact {
    /// Of a conversation or record of the scenario: `c1`.
    Item(ItemFact),
    /// Of an agent of the scenario: `ana`.
    Agent(AgentFact),
    /// Of a queue of the program.
    Queue(QueueFact),
}

/// What is asked of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ItemFact {
    /// Its state.
    State,
    /// Its workstream.
    Workstream,
    /// The queue it is in, or was in when it was closed.
    Queue,
    /// The agent to whom it is offered, who has not answered.
    OfferedTo,
    /// The agent who works on it, or who did last when it was closed.
    Agent,
    /// The bot that has it.
    Bot,
    /// How often it was declined.
    Declines,
    /// The way by which it left.
    LeftBy,
    /// What the customer was told at this line.
    Told,
}

/// What is asked of an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AgentFact {
    /// The presence.
    Presence,
    /// The units that are free.
    UnitsFree,
    /// How many sessions are open.
    Sessions,
    /// Whether it is the agent's working time.
    IsWorking,
    /// The places of a profile that are free.
    Free,
    /// The places of a profile that are taken.
    Load,
}

/// What is asked of a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QueueFact {
    /// Its open items, in the order they are served.
    Order,
    /// How many items are open in it.
    WaitingItems,
}

/// What kind of thing a fact of a scenario is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// A whole number.
    Number,
    /// A presence.
    Presence,
    /// An agent of the scenario.
    Agent,
    /// A queue of the program.
    Queue,
    /// A workstream of the program.
    Workstream,
    /// A bot of the program.
    Bot,
    /// A state of a conversation.
    State,
    /// `yes` or `no`.
    Flag,
    /// A way by which an item leaves.
    Way,
    /// A moment at which customers are told something.
    Moment,
    /// Items of the scenario, in order.
    Items,
}

/// One thing an expectation of a scenario may ask, such as `c1.state`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// What it is.
    pub fact: Fact,
    /// The word after the dot.
    pub word: &'static str,
    /// Whether a capacity profile stands in parentheses after it.
    pub profile: bool,
    /// What it is compared with.
    pub answer: Answer,
}

const fn item(fact: ItemFact, word: &'static str, answer: Answer) -> Ask {
    Ask { fact: Fact::Item(fact), word, profile: false, answer }
}

const fn agent(fact: AgentFact, word: &'static str, answer: Answer) -> Ask {
    Ask { fact: Fact::Agent(fact), word, profile: false, answer }
}

const fn queue(fact: QueueFact, word: &'static str, answer: Answer) -> Ask {
    Ask { fact: Fact::Queue(fact), word, profile: false, answer }
}

/// Everything that may be asked.
pub const ASKS: &[Ask] = &[
    item(ItemFact::State, "state", Answer::State),
    item(ItemFact::Queue, "queue", Answer::Queue),
    item(ItemFact::OfferedTo, "offered_to", Answer::Agent),
    item(ItemFact::Agent, "agent", Answer::Agent),
    item(ItemFact::Bot, "bot", Answer::Bot),
    item(ItemFact::Workstream, "workstream", Answer::Workstream),
    item(ItemFact::Declines, "declines", Answer::Number),
    item(ItemFact::LeftBy, "left_by", Answer::Way),
    item(ItemFact::Told, "told", Answer::Moment),
    agent(AgentFact::Presence, "presence", Answer::Presence),
    agent(AgentFact::UnitsFree, "units_free", Answer::Number),
    agent(AgentFact::Sessions, "sessions", Answer::Number),
    agent(AgentFact::IsWorking, "is_working", Answer::Flag),
    Ask { profile: true, ..agent(AgentFact::Free, "free", Answer::Number) },
    Ask { profile: true, ..agent(AgentFact::Load, "load", Answer::Number) },
    queue(QueueFact::Order, "order", Answer::Items),
    queue(QueueFact::WaitingItems, "waiting_items", Answer::Number),
];

/// The states of a conversation or record (domain section 17).
pub const STATES: &[&str] = &["open", "active", "wrap_up", "waiting", "closed"];

/// The ways by which an item leaves for elsewhere (domain section 9).
pub const WAYS: &[&str] = &["callback", "external", "voicemail"];

impl Fact {
    /// What it is, in a sentence.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Item(ItemFact::State) => "How far the conversation or record has come.",
            Self::Item(ItemFact::Workstream) => "The workstream that took the item.",
            Self::Item(ItemFact::Queue) => "The queue the item is in, or was in when it was closed.",
            Self::Item(ItemFact::OfferedTo) => "The agent to whom the item is offered, who has not answered.",
            Self::Item(ItemFact::Agent) => {
                "The agent who works on the item, or who did last when it was closed."
            }
            Self::Item(ItemFact::Bot) => "The bot that has the item.",
            Self::Item(ItemFact::Declines) => "How often the item was declined.",
            Self::Item(ItemFact::LeftBy) => "The way by which the item left.",
            Self::Item(ItemFact::Told) => "What the customer was told at this line.",
            Self::Agent(AgentFact::Presence) => "The agent's presence.",
            Self::Agent(AgentFact::UnitsFree) => "The units of the agent's capacity that are free.",
            Self::Agent(AgentFact::Sessions) => "How many sessions the agent has open.",
            Self::Agent(AgentFact::IsWorking) => "Whether it is the agent's working time.",
            Self::Agent(AgentFact::Free) => "The places of a capacity profile that the agent has free.",
            Self::Agent(AgentFact::Load) => "The places of a capacity profile that the agent has taken.",
            Self::Queue(QueueFact::Order) => "The open items of the queue, in the order they are served.",
            Self::Queue(QueueFact::WaitingItems) => "How many items are open in the queue.",
        }
    }
}

impl Answer {
    /// What is expected there, as the end of a sentence.
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Presence => "a presence",
            Self::Agent => "an agent of this scenario",
            Self::Queue => "a queue",
            Self::Workstream => "a workstream",
            Self::Bot => "a bot",
            Self::State => "a state of a conversation",
            Self::Flag => "`yes` or `no`",
            Self::Way => "a way to leave",
            Self::Moment => "a moment at which customers are told something",
            Self::Items => "a list of items of this scenario",
        }
    }
}

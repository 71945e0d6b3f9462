//! What an expectation of a scenario may ask (domain sections 12 and 14 to 18).

/// Of what something is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Of {
    /// A conversation or record of the scenario: `c1`.
    Item,
    /// An agent of the scenario: `ana`.
    Agent,
    /// A queue of the program.
    Queue,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fact {
    /// The state of an item.
    State,
    /// The workstream of an item.
    Workstream,
    /// The queue an item is in, or was in last.
    Queue,
    /// The agent to whom an item is offered, who has not answered.
    OfferedTo,
    /// The agent who works on an item, or who did when it was closed.
    Agent,
    /// The bot that has an item.
    Bot,
    /// How often an item was declined.
    Declines,
    /// The way by which an item left.
    LeftBy,
    /// What the customer was told at this line.
    Told,
    /// The presence of an agent.
    Presence,
    /// The units of an agent that are free.
    UnitsFree,
    /// How many sessions of an agent are open.
    Sessions,
    /// Whether it is an agent's working time.
    IsWorking,
    /// The places of an agent's profile that are free.
    Free,
    /// The places of an agent's profile that are taken.
    Load,
    /// The open items of a queue, in the order they are served.
    Order,
    /// How many items are open in a queue.
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
    /// Of what it is asked.
    pub of: Of,
    /// The word after the dot.
    pub word: &'static str,
    /// Whether a capacity profile stands in parentheses after it.
    pub profile: bool,
    /// What it is compared with.
    pub answer: Answer,
}

const fn ask(fact: Fact, of: Of, word: &'static str, answer: Answer) -> Ask {
    Ask { fact, of, word, profile: false, answer }
}

/// Everything that may be asked.
pub const ASKS: &[Ask] = &[
    ask(Fact::State, Of::Item, "state", Answer::State),
    ask(Fact::Queue, Of::Item, "queue", Answer::Queue),
    ask(Fact::OfferedTo, Of::Item, "offered_to", Answer::Agent),
    ask(Fact::Agent, Of::Item, "agent", Answer::Agent),
    ask(Fact::Bot, Of::Item, "bot", Answer::Bot),
    ask(Fact::Workstream, Of::Item, "workstream", Answer::Workstream),
    ask(Fact::Declines, Of::Item, "declines", Answer::Number),
    ask(Fact::LeftBy, Of::Item, "left_by", Answer::Way),
    ask(Fact::Told, Of::Item, "told", Answer::Moment),
    ask(Fact::Presence, Of::Agent, "presence", Answer::Presence),
    ask(Fact::UnitsFree, Of::Agent, "units_free", Answer::Number),
    ask(Fact::Sessions, Of::Agent, "sessions", Answer::Number),
    ask(Fact::IsWorking, Of::Agent, "is_working", Answer::Flag),
    Ask { fact: Fact::Free, of: Of::Agent, word: "free", profile: true, answer: Answer::Number },
    Ask { fact: Fact::Load, of: Of::Agent, word: "load", profile: true, answer: Answer::Number },
    ask(Fact::Order, Of::Queue, "order", Answer::Items),
    ask(Fact::WaitingItems, Of::Queue, "waiting_items", Answer::Number),
];

/// The states of a conversation or record (domain section 17).
pub const STATES: &[&str] = &["open", "active", "wrap_up", "waiting", "closed"];

/// The ways by which an item leaves for elsewhere (domain section 9).
pub const WAYS: &[&str] = &["callback", "external", "voicemail"];

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

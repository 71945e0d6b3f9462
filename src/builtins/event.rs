//! What may happen in a scenario, and what may be asked there (domain sections 12 and 15 to 19).

use Part::{Agent, Item, Presence, Queue, Word, Worker, Workstream};

/// What stands at one place of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// That word: `at`, `offline`.
    Word(&'static str),
    /// A conversation or record of the scenario: `c1`.
    Item,
    /// An agent of the scenario: `ana`.
    Agent,
    /// An agent of the scenario or a bot of the program.
    Worker,
    /// A workstream of the program.
    Workstream,
    /// A queue of the program.
    Queue,
    /// A presence: `busy`, or one the program declares.
    Presence,
}

/// What the block after an event may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    /// There is none.
    None,
    /// Values of the item, as after `given`.
    Item,
    /// Context variables of the item's workstream.
    Context,
}

/// One event: who, what, and to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// Who it happens to, or who does it: the first word of the line.
    pub subject: Part,
    /// The words after it, in order.
    pub parts: &'static [Part],
    /// What may stand in its block.
    pub block: Block,
    /// What it means, for documentation and help.
    pub meaning: &'static str,
}

const fn event(subject: Part, parts: &'static [Part], meaning: &'static str) -> Event {
    Event { subject, parts, block: Block::None, meaning }
}

/// Every event. `arrives` is the only one that may introduce its subject.
pub const EVENTS: &[Event] = &[
    Event {
        subject: Item,
        parts: &[Word("arrives"), Word("at"), Workstream],
        block: Block::Item,
        meaning: "a new item comes to a workstream",
    },
    event(Item, &[Word("returns")], "the customer writes again in a waiting conversation"),
    event(Item, &[Word("ends")], "the customer ends the conversation"),
    event(Item, &[Word("leaves")], "the customer leaves before an agent was found"),
    event(Item, &[Word("disconnects")], "the customer's connection is lost"),
    event(Item, &[Word("reconnects")], "the customer's connection is back"),
    event(Agent, &[Word("goes"), Word("online")], "the agent begins to work"),
    event(Agent, &[Word("goes"), Presence], "the agent chooses a presence, such as `offline`"),
    event(Agent, &[Word("resolves"), Item], "the agent resolves or cancels the record"),
    event(Agent, &[Word("deactivates"), Item], "the agent takes the record out of its queue"),
    event(Agent, &[Word("accepts"), Item], "the agent takes what was offered"),
    event(Agent, &[Word("rejects"), Item], "the agent declines what was offered"),
    event(Agent, &[Word("misses"), Item], "the offer ran out without an answer"),
    event(Agent, &[Word("picks"), Item], "the agent takes an open item without an offer"),
    event(Agent, &[Word("reopens"), Item], "the agent goes on with a waiting conversation"),
    event(Agent, &[Word("parks"), Item], "the agent closes the session without ending the conversation"),
    event(Agent, &[Word("ends"), Item], "the agent ends the conversation"),
    event(Agent, &[Word("closes"), Item], "the agent closes the session after the end"),
    event(Agent, &[Word("releases"), Item], "the agent gives the item back to its queue"),
    event(Agent, &[Word("drops"), Item], "the agent's connection to the item is lost"),
    event(Agent, &[Word("transfers"), Item, Word("to"), Queue], "the agent sends the item to a queue"),
    event(
        Agent,
        &[Word("transfers"), Item, Word("to"), Word("agent"), Agent],
        "the agent sends the item to a colleague",
    ),
    event(Agent, &[Word("consults"), Agent, Word("on"), Item], "the agent asks a colleague for advice"),
    Event {
        subject: Worker,
        parts: &[Word("escalates"), Item],
        block: Block::Context,
        meaning: "the bot hands the conversation to people",
    },
    event(Worker, &[Word("ends"), Item], "the bot ends the conversation"),
    event(
        Word("supervisor"),
        &[Word("assigns"), Item, Word("to"), Agent],
        "a supervisor gives the item to an agent",
    ),
    event(
        Word("supervisor"),
        &[Word("transfers"), Item, Word("to"), Queue],
        "a supervisor sends the item to a queue",
    ),
    event(Word("supervisor"), &[Word("returns"), Item], "a supervisor gives the item back to its queue"),
    event(Word("supervisor"), &[Word("closes"), Item], "a supervisor closes the conversation"),
    event(Word("supervisor"), &[Word("resets"), Agent], "a supervisor resets the agent's presence"),
];

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
    /// A state of a conversation.
    State,
    /// `yes` or `no`.
    Flag,
}

/// One thing an expectation of a scenario may ask, such as `c1.state`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// Whether of an item (`c1`) or an agent (`ana`).
    pub of: Part,
    /// The word after the dot.
    pub word: &'static str,
    /// Whether a capacity profile stands in parentheses after it.
    pub profile: bool,
    /// What it is compared with.
    pub answer: Answer,
}

const fn ask(of: Part, word: &'static str, answer: Answer) -> Ask {
    Ask { of, word, profile: false, answer }
}

/// Everything that may be asked.
pub const ASKS: &[Ask] = &[
    ask(Item, "state", Answer::State),
    ask(Item, "queue", Answer::Queue),
    ask(Item, "offered_to", Answer::Agent),
    ask(Item, "agent", Answer::Agent),
    ask(Item, "declines", Answer::Number),
    ask(Agent, "presence", Answer::Presence),
    ask(Agent, "units_free", Answer::Number),
    ask(Agent, "sessions", Answer::Number),
    ask(Agent, "is_working", Answer::Flag),
    Ask { of: Agent, word: "free", profile: true, answer: Answer::Number },
    Ask { of: Agent, word: "load", profile: true, answer: Answer::Number },
];

/// The states of a conversation or record (domain section 17).
pub const STATES: &[&str] = &["open", "active", "wrap_up", "waiting", "closed"];

/// The settings of an agent of a scenario, with an example of each.
pub const AGENT_SETTINGS: &[(&str, &str)] = &[
    ("queues", "queues [vip, general]"),
    ("skills", "skills [calls]"),
    ("skill", "skill french 3"),
    ("capacity", "capacity chat_load 3"),
    ("units", "units 100"),
    ("presence", "presence available"),
];

impl Part {
    /// What stands there, as an example shows it.
    #[must_use]
    pub fn example(self) -> &'static str {
        match self {
            Self::Word(word) => word,
            Self::Item => "c1",
            Self::Agent => "ana",
            Self::Worker => "order_helper",
            Self::Workstream => "contoso_chat",
            Self::Queue => "vip",
            Self::Presence => "busy",
        }
    }
}

impl Event {
    /// The event as an example shows it: `ana transfers c1 to vip`.
    #[must_use]
    pub fn shape(&self) -> String {
        let words = std::iter::once(&self.subject).chain(self.parts).map(|part| part.example());
        words.collect::<Vec<_>>().join(" ")
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
            Self::State => "a state of a conversation",
            Self::Flag => "`yes` or `no`",
        }
    }
}

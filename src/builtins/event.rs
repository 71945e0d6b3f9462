//! What may happen in a scenario (domain sections 12 and 15 to 19).

use Part::{Agent, Bot, Entity, Item, Presence, Queue, Word, Workstream};

/// What stands at one place of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// That word: `at`, `offline`.
    Word(&'static str),
    /// A conversation or record of the scenario: `c1`.
    Item,
    /// An agent of the scenario: `ana`.
    Agent,
    /// A bot of the program.
    Bot,
    /// A workstream of the program.
    Workstream,
    /// An entity of the program that an intake looks at.
    Entity,
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

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Nothing but time passes.
    TimePasses,
    /// A new item comes in.
    Arrives,
    /// The customer writes again in a waiting conversation.
    Returns,
    /// The customer says something.
    Writes,
    /// The customer ends the conversation.
    CustomerEnds,
    /// The customer leaves.
    Leaves,
    /// The customer's connection is lost.
    Disconnects,
    /// The customer's connection is back.
    Reconnects,
    /// Values of the item change.
    Changes,
    /// An agent begins to work.
    SignsIn,
    /// An agent chooses a presence.
    SetsPresence,
    /// An agent's connection is lost.
    AgentDisconnects,
    /// An agent's connection is back.
    AgentReconnects,
    /// An agent is new.
    AgentJoins,
    /// An agent is gone for good.
    AgentLeaves,
    /// An agent takes what was offered.
    Accepts,
    /// An agent declines what was offered.
    Rejects,
    /// An offer ran out.
    Misses,
    /// An agent takes an open item.
    Picks,
    /// An agent goes on with an item.
    Reopens,
    /// An agent closes the session only.
    Parks,
    /// An agent ends the conversation.
    Ends,
    /// An agent closes the session after the end.
    Closes,
    /// An agent gives an item back.
    Releases,
    /// An agent's connection to the item is lost.
    Drops,
    /// An agent resolves a record.
    Resolves,
    /// An agent takes a record out of its queue.
    Deactivates,
    /// An agent sends an item to a queue.
    Transfers,
    /// An agent sends an item to a colleague.
    HandsOver,
    /// An agent asks a colleague for advice.
    Consults,
    /// The bot hands an item to people.
    BotEscalates,
    /// The bot ends the conversation.
    BotEnds,
    /// A supervisor gives an item to an agent.
    SupervisorAssigns,
    /// A supervisor sends an item to a queue.
    SupervisorTransfers,
    /// A supervisor gives an item back to its queue.
    SupervisorReturns,
    /// A supervisor closes an item.
    SupervisorCloses,
    /// A supervisor resets an agent's presence.
    SupervisorResets,
}

/// One event: who, what, and to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// What happens.
    pub deed: Deed,
    /// Who it happens to, or who does it: the first word of the line.
    pub subject: Part,
    /// The words after it, in order.
    pub parts: &'static [Part],
    /// What may stand in its block.
    pub block: Block,
    /// What it means, for documentation and help.
    pub meaning: &'static str,
}

const fn event(deed: Deed, subject: Part, parts: &'static [Part], meaning: &'static str) -> Event {
    Event { deed, subject, parts, block: Block::None, meaning }
}

const fn with(block: Block, event: Event) -> Event {
    Event { block, ..event }
}

const SUPERVISOR: Part = Word("supervisor");

/// Every event. `arrives` is the only one that may introduce its subject.
pub const EVENTS: &[Event] = &[
    with(
        Block::Item,
        event(
            Deed::Arrives,
            Item,
            &[Word("arrives"), Word("at"), Workstream],
            "a new item comes to a workstream",
        ),
    ),
    with(
        Block::Item,
        event(
            Deed::Arrives,
            Item,
            &[Word("arrives"), Word("as"), Entity],
            "a new record comes to the intake of its entity",
        ),
    ),
    event(Deed::TimePasses, Word("time"), &[Word("passes")], "nobody does anything until then"),
    event(Deed::Returns, Item, &[Word("returns")], "the customer writes again in a waiting conversation"),
    event(Deed::Writes, Item, &[Word("writes")], "the customer or the agent says something"),
    with(
        Block::Item,
        event(Deed::Changes, Item, &[Word("changes")], "values of the item change, such as its priority"),
    ),
    event(Deed::CustomerEnds, Item, &[Word("ends")], "the customer ends the conversation"),
    event(Deed::Leaves, Item, &[Word("leaves")], "the customer leaves before an agent answered"),
    event(Deed::Disconnects, Item, &[Word("disconnects")], "the customer's connection is lost"),
    event(Deed::Reconnects, Item, &[Word("reconnects")], "the customer's connection is back"),
    event(Deed::SignsIn, Agent, &[Word("goes"), Word("online")], "the agent begins to work"),
    event(
        Deed::SetsPresence,
        Agent,
        &[Word("goes"), Presence],
        "the agent chooses a presence, such as `offline`",
    ),
    event(Deed::AgentDisconnects, Agent, &[Word("disconnects")], "the agent's connection is lost"),
    event(Deed::AgentReconnects, Agent, &[Word("reconnects")], "the agent's connection is back"),
    event(Deed::AgentJoins, Agent, &[Word("joins")], "the agent is new: before this line nobody knew them"),
    event(Deed::AgentLeaves, Agent, &[Word("leaves")], "the agent is gone, and belongs to no queue any more"),
    event(Deed::Accepts, Agent, &[Word("accepts"), Item], "the agent takes what was offered"),
    event(Deed::Rejects, Agent, &[Word("rejects"), Item], "the agent declines what was offered"),
    event(Deed::Misses, Agent, &[Word("misses"), Item], "the offer ran out without an answer"),
    event(Deed::Picks, Agent, &[Word("picks"), Item], "the agent takes an open item without an offer"),
    event(Deed::Reopens, Agent, &[Word("reopens"), Item], "the agent goes on with a waiting conversation"),
    event(
        Deed::Parks,
        Agent,
        &[Word("parks"), Item],
        "the agent closes the session without ending the conversation",
    ),
    event(Deed::Ends, Agent, &[Word("ends"), Item], "the agent ends the conversation"),
    event(Deed::Closes, Agent, &[Word("closes"), Item], "the agent closes the session after the end"),
    event(Deed::Releases, Agent, &[Word("releases"), Item], "the agent gives the item back to its queue"),
    event(Deed::Drops, Agent, &[Word("drops"), Item], "the agent's connection to the item is lost"),
    event(Deed::Resolves, Agent, &[Word("resolves"), Item], "the agent resolves or cancels the record"),
    event(
        Deed::Deactivates,
        Agent,
        &[Word("deactivates"), Item],
        "the agent takes the record out of its queue",
    ),
    event(
        Deed::Transfers,
        Agent,
        &[Word("transfers"), Item, Word("to"), Queue],
        "the agent sends the item to a queue",
    ),
    event(
        Deed::HandsOver,
        Agent,
        &[Word("transfers"), Item, Word("to"), Word("agent"), Agent],
        "the agent sends the item to a colleague",
    ),
    event(
        Deed::Consults,
        Agent,
        &[Word("consults"), Agent, Word("on"), Item],
        "the agent asks a colleague for advice",
    ),
    with(
        Block::Context,
        event(
            Deed::BotEscalates,
            Bot,
            &[Word("escalates"), Item],
            "the bot hands the conversation to people",
        ),
    ),
    event(Deed::BotEnds, Bot, &[Word("ends"), Item], "the bot ends the conversation"),
    event(
        Deed::SupervisorAssigns,
        SUPERVISOR,
        &[Word("assigns"), Item, Word("to"), Agent],
        "a supervisor gives the item to an agent",
    ),
    event(
        Deed::SupervisorTransfers,
        SUPERVISOR,
        &[Word("transfers"), Item, Word("to"), Queue],
        "a supervisor sends the item to a queue",
    ),
    event(
        Deed::SupervisorReturns,
        SUPERVISOR,
        &[Word("returns"), Item],
        "a supervisor gives the item back to its queue",
    ),
    event(
        Deed::SupervisorCloses,
        SUPERVISOR,
        &[Word("closes"), Item],
        "a supervisor closes the conversation or record",
    ),
    event(
        Deed::SupervisorResets,
        SUPERVISOR,
        &[Word("resets"), Agent],
        "a supervisor resets the agent's presence",
    ),
];

/// The settings of an agent of a scenario, with an example of each.
pub const AGENT_SETTINGS: &[(&str, &str)] = &[
    ("queues", "queues [vip, general]"),
    ("skills", "skills [calls]"),
    ("skill", "skill french 3"),
    ("capacity", "capacity chat_load 3"),
    ("units", "units 100"),
    ("presence", "presence away"),
    ("hours", "hours office"),
    ("signed_in", "signed_in no"),
];

impl Part {
    /// What stands there, as an example shows it.
    #[must_use]
    pub fn example(self) -> &'static str {
        match self {
            Self::Word(word) => word,
            Self::Item => "c1",
            Self::Agent => "ana",
            Self::Bot => "order_helper",
            Self::Workstream => "contoso_chat",
            Self::Entity => "Case",
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

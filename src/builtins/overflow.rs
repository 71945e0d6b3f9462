//! What overflow may do, as rows (domain section 9). Numeric caps are not here: they belong to the limit profile.

/// When a rule of overflow is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Once, when the item arrives at the queue.
    Arrival,
    /// While it waits there: a rule with `after`.
    Waiting,
}

/// What a condition of overflow turns on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// `out_of_hours`
    OutOfHours,
    /// `waiting_items`
    WaitingItems,
    /// `predicted_wait`
    PredictedWait,
    /// Nothing about the queue: the item, or the time it has waited.
    Item,
}

/// One row: what may be done for that kind of work, in that phase, on that fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Legal {
    /// The kind of work as the language writes it: `messaging`, `record`, `voice`.
    pub kind: &'static str,
    /// When it is asked.
    pub phase: Phase,
    /// What it turns on.
    pub fact: Fact,
    /// The actions, as the language writes them.
    pub actions: &'static [&'static str],
}

const fn row(kind: &'static str, phase: Phase, fact: Fact, actions: &'static [&'static str]) -> Legal {
    Legal { kind, phase, fact, actions }
}

/// Every row. A combination without a row does not exist: `predicted_wait` is known for calls only, records have no
/// count of waiting items. Rules that speak of the item alone are ours, not the platform's; on arrival they may do
/// whatever that kind of work allows on arrival, so that `assign_anyway` can make an exception for one customer.
pub const LEGAL: &[Legal] = &[
    row("messaging", Phase::Arrival, Fact::OutOfHours, &["assign_anyway", "end_conversation", "transfer"]),
    row("messaging", Phase::Arrival, Fact::WaitingItems, &["end_conversation", "transfer"]),
    row("messaging", Phase::Arrival, Fact::Item, &["assign_anyway", "end_conversation", "transfer"]),
    row("messaging", Phase::Waiting, Fact::Item, &["end_conversation", "transfer"]),
    row("record", Phase::Arrival, Fact::OutOfHours, &["assign_anyway", "transfer"]),
    row("record", Phase::Arrival, Fact::Item, &["assign_anyway", "transfer"]),
    row("record", Phase::Waiting, Fact::Item, &["transfer"]),
    row(
        "voice",
        Phase::Arrival,
        Fact::OutOfHours,
        &["assign_anyway", "end_call", "transfer", "external", "voicemail"],
    ),
    row(
        "voice",
        Phase::Arrival,
        Fact::WaitingItems,
        &["callback", "end_call", "transfer", "external", "voicemail"],
    ),
    row(
        "voice",
        Phase::Arrival,
        Fact::PredictedWait,
        &["callback", "end_call", "transfer", "external", "voicemail"],
    ),
    row(
        "voice",
        Phase::Arrival,
        Fact::Item,
        &["assign_anyway", "callback", "end_call", "transfer", "external", "voicemail"],
    ),
    row("voice", Phase::Waiting, Fact::Item, &["callback", "transfer", "external", "voicemail"]),
];

/// Every action, with what stands after its word.
pub const ACTIONS: &[Action] = &[
    action_row("assign_anyway", Takes::Nothing, "The item waits in the queue all the same."),
    action_row("transfer", Takes::Queue, "The item goes to another queue."),
    action_row("end_conversation", Takes::Nothing, "The conversation ends."),
    action_row("callback", Takes::Nothing, "The customer is called back later."),
    action_row("end_call", Takes::Nothing, "The call ends."),
    action_row("external", Takes::Number, "The call goes to that telephone number."),
    action_row("voicemail", Takes::Nothing, "The customer may leave a message."),
];

/// An action of overflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Action {
    /// Its word.
    pub word: &'static str,
    /// What stands after it.
    pub takes: Takes,
    /// What it does, in a sentence.
    pub doc: &'static str,
}

const fn action_row(word: &'static str, takes: Takes, doc: &'static str) -> Action {
    Action { word, takes, doc }
}

/// What stands after the word of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Nothing.
    Nothing,
    /// A queue: `transfer general`
    Queue,
    /// A telephone number: `external "+442079460018"`
    Number,
}

impl Fact {
    /// How the language writes it; for the item, how a sentence calls it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::OutOfHours => "out_of_hours",
            Self::WaitingItems => "waiting_items",
            Self::PredictedWait => "predicted_wait",
            Self::Item => "the item",
        }
    }
}

/// The action of that word.
#[must_use]
pub fn action(word: &str) -> Option<Action> {
    ACTIONS.iter().find(|action| action.word == word).copied()
}

/// What may be done for `kind` of work (`messaging`, `record`, `voice`) in `phase` on `fact`; `None` if such work
/// knows no such fact then.
#[must_use]
pub fn legal(kind: &str, phase: Phase, fact: Fact) -> Option<&'static [&'static str]> {
    LEGAL.iter().find(|row| (row.kind, row.phase, row.fact) == (kind, phase, fact)).map(|row| row.actions)
}

use super::operand::Pc;
use super::program::Source;
use super::schema::Slot;
use serde::{Deserialize, Serialize};

/// The place of a list of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RuleListId(pub u32);

/// The place of a rule among all rules of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RuleId(pub u32);

impl RuleListId {
    /// The place as an index.
    #[must_use]
    pub fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

impl RuleId {
    /// The place as an index.
    #[must_use]
    pub fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// What a list of rules is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RuleKind {
    /// Names a workstream.
    Intake,
    /// Sets values, requires skills, holds profiles.
    Classify,
    /// Names a queue.
    Route,
    /// Sets a table's outputs.
    Table,
    /// Says what happens where a queue is full or closed.
    Overflow,
    /// Claims items, in this order.
    Prioritize,
    /// Says what happens to an item that waits.
    Waiting,
    /// Says who is in a queue.
    Members,
    /// Names an assignment.
    Choose,
    /// Says of an assignment's rules when they are asked.
    When,
    /// Says of an assignment's rules whom they find.
    Who,
}

impl RuleKind {
    /// Whether its rules are asked one at a time, after a decision: no index leads to them.
    #[must_use]
    pub fn is_of_desk(self) -> bool {
        match self {
            Self::Waiting | Self::Members | Self::Choose | Self::When | Self::Who => true,
            Self::Intake | Self::Classify | Self::Route | Self::Table | Self::Overflow | Self::Prioritize => {
                false
            }
        }
    }
}

/// Which matching rules are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Policy {
    /// The first.
    First,
    /// All, in order. All guards see the item as the list found it.
    All,
}

/// An ordered list of rules: `rules[first .. first + count]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleList {
    /// What it is for.
    pub kind: RuleKind,
    /// Which of several matches count.
    pub policy: Policy,
    /// The first rule.
    pub first: u32,
    /// How many.
    pub count: u32,
    /// What asking all of them costs, in steps.
    pub cost: u64,
}

/// A rule. Its guard is code of its own, so that an index may ask it alone; what it sets is computed by its guard
/// too, and applied after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Where its guard begins; none: it always holds.
    pub guard: Option<Pc>,
    /// Its first action. Rules that do the same share their actions.
    pub first_action: u32,
    /// How many.
    pub action_count: u32,
    /// Its first key.
    pub first_key: u32,
    /// How many; none: the rule is asked always.
    pub key_count: u32,
}

/// One thing a rule does.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Action {
    /// Sets a slot.
    Set {
        /// Which.
        to: Slot,
        /// To what.
        from: Source,
    },
    /// Requires a skill; a higher level wins.
    Require {
        /// Which, by its place.
        skill: u32,
        /// The level; `None`: any.
        level: Option<i64>,
    },
    /// Holds a profile.
    Hold {
        /// Which, by its place.
        profile: u32,
    },
    /// Names the workstream of that place.
    Workstream(u32),
    /// Sends the item.
    Send(Send),
    /// What overflow does.
    Overflow(Overflow),
}

impl Action {
    /// The sending, if it is one.
    #[must_use]
    pub fn as_send(&self) -> Option<&Send> {
        if let Self::Send(send) = self { Some(send) } else { None }
    }

    /// What overflow does, if it is that.
    #[must_use]
    pub fn as_overflow(&self) -> Option<&Overflow> {
        if let Self::Overflow(overflow) = self { Some(overflow) } else { None }
    }

    /// The workstream named, if it names one.
    #[must_use]
    pub fn as_workstream(&self) -> Option<u32> {
        if let Self::Workstream(place) = self { Some(*place) } else { None }
    }
}

/// Where a route rule sends an item, and how.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Send {
    /// Where.
    pub target: Target,
    /// How urgent it is: from which wait, in microseconds, and how much.
    pub urgency: Vec<(i64, i64)>,
    /// What replaces the queue's own overflow.
    pub overflow: Option<RuleListId>,
    /// The assignment used, as the author wrote it.
    pub assignment: Option<String>,
    /// The same, in [`super::Desk::assignments`].
    pub uses: Option<u32>,
}

/// Where a route rule sends an item.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Target {
    /// The queue of that place.
    Queue(u32),
    /// The queue whose place stands in that slot.
    Slot(Slot),
    /// One of several: queue and percentage, 100 together.
    Split(Vec<(u32, u8)>),
    /// The agent whose id stands in a slot, then anyone in the queue.
    Agent {
        /// The slot of the agent's id.
        who: Slot,
        /// The queue.
        queue: u32,
        /// How long only the agent is asked, in microseconds.
        lasting: Option<i64>,
    },
    /// The workstream's bot.
    Bot,
}

impl Target {
    /// The slot that says where.
    #[must_use]
    pub fn reads(&self) -> Option<Slot> {
        match self {
            Self::Slot(slot) | Self::Agent { who: slot, .. } => Some(*slot),
            Self::Queue(_) | Self::Split(_) | Self::Bot => None,
        }
    }
}

/// What overflow does.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Overflow {
    /// The item goes in all the same.
    AssignAnyway,
    /// It goes to the queue of that place.
    Transfer(u32),
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

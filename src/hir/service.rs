use super::{AutoClose, NotificationId};
use crate::value::Duration;

/// What customers are told, by moment (`greeting`), in order; none where they are told nothing.
pub type Messages = Vec<(String, Option<String>)>;

/// What the organisation says of every item and agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conduct {
    /// Whether an agent who lets an offer pass becomes inactive.
    pub miss_makes_inactive: bool,
    /// Whether an agent who rejects an offer becomes "do not disturb".
    pub reject_means_do_not_disturb: bool,
    /// After how many declines by one agent an item is no longer offered to them.
    pub decline_limit: i64,
    /// After how many declines by anyone an item is no longer offered at all.
    pub decline_total: i64,
    /// What customers are told, unless a workstream says otherwise.
    pub messages: Messages,
    /// When conversations are closed by themselves, where it is said.
    pub auto_close: Vec<(ClosingGroup, ClosingTimes)>,
}

impl Default for Conduct {
    /// What the platform does unless told otherwise (domain section 12).
    fn default() -> Self {
        Self {
            miss_makes_inactive: false,
            reject_means_do_not_disturb: false,
            decline_limit: 3,
            decline_total: 100,
            messages: Messages::new(),
            auto_close: Vec::new(),
        }
    }
}

/// Conversations that are closed alike (domain section 18).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClosingGroup {
    /// `live_chat`
    LiveChat,
    /// `persistent_chat`
    PersistentChat,
    /// `sms`
    Sms,
    /// `social`: every channel of messages that has no word of its own.
    Social,
    /// `teams`
    Teams,
    /// `voice`
    Voice,
}

/// After how long conversations are closed in each state; none where nothing is said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ClosingTimes {
    /// While they wait for an agent.
    pub open: Option<AutoClose>,
    /// While they are with an agent.
    pub active: Option<AutoClose>,
    /// While the agent finishes up.
    pub wrap_up: Option<AutoClose>,
}

/// How a workstream serves its customers and agents, beside distribution.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Service {
    /// How long a customer who was cut off may come back, if it says.
    pub reconnect: Option<Duration>,
    /// Whether a customer's preferred agents come first; none: they do not.
    pub preferred: Option<PreferredAgents>,
    /// What gives back the capacity that a record takes, if it says.
    pub release: Option<ReleaseOn>,
    /// The notification of each slot.
    pub offers: OfferSlots,
    /// What customers are told, where the workstream says.
    pub messages: Messages,
    /// The same of instances with messages of their own, by address.
    pub instance_messages: Vec<(String, Messages)>,
}

/// What happens when none of a customer's preferred agents is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PreferredAgents {
    /// `or_next_best`: the item goes the usual way.
    OrNextBest,
    /// `only`: the item waits.
    Only,
}

/// What is named in `release on […]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReleaseOn {
    /// `deactivated`
    pub deactivated: bool,
    /// `worked_by_cleared`
    pub cleared: bool,
}

/// The notification of each slot; none for the one that comes with the channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OfferSlots {
    /// New items of customers who signed in.
    pub authenticated: Option<NotificationId>,
    /// New items of others.
    pub unauthenticated: Option<NotificationId>,
    /// A colleague asks for advice.
    pub consult: Option<NotificationId>,
    /// A colleague hands on.
    pub transfer: Option<NotificationId>,
    /// A supervisor assigns.
    pub supervisor: Option<NotificationId>,
}

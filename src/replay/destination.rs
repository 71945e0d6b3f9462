use crate::vm::{Action, Decision, Reason};
use serde::Serialize;
use std::fmt;
use std::sync::Arc;

/// Where an item ends up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Destination {
    /// In the queue of that name.
    Queue(Arc<str>),
    /// With the workstream's bot, which passes on what it does not solve.
    Bot,
    /// The caller is called back.
    Callback,
    /// The caller may leave a message.
    Voicemail,
    /// With that number outside.
    Number(Arc<str>),
    /// Nowhere: the conversation ends.
    ConversationEnds,
    /// Nowhere: the call ends.
    CallEnds,
    /// Nowhere: it has no workstream.
    NotRouted,
}

impl Destination {
    /// Where a decision leads.
    #[must_use]
    pub fn of(decision: &Decision) -> Self {
        let in_queue =
            || decision.queue.as_ref().map_or(Self::NotRouted, |queue| Self::Queue(Arc::clone(queue)));
        match &decision.reason {
            Reason::Bot => Self::Bot,
            Reason::Overflow { action, .. } => match action {
                Action::EndConversation => Self::ConversationEnds,
                Action::EndCall => Self::CallEnds,
                Action::Callback => Self::Callback,
                Action::Voicemail => Self::Voicemail,
                Action::External(number) => Self::Number(Arc::clone(number)),
                Action::AssignAnyway | Action::Transfer(_) => in_queue(),
            },
            Reason::Rule | Reason::Split { .. } | Reason::Fallback | Reason::NotRouted { .. } => in_queue(),
        }
    }
}

impl fmt::Display for Destination {
    /// A queue by its name, everything else in parentheses: `vip`, `(voicemail)`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Queue(name) => out.write_str(name),
            Self::Bot => out.write_str("(bot)"),
            Self::Callback => out.write_str("(callback)"),
            Self::Voicemail => out.write_str("(voicemail)"),
            Self::Number(number) => write!(out, "(number {number})"),
            Self::ConversationEnds => out.write_str("(conversation ends)"),
            Self::CallEnds => out.write_str("(call ends)"),
            Self::NotRouted => out.write_str("(not routed)"),
        }
    }
}

use super::program::Named;
use super::{
    AuthId, BotId, Effective, EffectiveSetting, Field, ProfileId, QueueId, ReplyId, Route, Ruleset, Service,
};
use crate::types::EntityId;
use crate::value::Duration;
use serde::{Deserialize, Serialize};

/// The three kinds of work (domain section 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkKind {
    /// Chats and messages.
    Messaging,
    /// Cases, e-mails, activities.
    Record,
    /// Calls.
    Voice,
}

/// The channels of messaging and voice (domain section 3).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    /// `chat`
    Chat,
    /// `sms`
    Sms,
    /// `facebook`
    Facebook,
    /// `line`
    Line,
    /// `whatsapp`
    Whatsapp,
    /// `teams`
    Teams,
    /// `apple_messages`
    AppleMessages,
    /// `voice`
    Voice,
    /// A channel the program declares.
    Custom(String),
}

/// Whether work is offered or taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Offered to agents.
    Push,
    /// Taken by agents from the open items.
    Pick,
}

/// How skills are matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkillMatching {
    /// Every required skill, at its level.
    Exact,
    /// The nearest.
    Closest,
    /// Skills do not count.
    None,
}

/// What an item takes of an agent's capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Capacity {
    /// So many units.
    Units(i64),
    /// One place in that profile.
    Profile(ProfileId),
}

/// How long capacity stays taken after the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WrapUp {
    /// Until the conversation is closed.
    Always,
    /// So long.
    For(Duration),
    /// Not at all.
    None,
}

/// After how much inactivity a waiting conversation is closed; `None`: never.
pub type AutoClose = Option<Duration>;

/// How items reach agents (domain sections 2 and 13 to 16).
#[derive(Debug, Clone, PartialEq)]
pub struct Distribution {
    /// What an item takes.
    pub capacity: Effective<Capacity>,
    /// How long it is taken.
    pub wrap_up: Effective<WrapUp>,
    /// The presences in which agents get items: positions in the built-in enum of presences.
    pub presences: Effective<Vec<u32>>,
    /// How skills are matched.
    pub skills: Effective<SkillMatching>,
    /// Whether a conversation stays with its agent, as it will be: off where a template overrides it.
    pub affinity: Effective<bool>,
    /// When waiting conversations are closed.
    pub auto_close: Effective<AutoClose>,
    /// Whether agents may also take items that would be offered.
    pub allow_pick: Effective<bool>,
    /// Whether taking an item asks for its skills.
    pub strict_pick: Effective<bool>,
}

/// A workstream.
#[derive(Debug, Clone, PartialEq)]
pub struct Workstream {
    /// What it is called.
    pub named: Named,
    /// Its kind of work.
    pub kind: WorkKind,
    /// Its channel; none for records.
    pub channel: Option<ChannelKind>,
    /// The entity of the channel's fields, if the channel has any.
    pub channel_fields: Option<EntityId>,
    /// Whether its chats are persistent.
    pub persistent: bool,
    /// What its items carry.
    pub carries: EntityId,
    /// The addresses its items come in by.
    pub instances: Vec<String>,
    /// Whether work is offered or taken.
    pub mode: Mode,
    /// Where items go that no rule routes.
    pub fallback: Effective<QueueId>,
    /// How customers are known.
    pub auth: Option<AuthId>,
    /// The context variables.
    pub context: Vec<Field>,
    /// The rulesets, in order.
    pub classify: Vec<Ruleset>,
    /// The route; none: everything goes to the fallback.
    pub route: Option<Route>,
    /// How items reach agents.
    pub distribution: Distribution,
    /// How it serves customers and agents beside that.
    pub service: Service,
    /// The bot that meets items first.
    pub bot: Option<BotId>,
    /// Bots that help agents.
    pub assist: Vec<BotId>,
    /// Quick replies.
    pub replies: Vec<ReplyId>,
    /// Every setting in force, for showing, for bundles and decisions: `distribution.wrap_up`, `templates.incoming`,
    /// `messages.greeting`, …
    pub settings: Vec<EffectiveSetting>,
}

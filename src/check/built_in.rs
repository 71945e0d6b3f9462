use super::names::{DEFAULT_QUEUES, Kind};
use crate::builtins;

/// Whether every program has something of that kind and name, which a declaration may say more about.
#[must_use]
pub fn is_built_in(kind: Kind, name: &str) -> bool {
    let mut enums = builtins::ENUMS.iter().map(|row| row.name);
    let mut models = builtins::MODELS.iter().map(|row| row.name);
    match kind {
        Kind::Enum => enums.any(|known| known == name),
        Kind::Model => models.any(|known| known == name),
        Kind::Queue => DEFAULT_QUEUES.contains(&name),
        Kind::Entity => name == "Agent",
        Kind::Channel => CHANNELS.contains(&name),
        Kind::Constant
        | Kind::List
        | Kind::Condition
        | Kind::Table
        | Kind::Closures
        | Kind::Hours
        | Kind::Assignment
        | Kind::Workstream
        | Kind::Rating
        | Kind::SkillType
        | Kind::Skill
        | Kind::Profile
        | Kind::Presence
        | Kind::Session
        | Kind::Notification
        | Kind::Bot
        | Kind::Auth
        | Kind::Reply
        | Kind::Organisation => false,
    }
}

/// The channels that the language has words for.
const CHANNELS: [&str; 8] =
    ["chat", "sms", "facebook", "line", "whatsapp", "teams", "apple_messages", "voice"];

use crate::types::Type;

/// A value that a channel of the language knows of each conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelField {
    /// The word after `channel.`.
    pub name: &'static str,
    /// What it holds; it may always be missing.
    pub ty: Type,
}

const fn text(name: &'static str) -> ChannelField {
    ChannelField { name, ty: Type::Text }
}

const fn decimal(name: &'static str) -> ChannelField {
    ChannelField { name, ty: Type::Decimal }
}

/// What each channel knows (domain section 3), by the channel's word.
pub const CHANNELS: &[(&str, &[ChannelField])] = &[
    ("chat", &[text("locale"), text("page"), text("device"), text("browser")]),
    ("teams", &[text("customer_name")]),
    ("facebook", &[text("customer_name"), text("locale"), decimal("timezone"), text("user_id")]),
    ("apple_messages", &[text("group_id"), text("intent_id"), text("locale")]),
    ("line", &[text("customer_name")]),
    ("whatsapp", &[text("customer_phone"), text("first_message"), text("channel_id")]),
    ("sms", &[text("customer_phone"), text("organisation_phone"), text("provider")]),
    ("voice", &[text("customer_phone"), text("organisation_phone")]),
];

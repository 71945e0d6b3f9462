use crate::builtins::setting::{Block, Form, NameKind, SettingRow};

/// The channels that the language knows.
const CHANNELS: Form = Form::Either(&[
    Form::Word(&["chat", "sms", "facebook", "line", "whatsapp", "teams", "apple_messages"]),
    Form::Name(NameKind::Channel),
]);

/// `workstream contoso_chat { … }`, beside `context`, `classify` and `route`
pub(in crate::builtins) const ROWS: &[SettingRow] = &[
    SettingRow::new(
        "type",
        Form::Word(&["messaging", "record", "voice"]),
        "What kind of work it takes.",
        "type messaging",
    )
    .required(),
    SettingRow::new("channel", CHANNELS, "The channel of its messages.", "channel chat"),
    SettingRow::new(
        "provider",
        Form::Word(&["acs", "twilio"]),
        "Who carries its messages.",
        "provider twilio",
    ),
    SettingRow::new(
        "persistent",
        Form::YesNo,
        "Whether its chats go on over many sessions; the customer signs in and finds the same agent.",
        "persistent yes",
    )
    .or("no", "chats are live (domain section 2)"),
    SettingRow::new("carries", Form::Name(NameKind::Entity), "What its items carry.", "carries Case")
        .required(),
    SettingRow::new(
        "instances",
        Form::List(&Form::Text),
        "The pages, numbers or accounts its items come in by.",
        "instances [\"contoso.com/help\"]",
    ),
    SettingRow::new(
        "instance",
        Form::Headed(&Form::Text, Block::Instance),
        "One page, number or account with settings of its own.",
        "instance \"contoso.com/help\" { hours office }",
    )
    .many(),
    SettingRow::new(
        "direction",
        Form::Word(&["inbound", "outbound", "direct_inbound", "direct_outbound"]),
        "Who calls whom.",
        "direction inbound",
    ),
    SettingRow::new(
        "outbound_queue",
        Form::Name(NameKind::Queue),
        "The queue of calls that agents make.",
        "outbound_queue phone_line",
    ),
    SettingRow::new(
        "mode",
        Form::Word(&["push", "pick"]),
        "Whether items are offered to agents, or taken by them; cannot be changed later.",
        "mode push",
    )
    .required(),
    SettingRow::new(
        "fallback",
        Form::Name(NameKind::Queue),
        "Where items go that no rule routes.",
        "fallback general",
    ),
    SettingRow::new("auth", Form::Name(NameKind::Auth), "How customers sign in.", "auth contoso_portal"),
    SettingRow::new(
        "hours",
        Form::Name(NameKind::Hours),
        "When the channel is open; queues have hours of their own.",
        "hours office",
    ),
    SettingRow::new(
        "identify",
        Form::Sequence(&[Form::Word(&["customer", "case"]), Form::Keyword("from"), Form::Path]),
        "How customer and case are found before routing: by one value, if exactly one record has it.",
        "identify customer from context.email",
    )
    .many(),
    SettingRow::new(
        "distribution",
        Form::Block(Block::Distribution),
        "How items reach agents.",
        "distribution { units 10, presences [available] }",
    )
    .required(),
    SettingRow::new(
        "templates",
        Form::Block(Block::Templates),
        "What agents see when items are offered and opened.",
        "templates { incoming chat_offer }",
    ),
    SettingRow::new("bot", Form::Name(NameKind::Bot), "The bot that meets items first.", "bot order_helper"),
    SettingRow::new(
        "assist",
        Form::List(&Form::Name(NameKind::Bot)),
        "Bots that help agents.",
        "assist [faq]",
    ),
    SettingRow::new(
        "replies",
        Form::List(&Form::Name(NameKind::Reply)),
        "Quick replies for agents.",
        "replies [welcome]",
    ),
    SettingRow::new(
        "messages",
        Form::Block(Block::Messages),
        "What customers are told, unless the instance says otherwise.",
        "messages { greeting \"Hello\" }",
    ),
    SettingRow::new(
        "preferred_agents",
        Form::Word(&["or_next_best", "only"]),
        "Whether a customer's preferred agents are tried first, and what happens when none is there.",
        "preferred_agents or_next_best",
    ),
    SettingRow::new(
        "reconnect",
        Form::Length(1, i64::MAX),
        "How long a customer who was cut off may come back to the same chat.",
        "reconnect 3m",
    ),
    SettingRow::new(
        "release",
        Form::Sequence(&[
            Form::Keyword("on"),
            Form::List(&Form::Word(&["deactivated", "worked_by_cleared"])),
        ]),
        "What gives an agent's capacity back after work on a record.",
        "release on [deactivated, worked_by_cleared]",
    ),
];

/// `instance "contoso.com/help" { … }`
pub(in crate::builtins) const INSTANCE: &[SettingRow] = &[
    SettingRow::new("hours", Form::Name(NameKind::Hours), "When it is open.", "hours office"),
    SettingRow::new("auth", Form::Name(NameKind::Auth), "How its customers sign in.", "auth contoso_portal"),
    SettingRow::new(
        "messages",
        Form::Block(Block::Messages),
        "What its customers are told.",
        "messages { greeting \"Hello\" }",
    ),
];

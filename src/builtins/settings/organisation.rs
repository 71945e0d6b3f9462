use crate::builtins::setting::{Block, Form, SettingRow};

/// `organisation contoso { … }`
pub(in crate::builtins) const ROWS: &[SettingRow] = &[
    SettingRow::new(
        "unified_routing",
        Form::YesNo,
        "Whether records are routed by these rules; without it there can be no workstream of records.",
        "unified_routing yes",
    )
    .or("yes", "a program routes what it declares (domain Part 1, row 8)"),
    SettingRow::new(
        "on_miss",
        Form::Word(&["inactive", "none"]),
        "The presence an agent gets who lets an offer pass.",
        "on_miss inactive",
    )
    .or("none", "presence stays as it is unless the organisation says otherwise (domain section 15)"),
    SettingRow::new(
        "on_reject",
        Form::Word(&["do_not_disturb", "none"]),
        "The presence an agent gets who rejects an offer.",
        "on_reject do_not_disturb",
    )
    .or("none", "presence stays as it is unless the organisation says otherwise (domain section 15)"),
    SettingRow::new(
        "decline_limit",
        Form::Number(1, 5),
        "How often one agent may decline an item before it is no longer offered to them.",
        "decline_limit 3",
    )
    .or("3", "three declines by one agent (domain section 12)"),
    SettingRow::new(
        "decline_total",
        Form::Number(1, i64::MAX),
        "How often an item may be declined by anyone before it is no longer offered at all.",
        "decline_total 100",
    )
    .or("100", "a hundred declines of one item (domain section 12)"),
    SettingRow::new(
        "limits",
        Form::Word(&["dynamics365"]),
        "The product whose limits the program is held against.",
        "limits dynamics365",
    ),
    SettingRow::new(
        "preferred_agents",
        Form::Sequence(&[Form::Keyword("from"), Form::Text]),
        "The table that says which agents a customer prefers.",
        "preferred_agents from \"preferred.csv\"",
    ),
    SettingRow::new(
        "agents",
        Form::Sequence(&[Form::Keyword("from"), Form::Text]),
        "The table of agents that tests and simulations use.",
        "agents from \"agents.csv\"",
    ),
    SettingRow::new(
        "messages",
        Form::Block(Block::Messages),
        "What customers are told, unless a workstream or an instance says otherwise.",
        "messages { greeting \"Hello\" }",
    ),
    SettingRow::new(
        "auto_close",
        Form::Block(Block::AutoClose),
        "When conversations are closed by themselves, by channel and state.",
        "auto_close { live_chat { open 20m } }",
    ),
];

/// `auto_close { … }`
pub(in crate::builtins) const AUTO_CLOSE: &[SettingRow] = &[
    states("live_chat", "When live chats are closed.", "live_chat { open 20m, wrap_up 15m }"),
    states("persistent_chat", "When persistent chats are closed.", "persistent_chat { wrap_up 1d }"),
    states("sms", "When text messages are closed.", "sms { wrap_up 1d }"),
    states("social", "When conversations of social channels are closed.", "social { open 30d }"),
    states("teams", "When Teams conversations are closed.", "teams { open 30d }"),
    states("voice", "When calls are closed.", "voice { active 2h }"),
];

const fn states(word: &'static str, doc: &'static str, example: &'static str) -> SettingRow {
    SettingRow::new(word, Form::Block(Block::AutoCloseStates), doc, example)
}

const AFTER: Form = Form::Either(&[Form::Length(60, i64::MAX), Form::Word(&["never"])]);

/// `live_chat { … }` and its like
pub(in crate::builtins) const STATES: &[SettingRow] = &[
    SettingRow::new("open", AFTER, "How long a conversation may wait for an agent.", "open 20m"),
    SettingRow::new("active", AFTER, "How long a conversation may stay with an agent.", "active 2h"),
    SettingRow::new("wrap_up", AFTER, "How long an agent may take to finish up.", "wrap_up 15m"),
];

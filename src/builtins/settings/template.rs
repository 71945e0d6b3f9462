use crate::builtins::setting::{Form, NameKind, SettingRow};

/// `session chat_session { … }`
pub(in crate::builtins) const SESSION: &[SettingRow] = &[
    SettingRow::new(
        "kind",
        Form::Word(&["generic", "entity"]),
        "Whether it opens for a conversation, or for a record; workstreams use generic ones.",
        "kind generic",
    )
    .or("generic", "only generic sessions go with workstreams (domain section 20)"),
    SettingRow::new(
        "entity",
        Form::Name(NameKind::Entity),
        "The record it opens for, if it is for records.",
        "entity Case",
    ),
    SettingRow::new("id", Form::Text, "Its unique name elsewhere: a prefix, `_`, a name.", "id \"con_case\""),
    SettingRow::new(
        "title",
        Form::Template,
        "What stands above the session.",
        "title \"Chat with {customer.name}\"",
    ),
    SettingRow::new(
        "panel",
        Form::Word(&["docked", "minimized", "hidden"]),
        "How the conversation stands beside the session.",
        "panel docked",
    ),
    SettingRow::new("icon", Form::Text, "The picture beside its title.", "icon \"x.svg\""),
    SettingRow::new(
        "anchor",
        Form::Sequence(&[Form::Text, Form::Text]),
        "Its first tab, which cannot be closed: title and page.",
        "anchor \"Case\" \"case_page\"",
    ),
    SettingRow::new(
        "tab",
        Form::Sequence(&[Form::Text, Form::Text]),
        "A further tab: title and page.",
        "tab \"Knowledge\" \"kb\"",
    )
    .many(),
];

/// `notification chat_offer { … }`
pub(in crate::builtins) const NOTIFICATION: &[SettingRow] = &[
    SettingRow::new(
        "title",
        Form::Template,
        "What stands above the offer.",
        "title \"Chat from {customer.name}\"",
    ),
    SettingRow::new("show_timeout", Form::YesNo, "Whether agents see the time run.", "show_timeout yes")
        .or("yes", "the time left is shown (domain section 20)"),
    SettingRow::new(
        "countdown",
        Form::Length(1, i64::MAX),
        "How long an offer stands; then it counts as declined, or is taken with `auto_assign`.",
        "countdown 60s",
    )
    .or("120s", "two minutes (domain section 20)"),
    SettingRow::new(
        "auto_assign",
        Form::YesNo,
        "Whether the item is the agent's at once; then there is nothing to reject.",
        "auto_assign yes",
    )
    .or("no", "agents accept what they are offered (domain section 20)"),
    SettingRow::new(
        "auto_accept",
        Form::YesNo,
        "Whether a call or chat opens by itself when the time is up; needs `auto_assign yes`.",
        "auto_accept no",
    )
    .or("no", "agents open what they are given (domain section 20)"),
    SettingRow::new("accept", Form::Text, "What the button says that takes the item.", "accept \"Take it\""),
    SettingRow::new(
        "reject",
        Form::Either(&[Form::Text, Form::YesNo]),
        "Whether there is a button to reject, and what it says.",
        "reject \"Not now\"",
    ),
    SettingRow::new(
        "desktop",
        Form::Word(&["always", "in_background", "never"]),
        "When the computer itself shows the offer.",
        "desktop in_background",
    )
    .or("never", "offers are shown in the workspace only (domain section 20)"),
    SettingRow::new(
        "field",
        Form::Sequence(&[Form::Text, Form::Template]),
        "A line of the offer, up to four: its heading and its text.",
        "field \"Customer\" \"{customer.name}\"",
    )
    .many(),
];

/// `templates { … }` of a workstream
pub(in crate::builtins) const SLOTS: &[SettingRow] = &[
    SettingRow::new(
        "session",
        Form::Name(NameKind::Session),
        "What opens when an agent takes an item.",
        "session chat_session",
    ),
    SettingRow::new(
        "incoming",
        Form::Name(NameKind::Notification),
        "How new items are offered, whether the customer is known or not.",
        "incoming chat_offer",
    ),
    slot(
        "incoming_authenticated",
        "How new items of customers who signed in are offered.",
        "incoming_authenticated chat_offer",
    ),
    slot(
        "incoming_unauthenticated",
        "How new items of customers who did not sign in are offered.",
        "incoming_unauthenticated chat_offer",
    ),
    slot("consult", "How an agent is asked for advice.", "consult chat_consult"),
    slot("transfer", "How items handed on are offered.", "transfer chat_offer"),
    slot("supervisor", "How items that a supervisor assigns are offered.", "supervisor chat_offer"),
];

const fn slot(word: &'static str, doc: &'static str, example: &'static str) -> SettingRow {
    SettingRow::new(word, Form::Name(NameKind::Notification), doc, example)
        .or("out_of_the_box", "the template that comes with the channel (domain section 20)")
}

use crate::builtins::setting::{Form, NameKind, SettingRow};

/// `distribution { … }` of a workstream
pub(in crate::builtins) const ROWS: &[SettingRow] = &[
    SettingRow::new(
        "profile",
        Form::Name(NameKind::Profile),
        "The capacity profile in which each item takes a place.",
        "profile chat_load",
    ),
    SettingRow::new(
        "units",
        Form::Number(0, i64::MAX),
        "How many units of an agent's capacity each item takes.",
        "units 30",
    ),
    SettingRow::new(
        "wrap_up",
        Form::Either(&[Form::Length(30, 3_600), Form::Word(&["always", "none"])]),
        "How long capacity stays taken after the work: so long, until the conversation is closed, or not at all.",
        "wrap_up 15m",
    )
    .or("always", "capacity stays taken until the conversation is closed (domain section 2)"),
    SettingRow::new(
        "presences",
        Form::List(&Form::Word(&["available", "busy", "do_not_disturb", "away", "offline", "inactive"])),
        "In which presences agents get items.",
        "presences [available, busy]",
    )
    .required(),
    SettingRow::new(
        "skills",
        Form::Word(&["exact", "closest", "none"]),
        "How the skills an item requires are compared with those an agent has.",
        "skills closest",
    )
    .or("none", "skills do not count unless the workstream says so (domain section 2)"),
    SettingRow::new(
        "affinity",
        Form::YesNo,
        "Whether a conversation comes back to the agent who had it.",
        "affinity yes",
    ),
    SettingRow::new(
        "auto_close",
        Form::Either(&[Form::Length(60, i64::MAX), Form::Word(&["never"])]),
        "After how much inactivity a waiting conversation is closed.",
        "auto_close 28d",
    ),
    SettingRow::new(
        "allow_pick",
        Form::YesNo,
        "Whether agents may also take items themselves that would be offered to someone.",
        "allow_pick yes",
    )
    .or("no", "items are offered only (domain section 2)"),
    SettingRow::new(
        "strict_pick",
        Form::YesNo,
        "Whether an agent who takes an item must have the skills it requires.",
        "strict_pick yes",
    )
    .or("no", "an agent may take any item (domain section 13)"),
];

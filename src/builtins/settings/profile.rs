use crate::builtins::setting::{Form, NameKind, SettingRow};

/// `profile chat_load { … }`
pub(in crate::builtins) const ROWS: &[SettingRow] = &[
    SettingRow::new("limit", Form::Number(0, i64::MAX), "How many items at once, or in a day.", "limit 3")
        .required(),
    SettingRow::new(
        "reset",
        Form::Word(&["immediately", "end_of_day"]),
        "When a place is given back: as soon as the work ends, or when the shift does.",
        "reset immediately",
    )
    .or("immediately", "a place is given back as soon as the work ends (domain section 14)"),
    SettingRow::new(
        "blocking",
        Form::YesNo,
        "Whether a full profile keeps all other automatic work away.",
        "blocking yes",
    )
    .or("no", "a full profile keeps away only its own work (domain section 14)"),
    SettingRow::new(
        "excludes",
        Form::List(&Form::Name(NameKind::Profile)),
        "The profiles that must be unused for this one to be used.",
        "excludes [on_call]",
    ),
];

/// `presence lunch { … }`
pub(in crate::builtins) const PRESENCE: &[SettingRow] = &[SettingRow::new(
    "base",
    Form::Word(&["available", "busy", "do_not_disturb", "away", "offline"]),
    "The presence it counts as; routing looks at nothing else.",
    "base away",
)
.required()];

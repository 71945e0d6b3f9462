use crate::builtins::setting::{Form, NameKind, SettingRow};

/// `queue vip { … }`, beside `overflow`, `prioritize` and `choose`
pub(in crate::builtins) const ROWS: &[SettingRow] = &[
    SettingRow::new(
        "type",
        Form::OneOrList(&Form::Word(&["messaging", "record", "voice"])),
        "What kinds of work it takes.",
        "type messaging",
    )
    .required(),
    SettingRow::new("carries", Form::Name(NameKind::Entity), "What its items carry, for its rules.", "carries Case"),
    SettingRow::new(
        "priority",
        Form::Number(0, i64::MAX),
        "Its place among the queues of one agent; smaller is served first.",
        "priority 1",
    ),
    SettingRow::new("hours", Form::Name(NameKind::Hours), "When it is open; without, always.", "hours office"),
    SettingRow::new(
        "members",
        Form::Either(&[
            Form::Sequence(&[Form::Keyword("from"), Form::Keyword("data")]),
            Form::Word(&["everyone", "nobody", "elsewhere"]),
            Form::List(&Form::AnyWord),
            Form::When,
        ]),
        "Who is in it: those the data says, a list, everyone, nobody, others, or those for whom a condition holds.",
        "members when has french >= 3",
    )
    .or("from data", "the roster says who is in a queue (domain section 10)"),
    SettingRow::new(
        "assign",
        Form::Either(&[
            Form::Word(&["highest_capacity", "round_robin", "least_active"]),
            Form::Call(NameKind::Assignment),
        ]),
        "Who of its members gets the next item.",
        "assign round_robin",
    ),
    SettingRow::new(
        "service_level",
        Form::Length(1, i64::MAX),
        "Within which time items should be answered, for reports.",
        "service_level 20s",
    ),
    SettingRow::new(
        "short_abandon",
        Form::Length(1, i64::MAX),
        "Up to which wait a customer who leaves does not count as lost, for reports.",
        "short_abandon 5s",
    ),
];

/// `assignment skilled_first(s: skill) { … }`, beside its rules
pub(in crate::builtins) const ASSIGNMENT: &[SettingRow] = &[SettingRow::new(
    "inherit",
    Form::List(&Form::Word(&["presences", "skills", "capacity"])),
    "Which settings of the item's workstream count here too.",
    "inherit [presences, skills]",
)];

use crate::builtins::setting::{Form, NameKind, SettingRow};

/// `hours office { … }`
pub(in crate::builtins) const ROWS: &[SettingRow] = &[
    SettingRow::new(
        "zone",
        Form::Text,
        "The time zone, by its name in the tz database.",
        "zone \"Europe/London\"",
    )
    .required(),
    SettingRow::new(
        "open",
        Form::Sequence(&[Form::Days, Form::Times]),
        "When it is open in every week; over midnight if the second time is not later than the first.",
        "open mon..fri 08:00..18:00",
    )
    .some(),
    SettingRow::new(
        "closed",
        Form::OneOrList(&Form::Name(NameKind::Closures)),
        "The closures that count here.",
        "closed national",
    ),
    SettingRow::new(
        "only",
        Form::Sequence(&[Form::Date, Form::Maybe(&Form::Times), Form::Maybe(&Form::Text)]),
        "A single day with hours of its own, whatever the week and the closures say.",
        "only 2026-12-24 09:00..12:00 \"Christmas Eve\"",
    )
    .many(),
    SettingRow::new("until", Form::Date, "The last day it is open at all.", "until 2027-12-31"),
];

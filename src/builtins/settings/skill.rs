use crate::builtins::setting::{Form, NameKind, SettingRow};

/// `rating Level { … }`
pub(in crate::builtins) const RATING: &[SettingRow] = &[
    SettingRow::new("range", Form::Levels, "The lowest and the highest level.", "range 1..5").required(),
    SettingRow::new(
        "label",
        Form::Sequence(&[Form::Number(0, i64::MAX), Form::Text]),
        "What people call a level; rules may use it instead of the number.",
        "label 1 \"novice\"",
    )
    .many(),
];

/// `skill french { … }`
pub(in crate::builtins) const ROWS: &[SettingRow] = &[
    SettingRow::new(
        "type",
        Form::Name(NameKind::SkillType),
        "The skill type it belongs to.",
        "type languages",
    ),
    SettingRow::new(
        "rating",
        Form::Name(NameKind::Rating),
        "The levels it has; without one, an agent holds it or not.",
        "rating Level",
    ),
    SettingRow::new(
        "modelled_by",
        Form::Path,
        "The field whose values are its levels of detail: `Entity.field`.",
        "modelled_by Case.product",
    ),
    SettingRow::new(
        "named",
        Form::List(&Form::Text),
        "Further ways in which data spells it.",
        "named [\"fr\", \"français\"]",
    ),
];

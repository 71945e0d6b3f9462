use crate::builtins::setting::{Form, NameKind, SettingRow};

/// `bot order_helper { … }`
pub(in crate::builtins) const ROWS: &[SettingRow] = &[
    SettingRow::new("kind", Form::Word(&["copilot", "azure"]), "What it was made with.", "kind copilot")
        .required(),
    SettingRow::new(
        "role",
        Form::Word(&["customers", "assist"]),
        "Whether it talks to customers, or makes suggestions to agents.",
        "role assist",
    )
    .or("customers", "a bot talks to customers (domain section 19)"),
    SettingRow::new(
        "published",
        Form::YesNo,
        "Whether it can be used already; an unpublished bot cannot stand in a workstream.",
        "published yes",
    )
    .or("yes", "a declared bot can be used (domain section 19)"),
    SettingRow::new("auth", Form::Name(NameKind::Auth), "How it signs in.", "auth contoso_portal"),
];

/// `auth contoso_portal { … }`
pub(in crate::builtins) const AUTH: &[SettingRow] = &[
    SettingRow::new(
        "kind",
        Form::Word(&["token", "openid"]),
        "How customers are known: by a signed token of the page, or by signing in.",
        "kind token",
    )
    .required(),
    SettingRow::new(
        "issuer",
        Form::Text,
        "Who signs for the customer.",
        "issuer \"https://login.contoso.com\"",
    ),
];

/// `reply welcome { … }`
pub(in crate::builtins) const REPLY: &[SettingRow] = &[
    SettingRow::new("tags", Form::List(&Form::Text), "Words by which agents find it.", "tags [\"greeting\"]"),
    SettingRow::new(
        "text",
        Form::Sequence(&[Form::AnyWord, Form::Template]),
        "What it says, one line a language.",
        "text en \"Hello {customer.name}\"",
    )
    .some(),
];

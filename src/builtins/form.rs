use super::setting::{Form, NameKind};

impl NameKind {
    /// What an author calls it, with its article.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Queue => "a queue",
            Self::Profile => "a capacity profile",
            Self::Skill => "a skill",
            Self::SkillType => "a skill type",
            Self::Rating => "a rating",
            Self::Closures => "closures",
            Self::Hours => "hours",
            Self::Session => "a session template",
            Self::Notification => "a notification template",
            Self::Bot => "a bot",
            Self::Auth => "an authentication setting",
            Self::Reply => "a quick reply",
            Self::Entity => "an entity",
            Self::Channel => "a channel",
            Self::Assignment => "an assignment",
        }
    }
}

impl Form {
    /// What it takes, as the end of a sentence: a length of time from `30s` to `60m`, or `always`.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Self::YesNo => "`yes` or `no`".to_owned(),
            Self::Number(least, i64::MAX) => format!("a whole number from {least}"),
            Self::Number(least, most) => format!("a whole number from {least} to {most}"),
            Self::Text => "a text in quotes".to_owned(),
            Self::Template => "a text in quotes, in which `{path}` stands for a value of the item".to_owned(),
            Self::Length(0 | 1, i64::MAX) => "a length of time such as `15m`".to_owned(),
            Self::Length(least, i64::MAX) => format!("a length of time from `{}`", length(least)),
            Self::Length(least, most) => {
                format!("a length of time from `{}` to `{}`", length(least), length(most))
            }
            Self::Word(words) => any_of(words),
            Self::Name(kind) | Self::Call(kind) => format!("the name of {}", kind.noun()),
            Self::AnyWord => "a word".to_owned(),
            Self::Path => "a path such as `context.email`".to_owned(),
            Self::Date => "a day such as `2026-12-24`".to_owned(),
            Self::Days => "a day such as `mon`, or several such as `mon..fri`".to_owned(),
            Self::Times => "times such as `08:00..18:00`, or `all_day`".to_owned(),
            Self::Levels => "two whole numbers such as `1..5`".to_owned(),
            Self::Keyword(word) => format!("`{word}`"),
            Self::List(of) => format!("a list in `[ ]`, each entry {}", of.sentence()),
            Self::OneOrList(of) => format!("{}, or a list of them in `[ ]`", of.sentence()),
            Self::Either(forms) => join(forms, ", or "),
            Self::Sequence(forms) => join(forms, ", then "),
            Self::Maybe(form) => format!("perhaps {}", form.sentence()),
            Self::Block(_) => "a block in `{ }`".to_owned(),
            Self::Headed(form, _) => format!("{}, then a block in `{{ }}`", form.sentence()),
            Self::When => "`when` and a condition".to_owned(),
        }
    }

    /// The words that may stand there, for suggestions.
    #[must_use]
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Self::YesNo => vec!["yes", "no"],
            Self::Word(words) => words.to_vec(),
            Self::Keyword(word) => vec![word],
            Self::Times => vec!["all_day"],
            Self::Days => vec!["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
            Self::List(form) | Self::OneOrList(form) | Self::Maybe(form) => form.words(),
            Self::Either(forms) => forms.iter().flat_map(|form| form.words()).collect(),
            Self::Sequence(_)
            | Self::Number(..)
            | Self::Text
            | Self::Template
            | Self::Length(..)
            | Self::Name(_)
            | Self::Call(_)
            | Self::AnyWord
            | Self::Path
            | Self::Date
            | Self::Levels
            | Self::Block(_)
            | Self::Headed(..)
            | Self::When => Vec::new(),
        }
    }
}

fn any_of(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => "nothing".to_owned(),
    }
}

fn join(forms: &[Form], with: &str) -> String {
    forms.iter().map(|form| form.sentence()).collect::<Vec<_>>().join(with)
}

/// Seconds as the language writes them, in the largest unit that is exact but no more than an hour for short ones.
fn length(seconds: i64) -> String {
    match seconds {
        _ if seconds % 86_400 == 0 && seconds > 0 => format!("{}d", seconds / 86_400),
        _ if seconds % 60 == 0 && seconds > 0 => format!("{}m", seconds / 60),
        _ => format!("{seconds}s"),
    }
}

use super::settings;

/// The blocks that hold settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Block {
    /// `organisation contoso { … }`
    Organisation,
    /// `rating Level { … }`
    Rating,
    /// `skill_type languages`
    SkillType,
    /// `skill french { … }`
    Skill,
    /// `profile chat_load { … }`
    Profile,
    /// `presence lunch { … }`
    Presence,
    /// `hours office { … }`
    Hours,
    /// `queue vip { … }`
    Queue,
    /// `assignment skilled_first { … }`
    Assignment,
    /// `session chat_session { … }`
    Session,
    /// `notification chat_offer { … }`
    Notification,
    /// `bot order_helper { … }`
    Bot,
    /// `auth portal { … }`
    Auth,
    /// `reply welcome { … }`
    Reply,
    /// `workstream contoso_chat { … }`
    Workstream,
    /// `distribution { … }` of a workstream
    Distribution,
    /// `templates { … }` of a workstream
    Templates,
    /// `messages { … }` of an organisation, a workstream or an instance
    Messages,
    /// `instance "contoso.com/help" { … }` of a workstream
    Instance,
    /// `auto_close { … }` of an organisation
    AutoClose,
    /// `live_chat { … }` and its like within `auto_close`
    AutoCloseStates,
}

/// What a setting's name may refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A queue.
    Queue,
    /// A capacity profile.
    Profile,
    /// A skill.
    Skill,
    /// A skill type.
    SkillType,
    /// A rating.
    Rating,
    /// Closures.
    Closures,
    /// Hours.
    Hours,
    /// A session template.
    Session,
    /// A notification template.
    Notification,
    /// A bot.
    Bot,
    /// An authentication setting.
    Auth,
    /// A quick reply.
    Reply,
    /// An entity.
    Entity,
    /// A channel of the program's own.
    Channel,
    /// An assignment.
    Assignment,
}

/// What may stand after a setting's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `yes` or `no`
    YesNo,
    /// A whole number within these bounds, both included.
    Number(i64, i64),
    /// A quoted text.
    Text,
    /// A quoted text in which `{path}` stands for a value of the item.
    Template,
    /// A length of time within these bounds, in seconds, both included.
    Length(i64, i64),
    /// One of these words.
    Word(&'static [&'static str]),
    /// The name of a declaration.
    Name(NameKind),
    /// The name of a declaration with what it is given: `skilled_first(french)`.
    Call(NameKind),
    /// Any word, such as a language: `en`.
    AnyWord,
    /// Words joined by dots: `context.email`.
    Path,
    /// A day: `2027-12-31`.
    Date,
    /// A day of the week, or a range of them: `mon..fri`.
    Days,
    /// Times of day: `08:00..18:00`, a list of such, or `all_day`.
    Times,
    /// Two whole numbers: `1..5`.
    Levels,
    /// Exactly this word.
    Keyword(&'static str),
    /// Several in `[ ]`.
    List(&'static Form),
    /// One, or several in `[ ]`.
    OneOrList(&'static Form),
    /// Any of these.
    Either(&'static [Form]),
    /// All of these, one after the other.
    Sequence(&'static [Form]),
    /// This, or nothing; only at the end of a sequence, or before what it cannot be taken for.
    Maybe(&'static Form),
    /// A block of settings.
    Block(Block),
    /// Something, and then a block of settings.
    Headed(&'static Form, Block),
    /// `when …`: a condition.
    When,
}

/// How often a block may or must have a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Need {
    /// Once, always.
    Required,
    /// Once, or not at all.
    Optional,
    /// As often as wanted.
    Many,
    /// Once or oftener.
    Some,
}

/// What is so where a setting is not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Default {
    /// The value, as the language writes it.
    pub value: &'static str,
    /// Where the domain says so.
    pub why: &'static str,
}

/// One setting of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettingRow {
    /// The word it begins with.
    pub word: &'static str,
    /// What stands after the word.
    pub form: Form,
    /// How often it is written.
    pub need: Need,
    /// What is so without it; `None` where nothing is, or where it depends on other settings.
    pub default: Option<Default>,
    /// What it does, in a sentence.
    pub doc: &'static str,
    /// How it is written.
    pub example: &'static str,
}

impl SettingRow {
    /// An optional setting without a default.
    pub(super) const fn new(
        word: &'static str,
        form: Form,
        doc: &'static str,
        example: &'static str,
    ) -> Self {
        Self { word, form, need: Need::Optional, default: None, doc, example }
    }

    /// The same, and it must be written.
    pub(super) const fn required(self) -> Self {
        Self { need: Need::Required, ..self }
    }

    /// The same, and it may be written several times.
    pub(super) const fn many(self) -> Self {
        Self { need: Need::Many, ..self }
    }

    /// The same, and it must be written once or oftener.
    pub(super) const fn some(self) -> Self {
        Self { need: Need::Some, ..self }
    }

    /// The same, with what is so where it is not written.
    pub(super) const fn or(self, value: &'static str, why: &'static str) -> Self {
        Self { default: Some(Default { value, why }), ..self }
    }

    /// Whether it may stand in its block more than once.
    #[must_use]
    pub const fn repeats(&self) -> bool {
        matches!(self.need, Need::Many | Need::Some)
    }

    /// Whether its block must have it.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        matches!(self.need, Need::Required | Need::Some)
    }
}

impl Block {
    /// Every block, in the order the documentation lists them.
    pub const ALL: &[Self] = &[
        Self::Organisation,
        Self::Rating,
        Self::SkillType,
        Self::Skill,
        Self::Profile,
        Self::Presence,
        Self::Hours,
        Self::Queue,
        Self::Assignment,
        Self::Session,
        Self::Notification,
        Self::Bot,
        Self::Auth,
        Self::Reply,
        Self::Workstream,
        Self::Distribution,
        Self::Templates,
        Self::Messages,
        Self::Instance,
        Self::AutoClose,
        Self::AutoCloseStates,
    ];

    /// The word that begins the block.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Rating => "rating",
            Self::SkillType => "skill_type",
            Self::Skill => "skill",
            Self::Profile => "profile",
            Self::Presence => "presence",
            Self::Hours => "hours",
            Self::Queue => "queue",
            Self::Assignment => "assignment",
            Self::Session => "session",
            Self::Notification => "notification",
            Self::Bot => "bot",
            Self::Auth => "auth",
            Self::Reply => "reply",
            Self::Workstream => "workstream",
            Self::Distribution => "distribution",
            Self::Templates => "templates",
            Self::Messages => "messages",
            Self::Instance => "instance",
            Self::AutoClose => "auto_close",
            Self::AutoCloseStates => "live_chat",
        }
    }

    /// Its settings, in the order they are shown.
    #[must_use]
    pub const fn rows(self) -> &'static [SettingRow] {
        match self {
            Self::Organisation => settings::organisation::ROWS,
            Self::Rating => settings::skill::RATING,
            Self::SkillType => &[],
            Self::Skill => settings::skill::ROWS,
            Self::Profile => settings::profile::ROWS,
            Self::Presence => settings::profile::PRESENCE,
            Self::Hours => settings::hours::ROWS,
            Self::Queue => settings::queue::ROWS,
            Self::Assignment => settings::queue::ASSIGNMENT,
            Self::Session => settings::template::SESSION,
            Self::Notification => settings::template::NOTIFICATION,
            Self::Bot => settings::bot::ROWS,
            Self::Auth => settings::bot::AUTH,
            Self::Reply => settings::bot::REPLY,
            Self::Workstream => settings::workstream::ROWS,
            Self::Distribution => settings::distribution::ROWS,
            Self::Templates => settings::template::SLOTS,
            Self::Messages => settings::messages::ROWS,
            Self::Instance => settings::workstream::INSTANCE,
            Self::AutoClose => settings::organisation::AUTO_CLOSE,
            Self::AutoCloseStates => settings::organisation::STATES,
        }
    }

    /// The setting that begins with `word`, if the block has one.
    #[must_use]
    pub fn row(self, word: &str) -> Option<&'static SettingRow> {
        self.rows().iter().find(|row| row.word == word)
    }

    /// The setting that is meant by a word other products or earlier habits use.
    #[must_use]
    pub fn instead_of(self, word: &str) -> Option<&'static str> {
        let (_, _, meant) = HABITS.iter().find(|(block, habit, _)| *block == self && *habit == word)?;
        Some(meant)
    }
}

/// Words people try, and the setting that does what they want.
const HABITS: &[(Block, &str, &str)] = &[
    (Block::Workstream, "record", "carries"),
    (Block::Workstream, "numbers", "instances"),
    (Block::Workstream, "notify", "templates"),
    (Block::Workstream, "capacity", "distribution"),
    (Block::Distribution, "capacity", "units"),
    (Block::Distribution, "skill", "skills"),
    (Block::Queue, "method", "assign"),
    (Block::Queue, "agents", "members"),
    (Block::Notification, "timeout", "countdown"),
    (Block::Hours, "timezone", "zone"),
    (Block::Hours, "time_zone", "zone"),
    (Block::Hours, "holidays", "closed"),
    (Block::Rating, "levels", "range"),
];

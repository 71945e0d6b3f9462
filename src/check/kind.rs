use crate::builtins::NameKind;
use crate::syntax::ast;

/// What a name may be the name of. Each kind is a space of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `let`
    Constant,
    /// `enum`
    Enum,
    /// `entity`
    Entity,
    /// `channel` with fields of its own
    Channel,
    /// `list`
    List,
    /// `condition`
    Condition,
    /// `table`
    Table,
    /// `model`
    Model,
    /// `closures`
    Closures,
    /// `hours`
    Hours,
    /// `assignment`
    Assignment,
    /// `queue`
    Queue,
    /// `workstream`
    Workstream,
    /// `rating`
    Rating,
    /// `skill_type`
    SkillType,
    /// `skill`
    Skill,
    /// `profile`
    Profile,
    /// `presence`
    Presence,
    /// `session`
    Session,
    /// `notification`
    Notification,
    /// `bot`
    Bot,
    /// `auth`
    Auth,
    /// `reply`
    Reply,
    /// `organisation`
    Organisation,
}

/// Every kind, with the word a declaration of it begins with.
pub(super) const KINDS: [(Kind, &str); 24] = [
    (Kind::Constant, "let"),
    (Kind::Enum, "enum"),
    (Kind::Entity, "entity"),
    (Kind::Channel, "channel"),
    (Kind::List, "list"),
    (Kind::Condition, "condition"),
    (Kind::Table, "table"),
    (Kind::Model, "model"),
    (Kind::Closures, "closures"),
    (Kind::Hours, "hours"),
    (Kind::Assignment, "assignment"),
    (Kind::Queue, "queue"),
    (Kind::Workstream, "workstream"),
    (Kind::Rating, "rating"),
    (Kind::SkillType, "skill_type"),
    (Kind::Skill, "skill"),
    (Kind::Profile, "profile"),
    (Kind::Presence, "presence"),
    (Kind::Session, "session"),
    (Kind::Notification, "notification"),
    (Kind::Bot, "bot"),
    (Kind::Auth, "auth"),
    (Kind::Reply, "reply"),
    (Kind::Organisation, "organisation"),
];

impl Kind {
    /// The word a declaration of this kind begins with.
    #[must_use]
    pub fn word(self) -> &'static str {
        KINDS.iter().find(|(kind, _)| *kind == self).map_or("name", |(_, word)| word)
    }

    /// The kind with its article, as in "`vip` is a queue".
    #[must_use]
    pub fn phrase(self) -> String {
        match self {
            Self::Constant => "a constant (`let`)".to_owned(),
            Self::SkillType => "a skill type".to_owned(),
            Self::Hours => "a calendar (`hours`)".to_owned(),
            Self::Closures => "a list of closures".to_owned(),
            Self::Enum | Self::Entity | Self::Assignment | Self::Auth | Self::Organisation => {
                format!("an {}", self.word())
            }
            Self::Channel
            | Self::List
            | Self::Condition
            | Self::Table
            | Self::Model
            | Self::Queue
            | Self::Workstream
            | Self::Rating
            | Self::Skill
            | Self::Profile
            | Self::Presence
            | Self::Session
            | Self::Notification
            | Self::Bot
            | Self::Reply => format!("a {}", self.word()),
        }
    }

    /// The kind whose names are used at the same places, so that one name can not be both.
    #[must_use]
    pub fn rival(self) -> Option<Kind> {
        RIVALS.iter().find_map(|(one, other)| match self {
            kind if kind == *one => Some(*other),
            kind if kind == *other => Some(*one),
            _ => None,
        })
    }
}

const RIVALS: [(Kind, Kind); 3] =
    [(Kind::Enum, Kind::Entity), (Kind::Constant, Kind::List), (Kind::Condition, Kind::Table)];

/// What an item declares, and under which name.
#[must_use]
pub fn declared(item: &ast::ItemKind) -> Option<(Kind, &ast::Name)> {
    Some(match item {
        ast::ItemKind::Constant(constant) => (Kind::Constant, &constant.name),
        ast::ItemKind::Enum(declared) => (Kind::Enum, &declared.header.name),
        ast::ItemKind::Entity(entity) => (Kind::Entity, &entity.header.name),
        ast::ItemKind::Channel(channel) => (Kind::Channel, &channel.header.name),
        ast::ItemKind::List(list) => (Kind::List, &list.name),
        ast::ItemKind::Condition(condition) => (Kind::Condition, &condition.name),
        ast::ItemKind::Table(table) => (Kind::Table, &table.name),
        ast::ItemKind::Model(model) => (Kind::Model, &model.name),
        ast::ItemKind::Hours(hours) if hours.closures => (Kind::Closures, &hours.header.name),
        ast::ItemKind::Hours(hours) => (Kind::Hours, &hours.header.name),
        ast::ItemKind::Assignment(assignment) => (Kind::Assignment, &assignment.name),
        ast::ItemKind::Queue(queue) => (Kind::Queue, &queue.header.name),
        ast::ItemKind::Workstream(workstream) => (Kind::Workstream, &workstream.header.name),
        ast::ItemKind::Plain(plain) => (plain_kind(plain.kind), &plain.header.name),
        ast::ItemKind::Import(_)
        | ast::ItemKind::Intake(_)
        | ast::ItemKind::Test(_)
        | ast::ItemKind::Scenario(_)
        | ast::ItemKind::Broken(_) => return None,
    })
}

fn plain_kind(kind: ast::PlainKind) -> Kind {
    match kind {
        ast::PlainKind::Rating => Kind::Rating,
        ast::PlainKind::SkillType => Kind::SkillType,
        ast::PlainKind::Skill => Kind::Skill,
        ast::PlainKind::Profile => Kind::Profile,
        ast::PlainKind::Presence => Kind::Presence,
        ast::PlainKind::Session => Kind::Session,
        ast::PlainKind::Notification => Kind::Notification,
        ast::PlainKind::Bot => Kind::Bot,
        ast::PlainKind::Auth => Kind::Auth,
        ast::PlainKind::Reply => Kind::Reply,
        ast::PlainKind::Organisation => Kind::Organisation,
    }
}

/// The kind of declaration that a setting refers to by its name.
impl From<NameKind> for Kind {
    fn from(kind: NameKind) -> Self {
        match kind {
            NameKind::Queue => Self::Queue,
            NameKind::Profile => Self::Profile,
            NameKind::Skill => Self::Skill,
            NameKind::SkillType => Self::SkillType,
            NameKind::Rating => Self::Rating,
            NameKind::Closures => Self::Closures,
            NameKind::Hours => Self::Hours,
            NameKind::Session => Self::Session,
            NameKind::Notification => Self::Notification,
            NameKind::Bot => Self::Bot,
            NameKind::Auth => Self::Auth,
            NameKind::Reply => Self::Reply,
            NameKind::Entity => Self::Entity,
            NameKind::Channel => Self::Channel,
            NameKind::Assignment => Self::Assignment,
        }
    }
}

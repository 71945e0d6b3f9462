use super::{
    Assignment, ClassifyKind, Condition, Constant, Entity, Enum, Hours, Intake, List, Model, Queue, Rule,
    Scenario, Setting, Table, Test, Workstream,
};
use crate::source::{FileId, Span};

/// One parsed file. Items that could not be read are there too, as [`ItemKind::Broken`].
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// Which file it is.
    pub id: FileId,
    /// The `language` lines, in order; a file as it should be has one, at the top.
    pub languages: Vec<Language>,
    /// Everything else, in order.
    pub items: Vec<Item>,
}

/// `language 1`
#[derive(Debug, Clone, PartialEq)]
pub struct Language {
    /// The version asked for.
    pub version: i64,
    /// The whole line.
    pub span: Span,
}

/// A declaration at the left margin of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The text of the `///` lines above it, without the slashes.
    pub doc: Option<String>,
    /// What it declares.
    pub kind: ItemKind,
    /// From its first word to its last character.
    pub span: Span,
    /// Whether a part of it could not be read: checks about what is *absent* then stay silent.
    pub damaged: bool,
}

/// What an item declares.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemKind {
    /// `import "people.route"`
    Import(Import),
    /// `let big_cart = 500`
    Constant(Constant),
    /// `enum Tier { bronze, silver }`
    Enum(Enum),
    /// `entity Case { title: text }`
    Entity(Entity),
    /// `channel kiosk "Store kiosk" { store_no: text }`: the fields of a channel
    Channel(Entity),
    /// `list angry_words = ["refund"]`
    List(List),
    /// `condition is_vip(who: Customer) = …`
    Condition(Condition),
    /// `table sla(tier: Tier) -> Priority first { … }`
    Table(Table),
    /// `model effort(title: text) -> int`
    Model(Model),
    /// `closures national { 2026-12-25 "Christmas Day" }` and `hours office { … }`
    Hours(Hours),
    /// `assignment skilled_first(s: skill) { … }`
    Assignment(Assignment),
    /// `queue vip "VIP chat" { … }`
    Queue(Queue),
    /// `workstream contoso_chat { … }`
    Workstream(Workstream),
    /// `intake Case { … }`
    Intake(Intake),
    /// `test "…" { … }`
    Test(Test),
    /// `scenario "…" { … }`
    Scenario(Scenario),
    /// A declaration that is nothing but settings: `rating`, `skill`, `profile`, `session`, …
    Plain(Plain),
    /// Text that could not be read; a diagnostic has been given.
    Broken(Broken),
}

/// What is known of an item that could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Broken {
    /// The word it begins with, such as `queue`, if there is one.
    pub keyword: Option<Name>,
    /// The name that follows, if there is one: it counts as declared, so that uses of it are not reported.
    pub name: Option<Name>,
}

/// `import "people.route"`
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// The path, relative to the importing file.
    pub path: Text,
}

/// A declaration that is nothing but a header and settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Plain {
    /// Which word it begins with.
    pub kind: PlainKind,
    /// Name and label.
    pub header: Header,
    /// The settings of its block; empty without one.
    pub settings: Vec<Setting>,
}

/// The words that begin a declaration of settings only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlainKind {
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

/// `kind name "Label"`
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// The word other text refers to.
    pub name: Name,
    /// What people see.
    pub label: Option<Text>,
    /// From the keyword to the end of the label.
    pub span: Span,
}

/// A word that names something.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Name {
    /// The word.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A quoted text, with escapes resolved.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Text {
    /// What it says.
    pub value: String,
    /// Where it stands, quotes included.
    pub span: Span,
}

impl ItemKind {
    /// Every list of rules that stands in it, in order; those within rules are not among them.
    #[must_use]
    pub fn lists(&self) -> Vec<&[Rule]> {
        match self {
            Self::Assignment(found) => vec![&found.rules],
            Self::Intake(found) => vec![&found.rules],
            Self::Queue(found) => {
                let blocks = [&found.overflow, &found.prioritize, &found.choose];
                blocks.into_iter().flatten().map(|(rules, _)| rules.as_slice()).collect()
            }
            Self::Workstream(found) => {
                let rulesets = found.classify.iter().filter_map(|ruleset| match &ruleset.kind {
                    ClassifyKind::First(rules) | ClassifyKind::All(rules) => Some(rules.as_slice()),
                    ClassifyKind::Model(_) => None,
                });
                rulesets.chain(found.route.iter().map(|route| route.rules.as_slice())).collect()
            }
            Self::Import(_)
            | Self::Constant(_)
            | Self::Enum(_)
            | Self::Entity(_)
            | Self::Channel(_)
            | Self::List(_)
            | Self::Condition(_)
            | Self::Table(_)
            | Self::Model(_)
            | Self::Hours(_)
            | Self::Test(_)
            | Self::Scenario(_)
            | Self::Plain(_)
            | Self::Broken(_) => Vec::new(),
        }
    }

    /// The name and label it begins with, where it may have a label.
    #[must_use]
    pub fn header(&self) -> Option<&Header> {
        match self {
            Self::Enum(found) => Some(&found.header),
            Self::Entity(found) | Self::Channel(found) => Some(&found.header),
            Self::Hours(found) => Some(&found.header),
            Self::Queue(found) => Some(&found.header),
            Self::Workstream(found) => Some(&found.header),
            Self::Plain(found) => Some(&found.header),
            Self::Import(_)
            | Self::Constant(_)
            | Self::List(_)
            | Self::Condition(_)
            | Self::Table(_)
            | Self::Model(_)
            | Self::Assignment(_)
            | Self::Intake(_)
            | Self::Test(_)
            | Self::Scenario(_)
            | Self::Broken(_) => None,
        }
    }
}

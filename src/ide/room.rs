//! Which kind of block a place stands in.

use super::stand::Stand;
use crate::builtins::{Block, Form};
use crate::syntax::lex::TokenKind;

/// The kinds of block, by what their entries are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// No block: declarations stand here.
    Margin,
    /// Settings, and what else that block holds.
    Settings(Block),
    /// Values of an enum.
    Values,
    /// Fields, of an entity, a channel or a context.
    Fields,
    /// Days of closures.
    Days,
    /// Rows of a table.
    Rows,
    /// Rules.
    Rules(List),
    /// Shares of a split.
    Split,
    /// A test.
    Test,
    /// Rows of a test.
    Cells,
    /// A scenario.
    Scenario,
    /// Values of an item, in a test or scenario; how many links deep.
    Item,
    /// What is so of a queue, in a test.
    Facts,
    /// Settings of an agent of a scenario.
    Cast,
    /// Nothing known.
    Unknown,
}

/// The lists of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    /// `classify urgency first { … }`
    Classify,
    /// `route all { … }`
    Route,
    /// `intake Case { … }`
    Intake,
    /// `overflow { … }`
    Overflow,
    /// `prioritize { … }`
    Prioritize,
    /// `choose { … }`
    Choose,
    /// `assignment skilled { … }`
    Assignment,
}

impl List {
    /// The clauses that its rules may have, the most usual first.
    pub(super) fn clauses(self) -> &'static [&'static str] {
        match self {
            Self::Classify => &["set", "require", "hold"],
            Self::Route => &["to", "urgency", "overflow", "use"],
            Self::Intake => &["to"],
            Self::Overflow => &["then", "after"],
            Self::Prioritize => &["order"],
            Self::Choose => &["use"],
            Self::Assignment => &["pick", "order"],
        }
    }
}

/// The rooms around a place, from the margin inwards, and the tokens of their headers.
pub(super) fn rooms(stand: &Stand<'_>) -> Vec<Room> {
    let mut found = vec![Room::Margin];
    for head in &stand.heads {
        let tokens = stand.head(head);
        let words = stand.words(tokens);
        let timed = tokens.first().is_some_and(|token| token.kind == TokenKind::Figure);
        let outer = found.last().copied().unwrap_or(Room::Unknown);
        found.push(inner(outer, &words, timed));
    }
    found
}

fn inner(outer: Room, words: &[&str], timed: bool) -> Room {
    let first = words.first().copied().unwrap_or_default();
    match outer {
        Room::Margin => declared(first),
        Room::Settings(Block::Workstream) if first == "context" => Room::Fields,
        Room::Settings(Block::Workstream) if first == "classify" => Room::Rules(List::Classify),
        Room::Settings(Block::Workstream) if first == "route" => Room::Rules(List::Route),
        Room::Settings(Block::Queue) if first == "overflow" => Room::Rules(List::Overflow),
        Room::Settings(Block::Queue) if first == "prioritize" => Room::Rules(List::Prioritize),
        Room::Settings(Block::Queue) if first == "choose" => Room::Rules(List::Choose),
        Room::Settings(block) => of_setting(block, first),
        Room::Rules(_) => match words.last().copied() {
            Some("overflow") => Room::Rules(List::Overflow),
            Some("split") => Room::Split,
            _ => Room::Unknown,
        },
        Room::Test if first == "rows" => Room::Cells,
        Room::Test if first == "given" && words.get(1) == Some(&"queue") => Room::Facts,
        Room::Test if first == "given" => Room::Item,
        Room::Scenario if first == "agent" => Room::Cast,
        Room::Scenario if timed => Room::Item,
        Room::Item => Room::Item,
        Room::Values
        | Room::Fields
        | Room::Days
        | Room::Rows
        | Room::Split
        | Room::Test
        | Room::Cells
        | Room::Scenario
        | Room::Facts
        | Room::Cast
        | Room::Unknown => Room::Unknown,
    }
}

fn of_setting(block: Block, word: &str) -> Room {
    match block.row(word).map(|row| row.form) {
        Some(Form::Block(inner) | Form::Headed(_, inner)) => Room::Settings(inner),
        _ => Room::Unknown,
    }
}

/// The room of a declaration, by the word it begins with.
fn declared(word: &str) -> Room {
    match word {
        "enum" => Room::Values,
        "entity" | "channel" => Room::Fields,
        "closures" => Room::Days,
        "table" => Room::Rows,
        "assignment" => Room::Rules(List::Assignment),
        "intake" => Room::Rules(List::Intake),
        "test" => Room::Test,
        "scenario" => Room::Scenario,
        _ => block_of(word).map_or(Room::Unknown, Room::Settings),
    }
}

/// The block of settings that a declaration has, by the word it begins with.
pub(super) fn block_of(word: &str) -> Option<Block> {
    const INNER: [Block; 7] = [
        Block::Distribution,
        Block::Templates,
        Block::Messages,
        Block::Instance,
        Block::AutoClose,
        Block::AutoCloseStates,
        Block::Assignment,
    ];
    Block::ALL.iter().copied().find(|block| block.word() == word && !INNER.contains(block))
}

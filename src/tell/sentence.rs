use std::fmt;

/// A sentence, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sentence {
    /// What it is made of, in order.
    pub pieces: Vec<Piece>,
}

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words of ours.
    Words(String),
    /// A word or a value of the author's.
    Value(String),
    /// The name of something that is told elsewhere.
    Link {
        /// What it leads to.
        to: Anchor,
        /// What it is called.
        words: String,
    },
    /// Values that are too many to be read aloud, behind those that were.
    More(Vec<String>),
}

/// Something that has a place of its own in a book.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Anchor {
    /// What it is.
    pub kind: Kind,
    /// Its name in the program.
    pub name: String,
}

/// What has a place of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A workstream.
    Workstream,
    /// The intake of an entity.
    Intake,
    /// A queue.
    Queue,
    /// A calendar.
    Hours,
    /// A named list.
    List,
    /// A named condition.
    Condition,
    /// A table.
    Table,
    /// An assignment.
    Assignment,
    /// A rule, by its address.
    Rule,
}

impl Kind {
    /// What it is called in addresses within a page.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Workstream => "workstream",
            Self::Intake => "intake",
            Self::Queue => "queue",
            Self::Hours => "hours",
            Self::List => "list",
            Self::Condition => "condition",
            Self::Table => "table",
            Self::Assignment => "assignment",
            Self::Rule => "rule",
        }
    }
}

impl Anchor {
    /// The place of the `kind` of that name.
    pub(super) fn new(kind: Kind, name: &str) -> Self {
        Self { kind, name: name.to_owned() }
    }
}

/// Words of ours.
pub(super) fn words(text: impl Into<String>) -> Sentence {
    Sentence { pieces: vec![Piece::Words(text.into())] }
}

/// A word or value of the author's.
pub(super) fn value(text: impl Into<String>) -> Sentence {
    Sentence { pieces: vec![Piece::Value(text.into())] }
}

/// The name of something that is told elsewhere.
pub(super) fn link(to: Anchor, words: &str) -> Sentence {
    Sentence { pieces: vec![Piece::Link { to, words: words.to_owned() }] }
}

impl Sentence {
    /// This, then that.
    pub(super) fn then(mut self, other: Self) -> Self {
        for piece in other.pieces {
            match (self.pieces.last_mut(), piece) {
                (Some(Piece::Words(before)), Piece::Words(more)) => before.push_str(&more),
                (_, piece) => self.pieces.push(piece),
            }
        }
        self
    }

    /// This, then words of ours.
    pub(super) fn say(self, text: &str) -> Self {
        self.then(words(text))
    }

    /// With a capital at its beginning and a full stop at its end.
    pub(super) fn whole(mut self) -> Self {
        if let Some(Piece::Words(first)) = self.pieces.first_mut() {
            *first = capital(first);
        }
        self.say(".")
    }
}

/// `a, b or c`
pub(super) fn listed(parts: Vec<Sentence>, last: &str) -> Sentence {
    joined(parts, ", ", &format!(" {last} "))
}

/// All of them, with `comma` between and `last` before the last.
pub(super) fn joined(parts: Vec<Sentence>, comma: &str, last: &str) -> Sentence {
    let count = parts.len();
    parts.into_iter().enumerate().fold(Sentence::default(), |sentence, (at, part)| match at {
        0 => part,
        at if at + 1 == count => sentence.say(last).then(part),
        _ => sentence.say(comma).then(part),
    })
}

/// With a capital at its beginning.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

impl fmt::Display for Sentence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in &self.pieces {
            match piece {
                Piece::Words(text) | Piece::Value(text) | Piece::Link { words: text, .. } => {
                    out.write_str(text)?;
                }
                Piece::More(values) => write!(out, "{}", values.join(", "))?,
            }
        }
        Ok(())
    }
}

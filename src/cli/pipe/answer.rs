use enroute::dispatch::{Effect, Note, State};
use enroute::value::Instant;
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

/// A line that `dispatch` prints: what came of one line of events.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(title = "Step")]
pub(crate) enum Line {
    /// The line is an event, and this is what it led to.
    Step(Answer),
    /// The line is no event; nothing happened by it.
    Unread(Unread),
}

/// What an event led to. Instants are RFC 3339.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Answer {
    /// When the event was taken to happen.
    at: String,
    /// What it asks of the world, in order.
    effects: Vec<Effect>,
    /// When something happens next though nobody does anything: a `tick` is due then, or later. Null where nothing does.
    next: Option<String>,
    /// Why the event was refused, as a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<String>,
    /// What of an item's values could not be read, a sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    problems: Vec<String>,
    /// Whether the event is dated before one that has happened, and is taken to happen after it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    late: bool,
    /// Why, in order; only where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<Vec<Remark>>,
    /// Whether the state, this event included, is in its file.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    saved: bool,
}

/// What an answer says beside what happened.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    /// Whether the notes.
    pub(super) notes: bool,
    /// Whether the state was saved.
    pub(super) saved: bool,
}

/// A note with its sentence.
#[derive(Debug, Serialize, JsonSchema)]
struct Remark {
    #[serde(flatten)]
    note: Note,
    /// The same as a sentence.
    says: String,
}

/// What is wrong with a line.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Unread {
    /// The line, from 1.
    pub(super) line: u64,
    /// What is wrong with it.
    pub(super) error: String,
}

impl Answer {
    /// What an event led to, with notes where they are wanted.
    pub(super) fn of(state: &State, effects: Vec<Effect>, notes: Vec<Note>, told: Told) -> Self {
        let remark = |note: Note| Remark { says: note.to_string(), note };
        let refusal =
            |note: &Note| if let Note::Refused { why } = note { Some(why.to_string()) } else { None };
        let refused = notes.iter().find_map(refusal);
        let unread = |note: &Note| if let Note::Unread { why, .. } = note { Some(why.clone()) } else { None };
        let problems = notes.iter().filter_map(unread).collect();
        let late = notes.iter().any(|note| matches!(note, Note::Late { .. }));
        Self {
            at: state.now().rfc3339(),
            effects,
            next: state.next_deadline().map(Instant::rfc3339),
            refused,
            problems,
            late,
            notes: told.notes.then(|| notes.into_iter().map(remark).collect()),
            saved: told.saved,
        }
    }
}

impl Line {
    /// Writes it, and sees that it arrives: whoever reads may be waiting for it.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, self)?;
        writeln!(out)?;
        out.flush()
    }
}

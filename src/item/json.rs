use super::error::ItemError;
use super::frame::{Frame, Target};
use super::pass::{Certainty, Pass};
use super::reader::{ReadOptions, Reader};
use super::repair::repair;
use super::scan;
use super::visit::Any;
use serde::de::DeserializeSeed;
use serde_json::Value;

impl Reader {
    /// Reads an item from the bytes of one JSON object. Half characters, bytes that are not UTF-8 and numbers beyond
    /// any range are problems of their fields.
    pub fn json(&self, bytes: &[u8], options: &ReadOptions<'_>, frame: &mut Frame) -> Result<(), ItemError> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        if let Ok(text) = std::str::from_utf8(bytes) {
            match self.read_from(Source::Plain(text), options, frame, Damage::None) {
                Err(ItemError::NotJson { .. }) => {}
                read => return read,
            }
        }
        self.json_by_serde(bytes, options, frame)
    }

    /// Reads whatever is not plain, and says what is wrong with what is not JSON.
    #[cold]
    fn json_by_serde(
        &self,
        bytes: &[u8],
        options: &ReadOptions<'_>,
        frame: &mut Frame,
    ) -> Result<(), ItemError> {
        let first = self.read_from(Source::Bytes(bytes), options, frame, Damage::None);
        let Err(ItemError::NotJson { .. }) = first else {
            return first;
        };
        let Some(repaired) = repair(bytes) else {
            return first;
        };
        match self.read_from(Source::Bytes(repaired.as_bytes()), options, frame, Damage::Repaired) {
            Err(ItemError::NotJson { .. }) => first,
            again => again,
        }
    }

    /// Reads an item from a JSON object in memory.
    pub fn value(
        &self,
        value: &Value,
        options: &ReadOptions<'_>,
        frame: &mut Frame,
    ) -> Result<(), ItemError> {
        self.read_from(Source::Value(value), options, frame, Damage::None)
    }

    fn read_from(
        &self,
        source: Source<'_>,
        options: &ReadOptions<'_>,
        frame: &mut Frame,
        damage: Damage,
    ) -> Result<(), ItemError> {
        begin(frame, self.default_target(options), damage);
        let mut first = Pass::new(self, frame, Certainty::Guessed);
        source.run(&mut first)?;
        let (address, reads) = first.end();
        if reads && frame.target().is_some() {
            self.finish(frame, address, options);
            return Ok(());
        }
        let target = self.target(&address, options)?;
        begin(frame, Some(target), damage);
        let mut second = Pass::new(self, frame, Certainty::Known);
        source.run(&mut second)?;
        let (address, _) = second.end();
        self.finish(frame, address, options);
        Ok(())
    }
}

fn begin(frame: &mut Frame, target: Option<Target>, damage: Damage) {
    frame.clear();
    if let Some(target) = target {
        frame.set_target(target);
    }
    if damage == Damage::Repaired {
        frame.expect_broken_texts();
    }
}

/// Whether the text of the item is as it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Damage {
    None,
    Repaired,
}

/// Where the JSON comes from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source<'a> {
    /// A text to be read quickly if it is plain; if it is not, it is "not JSON", with nothing more said.
    Plain(&'a str),
    Bytes(&'a [u8]),
    Value(&'a Value),
}

impl Source<'_> {
    pub(super) fn run(self, pass: &mut Pass<'_>) -> Result<(), ItemError> {
        match self {
            Source::Plain(text) => scan::run(text, pass).ok_or_else(not_plain)?,
            Source::Bytes(bytes) => {
                let mut json = serde_json::Deserializer::from_slice(bytes);
                let read = Any(&mut *pass).deserialize(&mut json).and_then(|()| json.end());
                read.map_err(|error| not_json(&error))?;
            }
            Source::Value(value) => Any(&mut *pass).deserialize(value).map_err(|error| not_json(&error))?,
        }
        if pass.is_object() { Ok(()) } else { Err(ItemError::NotAnObject) }
    }
}

/// What nobody gets to see: the text is read again.
fn not_plain() -> ItemError {
    ItemError::NotJson { line: 0, column: 0, reason: String::new() }
}

pub(super) fn not_json(error: &serde_json::Error) -> ItemError {
    let words = error.to_string();
    let reason = plain(words.split(" at line ").next().unwrap_or_default()).to_owned();
    ItemError::NotJson { line: error.line(), column: error.column(), reason }
}

/// What a JSON reader says, for people who do not read its trade.
fn plain(reason: &str) -> &str {
    match reason {
        "expected value" | "expected ident" => "no value begins so; texts stand in \"quotes\"",
        "key must be a string" => "a field's name stands in \"quotes\"",
        "trailing characters" => "something follows after its end",
        "trailing comma" => "a comma has nothing after it",
        reason if reason.starts_with("EOF") => "it ends too soon",
        reason => reason,
    }
}

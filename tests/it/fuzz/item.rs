//! Items that nobody meant: fields of every kind with values of every other, and JSON that is nearly JSON.

use super::target::chance_of;
use crate::oracle::dice::Dice;
use enroute::Bundle;
use enroute::item::{Columns, Frame, ItemError, ReadOptions, Reader};
use enroute::source::{SourceFile, Sources};
use enroute::value::Instant;
use enroute::vm::{Facts, Machine, TraceLevel};
use serde_json::Value;
use std::fmt::Write;
use std::sync::LazyLock;

/// A program whose rules read a field of every kind.
pub(crate) const PROGRAM: &str = include_str!("../../programs/every_kind.route");

/// Keys as programs and their envelopes have them, nearly so, and not at all.
#[rustfmt::skip]
const KEYS: &[&str] = &[
    "title", "flag", "count", "amount", "day", "clock", "opened", "length", "tier", "words", "tiers",
    "numbers", "customer", "name", "account", "parent", "country", "limit", "context", "cart", "note",
    "channel", "models", "id", "workstream", "instance", "record", "Title", "TITLE", "customer.name",
    "customer.account.limit", "", " ", "\\u0000", "title\\u0000", "ti\\u0074le", "\\ud83d", "😀",
    "__proto__", "constructor", "constante", "x",
];

/// Values as fields have them, nearly so, and not at all.
#[rustfmt::skip]
const VALUES: &[&str] = &[
    "null", "true", "false", "\"yes\"", "\"NO\"", "0", "-0", "1", "1.0", "12.5", "12.50000", "0.00005",
    "-7", "1e3", "1E+2", "1e-400", "1e999", "-1e999", "9007199254740993", "9223372036854775807",
    "9223372036854775808", "-9223372036854775809", "184467440737095516160",
    "1234567890123456789012345678901234567890", "NaN", "Infinity", "-Infinity", "nan", "undefined", "+1",
    "01", ".5", "5.", "0x10", "1_000", "\"12\"", "\"12,5\"", "\"1e3\"", "\"NaN\"", "\"\"", "\" \"",
    "\"  gold \"", "\"gold\"", "\"GOLD\"", "\"Gold;silver\"", "\"platinum\"", "\"3\"", "\"refund\"",
    "\"urgent; gift\"", "\"2026-12-25\"", "\"2026-02-30\"", "\"0000-00-00\"", "\"99999-12-31\"",
    "\"-2026-01-01\"", "\"2026-12-25T08:00:00Z\"", "\"2026-12-25T08:00:00.123456789+02:00\"",
    "\"2026-12-25T24:00:00Z\"", "\"2026-12-25T08:00:60Z\"", "\"2026-12-25 08:00\"", "\"08:00\"",
    "\"24:00\"", "\"25:00\"", "\"8:5\"", "\"1h30m\"", "\"-5m\"", "\"99999999999999d\"", "\"PT1H\"",
    "1766649600", "\"\\ud83d\"", "\"\\udc00\\ud83d\"", "\"\\ud83d\\ude00\"", "\"\\u0000\"", "\"\\u00\"",
    "\"\\x\"", "\"\u{1}\"", "\"\u{202e}x\"", "\"é\"", "\"e\u{301}\"", "\"İ\"", "\"ß\"", "[]", "[[]]",
    "[null]", "[1, 2, 7]", "[\"urgent\", \"gift\", 7, null]", "[\"gold\", \"nothing\", 3]", "[{}]", "{}",
    "{\"name\": \"A\"}", "{\"account\": {\"limit\": 2000, \"country\": \"FR\"}}",
    "{\"name\": {\"name\": {}}}", "\"desk\"", "\"Case\"", "\"nowhere\"", "'x'", "\"x", "[1", "{\"a\"",
    "[1,]", "{,}", "/* x */ 1",
];

static BUNDLE: LazyLock<Bundle> = LazyLock::new(|| {
    let sources = Sources::from_iter([SourceFile::new("main.route", PROGRAM)]);
    let compiled = enroute::compile(&sources).unwrap();
    let said: Vec<_> = compiled.checked.diagnostics.iter().map(|said| &said.message).collect();
    compiled.bundle.unwrap_or_else(|| panic!("{said:?}"))
});

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(BUNDLE.schema()));

/// What every item is read with: those that name nothing go to the one workstream, so that none is lost.
const OPTIONS: ReadOptions<'_> = ReadOptions { workstream: Some("desk"), record: None, id: Some("1") };

/// What is an object is decided; what is decided once is decided the same way again, however it was read.
pub(crate) fn attempt(bytes: &[u8]) {
    let dice = &mut chance_of(bytes);
    let mut frame = READER.frame();
    let read = READER.json(bytes, &OPTIONS, &mut frame);
    match &read {
        Ok(()) => decided(&mut frame),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    if dice.below(4) == 0 {
        twice_alike(bytes, &read);
    }
    if dice.below(8) == 0 {
        row(bytes, &mut frame);
    }
}

/// An item that `serde_json` reads is decided, and its decision does not depend on the way in.
fn twice_alike(bytes: &[u8], read: &Result<(), ItemError>) {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return };
    if !value.is_object() {
        return assert_eq!(*read, Err(ItemError::NotAnObject));
    }
    assert_eq!(*read, Ok(()), "an item is lost");
    let (mut one, mut other) = (READER.frame(), READER.frame());
    READER.json(value.to_string().as_bytes(), &OPTIONS, &mut one).unwrap();
    READER.value(&value, &OPTIONS, &mut other).unwrap();
    assert_eq!(decision(&mut one), decision(&mut other));
}

/// The bytes as a row: every second piece is a column, the other its value.
fn row(bytes: &[u8], frame: &mut Frame) {
    let text = String::from_utf8_lossy(bytes);
    let pieces: Vec<&str> = text.split(['"', ':', ',', '{', '}']).collect();
    let header = pieces.iter().step_by(2).copied();
    let values: Vec<&str> = pieces.iter().skip(1).step_by(2).copied().collect();
    let mut columns = Columns::new(header);
    let read = READER.row(&mut columns, values.iter().copied(), &OPTIONS, frame);
    assert_eq!(read, Ok(()), "a row is lost");
    decided(frame);
}

fn decided(frame: &mut Frame) {
    let mut machine = Machine::new(&BUNDLE);
    machine.settle(frame, &Facts::at(Instant(1_772_000_000_000_000)));
    for problem in machine.problems(frame) {
        assert!(!problem.message.is_empty() && problem.message.len() < 2_000, "{}", problem.message.len());
    }
}

/// What is decided. Not the words of problems: `serde_json` may read the last digit of a long number in two ways.
fn decision(frame: &mut Frame) -> String {
    let facts = Facts::at(Instant(1_772_000_000_000_000));
    let mut decision = Machine::new(&BUNDLE).decide(frame, &facts, TraceLevel::Off);
    decision.problems.iter_mut().for_each(|problem| problem.message.clear());
    serde_json::to_string(&decision).unwrap()
}

/// Some item.
pub(crate) fn thrown(dice: &mut Dice) -> Vec<u8> {
    let mut text = String::new();
    object(&mut text, dice, 0);
    let mut bytes = text.into_bytes();
    while dice.chance(25) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + dice.below(12)).min(bytes.len());
        match dice.below(5) {
            0 => drop(bytes.drain(at..end)),
            1 => bytes.truncate(at),
            2 => bytes.insert(at, u8::try_from(dice.below(256)).unwrap()),
            3 => bytes.extend_from_within(at..end),
            _ => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << dice.below(8)),
        }
    }
    bytes
}

fn object(text: &mut String, dice: &mut Dice, depth: usize) {
    text.push('{');
    for place in 0..dice.below(6) {
        text.push_str(if place > 0 { ", " } else { "" });
        let _ = write!(text, "\"{}\": ", dice.pick(KEYS));
        match dice.below(10) {
            0 | 1 if depth < 4 => object(text, dice, depth + 1),
            2 => list(text, dice),
            3 => deep(text, dice),
            4 => digits(text, dice),
            _ => text.push_str(dice.pick::<&str>(VALUES)),
        }
    }
    text.push('}');
}

fn list(text: &mut String, dice: &mut Dice) {
    let members: Vec<_> = (0..dice.below(8)).map(|_| *dice.pick(VALUES)).collect();
    let _ = write!(text, "[{}]", members.join(","));
}

/// Brackets in brackets, most of them closed.
fn deep(text: &mut String, dice: &mut Dice) {
    let many = dice.below(200);
    let (open, close) = if dice.chance(50) { ("[", "]") } else { ("{\"customer\":", "}") };
    text.push_str(&open.repeat(many));
    text.push_str(dice.pick::<&str>(VALUES));
    text.push_str(&close.repeat(many));
}

fn digits(text: &mut String, dice: &mut Dice) {
    let sign = if dice.chance(30) { "-" } else { "" };
    let _ = write!(text, "{sign}{}", dice.between(0, 1 << 30));
    for mark in [".", "e", "e-"] {
        if dice.chance(30) {
            let most = 1 << dice.below(30);
            let _ = write!(text, "{mark}{}", dice.between(0, most));
        }
    }
}

//! How a bundle is laid out, in little-endian numbers of 32 bits unless said otherwise:
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `routeb\r\n` |
//! | 4 | the version of this layout |
//! | 4 | how many sections |
//! | 16 each | a section's number, its offset, its length, the first 4 bytes of its BLAKE3 digest |
//! | … | the sections, one after the other |
//! | 32 | the BLAKE3 digest of all bytes before it: the bundle's identity |
//!
//! A seal may follow: see [`super::seal`].
//!
//! Section 1 is code, as in [`super::code`]; the last three are a [`RuleBook`]; the others are `postcard`. Lengths are held
//! against the bytes there are before anything is made, so that a forged length costs nothing.

use super::about::About;
use super::book::RuleBook;
use super::code;
use super::conditions::Conditions;
use super::counted::{Counted, Meter};
use super::error::LoadError;
use super::hex::Hex;
use super::limits::Limits;
use crate::bytecode::{
    self, Action, Atom, ConstList, Key, KnownSlots, Pc, Program, Queue, Rule, RuleList, RuleListId, Schema,
    Table, Workstream,
};
use crate::calendar::Calendar;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

const MAGIC: [u8; 8] = *b"routeb\r\n";
/// The version of the layout.
pub(super) const FORMAT: u32 = 7;
const ENTRY: usize = 16;
const HEAD: usize = 16;
const DIGEST: usize = 32;
const COUNT: usize = 9;
/// What a letter of the file takes at most, in texts that are kept and those on their way there.
const TEXT: u64 = 4;
/// What an instruction takes, with what is worked out beside it while it is verified.
const INSTRUCTION: u64 = 64;

/// The sections, in their order.
const NAMES: [&str; COUNT] = [
    "the code",
    "the constants",
    "the schema",
    "the rules",
    "the desk",
    "the names",
    "the addresses",
    "the places",
    "the sources",
];

#[derive(Serialize, Deserialize)]
struct Constants<'p> {
    atoms: Cow<'p, [Atom]>,
    numbers: Cow<'p, [i64]>,
    lists: Cow<'p, [ConstList]>,
    calendars: Cow<'p, [Calendar]>,
    zones: Cow<'p, [String]>,
    zone_database: Option<Cow<'p, str>>,
}

#[derive(Serialize, Deserialize)]
struct Slots<'p> {
    schema: Cow<'p, Schema>,
    known: KnownSlots,
}

#[derive(Serialize, Deserialize)]
struct Rules<'p> {
    all: Cow<'p, [Rule]>,
    actions: Cow<'p, [Action]>,
    keys: Cow<'p, [Key]>,
    lists: Cow<'p, [RuleList]>,
    tables: Cow<'p, [Table]>,
    entries: Cow<'p, [Pc]>,
    cost: u64,
}

#[derive(Serialize, Deserialize)]
struct Desk<'p> {
    queues: Cow<'p, [Queue]>,
    workstreams: Cow<'p, [Workstream]>,
    intakes: Cow<'p, [RuleListId]>,
    people: Cow<'p, bytecode::Desk>,
}

/// The bytes of a bundle.
pub(super) fn write(program: &Program, about: &About) -> Vec<u8> {
    let ops = code::written(&program.code);
    let constants = Constants {
        atoms: Cow::Borrowed(&program.atoms),
        numbers: Cow::Borrowed(&program.numbers),
        lists: Cow::Borrowed(&program.lists),
        calendars: Cow::Borrowed(&program.calendars),
        zones: Cow::Borrowed(&program.zones),
        zone_database: program.zone_database.as_deref().map(Cow::Borrowed),
    };
    let slots = Slots { schema: Cow::Borrowed(&program.schema), known: program.known };
    let rules = Rules {
        all: Cow::Borrowed(&program.rules),
        actions: Cow::Borrowed(&program.actions),
        keys: Cow::Borrowed(&program.keys),
        lists: Cow::Borrowed(&program.rule_lists),
        tables: Cow::Borrowed(&program.tables),
        entries: Cow::Borrowed(&program.entries),
        cost: program.cost,
    };
    let desk = Desk {
        queues: Cow::Borrowed(&program.queues),
        workstreams: Cow::Borrowed(&program.workstreams),
        intakes: Cow::Borrowed(&program.intakes),
        people: Cow::Borrowed(&program.desk),
    };
    let (constants, slots) = (packed(&constants), packed(&slots));
    let (rules, desk, names) = (packed(&rules), packed(&desk), packed(about));
    let book = &about.book;
    let (addresses, sources) = (book.names.as_bytes(), book.conditions.bytes());
    join([&ops, &constants, &slots, &rules, &desk, &names, addresses, &book.records, sources])
}

/// Writing to memory cannot fail; an empty section would be refused by [`read`].
fn packed(value: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(value).unwrap_or_default()
}

fn join(sections: [&[u8]; COUNT]) -> Vec<u8> {
    let word = |length: usize| u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
    let size = sections.iter().map(|section| section.len() + ENTRY).sum::<usize>();
    let mut bytes = Vec::with_capacity(HEAD + size + DIGEST);
    bytes.extend(MAGIC);
    bytes.extend(FORMAT.to_le_bytes());
    bytes.extend(word(sections.len()));
    let mut at = HEAD + ENTRY * sections.len();
    for (number, section) in (1_u32..).zip(sections) {
        bytes.extend(number.to_le_bytes());
        bytes.extend(word(at));
        bytes.extend(word(section.len()));
        bytes.extend(checksum(section).to_le_bytes());
        at += section.len();
    }
    for section in sections {
        bytes.extend_from_slice(section);
    }
    let digest = blake3::hash(&bytes);
    bytes.extend(digest.as_bytes());
    bytes
}

/// What says which section is damaged; that none is, the digest says.
fn checksum(section: &[u8]) -> u32 {
    let [a, b, c, d, ..] = *blake3::hash(section).as_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// The digest at the end of a bundle, in hexadecimal.
pub(super) fn digest_of(bytes: &[u8]) -> Arc<str> {
    let digest = bytes.len().checked_sub(DIGEST).and_then(|at| bytes.get(at..)).unwrap_or_default();
    Hex(digest).to_string().into()
}

/// What the bytes of a bundle hold, every checksum held against them; not verified yet. What it takes is counted before it
/// is made.
pub(super) fn read(bytes: &[u8], meter: &Meter) -> Result<(Program, About), LoadError> {
    let [ops, constants, slots, rules, desk, names, addresses, places, sources] = split(bytes)?;
    let length = |bytes: &[u8]| u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    take(meter, length(bytes).saturating_mul(TEXT))?;
    take(meter, code::count(ops).saturating_mul(INSTRUCTION))?;
    let constants: Constants<'static> = unpacked(constants, 1, meter)?;
    let slots: Slots<'static> = unpacked(slots, 2, meter)?;
    let rules: Rules<'static> = unpacked(rules, 3, meter)?;
    let desk: Desk<'static> = unpacked(desk, 4, meter)?;
    let program = Program {
        schema: slots.schema.into_owned(),
        known: slots.known,
        code: code::read(ops).ok_or(LoadError::Unreadable { section: name(0) })?,
        atoms: fitted(constants.atoms),
        numbers: fitted(constants.numbers),
        lists: fitted(constants.lists),
        calendars: fitted(constants.calendars),
        zones: fitted(constants.zones),
        zone_database: constants.zone_database.map(Cow::into_owned),
        rules: fitted(rules.all),
        actions: fitted(rules.actions),
        keys: fitted(rules.keys),
        rule_lists: fitted(rules.lists),
        tables: fitted(rules.tables),
        entries: fitted(rules.entries),
        cost: rules.cost,
        queues: fitted(desk.queues),
        workstreams: fitted(desk.workstreams),
        intakes: fitted(desk.intakes),
        desk: desk.people.into_owned(),
    };
    let addresses = std::str::from_utf8(addresses).map_err(|_| LoadError::Unreadable { section: name(6) })?;
    let conditions = Conditions::packed(sources.into());
    let book = RuleBook { names: addresses.into(), records: places.into(), conditions };
    Ok((program, About { book, ..unpacked(names, 5, meter)? }))
}

/// Without room for more.
fn fitted<T: Clone>(list: Cow<'_, [T]>) -> Vec<T> {
    let mut list = list.into_owned();
    list.shrink_to_fit();
    list
}

/// What the list of sections says of each: name, offset, length, checksum.
pub(super) fn list(bytes: &[u8]) -> impl Iterator<Item = (&'static str, [u32; 3])> {
    NAMES.iter().enumerate().filter_map(|(number, name)| {
        let entry = HEAD + ENTRY * number;
        let word = |at| word(bytes, entry + at).ok();
        Some((*name, [word(4)?, word(8)?, word(12)?]))
    })
}

fn name(section: usize) -> &'static str {
    NAMES.get(section).copied().unwrap_or("the end")
}

/// How many bytes the bundle has that stands first in these, by its head. Nothing else of it is read.
pub(super) fn length(bytes: &[u8]) -> Result<usize, LoadError> {
    head(bytes)?;
    let mut at = HEAD + ENTRY * NAMES.len();
    for number in 0..NAMES.len() {
        at += placed(bytes, number, at)?.len();
    }
    Ok(at + DIGEST)
}

/// The digest that a bundle of these bytes has to end with.
pub(super) fn digest(bytes: &[u8]) -> [u8; DIGEST] {
    let body = bytes.len().checked_sub(DIGEST).and_then(|body| bytes.get(..body)).unwrap_or_default();
    *blake3::hash(body).as_bytes()
}

fn head(bytes: &[u8]) -> Result<(), LoadError> {
    if bytes.get(..MAGIC.len()) != Some(&MAGIC) {
        return Err(LoadError::NotABundle);
    }
    let found = word(bytes, MAGIC.len())?;
    if found != FORMAT {
        return Err(LoadError::Version { found, known: FORMAT });
    }
    let count = word(bytes, MAGIC.len() + 4)?;
    if usize::try_from(count) != Ok(NAMES.len()) {
        return Err(LoadError::Unreadable { section: "the list of sections" });
    }
    Ok(())
}

fn split(bytes: &[u8]) -> Result<[&[u8]; COUNT], LoadError> {
    head(bytes)?;
    let body = bytes.len().checked_sub(DIGEST).ok_or(LoadError::Short { section: "the end" })?;
    let mut at = HEAD + ENTRY * NAMES.len();
    let mut sections: [&[u8]; COUNT] = [&[]; COUNT];
    for (number, place) in sections.iter_mut().enumerate() {
        *place = section(bytes, number, at)?;
        at += place.len();
    }
    if at != body {
        return Err(LoadError::Short { section: "the end" });
    }
    if bytes.get(body..) != Some(&digest(bytes)) {
        return Err(LoadError::Damaged { section: "the whole" });
    }
    Ok(sections)
}

/// One section, held against its checksum.
fn section(bytes: &[u8], number: usize, start: usize) -> Result<&[u8], LoadError> {
    let found = placed(bytes, number, start)?;
    if checksum(found) != word(bytes, HEAD + ENTRY * number + 12)? {
        return Err(LoadError::Damaged { section: name(number) });
    }
    Ok(found)
}

/// The bytes of one section, which must begin where the one before it ends.
fn placed(bytes: &[u8], number: usize, start: usize) -> Result<&[u8], LoadError> {
    let entry = HEAD + ENTRY * number;
    let section = name(number);
    let offset = usize::try_from(word(bytes, entry + 4)?).unwrap_or(usize::MAX);
    let length = usize::try_from(word(bytes, entry + 8)?).unwrap_or(usize::MAX);
    let numbered = usize::try_from(word(bytes, entry)?) == Ok(number + 1);
    if !numbered || offset != start {
        return Err(LoadError::Unreadable { section: "the list of sections" });
    }
    let found = offset.checked_add(length).and_then(|end| bytes.get(offset..end));
    found.ok_or(LoadError::Short { section })
}

fn word(bytes: &[u8], at: usize) -> Result<u32, LoadError> {
    let four = bytes.get(at..).and_then(|rest| rest.first_chunk::<4>());
    four.map(|four| u32::from_le_bytes(*four)).ok_or(LoadError::Short { section: "the list of sections" })
}

fn unpacked<T: DeserializeOwned>(bytes: &[u8], section: usize, meter: &Meter) -> Result<T, LoadError> {
    let mut from = postcard::Deserializer::from_bytes(bytes);
    let value = T::deserialize(Counted::new(&mut from, meter));
    if !meter.is_within() {
        return Err(Limits::too_large_to_read(meter));
    }
    let whole = from.finalize().is_ok_and(<[u8]>::is_empty);
    value.ok().filter(|_| whole).ok_or(LoadError::Unreadable { section: name(section) })
}

fn take(meter: &Meter, bytes: u64) -> Result<(), LoadError> {
    if meter.take(bytes) { Ok(()) } else { Err(Limits::too_large_to_read(meter)) }
}

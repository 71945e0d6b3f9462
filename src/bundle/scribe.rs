use super::book::{Place, RuleAbout, RuleBook, marks};
use super::clause::ClauseKind;
use super::varint::{put, put_from};
use crate::bytecode::Slot;
use rustc_hash::FxHashMap;

/// Writes a [`RuleBook`].
#[derive(Debug, Default)]
pub struct Scribe {
    texts: String,
    /// Words that stand outside of the rule that needs them, such as those of named conditions.
    kept: FxHashMap<Box<str>, Stretch>,
    starts: Vec<u32>,
    records: Vec<u8>,
    /// The records of conditions of tests, which stand after those of the rules.
    expected: Vec<Vec<u8>>,
}

/// A part of the text, by its first byte and its length.
#[derive(Debug, Clone, Copy, Default)]
struct Stretch {
    start: u32,
    length: u32,
}

/// A condition while it is written.
#[derive(Debug, Clone)]
pub struct Tree {
    text: Stretch,
    place: Place,
    last: Place,
    test: u32,
    bytes: Vec<u8>,
}

/// A part of a condition, its own parts left out.
#[derive(Debug, Clone, Copy)]
pub struct Part<'w> {
    /// How its parts are joined.
    pub kind: ClauseKind<'w>,
    /// As the author wrote it.
    pub text: &'w str,
    /// How far into the rule's text it probably stands, in bytes.
    pub at: u32,
    /// Where it stands.
    pub place: Place,
    /// How many parts follow.
    pub parts: usize,
    /// Which slots it reads, if it has no parts.
    pub reads: &'w [Slot],
}

impl Scribe {
    /// Begins the condition of a rule that reads so and stands there.
    pub fn begin(&mut self, text: &str, place: Place) -> Tree {
        Tree { text: self.add(text), place, last: place, test: 0, bytes: Vec::new() }
    }

    /// Adds a part to a condition; the parts of it follow, each with its own.
    pub fn part(&mut self, tree: &mut Tree, part: &Part<'_>) {
        let elsewhere = part.place.file != tree.last.file;
        put(&mut tree.bytes, number_of(&part.kind) | if elsewhere { marks::ELSEWHERE } else { 0 });
        self.words(tree, part.text, part.at);
        if elsewhere {
            put(&mut tree.bytes, part.place.file);
        }
        put_from(&mut tree.bytes, tree.last.line, part.place.line);
        put(&mut tree.bytes, part.place.column);
        tree.last = part.place;
        self.kind(tree, part);
        if part.parts == 0 {
            put(&mut tree.bytes, short(part.reads.len()));
            part.reads.iter().for_each(|slot| put(&mut tree.bytes, slot.0));
        }
    }

    fn kind(&mut self, tree: &mut Tree, part: &Part<'_>) {
        match part.kind {
            ClauseKind::Condition(name) | ClauseKind::Table(name) => self.words(tree, name, part.at),
            ClauseKind::Test { pc, test, .. } => {
                put_from(&mut tree.bytes, tree.test, pc.0);
                put_from(&mut tree.bytes, pc.0, test.0);
                tree.test = test.0;
                return;
            }
            ClauseKind::And | ClauseKind::Or | ClauseKind::Not => {}
        }
        put(&mut tree.bytes, short(part.parts));
    }

    /// Adds the next rule.
    pub fn rule(&mut self, rule: &RuleAbout<'_>, tree: Option<Tree>) {
        let text = tree.as_ref().map_or_else(|| self.add(rule.text), |tree| tree.text);
        let address = self.add(rule.address);
        let name = self.find(address, rule.name, 0);
        self.starts.push(short(self.records.len()));
        head(&mut self.records, [address, name, text], rule.place);
        put(&mut self.records, u32::from(tree.is_some()));
        self.records.extend(tree.into_iter().flat_map(|tree| tree.bytes));
    }

    /// Keeps a condition that a test expects, and says its number among those.
    pub fn expected(&mut self, tree: Tree) -> u32 {
        let mut record = Vec::new();
        head(
            &mut record,
            [Stretch { length: 0, ..tree.text }, Stretch { length: 0, ..tree.text }, tree.text],
            tree.place,
        );
        put(&mut record, 1);
        record.extend(tree.bytes);
        self.expected.push(record);
        short(self.expected.len() - 1)
    }

    /// The book.
    #[must_use]
    pub fn finish(mut self) -> RuleBook {
        for record in self.expected {
            self.starts.push(short(self.records.len()));
            self.records.extend(record);
        }
        let numbers = [short(self.starts.len())].into_iter().chain(self.starts);
        let records: Vec<_> = numbers.flat_map(u32::to_le_bytes).chain(self.records).collect();
        RuleBook { texts: self.texts.into(), records: records.into() }
    }

    fn words(&mut self, tree: &mut Tree, words: &str, at: u32) {
        let found = self.find(tree.text, words, at);
        put_from(&mut tree.bytes, tree.text.start, found.start);
        put(&mut tree.bytes, found.length);
    }

    /// Where words stand: in that part of the text, probably at `at`, or among those kept, which they else become one of.
    fn find(&mut self, near: Stretch, words: &str, at: u32) -> Stretch {
        let start = usize::try_from(near.start).unwrap_or(usize::MAX);
        let end = start.saturating_add(usize::try_from(near.length).unwrap_or(usize::MAX));
        let there = self.texts.get(start..end).unwrap_or_default();
        let guess = usize::try_from(at).unwrap_or(usize::MAX);
        let guessed = there.get(guess..).is_some_and(|rest| rest.starts_with(words)).then_some(guess);
        if let Some(at) = guessed.or_else(|| memchr::memmem::find(there.as_bytes(), words.as_bytes())) {
            return Stretch { start: near.start.saturating_add(short(at)), length: short(words.len()) };
        }
        if let Some(known) = self.kept.get(words) {
            return *known;
        }
        let added = self.add(words);
        self.kept.insert(Box::from(words), added);
        added
    }

    fn add(&mut self, words: &str) -> Stretch {
        let start = short(self.texts.len());
        self.texts.push_str(words);
        Stretch { start, length: short(words.len()) }
    }
}

fn head(into: &mut Vec<u8>, [address, name, text]: [Stretch; 3], place: Place) {
    put(into, address.start);
    put(into, address.length);
    put_from(into, address.start, name.start);
    put(into, name.length);
    put_from(into, address.start, text.start);
    put(into, text.length);
    put(into, place.file);
    put(into, place.line);
    put(into, place.column);
}

fn number_of(kind: &ClauseKind<'_>) -> u32 {
    match kind {
        ClauseKind::And => 0,
        ClauseKind::Or => 1,
        ClauseKind::Not => 2,
        ClauseKind::Condition(_) => 3,
        ClauseKind::Table(_) => 4,
        ClauseKind::Test { negated, .. } => 5 | if *negated { marks::NEGATED } else { 0 },
    }
}

/// A length as records hold it. No program comes near 4 GB of words.
fn short(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

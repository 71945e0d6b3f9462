use super::book::{Place, RuleAbout, RuleBook};
use super::clause::ClauseKind;
use super::conditions::{Conditions, marks};
use super::varint::{put, put_from};
use crate::bytecode::{Pc, Slot};
use std::collections::HashMap;

/// Writes a [`RuleBook`].
#[derive(Debug, Default)]
pub struct Scribe {
    names: Words,
    texts: Words,
    starts: Vec<u32>,
    records: Vec<u8>,
    trees: Vec<u8>,
    /// The conditions of tests, whose records stand after those of the rules.
    expected: Vec<(Place, u32)>,
}

/// Words, one after the other.
#[derive(Debug, Default)]
struct Words {
    all: String,
    /// Words that stand outside of the rule that needs them, such as those of named conditions.
    kept: HashMap<Box<str>, Stretch>,
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
    rule: Stretch,
    place: Place,
    /// Where the words of the last part begin, and the part.
    text: u32,
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
        let rule = self.texts.add(text);
        Tree { rule, place, text: rule.start, last: place, test: 0, bytes: Vec::new() }
    }

    /// Adds a part to a condition; the parts of it follow, each with its own.
    pub fn part(&mut self, tree: &mut Tree, part: &Part<'_>) {
        let words = self.texts.find(tree.rule, part.text, part.at);
        let in_line = part.place == tree.place.further(words.start.wrapping_sub(tree.rule.start));
        let elsewhere = !in_line && part.place.file != tree.last.file;
        let marks = [(in_line, marks::IN_LINE), (elsewhere, marks::ELSEWHERE)];
        let marks = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| mark).sum::<u32>();
        put(&mut tree.bytes, number_of(&part.kind, tree.test) | marks);
        tree.words(words);
        if elsewhere {
            put(&mut tree.bytes, part.place.file);
        }
        if !in_line {
            put_from(&mut tree.bytes, tree.last.line, part.place.line);
            put(&mut tree.bytes, part.place.column);
        }
        tree.last = part.place;
        self.kind(tree, part);
        if part.parts == 0 {
            put(&mut tree.bytes, short(part.reads.len()));
            part.reads.iter().for_each(|slot| put(&mut tree.bytes, slot.0));
        }
    }

    fn kind(&mut self, tree: &mut Tree, part: &Part<'_>) {
        match part.kind {
            ClauseKind::Condition(name) | ClauseKind::Table(name) => {
                let words = self.texts.find(tree.rule, name, part.at);
                tree.words(words);
            }
            ClauseKind::Test { pc, test, .. } => {
                if !is_next(pc, test, tree.test) {
                    put_from(&mut tree.bytes, tree.test, pc.0);
                    put_from(&mut tree.bytes, pc.0, test.0);
                }
                tree.test = test.0;
                return;
            }
            ClauseKind::And | ClauseKind::Or | ClauseKind::Not => {}
        }
        put(&mut tree.bytes, short(part.parts));
    }

    /// Adds the next rule.
    pub fn rule(&mut self, rule: &RuleAbout<'_>, tree: Option<Tree>) {
        let address = self.names.add(rule.address);
        let name = self.names.find(address, rule.name, 0);
        let tree = tree.map_or(0, |tree| self.tree(tree));
        self.record([address, name], rule.place, tree);
    }

    /// Keeps a condition that a test expects, and says its number among those.
    pub fn expected(&mut self, tree: Tree) -> u32 {
        let place = tree.place;
        let tree = self.tree(tree);
        self.expected.push((place, tree));
        short(self.expected.len() - 1)
    }

    /// The book.
    #[must_use]
    pub fn finish(mut self) -> RuleBook {
        for (place, tree) in std::mem::take(&mut self.expected) {
            self.record([Stretch::default(); 2], place, tree);
        }
        let numbers = [short(self.starts.len())].into_iter().chain(self.starts);
        let records: Vec<_> = numbers.flat_map(u32::to_le_bytes).chain(self.records).collect();
        let conditions = Conditions::new(&self.texts.all, &self.trees);
        RuleBook { names: self.names.all.into(), records: records.into(), conditions }
    }

    /// Where the condition stands now, counted from 1.
    fn tree(&mut self, tree: Tree) -> u32 {
        let at = short(self.trees.len());
        put(&mut self.trees, tree.rule.start);
        self.trees.extend(tree.bytes);
        at.saturating_add(1)
    }

    fn record(&mut self, [address, name]: [Stretch; 2], place: Place, tree: u32) {
        self.starts.push(short(self.records.len()));
        let into = &mut self.records;
        put(into, address.start);
        put(into, address.length);
        put_from(into, address.start, name.start);
        put(into, name.length);
        put(into, place.file);
        put(into, place.line);
        put(into, place.column);
        put(into, tree);
    }
}

impl Tree {
    fn words(&mut self, words: Stretch) {
        put_from(&mut self.bytes, self.text, words.start);
        put(&mut self.bytes, words.length);
        self.text = words.start;
    }
}

impl Words {
    /// Where words stand: in that part of the text, probably at `at`, or among those kept, which they else become one of.
    fn find(&mut self, near: Stretch, words: &str, at: u32) -> Stretch {
        let start = usize::try_from(near.start).unwrap_or(usize::MAX);
        let end = start.saturating_add(usize::try_from(near.length).unwrap_or(usize::MAX));
        let there = self.all.get(start..end).unwrap_or_default();
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
        let start = short(self.all.len());
        self.all.push_str(words);
        Stretch { start, length: short(words.len()) }
    }
}

/// Whether a test is one instruction, right behind the test before.
fn is_next(pc: Pc, test: Pc, before: u32) -> bool {
    pc == test && Some(pc.0) == before.checked_add(1)
}

/// The kind of a part and its marks, as far as they are the kind's.
fn number_of(kind: &ClauseKind<'_>, before: u32) -> u32 {
    match kind {
        ClauseKind::And => 0,
        ClauseKind::Or => 1,
        ClauseKind::Not => 2,
        ClauseKind::Condition(_) => 3,
        ClauseKind::Table(_) => 4,
        ClauseKind::Test { pc, test, negated } => {
            let next = if is_next(*pc, *test, before) { marks::NEXT } else { 0 };
            5 | next | if *negated { marks::NEGATED } else { 0 }
        }
    }
}

/// A length as records hold it. No program comes near 4 GB of words.
fn short(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

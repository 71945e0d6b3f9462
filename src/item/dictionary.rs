use super::words::{hash, small};
use crate::value::{fold, fold_into};

/// Texts, each with a number, found by their letters whatever the case.
///
/// Made once for a program and searched for every text of every item, so it is laid out to be asked: a table of
/// hashes at most half full, and a bit for each length so that most texts that are not there cost nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Dictionary {
    letters: String,
    table: Vec<Option<Entry>>,
    count: usize,
    lengths: u64,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    hash: u64,
    start: usize,
    end: usize,
    number: u32,
}

impl Dictionary {
    /// The texts with their numbers; of texts that differ in case only, the first counts.
    pub(super) fn new<'a>(texts: impl IntoIterator<Item = (&'a str, u32)>) -> Self {
        let mut made = Self::default();
        for (text, number) in texts {
            made.add(&fold(text), number);
        }
        made
    }

    fn add(&mut self, folded: &str, number: u32) {
        if self.find_folded(folded).is_some() {
            return;
        }
        let start = self.letters.len();
        self.letters.push_str(folded);
        self.lengths |= length_bit(folded.len());
        self.count += 1;
        if self.count * 2 > self.table.len() {
            self.grow();
        }
        let hash = hash(folded.as_bytes(), |word| word);
        put(&mut self.table, Entry { hash, start, end: self.letters.len(), number });
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(4);
        let old = std::mem::replace(&mut self.table, vec![None; size]);
        for entry in old.into_iter().flatten() {
            put(&mut self.table, entry);
        }
    }

    /// The number of a text in any case.
    pub(super) fn find(&self, text: &str, folding: &mut String) -> Option<u32> {
        if text.is_ascii() {
            if self.lengths & length_bit(text.len()) == 0 {
                return None;
            }
            return self.look(text, hash(text.as_bytes(), small));
        }
        folding.clear();
        fold_into(text, folding);
        self.find_folded(folding)
    }

    /// The number of a text without case, as `value::fold` gives it.
    pub(super) fn find_folded(&self, folded: &str) -> Option<u32> {
        if self.lengths & length_bit(folded.len()) == 0 {
            return None;
        }
        self.look(folded, hash(folded.as_bytes(), |word| word))
    }

    /// The number of the text with this hash.
    fn look(&self, text: &str, hash: u64) -> Option<u32> {
        let mut at = place(hash, self.table.len());
        while let Some(Some(entry)) = self.table.get(at) {
            if entry.hash == hash && self.is(*entry, text) {
                return Some(entry.number);
            }
            at = next(at, self.table.len());
        }
        None
    }

    fn is(&self, entry: Entry, text: &str) -> bool {
        let known = self.letters.as_bytes().get(entry.start..entry.end).unwrap_or_default();
        known.len() == text.len() && (text.len() <= 8 || known.eq_ignore_ascii_case(text.as_bytes()))
    }
}

/// One bit for each length, one for all the long ones.
fn length_bit(length: usize) -> u64 {
    1 << length.min(63)
}

/// Puts an entry where it will be looked for; a table always has room.
fn put(table: &mut [Option<Entry>], entry: Entry) {
    let mut at = place(entry.hash, table.len());
    while table.get(at).is_some_and(Option::is_some) {
        at = next(at, table.len());
    }
    if let Some(free) = table.get_mut(at) {
        *free = Some(entry);
    }
}

/// Sizes are powers of two.
fn place(hash: u64, size: usize) -> usize {
    usize::try_from(hash & u64::from(u32::MAX)).unwrap_or(0) & size.wrapping_sub(1)
}

fn next(at: usize, size: usize) -> usize {
    (at + 1) & size.wrapping_sub(1)
}

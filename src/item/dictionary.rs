use super::words::{Survey, exact, survey};
use crate::value::{fold, fold_into};

/// Texts, each with a number, found by their letters: whatever the case, or exactly as they stand.
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
    start: u32,
    length: u32,
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

    /// The texts as they stand with their numbers; of equal texts the first counts.
    pub(super) fn exact<'a>(texts: impl IntoIterator<Item = (&'a str, u32)>) -> Self {
        let mut made = Self::default();
        for (text, number) in texts {
            made.add(text, number);
        }
        made
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    fn add(&mut self, text: &str, number: u32) {
        if self.find_exact(text).is_some() {
            return;
        }
        let start = self.letters.len();
        self.letters.push_str(text);
        self.lengths |= length_bit(text.len());
        self.count += 1;
        if self.count * 2 > self.table.len() {
            self.grow();
        }
        let hash = exact(text.as_bytes());
        // A program's texts are far from 4 GB: its bundle has 32 bits for them.
        let size = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        put(&mut self.table, Entry { hash, start: size(start), length: size(text.len()), number });
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(4);
        let old = std::mem::replace(&mut self.table, vec![None; size]);
        for entry in old.into_iter().flatten() {
            put(&mut self.table, entry);
        }
    }

    /// The number of a text in any case; of texts made by [`Dictionary::new`].
    pub(super) fn find(&self, text: &str, folding: &mut String) -> Option<u32> {
        let survey = survey::<true>(text.as_bytes());
        if survey.is_ascii {
            return self.find_surveyed(text, survey);
        }
        folding.clear();
        fold_into(text, folding);
        self.find_exact(folding)
    }

    /// Whether there is a text of so many bytes.
    #[inline]
    pub(super) fn has_length(&self, length: usize) -> bool {
        self.lengths & length_bit(length) != 0
    }

    /// The number of a text of ASCII in any case, that was looked over already.
    #[inline]
    pub(super) fn find_surveyed(&self, text: &str, survey: Survey) -> Option<u32> {
        if !self.has_length(text.len()) {
            return None;
        }
        self.look(text, survey.hash, <[u8]>::eq_ignore_ascii_case)
    }

    /// The number of a text exactly as it stands.
    #[inline]
    pub(super) fn find_exact(&self, text: &str) -> Option<u32> {
        if !self.has_length(text.len()) {
            return None;
        }
        self.look(text, exact(text.as_bytes()), <[u8]>::eq)
    }

    /// The number of the text with this hash.
    #[inline]
    fn look(&self, text: &str, hash: u64, same: impl Fn(&[u8], &[u8]) -> bool) -> Option<u32> {
        let mut at = place(hash, self.table.len());
        while let Some(Some(entry)) = self.table.get(at) {
            if entry.hash == hash && self.is(*entry, text, &same) {
                return Some(entry.number);
            }
            at = next(at, self.table.len());
        }
        None
    }

    /// Up to eight letters, hash and length say it all.
    #[inline]
    fn is(&self, entry: Entry, text: &str, same: impl Fn(&[u8], &[u8]) -> bool) -> bool {
        let is = || {
            let known =
                usize::try_from(entry.start).ok().and_then(|start| self.letters.as_bytes().get(start..));
            let known = known.and_then(|rest| rest.get(..text.len()));
            known.is_some_and(|known| same(known, text.as_bytes()))
        };
        usize::try_from(entry.length) == Ok(text.len()) && (text.len() <= 8 || is())
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

/// Sizes are powers of two. The upper bits of a hash depend on all of the text, the lower ones on its beginning.
#[inline]
fn place(hash: u64, size: usize) -> usize {
    let upper = hash.rotate_left(size.trailing_zeros());
    usize::try_from(upper & u64::from(u32::MAX)).unwrap_or(0) & size.wrapping_sub(1)
}

fn next(at: usize, size: usize) -> usize {
    (at + 1) & size.wrapping_sub(1)
}

use super::words::{Mark, survey};
use crate::value::{fold, fold_into};
use std::collections::BTreeMap;

/// Texts, each with a number, found by their letters: whatever the case, or exactly as they stand.
///
/// Made once for a program and searched for every text of every item, so it is laid out to be asked: a table at most
/// half full, in which a short text stands itself, and a bit for each length so that most long texts that are not there
/// cost nothing.
///
/// Whoever made a bundle may have chosen its texts so that they would all stand at one place. Texts for which there is no
/// room near theirs are found by halves.
#[derive(Debug, Clone, Default)]
pub(super) struct Dictionary {
    table: Vec<Entry>,
    /// How many bits of a mark's number are more than its place in the table.
    left_out: u32,
    count: usize,
    lengths: u64,
    /// The texts that are not short.
    letters: String,
    /// Texts for which there was no room, and where their letters begin and their numbers.
    crowded: BTreeMap<Box<[u8]>, (u32, u32)>,
}

/// At so many places of the table a text is looked for. Of texts that nobody chose for that, a few in a million stand
/// further off.
const FURTHEST: usize = 64;

#[derive(Debug, Clone, Copy)]
struct Entry {
    mark: Mark,
    /// Where its letters begin, of a text that is not short.
    start: u32,
    number: u32,
}

const FREE: Entry = Entry { mark: Mark::NONE, start: 0, number: 0 };

impl Dictionary {
    /// The texts with their numbers; of texts that differ in case only, the first counts.
    pub(super) fn new<'a>(texts: impl IntoIterator<Item = (&'a str, u32)>) -> Self {
        let mut made = Self::default();
        for (text, number) in texts {
            let folded = fold(text);
            made.add(&folded, number);
            // As it is mostly written in data, it is found without asking for its case.
            let number = made.find_exact(&folded).unwrap_or(number);
            made.add(text, number);
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
        self.lengths |= length_bit(text.len());
        self.count += 1;
        if self.count * 2 > self.table.len() {
            self.grow();
        }
        // A program's texts are far from 4 GB: its bundle has 32 bits for them.
        let start = u32::try_from(self.letters.len()).unwrap_or(u32::MAX);
        let mark = Mark::of(text.as_bytes());
        if !mark.is_whole() {
            self.letters.push_str(text);
        }
        self.put(Entry { mark, start, number });
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(4);
        self.left_out = u64::BITS - size.trailing_zeros();
        let old = std::mem::replace(&mut self.table, vec![FREE; size]);
        old.into_iter().filter(|entry| entry.mark != Mark::NONE).for_each(|entry| self.put(entry));
        // What is looked for is not looked for beyond a free place: there may be one now.
        for (text, (start, number)) in std::mem::take(&mut self.crowded) {
            self.put(Entry { mark: Mark::of(&text), start, number });
        }
    }

    /// Puts an entry where it will be looked for.
    fn put(&mut self, entry: Entry) {
        let mut at = entry.mark.place(self.left_out);
        for _ in 0..FURTHEST {
            if let Some(free) = self.table.get_mut(at).filter(|entry| entry.mark == Mark::NONE) {
                *free = entry;
                return;
            }
            at = self.next(at);
        }
        let text = match entry.mark.short() {
            Some(short) => short.as_slice().into(),
            None => self.letters_of(entry).into(),
        };
        self.crowded.insert(text, (entry.start, entry.number));
    }

    /// The letters of a text that is not short.
    fn letters_of(&self, entry: Entry) -> &[u8] {
        let start = usize::try_from(entry.start).unwrap_or(usize::MAX);
        let end = start.saturating_add(entry.mark.length());
        self.letters.as_bytes().get(start..end).unwrap_or_default()
    }

    /// The number of a text in any case; of texts made by [`Dictionary::new`].
    pub(super) fn find(&self, text: &str, folding: &mut String) -> Option<u32> {
        let (mark, survey) = survey(text.as_bytes());
        if survey.is_ascii {
            return self.find_surveyed(text, mark);
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

    /// The number of a text of ASCII in any case, with the mark that it has without case.
    #[inline]
    pub(super) fn find_surveyed(&self, text: &str, mark: Mark) -> Option<u32> {
        let same = |known: &[u8]| {
            known.get(..text.len()).is_some_and(|known| known.eq_ignore_ascii_case(text.as_bytes()))
        };
        self.look(mark, same, || text.to_ascii_lowercase())
    }

    /// The number of a text exactly as it stands.
    #[inline]
    pub(super) fn find_exact(&self, text: &str) -> Option<u32> {
        if !self.has_length(text.len()) {
            return None;
        }
        self.look(Mark::of(text.as_bytes()), |known| known.starts_with(text.as_bytes()), || text.to_owned())
    }

    /// The number of a short text with this mark, exactly as it stands.
    #[inline]
    pub(super) fn find_whole(&self, mark: Mark) -> Option<u32> {
        self.look(mark, |_| false, String::new)
    }

    /// The number of the text with this mark, if its letters, with those of others behind them, are the same; `text` gives
    /// all of one that is not short.
    #[inline]
    fn look(&self, mark: Mark, same: impl Fn(&[u8]) -> bool, text: impl FnOnce() -> String) -> Option<u32> {
        let mut at = mark.place(self.left_out);
        for _ in 0..FURTHEST {
            let entry = self.table.get(at)?;
            if entry.mark == mark {
                let start = usize::try_from(entry.start).unwrap_or(usize::MAX);
                let is_it = || self.letters.as_bytes().get(start..).is_some_and(&same);
                if mark.is_whole() || is_it() {
                    return Some(entry.number);
                }
            } else if entry.mark == Mark::NONE {
                return None;
            }
            at = self.next(at);
        }
        self.look_among_crowded(mark, text)
    }

    #[cold]
    #[inline(never)]
    fn look_among_crowded(&self, mark: Mark, text: impl FnOnce() -> String) -> Option<u32> {
        if self.crowded.is_empty() {
            return None;
        }
        let found = match mark.short() {
            Some(short) => self.crowded.get(short.as_slice()),
            None => self.crowded.get(text().as_bytes()),
        };
        found.map(|(_, number)| *number)
    }

    #[inline]
    fn next(&self, at: usize) -> usize {
        (at + 1) & self.table.len().wrapping_sub(1)
    }
}

/// One bit for each length, one for all the long ones.
fn length_bit(length: usize) -> u64 {
    1 << length.min(63)
}

#[cfg(test)]
mod tests {
    use super::{Dictionary, FURTHEST, Mark};

    /// Texts that all have one place in a table of 4,096.
    fn alike(text: impl Fn(u32) -> String) -> Vec<String> {
        let place = |text: &str| Mark::of(text.as_bytes()).place(u64::BITS - 12);
        let texts = (0..).map(text).filter(|text| place(text) == 77);
        texts.take(3 * FURTHEST).collect()
    }

    #[test]
    fn texts_chosen_to_have_one_place_are_found_in_few_steps() {
        let (short, long) =
            (|number: u32| format!("t{number}"), |number: u32| format!("a long text, number {number}"));
        for texts in [alike(short), alike(long), alike(|number| format!("\u{fc}{number} is not of ascii"))] {
            let fill: Vec<_> = (0..1200).map(|number| format!("other {number}")).collect();
            let all = || texts.iter().chain(&fill).map(String::as_str).zip(0..);
            let mut folding = String::new();
            for made in [Dictionary::new(all()), Dictionary::exact(all())] {
                assert_eq!(made.len(), texts.len() + fill.len());
                assert!(made.crowded.len() >= FURTHEST, "{}", made.crowded.len());
                for (text, number) in all() {
                    assert_eq!(made.find_exact(text), Some(number));
                    assert_eq!(made.find_exact(&format!("{text}!")), None);
                    let found = made.find(&text.to_uppercase(), &mut folding);
                    assert_eq!(found, Some(number), "{text}");
                }
                let mark = Mark::of(texts[150].as_bytes());
                assert_eq!(made.find_whole(mark), mark.is_whole().then_some(150));
            }
        }
    }
}

use super::filter::place;

/// The patterns that one text has.
#[derive(Debug, Clone, Default)]
pub struct Found {
    bits: Vec<u64>,
    list: Vec<u32>,
    /// Memory for a text and what follows it.
    padded: Vec<u8>,
}

impl Found {
    /// Forgets what was found, and makes room for so many patterns.
    pub(super) fn clear(&mut self, patterns: usize) {
        for number in self.list.drain(..) {
            if let Some(word) = self.bits.get_mut(place(number >> 6)) {
                *word = 0;
            }
        }
        if self.bits.len() < patterns.div_ceil(64) {
            self.bits.resize(patterns.div_ceil(64), 0);
        }
    }

    /// The letters of a text and zeros after them, in memory to be given back.
    pub(super) fn padded<const ZEROS: usize>(&mut self, text: &str) -> Vec<u8> {
        let mut padded = std::mem::take(&mut self.padded);
        padded.clear();
        padded.reserve(text.len() + ZEROS);
        padded.extend_from_slice(text.as_bytes());
        padded.extend_from_slice(&[0; ZEROS]);
        padded
    }

    /// Keeps memory for the next text.
    pub(super) fn give_back(&mut self, padded: Vec<u8>) {
        self.padded = padded;
    }

    pub(super) fn add(&mut self, number: u32) {
        let Some(word) = self.bits.get_mut(place(number >> 6)) else { return };
        let bit = 1_u64 << (number & 63);
        if *word & bit == 0 {
            *word |= bit;
            self.list.push(number);
        }
    }

    /// Whether the pattern of that number was found.
    #[must_use]
    pub fn has(&self, number: u32) -> bool {
        let word = self.bits.get(place(number >> 6));
        word.is_some_and(|word| word >> (number & 63) & 1 == 1)
    }

    /// The numbers of all that were found, each once.
    #[must_use]
    pub fn list(&self) -> &[u32] {
        &self.list
    }
}

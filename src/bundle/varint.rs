//! Whole numbers in as few bytes as they need: seven bits a byte, the lowest first; a bit says whether more follow.

const MORE: u8 = 0x80;

/// Writes a number.
pub(super) fn put(into: &mut Vec<u8>, mut number: u32) {
    while let [low, rest @ ..] = number.to_le_bytes()
        && (low >= MORE || rest != [0; 3])
    {
        into.push(low | MORE);
        number >>= 7;
    }
    into.push(number.to_le_bytes()[0]);
}

/// Writes how far `to` lies from `from`: small where they are close, whichever comes first.
pub(super) fn put_from(into: &mut Vec<u8>, from: u32, to: u32) {
    let step = to.wrapping_sub(from).cast_signed();
    put(into, (step << 1 ^ step >> 31).cast_unsigned());
}

/// Reads numbers, one after the other; nothing where the bytes end, or are no number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbers<'b> {
    rest: &'b [u8],
}

impl<'b> Numbers<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(super) fn next(&mut self) -> Option<u32> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        if *first < MORE {
            return Some(u32::from(*first));
        }
        let mut number = u32::from(*first & !MORE);
        for shift in [7, 14, 21, 28] {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u32::from(*byte & !MORE).checked_shl(shift)?;
            if *byte < MORE {
                return Some(number);
            }
        }
        None
    }

    /// Whether all bytes were read.
    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// A number written by [`put_from`].
    pub(super) fn next_from(&mut self, from: u32) -> Option<u32> {
        let step = self.next()?;
        Some(from.wrapping_add(step >> 1 ^ (step & 1).wrapping_neg()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Numbers, put, put_from};

    #[test]
    fn numbers_come_back() {
        let numbers = [0, 1, 127, 128, 300, 16_383, 16_384, u32::MAX >> 1, u32::MAX];
        let mut bytes = Vec::new();
        for (from, to) in numbers.iter().zip(numbers.iter().rev()) {
            put(&mut bytes, *from);
            put_from(&mut bytes, *from, *to);
        }
        let mut read = Numbers::new(&bytes);
        for (from, to) in numbers.iter().zip(numbers.iter().rev()) {
            assert_eq!(read.next(), Some(*from));
            assert_eq!(read.next_from(*from), Some(*to));
        }
        assert_eq!(read.next(), None);
    }
}

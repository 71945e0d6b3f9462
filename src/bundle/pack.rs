//! Bytes in fewer bytes: what stood there before is not written again, but pointed to.
//!
//! Packed bytes are runs, each of numbers as in [`super::varint`]: how many bytes follow as they are, those bytes, how many
//! more are the same as earlier ones, and how far back those stand. The last run may end after its bytes.

use super::varint::{Numbers, put};

/// Fewer bytes are not worth pointing to.
const LEAST: usize = 6;
/// No more are pointed to at once, so that packed bytes come to no more than [`GROWTH`] times as many.
const MOST: usize = 1 << 10;
/// How much more may come of a packed byte.
const GROWTH: usize = MOST;
/// How many places of earlier bytes are known, as a power of two.
const PLACES: u32 = 15;

/// Packs bytes.
pub(super) fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut places = vec![0_usize; 1 << PLACES];
    let (mut from, mut at) = (0, 0);
    while let Some(place) = bytes.get(at..).and_then(key).and_then(|key| places.get_mut(key)) {
        let earlier = std::mem::replace(place, at);
        let same = if earlier < at { alike(bytes, earlier, at) } else { 0 };
        if same < LEAST {
            at += 1;
            continue;
        }
        plain(&mut packed, bytes.get(from..at).unwrap_or_default());
        put(&mut packed, number(same));
        put(&mut packed, number(at - earlier));
        at += same;
        from = at;
    }
    plain(&mut packed, bytes.get(from..).unwrap_or_default());
    packed
}

/// Unpacks so many bytes; nothing where packed bytes do not come to that.
pub(super) fn unpack(packed: &[u8], length: usize) -> Option<Vec<u8>> {
    if length / GROWTH > packed.len() {
        return None;
    }
    let mut bytes: Vec<u8> = Vec::with_capacity(length);
    let mut numbers = Numbers::new(packed);
    while bytes.len() < length {
        let plain = size(numbers.next()?);
        bytes.extend_from_slice(numbers.take(plain)?);
        let Some(same) = numbers.next().map(size) else { break };
        let start = bytes.len().checked_sub(size(numbers.next()?))?;
        if same > length.checked_sub(bytes.len())? || start == bytes.len() {
            return None;
        }
        // What is pointed to may reach into what it makes.
        let mut left = same;
        while left > 0 {
            let piece = left.min(bytes.len() - start);
            bytes.extend_from_within(start..start + piece);
            left -= piece;
        }
    }
    (bytes.len() == length).then_some(bytes)
}

fn plain(packed: &mut Vec<u8>, bytes: &[u8]) {
    put(packed, number(bytes.len()));
    packed.extend_from_slice(bytes);
}

/// How many bytes from one place on are the same as from another.
fn alike(bytes: &[u8], earlier: usize, at: usize) -> usize {
    let (left, right) = (bytes.get(earlier..).unwrap_or_default(), bytes.get(at..).unwrap_or_default());
    left.iter().zip(right).take(MOST).take_while(|(left, right)| left == right).count()
}

/// Where the place of the next bytes is known, by their hash.
fn key(bytes: &[u8]) -> Option<usize> {
    let hash = u32::from_le_bytes(*bytes.first_chunk()?).wrapping_mul(0x9E37_79B1);
    usize::try_from(hash >> (u32::BITS - PLACES)).ok()
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{pack, unpack};

    #[test]
    fn bytes_come_back() {
        let rules = (0..500).map(|rule| format!("\"Rule {rule}\": when tier == gold to q{}\n", rule % 7));
        let long = rules.collect::<String>().into_bytes();
        for bytes in [&long[..], b"", b"a", b"abcabcabcabcabcabcabc", &[0; 5000], &long[3..40]] {
            let packed = pack(bytes);
            assert_eq!(unpack(&packed, bytes.len()).as_deref(), Some(bytes));
            assert_eq!(unpack(&packed, bytes.len() + 1), None);
        }
        assert!(pack(&long).len() * 2 < long.len());
    }

    #[test]
    fn what_was_not_packed_comes_to_nothing() {
        for packed in
            [&[][..], &[5, 1], &[1, 7, 6, 0], &[1, 7, 6, 2], &[1, 7, 255, 255, 255, 255, 15, 1], &[0, 6, 1]]
        {
            assert_eq!(unpack(packed, 9), None);
        }
        assert_eq!(unpack(&[1, 7, 6, 1], usize::MAX), None);
    }
}

//! Words of up to eight bytes as numbers, so that texts are hashed and compared eight bytes at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The eight bytes, the first one lowest.
fn full(bytes: [u8; 8]) -> u64 {
    u64::from_le_bytes(bytes)
}

/// The bytes of a text of less than eight, in an order of their own that depends on nothing but the text; with its
/// length, the number says which text it is.
fn short(bytes: &[u8]) -> u64 {
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        return u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32;
    }
    match bytes {
        [] => 0,
        [one] => u64::from(*one),
        [first, rest @ .., last] => {
            let middle = rest.first().copied().unwrap_or(*first);
            u64::from(u32::from_le_bytes([*first, middle, *last, 0]))
        }
    }
}

/// The word with its capital letters of ASCII made small; other bytes stay.
pub(super) fn small(word: u64) -> u64 {
    let letters = word & !HIGH;
    let from_a = letters + (0x80 - u64::from(b'A')) * ONES;
    let after_z = letters + (0x7F - u64::from(b'Z')) * ONES;
    let capital = from_a & !after_z & !word & HIGH;
    word | capital >> 2
}

/// A number for a text: equal texts have equal ones, and texts of up to eight bytes that differ have different ones if
/// they are as long. `each` is done to every word first.
pub(super) fn hash(bytes: &[u8], each: impl Fn(u64) -> u64) -> u64 {
    let Some(last) = bytes.last_chunk::<8>() else {
        return mix(each(short(bytes)));
    };
    let mut hash = 0;
    let mut rest = bytes;
    while let Some((word, after)) = rest.split_first_chunk::<8>().filter(|(_, after)| !after.is_empty()) {
        hash = mix(hash ^ each(full(*word)));
        rest = after;
    }
    mix(hash ^ each(full(*last)))
}

/// Odd, so that no two words become one.
fn mix(word: u64) -> u64 {
    let word = word.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    word ^ word >> 32
}

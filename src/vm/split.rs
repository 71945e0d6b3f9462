//! How a percentage split picks: by a hash of item and rule, so that a replay gives the same answer on any machine.
//!
//! The hash is BLAKE3 over the item's id, one zero byte, and the rule's address (`contoso_chat.route."French"`); its
//! first eight bytes are read as a little-endian number; that number modulo 100 is the item's bucket. Shares take
//! buckets in the order they are written: `{ paris 70%, montreal 30% }` gives 0 to 69 to paris.

use std::fmt;

/// The number that an item has under a rule.
pub(super) fn hash(item: &str, rule: &str) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(item.as_bytes()).update(&[0]).update(rule.as_bytes());
    let mut first = [0; 8];
    for (place, byte) in first.iter_mut().zip(hasher.finalize().as_bytes()) {
        *place = *byte;
    }
    u64::from_le_bytes(first)
}

/// Its bucket, 0 to 99.
pub(super) fn bucket(hash: u64) -> u8 {
    u8::try_from(hash % 100).unwrap_or(0)
}

/// The queue whose share holds the bucket.
pub(super) fn pick(shares: &[(u32, u8)], bucket: u8) -> Option<u32> {
    let mut end = 0_u32;
    shares.iter().find_map(|(queue, percent)| {
        end += u32::from(*percent);
        (u32::from(bucket) < end).then_some(*queue)
    })
}

/// The first eight bytes of a hash, in their order, in hexadecimal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hex(pub(super) u64);

impl fmt::Display for Hex {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0.swap_bytes())
    }
}

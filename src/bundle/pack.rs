//! Bytes in fewer bytes, by the usual means (DEFLATE): for what few ever ask for.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// How much is done to find what stood there before, of 10.
const EFFORT: u8 = 7;
/// No more bytes may come of a packed one.
const GROWTH: usize = 1 << 11;

/// Packs bytes.
pub(super) fn pack(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, EFFORT)
}

/// Unpacks so many bytes; nothing where packed bytes do not come to that.
pub(super) fn unpack(packed: &[u8], length: usize) -> Option<Vec<u8>> {
    if length / GROWTH > packed.len() {
        return None;
    }
    let bytes = decompress_to_vec_with_limit(packed, length).ok()?;
    (bytes.len() == length).then_some(bytes)
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
            assert_eq!(unpack(&packed, bytes.len().wrapping_sub(1)), None);
        }
        assert!(pack(&long).len() * 4 < long.len());
    }

    #[test]
    fn what_was_not_packed_comes_to_nothing() {
        for packed in [&[][..], &[5, 1], &[1, 7, 6, 0], &[1, 7, 255, 255, 255, 255, 15, 1], &[255; 9]] {
            assert_eq!(unpack(packed, 9), None);
        }
        assert_eq!(unpack(&[1, 7, 6, 1], usize::MAX), None);
    }
}

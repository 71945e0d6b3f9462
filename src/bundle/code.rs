//! Code in a bundle. Most of it is tests: each is a byte that says where it leads, as far as that is near, and how many
//! atoms its own stands before the first that was not asked yet. Any other instruction is its number and three operands.
//! All are numbers as in [`super::varint`].

use super::varint::{Numbers, put};
use crate::bytecode::{AtomId, OP_BYTES, Op, Pc};

/// The mark of a test; other first numbers are an instruction's own.
const TEST: u32 = 64;
/// How many bits the ways of a test have each.
const BITS: u32 = 2;
/// The way to the next instruction.
const NEXT: u32 = 0;
/// The ways to the last two instructions: the ends that guards share.
const ENDS: [u32; 2] = [1, 2];
/// The way to a place that is told: how far it is.
const TOLD: u32 = 3;

/// Writes code: how many instructions there are, then each.
pub(super) fn written(code: &[Op]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let count = u32::try_from(code.len()).unwrap_or(u32::MAX);
    put(&mut bytes, count);
    let mut fresh = 0_u32;
    for (op, at) in code.iter().zip(0..) {
        if let Op::Test { atom, yes, no } = *op {
            let place = Place { at, count };
            put(&mut bytes, TEST | place.way(yes) | place.way(no) << BITS);
            put(&mut bytes, fresh.wrapping_sub(atom.0));
            fresh = fresh.max(atom.0.saturating_add(1));
            let told = [yes, no].into_iter().filter(|to| place.way(*to) == TOLD);
            told.for_each(|to| put(&mut bytes, to.0.wrapping_sub(at)));
        } else {
            let encoded = op.encode();
            let words = encoded.as_chunks::<4>().0.iter();
            words.for_each(|word| put(&mut bytes, u32::from_le_bytes(*word)));
        }
    }
    bytes
}

/// How many instructions there may be, by what is said of them and by the bytes that there are.
pub(super) fn count(bytes: &[u8]) -> u64 {
    let said = Numbers::new(bytes).next().map_or(0, u64::from);
    said.min(u64::try_from(bytes.len() / 2).unwrap_or(u64::MAX))
}

/// Reads code; nothing where the bytes are none.
pub(super) fn read(bytes: &[u8]) -> Option<Vec<Op>> {
    let mut numbers = Numbers::new(bytes);
    let count = numbers.next()?;
    // Every instruction takes two bytes at least, so that a forged count costs nothing.
    let mut code = Vec::with_capacity(usize::try_from(count).ok().filter(|count| *count <= bytes.len() / 2)?);
    let mut fresh = 0_u32;
    for at in 0..count {
        let first = numbers.next()?;
        code.push(if let Some(ways) = first.checked_sub(TEST) {
            let place = Place { at, count };
            let atom = fresh.wrapping_sub(numbers.next()?);
            fresh = fresh.max(atom.saturating_add(1));
            let yes = place.to(ways & TOLD, &mut numbers)?;
            Op::Test { atom: AtomId(atom), yes, no: place.to(ways >> BITS, &mut numbers)? }
        } else {
            other(first, &mut numbers)?
        });
    }
    numbers.is_empty().then_some(code)
}

/// An instruction that is no test, by its number.
fn other(number: u32, numbers: &mut Numbers<'_>) -> Option<Op> {
    let mut encoded = [0; OP_BYTES];
    let words = [number, numbers.next()?, numbers.next()?, numbers.next()?];
    for (place, word) in encoded.as_chunks_mut::<4>().0.iter_mut().zip(words) {
        *place = word.to_le_bytes();
    }
    Op::decode(encoded)
}

/// Where a test stands, of how many instructions.
#[derive(Clone, Copy)]
struct Place {
    at: u32,
    count: u32,
}

impl Place {
    /// The way to a place.
    fn way(self, to: Pc) -> u32 {
        let [yes, no] = ENDS;
        match to.0 {
            to if to == self.at.wrapping_add(1) => NEXT,
            to if to == self.count.wrapping_sub(2) => yes,
            to if to == self.count.wrapping_sub(1) => no,
            _ => TOLD,
        }
    }

    /// Where a way leads.
    fn to(self, way: u32, numbers: &mut Numbers<'_>) -> Option<Pc> {
        let [yes, no] = ENDS;
        Some(Pc(match way {
            NEXT => self.at.wrapping_add(1),
            way if way == yes => self.count.wrapping_sub(2),
            way if way == no => self.count.wrapping_sub(1),
            TOLD => self.at.wrapping_add(numbers.next()?),
            _ => return None,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::{read, written};
    use crate::bytecode::{AtomId, Op, Pc};

    #[test]
    fn code_comes_back() {
        let test = |atom, yes, no| Op::Test { atom: AtomId(atom), yes: Pc(yes), no: Pc(no) };
        let mut code = Op::samples();
        code.extend([
            test(0, 2, 40),
            test(1, 23, 29),
            test(9, 30, 29),
            test(3, u32::MAX, 0),
            test(u32::MAX, 5, 5),
        ]);
        code.extend([Op::Yes {}, Op::No {}]);
        for code in [&code[..], &[], &[Op::No {}], &[test(0, 1, 1)]] {
            let bytes = written(code);
            assert_eq!(read(&bytes).as_deref(), Some(code));
            assert_eq!(read(&[&bytes[..], &[0]].concat()), None);
            assert_eq!(read(&bytes[..bytes.len() - 1]), None);
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for bytes in [&[][..], &[255, 255, 255, 255, 15], &[1, 99, 0], &[1, 80, 0], &[2, 21, 0, 0, 0]] {
            assert_eq!(read(bytes), None);
        }
    }
}

//! The sections of a signed bundle: one more, one less, another order, other bytes, with every checksum and the digest made
//! to match. Such a bundle would load; that it keeps its old seal is what gives it away.

use super::{OURS, assert_foreign, bundle, ours, refusal, seal_at, seal_of, secret, signed};
use crate::support::compile;
use enroute::Bundle;
use enroute::bundle::LoadError;
use enroute::trust::{Ratchet, TrustError, open, sign};

/// A section: its number in the list, and its bytes.
type Section = (u32, Vec<u8>);

fn word(bytes: &[u8], at: usize) -> usize {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize
}

/// Where the first section begins: right behind the list of them.
pub(super) fn first_section(bundle: &[u8]) -> usize {
    16 + 16 * word(bundle, 12)
}

/// Where each section ends.
pub(super) fn ends(bundle: &[u8]) -> Vec<usize> {
    let entries = (0..word(bundle, 12)).map(|number| 16 + 16 * number);
    entries.map(|entry| word(bundle, entry + 4) + word(bundle, entry + 8)).collect()
}

/// What the list of sections has to say of one.
fn checksum(section: &[u8]) -> [u8; 4] {
    *blake3::hash(section).as_bytes().first_chunk().unwrap()
}

fn sections(bundle: &[u8]) -> Vec<Section> {
    let starts = [first_section(bundle)].into_iter().chain(ends(bundle));
    let found = starts.zip(ends(bundle)).map(|(start, end)| bundle[start..end].to_vec());
    (1..).zip(found).collect()
}

/// A bundle of these sections, with its checksums and its digest.
fn joined(sections: &[Section]) -> Vec<u8> {
    let word = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let mut bytes = bundle("desk")[..12].to_vec();
    bytes.extend(word(sections.len()));
    let mut at = 16 + 16 * sections.len();
    for (number, section) in sections {
        bytes.extend(number.to_le_bytes());
        bytes.extend([word(at), word(section.len())].concat());
        bytes.extend(checksum(section));
        at += section.len();
    }
    bytes.extend(sections.iter().flat_map(|(_, section)| section));
    bytes.extend([0; 32]);
    redigest(&mut bytes);
    bytes
}

/// Makes the digest that of the bytes before it.
pub(super) fn redigest(bundle: &mut [u8]) {
    let (body, digest) = bundle.split_last_chunk_mut::<32>().unwrap();
    *digest = *blake3::hash(body).as_bytes();
}

/// The small bundle after a change to its sections, every checksum and the digest made to match, with the seal it had.
fn resealed(change: impl FnOnce(&mut Vec<Section>)) -> Vec<u8> {
    let mut sections = sections(&bundle("desk"));
    change(&mut sections);
    [&joined(&sections), seal_of(&signed(7))].concat()
}

/// That the list of sections is not what it has to be.
fn other_list() -> TrustError {
    TrustError::Load(LoadError::Unreadable { section: "the list of sections" })
}

#[test]
fn the_sections_of_a_bundle_make_the_bundle() {
    // Else the tests below would prove nothing.
    assert_eq!(joined(&sections(&bundle("desk"))), bundle("desk"));
    assert_eq!(resealed(|_| ()), signed(7));
}

#[test]
fn an_extra_section_at_the_end_is_refused() {
    assert_eq!(refusal(&resealed(|all| all.push((10, b"more".to_vec())))), other_list());
}

#[test]
fn an_extra_section_in_the_middle_is_refused() {
    assert_eq!(refusal(&resealed(|all| all.insert(3, (4, b"more".to_vec())))), other_list());
}

#[test]
fn an_extra_section_that_is_empty_is_refused() {
    assert_eq!(refusal(&resealed(|all| all.push((10, Vec::new())))), other_list());
}

#[test]
fn an_extra_section_that_the_list_does_not_name_is_refused() {
    assert_foreign(&resealed(|all| all.last_mut().unwrap().1.extend(b"more")));
}

#[test]
fn a_section_given_twice_is_refused() {
    assert_eq!(refusal(&resealed(|all| all.insert(1, all[0].clone()))), other_list());
}

#[test]
fn a_removed_section_is_refused() {
    for number in 0..sections(&bundle("desk")).len() {
        let removed = resealed(|all| {
            all.remove(number);
        });
        assert_eq!(refusal(&removed), other_list());
    }
}

#[test]
fn an_emptied_section_is_refused() {
    for number in 0..sections(&bundle("desk")).len() {
        assert_foreign(&resealed(|all| all[number].1 = b"\0\0\0".to_vec()));
    }
}

#[test]
fn reordered_sections_are_refused() {
    assert_eq!(refusal(&resealed(|all| all.swap(1, 2))), other_list());
    assert_eq!(refusal(&resealed(|all| all.reverse())), other_list());
}

#[test]
fn sections_that_change_places_under_their_old_numbers_are_refused() {
    assert_foreign(&resealed(|all| {
        let (first, rest) = all.split_at_mut(2);
        std::mem::swap(&mut first[1].1, &mut rest[0].1);
    }));
}

#[test]
fn a_section_of_another_bundle_is_refused() {
    let other = sections(&bundle("vip"));
    let differs = |all: &[Section]| (0..all.len()).find(|number| all[*number] != other[*number]).unwrap();
    assert_foreign(&resealed(|all| {
        let number = differs(all);
        all[number] = other[number].clone();
    }));
}

#[test]
fn a_byte_changed_in_each_section_is_refused_with_all_checksums_made_to_match() {
    for number in 0..sections(&bundle("desk")).len() {
        assert_foreign(&resealed(|all| match all[number].1.last_mut() {
            Some(byte) => *byte ^= 1,
            None => all[number].1.push(1),
        }));
    }
}

#[test]
fn a_byte_changed_with_its_checksum_alone_is_refused() {
    let mut signed = signed(7);
    let start = first_section(&signed);
    let end = ends(&signed)[0];
    signed[start] ^= 1;
    let made_to_match = checksum(&signed[start..end]);
    signed[28..32].copy_from_slice(&made_to_match);
    assert_foreign(&signed);
}

#[test]
fn a_byte_changed_without_its_checksum_is_refused_for_the_signature_first() {
    let mut signed = signed(7);
    let start = first_section(&signed);
    signed[start] ^= 1;
    assert_foreign(&signed);
}

#[test]
fn a_checksum_changed_alone_is_refused() {
    let mut signed = signed(7);
    signed[28] ^= 1;
    assert_foreign(&signed);
}

#[test]
fn the_digest_of_another_bundle_is_refused() {
    let (mut signed, other) = (signed(7), bundle("other"));
    let end = seal_at(&signed);
    signed[end - 32..end].copy_from_slice(&other[other.len() - 32..]);
    assert_eq!(refusal(&signed), TrustError::Load(LoadError::Damaged { section: "the whole" }));
}

#[test]
fn a_digest_of_zeros_is_refused() {
    let mut signed = signed(7);
    let end = seal_at(&signed);
    signed[end - 32..end].fill(0);
    assert_eq!(refusal(&signed), TrustError::Load(LoadError::Damaged { section: "the whole" }));
}

#[test]
fn a_bundle_with_the_digest_of_the_signed_one_is_refused() {
    let (mut other, signed) = (bundle("other"), signed(7));
    let end = other.len();
    other[end - 32..].copy_from_slice(&signed[seal_at(&signed) - 32..seal_at(&signed)]);
    assert_foreign(&[&other, seal_of(&signed)].concat());
}

#[test]
fn a_program_that_loads_and_decides_otherwise_is_refused_under_the_old_seal() {
    let program = |target: &str| {
        let text = format!(
            "language 1\nentity Case {{ amount: decimal? }}\nqueue one {{ type record }}\nqueue two {{ type record }}\n\
             workstream desk {{\n  type record, carries Case, mode push, fallback {target}\n  \
             distribution {{ units 10, presences [available], skills none }}\n}}\n"
        );
        compile(&text).bundle.unwrap().write()
    };
    let (one, two) = (program("one"), program("two"));
    assert!(one != two && one.len() == two.len());
    let signed = sign(&one, &secret(OURS), 7).unwrap();
    assert!(open(&signed, &ours(), &Ratchet::default()).is_ok());
    let forged = [&two, seal_of(&signed)].concat();
    assert!(Bundle::load(&forged).is_ok(), "the bundle itself is a good one");
    assert_foreign(&forged);
}

#[test]
fn what_is_no_bundle_is_not_signed() {
    let key = secret(OURS);
    assert_eq!(sign(b"not a bundle", &key, 7), Err(LoadError::NotABundle));
    let mut damaged = bundle("desk");
    let end = damaged.len();
    damaged[end - 40] ^= 1;
    assert!(matches!(sign(&damaged, &key, 7), Err(LoadError::Damaged { .. })));
    assert!(matches!(sign(&[&bundle("desk")[..], b"\n"].concat(), &key, 7), Err(LoadError::Trailing { .. })));
    let mut unsound = sections(&bundle("desk"));
    unsound[4].1.fill(255);
    let unsound = joined(&unsound);
    assert!(sign(&unsound, &key, 7).is_err(), "checksums and digest match, and still it is no program");
}

#[test]
fn every_single_bit_of_a_signed_bundle_counts() {
    let mut signed = signed(7);
    for bit in 0..signed.len() * 8 {
        signed[bit / 8] ^= 1 << (bit % 8);
        assert!(open(&signed, &ours(), &Ratchet::default()).is_err(), "bit {bit}");
        signed[bit / 8] ^= 1 << (bit % 8);
    }
    assert!(open(&signed, &ours(), &Ratchet::default()).is_ok());
}

#[test]
fn every_signed_bundle_that_ends_too_soon_is_refused() {
    let signed = signed(7);
    for length in 0..signed.len() {
        assert!(open(&signed[..length], &ours(), &Ratchet::default()).is_err(), "{length}");
    }
}

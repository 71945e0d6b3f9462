//! Bytes that end too soon, and bytes of another time.

use super::curve::{message, signature};
use super::sections::{ends, first_section, redigest};
use super::{OURS, assert_foreign, bundle, ours, refusal, seal_at, seal_of, short, signed};
use enroute::bundle::{LoadError, Seal};
use enroute::trust::{Ratchet, TrustError, open};

/// Why a signed bundle is not taken of whose seal so many bytes are left.
fn cut_in_seal(length: usize) -> TrustError {
    let signed = signed(7);
    refusal(&signed[..seal_at(&signed) + length])
}

#[test]
fn cut_in_the_mark_of_the_bundle() {
    for length in 0..8 {
        assert_eq!(refusal(&signed(7)[..length]), TrustError::Load(LoadError::NotABundle));
    }
}

#[test]
fn cut_in_the_head_and_the_list_of_sections() {
    let list = first_section(&bundle("desk"));
    for length in 8..list {
        let found = refusal(&signed(7)[..length]);
        let is_short = matches!(found, TrustError::Load(LoadError::Short { .. }));
        assert!(is_short, "{length}: {found}");
    }
}

#[test]
fn cut_where_each_section_ends() {
    let ends = ends(&bundle("desk"));
    assert!(ends.len() > 2);
    for end in ends {
        let found = refusal(&signed(7)[..end]);
        assert!(matches!(found, TrustError::Load(LoadError::Short { .. })), "{end}: {found}");
    }
}

#[test]
fn cut_before_the_digest() {
    let signed = signed(7);
    assert_eq!(refusal(&signed[..seal_at(&signed) - 32]), short("the end"));
}

#[test]
fn cut_in_the_digest() {
    let signed = signed(7);
    assert_eq!(refusal(&signed[..seal_at(&signed) - 1]), short("the end"));
}

#[test]
fn cut_before_the_seal() {
    assert_eq!(cut_in_seal(0), TrustError::NotSigned);
}

#[test]
fn cut_in_the_mark_of_the_seal() {
    for length in 1..8 {
        assert_eq!(cut_in_seal(length), short("the seal"));
    }
}

#[test]
fn cut_before_and_in_the_seals_version() {
    for length in 8..12 {
        assert_eq!(cut_in_seal(length), short("the seal"));
    }
}

#[test]
fn cut_before_and_in_the_revision() {
    for length in 12..20 {
        assert_eq!(cut_in_seal(length), short("the seal"));
    }
}

#[test]
fn cut_before_and_in_the_key() {
    for length in 20..52 {
        assert_eq!(cut_in_seal(length), short("the seal"));
    }
}

#[test]
fn cut_before_and_in_the_signature() {
    for length in 52..Seal::BYTES {
        assert_eq!(cut_in_seal(length), short("the seal"));
    }
}

#[test]
fn cut_at_the_front() {
    let signed = signed(7);
    for start in 1..signed.len() {
        assert!(open(&signed[start..], &ours(), &Ratchet::default()).is_err(), "{start}");
    }
}

#[test]
fn a_lower_format_of_the_bundle_is_refused() {
    let mut signed = signed(7);
    let known = u32::from_le_bytes(signed[8..12].try_into().unwrap());
    for found in 0..known {
        signed[8..12].copy_from_slice(&found.to_le_bytes());
        assert_eq!(refusal(&signed), TrustError::Load(LoadError::Version { found, known }));
    }
}

#[test]
fn a_lower_format_with_a_digest_to_match_is_refused() {
    let signed = signed(7);
    let mut old = bundle("desk");
    let known = u32::from_le_bytes(old[8..12].try_into().unwrap());
    old[8..12].copy_from_slice(&(known - 1).to_le_bytes());
    redigest(&mut old);
    let found = refusal(&[&old, seal_of(&signed)].concat());
    assert_eq!(found, TrustError::Load(LoadError::Version { found: known - 1, known }));
}

#[test]
fn a_higher_format_of_the_bundle_is_refused() {
    let mut signed = signed(7);
    let known = u32::from_le_bytes(signed[8..12].try_into().unwrap());
    signed[8..12].copy_from_slice(&(known + 1).to_le_bytes());
    assert_eq!(refusal(&signed), TrustError::Load(LoadError::Version { found: known + 1, known }));
}

#[test]
fn a_signature_over_another_version_of_the_seal_does_not_count() {
    // The version stands in what is signed, so that a later layout cannot be passed off as this one.
    let signed = signed(7);
    let later = signature(&[OURS; 32], &message(&bundle("desk"), 2, 7));
    assert_foreign(&[&signed[..signed.len() - 64], &later].concat());
    let right = signature(&[OURS; 32], &message(&bundle("desk"), 1, 7));
    assert_eq!([&signed[..signed.len() - 64], &right].concat(), signed);
}

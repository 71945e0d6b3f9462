//! What the seal says, changed: each field of it, and what a host has taken before.

use super::{OURS, assert_foreign, bundle, ours, refusal, seal_at, secret, signed, trailing};
use enroute::bundle::LoadError;
use enroute::trust::{Ratchet, Trust, TrustError, open, sign};

/// A signed bundle, the bytes of its seal from there on replaced.
fn with(at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut signed = signed(7);
    let start = seal_at(&signed) + at;
    signed[start..start + bytes.len()].copy_from_slice(bytes);
    signed
}

/// Every signed bundle with one bit of these bytes of the seal the other way.
fn flipped(from: usize, to: usize) -> impl Iterator<Item = Vec<u8>> {
    (from * 8..to * 8).map(|bit| {
        let mut signed = signed(7);
        let start = seal_at(&signed);
        signed[start + bit / 8] ^= 1 << (bit % 8);
        signed
    })
}

#[test]
fn every_bit_of_the_mark_of_a_seal_counts() {
    assert!(flipped(0, 8).all(|bytes| refusal(&bytes) == trailing("the bundle")));
}

#[test]
fn every_bit_of_the_seals_version_counts() {
    for bytes in flipped(8, 12) {
        let found = refusal(&bytes);
        assert!(matches!(found, TrustError::Load(LoadError::SealVersion { known: 1, .. })), "{found}");
    }
}

#[test]
fn every_bit_of_the_revision_counts() {
    flipped(12, 20).for_each(|bytes| assert_foreign(&bytes));
}

#[test]
fn every_bit_of_the_key_counts() {
    for bytes in flipped(20, 52) {
        let found = refusal(&bytes);
        assert!(matches!(found, TrustError::UnknownKey { .. }), "{found}");
    }
}

#[test]
fn every_bit_of_the_signatures_first_half_counts() {
    flipped(52, 84).for_each(|bytes| assert_foreign(&bytes));
}

#[test]
fn every_bit_of_the_signatures_second_half_counts() {
    flipped(84, 116).for_each(|bytes| assert_foreign(&bytes));
}

#[test]
fn a_lower_version_of_the_seal_is_refused() {
    let found = refusal(&with(8, &[0; 4]));
    assert_eq!(found, TrustError::Load(LoadError::SealVersion { found: 0, known: 1 }));
}

#[test]
fn a_higher_version_of_the_seal_is_refused() {
    let found = refusal(&with(8, &[2, 0, 0, 0]));
    assert_eq!(found, TrustError::Load(LoadError::SealVersion { found: 2, known: 1 }));
}

#[test]
fn a_revision_lowered_in_the_seal_is_refused() {
    assert_foreign(&with(12, &6_u64.to_le_bytes()));
}

#[test]
fn a_revision_raised_in_the_seal_is_refused() {
    assert_foreign(&with(12, &8_u64.to_le_bytes()));
    assert_foreign(&with(12, &u64::MAX.to_le_bytes()));
}

#[test]
fn the_signature_of_another_revision_is_refused() {
    let other = signed(6);
    assert_foreign(&with(52, &other[other.len() - 64..]));
}

#[test]
fn a_key_of_zeros_is_refused() {
    assert_eq!(refusal(&with(20, &[0; 32])), TrustError::UnknownKey { key: [0; 32] });
}

#[test]
fn a_signature_of_zeros_is_refused() {
    assert_foreign(&with(52, &[0; 64]));
}

#[test]
fn a_signature_of_ones_is_refused() {
    assert_foreign(&with(52, &[255; 64]));
}

#[test]
fn a_seal_of_zeros_behind_its_version_is_refused() {
    assert_eq!(refusal(&with(12, &[0; 104])), TrustError::UnknownKey { key: [0; 32] });
}

#[test]
fn the_halves_of_a_signature_exchanged_are_refused() {
    let signed = signed(7);
    let (first, second) = signed[signed.len() - 64..].split_at(32);
    assert_foreign(&with(52, &[second, first].concat()));
}

#[test]
fn an_older_revision_is_refused() {
    let newer = open(&signed(7), &ours(), &Ratchet::default()).unwrap().signed.unwrap();
    let found = open(&signed(6), &ours(), &Ratchet::after(newer)).unwrap_err();
    assert_eq!(found, TrustError::Older { found: 6, least: 7 });
}

#[test]
fn a_revision_below_the_least_is_refused() {
    let found = open(&signed(6), &ours(), &Ratchet::at_least(7)).unwrap_err();
    assert_eq!(found, TrustError::Older { found: 6, least: 7 });
}

#[test]
fn another_bundle_of_the_same_revision_is_refused() {
    let taken = open(&signed(7), &ours(), &Ratchet::default()).unwrap().signed.unwrap();
    let other = sign(&bundle("other"), &secret(OURS), 7).unwrap();
    let found = open(&other, &ours(), &Ratchet::after(taken)).unwrap_err();
    assert_eq!(found, TrustError::Twice { revision: 7 });
}

#[test]
fn a_new_key_does_not_take_back_the_revision() {
    let keys = Trust::only([secret(OURS).public(), secret(9).public()]);
    let taken = open(&signed(7), &keys, &Ratchet::default()).unwrap().signed.unwrap();
    let next = sign(&bundle("other"), &secret(9), 1).unwrap();
    let found = open(&next, &keys, &Ratchet::after(taken)).unwrap_err();
    assert_eq!(found, TrustError::Older { found: 1, least: 7 });
}

#[test]
fn a_revision_that_nobody_signed_is_no_reason() {
    // What a seal claims is not believed before its signature is: not even to say that it is old.
    let found = open(&with(12, &[0; 8]), &ours(), &Ratchet::at_least(7)).unwrap_err();
    assert_eq!(found, TrustError::Foreign { key: secret(OURS).public(), revision: 0 });
}

#[test]
fn what_is_no_ratchet_is_refused() {
    let digest = "ab".repeat(32);
    let whole = format!("71 {digest}");
    // A line that was cut short must not count as an older revision.
    let cut = (0..whole.len()).map(|end| whole[..end].to_owned());
    let others = ["x -", "-1 -", "18446744073709551616 -", "7  -", "7 - -"].map(str::to_owned);
    for text in cut.chain(others).chain([format!("{whole}0"), format!("{whole} 1"), format!("{digest} 7")]) {
        assert!(text.parse::<Ratchet>().is_err(), "{text:?}");
    }
    assert!(whole.parse::<Ratchet>().is_ok());
}

#[test]
fn each_refusal_says_what_to_do_in_the_hosts_words() {
    let found = refusal(&with(12, &8_u64.to_le_bytes())).to_string();
    let key = secret(OURS).public();
    let wanted = format!(
        "the signature does not belong to this bundle: the key {key} did not sign these bytes as revision 8"
    );
    assert_eq!(found, wanted);
    let found = open(&signed(6), &ours(), &Ratchet::at_least(7)).unwrap_err().to_string();
    assert!(found.contains("revision 6") && found.contains("higher revision"), "{found}");
    assert!(refusal(&bundle("desk")).to_string().contains("`enroute sign`"));
}

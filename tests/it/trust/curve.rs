//! Signatures that laxer rules would take: a second form of a signature, points of small order, second spellings of points.
//! Where the rules of RFC 8032 alone would take a forgery, the test shows that first.
//!
//! The cases are those of Chalkias, Garillot and Nikolaenko, *Taming the many `EdDSAs`*, and of de Valence, *It's 255:19AM*.

use super::{OURS, assert_foreign, bundle, signed};
use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};
use curve25519_dalek::{EdwardsPoint, Scalar};
use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use sha2::{Digest, Sha512};

/// The order of the curve's prime part, little-endian.
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/// What is signed, written here a second time.
pub(super) fn message(bundle: &[u8], version: u32, revision: u64) -> Vec<u8> {
    let mut message = b"enroute: a bundle is signed\n".to_vec();
    message.extend(version.to_le_bytes());
    message.extend(revision.to_le_bytes());
    message.extend((bundle.len() as u64).to_le_bytes());
    message.extend(blake3::hash(&bundle[..bundle.len() - 32]).as_bytes());
    message
}

/// An honest signature.
pub(super) fn signature(secret: &[u8; 32], message: &[u8]) -> [u8; 64] {
    SigningKey::from_bytes(secret).sign(message).to_bytes()
}

/// The signed bundle with another signature.
fn with(signature: &[u8]) -> Vec<u8> {
    let signed = signed(7);
    [&signed[..signed.len() - 64], signature].concat()
}

/// Whether the plain rules take this signature of our key.
fn lax(signature: &[u8; 64]) -> bool {
    let key = SigningKey::from_bytes(&[OURS; 32]).verifying_key();
    key.verify(&message(&bundle("desk"), 1, 7), &Signature::from_bytes(signature)).is_ok()
}

/// The number that a signature's equation multiplies the key by.
fn challenge(first: &[u8; 32], key: &[u8; 32]) -> Scalar {
    let hash =
        Sha512::new().chain_update(first).chain_update(key).chain_update(message(&bundle("desk"), 1, 7));
    Scalar::from_bytes_mod_order_wide(&hash.finalize().into())
}

/// The signature whose first half is this, with a second half that fits it up to points of small order.
fn fitting(first: [u8; 32]) -> [u8; 64] {
    let ours = SigningKey::from_bytes(&[OURS; 32]);
    let second = challenge(&first, ours.verifying_key().as_bytes()) * ours.to_scalar();
    [first, second.to_bytes()].concat().try_into().unwrap()
}

/// A sum of numbers in little-endian bytes; nothing where it does not fit.
fn sum(left: [u8; 32], right: [u8; 32]) -> Option<[u8; 32]> {
    let (mut out, mut carry) = ([0; 32], 0_u16);
    for (place, (left, right)) in out.iter_mut().zip(left.into_iter().zip(right)) {
        let all = u16::from(left) + u16::from(right) + carry;
        *place = (all & 255) as u8;
        carry = all >> 8;
    }
    (carry == 0).then_some(out)
}

/// The second spellings of points: their height is written with the field's prime added, as far as that fits.
fn spellings() -> Vec<[u8; 32]> {
    let heights = (0..19_u8).map(|more| {
        let mut bytes = [255; 32];
        (bytes[0], bytes[31]) = (0xed + more, 0x7f);
        bytes
    });
    let mirrored = |bytes: [u8; 32]| {
        let mut other = bytes;
        other[31] |= 0x80;
        [bytes, other]
    };
    // A width of zero has no sign: the points with heights of one and of minus one, written with one.
    let mut one = [0; 32];
    (one[0], one[31]) = (1, 0x80);
    let mut minus_one = [255; 32];
    minus_one[0] = 0xec;
    heights.flat_map(mirrored).chain([one, minus_one]).collect()
}

#[test]
fn a_signature_with_the_order_added_is_refused() {
    let honest = signature(&[OURS; 32], &message(&bundle("desk"), 1, 7));
    let (first, mut second) = (&honest[..32], honest[32..].try_into().unwrap());
    let mut tried = 0;
    while let Some(more) = sum(second, ORDER) {
        assert_foreign(&with(&[first, &more].concat()));
        (second, tried) = (more, tried + 1);
    }
    assert!(tried >= 14, "{tried}");
}

#[test]
fn the_order_itself_as_second_half_is_refused() {
    let honest = signature(&[OURS; 32], &message(&bundle("desk"), 1, 7));
    assert_foreign(&with(&[&honest[..32], &ORDER].concat()));
}

#[test]
fn the_neutral_point_as_first_half_is_refused_though_the_plain_rules_take_it() {
    let forged = fitting(EIGHT_TORSION[0].compress().to_bytes());
    assert!(lax(&forged));
    assert_foreign(&with(&forged));
}

#[test]
fn each_point_of_small_order_as_first_half_is_refused() {
    for point in EIGHT_TORSION {
        assert_foreign(&with(&fitting(point.compress().to_bytes())));
    }
}

#[test]
fn a_first_half_with_a_part_of_small_order_is_refused() {
    // What would fit if both sides were multiplied by eight, as some verify.
    let (ours, chance) = (SigningKey::from_bytes(&[OURS; 32]), Scalar::from(12_345_u64));
    for torsion in &EIGHT_TORSION[1..] {
        let first = (ED25519_BASEPOINT_POINT * chance + torsion).compress().to_bytes();
        let second = chance + challenge(&first, ours.verifying_key().as_bytes()) * ours.to_scalar();
        assert_foreign(&with(&[first, second.to_bytes()].concat()));
    }
    let first = (ED25519_BASEPOINT_POINT * chance).compress().to_bytes();
    let second = chance + challenge(&first, ours.verifying_key().as_bytes()) * ours.to_scalar();
    assert!(lax(&[first, second.to_bytes()].concat().try_into().unwrap()), "without that part it fits");
}

#[test]
fn a_second_spelling_of_a_point_as_first_half_is_refused() {
    for first in spellings() {
        assert_foreign(&with(&fitting(first)));
    }
}

#[test]
fn a_first_half_that_is_no_point_is_refused() {
    let mut first = [0; 32];
    first[0] = 2;
    assert!(VerifyingKey::from_bytes(&first).is_err());
    assert_foreign(&with(&fitting(first)));
}

#[test]
fn an_honest_signature_of_another_message_of_ours_is_refused() {
    let bundle = bundle("desk");
    let whole = message(&bundle, 1, 7);
    let digest = blake3::hash(&bundle);
    let others = [&whole[1..], &whole[..79], &whole[28..], &whole[48..], &bundle, digest.as_bytes(), b""];
    for other in others {
        assert_foreign(&with(&signature(&[OURS; 32], other)));
    }
}

#[test]
fn a_signature_that_names_its_key_only_in_the_seal_is_refused() {
    // Another key that signs for ours: the key is in what is hashed, and another does not fit.
    let message = message(&bundle("desk"), 1, 7);
    assert_foreign(&with(&signature(&[super::THEIRS; 32], &message)));
}

/// Keys of which no honest signer has the secret half: each point of small order, and our own with one added.
pub(super) fn weak_keys() -> Vec<EdwardsPoint> {
    let ours = SigningKey::from_bytes(&[OURS; 32]).verifying_key().to_edwards();
    EIGHT_TORSION.into_iter().chain(EIGHT_TORSION[1..].iter().map(|torsion| ours + torsion)).collect()
}

/// Second spellings that the curve's library reads as points.
pub(super) fn misspelt_keys() -> Vec<[u8; 32]> {
    spellings().into_iter().filter(|bytes| VerifyingKey::from_bytes(bytes).is_ok()).collect()
}

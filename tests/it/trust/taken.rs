//! What is taken, and what a host that asks less takes besides.

use super::{OURS, THEIRS, bundle, ours, secret, signed};
use enroute::Bundle;
use enroute::bundle::{Envelope, Seal};
use enroute::trust::{Ratchet, Trust, open, sign};

#[test]
fn what_a_trusted_key_signed_is_taken() {
    let opened = open(&signed(7), &ours(), &Ratchet::default()).unwrap();
    let found = opened.signed.unwrap();
    assert_eq!((found.key, found.revision), (secret(OURS).public(), 7));
    assert_eq!(opened.bundle.write(), bundle("desk"));
}

#[test]
fn the_digest_that_was_signed_is_the_bundles_identity() {
    let opened = open(&signed(7), &ours(), &Ratchet::default()).unwrap();
    let written = Ratchet::after(opened.signed.unwrap()).to_string();
    assert_eq!(written, format!("7 {}", opened.bundle.digest()));
}

#[test]
fn a_seal_changes_nothing_of_the_bundle() {
    let (signed, bundle) = (signed(7), bundle("desk"));
    assert_eq!(signed.len(), bundle.len() + Seal::BYTES);
    assert_eq!(Envelope::of(&signed).unwrap().bundle, bundle);
    let (with, without) = (Bundle::load(&signed).unwrap(), Bundle::load(&bundle).unwrap());
    assert_eq!((with.digest(), with.write()), (without.digest(), bundle));
}

#[test]
fn the_same_key_signs_the_same_bytes_the_same_way() {
    assert_eq!(signed(7), sign(&bundle("desk"), &secret(OURS), 7).unwrap());
    assert_ne!(signed(7), signed(8));
}

#[test]
fn while_keys_rotate_both_are_taken() {
    let keys = [secret(OURS).public(), secret(THEIRS).public()];
    for (byte, key) in [OURS, THEIRS].into_iter().zip(keys) {
        let signed = sign(&bundle("desk"), &secret(byte), 1).unwrap();
        let opened = open(&signed, &Trust::only(keys), &Ratchet::default()).unwrap();
        assert_eq!(opened.signed.unwrap().key, key);
    }
}

#[test]
fn a_key_may_be_listed_twice() {
    let key = secret(OURS).public();
    assert!(open(&signed(1), &Trust::only([key, key]), &Ratchet::default()).is_ok());
}

#[test]
fn signing_again_takes_the_place_of_the_seal() {
    let again = sign(&signed(7), &secret(THEIRS), 8).unwrap();
    assert_eq!(again, sign(&bundle("desk"), &secret(THEIRS), 8).unwrap());
}

#[test]
fn the_last_revision_there_is_is_taken() {
    let opened = open(&signed(u64::MAX), &ours(), &Ratchet::at_least(u64::MAX)).unwrap();
    assert_eq!(opened.signed.unwrap().revision, u64::MAX);
}

#[test]
fn what_was_taken_is_taken_again_and_so_is_what_is_newer() {
    let first = open(&signed(7), &ours(), &Ratchet::default()).unwrap();
    let ratchet = Ratchet::after(first.signed.unwrap());
    assert!(open(&signed(7), &ours(), &ratchet).is_ok());
    let other = sign(&bundle("other"), &secret(OURS), 8).unwrap();
    assert!(open(&other, &ours(), &ratchet).is_ok());
}

#[test]
fn a_ratchet_comes_back_from_its_text() {
    let taken = open(&signed(7), &ours(), &Ratchet::default()).unwrap().signed.unwrap();
    for ratchet in [Ratchet::default(), Ratchet::at_least(u64::MAX), Ratchet::after(taken)] {
        assert_eq!(ratchet.to_string().parse(), Ok(ratchet));
        assert_eq!(format!("{ratchet}\n").parse(), Ok(ratchet));
    }
}

#[test]
fn a_host_that_does_not_ask_takes_both_and_says_nobodys_name() {
    let theirs = sign(&bundle("desk"), &secret(THEIRS), 1).unwrap();
    for bytes in [bundle("desk"), signed(7), theirs] {
        let opened = open(&bytes, &Trust::default(), &Ratchet::at_least(9)).unwrap();
        assert_eq!(opened.signed, None);
    }
}

#[test]
fn a_host_that_moves_to_signatures_takes_what_has_none() {
    let moving = ours().or_unsigned();
    assert_eq!(open(&bundle("desk"), &moving, &Ratchet::default()).unwrap().signed, None);
    assert!(open(&signed(7), &moving, &Ratchet::default()).unwrap().signed.is_some());
}

#[test]
fn going_back_on_purpose_needs_a_host_that_forgets_or_a_higher_revision() {
    let newer = open(&signed(7), &ours(), &Ratchet::default()).unwrap().signed.unwrap();
    let old = bundle("other");
    let again = sign(&old, &secret(OURS), 8).unwrap();
    assert!(open(&again, &ours(), &Ratchet::after(newer)).is_ok());
    let older = sign(&old, &secret(OURS), 6).unwrap();
    assert!(open(&older, &ours(), &Ratchet::after(newer)).is_err());
    assert!(open(&older, &ours(), &Ratchet::default()).is_ok());
}

#[test]
fn a_host_that_does_not_ask_stays_so_when_it_would_take_unsigned_ones() {
    assert_eq!(Trust::default().or_unsigned(), Trust::default());
    assert!(!Trust::default().asks() && ours().asks() && ours().demands() && !ours().or_unsigned().demands());
}

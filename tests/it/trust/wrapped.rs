//! No seal, another's seal, or more than one.

use super::{
    OURS, THEIRS, assert_foreign, bundle, ours, refusal, seal_at, seal_of, secret, short, signed, trailing,
};
use enroute::Bundle;
use enroute::bundle::LoadError;
use enroute::trust::{Ratchet, Trust, TrustError, open, sign};

#[test]
fn a_bundle_that_was_never_signed_is_refused() {
    assert_eq!(refusal(&bundle("desk")), TrustError::NotSigned);
}

#[test]
fn a_bundle_whose_seal_was_stripped_is_refused() {
    let signed = signed(7);
    assert_eq!(refusal(&signed[..seal_at(&signed)]), TrustError::NotSigned);
}

#[test]
fn a_stripped_bundle_is_refused_by_a_host_in_transition_that_took_a_signed_one() {
    let moving = ours().or_unsigned();
    let taken = open(&signed(7), &moving, &Ratchet::default()).unwrap().signed.unwrap();
    let found = open(&bundle("desk"), &moving, &Ratchet::after(taken)).unwrap_err();
    assert_eq!(found, TrustError::NotSigned);
}

#[test]
fn a_key_that_is_not_listed_is_refused_by_its_name() {
    let signed = sign(&bundle("desk"), &secret(THEIRS), 7).unwrap();
    let key = secret(THEIRS).public();
    assert_eq!(refusal(&signed), TrustError::UnknownKey { key: key.to_bytes() });
    assert!(refusal(&signed).to_string().contains(&key.to_string()));
}

#[test]
fn a_host_in_transition_refuses_a_key_that_is_not_listed() {
    let signed = sign(&bundle("desk"), &secret(THEIRS), 7).unwrap();
    let found = open(&signed, &ours().or_unsigned(), &Ratchet::default()).unwrap_err();
    assert_eq!(found, TrustError::UnknownKey { key: secret(THEIRS).public().to_bytes() });
}

#[test]
fn an_empty_list_takes_nothing_that_is_signed() {
    let found = open(&signed(7), &Trust::only([]), &Ratchet::default()).unwrap_err();
    assert_eq!(found, TrustError::NoKeys);
}

#[test]
fn an_empty_list_takes_nothing_that_is_not_signed() {
    let found = open(&bundle("desk"), &Trust::only([]), &Ratchet::default()).unwrap_err();
    assert_eq!(found, TrustError::NotSigned);
}

#[test]
fn the_name_of_a_trusted_key_on_anothers_signature_is_refused() {
    let mut signed = sign(&bundle("desk"), &secret(THEIRS), 7).unwrap();
    let key = seal_at(&signed) + 20;
    signed[key..key + 32].copy_from_slice(&secret(OURS).public().to_bytes());
    assert_foreign(&signed);
}

#[test]
fn a_listed_key_that_is_not_the_one_that_signed_is_refused() {
    let both = Trust::only([secret(OURS).public(), secret(THEIRS).public()]);
    let mut signed = signed(7);
    let key = seal_at(&signed) + 20;
    signed[key..key + 32].copy_from_slice(&secret(THEIRS).public().to_bytes());
    let found = open(&signed, &both, &Ratchet::default()).unwrap_err();
    assert_eq!(found, TrustError::Foreign { key: secret(THEIRS).public(), revision: 7 });
}

#[test]
fn the_seal_of_another_bundle_is_refused() {
    let other = sign(&bundle("other"), &secret(OURS), 7).unwrap();
    assert_foreign(&[&bundle("desk"), seal_of(&other)].concat());
}

#[test]
fn the_seal_of_another_bundle_of_the_same_length_is_refused() {
    let (one, other) = (bundle("desk"), sign(&bundle("disk"), &secret(OURS), 7).unwrap());
    assert_eq!(one.len(), seal_at(&other));
    assert_foreign(&[&one, seal_of(&other)].concat());
}

#[test]
fn a_bundle_sealed_twice_is_refused() {
    let signed = signed(7);
    assert_eq!(refusal(&[&signed, seal_of(&signed)].concat()), trailing("the seal"));
}

#[test]
fn a_trusted_seal_behind_anothers_is_refused() {
    let theirs = sign(&bundle("desk"), &secret(THEIRS), 7).unwrap();
    assert_eq!(refusal(&[&theirs, seal_of(&signed(7))].concat()), trailing("the seal"));
}

#[test]
fn a_seal_inside_a_seal_is_refused() {
    let signed = signed(7);
    let (bundle, seal) = signed.split_at(seal_at(&signed));
    assert_eq!(refusal(&[bundle, &seal[..20], seal, &seal[20..]].concat()), trailing("the seal"));
    // As long as one seal: the inner one takes the place of the key and the signature.
    let cut = &[bundle, &seal[..20], &seal[..96]].concat();
    let key = seal[..32].try_into().unwrap();
    assert_eq!(refusal(cut), TrustError::UnknownKey { key });
}

#[test]
fn bytes_between_the_bundle_and_its_seal_are_refused() {
    let signed = signed(7);
    let (bundle, seal) = signed.split_at(seal_at(&signed));
    for between in [&b"\0"[..], b"section", &[0; 116]] {
        assert_eq!(refusal(&[bundle, between, seal].concat()), trailing("the bundle"));
    }
}

#[test]
fn a_second_bundle_between_the_bundle_and_its_seal_is_refused() {
    let (signed, other) = (signed(7), bundle("other"));
    let (bundle, seal) = signed.split_at(seal_at(&signed));
    assert_eq!(refusal(&[bundle, &other, seal].concat()), trailing("the bundle"));
    assert_eq!(refusal(&[&other, bundle, seal].concat()), trailing("the bundle"));
}

#[test]
fn a_byte_behind_the_seal_is_refused() {
    for byte in [b"\0", b"\n", b"s"] {
        assert_eq!(refusal(&[&signed(7)[..], byte].concat()), trailing("the seal"));
    }
}

#[test]
fn a_seal_before_the_bundle_is_refused() {
    let signed = signed(7);
    let (bundle, seal) = signed.split_at(seal_at(&signed));
    assert_eq!(refusal(&[seal, bundle].concat()), TrustError::Load(LoadError::NotABundle));
}

#[test]
fn a_seal_without_a_bundle_is_refused() {
    assert_eq!(refusal(seal_of(&signed(7))), TrustError::Load(LoadError::NotABundle));
}

#[test]
fn a_seal_in_place_of_the_bundles_end_is_refused() {
    let signed = signed(7);
    let (bundle, seal) = signed.split_at(seal_at(&signed));
    let found = refusal(&[&bundle[..bundle.len() - 32], seal].concat());
    assert!(matches!(found, TrustError::Load(LoadError::Trailing { .. })), "{found}");
    assert_eq!(refusal(&bundle[..bundle.len() - 32]), short("the end"));
}

#[test]
fn nothing_at_all_is_refused() {
    assert_eq!(refusal(b""), TrustError::Load(LoadError::NotABundle));
}

#[test]
fn a_host_that_does_not_ask_ignores_no_bytes_either() {
    let (plain, signed) = (bundle("desk"), signed(7));
    for (bytes, section) in [
        ([&plain[..], b"\n"].concat(), "the bundle"),
        ([&signed[..], b"\n"].concat(), "the seal"),
        ([&signed[..], seal_of(&signed)].concat(), "the seal"),
    ] {
        assert_eq!(Bundle::load(&bytes).unwrap_err(), LoadError::Trailing { section });
        let found = open(&bytes, &Trust::default(), &Ratchet::default()).unwrap_err();
        assert_eq!(found, trailing(section));
    }
    let half = &signed[..signed.len() - 1];
    assert_eq!(Bundle::load(half).unwrap_err(), LoadError::Short { section: "the seal" });
}

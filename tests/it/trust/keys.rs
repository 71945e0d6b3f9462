//! Which keys a host may list at all.

use super::curve::{misspelt_keys, weak_keys};
use super::{OURS, refusal, seal_at, secret, signed};
use ed25519_dalek::{Signature, Verifier, VerifyingKey};
use enroute::trust::{KeyError, PublicKey, TrustError};

#[test]
fn a_key_comes_back_from_its_text() {
    let key = secret(OURS).public();
    for text in [key.to_string(), format!(" {key}\n"), key.to_string().to_uppercase()] {
        assert_eq!(text.parse(), Ok(key));
    }
    assert_eq!(PublicKey::from_bytes(&key.to_bytes()), Ok(key));
}

#[test]
fn a_text_that_is_no_64_digits_is_no_key() {
    let key = secret(OURS).public().to_string();
    let long = format!("{key}00");
    let blank = key.replacen('8', " ", 1);
    for text in
        ["", "8a", &key[..63], &key[1..], &long, &blank, &"g".repeat(64), &"é".repeat(32), &"+1".repeat(32)]
    {
        assert_eq!(text.parse::<PublicKey>(), Err(KeyError::Digits), "{text:?}");
    }
}

#[test]
fn bytes_that_are_no_point_are_no_key() {
    let mut bytes = [0; 32];
    bytes[0] = 2;
    assert_eq!(PublicKey::from_bytes(&bytes), Err(KeyError::NoPoint));
}

#[test]
fn keys_of_small_order_or_with_a_part_of_it_cannot_be_listed() {
    for point in weak_keys() {
        assert_eq!(PublicKey::from_bytes(&point.compress().to_bytes()), Err(KeyError::Weak));
    }
}

#[test]
fn a_key_of_zeros_is_a_weak_one() {
    assert_eq!(PublicKey::from_bytes(&[0; 32]), Err(KeyError::Weak));
}

#[test]
fn second_spellings_of_keys_cannot_be_listed() {
    let misspelt = misspelt_keys();
    assert!(misspelt.len() >= 6, "{}", misspelt.len());
    for bytes in misspelt {
        assert_eq!(PublicKey::from_bytes(&bytes), Err(KeyError::Spelling), "{bytes:02x?}");
    }
}

#[test]
fn a_seal_of_a_key_for_which_anything_is_signed_is_refused() {
    // With the neutral point as key, one signature fits every message, by the plain rules.
    let neutral = weak_keys()[0].compress().to_bytes();
    let anything = [neutral, [0; 32]].concat();
    let key = VerifyingKey::from_bytes(&neutral).unwrap();
    assert!(key.verify(b"whatever", &Signature::from_slice(&anything).unwrap()).is_ok());
    let mut forged = signed(7);
    let at = seal_at(&forged) + 20;
    forged[at..].copy_from_slice(&[&neutral[..], &anything].concat());
    assert_eq!(refusal(&forged), TrustError::UnknownKey { key: neutral });
}

#[test]
fn each_weak_key_in_a_seal_is_unknown() {
    for point in weak_keys() {
        let key = point.compress().to_bytes();
        let mut forged = signed(7);
        let at = seal_at(&forged) + 20;
        forged[at..at + 32].copy_from_slice(&key);
        assert_eq!(refusal(&forged), TrustError::UnknownKey { key });
    }
}

#[test]
fn each_second_spelling_of_a_key_in_a_seal_is_unknown() {
    for key in misspelt_keys() {
        let mut forged = signed(7);
        let at = seal_at(&forged) + 20;
        forged[at..at + 32].copy_from_slice(&key);
        assert_eq!(refusal(&forged), TrustError::UnknownKey { key });
    }
}

#[test]
fn a_secret_key_is_not_shown() {
    let shown = format!("{:?}", secret(OURS));
    assert_eq!(shown, format!("SecretKey(of {})", secret(OURS).public()));
    assert!(!shown.contains("0101") && !shown.contains("1, 1"));
}

#[test]
fn what_is_wrong_with_a_key_is_said() {
    assert_eq!(KeyError::Digits.to_string(), "a public key is written as 64 hexadecimal digits");
    assert!(KeyError::Weak.to_string().starts_with("the public key is weak"));
}

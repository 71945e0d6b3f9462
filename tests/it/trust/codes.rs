//! The code of each refusal: a word for programs, which `verify` prints and the page lists.

use super::commands::{folder, verify};
use super::{OURS, bundle, ours, refusal, secret, signed};
use enroute::bundle::{Bundle, Limits, LoadError, Seal};
use enroute::trust::{Ratchet, Trust, TrustError, open, sign};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

/// The small bundle as the trusted key signs it, with another byte somewhere.
fn with(at: usize, byte: u8) -> Vec<u8> {
    let mut bytes = signed(7);
    bytes[at] = byte;
    bytes
}

fn unsigned(bytes: &[u8]) -> LoadError {
    Bundle::load(bytes).expect_err("it is loaded")
}

/// A refusal of each kind, made the way hosts come by it, with its code.
fn refusals() -> Vec<(TrustError, &'static str)> {
    let whole = signed(7);
    let seal = whole.len() - Seal::BYTES;
    let other = sign(&bundle("other"), &secret(OURS), 7).unwrap();
    let taken = open(&other, &ours(), &Ratchet::default()).unwrap().signed.unwrap();
    let plain = bundle("desk");
    let mut damaged = plain.clone();
    damaged[plain.len() - 1] ^= 1;
    let small = Limits { size: 10, ..Limits::default() };
    vec![
        (refusal(&plain), "not-signed"),
        (open(&whole, &Trust::only([]), &Ratchet::default()).unwrap_err(), "no-keys"),
        (refusal(&sign(&plain, &secret(2), 7).unwrap()), "unknown-key"),
        (refusal(&with(seal + 12, 8)), "foreign-signature"),
        (open(&whole, &ours(), &Ratchet::at_least(8)).unwrap_err(), "older-revision"),
        (open(&whole, &ours(), &Ratchet::after(taken)).unwrap_err(), "same-revision"),
        (refusal(b"rubbish"), "not-a-bundle"),
        (refusal(&with(8, 99)), "other-format"),
        (refusal(&whole[..whole.len() - 1]), "cut-short"),
        (unsigned(&damaged).into(), "damaged"),
        (refusal(&with(12, 1)), "unreadable"),
        (refusal(&[&whole[..], b"\n"].concat()), "trailing-bytes"),
        (refusal(&with(seal + 8, 2)), "other-seal"),
        (Bundle::load_within(&plain, &small).unwrap_err().into(), "over-limit"),
        (LoadError::Refused(enroute::bytecode::VerifyError::Cost).into(), "unsound-program"),
    ]
}

#[test]
fn each_refusal_has_a_code_of_its_own() {
    for (error, code) in refusals() {
        assert_eq!(error.code(), code, "{error}");
    }
    let codes: BTreeSet<_> = refusals().into_iter().map(|(_, code)| code).collect();
    assert_eq!(codes.len(), refusals().len());
}

#[test]
fn the_page_lists_each_code_and_no_other() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/signing.md");
    let page = fs::read_to_string(page).unwrap();
    let rows = page.lines().skip_while(|line| !line.starts_with("| `code`")).skip(2);
    let rows = rows.map_while(|line| line.strip_prefix("| `")?.split('`').next());
    let listed: Vec<_> = rows.collect();
    assert_eq!(listed, refusals().into_iter().map(|(_, code)| code).collect::<Vec<_>>());
}

#[test]
fn verify_prints_the_code_of_a_refusal() {
    let folder = folder();
    let bytes = fs::read(folder.path().join("signed.routeb")).unwrap();
    fs::write(folder.path().join("cut.routeb"), &bytes[..bytes.len() - 1]).unwrap();
    let cases = [
        ("desk.routeb", "ours.pub", "not-signed"),
        ("signed.routeb", "theirs.pub", "unknown-key"),
        ("cut.routeb", "ours.pub", "cut-short"),
        ("desk/main.route", "ours.pub", "not-a-bundle"),
    ];
    for (bundle, key, code) in cases {
        let ran = verify(folder.path(), bundle, &["--key", key, "--format", "json"]);
        let found: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!((ran.code, &found["trusted"], &found["code"]), (1, &false.into(), &code.into()));
    }
    let good = verify(folder.path(), "signed.routeb", &["--key", "ours.pub", "--format", "json"]);
    assert!(!good.out.contains("\"code\""), "{}", good.out);
}

#[test]
fn a_section_that_is_many_things_has_a_checksum_too() {
    let plain = bundle("desk");
    let mut wrong = plain.clone();
    // The checksum of the second section, in the list of sections.
    wrong[16 + 16 + 12] ^= 1;
    assert_eq!(
        unsigned(&wrong).to_string(),
        "the bundle is damaged: the checksum of the constants does not match"
    );
}

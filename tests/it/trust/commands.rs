//! `keygen`, `sign` and `verify`: the files they read and write, their words and exit codes.

use crate::cli::{AT, Ran, desk, enroute};
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const X25519_SECRET: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VuBCIEIFhxXNB8psKkbHpxAdxX8/yy8KmTagiPLlB6iQLJRJRO
-----END PRIVATE KEY-----
";
const X25519_PUBLIC: &str = "-----BEGIN PUBLIC KEY-----
MCowBQYDK2VuAyEAZVrSiJjPopDU50lFaoDiGgzSeGl0m6SDV/MHz7Z640Y=
-----END PUBLIC KEY-----
";
const EC_SECRET: &str = "-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIC3ht0DTp6/vEQSyAKHBNKo/1ObOPMvsVcMFhTxnSHRLoAoGCCqGSM49
AwEHoUQDQgAEBA6rOIrKP6NDSXbinpTCGhr//iOMfyDuGMc8Hclm/Tw19NGirTY+
FZEH9sXb1uCMBvlmyA+vePU7qpgPpOj+Ng==
-----END EC PRIVATE KEY-----
";
const LOCKED: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjFewBNh0G4+AICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEHwbnlXgcCejb3QJCf4CrhEEQGah
Cbm3zM7N8+nShcbx4p1KZRW0CjWiMEKh5kHBMj3RZJULIVwESIJmTKIh3v+rQoWs
qH5kILbJtPO5czN/MW8=
-----END ENCRYPTED PRIVATE KEY-----
";
/// The neutral point, as a key.
const WEAK: &str = "-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
-----END PUBLIC KEY-----
";
/// The first key of RFC 8032, as `openssl` writes it, and its public half.
const RFC_SECRET: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
-----END PRIVATE KEY-----
";
const RFC_PUBLIC: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

/// A folder with a bundle, two pairs of keys, and the bundle as the first of them signed it.
pub(super) fn folder() -> TempDir {
    let folder = desk();
    let at = folder.path();
    assert_eq!(enroute(at, &["build", "desk", "-o", "desk.routeb"]).code, 0);
    for name in ["ours", "theirs"] {
        assert_eq!(enroute(at, &["keygen", name]).code, 0);
    }
    assert_eq!(sign(at, "desk.routeb", "ours.key", "7", "signed.routeb").code, 0);
    folder
}

pub(super) fn sign(at: &Path, bundle: &str, key: &str, revision: &str, output: &str) -> Ran {
    enroute(at, &["sign", bundle, "--key", key, "--revision", revision, "-o", output])
}

pub(super) fn verify(at: &Path, bundle: &str, more: &[&str]) -> Ran {
    enroute(at, &[&["verify", bundle][..], more].concat())
}

/// It ends with 1, says so on stderr, and prints nothing that could be taken for a yes.
#[track_caller]
fn assert_not_trusted(ran: &Ran, words: &str) {
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
    assert!(ran.err.starts_with("not trusted: ") && ran.err.contains(words), "{}", ran.err);
}

#[track_caller]
pub(super) fn assert_failed(ran: &Ran, code: i32, words: &str) {
    assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{}", ran.err);
    assert!(ran.err.starts_with("enroute: ") && ran.err.contains(words), "{}", ran.err);
}

#[test]
fn what_is_signed_is_verified_by_file_and_by_digits() {
    let folder = folder();
    let pem = verify(folder.path(), "signed.routeb", &["--key", "ours.pub"]);
    assert_eq!((pem.code, pem.err.as_str()), (0, ""));
    let key = pem.out.lines().next().unwrap().strip_prefix("signed by  ").unwrap().to_owned();
    assert!(pem.out.contains("\nrevision   7\ndigest     "), "{}", pem.out);
    let digits = verify(folder.path(), "signed.routeb", &["--key", &key]);
    assert_eq!((digits.code, digits.out), (0, pem.out.clone()));
    fs::write(folder.path().join("digits.pub"), key + "\n").unwrap();
    assert_eq!(verify(folder.path(), "signed.routeb", &["--key", "digits.pub"]).out, pem.out);
}

#[test]
fn one_of_several_keys_is_enough() {
    let folder = folder();
    let ran = verify(folder.path(), "signed.routeb", &["--key", "theirs.pub", "--key", "ours.pub"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn json_says_the_same() {
    let folder = folder();
    let good = verify(folder.path(), "signed.routeb", &["--key", "ours.pub", "--format", "json"]);
    let found: Value = serde_json::from_str(&good.out).unwrap();
    assert_eq!((good.code, &found["trusted"], &found["revision"]), (0, &true.into(), &7.into()));
    let bad = verify(folder.path(), "signed.routeb", &["--key", "theirs.pub", "--format", "json"]);
    let found: Value = serde_json::from_str(&bad.out).unwrap();
    assert_eq!((bad.code, &found["trusted"], bad.err.as_str()), (1, &false.into(), ""));
    assert!(found["problem"].as_str().unwrap().contains("not among those trusted here"));
    assert!(found.get("key").is_none() && found.get("digest").is_none());
}

#[test]
fn verify_does_not_trust_what_is_not_signed() {
    let folder = folder();
    assert_not_trusted(&verify(folder.path(), "desk.routeb", &["--key", "ours.pub"]), "is not signed");
}

#[test]
fn verify_does_not_trust_another_key() {
    let folder = folder();
    let ran = verify(folder.path(), "signed.routeb", &["--key", "theirs.pub"]);
    assert_not_trusted(&ran, "which is not among those trusted here");
}

#[test]
fn verify_does_not_trust_an_older_revision() {
    let folder = folder();
    let ran = verify(folder.path(), "signed.routeb", &["--key", "ours.pub", "--at-least", "8"]);
    assert_not_trusted(&ran, "revision 7, and 8 is the least");
    let ran = verify(folder.path(), "signed.routeb", &["--key", "ours.pub", "--at-least", "7"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn verify_does_not_trust_a_changed_byte() {
    let folder = folder();
    let path = folder.path().join("signed.routeb");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).unwrap();
    let ran = verify(folder.path(), "signed.routeb", &["--key", "ours.pub"]);
    assert_not_trusted(&ran, "the signature does not belong to this bundle");
}

#[test]
fn verify_does_not_trust_what_is_no_bundle() {
    let folder = folder();
    let ran = verify(folder.path(), "desk/main.route", &["--key", "ours.pub"]);
    assert_not_trusted(&ran, "this is not a bundle");
}

#[test]
fn verify_wants_a_key() {
    let folder = folder();
    assert_eq!(verify(folder.path(), "signed.routeb", &[]).code, 2);
}

#[test]
fn verify_cannot_read_what_is_not_there() {
    let folder = folder();
    assert_failed(&verify(folder.path(), "none.routeb", &["--key", "ours.pub"]), 3, "`none.routeb`");
    assert_failed(&verify(folder.path(), "signed.routeb", &["--key", "none.pub"]), 3, "`none.pub`");
}

#[test]
fn verify_refuses_a_secret_key() {
    let folder = folder();
    let ran = verify(folder.path(), "signed.routeb", &["--key", "ours.key"]);
    assert_failed(
        &ran,
        3,
        "cannot read `ours.key`: it is a secret key, which belongs to nobody but who signs",
    );
}

#[test]
fn one_key_that_cannot_be_read_ends_it_though_another_would_do() {
    let folder = folder();
    let ran = verify(folder.path(), "signed.routeb", &["--key", "ours.pub", "--key", "ours.key"]);
    assert_failed(&ran, 3, "`ours.key`");
}

#[test]
fn verify_refuses_keys_of_other_kinds() {
    let folder = folder();
    let two = fs::read_to_string(folder.path().join("ours.pub")).unwrap().repeat(2);
    let cut = RFC_PUBLIC[..63].to_owned();
    let damaged = X25519_PUBLIC.replace("MCow", "MCo!");
    let not_text = b"\xff\xfe\x00".to_vec();
    let cases: [(&[u8], &str); 9] = [
        (X25519_PUBLIC.as_bytes(), "it is no key of Ed25519"),
        (WEAK.as_bytes(), "the public key is weak"),
        (EC_SECRET.as_bytes(), "it holds `EC PRIVATE KEY`, and not `PUBLIC KEY`"),
        (two.as_bytes(), "it holds 2 keys: give each a file of its own"),
        (damaged.as_bytes(), "it is no key of Ed25519, or a damaged one"),
        (cut.as_bytes(), "it holds no public key"),
        (b"rubbish", "it holds no public key"),
        (b"", "it holds no public key"),
        (&not_text, "it is no text"),
    ];
    for (text, words) in cases {
        fs::write(folder.path().join("bad.pub"), text).unwrap();
        let ran = verify(folder.path(), "signed.routeb", &["--key", "bad.pub"]);
        assert_failed(&ran, 3, words);
        assert!(ran.err.contains("cannot read `bad.pub`"), "{}", ran.err);
    }
}

#[test]
fn verify_refuses_weak_digits() {
    let folder = folder();
    let ran = verify(folder.path(), "signed.routeb", &["--key", &"0".repeat(64)]);
    assert_failed(&ran, 2, "the public key is weak");
}

#[test]
fn sign_refuses_keys_of_other_kinds() {
    let folder = folder();
    let two = RFC_SECRET.repeat(2);
    let damaged = RFC_SECRET.replace("MC4C", "MC5C");
    let cut = RFC_SECRET.replace("-----END PRIVATE KEY-----\n", "");
    let cases = [
        (WEAK, "it is a public key, and only the secret one signs"),
        (X25519_SECRET, "it is no key of Ed25519"),
        (EC_SECRET, "it holds `EC PRIVATE KEY`, and not `PRIVATE KEY`"),
        (LOCKED, "it is locked with a password"),
        (&two, "it holds 2 keys"),
        (&damaged, "or a damaged one"),
        (&cut, "or a damaged one"),
        (RFC_PUBLIC, "it holds no secret key as PEM"),
        ("", "it holds no secret key as PEM"),
    ];
    for (text, words) in cases {
        fs::write(folder.path().join("bad.key"), text).unwrap();
        assert_failed(&sign(folder.path(), "desk.routeb", "bad.key", "1", "out.routeb"), 3, words);
        assert!(!folder.path().join("out.routeb").exists());
    }
}

#[test]
fn sign_takes_a_key_as_openssl_writes_it() {
    let folder = folder();
    fs::write(folder.path().join("rfc.key"), RFC_SECRET).unwrap();
    let ran = sign(folder.path(), "desk.routeb", "rfc.key", "1", "out.routeb");
    assert!(ran.code == 0 && ran.err.ends_with(&format!("signed with {RFC_PUBLIC}\n")), "{}", ran.err);
    assert_eq!(verify(folder.path(), "out.routeb", &["--key", RFC_PUBLIC]).code, 0);
}

#[test]
fn sign_refuses_what_is_no_bundle() {
    let folder = folder();
    fs::write(folder.path().join("bad.routeb"), "rubbish").unwrap();
    let ran = sign(folder.path(), "bad.routeb", "ours.key", "1", "out.routeb");
    assert_failed(&ran, 3, "cannot read `bad.routeb`: this is not a bundle");
    assert!(!folder.path().join("out.routeb").exists());
}

#[test]
fn sign_refuses_a_bundle_whose_bytes_were_changed() {
    let folder = folder();
    let path = folder.path().join("desk.routeb");
    let mut bytes = fs::read(&path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&path, bytes).unwrap();
    assert_failed(&sign(folder.path(), "desk.routeb", "ours.key", "1", "out.routeb"), 3, "damaged");
}

#[test]
fn sign_leaves_a_signature_alone_unless_told() {
    let folder = folder();
    let before = fs::read(folder.path().join("signed.routeb")).unwrap();
    let ran = sign(folder.path(), "signed.routeb", "theirs.key", "8", "signed.routeb");
    assert_failed(&ran, 2, "`signed.routeb` is signed already, as revision 7: say `--again`");
    assert_eq!(fs::read(folder.path().join("signed.routeb")).unwrap(), before);
    let arguments =
        ["sign", "signed.routeb", "--key", "theirs.key", "--revision", "8", "-o", "signed.routeb", "--again"];
    let again = enroute(folder.path(), &arguments);
    assert_eq!(again.code, 0, "{}", again.err);
    assert_eq!(verify(folder.path(), "signed.routeb", &["--key", "theirs.pub"]).code, 0);
    assert_eq!(verify(folder.path(), "signed.routeb", &["--key", "ours.pub"]).code, 1);
}

#[test]
fn sign_wants_a_revision_from_1() {
    let folder = folder();
    for revision in ["0", "-1", "x", "1.5", "18446744073709551616", ""] {
        assert_eq!(
            sign(folder.path(), "desk.routeb", "ours.key", revision, "out.routeb").code,
            2,
            "{revision}"
        );
    }
    assert_eq!(enroute(folder.path(), &["sign", "desk.routeb", "--key", "ours.key", "-o", "x"]).code, 2);
}

#[test]
fn sign_leaves_nothing_behind_where_it_cannot_write() {
    let folder = folder();
    let names = || {
        let entries = fs::read_dir(folder.path()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = names();
    for output in ["none/out.routeb", "desk"] {
        assert_failed(&sign(folder.path(), "desk.routeb", "ours.key", "1", output), 3, "cannot write");
    }
    assert_eq!(names(), before);
}

#[test]
fn keygen_overwrites_neither_half() {
    let folder = folder();
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    let (key, public) = (read("ours.key"), read("ours.pub"));
    assert_failed(&enroute(folder.path(), &["keygen", "ours"]), 2, "is there already");
    assert_eq!((read("ours.key"), read("ours.pub")), (key.clone(), public));
    fs::remove_file(folder.path().join("ours.pub")).unwrap();
    assert_failed(&enroute(folder.path(), &["keygen", "ours"]), 2, "`ours.key` is there already");
    assert_eq!(read("ours.key"), key);
    assert!(!folder.path().join("ours.pub").exists(), "half a pair is left");
}

#[test]
fn keygen_draws_another_key_each_time_and_prints_only_the_public_half() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (enroute(folder.path(), &["keygen", "one"]), enroute(folder.path(), &["keygen", "two"]));
    assert_eq!((one.code, two.code), (0, 0));
    assert!(one.out != two.out && one.out.trim().len() == 64);
    let secret = fs::read_to_string(folder.path().join("one.key")).unwrap();
    let body = secret.lines().nth(1).unwrap();
    assert!(!one.out.contains(body) && !one.err.contains(body));
}

#[cfg(unix)]
#[test]
fn a_secret_key_may_be_read_by_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let rights = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(rights("ours.key"), 0o600);
    assert_eq!(rights("ours.pub") & 0o600, 0o600);
}

#[test]
fn what_takes_a_bundle_takes_a_signed_one() {
    let folder = folder();
    let out = |arguments: &[&str]| {
        let ran = enroute(folder.path(), arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
        ran.out
    };
    let run = |bundle| out(&["run", bundle, "desk/items.jsonl", AT]);
    assert_eq!(run("signed.routeb"), run("desk.routeb"));
    let index = |bundle| out(&["inspect", "--index", bundle]);
    assert_eq!(index("signed.routeb"), index("desk.routeb"));
    assert!(out(&["inspect", "desk.routeb"]).starts_with("seal     none\n"));
    let seal = out(&["inspect", "signed.routeb"]).lines().next().unwrap().to_owned();
    assert!(seal.starts_with("seal     revision 7, said to be signed with "), "{seal}");
}

#[test]
fn no_command_takes_a_seal_that_is_damaged() {
    let folder = folder();
    let path = folder.path().join("signed.routeb");
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
    assert_failed(
        &enroute(folder.path(), &["inspect", "signed.routeb"]),
        3,
        "cut short: the seal should go on",
    );
    assert_failed(&enroute(folder.path(), &["run", "signed.routeb", "desk/items.jsonl", AT]), 3, "the seal");
    fs::write(&path, [&bytes[..], b"\n"].concat()).unwrap();
    assert_failed(&enroute(folder.path(), &["inspect", "signed.routeb"]), 3, "bytes follow the seal");
}

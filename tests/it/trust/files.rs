//! The files around signing: names of pairs, who may read a key, bundles without an end, revisions that go back.

use super::commands::{assert_failed, folder, sign, verify};
use crate::cli::{Ran, enroute};
use std::fs;
use std::path::Path;

fn again(at: &Path, key: &str, revision: &str) -> Ran {
    let bundle = ["sign", "signed.routeb", "--again", "-o", "again.routeb"];
    enroute(at, &[&bundle[..], &["--key", key, "--revision", revision]].concat())
}

fn names(at: &Path) -> Vec<String> {
    let entries = fs::read_dir(at).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_bundle_is_not_signed_again_with_a_lower_revision() {
    let folder = folder();
    let words = "`signed.routeb` is signed as revision 7, and hosts that took it refuse 6: give `--revision` 7 or a higher one";
    assert_failed(&again(folder.path(), "ours.key", "6"), 2, words);
    assert!(!folder.path().join("again.routeb").exists());
}

#[test]
fn the_same_bundle_is_signed_again_as_the_same_revision_with_another_key() {
    let folder = folder();
    let ran = again(folder.path(), "theirs.key", "7");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(verify(folder.path(), "again.routeb", &["--key", "theirs.pub", "--at-least", "7"]).code, 0);
}

#[test]
fn a_revision_leaves_room_for_a_higher_one() {
    let folder = folder();
    let highest = sign(folder.path(), "desk.routeb", "ours.key", "9007199254740991", "out.routeb");
    assert_eq!(highest.code, 0, "{}", highest.err);
    for revision in ["9007199254740992", "18446744073709551615"] {
        let ran = sign(folder.path(), "desk.routeb", "ours.key", revision, "high.routeb");
        assert_eq!(ran.code, 2, "{revision}");
        assert!(ran.err.contains("is not in 1..=9007199254740991"), "{}", ran.err);
    }
    assert!(!folder.path().join("high.routeb").exists());
}

#[test]
fn a_pair_has_a_name_that_is_no_folder() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("ro")).unwrap();
    let cases = [
        ("ro/", "`ro/` names no file: give the pair a name, such as `ro/release`"),
        (".", "such as `./release`"),
        ("..", "such as `../release`"),
        ("ro/.", "such as `ro/./release`"),
    ];
    for (name, words) in cases {
        assert_failed(&enroute(folder.path(), &["keygen", name]), 2, words);
    }
    assert_eq!(names(folder.path()), ["ro"]);
    assert!(names(&folder.path().join("ro")).is_empty());
}

#[test]
fn a_pair_is_named_without_the_end_of_either_half() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["k.key", "k.pub", "k.KEY", ".key"] {
        let ran = enroute(folder.path(), &["keygen", name]);
        assert_failed(&ran, 2, &format!("the files would be `{name}.key` and `{name}.pub`"));
    }
    assert!(names(folder.path()).is_empty());
    assert_eq!(enroute(folder.path(), &["keygen", "release.2026"]).code, 0);
    assert_eq!(names(folder.path()), ["release.2026.key", "release.2026.pub"]);
}

#[test]
fn half_a_pair_is_not_left() {
    let folder = tempfile::tempdir().unwrap();
    assert_failed(&enroute(folder.path(), &["keygen", "none/k"]), 3, "there is no folder `none`");
    fs::create_dir(folder.path().join("k.key")).unwrap();
    assert_failed(&enroute(folder.path(), &["keygen", "k"]), 2, "`k.key` is there already");
    assert_eq!(names(folder.path()), ["k.key"]);
}

#[cfg(unix)]
#[test]
fn sign_warns_of_a_key_that_others_may_read_and_goes_on() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let key = folder.path().join("ours.key");
    let warning =
        "warning: `ours.key` can be read or written by others than its owner: `chmod 600` ends that\n";
    for rights in [0o644, 0o640, 0o620] {
        fs::set_permissions(&key, fs::Permissions::from_mode(rights)).unwrap();
        let ran = sign(folder.path(), "desk.routeb", "ours.key", "1", "out.routeb");
        assert!(ran.code == 0 && ran.err.starts_with(warning), "{rights:o}: {}", ran.err);
    }
    for rights in [0o600, 0o400] {
        fs::set_permissions(&key, fs::Permissions::from_mode(rights)).unwrap();
        let ran = sign(folder.path(), "desk.routeb", "ours.key", "1", "out.routeb");
        assert!(ran.code == 0 && !ran.err.contains("warning"), "{rights:o}: {}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn a_bundle_without_an_end_is_refused() {
    let folder = folder();
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("zero.routeb")).unwrap();
    let words = "cannot read `zero.routeb`: it has more than 256 MB, the most that a bundle may have here";
    assert_failed(&verify(folder.path(), "zero.routeb", &["--key", "ours.pub"]), 3, words);
    assert_failed(&enroute(folder.path(), &["inspect", "zero.routeb"]), 3, words);
    assert_failed(&sign(folder.path(), "zero.routeb", "ours.key", "1", "out.routeb"), 3, words);
    assert_failed(&enroute(folder.path(), &["run", "zero.routeb", "desk/items.jsonl"]), 3, words);
}

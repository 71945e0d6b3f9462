//! Files that commands write: what is made is put over what was made before, and over nothing else.

use crate::cli::{Ran, desk, enroute};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A folder with a program, its bundle, its page, and a pair of keys.
fn folder() -> TempDir {
    let folder = desk();
    for arguments in [
        &["build", "desk", "-o", "desk.routeb"][..],
        &["docs", "desk", "--html", "desk.html"],
        &["keygen", "release"],
    ] {
        assert_eq!(enroute(folder.path(), arguments).code, 0, "{arguments:?}");
    }
    folder
}

/// Each command that writes a file it is given the name of, told to write this one.
fn written(at: &Path, output: &str) -> [Ran; 3] {
    [
        enroute(at, &["build", "desk", "-o", output]),
        enroute(at, &["sign", "desk.routeb", "--key", "release.key", "--revision", "1", "-o", output]),
        enroute(at, &["docs", "desk", "--html", output]),
    ]
}

/// None of them has written, and each says so.
#[track_caller]
fn assert_none(ran: &[Ran], code: i32, words: &str) {
    for ran in ran {
        assert!(ran.code == code && ran.err.contains(words), "{}: {}", ran.code, ran.err);
        assert!(!ran.err.contains("wrote ") && !ran.out.contains("routeb\r\n"), "{}", ran.err);
    }
}

#[test]
fn nothing_is_written_over_a_key_or_a_source() {
    let folder = folder();
    let noted = "Bag Attributes\n-----BEGIN PRIVATE KEY-----\n";
    fs::write(folder.path().join("noted.pem"), noted).unwrap();
    for name in ["release.key", "release.pub", "noted.pem", "desk/main.route", "desk/items.jsonl"] {
        let path = folder.path().join(name);
        let before = fs::read(&path).unwrap();
        assert_none(&written(folder.path(), name), 2, &format!("`{name}` is there already and is no "));
        assert!(fs::read(&path).unwrap() == before, "{name}");
    }
}

#[test]
fn a_page_is_not_written_over_a_bundle_nor_a_bundle_over_a_page() {
    let folder = folder();
    let [build, sign, _] = written(folder.path(), "desk.html");
    assert_none(&[build, sign], 2, "`desk.html` is there already and is no bundle");
    let [_, _, page] = written(folder.path(), "desk.routeb");
    assert_none(&[page], 2, "`desk.routeb` is there already and is no page");
}

#[test]
fn what_was_made_before_is_written_over_and_so_is_an_empty_file() {
    let folder = folder();
    for name in ["desk.routeb", "empty.routeb", "cut.routeb"] {
        let path = folder.path().join(name);
        match name {
            "empty.routeb" => fs::write(&path, "").unwrap(),
            "cut.routeb" => fs::write(&path, "rou").unwrap(),
            _ => fs::write(&path, "routeb\r\n of another version").unwrap(),
        }
        assert_eq!(enroute(folder.path(), &["build", "desk", "-o", name]).code, 0);
        assert_eq!(enroute(folder.path(), &["inspect", name]).code, 0);
    }
    let again = enroute(folder.path(), &["docs", "desk", "--html", "desk.html"]);
    assert_eq!(again.code, 0, "{}", again.err);
}

#[test]
fn a_dash_is_no_file() {
    let folder = folder();
    assert_none(&written(folder.path(), "-"), 2, "`-` is no file");
    let state = enroute(folder.path(), &["dispatch", "desk", "desk/items.jsonl", "--state", "-"]);
    assert_none(&[state], 2, "`-` is no file, and a state is never printed");
    assert!(!folder.path().join("-").exists());
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = folder();
    assert_none(&written(folder.path(), "nowhere/out"), 3, "there is no folder `nowhere`");
}

#[test]
fn a_folder_is_not_written_over() {
    let folder = folder();
    assert_none(&written(folder.path(), "desk"), 3, "cannot write `desk`: it is a folder");
    assert!(folder.path().join("desk/main.route").exists());
}

#[cfg(unix)]
mod unix {
    use super::{assert_none, enroute, folder, written};
    use std::fs;
    use std::os::unix::fs::{FileTypeExt, symlink};
    use std::process::Command;

    #[test]
    fn devices_and_pipes_are_not_written_to_nor_taken_away() {
        let folder = folder();
        let pipe = folder.path().join("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        for name in ["/dev/null", "/dev/stdout", "pipe"] {
            assert_none(&written(folder.path(), name), 3, "it is a device or a pipe");
        }
        assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
        assert!(fs::symlink_metadata(pipe).unwrap().file_type().is_fifo());
    }

    #[test]
    fn a_link_stays_and_what_it_leads_to_is_looked_at() {
        let folder = folder();
        let at = folder.path();
        symlink("desk.routeb", at.join("now.routeb")).unwrap();
        symlink("release.key", at.join("key.routeb")).unwrap();
        fs::write(at.join("desk.routeb"), "").unwrap();
        assert_eq!(enroute(at, &["build", "desk", "-o", "now.routeb"]).code, 0);
        assert!(fs::symlink_metadata(at.join("now.routeb")).unwrap().is_symlink());
        assert!(fs::read(at.join("desk.routeb")).unwrap().starts_with(b"routeb"));
        assert_none(&written(at, "key.routeb"), 2, "`key.routeb` is there already and is no ");
    }
}

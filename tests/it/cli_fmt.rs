//! `enroute fmt`: what it writes, what it says, how it ends.

use super::cli::{command, desk, enroute, enroute_with, ran};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const LOOSE: &str = "language   1\nlet a=1\n";
const TIDY: &str = "language 1\nlet a = 1\n";
const BROKEN: &str = "language   1\n\nqueue   a {\n  type:   record\n}\n";

/// A folder with files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn text(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_is_formatted_where_it_stands() {
    let folder = folder(&[("a.route", LOOSE.as_bytes())]);
    let first = enroute(folder.path(), &["fmt", "a.route"]);
    assert_eq!((first.code, first.out.as_str(), first.err.as_str()), (0, "", "1 of 1 file changed\n"));
    assert_eq!(text(&folder, "a.route"), TIDY);
    let again = enroute(folder.path(), &["fmt", "a.route"]);
    assert_eq!((again.code, again.err.as_str()), (0, "0 of 1 file changed\n"));
    assert_eq!(names(folder.path()), ["a.route"]);
}

#[test]
fn a_file_that_does_not_change_is_not_written() {
    let folder = folder(&[("a.route", TIDY.as_bytes())]);
    let changed = || fs::metadata(folder.path().join("a.route")).unwrap().modified().unwrap();
    let before = changed();
    assert_eq!(enroute(folder.path(), &["fmt", "a.route"]).code, 0);
    assert_eq!(changed(), before);
}

#[test]
fn a_folder_means_all_sources_below_it_that_git_does_not_ignore() {
    let folder = folder(&[
        ("a.route", LOOSE.as_bytes()),
        ("below/b.route", LOOSE.as_bytes()),
        ("drafts/c.route", LOOSE.as_bytes()),
        ("notes.txt", LOOSE.as_bytes()),
        (".ignore", b"drafts"),
    ]);
    let here = enroute(folder.path(), &["fmt"]);
    assert_eq!((here.code, here.err.as_str()), (0, "2 of 2 files changed\n"));
    let texts = ["a.route", "below/b.route", "drafts/c.route", "notes.txt"].map(|name| text(&folder, name));
    assert_eq!(texts, [TIDY, TIDY, LOOSE, LOOSE]);
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(enroute(empty.path(), &["fmt"]).code, 3);
}

#[test]
fn check_names_what_would_change_and_changes_nothing() {
    let folder = folder(&[("a.route", LOOSE.as_bytes()), ("b.route", TIDY.as_bytes())]);
    let check = enroute(folder.path(), &["fmt", ".", "--check"]);
    assert_eq!((check.code, check.out.as_str()), (1, "a.route\n"));
    assert_eq!(check.err, "1 of 2 files would change\n");
    assert_eq!(text(&folder, "a.route"), LOOSE);
    assert_eq!(enroute(folder.path(), &["fmt", "b.route", "--check"]).code, 0);
}

#[test]
fn diff_shows_what_would_change_and_changes_nothing() {
    let folder = folder(&[("a.route", LOOSE.as_bytes()), ("b.route", TIDY.as_bytes())]);
    let diff = enroute(folder.path(), &["fmt", "a.route", "b.route", "--diff"]);
    assert_eq!(diff.code, 0);
    let wanted =
        "--- a.route\n+++ a.route\n@@ -1,2 +1,2 @@\n-language   1\n-let a=1\n+language 1\n+let a = 1\n";
    assert_eq!(diff.out, wanted);
    assert_eq!(text(&folder, "a.route"), LOOSE);
    assert_eq!(enroute(folder.path(), &["fmt", "a.route", "--diff", "--check"]).code, 1);
    assert_eq!(enroute(folder.path(), &["fmt", "b.route", "--diff", "--check"]).code, 0);
}

#[test]
fn a_diff_has_places_and_what_stands_around() {
    let lines =
        |from: usize, to: usize| (from..to).fold(String::new(), |text, at| text + &format!("// {at}\n"));
    let loose = format!("language 1\n{}\n\n\n{}let a=1\n{}let b=2", lines(0, 5), lines(5, 20), lines(20, 40));
    let folder = folder(&[("a.route", loose.as_bytes())]);
    let diff = enroute(folder.path(), &["fmt", "a.route", "--diff"]);
    insta::with_settings!({ snapshot_path => "../snapshots/format", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("a_diff", diff.out);
    });
}

#[test]
fn stdin_goes_to_stdout() {
    let here = tempfile::tempdir().unwrap();
    let ran = enroute_with(here.path(), &["fmt", "-"], LOOSE.as_bytes());
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, TIDY, ""));
    let check = enroute_with(here.path(), &["fmt", "-", "--check"], LOOSE.as_bytes());
    assert_eq!((check.code, check.out.as_str()), (1, "-\n"));
    assert_eq!(enroute_with(here.path(), &["fmt", "-", "--check"], TIDY.as_bytes()).code, 0);
}

#[test]
fn a_file_with_errors_is_formatted_as_far_as_it_goes() {
    let folder = folder(&[("a.route", BROKEN.as_bytes())]);
    let ran = enroute(folder.path(), &["fmt", "a.route"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.starts_with("a.route:3: `queue a` stays as it is: a setting is a word"), "{}", ran.err);
    assert_eq!(text(&folder, "a.route"), BROKEN.replace("language   1", "language 1"));
    assert_eq!(enroute(folder.path(), &["fmt", "a.route", "--check"]).code, 1);
}

#[test]
fn what_cannot_be_read_ends_with_3_and_keeps_nothing_else_from_it() {
    let folder = folder(&[("a.route", b"language 1\n// \xff\n"), ("b.route", LOOSE.as_bytes())]);
    let ran = enroute(folder.path(), &["fmt", "."]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("cannot read `a.route`: line 2, column 4 holds bytes"), "{}", ran.err);
    assert_eq!(text(&folder, "b.route"), TIDY);
    let absent = enroute(folder.path(), &["fmt", "c.route", "b.route"]);
    assert_eq!(absent.code, 3);
    assert!(absent.err.contains("cannot read `c.route`: there is no such file"), "{}", absent.err);
    assert_eq!(enroute(folder.path(), &["fmt", "items.jsonl"]).code, 3);
}

#[cfg(unix)]
#[test]
fn rights_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder(&[("real.route", LOOSE.as_bytes())]);
    let (real, link) = (folder.path().join("real.route"), folder.path().join("link.route"));
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.route", &link).unwrap();
    assert_eq!(enroute(folder.path(), &["fmt", "link.route"]).code, 0);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(text(&folder, "real.route"), TIDY);
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);

    fs::write(&real, LOOSE).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o444)).unwrap();
    let ran = enroute(folder.path(), &["fmt", "real.route"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("it may only be read"), "{}", ran.err);
    assert!(ran.err.starts_with("0 of 1 file changed\n"), "{}", ran.err);
    assert_eq!(text(&folder, "real.route"), LOOSE);
}

#[test]
fn what_new_makes_is_formatted() {
    let folder = desk();
    let check = ran(command(folder.path(), &["fmt", "desk", "--check"]));
    assert_eq!((check.code, check.err.as_str()), (0, "0 of 1 file would change\n"));
}

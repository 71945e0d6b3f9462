//! Every page that Enroute writes for browsers, made by the real binary.

use std::fs;
use std::path::Path;
use std::process::Command;

/// A page, by the command that wrote it.
pub(crate) struct Page {
    pub(crate) name: &'static str,
    pub(crate) html: String,
}

/// What pages are made of: a program that takes the place of another, items, and names of theirs to ask about.
pub(crate) struct Of<'a> {
    pub(crate) old: &'a Path,
    pub(crate) new: &'a Path,
    pub(crate) items: &'a Path,
    pub(crate) queue: &'a str,
}

/// The pages of all commands that have some, written into `folder` on the way.
pub(crate) fn pages(of: &Of<'_>, folder: &Path) -> Vec<Page> {
    let [old, new, items] = [of.old, of.new, of.items].map(|path| path.to_str().unwrap());
    let at = ["--at", "2026-03-02T10:15Z"];
    let page = |name: &'static str, words: &[&str]| {
        let path = folder.join(format!("{name}.html"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_enroute"));
        command.args(words).arg("--html").arg(&path);
        let output = command.output().unwrap();
        let talk = String::from_utf8_lossy(&output.stderr);
        assert!(path.exists(), "enroute {} wrote no page: {talk}", words.join(" "));
        Page { name, html: fs::read_to_string(path).unwrap() }
    };
    vec![
        page("docs", &["docs", new]),
        page("cover", &["cover", new]),
        page("cover-items", &[&["cover", new, "--items", items], &at[..]].concat()),
        page("why", &[&["why", new, items], &at[..]].concat()),
        page("why-not", &[&["why", new, items, "--not-queue", of.queue], &at[..]].concat()),
        page("why-taken", &[&["why", new, items, "--taken"], &at[..]].concat()),
        page("plan", &["plan", old, new]),
        page("replay", &[&["replay", old, new, items], &at[..]].concat()),
    ]
}

/// A copy of a folder of the examples, with one text in one of its files changed.
pub(crate) fn changed(example: &str, file: &str, from: &str, to: &str, folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(example)).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
    }
    let text = fs::read_to_string(folder.join(file)).unwrap();
    assert!(text.contains(from), "{file} does not contain {from}");
    fs::write(folder.join(file), text.replace(from, to)).unwrap();
}

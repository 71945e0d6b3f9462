//! How each diagnostic looks: the bad example of its page, and under it all that the tool says.

use crate::support::unhidden;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The blocks of a page: the fence's words and the text inside.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(words)) => open = Some((words.trim().to_owned(), String::new())),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some((_, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

/// What the tool says of the page's bad example.
fn said(page: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut main = None;
    for (words, text) in blocks(page) {
        let mut words = words.split_whitespace();
        match (words.next(), words.next()) {
            (Some("route"), Some("bad")) => {
                main = Some(text.clone());
                fs::write(folder.path().join("main.route"), unhidden(&text)).unwrap();
                break;
            }
            (_, Some(name)) if name.contains('.') => fs::write(folder.path().join(name), text).unwrap(),
            _ => {}
        }
    }
    let main = main.expect("every page has a bad example");
    let output = Command::new(env!("CARGO_BIN_EXE_enroute"))
        .args(["check", "main.route"])
        .current_dir(folder.path())
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    format!("{main}\n{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn every_diagnostic_looks_as_it_should() {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors");
    let mut names: Vec<_> = fs::read_dir(pages).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/render");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for path in names {
            let code = path.file_stem().unwrap().to_str().unwrap();
            let page = fs::read_to_string(&path).unwrap();
            if page.contains("```route bad") {
                insta::assert_snapshot!(code, said(&page));
            }
        }
    });
}

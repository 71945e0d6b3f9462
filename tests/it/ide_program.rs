//! Programs for the tests of what editors ask: those of the repository, and small ones drawn with their answers.

use enroute::engine::{LoadError, Loader, Workspace};
use enroute::ide::At;
use enroute::source::Span;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The texts of a program, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Texts(pub(crate) BTreeMap<String, String>);

impl Loader for Texts {
    fn read(&self, name: &str) -> Result<Vec<u8>, LoadError> {
        self.0.get(name).map(|text| text.clone().into_bytes()).ok_or(LoadError::Missing)
    }

    fn names(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }
}

impl Texts {
    /// Those of one program.
    pub(crate) fn of<const N: usize>(texts: [(&str, &str); N]) -> Self {
        Self(texts.map(|(name, text)| (name.to_owned(), text.to_owned())).into())
    }

    /// The program they make, every `.route` file of it a root.
    pub(crate) fn workspace(&self) -> Workspace {
        let roots =
            self.0.keys().filter(|name| Path::new(name).extension().is_some_and(|end| end == "route"));
        let mut workspace = Workspace::new(roots.cloned().collect());
        workspace.refresh(self);
        workspace
    }
}

/// Every program of the repository's examples and of `tests/programs`.
pub(crate) fn programs() -> Vec<(String, Texts)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["examples/contoso", "examples/bank", "examples/city", "examples/day", "examples/start"] {
        found.push((folder.to_owned(), folder_texts(&root.join(folder))));
    }
    for folder in ["examples", "tests/programs"] {
        for (name, text) in folder_texts(&root.join(folder)).0 {
            found.push((format!("{folder}/{name}"), Texts(BTreeMap::from([(name, text)]))));
        }
    }
    found
}

fn folder_texts(folder: &Path) -> Texts {
    let mut texts = Texts::default();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "route" || end == "csv") {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            texts.0.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    texts
}

/// A text with the cursor taken out of it, and where it stood: at `▲`.
pub(crate) fn cursor(text: &str) -> (String, u32) {
    let at = text.find('▲').expect("the text shows a cursor");
    (text.replacen('▲', "", 1), u32::try_from(at).unwrap())
}

/// The program of one text with a cursor.
pub(crate) fn at_cursor(text: &str) -> (Workspace, At) {
    let (text, offset) = cursor(text);
    let workspace = Texts::of([("main.route", &text)]).workspace();
    let file = workspace.file("main.route").unwrap();
    (workspace, At { file, offset })
}

/// The lines that have something to show, each with marks under it: the places, each with a word about it.
pub(crate) fn drawn(workspace: &Workspace, marks: &[(Span, String)]) -> String {
    let mut out = String::new();
    for (file, name) in workspace.files() {
        let mut start = 0;
        let text = workspace.text(file).unwrap();
        let mut titled = false;
        for (number, line) in (1..).zip(text.split('\n')) {
            let end = start + u32::try_from(line.len()).unwrap();
            let here = marks
                .iter()
                .filter(|(span, _)| span.file == file && span.start >= start && span.start <= end);
            let here: Vec<_> = here.collect();
            if !here.is_empty() {
                if !titled {
                    writeln!(out, "{name}").unwrap();
                    titled = true;
                }
                writeln!(out, "{number:>3} │ {line}").unwrap();
                for (span, word) in here {
                    let from = text[start as usize..span.start as usize].chars().count();
                    let to = span.end.min(end).max(span.start);
                    let long = text[span.start as usize..to as usize].chars().count().max(1);
                    let more = if span.end > end { "…" } else { "" };
                    let mark = format!("    │ {}{}{more} {word}", " ".repeat(from), "▔".repeat(long));
                    writeln!(out, "{}", mark.trim_end()).unwrap();
                }
            }
            start = end + 1;
        }
    }
    out
}

/// Compares a text with the one kept under that name.
pub(crate) fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/ide");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

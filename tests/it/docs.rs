//! The documents: every program in them is checked, every command in them is run, every code has its page.
//! `ENROUTE_UPDATE=1` rewrites the output of commands and the list of pages.

use crate::support::unhidden;
use enroute::diagnostic::{Diagnostic, Severity};
use enroute::engine;
use enroute::runner;
use enroute::source::{SourceFile, Sources};
use enroute::value::Date;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, end: &str, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, end, found);
        } else if path.extension().is_some_and(|own| own == end) {
            found.push(path);
        }
    }
}

fn pages() -> Vec<PathBuf> {
    let mut pages = vec![root().join("README.md")];
    files(&root().join("docs"), "md", &mut pages);
    pages
}

/// The lines, each with its end.
fn lines<T: AsRef<str>>(lines: impl IntoIterator<Item = T>) -> String {
    lines.into_iter().fold(String::new(), |mut text, line| {
        text.extend([line.as_ref(), "\n"]);
        text
    })
}

fn updating() -> bool {
    std::env::var_os("ENROUTE_UPDATE").is_some()
}

/// A fenced block of a page.
pub(crate) struct Block {
    /// The line of the page that opens it.
    line: usize,
    pub(crate) info: Vec<String>,
    pub(crate) text: String,
}

impl Block {
    /// The file it is, where it has a file's name.
    pub(crate) fn file(&self) -> Option<&str> {
        self.info.get(1).map(String::as_str).filter(|name| name.contains('.'))
    }
}

pub(crate) fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => {
                let info = info.split_whitespace().map(str::to_owned).collect();
                open = Some(Block { line: number + 1, info, text: String::new() });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => block.text.extend([line, "\n"]),
            (None, None) => {}
        }
    }
    blocks
}

/// A whole program of a page: what stands in its fence, and what it yields.
struct Program {
    place: String,
    wish: Option<String>,
    diagnostics: Vec<Diagnostic>,
}

/// Every whole program of a page. A fence with a file's name gives a file to the next program.
fn programs(path: &Path) -> Vec<Program> {
    let page = fs::read_to_string(path).unwrap();
    let mut beside: Vec<SourceFile> = Vec::new();
    let mut programs = Vec::new();
    for block in blocks(&page) {
        if let Some(name) = block.file() {
            beside.push(SourceFile::new(name, block.text.clone()));
        } else if block.info.first().is_some_and(|kind| kind == "route") && is_whole(&block) {
            let place = format!("{}:{}", path.display(), block.line);
            let main = SourceFile::new("main.route", unhidden(&block.text));
            let sources: Sources = beside.drain(..).chain([main]).collect();
            let diagnostics = diagnostics(&sources, &block.info);
            programs.push(Program { place, wish: block.info.get(1).cloned(), diagnostics });
        }
    }
    programs
}

fn is_whole(block: &Block) -> bool {
    let wish = block.info.get(1).map(String::as_str);
    wish != Some("fragment") && (wish.is_some() || block.text.contains("language 1"))
}

/// What there is to say of a program: by checking it, compiling it and running its tests.
fn diagnostics(sources: &Sources, info: &[String]) -> Vec<Diagnostic> {
    let compiled = engine::compile_with_tests(sources, &["main.route".to_owned()]).unwrap();
    let mut found = compiled.checked.diagnostics.clone();
    let tests = runner::run(&compiled, None).results;
    let failed = tests.iter().flat_map(|test| test.failed.iter().map(|failed| failure(test.kind, failed)));
    found.extend(failed);
    if let Some(at) = info.iter().position(|word| word == "as-of") {
        let day = Date::parse(info.get(at + 1).unwrap()).unwrap();
        found.extend(engine::stale_calendars(&compiled.checked.program, day));
    }
    found
}

/// A failure, as `enroute test` shows it.
fn failure(kind: runner::TestKind, failed: &runner::Failed) -> Diagnostic {
    let code = match kind {
        runner::TestKind::Test => "test-failed",
        runner::TestKind::Scenario => "scenario-failed",
    };
    Diagnostic {
        code: code.to_owned(),
        severity: Severity::Error,
        message: format!("expected {}, but {}", failed.expected, failed.got),
        help: None,
        labels: Vec::new(),
        fixes: Vec::new(),
    }
}

fn errors(program: &Program) -> Vec<String> {
    let errors = program.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    errors.map(|found| format!("{}: {}", found.code, found.message)).collect()
}

fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_program_in_the_documents_is_allowed() {
    let mut wrong = Vec::new();
    for program in pages().iter().flat_map(|page| programs(page)) {
        let errors = errors(&program);
        if program.wish.as_deref() != Some("bad") && !errors.is_empty() {
            wrong.push(format!("{} has errors:\n  {}", program.place, errors.join("\n  ")));
        }
    }
    assert_none(&wrong);
}

/// What is wrong with the page of a code.
fn faults_of_page(path: &Path) -> Vec<String> {
    let code = path.file_stem().unwrap().to_str().unwrap();
    let text = fs::read_to_string(path).unwrap();
    let mut wrong = Vec::new();
    if !text.starts_with(&format!("# {code}\n")) {
        wrong.push(format!("{}: the first line is not `# {code}`", path.display()));
    }
    if let Some((_, why)) = WITHOUT_EXAMPLE.iter().find(|(known, _)| *known == code) {
        if text.contains("```route") {
            wrong.push(format!("{} has an example, though {why}", path.display()));
        }
        return wrong;
    }
    let programs = programs(path);
    for wish in ["bad", "good"] {
        if !programs.iter().any(|program| program.wish.as_deref() == Some(wish)) {
            wrong.push(format!("{}: there is no ```route {wish}``` block", path.display()));
        }
    }
    for program in &programs {
        let here: Vec<_> = program.diagnostics.iter().filter(|found| found.code == code).collect();
        let others =
            program.diagnostics.iter().any(|found| found.severity == Severity::Error && found.code != code);
        let right = match program.wish.as_deref() {
            Some("bad") => !here.is_empty() && !others,
            _ => here.is_empty() && errors(program).is_empty(),
        };
        if !right {
            let all: Vec<_> = program
                .diagnostics
                .iter()
                .map(|found| format!("{}: {}", found.code, found.message))
                .collect();
            wrong.push(format!("{} yields [{}]", program.place, all.join("; ")));
        }
    }
    wrong
}

/// The codes whose example cannot stand in a page, and why; `syntax.rs` tries them.
const WITHOUT_EXAMPLE: [(&str, &str); 3] = [
    ("not-utf8", "a page is UTF-8 itself"),
    ("file-too-large", "it would be larger than 32 MB"),
    ("declaration-too-large", "it would have three million words"),
];

#[test]
fn every_error_page_shows_its_own_error() {
    let mut pages = Vec::new();
    files(&root().join("docs/errors"), "md", &mut pages);
    let wrong: Vec<_> = pages.iter().flat_map(|page| faults_of_page(page)).collect();
    assert_none(&wrong);
}

/// Every code that is written in `src/`: in an attribute, or as the value of a field.
fn codes() -> BTreeSet<String> {
    let mut sources = Vec::new();
    files(&root().join("src"), "rs", &mut sources);
    let mut codes = BTreeSet::new();
    for path in sources {
        let text = fs::read_to_string(&path).unwrap();
        for start in ["code(\"", "code: \""] {
            let found = text.match_indices(start).map(|(at, _)| &text[at + start.len()..]);
            codes.extend(found.map(|rest| rest.split('"').next().unwrap().to_owned()));
        }
    }
    codes
}

fn pages_of_codes() -> BTreeSet<String> {
    let mut pages = Vec::new();
    files(&root().join("docs/errors"), "md", &mut pages);
    pages.iter().map(|page| page.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let (codes, pages) = (codes(), pages_of_codes());
    let without_page: Vec<_> = codes.difference(&pages).collect();
    let without_code: Vec<_> = pages.difference(&codes).collect();
    assert!(without_page.is_empty(), "codes without a page in docs/errors: {without_page:?}");
    assert!(without_code.is_empty(), "pages without a code in src: {without_code:?}");
}

#[test]
fn explain_knows_every_page() {
    let path = root().join("src/cli/pages.rs");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once("= pages![\n").unwrap();
    let list = lines(pages_of_codes().iter().map(|code| format!("    \"{code}\",")));
    let wanted = format!("{before}= pages![\n{list}];\n");
    if updating() {
        fs::write(&path, wanted).unwrap();
    } else {
        assert!(
            rest == format!("{list}];\n"),
            "src/cli/pages.rs is not docs/errors/: run with ENROUTE_UPDATE=1"
        );
    }
}

/// A folder of its own with the examples, for the commands of one page.
fn scratch() -> tempfile::TempDir {
    let scratch = tempfile::tempdir().unwrap();
    let mut all = Vec::new();
    for end in ["route", "jsonl", "json", "csv", "md"] {
        files(&root().join("examples"), end, &mut all);
    }
    for path in all {
        let to = scratch.path().join(path.strip_prefix(root()).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(&path, to).unwrap();
    }
    scratch
}

/// What a command of a document prints, both streams as they come.
fn output_of(command: &str, folder: &Path) -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_enroute"));
    let path = format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1; {command}")])
        .current_dir(folder)
        .env("PATH", path)
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// Whether a line is as written; `[..]` stands for anything.
fn line_matches(written: &str, line: &str) -> bool {
    let mut parts = written.split("[..]");
    let first = parts.next().unwrap();
    let Some(mut rest) = line.strip_prefix(first) else { return false };
    let mut last = None;
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
        last = Some(part);
    }
    rest.is_empty() || last.is_some_and(|part| part.is_empty() || line.ends_with(part))
}

/// Whether an output is as written; a line `...` stands for any lines.
fn output_matches(written: &[&str], lines: &[&str]) -> bool {
    match (written.split_first(), lines.split_first()) {
        (None, None) => true,
        (Some((&"...", more)), _) => {
            (0..=lines.len()).any(|skip| output_matches(more, lines.get(skip..).unwrap()))
        }
        (Some((one, more)), Some((line, rest))) => line_matches(one, line) && output_matches(more, rest),
        (None, Some(_)) | (Some(_), None) => false,
    }
}

/// The page with the output its commands have; kept as written where that matches. A fence with a file's name is that
/// file for the commands below it.
fn replayed(page: &str) -> String {
    let folder = scratch();
    let mut files = blocks(page).into_iter().filter(|block| block.file().is_some()).peekable();
    let (mut out, mut rest, mut in_console) = (String::new(), page.lines().enumerate().peekable(), false);
    while let Some((at, line)) = rest.next() {
        out.extend([line, "\n"]);
        if let Some(block) = files.next_if(|block| block.line == at + 1) {
            let path = folder.path().join(block.file().unwrap());
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, &block.text).unwrap();
        }
        if line.starts_with("```") {
            in_console = !in_console && line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| in_console) {
            let mut written = Vec::new();
            while let Some((_, next)) =
                rest.next_if(|(_, next)| !next.starts_with("```") && !next.starts_with("$ "))
            {
                written.push(next);
            }
            let kept = lines(&written);
            if command.starts_with("cargo ") {
                out += &kept;
            } else {
                let output = output_of(command, folder.path());
                let same = output_matches(&written, &output.lines().collect::<Vec<_>>());
                out += if same { &kept } else { &output };
            }
        }
    }
    out
}

#[test]
fn every_command_in_the_documents_prints_what_they_say() {
    let mut wrong = Vec::new();
    for path in pages() {
        let page = fs::read_to_string(&path).unwrap();
        let replayed = replayed(&page);
        if replayed != page && updating() {
            fs::write(&path, replayed).unwrap();
        } else if replayed != page {
            let differs = page.lines().zip(replayed.lines()).enumerate().find(|(_, (old, new))| old != new);
            let (line, (old, new)) = differs.unwrap_or((page.lines().count(), ("", "(more)")));
            wrong.push(format!("{}:{}\n  says   {old}\n  prints {new}", path.display(), line + 1));
        }
    }
    assert_none(&wrong);
}

#[test]
fn the_readme_runs_the_program_it_shows() {
    let read = |name: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
    assert!(read("README.md").contains(&read("examples/front_desk.route")));
}

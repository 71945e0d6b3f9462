//! The cookbook: every page is a program that is allowed, tidy, tested and covered by its own tests, says what `why`
//! says of an item, and stands in the index. `docs.rs` runs the commands of the pages.

use super::docs::{Block, blocks};
use enroute::cover::{Covered, CoveredClause};
use enroute::engine::{self, Compiled};
use enroute::format::format;
use enroute::runner;
use enroute::source::{SourceFile, Sources};
use std::fs;
use std::path::{Path, PathBuf};

/// How many situations there are at least.
const AT_LEAST: usize = 28;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cookbook")
}

/// A page, read.
struct Page {
    /// The word it is called by: its program is `vip-first.route`.
    name: String,
    text: String,
    blocks: Vec<Block>,
}

impl Page {
    fn program(&self) -> String {
        format!("{}.route", self.name)
    }

    fn title(&self) -> &str {
        self.text.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or_default()
    }

    /// The files that its fences are.
    fn files(&self) -> impl Iterator<Item = SourceFile> {
        self.blocks.iter().filter_map(|block| Some(SourceFile::new(block.file()?, block.text.clone())))
    }

    /// Whether it shows what a command says of its program.
    fn shows(&self, command: &str) -> bool {
        let line = format!("$ enroute {command} {}", self.program());
        let consoles =
            self.blocks.iter().filter(|block| block.info.first().is_some_and(|info| info == "console"));
        consoles.flat_map(|block| block.text.lines()).any(|said| said.starts_with(&line))
    }
}

fn pages() -> Vec<Page> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let is_page =
        |path: &PathBuf| path.extension().is_some_and(|end| end == "md") && !path.ends_with("README.md");
    let mut paths: Vec<_> = entries.filter(is_page).collect();
    paths.sort();
    let page = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        Page { name, blocks: blocks(&text), text }
    };
    paths.iter().map(page).collect()
}

/// The faults of all pages, each with the page it is on.
fn assert_none(faults: impl Fn(&Page) -> Vec<String>) {
    let wrong: Vec<_> = pages()
        .iter()
        .flat_map(|page| faults(page).into_iter().map(|fault| format!("{}.md: {fault}", page.name)))
        .collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// The program of a page, compiled with its tests.
fn compiled(page: &Page) -> Compiled {
    let sources: Sources = page.files().collect();
    engine::compile_with_tests(&sources, &[page.program()]).unwrap()
}

#[test]
fn there_are_enough_situations() {
    assert!(pages().len() >= AT_LEAST);
}

#[test]
fn every_page_tells_its_situation_and_shows_its_program_at_work() {
    assert_none(|page| {
        let is_program = |file: SourceFile| file.name == page.program();
        let told = page.text.lines().skip(1).take_while(|line| !line.starts_with("```"));
        let see_also = page.text.lines().rev().take_while(|line| !line.is_empty()).last();
        [
            (!page.title().is_empty(), "the first line is not a title"),
            (told.collect::<String>().len() > 100, "no situation is told above the program"),
            (page.files().any(is_program), "no ```route fence with the page's name is its program"),
            (page.shows("test"), "there is no `$ enroute test` of the program"),
            (page.shows("why"), "there is no `$ enroute why` of the program"),
            (see_also.is_some_and(|line| line.starts_with("See also ")), "it does not end with `See also …`"),
        ]
        .iter()
        .filter(|(holds, _)| !holds)
        .map(|(_, fault)| (*fault).to_owned())
        .collect()
    });
}

#[test]
fn every_program_is_allowed_without_a_warning() {
    assert_none(|page| {
        let found = compiled(page).checked.diagnostics;
        found.iter().map(|found| format!("{}: {}", found.code, found.message)).collect()
    });
}

#[test]
fn every_program_looks_as_the_formatter_would_have_it() {
    assert_none(|page| {
        let files =
            page.files().filter(|file| Path::new(&file.name).extension().is_some_and(|end| end == "route"));
        let loose = files.filter(|file| format(file).text != file.text);
        loose.map(|file| format!("`enroute fmt` would change {}", file.name)).collect()
    });
}

#[test]
fn every_program_has_at_least_three_tests_and_they_pass() {
    assert_none(|page| {
        let results = runner::run(&compiled(page), None).results;
        let failed = results.iter().filter(|test| !test.failed.is_empty());
        let mut wrong: Vec<_> = failed.map(|test| format!("`{}` fails", test.title)).collect();
        if results.len() < 3 {
            wrong.push(format!("{} tests are too few", results.len()));
        }
        wrong
    });
}

/// The rules that never held, and what was never seen of the tests in their conditions.
fn lacks(covered: &Covered) -> Vec<String> {
    let groups = covered.written();
    let rules = || groups.iter().flat_map(|group| &group.rules);
    let never =
        rules().filter(|rule| rule.held == 0).map(|rule| format!("{} never held", rule.rule.address()));
    let clauses = rules().flat_map(|rule| &rule.clauses);
    let half = clauses.filter_map(CoveredClause::lacks);
    never.chain(half).collect()
}

#[test]
fn the_tests_of_every_program_cover_its_rules_and_their_clauses() {
    assert_none(|page| {
        let compiled = compiled(page);
        let Some(covered) = runner::cover(&compiled, None, runner::Crew::ALONE) else {
            return vec!["it does not compile".to_owned()];
        };
        if covered.rules.is_full() && covered.clauses.is_full() { Vec::new() } else { lacks(&covered) }
    });
}

/// The `](…)` of a page that lead to a file.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
    targets.filter(|target| !target.is_empty() && !target.contains("://"))
}

#[test]
fn every_link_leads_to_a_page() {
    assert_none(|page| {
        let lost = links(&page.text).filter(|target| !folder().join(target).exists());
        lost.map(|target| format!("there is no {target}")).collect()
    });
}

/// The lines of the index that are situations: `- [Title](name.md): what is done`.
fn listed(index: &str) -> Vec<(String, String)> {
    let entry = |line: &str| {
        let (title, rest) = line.strip_prefix("- [")?.split_once("](")?;
        let (name, said) = rest.split_once(".md): ")?;
        (!said.is_empty()).then(|| (name.to_owned(), title.to_owned()))
    };
    index.lines().filter_map(entry).collect()
}

#[test]
fn the_index_lists_exactly_the_pages() {
    let mut listed = listed(&fs::read_to_string(folder().join("README.md")).unwrap());
    listed.sort();
    let written: Vec<_> = pages().iter().map(|page| (page.name.clone(), page.title().to_owned())).collect();
    assert_eq!(listed, written);
}

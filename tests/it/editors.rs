//! `docs/editors.md` shows what an editor is told: each drawn example is asked again, and the answer must be the same.
//!
//! `ENROUTE_UPDATE=1 cargo test --test it editors` writes the answers anew.

use crate::ide_program::{Texts, drawn};
use crate::support::applied;
use enroute::diagnostic::Edit;
use enroute::engine::Workspace;
use enroute::format;
use enroute::ide::{self, Access, At, IncludeDeclaration, Symbol};
use enroute::source::{FileId, SourceFile, Span};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/editors.md")
}

/// A question of the page: what is asked, of which text, and the lines on which the answer stands.
struct Example {
    line: usize,
    asked: Vec<String>,
    text: String,
    answer: String,
}

/// The page in parts: text as it is, and the questions in between.
fn read(page: &str) -> (Vec<Example>, Vec<(String, String)>) {
    let (mut examples, mut files) = (Vec::new(), Vec::new());
    let mut lines = page.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(info) = line.strip_prefix("```drawn ") else { continue };
        let asked: Vec<_> = info.split_whitespace().map(str::to_owned).collect();
        let text = until_fence(&mut lines, "```");
        if asked[0] == "file" {
            files.push((asked[1].clone(), text));
            continue;
        }
        let between: Vec<_> =
            lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "````answer").collect();
        assert!(
            between.iter().all(|line| line.is_empty()),
            "line {}: the answer follows the question",
            number + 1
        );
        examples.push(Example { line: number + 1, asked, text, answer: until_fence(&mut lines, "````") });
    }
    (examples, files)
}

fn until_fence<'a>(lines: &mut impl Iterator<Item = (usize, &'a str)>, fence: &str) -> String {
    let lines: Vec<&str> = lines.map(|(_, line)| line).take_while(|line| *line != fence).collect();
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

/// A text without the line of `▲`s, and what they stand under: a cursor, or what is selected.
fn selected(text: &str) -> (String, Option<(u32, u32)>) {
    let mut out = String::new();
    let mut found = None;
    let mut above = 0;
    for line in text.split_inclusive('\n') {
        let marks = line.trim_end();
        if !marks.is_empty() && marks.chars().all(|letter| letter == ' ' || letter == '▲') {
            let from = marks.chars().take_while(|letter| *letter == ' ').count();
            let long = marks.chars().filter(|letter| *letter == '▲').count();
            let at = |letters: usize| {
                out[above..].char_indices().nth(letters).map_or(out.len() - 1, |(at, _)| above + at)
            };
            let (from, to) = (at(from), if long > 1 { at(from + long) } else { at(from) });
            found = Some((u32::try_from(from).unwrap(), u32::try_from(to).unwrap()));
        } else {
            above = out.len();
            out.push_str(line);
        }
    }
    (out, found)
}

struct Asked {
    texts: Texts,
    workspace: Workspace,
    file: FileId,
    from: u32,
    to: u32,
}

impl Asked {
    fn at(&self) -> At {
        At { file: self.file, offset: self.from }
    }

    fn span(&self) -> Span {
        Span::new(self.file, self.from, self.to)
    }

    fn text(&self) -> &str {
        self.workspace.text(self.file).unwrap()
    }

    fn all(&self, spans: &[Span]) -> String {
        drawn(&self.workspace, &spans.iter().map(|span| (*span, String::new())).collect::<Vec<_>>())
    }
}

fn answer(example: &Example, files: &[(String, String)]) -> String {
    let (text, place) = selected(&example.text);
    let mut texts = Texts::default();
    texts.0.extend(files.iter().cloned());
    texts.0.insert("desk.route".to_owned(), text);
    let workspace = texts.workspace();
    let file = workspace.file("desk.route").unwrap();
    let (from, to) = place.unwrap_or_default();
    let asked = Asked { texts, workspace, file, from, to };
    let rest = example.asked[1..].join(" ");
    match example.asked[0].as_str() {
        "problems" => problems(&asked),
        "hover" => ide::hover(&asked.workspace, asked.at())
            .map_or_else(|| "nothing\n".to_owned(), |hover| hover.text + "\n"),
        "complete" => complete(&asked),
        "signature" => signature(&asked),
        "definition" => asked.all(&ide::definition(&asked.workspace, asked.at())),
        "references" => asked.all(&ide::references(&asked.workspace, asked.at(), IncludeDeclaration::Yes)),
        "highlights" => highlights(&asked),
        "rename" => rename(&asked, &rest),
        "symbols" => symbols(&ide::symbols(&asked.workspace, file), 0),
        "find" => find(&asked, &rest),
        "links" => links(&asked),
        "folds" => folds(&asked),
        "select" => select(&asked),
        "hints" => hints(&asked),
        "lenses" => lenses(&asked),
        "colours" => colours(&asked),
        "actions" => actions(&asked),
        "action" => action(&asked, &rest),
        "format" => format::format(&SourceFile::new("desk.route", asked.text())).text,
        "format-part" => {
            let edits = format::within(&SourceFile::new("desk.route", asked.text()), &(from..to));
            let edits = edits
                .into_iter()
                .map(|(part, text)| Edit { span: Span::new(file, part.start, part.end), text });
            applied(asked.text(), &edits.collect::<Vec<_>>())
        }
        other => panic!("line {}: nobody can ask for `{other}`", example.line),
    }
}

fn problems(asked: &Asked) -> String {
    let mut out = String::new();
    for said in asked.workspace.diagnostics() {
        let marks: Vec<_> = said.labels.iter().map(|label| (label.span, label.text.clone())).collect();
        out.push_str(&drawn(&asked.workspace, &marks));
        writeln!(out, "{}: {}", said.code, said.message).unwrap();
        if let Some(help) = &said.help {
            writeln!(out, "help: {help}").unwrap();
        }
        for fix in &said.fixes {
            writeln!(out, "fix: {}", fix.title).unwrap();
        }
    }
    out
}

fn complete(asked: &Asked) -> String {
    let mut found = ide::complete(&asked.workspace, &asked.texts, asked.at());
    found.sort_by_key(|one| one.rank);
    let mut out = String::new();
    for one in found.iter().take(8) {
        let detail = one.detail.as_deref().unwrap_or_default();
        writeln!(out, "{}", format!("{:<20} {detail}", one.label).trim_end()).unwrap();
    }
    if found.len() > 8 {
        writeln!(out, "… and {} more", found.len() - 8).unwrap();
    }
    out
}

fn signature(asked: &Asked) -> String {
    let Some(found) = ide::signature(&asked.workspace, asked.at()) else { return "nothing\n".to_owned() };
    let mut out = format!("{}\n", found.label);
    if let Some((range, _)) = found.parameters.get(found.active) {
        let (from, to) = (range.start as usize, range.end as usize);
        let marks = "▔".repeat(found.label[from..to].chars().count());
        writeln!(out, "{}{marks}", " ".repeat(found.label[..from].chars().count())).unwrap();
    }
    out
}

fn rename(asked: &Asked, new: &str) -> String {
    match ide::rename(&asked.workspace, &asked.texts, asked.at(), new) {
        Ok(renaming) => {
            let edits = renaming.edits.iter();
            let marks: Vec<_> = edits.map(|edit| (edit.span, edit.text.clone())).collect();
            let outside = renaming.outside.map(|told| format!("outside: {told}\n")).unwrap_or_default();
            drawn(&asked.workspace, &marks) + &outside
        }
        Err(why) => format!("refused: {why}\n"),
    }
}

fn highlights(asked: &Asked) -> String {
    let found = ide::highlights(&asked.workspace, asked.at()).into_iter();
    let word = |access| if access == Access::Write { "written" } else { "read" }.to_owned();
    drawn(&asked.workspace, &found.map(|(span, access)| (span, word(access))).collect::<Vec<_>>())
}

fn find(asked: &Asked, query: &str) -> String {
    let found = ide::find_symbols(&asked.workspace, query);
    let marks: Vec<_> = found.iter().map(|one| (one.name_span, one.name.clone())).collect();
    drawn(&asked.workspace, &marks)
}

fn links(asked: &Asked) -> String {
    let found = ide::links(&asked.workspace, asked.file).into_iter();
    drawn(&asked.workspace, &found.map(|link| (link.span, format!("→ {}", link.target))).collect::<Vec<_>>())
}

fn symbols(all: &[Symbol], depth: usize) -> String {
    let mut out = String::new();
    for one in all {
        let detail = one.detail.as_deref().map(|detail| format!("  {detail}")).unwrap_or_default();
        writeln!(out, "{}{}{detail}", "  ".repeat(depth), one.name).unwrap();
        out.push_str(&symbols(&one.children, depth + 1));
    }
    out
}

fn folds(asked: &Asked) -> String {
    let line = |offset: u32| asked.text()[..offset as usize].matches('\n').count() + 1;
    let folds = ide::folds(&asked.workspace, asked.file);
    let lines = folds.iter().map(|fold| {
        let (from, to) = (line(fold.span.start), line(fold.span.end));
        format!("lines {from} to {to}: {:?}\n", fold.kind).to_lowercase()
    });
    lines.collect::<Vec<_>>().concat()
}

fn select(asked: &Asked) -> String {
    let text = |span: &Span| {
        let text = &asked.text()[span.start as usize..span.end as usize];
        let first = text.trim().lines().next().unwrap_or_default();
        if text.trim().contains('\n') { format!("{first} …\n") } else { format!("{first}\n") }
    };
    ide::selections(&asked.workspace, asked.at()).iter().map(text).collect()
}

fn hints(asked: &Asked) -> String {
    let whole = Span::new(asked.file, 0, u32::try_from(asked.text().len()).unwrap());
    let hints = ide::hints(&asked.workspace, asked.file, whole);
    let marks: Vec<_> =
        hints.iter().map(|hint| (Span::new(asked.file, hint.at, hint.at), hint.text.clone())).collect();
    drawn(&asked.workspace, &marks)
}

fn lenses(asked: &Asked) -> String {
    let marks: Vec<_> = ide::lenses(&asked.workspace, asked.file)
        .into_iter()
        .map(|lens| (lens.span, format!("▶ {}", lens.kind.button())))
        .collect();
    drawn(&asked.workspace, &marks)
}

fn colours(asked: &Asked) -> String {
    let painted = ide::paint(&asked.workspace, asked.file);
    let here = painted.iter().filter(|paint| asked.from <= paint.span.start && paint.span.end <= asked.to);
    let word = |span: Span| &asked.text()[span.start as usize..span.end as usize];
    let lines: Vec<_> = here.map(|paint| format!("{:<20} {:?}\n", word(paint.span), paint.kind)).collect();
    lines.concat()
}

fn actions(asked: &Asked) -> String {
    let found = ide::actions(&asked.workspace, &asked.texts, asked.span());
    found.iter().flat_map(|action| [action.title.as_str(), "\n"]).collect()
}

fn action(asked: &Asked, title: &str) -> String {
    let found = ide::actions(&asked.workspace, &asked.texts, asked.span());
    let action = found
        .iter()
        .find(|action| action.title.starts_with(title))
        .unwrap_or_else(|| panic!("no action `{title}`"));
    applied(asked.text(), &action.edits)
}

#[test]
fn the_page_shows_what_an_editor_is_told() {
    let written = fs::read_to_string(page()).unwrap();
    let (examples, files) = read(&written);
    assert!(examples.len() > 15, "{} examples", examples.len());
    let mut page_now = String::new();
    let mut rest = written.as_str();
    for example in &examples {
        let now = answer(example, &files);
        let (before, after) = rest.split_once("````answer\n").unwrap();
        let after = after.strip_prefix(example.answer.as_str()).unwrap();
        write!(page_now, "{before}````answer\n{now}").unwrap();
        rest = after;
    }
    page_now.push_str(rest);
    if std::env::var_os("ENROUTE_UPDATE").is_some() {
        fs::write(page(), &page_now).unwrap();
    } else {
        assert!(
            page_now == written,
            "docs/editors.md shows other answers; `ENROUTE_UPDATE=1` writes them anew"
        );
    }
}

use super::frame::{frame, number, prose};
use crate::cover::{Covered, Score};
use crate::source::Sources;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// What there is to say of a line.
#[derive(Debug, Default)]
struct Line {
    held: Option<u64>,
    lacks: Vec<String>,
}

/// What was reached of a program: the shares, then each source with how often its rules held and what was never seen.
#[must_use]
pub fn covered(title: &str, covered: &Covered, sources: &Sources) -> String {
    let lines = lines(covered);
    let files: Vec<_> = sources
        .iter()
        .map(|(_, file)| file)
        .filter(|file| of_file(&lines, &file.name).next().is_some())
        .collect();
    let empty: Vec<_> = covered.queues.iter().filter(|queue| queue.items == 0).collect();
    let body = html! {
        p.faint { (number(covered.items)) " items were decided." }
        div.scores {
            (score("rules held", covered.rules))
            (score("answers of clauses seen", covered.clauses))
            (score("rows found", covered.rows))
            (score("queues used", covered.went_to))
            (score("shares drawn", covered.shares))
        }
        @if !empty.is_empty() {
            p { "No item went to " @for (at, queue) in empty.iter().enumerate() { @if at > 0 { ", " } code { (queue.name) } } "." }
        }
        nav.contents { @for (at, file) in files.iter().enumerate() { @if at > 0 { " · " } a href=(format!("#{}", file.name)) { (file.name) } } }
        @for file in &files {
            h2 id=(file.name) { (file.name) }
            div.source { ol {
                @for (at, text) in (1_u32..).zip(file.text.lines()) {
                    (source_line(at, text, lines.get(&(file.name.as_str(), at))))
                }
            } }
        }
    };
    frame(title, &body)
}

fn of_file<'l>(lines: &'l BTreeMap<(&str, u32), Line>, name: &'l str) -> impl Iterator<Item = &'l Line> {
    lines.range((name, 0)..=(name, u32::MAX)).map(|(_, line)| line)
}

fn lines(covered: &Covered) -> BTreeMap<(&str, u32), Line> {
    let mut lines: BTreeMap<(&str, u32), Line> = BTreeMap::new();
    for group in &covered.groups {
        for row in &group.rows {
            *lines.entry((&row.file, row.line)).or_default().held.get_or_insert_default() += row.found;
        }
        for rule in &group.rules {
            *lines.entry((rule.rule.file(), rule.rule.line)).or_default().held.get_or_insert_default() +=
                rule.held;
            for clause in &rule.clauses {
                let Some(words) = clause.lacks() else { continue };
                let line = lines.entry((&clause.file, clause.line)).or_default();
                if !line.lacks.contains(&words) {
                    line.lacks.push(words);
                }
            }
        }
    }
    lines
}

fn score(what: &str, score: Score) -> Markup {
    let class = if score.is_full() {
        "good"
    } else if score.reached == 0 {
        "bad"
    } else {
        "part"
    };
    html! {
        @if score.all > 0 {
            div.score {
                b class=(class) { (score.percent()) " %" }
                (score.reached) " of " (score.all) " " (what)
                div.gauge.(class) { div style=(format!("width:{}%", score.percent())) {} }
            }
        }
    }
}

fn source_line(at: u32, text: &str, line: Option<&Line>) -> Markup {
    let class = match line {
        Some(Line { held: Some(0), .. }) => "never",
        Some(line) if !line.lacks.is_empty() => "some",
        Some(Line { held: Some(_), .. }) => "held",
        Some(_) | None => "",
    };
    let times = line.and_then(|line| line.held).map_or_else(String::new, |times| format!("{times}×"));
    html! {
        li class=(class) {
            span.times { (times) } span.line { (at) } (text)
            @for words in line.iter().flat_map(|line| &line.lacks) { div.note { (prose(words)) } }
        }
    }
}

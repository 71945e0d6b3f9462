use super::frame::{frame, table};
use super::rules::{list, rules, small};
use super::sentence::{id, said, sentence, sentences};
use super::settings::settings;
use crate::picture::{self, Graph};
use crate::tell::{
    AssignmentTold, Book, ConditionTold, HoursTold, Kind, PeopleTold, QueueTold, Sentence, TableTold,
    WorkstreamTold,
};
use maud::{Markup, PreEscaped, html};

/// So many rows of a table are shown.
const ROWS: usize = 1000;

/// A program told to people who do not write rules, with a picture of what leads where.
#[must_use]
pub fn runbook(title: &str, book: &Book, graph: &Graph) -> String {
    let body = html! {
        (contents(book))
        @if !book.workstreams.is_empty() {
            h2 #workstreams { "Workstreams" }
            @for told in &book.workstreams { (workstream(told, graph)) }
        }
        @if !book.intakes.is_empty() {
            h2 #intakes { "Where records begin" }
            @for told in &book.intakes { section id=(id(Kind::Intake, &told.name)) { (rules(&told.rules)) } }
        }
        @if !book.queues.is_empty() {
            h2 #queues { "Queues" }
            @for told in &book.queues { (queue(told)) }
        }
        @if !book.assignments.is_empty() {
            h2 #assignments { "Who gets the next item" }
            @for told in &book.assignments { (assignment(told)) }
        }
        @if !book.hours.is_empty() {
            h2 #hours { "Opening hours" }
            @for told in &book.hours { (hours(told)) }
        }
        @if !book.conditions.is_empty() {
            h2 #conditions { "Conditions with a name" }
            @for told in &book.conditions { (condition(told)) }
        }
        @if !book.lists.is_empty() {
            h2 #lists { "Lists with a name" }
            @for told in &book.lists {
                section { (head(Kind::List, &told.name, &told.label, told.doc.as_ref())) div.told { (told.values.join(", ")) } }
            }
        }
        @if !book.tables.is_empty() {
            h2 #tables { "Tables" }
            @for told in &book.tables { (looked_up(told)) }
        }
        (people(&book.people))
        @if !book.settings.is_empty() {
            h2 #settings { "Settings for everything" }
            (settings(&book.settings))
        }
    };
    frame(title, &body)
}

/// What the page has, with links.
fn contents(book: &Book) -> Markup {
    let links = |kind: Kind, all: Vec<(&str, &str)>| {
        html! {
            @for (at, (name, label)) in all.iter().enumerate() {
                @if at > 0 { " · " } a href=(format!("#{}", id(kind, name))) { (label) }
            }
        }
    };
    let names = |named: &mut dyn Iterator<Item = (&str, &str)>| -> bool { named.next().is_some() };
    let streams = book.workstreams.iter().map(|it| (it.name.as_str(), it.label.as_str()));
    let queues = book.queues.iter().map(|it| (it.name.as_str(), it.label.as_str()));
    let hours = book.hours.iter().map(|it| (it.name.as_str(), it.label.as_str()));
    let others = [
        ("intakes", "Where records begin", !book.intakes.is_empty()),
        ("assignments", "Who gets the next item", !book.assignments.is_empty()),
        ("conditions", "Conditions with a name", !book.conditions.is_empty()),
        ("lists", "Lists with a name", !book.lists.is_empty()),
        ("tables", "Tables", !book.tables.is_empty()),
        ("people", "People", !book.people.sheets.is_empty()),
        ("settings", "Settings for everything", !book.settings.is_empty()),
    ];
    html! {
        nav.contents {
            @if names(&mut streams.clone()) { div { a href="#workstreams" { "Workstreams" } span { (links(Kind::Workstream, streams.collect())) } } }
            @if names(&mut queues.clone()) { div { a href="#queues" { "Queues" } span { (links(Kind::Queue, queues.collect())) } } }
            @if names(&mut hours.clone()) { div { a href="#hours" { "Opening hours" } span { (links(Kind::Hours, hours.collect())) } } }
            div {
                b { "Also" }
                span {
                    @for (at, (place, words, _)) in others.iter().filter(|(_, _, is_there)| *is_there).enumerate() {
                        @if at > 0 { " · " } a href=(format!("#{place}")) { (words) }
                    }
                }
            }
        }
    }
}

/// What something is called, with its name in the program beside.
fn head(kind: Kind, name: &str, label: &str, doc: Option<&String>) -> Markup {
    html! {
        h3 id=(id(kind, name)) { (label) " " (small(name)) }
        @if let Some(doc) = doc { p.doc { (doc) } }
    }
}

fn workstream(told: &WorkstreamTold, graph: &Graph) -> Markup {
    html! {
        section {
            (head(Kind::Workstream, &told.name, &told.label, told.doc.as_ref()))
            (sentences(&told.about))
            (sentences(&told.intake))
            div.scroll.picture { (PreEscaped(picture::svg(&picture::part(graph, &told.name)))) }
            @for told in &told.lists { (rules(told)) }
            (settings(&told.settings))
        }
    }
}

fn queue(told: &QueueTold) -> Markup {
    html! {
        section {
            (head(Kind::Queue, &told.name, &told.label, told.doc.as_ref()))
            (sentences(&told.about))
            @if told.from.is_empty() {
                div.told.faint { "No rule sends items there." }
            } @else {
                div.told { "Items come here from " (all(&told.from)) "." }
            }
            @for told in &told.lists { (rules(told)) }
            (settings(&told.settings))
        }
    }
}

fn all(told: &[Sentence]) -> Markup {
    html! { @for (at, told) in told.iter().enumerate() { @if at > 0 { "; " } (sentence(told)) } }
}

fn assignment(told: &AssignmentTold) -> Markup {
    html! {
        section {
            (head(Kind::Assignment, &told.name, &told.label, told.doc.as_ref()))
            (sentences(&told.about))
            (list(&told.rules))
        }
    }
}

fn hours(told: &HoursTold) -> Markup {
    let cell = |words: &String| html! { (words) };
    html! {
        section {
            (head(Kind::Hours, &told.name, &told.label, told.doc.as_ref()))
            div.told {
                "Times are those of " (told.zone) "."
                @if let Some(until) = &told.until { " It is open until " (until) ", and not after." }
            }
            (table(&["day", "open"], told.week.iter().map(|(day, open)| vec![cell(day), cell(open)])))
            @if !told.only.is_empty() {
                h4 { "Days with hours of their own" }
                (table(&["day", "open", "why"], told.only.iter().map(|(day, open, why)| vec![cell(day), cell(open), cell(why)])))
            }
            @if !told.closed.is_empty() {
                h4 { "Closed" }
                (table(&["day", "why"], told.closed.iter().map(|(day, why)| vec![cell(day), cell(why)])))
            }
        }
    }
}

fn condition(told: &ConditionTold) -> Markup {
    html! {
        section {
            (head(Kind::Condition, &told.name, &told.label, told.doc.as_ref()))
            div.told {
                (sentence(&told.ahead))
                @if told.when.is_long() { (said(&told.when)) } @else { (sentence(&told.when.sentence())) "." }
            }
        }
    }
}

fn looked_up(told: &TableTold) -> Markup {
    let head: Vec<_> = told.inputs.iter().chain(&told.outputs).map(String::as_str).collect();
    let rows = told.rows.iter().take(ROWS).map(|row| row.iter().map(sentence).collect());
    html! {
        section {
            (head_of(told))
            (sentences(&told.about))
            (table(&head, rows))
            @if told.rows.len() > ROWS { p.faint { "There are " (told.rows.len() - ROWS) " more rows." } }
        }
    }
}

fn head_of(told: &TableTold) -> Markup {
    head(Kind::Table, &told.name, &told.label, told.doc.as_ref())
}

fn people(told: &PeopleTold) -> Markup {
    html! {
        @if !told.sheets.is_empty() {
            h2 #people { "People" }
            @for sheet in &told.sheets {
                h4 { (sheet.title) }
                (table(&sheet.head, sheet.rows.iter().map(|row| row.iter().map(|cell| html! { (cell) }).collect())))
            }
        }
    }
}

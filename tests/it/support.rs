//! What several tests need: a program in memory, an item decided, a decision in one line.

use enroute::Bundle;
use enroute::diagnostic::Edit;
use enroute::engine::{Compiled, compile_sources};
use enroute::item::{Frame, ReadOptions, Reader};
use enroute::source::{SourceFile, Sources};
use enroute::value::{Duration, Instant};
use enroute::vm::{
    Action, Decision, Facts, Machine, Match, NotRouted, QueueFacts, Reason, Shown, TraceLevel,
};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// The program of one text.
pub(crate) fn compile(text: &str) -> Compiled {
    let sources: Sources = [SourceFile::new("main.route", text)].into_iter().collect();
    compile_sources(&sources).unwrap()
}

/// Decides an item given as JSON and says it in one line. Beside its fields stand `at`, `queues`, and `show`: a list of
/// addresses of settings in force, and of `matched` for every route rule that matched.
pub(crate) fn decide_line(bundle: &Bundle, item: &str) -> String {
    let json: Value = serde_json::from_str(item).unwrap();
    let at = json["at"].as_str().unwrap_or("2026-01-01T00:00:00Z");
    let at: jiff::Timestamp = at.parse().unwrap();
    let mut facts = Facts::at(Instant(at.as_microsecond()));
    for (queue, said) in json["queues"].as_object().into_iter().flatten() {
        let wait = said["predicted_wait"].as_str().and_then(Duration::parse);
        facts = facts
            .queue(queue, QueueFacts { waiting_items: said["waiting_items"].as_i64(), predicted_wait: wait });
    }
    let reader = Reader::new(bundle.schema());
    let mut frame = Frame::new(bundle.schema());
    if let Err(error) = reader.json(item.as_bytes(), &ReadOptions::default(), &mut frame) {
        return format!("refused: {error}");
    }
    let decision = Machine::new(bundle).decide(&mut frame, &facts, TraceLevel::Off);
    let asked = json["show"].as_array().into_iter().flatten().filter_map(Value::as_str);
    asked.fold(line(&decision), |line, address| format!("{line}; {}", asked_for(&decision, address)))
}

/// `distribution.wrap_up is 15m`, or `matched "A" (vip is full: vip.overflow."rule 1"), "B" (general)`
fn asked_for(decision: &Decision, address: &str) -> String {
    if address != "matched" {
        let found = decision.settings.iter().find(|setting| &*setting.address == address);
        return format!("{address} is {}", found.map_or("not set", |setting| &*setting.value));
    }
    let one = |found: &Match| {
        let queue = found.queue.as_deref().unwrap_or("bot");
        let full = found.overflow.as_ref().map(|rule| format!(" is full: {}", rule.address()));
        let label = found.rule.address().split_once(".route.").map_or("", |(_, label)| label);
        format!("{label} ({queue}{})", full.unwrap_or_default())
    };
    format!("matched {}", decision.matched.iter().map(one).collect::<Vec<_>>().join(", "))
}

/// `desk > queue by "Rule"; set a = 1; needs french 3; holds vip_load; problem: …`
pub(crate) fn line(decision: &Decision) -> String {
    let name = |name: &Option<std::sync::Arc<str>>| name.as_deref().unwrap_or("nowhere").to_owned();
    let why = match (&decision.rule, &decision.reason) {
        (Some(rule), Reason::Split { bucket, .. }) => format!("by {} (hundredth {bucket})", rule.address()),
        (Some(rule), Reason::Overflow { action, queue, .. }) => {
            format!("by {}, overflow of {queue}: {}", rule.address(), action_words(action))
        }
        (Some(rule), Reason::Bot) => format!("by {} through the bot", rule.address()),
        (Some(rule), _) => format!("by {}", rule.address()),
        (None, Reason::Fallback) => "as fallback".to_owned(),
        (None, Reason::NotRouted { why: NotRouted::NoIntakeRule }) => "as no intake rule matches".to_owned(),
        (None, Reason::NotRouted { why: NotRouted::UnknownAddress }) => {
            "as its address is unknown".to_owned()
        }
        (None, reason) => format!("{reason:?}"),
    };
    let mut parts = vec![format!("{} > {} {why}", name(&decision.workstream), name(&decision.queue))];
    parts.extend(decision.set.iter().map(|change| format!("set {} = {}", change.path, shown(&change.value))));
    for skill in &decision.skills {
        let level = skill.level.map(|level| format!(" {level}")).unwrap_or_default();
        parts.push(format!("needs {}{level}", skill.skill));
    }
    parts.extend(decision.capacity.profiles.iter().map(|profile| format!("holds {profile}")));
    parts.extend(decision.urgency.iter().map(|step| match step.after {
        0 => format!("urgency {}", step.value),
        after => format!("urgency {} after {}", step.value, Duration(after)),
    }));
    parts.extend(decision.agent.iter().map(|agent| match agent.lasting {
        Some(lasting) => format!("first agent {} for {}", agent.id, Duration(lasting)),
        None => format!("first agent {}", agent.id),
    }));
    parts.extend(decision.assignment.iter().map(|assignment| format!("uses {assignment}")));
    parts.extend(decision.bot.iter().map(|bot| format!("bot {bot}")));
    parts.extend(decision.intake.iter().map(|rule| format!("intake {}", rule.address())));
    parts.extend(decision.problems.iter().map(|problem| format!("problem: {}", problem.message)));
    parts.join("; ")
}

fn action_words(action: &Action) -> String {
    match action {
        Action::Transfer(queue) => format!("transfer {queue}"),
        Action::External(number) => format!("external {number}"),
        Action::AssignAnyway => "assign_anyway".to_owned(),
        Action::EndConversation => "end_conversation".to_owned(),
        Action::Callback => "callback".to_owned(),
        Action::EndCall => "end_call".to_owned(),
        Action::Voicemail => "voicemail".to_owned(),
    }
}

pub(crate) fn shown(value: &Shown) -> String {
    match value {
        Shown::Missing => "missing".to_owned(),
        Shown::Bool(yes) => (if *yes { "yes" } else { "no" }).to_owned(),
        Shown::Int(number) => number.to_string(),
        Shown::Text(text) => text.clone(),
        Shown::List(values) => format!("[{}]", values.iter().map(shown).collect::<Vec<_>>().join(", ")),
    }
}

/// The text with the characters that `{U+202E}` stands for, which could not be seen in a page.
pub(crate) fn unhidden(text: &str) -> String {
    let mut parts = text.split("{U+");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once('}').unwrap();
        whole.push(u32::from_str_radix(number, 16).ok().and_then(char::from_u32).unwrap());
        whole += rest;
    }
    whole
}

/// Every `.route` file of the repository's examples and tests, with its path.
pub(crate) fn route_files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["examples", "tests/programs", "tests/spec"] {
        gather(&root.join(folder), &mut found);
    }
    found.sort();
    let name = |path: &PathBuf| path.strip_prefix(root).unwrap().display().to_string();
    found.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// The texts of those of a size that a test can read again and again.
pub(crate) fn route_texts() -> Vec<String> {
    route_files().into_iter().map(|(_, text)| text).filter(|text| text.len() < 12_000).collect()
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, found);
        } else if path.extension().is_some_and(|end| end == "route") {
            found.push(path);
        }
    }
}

/// A text after edits of it, in whatever order they stand.
pub(crate) fn applied(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<_> = edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    text
}

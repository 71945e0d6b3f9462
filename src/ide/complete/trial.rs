//! What stands in tests, and the values of items.

use super::offer::{Choice, CompletionKind, Offers};
use super::{expr, fired, names, rows, text, value};
use crate::builtins;
use crate::check::Kind;
use crate::ide::meaning::{Meaning, Sense};
use crate::syntax::ast::ItemKind;
use crate::syntax::lex::{Token, TokenKind};
use crate::types::Type;

/// What may stand in a test.
pub(super) fn test(offers: &mut Offers<'_>) {
    let words = offers.words();
    match words.as_slice() {
        [] => test_entries(offers),
        // What stands behind these words goes with no name.
        ["given"] if offers.goes_on() && ["id", "model", "queue"].contains(&offers.word()) => {}
        ["given"] => {
            offers.keywords(&["queue", "model", "id"]);
            offers.heading(|offers| {
                names::offer(offers, Kind::Workstream);
                taken_in(offers);
            });
        }
        ["given", name, "from"] if !matches!(*name, "queue" | "model" | "id") => text::items(offers),
        ["rows", ..] => rows::header(offers),
        ["given", "queue"] => offers.heading(|offers| names::offer(offers, Kind::Queue)),
        ["given", "model"] => models(offers),
        ["given", "model", mood, "="] => {
            let answers = offers.scope.models.iter().find(|(ruleset, _)| ruleset == mood);
            if let Some(ty) = answers.map(|(_, ty)| ty.clone()) {
                value::offer(offers, &ty);
            }
        }
        ["at", _] => text::zones(offers),
        ["at"] => {
            offers.add(Choice::snippet(CompletionKind::Value, "2026-03-02T10:15", "${1:2026-03-02T10:15}"));
        }
        ["expect", .., "fired"] | ["expect", "fired", .., "."] | ["expect", "not", "fired", .., "."] => {
            fired::quoted(offers);
        }
        ["expect"] | ["expect", "not"] => {
            expr::offer(offers, &[]);
            offers.add(
                Choice::snippet(CompletionKind::Keyword, "fired", "fired \"${1:Label}\"")
                    .doc(builtins::keyword("fired")),
            );
        }
        ["expect", ..] => expr::offer(offers, &[]),
        _ => {}
    }
}

fn test_entries(offers: &mut Offers<'_>) {
    let stream = names::first(offers, Kind::Workstream, "desk");
    let queue = names::first(offers, Kind::Queue, "general");
    let entries = [
        ("given", format!("given ${{1:{stream}}} {{ }}")),
        ("given from", format!("given ${{1:{stream}}} from \"${{2:items.jsonl}}\"")),
        ("given queue", format!("given queue ${{1:{queue}}} {{ waiting_items ${{2:41}} }}")),
        ("given model", "given model ${1:mood} = ${2:negative}".to_owned()),
        ("given id", "given id \"${1:c-17}\"".to_owned()),
        ("at", "at ${1:2026-03-02T10:15} \"${2:Europe/London}\"".to_owned()),
        ("expect", format!("expect ${{1:queue == {queue}}}")),
        (
            "rows",
            format!("rows ${{1:customer.tier}} -> ${{2:queue}} {{\n    ${{3:gold}} -> ${{4:{queue}}}\n  }}"),
        ),
        ("expect fired", "expect fired \"${1:Label}\"".to_owned()),
    ];
    let timed = written(offers, |offers, entry| offers.stand.say(entry) == "at");
    for (label, text) in entries.into_iter().filter(|(label, _)| *label != "at" || !timed) {
        let doc = builtins::keyword(label.split(' ').next().unwrap_or_default());
        offers.add(Choice::snippet(CompletionKind::Keyword, label, text).doc(doc));
    }
}

/// Whether the block around the place has an entry that begins so.
pub(super) fn written(offers: &Offers<'_>, begins: impl Fn(&Offers<'_>, Token) -> bool) -> bool {
    let entries = offers.stand.heads.last().map(|head| offers.stand.entries(head)).unwrap_or_default();
    entries.iter().filter_map(|entry| entry.first()).any(|entry| begins(offers, *entry))
}

pub(super) fn models(offers: &mut Offers<'_>) {
    let known: Vec<_> = offers.scope.models.iter().map(|(ruleset, _)| *ruleset).collect();
    for ruleset in known {
        offers.add(Choice::word(CompletionKind::Variable, ruleset).detail("a ruleset that asks a model"));
    }
}

/// Offers the entities that an intake takes records of.
pub(super) fn taken_in(offers: &mut Offers<'_>) {
    let items = offers.scope.items().filter_map(|item| {
        let ItemKind::Intake(intake) = &item.kind else { return None };
        Some(intake.entity.text.as_str())
    });
    let taken: Vec<&str> = items.collect();
    for known in names::of_kind(offers, Kind::Entity) {
        if taken.contains(&known.name) {
            names::add(offers, &known, Kind::Entity);
        }
    }
}

/// Values of an item: the fields not yet given, and what each may be.
pub(super) fn item(offers: &mut Offers<'_>) {
    let Some(fields) = fields(offers) else { return };
    of_fields(offers, &fields);
}

/// The fields and context variables that a column of rows may give.
pub(super) fn columns(offers: &mut Offers<'_>) {
    let mut found = offers.scope.below(&["item"]);
    found.retain(|known| known.sense == Sense::Field);
    found.extend(offers.scope.below(&["context"]));
    for known in found {
        let detail = offers.scope.typed(&known.ty, known.optional);
        offers.add(Choice::word(CompletionKind::Field, known.word).detail(detail).rank(1));
    }
}

/// Those fields not yet given, and what each may be.
pub(super) fn of_fields(offers: &mut Offers<'_>, fields: &[Meaning]) {
    let words = offers.words();
    let Some(first) = words.first().copied() else { return field_entries(offers, fields) };
    let Some(field) = fields.iter().find(|known| known.word == first) else { return };
    let last = offers.before().last().copied();
    let listed = last.is_some_and(|last| matches!(last.kind, TokenKind::Open(_) | TokenKind::Comma));
    if let Type::List(member) = &field.ty {
        if listed {
            value::offer(offers, member);
        }
    } else if words.len() == 1 {
        value::offer(offers, &field.ty);
    }
}

/// The fields that may be given where the place stands, below the links around it.
fn fields(offers: &mut Offers<'_>) -> Option<Vec<Meaning>> {
    let mut heads = offers.stand.heads.iter().skip(1);
    let outer = offers.stand.words(offers.stand.head(heads.next()?));
    let links: Vec<&str> = heads
        .filter_map(|head| offers.stand.head(head).first())
        .map(|token| offers.stand.say(*token))
        .collect();
    if let Some(at) = outer.iter().position(|word| *word == "at") {
        offers.scope.step_into(outer.get(at + 1)?);
    } else if let Some(at) = outer.iter().position(|word| *word == "as") {
        offers.scope.item = offers.scope.entity(outer.get(at + 1)?);
    }
    if let [first, rest @ ..] = links.as_slice()
        && matches!(*first, "context" | "channel")
    {
        return rest.is_empty().then(|| offers.scope.below(&[*first]));
    }
    if !links.is_empty() {
        let path: Vec<&str> = std::iter::once("item").chain(links).collect();
        return Some(offers.scope.below(&path));
    }
    let mut found: Vec<Meaning> = offers.scope.below(&["item"]);
    found.retain(|known| known.sense == Sense::Field);
    found.extend(offers.scope.below(&["context"]));
    Some(found)
}

fn field_entries(offers: &mut Offers<'_>, fields: &[Meaning]) {
    let head = offers.stand.heads.last().cloned();
    let entries = head.map(|head| offers.stand.entries(&head)).unwrap_or_default();
    let own = offers.stand.word.start;
    let written: Vec<String> = entries
        .into_iter()
        .filter_map(|entry| entry.first())
        .filter(|token| token.start != own)
        .map(|token| offers.stand.say(*token).to_owned())
        .collect();
    for known in fields.iter().filter(|known| !written.contains(&known.word)) {
        let word = offers.scope.typed(&known.ty, known.optional);
        let choice = if offers.goes_on() {
            Choice::word(CompletionKind::Field, known.word.as_str())
        } else if let Type::Entity(_) = known.ty {
            Choice::snippet(CompletionKind::Field, known.word.as_str(), format!("{} {{ $0 }}", known.word))
        } else {
            let sample = value::sample(offers, &known.ty);
            Choice::snippet(
                CompletionKind::Field,
                known.word.as_str(),
                format!("{} ${{1:{sample}}}", known.word),
            )
        };
        offers.add(choice.detail(word).rank(1));
    }
}

/// What is so of a queue.
pub(super) fn facts(offers: &mut Offers<'_>) {
    if offers.before().is_empty() {
        offers.add(Choice::snippet(CompletionKind::Setting, "waiting_items", "waiting_items ${1:41}"));
        offers.add(Choice::snippet(CompletionKind::Setting, "predicted_wait", "predicted_wait ${1:6m}"));
    }
}

//! Where items may go: queues, workstreams, agents and overflow actions.

use super::offer::{Choice, CompletionKind, Offers};
use super::{clause, expr, names, setting, value};
use crate::builtins::{self, overflow};
use crate::check::Kind;
use crate::hir::WorkKind;
use crate::ide::room::{List, Room};
use crate::syntax::lex::{Bracket, Token, TokenKind};
use crate::types::Type;

/// The queues that take the kind of work of the workstream around the place.
pub(super) fn fitting(offers: &Offers<'_>) -> Vec<String> {
    let work = setting::work(offers);
    let own = own_kinds(offers);
    let fits = |name: &str| {
        let Some(queue) = offers.scope.queue(name) else { return true };
        let takes = |kind: &WorkKind| queue.kinds.contains(kind);
        queue.kinds.is_empty() || work.as_ref().is_none_or(takes) && (own.is_empty() || own.iter().all(takes))
    };
    let known = names::of_kind(offers, Kind::Queue);
    known.into_iter().map(|known| known.name.to_owned()).filter(|name| fits(name)).collect()
}

/// The kinds of work of the queue around the place.
fn own_kinds(offers: &Offers<'_>) -> Vec<WorkKind> {
    let Some(head) = offers.stand.heads.first() else { return Vec::new() };
    let words = offers.stand.words(offers.stand.head(head));
    let [kind, name, ..] = words.as_slice() else { return Vec::new() };
    if *kind != "queue" {
        return Vec::new();
    }
    offers.scope.queue(name).map(|queue| queue.kinds.clone()).unwrap_or_default()
}

/// Offers the queues an item may go to.
pub(super) fn queues(offers: &mut Offers<'_>, first: bool) {
    if offers.room() == Room::Split && !offers.stand.before().is_empty() {
        return;
    }
    let fitting = fitting(offers);
    for known in names::of_kind(offers, Kind::Queue) {
        if fitting.iter().any(|name| name == known.name) {
            names::add(offers, &known, Kind::Queue);
        }
    }
    if first {
        let Some(queue) = fitting.first() else { return };
        let text = format!("agent ${{1:field}} in ${{2:{queue}}}");
        offers.add(
            Choice::snippet(CompletionKind::Keyword, "agent", text)
                .detail("that person, then anyone in the queue"),
        );
        let split = format!("split {{ ${{1:{queue} 50%, other 50%}} }}");
        offers.add(Choice::snippet(CompletionKind::Keyword, "split", split).doc(builtins::keyword("split")));
        offers.keywords(&["bot"]);
    }
}

pub(super) fn to(offers: &mut Offers<'_>, list: List, inner: &[Token], after: &[&str]) {
    let words = offers.stand.words(inner);
    let open =
        inner.iter().rev().find(|token| matches!(token.kind, TokenKind::Open(_) | TokenKind::Close(_)));
    match words.as_slice() {
        [] if offers.goes_on() => {}
        [] if list == List::Intake => streams(offers),
        [] => {
            queues(offers, true);
            clause::tables(offers, &[Type::Queue]);
        }
        ["agent"] => expr::paths(offers, Some(&Type::Text)),
        ["agent", .., "in"] => queues(offers, false),
        ["agent", .., "for"] => value::offer(offers, &Type::Duration),
        ["agent", .., "."] => expr::offer(offers, &[]),
        ["agent", .., "in", _] => {
            offers.add(Choice::snippet(CompletionKind::Keyword, "for", "for ${1:30s}"));
            clause::follow(offers, after);
        }
        ["agent", ..] if !words.contains(&"in") => {
            let queue = fitting(offers).first().cloned().unwrap_or_default();
            offers.add(Choice::snippet(CompletionKind::Keyword, "in", format!("in ${{1:{queue}}}")));
        }
        _ if open.is_some_and(|open| open.kind == TokenKind::Open(Bracket::Round)) => {
            expr::offer(offers, &[]);
        }
        _ => clause::follow(offers, after),
    }
}

/// Offers the workstreams that take records of the intake's entity.
fn streams(offers: &mut Offers<'_>) {
    let entity = offers.scope.item;
    for known in names::of_kind(offers, Kind::Workstream) {
        let stream = offers.scope.program.workstreams.iter().find(|stream| stream.named.name == known.name);
        let fits = |stream: &std::sync::Arc<crate::hir::Workstream>| {
            stream.kind == WorkKind::Record && entity.is_none_or(|entity| stream.carries == entity)
        };
        if stream.is_none_or(fits) {
            names::add(offers, &known, Kind::Workstream);
        }
    }
}

pub(super) fn then(offers: &mut Offers<'_>, inner: &[Token], after: &[&str]) {
    match offers.stand.words(inner).as_slice() {
        [] => actions(offers),
        ["transfer"] => queues(offers, false),
        _ => clause::follow(offers, after),
    }
}

fn actions(offers: &mut Offers<'_>) {
    let kinds = setting::work(offers).map_or_else(|| own_kinds(offers), |work| vec![work]);
    let word = |kind: &WorkKind| match kind {
        WorkKind::Messaging => "messaging",
        WorkKind::Record => "record",
        WorkKind::Voice => "voice",
    };
    let legal = |action: &str| {
        let of = |kind: &WorkKind| {
            overflow::LEGAL.iter().any(|row| row.kind == word(kind) && row.actions.contains(&action))
        };
        kinds.iter().all(of)
    };
    let queue = fitting(offers).first().cloned().unwrap_or_else(|| "general".to_owned());
    for action in overflow::ACTIONS.iter().filter(|action| legal(action.word)) {
        let choice = match action.takes {
            overflow::Takes::Nothing => Choice::word(CompletionKind::Value, action.word),
            overflow::Takes::Queue => {
                Choice::snippet(CompletionKind::Value, action.word, format!("{} ${{1:{queue}}}", action.word))
            }
            overflow::Takes::Number => Choice::snippet(
                CompletionKind::Value,
                action.word,
                format!("{} \"${{1:+442079460018}}\"", action.word),
            ),
        };
        offers.add(choice.doc(Some(action.doc)).rank(1));
    }
}

//! What stands in the clauses of rules.

use super::offer::{Choice, CompletionKind, Offers};
use super::{expr, names, phrase, setting, value};
use crate::builtins::{self, overflow};
use crate::check::Kind;
use crate::hir::WorkKind;
use crate::ide::meaning::Sense;
use crate::ide::room::{List, Room};
use crate::syntax::lex::{Bracket, Token, TokenKind};
use crate::types::Type;

/// Offers what may stand in a clause that begins with `word`, behind those tokens. `after` are the clauses that may
/// follow it.
pub(super) fn offer(offers: &mut Offers<'_>, list: List, word: &str, inner: &[Token], after: &[&str]) {
    match word {
        "set" => set(offers, inner, after),
        "require" => require(offers, inner, after),
        "hold" if inner.is_empty() => names::offer(offers, Kind::Profile),
        "to" => to(offers, list, inner, after),
        "use" if inner.is_empty() => names::calls(offers, Kind::Assignment),
        "use"
            if inner.last().is_some_and(|token| token.kind != TokenKind::Close(Bracket::Round))
                && inner.len() > 1 =>
        {
            expr::offer(offers, after);
        }
        "then" => then(offers, inner),
        "after" => wait(offers, inner, after),
        "pick" => pick(offers, inner, after),
        "order" => order(offers, list, inner, after),
        "urgency" if inner.is_empty() => {
            offers.add(Choice::snippet(CompletionKind::Value, "5", "${1:5}").detail("bigger is sooner"));
            offers.add(Choice::snippet(
                CompletionKind::Value,
                "[2, 3 after 10m]",
                "[${1:2}, ${2:3} after ${3:10m}]",
            ));
        }
        "overflow" if inner.is_empty() => {
            let text = "{ ${1:when waiting_items > 100} then ${2:end_conversation} }";
            offers.add(Choice::snippet(CompletionKind::Block, "{ … }", text));
        }
        _ if inner.is_empty() => {}
        _ => follow(offers, after),
    }
}

/// Offers the clauses that may follow.
pub(super) fn follow(offers: &mut Offers<'_>, after: &[&str]) {
    for (rank, word) in (10..).zip(after) {
        let text = whole(offers, word);
        offers.add(
            Choice::snippet(CompletionKind::Keyword, *word, text).doc(builtins::keyword(word)).rank(rank),
        );
    }
}

/// A clause with places to fill in.
pub(super) fn whole(offers: &Offers<'_>, word: &str) -> String {
    let name = |kind, example| names::first(offers, kind, example);
    match word {
        "set" => match settable(offers).first() {
            Some((field, ty)) => format!("set ${{1:{field}}} = ${{2:{}}}", value::sample(offers, ty)),
            None => "set ${1:priority} = ${2:high}".to_owned(),
        },
        "require" => format!("require ${{1:{}}}", name(Kind::Skill, "french")),
        "hold" => format!("hold ${{1:{}}}", name(Kind::Profile, "vip_load")),
        "to" if offers.room() == Room::Rules(List::Intake) => {
            format!("to ${{1:{}}}", name(Kind::Workstream, "desk"))
        }
        "to" => format!("to ${{1:{}}}", fitting(offers).first().map_or("general", String::as_str)),
        "use" => format!("use ${{1:{}}}", name(Kind::Assignment, "anyone")),
        "then" => "then ${1:transfer general}"
            .replace("general", fitting(offers).first().map_or("general", String::as_str)),
        "after" => "after ${1:5m}".to_owned(),
        "urgency" => "urgency ${1:5}".to_owned(),
        "overflow" => "overflow { ${1:when waiting_items > 100} then ${2:end_conversation} }".to_owned(),
        "pick" => "pick agents where ${1:is_working}".to_owned(),
        "order" if offers.room() == Room::Rules(List::Assignment) => {
            "order by ${1:idle_time} ${2:descending}".to_owned()
        }
        "order" => "order by ${1:arrival}".to_owned(),
        other => other.to_owned(),
    }
}

/// The fields and context variables that a rule may set.
fn settable(offers: &Offers<'_>) -> Vec<(String, Type)> {
    let roots = offers.scope.roots().into_iter();
    let may = |sense| matches!(sense, Sense::Field | Sense::Context);
    let fields =
        roots.filter(|known| may(known.sense) && !matches!(known.ty, Type::Entity(_) | Type::List(_)));
    fields.map(|known| (known.word, known.ty)).collect()
}

fn set(offers: &mut Offers<'_>, inner: &[Token], after: &[&str]) {
    let Some(equals) = inner.iter().position(|token| token.kind == TokenKind::Equals) else {
        let opens =
            inner.last().is_none_or(|token| matches!(token.kind, TokenKind::Open(_) | TokenKind::Comma));
        let qualified = inner.last().is_some_and(|token| token.kind == TokenKind::Dot);
        if opens {
            for (field, ty) in settable(offers) {
                let word = offers.scope.type_word(&ty);
                offers.add(Choice::word(CompletionKind::Field, field).detail(word).rank(1));
            }
        } else if qualified {
            expr::offer(offers, &[]);
        } else if !offers.goes_on() {
            equals_value(offers, inner);
        }
        return;
    };
    let left = inner.get(..equals).unwrap_or_default();
    let right = inner.get(equals + 1..).unwrap_or_default();
    let fields: Vec<_> = phrase::paths(&offers.stand, left);
    let ty = |words: &Vec<&str>| offers.scope.path(words).map(|found| found.ty);
    let types: Vec<Type> = fields.iter().map(|words| ty(words).unwrap_or(Type::Unknown)).collect();
    if right.is_empty() {
        tables(offers, &types);
        if let [only] = types.as_slice() {
            value::offer(offers, only);
            expr::paths(offers, Some(only));
        }
        return;
    }
    expr::offer(offers, after);
}

fn equals_value(offers: &mut Offers<'_>, left: &[Token]) {
    let fields = phrase::paths(&offers.stand, left);
    let ty = fields.first().and_then(|words| offers.scope.path(words)).map_or(Type::Text, |found| found.ty);
    let sample = if fields.len() == 1 { value::sample(offers, &ty) } else { "table(field)".to_owned() };
    offers.add(Choice::snippet(CompletionKind::Operator, "=", format!("= ${{1:{sample}}}")));
}

/// Offers the tables that give values of those types.
fn tables(offers: &mut Offers<'_>, types: &[Type]) {
    let program = offers.scope.program;
    let fits = |table: &&std::sync::Arc<crate::hir::Table>| {
        let outputs = table.outputs.iter().map(|(_, ty)| ty);
        table.outputs.len() == types.len()
            && outputs.zip(types).all(|(found, wanted)| found == wanted || *wanted == Type::Unknown)
    };
    for table in program.tables.iter().filter(fits) {
        let text = names::call(offers, &table.named.name);
        let choice = Choice::snippet(CompletionKind::Function, table.named.name.as_str(), text);
        offers.add(choice.detail("a table").doc(table.named.doc.clone()).rank(3));
    }
}

fn require(offers: &mut Offers<'_>, inner: &[Token], after: &[&str]) {
    match inner {
        [] => value::skills(offers),
        [skill] => {
            let name = offers.stand.say(*skill);
            if let Some(rating) = value::rating(offers, name) {
                let text = format!(">= ${{1:{}}}", rating.lowest);
                offers.add(Choice::snippet(CompletionKind::Operator, ">=", text).rank(1));
            }
            follow(offers, after);
        }
        [skill, _] => {
            let name = offers.stand.say(*skill);
            value::levels(offers, name);
        }
        [..] => follow(offers, after),
    }
}

/// The queues that take the kind of work of the workstream around the place.
fn fitting(offers: &Offers<'_>) -> Vec<String> {
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

fn to(offers: &mut Offers<'_>, list: List, inner: &[Token], after: &[&str]) {
    let words = offers.stand.words(inner);
    let open =
        inner.iter().rev().find(|token| matches!(token.kind, TokenKind::Open(_) | TokenKind::Close(_)));
    match words.as_slice() {
        [] if list == List::Intake => streams(offers),
        [] => {
            queues(offers, true);
            tables(offers, &[Type::Queue]);
        }
        ["agent"] => expr::paths(offers, Some(&Type::Text)),
        ["agent", .., "in"] => queues(offers, false),
        ["agent", .., "."] => expr::offer(offers, &[]),
        ["agent", .., "in", _] => {
            offers.add(Choice::snippet(CompletionKind::Keyword, "for", "for ${1:30s}"));
            follow(offers, after);
        }
        ["agent", ..] if !words.contains(&"in") => {
            let queue = fitting(offers).first().cloned().unwrap_or_default();
            offers.add(Choice::snippet(CompletionKind::Keyword, "in", format!("in ${{1:{queue}}}")));
        }
        _ if open.is_some_and(|open| open.kind == TokenKind::Open(Bracket::Round)) => {
            expr::offer(offers, &[])
        }
        _ => follow(offers, after),
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

fn then(offers: &mut Offers<'_>, inner: &[Token]) {
    match offers.stand.words(inner).as_slice() {
        [] => actions(offers),
        ["transfer"] => queues(offers, false),
        _ => {}
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
        offers.add(choice.rank(1));
    }
}

fn wait(offers: &mut Offers<'_>, inner: &[Token], after: &[&str]) {
    match offers.stand.words(inner).as_slice() {
        [] => value::offer(offers, &Type::Duration),
        [_] => {
            let hours = names::first(offers, Kind::Hours, "office");
            let text = format!("of ${{1:{hours}}}");
            offers.add(
                Choice::snippet(CompletionKind::Keyword, "of", text).doc(builtins::keyword("of")).rank(2),
            );
            follow(offers, after);
        }
        [_, "of"] => names::offer(offers, Kind::Hours),
        _ => follow(offers, after),
    }
}

fn pick(offers: &mut Offers<'_>, inner: &[Token], after: &[&str]) {
    match offers.stand.words(inner).as_slice() {
        [] => offers.keywords(&["agents"]),
        ["agents"] => {
            let text = "where ${1:is_working}";
            offers.add(
                Choice::snippet(CompletionKind::Keyword, "where", text)
                    .doc(builtins::keyword("where"))
                    .rank(1),
            );
            follow(offers, after);
        }
        _ => expr::offer(offers, after),
    }
}

fn order(offers: &mut Offers<'_>, list: List, inner: &[Token], after: &[&str]) {
    let Some(last) = inner.last() else { return offers.keywords(&["by"]) };
    let begins = last.kind == TokenKind::Comma || inner.len() == 1;
    match offers.stand.say(*last) {
        _ if begins => keys(offers, list),
        "proficiency" => offers.keywords(&["nearest", "most"]),
        "skill_count" => offers.keywords(&["most"]),
        "ascending" | "descending" | "nearest" | "most" => follow(offers, after),
        _ if matches!(last.kind, TokenKind::Dot | TokenKind::Open(_)) => expr::offer(offers, &[]),
        _ => {
            if !offers.goes_on() {
                offers.keywords(&["descending", "ascending"]);
            }
            follow(offers, after);
        }
    }
}

fn keys(offers: &mut Offers<'_>, list: List) {
    if list == List::Prioritize {
        offers
            .add(Choice::word(CompletionKind::Variable, "arrival").detail("the longest wait first").rank(0));
    } else {
        for word in ["idle_time", "last_assigned", "units_free"] {
            offers.add(Choice::word(CompletionKind::Variable, word).rank(0));
        }
        for words in ["proficiency nearest", "proficiency most", "skill_count most"] {
            offers.add(Choice::snippet(CompletionKind::Variable, words, words).rank(1));
        }
        let profile = names::first(offers, Kind::Profile, "chat_load");
        offers.add(
            Choice::snippet(CompletionKind::Function, "free", format!("free(${{1:{profile}}})")).rank(1),
        );
        value::skills(offers);
    }
    let fields =
        offers.scope.roots().into_iter().filter(|known| known.sense == Sense::Field && known.ty.is_ordered());
    for field in fields.collect::<Vec<_>>() {
        let word = offers.scope.typed(&field.ty, field.optional);
        offers.add(Choice::word(CompletionKind::Field, field.word).detail(word).rank(2));
    }
}

//! What stands in the clauses of rules.

use super::offer::{Choice, CompletionKind, Offers};
use super::target::{self, fitting};
use super::{expr, names, typed, value};
use crate::builtins;
use crate::check::Kind;
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
        "to" => target::to(offers, list, inner, after),
        "use" if inner.is_empty() => names::calls(offers, Kind::Assignment),
        "use"
            if inner.last().is_some_and(|token| token.kind != TokenKind::Close(Bracket::Round))
                && inner.len() > 1 =>
        {
            expr::offer(offers, after);
        }
        "then" => target::then(offers, inner, after),
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
        "urgency" if clause_is_open(inner) => steps(offers, inner),
        "overflow" if inner.is_empty() => {
            let text = "{ ${1:when waiting_items > 100} then ${2:end_conversation} }";
            offers.add(Choice::snippet(CompletionKind::Block, "{ … }", text));
        }
        _ if inner.is_empty() => {}
        _ => follow(offers, after),
    }
}

/// Whether the clause's bracket is still open.
fn clause_is_open(inner: &[Token]) -> bool {
    let brackets = inner.iter().rev().map(|token| token.kind);
    let last = brackets.into_iter().find(|kind| matches!(kind, TokenKind::Open(_) | TokenKind::Close(_)));
    matches!(last, Some(TokenKind::Open(_)))
}

/// Offers what stands between the brackets of `urgency [2, 3 after 10m]`.
fn steps(offers: &mut Offers<'_>, inner: &[Token]) {
    let last = inner.last().copied();
    if last.is_some_and(|last| offers.stand.say(last) == "after") {
        value::offer(offers, &Type::Duration);
    } else if last.is_some_and(|last| last.kind == TokenKind::Figure) {
        let choice = Choice::snippet(CompletionKind::Keyword, "after", "after ${1:10m}");
        offers.add(choice.doc(builtins::keyword("after")));
    }
}

/// Offers the clauses that may follow.
pub(super) fn follow(offers: &mut Offers<'_>, after: &[&str]) {
    let next = offers.stand.rest().first().map(|next| offers.stand.say(*next));
    if matches!(next, Some("and" | "or")) {
        return;
    }
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
pub(super) fn settable(offers: &Offers<'_>) -> Vec<(String, Type)> {
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
    let fields: Vec<_> = typed::paths(&offers.stand, left);
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
    let fields = typed::paths(&offers.stand, left);
    let ty = fields.first().and_then(|words| offers.scope.path(words)).map_or(Type::Text, |found| found.ty);
    let sample = if fields.len() == 1 { value::sample(offers, &ty) } else { "table(field)".to_owned() };
    offers.add(Choice::snippet(CompletionKind::Operator, "=", format!("= ${{1:{sample}}}")));
}

/// Offers the tables that give values of those types.
pub(super) fn tables(offers: &mut Offers<'_>, types: &[Type]) {
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
    let Some(end) = inner.last() else { return offers.keywords(&["by"]) };
    let begins = end.kind == TokenKind::Comma || inner.len() == 1;
    match offers.stand.say(*end) {
        _ if begins => keys(offers, list),
        "proficiency" => offers.keywords(&["nearest", "most"]),
        "skill_count" => offers.keywords(&["most"]),
        "ascending" | "descending" | "nearest" | "most" => follow(offers, after),
        _ if matches!(end.kind, TokenKind::Dot | TokenKind::Open(_)) => expr::offer(offers, &[]),
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

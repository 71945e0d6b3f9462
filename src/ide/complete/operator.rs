//! What may be asked of a value, and what joins conditions.

use super::offer::{Choice, CompletionKind, Offers};
use super::{clause, expr, names, phrase, typed, value};
use crate::builtins;
use crate::check::Kind;
use crate::ide::room::{List, Room};
use crate::types::Type;

/// Words that need something behind them come with a place for it.
pub(super) fn words_of(offers: &mut Offers<'_>, words: &[&'static str]) {
    for word in words {
        let rest = match *word {
            "in" => " [${1:value}]".to_owned(),
            "contains" | "matches" | "with" => " \"${1:text}\"".to_owned(),
            "starts" | "ends" => " with \"${1:text}\"".to_owned(),
            "last" | "next" | "than" => " ${1:7d}".to_owned(),
            "needs" => format!(" ${{1:{}}}", names::first(offers, Kind::Skill, "french")),
            "holds" => format!(" ${{1:{}}}", names::first(offers, Kind::Profile, "vip_load")),
            _ => String::new(),
        };
        let choice = if rest.is_empty() || offers.goes_on() {
            Choice::word(CompletionKind::Keyword, *word)
        } else {
            Choice::snippet(CompletionKind::Keyword, *word, format!("{word}{rest}"))
        };
        offers.add(choice.doc(builtins::keyword(word)));
    }
}

pub(super) fn set(offers: &mut Offers<'_>, ty: &Type) {
    for list in offers.scope.lists(ty) {
        offers.add(Choice::word(CompletionKind::Constant, list).detail("a list").rank(1));
    }
    let sample = value::sample(offers, ty);
    offers.add(Choice::snippet(CompletionKind::Value, "[ ]", format!("[${{1:{sample}}}]")).rank(0));
    if ty.is_ordered() && *ty != Type::Unknown {
        let text = format!("${{1:{sample}}}..${{2:{sample}}}");
        offers.add(Choice::snippet(CompletionKind::Value, "a..b", text).detail("both ends included").rank(2));
    }
    let of = Type::List(Box::new(ty.clone()));
    for known in offers.scope.roots().into_iter().filter(|known| known.ty == of) {
        expr::add(offers, &known, 2);
    }
}

pub(super) fn search(offers: &mut Offers<'_>, ty: &Type) {
    let words = offers.words();
    let last = words.last().copied().unwrap_or_default();
    let of = if let Type::List(member) = ty { member.as_ref().clone() } else { Type::Text };
    let lists = offers.scope.lists(&of);
    let several = matches!(last, "any" | "all" | "none");
    for list in lists.iter().filter(|_| last != "matches") {
        let text = if several { (*list).to_owned() } else { format!("any {list}") };
        offers.add(Choice::word(CompletionKind::Constant, text).detail("a list").rank(1));
    }
    let sample = value::sample(offers, &of);
    if several {
        offers.add(Choice::snippet(CompletionKind::Value, "[ ]", format!("[${{1:{sample}}}]")).rank(0));
        return;
    }
    if of == Type::Text {
        offers.add(Choice::snippet(CompletionKind::Value, "\"text\"", "\"${1:text}\"").rank(0));
    } else {
        value::offer(offers, &of);
    }
    if matches!(last, "contains" | "with") {
        for word in ["any", "all", "none"] {
            let text = format!("{word} [${{1:{sample}}}]");
            offers.add(
                Choice::snippet(CompletionKind::Keyword, word, text).doc(builtins::keyword(word)).rank(3),
            );
        }
    }
    if last == "contains" && *ty == Type::Text {
        let text = "word \"${1:text}\"";
        offers.add(
            Choice::snippet(CompletionKind::Keyword, "word", text).doc(builtins::keyword("word")).rank(2),
        );
    }
}

/// The members of a list, without those that stand in it.
pub(super) fn member(offers: &mut Offers<'_>, ty: &Type) {
    let tokens = offers.before();
    let from = typed::enclosing(&tokens).map_or(0, |(at, ..)| at);
    let written = offers.stand.words(tokens.get(from..).unwrap_or_default());
    value::offer(offers, ty);
    offers.found.retain(|choice| !written.contains(&choice.label.as_str()));
}

/// What may be asked of something of that type.
pub(super) fn operators(offers: &mut Offers<'_>, ty: &Type, optional: bool) {
    if matches!(ty, Type::Unknown) && !offers.scope.known.contains(&builtins::FactOf::Decision) {
        return;
    }
    let sample = value::sample(offers, ty);
    let mut add = |label: &str, rest: &str, rank: u32| {
        let text = format!("{label}{rest}");
        let doc = builtins::keyword(label.split(' ').next().unwrap_or_default());
        offers.add(Choice::snippet(CompletionKind::Operator, label, text).doc(doc).rank(rank));
    };
    let value = format!(" ${{1:{sample}}}");
    if let Type::List(_) = ty {
        for label in ["contains any", "contains all", "contains none"] {
            add(label, &value, 0);
        }
        add("contains", &format!(" ${{1:{}}}", sample.trim_matches(['[', ']'])), 1);
    } else if !matches!(ty, Type::Entity(_)) {
        add("==", &value, 0);
        add("!=", &value, 1);
        if ty.is_ordered() && *ty != Type::Unknown {
            for label in ["<", "<=", ">", ">="] {
                add(label, &value, 2);
            }
        }
        if !matches!(ty, Type::Bool | Type::Unknown) {
            add("in", &format!(" [${{1:{sample}}}]"), 2);
            add("not in", &format!(" [${{1:{sample}}}]"), 3);
        }
    }
    if *ty == Type::Text {
        for label in ["contains", "contains word", "starts with", "ends with", "matches"] {
            add(label, " \"${1:text}\"", 1);
        }
        add("contains any", " [${1:\"text\"}]", 1);
        add("exactly", " == \"${1:text}\"", 7);
    }
    if *ty == Type::Instant {
        for label in ["within last", "within next", "older than"] {
            add(label, " ${1:7d}", 0);
        }
    }
    if optional || matches!(ty, Type::Entity(_)) {
        add("is present", "", 1);
        add("is missing", "", 1);
    }
    if optional && !matches!(ty, Type::Entity(_) | Type::List(_)) {
        add("??", &value, 9);
    }
    if *ty == Type::Instant {
        let hours = names::first(offers, Kind::Hours, "office");
        offers.add(
            Choice::snippet(CompletionKind::Operator, "during", format!("during ${{1:{hours}}}")).rank(1),
        );
    }
}

/// What joins conditions, and the clauses that may follow.
pub(super) fn joints(offers: &mut Offers<'_>, after: &[&str]) {
    let next = offers.scope.roots().first().map_or("now".to_owned(), |known| known.word.clone());
    let chained = phrase::chained(&offers.stand);
    for word in ["and", "or"].into_iter().filter(|word| chained.is_none_or(|chained| chained == *word)) {
        let text = format!("{word} ${{1:{next} is present}}");
        offers
            .add(Choice::snippet(CompletionKind::Operator, word, text).doc(builtins::keyword(word)).rank(6));
    }
    clause::follow(offers, after);
    if offers.room() == Room::Rules(List::Overflow) && after.is_empty() {
        clause::follow(offers, &["then"]);
    }
}

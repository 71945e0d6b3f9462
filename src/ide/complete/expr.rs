use super::offer::{Choice, CompletionKind, Offers};
use super::phrase::{self, Asked};
use super::{clause, names, text, value};
use crate::builtins;
use crate::check::Kind;
use crate::ide::meaning::{Meaning, Sense};
use crate::ide::room::{List, Room};
use crate::syntax::lex::{Bracket, TokenKind};
use crate::types::Type;

/// Offers what may go on a condition or value. `after` are the clauses that may follow it.
pub(super) fn offer(offers: &mut Offers<'_>, after: &[&str]) {
    let tokens = offers.before();
    match phrase::asked(&offers.stand, &offers.scope, &tokens) {
        Asked::Start => start(offers),
        Asked::Below(words) => below(offers, &words),
        Asked::Value(ty) => {
            decided(offers, &tokens);
            value::offer(offers, &ty);
            paths(offers, Some(&ty));
        }
        Asked::Set(ty) => set(offers, &ty),
        Asked::Search(ty) => search(offers, &ty),
        Asked::Member(ty) => member(offers, &ty),
        Asked::Operator(ty, optional) => {
            operators(offers, &ty, optional);
            if ty == Type::Bool {
                joints(offers, after);
            }
        }
        Asked::Joint => joints(offers, after),
        Asked::Skilled(skill) => {
            if let Some(rating) = value::rating(offers, skill) {
                let text = format!(">= ${{1:{}}}", rating.lowest);
                offers.add(Choice::snippet(CompletionKind::Operator, ">=", text).rank(1));
            }
            joints(offers, after);
        }
        Asked::Words(words) => words_of(offers, words),
        Asked::Name(Kind::Skill) => value::skills(offers),
        Asked::Name(kind) => names::offer(offers, kind),
        Asked::Level(skill) => value::levels(offers, skill),
        Asked::Zone => {
            names::offer(offers, Kind::Hours);
            text::zones(offers);
        }
        Asked::Nothing => {}
    }
}

/// Words that need something behind them come with a place for it.
fn words_of(offers: &mut Offers<'_>, words: &[&'static str]) {
    let goes_on = offers.goes_on();
    for word in words {
        let rest = match *word {
            _ if goes_on => "",
            "in" => " [${1:value}]",
            "contains" | "matches" => " \"${1:text}\"",
            "starts" | "ends" => " with \"${1:text}\"",
            "last" | "next" | "than" => " ${1:7d}",
            "with" => " \"${1:text}\"",
            "needs" | "holds" => "",
            _ => "",
        };
        let choice = if rest.is_empty() {
            let kind = match *word {
                "needs" => Some(Kind::Skill),
                "holds" => Some(Kind::Profile),
                _ => None,
            };
            match kind.filter(|_| !goes_on) {
                Some(kind) => {
                    let name = names::first(offers, kind, "name");
                    Choice::snippet(CompletionKind::Keyword, *word, format!("{word} ${{1:{name}}}"))
                }
                None => Choice::word(CompletionKind::Keyword, *word),
            }
        } else {
            Choice::snippet(CompletionKind::Keyword, *word, format!("{word}{rest}"))
        };
        offers.add(choice.doc(builtins::keyword(word)));
    }
}

/// The beginning of a comparison.
fn start(offers: &mut Offers<'_>) {
    paths(offers, None);
    functions(offers, None);
    if offers.goes_on() {
        return;
    }
    let hours = names::of_kind(offers, Kind::Hours).first().map(|known| known.name);
    if let Some(hours) = hours {
        let text = format!("during ${{1:{hours}}}");
        offers.add(
            Choice::snippet(CompletionKind::Keyword, "during", text).doc(builtins::keyword("during")).rank(7),
        );
    }
    let skill = names::first(offers, Kind::Skill, "french");
    if offers.scope.of_agent {
        let text = format!("has ${{1:{skill}}}");
        offers
            .add(Choice::snippet(CompletionKind::Keyword, "has", text).doc(builtins::keyword("has")).rank(0));
    } else if offers.scope.item.is_some() {
        let text = format!("item needs ${{1:{skill}}}");
        offers.add(
            Choice::snippet(CompletionKind::Keyword, "item needs", text)
                .doc(builtins::keyword("needs"))
                .rank(8),
        );
    }
    if let Some(first) = offers.scope.roots().first().map(|known| known.word.clone()) {
        let text = format!("not ${{1:{first} is present}}");
        offers
            .add(Choice::snippet(CompletionKind::Keyword, "not", text).doc(builtins::keyword("not")).rank(8));
    }
}

/// Offers paths: those of the type first; links may lead to one.
pub(super) fn paths(offers: &mut Offers<'_>, ty: Option<&Type>) {
    let dotted = offers.stand.rest().first().is_some_and(|next| next.kind == TokenKind::Dot);
    let called = offers.stand.rest().first().is_some_and(|next| next.kind == TokenKind::Open(Bracket::Round));
    let mut all = offers.scope.roots();
    if !called {
        all.extend(offers.scope.constants());
    }
    let leads = |known: &Meaning| matches!(known.ty, Type::Entity(_)) || known.sense == Sense::Qualifier;
    for known in all {
        let fits = ty.is_none_or(|ty| like(ty, &known.ty));
        let may = if dotted { leads(&known) } else { fits || leads(&known) };
        if may && !called {
            let rank = if fits && ty.is_some() { 2 } else { rank(&known) };
            add(offers, &known, rank);
        }
    }
    if let Some(ty) = ty.filter(|_| !dotted) {
        functions(offers, Some(ty));
    }
}

/// Whether a value of one type may stand where another is wanted.
fn like(wanted: &Type, found: &Type) -> bool {
    wanted == found
        || matches!((wanted, found), (Type::Decimal, Type::Int) | (Type::Int, Type::Decimal))
        || matches!((wanted, found), (Type::Text, Type::Agent) | (Type::Agent, Type::Text))
}

fn rank(known: &Meaning) -> u32 {
    match known.sense {
        Sense::Parameter => 1,
        Sense::Field => 3,
        Sense::Context | Sense::Model => 4,
        Sense::Fact => 5,
        Sense::Constant | Sense::Condition => 6,
        Sense::Qualifier => 9,
    }
}

fn add(offers: &mut Offers<'_>, known: &Meaning, rank: u32) {
    let kind = match known.sense {
        Sense::Field | Sense::Context => CompletionKind::Field,
        Sense::Parameter | Sense::Fact | Sense::Model => CompletionKind::Variable,
        Sense::Constant => CompletionKind::Constant,
        Sense::Condition => CompletionKind::Function,
        Sense::Qualifier => CompletionKind::Keyword,
    };
    let detail = if known.sense == Sense::Qualifier {
        String::new()
    } else {
        offers.scope.typed(&known.ty, known.optional)
    };
    offers.add(Choice::word(kind, known.word.as_str()).detail(detail).doc(known.doc.clone()).rank(rank));
}

/// Offers conditions where anything may stand, and tables and functions of the type.
fn functions(offers: &mut Offers<'_>, ty: Option<&Type>) {
    let called = offers.stand.rest().first().is_some_and(|next| next.kind == TokenKind::Open(Bracket::Round));
    let program = offers.scope.program;
    let wanted = |found: &Type| ty.is_none_or(|ty| like(ty, found));
    let conditions =
        program.conditions.iter().filter(|_| wanted(&Type::Bool)).map(|known| (&known.named, "condition"));
    let single = |table: &&std::sync::Arc<crate::hir::Table>| matches!(table.outputs.as_slice(), [(_, found)] if ty.is_some() && wanted(found));
    let tables = program.tables.iter().filter(single).map(|known| (&known.named, "table"));
    let this = offers.stand.heads.is_empty().then(|| offers.words().get(1).copied()).flatten();
    let all: Vec<_> =
        conditions.chain(tables).filter(|(named, _)| Some(named.name.as_str()) != this).collect();
    for (named, detail) in all {
        let choice = if called || offers.scope.given(&named.name).is_none_or(|(_, given)| given.is_empty()) {
            Choice::word(CompletionKind::Function, named.name.as_str())
        } else {
            Choice::snippet(CompletionKind::Function, named.name.as_str(), names::call(offers, &named.name))
        };
        offers.add(choice.detail(detail).doc(named.doc.clone()).rank(5));
    }
    let of_agent = offers.scope.of_agent;
    for known in builtins::FUNCTIONS.iter().filter(|known| !known.of_agent || of_agent) {
        if !offers.scope.call(known.word).is_some_and(|found| wanted(&found)) {
            continue;
        }
        let kind = if known.of_agent { Kind::Profile } else { Kind::Hours };
        let fallback = if known.of_agent { "chat_load" } else { "\"Europe/London\"" };
        let name = names::first(offers, kind, fallback);
        let choice = if called {
            Choice::word(CompletionKind::Function, known.word)
        } else {
            Choice::snippet(CompletionKind::Function, known.word, format!("{}(${{1:{name}}})", known.word))
        };
        offers.add(choice.doc(Some(known.doc)).rank(7));
    }
}

pub(super) fn below(offers: &mut Offers<'_>, words: &[&str]) {
    let dotted = offers.stand.rest().first().is_some_and(|next| next.kind == TokenKind::Dot);
    for known in offers.scope.below(words) {
        if !dotted || matches!(known.ty, Type::Entity(_)) {
            add(offers, &known, 3);
        }
    }
}

/// Names that `workstream` and `bot` of a decision are compared with.
fn decided(offers: &mut Offers<'_>, tokens: &[crate::syntax::lex::Token]) {
    let words = offers.stand.words(tokens);
    match words.as_slice() {
        [.., "workstream", _] => names::offer(offers, Kind::Workstream),
        [.., "bot", _] => names::offer(offers, Kind::Bot),
        _ => {}
    }
}

fn set(offers: &mut Offers<'_>, ty: &Type) {
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
        add(offers, &known, 2);
    }
}

fn search(offers: &mut Offers<'_>, ty: &Type) {
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
fn member(offers: &mut Offers<'_>, ty: &Type) {
    let tokens = offers.before();
    let from = phrase::enclosing(&tokens).map_or(0, |(at, ..)| at);
    let written = offers.stand.words(tokens.get(from..).unwrap_or_default());
    value::offer(offers, ty);
    offers.found.retain(|choice| !written.contains(&choice.label.as_str()));
}

/// What may be asked of something of that type.
fn operators(offers: &mut Offers<'_>, ty: &Type, optional: bool) {
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
fn joints(offers: &mut Offers<'_>, after: &[&str]) {
    let next = offers.scope.roots().first().map_or("now".to_owned(), |known| known.word.clone());
    for word in ["and", "or"] {
        let text = format!("{word} ${{1:{next} is present}}");
        offers
            .add(Choice::snippet(CompletionKind::Operator, word, text).doc(builtins::keyword(word)).rank(6));
    }
    clause::follow(offers, after);
    if offers.room() == Room::Rules(List::Overflow) && after.is_empty() {
        clause::follow(offers, &["then"]);
    }
}

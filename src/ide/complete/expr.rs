use super::offer::{Choice, CompletionKind, Offers};
use super::operator::{joints, member, operators, search, set, words_of};
use super::phrase::{self, Asked};
use super::{names, text, value};
use crate::builtins;
use crate::check::Kind;
use crate::ide::meaning::{Meaning, Sense};
use crate::syntax::lex::{Bracket, TokenKind};
use crate::types::Type;

/// Offers what may go on a condition or value. `after` are the clauses that may follow it.
pub(super) fn offer(offers: &mut Offers<'_>, after: &[&str]) {
    let tokens = offers.before();
    let stands = offers.goes_on() && !offers.is_asked_about();
    match phrase::asked(&offers.stand, &offers.scope, &tokens) {
        Asked::Start | Asked::Value(_) if stands => {}
        Asked::Start => start(offers),
        Asked::Below(words) => below(offers, &words),
        Asked::Value(ty) => {
            if !decided(offers, &tokens) {
                value::offer(offers, &ty);
                paths(offers, Some(&ty));
            }
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
        let text = format!("item holds ${{1:{}}}", names::first(offers, Kind::Profile, "vip_load"));
        let choice = Choice::snippet(CompletionKind::Keyword, "item holds", text);
        offers.add(choice.doc(builtins::keyword("holds")).rank(8));
    }
    let negated = offers.words().last() == Some(&"not");
    if let Some(first) = offers.scope.roots().first().filter(|_| !negated).map(|known| known.word.clone()) {
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
    let links = |known: &Meaning| matches!(known.ty, Type::Entity(_)) || known.sense == Sense::Qualifier;
    let leads = |known: &Meaning| links(known) && ty.is_none_or(|ty| leads_to(offers, &known.word, ty));
    let mut may_stand = Vec::new();
    for known in all {
        let decides =
            known.sense == Sense::Fact && matches!(known.ty, Type::Queue | Type::Unknown) && ty.is_some();
        let fits = !decides && ty.is_none_or(|ty| like(ty, &known.ty));
        let may = if dotted { links(&known) } else { fits || leads(&known) };
        if may && !called {
            let rank = if fits && ty.is_some() { 2 } else { rank(&known) };
            may_stand.push((known, rank));
        }
    }
    for (known, rank) in may_stand {
        add(offers, &known, rank);
    }
    if let Some(ty) = ty.filter(|_| !dotted) {
        functions(offers, Some(ty));
    }
}

/// Whether a field of that type is found below a word, along whatever links.
fn leads_to(offers: &Offers<'_>, word: &str, ty: &Type) -> bool {
    let (mut waiting, mut seen) = (vec![offers.scope.below(&[word])], Vec::new());
    while let Some(fields) = waiting.pop() {
        if fields.iter().any(|known| like(ty, &known.ty)) {
            return true;
        }
        for known in fields {
            if let Type::Entity(id) = known.ty
                && !seen.contains(&id)
            {
                seen.push(id);
                waiting.push(offers.scope.below_entity(id));
            }
        }
    }
    false
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

pub(super) fn add(offers: &mut Offers<'_>, known: &Meaning, rank: u32) {
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

/// Names that `workstream` and `bot` of a decision are compared with; `true` where such a name is wanted.
fn decided(offers: &mut Offers<'_>, tokens: &[crate::syntax::lex::Token]) -> bool {
    let asks = offers.scope.known.contains(&builtins::FactOf::Decision);
    let words = offers.stand.words(tokens);
    let kind = match words.as_slice() {
        [.., "workstream", "==" | "!="] if asks => Kind::Workstream,
        [.., "bot", "==" | "!="] if asks => Kind::Bot,
        _ => return false,
    };
    names::offer(offers, kind);
    true
}

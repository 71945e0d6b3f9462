use super::offer::{Choice, CompletionKind, Offers};
use super::{expr, names, text, value};
use crate::builtins;
use crate::check::Kind;
use crate::syntax::lex::{Token, TokenKind};
use crate::types::{EnumId, Type};

/// Each declaration, as it is begun.
const DECLARATIONS: [(&str, &str); 26] = [
    ("language", "language 1"),
    ("import", "import \"${1:people.route}\""),
    ("let", "let ${1:name} = ${2:1}"),
    ("list", "list ${1:name} = [${2:\"word\"}]"),
    ("enum", "enum ${1:Name} { ${2:one}, ${3:two} }"),
    ("entity", "entity ${1:Name} {\n  ${2:title}: ${3:text}\n}"),
    ("condition", "condition ${1:name}(${2:what}: ${3:text}) = ${4:what} is present"),
    ("table", "table ${1:name}(${2:what}: ${3:text}) -> ${4:int} ${5:first} {\n  otherwise -> ${6:1}\n}"),
    ("model", "model ${1:name}(${2:title}: ${3:text}) -> ${4:int}"),
    ("closures", "closures ${1:name} {\n  ${2:2026-12-25} \"${3:Christmas Day}\"\n}"),
    (
        "hours",
        "hours ${1:name} \"${2:Label}\" {\n  zone \"${3:Europe/London}\"\n  open ${4:mon..fri} ${5:08:00..18:00}\n}",
    ),
    ("assignment", "assignment ${1:name} {\n  otherwise pick agents order by ${2:idle_time} descending\n}"),
    ("queue", "queue ${1:name} \"${2:Label}\" {\n  type ${3:messaging}\n}"),
    ("workstream", WORKSTREAM),
    ("intake", "intake ${1:Case} {\n  \"${2:Rest}\": otherwise to ${3:desk}\n}"),
    ("test", "test \"${1:what it shows}\" {\n  given ${2:desk} { }\n  expect queue == ${3:general}\n}"),
    (
        "scenario",
        "scenario \"${1:what it shows}\" {\n  from ${2:2026-03-02} \"${3:Europe/London}\"\n  agent ${4:ana} { units 100 }\n}",
    ),
    ("organisation", "organisation ${1:name} \"${2:Label}\" {\n  ${3:decline_limit 3}\n}"),
    ("rating", "rating ${1:Level} { range ${2:1..5} }"),
    ("skill_type", "skill_type ${1:languages} \"${2:Languages}\""),
    ("skill", "skill ${1:name} \"${2:Label}\""),
    ("profile", "profile ${1:name} \"${2:Label}\" { limit ${3:3}, reset ${4:immediately} }"),
    ("presence", "presence ${1:lunch} \"${2:At lunch}\" { base ${3:away} }"),
    ("session", "session ${1:name} \"${2:Label}\" { title \"${3:Title}\" }"),
    ("notification", "notification ${1:name} \"${2:Label}\" {\n  countdown ${3:60s}\n}"),
    ("reply", "reply ${1:name} \"${2:Label}\" { text en \"${3:Hello}\" }"),
];

const WORKSTREAM: &str = "workstream ${1:name} \"${2:Label}\" {
  type     ${3:messaging}
  channel  ${4:chat}
  carries  ${5:Conversation}
  mode     ${6:push}
  fallback ${7:general}

  distribution {
    units     ${8:10}
    presences [${9:available}]
  }
}";

/// What may stand at the left margin, or in a header.
pub(super) fn offer(offers: &mut Offers<'_>) {
    let before = offers.before();
    let words = offers.words();
    let Some(first) = words.first().copied() else { return declarations(offers) };
    match first {
        "import" if words.len() == 1 => text::imports(offers),
        "language" if words.len() == 1 => offers.add(Choice::word(CompletionKind::Value, "1")),
        "let" if words.last() == Some(&"=") => constants(offers),
        "list" if words.contains(&"=") => members(offers, &before),
        "condition" if words.contains(&"=") => expr::offer(offers, &[]),
        "condition" | "table" | "assignment" | "model" => {
            let rows = offers.heads_block();
            offers.heading(|offers| header(offers, &before, first, rows));
        }
        "workstream" | "queue" => offers.heading(|offers| copies(offers, &before, first)),
        "intake" if words.len() == 1 => offers.heading(|offers| names::offer(offers, Kind::Entity)),
        _ => {}
    }
}

fn declarations(offers: &mut Offers<'_>) {
    let start = usize::try_from(offers.stand.word.start).unwrap_or(usize::MAX);
    let above = offers.stand.text.get(..start).unwrap_or_default();
    if !above.is_empty() && !above.ends_with('\n') || offers.goes_on() {
        return;
    }
    // A line that begins so goes on with what stands above.
    if offers.stand.rest().first().is_some_and(|next| matches!(offers.stand.say(*next), "and" | "or")) {
        return;
    }
    let first = offers.stand.tokens.first().is_some_and(|token| offers.stand.say(*token) == "language");
    let heads_file = offers.stand.base == 0 && !first;
    for (word, text) in DECLARATIONS.iter().filter(|(word, _)| *word != "language" || heads_file) {
        let choice = Choice::snippet(CompletionKind::Block, *word, *text);
        offers.add(choice.doc(builtins::keyword(word)));
    }
}

/// What a `let` may be: a value of any type that has names for its values.
fn constants(offers: &mut Offers<'_>) {
    value::offer(offers, &Type::Bool);
    value::of_all_enums(offers);
}

/// The members of a list, of the type of those that stand in it.
fn members(offers: &mut Offers<'_>, before: &[Token]) {
    let Some(last) = before.last() else { return };
    if last.kind == TokenKind::Equals {
        let text = "[${1:\"text\"}]";
        offers.add(Choice::snippet(CompletionKind::Value, "[ ]", text));
    }
    // Where a member follows, a comma would have to stand between.
    let ends = |next: &Token| matches!(next.kind, TokenKind::Close(_) | TokenKind::Comma);
    let stands = offers.stand.rest().first().is_none_or(ends);
    if !stands || !matches!(last.kind, TokenKind::Open(_) | TokenKind::Comma) {
        return;
    }
    let others = [before, offers.stand.rest()].concat();
    let written = offers.stand.words(others.get(3..).unwrap_or_default());
    let own = |of: &&crate::hir::Enum| of.values.iter().any(|value| written.contains(&value.word.as_str()));
    let literal = others.iter().any(|token| matches!(token.kind, TokenKind::Text | TokenKind::Figure));
    match offers.scope.program.enums.iter().position(|of| own(&of)) {
        Some(at) => value::offer(offers, &Type::Enum(EnumId(u32::try_from(at).unwrap_or(u32::MAX)))),
        None if !literal => value::of_all_enums(offers),
        None => {}
    }
    offers.found.retain(|choice| !written.contains(&choice.label.as_str()));
}

/// `rows` says whether the rows of a table are written behind its header.
fn header(offers: &mut Offers<'_>, before: &[Token], first: &str, rows: bool) {
    let Some(last) = before.last().copied() else { return };
    let arrow = before.iter().any(|token| token.kind == TokenKind::Arrow);
    let opens = matches!(last.kind, TokenKind::Colon | TokenKind::Arrow);
    let listed = last.kind == TokenKind::Open(crate::syntax::lex::Bracket::Square);
    if opens || listed && !arrow {
        return value::types(offers, false);
    }
    let round = last.kind == TokenKind::Close(crate::syntax::lex::Bracket::Round);
    if first == "table" && arrow && (last.kind == TokenKind::Word || round) && !offers.goes_on() {
        match offers.stand.say(last) {
            "first" | "unique" if rows => offers.keywords(&["complete"]),
            "first" | "unique" => offers.keywords(&["complete", "from"]),
            "from" => text::tables(offers),
            "complete" if rows => {}
            "complete" => offers.keywords(&["from"]),
            _ => offers.keywords(&["first", "unique"]),
        }
    }
}

fn copies(offers: &mut Offers<'_>, before: &[Token], first: &str) {
    let kind = if first == "queue" { Kind::Queue } else { Kind::Workstream };
    let last = before.last().map(|token| offers.stand.say(*token)).unwrap_or_default();
    let text = before.last().is_some_and(|token| token.kind == TokenKind::Text);
    if last == "copies" && before.len() > 2 {
        names::offer(offers, kind);
    } else if before.len() == 2 || before.len() == 3 && text {
        let other = names::first(offers, kind, "other");
        let choice = Choice::snippet(CompletionKind::Keyword, "copies", format!("copies ${{1:{other}}}"));
        offers.add(choice.doc(builtins::keyword("copies")));
    }
}

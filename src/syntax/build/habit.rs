//! What people write out of habit, and what they meant by it.

use super::advice::describe;
use super::around::{Around, Stop};
use super::block::{Block, Purpose};
use super::grammar::Rule;
use crate::syntax::error::ShapeError;
use crate::syntax::lex::{Bracket, CLAUSES, Token, TokenKind};

/// Words of other languages: what to write instead, and what must be possible where they stand.
const FOREIGN: &[(&[&str], &str, &[Rule])] = &[
    (&["equals", "equal"], "==", COMPARING),
    (&["exceeds"], ">", COMPARING),
    (&["includes", "include", "containing", "like"], "contains", COMPARING),
    (&["starts_with", "startswith", "begins_with"], "starts with", COMPARING),
    (&["ends_with", "endswith"], "ends with", COMPARING),
    (&["always"], "otherwise", GUARDING),
    (&["unless"], "when not", GUARDING),
    (&["where"], "when", GUARDING),
    (&["sort"], "order", &[Rule::kw_order, Rule::order]),
    (&["extends", "inherits", "copy"], "copies", &[Rule::kw_copies, Rule::copies]),
    (&["default"], "=", &[Rule::default, Rule::equals]),
];

const COMPARING: &[Rule] = &[Rule::compare, Rule::compare_op, Rule::kw_is, Rule::presence];
const GUARDING: &[Rule] = &[Rule::guard, Rule::kw_when, Rule::kw_otherwise];
const OPENING: &[Rule] = &[
    Rule::open,
    Rule::settings,
    Rule::rules,
    Rule::fields,
    Rule::rows,
    Rule::queue_block,
    Rule::workstream_block,
];

impl Stop<'_> {
    fn accepts(&self, kinds: &[Rule]) -> bool {
        self.accepted.iter().any(|kind| kinds.contains(kind))
    }

    fn is_rule_of(&self, purposes: &[Purpose]) -> bool {
        purposes.iter().any(|purpose| self.block == Some(Block::Rule(*purpose)))
    }

    fn in_rules(&self) -> bool {
        self.block.is_some_and(Block::holds_rules)
    }
}

/// A habit that is one for certain.
pub(super) fn habit(stop: &Stop<'_>, around: &Around<'_>) -> Option<ShapeError> {
    let found = around.found?;
    if let Some(last) = around.last().filter(|last| around.is(Some(*last), &["if"])) {
        let (found, span) = (describe("if"), around.span(last));
        return Some(ShapeError::Unexpected { found, wanted: "the condition without it".to_owned(), span });
    }
    if let Some(error) = foreign(stop, around, found) {
        return Some(error);
    }
    let wanted = twice(stop, around, found)
        .or_else(|| comma(stop, around, found))
        .or_else(|| compared(stop, around, found))
        .or_else(|| moved(stop, around, found))
        .or_else(|| figures(around, found))
        .or_else(|| data(stop, around, found))?;
    Some(ShapeError::Unexpected { found: describe(around.text(found)), wanted, span: around.span(found) })
}

fn foreign(stop: &Stop<'_>, around: &Around<'_>, found: Token) -> Option<ShapeError> {
    let word = around.text(found);
    let table = FOREIGN.iter().find(|(words, _, kinds)| words.contains(&word) && stop.accepts(kinds));
    let sends = matches!(word, "send" | "goto" | "transfer" | "route" | "assign")
        && stop.is_rule_of(&[Purpose::Route, Purpose::Intake])
        && stop.accepts(&[Rule::kw_to, Rule::to]);
    let instead = table.map(|(_, instead, _)| *instead).or(sends.then_some("to"))?;
    // `send to vip` needs the word away, not another.
    let doubled = instead == "to" && around.is(around.next, &["to"]);
    let span = around.span(found);
    let span = if doubled { span.to(around.next.map_or(span, |next| around.span(next))) } else { span };
    Some(ShapeError::RuleWord { found: word.to_owned(), instead: instead.to_owned(), span })
}

/// A second guard, or one in the wrong place.
fn twice(stop: &Stop<'_>, around: &Around<'_>, found: Token) -> Option<String> {
    if !around.is(Some(found), &["when"]) {
        return None;
    }
    let wanted = if around.is(around.last(), &["overflow"]) {
        "its rules in `{ }`, such as `overflow { when waiting_items > 100 then end_conversation }`"
    } else if around.has(&["pick"]) {
        "`where`: it asks about the agent"
    } else if stop.in_rules() && around.has(&["otherwise"]) {
        "either `when …` or `otherwise`, not both"
    } else if stop.in_rules() && around.has(&["when"]) {
        "`and` instead of a second `when`"
    } else if around.has(&["condition", "where", "expect"]) {
        "the condition without `when`"
    } else {
        return None;
    };
    Some(wanted.to_owned())
}

/// A comma, or another joint, where there is nothing to separate.
fn comma(stop: &Stop<'_>, around: &Around<'_>, found: Token) -> Option<String> {
    let joins = around.is(Some(found), &["and", "or"]);
    if found.kind != TokenKind::Comma && !joins {
        return None;
    }
    if stop.block.is_none() && !around.asks() {
        return (!joins).then(|| "a declaration of its own for what follows".to_owned());
    }
    let [last, second, third] = around.back::<3>();
    let next = around.next.map_or("", |next| around.text(next));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let clause = if around.asks() { "when" } else { around.clause() };
    Some(match (last, second, clause) {
        _ if CLAUSES.contains(&next) => format!("`{next}` without a comma before it"),
        (_, "in", "when") => format!("the values as a list: `[{last}, {next}]`"),
        (_, "(", "when") if third == "in" => format!("the values as a list: `[{last}, {next}]`"),
        (_, _, "when") if digits(last) && next.len() == 3 && digits(next) => {
            format!("`{last}{next}`, without a comma")
        }
        (_, _, "when") if !joins && stop.in_rules() => "`and` or `or` between two conditions".to_owned(),
        (_, _, "to") => "one queue; for parts of the items, `split { paris 70%, montreal 30% }`".to_owned(),
        (_, _, "set") => "`set` before each field".to_owned(),
        (_, _, "require") => "`require` before each skill".to_owned(),
        (_, _, "hold") => "`hold` before each profile".to_owned(),
        _ => return None,
    })
}

/// A comparison that is missing, or written in other words.
fn compared(stop: &Stop<'_>, around: &Around<'_>, found: Token) -> Option<String> {
    let text = around.text(found);
    if stop.accepts(&[Rule::at_least])
        && (found.kind != TokenKind::Word || text == "at")
        && around.clause() == "require"
    {
        let level = matches!(found.kind, TokenKind::Compare | TokenKind::Figure) || text == "at";
        return level.then(|| "`>=` before the level".to_owned());
    }
    if found.kind == TokenKind::Equals && around.clause() == "set" && stop.accepts(COMPARING) {
        return Some("`==` to compare; for a further field, `set` again instead of `and`".to_owned());
    }
    let [last, before] = around.back::<2>();
    if !stop.accepts(COMPARING) || !around.asks() || last == "fired" {
        return None;
    }
    match text {
        "greater" | "more" | "above" | "over" | "bigger" => return Some("`>`".to_owned()),
        "less" | "below" | "under" | "fewer" | "smaller" => return Some("`<`".to_owned()),
        "at" => return Some("`>=` for \"at least\", `<=` for \"at most\"".to_owned()),
        "between" => return Some("a range, such as `in 5..10`".to_owned()),
        "one" | "of" => return Some("`in` and a list, such as `in [gold, platinum]`".to_owned()),
        _ => {}
    }
    let begins = matches!(before, "when" | "where" | "and" | "or" | "not" | "expect" | "=");
    let word = around.last().is_some_and(|last| last.kind == TokenKind::Word);
    let ends = around
        .next
        .is_none_or(|next| CLAUSES.contains(&around.text(next)) || around.is(Some(next), &["and", "or"]));
    let value = matches!(found.kind, TokenKind::Figure | TokenKind::Text)
        || found.kind == TokenKind::Word && ends && !CLAUSES.contains(&text);
    (begins && word && value).then(|| format!("a comparison between the two, such as `{last} == {text}`"))
}

/// Words in the wrong order, or without what belongs around them.
fn moved(stop: &Stop<'_>, around: &Around<'_>, found: Token) -> Option<String> {
    let text = around.text(found);
    let [last, second] = around.back::<2>();
    let word = found.kind == TokenKind::Word;
    let only_text = stop.accepted.as_slice() == [Rule::text];
    let rules = stop.in_rules();
    Some(match (second, last) {
        ("classify", "first" | "all") => format!("a name before `{last}`, such as `classify urgency {last}`"),
        ("to", "queue") if word => format!("`to {text}`, without `queue`"),
        ("copies", "of") if word => format!("`copies {text}`, without `of`"),
        (_, "split") => "the shares in `{ }`, such as `split { paris 70%, montreal 30% }`".to_owned(),
        (_, "in") if found.kind == TokenKind::Open(Bracket::Curly) => "a list in `[ ]`".to_owned(),
        _ if only_text && word && around.next.is_some_and(|next| next.kind == TokenKind::Text) => {
            format!("the text alone, without `{text}`")
        }
        _ if only_text && word && around.next.is_some_and(|next| next.kind == TokenKind::Dot) => {
            "it between quotes".to_owned()
        }
        _ if only_text && word => format!("it between quotes, as in `\"{text}\"`"),
        _ if text == "fired" => "`fired` before the rule's label".to_owned(),
        (_, "fired") if word => format!("the rule's label between quotes: `fired \"{text}\"`"),
        _ if stop.accepts(&[Rule::comma]) && is_value(found) && !stop.accepts(&[Rule::name]) => {
            "`,` before it".to_owned()
        }
        ("", "") if rules && word && around.next.is_some_and(|next| next.kind == TokenKind::Colon) => {
            format!("the label between quotes: `\"{text}\":`")
        }
        _ if rules && found.kind == TokenKind::Colon && around.asks() => {
            "`:` after the label only, as in `\"Label\": when …`".to_owned()
        }
        _ if found.kind == TokenKind::Arrow && stop.is_rule_of(&[Purpose::Route, Purpose::Intake]) => {
            "`to`".to_owned()
        }
        _ if found.kind == TokenKind::Arrow && stop.is_rule_of(&[Purpose::Overflow]) => "`then`".to_owned(),
        _ if rules && CLAUSES.contains(&text) && stop.accepts(GUARDING) => {
            format!("`when …` or `otherwise` before `{text}`")
        }
        _ if rules && CLAUSES.contains(&text) && around.before.is_empty() => {
            format!("`when …` or `otherwise` before `{text}`")
        }
        _ => return None,
    })
}

fn is_value(token: Token) -> bool {
    matches!(token.kind, TokenKind::Text | TokenKind::Figure | TokenKind::Word)
}

/// Numbers that are taken apart, and shares.
fn figures(around: &Around<'_>, found: Token) -> Option<String> {
    let text = around.text(found);
    let [last] = around.back::<1>();
    let after = around.last().is_some_and(|last| last.kind == TokenKind::Figure);
    let unit = match text {
        "weeks" | "week" | "w" => "w",
        "days" | "day" | "d" => "d",
        "hours" | "hour" | "h" => "h",
        "minutes" | "minute" | "min" | "mins" | "m" => "m",
        "seconds" | "second" | "sec" | "secs" | "s" => "s",
        _ => "",
    };
    if after && !unit.is_empty() {
        return Some(format!("`{last}{unit}`"));
    }
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if after && digits(last) && digits(text) && text.len() == 3 {
        return Some(format!("`{last}{text}`, without a space"));
    }
    let shares = around.has(&["split"]) && found.kind == TokenKind::Figure;
    match (shares, text.ends_with('%')) {
        (true, true) => Some(format!("the queue before its share, such as `general {text}`")),
        (true, false) => Some(format!("a percentage: `{text}%`")),
        (false, _) => None,
    }
}

/// Entries of enums, entities, tables and calendars.
fn data(stop: &Stop<'_>, around: &Around<'_>, found: Token) -> Option<String> {
    let text = around.text(found);
    let [last, second] = around.back::<2>();
    let is_text = found.kind == TokenKind::Text;
    Some(match (stop.block?, text) {
        (Block::EnumValue, ":") => "the label right after the name, without `:`".to_owned(),
        (Block::EnumValue, _) if is_text && last == "=" => {
            "the label without `=`; after `=` stands a code, which is a number".to_owned()
        }
        (Block::EnumValue, _) if is_text && last.is_empty() => "the name before its label".to_owned(),
        (Block::EnumValue, _) if found.kind == TokenKind::Word && !last.is_empty() && text != "named" => {
            "a comma or a new line before it".to_owned()
        }
        (Block::Field, "optional") => "`?` right after the type".to_owned(),
        (Block::Field, "of") if last == "list" => "the type in `[ ]`, such as `[text]`".to_owned(),
        (Block::Row, "*") => "`any` for a cell that does not matter".to_owned(),
        (Block::Row, "->" | "|") if matches!(last, "" | "|") => {
            "a value, or `any` for a cell that does not matter".to_owned()
        }
        (Block::Row, "-") => "a range as `5..10`".to_owned(),
        (Block::Row, "->") if last == ".." => "both ends of the range, or `>= …` for an open one".to_owned(),
        (Block::Day, ":") => "the reason right after the day, without `:`".to_owned(),
        (Block::Day, _) if found.kind == TokenKind::Figure => "the day before its reason".to_owned(),
        (Block::Day, "/") => "the day as year, month and day, such as `2026-12-25`".to_owned(),
        (Block::Setting, ".." | "..<") if second.is_empty() => {
            "`open` before it, as in `open mon..fri 08:00..18:00`".to_owned()
        }
        (Block::Queue, _) if around.has(&["members"]) && !around.has(&["when"]) => {
            "`when` after `members`, as in `members when has french >= 3`".to_owned()
        }
        (Block::Scenario, ":") => "what happens, without `:`, such as `10:00 ana accepts c1`".to_owned(),
        _ => return None,
    })
}

/// What was probably meant where nothing is certain.
pub(super) fn meant(stop: &Stop<'_>, around: &Around<'_>) -> Option<String> {
    let after = after(stop, around).map(str::to_owned);
    let Some(found) = around.found else {
        return after.or_else(|| unfinished(stop).map(str::to_owned));
    };
    if stop.block == Some(Block::Test) && around.before.is_empty() {
        return Some("`given`, `at` or `expect`".to_owned());
    }
    after.or_else(|| deed(stop, around, found)).or_else(|| header(stop, around, found))
}

/// What goes on with an entry that breaks off.
fn unfinished(stop: &Stop<'_>) -> Option<&'static str> {
    if stop.block == Some(Block::Row) {
        return Some("`->` and the result; several values of one cell stand in `[ ]`");
    }
    (stop.block == Some(Block::Scenario)).then_some("what happens, such as `10:00 ana accepts c1`")
}

/// What stands after the word that was written last.
fn after(stop: &Stop<'_>, around: &Around<'_>) -> Option<&'static str> {
    let [last, second] = around.back::<2>();
    if stop.accepts(COMPARING) || stop.accepts(&[Rule::EOI]) {
        return None;
    }
    Some(match last {
        "to" if stop.in_rules() => "a queue, such as `to general`, or `split`, `agent` or `bot`",
        "require" => "a skill, such as `require french >= 3`",
        "hold" => "a profile, such as `hold chat_load`",
        "then" => "what happens, such as `then transfer general`",
        "use" => "an assignment, such as `use round_robin`",
        "urgency" => "a number, such as `urgency 5`",
        "copies" => "the name of what is copied",
        "by" if second == "order" => "what decides the order, such as `order by idle_time descending`",
        "model" if stop.block == Some(Block::Workstream) => "a call, such as `model sentiment(message)`",
        "given" => "a workstream and the item's values, such as `given contoso_chat { message \"refund\" }`",
        _ => return None,
    })
}

/// A rule whose clause lacks its first word.
fn deed(stop: &Stop<'_>, around: &Around<'_>, found: Token) -> Option<String> {
    let text = around.text(found);
    let guards = stop.accepts(GUARDING) || around.before.is_empty() && stop.in_rules();
    if guards && found.kind == TokenKind::Word {
        return Some("`when` or `otherwise` before it".to_owned());
    }
    if found.kind != TokenKind::Word
        || !stop.accepts(&[Rule::kw_and, Rule::to, Rule::kw_to])
        || around.before.is_empty()
    {
        return None;
    }
    let begun = !around.clause().is_empty();
    if begun && stop.accepts(&[Rule::EOI]) && stop.is_rule_of(&[Purpose::Route, Purpose::Intake]) {
        return Some("a new line, or one of `urgency`, `overflow` and `use`".to_owned());
    }
    if stop.is_rule_of(&[Purpose::Route, Purpose::Intake]) && !begun {
        return Some(format!("`to {text}`, or `and` with a further condition"));
    }
    if stop.is_rule_of(&[Purpose::Overflow]) && !begun {
        return Some(format!("`then {text}`, or `and` with a further condition"));
    }
    let sets = around.next.is_some_and(|next| next.kind == TokenKind::Equals);
    (sets && stop.is_rule_of(&[Purpose::Classify])).then(|| format!("`set {text} = …`"))
}

/// The header of a declaration.
fn header(stop: &Stop<'_>, around: &Around<'_>, found: Token) -> Option<String> {
    let text = around.text(found);
    let [last, second] = around.back::<2>();
    if found.kind == TokenKind::Text && stop.accepts(&[Rule::name]) && !stop.accepts(&[Rule::EOI]) {
        return Some(format!("a name before the label, such as `{last} vip {text}`"));
    }
    if stop.accepts(&[Rule::policy]) || !stop.accepts(OPENING) {
        return None;
    }
    if found.kind == TokenKind::Text {
        return Some("the label right after the name".to_owned());
    }
    if stop.block.is_some() {
        return None;
    }
    let typed = around.next.is_some_and(|next| next.kind == TokenKind::Colon);
    let two =
        around.before.len() == 2 && !typed && found.kind == TokenKind::Word && stop.accepts(&[Rule::text]);
    if stop.accepts(&[Rule::hit_policy]) && found.kind == TokenKind::Word {
        return Some("`first` or `unique` before `{`".to_owned());
    }
    Some(match text {
        "first" | "all" | "unique" => format!("`{{` without `{text}` before it"),
        _ if two && !second.is_empty() => {
            format!("one word as a name, such as `{last}_{text}`, or a label between quotes")
        }
        _ => "`{`; everything else stands between `{` and `}`".to_owned(),
    })
}

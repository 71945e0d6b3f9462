//! What people write out of habit, and what they meant by it.

use super::advice::describe;
use super::around::{Around, Stop};
use super::block::{Block, Purpose};
use super::compared::compared;
use super::figures::figures;
use super::grammar::Rule;
use super::remedy::Advice;
use crate::source::Span;
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

pub(super) const COMPARING: &[Rule] = &[Rule::compare, Rule::compare_op, Rule::kw_is, Rule::presence];
pub(super) const GUARDING: &[Rule] = &[Rule::guard, Rule::kw_when, Rule::kw_otherwise];
pub(super) const OPENING: &[Rule] = &[
    Rule::open,
    Rule::settings,
    Rule::rules,
    Rule::fields,
    Rule::rows,
    Rule::queue_block,
    Rule::workstream_block,
];

impl Stop<'_> {
    pub(super) fn accepts(&self, kinds: &[Rule]) -> bool {
        self.accepted.iter().any(|kind| kinds.contains(kind))
    }

    pub(super) fn is_rule_of(&self, purposes: &[Purpose]) -> bool {
        purposes.iter().any(|purpose| self.block == Some(Block::Rule(*purpose)))
    }

    pub(super) fn in_rules(&self) -> bool {
        self.block.is_some_and(Block::holds_rules)
    }
}

/// A habit that is one for certain.
pub(super) fn habit(stop: &Stop<'_>, around: &Around<'_>) -> Option<ShapeError> {
    let found = around.found?;
    if let Some(last) = around.last().filter(|last| around.is(Some(*last), &["if"])) {
        let (found_if, span) = (describe("if"), around.span(last));
        let wanted = "the condition without it".to_owned();
        let mends = vec![(Span { end: found.start, ..span }, String::new())];
        return Some(ShapeError::Unexpected { found: found_if, wanted, span, mends });
    }
    if let Some(error) = foreign(stop, around, found) {
        return Some(error);
    }
    let advice = twice(stop, around, found)
        .or_else(|| comma(stop, around, found))
        .or_else(|| compared(stop, around, found))
        .or_else(|| moved(stop, around, found))
        .or_else(|| figures(around, found))
        .or_else(|| data(stop, around, found))?;
    let Advice { wanted, mends } = advice;
    let (found, span) = (describe(around.text(found)), around.span(found));
    Some(ShapeError::Unexpected { found, wanted, span, mends })
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
fn twice(stop: &Stop<'_>, around: &Around<'_>, found: Token) -> Option<Advice> {
    if !around.is(Some(found), &["when"]) {
        return None;
    }
    let span = around.span(found);
    Some(if around.is(around.last(), &["overflow"]) {
        "its rules in `{ }`, such as `overflow { when waiting_items > 100 then end_conversation }`".into()
    } else if around.has(&["pick"]) {
        Advice::from("`where`: it asks about the agent").by(span, "where")
    } else if stop.in_rules() && around.has(&["otherwise"]) {
        "either `when …` or `otherwise`, not both".into()
    } else if stop.in_rules() && around.has(&["when"]) {
        let and = around.asks().then(|| (span, "and".to_owned()));
        Advice::from("`and` instead of a second `when`").by_some(and)
    } else if around.has(&["condition", "where", "expect"]) {
        Advice::from("the condition without `when`").by(around.up_to_next(found), "")
    } else {
        return None;
    })
}

/// A comma, or another joint, where there is nothing to separate.
fn comma(stop: &Stop<'_>, around: &Around<'_>, found: Token) -> Option<Advice> {
    let joins = around.is(Some(found), &["and", "or"]);
    if found.kind != TokenKind::Comma && !joins {
        return None;
    }
    if stop.block.is_none() && !around.asks() {
        return (!joins).then(|| "a declaration of its own for what follows".into());
    }
    let [last, second, third] = around.back::<3>();
    let next = around.next.map_or("", |next| around.text(next));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let clause = if around.asks() { "when" } else { around.clause() };
    let instead = |word: &str| {
        let blank = if joins { "" } else { " " };
        (around.span(found), format!("{blank}{word}"))
    };
    let again =
        |what: &str| Advice::from(format!("`{clause}` before each {what}")).by_some(Some(instead(clause)));
    if let Some(advice) = several(around, found).filter(|_| !joins && clause == "when") {
        return Some(advice);
    }
    let listed = || format!("the values as a list: `[{last}, {next}]`");
    Some(match (last, second, clause) {
        _ if CLAUSES.contains(&next) && joins => {
            Advice::from(format!("`{next}` without `{}` before it", around.text(found)))
                .by(around.up_to_next(found), "")
        }
        _ if CLAUSES.contains(&next) => {
            Advice::from(format!("`{next}` without a comma before it")).by(around.span(found), "")
        }
        (_, "in", "when") => Advice::from(listed()).by_some(around.values(found)),
        (_, "(", "when") if third == "in" => {
            let open = around.before.iter().rev().nth(1);
            Advice::from(listed()).by_some(open.and_then(|open| around.in_brackets(*open)))
        }
        (_, _, "when") if digits(last) && next.len() == 3 && digits(next) => {
            Advice::from(format!("`{last}{next}`, without a comma"))
                .by_some(around.as_one(&format!("{last}{next}")))
        }
        (_, _, "when") if !joins && stop.in_rules() => {
            let advice = Advice::from("`and` or `or` between two conditions");
            advice.by_some(Some(instead("and"))).by_some(Some(instead("or")))
        }
        (_, _, "to") => "one queue; for parts of the items, `split { paris 70%, montreal 30% }`".into(),
        (_, _, "set") => again("field"),
        (_, _, "require") => again("skill"),
        (_, _, "hold") => again("profile"),
        _ => return None,
    })
}

/// Several values after a comparison that takes one, without the brackets of a list.
fn several(around: &Around<'_>, found: Token) -> Option<Advice> {
    let [_, sign] = around.back::<2>();
    let mut both = [around.last(), around.next].into_iter();
    let texts = both.all(|token| token.is_some_and(|token| token.kind == TokenKind::Text));
    let list = around.values(found);
    match sign {
        "any" if texts => Some(Advice::from("what is searched for as a list, in `[ ]`").by_some(list)),
        "contains" | "with" | "matches" if texts => {
            let any = list.map(|(span, list)| (span, format!("any {list}")));
            Some(Advice::from("`any` and a list of what is searched for, in `[ ]`").by_some(any))
        }
        "==" if around.ends_after_values(found) => {
            let sign = around.before.iter().rev().nth(1).map(|sign| around.span(*sign));
            let whole = sign.zip(list).map(|(sign, (span, list))| (sign.to(span), format!("in {list}")));
            Some(Advice::from("`in` and a list of the values, in `[ ]`").by_some(whole))
        }
        _ => None,
    }
}

/// Words in the wrong order, or without what belongs around them.
fn moved(stop: &Stop<'_>, around: &Around<'_>, found: Token) -> Option<Advice> {
    let (text, span) = (around.text(found), around.span(found));
    let [last, second] = around.back::<2>();
    let word = found.kind == TokenKind::Word;
    let next = |kind| around.next.is_some_and(|next| next.kind == kind);
    let quoted = format!("\"{text}\"");
    let last_out =
        || around.last().map(|last| (Span { end: span.start, ..around.span(last) }, String::new()));
    Some(match (second, last) {
        ("classify", "first" | "all") => {
            format!("a name before `{last}`, such as `classify urgency {last}`").into()
        }
        ("to", "queue") if word => Advice::from(format!("`to {text}`, without `queue`")).by_some(last_out()),
        ("copies", "of") if word => {
            Advice::from(format!("`copies {text}`, without `of`")).by_some(last_out())
        }
        (_, "to") if found.kind == TokenKind::Text => {
            let name = text.trim_matches('"');
            let plain =
                !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
            let bare = plain.then(|| (span, name.to_owned()));
            Advice::from("the queue's name, without quotes").by_some(bare)
        }
        (_, "split") => "the shares in `{ }`, such as `split { paris 70%, montreal 30% }`".into(),
        (_, "in") if found.kind == TokenKind::Open(Bracket::Curly) => {
            Advice::from("a list in `[ ]`").by_some(around.in_brackets(found))
        }
        _ if stop.accepts(&[Rule::text]) && word && around.has(&["fired"]) => {
            let (span, label) = around.label(found)?;
            Advice::from(format!("the rule's label between quotes: `fired {label}`")).by(span, &label)
        }
        _ if stop.accepted.as_slice() == [Rule::text] && word => {
            if next(TokenKind::Text) {
                Advice::from(format!("the text alone, without `{text}`")).by(around.up_to_next(found), "")
            } else if next(TokenKind::Dot) {
                "it between quotes".into()
            } else {
                Advice::from(format!("it between quotes, as in `{quoted}`")).by(span, &quoted)
            }
        }
        _ if text == "fired" => "`fired` before the rule's label".into(),
        _ if stop.accepts(&[Rule::comma]) && is_value(found) && !stop.accepts(&[Rule::name]) => {
            Advice::from("`,` before it").by_some(around.after_last(","))
        }
        ("", "") if stop.in_rules() && word && next(TokenKind::Colon) => {
            Advice::from(format!("the label between quotes: `{quoted}:`")).by(span, &quoted)
        }
        _ => return in_rule(stop, around, found),
    })
}

/// Marks of other rule languages, and clauses without a guard.
fn in_rule(stop: &Stop<'_>, around: &Around<'_>, found: Token) -> Option<Advice> {
    let (text, span) = (around.text(found), around.span(found));
    if found.kind == TokenKind::Arrow {
        let routes = stop.is_rule_of(&[Purpose::Route, Purpose::Intake]).then_some("to");
        let word = routes.or(stop.is_rule_of(&[Purpose::Overflow]).then_some("then"))?;
        return Some(Advice::from(format!("`{word}`")).by(span, &around.spaced(found, word)));
    }
    if !stop.in_rules() {
        return None;
    }
    if found.kind == TokenKind::Colon && around.asks() {
        return Some(Advice::from("`:` after the label only, as in `\"Label\": when …`").by(span, ""));
    }
    let sets = around.before.iter().rposition(|token| around.is(Some(*token), &["then"]));
    if let Some((then, clause)) =
        sets.and_then(|at| Some((around.before.get(at)?, around.before.get(at + 1)?)))
        && CLAUSES.contains(&around.text(*clause))
    {
        let whole = Span { end: clause.start, ..around.span(*then) };
        return Some(Advice::from(format!("`{}` without `then`", around.text(*clause))).by(whole, ""));
    }
    if found.kind == TokenKind::Minus
        && around.next.is_some_and(|next| next.kind == TokenKind::Minus && next.start == found.end)
    {
        let both = around.next.map_or(span, |next| span.to(around.span(next)));
        return Some(Advice::from("`//` before a comment").by(both, "//"));
    }
    let unguarded = CLAUSES.contains(&text) && (stop.accepts(GUARDING) || around.before.is_empty());
    let start = Span { end: span.start, ..span };
    unguarded
        .then(|| Advice::from(format!("`when …` or `otherwise` before `{text}`")).by(start, "otherwise "))
}

fn is_value(token: Token) -> bool {
    matches!(token.kind, TokenKind::Text | TokenKind::Figure | TokenKind::Word)
}

/// Entries of enums, entities, tables and calendars.
fn data(stop: &Stop<'_>, around: &Around<'_>, found: Token) -> Option<Advice> {
    let (text, span) = (around.text(found), around.span(found));
    let [last, second] = around.back::<2>();
    let is_text = found.kind == TokenKind::Text;
    let start = Span { end: span.start, ..span };
    let joined = |text: &str| Some((around.gap(found)?, text.to_owned()));
    Some(match (stop.block?, text) {
        (Block::EnumValue, ":") => {
            Advice::from("the label right after the name, without `:`").by_some(joined(" "))
        }
        (Block::EnumValue, _) if is_text && last == "=" => {
            let sign =
                around.last().map(|sign| (Span { end: span.start, ..around.span(sign) }, String::new()));
            Advice::from("the label without `=`; after `=` stands a code, which is a number").by_some(sign)
        }
        (Block::EnumValue, _) if is_text && last.is_empty() => "the name before its label".into(),
        (Block::EnumValue, _) if found.kind == TokenKind::Word && !last.is_empty() && text != "named" => {
            Advice::from("a comma or a new line before it").by_some(around.after_last(","))
        }
        (Block::Field, "optional") => {
            let mark = around.last().map(|last| (around.span(last).after().to(span), "?".to_owned()));
            Advice::from("`?` right after the type").by_some(mark)
        }
        (Block::Field, "[") if around.next.is_some_and(|next| around.text(next) == "]") => {
            let whole = around.as_one(&format!("[{last}]"));
            Advice::from(format!("the type in `[ ]`: `[{last}]`")).by_some(whole)
        }
        (Block::Field, _) if found.kind == TokenKind::Word && around.before.len() == 1 => {
            Advice::from("`:` and a type, such as `title: text`").by_some(around.after_last(":"))
        }
        (Block::Setting, "-") if last.contains(':') => {
            Advice::from("a span as `08:00..18:00`").by_some(joined(".."))
        }
        (Block::Field, "of") if last == "list" => {
            let of = around.last().zip(around.next);
            let mend = of
                .map(|(list, of)| (around.span(list).to(around.span(of)), format!("[{}]", around.text(of))));
            Advice::from("the type in `[ ]`, such as `[text]`").by_some(mend)
        }
        (Block::Row, "*") => Advice::from("`any` for a cell that does not matter").by(span, "any"),
        (Block::Row, "->" | "|") if matches!(last, "" | "|") => {
            Advice::from("a value, or `any` for a cell that does not matter").by(start, "any ")
        }
        (Block::Row, "-") => Advice::from("a range as `5..10`").by_some(joined("..")),
        (Block::Row, "->") if last == ".." => "both ends of the range, or `>= …` for an open one".into(),
        (Block::Day, ":") => Advice::from("the reason right after the day, without `:`").by_some(joined(" ")),
        (Block::Day, _) if found.kind == TokenKind::Figure => "the day before its reason".into(),
        (Block::Day, "/") => "the day as year, month and day, such as `2026-12-25`".into(),
        (Block::Setting, ".." | "..<") if second.is_empty() => {
            let first = around.before.first().map(|first| around.span(*first));
            let open = first.map(|first| (Span { end: first.start, ..first }, "open ".to_owned()));
            Advice::from("`open` before it, as in `open mon..fri 08:00..18:00`").by_some(open)
        }
        (Block::Queue, _) if around.has(&["members"]) && !around.has(&["when"]) => {
            Advice::from("`when` after `members`, as in `members when has french >= 3`")
        }
        (Block::Scenario, ":") => {
            Advice::from("what happens, without `:`, such as `10:00 ana accepts c1`").by_some(joined(" "))
        }
        _ => return None,
    })
}

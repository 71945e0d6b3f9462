//! What was probably meant where nothing is certain.

use super::around::{Around, Stop};
use super::block::{Block, Purpose};
use super::grammar::Rule;
use super::habit::{COMPARING, GUARDING, OPENING};
use super::remedy::Advice;
use crate::source::Span;
use crate::syntax::lex::{Token, TokenKind};

/// What was probably meant where nothing is certain.
pub(super) fn meant(stop: &Stop<'_>, around: &Around<'_>) -> Option<Advice> {
    let after = after(stop, around).map(Advice::from);
    let Some(found) = around.found else {
        return after.or_else(|| unfinished(stop).map(Advice::from));
    };
    if stop.block == Some(Block::Test) && around.before.is_empty() {
        return Some("`given`, `at` or `expect`".into());
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
fn deed(stop: &Stop<'_>, around: &Around<'_>, found: Token) -> Option<Advice> {
    let (text, span) = (around.text(found), around.span(found));
    let start = Span { end: span.start, ..span };
    let guards = stop.accepts(GUARDING) || around.before.is_empty() && stop.in_rules();
    if guards && found.kind == TokenKind::Word {
        return Some("`when` or `otherwise` before it".into());
    }
    if found.kind != TokenKind::Word
        || !stop.accepts(&[Rule::kw_and, Rule::to, Rule::kw_to])
        || around.before.is_empty()
    {
        return None;
    }
    let begun = !around.clause().is_empty();
    if begun && stop.accepts(&[Rule::EOI]) && stop.is_rule_of(&[Purpose::Route, Purpose::Intake]) {
        return Some("a new line, or one of `urgency`, `overflow` and `use`".into());
    }
    if stop.is_rule_of(&[Purpose::Route, Purpose::Intake]) && !begun {
        return Some(
            Advice::from(format!("`to {text}`, or `and` with a further condition")).by(start, "to "),
        );
    }
    if stop.is_rule_of(&[Purpose::Overflow]) && !begun {
        return Some(
            Advice::from(format!("`then {text}`, or `and` with a further condition")).by(start, "then "),
        );
    }
    let sets = around.next.is_some_and(|next| next.kind == TokenKind::Equals);
    let set = || Advice::from(format!("`set {text} = …`")).by(start, "set ");
    (sets && stop.is_rule_of(&[Purpose::Classify])).then(set)
}

/// The header of a declaration.
fn header(stop: &Stop<'_>, around: &Around<'_>, found: Token) -> Option<Advice> {
    let text = around.text(found);
    let [last, second] = around.back::<2>();
    if found.kind == TokenKind::Text && stop.accepts(&[Rule::name]) && !stop.accepts(&[Rule::EOI]) {
        return Some(format!("a name before the label, such as `{last} vip {text}`").into());
    }
    if stop.accepts(&[Rule::policy]) || !stop.accepts(OPENING) {
        return None;
    }
    if found.kind == TokenKind::Text {
        return Some("the label right after the name".into());
    }
    if stop.block.is_some() {
        return None;
    }
    let typed = around.next.is_some_and(|next| next.kind == TokenKind::Colon);
    let two =
        around.before.len() == 2 && !typed && found.kind == TokenKind::Word && stop.accepts(&[Rule::text]);
    if stop.accepts(&[Rule::hit_policy]) && found.kind == TokenKind::Word {
        return Some("`first` or `unique` before `{`".into());
    }
    Some(match text {
        "first" | "all" | "unique" => {
            Advice::from(format!("`{{` without `{text}` before it")).by(around.up_to_next(found), "")
        }
        ":" if around.next.is_some_and(|next| next.kind == TokenKind::Text) => {
            let gap = around.gap(found).map(|gap| (gap, " ".to_owned()));
            Advice::from("the label right after the name, without `:`").by_some(gap)
        }
        _ if two && !second.is_empty() => {
            let one = format!("{last}_{text}");
            let whole = around.last().map(|last| (around.span(last).to(around.span(found)), one.clone()));
            Advice::from(format!("one word as a name, such as `{one}`, or a label between quotes"))
                .by_some(whole)
        }
        _ => "`{`; everything else stands between `{` and `}`".into(),
    })
}

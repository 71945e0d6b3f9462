//! What the grammar would have accepted, in the author's words.

use super::grammar::Rule;

/// How many possibilities a sentence names.
const SHOWN: usize = 4;

/// The possibilities as a phrase: `` `when` or `otherwise` ``.
pub(super) fn wanted(rules: &[Rule]) -> String {
    let mut phrases: Vec<String> = Vec::new();
    for kind in rules {
        let phrase = phrase(*kind);
        if !phrase.is_empty() && !phrases.contains(&phrase) {
            phrases.push(phrase);
        }
    }
    phrases.truncate(SHOWN);
    match phrases.pop() {
        None => "a new line".to_owned(),
        Some(only) if phrases.is_empty() => only,
        Some(last) => format!("{} or {last}", phrases.join(", ")),
    }
}

/// The word of a keyword's rule.
pub(super) fn keyword(kind: Rule) -> Option<String> {
    format!("{kind:?}").strip_prefix("kw_").map(str::to_owned)
}

fn phrase(kind: Rule) -> String {
    if let Some(word) = keyword(kind) {
        return format!("`{word}`");
    }
    let fixed = match kind {
        Rule::EOI | Rule::sep => "a new line",
        Rule::expr | Rule::comparison | Rule::value | Rule::operand | Rule::negation | Rule::paren => {
            "a value"
        }
        Rule::array | Rule::call | Rule::path | Rule::callee | Rule::step | Rule::cell | Rule::order_key => {
            "a value"
        }
        Rule::int | Rule::decimal | Rule::percent => "a number",
        Rule::name | Rule::word | Rule::enum_value | Rule::parameter | Rule::share => "a name",
        Rule::text => "a text between quotes",
        Rule::type_name | Rule::list_type | Rule::outputs | Rule::output => "a type",
        Rule::field => "a field, such as `title: text`",
        Rule::setting => "a word and its value",
        Rule::settings | Rule::rules | Rule::rows | Rule::fields | Rule::open => "`{`",
        Rule::workstream_block | Rule::queue_block => "`{`",
        Rule::close => "`}`",
        Rule::lparen | Rule::parameters => "`(`",
        Rule::rparen => "`)`",
        Rule::lbracket => "`[`",
        Rule::rbracket => "`]`",
        Rule::colon => "`:`",
        Rule::comma => "`,`",
        Rule::equals | Rule::default | Rule::code => "`=`",
        Rule::arrow => "`->`",
        Rule::bar => "`|`",
        Rule::at_least => "`>=`",
        Rule::guard => "`when` or `otherwise`",
        Rule::policy | Rule::hit_policy => "`first` or `all`",
        Rule::set | Rule::require | Rule::hold | Rule::to | Rule::urgency | Rule::overflow | Rule::then => {
            "what to do, such as `set`, `to` or `then`"
        }
        Rule::r#use | Rule::pick | Rule::order | Rule::after => "what to do, such as `set`, `to` or `then`",
        Rule::compare_op | Rule::compare | Rule::search | Rule::text_op | Rule::exactly => {
            "a comparison such as `==`"
        }
        Rule::presence | Rule::membership | Rule::within | Rule::older_than => "a comparison such as `==`",
        Rule::row => "a row, such as `gold -> vip`",
        Rule::rule | Rule::label => "a rule, such as `\"Label\": when …`",
        Rule::line | Rule::time => "a line with a time, such as `10:00 ana accepts c1`",
        Rule::day | Rule::date => "a day, such as `2026-12-25`",
        _ => "",
    };
    fixed.to_owned()
}

//! What the grammar would have accepted, in the author's words.

use super::block::Block;
use super::grammar::Rule;

/// Phrases that say no more than "a value" does.
const IN_A_VALUE: &[&str] =
    &["a call, such as `sentiment(message)`", "a name", "a number", "a text between quotes", "`(`", "`[`"];

/// How many possibilities a sentence names.
const SHOWN: usize = 4;

/// The possibilities as a phrase: `` `when` or `otherwise` ``.
pub(super) fn wanted(rules: &[Rule], block: Option<Block>) -> String {
    let mut phrases: Vec<String> = Vec::new();
    for kind in rules {
        let phrase = phrase(*kind, block);
        if !phrase.is_empty() && !phrases.contains(&phrase) {
            phrases.push(phrase);
        }
    }
    if phrases.iter().any(|phrase| phrase == "a value") {
        phrases.retain(|phrase| !IN_A_VALUE.contains(&phrase.as_str()));
    }
    phrases.sort_by_key(|phrase| phrase == "a new line");
    phrases.truncate(SHOWN);
    match phrases.pop() {
        None => "a new line".to_owned(),
        Some(only) if phrases.is_empty() => only,
        Some(last) if phrases.len() > 1 || phrases.iter().any(|phrase| phrase.contains(", ")) => {
            format!("{}, or {last}", phrases.join(", "))
        }
        Some(last) => format!("{} or {last}", phrases.join(", ")),
    }
}

/// The word of a keyword's rule.
pub(super) fn keyword(kind: Rule) -> Option<String> {
    format!("{kind:?}").strip_prefix("kw_").map(str::to_owned)
}

fn phrase(kind: Rule, block: Option<Block>) -> String {
    if DEEDS.contains(&kind) {
        return block.map_or("what to do, such as `set`, `to` or `then`", Block::deed).to_owned();
    }
    let told =
        PHRASES.iter().find(|(_, kinds)| kinds.contains(&kind)).map(|(phrase, _)| (*phrase).to_owned());
    let own = || BY_THEIR_WORD.contains(&kind).then(|| format!("{kind:?}"));
    told.or_else(|| keyword(kind).or_else(own).map(|word| format!("`{word}`"))).unwrap_or_default()
}

/// The words that could begin what a rule of the grammar stands for, of those that are words of the language.
pub(super) fn words(kind: Rule) -> Vec<String> {
    let several: &[&str] = match kind {
        Rule::guard | Rule::rule => &["when", "otherwise"],
        Rule::policy => &["first", "all"],
        Rule::hit_policy => &["first", "unique"],
        Rule::direction => &["ascending", "descending"],
        Rule::text_op | Rule::search => &["contains", "starts", "ends", "matches"],
        Rule::presence => &["is"],
        Rule::membership => &["in"],
        Rule::older_than => &["older"],
        Rule::test_rows => &["rows"],
        _ if BY_THEIR_WORD.contains(&kind) => return vec![format!("{kind:?}")],
        _ => return keyword(kind).into_iter().collect(),
    };
    several.iter().map(|word| (*word).to_owned()).collect()
}

/// Rules of the grammar that are called like the word they begin with.
const BY_THEIR_WORD: &[Rule] = &[
    Rule::set,
    Rule::require,
    Rule::hold,
    Rule::to,
    Rule::urgency,
    Rule::overflow,
    Rule::r#use,
    Rule::after,
    Rule::then,
    Rule::pick,
    Rule::order,
    Rule::classify,
    Rule::route,
    Rule::context,
    Rule::without,
    Rule::prioritize,
    Rule::choose,
    Rule::given,
    Rule::at,
    Rule::expect,
    Rule::copies,
    Rule::exactly,
    Rule::within,
    Rule::during,
];

/// The clauses of rules.
const DEEDS: &[Rule] = &[
    Rule::kw_set,
    Rule::kw_require,
    Rule::kw_hold,
    Rule::kw_to,
    Rule::kw_urgency,
    Rule::kw_overflow,
    Rule::kw_then,
    Rule::kw_use,
    Rule::kw_pick,
    Rule::kw_order,
    Rule::kw_after,
    Rule::set,
    Rule::require,
    Rule::hold,
    Rule::to,
    Rule::urgency,
    Rule::overflow,
    Rule::then,
    Rule::r#use,
    Rule::pick,
    Rule::order,
    Rule::after,
];

/// What to call the rules that stand for what an author writes.
const PHRASES: &[(&str, &[Rule])] = &[
    ("`and` with a further condition", &[Rule::kw_and, Rule::kw_or]),
    ("a new line", &[Rule::EOI, Rule::sep]),
    (
        "a value",
        &[
            Rule::expr,
            Rule::comparison,
            Rule::value,
            Rule::operand,
            Rule::negation,
            Rule::paren,
            Rule::array,
            Rule::path,
            Rule::step,
            Rule::cell,
            Rule::order_key,
        ],
    ),
    ("a number", &[Rule::int, Rule::decimal, Rule::percent]),
    ("a name", &[Rule::name, Rule::word, Rule::enum_value, Rule::parameter, Rule::share]),
    ("a text between quotes", &[Rule::text]),
    ("a type", &[Rule::type_name, Rule::list_type, Rule::outputs, Rule::output]),
    ("a field, such as `title: text`", &[Rule::field]),
    ("a word and its value", &[Rule::setting]),
    (
        "`{`",
        &[
            Rule::settings,
            Rule::rules,
            Rule::rows,
            Rule::fields,
            Rule::open,
            Rule::workstream_block,
            Rule::queue_block,
        ],
    ),
    ("`}`", &[Rule::close]),
    ("`(`", &[Rule::lparen]),
    ("parameters, such as `(tier: Tier)`", &[Rule::parameters]),
    ("a call, such as `sentiment(message)`", &[Rule::call, Rule::callee]),
    ("`)`", &[Rule::rparen]),
    ("`[`", &[Rule::lbracket]),
    ("`]`", &[Rule::rbracket]),
    ("`:` and a type, such as `title: text`", &[Rule::colon]),
    ("`,`", &[Rule::comma]),
    ("`=`", &[Rule::equals, Rule::default, Rule::code]),
    ("`->`", &[Rule::arrow]),
    ("`|`", &[Rule::bar]),
    ("`>=`", &[Rule::at_least]),
    ("`when` or `otherwise`", &[Rule::guard]),
    ("`first` or `all`", &[Rule::policy]),
    ("`first` or `unique`", &[Rule::hit_policy]),
    (
        "a comparison such as `==`",
        &[
            Rule::kw_contains,
            Rule::kw_starts,
            Rule::kw_ends,
            Rule::kw_matches,
            Rule::kw_within,
            Rule::kw_older,
            Rule::kw_exactly,
            Rule::kw_is,
            Rule::during,
            Rule::kw_during,
            Rule::compare_op,
            Rule::compare,
            Rule::search,
            Rule::text_op,
            Rule::exactly,
            Rule::presence,
            Rule::membership,
            Rule::within,
            Rule::older_than,
        ],
    ),
    ("a row, such as `gold -> vip`", &[Rule::row]),
    ("a rule, such as `\"Label\": when …`", &[Rule::rule, Rule::label]),
    ("a line with a time, such as `10:00 ana accepts c1`", &[Rule::line, Rule::time]),
    ("a day, such as `2026-12-25`", &[Rule::day, Rule::date]),
];

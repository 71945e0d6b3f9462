use super::offer::{Choice, CompletionKind, Offers};
use super::{expr, names, ruleset};
use crate::builtins::{self, Block, Form, NameKind, SettingRow};
use crate::check::Kind;
use crate::hir::WorkKind;
use crate::syntax::lex::{Bracket, Token, TokenKind};

/// Blocks that hold no settings, by the block of settings they stand in.
const WORKSTREAM_BLOCKS: [(&str, &str); 5] = [
    ("context", "context {\n  ${1:name}: ${2:text?}\n}"),
    (
        "classify",
        "classify ${1:name} \"${2:Label}\" ${3:first} {\n  \"${4:Label}\": otherwise ${5:set priority = high}\n}",
    ),
    ("classify model", "classify ${1:mood} \"${2:Mood}\" model ${3:sentiment(message)}"),
    ("route", "route ${1:all} {\n  \"${2:Label}\": otherwise to ${3:general}\n}"),
    ("without", "without ${1:classify} ${2:name}"),
];

const QUEUE_BLOCKS: [(&str, &str); 3] = [
    ("overflow", "overflow {\n  ${1:when out_of_hours} then ${2:assign_anyway}\n}"),
    ("prioritize", "prioritize {\n  \"${1:Label}\": otherwise order by ${2:arrival}\n}"),
    ("choose", "choose {\n  \"${1:Label}\": otherwise use ${2:name}\n}"),
];

/// What may stand in a block of settings.
pub(super) fn offer(offers: &mut Offers<'_>, block: Block) {
    let before = offers.before();
    let words = offers.words();
    let Some(first) = words.first().copied() else { return entries(offers, block) };
    if block == Block::Workstream && ruleset::header(offers, first, &before) {
        return;
    }
    if words.contains(&"when") {
        return expr::offer(offers, &[]);
    }
    let Some(row) = block.row(first) else { return };
    let terms = before.get(1..).unwrap_or_default();
    values(offers, row, terms);
}

/// The words that may begin an entry.
fn entries(offers: &mut Offers<'_>, block: Block) {
    let written: Vec<String> = offers
        .stand
        .heads
        .last()
        .map(|head| offers.stand.entries(head))
        .unwrap_or_default()
        .into_iter()
        .filter_map(|entry| entry.first())
        .filter(|token| token.start != offers.stand.word.start)
        .map(|token| offers.stand.say(*token).to_owned())
        .collect();
    let goes_on = offers.goes_on();
    for (at, row) in (0..).zip(block.rows()) {
        if !row.repeats() && written.iter().any(|word| word == row.word) {
            continue;
        }
        let rank = if row.is_required() { at } else { at + 100 };
        let choice = if goes_on {
            Choice::word(CompletionKind::Setting, row.word)
        } else {
            Choice::snippet(CompletionKind::Setting, row.word, snippet(offers, row))
        };
        let detail = row.default.map_or_else(String::new, |default| format!("without it: {}", default.value));
        offers.add(choice.detail(detail).doc(Some(row.doc)).rank(rank));
    }
    let blocks: &[(&str, &str)] = if block == Block::Workstream {
        &WORKSTREAM_BLOCKS
    } else if block == Block::Queue {
        &QUEUE_BLOCKS
    } else {
        &[]
    };
    for (word, text) in blocks {
        let many = matches!(*word, "classify" | "classify model" | "without");
        if many || !written.iter().any(|known| known == word) {
            let doc = builtins::keyword(word.split(' ').next().unwrap_or_default());
            let text = fitted(offers, text);
            offers.add(Choice::snippet(CompletionKind::Block, *word, text).doc(doc).rank(50));
        }
    }
}

/// A snippet that speaks of the program's own queue and field in place of the examples.
pub(super) fn fitted(offers: &Offers<'_>, text: &str) -> String {
    let queue = of_kind(offers, NameKind::Queue).into_iter().next();
    let set = super::clause::settable(offers).into_iter().next();
    let set = set.map(|(field, ty)| format!("set {field} = {}", super::value::sample(offers, &ty)));
    let text = queue.map_or_else(|| text.to_owned(), |queue| text.replace("general", &queue));
    set.map_or_else(|| text.clone(), |set| text.replace("set priority = high", &set))
}

/// A setting with a value to be written over.
fn snippet(offers: &Offers<'_>, row: &SettingRow) -> String {
    let inner = |block: Block| {
        let rows = block.rows().iter().filter(|row| row.is_required());
        let lines: Vec<_> =
            (1..).zip(rows).map(|(at, row)| format!("  ${{{at}:{}}}\n", example(offers, row))).collect();
        if lines.is_empty() { "\n  $0\n".to_owned() } else { format!("\n{}", lines.concat()) }
    };
    if let Form::Block(block) = row.form {
        return format!("{} {{{}}}", row.word, inner(block));
    }
    if let Form::Headed(..) = row.form {
        return format!("{} \"${{1:name}}\" {{\n  $0\n}}", row.word);
    }
    let example = example(offers, row);
    let value = example.strip_prefix(row.word).unwrap_or_default().trim_start();
    format!("{} ${{1:{}}}", row.word, value.replace('}', "\\}"))
}

/// How a setting is written, with a name of the program where it takes one.
fn example(offers: &Offers<'_>, row: &SettingRow) -> String {
    let named = |kind: NameKind| of_kind(offers, kind).into_iter().next();
    let name = if let Form::Name(kind) = row.form {
        named(kind)
    } else if let Form::List(Form::Name(kind)) = row.form {
        named(*kind).map(|name| format!("[{name}]"))
    } else {
        None
    };
    name.map_or_else(|| row.example.to_owned(), |name| format!("{} {name}", row.word))
}

/// The names of a kind that fit the declaration around the place.
fn of_kind(offers: &Offers<'_>, kind: NameKind) -> Vec<String> {
    let works = work(offers);
    let fits = |name: &str| {
        let queue = offers.scope.queue(name).filter(|_| kind == NameKind::Queue);
        queue.is_none_or(|queue| {
            queue.kinds.is_empty() || works.is_none_or(|work| queue.kinds.contains(&work))
        })
    };
    let known = names::of_kind(offers, Kind::from(kind));
    known.into_iter().map(|known| known.name.to_owned()).filter(|name| fits(name)).collect()
}

/// What kind of work the workstream around the place takes.
pub(super) fn work(offers: &Offers<'_>) -> Option<WorkKind> {
    let head = offers.stand.heads.first()?;
    let is_stream =
        offers.stand.head(head).first().is_some_and(|word| offers.stand.say(*word) == "workstream");
    let entries = offers.stand.entries(head);
    let ty = entries.into_iter().filter(|_| is_stream).find_map(|entry| {
        match offers.stand.words(entry).as_slice() {
            ["type", ty, ..] => Some(*ty),
            _ => None,
        }
    });
    match ty {
        Some("messaging") => Some(WorkKind::Messaging),
        Some("record") => Some(WorkKind::Record),
        Some("voice") => Some(WorkKind::Voice),
        _ => {
            let name =
                offers.stand.head(head).get(1).map(|token| offers.stand.say(*token)).filter(|_| is_stream)?;
            let known = offers.scope.program.workstreams.iter().find(|stream| stream.named.name == name)?;
            Some(known.kind)
        }
    }
}

/// The values of a setting behind those terms.
fn values(offers: &mut Offers<'_>, row: &SettingRow, terms: &[Token]) {
    let open =
        terms.iter().rev().find(|token| matches!(token.kind, TokenKind::Open(_) | TokenKind::Close(_)));
    let last = terms.last().map(|token| token.kind);
    if open.is_some_and(|open| open.kind == TokenKind::Open(Bracket::Square)) {
        if matches!(last, Some(TokenKind::Open(_) | TokenKind::Comma)) {
            members(offers, row.form, terms);
        }
        return;
    }
    if open.is_some_and(|open| open.kind == TokenKind::Open(Bracket::Round)) {
        return expr::offer(offers, &[]);
    }
    if row.word == "identify" && last == Some(TokenKind::Dot) {
        return expr::offer(offers, &[]);
    }
    if matches!(last, Some(TokenKind::Dot | TokenKind::Range)) {
        return;
    }
    let count = terms
        .iter()
        .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Figure | TokenKind::Text))
        .count();
    let listed = terms.iter().any(|token| token.kind == TokenKind::Close(Bracket::Square));
    value(offers, row, row.form, count + usize::from(listed));
}

/// The value of that form at that place among the terms.
fn value(offers: &mut Offers<'_>, row: &SettingRow, form: Form, at: usize) {
    if let Form::Sequence(parts) = form {
        if let Some(part) = parts.get(at) {
            value(offers, row, *part, 0);
        }
        return;
    }
    if let Form::Either(forms) = form {
        for part in forms {
            value(offers, row, *part, at);
        }
        return;
    }
    if at > 0 {
        return;
    }
    match form {
        Form::YesNo | Form::Word(_) | Form::Keyword(_) | Form::Days => plain(offers, &form.words()),
        Form::OneOrList(of) | Form::Maybe(of) => value(offers, row, *of, 0),
        Form::Name(kind) => named(offers, kind),
        Form::Call(kind) => names::calls(offers, Kind::from(kind)),
        Form::When => {
            let text = "when ${1:has french >= 3}";
            offers.add(Choice::snippet(CompletionKind::Keyword, "when", text).doc(builtins::keyword("when")));
        }
        Form::Times => {
            plain(offers, &["all_day"]);
            example_value(offers, row, "08:00..18:00");
        }
        Form::List(_) => {
            let example = example(offers, row);
            let text = example.strip_prefix(row.word).unwrap_or_default().trim().to_owned();
            if text.starts_with('[') {
                example_value(offers, row, &text);
            }
        }
        Form::Text if row.word == "zone" => super::text::zones(offers),
        Form::Number(..) | Form::Length(..) | Form::Date | Form::Levels | Form::Text | Form::Template => {
            let text = row.example.strip_prefix(row.word).unwrap_or_default().trim();
            if !text.contains(' ') || text.starts_with('"') && text.matches('"').count() == 2 {
                example_value(offers, row, text);
            }
        }
        Form::Path if row.word == "identify" => expr::offer(offers, &[]),
        Form::Path
        | Form::AnyWord
        | Form::Block(_)
        | Form::Headed(..)
        | Form::Either(_)
        | Form::Sequence(_) => {}
    }
}

fn plain(offers: &mut Offers<'_>, words: &[&str]) {
    for (rank, word) in (0..).zip(words) {
        offers.add(Choice::word(CompletionKind::Value, *word).rank(rank));
    }
}

fn example_value(offers: &mut Offers<'_>, row: &SettingRow, text: &str) {
    if text.is_empty() {
        return;
    }
    let inserted = format!("${{1:{}}}", text.replace('}', "\\}"));
    offers.add(Choice::snippet(CompletionKind::Value, text, inserted).detail(row.form.sentence()).rank(90));
}

fn named(offers: &mut Offers<'_>, kind: NameKind) {
    for name in of_kind(offers, kind) {
        let known = names::of_kind(offers, Kind::from(kind)).into_iter().find(|known| known.name == name);
        if let Some(known) = known {
            names::add(offers, &known, Kind::from(kind));
        }
    }
}

/// The members of a list, without those that stand in it.
fn members(offers: &mut Offers<'_>, form: Form, terms: &[Token]) {
    let written = offers.stand.words(terms);
    if let Form::List(of) | Form::OneOrList(of) = form {
        if let Form::Name(kind) = of {
            named(offers, *kind);
        } else {
            plain(offers, &of.words());
        }
    } else if let Form::Either(parts) | Form::Sequence(parts) = form {
        for part in parts {
            members(offers, *part, terms);
        }
    }
    offers.found.retain(|choice| !written.contains(&choice.label.as_str()));
}

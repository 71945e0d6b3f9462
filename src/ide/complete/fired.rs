//! The labels of the rules that a test may say have fired.

use super::offer::{Choice, CompletionKind, Offers};
use super::text;
use crate::hir::{RulesetKind, Workstream};
use crate::ide::columns::{Cell, Column, Columns};
use crate::ide::room::Room;
use crate::syntax::lex::{Token, TokenKind};

/// A rule that has a label, with the words of its address.
struct Labelled<'w> {
    words: [&'w str; 2],
    label: &'w str,
}

impl Labelled<'_> {
    /// Whether the author gave the label: without one, a rule is called by its list and place.
    fn is_labelled(&self) -> bool {
        let [_, list] = self.words;
        self.label.strip_prefix(list).is_none_or(|rest| !rest.starts_with('#'))
    }
}

/// Offers labels with their quotes; where several rules have one, with what tells them apart.
pub(super) fn quoted(offers: &mut Offers<'_>) {
    let found = asked(offers);
    let addressed = address(offers).is_empty();
    for rule in &found {
        let several = found.iter().filter(|other| other.label == rule.label).count() > 1;
        let text = format!("\"{}\"", escaped(rule.label));
        let own = rule.words.join(".");
        let label = if several && addressed { format!("{own}.{text}") } else { text };
        offers.add(Choice::word(CompletionKind::Value, label).detail(own));
    }
}

/// Offers labels within quotes.
pub(super) fn within(offers: &mut Offers<'_>, whole: std::ops::Range<u32>) {
    let labels: Vec<_> = asked(offers).into_iter().map(|rule| escaped(rule.label)).collect();
    text::within(offers, whole, CompletionKind::Value, &labels);
}

fn escaped(label: &str) -> String {
    label.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Offers the lists of rules that a column `fired` may be about.
pub(super) fn lists(offers: &mut Offers<'_>) {
    let found = asked(offers).into_iter().map(|rule| rule.words);
    let mut lists: Vec<[&str; 2]> = found.collect();
    lists.dedup();
    let typed = offers.words().len() > 1;
    for [owner, list] in lists {
        let label = if typed { list.to_owned() } else { format!("{owner}.{list}") };
        offers.add(Choice::word(CompletionKind::Name, label).detail("a list of rules"));
    }
}

/// Whether the cell behind those tokens of a row holds a label.
pub(super) fn is_cell(offers: &Offers<'_>, before: &[Token]) -> bool {
    let (cell, _) = Cell::after(before);
    offers.room() == Room::Cells && Columns::of(&offers.stand).get(cell).is_some_and(Column::is_fired)
}

/// The words that stand between `fired` and the label.
fn address<'w>(offers: &Offers<'w>) -> Vec<&'w str> {
    let before = offers.before();
    if offers.room() == Room::Cells {
        let columns = Columns::of(&offers.stand);
        let column = columns.get(Cell::after(&before).0);
        let words = column.map(|column| column.words.as_slice()).unwrap_or_default();
        return words.iter().copied().skip(1).filter(|word| *word != ".").collect();
    }
    let from = before.iter().position(|token| offers.stand.say(*token) == "fired").map_or(0, |at| at + 1);
    let words = before.get(from..).unwrap_or_default().iter().filter(|token| token.kind == TokenKind::Word);
    words.map(|token| offers.stand.say(*token)).collect()
}

/// The rules that the test's item may come to, of the list that the place speaks of.
fn asked<'w>(offers: &Offers<'w>) -> Vec<Labelled<'w>> {
    let address = address(offers);
    let is_within = |rule: &Labelled<'_>| address.iter().all(|word| rule.words.contains(word));
    let mut found = Vec::new();
    let program = offers.scope.program;
    let (streams, intake) = given(offers);
    for stream in program.workstreams.iter().filter(|stream| streams.contains(&stream.named.name.as_str())) {
        add(stream, &mut found);
    }
    for (entity, rules) in program.intakes.iter().filter(|(entity, _)| intake.contains(entity)) {
        let name = offers.scope.entity_of(*entity).map(|entity| entity.named.name.as_str());
        let words = [name.unwrap_or_default(), "intake"];
        found.extend(rules.iter().map(|rule| Labelled { words, label: &rule.name }));
    }
    found.retain(|rule| is_within(rule) && rule.is_labelled());
    found
}

/// The workstreams that the test's item may come to, and the entities whose intakes it may meet.
fn given<'w>(offers: &Offers<'w>) -> (Vec<&'w str>, Vec<crate::types::EntityId>) {
    let program = offers.scope.program;
    let words = offers.stand.words(&offers.stand.tokens);
    let target = words.windows(2).find_map(|pair| match pair {
        ["given", name] if !matches!(*name, "queue" | "model" | "id") => Some(*name),
        _ => None,
    });
    let all = program.workstreams.iter().map(|stream| stream.named.name.as_str());
    let Some(target) = target else {
        return (all.collect(), program.intakes.iter().map(|(entity, _)| *entity).collect());
    };
    let named: Vec<&str> = all.filter(|name| *name == target).collect();
    if !named.is_empty() {
        return (named, Vec::new());
    }
    let entity: Vec<_> = offers.scope.entity(target).into_iter().collect();
    let rules = program.intakes.iter().filter(|(of, _)| entity.contains(of)).flat_map(|(_, rules)| rules);
    let streams = rules.filter_map(|rule| program.workstreams.get(rule.to.index()));
    (streams.map(|stream| stream.named.name.as_str()).collect(), entity)
}

/// Adds the rules of a workstream.
fn add<'w>(stream: &'w Workstream, found: &mut Vec<Labelled<'w>>) {
    let name = stream.named.name.as_str();
    for ruleset in &stream.classify {
        if let RulesetKind::Rules(_, rules) = &ruleset.kind {
            let words = [name, ruleset.name.as_str()];
            found.extend(rules.iter().map(|rule| Labelled { words, label: &rule.name }));
        }
    }
    let words = [name, "route"];
    let rules = stream.route.iter().flat_map(|route| &route.rules);
    found.extend(rules.map(|rule| Labelled { words, label: &rule.name }));
}

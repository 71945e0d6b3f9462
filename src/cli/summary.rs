use comfy_table::{CellAlignment, Table, presets};
use enroute::bundle::{About, Bundle};
use enroute::vm::Ruling;
use std::collections::BTreeMap;

/// Where items went and which rules sent them there, counted.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    items: u64,
    /// By the place of the queue.
    queues: BTreeMap<Option<u32>, u64>,
    rules: BTreeMap<Sender, u64>,
    problems: u64,
}

/// What sent an item where it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sender {
    Rule(usize),
    Fallback,
    Nobody,
}

impl Summary {
    /// Counts one decision, and whether the item's data had problems.
    pub(crate) fn add(&mut self, ruling: Ruling, problems: bool) {
        self.items += 1;
        self.problems += u64::from(problems);
        *self.queues.entry(ruling.queue).or_default() += 1;
        let sender = match (ruling.rule, ruling.workstream) {
            (Some(rule), _) => Sender::Rule(rule.index()),
            (None, Some(_)) => Sender::Fallback,
            (None, None) => Sender::Nobody,
        };
        *self.rules.entry(sender).or_default() += 1;
    }

    /// Both together.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.items += other.items;
        self.problems += other.problems;
        for (queue, many) in other.queues {
            *self.queues.entry(queue).or_default() += many;
        }
        for (sender, many) in other.rules {
            *self.rules.entry(sender).or_default() += many;
        }
        self
    }

    /// Two tables, the most frequent first, and how many items had bad data.
    pub(crate) fn table(&self, bundle: &Bundle) -> String {
        let about = bundle.about();
        let queues = self.queues.iter().map(|(place, many)| (queue(about, *place), *many));
        let rules = self.rules.iter().map(|(sender, many)| (sender.name(about), *many));
        let (queues, rules) = (self.ranking("queue", queues), self.ranking("rule", rules));
        let share = share(self.problems, self.items);
        format!("{queues}\n\n{rules}\n\nitems with problems in their data: {} ({share})\n", self.problems)
    }

    fn ranking<'a>(&self, what: &str, counts: impl Iterator<Item = (&'a str, u64)>) -> Table {
        let mut ranked: Vec<_> = counts.collect();
        ranked.sort_by_key(|(name, many)| (std::cmp::Reverse(*many), *name));
        let mut table = Table::new();
        table.load_style(presets::UTF8_BORDERS_ONLY).set_header([what, "items", "share"]);
        for (name, many) in ranked {
            table.add_row([name.to_owned(), many.to_string(), share(many, self.items)]);
        }
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        table
    }
}

impl Sender {
    fn name(self, about: &About) -> &str {
        match self {
            Self::Rule(at) => about.book.rule(at).map_or("", |rule| rule.address),
            Self::Fallback => "(fallback)",
            Self::Nobody => "(not routed)",
        }
    }
}

fn queue(about: &About, place: Option<u32>) -> &str {
    let at = place.and_then(|place| usize::try_from(place).ok());
    at.map_or("(no queue)", |at| about.queues.get(at).map_or("", |queue| &queue.name))
}

/// A share in percent with one decimal, in whole numbers throughout.
fn share(part: u64, all: u64) -> String {
    let tenths = part.saturating_mul(1000).saturating_add(all / 2).checked_div(all).unwrap_or(0);
    format!("{}.{} %", tenths / 10, tenths % 10)
}

use comfy_table::{CellAlignment, Table, presets};
use enroute::vm::{Decision, Reason};
use std::collections::BTreeMap;

/// Where items went and which rules sent them there, counted.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    items: u64,
    queues: BTreeMap<String, u64>,
    rules: BTreeMap<String, u64>,
    problems: u64,
}

impl Summary {
    /// Counts one decision.
    pub(crate) fn add(&mut self, decision: &Decision) {
        self.items += 1;
        self.problems += u64::from(!decision.problems.is_empty());
        let queue = decision.queue.as_deref().unwrap_or("(no queue)");
        tick(&mut self.queues, queue);
        match (&decision.rule, &decision.reason) {
            (Some(rule), _) => tick(&mut self.rules, rule.address()),
            (None, Reason::NotRouted { .. }) => tick(&mut self.rules, "(not routed)"),
            (None, Reason::Fallback) => tick(&mut self.rules, "(fallback)"),
            (None, Reason::Rule | Reason::Split { .. } | Reason::Overflow { .. } | Reason::Bot) => {
                tick(&mut self.rules, "(no rule)");
            }
        }
    }

    /// Two tables, the most frequent first, and how many items had bad data.
    pub(crate) fn table(&self) -> String {
        let queues = self.ranking("queue", &self.queues);
        let rules = self.ranking("rule", &self.rules);
        let share = share(self.problems, self.items);
        format!("{queues}\n\n{rules}\n\nitems with problems in their data: {} ({share})\n", self.problems)
    }

    fn ranking(&self, what: &str, counts: &BTreeMap<String, u64>) -> Table {
        let mut ranked: Vec<_> = counts.iter().collect();
        ranked.sort_by_key(|(name, many)| (std::cmp::Reverse(**many), name.as_str()));
        let mut table = Table::new();
        table.load_style(presets::UTF8_BORDERS_ONLY).set_header([what, "items", "share"]);
        for (name, many) in ranked {
            table.add_row([name.clone(), many.to_string(), share(*many, self.items)]);
        }
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        table
    }
}

fn tick(counts: &mut BTreeMap<String, u64>, name: &str) {
    if let Some(count) = counts.get_mut(name) {
        *count += 1;
    } else {
        counts.insert(name.to_owned(), 1);
    }
}

/// A share in percent with one decimal, in whole numbers throughout.
fn share(part: u64, all: u64) -> String {
    let tenths = part.saturating_mul(1000).saturating_add(all / 2).checked_div(all).unwrap_or(0);
    format!("{}.{} %", tenths / 10, tenths % 10)
}

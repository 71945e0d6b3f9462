use super::counts::{Coverage, RuleCounts};
use super::outline::{Join, Outline, is_counted};
use super::written;
use crate::bundle::Bundle;
use crate::bytecode::{RuleId, RuleKind, RuleList, Target};
use crate::vm::RuleName;
use serde::Serialize;
use std::collections::BTreeSet;

/// What was reached of a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Covered {
    /// How many items were decided.
    pub items: u64,
    /// Its lists of rules and its tables, in the order in which decisions ask them.
    pub groups: Vec<CoveredGroup>,
    /// Its queues, in the order of their declaration; those built in only where an item went there.
    pub queues: Vec<CoveredQueue>,
    /// Rules that held at least once.
    pub rules: Score,
    /// Answers of tests, two for each: it held, and it did not, while it decided.
    pub clauses: Score,
    /// Rows of tables that were found.
    pub rows: Score,
    /// Queues that an item went to.
    pub went_to: Score,
    /// Shares of splits that were drawn.
    pub shares: Score,
}

/// How many there are, and how many of them were reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Score {
    /// How many were reached.
    pub reached: usize,
    /// How many there are.
    pub all: usize,
}

/// A list of rules, or a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct CoveredGroup {
    /// Its address: `contoso_chat.urgency`, `Case.intake`, `desk_for`.
    pub address: String,
    /// The address of the list that it is a copy of, where it is one; they are written once, and count once.
    pub copy_of: Option<String>,
    /// Its rules, in order; none for a table.
    pub rules: Vec<CoveredRule>,
    /// Its rows, in order; none for a list of rules.
    pub rows: Vec<CoveredRow>,
}

/// A rule, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct CoveredRule {
    /// The rule.
    pub rule: RuleName,
    /// How often it was asked.
    pub reached: u64,
    /// How often it held.
    pub held: u64,
    /// How often it did what it says.
    pub applied: u64,
    /// The tests of its condition, those of named conditions included.
    pub clauses: Vec<CoveredClause>,
    /// The queues that its split divides items between.
    pub shares: Vec<CoveredShare>,
    /// The queues that it named, as a route rule.
    pub led: Vec<CoveredQueue>,
}

/// A test of a condition, and how often it decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct CoveredClause {
    /// As the author wrote it.
    pub text: String,
    /// The file it stands in.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
    /// How often it held, and with it the rule: had it not, neither had the rule. Through a `not`, the other way round.
    pub held: u64,
    /// How often it did not hold, and that settled the rule.
    pub failed: u64,
}

/// A row of a table, and how often it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct CoveredRow {
    /// Its number, from 1.
    pub number: usize,
    /// The file it stands in.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// How often.
    pub found: u64,
}

/// A queue, and how many items went there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct CoveredQueue {
    /// Its name.
    pub name: String,
    /// How many.
    pub items: u64,
}

/// A share of a split, and how often it was drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct CoveredShare {
    /// Its queue.
    pub queue: String,
    /// How much, in percent.
    pub percent: u8,
    /// How often.
    pub drawn: u64,
}

impl CoveredClause {
    /// What was never seen of it, in words; none where all was.
    #[must_use]
    pub fn lacks(&self) -> Option<String> {
        let lacks = match (self.held, self.failed) {
            (0, 0) => "never decided",
            (0, _) => "was never seen to hold",
            (_, 0) => "was never seen not to hold",
            (_, _) => return None,
        };
        // What nobody wrote is told in a sentence, which quotes on its own.
        let quote = if self.text.contains('`') { "" } else { "`" };
        Some(format!("{quote}{}{quote} {lacks}", self.text))
    }
}

impl Covered {
    /// Its lists of rules and its tables as they are written: what a copy reached counts for what it is a copy of.
    #[must_use]
    pub fn written(&self) -> Vec<CoveredGroup> {
        written::merged(&self.groups)
    }
}

impl Score {
    /// Whether all were reached.
    #[must_use]
    pub fn is_full(self) -> bool {
        self.reached == self.all
    }

    /// The share reached, in whole percent, rounded down: 100 only where all were. 100 where there is nothing.
    #[must_use]
    pub fn percent(self) -> usize {
        (self.reached * 100).checked_div(self.all).unwrap_or(100)
    }

    fn count(&mut self, reached: bool) {
        self.all += 1;
        self.reached += usize::from(reached);
    }

    fn of(reached: impl IntoIterator<Item = bool>) -> Self {
        let mut score = Self::default();
        reached.into_iter().for_each(|reached| score.count(reached));
        score
    }
}

impl Coverage {
    /// What was reached so far of the bundle it was begun for.
    #[must_use]
    pub fn covered(&self, bundle: &Bundle) -> Covered {
        Telling { counts: self, bundle }.covered()
    }
}

/// Counts, and the names of what they count.
struct Telling<'c> {
    counts: &'c Coverage,
    bundle: &'c Bundle,
}

impl Telling<'_> {
    fn covered(&self) -> Covered {
        let lists = &self.bundle.program().program().rule_lists;
        let mut groups: Vec<_> = lists.iter().filter_map(|list| self.group(list)).collect();
        written::find_copies(&mut groups, &self.places_of_queues());
        let queues = self.reached_queues();
        let written = written::merged(&groups);
        let rules = || written.iter().flat_map(|group| &group.rules);
        let shares = rules().flat_map(|rule| &rule.shares).map(|share| share.drawn > 0);
        Covered {
            items: self.counts.items,
            rules: Score::of(rules().map(|rule| rule.held > 0)),
            clauses: Score::of(self.counts.tests.iter().flatten().map(|times| *times > 0)),
            rows: Score::of(groups.iter().flat_map(|group| &group.rows).map(|row| row.found > 0)),
            went_to: Score::of(queues.iter().map(|queue| queue.items > 0)),
            shares: Score::of(shares),
            groups,
            queues,
        }
    }

    fn group(&self, list: &RuleList) -> Option<CoveredGroup> {
        if !is_counted(list.kind) || list.count == 0 {
            return None;
        }
        let numbers = (list.first..).take(usize::try_from(list.count).ok()?).map(RuleId);
        let first = RuleName::of(self.bundle, RuleId(list.first));
        let address = first.list().trim_end_matches('.').to_owned();
        let (mut rules, mut rows) = (Vec::new(), Vec::new());
        if list.kind == RuleKind::Table {
            rows = (1..).zip(numbers).map(|(number, row)| self.row(number, row)).collect();
        } else {
            rules = numbers.map(|rule| self.covered_rule(rule)).collect();
        }
        Some(CoveredGroup { address, copy_of: None, rules, rows })
    }

    fn row(&self, number: usize, row: RuleId) -> CoveredRow {
        let name = RuleName::of(self.bundle, row);
        let found = self.counts.rows.get(&row).copied().unwrap_or_default();
        CoveredRow { number, file: name.file().to_owned(), line: name.line, found }
    }

    fn covered_rule(&self, rule: RuleId) -> CoveredRule {
        let RuleCounts { reached, held, applied } =
            self.counts.rules.get(rule.index()).copied().unwrap_or_default();
        let mut tests = Vec::new();
        if let Some(Some(outline)) = self.counts.outlines.rules.get(rule.index()) {
            numbers(outline, &mut tests);
        }
        CoveredRule {
            rule: RuleName::of(self.bundle, rule),
            reached,
            held,
            applied,
            clauses: tests.into_iter().filter_map(|number| self.clause(number)).collect(),
            shares: self.shares_of(rule),
            led: self.led(rule),
        }
    }

    fn clause(&self, number: usize) -> Option<CoveredClause> {
        let (known, [failed, held]) =
            (self.counts.outlines.tests.get(number)?, *self.counts.tests.get(number)?);
        Some(CoveredClause {
            text: known.text.clone(),
            file: self.bundle.about().file(known.place).to_owned(),
            line: known.place.line,
            column: known.place.column,
            held,
            failed,
        })
    }

    fn shares_of(&self, rule: RuleId) -> Vec<CoveredShare> {
        let program = self.bundle.program().program();
        let actions = program.rules.get(rule.index()).map(|rule| program.actions_of(rule));
        let mut sends = actions.into_iter().flatten().filter_map(|action| action.as_send());
        let Some(Target::Split(shares)) = sends.next().map(|send| &send.target) else { return Vec::new() };
        let share = |(queue, percent): &(u32, u8)| CoveredShare {
            queue: self.queue_name(*queue),
            percent: *percent,
            drawn: self.counts.names.get(&(rule, *queue)).copied().unwrap_or_default(),
        };
        shares.iter().map(share).collect()
    }

    fn led(&self, rule: RuleId) -> Vec<CoveredQueue> {
        let named = self.counts.names.range((rule, 0)..=(rule, u32::MAX));
        named
            .map(|((_, queue), items)| CoveredQueue { name: self.queue_name(*queue), items: *items })
            .collect()
    }

    fn queue_name(&self, queue: u32) -> String {
        let at = usize::try_from(queue).ok();
        let known = at.and_then(|at| self.bundle.about().queues.get(at));
        known.map_or_else(String::new, |queue| queue.name.to_string())
    }

    fn places_of_queues(&self) -> BTreeSet<written::At> {
        let places = self.bundle.about().queues.iter().filter_map(|queue| queue.place);
        places.map(|at| (self.bundle.about().file(at).to_owned(), at.line, at.column)).collect()
    }

    fn reached_queues(&self) -> Vec<CoveredQueue> {
        let known = self.bundle.about().queues.iter().zip(&self.counts.queues);
        let counts = known.filter(|(queue, items)| queue.place.is_some() || **items > 0);
        counts.map(|(queue, items)| CoveredQueue { name: queue.name.to_string(), items: *items }).collect()
    }
}

/// The numbers of the tests in a condition, each once, in order.
fn numbers(outline: &Outline, found: &mut Vec<usize>) {
    if let Join::Test { number, .. } = outline.join
        && !found.contains(&number)
    {
        found.push(number);
    }
    outline.parts.iter().for_each(|part| numbers(part, found));
}

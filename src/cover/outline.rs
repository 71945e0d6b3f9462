use crate::bundle::{Bundle, Clause, ClauseKind, Place};
use crate::bytecode::{Op, Pc, Program, RuleId, RuleKind, Table};
use std::collections::BTreeMap;

/// The condition of a rule without its words: what is asked, and how the answers are joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outline {
    pub(super) join: Join,
    pub(super) parts: Vec<Outline>,
}

/// How the parts of a condition are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// All must hold.
    All,
    /// One must hold.
    Any,
    /// None may hold.
    None,
    /// It is a test: what is asked, whether the opposite is meant, and its number among all tests.
    Test { start: Pc, test: Pc, negated: bool, number: usize },
}

/// A test as people know it. One of a named condition is the same wherever the condition is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) place: Place,
    pub(super) text: String,
}

/// Whether rules of that kind count: those that decide where an item goes. Who gets it from its queue, and when, is decided
/// after that.
pub(super) fn is_counted(kind: RuleKind) -> bool {
    !kind.is_of_desk() && kind != RuleKind::Prioritize
}

/// The conditions of the rules of a program that count, and their tests.
#[derive(Debug, Default)]
pub(super) struct Outlines {
    /// By rule; none where it always holds.
    pub(super) rules: Vec<Option<Outline>>,
    pub(super) tests: Vec<Known>,
    numbers: BTreeMap<(u32, u32, u32, String), usize>,
}

impl Outlines {
    pub(super) fn of(bundle: &Bundle) -> Self {
        let program = bundle.program().program();
        let mut found = Self { rules: vec![None; program.rules.len()], ..Self::default() };
        for list in program.rule_lists.iter().filter(|list| is_counted(list.kind)) {
            let many = usize::try_from(list.count).unwrap_or_default();
            for rule in (list.first..).take(many).map(RuleId) {
                let condition = bundle.about().condition(rule);
                let outline = condition.map(|condition| found.outline(program, &condition));
                if let Some(place) = found.rules.get_mut(rule.index()) {
                    *place = outline;
                }
            }
        }
        found
    }

    fn outline(&mut self, program: &Program, clause: &Clause<'_>) -> Outline {
        if always_has_a_row(program, clause) {
            return Outline { join: Join::All, parts: Vec::new() };
        }
        if let (ClauseKind::Not, [part]) = (clause.kind, clause.parts.as_slice())
            && let ClauseKind::Test { pc, test, negated } = part.kind
            && part.text == clause.text
        {
            // `is missing`, `!=` and `not in` are tests of their own for whoever writes them.
            let number = self.number(part);
            return Outline {
                join: Join::Test { start: pc, test, negated: !negated, number },
                parts: Vec::new(),
            };
        }
        let parts = clause.parts.iter().map(|part| self.outline(program, part)).collect();
        let join = match clause.kind {
            ClauseKind::And | ClauseKind::Condition(_) | ClauseKind::Table(_) => Join::All,
            ClauseKind::Or => Join::Any,
            ClauseKind::Not => Join::None,
            ClauseKind::Test { pc, test, negated } => {
                Join::Test { start: pc, test, negated, number: self.number(clause) }
            }
        };
        Outline { join, parts }
    }

    fn number(&mut self, clause: &Clause<'_>) -> usize {
        let (place, text) = (clause.place, clause.text.to_owned());
        let next = self.tests.len();
        let number =
            *self.numbers.entry((place.file, place.line, place.column, text.clone())).or_insert(next);
        if number == next {
            self.tests.push(Known { place, text });
        }
        number
    }
}

/// Whether a clause asks a table that has a row for every input: nobody can see it fail.
fn always_has_a_row(program: &Program, clause: &Clause<'_>) -> bool {
    let (ClauseKind::Table(_), [part]) = (clause.kind, clause.parts.as_slice()) else { return false };
    let ClauseKind::Test { pc, test, .. } = part.kind else { return false };
    let asked = program.code.get(pc.index()..test.index()).unwrap_or_default();
    let table =
        asked.iter().rev().find_map(|op| if let Op::Lookup { table } = op { Some(table) } else { None });
    let table = table.and_then(|table| program.tables.get(table.index()));
    table.is_some_and(|table| table.complete || has_a_row_for_all(program, table))
}

/// Whether a row takes whatever there is.
fn has_a_row_for_all(program: &Program, table: &Table) -> bool {
    let Some(list) = program.rule_lists.get(table.rows.index()) else { return false };
    let many = usize::try_from(list.count).unwrap_or_default();
    let rows = (list.first..).take(many).filter_map(|row| program.rules.get(RuleId(row).index()));
    rows.into_iter().any(|row| row.guard.is_none())
}

use super::nature::{Nature, Sight, Timing};
use super::staff::Staff;
use crate::bytecode::{
    Action, Atom, AtomId, ListId, NumberId, Op, OperandVisitor, Pc, Program, RuleId, Slot, Source, TableId,
    TextId, ZoneId,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Looks through the code of rules for what they read.
#[derive(Debug)]
pub(super) struct Study<'p> {
    pub(super) program: &'p Program,
    staff: &'p Staff,
    /// The slots that the time moves on.
    moving: [Slot; 3],
    /// Each table is looked through once.
    tables: FxHashMap<TableId, Rows>,
    /// So is each guard, however many rules have it.
    guards: FxHashMap<Option<Pc>, Arc<Nature>>,
}

/// What was found in the rows of a table.
#[derive(Debug, Clone, Default)]
struct Rows {
    timing: Timing,
    sight: Arc<Sight>,
}

/// What was found in some code.
#[derive(Debug, Clone, Default)]
struct Found {
    slots: BTreeSet<Slot>,
    timing: Timing,
    /// The slots that the time moves on: the machine's own, and what was computed of them in a way that tells when.
    moving: FxHashSet<Slot>,
    /// Whether anything was computed of them.
    computes: bool,
    tables: BTreeSet<TableId>,
}

impl<'p> Study<'p> {
    pub(super) fn new(program: &'p Program, staff: &'p Staff) -> Self {
        let moving = [program.known.now, program.known.waited, program.desk.agent.idle_time];
        Self { program, staff, moving, tables: FxHashMap::default(), guards: FxHashMap::default() }
    }

    /// What a rule is like.
    pub(super) fn rule(&mut self, rule: RuleId) -> Arc<Nature> {
        let guard = self.program.rules.get(rule.index()).and_then(|rule| rule.guard);
        if let Some(known) = self.guards.get(&guard) {
            return Arc::clone(known);
        }
        let nature = Arc::new(self.nature(guard));
        self.guards.insert(guard, Arc::clone(&nature));
        nature
    }

    fn nature(&mut self, guard: Option<Pc>) -> Nature {
        let mut found = self.nothing();
        self.guard(guard, &mut found);
        // What was computed may be handed to a table.
        if !found.tables.is_empty() && found.computes {
            found.timing = Timing::Minute;
        }
        let tables = found.tables.iter().filter_map(|table| self.tables.get(table));
        let tables = tables.map(|rows| Arc::clone(&rows.sight)).collect();
        Nature { timing: found.timing, own: self.sight(found.slots), tables }
    }

    fn sight(&self, slots: BTreeSet<Slot>) -> Arc<Sight> {
        let fact = |slot: &Slot| Some((*slot, self.staff.fact(*slot)?));
        Arc::new(Sight { facts: slots.iter().filter_map(fact).collect(), slots: slots.into_iter().collect() })
    }

    fn nothing(&self) -> Found {
        Found { moving: self.moving.into_iter().collect(), ..Found::default() }
    }

    fn guard(&mut self, start: Option<Pc>, found: &mut Found) {
        let program = self.program;
        for op in start.map(|start| program.guard_at(start)).unwrap_or_default() {
            if let Op::Test { atom, .. } = op {
                self.test(*atom, found);
            } else if let Op::Lookup { table } = op {
                self.lookup(*table, found);
            } else if let Some(to) = found.moved(*op) {
                op.visit(&mut Named { found, computes: false });
                found.moving.insert(to);
                found.computes = true;
            } else {
                op.visit(&mut Named { found, computes: true });
            }
        }
    }

    fn test(&self, atom: AtomId, found: &mut Found) {
        let Some(atom) = self.program.atoms.get(atom.index()) else { return };
        let (first, second) = atom.slots();
        found.slots.extend(first.into_iter().chain(second));
        found.timing = found.timing.max(found.timing_of(atom));
    }

    /// Which row is found may change with the time; then the rule is asked by the minute, whatever the rows tell.
    ///
    /// No row asks a table, but code that no way leads to may lie between its instructions, and is looked through too: a
    /// table that is asked there, while it is looked through itself, adds nothing.
    fn lookup(&mut self, table: TableId, found: &mut Found) {
        if !self.tables.contains_key(&table) {
            self.tables.insert(table, Rows::default());
            let rows = self.rows(table);
            self.tables.insert(table, rows);
        }
        if let Some(rows) = self.tables.get(&table) {
            found.tables.insert(table);
            if rows.timing > Timing::Never {
                found.timing = Timing::Minute;
            }
        }
    }

    fn rows(&mut self, table: TableId) -> Rows {
        let (mut found, program) = (self.nothing(), self.program);
        let table = program.tables.get(table.index());
        let list = table.and_then(|table| program.rule_lists.get(table.rows.index()));
        for row in list.map(|list| program.rules_of(list)).unwrap_or_default() {
            self.guard(row.guard, &mut found);
            for action in program.actions_of(row) {
                if let Action::Set { from: Source::Slot(slot), .. } = action {
                    Named { found: &mut found, computes: true }.slot(*slot);
                }
            }
        }
        Rows { timing: found.timing, sight: self.sight(found.slots) }
    }
}

impl Found {
    fn moves(&self, slot: Slot) -> bool {
        self.moving.contains(&slot)
    }

    /// The slot that an instruction moves on with the time: how long ago something was, and when something is so long
    /// ago.
    fn moved(&self, op: Op) -> Option<Slot> {
        if let Op::Sub { to, left, right } = op {
            (self.moves(left) && !self.moves(right)).then_some(to)
        } else if let Op::Add { to, left, right } = op {
            (self.moves(left) != self.moves(right)).then_some(to)
        } else {
            None
        }
    }

    fn timing_of(&self, atom: &Atom) -> Timing {
        let (first, second) = atom.slots();
        let moves = first.into_iter().chain(second).any(|slot| self.moves(slot));
        match atom {
            Atom::Age { .. } => Timing::Clock,
            _unmoved if !moves => Timing::Never,
            Atom::Range { .. } | Atom::Cmp { .. } | Atom::During { .. } => Timing::Clock,
            Atom::Const(_)
            | Atom::Mask { .. }
            | Atom::OneOf { .. }
            | Atom::InList { .. }
            | Atom::TextIs { .. }
            | Atom::TextIn { .. }
            | Atom::TextSearch { .. }
            | Atom::Regex { .. }
            | Atom::ListHas { .. }
            | Atom::ListHasText { .. }
            | Atom::TextCmp { .. } => Timing::Minute,
        }
    }
}

/// Sees the slots that instructions name: one that names the time may compute with it.
struct Named<'f> {
    found: &'f mut Found,
    computes: bool,
}

impl OperandVisitor for Named<'_> {
    fn slot(&mut self, slot: Slot) {
        self.found.slots.insert(slot);
        if self.computes && self.found.moves(slot) {
            self.found.timing = Timing::Minute;
        }
    }

    fn target(&mut self, _: Pc) {}
    fn atom(&mut self, _: AtomId) {}
    fn number(&mut self, _: NumberId) {}
    fn text(&mut self, _: TextId) {}
    fn list(&mut self, _: ListId) {}
    fn zone(&mut self, _: ZoneId) {}
    fn table(&mut self, _: TableId) {}
}

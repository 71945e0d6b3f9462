use super::atom::Atom;
use super::desk::Desk;
use super::filing::Key;
use super::op::{Flow, Op};
use super::operand::{AtomId, ListId, NumberId, OperandVisitor, Pc, TableId, TextId, ZoneId};
use super::rules::{Action, Rule, RuleList, RuleListId};
use super::schema::{Schema, Slot};
use crate::calendar::Calendar;
use serde::{Deserialize, Serialize};

/// A compiled program, not verified yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Program {
    /// What an item looks like; its slots include the machine's own.
    pub schema: Schema,
    /// The slots that the machine fills itself.
    pub known: KnownSlots,
    /// All code; every guard is a stretch of it.
    pub code: Vec<Op>,
    /// All atoms, each once.
    pub atoms: Vec<Atom>,
    /// Numbers that code loads.
    pub numbers: Vec<i64>,
    /// Lists that code loads and atoms name.
    pub lists: Vec<ConstList>,
    /// The calendars.
    pub calendars: Vec<Calendar>,
    /// The names of time zones that code asks the local time of.
    pub zones: Vec<String>,
    /// The version of the zone rules that its author compiled it with: `2026e`. There is one where there are calendars or
    /// zones, and only there.
    pub zone_database: Option<String>,
    /// All rules of all lists; a list is a stretch of them.
    pub rules: Vec<Rule>,
    /// What rules do; each rule has a stretch of them.
    pub actions: Vec<Action>,
    /// What rules are filed under; each rule has a stretch of them.
    pub keys: Vec<Key>,
    /// The lists of rules.
    pub rule_lists: Vec<RuleList>,
    /// The tables.
    pub tables: Vec<Table>,
    /// The queues.
    pub queues: Vec<Queue>,
    /// The workstreams, as in the schema.
    pub workstreams: Vec<Workstream>,
    /// The intakes, as in the schema.
    pub intakes: Vec<RuleListId>,
    /// What the side of the agents needs.
    pub desk: Desk,
    /// Conditions asked after a decision: expectations of tests.
    pub entries: Vec<Pc>,
    /// What the dearest decision costs, in steps: an instruction is one, a row of a table that is asked is what its
    /// guard costs at worst.
    pub cost: u64,
}

impl Program {
    /// The rules of a list.
    #[must_use]
    pub fn rules_of(&self, list: &RuleList) -> &[Rule] {
        stretch(&self.rules, list.first, list.count)
    }

    /// What a rule does.
    #[must_use]
    pub fn actions_of(&self, rule: &Rule) -> &[Action] {
        stretch(&self.actions, rule.first_action, rule.action_count)
    }

    /// Whether code, a test or a rule's action reads a slot, or may.
    pub(super) fn reads(&self, slot: Slot) -> bool {
        let atoms = self.atoms.iter().any(|atom| {
            let (first, second) = atom.slots();
            first == Some(slot) || second == Some(slot)
        });
        let actions = || {
            self.actions.iter().any(|action| match action {
                Action::Set { from, .. } => *from == Source::Slot(slot),
                Action::Send(send) => send.target.reads() == Some(slot),
                Action::Require { .. }
                | Action::Hold { .. }
                | Action::Workstream(_)
                | Action::Overflow(_) => false,
            })
        };
        let mut named = Named { slot, found: false };
        let others = self.code.iter().filter(|op| op.flow() == Flow::Next);
        others.for_each(|op| op.visit(&mut named));
        atoms || named.found || actions()
    }

    /// The code of the guard that begins there: it stands together, up to the last instruction that any of its ways
    /// leads to, but for ends, which many guards share.
    #[must_use]
    pub fn guard_at(&self, start: Pc) -> &[Op] {
        let code = self.code.get(start.index()..).unwrap_or_default();
        let mut last = start.index();
        for (op, at) in code.iter().zip(start.index()..) {
            let inside = |pc: Pc| if self.end_at(pc).is_some() { at } else { pc.index() };
            last = match op.flow() {
                Flow::End => last,
                Flow::To(to) => last.max(inside(to)),
                Flow::Either(yes, no) => last.max(inside(yes)).max(inside(no)),
                Flow::Next => last.max(at + 1),
            };
            if at >= last {
                return code.get(..=at - start.index()).unwrap_or_default();
            }
        }
        code
    }

    /// Whether code ends there: `true` where the guard holds.
    #[must_use]
    pub fn end_at(&self, pc: Pc) -> Option<bool> {
        let op = self.code.get(pc.index())?;
        (op.flow() == Flow::End).then_some(matches!(op, Op::Yes {}))
    }

    /// What a rule is filed under.
    #[must_use]
    pub fn keys_of(&self, rule: &Rule) -> &[Key] {
        stretch(&self.keys, rule.first_key, rule.key_count)
    }
}

/// Looks for a slot among operands.
struct Named {
    slot: Slot,
    found: bool,
}

impl OperandVisitor for Named {
    fn slot(&mut self, slot: Slot) {
        self.found |= slot == self.slot;
    }

    fn target(&mut self, _: Pc) {}
    fn atom(&mut self, _: AtomId) {}
    fn number(&mut self, _: NumberId) {}
    fn text(&mut self, _: TextId) {}
    fn list(&mut self, _: ListId) {}
    fn zone(&mut self, _: ZoneId) {}
    fn table(&mut self, _: TableId) {}
}

/// `count` members from `first`; none where the list does not have them all.
fn stretch<T>(all: &[T], first: u32, count: u32) -> &[T] {
    let first = usize::try_from(first).unwrap_or(usize::MAX);
    let end = first.saturating_add(usize::try_from(count).unwrap_or(usize::MAX));
    all.get(first..end).unwrap_or_default()
}

/// Slots that the machine fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownSlots {
    /// The instant of the decision.
    pub now: Slot,
    /// The item's id, a text.
    pub id: Slot,
    /// How many items wait in the queue that is asked.
    pub waiting_items: Slot,
    /// How long a new item would wait in the queue that is asked.
    pub predicted_wait: Slot,
    /// Whether the queue that is asked is closed.
    pub out_of_hours: Slot,
    /// How long the item has waited; missing while it is routed.
    pub waited: Slot,
    /// The queue decided, by its place.
    pub queue: Slot,
    /// The workstream decided, by its place.
    pub workstream: Slot,
    /// The bot decided, by its place.
    pub bot: Slot,
    /// How many problems the decision has.
    pub problems: Slot,
    /// The first of as many slots as there are skills: the level required, [`ANY_LEVEL`] where any will do, missing
    /// where the skill is not required.
    pub skills: Slot,
    /// How many skills there are.
    pub skill_count: u32,
    /// The first of as many slots as there are profiles: 1 where the item holds the profile.
    pub profiles: Slot,
    /// How many profiles there are.
    pub profile_count: u32,
}

/// What the slot of a skill holds that is required at no level in particular.
pub const ANY_LEVEL: i64 = i64::MIN + 1;

impl Default for KnownSlots {
    fn default() -> Self {
        let zero = Slot(0);
        Self {
            now: zero,
            id: zero,
            waiting_items: zero,
            predicted_wait: zero,
            out_of_hours: zero,
            waited: zero,
            queue: zero,
            workstream: zero,
            bot: zero,
            problems: zero,
            skills: zero,
            skill_count: 0,
            profiles: zero,
            profile_count: 0,
        }
    }
}

/// A constant list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ConstList {
    /// Of anything but texts, as slots hold them.
    Numbers(Vec<i64>),
    /// Of texts.
    Texts(Vec<TextId>),
}

/// A constant, or a slot to copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Source {
    /// No value.
    Missing,
    /// A number of the pool.
    Number(NumberId),
    /// A constant text.
    Text(TextId),
    /// A constant list.
    List(ListId),
    /// What that slot holds.
    Slot(Slot),
}

/// A table: the first row of its list that matches sets the outputs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Where callers put the arguments.
    pub parameters: Vec<Slot>,
    /// Where callers find the outputs; all missing where no row matches.
    pub outputs: Vec<Slot>,
    /// The rows; each sets every output.
    pub rows: RuleListId,
    /// Whether every input has a row.
    pub complete: bool,
}

/// A queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queue {
    /// The word it is called by.
    pub name: String,
    /// Its calendar; none: always open.
    pub calendar: Option<u32>,
    /// Its overflow on arrival.
    pub overflow: Option<RuleListId>,
    /// How its items are partitioned.
    pub prioritize: Option<RuleListId>,
}

/// A workstream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workstream {
    /// What happens to its items, in order.
    pub classify: Vec<Step>,
    /// Its route.
    pub route: Option<RuleListId>,
    /// The queue of its fallback.
    pub fallback: u32,
    /// The capacity its items take.
    pub capacity: Demand,
    /// The bot that meets its items, by its place among the bots.
    pub bot: Option<u32>,
}

/// What an item takes of an agent's capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Demand {
    /// So many units.
    Units(i64),
    /// One place in the profile of that place.
    Profile(u32),
}

/// One step of classification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// Applies rules.
    Rules(RuleListId),
    /// Expects the answer of a model.
    Model {
        /// The name of the ruleset that asks.
        name: String,
        /// Where the answer stands.
        slot: Slot,
        /// Whether the answer is a list of skills to require.
        skills: bool,
    },
}

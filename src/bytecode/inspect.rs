//! The checks of [`super::verify`] on code and rules. Kinds of slots are looked at in `kinds`, the schema in `shape`.

use super::deeds::{Deeds, standing};
use super::error::VerifyError;
use super::filing;
use super::hours;
use super::kinds;
use super::op::{Flow, Op};
use super::operand::{AtomId, ListId, NumberId, OperandVisitor, Pc, TableId, TextId, ZoneId};
use super::people;
use super::program::{Program, Queue, Source, Step, Workstream};
use super::rules::{Action, Overflow, Rule, RuleKind, RuleList, RuleListId, Send, Target};
use super::schema::Slot;
use super::shape;
use super::sums::Sums;
use std::fmt;

pub(super) type Checked = Result<(), VerifyError>;

/// The dearest decision that is allowed, in steps.
pub const DEAREST_DECISION: u64 = 1_000_000_000;

/// How often each list, rule and action may be named, on average.
const SHARED: u32 = 200;
/// How many queues a split has at most: a share is one percent or more.
const SHARES: usize = 100;
/// How many letters and digits the version of the zone rules has at most.
const LONGEST_VERSION: usize = 16;

/// Checks all that can be checked without making anything.
pub(super) fn program(program: &Program) -> Checked {
    shape::schema(program)?;
    shape::known(program)?;
    hours::calendars(program)?;
    kinds::lists(program)?;
    kinds::atoms(program)?;
    code(program)?;
    program.actions.iter().try_for_each(|one| action(program, one))?;
    let deeds = Deeds::of(program);
    rule_lists(program, &deeds)?;
    filing::check(program)?;
    tables(program)?;
    for queue in &program.queues {
        self::queue(program, queue)?;
    }
    for workstream in &program.workstreams {
        self::workstream(program, workstream)?;
    }
    for list in &program.intakes {
        is_list(program, "an intake", *list, RuleKind::Intake)?;
    }
    people::desk(program, &deeds)?;
    zone_database(program)?;
    for pc in &program.entries {
        in_range("an entry", "instruction", pc.0, program.code.len())?;
    }
    if program.cost > DEAREST_DECISION {
        Err(misshapen("the program", "costs more than any decision may"))
    } else {
        Ok(())
    }
}

/// Whoever knows a time zone says which zone rules were meant, in a word that can be shown.
fn zone_database(program: &Program) -> Checked {
    let knows_zones = !(program.zones.is_empty() && program.calendars.is_empty());
    let is_word = |version: &String| {
        (1..=LONGEST_VERSION).contains(&version.len())
            && version.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    if program.zone_database.is_some() == knows_zones && program.zone_database.iter().all(is_word) {
        Ok(())
    } else {
        Err(misshapen("the version of the zone rules", "is missing, of no use or no version"))
    }
}

/// `number` names one of `count`.
pub(super) fn in_range(place: impl fmt::Display, kind: &'static str, number: u32, count: usize) -> Checked {
    if usize::try_from(number).is_ok_and(|number| number < count) {
        return Ok(());
    }
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    Err(VerifyError::OutOfRange { place: place.to_string(), kind, number: u64::from(number), count })
}

pub(super) fn misshapen(place: impl fmt::Display, fault: &'static str) -> VerifyError {
    VerifyError::Misshapen { place: place.to_string(), fault }
}

fn code(program: &Program) -> Checked {
    for (at, op) in program.code.iter().enumerate() {
        if is_sound_test(program, at, *op) {
            continue;
        }
        let mut operands = Operands { program, at, found: Ok(()) };
        op.visit(&mut operands);
        operands.found?;
        kinds::op(program, at, *op)?;
        if op.flow() == Flow::Next && at + 1 >= program.code.len() {
            return Err(not_forward(at));
        }
    }
    Ok(())
}

/// Whether it is a test without fault: most code is, and needs no closer look.
fn is_sound_test(program: &Program, at: usize, op: Op) -> bool {
    let Op::Test { atom, yes, no } = op else { return false };
    let is_there = |pc: Pc| pc.index() > at && pc.index() < program.code.len();
    atom.index() < program.atoms.len() && is_there(yes) && is_there(no)
}

fn not_forward(at: usize) -> VerifyError {
    VerifyError::NotForward { at: u64::try_from(at).unwrap_or(u64::MAX) }
}

/// Looks at the operands of one instruction, and keeps the first fault.
struct Operands<'p> {
    program: &'p Program,
    at: usize,
    found: Checked,
}

impl Operands<'_> {
    fn check(&mut self, kind: &'static str, number: u32, count: usize) {
        let there = usize::try_from(number).is_ok_and(|number| number < count);
        if self.found.is_ok() && !there {
            self.found = in_range(format_args!("instruction {}", self.at), kind, number, count);
        }
    }
}

impl OperandVisitor for Operands<'_> {
    fn slot(&mut self, slot: Slot) {
        self.check("slot", slot.0, self.program.schema.slots.len());
    }

    fn target(&mut self, pc: Pc) {
        self.check("instruction", pc.0, self.program.code.len());
        if self.found.is_ok() && pc.index() <= self.at {
            self.found = Err(not_forward(self.at));
        }
    }

    fn atom(&mut self, atom: AtomId) {
        self.check("atom", atom.0, self.program.atoms.len());
    }

    fn number(&mut self, number: NumberId) {
        self.check("number", number.0, self.program.numbers.len());
    }

    fn text(&mut self, text: TextId) {
        self.check("text", text.0, self.program.schema.texts.len());
    }

    fn list(&mut self, list: ListId) {
        self.check("list", list.0, self.program.lists.len());
    }

    fn zone(&mut self, zone: ZoneId) {
        self.check("time zone", zone.0, self.program.zones.len());
    }

    fn table(&mut self, table: TableId) {
        self.check("table", table.0, self.program.tables.len());
    }
}

fn rule_lists(program: &Program, deeds: &Deeds) -> Checked {
    // Lists may name the same rules, and rules the same actions: what is looked at may be more than there is.
    let rules: u64 = program.rule_lists.iter().map(|list| u64::from(list.count)).sum();
    let actions: u64 = program.rules.iter().map(|rule| u64::from(rule.action_count)).sum();
    let there = program.rule_lists.len() + program.rules.len() + program.actions.len();
    if rules.max(actions) > u64::try_from(there).unwrap_or(u64::MAX).saturating_mul(u64::from(SHARED)) {
        return Err(misshapen("the program", "has too many rules and actions that are the same"));
    }
    program.rule_lists.iter().try_for_each(|list| rule_list(program, list))?;
    let mut kinds: Vec<RuleKind> = Vec::new();
    for kind in program.rule_lists.iter().map(|list| list.kind) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds.into_iter().try_for_each(|kind| {
        let standing = standing(program, |other| other == kind);
        let rules = program.rules.iter().zip(standing).filter(|(_, stands)| *stands);
        rules.into_iter().try_for_each(|(rule, _)| self::rule(program, deeds, kind, rule))
    })?;
    guards(program)
}

/// Rules may begin anywhere in the code, but what they lead through is together not far more than the code there is.
fn guards(program: &Program) -> Checked {
    let mut starts: Vec<_> = program.rules.iter().filter_map(|rule| rule.guard).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut left = program.code.len().saturating_mul(count(SHARED));
    for start in starts {
        let rest = left.checked_sub(program.guard_at(start).len());
        left = rest.ok_or_else(|| misshapen("the program", "has too many rules that share their code"))?;
    }
    Ok(())
}

/// Its rules are looked at with those of all lists of its kind, each once.
fn rule_list(program: &Program, list: &RuleList) -> Checked {
    let rules = program.rules_of(list);
    if u64::try_from(rules.len()).ok() == Some(u64::from(list.count)) {
        return Ok(());
    }
    Err(misshapen("a list of rules", "has rules that are not there"))
}

/// A rule of a list of that kind.
pub(super) fn rule(program: &Program, deeds: &Deeds, kind: RuleKind, rule: &Rule) -> Checked {
    if let Some(pc) = rule.guard {
        in_range("a rule", "instruction", pc.0, program.code.len())?;
    }
    if !deeds.are_there(rule) {
        return Err(misshapen("a rule", "has actions that are not there"));
    }
    if deeds.fit(kind, rule) {
        Ok(())
    } else {
        Err(misshapen("a rule", "does what rules of its list cannot do"))
    }
}

/// What an action names is there. Each is looked at once, however many rules have it.
fn action(program: &Program, action: &Action) -> Checked {
    let known = program.known;
    match action {
        Action::Set { to, from } => set(program, *to, *from),
        Action::Require { skill, .. } => in_range("a rule", "skill", *skill, count(known.skill_count)),
        Action::Hold { profile } => in_range("a rule", "profile", *profile, count(known.profile_count)),
        Action::Workstream(workstream) => {
            in_range("an intake", "workstream", *workstream, program.workstreams.len())
        }
        Action::Send(send) => self::send(program, send),
        Action::Overflow(Overflow::Transfer(queue)) => {
            in_range("overflow", "queue", *queue, program.queues.len())
        }
        Action::Overflow(_) => Ok(()),
    }
}

fn count(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn set(program: &Program, to: Slot, from: Source) -> Checked {
    in_range("a rule", "slot", to.0, program.schema.slots.len())?;
    match from {
        Source::Missing => Ok(()),
        Source::Number(number) => in_range("a rule", "number", number.0, program.numbers.len()),
        Source::Text(text) => in_range("a rule", "text", text.0, program.schema.texts.len()),
        Source::List(list) => in_range("a rule", "list", list.0, program.lists.len()),
        Source::Slot(slot) => in_range("a rule", "slot", slot.0, program.schema.slots.len()),
    }?;
    kinds::set(program, to, from)
}

fn send(program: &Program, send: &Send) -> Checked {
    if let Some(list) = send.overflow {
        is_list(program, "a route rule", list, RuleKind::Overflow)?;
    }
    send.uses.map_or(Ok(()), |number| people::is_use(program, "a route rule", number))?;
    send.urgency.iter().try_for_each(|(after, _)| people::length("a route rule", *after))?;
    let queue = |queue: u32| in_range("a route rule", "queue", queue, program.queues.len());
    let slot = |slot: Slot| in_range("a route rule", "slot", slot.0, program.schema.slots.len());
    match &send.target {
        Target::Queue(place) => queue(*place),
        Target::Slot(place) => slot(*place),
        Target::Split(shares) => {
            if shares.len() > SHARES {
                return Err(misshapen("a split", "has more than 100 shares"));
            }
            shares.iter().try_for_each(|(place, _)| queue(*place))?;
            let whole: u64 = shares.iter().map(|(_, percent)| u64::from(*percent)).sum();
            if whole == 100 { Ok(()) } else { Err(misshapen("a split", "does not come to 100%")) }
        }
        Target::Agent { who, queue: place, lasting } => {
            lasting.map_or(Ok(()), |time| people::length("a route rule", time))?;
            slot(*who)?;
            kinds::is_text(program, "a route rule", *who)?;
            queue(*place)
        }
        Target::Bot => Ok(()),
    }
}

/// A list of rules of that kind.
pub(super) fn is_list(program: &Program, place: &str, list: RuleListId, kind: RuleKind) -> Checked {
    in_range(place, "list of rules", list.0, program.rule_lists.len())?;
    let found = program.rule_lists.get(list.index()).map(|list| list.kind);
    if found == Some(kind) { Ok(()) } else { Err(misshapen(place, "has rules of another sort")) }
}

fn tables(program: &Program) -> Checked {
    let asks = asks_table(program);
    let guard_asks = |rule: &Rule| rule.guard.is_some_and(|pc| asks.get(pc.index()) == Some(&true));
    let asking = Sums::of(program.rules.iter().map(|rule| u64::from(guard_asks(rule))));
    for (at, table) in program.tables.iter().enumerate() {
        is_list(program, "a table", table.rows, RuleKind::Table)?;
        for slot in table.parameters.iter().chain(&table.outputs) {
            in_range("a table", "slot", slot.0, program.schema.slots.len())?;
        }
        let rows = program.rule_lists.get(table.rows.index());
        if rows.is_some_and(|rows| asking.of_run(rows.first, rows.count) > 0) {
            return Err(VerifyError::TableAsksTable { table: u64::try_from(at).unwrap_or(u64::MAX) });
        }
    }
    Ok(())
}

/// Whether any way from each instruction leads over a question to a table. Code goes forward only.
fn asks_table(program: &Program) -> Vec<bool> {
    let mut asks = vec![false; program.code.len()];
    for (at, op) in program.code.iter().enumerate().rev() {
        let asks_at = |pc: Pc| asks.get(pc.index()) == Some(&true);
        let own = match op.flow() {
            Flow::End => false,
            Flow::To(to) => asks_at(to),
            Flow::Either(yes, no) => asks_at(yes) || asks_at(no),
            Flow::Next => matches!(op, Op::Lookup { .. }) || asks.get(at + 1) == Some(&true),
        };
        asks.get_mut(at).into_iter().for_each(|place| *place = own);
    }
    asks
}

fn queue(program: &Program, queue: &Queue) -> Checked {
    if let Some(calendar) = queue.calendar {
        in_range("a queue", "calendar", calendar, program.calendars.len())?;
    }
    if let Some(list) = queue.overflow {
        is_list(program, "a queue", list, RuleKind::Overflow)?;
    }
    queue.prioritize.map_or(Ok(()), |list| is_list(program, "a queue", list, RuleKind::Prioritize))
}

fn workstream(program: &Program, workstream: &Workstream) -> Checked {
    in_range("a workstream", "queue", workstream.fallback, program.queues.len())?;
    for step in &workstream.classify {
        match step {
            Step::Rules(list) => is_list(program, "a workstream", *list, RuleKind::Classify)?,
            Step::Model { slot, .. } => in_range("a model", "slot", slot.0, program.schema.slots.len())?,
        }
    }
    if let super::program::Demand::Profile(profile) = workstream.capacity {
        in_range("a workstream", "profile", profile, count(program.known.profile_count))?;
    }
    workstream.route.map_or(Ok(()), |list| is_list(program, "a workstream", list, RuleKind::Route))
}

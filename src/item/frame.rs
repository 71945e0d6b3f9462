use super::constants::Constants;
use super::lists::Lists;
use super::problem::Problem;
use super::scan::Memory;
use super::texts::{TextMark, Texts};
use crate::bytecode::{Const, MISSING, MISSING_BRIEF, Schema, Slot};
use serde::{Deserialize, Serialize};
use std::fmt::{self, Write};
use std::sync::Arc;

/// What an item is addressed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// The workstream with this place in [`Schema::workstreams`].
    Workstream(u32),
    /// The intake with this place in [`Schema::intakes`].
    Intake(u32),
}

/// All that one decision reads and sets: a slot per place, and what the slots point to.
///
/// It holds the item only: the program's constants are shared by all frames of one [`super::Reader`], so thousands may
/// be made. Used again for item after item it takes no new memory: clearing keeps what there is.
///
/// What most decisions need stands first, in one line of the cache.
#[derive(Debug, Clone)]
#[repr(C, align(64))]
pub struct Frame {
    /// The values in brief: all that most tests look at.
    briefs: Vec<i32>,
    target: Option<Target>,
    values: Vec<i64>,
    texts: Texts,
    lists: Lists,
    problems: Vec<Problem>,
    /// None in a copy to keep, which is the smaller for it.
    work: Option<Box<Work>>,
    repaired: bool,
    changing: bool,
}

/// How many texts and lists a frame had.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    texts: TextMark,
    lists: usize,
}

/// What a frame keeps for reading the next item.
#[derive(Debug, Clone, Default)]
struct Work {
    folding: String,
    showing: String,
    scanning: Memory,
}

impl Frame {
    /// An empty frame for programs with this schema, with constants of its own: [`super::Reader::frame`] shares them.
    #[must_use]
    pub fn new(schema: &Schema) -> Self {
        Self::sharing(Arc::new(Constants::new(schema)))
    }

    /// An empty frame for the program of those constants.
    pub(super) fn sharing(constants: Arc<Constants>) -> Self {
        let slots = constants.brevities().len();
        Self {
            values: vec![MISSING; slots],
            briefs: vec![MISSING_BRIEF; slots],
            texts: Texts::sharing(constants),
            lists: Lists::default(),
            problems: Vec::new(),
            target: None,
            work: None,
            repaired: false,
            changing: false,
        }
    }

    /// A copy of the item to keep, in as little memory as it takes: without what the frame keeps for reading the next.
    #[must_use]
    pub fn kept(&self) -> Self {
        Self {
            values: self.values.clone(),
            briefs: self.briefs.clone(),
            texts: self.texts.kept(),
            lists: self.lists.clone(),
            problems: self.problems.clone(),
            target: self.target,
            work: None,
            repaired: self.repaired,
            changing: self.changing,
        }
    }

    /// Forgets the item, not the program's constants.
    pub fn clear(&mut self) {
        self.values.fill(MISSING);
        self.briefs.fill(MISSING_BRIEF);
        self.texts.clear();
        self.lists.clear();
        self.problems.clear();
        self.target = None;
        self.repaired = false;
        self.changing = false;
    }

    /// How many texts and lists there are, to come back to.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark { texts: self.texts.mark(), lists: self.lists.count() }
    }

    /// Forgets the texts and lists that were added since. Slots that hold one of them mean nothing until they are set.
    pub fn rewind(&mut self, mark: Mark) {
        self.texts.rewind(mark.texts);
        self.lists.rewind(mark.lists);
    }

    /// The value of a slot; [`MISSING`] for a slot that the schema does not have.
    #[must_use]
    pub fn get(&self, slot: Slot) -> i64 {
        self.values.get(slot.index()).copied().unwrap_or(MISSING)
    }

    /// Sets a slot; nothing happens for a slot that the schema does not have.
    pub fn set(&mut self, slot: Slot, value: i64) {
        let at = slot.index();
        let places = (self.values.get_mut(at), self.briefs.get_mut(at), self.texts.brevities().get(at));
        if let (Some(place), Some(brief), Some(brevity)) = places {
            *place = value;
            *brief = brevity.brief(value);
        }
    }

    /// All slots, by number.
    #[must_use]
    pub fn values(&self) -> &[i64] {
        &self.values
    }

    /// The brief forms of all slots, by number.
    #[must_use]
    #[inline]
    pub fn briefs(&self) -> &[i32] {
        &self.briefs
    }

    /// The brief form of a slot; that of a missing value for a slot that the schema does not have.
    #[must_use]
    #[inline]
    pub fn brief(&self, slot: Slot) -> i32 {
        self.briefs.get(slot.index()).copied().unwrap_or(MISSING_BRIEF)
    }

    /// The texts that slots point to.
    #[must_use]
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The texts that slots point to, to add some.
    pub fn texts_mut(&mut self) -> &mut Texts {
        &mut self.texts
    }

    /// The text of a slot as written; empty for a missing one.
    #[must_use]
    pub fn text(&self, slot: Slot) -> &str {
        self.texts.raw(self.get(slot))
    }

    /// The lists that slots point to.
    #[must_use]
    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    /// The lists that slots point to, to add some.
    pub fn lists_mut(&mut self) -> &mut Lists {
        &mut self.lists
    }

    /// The members of a list slot; empty for a missing one.
    #[must_use]
    pub fn list(&self, slot: Slot) -> &[i64] {
        self.lists.members(self.get(slot))
    }

    /// What was wrong with the data, in the order it was found.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Notes a problem of the data.
    pub fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// The item's id.
    #[must_use]
    pub fn id(&self) -> &str {
        self.texts.id()
    }

    /// The item's id as a value of a slot: a text, or missing where the item has none.
    pub fn id_value(&mut self) -> i64 {
        self.texts.add_id()
    }

    /// Names the item.
    pub fn set_id(&mut self, id: &str) {
        self.texts.set_id(id);
    }

    /// Names the item by what a value is shown as.
    pub(super) fn set_id_shown(&mut self, shown: impl fmt::Display) {
        self.texts.set_id_shown(shown);
    }

    /// What the item is addressed to; `None` before an item was read.
    #[must_use]
    pub fn target(&self) -> Option<Target> {
        self.target
    }

    /// Addresses the item.
    pub fn set_target(&mut self, target: Target) {
        self.target = Some(target);
    }

    /// The integer of a constant.
    pub fn constant(&mut self, constant: &Const) -> i64 {
        match constant {
            Const::Value(value) => *value,
            Const::Text(place) => self.texts.constant(*place),
            Const::List(members) => {
                for member in members {
                    self.lists.push(*member);
                }
                self.lists.finish()
            }
            Const::Texts(places) => {
                for place in places {
                    self.lists.push(self.texts.constant(*place));
                }
                self.lists.finish()
            }
        }
    }

    /// Says that what is read had to be repaired: damaged characters stand there as U+FFFD.
    pub(super) fn expect_broken_texts(&mut self) {
        self.repaired = true;
    }

    /// Whether what is read had to be repaired.
    pub(super) fn is_repaired(&self) -> bool {
        self.repaired
    }

    /// Says that what is read changes an item that stands here already: a value in place of another is no mistake, and
    /// what is not said of a linked entity stays.
    pub(super) fn expect_changes(&mut self) {
        self.changing = true;
    }

    /// Whether what is read changes an item that stands here already.
    pub(super) fn is_changing(&self) -> bool {
        self.changing
    }

    /// Whether a text was damaged and repaired.
    pub(super) fn is_broken(&self, text: &str) -> bool {
        self.repaired && text.contains('\u{FFFD}')
    }

    fn work(&mut self) -> &mut Work {
        self.work.get_or_insert_default()
    }

    /// Memory for folding a text.
    pub(super) fn folding(&mut self) -> &mut String {
        &mut self.work().folding
    }

    /// Memory for reading plain JSON.
    pub(super) fn scan_memory(&mut self) -> &mut Memory {
        &mut self.work().scanning
    }

    /// What a value is shown as, in memory that is to be given back.
    pub(super) fn showing(&mut self, shown: impl fmt::Display) -> String {
        let mut text = std::mem::take(&mut self.work().showing);
        text.clear();
        // Writing to memory cannot fail.
        let _ = write!(text, "{shown}");
        text
    }

    /// Gives memory for showing back.
    pub(super) fn shown(&mut self, memory: String) {
        self.work().showing = memory;
    }
}

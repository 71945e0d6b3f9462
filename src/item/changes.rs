use super::error::ItemError;
use super::filling::Filling;
use super::frame::{Frame, Target};
use super::json::{Damage, Source};
use super::pass::{Certainty, Pass};
use super::problem::{Instead, Problem, Reason};
use super::reader::Reader;
use super::record::{DEEPEST, linked};
use super::repair::repair;
use super::seen::UNREAD;
use super::snapshot::Snapshot;
use crate::bytecode::{Const, FieldShape, MISSING, Reading, Slot};

impl Reader {
    /// Reads new values of an item that was kept, written as an item has them: fields, `context`, `channel`. The frame
    /// holds the changed item then.
    ///
    /// What is not said stays, in linked entities too. A value that is `null` becomes its default, or missing; one that
    /// cannot be read stays as it was, and is a problem of the frame. Required fields may become missing.
    pub fn changes(&self, kept: &Snapshot, values: &str, frame: &mut Frame) -> Result<(), ItemError> {
        let target = kept.target().ok_or(ItemError::NoTarget)?;
        let first = self.lay(kept, target, Source::Bytes(values.as_bytes()), frame, Damage::None);
        let Err(ItemError::NotJson { .. }) = first else { return first };
        let Some(repaired) = repair(values.as_bytes()) else { return first };
        match self.lay(kept, target, Source::Bytes(repaired.as_bytes()), frame, Damage::Repaired) {
            Err(ItemError::NotJson { .. }) => first,
            again => again,
        }
    }

    fn lay(
        &self,
        kept: &Snapshot,
        target: Target,
        source: Source<'_>,
        frame: &mut Frame,
        damage: Damage,
    ) -> Result<(), ItemError> {
        frame.restore("", target, kept);
        frame.expect_changes();
        if damage == Damage::Repaired {
            frame.expect_broken_texts();
        }
        let mut pass = Pass::new(self, frame, Certainty::Known);
        source.run(&mut pass)?;
        let records = self.records(target);
        let mut filling = Filling { reader: self, frame };
        let all = records.map(|all| [Some(all.item), all.context, all.channel, all.models]);
        for record in all.into_iter().flatten().flatten() {
            filling.settle_changes(record, kept, Link::Old, 0);
        }
        Ok(())
    }
}

/// Whether the link through which a record is reached was there before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Old,
    New,
}

impl Filling<'_> {
    fn settle_changes(&mut self, record: u32, kept: &Snapshot, link: Link, depth: usize) {
        let reader = self.reader;
        let Some(known) = reader.record(record).filter(|_| depth < DEEPEST) else { return };
        for field in &known.fields {
            match &field.reading {
                Reading::Value { slot, default, .. } => {
                    self.settle_value(*slot, default.as_ref(), kept, link);
                }
                Reading::Answer { slot, confidence, .. } => {
                    self.keep_unread(*slot, kept);
                    if let Some(confidence) = confidence {
                        self.keep_unread(*confidence, kept);
                    }
                }
                Reading::Link { present, .. } => {
                    self.keep_unread(*present, kept);
                    self.settle_link(record, field, *present, kept, depth);
                }
            }
        }
    }

    fn settle_value(&mut self, slot: Slot, default: Option<&Const>, kept: &Snapshot, link: Link) {
        self.keep_unread(slot, kept);
        let became_missing = self.frame.get(slot) == MISSING && (link == Link::New || kept.has(slot));
        if let Some(default) = default.filter(|_| became_missing) {
            self.fill(slot, default);
        }
    }

    fn settle_link(&mut self, record: u32, field: &FieldShape, present: Slot, kept: &Snapshot, depth: usize) {
        let Some(next) = linked(record, &field.reading) else { return };
        match (kept.has(present), self.frame.get(present) == 1) {
            (true, true) => self.settle_changes(next, kept, Link::Old, depth + 1),
            (false, true) => self.settle_changes(next, kept, Link::New, depth + 1),
            (true, false) => self.forget(next, depth + 1),
            (false, false) => {}
        }
    }

    /// A value that could not be read stays as it was.
    fn keep_unread(&mut self, slot: Slot, kept: &Snapshot) {
        if self.frame.get(slot) == UNREAD {
            self.frame.take(slot, kept);
        }
    }
}

impl Problem {
    /// The same problem of a value that was to replace another: the other stays.
    #[must_use]
    pub fn of_change(mut self) -> Self {
        if let Reason::Unreadable { instead, .. }
        | Reason::TooLarge { instead, .. }
        | Reason::BrokenText { instead } = &mut self.reason
            && *instead != Instead::OtherMembers
        {
            *instead = Instead::Before;
        }
        self
    }
}

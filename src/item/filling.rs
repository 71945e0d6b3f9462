use super::frame::Frame;
use super::problem::{Instead, Problem, Reason, path_of, shown, words_for};
use super::reader::Reader;
use super::record::{DEEPEST, linked};
use super::seen::{Misfit, Seen, UNREAD, bool_of, has_ink_around, read, trimmed};
use crate::bytecode::{Const, FieldShape, ListKind, MISSING, Reading, Slot, SlotKind};

/// A frame while an item is read into it.
#[derive(Debug)]
pub(super) struct Filling<'a> {
    pub(super) reader: &'a Reader,
    pub(super) frame: &'a mut Frame,
}

impl Filling<'_> {
    /// Reads a value of a field. Of a link, a value says whether it is there: `yes` or `no`.
    pub(super) fn value(&mut self, field: &FieldShape, seen: Seen<'_>) {
        match &field.reading {
            Reading::Value { slot, kind, default, .. } => {
                let instead = if default.is_some() { Instead::Default } else { Instead::Missing };
                self.scalar_or_list(*slot, *kind, seen, instead);
            }
            Reading::Answer { slot, kind, .. } => self.scalar_or_list(*slot, *kind, seen, Instead::Missing),
            Reading::Link { present, .. } => self.presence(*present, seen),
        }
    }

    /// Reads a value of a field that is a text, as most are: the same as [`Filling::value`], without asking about
    /// white space, damage and what was there before more than once.
    #[inline]
    pub(super) fn written(&mut self, field: &FieldShape, text: &str) {
        let (Reading::Value { slot, kind, .. } | Reading::Answer { slot, kind, .. }) = field.reading else {
            return self.value(field, Seen::Text(text));
        };
        if !has_ink_around(text) || self.frame.get(slot) != MISSING || self.frame.is_repaired() {
            return self.value(field, Seen::Text(text));
        }
        let value = match kind {
            SlotKind::Text => self.frame.texts_mut().add(text),
            SlotKind::Enum(shape) => match self.enum_of(shape, text) {
                Some(value) => value,
                None => return self.value(field, Seen::Text(text)),
            },
            SlotKind::Bool
            | SlotKind::Int
            | SlotKind::Decimal
            | SlotKind::Date
            | SlotKind::Time
            | SlotKind::Instant
            | SlotKind::Duration
            | SlotKind::List(_)
            | SlotKind::Link => return self.value(field, Seen::Text(text)),
        };
        self.frame.set(slot, value);
    }

    #[inline]
    fn enum_of(&mut self, shape: u32, text: &str) -> Option<i64> {
        let index = self.reader.enums.get(usize::try_from(shape).ok()?)?;
        index.by_word(text, self.frame.folding())
    }

    /// Reads a value into a slot; a list where the slot holds one: the members of a text, or the one value.
    pub(super) fn scalar_or_list(&mut self, slot: Slot, kind: SlotKind, seen: Seen<'_>, instead: Instead) {
        self.tell_twice(slot);
        let value = match (kind, seen) {
            _ if seen.is_blank() => MISSING,
            (SlotKind::List(_), Seen::Object | Seen::Array) => {
                self.misfit(slot, kind, seen, Misfit::Unreadable, instead)
            }
            (SlotKind::List(members), Seen::Text(text)) => self.list_of(slot, members, text),
            (SlotKind::List(members), _) => {
                self.member(slot, members, seen);
                self.frame.lists_mut().finish()
            }
            _ => self.scalar(slot, kind, seen, instead),
        };
        self.frame.set(slot, value);
    }

    /// Reads the members of a list in one text, `fr; en`.
    fn list_of(&mut self, slot: Slot, members: ListKind, text: &str) -> i64 {
        for part in text.split(';') {
            self.member(slot, members, Seen::Text(part));
        }
        self.frame.lists_mut().finish()
    }

    /// Reads one member of the list being made; blank ones are left out.
    pub(super) fn member(&mut self, slot: Slot, members: ListKind, seen: Seen<'_>) {
        if seen.is_blank() {
            return;
        }
        let seen = if let Seen::Text(text) = seen { Seen::Text(trimmed(text)) } else { seen };
        let value = self.scalar(slot, members.member(), seen, Instead::OtherMembers);
        if value > UNREAD {
            self.frame.lists_mut().push(value);
        }
    }

    fn scalar(&mut self, slot: Slot, kind: SlotKind, seen: Seen<'_>, instead: Instead) -> i64 {
        if let Seen::Text(text) = seen
            && self.frame.is_broken(text)
        {
            self.report(slot, Reason::BrokenText { instead });
            return UNREAD;
        }
        if kind == SlotKind::Text {
            return self.text(slot, seen, instead);
        }
        match read(kind, seen, &self.reader.enums, self.frame.folding()) {
            Ok(value) => value,
            Err(misfit) => self.misfit(slot, kind, seen, misfit, instead),
        }
    }

    /// A text as it is, numbers and booleans as JSON writes them.
    fn text(&mut self, slot: Slot, seen: Seen<'_>, instead: Instead) -> i64 {
        match seen {
            Seen::Text(text) => self.frame.texts_mut().add(text),
            Seen::Int(_) | Seen::Huge(_) | Seen::Number(_) | Seen::Bool(_) => {
                self.frame.texts_mut().add_shown(seen)
            }
            Seen::Object | Seen::Array | Seen::Nothing => {
                self.misfit(slot, SlotKind::Text, seen, Misfit::Unreadable, instead)
            }
        }
    }

    /// Tells that a value is not what was wanted, and gives what the slot holds then.
    fn misfit(
        &mut self,
        slot: Slot,
        kind: SlotKind,
        seen: Seen<'_>,
        misfit: Misfit,
        instead: Instead,
    ) -> i64 {
        let seen = shown(&seen.to_string());
        let reason = match misfit {
            Misfit::TooLarge => Reason::TooLarge { seen, instead },
            Misfit::Unreadable => {
                Reason::Unreadable { seen, wanted: words_for(&self.reader.schema, kind), instead }
            }
        };
        self.report(slot, reason);
        UNREAD
    }

    fn presence(&mut self, present: Slot, seen: Seen<'_>) {
        self.tell_twice(present);
        let value = match bool_of(seen) {
            _ if seen.is_blank() => MISSING,
            Some(0) => MISSING,
            Some(_) => 1,
            None => self.misfit(present, SlotKind::Link, seen, Misfit::Unreadable, Instead::Missing),
        };
        self.frame.set(present, value);
    }

    /// Tells that a slot has been filled before, if it has.
    pub(super) fn tell_twice(&mut self, slot: Slot) {
        if self.frame.get(slot) != MISSING && !self.frame.is_changing() {
            self.report(slot, Reason::Twice);
        }
    }

    /// Forgets what was read through a link, because the link comes again.
    pub(super) fn forget_twin(&mut self, record: u32) {
        if !self.frame.is_changing() {
            self.forget(record, 0);
        }
    }

    /// Forgets what was read through a link.
    pub(super) fn forget(&mut self, record: u32, depth: usize) {
        let Some(shape) = self.reader.record(record).filter(|_| depth < DEEPEST) else {
            return;
        };
        for field in &shape.fields {
            match &field.reading {
                Reading::Value { slot, .. } | Reading::Answer { slot, .. } => self.frame.set(*slot, MISSING),
                Reading::Link { present, .. } => self.frame.set(*present, MISSING),
            }
            if let Some(next) = linked(record, &field.reading) {
                self.forget(next, depth + 1);
            }
        }
    }

    /// Fills the defaults of a record that is there, and tells which required fields are missing.
    pub(super) fn complete(&mut self, record: u32, depth: usize) {
        let reader = self.reader;
        let Some(known) = reader.record(record).filter(|_| depth < DEEPEST) else {
            return;
        };
        // Whatever could not be read was told.
        if !self.frame.problems().is_empty() {
            known.fields.iter().for_each(|field| self.complete_field(record, field, depth));
            return;
        }
        known.defaults().for_each(|field| self.complete_field(record, field, depth));
        if known.wanted.iter().all(|slot| self.frame.get(*slot) != MISSING) {
            known.needy_links().for_each(|field| self.complete_field(record, field, depth));
        } else {
            known.needy().for_each(|field| self.complete_field(record, field, depth));
        }
    }

    fn complete_field(&mut self, record: u32, field: &FieldShape, depth: usize) {
        match &field.reading {
            Reading::Value { slot, optional, default, .. } => {
                self.complete_value(*slot, *optional, default.as_ref());
            }
            Reading::Answer { slot, confidence, .. } => {
                self.settle(*slot);
                confidence.map(|confidence| self.settle(confidence));
            }
            Reading::Link { present, optional, .. } => {
                let was = self.settle(*present);
                match linked(record, &field.reading) {
                    Some(next) if was == 1 => self.complete(next, depth + 1),
                    Some(_) | None => self.tell_missing(*present, was, *optional),
                }
            }
        }
    }

    fn complete_value(&mut self, slot: Slot, optional: bool, default: Option<&Const>) {
        let was = self.settle(slot);
        if was > UNREAD {
            return;
        }
        match default {
            Some(default) => self.fill(slot, default),
            None => self.tell_missing(slot, was, optional),
        }
    }

    fn tell_missing(&mut self, slot: Slot, was: i64, optional: bool) {
        if was == MISSING && !optional {
            self.report(slot, Reason::Missing);
        }
    }

    /// Puts the constant of a default into a slot.
    pub(super) fn fill(&mut self, slot: Slot, default: &Const) {
        let value = self.frame.constant(default);
        self.frame.set(slot, value);
    }

    /// Makes a value that could not be read a missing one, and gives what the slot held.
    fn settle(&mut self, slot: Slot) -> i64 {
        let was = self.frame.get(slot);
        if was == UNREAD {
            self.frame.set(slot, MISSING);
        }
        was
    }

    fn report(&mut self, slot: Slot, reason: Reason) {
        self.frame.report(Problem { path: path_of(&self.reader.schema, slot), reason });
    }
}

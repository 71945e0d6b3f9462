use super::punctuation::{Next, first_key, next_key, space};
use super::read::{Scan, Stop};
use super::skip::skip;
use crate::bytecode::FieldShape;
use crate::item::pass::{Envelope, Part, Pass};
use crate::item::record::Record;
use crate::item::seen::Seen;

/// Reads an item from its text, if it is a plain object; `None` if it must be read by the slow reader.
pub(in crate::item) fn run(text: &str, pass: &mut Pass<'_>) -> Option<()> {
    let memory = std::mem::take(pass.filling.frame.scan_memory());
    let mut scan = Scan { text, memory };
    let read = scan.item(pass);
    *pass.filling.frame.scan_memory() = scan.memory;
    read
}

impl<'t> Scan<'t> {
    fn item(&mut self, pass: &mut Pass<'_>) -> Option<()> {
        // The place in the usual order of the record that is read by.
        let (mut at, mut number) = (0, None);
        let mut next = first_key(space(self.text.as_bytes()).strip_prefix(b"{")?);
        loop {
            let rest = match next {
                Next::End(rest) => return space(rest).is_empty().then_some(()),
                Next::More(rest) => rest,
            };
            let now = pass.item().map(|(number, _)| number);
            if now != number {
                (at, number) = (0, now);
            }
            let stop = match pass.reading_by() {
                Some(record) => self.fields_at_top(pass, record, &mut at, rest)?,
                None => self.no_fields(pass, rest)?,
            };
            next = match stop {
                Stop::End(rest) => Next::End(rest),
                Stop::Envelope { key, place, rest, .. } => next_key(self.envelope(pass, key, place, rest)?)?,
            };
        }
    }

    fn fields_at_top(
        &mut self,
        pass: &mut Pass<'_>,
        record: (u32, &Record),
        at: &mut usize,
        rest: &'t [u8],
    ) -> Option<Stop<'t>> {
        let stop = self.fields(&mut pass.filling, record, at, None, rest)?;
        if let Stop::End(_) | Stop::Envelope { after_fields: true, .. } = stop {
            pass.reads();
        }
        Some(stop)
    }

    /// Goes on to the next key with a meaning of its own.
    fn no_fields(&self, pass: &mut Pass<'_>, mut rest: &'t [u8]) -> Option<Stop<'t>> {
        loop {
            let (key, value) = self.key(rest)?;
            if let Some(key_means) = Envelope::of(key) {
                let item = pass.item().map(|(_, record)| record);
                if item.is_some_and(|record| !record.keys_differ) {
                    return None;
                }
                let place = item.and_then(|record| record.place(key, usize::MAX)).unwrap_or(usize::MAX);
                return Some(Stop::Envelope { key: key_means, place, rest: value, after_fields: true });
            }
            pass.reads();
            match next_key(skip(value)?)? {
                Next::End(rest) => return Some(Stop::End(rest)),
                Next::More(next) => rest = next,
            }
        }
    }

    /// What [`crate::item::pass`] does with such a key.
    fn envelope(
        &mut self,
        pass: &mut Pass<'_>,
        key: Envelope,
        place: usize,
        rest: &'t [u8],
    ) -> Option<&'t [u8]> {
        let field = pass.item().and_then(|(_, record)| record.fields.get(place));
        if let Envelope::Id | Envelope::Address(_) = key {
            let (seen, after) = self.any(rest)?;
            pass.scalar(key, seen, field);
            return Some(after);
        }
        if pass.reads() { self.part_of_item(pass, key, field, rest) } else { skip(rest) }
    }

    fn part_of_item<'a>(
        &mut self,
        pass: &mut Pass<'a>,
        key: Envelope,
        field: Option<&'a FieldShape>,
        rest: &'t [u8],
    ) -> Option<&'t [u8]> {
        let part = Part { pass, key, field };
        match (rest, part.record(), field) {
            ([b'{', ..], Some(record), _) => self.record(&mut part.pass.filling, record, 0, rest),
            ([b'{', ..], None, Some(field)) => {
                let number = part.pass.item().map_or(u32::MAX, |(number, _)| number);
                self.field(&mut part.pass.filling, number, field, 0, rest)
            }
            ([b'{', ..], None, None) => skip(rest),
            _ => {
                let (seen, after): (Seen<'_>, _) = self.any(rest)?;
                part.say(seen);
                Some(after)
            }
        }
    }
}

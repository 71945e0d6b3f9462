use super::layout::Meaning;
use super::punctuation::{Next, colon, first_key, next_key, space};
use super::read::Scan;
use super::skip::skip;
use super::string;
use crate::bytecode::FieldShape;
use crate::item::pass::{Envelope, Part, Pass};
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
        let mut next = first_key(space(self.text.as_bytes()).strip_prefix(b"{")?)?;
        loop {
            let rest = match next {
                Next::End(rest) => return space(rest).is_empty().then_some(()),
                Next::More(rest) => rest,
            };
            let now = pass.item().map(|(number, _)| number);
            if now != number {
                (at, number) = (0, now);
            }
            let (meaning, rest) = self.top_key(pass, &mut at, rest)?;
            next = next_key(self.top_value(pass, meaning, colon(rest)?)?)?;
        }
    }

    #[inline]
    fn top_key(&mut self, pass: &Pass<'_>, at: &mut usize, rest: &'t [u8]) -> Option<(Meaning, &'t [u8])> {
        if let Some((number, record)) = pass.item() {
            return self.key(number, record, at, rest);
        }
        let after = string::skip_plain(rest)?;
        let start = self.text.len() - rest.len();
        let key = self.text.get(start..self.text.len() - after.len() - 1)?;
        Some((Meaning { envelope: Envelope::of(key), place: None }, after))
    }

    /// What [`super::super::visit`] does with an object at the top.
    #[inline]
    fn top_value(&mut self, pass: &mut Pass<'_>, meaning: Meaning, rest: &'t [u8]) -> Option<&'t [u8]> {
        let Meaning { envelope, place } = meaning;
        let item = pass.item();
        let field = item.zip(place).and_then(|((_, record), place)| record.fields.get(place));
        match (envelope, field) {
            (Some(key @ (Envelope::Id | Envelope::Address(_))), field) => {
                let (seen, after) = self.any(rest)?;
                pass.scalar(key, seen, field);
                Some(after)
            }
            _ if !pass.reads() => skip(rest),
            (Some(key), field) => self.part_of_item(pass, key, field, rest),
            (None, Some(field)) => {
                let number = item.map_or(u32::MAX, |(number, _)| number);
                self.field(&mut pass.filling, number, field, 0, rest)
            }
            (None, None) => skip(rest),
        }
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

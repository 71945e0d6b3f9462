use super::read::Scan;
use super::{number, string};
use crate::bytecode::{MISSING, Slot, SlotKind};
use crate::item::filling::Filling;
use crate::item::words::is_ink;
use crate::value::Instant;

impl<'t> Scan<'t> {
    /// Reads a value in a form that its kind mostly has, straight into a slot that is empty. `None`, with nothing done,
    /// where it must be looked at more closely.
    #[expect(clippy::inline_always, reason = "a call for each key of each item costs as much as its body")]
    #[inline(always)]
    pub(super) fn quick(
        &self,
        filling: &mut Filling<'_>,
        slot: Slot,
        kind: SlotKind,
        rest: &'t [u8],
    ) -> Option<&'t [u8]> {
        if filling.frame.get(slot) != MISSING {
            return None;
        }
        let (value, after) = match kind {
            SlotKind::Enum(shape) => word(filling, shape, rest)?,
            SlotKind::Text => self.quick_text(filling, rest)?,
            SlotKind::Int => number::whole(rest)?,
            SlotKind::Decimal => number::scaled(rest)?,
            SlotKind::Bool => flag(rest)?,
            SlotKind::Instant => instant(rest)?,
            SlotKind::Date | SlotKind::Time | SlotKind::Duration | SlotKind::List(_) | SlotKind::Link => {
                return None;
            }
        };
        filling.frame.set(slot, value);
        Some(after)
    }

    /// A text without escapes that is not blank.
    #[inline]
    fn quick_text(&self, filling: &mut Filling<'_>, rest: &'t [u8]) -> Option<(i64, &'t [u8])> {
        let inside = rest.strip_prefix(b"\"")?;
        let texts = filling.frame.texts_mut();
        if let Some((short, length, after)) = string::short(inside) {
            if !short.begins_with_ink() {
                return None;
            }
            return Some((texts.add_short(self.part(inside, length)?, short), after));
        }
        let length = string::plain(inside);
        let after = inside.get(length..)?.strip_prefix(b"\"")?;
        if !inside.first().is_some_and(|byte| is_ink(*byte)) {
            return None;
        }
        Some((texts.add(self.part(inside, length)?), after))
    }
}

/// A value of an enum as the program spells it.
#[inline]
fn word<'t>(filling: &Filling<'_>, shape: u32, rest: &'t [u8]) -> Option<(i64, &'t [u8])> {
    let (short, _, after) = string::short(rest.strip_prefix(b"\"")?)?;
    let index = filling.reader.enums.get(usize::try_from(shape).ok()?)?;
    Some((index.by_short(short).filter(|_| short.begins_with_ink())?, after))
}

/// `true` or `false`, of which neither is likelier: without a branch between them.
#[inline]
fn flag(rest: &[u8]) -> Option<(i64, &[u8])> {
    const TRUE: u64 = u64::from_le_bytes(*b"true\0\0\0\0");
    const FALSE: u64 = u64::from_le_bytes(*b"false\0\0\0");
    let word = u64::from_le_bytes(*rest.first_chunk()?);
    let (yes, no) = (word & 0xFFFF_FFFF == TRUE, word & 0xFF_FFFF_FFFF == FALSE);
    let after = rest.get(4 + usize::from(no)..)?;
    (yes | no).then(|| (i64::from(yes), after))
}

/// `"2026-03-02T10:15:00Z"`
#[inline]
fn instant(rest: &[u8]) -> Option<(i64, &[u8])> {
    let (text, after) = rest.strip_prefix(b"\"")?.split_first_chunk()?;
    Some((Instant::parse_seconds(text)?.0, after.strip_prefix(b"\"")?))
}

use crate::diagnostic::{Edit, Fix, Texts};
use crate::source::Span;

/// A number with a unit, where it is compared with a length of time.
pub(super) fn with_unit(texts: Texts<'_>, sides: [(&String, Span); 2]) -> Vec<Fix> {
    let is_number = |span: &Span| texts.at(*span).chars().all(|letter| letter.is_ascii_digit());
    let found = sides.into_iter().find(|(other, span)| other.contains("length of time") && is_number(span));
    let Some((_, span)) = found else { return Vec::new() };
    ["m", "h", "d"].map(|unit| Fix::write(span, &format!("{}{unit}", texts.at(span)))).to_vec()
}

/// `roles == "lead"` becomes `roles contains "lead"`.
pub(super) fn has_member(texts: Texts<'_>, left: &str, left_span: Span, right: Span) -> Option<Fix> {
    let sign =
        texts.after(left_span, "==").filter(|sign| left.contains("list") && sign.end <= right.start)?;
    Some(Fix::write(sign, "contains"))
}

/// `title > "m"` becomes `title == "m"`.
pub(super) fn equal(texts: Texts<'_>, comparison: Span) -> Option<Fix> {
    let start = Span::new(comparison.file, comparison.start, comparison.start);
    let signs = ["<=", ">=", "<", ">"].into_iter().filter_map(|sign| texts.after(start, sign));
    let sign = signs
        .filter(|sign| sign.end < comparison.end)
        .min_by_key(|sign| (sign.start, u32::MAX - sign.end))?;
    Some(Fix::write(sign, "=="))
}

/// `has calls >= 3` becomes `has calls`, `require calls 3` becomes `require calls`.
pub(super) fn without_level(texts: Texts<'_>, level: Span) -> Option<Fix> {
    let (before, _) = texts.beside(level)?;
    let rest = before.trim_end().trim_end_matches(['<', '>', '=', '!']).trim_end();
    let length = u32::try_from(before.len() - rest.len()).ok()?;
    let whole = Span::new(level.file, level.start - length, level.end);
    Some(Fix::change("leave the level out", whole, ""))
}

/// `set severity = sla(tier)` becomes `set (priority, severity) = sla(tier)`.
pub(super) fn set_together(texts: Texts<'_>, names: &str, call: Span) -> Option<Fix> {
    let (before, _) = texts.beside(call)?;
    let at = before.rfind("set ").filter(|at| !before.get(*at..).unwrap_or_default().contains("=="))?;
    let length = u32::try_from(before.len() - at).ok()?;
    let whole = Span::new(call.file, call.start - length, call.end);
    Some(Fix::write(whole, &format!("set ({names}) = {}", texts.at(call))))
}

/// `amount contains "12"` becomes `amount == 12`.
pub(super) fn compared(texts: Texts<'_>, left: Span) -> Option<Fix> {
    let sign = texts.after(left, "contains")?;
    let gap = Span::new(left.file, left.end, sign.start);
    let (_, after) = texts.beside(sign)?;
    let written = after.trim_start().strip_prefix('"')?.split('"').next()?;
    let number = !written.is_empty() && written.chars().all(|letter| letter.is_ascii_digit());
    if !number || !texts.at(gap).trim().is_empty() {
        return None;
    }
    let start = sign.end + u32::try_from(after.len() - after.trim_start().len()).ok()?;
    let text = Span::new(left.file, start, start + u32::try_from(written.len()).ok()? + 2);
    Fix::all(format!("write `== {written}`"), [Some(Edit::new(sign, "==")), Some(Edit::new(text, written))])
}

/// A call with no more arguments than `form` has.
pub(super) fn with_fewer(texts: Texts<'_>, form: &str, call: Span) -> Option<Fix> {
    let wanted = form.split_once('(').map_or(0, |(_, inner)| inner.split(',').count());
    let (name, inner) = texts.at(call).strip_suffix(')')?.split_once('(')?;
    let given: Vec<_> = inner.split(',').map(str::trim).collect();
    let kept = given.get(..wanted).filter(|kept| kept.len() < given.len() && !inner.contains('('))?;
    let arguments = if kept.is_empty() { String::new() } else { format!("({})", kept.join(", ")) };
    Some(Fix::write(call, &format!("{name}{arguments}")))
}

use std::borrow::Cow;
use std::fmt::Write;

/// Whether a letter would change how a terminal shows its neighbours: a control, or a mark of writing direction.
fn is_harmful(letter: char) -> bool {
    let direction = matches!(
        letter,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    );
    direction || (letter.is_control() && !matches!(letter, '\n' | '\t' | '\r'))
}

/// `text` with harmful letters spelled out, as in `\u{202e}`.
pub(crate) fn safe(text: &str) -> Cow<'_, str> {
    if !text.contains(is_harmful) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if is_harmful(letter) {
            // Writing into a string cannot fail.
            let _ = write!(safe, "\\u{{{:x}}}", u32::from(letter));
        } else {
            safe.push(letter);
        }
    }
    Cow::Owned(safe)
}

/// `text` with each harmful letter replaced by a mark of as many bytes, so that offsets stay true.
pub(super) fn masked(text: &str) -> Cow<'_, str> {
    if !text.contains(is_harmful) {
        return Cow::Borrowed(text);
    }
    let mask = |letter: char| match letter.len_utf8() {
        _ if !is_harmful(letter) => letter,
        1 => '?',
        2 => '¿',
        _ => '\u{FFFD}',
    };
    Cow::Owned(text.chars().map(mask).collect())
}

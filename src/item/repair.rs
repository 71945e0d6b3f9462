use std::borrow::Cow;

/// Makes a JSON text readable whose only faults are inside values: halves of characters and bytes that are not UTF-8
/// become U+FFFD, and numbers beyond any range become texts. `None` if there is no such fault.
pub(super) fn repair(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    while let Some(letter) = rest.chars().next() {
        let taken = match letter {
            '"' => string(rest, &mut out),
            '-' | '0'..='9' => number(rest, &mut out),
            _ => copy(rest, letter.len_utf8(), &mut out),
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    let untouched = matches!(text, Cow::Borrowed(_)) && out == text;
    (!untouched).then_some(out)
}

/// Copies so many bytes and gives their count.
fn copy(rest: &str, count: usize, out: &mut String) -> usize {
    out.push_str(rest.get(..count).unwrap_or(rest));
    count.max(1)
}

fn number(rest: &str, out: &mut String) -> usize {
    let is_part = |letter: char| letter.is_ascii_digit() || "+-.eE".contains(letter);
    let count = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
    let digits = rest.get(..count).unwrap_or_default();
    if !digits.parse::<f64>().is_ok_and(f64::is_infinite) {
        return copy(rest, count, out);
    }
    out.push('"');
    copy(rest, count, out);
    out.push('"');
    count
}

/// Copies a string with its quotes, halves of characters replaced.
fn string(rest: &str, out: &mut String) -> usize {
    let mut at = copy(rest, 1, out);
    while let Some(letter) = rest.get(at..).and_then(|left| left.chars().next()) {
        let left = rest.get(at..).unwrap_or_default();
        at += match letter {
            '"' => return at + copy(left, 1, out),
            '\\' => escape(left, out),
            _ => copy(left, letter.len_utf8(), out),
        };
    }
    at
}

/// Copies one escape, or a pair of halves; half a character alone becomes U+FFFD.
fn escape(left: &str, out: &mut String) -> usize {
    match half(left) {
        Some(0xD800..=0xDBFF) if matches!(left.get(6..).and_then(half), Some(0xDC00..=0xDFFF)) => {
            copy(left, 12, out)
        }
        Some(0xD800..=0xDFFF) => {
            out.push_str("\\uFFFD");
            6
        }
        _ => {
            let escaped = left.chars().nth(1).map_or(0, char::len_utf8);
            copy(left, 1 + escaped, out)
        }
    }
}

/// The number of `\uD83D` at the beginning.
fn half(left: &str) -> Option<u16> {
    u16::from_str_radix(left.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

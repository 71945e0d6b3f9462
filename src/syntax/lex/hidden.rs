//! Characters that nobody sees, which come along with text that is copied from elsewhere.

/// How many of the bytes at the start of `rest` are such characters, one after the other.
pub(super) fn length(rest: &[u8]) -> usize {
    let mut end = 0;
    while let Some(letter) = rest.get(end..).and_then(first).filter(|letter| instead(*letter).is_some()) {
        end += letter.len_utf8();
    }
    end
}

/// The first character of a text that is no ASCII.
fn first(rest: &[u8]) -> Option<char> {
    let most = rest.get(..4).unwrap_or(rest);
    if most.first()?.is_ascii() {
        return None;
    }
    let valid = std::str::from_utf8(most)
        .or_else(|error| std::str::from_utf8(most.get(..error.valid_up_to()).unwrap_or_default()));
    valid.ok()?.chars().next()
}

/// What the author meant by such a character; none for one that is seen.
pub(super) fn instead(letter: char) -> Option<&'static str> {
    match letter {
        '\u{85}' | '\u{2028}' | '\u{2029}' => Some("\n"),
        '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' => Some(""),
        _ if !letter.is_ascii() && letter.is_whitespace() => Some(" "),
        _ => None,
    }
}

/// What such a character is called, as a phrase.
pub(super) fn name(letter: char) -> &'static str {
    match letter {
        '\u{A0}' => "a no-break space",
        '\u{202F}' => "a narrow no-break space",
        '\u{3000}' => "a wide space",
        '\u{85}' | '\u{2028}' => "a line separator",
        '\u{2029}' => "a paragraph separator",
        '\u{AD}' => "a soft hyphen",
        '\u{200B}' => "a zero-width space",
        '\u{200C}' => "a zero-width non-joiner",
        '\u{200D}' => "a zero-width joiner",
        '\u{2060}' => "a word joiner",
        '\u{FEFF}' => "a byte order mark",
        _ if letter.is_whitespace() => "an unusual space",
        _ => "an invisible mark",
    }
}

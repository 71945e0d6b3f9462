/// The words that go on with the entry of the line above.
const CLAUSES: &[&str] = &[
    "when",
    "set",
    "require",
    "hold",
    "to",
    "then",
    "pick",
    "order",
    "otherwise",
    "overflow",
    "urgency",
    "use",
    "after",
    "and",
    "or",
];

/// The brackets, commas and line breaks of a text, without those in quotes and comments.
pub(super) fn marks(text: &str) -> Vec<(usize, char)> {
    let mut found = Vec::new();
    let mut at = 0;
    // All that matters is ASCII, so that bytes will do.
    while let Some(byte) = text.as_bytes().get(at) {
        if matches!(byte, b'(' | b')' | b'[' | b']' | b'{' | b'}' | b',' | b'\n') {
            found.push((at, char::from(*byte)));
        }
        at = match byte {
            b'/' | b'"' => unmarked(text, at),
            _ => at + 1,
        };
    }
    found
}

/// Where the comment or quoted text ends that begins at a place; the next place where none does.
fn unmarked(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    if rest.starts_with("//") {
        at + rest.find('\n').unwrap_or(rest.len())
    } else if rest.starts_with('"') {
        at + quoted(rest)
    } else {
        at + 1
    }
}

/// Where `name` stands in a text as a word of its own and not after a dot, without quotes and comments.
pub(super) fn names(text: &str, name: &str) -> Vec<usize> {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut found = Vec::new();
    let mut before = ' ';
    scan(text, &mut |at, letter| {
        let rest = text.get(at..).and_then(|rest| rest.strip_prefix(name));
        let begins = !is_part(before) && before != '.';
        if begins && rest.is_some_and(|rest| !rest.starts_with(is_part)) {
            found.push(at);
        }
        before = letter;
    });
    found
}

/// Where the last character ends that is neither blank nor in a comment.
pub(super) fn last_code(text: &str) -> usize {
    let mut last = 0;
    scan(text, &mut |at, letter| {
        if !letter.is_whitespace() {
            last = at + letter.len_utf8();
        }
    });
    last
}

/// Where the bracket at `open` is closed.
pub(super) fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, mark) in marks(text.get(open..)?) {
        if "([{".contains(mark) {
            depth += 1;
        } else if ")]}".contains(mark) {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some(open + at);
            }
        }
    }
    None
}

/// Whether a line goes on with the entry above it.
pub(super) fn goes_on(rest: &str) -> bool {
    let rest = rest.trim_start();
    let end = rest.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(rest.len());
    rest.get(..end).is_some_and(|word| CLAUSES.contains(&word))
}

/// Shows every character outside comments; of a quoted text only the quotes.
fn scan(text: &str, see: &mut dyn FnMut(usize, char)) {
    let mut at = 0;
    while let Some((letter, rest)) = text.get(at..).and_then(|rest| Some((rest.chars().next()?, rest))) {
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if letter == '"' {
            let length = quoted(rest);
            see(at, letter);
            see(at + length - 1, letter);
            at += length;
        } else {
            see(at, letter);
            at += letter.len_utf8();
        }
    }
}

/// How many bytes the quoted text has that `rest` begins with, quotes included. An open one ends with its line.
fn quoted(rest: &str) -> usize {
    if let Some(long) = rest.strip_prefix("\"\"\"") {
        return long.find("\"\"\"").map_or(rest.len(), |end| end + 6);
    }
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        if letter == '\n' {
            return at;
        }
        if letter == '"' && !escaped {
            return at + 1;
        }
        escaped = letter == '\\' && !escaped;
    }
    rest.len()
}

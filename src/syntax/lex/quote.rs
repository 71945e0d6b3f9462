/// What a quoted text says: quotes off, escapes resolved. A long text loses the line break after its opening quotes,
/// the blank line before its closing ones, and the indentation that all its lines share.
pub(in crate::syntax) fn unquote(written: &str) -> String {
    let long = written.strip_prefix("\"\"\"").and_then(|rest| rest.strip_suffix("\"\"\""));
    if let Some(body) = long {
        return unindent(body);
    }
    let body = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(written);
    let mut text = String::with_capacity(body.len());
    let mut letters = body.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next().map(|letter| escape(letter).ok_or(letter)) {
                Some(Ok(letter)) => text.push(letter),
                // Refused already; kept as it stands, which is what a pattern means by it.
                Some(Err(letter)) => text.extend(['\\', letter]),
                None => {}
            },
            plain => text.push(plain),
        }
    }
    text
}

/// What a letter after `\` stands for.
pub(super) fn escape(letter: char) -> Option<char> {
    match letter {
        '"' | '\\' => Some(letter),
        'n' => Some('\n'),
        't' => Some('\t'),
        _ => None,
    }
}

fn unindent(body: &str) -> String {
    let body = body.replace("\r\n", "\n");
    let Some(body) = body.strip_prefix('\n') else { return body };
    let body = match body.rsplit_once('\n') {
        Some((before, last)) if last.trim().is_empty() => before,
        _ => body,
    };
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let filled = body.lines().filter(|line| !line.trim().is_empty());
    let shared = filled.map(indent).min().unwrap_or(0);
    let lines: Vec<_> = body.lines().map(|line| line.get(shared..).unwrap_or_default()).collect();
    lines.join("\n")
}

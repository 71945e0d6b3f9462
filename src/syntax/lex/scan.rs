use super::hidden;
use super::token::{Bracket, Token, TokenKind, offset};

/// Cuts `text` into tokens, blanks and comments among them. Never fails: what the language does not have becomes
/// [`TokenKind::Foreign`]. Printed one after the other, the tokens are the text.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut scan = Scan { bytes: text.as_bytes(), at: 0 };
    let mut found = Vec::with_capacity(text.len() / 3);
    while let Some(first) = scan.peek(0) {
        let start = scan.at;
        let kind = scan.token(first);
        if scan.at == start {
            scan.at += 1;
        }
        found.push(Token { kind, start: offset(start), end: offset(scan.at) });
    }
    found
}

struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Scan<'_> {
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at.saturating_add(ahead)).copied()
    }

    fn skip(&mut self, wanted: impl Fn(u8) -> bool) {
        while self.peek(0).is_some_and(&wanted) {
            self.at += 1;
        }
    }

    fn rest_starts(&self, with: &[u8]) -> bool {
        self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(with))
    }

    /// Moves over one token that begins with `first`, and says what it was.
    fn token(&mut self, first: u8) -> TokenKind {
        match first {
            b' ' | b'\t' | b'\r' => self.run(TokenKind::Blank, |byte| matches!(byte, b' ' | b'\t' | b'\r')),
            b'\n' => self.mark(1, TokenKind::LineBreak),
            b'/' if self.peek(1) == Some(b'/') => self.comment(),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.run(TokenKind::Word, is_word),
            b'0'..=b'9' => self.figure(),
            b'"' => self.text(),
            0xEF if self.at == 0 && self.rest_starts(b"\xEF\xBB\xBF") => self.mark(3, TokenKind::Mark),
            b'\'' | 0x80.. => self.foreign(),
            _ => self.sign(first),
        }
    }

    fn run(&mut self, kind: TokenKind, wanted: impl Fn(u8) -> bool) -> TokenKind {
        self.skip(wanted);
        if kind == TokenKind::Word && self.peek(0).is_some_and(|byte| byte >= 0x80) && self.hidden() == 0 {
            return self.foreign();
        }
        kind
    }

    fn mark(&mut self, length: usize, kind: TokenKind) -> TokenKind {
        self.at += length;
        kind
    }

    fn comment(&mut self) -> TokenKind {
        let doc = self.peek(2) == Some(b'/') && self.peek(3) != Some(b'/');
        self.line();
        if doc { TokenKind::Doc } else { TokenKind::Comment }
    }

    /// Moves to the end of the line; the carriage return of a `\r\n` is left for the blank after it.
    fn line(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        self.at += length;
        if length > 0 && self.peek(0) == Some(b'\n') && self.bytes.get(self.at - 1) == Some(&b'\r') {
            self.at -= 1;
        }
    }

    /// A word with letters the language does not use for names, a single foreign character, what nobody sees, or a text
    /// between quotes that are not ours.
    fn foreign(&mut self) -> TokenKind {
        if let Some(length) = self.foreign_text() {
            return self.mark(length, TokenKind::Foreign);
        }
        let hidden = self.hidden();
        if hidden > 0 {
            return self.mark(hidden, TokenKind::Foreign);
        }
        while self.peek(0).is_some_and(|byte| is_word(byte) || byte >= 0x80) {
            if self.hidden() > 0 {
                break;
            }
            self.at += 1;
        }
        TokenKind::Foreign
    }

    /// How many bytes from here on nobody sees.
    fn hidden(&self) -> usize {
        hidden::length(self.bytes.get(self.at..).unwrap_or_default())
    }

    /// The length of a text that begins here with a single or a curved quote and ends on the line.
    fn foreign_text(&self) -> Option<usize> {
        let rest = self.bytes.get(self.at..)?;
        let rest = rest.get(..LONGEST_FOREIGN).unwrap_or(rest);
        let (_, closing) = QUOTES.iter().find(|(opening, _)| rest.starts_with(opening.as_bytes()))?;
        let line = rest.get(..memchr::memchr(b'\n', rest).unwrap_or(rest.len()))?;
        let after = line.get(1..)?;
        let ends = closing
            .iter()
            .filter_map(|close| Some(memchr::memmem::find(after, close.as_bytes())? + close.len()));
        ends.min().map(|end| end + 1)
    }

    /// Everything that hangs together after a digit; [`super::figure`] says later what it is.
    fn figure(&mut self) -> TokenKind {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.peek(0) {
            let digit_follows = self.peek(1).is_some_and(|next| next.is_ascii_digit());
            let so_far = self.bytes.get(start..self.at).unwrap_or_default();
            let goes_on = match byte {
                b':' | b'.' | b'-' => digit_follows,
                b'+' => digit_follows && so_far.contains(&b'T'),
                b'%' => true,
                _ => is_word(byte),
            };
            if !goes_on || so_far.len() > LONGEST_FIGURE {
                break;
            }
            self.at += 1;
        }
        TokenKind::Figure
    }

    fn text(&mut self) -> TokenKind {
        if self.rest_starts(b"\"\"\"") {
            let body = self.at + 3;
            let close = self.bytes.get(body..).and_then(|rest| memchr::memmem::find(rest, b"\"\"\""));
            self.at = close.map_or(self.bytes.len(), |close| body + close + 3);
            return if close.is_some() { TokenKind::Text } else { TokenKind::OpenText };
        }
        self.at += 1;
        while let Some(byte) = self.peek(0) {
            match byte {
                b'"' => return self.mark(1, TokenKind::Text),
                b'\n' => return TokenKind::OpenText,
                b'\\' if self.peek(1).is_some_and(|next| next != b'\n') => self.at += 2,
                _ => self.at += 1,
            }
        }
        TokenKind::OpenText
    }

    fn sign(&mut self, first: u8) -> TokenKind {
        let next = self.peek(1);
        match (first, next) {
            (b'.', Some(b'.')) => self.mark(if self.peek(2) == Some(b'<') { 3 } else { 2 }, TokenKind::Range),
            (b'-', Some(b'>')) => self.mark(2, TokenKind::Arrow),
            (b'=' | b'!' | b'<' | b'>', Some(b'=')) => self.mark(2, TokenKind::Compare),
            (b'=', Some(b'<' | b'>')) | (b'<', Some(b'>')) | (b'/', Some(b'*')) | (b'*', Some(b'/')) => {
                self.mark(2, TokenKind::Foreign)
            }
            (b'&', Some(b'&')) | (b'|', Some(b'|')) => self.mark(2, TokenKind::Foreign),
            (b'?', Some(b'?')) => self.mark(2, TokenKind::Default),
            (b'#', _) => {
                self.line();
                TokenKind::Foreign
            }
            _ => self.mark(1, one(first)),
        }
    }
}

/// Quotes that other programs make, with what closes each.
const QUOTES: &[(&str, &[&str])] = &[
    ("'", &["'"]),
    ("\u{201C}", &["\u{201D}", "\u{201C}"]),
    ("\u{201D}", &["\u{201D}"]),
    ("\u{201E}", &["\u{201C}", "\u{201D}"]),
    ("\u{2018}", &["\u{2019}"]),
    ("\u{AB}", &["\u{BB}"]),
];

/// A text between foreign quotes is looked for so far only; the bound keeps reading linear.
const LONGEST_FOREIGN: usize = 1024;

/// A figure longer than this is refused anyway; the bound keeps reading it linear.
const LONGEST_FIGURE: usize = 64;

fn one(byte: u8) -> TokenKind {
    match byte {
        b'(' => TokenKind::Open(Bracket::Round),
        b'[' => TokenKind::Open(Bracket::Square),
        b'{' => TokenKind::Open(Bracket::Curly),
        b')' => TokenKind::Close(Bracket::Round),
        b']' => TokenKind::Close(Bracket::Square),
        b'}' => TokenKind::Close(Bracket::Curly),
        b',' => TokenKind::Comma,
        b':' => TokenKind::Colon,
        b'.' => TokenKind::Dot,
        b'|' => TokenKind::Bar,
        b'=' => TokenKind::Equals,
        b'<' | b'>' => TokenKind::Compare,
        b'?' => TokenKind::Question,
        b'-' => TokenKind::Minus,
        b'+' | b'*' | b'/' => TokenKind::Operator,
        _ => TokenKind::Foreign,
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

//! What is wrong with single tokens, whatever stands around them.

use super::figure::{self, Refusal};
use super::hidden;
use super::hyphen;
use super::layout::{CLAUSES, dangles};
use super::quote::escape;
use super::token::{Token, TokenKind, offset};
use crate::diagnostic::{Bag, Texts};
use crate::source::{FileId, Span};
use crate::syntax::error::{FigureError, MarkError};

/// Puts what is wrong with the tokens of `text` into `bag`, and adds the places to `faults`, which it sorts. `starts` are
/// the places where declarations begin: a token does not go on with the declaration before it.
pub(in crate::syntax) fn report(
    file: FileId,
    text: &str,
    tokens: &[Token],
    starts: &[u32],
    faults: &mut Vec<Span>,
    bag: &mut Bag,
) {
    let mut report = Report { file, text, bag, places: faults, in_row: false };
    let mut previous: Option<Token> = None;
    let mut touching = false;
    let mut broken = false;
    for (at, token) in tokens.iter().enumerate() {
        if token.is_trivia() {
            touching = false;
            broken |= token.kind == TokenKind::LineBreak;
            report.in_row &= token.kind != TokenKind::LineBreak;
            report.characters(*token);
            continue;
        }
        let begins = broken && starts.binary_search(&token.start).is_ok();
        if let Some(previous) = previous.filter(|_| !begins) {
            report.pair(previous, *token, broken);
        }
        if touching && token.kind == TokenKind::Minus {
            report.tight(tokens, at);
        }
        report.in_row |= token.kind == TokenKind::Bar;
        let more = tokens.get(at + 1..).is_some_and(goes_on);
        report.token(*token, more);
        (previous, touching, broken) = (Some(*token), true, false);
    }
    faults.sort_unstable();
}

struct Report<'t, 'b> {
    file: FileId,
    text: &'t str,
    bag: &'b mut Bag,
    places: &'b mut Vec<Span>,
    /// Whether a `|` stands before on the line, as in a row of a table.
    in_row: bool,
}

impl Report<'_, '_> {
    fn span(&self, start: u32, end: u32) -> Span {
        Span::new(self.file, start, end)
    }

    fn mark(&mut self, error: &MarkError, span: Span) {
        self.places.push(span);
        self.bag.push_in(error, Texts::One(self.file, self.text));
    }

    /// Mistakes of one token, after which there is more on its line or not.
    fn token(&mut self, token: Token, more: bool) {
        if token.kind == TokenKind::Figure {
            self.figure(token);
        } else if token.kind == TokenKind::Text {
            self.characters(token);
            self.escapes(token);
        } else if token.kind == TokenKind::OpenText {
            self.open_text(token);
        } else if token.kind == TokenKind::Foreign {
            self.foreign(token, more);
        }
    }

    /// Mistakes of two tokens one after the other.
    fn pair(&mut self, left: Token, right: Token, broken: bool) {
        let span = self.span(left.start, left.end);
        if broken && dangles(left, self.text) {
            let mark = left.text(self.text).to_owned();
            let joins = matches!(mark.as_str(), "and" | "or");
            let goes_on = joins && begins_condition(right, self.text);
            let help = if goes_on {
                format!("begin the next line with `{mark}`")
            } else if joins {
                format!("go on with a further condition, or delete the `{mark}`")
            } else {
                "put what follows on this line too; only `and` and `or` may carry on a line, at its beginning"
                    .to_owned()
            };
            let next = goes_on.then(|| self.span(right.start, right.start));
            self.mark(&MarkError::Dangling { mark, help, span, next }, span);
        }
        if left.kind == TokenKind::Comma && right.kind == TokenKind::Comma {
            let span = self.span(right.start, right.end);
            self.bag.push(&MarkError::Comma { span });
        }
    }

    /// The `-` at `at`, which touches what stands before it.
    fn tight(&mut self, tokens: &[Token], at: usize) {
        let kind = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map(|token| token.kind);
        let before = kind(at.checked_sub(1));
        let ends_value = matches!(
            before,
            Some(TokenKind::Word | TokenKind::Figure | TokenKind::Text | TokenKind::Close(_))
        );
        let Some(sign) = tokens.get(at).filter(|_| ends_value) else { return };
        let span = self.span(sign.start, sign.end);
        let words = [before, kind(at.checked_add(1))].iter().all(|kind| *kind == Some(TokenKind::Word));
        let name = hyphen::name(self.text, tokens, at);
        let error =
            name.map_or(MarkError::TightMinus { span, words }, |instead| MarkError::Hyphen { instead, span });
        self.mark(&error, span);
    }

    /// Characters that nobody sees, in trivia and texts.
    fn characters(&mut self, token: Token) {
        let written = token.text(self.text);
        if written.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return;
        }
        if token.kind == TokenKind::Mark || written.is_ascii() && !written.bytes().any(is_control) {
            self.lone_returns(token, written);
            return;
        }
        for (at, letter) in written.char_indices() {
            let start = token.start.saturating_add(offset(at));
            let span = self.span(start, start.saturating_add(offset(letter.len_utf8())));
            let code = u32::from(letter);
            if is_direction(letter) {
                self.mark(&MarkError::Direction { code, span }, span);
            } else if u8::try_from(letter).is_ok_and(is_control) || matches!(code, 0x7F..=0x9F) {
                self.mark(&MarkError::Control { code, span }, span);
            }
        }
    }

    /// A carriage return that is not part of a line break would hide what follows it on some screens.
    fn lone_returns(&mut self, token: Token, written: &str) {
        if !written.contains('\r') {
            return;
        }
        for (at, _) in written.match_indices('\r') {
            let start = token.start.saturating_add(offset(at));
            let next = usize::try_from(start).ok().and_then(|at| self.text.as_bytes().get(at + 1));
            if next.is_some_and(|next| *next != b'\n') {
                let span = self.span(start, start + 1);
                self.mark(&MarkError::Control { code: 13, span }, span);
            }
        }
    }

    fn escapes(&mut self, token: Token) {
        let written = token.text(self.text);
        if written.starts_with("\"\"\"") || !written.contains('\\') {
            return;
        }
        let mut letters = written.char_indices();
        while let Some((at, letter)) = letters.next() {
            let Some((_, after)) = (letter == '\\').then(|| letters.next()).flatten() else { continue };
            if escape(after).is_none() {
                let start = token.start.saturating_add(offset(at));
                let span = self.span(start, start.saturating_add(offset(1 + after.len_utf8())));
                self.mark(&MarkError::Escape { letter: after, span }, span);
            }
        }
    }

    fn open_text(&mut self, token: Token) {
        let written = token.text(self.text);
        let long = written.starts_with("\"\"\"");
        let quote = if long { "`\"\"\"`" } else { "`\"`" }.to_owned();
        let length = offset(written.trim_end().len());
        let shown = if long { 3 } else { length };
        let span = self.span(token.start, token.start.saturating_add(shown));
        self.mark(&MarkError::UnclosedText { quote, span }, span);
    }

    fn foreign(&mut self, token: Token, more: bool) {
        let span = self.span(token.start, token.end);
        if let Some(error) = unseen(token.text(self.text), span) {
            return self.mark(&error, span);
        }
        let found = token.text(self.text).trim_end().to_owned();
        let swap = |instead: &str, suggestion: Option<&str>| MarkError::Mark {
            found: if found.starts_with('#') { "#".to_owned() } else { found.clone() },
            instead: instead.to_owned(),
            suggestion: suggestion.map(str::to_owned),
            span,
        };
        let error = match found.as_str() {
            "&&" | "&" => swap("`and`", Some("and")),
            "||" => swap("`or`", Some("or")),
            "!" => swap("`not`", Some("not ")),
            "<>" | "≠" => swap("`!=`", Some("!=")),
            "=<" | "≤" => swap("`<=`", Some("<=")),
            "=>" if self.in_row => swap("`->`", Some("->")),
            "=>" => swap("`>=` to compare, `->` in a table", Some(">=")),
            ";" => swap("one entry a line, or commas between them", Some(if more { "," } else { "" })),
            "/*" | "*/" => swap("`//` before each line of a comment", None),
            "≥" => swap("`>=`", Some(">=")),
            "→" => swap("`->`", Some("->")),
            text if text.starts_with('#') => {
                swap("`//` before a comment", Some(&format!("//{}", text.trim_start_matches('#'))))
            }
            text => unusual(text, span),
        };
        self.mark(&error, span);
        if !matches!(error, MarkError::Letters { .. } | MarkError::Character { .. }) {
            return;
        }
        self.hidden(token);
    }

    fn hidden(&mut self, token: Token) {
        let written = token.text(self.text);
        if written.chars().any(is_direction) {
            self.characters(token);
        }
    }

    fn figure(&mut self, token: Token) {
        let found = token.text(self.text);
        let Err(refusal) = figure::read(found) else { return };
        let span = self.span(token.start, token.end);
        self.places.push(span);
        self.bag.push(&refused(found.to_owned(), refusal, span));
    }
}

/// Whether a condition can begin with a token.
fn begins_condition(token: Token, text: &str) -> bool {
    if token.kind == TokenKind::Word {
        let word = token.text(text);
        return !CLAUSES.contains(&word) && !matches!(word, "when" | "otherwise" | "and" | "or");
    }
    matches!(token.kind, TokenKind::Figure | TokenKind::Minus | TokenKind::Open(_))
}

/// Whether a line goes on with these tokens, with more than a comment.
fn goes_on(rest: &[Token]) -> bool {
    rest.iter().find(|token| token.kind != TokenKind::Blank).is_some_and(|token| !token.is_trivia())
}

/// Characters that nobody sees.
fn unseen(found: &str, span: Span) -> Option<MarkError> {
    let first = found.chars().next()?;
    let instead = found.chars().map(hidden::instead).collect::<Option<String>>()?;
    Some(MarkError::Unseen { what: hidden::name(first), code: u32::from(first), instead, span })
}

fn unusual(found: &str, span: Span) -> MarkError {
    let found = found.to_owned();
    if found.contains(QUOTES) {
        let inner = found.strip_prefix(QUOTES).and_then(|rest| rest.strip_suffix(QUOTES));
        let suggestion = inner.filter(|text| !text.contains(['"', '\\'])).map(|text| format!("\"{text}\""));
        return MarkError::Quotes { suggestion, span };
    }
    if found.chars().count() == 1 && u8::try_from(found.chars().next().unwrap_or(' ')).is_ok_and(is_control) {
        return MarkError::Control { code: found.chars().next().map_or(0, u32::from), span };
    }
    let all = |wanted: fn(char) -> bool| found.chars().all(wanted);
    if all(|letter| letter.is_alphanumeric() || letter == '_') {
        return MarkError::Letters { found, span };
    }
    MarkError::Character { found: found.escape_debug().to_string(), span }
}

fn refused(found: String, refusal: Refusal, span: Span) -> FigureError {
    let spelled = |found, what, usual: &str, suggestion: Option<String>| {
        let help = suggestion.as_ref().map_or_else(|| usual.to_owned(), |text| format!("write `{text}`"));
        FigureError::Spelling { found, what, help, suggestion, span }
    };
    match refusal {
        Refusal::Date(suggestion) => {
            spelled(found, "a date", "write year, month and day: `2026-01-05`", suggestion)
        }
        Refusal::Time(suggestion) => spelled(found, "a time", "write hours and minutes: `08:00`", suggestion),
        Refusal::Duration(suggestion) => {
            spelled(found, "a length of time", "write whole numbers, from long to short: `1h30m`", suggestion)
        }
        Refusal::Percent => spelled(found, "a percentage", "write a whole number: `12%`", None),
        Refusal::Decimals => spelled(found, "a number", "write at most four digits after the point", None),
        Refusal::Difference(suggestion) => {
            spelled(found, "a difference", "write `-` with a space on each side", Some(suggestion))
        }
        Refusal::NoSuchDay => {
            FigureError::Impossible { found, what: "day", help: "look at the month and the year", span }
        }
        Refusal::NoSuchTime => {
            FigureError::Impossible { found, what: "time", help: "a day runs from `00:00` to `24:00`", span }
        }
        Refusal::TooBig => FigureError::TooBig {
            found,
            help: "whole numbers have at most 18 digits, others 14 before the point",
            span,
        },
        Refusal::Unknown => FigureError::Unknown { found, span },
    }
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0x7F
}

/// The characters of Unicode's property `Bidi_Control`.
fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Quotes that other programs make.
const QUOTES: [char; 8] =
    ['\'', '\u{201C}', '\u{201D}', '\u{201E}', '\u{AB}', '\u{BB}', '\u{2018}', '\u{2019}'];

use super::brackets::Line;
use crate::syntax::lex::{Bracket, CLAUSES, Token, TokenKind};

/// Where the partner of an open bracket is missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missed {
    /// Nothing so far says that it should have been closed.
    Nowhere,
    /// Here at the latest.
    At(u32),
    /// Somewhere, but nothing says where.
    Unsure,
}

impl Missed {
    /// What was said first.
    pub(super) fn or(self, other: Self) -> Self {
        if self == Self::Nowhere { other } else { self }
    }
}

/// What a line that begins with `token` says about a bracket at `opened`, on a line indented by `indent`.
pub(super) fn by_line(token: Token, line: Line, before: u32, (opened, indent): (Token, u32)) -> Missed {
    let closes = matches!(token.kind, TokenKind::Close(_));
    if !line.leads || line.indent > indent || closes && line.indent == indent {
        Missed::Nowhere
    } else if before == opened.end {
        Missed::Unsure
    } else {
        Missed::At(before)
    }
}

/// What a token says about the `(` or `[` around it; `back` are the tokens before it, the last first.
pub(super) fn by_token<'t>(
    text: &str,
    bracket: Bracket,
    token: Token,
    mut back: impl Iterator<Item = &'t Token>,
) -> Missed {
    let (last, second, third) = (back.next(), back.next(), back.next());
    let Some(last) = last.filter(|last| ends_value(text, **last)) else { return Missed::Nowhere };
    let word = if token.kind == TokenKind::Word { token.text(text) } else { "" };
    let opens = token.kind == TokenKind::Open(Bracket::Curly);
    if opens || CLAUSES.contains(&word) {
        return Missed::At(last.end);
    }
    if bracket == Bracket::Round {
        return if token.kind == TokenKind::Arrow { Missed::At(last.end) } else { Missed::Nowhere };
    }
    if bracket == Bracket::Curly {
        return Missed::Nowhere;
    }
    if matches!(word, "and" | "or") {
        return Missed::At(last.end);
    }
    let joins = matches!(word, "in" | "is" | "not" | "contains" | "starts" | "ends" | "matches");
    let begins = !word.is_empty()
        || matches!(token.kind, TokenKind::Figure | TokenKind::Text | TokenKind::Open(Bracket::Square));
    if !begins || joins {
        return Missed::Nowhere;
    }
    // After the comma stands a setting with its value, which is no member of a list.
    let setting = second.filter(|comma| comma.kind == TokenKind::Comma && last.kind == TokenKind::Word);
    setting.and(third).map_or(Missed::Unsure, |member| Missed::At(member.end))
}

fn ends_value(text: &str, token: Token) -> bool {
    let joins = matches!(token.text(text), "and" | "or" | "not" | "in" | "is" | "any");
    let value =
        matches!(token.kind, TokenKind::Word | TokenKind::Figure | TokenKind::Text | TokenKind::Close(_));
    value && !joins
}

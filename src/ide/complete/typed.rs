//! The values that tokens end with, and their types.

use crate::ide::scope::Scope;
use crate::ide::stand::Stand;
use crate::syntax::lex::{Bracket, Token, TokenKind};
use crate::types::Type;

/// The type of what a search looks through: what stands before its first word.
pub(super) fn searched(stand: &Stand<'_>, scope: &Scope<'_>, before: &[Token]) -> Type {
    let words = ["contains", "starts", "ends", "word", "with", "any", "all", "none", "matches", "exactly"];
    let mut left = before;
    while let [inner @ .., last] = left {
        if !words.contains(&stand.say(*last)) {
            break;
        }
        left = inner;
    }
    ty(stand, scope, left).0
}

/// Where the value begins that those tokens end with.
pub(super) fn operand(stand: &Stand<'_>, tokens: &[Token]) -> usize {
    let Some((last, rest)) = tokens.split_last() else { return 0 };
    let mut start = rest.len();
    if let TokenKind::Close(bracket) = last.kind {
        start = opening(tokens, bracket).unwrap_or(0);
        if bracket == Bracket::Round && callee(stand, tokens.get(..start).unwrap_or_default()).is_some() {
            start = start.saturating_sub(1);
        }
    }
    // The words of a path.
    while let Some([.., word, dot]) = tokens.get(..start) {
        if dot.kind != TokenKind::Dot || word.kind != TokenKind::Word {
            break;
        }
        start = start.saturating_sub(2);
    }
    start
}

/// Where the bracket was opened that the last token closes.
fn opening(tokens: &[Token], bracket: Bracket) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().rev() {
        if token.kind == TokenKind::Close(bracket) {
            depth += 1;
        } else if token.kind == TokenKind::Open(bracket) {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// The word at the end of those tokens, if a parenthesis behind it makes it a call.
pub(super) fn callee<'w>(stand: &Stand<'w>, before: &[Token]) -> Option<&'w str> {
    let last = before.last().filter(|last| last.kind == TokenKind::Word)?;
    let word = stand.say(*last);
    let joins = ["and", "or", "not", "when", "where", "expect", "in", "is", "set", "with", "contains"];
    (!joins.contains(&word)).then_some(word)
}

/// The type of the value that those tokens end with, and whether it may be missing.
pub(super) fn ty(stand: &Stand<'_>, scope: &Scope<'_>, tokens: &[Token]) -> (Type, bool) {
    let tokens = match tokens {
        [left @ .., last] if matches!(stand.say(*last), "exactly" | "not") => left,
        all => all,
    };
    let Some(last) = tokens.last() else { return (Type::Unknown, false) };
    let start = operand(stand, tokens);
    let value = tokens.get(start..).unwrap_or_default();
    let plain = |ty| (ty, false);
    if last.kind == TokenKind::Close(Bracket::Round) {
        let name = value.first().map(|token| stand.say(*token)).unwrap_or_default();
        return plain(scope.call(name).unwrap_or(Type::Unknown));
    }
    if last.kind == TokenKind::Text {
        return plain(Type::Text);
    }
    if last.kind == TokenKind::Figure {
        return plain(figure(stand.say(*last)));
    }
    if matches!(stand.say(*last), "yes" | "no") {
        return plain(Type::Bool);
    }
    let words: Vec<_> = paths(stand, value).into_iter().flatten().collect();
    scope.path(&words).map_or((Type::Unknown, false), |found| (found.ty, found.optional))
}

fn figure(text: &str) -> Type {
    if text.contains('T') {
        Type::Instant
    } else if text.contains(':') {
        Type::Time
    } else if text.contains('-') {
        Type::Date
    } else if text.ends_with(|letter: char| letter.is_ascii_alphabetic()) {
        Type::Duration
    } else if text.contains('.') {
        Type::Decimal
    } else {
        Type::Int
    }
}

/// The paths in those tokens, each as its words.
pub(super) fn paths<'w>(stand: &Stand<'w>, tokens: &[Token]) -> Vec<Vec<&'w str>> {
    let groups = tokens.split(|token| !matches!(token.kind, TokenKind::Word | TokenKind::Dot));
    let words = |group: &[Token]| {
        group
            .iter()
            .filter(|token| token.kind == TokenKind::Word)
            .map(|token| stand.say(*token))
            .collect::<Vec<_>>()
    };
    groups.map(words).filter(|words| !words.is_empty()).collect()
}

/// The bracket that is open at the end of those tokens, and how many commas stand in it.
pub(super) fn enclosing(tokens: &[Token]) -> Option<(usize, Bracket, usize)> {
    let (mut depth, mut commas) = (0_usize, 0);
    for (at, token) in tokens.iter().enumerate().rev() {
        match (token.kind, depth) {
            (TokenKind::Close(_), _) => depth += 1,
            (TokenKind::Open(bracket), 0) => return Some((at, bracket, commas)),
            (TokenKind::Open(_), _) => depth -= 1,
            (TokenKind::Comma, 0) => commas += 1,
            _ => {}
        }
    }
    None
}

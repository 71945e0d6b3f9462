use super::token::{Token, TokenKind, slice};

/// Words after which a name stands, and no calculation.
const NAMING: &[&str] = &[
    "let",
    "enum",
    "entity",
    "list",
    "condition",
    "table",
    "model",
    "closures",
    "assignment",
    "queue",
    "workstream",
    "intake",
    "skill_type",
    "skill",
    "rating",
    "profile",
    "hours",
    "bot",
    "copies",
    "to",
    "transfer",
    "fallback",
    "carries",
    "hold",
    "use",
    "require",
    "set",
    "agent",
    "given",
];

/// The name with `_` that is written with the `-` at `at`; none where a calculation could be meant.
pub(super) fn name(text: &str, tokens: &[Token], at: usize) -> Option<String> {
    let is_part =
        |token: &Token| matches!(token.kind, TokenKind::Word | TokenKind::Figure | TokenKind::Minus);
    let (before, after) = (tokens.get(..at)?, tokens.get(at..)?);
    let length = before.iter().rev().take_while(|token| is_part(token)).count();
    let more = after.iter().take_while(|token| is_part(token)).count();
    let (ahead, first) = before.split_at_checked(at - length)?;
    let mut ahead = ahead.iter().rev();
    let (blank, word) = (ahead.next()?, ahead.next()?);
    let named =
        blank.kind == TokenKind::Blank && word.kind == TokenKind::Word && NAMING.contains(&word.text(text));
    let whole = slice(text, first.first()?.start, after.get(more.checked_sub(1)?)?.end);
    let fits = whole.starts_with(|first: char| first.is_ascii_alphabetic()) && more > 1;
    (named && fits).then(|| whole.replace('-', "_"))
}

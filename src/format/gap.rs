use crate::syntax::lex::{Bracket, Token, TokenKind};

/// How many blanks stand between two words of a line. `touching` says whether none does so far, which means something
/// at a sign and at a call.
pub(super) fn between(text: &str, left: Token, right: Token, touching: bool) -> usize {
    use TokenKind::{Close, Colon, Comma, Dot, Minus, Open, Question, Range};
    let tight = match (left.kind, right.kind) {
        (_, Comma | Colon | Dot | Range | Question | Close(Bracket::Round | Bracket::Square))
        | (Open(Bracket::Round | Bracket::Square) | Dot | Range, _) => true,
        (Minus, _) => touching,
        (TokenKind::Word, Open(Bracket::Round)) => touching && !joins(left.text(text)),
        _ => false,
    };
    usize::from(!tight)
}

/// Whether a word joins conditions, so that no call can begin with it.
fn joins(word: &str) -> bool {
    matches!(word, "and" | "or" | "not" | "in" | "is" | "any" | "when" | "otherwise" | "during")
}

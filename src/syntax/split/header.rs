use crate::syntax::lex::{Bracket, Token, TokenKind};

/// Words that begin a declaration and nothing else.
const DECLARATIONS: &[&str] = &[
    "language",
    "import",
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
    "test",
    "scenario",
    "skill_type",
    "skill",
    "organisation",
];

/// Words that begin a declaration, or a setting inside one: there the `{` tells.
const EITHER: &[&str] =
    &["rating", "profile", "presence", "session", "notification", "bot", "auth", "reply", "hours", "channel"];

/// Whether a declaration could begin with `word`.
pub(in crate::syntax) fn declares(word: &str) -> bool {
    DECLARATIONS.contains(&word) || EITHER.contains(&word)
}

/// The declaring word that is most like `word`, if one is.
pub(in crate::syntax) fn nearest(word: &str) -> Option<&'static str> {
    let all = DECLARATIONS.iter().chain(EITHER).copied();
    let far = if word.len() > 4 { 2 } else { 1 };
    // Lengths are compared first: this is asked of every line that begins with something else than a declaration.
    all.filter(|other| other.len().abs_diff(word.len()) <= far && strsim::osa_distance(word, other) <= far)
        .min_by_key(|other| strsim::osa_distance(word, other))
}

/// Whether the tokens, the first of them at the left margin, have the shape of a header: a declaring word with a name,
/// a text or a number after it. `inside` says that a brace is open, where only sure signs count.
pub(super) fn is_header(text: &str, tokens: &[Token], inside: bool) -> bool {
    let mut line = tokens.iter().take_while(|token| token.kind != TokenKind::LineBreak);
    let Some(first) = line.next().filter(|token| token.kind == TokenKind::Word) else { return false };
    let word = first.text(text);
    let sure = DECLARATIONS.contains(&word);
    if !sure && !EITHER.contains(&word) {
        return false;
    }
    let mut rest = line.filter(|token| !token.is_trivia());
    let named = rest.next().is_some_and(names);
    named && (!inside || sure || rest.any(|token| token.kind == TokenKind::Open(Bracket::Curly)))
}

/// Whether the tokens look like a header whose first word is misspelled.
pub(super) fn is_almost_header(text: &str, tokens: &[Token]) -> bool {
    let mut line = tokens
        .iter()
        .take_while(|token| token.kind != TokenKind::LineBreak)
        .filter(|token| !token.is_trivia());
    let word = line.next().filter(|token| token.kind == TokenKind::Word).map_or("", |word| word.text(text));
    !declares(word) && nearest(word).is_some() && line.next().is_some_and(names)
}

/// Whether a token may follow the first word of a header. One that is no name or text is no reason to miss the header.
fn names(token: &Token) -> bool {
    use TokenKind::{Figure, Foreign, OpenText, Text, Word};
    matches!(token.kind, Word | Text | OpenText | Figure | Foreign)
}

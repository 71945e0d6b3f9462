//! What is asked at the end of a condition that is being written, read backwards from there.

use super::typed::{callee, enclosing, operand, searched, ty};
use crate::builtins;
use crate::check::Kind;
use crate::ide::scope::Scope;
use crate::ide::stand::{CLAUSES, Stand};
use crate::ide::walk::path_before;
use crate::syntax::lex::{Bracket, Token, TokenKind};
use crate::types::Type;

/// What may stand at a place of a condition.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Asked<'w> {
    /// The beginning of a comparison.
    Start,
    /// What is below those words.
    Below(Vec<&'w str>),
    /// A value, or a path, of that type.
    Value(Type),
    /// What `in` looks through for a value of that type.
    Set(Type),
    /// What a text or list of that type is searched for.
    Search(Type),
    /// A member of a list of that type.
    Member(Type),
    /// What is asked of something of that type, which may be missing (`true`).
    Operator(Type, bool),
    /// A further condition, or what follows the condition.
    Joint,
    /// What follows a skill that is asked about.
    Skilled(&'w str),
    /// One of these words.
    Words(&'static [&'static str]),
    /// A name of that kind.
    Name(Kind),
    /// A level of that skill.
    Level(&'w str),
    /// Hours, or a time zone.
    Zone,
    /// Nothing that is known.
    Nothing,
}

/// What may stand behind those tokens.
pub(super) fn asked<'w>(stand: &Stand<'w>, scope: &Scope<'_>, tokens: &[Token]) -> Asked<'w> {
    let Some((last, rest)) = tokens.split_last() else { return Asked::Start };
    match last.kind {
        TokenKind::Dot => Asked::Below(path_before(stand, tokens)),
        TokenKind::Equals => Asked::Start,
        TokenKind::Compare => compared(stand, scope, rest),
        TokenKind::Operator | TokenKind::Minus | TokenKind::Default => Asked::Value(ty(stand, scope, rest).0),
        TokenKind::Open(Bracket::Round) => match callee(stand, rest) {
            Some(name) => given(scope, name, 0),
            None => Asked::Start,
        },
        TokenKind::Open(Bracket::Square) => member(stand, scope, rest),
        TokenKind::Comma => among(stand, scope, tokens),
        TokenKind::Word => behind_word(stand, scope, *last, rest),
        TokenKind::Text | TokenKind::Figure | TokenKind::Close(Bracket::Round | Bracket::Square) => {
            behind_operand(stand, scope, tokens)
        }
        TokenKind::Blank
        | TokenKind::LineBreak
        | TokenKind::Comment
        | TokenKind::Doc
        | TokenKind::Mark
        | TokenKind::OpenText
        | TokenKind::Open(Bracket::Curly)
        | TokenKind::Close(Bracket::Curly)
        | TokenKind::Colon
        | TokenKind::Range
        | TokenKind::Arrow
        | TokenKind::Bar
        | TokenKind::Question
        | TokenKind::Foreign => Asked::Nothing,
    }
}

fn compared<'w>(stand: &Stand<'w>, scope: &Scope<'_>, left: &[Token]) -> Asked<'w> {
    if let [.., asks, skill] = left
        && matches!(stand.say(*asks), "has" | "needs" | "require")
    {
        return Asked::Level(stand.say(*skill));
    }
    Asked::Value(ty(stand, scope, left).0)
}

fn behind_word<'w>(stand: &Stand<'w>, scope: &Scope<'_>, last: Token, rest: &[Token]) -> Asked<'w> {
    let before = rest.last().map(|token| stand.say(*token)).unwrap_or_default();
    let dotted = before == ".";
    let word = if dotted { "" } else { stand.say(last) };
    match word {
        "not" if rest.last().is_some_and(|last| ends_operand(stand, *last)) => Asked::Words(&["in"]),
        "and" | "or" | "not" | "when" | "where" | "expect" => Asked::Start,
        "in" => Asked::Set(ty(stand, scope, rest).0),
        "is" => Asked::Words(&["present", "missing"]),
        "within" => Asked::Words(&["last", "next"]),
        "older" => Asked::Words(&["than"]),
        "last" | "next" if before == "within" => Asked::Value(Type::Duration),
        "than" if before == "older" => Asked::Value(Type::Duration),
        "starts" | "ends" => Asked::Words(&["with"]),
        "contains" | "matches" | "with" => Asked::Search(searched(stand, scope, rest)),
        "word" | "any" | "all" | "none" if matches!(before, "contains" | "with" | "word") => {
            Asked::Search(searched(stand, scope, rest))
        }
        "exactly" => Asked::Words(&["in", "contains", "starts", "ends", "matches"]),
        "during" => Asked::Name(Kind::Hours),
        "has" => Asked::Name(Kind::Skill),
        "needs" if before == "item" => Asked::Name(Kind::Skill),
        "holds" if before == "item" => Asked::Name(Kind::Profile),
        "item" => Asked::Words(&["needs", "holds"]),
        _ => {
            let mut tokens = rest.to_vec();
            tokens.push(last);
            behind_operand(stand, scope, &tokens)
        }
    }
}

/// Whether a token may end a value.
fn ends_operand(stand: &Stand<'_>, token: Token) -> bool {
    let ends = matches!(
        token.kind,
        TokenKind::Word
            | TokenKind::Text
            | TokenKind::Figure
            | TokenKind::Close(Bracket::Round | Bracket::Square)
    );
    ends && !matches!(stand.say(token), "and" | "or" | "not" | "when" | "where" | "expect" | "in" | "is")
}

/// What follows a value.
fn behind_operand<'w>(stand: &Stand<'w>, scope: &Scope<'_>, tokens: &[Token]) -> Asked<'w> {
    let start = operand(stand, tokens);
    let before = tokens.get(..start).unwrap_or_default();
    let Some((sign, left)) = before.split_last() else {
        let (ty, optional) = ty(stand, scope, tokens);
        return Asked::Operator(ty, optional);
    };
    if matches!(sign.kind, TokenKind::Operator | TokenKind::Minus | TokenKind::Default) {
        return behind_operand(stand, scope, left);
    }
    let joins = matches!(sign.kind, TokenKind::Compare | TokenKind::Range);
    let asks = [
        "in", "is", "contains", "word", "with", "matches", "any", "all", "none", "during", "last", "next",
        "than", "holds",
    ];
    match stand.say(*sign) {
        "has" | "needs" => Asked::Skilled(tokens.last().map(|token| stand.say(*token)).unwrap_or_default()),
        word if joins || asks.contains(&word) => Asked::Joint,
        "[" | "," => Asked::Nothing,
        "(" if callee(stand, left).is_some() => Asked::Nothing,
        _ => {
            let (ty, optional) = ty(stand, scope, tokens);
            Asked::Operator(ty, optional)
        }
    }
}

fn among<'w>(stand: &Stand<'w>, scope: &Scope<'_>, tokens: &[Token]) -> Asked<'w> {
    let Some((at, bracket, commas)) = enclosing(tokens) else { return Asked::Nothing };
    let before = tokens.get(..at).unwrap_or_default();
    match bracket {
        Bracket::Round => callee(stand, before).map_or(Asked::Nothing, |name| given(scope, name, commas)),
        Bracket::Square => member(stand, scope, before),
        Bracket::Curly => Asked::Nothing,
    }
}

/// What a parameter wants.
fn given<'w>(scope: &Scope<'_>, name: &str, at: usize) -> Asked<'w> {
    if let Some(function) = builtins::FUNCTIONS.iter().find(|known| known.word == name) {
        return if function.of_agent { Asked::Name(Kind::Profile) } else { Asked::Zone };
    }
    let Some((_, parameters)) = scope.given(name) else { return Asked::Nothing };
    match parameters.get(at).map(|parameter| &parameter.ty) {
        Some(Type::Skill) => Asked::Name(Kind::Skill),
        Some(ty) => Asked::Value(ty.clone()),
        None => Asked::Nothing,
    }
}

fn member<'w>(stand: &Stand<'w>, scope: &Scope<'_>, before: &[Token]) -> Asked<'w> {
    let Some((last, left)) = before.split_last() else { return Asked::Nothing };
    match stand.say(*last) {
        "in" => Asked::Member(ty(stand, scope, left).0),
        "any" | "all" | "none" | "contains" | "with" => {
            let Type::List(member) = searched(stand, scope, before) else { return Asked::Nothing };
            Asked::Member(*member)
        }
        _ => Asked::Nothing,
    }
}

/// The word that joins the conditions around the place, on one level with it: `and` or `or`.
pub(super) fn chained(stand: &Stand<'_>) -> Option<&'static str> {
    let begins = ["when", "where", "expect", "="];
    let mut depth = 0_usize;
    for token in stand.before().iter().rev() {
        match (token.kind, stand.say(*token)) {
            (TokenKind::Close(_), _) => depth += 1,
            (TokenKind::Open(_), _) if depth == 0 => break,
            (TokenKind::Open(_), _) => depth -= 1,
            (_, "and") if depth == 0 => return Some("and"),
            (_, "or") if depth == 0 => return Some("or"),
            (_, word) if depth == 0 && begins.contains(&word) => break,
            _ => {}
        }
    }
    depth = 0;
    for token in stand.rest() {
        match (token.kind, stand.say(*token)) {
            (TokenKind::Open(_), _) => depth += 1,
            (TokenKind::Close(_), _) => depth = depth.checked_sub(1)?,
            (_, "and") if depth == 0 => return Some("and"),
            (_, "or") if depth == 0 => return Some("or"),
            (TokenKind::Comma | TokenKind::Colon, _) if depth == 0 => return None,
            (_, word) if depth == 0 && (begins.contains(&word) || CLAUSES.contains(&word)) => return None,
            _ => {}
        }
    }
    None
}

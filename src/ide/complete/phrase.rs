//! What is asked at the end of a condition that is being written, read backwards from there.

use crate::builtins;
use crate::check::Kind;
use crate::ide::scope::Scope;
use crate::ide::stand::Stand;
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

/// The type of what a search looks through: what stands before its first word.
fn searched(stand: &Stand<'_>, scope: &Scope<'_>, before: &[Token]) -> Type {
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

/// Where the value begins that those tokens end with.
fn operand(stand: &Stand<'_>, tokens: &[Token]) -> usize {
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
fn callee<'w>(stand: &Stand<'w>, before: &[Token]) -> Option<&'w str> {
    let last = before.last().filter(|last| last.kind == TokenKind::Word)?;
    let word = stand.say(*last);
    let joins = ["and", "or", "not", "when", "where", "expect", "in", "is", "set", "with", "contains"];
    (!joins.contains(&word)).then_some(word)
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
        "any" | "all" | "none" | "contains" | "with" => match searched(stand, scope, before) {
            Type::List(member) => Asked::Member(*member),
            _ => Asked::Nothing,
        },
        _ => Asked::Nothing,
    }
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
    match last.kind {
        TokenKind::Text => plain(Type::Text),
        TokenKind::Figure => plain(figure(stand.say(*last))),
        TokenKind::Word if matches!(stand.say(*last), "yes" | "no") => plain(Type::Bool),
        TokenKind::Word => {
            let words: Vec<_> = value
                .iter()
                .filter(|token| token.kind == TokenKind::Word)
                .map(|token| stand.say(*token))
                .collect();
            scope.path(&words).map_or((Type::Unknown, false), |found| (found.ty, found.optional))
        }
        _ => plain(Type::Unknown),
    }
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

use crate::syntax::lex::{Bracket, Token, TokenKind, tokens};

/// A text on one line: its words as they stand, comments left out.
pub(super) fn on_one_line(text: &str) -> String {
    let mut line = String::new();
    let mut apart = false;
    for token in tokens(text) {
        if token.is_trivia() {
            apart = true;
            continue;
        }
        if apart && !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&token.text(text).replace(['\n', '\r'], " "));
        apart = false;
    }
    line
}

/// What a text says, however it is laid out: a comma and a line break are the same to all blocks.
pub(super) fn same(text: &str) -> String {
    let said = tokens(text).into_iter().filter(|token| !token.is_trivia() && token.kind != TokenKind::Comma);
    said.map(|token| token.text(text)).collect::<Vec<_>>().join(" ")
}

/// What a setting's value says; of `[a, b]`, in whichever order.
pub(super) fn same_value(text: &str) -> String {
    let mut members = members(text);
    members.sort_unstable();
    members.join(" ")
}

/// The members of `[a, b]`; of anything else, itself.
pub(super) fn members(text: &str) -> Vec<String> {
    let all: Vec<_> = tokens(text).into_iter().filter(|token| !token.is_trivia()).collect();
    let [open, inner @ .., close] = all.as_slice() else { return vec![same(text)] };
    let square = (TokenKind::Open(Bracket::Square), TokenKind::Close(Bracket::Square));
    if (open.kind, close.kind) != square {
        return vec![same(text)];
    }
    let mut members = vec![Vec::new()];
    let mut depth = 0_usize;
    for token in inner {
        if matches!(token.kind, TokenKind::Open(_)) {
            depth += 1;
        } else if matches!(token.kind, TokenKind::Close(_)) {
            depth = depth.saturating_sub(1);
        }
        if token.kind == TokenKind::Comma && depth == 0 {
            members.push(Vec::new());
        } else if let Some(member) = members.last_mut() {
            member.push(token.text(text));
        }
    }
    members.into_iter().filter(|member| !member.is_empty()).map(|member| member.join(" ")).collect()
}

/// A rule without its label.
pub(super) fn unlabelled(text: &str) -> &str {
    let mut all = tokens(text).into_iter().filter(|token| !token.is_trivia());
    let label = all.next().filter(|token| token.kind == TokenKind::Text);
    let colon = label.and_then(|_| all.next()).filter(|token| token.kind == TokenKind::Colon);
    rest(text, colon)
}

/// A text without its first word.
pub(super) fn behind_first_word(text: &str) -> &str {
    rest(text, tokens(text).into_iter().find(|token| !token.is_trivia()))
}

fn rest(text: &str, token: Option<Token>) -> &str {
    let end = token.and_then(|token| usize::try_from(token.end).ok()).unwrap_or(0);
    text.get(end..).unwrap_or_default().trim_start()
}

/// The words of a text with the places where they begin, without what says nothing.
pub(super) fn words(text: &str) -> Vec<(u32, &str)> {
    let said = tokens(text).into_iter().filter(|token| !token.is_trivia() && token.kind != TokenKind::Comma);
    said.map(|token| (token.start, token.text(text))).collect()
}

/// A name that stands for what is declared by that word. No text holds the letter between the two.
pub(super) fn marked(kind: &str, name: &str) -> String {
    format!("{kind}\u{1}{name}")
}

/// The same with other names: `names` are pairs of old and new, marked.
pub(super) fn renamed(same: &str, names: &[(String, String)]) -> String {
    let word = |word| names.iter().find(|(old, _)| old == word).map_or(word, |(_, new)| new.as_str());
    same.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Whether a marked name stands in it.
pub(super) fn mentions(same: &str, name: &str) -> bool {
    same.split(' ').any(|word| word == name)
}

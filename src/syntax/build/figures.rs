//! Numbers, lengths of time and shares that are written as elsewhere.

use super::around::Around;
use super::remedy::Advice;
use crate::syntax::lex::{Token, TokenKind};

/// Numbers that are taken apart, and shares.
pub(super) fn figures(around: &Around<'_>, found: Token) -> Option<Advice> {
    let (text, span) = (around.text(found), around.span(found));
    let [last] = around.back::<1>();
    let after = around.last().is_some_and(|last| last.kind == TokenKind::Figure);
    if let Some((span, length)) = around.length(found).filter(|_| after) {
        return Some(Advice::write(span, &length));
    }
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if after && digits(last) && digits(text) && text.len() == 3 {
        let whole = format!("{last}{text}");
        let mend = around.last().map(|last| (around.span(last).to(span), whole.clone()));
        return Some(Advice::from(format!("`{whole}`, without a space")).by_some(mend));
    }
    let shares = around.has(&["split"]) && found.kind == TokenKind::Figure;
    match (shares, text.ends_with('%')) {
        (true, true) => {
            let queue = around.next.filter(|next| next.kind == TokenKind::Word);
            let mend =
                queue.map(|queue| (span.to(around.span(queue)), format!("{} {text}", around.text(queue))));
            Some(Advice::from(format!("the queue before its share, such as `general {text}`")).by_some(mend))
        }
        (true, false) => Some(Advice::from(format!("a percentage: `{text}%`")).by(span.after(), "%")),
        (false, _) => None,
    }
}

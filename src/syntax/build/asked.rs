//! Comparisons as most are written, read straight from the tokens of an entry.

use super::expr::compared_by;
use super::phrase::Phrase;
use crate::syntax::ast::{Case, Expr, ExprKind, Quantifier, TextOp};
use crate::syntax::lex::TokenKind;

impl Phrase<'_> {
    /// A value, and what is asked about it.
    pub(super) fn comparison(&mut self) -> Option<Expr> {
        let start = self.peek()?.start;
        let left = self.subject()?;
        let exact = self.word("exactly");
        let case = if exact { Case::Exact } else { Case::Ignored };
        let next = self.peek();
        let kind = match next.map(|next| (next.kind, self.text(next))) {
            Some((TokenKind::Compare, sign)) => {
                self.take(TokenKind::Compare)?;
                let (left, right) = (Box::new(left), Box::new(self.operand()?));
                ExprKind::Compare { left, op: compared_by(sign), case, right }
            }
            Some((TokenKind::Word, "in" | "not")) => self.membership(left, case)?,
            Some((TokenKind::Word, "contains" | "starts" | "ends" | "matches")) => self.search(left, case)?,
            _ if exact => return None,
            Some((TokenKind::Word, "is")) => self.presence(left)?,
            Some((TokenKind::Word, "within" | "older" | "during")) => self.when(left)?,
            Some((TokenKind::Operator | TokenKind::Minus | TokenKind::Default | TokenKind::Range, _)) => {
                return None;
            }
            _ => return Some(left),
        };
        let ends = self.peek().is_none_or(|token| {
            matches!(token.kind, TokenKind::Word | TokenKind::Comma | TokenKind::Close(_))
        });
        ends.then(|| Expr { kind, span: self.span(start) })
    }

    /// What stands before an operator, or alone.
    fn subject(&mut self) -> Option<Expr> {
        let start = self.peek()?.start;
        if !self.word("during") {
            return self.operand();
        }
        let hours = self.name()?;
        Some(Expr { kind: ExprKind::During { left: None, hours }, span: self.span(start) })
    }

    fn presence(&mut self, left: Expr) -> Option<ExprKind> {
        let present = self.word("is") && self.word("present");
        let known = present || self.word("missing");
        known.then(|| ExprKind::Presence { left: Box::new(left), present })
    }

    fn membership(&mut self, left: Expr, case: Case) -> Option<ExprKind> {
        let negated = self.word("not");
        if !self.word("in") {
            return None;
        }
        let set = Box::new(self.operand()?);
        Some(ExprKind::In { left: Box::new(left), negated, case, set })
    }

    /// `within last 2d`, `older than 30d`, `during office`
    fn when(&mut self, left: Expr) -> Option<ExprKind> {
        let left = Box::new(left);
        if self.word("during") {
            return Some(ExprKind::During { left: Some(left), hours: self.name()? });
        }
        if self.word("older") {
            let length = if self.word("than") { Box::new(self.operand()?) } else { return None };
            return Some(ExprKind::OlderThan { left, length });
        }
        let next = self.word("within") && self.word("next");
        if !next && !self.word("last") {
            return None;
        }
        Some(ExprKind::Within { left, next, length: Box::new(self.operand()?) })
    }

    fn search(&mut self, left: Expr, case: Case) -> Option<ExprKind> {
        let op = self.text_op()?;
        let quantifier = if self.word("any") {
            Some(Quantifier::Any)
        } else if self.word("all") {
            Some(Quantifier::All)
        } else {
            self.word("none").then_some(Quantifier::None)
        };
        let right = Box::new(self.operand()?);
        Some(ExprKind::Search { left: Box::new(left), op, quantifier, case, right })
    }

    fn text_op(&mut self) -> Option<TextOp> {
        if self.word("contains") {
            return Some(if self.word("word") { TextOp::ContainsWord } else { TextOp::Contains });
        }
        if self.word("matches") {
            return Some(TextOp::Matches);
        }
        let op = if self.word("starts") { TextOp::StartsWith } else { TextOp::EndsWith };
        let named = op == TextOp::StartsWith || self.word("ends");
        (named && self.word("with")).then_some(op)
    }
}

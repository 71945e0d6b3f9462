use super::part::Piece;
use super::reader::Reader;
use super::text;
use crate::source::Span;
use crate::syntax::ast::{Clause, ClauseKind, Guard, Rule};

/// What a rule is made of: its condition, and each thing it does.
pub(super) fn pieces(reader: &Reader<'_>, rule: &Rule) -> Vec<Piece> {
    let guard = rule.guard.as_ref().map(|guard| match guard {
        Guard::When(condition) => written(reader, "condition", condition.span),
        Guard::Otherwise(span) => written(reader, "condition", *span),
    });
    guard.into_iter().chain(rule.clauses.iter().map(|clause| piece(reader, clause))).collect()
}

fn piece(reader: &Reader<'_>, clause: &Clause) -> Piece {
    match &clause.kind {
        ClauseKind::Set { spans, value, .. } => {
            let paths: Vec<_> = spans.iter().map(|span| reader.words(*span)).collect();
            Piece { of: Some(paths.join(", ")), ..written(reader, "value", value.span) }
        }
        ClauseKind::Require { skill, .. } => {
            Piece { of: Some(skill.text.clone()), ..clause_of(reader, "skill", clause) }
        }
        ClauseKind::Hold(profile) => {
            Piece { of: Some(profile.text.clone()), ..clause_of(reader, "profile", clause) }
        }
        ClauseKind::To(_) => clause_of(reader, "target", clause),
        ClauseKind::Urgency(_) => clause_of(reader, "urgency", clause),
        ClauseKind::Overflow(_) => clause_of(reader, "overflow", clause),
        ClauseKind::Use(_) => clause_of(reader, "assignment", clause),
        ClauseKind::After { .. } => clause_of(reader, "wait", clause),
        ClauseKind::Then(_) => clause_of(reader, "action", clause),
        ClauseKind::Pick(Some(condition)) => written(reader, "agents", condition.span),
        ClauseKind::Pick(None) => {
            Piece { what: "agents", of: None, text: "all of the queue".to_owned(), same: String::new() }
        }
        ClauseKind::Order(_) => clause_of(reader, "order", clause),
    }
}

fn written(reader: &Reader<'_>, what: &'static str, span: Span) -> Piece {
    let same = text::same(reader.checked.sources.text(span));
    Piece { what, of: None, text: reader.words(span), same }
}

/// A clause without the word it begins with.
fn clause_of(reader: &Reader<'_>, what: &'static str, clause: &Clause) -> Piece {
    let rest = text::behind_first_word(reader.checked.sources.text(clause.span));
    Piece { what, of: None, text: text::on_one_line(rest), same: text::same(rest) }
}

use super::context::Context;
use super::error::QueueError;
use super::names::Kind;
use super::uses::Sort;
use crate::hir::WorkKind;
use crate::source::Span;
use crate::syntax::ast::{Clause, ClauseKind, OrderKey, Rule};

/// A list of rules, by the clauses it allows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// What the list is called in a sentence.
    pub(super) called: &'static str,
    /// The words of the clauses it allows.
    pub(super) words: &'static [&'static str],
    /// What its rules look like.
    pub(super) looks: &'static str,
}

/// The rules of `prioritize`.
pub(super) const PRIORITIZE: Place = Place {
    called: "`prioritize`",
    words: &["order by"],
    looks: "a rule of `prioritize` says which items it claims and their order: `when priority == high order by opened`",
};

/// The rules of `choose`.
pub(super) const CHOOSE: Place = Place {
    called: "`choose`",
    words: &["use"],
    looks: "a rule of `choose` names an assignment: `when customer.tier == gold use skilled_first(french)`",
};

/// The rules of an assignment.
pub(super) const ASSIGNMENT: Place = Place {
    called: "an assignment",
    words: &["pick agents", "order by"],
    looks: "a rule of an assignment finds agents: `when waited < 2m pick agents where has french order by idle_time`",
};

/// The rules of an intake.
pub(super) const INTAKE: Place = Place {
    called: "an intake",
    words: &["to"],
    looks: "a rule of an intake names a workstream: `when product == billing to case_desk`",
};

/// The rules of overflow.
pub(super) const OVERFLOW: Place = Place {
    called: "overflow",
    words: &["after", "then"],
    looks: "an overflow rule says when, after what wait, and one action: `when waiting_items > 40 then transfer general`",
};

/// The word of a clause.
pub(super) fn word(kind: &ClauseKind) -> &'static str {
    match kind {
        ClauseKind::Set { .. } => "set",
        ClauseKind::Require { .. } => "require",
        ClauseKind::Hold(_) => "hold",
        ClauseKind::To(_) => "to",
        ClauseKind::Urgency(_) => "urgency",
        ClauseKind::Overflow(_) => "overflow",
        ClauseKind::Use(_) => "use",
        ClauseKind::After { .. } => "after",
        ClauseKind::Then(_) => "then",
        ClauseKind::Pick(_) => "pick agents",
        ClauseKind::Order(_) => "order by",
    }
}

/// Reports clauses that have no place in that list of rules, or stand there twice. Gives the others.
pub(super) fn allowed<'a>(ctx: &mut Context<'_>, rule: &'a Rule, place: Place) -> Vec<&'a Clause> {
    let mut kept: Vec<&Clause> = Vec::new();
    for clause in &rule.clauses {
        let word = word(&clause.kind);
        let first = kept.iter().find(|other| self::word(&other.kind) == word).map(|other| other.span);
        match first {
            _ if !place.words.contains(&word) => ctx.report(QueueError::ClauseOutOfPlace {
                clause: word,
                place: place.called,
                allowed: place.looks,
                span: clause.span,
                routes: place.words.contains(&"to"),
            }),
            Some(first) if word != "then" => {
                ctx.report(QueueError::ClauseTwice { clause: word, span: clause.span, first });
            }
            Some(_) | None => kept.push(clause),
        }
    }
    kept
}

/// Notes the label of a rule as what declares it. A label with `\` in it, or of several lines, has no place.
pub(super) fn note_label(ctx: &Context<'_>, rule: &Rule) {
    let Some(label) = &rule.label else { return };
    if let Some(place) = label_at(ctx, label.span, &label.value) {
        ctx.note(place, Sort::Rule, place, String::new);
    }
}

/// The place of a label within the quotes that begin there, if it stands there as it is.
pub(super) fn label_at(ctx: &Context<'_>, quote: Span, label: &str) -> Option<Span> {
    let start = quote.start.checked_add(1)?;
    let end = start.checked_add(u32::try_from(label.len()).ok()?)?;
    let place = Span { start, end, ..quote };
    (!label.is_empty() && ctx.sources.text(place) == label).then_some(place)
}

/// What a rule is called: its label, or a stable name of its list and position.
pub(super) fn rule_name(rule: &Rule, list: &str, index: usize) -> String {
    rule.label.as_ref().map_or_else(|| format!("{list}#{}", index + 1), |label| label.value.clone())
}

/// The first clause that `pick` wants.
pub(super) fn find<'a, T>(kept: &[&'a Clause], pick: fn(&'a ClauseKind) -> Option<T>) -> Option<T> {
    kept.iter().find_map(|clause| pick(&clause.kind))
}

/// The keys of `order by`; none where it is not written.
pub(super) fn order<'a>(kept: &[&'a Clause]) -> &'a [OrderKey] {
    let keys =
        find(kept, |clause| if let ClauseKind::Order(keys) = clause { Some(keys.as_slice()) } else { None });
    keys.unwrap_or_default()
}

/// Reports a missing clause, unless a clause that is out of place was probably meant to be it.
pub(super) fn report_missing(
    ctx: &mut Context<'_>,
    place: Place,
    missing: &'static str,
    example: &'static str,
    rule: &Rule,
) {
    if rule.clauses.iter().any(|clause| !place.words.contains(&word(&clause.kind))) {
        return;
    }
    ctx.report(QueueError::ClauseMissing { place: place.called, missing, example, span: rule.span });
}

/// What the queues of the program may carry.
pub(super) fn entities(ctx: &Context<'_>) -> Vec<String> {
    let all = ctx.names.all(Kind::Entity).filter(|name| *name != "Agent");
    all.take(4).map(str::to_owned).collect()
}

/// A kind of work as the language writes it.
pub(super) fn kind_word(kind: WorkKind) -> &'static str {
    match kind {
        WorkKind::Messaging => "messaging",
        WorkKind::Record => "record",
        WorkKind::Voice => "voice",
    }
}

/// The kind of work that the language writes so.
pub(super) fn work_kind(word: &str) -> Option<WorkKind> {
    [WorkKind::Messaging, WorkKind::Record, WorkKind::Voice].into_iter().find(|kind| kind_word(*kind) == word)
}

/// A kind of work as a sentence calls it.
pub(super) fn kind_phrase(kind: WorkKind) -> &'static str {
    match kind {
        WorkKind::Messaging => "messaging",
        WorkKind::Record => "records",
        WorkKind::Voice => "voice",
    }
}

/// Several kinds of work as a sentence calls them.
pub(super) fn kind_phrases(kinds: &[WorkKind]) -> String {
    kinds.iter().map(|kind| kind_phrase(*kind)).collect::<Vec<_>>().join(" and ")
}

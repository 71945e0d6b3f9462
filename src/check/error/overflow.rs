use super::nearest::{instead, one_of, without};
use crate::diagnostic::{Edit, Fix, Problem, Texts};
use crate::source::Span;
use miette::Diagnostic;
use thiserror::Error;

/// What may be wrong with rules of overflow (domain section 9).
#[derive(Debug, Clone, Error, Diagnostic)]
pub(in crate::check) enum OverflowError {
    #[error("this overflow rule does not say what to do")]
    #[diagnostic(
        code("overflow-without-action"),
        help("end it with `then` and one action, such as `then transfer general`")
    )]
    WithoutAction {
        #[label]
        span: Span,
        /// What may be written at its end.
        choices: Vec<String>,
    },

    #[error("this overflow rule does two things")]
    #[diagnostic(
        code("overflow-two-actions"),
        help(
            "keep one `then`: an item that has been transferred or ended is no longer here for a second action"
        )
    )]
    TwoActions {
        #[label("this is the second")]
        span: Span,
        #[label("this is the first")]
        first: Span,
    },

    #[error("overflow has no action `{word}`")]
    #[diagnostic(code("overflow-unknown-action"), help("{}", known_actions(near.as_deref(), actions)))]
    UnknownAction {
        word: String,
        near: Option<String>,
        actions: String,
        #[label]
        span: Span,
    },

    #[error("`then {word}` {wrong}")]
    #[diagnostic(code("overflow-action-value"), help("write `then {example}`"))]
    ActionValue {
        word: String,
        wrong: &'static str,
        example: String,
        #[label]
        span: Span,
        /// What may be written.
        choices: Vec<String>,
    },

    #[error("`{action}` is not possible for {kind} {situation}")]
    #[diagnostic(code("overflow-action-not-possible"), help("possible here: {possible}{split}"))]
    ActionNotPossible {
        action: String,
        kind: &'static str,
        situation: String,
        possible: String,
        split: &'static str,
        #[label]
        span: Span,
        /// The whole action.
        whole: Span,
        /// What may be written in its place.
        choices: Vec<String>,
    },

    #[error("`{fact}` is not known for {kind}")]
    #[diagnostic(code("overflow-fact-not-known"), help("{instead}"))]
    FactNotKnown {
        fact: &'static str,
        kind: &'static str,
        instead: &'static str,
        #[label]
        span: Span,
    },

    #[error("`{fact}` is asked only when an item arrives, and this rule waits with `after`")]
    #[diagnostic(
        code("overflow-fact-while-waiting"),
        help("leave `after` out to ask on arrival, or let the rule speak of the item and the wait only")
    )]
    FactWhileWaiting {
        fact: &'static str,
        #[label]
        span: Span,
        #[label("from here on the item is already waiting")]
        after: Span,
    },

    #[error("`out_of_hours` never holds: queue `{queue}` has no hours, so it is always open")]
    #[diagnostic(
        code("overflow-without-hours"),
        help("give the queue its calendar, such as `hours office`, or remove this rule")
    )]
    WithoutHours {
        queue: String,
        #[label]
        span: Span,
        /// Where the queue is declared.
        declared: Option<Span>,
        /// Calendars it may be given.
        calendars: Vec<String>,
    },

    #[error("a route rule's own overflow is asked on arrival only, so `after` has no place here")]
    #[diagnostic(
        code("overflow-after-in-route"),
        help("write what happens while the item waits in the `overflow` of the queue")
    )]
    AfterInRoute {
        #[label]
        span: Span,
    },

    #[error("`after` in an overflow rule needs a fixed length of time, longer than nothing")]
    #[diagnostic(
        code("overflow-after-length"),
        help("write a length such as `after 10m` or `after 2h of office`")
    )]
    AfterLength {
        #[label]
        span: Span,
    },

    #[error("queue `{target}` takes {takes}, and this overflow is about {kind}")]
    #[diagnostic(code("overflow-transfer-kind"), help("transfer to a queue whose `type` has {kind} too"))]
    TransferKind {
        target: String,
        takes: String,
        kind: &'static str,
        #[label]
        span: Span,
        /// Queues that take it.
        choices: Vec<String>,
    },

    #[error("this overflow transfers items to the very queue they are in")]
    #[diagnostic(code("overflow-transfer-to-itself"), help("name another queue, or remove the rule"))]
    TransferToItself {
        #[label]
        span: Span,
    },

    #[error("items can go round in a circle: {round}")]
    #[diagnostic(
        code("overflow-circle"),
        help("let one of these queues keep its items, or transfer to a queue outside the circle")
    )]
    Circle {
        round: String,
        #[label("this transfer is part of the circle")]
        span: Span,
    },
}

fn known_actions(near: Option<&str>, actions: &str) -> String {
    near.map_or_else(|| format!("the actions are {actions}"), |near| format!("did you mean `{near}`?"))
}

impl Problem for OverflowError {
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::UnknownAction { near, span, .. } => near.iter().map(|near| instead(*span, near)).collect(),
            Self::WithoutAction { span, choices } => {
                let end =
                    |action: &String| Fix::add(action, Some(Edit::new(span.after(), &format!(" {action}"))));
                choices.iter().filter_map(end).collect()
            }
            Self::TwoActions { span, first } => {
                vec![without(texts, texts.at(*span), *span), without(texts, texts.at(*first), *first)]
            }
            Self::ActionValue { span, choices, .. }
            | Self::ActionNotPossible { whole: span, choices, .. } => one_of(*span, choices),
            Self::FactWhileWaiting { after, .. } => vec![without(texts, texts.at(*after), *after)],
            Self::WithoutHours { span, declared, calendars, .. } => {
                let given = |calendar: &String| {
                    let setting = format!("hours {calendar}");
                    declared.and_then(|queue| Fix::add(&setting, texts.added(queue, &setting)))
                };
                let rule = Fix::without(texts, "remove the rule", *span);
                calendars.iter().filter_map(given).chain(rule).collect()
            }
            Self::AfterInRoute { span } => {
                let rule = texts.entry(*span).map_or("", |entry| texts.at(entry));
                if rule.contains("when ") {
                    return vec![without(texts, texts.at(*span), *span)];
                }
                Fix::list([Fix::without(texts, "remove the rule", *span)])
            }
            Self::TransferKind { target, span, choices, .. } => {
                let written = format!("transfer {target}");
                let place = texts.at(*span).rfind(&written).and_then(|at| u32::try_from(at).ok());
                let length = u32::try_from(written.len()).unwrap_or(0);
                let place = place.map(|at| Span::new(span.file, span.start + at, span.start + at + length));
                let other = |queue: &String| place.map(|place| instead(place, &format!("transfer {queue}")));
                choices.iter().filter_map(other).collect()
            }
            Self::TransferToItself { span } | Self::Circle { span, .. } => {
                Fix::list([Fix::without(texts, "remove the rule", *span)])
            }
            // How long, or how many, is not known.
            Self::AfterLength { .. } | Self::FactNotKnown { .. } => Vec::new(),
        }
    }
}

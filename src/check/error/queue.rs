use super::nearest::{instead, without};
use crate::diagnostic::{Edit, Fix, Problem, Texts};
use crate::source::Span;
use miette::Diagnostic;
use thiserror::Error;

/// What may be wrong with queues (domain sections 10 to 12).
#[derive(Debug, Clone, Error, Diagnostic)]
pub(in crate::check) enum QueueError {
    #[error("`{queue}` is one of the three queues that every program has; only its `assign` can be changed")]
    #[diagnostic(
        code("built-in-queue"),
        help("remove this, or declare a queue of your own under another name")
    )]
    BuiltIn {
        queue: String,
        #[label]
        span: Span,
    },

    #[error("queue `{queue}` has a second `{block}` block")]
    #[diagnostic(
        code("repeated-block"),
        help("put the rules of both into one `{block}` block, in the order they should be asked")
    )]
    RepeatedBlock {
        queue: String,
        block: String,
        #[label]
        span: Span,
    },

    #[error("queue `{queue}` copies itself, by way of the queues it copies")]
    #[diagnostic(code("copy-cycle"), help("let one of these queues say its settings itself"))]
    CopiesItself {
        queue: String,
        #[label]
        span: Span,
    },

    #[error("queue `{queue}` has rules about its items, but does not say what its items are")]
    #[diagnostic(
        code("queue-without-carries"),
        help(
            "add `carries` with the entity of its items, such as `carries Case`; a queue that every program has cannot use such rules"
        )
    )]
    WithoutCarries {
        queue: String,
        #[label("this speaks of the item")]
        span: Span,
        #[label("this queue")]
        declared: Span,
        /// What it may carry.
        choices: Vec<String>,
    },

    #[error("nobody works in queue `{queue}`, and nothing leads out of it: its items stay there")]
    #[diagnostic(
        code("queue-without-way-out"),
        severity(Warning),
        help("give it members, or an overflow rule such as `after 10m then transfer general`")
    )]
    WithoutWayOut {
        queue: String,
        #[label]
        span: Span,
    },

    #[error("no rule, fallback or transfer leads to queue `{queue}`")]
    #[diagnostic(
        code("queue-not-used"),
        severity(Advice),
        help("send items to it from a route, or remove it")
    )]
    NotUsed {
        queue: String,
        #[label]
        span: Span,
        /// Whether something else names it, such as a test.
        named: bool,
    },

    #[error("`{clause}` has no place in {place}")]
    #[diagnostic(code("clause-out-of-place"), help("{allowed}"))]
    ClauseOutOfPlace {
        clause: &'static str,
        place: &'static str,
        allowed: &'static str,
        #[label]
        span: Span,
        /// Whether the rules say where items go.
        routes: bool,
    },

    #[error("this rule of {place} does not say {missing}")]
    #[diagnostic(code("clause-missing"), help("add `{example}`"))]
    ClauseMissing {
        place: &'static str,
        missing: &'static str,
        example: &'static str,
        #[label]
        span: Span,
    },

    #[error("this rule says `{clause}` twice")]
    #[diagnostic(code("clause-twice"), help("keep one of the two"))]
    ClauseTwice {
        clause: &'static str,
        #[label("this is the second")]
        span: Span,
        #[label("this is the first")]
        first: Span,
    },

    #[error("{what} cannot be put in order by `{key}`")]
    #[diagnostic(code("order-key"), help("{}", order_help(near.as_deref(), known)))]
    OrderKey {
        what: &'static str,
        key: String,
        near: Option<String>,
        known: &'static str,
        #[label]
        span: Span,
    },

    #[error("`{key}` is {ty}, which has no order")]
    #[diagnostic(
        code("order-key-type"),
        help(
            "order by a number, a date, an instant, a length of time or an enum, whose declared order counts"
        )
    )]
    OrderKeyType {
        key: String,
        ty: String,
        #[label]
        span: Span,
    },

    #[error("`{key}` has its own direction, so `{direction}` has no place after it")]
    #[diagnostic(code("order-direction"), help("write `order by {key}`"))]
    OrderDirection {
        key: String,
        direction: &'static str,
        #[label]
        span: Span,
    },

    #[error(
        "queue `{queue}` assigns by `{assignment}`, which does not look at {settings} of workstream `{workstream}`"
    )]
    #[diagnostic(
        code("settings-not-looked-at"),
        severity(Advice),
        help(
            "an assignment decides alone: restate them with `inherit [{inherit}]` in `assignment {assignment}`, or in its conditions"
        )
    )]
    SettingsNotLookedAt {
        queue: String,
        assignment: String,
        workstream: String,
        settings: String,
        inherit: String,
        #[label]
        span: Span,
        /// Where the assignment is declared, and what it inherits already.
        declared: Option<Span>,
        inherits: Vec<String>,
    },
}

fn order_help(near: Option<&str>, known: &str) -> String {
    near.map_or_else(|| format!("order by {known}"), |near| format!("did you mean `{near}`?"))
}

impl Problem for QueueError {
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::OrderKey { near, span, .. } => near.iter().map(|near| instead(*span, near)).collect(),
            Self::BuiltIn { span, .. } => vec![unbuilt(texts, *span)],
            Self::RepeatedBlock { block, span, .. } => {
                let first = texts.word(*span, block);
                let word = Span::new(span.file, span.start, span.start);
                let edits = first.and_then(|first| texts.joined(word, first));
                Fix::list([
                    edits.and_then(|edits| Fix::all(format!("put both into one `{block}`"), edits.map(Some)))
                ])
            }
            Self::WithoutCarries { declared, choices, .. } => {
                let carries = |entity: &String| {
                    let setting = format!("carries {entity}");
                    Fix::add(&setting, texts.added(*declared, &setting))
                };
                choices.iter().filter_map(carries).collect()
            }
            Self::WithoutWayOut { span, .. } => {
                let written = texts.at(*span).starts_with("members");
                if written { vec![instead(*span, "members everyone")] } else { Vec::new() }
            }
            Self::NotUsed { queue, span, named: false } => {
                Fix::list([Fix::all(format!("remove `queue {queue}`"), [texts.undeclared(*span)])])
            }
            Self::ClauseOutOfPlace { clause: "then", span, routes: true, .. } => {
                vec![to_for_then(texts, *span)]
            }
            Self::ClauseOutOfPlace { clause, span, .. } => vec![without(texts, clause, *span)],
            Self::ClauseMissing { example, span, .. } => {
                Fix::list([Fix::add(example, Some(Edit::new(span.after(), &format!(" {example}"))))])
            }
            Self::ClauseTwice { span, first, .. } => {
                vec![without(texts, texts.at(*span), *span), without(texts, texts.at(*first), *first)]
            }
            Self::OrderDirection { key, span, .. } => vec![instead(*span, key)],
            Self::SettingsNotLookedAt { inherit, inherits, declared, .. } => {
                let all: Vec<_> = inherits.iter().map(String::as_str).chain([inherit.as_str()]).collect();
                let setting = format!("inherit [{}]", all.join(", "));
                Fix::list([declared.and_then(|declared| inheriting(texts, declared, &setting))])
            }
            Self::NotUsed { named: true, .. } | Self::CopiesItself { .. } | Self::OrderKeyType { .. } => {
                Vec::new()
            }
        }
    }
}

/// `then vip` becomes `to vip`, and so does `then to vip`.
fn to_for_then(texts: Texts<'_>, clause: Span) -> Fix {
    let rest = texts.at(clause).trim_start_matches("then").trim_start();
    let target = rest.strip_prefix("to ").or_else(|| rest.strip_prefix("transfer ")).unwrap_or(rest);
    instead(clause, &format!("to {}", target.trim_start()))
}

/// Leaves out what a queue that every program has cannot say; what it copies goes with its word.
fn unbuilt(texts: Texts<'_>, span: Span) -> Fix {
    let before = texts.beside(span).map_or("", |(before, _)| before);
    let copies = before.trim_end().ends_with("copies").then(|| before.len() - before.trim_end().len() + 6);
    let start = copies.and_then(|length| u32::try_from(length).ok()).unwrap_or(0);
    let whole = Span::new(span.file, span.start - start, span.end);
    Fix { title: "remove this".to_owned(), edits: vec![texts.left_out(whole)] }
}

fn inheriting(texts: Texts<'_>, declared: Span, setting: &str) -> Option<Fix> {
    match texts.word(declared, "inherit").and_then(|word| texts.entry(word)) {
        Some(written) => Some(instead(written, setting)),
        None => Fix::add(setting, texts.added_first(declared, setting)),
    }
}

use super::nearest::{instead, one_of, without, without_entry};
use super::path::moved_up;
use crate::diagnostic::{Edit, Fix, Problem, Texts};
use crate::source::Span;

/// What may be wrong with a rule of classification or of a route.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub(in crate::check) enum RuleError {
    #[error("`{ruleset}` has no rules")]
    #[diagnostic(
        code("empty-ruleset"),
        help("write a rule: `\"Urgent\": when priority == high set severity = 1`, or remove the ruleset")
    )]
    Empty {
        ruleset: String,
        #[label("no rules")]
        span: Span,
    },
    #[error("two rules of `{ruleset}` are called \"{label}\"")]
    #[diagnostic(
        code("duplicate-label"),
        help("give one of them another label: decisions and tests name rules by it")
    )]
    DuplicateLabel {
        ruleset: String,
        label: String,
        #[label(primary, "again here")]
        span: Span,
        #[label("first here")]
        first: Span,
    },
    #[error("this rule sets `{path}` twice")]
    #[diagnostic(code("set-twice"), help("keep the one that is meant: the last would win"))]
    SetTwice {
        path: String,
        #[label(primary, "set again")]
        span: Span,
        #[label("set first")]
        first: Span,
        /// The whole clauses.
        clauses: [Span; 2],
    },
    #[error("`{path}` is asked for before the ruleset `{by}` sets it")]
    #[diagnostic(code("read-before-set"), severity(Advice), help("{help}"))]
    ReadBeforeSet {
        path: String,
        by: String,
        help: String,
        #[label("as it was before `{by}`")]
        span: Span,
    },
    #[error("several fields can be set together only from a table")]
    #[diagnostic(code("set-needs-table"), help("write one `set` for each, or `set (a, b) = table(…)`"))]
    SetNeedsTable {
        #[label("not a table")]
        span: Span,
        /// The whole clause.
        clause: Span,
    },
    #[error("`{table}` gives {outputs}, and {fields} would be set")]
    #[diagnostic(code("set-count"), help("write as many fields as the table has outputs"))]
    SetCount {
        table: String,
        outputs: String,
        fields: String,
        #[label("{fields}")]
        span: Span,
    },
    #[error("`{queue}` takes {takes}, but this workstream sends {sends}")]
    #[diagnostic(code("queue-kind"), help("name a queue whose `type` is {wanted}"))]
    QueueKind {
        queue: String,
        takes: String,
        sends: &'static str,
        wanted: &'static str,
        #[label("a queue for {takes}")]
        span: Span,
        /// Queues that take it.
        choices: Vec<String>,
    },
    #[error("`{table}` does not give a queue")]
    #[diagnostic(
        code("target-not-a-queue"),
        help("name a table with one output, a queue: `table desk_for(…) -> queue first`")
    )]
    TargetNotAQueue {
        table: String,
        #[label("not a queue")]
        span: Span,
    },
    #[error("the shares of this split come to {sum}%, not to 100%")]
    #[diagnostic(code("split-sum"), help("{help}"))]
    SplitSum {
        sum: i64,
        help: String,
        #[label("{sum}% in all")]
        span: Span,
    },
    #[error("a share of {percent}% is no share")]
    #[diagnostic(code("split-share"), help("write 1% to 99%, or remove the queue from the split"))]
    SplitShare {
        percent: i64,
        #[label("not between 1% and 99%")]
        span: Span,
    },
    #[error("`{queue}` stands twice in this split")]
    #[diagnostic(code("split-twice"), help("write it once, with the sum of its shares"))]
    SplitTwice {
        queue: String,
        #[label(primary, "again here")]
        span: Span,
        #[label("first here")]
        first: Span,
    },
    #[error("this workstream has no bot to send items to")]
    #[diagnostic(code("no-bot"), help("name it in the workstream: `bot order_helper`"))]
    NoBot {
        #[label("which bot?")]
        span: Span,
        /// Bots that it may name.
        choices: Vec<String>,
    },
    #[error("the steps of an urgency must rise, in wait and in value")]
    #[diagnostic(
        code("urgency-steps"),
        help("begin without a wait and go up: `urgency [2, 3 after 10m, 5 after 30m]`")
    )]
    UrgencySteps {
        #[label("does not rise")]
        span: Span,
    },
}

impl Problem for RuleError {
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::Empty { ruleset, span } => {
                let word = texts
                    .at(*span)
                    .starts_with("route")
                    .then(|| Span::new(span.file, span.start, span.start));
                let title = format!("remove `{ruleset}`");
                Fix::list([Fix::without(texts, title, word.unwrap_or(*span))])
            }
            Self::DuplicateLabel { label, span, .. } => {
                let free = texts.free(*span, label, " ");
                vec![instead(*span, &format!("\"{free}\""))]
            }
            Self::SetTwice { clauses, .. } => {
                clauses.iter().rev().map(|clause| without(texts, texts.at(*clause), *clause)).collect()
            }
            Self::ReadBeforeSet { by, span, .. } => Fix::list([moved_up(texts, by, *span)]),
            Self::SetNeedsTable { span, clause } => Fix::list([one_each(texts, *span, *clause)]),
            Self::QueueKind { queue, span, choices, .. } => {
                if texts.at(*span) == queue {
                    one_of(*span, choices)
                } else {
                    Vec::new()
                }
            }
            Self::SplitSum { sum, span, .. } => Fix::list([last_share(texts, *sum, *span)]),
            Self::SplitShare { span, .. } => Fix::list([without_entry(texts, texts.at(*span), *span)]),
            Self::SplitTwice { queue, span, first } => {
                Fix::list([joined_shares(texts, queue, *span, *first)])
            }
            Self::NoBot { span, choices } => {
                let named = |bot: &String| Fix::add(&format!("bot {bot}"), named_in(texts, *span, bot));
                let declared = Fix::all(
                    "declare `bot order_helper`",
                    [
                        named_in(texts, *span, "order_helper"),
                        texts.declared(*span, "bot order_helper \"Order helper\" { kind copilot }"),
                    ],
                );
                let declared = declared.filter(|_| choices.is_empty());
                choices.iter().filter_map(named).chain(declared).collect()
            }
            Self::SetCount { .. } | Self::TargetNotAQueue { .. } | Self::UrgencySteps { .. } => Vec::new(),
        }
    }
}

/// `bot x` in the workstream around a place.
fn named_in(texts: Texts<'_>, span: Span, bot: &str) -> Option<Edit> {
    let header = texts.declaration(span)?;
    texts.added(Span::new(header.file, header.start, header.start), &format!("bot {bot}"))
}

/// `set (a, b) = 1` becomes `set a = 1 set b = 1`.
fn one_each(texts: Texts<'_>, value: Span, clause: Span) -> Option<Fix> {
    let fields = texts.at(clause).strip_prefix("set")?.trim_start().strip_prefix('(')?.split(')').next()?;
    let value = texts.at(value);
    let clauses: Vec<_> = fields.split(',').map(|field| format!("set {} = {value}", field.trim())).collect();
    Some(Fix::change("write one `set` for each", clause, &clauses.join(" ")))
}

/// The place of the number before the last `%` of `span`, and the number.
fn percent(texts: Texts<'_>, span: Span) -> Option<(Span, i64)> {
    let before = texts.at(span).rsplit_once('%')?.0;
    let start = before.trim_end_matches(|digit: char| digit.is_ascii_digit()).len();
    let (from, to) = (u32::try_from(start).ok()?, u32::try_from(before.len()).ok()?);
    let place = Span::new(span.file, span.start + from, span.start + to);
    Some((place, before.get(start..)?.parse().ok()?))
}

/// The last share as large as the others leave room for.
fn last_share(texts: Texts<'_>, sum: i64, span: Span) -> Option<Fix> {
    let (place, last) = percent(texts, span)?;
    let rest = 100_i64.checked_sub(sum)?.checked_add(last)?;
    let title = format!("make the last share {rest}%");
    (1..100).contains(&rest).then(|| Fix::change(title, place, &rest.to_string()))
}

fn joined_shares(texts: Texts<'_>, queue: &str, again: Span, first: Span) -> Option<Fix> {
    let ((_, more), (place, share)) = (percent(texts, again)?, percent(texts, first)?);
    let sum = share.checked_add(more)?;
    if sum == 100 {
        let (open, close) = texts.around(again, "{")?;
        let (before, _) = texts.beside(open)?;
        let length = u32::try_from(before.len() - before.rfind("split")?).ok()?;
        return Some(instead(Span::new(open.file, open.start - length, close.end), queue));
    }
    let sum = sum.to_string();
    let edits = [Some(Edit::new(place, &sum)), Some(texts.left_out(texts.entry(again)?))];
    Fix::all(format!("write `{queue} {sum}%` once"), edits)
}

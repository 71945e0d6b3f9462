use crate::diagnostic::Problem;
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

impl Problem for RuleError {}

use super::nearest::instead;
use crate::diagnostic::{Edit, Fix, Problem, Texts};
use crate::source::Span;
use miette::Diagnostic;
use thiserror::Error;

/// What may be wrong with tests.
#[derive(Debug, Clone, Error, Diagnostic)]
pub(in crate::check) enum TestError {
    #[error("this test is given no item")]
    #[diagnostic(
        code("test-without-item"),
        help(
            "add `given` with a workstream and the item's values, such as `given contoso_chat {{ message \"refund\" }}`; for records, name the entity"
        )
    )]
    WithoutItem {
        #[label]
        span: Span,
    },

    #[error("this test is given a second item")]
    #[diagnostic(code("test-two-items"), help("a test looks at one item: write a second test for this one"))]
    TwoItems {
        #[label("this is the second")]
        span: Span,
        #[label("this is the first")]
        first: Span,
    },

    #[error("this test expects nothing, so it shows nothing")]
    #[diagnostic(
        code("test-without-expectation"),
        severity(Warning),
        help("add what must come of it, such as `expect queue == vip`")
    )]
    WithoutExpectation {
        #[label]
        span: Span,
    },

    #[error("`{word}` is given twice")]
    #[diagnostic(code("test-value-twice"), help("keep the value that counts"))]
    ValueTwice {
        word: String,
        #[label("again here")]
        span: Span,
        #[label("first here")]
        first: Span,
    },

    #[error("`{word}` needs {wanted}")]
    #[diagnostic(code("test-value-form"), help("write `{example}`"))]
    ValueForm {
        word: String,
        wanted: &'static str,
        example: String,
        #[label]
        span: Span,
    },

    #[error("a test cannot say `{word}` of a queue")]
    #[diagnostic(
        code("test-unknown-fact"),
        help(
            "a test may say `waiting_items 41` and `predicted_wait 6m` of a queue; whether it is out of hours follows from `at`"
        )
    )]
    UnknownFact {
        word: String,
        near: Option<String>,
        #[label]
        span: Span,
    },

    #[error("no ruleset `{name}` asks a model")]
    #[diagnostic(code("test-not-a-model"), help("{known}"))]
    NotAModel {
        name: String,
        known: String,
        near: Option<String>,
        #[label]
        span: Span,
    },

    #[error("no intake looks at {entity}, so this item goes nowhere")]
    #[diagnostic(
        code("test-without-intake"),
        help("declare `intake {entity}`, or give the item to a workstream")
    )]
    WithoutIntake {
        entity: String,
        #[label]
        span: Span,
    },

    #[error("this is not a moment")]
    #[diagnostic(
        code("test-moment"),
        help("write a day, a time and whose clock shows it, such as `2026-03-02T10:15 \"Europe/London\"`")
    )]
    Moment {
        #[label]
        span: Span,
    },

    #[error("clocks in {zone} never show this time: they skip it on that day")]
    #[diagnostic(code("test-moment-skipped"), help("choose a time before or after the hour that is skipped"))]
    MomentSkipped {
        zone: String,
        #[label]
        span: Span,
    },

    #[error("what this test shows depends on the time, and it does not say when")]
    #[diagnostic(
        code("test-without-time"),
        severity(Warning),
        help("add a moment, such as `at 2026-03-02T10:15 \"Europe/London\"`")
    )]
    WithoutTime {
        #[label]
        span: Span,
        #[label("this depends on the time")]
        cause: Span,
    },

    #[error("no rule `{label}` can apply to this item")]
    #[diagnostic(code("test-unknown-rule"), help("{}", rule_help(near.as_deref())))]
    UnknownRule {
        label: String,
        near: Option<String>,
        #[label]
        span: Span,
    },

    #[error("several rules are called `{label}`")]
    #[diagnostic(code("test-ambiguous-rule"), help("say which: {addresses}"))]
    AmbiguousRule {
        label: String,
        addresses: String,
        #[label]
        span: Span,
    },
}

fn rule_help(near: Option<&str>) -> String {
    near.map_or_else(
        || "name a rule by its label, or by the address that decisions show".to_owned(),
        |near| format!("did you mean `{near}`?"),
    )
}

impl Problem for TestError {
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        if let Self::UnknownFact { near: Some(near), span, .. }
        | Self::NotAModel { near: Some(near), span, .. } = self
        {
            return vec![instead(*span, near)];
        }
        if let Self::UnknownRule { near: Some(near), span, .. } = self {
            return vec![instead(*span, &format!("\"{near}\""))];
        }
        Vec::new()
    }
}

/// What may be wrong with scenarios.
#[derive(Debug, Clone, Error, Diagnostic)]
pub(in crate::check) enum ScenarioError {
    #[error("this scenario does not say when it begins")]
    #[diagnostic(
        code("scenario-without-start"),
        help("add a day and whose clock counts, such as `from 2026-03-02 \"Europe/London\"`")
    )]
    WithoutStart {
        #[label]
        span: Span,
    },

    #[error("a scenario has no setting `{word}`")]
    #[diagnostic(
        code("scenario-setting"),
        help("before its time lines stand `from` and the agents, such as `agent ana {{ queues [vip] }}`")
    )]
    Setting {
        word: String,
        #[label]
        span: Span,
    },

    #[error("`{word}` of agent `{agent}` cannot be read")]
    #[diagnostic(code("scenario-agent"), help("{help}"))]
    Agent {
        word: String,
        agent: String,
        help: String,
        #[label]
        span: Span,
    },

    #[error("two agents of this scenario are called `{name}`")]
    #[diagnostic(code("scenario-agent-twice"), help("give one of them another name"))]
    AgentTwice {
        name: String,
        #[label("again here")]
        span: Span,
        #[label("first here")]
        first: Span,
    },

    #[error("this line goes back in time")]
    #[diagnostic(
        code("scenario-time"),
        help("put the lines in order of time; for the next day write `2026-03-03T09:00`")
    )]
    TimeOrder {
        #[label]
        span: Span,
    },

    #[error("nothing is called `{name}` at this moment of the scenario")]
    #[diagnostic(code("scenario-unknown"), help("{help}"))]
    Unknown {
        name: String,
        help: String,
        near: Option<String>,
        #[label]
        span: Span,
    },

    #[error("`{word}` is not something that {subject} does in a scenario")]
    #[diagnostic(code("scenario-event"), help("{help}"))]
    Event {
        word: String,
        subject: &'static str,
        help: String,
        #[label]
        span: Span,
    },

    #[error("this line cannot be read as `{shape}`")]
    #[diagnostic(code("scenario-event-form"), help("write it like `{shape}`: {meaning}"))]
    EventForm {
        shape: String,
        meaning: &'static str,
        #[label]
        span: Span,
    },

    #[error("`{name}` arrives a second time")]
    #[diagnostic(
        code("scenario-arrives-twice"),
        help("when the customer writes again, write `{name} returns`")
    )]
    ArrivesTwice {
        name: String,
        #[label]
        span: Span,
    },

    #[error("an expectation of a scenario cannot ask this")]
    #[diagnostic(code("scenario-expectation"), help("{help}"))]
    Expectation {
        help: String,
        #[label]
        span: Span,
    },

    #[error("`{path}` is {wanted}, and this is not")]
    #[diagnostic(code("scenario-value"), help("{help}"))]
    Value {
        path: String,
        wanted: &'static str,
        help: String,
        #[label]
        span: Span,
    },
}

impl Problem for ScenarioError {
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        if let Self::Unknown { near: Some(near), span, .. } = self {
            return vec![instead(*span, near)];
        }
        Vec::new()
    }
}

use super::nearest::{instead, one_of, without, without_entry};
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
        /// A workstream that it may name.
        workstream: Option<String>,
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
        /// A queue that it may name.
        queue: Option<String>,
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
        /// A workstream of records that carries it.
        workstream: Option<String>,
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
        /// The same, each alone.
        choices: Vec<String>,
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
        match self {
            Self::UnknownFact { near: Some(near), span, .. }
            | Self::NotAModel { near: Some(near), span, .. } => {
                vec![instead(*span, near)]
            }
            Self::UnknownFact { word, span, .. } => Fix::list([without_entry(texts, word, *span)]),
            Self::NotAModel { name, span, .. } => {
                Fix::list([without_entry(texts, &format!("given model {name}"), *span)])
            }
            Self::UnknownRule { near, span, .. } => {
                near.iter().map(|near| instead(*span, &format!("\"{near}\""))).collect()
            }
            Self::WithoutItem { span, workstream } => {
                let given = workstream.as_ref().map(|workstream| format!("given {workstream} {{ }}"));
                Fix::list([given.and_then(|given| Fix::add(&given, texts.added_first(*span, &given)))])
            }
            Self::TwoItems { span, .. } => vec![without(texts, "the second item", *span)],
            Self::WithoutExpectation { span, queue } => {
                let expected = queue.as_ref().map(|queue| format!("expect queue == {queue}"));
                Fix::list([expected.and_then(|expected| Fix::add(&expected, texts.added(*span, &expected)))])
            }
            Self::ValueTwice { word, span, first } => {
                let out =
                    |title: &str, span| Fix::without(texts, format!("leave {title} `{word}` out"), span);
                Fix::list([out("the second", *span), out("the first", *first)])
            }
            Self::ValueForm { example, span, .. } => {
                // An example is put where no value is written, never in place of one.
                if example.contains('…') || texts.at(*span).contains(' ') {
                    Fix::list([only_value(texts, *span)])
                } else {
                    vec![instead(*span, example)]
                }
            }
            Self::WithoutIntake { entity, span, workstream } => {
                let text =
                    workstream.as_ref().map(|to| format!("intake {entity} {{\n  otherwise to {to}\n}}"));
                let what = format!("`intake {entity}`");
                Fix::list([text.and_then(|text| Fix::declare(texts, *span, &what, &text))])
            }
            Self::Moment { span } => {
                let local = texts.at(*span).contains('T') && texts.at(*span).chars().count() == 16;
                let zones = [" \"Europe/London\"", "Z"].map(|zone| format!("{}{zone}", texts.at(*span)));
                if local { one_of(*span, &zones) } else { Vec::new() }
            }
            Self::WithoutTime { span, .. } => {
                let at = "at 2026-03-02T10:15 \"Europe/London\"";
                Fix::list([Fix::add(at, texts.added(*span, at))])
            }
            Self::AmbiguousRule { span, choices, .. } => {
                let before = texts.beside(*span).map_or("", |(before, _)| before);
                let path = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '.';
                let address = before.len() - before.trim_end_matches(path).len();
                let start = span.start.saturating_sub(u32::try_from(address).unwrap_or(0));
                one_of(Span::new(span.file, start, span.end), choices)
            }
            Self::MomentSkipped { .. } => Vec::new(),
        }
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
        /// The word that was meant.
        near: Option<&'static str>,
        /// The word as written.
        entry: Span,
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
        /// The same time on the next day.
        next_day: Option<String>,
    },

    #[error("nothing is called `{name}` at this moment of the scenario")]
    #[diagnostic(code("scenario-unknown"), help("{help}"))]
    Unknown {
        name: String,
        help: String,
        near: Option<String>,
        #[label]
        span: Span,
        /// Whether it may be an agent that is not declared.
        agent: bool,
    },

    #[error("`{word}` is not something that {subject} does in a scenario")]
    #[diagnostic(code("scenario-event"), help("{help}"))]
    Event {
        word: String,
        subject: &'static str,
        help: String,
        #[label]
        span: Span,
        /// The word that was meant.
        near: Option<String>,
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
        /// The whole event.
        event: Span,
    },

    #[error("an expectation of a scenario cannot ask this")]
    #[diagnostic(code("scenario-expectation"), help("{help}"))]
    Expectation {
        help: String,
        #[label]
        span: Span,
        /// What to ask in its place.
        choices: Vec<String>,
    },

    #[error("`{path}` is {wanted}, and this is not")]
    #[diagnostic(code("scenario-value"), help("{help}"))]
    Value {
        path: String,
        wanted: &'static str,
        help: String,
        #[label]
        span: Span,
        /// What may be written.
        choices: Vec<String>,
    },
}

impl Problem for ScenarioError {
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::Unknown { near: Some(near), span, .. } => vec![instead(*span, near)],
            Self::Unknown { name, span, agent: true, .. } => Fix::list([another_agent(texts, name, *span)]),
            Self::WithoutStart { span } => {
                let from = "from 2026-03-02 \"Europe/London\"";
                if texts.at(*span).starts_with('"') {
                    return Fix::list([Fix::add(from, texts.added_first(*span, from))]);
                }
                vec![instead(*span, from)]
            }
            Self::Setting { word, span } => Fix::list([without_entry(texts, word, *span)]),
            Self::Agent { near, entry, .. } => near.iter().map(|near| instead(*entry, near)).collect(),
            Self::AgentTwice { name, span, .. } => vec![instead(*span, &texts.free(*span, name, "_"))],
            Self::TimeOrder { span, next_day } => next_day.iter().map(|time| instead(*span, time)).collect(),
            Self::Event { near, span, .. } => near.iter().map(|near| instead(*span, near)).collect(),
            Self::ArrivesTwice { name, event, .. } => vec![instead(*event, &format!("{name} returns"))],
            Self::Expectation { span, choices, .. } | Self::Value { span, choices, .. } => {
                one_of(*span, choices)
            }
            Self::Unknown { .. } | Self::EventForm { .. } => Vec::new(),
        }
    }
}

/// The first value alone, where one is wanted and several are written.
fn only_value(texts: Texts<'_>, span: Span) -> Option<Fix> {
    let (word, values) = texts.at(span).split_once(' ')?;
    let values = values.trim_start();
    let first = match values.strip_prefix('"') {
        Some(rest) => format!("\"{}\"", rest.split('"').next()?),
        None => values.split(' ').next().filter(|first| !first.starts_with('{'))?.to_owned(),
    };
    (first != values).then(|| instead(span, &format!("{word} {first}")))
}

/// One more agent in a scenario, below the line that says when it begins.
fn another_agent(texts: Texts<'_>, name: &str, span: Span) -> Option<Fix> {
    let from = texts.word(span, "from")?;
    let (indent, after) = texts.beside(from)?;
    let end = from.end + u32::try_from(after.len()).ok()?;
    let line = Span::new(span.file, end, end);
    let agent = format!("agent {name} {{ queues [] }}");
    Fix::add(&agent, Some(Edit::new(line, &format!("\n{indent}{agent}"))))
}

use super::nearest::instead;
use crate::diagnostic::{Fix, Problem, Texts};
use crate::source::Span;
use miette::Diagnostic;
use thiserror::Error;

/// What may be wrong with intakes (domain section 6).
#[derive(Debug, Clone, Error, Diagnostic)]
pub(in crate::check) enum IntakeError {
    #[error("a second intake for `{entity}`")]
    #[diagnostic(
        code("second-intake"),
        help("put its rules into the first, so that their order is seen in one place")
    )]
    Second {
        entity: String,
        #[label("this one")]
        span: Span,
        #[label("the first is here")]
        first: Span,
    },

    #[error("workstream `{workstream}` takes {kind}, and an intake chooses among workstreams for records")]
    #[diagnostic(
        code("intake-not-records"),
        help(
            "name a workstream of `type record`; chats and calls find theirs by the channel they come through"
        )
    )]
    NotRecords {
        workstream: String,
        kind: &'static str,
        #[label]
        span: Span,
    },

    #[error("workstream `{workstream}` carries {carries}, and this is the intake of {entity}")]
    #[diagnostic(
        code("intake-other-entity"),
        help("name a workstream that carries {entity}, or move the rule to the intake of {carries}")
    )]
    OtherEntity {
        workstream: String,
        carries: String,
        entity: String,
        #[label]
        span: Span,
    },

    #[error("an intake names one workstream with `to`, and this is {found}")]
    #[diagnostic(
        code("intake-target"),
        help("write `to` and the name of a workstream, such as `to case_desk`")
    )]
    Target {
        found: &'static str,
        #[label]
        span: Span,
    },

    #[error("there is no workstream `{name}`, and the intake of {entity} still sends items to it")]
    #[diagnostic(code("intake-unknown-workstream"), help("{}", unknown_help(near.as_deref())))]
    UnknownWorkstream {
        name: String,
        entity: String,
        near: Option<String>,
        #[label]
        span: Span,
    },

    #[error("no intake leads to workstream `{workstream}`")]
    #[diagnostic(
        code("workstream-not-reached"),
        severity(Advice),
        help(
            "records have no channel that chooses a workstream: add a rule to `intake {entity}` with `to {workstream}`"
        )
    )]
    NotReached {
        workstream: String,
        entity: String,
        #[label]
        span: Span,
        /// The intake of that entity, if there is one.
        intake: Option<Span>,
    },
}

fn unknown_help(near: Option<&str>) -> String {
    near.map_or_else(
        || "remove this rule before the workstream, or name the workstream that takes over".to_owned(),
        |near| format!("did you mean `{near}`?"),
    )
}

impl Problem for IntakeError {
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::UnknownWorkstream { near, span, .. } => {
                near.iter().map(|near| instead(*span, near)).collect()
            }
            Self::Second { span, first, .. } => {
                let edits = texts.joined(*span, *first);
                Fix::list([edits.and_then(|edits| Fix::all("put its rules into the first", edits.map(Some)))])
            }
            Self::NotReached { workstream, entity, span, intake } => {
                Fix::list([led_to(texts, workstream, entity, *span, *intake)])
            }
            Self::NotRecords { .. } | Self::OtherEntity { .. } | Self::Target { .. } => Vec::new(),
        }
    }
}

/// A rule that leads to a workstream, in the intake of its entity; that is declared where there is none.
fn led_to(texts: Texts<'_>, to: &str, entity: &str, span: Span, intake: Option<Span>) -> Option<Fix> {
    let rule = format!("otherwise to {to}");
    let Some(intake) = intake else {
        let text = format!("intake {entity} {{\n  {rule}\n}}");
        return Fix::declare(texts, span, &format!("`intake {entity}`"), &text);
    };
    let whole = texts.declaration(intake)?;
    let closed = texts.at(whole).contains("otherwise");
    if closed { None } else { Fix::add(&rule, texts.added(intake, &format!("\n{rule}"))) }
}

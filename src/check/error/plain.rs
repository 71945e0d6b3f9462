use super::nearest::instead;
use crate::diagnostic::{Edit, Fix, Problem};
use crate::source::Span;

/// What may be wrong with ratings, skills, profiles, sessions, bots, replies and the organisation.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub(in crate::check) enum PlainError {
    #[error("the levels of a rating go from the lowest up")]
    #[diagnostic(code("reversed-levels"), help("write `{lowest}..{highest}`"))]
    RangeReversed {
        lowest: i64,
        highest: i64,
        #[label("goes down")]
        span: Span,
    },
    #[error("level {level} is not one of {lowest} to {highest}")]
    #[diagnostic(
        code("label-outside-range"),
        help("label a level from {lowest} to {highest}, or widen `range`")
    )]
    LabelOutsideRange {
        level: i64,
        lowest: i64,
        highest: i64,
        #[label("no such level")]
        span: Span,
    },
    #[error("this level or label has been used already")]
    #[diagnostic(code("repeated-level-label"), help("give each level one label of its own"))]
    LabelRepeated {
        #[label(primary, "again here")]
        span: Span,
        #[label("first here")]
        first: Span,
    },
    #[error("a skill is modelled by a field whose type is an enum")]
    #[diagnostic(code("modelled-by-no-choice"))]
    ModelledBy {
        #[label("not such a field")]
        span: Span,
        #[help]
        help: Option<String>,
    },
    #[error("`{profile}` excludes itself, so it could be used only once")]
    #[diagnostic(code("profile-excludes-itself"), help("leave it out of the list; `limit 1` says how many"))]
    ExcludesItself {
        profile: String,
        #[label("the profile itself")]
        span: Span,
    },
    #[error("a session for records has no anchor tab: the record is its first tab")]
    #[diagnostic(code("anchor-on-entity-session"), help("write `tab` instead, or make it `kind generic`"))]
    AnchorOnEntity {
        #[label("only for `kind generic`")]
        span: Span,
    },
    #[error("a session for records shows no conversation beside it")]
    #[diagnostic(code("panel-on-entity-session"), help("write `panel hidden`, or leave it out"))]
    PanelOfEntity {
        #[label("always hidden here")]
        span: Span,
    },
    #[error("a generic session opens for a conversation, not for a record")]
    #[diagnostic(code("entity-on-generic-session"), help("leave `entity` out, or write `kind entity`"))]
    EntityOnGeneric {
        #[label("only for `kind entity`")]
        span: Span,
    },
    #[error("`{id}` is not the id of a session")]
    #[diagnostic(
        code("session-id-form"),
        help("write three to eight letters or digits, `_` and a name, such as `con_case`")
    )]
    SessionId {
        id: String,
        #[label("no prefix and name")]
        span: Span,
    },
    #[error("the reply has two texts in `{language}`")]
    #[diagnostic(code("repeated-language"), help("keep one, or give the other its own language"))]
    LanguageRepeated {
        language: String,
        #[label(primary, "again here")]
        span: Span,
        #[label("first here")]
        first: Span,
    },
    #[error("`{bot}` is a copilot, and copilots cannot make suggestions to agents")]
    #[diagnostic(code("copilot-cannot-assist"), help("write `kind azure`, or leave `role assist` out"))]
    CopilotAssists {
        bot: String,
        #[label(primary, "asks for suggestions")]
        span: Span,
        #[label("made with Copilot")]
        kind: Span,
    },
    #[error("a program has one `organisation`")]
    #[diagnostic(code("second-organisation"), help("write all its settings in one block"))]
    SecondOrganisation {
        #[label(primary, "a second one")]
        span: Span,
        #[label("the first")]
        first: Span,
    },
}

impl Problem for PlainError {
    fn fixes(&self) -> Vec<Fix> {
        match self {
            Self::RangeReversed { lowest, highest, span } => {
                vec![instead(*span, &format!("{lowest}..{highest}"))]
            }
            Self::CopilotAssists { span, .. } => vec![without("role assist", *span)],
            Self::EntityOnGeneric { span } => vec![without("entity", *span)],
            Self::PanelOfEntity { span } => vec![instead(*span, "panel hidden")],
            Self::LabelOutsideRange { .. }
            | Self::LabelRepeated { .. }
            | Self::ModelledBy { .. }
            | Self::ExcludesItself { .. }
            | Self::AnchorOnEntity { .. }
            | Self::SessionId { .. }
            | Self::LanguageRepeated { .. }
            | Self::SecondOrganisation { .. } => Vec::new(),
        }
    }
}

/// The fix that leaves something out.
pub(in crate::check) fn without(what: &str, span: Span) -> Fix {
    Fix { title: format!("leave `{what}` out"), edits: vec![Edit { span, text: String::new() }] }
}

use super::nearest::{instead, one_of, without, without_entry};
use crate::diagnostic::{Fix, Problem, Texts};
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
        /// Paths of fields that are such fields.
        choices: Vec<String>,
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
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::RangeReversed { lowest, highest, span } => {
                vec![instead(*span, &format!("{lowest}..{highest}"))]
            }
            Self::CopilotAssists { span, kind, .. } => {
                vec![without(texts, "role assist", *span), instead(*kind, "kind azure")]
            }
            Self::EntityOnGeneric { span } => vec![without(texts, "entity", *span)],
            Self::PanelOfEntity { span } => {
                vec![instead(*span, "panel hidden"), without(texts, "panel", *span)]
            }
            Self::LabelOutsideRange { level, lowest, highest, span } => {
                let range = texts.word(*span, "range").and_then(|word| texts.entry(word));
                let (least, most) = (lowest.min(level), highest.max(level));
                let wider = range.map(|range| instead(range, &format!("range {least}..{most}")));
                Fix::list([wider, Some(without(texts, texts.at(*span), *span))])
            }
            Self::LabelRepeated { span, .. } => vec![without(texts, texts.at(*span), *span)],
            Self::ModelledBy { span, choices, .. } => one_of(*span, choices),
            Self::ExcludesItself { profile, span } => Fix::list([without_entry(texts, profile, *span)]),
            Self::AnchorOnEntity { span } => {
                let rest = texts.at(*span).trim_start_matches("anchor");
                vec![Fix::change("write `tab`", *span, &format!("tab{rest}"))]
            }
            Self::SessionId { id, span } => Fix::list([session_id(id, *span)]),
            Self::LanguageRepeated { span, .. } => {
                Fix::list([Fix::without(texts, "leave the second text out", *span)])
            }
            Self::SecondOrganisation { span, first } => {
                let edits = texts.joined(*span, *first);
                Fix::list([
                    edits.and_then(|edits| Fix::all("write all settings in the first", edits.map(Some)))
                ])
            }
        }
    }
}

/// The id with a prefix, if it can be the name after one.
fn session_id(id: &str, span: Span) -> Option<Fix> {
    let name: String = id.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect();
    let name = name.trim_matches('_');
    (!name.is_empty()).then(|| instead(span, &format!("id \"con_{name}\"")))
}

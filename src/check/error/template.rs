use super::nearest::{instead, without};
use crate::diagnostic::{Edit, Fix, Problem, Texts};
use crate::source::Span;

/// What may be wrong with what agents and customers see.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub(in crate::check) enum TemplateError {
    #[error("an item that is assigned at once cannot be rejected")]
    #[diagnostic(code("reject-with-auto-assign"), help("write `reject no`, or `auto_assign no`"))]
    RejectWithAutoAssign {
        #[label(primary, "a button to reject")]
        span: Span,
        #[label("assigned at once")]
        auto_assign: Span,
    },
    #[error("only an item that is assigned at once can open by itself")]
    #[diagnostic(
        code("auto-accept-needs-auto-assign"),
        help("write `auto_assign yes` too, or leave `auto_accept` out")
    )]
    AutoAcceptAlone {
        #[label(primary, "needs `auto_assign yes`")]
        span: Span,
        #[label("says no")]
        auto_assign: Option<Span>,
    },
    #[error("the time left is always shown where items open by themselves")]
    #[diagnostic(code("countdown-must-show"), severity(Warning), help("write `show_timeout yes`"))]
    CountdownShown {
        #[label(primary, "has no effect")]
        span: Span,
        #[label("items open by themselves")]
        auto_accept: Span,
    },
    #[error("an offer has room for {most} fields, not {count}")]
    #[diagnostic(code("too-many-fields"), help("keep the {most} that agents need before they open the item"))]
    TooManyFields {
        count: usize,
        most: usize,
        #[label("no room from here on")]
        span: Span,
    },
    #[error("`{session}` opens for records, and only generic sessions go with a workstream")]
    #[diagnostic(code("session-not-generic"), help("write `kind generic` in the session, or name another"))]
    SessionNotGeneric {
        session: String,
        #[label(primary, "not generic")]
        span: Span,
        #[label("says so")]
        kind: Span,
    },
    #[error("whoever is asked for advice by `{template}` cannot say no")]
    #[diagnostic(
        code("consult-auto-assign"),
        severity(Advice),
        help("use a notification with `auto_assign no` for `consult`")
    )]
    ConsultAutoAssign {
        template: String,
        #[label(primary, "asks for advice")]
        span: Span,
        #[label("assigned at once")]
        auto_assign: Span,
    },
    #[error("agents take these items themselves, so none is offered")]
    #[diagnostic(
        code("offer-on-pick"),
        severity(Warning),
        help("leave the notification out, or write `mode push`")
    )]
    OfferOnPick {
        #[label(primary, "never shown")]
        span: Span,
        #[label("agents take items themselves")]
        pick: Span,
    },
    #[error("a record is assigned even if the agent rejects it")]
    #[diagnostic(
        code("reject-on-record"),
        severity(Warning),
        help("write `reject no` in `{template}`, or use another notification for records")
    )]
    RejectOnRecord {
        template: String,
        #[label(primary, "for records")]
        span: Span,
        #[label("this button does nothing")]
        reject: Span,
    },
    #[error("a persistent chat tells nobody how long to wait: its customers come and go")]
    #[diagnostic(
        code("wait-message-on-persistent"),
        severity(Warning),
        help("leave `{word}` out, or write `{word} no`")
    )]
    WaitOnPersistent {
        word: &'static str,
        #[label(primary, "for customers who stay and wait")]
        span: Span,
        #[label("chats go on here")]
        persistent: Span,
    },
    #[error("between braces stands the path of a value")]
    #[diagnostic(code("broken-template-text"), help("write a path such as `{{customer.name}}`"))]
    BrokenText {
        #[label("not a path")]
        span: Span,
    },
}

impl Problem for TemplateError {
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::RejectWithAutoAssign { span, auto_assign } => {
                vec![instead(*span, "reject no"), instead(*auto_assign, "auto_assign no")]
            }
            Self::CountdownShown { span, .. } => vec![instead(*span, "show_timeout yes")],
            Self::OfferOnPick { span, pick } => {
                vec![without(texts, "the notification", *span), instead(*pick, "mode push")]
            }
            Self::WaitOnPersistent { span, word, .. } => vec![instead(*span, &format!("{word} no"))],
            Self::AutoAcceptAlone { auto_assign, span } => {
                let yes = match auto_assign {
                    Some(written) => Some(instead(*written, "auto_assign yes")),
                    None => Fix::add("auto_assign yes", texts.added_beside(*span, "auto_assign yes")),
                };
                Fix::list([yes, Some(without(texts, "auto_accept", *span))])
            }
            Self::TooManyFields { count, most, span } => {
                if *count == *most + 1 {
                    vec![without(texts, texts.at(*span), *span)]
                } else {
                    Vec::new()
                }
            }
            Self::SessionNotGeneric { session, kind, .. } => {
                let entity = texts.word(*kind, "entity").and_then(|word| texts.entry(word));
                let edits = [Some(Edit::new(*kind, "kind generic"))];
                let edits = edits.into_iter().chain(entity.map(|entity| Some(texts.left_out(entity))));
                Fix::list([Fix::all(format!("write `kind generic` in `{session}`"), edits)])
            }
            Self::ConsultAutoAssign { template, auto_assign, .. } => {
                let title = format!("write `auto_assign no` in `{template}`");
                vec![Fix::change(title, *auto_assign, "auto_assign no")]
            }
            Self::RejectOnRecord { template, reject, .. } => {
                vec![Fix::change(format!("write `reject no` in `{template}`"), *reject, "reject no")]
            }
            Self::BrokenText { span } => Fix::list([closed_path(texts, *span)]),
        }
    }
}

/// The brace that closes a path, where only that is missing.
fn closed_path(texts: Texts<'_>, span: Span) -> Option<Fix> {
    let (_, after) = texts.beside(span)?;
    let path = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '.';
    let length = after.len() - after.trim_start_matches(path).len();
    if texts.at(span) != "{" || length == 0 {
        return None;
    }
    let end = span.end + u32::try_from(length).ok()?;
    Some(Fix::change("close the path with `}`", Span::new(span.file, end, end), "}"))
}

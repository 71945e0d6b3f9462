use super::mark::replace;
use crate::diagnostic::{Fix, Problem, Texts};
use crate::source::Span;

/// What can be wrong with brackets.
#[derive(Debug, Clone, PartialEq, thiserror::Error, miette::Diagnostic)]
pub enum BracketError {
    /// A bracket without its partner.
    #[error("this `{open}` has no `{close}`")]
    #[diagnostic(code("unclosed-bracket"), help("write `{close}` {place}"))]
    Unclosed {
        /// The bracket.
        open: char,
        /// Its partner.
        close: char,
        /// Where the partner is missed, as a phrase.
        place: &'static str,
        /// The bracket's place.
        #[label]
        span: Span,
        /// Where the partner is to stand, if that is clear.
        missing: Option<Span>,
    },
    /// A closing bracket that closes nothing.
    #[error("this `{close}` closes nothing")]
    #[diagnostic(
        code("stray-bracket"),
        help("delete it, or see whether an earlier `{close}` closes too much")
    )]
    Unopened {
        /// The bracket.
        close: char,
        /// Its place.
        #[label]
        span: Span,
    },
    /// `( … ]`
    #[error("`{close}` cannot close `{open}`")]
    #[diagnostic(code("crossed-brackets"), help("write `{wanted}`"))]
    Crossed {
        /// The closing bracket.
        close: char,
        /// The bracket that is open.
        open: char,
        /// What would close it.
        wanted: char,
        /// The closing bracket's place.
        #[label]
        span: Span,
        /// The open bracket's place.
        #[label("opened here")]
        opened: Span,
    },
    /// Brackets in brackets in brackets …
    #[error("brackets stand more than {limit} deep here")]
    #[diagnostic(code("too-deep"), help("give the inner part a name, with `condition` or `list`"))]
    TooDeep {
        /// The limit.
        limit: usize,
        /// The bracket that is one too many.
        #[label]
        span: Span,
    },
}

impl Problem for BracketError {
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::Unclosed { close: '}', span, missing, .. } => {
                missing.iter().map(|missing| closed(texts, *span, *missing)).collect()
            }
            Self::Unclosed { close, missing, .. } => {
                let title = format!("add the `{close}`");
                missing.iter().map(|missing| replace(&title, *missing, &close.to_string())).collect()
            }
            Self::Unopened { span, .. } => vec![replace("delete it", *span, "")],
            Self::Crossed { wanted, span, .. } => {
                vec![replace(&format!("write `{wanted}`"), *span, &wanted.to_string())]
            }
            Self::TooDeep { .. } => Vec::new(),
        }
    }
}

/// A `}` for the `{` at `open`: on a line of its own below a block of several lines, otherwise behind what it holds.
fn closed(texts: Texts<'_>, open: Span, missing: Span) -> Fix {
    let title = "add the `}`";
    let inner = texts.at(Span::new(open.file, open.end, missing.start));
    let (Some((before, _)), Some((_, rest))) = (texts.beside(open), texts.beside(missing)) else {
        return replace(title, missing, " }");
    };
    if !inner.contains('\n') {
        return replace(title, missing, " }");
    }
    let indent: String = before.chars().take_while(|letter| matches!(letter, ' ' | '\t')).collect();
    // A comment there belongs to what stands before it.
    let comment = if rest.trim_start().starts_with("//") { rest.trim_end().len() } else { 0 };
    let end = missing.end + u32::try_from(comment).unwrap_or(0);
    replace(title, Span::new(missing.file, end, end), &format!("\n{indent}}}"))
}

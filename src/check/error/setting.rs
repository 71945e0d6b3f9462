use super::nearest::{did_you_mean, instead, without_entry};
use crate::diagnostic::{Edit, Fix, Problem, Texts};
use crate::source::Span;

/// What may be wrong with any setting.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub(in crate::check) enum SettingError {
    #[error("`{block}` has no setting `{word}`")]
    #[diagnostic(code("unknown-setting"), help("{}", known_or_near(nearest.as_deref(), known)))]
    Unknown {
        word: String,
        #[label("not known here")]
        span: Span,
        block: &'static str,
        known: String,
        nearest: Option<String>,
    },
    #[error("`{word}` does not stand in `{block}`")]
    #[diagnostic(code("misplaced-setting"), help("`{word}` belongs in `{home}`: write it there"))]
    Misplaced {
        word: String,
        #[label("belongs in `{home}`")]
        span: Span,
        block: &'static str,
        home: String,
        /// The whole setting.
        whole: Span,
    },
    #[error("`{word}` is written twice")]
    #[diagnostic(code("repeated-setting"), help("keep the one that is meant"))]
    Repeated {
        word: String,
        #[label(primary, "written again here")]
        span: Span,
        #[label("first written here")]
        first: Span,
        edit: Span,
    },
    #[error("`{block}` needs `{word}`")]
    #[diagnostic(code("missing-setting"), help("write, for example, `{example}`: {}", lower(does)))]
    Missing {
        word: String,
        #[label("`{word}` is missing")]
        span: Span,
        block: &'static str,
        does: String,
        example: String,
        /// How all that is missing there may be written.
        all: Vec<String>,
    },
    #[error("`{word}` takes {takes}")]
    #[diagnostic(code("wrong-setting-value"), help("{help}"))]
    WrongValue {
        word: String,
        takes: String,
        #[label("not this")]
        span: Span,
        help: String,
        /// What to write, and where, if what was meant is known.
        instead: Option<(Span, String)>,
    },
    #[error("`{word}` takes {takes}")]
    #[diagnostic(code("setting-out-of-range"), help("write, for example, `{example}`"))]
    OutOfRange {
        word: String,
        takes: String,
        #[label("too small or too big")]
        span: Span,
        example: String,
    },
    #[error("`{word}` names the same thing twice")]
    #[diagnostic(code("repeated-entry"), severity(Warning), help("write it once"))]
    RepeatedEntry {
        word: String,
        #[label(primary, "again here")]
        span: Span,
        #[label("first here")]
        first: Span,
    },
}

fn known_or_near(nearest: Option<&str>, known: &str) -> String {
    did_you_mean(nearest).unwrap_or_else(|| match known {
        "" => "leave it out: nothing can be set here".to_owned(),
        known => format!("known here are {known}"),
    })
}

/// A sentence of the tables, as the end of another.
fn lower(sentence: &str) -> String {
    let mut letters = sentence.trim_end_matches('.').chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

impl Problem for SettingError {
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::Unknown { span, nearest, .. } => nearest.iter().map(|near| instead(*span, near)).collect(),
            Self::WrongValue { instead: meant, .. } => {
                meant.iter().map(|(span, text)| instead(*span, text)).collect()
            }
            // How much was meant is not known.
            Self::OutOfRange { .. } => Vec::new(),
            Self::Repeated { edit, first, word, .. } => {
                let out = |title: String, span| Fix { title, edits: vec![texts.left_out(span)] };
                vec![
                    out(format!("leave this `{word}` out"), *edit),
                    out(format!("leave the first `{word}` out"), *first),
                ]
            }
            Self::Misplaced { home, whole, .. } => Fix::list([sent_home(texts, home, *whole)]),
            Self::Missing { span, all, .. } => {
                let edits = all_at_once(texts, *span, all);
                let title = match all.as_slice() {
                    [one] => format!("add `{one}`"),
                    more => format!("add the {} settings that are missing", more.len()),
                };
                Fix::list([Fix::all(title, [edits])])
            }
            Self::RepeatedEntry { span, .. } => Fix::list([without_entry(texts, texts.at(*span), *span)]),
        }
    }
}

/// Settings in the block after a header: one edit, so that they stand in order.
fn all_at_once(texts: Texts<'_>, header: Span, all: &[String]) -> Option<Edit> {
    let lines = texts
        .block(header)
        .is_some_and(|(open, close)| texts.at(Span::new(open.file, open.end, close.start)).contains('\n'));
    texts.added(header, &all.join(if lines { "\n  " } else { ", " }))
}

/// Moves a setting into the block it belongs to, in the same declaration.
fn sent_home(texts: Texts<'_>, home: &str, whole: Span) -> Option<Fix> {
    let setting = texts.at(whole);
    let declaration = texts.declaration(whole)?;
    let header = Span::new(whole.file, declaration.start, declaration.start);
    let added = match home.split(' ').next()? {
        "workstream" | "organisation" => texts.added(header, setting),
        home => match texts.word(whole, home) {
            // Where brackets are crossed, it stands there already as far as one can see.
            Some(word)
                if texts
                    .block(word)
                    .is_some_and(|(open, close)| open.end <= whole.start && whole.end <= close.start) =>
            {
                None
            }
            Some(word) => texts.added(word, setting),
            None => texts.added(header, &format!("{home} {{ {setting} }}")),
        },
    };
    Fix::all(format!("move it into `{}`", home.split(' ').next()?), [added, Some(texts.left_out(whole))])
}

use crate::diagnostic::{Edit, Fix, Problem, Texts};
use crate::source::Span;

/// What can be wrong with single characters, quotes and marks.
#[derive(Debug, Clone, PartialEq, thiserror::Error, miette::Diagnostic)]
pub enum MarkError {
    /// Bytes that are no text.
    #[error("line {line}, column {column} holds bytes that are not UTF-8 text")]
    #[diagnostic(code("not-utf8"), help("save the file as UTF-8"))]
    NotUtf8 {
        /// Line of the first such byte, from 1.
        line: usize,
        /// Column of it in characters, from 1.
        column: usize,
        /// The place, in the text before it.
        #[label]
        span: Span,
    },
    /// More text than a program's file may hold.
    #[error("this file has {size} MB, and a file may have {limit}")]
    #[diagnostic(
        code("file-too-large"),
        help("cut it into several files and `import` them, or keep tables as CSV")
    )]
    TooLarge {
        /// Its size in megabytes.
        size: usize,
        /// The limit in megabytes.
        limit: usize,
        /// The start of the file.
        #[label]
        span: Span,
    },
    /// More than a program may hold.
    #[error("with this file, the program has {count} {what}, and it may have {limit}")]
    #[diagnostic(
        code("file-too-large"),
        help(
            "write a table with a row a line, as CSV, instead of many rules or declarations that are alike"
        )
    )]
    TooMuch {
        /// What there is too much of: `declarations`.
        what: &'static str,
        /// How many there are, in this file and those read before it.
        count: usize,
        /// How many there may be.
        limit: usize,
        /// The start of the file.
        #[label]
        span: Span,
    },
    /// A character that steers devices.
    #[error("there is an invisible control character here (U+{code:04X})")]
    #[diagnostic(code("control-character"), help("delete it"))]
    Control {
        /// Its number.
        code: u32,
        /// Where it stands.
        #[label]
        span: Span,
    },
    /// A character that reorders what is shown.
    #[error("there is an invisible character here that changes the direction of writing (U+{code:04X})")]
    #[diagnostic(code("direction-character"), help("delete it: what is shown would not be what is meant"))]
    Direction {
        /// Its number.
        code: u32,
        /// Where it stands.
        #[label]
        span: Span,
    },
    /// A text without its closing quote.
    #[error("this text has no closing {quote}")]
    #[diagnostic(
        code("unclosed-text"),
        help("close it with {quote} on the same line; texts of several lines stand between `\"\"\"`")
    )]
    UnclosedText {
        /// The quote it began with.
        quote: String,
        /// The whole of it.
        #[label]
        span: Span,
    },
    /// `\d`
    #[error("`\\{letter}` means nothing in a text")]
    #[diagnostic(
        code("unknown-escape"),
        help("write `\\\\` for a backslash; there are also `\\\"`, `\\n` and `\\t`")
    )]
    Escape {
        /// What follows the backslash.
        letter: char,
        /// Both characters.
        #[label]
        span: Span,
    },
    /// “text” or 'text'
    #[error("texts stand between straight double quotes")]
    #[diagnostic(code("foreign-quotes"), help("write `\"…\"`"))]
    Quotes {
        /// What to write instead, if it is clear.
        suggestion: Option<String>,
        /// Where it stands.
        #[label]
        span: Span,
    },
    /// `&&`, `||`, `!`, `<>`, `=<`, `;`, `#`
    #[error("`{found}` is not part of the language")]
    #[diagnostic(code("foreign-mark"), help("write {instead}"))]
    Mark {
        /// What was written.
        found: String,
        /// What to write instead, as a phrase.
        instead: String,
        /// What to put in its place, if that is clear.
        suggestion: Option<String>,
        /// Where it stands.
        #[label]
        span: Span,
    },
    /// `équipe`
    #[error("`{found}` is no name: names are made of the letters a to z, digits and `_`")]
    #[diagnostic(
        code("foreign-letters"),
        help("write the name without accents, and what people see as its \"label\"")
    )]
    Letters {
        /// What was written.
        found: String,
        /// Where it stands.
        #[label]
        span: Span,
    },
    /// Any other character.
    #[error("`{found}` is not part of the language")]
    #[diagnostic(code("foreign-character"), help("delete it, or put it into a text between `\"…\"`"))]
    Character {
        /// The character.
        found: String,
        /// Where it stands.
        #[label]
        span: Span,
    },
    /// A no-break space, a zero-width space …
    #[error("there is {what} here, which nobody sees (U+{code:04X})")]
    #[diagnostic(code("foreign-character"), help("{}", instead_of(instead)))]
    Unseen {
        /// What the first of them is called, as a phrase.
        what: &'static str,
        /// The number of the first.
        code: u32,
        /// What was meant.
        instead: String,
        /// Where they stand.
        #[label]
        span: Span,
    },
    /// `to vip-desk`
    #[error("`-` cannot stand in a name")]
    #[diagnostic(code("tight-minus"), help("write `{instead}`"))]
    Hyphen {
        /// The whole name with `_`.
        instead: String,
        /// The sign.
        #[label]
        span: Span,
    },
    /// `a-b`
    #[error("`-` between two values has a space on each side")]
    #[diagnostic(code("tight-minus"), help("write `a - b`; in names, write `_`"))]
    TightMinus {
        /// The sign.
        #[label]
        span: Span,
        /// Whether both are words, which could be one name.
        words: bool,
    },
    /// A line that ends in `and`, `==` …
    #[error("this line ends in `{mark}`, so what it says is not finished")]
    #[diagnostic(code("unfinished-line"), help("{help}"))]
    Dangling {
        /// What it ends in.
        mark: String,
        /// What to do about it.
        help: String,
        /// Where that stands.
        #[label]
        span: Span,
        /// The start of what follows.
        next: Option<Span>,
    },
    /// `,,`
    #[error("there is one comma too many")]
    #[diagnostic(code("stray-comma"), help("delete it"))]
    Comma {
        /// The comma.
        #[label]
        span: Span,
    },
}

impl Problem for MarkError {
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::Control { span, .. } | Self::Direction { span, .. } => {
                vec![replace("delete it", *span, "")]
            }
            Self::Comma { span } => vec![replace("delete the comma", *span, "")],
            Self::Escape { letter, span } => {
                vec![replace("double the backslash", *span, &format!("\\\\{letter}"))]
            }
            Self::Quotes { suggestion: Some(text), span } => {
                vec![replace("use straight quotes", *span, text)]
            }
            Self::Mark { suggestion: Some(text), span, .. } => {
                let title = if text.is_empty() { "delete it".to_owned() } else { format!("write `{text}`") };
                vec![replace(&title, *span, text)]
            }
            Self::Unseen { instead, span, .. } => {
                vec![replace(instead_of(instead), *span, instead)]
            }
            Self::Hyphen { span, .. } => vec![replace("write `_`", *span, "_")],
            Self::TightMinus { span, words } => {
                let apart = replace("put spaces around it", *span, " - ");
                if *words { vec![apart, replace("write `_`, for one name", *span, "_")] } else { vec![apart] }
            }
            Self::Dangling { mark, span, next: Some(next), .. } => vec![Fix {
                title: format!("begin the next line with `{mark}`"),
                edits: vec![
                    Edit { span: *span, text: String::new() },
                    Edit { span: *next, text: format!("{mark} ") },
                ],
            }],
            Self::UnclosedText { quote, span } if quote == "`\"`" => {
                let words = texts.at(*span);
                let end = u32::try_from(closed_at(words)).map_or(span.end, |length| span.start + length);
                vec![replace("close the text", Span::new(span.file, end, end), "\"")]
            }
            Self::Letters { found, span } => match plain_letters(found) {
                Some(name) => vec![replace(&format!("write `{name}`"), *span, &name)],
                None => Vec::new(),
            },
            Self::Character { span, .. } => {
                let is_part = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '_';
                let rest: String = texts.at(*span).chars().filter(is_part).collect();
                let title = if rest.is_empty() { "delete it".to_owned() } else { format!("write `{rest}`") };
                vec![replace(&title, *span, &rest)]
            }
            Self::NotUtf8 { .. }
            | Self::TooLarge { .. }
            | Self::TooMuch { .. }
            | Self::UnclosedText { .. }
            | Self::Quotes { .. }
            | Self::Mark { .. }
            | Self::Dangling { .. } => Vec::new(),
        }
    }
}

/// What to do about characters that nobody sees, by what was meant.
fn instead_of(meant: &str) -> &'static str {
    if meant.contains('\n') {
        "write a line break"
    } else if meant.is_empty() {
        "delete it"
    } else {
        "write a plain space"
    }
}

pub(super) fn replace(title: &str, span: Span, text: &str) -> Fix {
    Fix { title: title.to_owned(), edits: vec![Edit { span, text: text.to_owned() }] }
}

/// Letters with accents, each with those that are written without.
const ACCENTS: [(&str, &str); 22] = [
    ("àáâãåā", "a"),
    ("ÀÁÂÃÅĀ", "A"),
    ("çćč", "c"),
    ("ÇĆČ", "C"),
    ("èéêëēę", "e"),
    ("ÈÉÊËĒĘ", "E"),
    ("ìíîïī", "i"),
    ("ÌÍÎÏĪ", "I"),
    ("ñńň", "n"),
    ("ÑŃŇ", "N"),
    ("òóôõøō", "o"),
    ("ÒÓÔÕØŌ", "O"),
    ("ùúûū", "u"),
    ("ÙÚÛŪ", "U"),
    ("ýÿ", "y"),
    ("śš", "s"),
    ("źżž", "z"),
    ("ł", "l"),
    ("äæ", "ae"),
    ("öœ", "oe"),
    ("ü", "ue"),
    ("ß", "ss"),
];

/// A name without accents; none where a letter has no plain one.
fn plain_letters(name: &str) -> Option<String> {
    let mut plain = String::new();
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() || letter == '_' {
            plain.push(letter);
        } else {
            plain.push_str(ACCENTS.iter().find(|(accented, _)| accented.contains(letter))?.1);
        }
    }
    Some(plain)
}

/// Where an open text was probably to end: before a clause of its rule, or before what closes its block.
fn closed_at(text: &str) -> usize {
    const CLAUSES: [&str; 9] =
        [" to ", " set ", " require ", " hold ", " then ", " pick ", " order ", " urgency ", " and "];
    let clause = CLAUSES.iter().filter_map(|clause| text.find(clause)).min();
    let before = clause.and_then(|at| text.get(..at)).unwrap_or(text);
    before.trim_end_matches([' ', ',', '}', ']', ')']).len().max(1)
}

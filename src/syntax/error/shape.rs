use crate::source::Span;

/// What can be wrong with the order of words in a declaration, a rule or a condition.
#[derive(Debug, Clone, PartialEq, thiserror::Error, miette::Diagnostic)]
pub enum ShapeError {
    /// Something stands where it cannot.
    #[error("{found} cannot stand here")]
    #[diagnostic(code("unexpected"), help("write {wanted}"))]
    Unexpected {
        /// What stands there, as a phrase.
        found: String,
        /// What could stand there, as a phrase.
        wanted: String,
        /// Where.
        #[label]
        span: Span,
        /// What to write, and where; one or the other.
        mends: Vec<(Span, String)>,
    },
    /// The text ends in the middle of something.
    #[error("{what} is not finished")]
    #[diagnostic(code("unfinished"), help("go on with {wanted}"))]
    Unfinished {
        /// What is not, as a phrase.
        what: String,
        /// What could follow, as a phrase.
        wanted: String,
        /// The last thing written.
        #[label]
        span: Span,
    },
    /// `wen` for `when`
    #[error("`{found}` is not a word that can stand here")]
    #[diagnostic(code("misspelled-word"), help("did you mean `{suggestion}`?"))]
    Misspelled {
        /// What was written.
        found: String,
        /// The nearest word that fits.
        suggestion: String,
        /// Where.
        #[label]
        span: Span,
    },
    /// `a and b or c`
    #[error("`and` and `or` stand side by side here, so it is not clear what belongs together")]
    #[diagnostic(
        code("mixed-and-or"),
        help("put parentheses around what belongs together: `a and (b or c)`")
    )]
    MixedJoin {
        /// The word that differs from the first.
        #[label]
        span: Span,
        /// The first joining word.
        #[label("joined by another word here")]
        first: Span,
        /// The parts that `and` joins, and those that `or` joins.
        groups: [Vec<Span>; 2],
    },
    /// `not not x`
    #[error("two `not` in a row cancel each other out")]
    #[diagnostic(code("double-not"), help("write one `not`, or none"))]
    DoubleNot {
        /// All of them.
        #[label]
        span: Span,
    },
    /// `--5`
    #[error("there is one `-` too many")]
    #[diagnostic(code("double-sign"), help("write one `-`, or none"))]
    DoubleSign {
        /// All of them.
        #[label]
        span: Span,
    },
    /// A sum or a nest of parentheses beyond reason.
    #[error("this calculation is more than {limit} steps long")]
    #[diagnostic(code("too-long"), help("cut it into several, with `condition` or `set`"))]
    TooLong {
        /// The limit.
        limit: usize,
        /// The whole of it.
        #[label]
        span: Span,
    },
    /// A table of millions of rows, a list of millions of members.
    #[error("this declaration has {words} words and signs; {limit} fit into one")]
    #[diagnostic(
        code("declaration-too-large"),
        help("keep the rows of a large table in a CSV file, or cut the declaration into several")
    )]
    TooLarge {
        /// How many it has.
        words: usize,
        /// The limit.
        limit: usize,
        /// Its first line.
        #[label]
        span: Span,
    },
    /// An entity of thousands of fields.
    #[error("this declaration has {count} {what}; {limit} fit into one")]
    #[diagnostic(code("declaration-too-large"), help("{help}"))]
    TooMany {
        /// What it has too many of: `fields`.
        what: &'static str,
        /// How many it has.
        count: usize,
        /// The limit.
        limit: usize,
        /// What to do instead.
        help: &'static str,
        /// The first that is too much.
        #[label]
        span: Span,
    },
    /// `true`, `null`
    #[error("`{found}` is not a word of the language")]
    #[diagnostic(code("foreign-word"), help("write `{instead}`"))]
    ForeignWord {
        /// What was written.
        found: String,
        /// What to write instead.
        instead: String,
        /// Where.
        #[label]
        span: Span,
        /// What to put `instead` in place of, where that is more than the word.
        whole: Option<Span>,
    },
    /// `tier = gold` in a condition
    #[error("`=` sets a value; it does not compare")]
    #[diagnostic(code("equals-for-comparison"), help("write `==` to ask whether two values are the same"))]
    Equals {
        /// The sign.
        #[label]
        span: Span,
    },
    /// `type: messaging`, `type = messaging`
    #[error("a setting is a word and its value, with nothing but a space between")]
    #[diagnostic(code("setting-mark"), help("delete the `{mark}` after `{word}`"))]
    SettingMark {
        /// The setting's word.
        word: String,
        /// What stands after it.
        mark: String,
        /// Where that stands, from the end of the word on.
        #[label]
        span: Span,
    },
    /// `a < b < c`
    #[error("a comparison has two sides, and this is a third")]
    #[diagnostic(
        code("chained-comparison"),
        help("write `x in 1..5`, or two comparisons with `and` between")
    )]
    Chained {
        /// The second sign.
        #[label]
        span: Span,
        /// What stands between the two signs.
        middle: Option<Span>,
    },
    /// `x is not missing`, `tier is gold`
    #[error("after `is` only `present` or `missing` can stand")]
    #[diagnostic(code("is-what"), help("{help}"))]
    IsWhat {
        /// What to write instead.
        help: String,
        /// From `is` on.
        #[label]
        span: Span,
        /// What to put in place of it.
        suggestion: String,
    },
    /// `message not contains "x"`
    #[error("`not` stands before the whole comparison, not in it")]
    #[diagnostic(code("inner-not"), help("write `not` before its left side: `not message contains \"x\"`"))]
    InnerNot {
        /// The word.
        #[label]
        span: Span,
        /// Where its left side begins.
        left: Option<Span>,
    },
    /// `"Label" when …`
    #[error("a rule's label ends with `:`")]
    #[diagnostic(code("label-without-colon"), help("write `:` after the label"))]
    NoColon {
        /// The label.
        #[label]
        span: Span,
    },
    /// `in`, used as a name
    #[error("`{word}` is a word of the language, so it cannot be a name here")]
    #[diagnostic(code("reserved-word"), help("choose another name, such as `{word}_`"))]
    Reserved {
        /// The word.
        word: String,
        /// Where.
        #[label]
        span: Span,
    },
    /// A `{` below its header.
    #[error("`{{` stands on the line it belongs to")]
    #[diagnostic(code("brace-on-next-line"), help("put it at the end of the line above"))]
    BraceBelow {
        /// The brace.
        #[label]
        span: Span,
        /// The end of the line above.
        above: Span,
    },
    /// `else`, `if`
    #[error("`{found}` is not a word of the language")]
    #[diagnostic(code("foreign-rule-word"), help("write `{instead}`"))]
    RuleWord {
        /// What was written.
        found: String,
        /// What to write instead.
        instead: String,
        /// Where.
        #[label]
        span: Span,
    },
    /// A list of rules that does not say which matches count.
    #[error("it is not said which of several matching rules count")]
    #[diagnostic(
        code("missing-hit-policy"),
        help("write `first` (only the first) or `all` (every one) before `{{`")
    )]
    NoPolicy {
        /// Where it is missed.
        #[label]
        span: Span,
    },
    /// A file without `language 1`.
    #[error("this file does not say which version of the language it is written in")]
    #[diagnostic(code("missing-language"), help("write `language 1` at the top"))]
    NoLanguage {
        /// The start of the file.
        #[label]
        span: Span,
        /// Where the line belongs.
        place: Span,
    },
    /// `language 2`
    #[error("there is no version {version} of the language yet")]
    #[diagnostic(code("unknown-language"), help("write `language 1`"))]
    Version {
        /// The version asked for.
        version: i64,
        /// The line.
        #[label]
        span: Span,
    },
    /// `language 1` further down, or twice.
    #[error("`language` stands once, at the top of the file")]
    #[diagnostic(code("misplaced-language"), help("{help}"))]
    Misplaced {
        /// What to do.
        help: &'static str,
        /// The line.
        #[label]
        span: Span,
        /// Where the line belongs, if it may be moved there.
        place: Option<Span>,
    },
    /// Text between declarations.
    #[error("this belongs to no declaration")]
    #[diagnostic(code("stray-text"), help("{help}"))]
    Stray {
        /// What to do.
        help: String,
        /// The first line of it.
        #[label]
        span: Span,
        /// The word that was meant in place of its first.
        instead: Option<(Span, String)>,
    },
    /// `expect` above the first time line of a scenario.
    #[error("this stands above the first line with a time, so nothing has happened yet")]
    #[diagnostic(code("early-expect"), help("put it below the line it speaks of"))]
    ExpectTooEarly {
        /// The entry.
        #[label]
        span: Span,
    },
    /// A second `at` in a test.
    #[error("a test has one instant, and this is a second")]
    #[diagnostic(code("second-at"), help("write a second test, or a `scenario` with several times"))]
    SecondAt {
        /// The entry.
        #[label]
        span: Span,
    },
}

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{FileId, Limits, SourceFile, Span};
use crate::syntax::ast::{File, ItemKind};
use crate::syntax::lex::{self, Token, TokenKind};
use crate::syntax::parse_within;

/// A declaration that stays as its author wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Where it stands.
    pub span: Span,
    /// Its first words, such as `queue vip`.
    pub name: String,
    /// What is wrong with it, as a sentence.
    pub why: String,
}

/// A file, read: what can be formatted, and what is left.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) tokens: Vec<Token>,
    pub(super) tree: File,
    /// Where the declarations stand that can be formatted, in order.
    pub(super) sound: Vec<Span>,
    /// How many diagnostics there are of the text.
    pub(super) faults: usize,
    /// What is left alone, in order.
    pub(super) left: Vec<Left>,
}

/// The file of every text that is formatted: there is no other.
pub(super) const FILE: FileId = FileId(0);

/// A text may be as large as offsets can say.
const LIMITS: Limits = Limits { file_bytes: usize::MAX, ..Limits::DEFAULT };

/// Reads a file. The declarations at the places `refused`, which are sorted, are left alone.
pub(super) fn parts(file: &SourceFile, refused: &[Span]) -> Parts {
    let (tree, bag) = parse_within(FILE, file, &LIMITS);
    let tokens = lex::tokens(&file.text);
    let mut faults = bag.into_sorted();
    let many = faults.len();
    // A file may be without `language 1`; nothing that stands in it is worse for that.
    faults.retain(|found| found.severity == Severity::Error && found.code != "missing-language");
    let faults = Faults { text: &file.text, found: faults };
    let (sound, broken) = pieces(&tree, &faults, refused);
    let mut left = left(&tokens, &sound, &broken);
    for left in &mut left {
        tell(left, &file.text, &tokens, &faults);
    }
    Parts { tokens, tree, sound, faults: many, left }
}

/// Where the declarations stand that can be formatted, and where those that cannot.
fn pieces(tree: &File, faults: &Faults<'_>, refused: &[Span]) -> (Vec<Span>, Vec<Span>) {
    let language = tree.languages.iter().map(|language| (language.span, true));
    let items = tree.items.iter().map(|item| {
        let broken = matches!(item.kind, ItemKind::Broken(_));
        (item.span, !item.damaged && !broken)
    });
    let (mut sound, mut broken) = (Vec::new(), Vec::new());
    for (span, read) in language.chain(items) {
        let well = read && faults.first_in(span).is_none() && refused.binary_search(&span).is_err();
        if well { &mut sound } else { &mut broken }.push(span);
    }
    sound.sort_unstable();
    broken.sort_unstable();
    (sound, broken)
}

/// What is wrong with a text, in order.
struct Faults<'t> {
    text: &'t str,
    found: Vec<Diagnostic>,
}

impl Faults<'_> {
    /// The first that stands in `span`, or where it ends: what is missing is missing there.
    fn first_in(&self, span: Span) -> Option<&Diagnostic> {
        let start = |found: &Diagnostic| found.span().map_or(0, |span| span.start);
        let at = self.found.partition_point(|found| start(found) < span.start);
        let mut within = self.found.iter().skip(at).take_while(|found| start(found) <= span.end);
        within.find(|found| start(found) < span.end || !self.is_return(found))
    }

    /// Whether a carriage return is what is wrong: behind a declaration it goes with the other blanks of the line.
    fn is_return(&self, found: &Diagnostic) -> bool {
        let Some(Span { start, end, .. }) = found.span() else { return false };
        let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        self.text.get(place(start)..place(end)) == Some("\r")
    }
}

/// Every stretch of tokens that no sound declaration holds. A declaration that shares a line with one is left too.
fn left(tokens: &[Token], sound: &[Span], broken: &[Span]) -> Vec<Left> {
    let mut left: Vec<Left> = Vec::new();
    let (mut sound, mut broken) = (sound.iter().peekable(), broken.iter().peekable());
    let (mut open, mut beside) = (false, None);
    for token in tokens {
        if token.kind == TokenKind::LineBreak {
            beside = None;
        }
        if token.is_trivia() {
            continue;
        }
        while sound.next_if(|span| span.end <= token.start).is_some() {}
        let holder = sound.peek().filter(|span| span.start <= token.start);
        if let Some(holder) = holder {
            (open, beside) = (false, Some(holder.start));
            continue;
        }
        let begins = broken.next_if(|span| span.start <= token.start).is_some();
        match left.last_mut() {
            Some(last) if open && !begins => last.span.end = token.end,
            _ => left.push(Left {
                span: Span::new(FILE, beside.unwrap_or(token.start), token.end),
                name: String::new(),
                why: String::new(),
            }),
        }
        (open, beside) = (true, None);
    }
    left
}

/// Why a declaration without an error is left.
pub(super) const CHANGES: &str = "it would not mean the same";

/// How much of a name is told, in characters.
const LONGEST: usize = 60;

/// Fills in what it is and why it is left.
fn tell(left: &mut Left, text: &str, tokens: &[Token], faults: &Faults<'_>) {
    let from = tokens.partition_point(|token| token.start < left.span.start);
    let rest = tokens.get(from..).unwrap_or_default();
    let line =
        rest.iter().take_while(|token| token.kind != TokenKind::LineBreak && token.end <= left.span.end);
    let words: Vec<_> =
        line.filter(|token| !token.is_trivia()).take(2).map(|token| token.text(text)).collect();
    left.name = words.join(" ").chars().take(LONGEST).collect();
    let found = faults.first_in(left.span);
    found.map_or(CHANGES, |found| found.message.as_str()).clone_into(&mut left.why);
}

use super::code::Laid;
use super::condition::{Draft, DraftKind};
use crate::bundle::{ClauseKind, Declared, Origin, Part, Place, RuleAbout, Scribe, Setting, Tree};
use crate::hir;
use crate::source::{FileId, Sources, Span};
use line_index::{LineCol, LineIndex, TextSize, WideEncoding};
use std::borrow::Cow;
use std::sync::Arc;

/// The longest text of a rule or clause that a bundle keeps, in characters.
const LONGEST_TEXT: usize = 240;

/// Names and places, for people.
#[derive(Debug)]
pub(super) struct Words<'p> {
    sources: &'p Sources,
    /// Of each file, its number in the bundle and its lines.
    lines: Vec<(u32, LineIndex)>,
    pub(super) files: Vec<Arc<str>>,
    pub(super) scribe: Scribe,
}

impl<'p> Words<'p> {
    pub(super) fn new(_program: &'p hir::Program, sources: &'p Sources) -> Self {
        let mut names: Vec<_> = sources.iter().map(|(id, file)| (file.name.as_str(), id)).collect();
        names.sort_unstable();
        let number = |id: FileId| names.iter().position(|(_, other)| *other == id).unwrap_or_default();
        let number = |id| u32::try_from(number(id)).unwrap_or(u32::MAX);
        let lines = sources.iter().map(|(id, file)| (number(id), LineIndex::new(&file.text))).collect();
        let files = names.iter().map(|(name, _)| Arc::from(*name)).collect();
        Self { sources, lines, files, scribe: Scribe::default() }
    }

    /// Line and column of the start of a span.
    pub(super) fn place(&self, span: Span) -> Place {
        let found = usize::try_from(span.file.0).ok().and_then(|file| self.lines.get(file));
        let Some((file, lines)) = found else { return Place::default() };
        let at = lines.try_line_col(TextSize::from(span.start)).unwrap_or(LineCol { line: 0, col: 0 });
        let column = lines.to_wide(WideEncoding::Utf32, at).map_or(at.col, |wide| wide.col);
        Place { file: *file, line: at.line + 1, column: column + 1 }
    }

    /// What is written there, on one line.
    pub(super) fn text(&self, span: Span) -> Cow<'p, str> {
        let written = self.sources.text(span);
        if is_plain(written) { Cow::Borrowed(written) } else { Cow::Owned(shortened(written)) }
    }

    /// A condition with all its parts, of the rule that stands there.
    pub(super) fn condition(&mut self, rule: Span, draft: &Draft, laid: &Laid) -> Tree {
        let text = self.text(rule);
        let mut tree = self.scribe.begin(&text, self.place(rule));
        // The parts of a text that stands on one line stand on it too.
        let plain = matches!(text, Cow::Borrowed(_));
        self.part(&mut tree, (rule, plain), draft, laid);
        tree
    }

    fn part(&mut self, tree: &mut Tree, around: (Span, bool), draft: &Draft, laid: &Laid) {
        let (rule, plain) = around;
        let text = match draft.says.as_deref() {
            Some(says) => Cow::Borrowed(says),
            None if plain && holds(rule, draft.span) => Cow::Borrowed(self.sources.text(draft.span)),
            None => self.text(draft.span),
        };
        let part = Part {
            kind: clause_kind(&draft.kind, laid),
            text: &text,
            at: draft.span.start.saturating_sub(rule.start),
            place: self.place(draft.span),
            parts: draft.parts.len(),
            reads: &draft.reads,
        };
        self.scribe.part(tree, &part);
        draft.parts.iter().for_each(|part| self.part(tree, around, part, laid));
    }

    /// A rule, which stands there, under its address and name.
    pub(super) fn rule(&mut self, address: &str, name: &str, span: Span, condition: Option<Tree>) {
        let rule = RuleAbout { address, name, place: self.place(span) };
        self.scribe.rule(&rule, condition);
    }

    /// A declaration with its settings.
    pub(super) fn declared(&self, named: &hir::Named, settings: &[hir::EffectiveSetting]) -> Declared {
        Declared {
            name: Arc::from(named.name.as_str()),
            label: Arc::from(named.label.as_str()),
            place: named.span.map(|span| self.place(span)),
            settings: self.settings(settings),
        }
    }

    pub(super) fn settings(&self, settings: &[hir::EffectiveSetting]) -> Vec<Setting> {
        let setting = |setting: &hir::EffectiveSetting| Setting {
            address: Arc::from(setting.address.as_str()),
            value: Arc::from(setting.value.as_str()),
            origin: self.origin(&setting.origin),
        };
        settings.iter().map(setting).collect()
    }

    fn origin(&self, origin: &hir::Origin) -> Origin {
        match origin {
            hir::Origin::Written(span) => Origin::Written(self.place(*span)),
            hir::Origin::Default(why) => Origin::Default(Arc::from(why.as_str())),
            hir::Origin::Copied { from, span } => {
                Origin::Copied(Arc::from(from.as_str()), span.map(|span| self.place(span)))
            }
        }
    }
}

fn holds(whole: Span, part: Span) -> bool {
    whole.file == part.file && whole.start <= part.start && part.end <= whole.end
}

/// Whether a text stands on one line already, its words apart by single blanks, and is short enough.
fn is_plain(text: &str) -> bool {
    let mut before = b' ';
    let plain = text.bytes().all(|byte| {
        let apart = byte == b' ' && before != b' ';
        before = byte;
        apart || byte.is_ascii_graphic()
    });
    text.len() <= LONGEST_TEXT && plain && before != b' '
}

/// A text on one line.
fn shortened(written: &str) -> String {
    let mut text = String::new();
    let mut letters = 0;
    for word in written.split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
        letters += word.chars().count() + 1;
        if letters > LONGEST_TEXT + 1 {
            break;
        }
    }
    if text.chars().count() > LONGEST_TEXT {
        text = text.chars().take(LONGEST_TEXT - 1).chain(['…']).collect();
    }
    text
}

fn clause_kind<'d>(kind: &'d DraftKind, laid: &Laid) -> ClauseKind<'d> {
    match kind {
        DraftKind::And => ClauseKind::And,
        DraftKind::Or => ClauseKind::Or,
        DraftKind::Not => ClauseKind::Not,
        DraftKind::Condition(name) => ClauseKind::Condition(name),
        DraftKind::Table(name) => ClauseKind::Table(name),
        DraftKind::Test { start, test, negated } => {
            ClauseKind::Test { pc: laid.pc(*start), test: laid.pc(*test), negated: *negated }
        }
    }
}

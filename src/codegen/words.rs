use super::code::Laid;
use super::condition::{Draft, DraftKind};
use crate::bundle::{Clause, ClauseKind, Declared, Origin, Place, RuleAbout, Setting};
use crate::hir;
use crate::source::{FileId, Sources, Span};
use line_index::{LineCol, LineIndex, TextSize, WideEncoding};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The longest text of a rule or clause that a bundle keeps, in characters.
const LONGEST_TEXT: usize = 240;

/// Names and places, for people.
#[derive(Debug)]
pub(super) struct Words<'p> {
    sources: &'p Sources,
    lines: BTreeMap<FileId, (u32, LineIndex)>,
    pub(super) files: Vec<Arc<str>>,
    pub(super) rules: Vec<RuleAbout>,
    pub(super) clauses: Vec<Clause>,
}

impl<'p> Words<'p> {
    pub(super) fn new(_program: &'p hir::Program, sources: &'p Sources) -> Self {
        let mut files: Vec<_> = sources.iter().map(|(id, file)| (file.name.as_str(), id, file)).collect();
        files.sort_unstable_by_key(|(name, id, _)| (*name, *id));
        let numbered = (0..).zip(&files);
        let lines = numbered.map(|(at, (_, id, file))| (*id, (at, LineIndex::new(&file.text)))).collect();
        let files = files.iter().map(|(name, ..)| Arc::from(*name)).collect();
        Self { sources, lines, files, rules: Vec::new(), clauses: Vec::new() }
    }

    /// Line and column of the start of a span.
    pub(super) fn place(&self, span: Span) -> Place {
        let Some((file, lines)) = self.lines.get(&span.file) else { return Place::default() };
        let at = lines.try_line_col(TextSize::from(span.start)).unwrap_or(LineCol { line: 0, col: 0 });
        let column = lines.to_wide(WideEncoding::Utf32, at).map_or(at.col, |wide| wide.col);
        Place { file: *file, line: at.line + 1, column: column + 1 }
    }

    /// What is written there, on one line.
    pub(super) fn text(&self, span: Span) -> Arc<str> {
        let mut text = String::new();
        for word in self.sources.text(span).split_whitespace() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
            if text.len() > LONGEST_TEXT {
                break;
            }
        }
        if text.chars().count() > LONGEST_TEXT {
            text = text.chars().take(LONGEST_TEXT - 1).chain(['…']).collect();
        }
        Arc::from(text)
    }

    /// Keeps a condition with all its parts and says where.
    pub(super) fn clause(&mut self, draft: &Draft, laid: &Laid) -> u32 {
        let at = self.clauses.len();
        self.clauses.push(Clause {
            kind: clause_kind(&draft.kind, laid),
            text: draft.says.as_deref().map_or_else(|| self.text(draft.span), Arc::from),
            place: self.place(draft.span),
            parts: Vec::new(),
            reads: draft.reads.clone(),
        });
        let parts = draft.parts.iter().map(|part| self.clause(part, laid)).collect();
        if let Some(clause) = self.clauses.get_mut(at) {
            clause.parts = parts;
        }
        u32::try_from(at).unwrap_or(u32::MAX)
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

fn clause_kind(kind: &DraftKind, laid: &Laid) -> ClauseKind {
    match kind {
        DraftKind::And => ClauseKind::And,
        DraftKind::Or => ClauseKind::Or,
        DraftKind::Not => ClauseKind::Not,
        DraftKind::Condition(name) => ClauseKind::Condition(Arc::from(name.as_str())),
        DraftKind::Table(name) => ClauseKind::Table(Arc::from(name.as_str())),
        DraftKind::Test { start, test, negated } => {
            ClauseKind::Test { pc: laid.pc(*start), test: laid.pc(*test), negated: *negated }
        }
    }
}

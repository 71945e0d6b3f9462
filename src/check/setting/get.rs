use super::term::as_list;
use crate::builtins::{Block, SettingRow};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, ExprKind, Literal};
use crate::value::Duration;
use std::slice;

/// The settings of one block that are known and well formed, in the order they are written.
#[derive(Debug, Clone)]
pub(in crate::check) struct Settings<'s> {
    /// Which block it is.
    pub(in crate::check) block: Block,
    /// Its settings.
    pub(in crate::check) found: Vec<Found<'s>>,
    /// Words of settings that were written, but not so that they mean something: nothing more is said about them.
    pub(in crate::check) faulty: Vec<&'static str>,
    /// The words that may stand there once.
    once: Vec<Once>,
}

/// A word that may stand once, and does.
#[derive(Debug, Clone, Copy)]
struct Once {
    word: &'static str,
    first: Span,
    /// Whether it stands there again.
    again: bool,
}

/// One setting that is known and well formed.
#[derive(Debug, Clone)]
pub(in crate::check) struct Found<'s> {
    /// What the table says of it.
    pub(in crate::check) row: &'static SettingRow,
    /// What was written.
    pub(in crate::check) setting: &'s ast::Setting,
    /// The settings of its block, if it ends in one.
    pub(in crate::check) inner: Option<Settings<'s>>,
}

impl<'s> Settings<'s> {
    /// No settings at all, as of a block that is not written.
    pub(in crate::check) fn none(block: Block) -> Self {
        Self { block, found: Vec::new(), faulty: Vec::new(), once: Vec::new() }
    }

    /// Begins with a setting: where it was written before, if it may stand there once. Which of the two is meant is then
    /// not known, so that neither counts.
    pub(super) fn begin(&mut self, row: &'static SettingRow, span: Span) -> Option<Span> {
        if row.repeats() {
            return None;
        }
        let Some(once) = self.once.iter_mut().find(|once| once.word == row.word) else {
            self.once.push(Once { word: row.word, first: span, again: false });
            return None;
        };
        let first = once.first;
        if !std::mem::replace(&mut once.again, true) {
            self.found.retain(|found| found.row.word != row.word);
            self.spoil(row.word);
        }
        Some(first)
    }

    /// Notes that the word is written, but badly.
    pub(super) fn spoil(&mut self, word: &'static str) {
        if !self.is_faulty(word) {
            self.faulty.push(word);
        }
    }

    /// The first setting of that word.
    pub(in crate::check) fn get(&self, word: &str) -> Option<&Found<'s>> {
        self.found.iter().find(|found| found.row.word == word)
    }

    /// Every setting of that word.
    pub(in crate::check) fn all(&self, word: &str) -> impl Iterator<Item = &Found<'s>> {
        self.found.iter().filter(move |found| found.row.word == word)
    }

    /// Whether the word is written, well or badly.
    pub(in crate::check) fn mentions(&self, word: &str) -> bool {
        self.get(word).is_some() || self.faulty.contains(&word)
    }

    /// Whether the word is written, but badly.
    pub(in crate::check) fn is_faulty(&self, word: &str) -> bool {
        self.faulty.contains(&word)
    }

    /// Where the setting of that word stands.
    pub(in crate::check) fn span(&self, word: &str) -> Option<Span> {
        self.get(word).map(|found| found.setting.span)
    }

    /// The settings of the block of that word.
    pub(in crate::check) fn block(&self, word: &str) -> Option<&Settings<'s>> {
        self.get(word)?.inner.as_ref()
    }

    /// `yes` or `no`, with the place of the whole setting.
    pub(in crate::check) fn yes_no(&self, word: &str) -> Option<Spanned<bool>> {
        let found = self.get(word)?;
        let ExprKind::Literal(Literal::Bool(value)) = found.first()?.kind else { return None };
        Some(Spanned::new(value, found.setting.span))
    }

    /// A whole number, with the place of the whole setting.
    pub(in crate::check) fn number(&self, word: &str) -> Option<Spanned<i64>> {
        let found = self.get(word)?;
        let ExprKind::Literal(Literal::Int(value)) = found.first()?.kind else { return None };
        Some(Spanned::new(value, found.setting.span))
    }

    /// A length of time, with the place of the whole setting.
    pub(in crate::check) fn length(&self, word: &str) -> Option<Spanned<Duration>> {
        let found = self.get(word)?;
        let ExprKind::Literal(Literal::Duration(value)) = found.first()?.kind else { return None };
        Some(Spanned::new(value, found.setting.span))
    }

    /// A text, with the place of the whole setting.
    pub(in crate::check) fn text(&self, word: &str) -> Option<Spanned<String>> {
        let found = self.get(word)?;
        found.first()?.as_text().map(|text| Spanned::new(text.value, found.setting.span))
    }

    /// A single word, with the place of the word.
    pub(in crate::check) fn word(&self, word: &str) -> Option<&'s ast::Name> {
        self.get(word)?.first()?.as_word()
    }

    /// Whether the setting of that word is this word.
    pub(in crate::check) fn is(&self, word: &str, value: &str) -> bool {
        self.word(word).is_some_and(|name| name.text == value)
    }

    /// The words of a list, or the only one.
    pub(in crate::check) fn words(&self, word: &str) -> Vec<&'s ast::Name> {
        self.get(word)
            .map(Found::members)
            .unwrap_or_default()
            .into_iter()
            .filter_map(ast::Expr::as_word)
            .collect()
    }

    /// The texts of a list, or the only one.
    pub(in crate::check) fn texts(&self, word: &str) -> Vec<ast::Text> {
        self.get(word)
            .map(Found::members)
            .unwrap_or_default()
            .into_iter()
            .filter_map(ast::Expr::as_text)
            .collect()
    }
}

impl<'s> Found<'s> {
    /// The first thing after the word.
    pub(in crate::check) fn first(&self) -> Option<&'s ast::Term> {
        self.setting.terms.first()
    }

    /// The thing at that place after the word.
    pub(in crate::check) fn term(&self, at: usize) -> Option<&'s ast::Term> {
        self.setting.terms.get(at)
    }

    /// The text at that place after the word.
    pub(in crate::check) fn text_at(&self, at: usize) -> Option<ast::Text> {
        self.term(at)?.as_text()
    }

    /// The members of the list that is the last thing after the word, or that thing itself.
    pub(in crate::check) fn members(&self) -> Vec<&'s ast::Term> {
        let last = self.setting.terms.last();
        last.map(|last| as_list(last).unwrap_or(slice::from_ref(last))).into_iter().flatten().collect()
    }
}

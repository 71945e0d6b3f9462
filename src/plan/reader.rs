use super::change::Said;
use super::part::{List, Part, Setting, Thing};
use super::pieces::pieces;
use super::text;
use crate::engine::Checked;
use crate::hir::{EffectiveSetting, Origin};
use crate::source::{FileId, SourceFile, Span, is_route};
use crate::syntax::ast::{self, Rule};
use std::collections::HashMap;

/// Reads what is written in a program, and where.
#[derive(Debug)]
pub(super) struct Reader<'c> {
    pub(super) checked: &'c Checked,
    /// Every rule, by where it begins: what copies hold, they hold by its place.
    rules: HashMap<(FileId, u32), &'c Rule>,
    /// Where the lines of each file end.
    lines: HashMap<FileId, Vec<usize>>,
}

/// The files of a program, parsed.
pub(super) fn trees(checked: &Checked) -> Vec<ast::File> {
    let files = checked.sources.iter().filter(|(_, file)| is_route(&file.name));
    files.map(|(id, file)| crate::syntax::parse(id, file).0).collect()
}

impl<'c> Reader<'c> {
    pub(super) fn new(checked: &'c Checked, trees: &'c [ast::File]) -> Self {
        let lists = trees.iter().flat_map(|tree| &tree.items).flat_map(|item| item.kind.lists());
        let rules = lists.flatten().map(|rule| ((rule.span.file, rule.span.start), rule)).collect();
        let ends = |file: &SourceFile| memchr::memchr_iter(b'\n', file.text.as_bytes()).collect();
        let lines = checked.sources.iter().map(|(id, file)| (id, ends(file))).collect();
        Self { checked, rules, lines }
    }

    pub(super) fn add(&self, thing: &mut Thing, address: &str, span: Span) {
        thing.settings.push(setting(address, self.said(span), Some(span)));
    }

    /// Settings that the checker found to be in force.
    pub(super) fn in_force(&self, settings: &[EffectiveSetting], thing: &mut Thing) {
        for setting in settings {
            let (why, span) = match &setting.origin {
                Origin::Written(span) => (None, Some(*span)),
                Origin::Default(_) => (Some("by default".to_owned()), None),
                Origin::Copied { from, span } => (Some(format!("copied from {from}")), *span),
            };
            let (file, line) = span.map(|span| self.place(span)).unzip();
            let said = Said { text: setting.value.clone(), why, file, line };
            thing.settings.push(self::setting(&setting.address, said, span));
        }
    }

    pub(super) fn fields(&self, address: &str, fields: &[ast::Field]) -> List {
        self.list(address, "field", fields.iter().map(|field| (Some(field.name.text.clone()), field.span)))
    }

    pub(super) fn rules(&self, address: &str, rules: &[Rule]) -> List {
        let rules =
            rules.iter().map(|rule| (rule.label.as_ref().map(|label| label.value.clone()), rule.span));
        self.rules_at(address, rules)
    }

    /// Rules by their labels and places.
    pub(super) fn rules_at(
        &self,
        address: &str,
        rules: impl Iterator<Item = (Option<String>, Span)>,
    ) -> List {
        let parts = rules.map(|(key, span)| self.rule(key, span)).collect();
        List { address: address.to_owned(), what: "rule", ordered: true, within: false, parts }
    }

    fn rule(&self, key: Option<String>, span: Span) -> Part {
        let whole = self.checked.sources.text(span);
        let rule = text::unlabelled(whole);
        let said = Said { text: text::on_one_line(rule), ..self.said(span) };
        let known = self.rules.get(&(span.file, span.start));
        let pieces = known.map_or_else(Vec::new, |rule| pieces(self, rule));
        Part { key, said, same: text::same(rule), pieces, span }
    }

    pub(super) fn list(
        &self,
        address: &str,
        what: &'static str,
        parts: impl Iterator<Item = (Option<String>, Span)>,
    ) -> List {
        let part = |(key, span)| {
            let same = text::same(self.checked.sources.text(span));
            Part { key, said: self.said(span), same, pieces: Vec::new(), span }
        };
        let parts = parts.map(part).collect();
        List { address: address.to_owned(), what, ordered: false, within: false, parts }
    }

    pub(super) fn said(&self, span: Span) -> Said {
        let (file, line) = self.place(span);
        Said { text: self.words(span), why: None, file: Some(file), line: Some(line) }
    }

    /// What is written there, on one line.
    pub(super) fn words(&self, span: Span) -> String {
        text::on_one_line(self.checked.sources.text(span))
    }

    fn place(&self, span: Span) -> (String, u32) {
        let known = self.checked.sources.get(span.file).zip(self.lines.get(&span.file));
        let Some((file, ends)) = known else { return (String::new(), 0) };
        let start = usize::try_from(span.start).unwrap_or(usize::MAX);
        let line = ends.partition_point(|end| *end < start) + 1;
        (file.name.clone(), u32::try_from(line).unwrap_or(u32::MAX))
    }
}

/// A setting as it is written, or as nobody writes it.
pub(super) fn setting(address: &str, said: Said, span: Option<Span>) -> Setting {
    let same = text::same_value(&said.text);
    Setting { address: address.to_owned(), said, same, span }
}

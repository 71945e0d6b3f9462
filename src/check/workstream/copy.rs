use crate::builtins::Block;
use crate::check::context::Context;
use crate::check::error::WorkstreamError;
use crate::check::setting::Source;
use crate::check::uses::Sort;
use crate::source::Span;
use crate::syntax::ast::{self, ItemKind, Workstream};
use std::borrow::Cow;

/// A workstream with all that it copies.
#[derive(Debug)]
pub(super) struct Flat<'i> {
    /// What it says, its own words and those of what it copies.
    pub(super) workstream: Cow<'i, Workstream>,
    /// Where its declaration stands.
    pub(super) place: Span,
    /// The text of the `///` lines above it.
    pub(super) doc: Option<String>,
    /// Whether parts of it, or of what it copies, could not be read.
    pub(super) damaged: bool,
    /// Where its settings come from.
    pub(super) source: Source,
}

/// The most workstreams one may copy through; more are surely a mistake of whoever made the text.
const LONGEST_CHAIN: usize = 1_000;

/// Every workstream, in order, with what it copies written out.
pub(super) fn flatten_all<'i>(ctx: &mut Context<'i>) -> Vec<Flat<'i>> {
    let items: Vec<_> = ctx.items().filter(|item| matches!(item.kind, ItemKind::Workstream(_))).collect();
    items.iter().filter_map(|item| flatten(ctx, item, &items)).collect()
}

fn of(item: &ast::Item) -> Option<&Workstream> {
    let ItemKind::Workstream(workstream) = &item.kind else { return None };
    Some(workstream)
}

fn flatten<'i>(ctx: &mut Context<'_>, item: &'i ast::Item, items: &[&'i ast::Item]) -> Option<Flat<'i>> {
    ctx.read_for(item.span);
    let (chain, cut) = chain(ctx, item, items);
    let (oldest, younger) = chain.split_last()?;
    let mut flat = Cow::Borrowed(of(oldest)?);
    if !cut {
        report_without(ctx, &empty(&flat), &flat);
    }
    for item in younger.iter().rev() {
        let own = of(item)?;
        report_without(ctx, &flat, own);
        flat = Cow::Owned(merge(&flat, own));
    }
    report_lonely_copy(ctx, of(item)?, &flat);
    let copied =
        chain.iter().skip(1).filter_map(|item| Some((of(item)?.header.name.text.clone(), item.span)));
    Some(Flat {
        workstream: flat,
        place: item.span,
        doc: item.doc.clone(),
        damaged: cut || chain.iter().any(|item| item.damaged),
        source: Source { own: Some(item.span), copied: copied.collect(), known: Vec::new() },
    })
}

/// The workstream, the one it copies, the one that copies, and so on; and whether it ends at an unknown name.
fn chain<'i>(
    ctx: &mut Context<'_>,
    item: &'i ast::Item,
    items: &[&'i ast::Item],
) -> (Vec<&'i ast::Item>, bool) {
    let mut chain = vec![item];
    let mut last = item;
    while let Some(copies) = of(last).and_then(|workstream| workstream.copies.as_ref()) {
        let Some(number) = ctx.names.workstream(&copies.name, &mut ctx.bag) else { return (chain, true) };
        let Some(base) = nth_owner(ctx, items, number.0) else { return (chain, true) };
        if chain.iter().any(|seen| seen.span == base.span) || chain.len() > LONGEST_CHAIN {
            report_cycle(ctx, item, base);
            return (chain, true);
        }
        chain.push(base);
        last = base;
    }
    (chain, false)
}

fn nth_owner<'i>(ctx: &Context<'_>, items: &[&'i ast::Item], number: u32) -> Option<&'i ast::Item> {
    let owns = |item: &&&'i ast::Item| {
        let name = of(item).map(|workstream| &workstream.header.name);
        name.and_then(|name| ctx.names.owner(crate::check::names::Kind::Workstream, name)) == Some(number)
    };
    items.iter().find(owns).copied()
}

/// A circle is reported at each workstream of it only, not at those that lead into it.
fn report_cycle(ctx: &mut Context<'_>, item: &ast::Item, base: &ast::Item) {
    if item.span != base.span {
        return;
    }
    if let Some((name, copies)) = of(item).and_then(|own| Some((&own.header.name, own.copies.as_ref()?))) {
        ctx.report(WorkstreamError::CopyCycle { workstream: name.text.clone(), span: copies.name.span });
    }
}

fn empty(like: &Workstream) -> Workstream {
    Workstream {
        header: like.header.clone(),
        copies: None,
        settings: Vec::new(),
        context: Vec::new(),
        classify: Vec::new(),
        route: Vec::new(),
        without: Vec::new(),
    }
}

/// What is left out must be there to be copied.
fn report_without(ctx: &mut Context<'_>, base: &Workstream, own: &Workstream) {
    for without in &own.without {
        let word = without.what.text.as_str();
        let there = match (word, &without.name) {
            ("classify", Some(name)) => base.classify.iter().any(|ruleset| ruleset.name.text == name.text),
            ("classify", None) => !base.classify.is_empty(),
            ("route", _) => !base.route.is_empty(),
            ("context", _) => !base.context.is_empty(),
            (word, _) => base.settings.iter().any(|setting| setting.word.text == word),
        };
        let left_out = without.name.as_ref().filter(|_| word == "classify");
        let known = |name: &ast::Name| base.classify.iter().find(|ruleset| ruleset.name.text == name.text);
        if let Some((name, ruleset)) = left_out.and_then(|name| Some((name, known(name)?))) {
            ctx.note(name.span, Sort::Ruleset, ruleset.name.span, String::new);
        }
        if !there {
            let what = without.name.as_ref().map_or(word.to_owned(), |name| format!("{word} {}", name.text));
            let copies = own.copies.as_ref().map(|copies| copies.name.text.clone());
            ctx.report(WorkstreamError::NothingToLeaveOut { what, span: without.span, copies });
        }
    }
}

/// A copy that takes items at addresses has none yet; to one for records the intake leads.
fn report_lonely_copy(ctx: &mut Context<'_>, own: &Workstream, merged: &Workstream) {
    let is_address = |setting: &ast::Setting| ["instances", "instance"].contains(&setting.word.text.as_str());
    let is_record = |setting: &ast::Setting| {
        setting.word.text == "type"
            && setting.terms.first().and_then(ast::Expr::as_word).is_some_and(|word| word.text == "record")
    };
    let is_reached = own.settings.iter().any(is_address) || merged.settings.iter().any(is_record);
    if own.copies.is_none() || is_reached {
        return;
    }
    let base = own.copies.as_ref().map(|copies| copies.name.text.clone()).unwrap_or_default();
    ctx.report(WorkstreamError::CopyWithoutInstances { base, span: own.header.span });
}

/// `base` with all that `own` says on top. Instances are not copied: none can be in two workstreams.
fn merge(base: &Workstream, own: &Workstream) -> Workstream {
    let is_out = |word: &str| own.without.iter().any(|without| without.what.text == word);
    let ruleset_is_out = |name: &str| {
        let names = own.without.iter().filter(|without| without.what.text == "classify");
        names.into_iter().any(|without| without.name.as_ref().is_none_or(|out| out.text == name))
    };
    let base_settings: Vec<_> = base
        .settings
        .iter()
        .filter(|setting| !["instances", "instance"].contains(&setting.word.text.as_str()))
        .filter(|setting| !is_out(&setting.word.text))
        .cloned()
        .collect();
    let base_rulesets = base.classify.iter().filter(|ruleset| !ruleset_is_out(&ruleset.name.text));
    let base_context = if is_out("context") { &[] } else { base.context.as_slice() };
    Workstream {
        header: merged_header(base, own),
        copies: own.copies.clone(),
        settings: merge_settings(Block::Workstream, &base_settings, &own.settings),
        context: merge_context(base_context, &own.context),
        classify: merge_rulesets(base_rulesets, &own.classify),
        route: if own.route.is_empty() && !is_out("route") { base.route.clone() } else { own.route.clone() },
        without: own.without.clone(),
    }
}

/// A copy without a label of its own is called `Copy of` what it copies.
fn merged_header(base: &Workstream, own: &Workstream) -> ast::Header {
    let copied = || {
        let label = base.header.label.as_ref().map_or(&base.header.name.text, |label| &label.value);
        ast::Text { value: format!("Copy of {label}"), span: own.header.name.span }
    };
    ast::Header { label: Some(own.header.label.clone().unwrap_or_else(copied)), ..own.header.clone() }
}

fn merge_settings(block: Block, base: &[ast::Setting], own: &[ast::Setting]) -> Vec<ast::Setting> {
    let kept = base.iter().filter_map(|setting| {
        let mut same = own.iter().filter(|other| other.word.text == setting.word.text);
        match (same.next(), same.next()) {
            (None, _) => Some(setting.clone()),
            (Some(only), None) => merge_block(setting, only),
            (Some(_), Some(_)) => None,
        }
    });
    let mut merged: Vec<_> = kept.filter(|setting| !replaces(block, setting, own)).collect();
    let is_merged = |setting: &ast::Setting| {
        setting.block.is_some() && merged.iter().any(|other| other.word.text == setting.word.text)
    };
    let fresh: Vec<_> = own.iter().filter(|setting| !is_merged(setting)).cloned().collect();
    merged.extend(fresh);
    merged
}

/// Units take the place of a profile, and a profile that of units.
fn replaces(block: Block, setting: &ast::Setting, own: &[ast::Setting]) -> bool {
    let rival = match (block, setting.word.text.as_str()) {
        (Block::Distribution, "units") => "profile",
        (Block::Distribution, "profile") => "units",
        _ => return false,
    };
    own.iter().any(|setting| setting.word.text == rival)
}

/// Two blocks become one; anything else is replaced.
fn merge_block(base: &ast::Setting, own: &ast::Setting) -> Option<ast::Setting> {
    let (Some(old), Some(new)) = (&base.block, &own.block) else { return None };
    let block = if own.word.text == "distribution" { Block::Distribution } else { Block::Workstream };
    Some(ast::Setting { block: Some(merge_settings(block, old, new)), ..own.clone() })
}

fn merge_context(base: &[ast::Context], own: &[ast::Context]) -> Vec<ast::Context> {
    let (Some(first), [single]) = (base.first(), own) else {
        return if own.is_empty() { base.to_vec() } else { own.to_vec() };
    };
    let is_new = |field: &&ast::Field| single.fields.iter().all(|other| other.name.text != field.name.text);
    let fields = first.fields.iter().filter(is_new).chain(&single.fields).cloned().collect();
    vec![ast::Context { fields, span: single.span }]
}

fn merge_rulesets<'r>(
    base: impl Iterator<Item = &'r ast::Classify>,
    own: &[ast::Classify],
) -> Vec<ast::Classify> {
    let mut merged: Vec<ast::Classify> = Vec::new();
    for ruleset in base {
        let replaced = own.iter().find(|other| other.name.text == ruleset.name.text);
        merged.push(replaced.unwrap_or(ruleset).clone());
    }
    let known: Vec<Span> = merged.iter().map(|ruleset| ruleset.span).collect();
    merged.extend(own.iter().filter(|ruleset| !known.contains(&ruleset.span)).cloned());
    merged
}

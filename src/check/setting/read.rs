use super::form::{self, Misfit};
use super::get::{Found, Settings};
use super::meant::meant;
use super::resolve::{self, work_of};
use super::term::as_list;
use crate::builtins::{Block, Form, SettingRow};
use crate::check::context::Context;
use crate::check::error::{SettingError, nearest};
use crate::check::names::Kind;
use crate::hir::WorkKind;
use crate::source::Span;
use crate::syntax::{self, ast};
use std::collections::BTreeMap;
use std::slice;

/// Where a block of settings stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) struct Frame {
    /// Which block it is.
    pub(in crate::check) block: Block,
    /// Its header, where something missing is reported.
    pub(in crate::check) header: Span,
    /// Whether a part of it could not be read: then nothing is reported as missing.
    pub(in crate::check) damaged: bool,
}

/// A setting among those of its block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written<'s, 'w> {
    pub(super) setting: &'s ast::Setting,
    /// Those that follow it.
    pub(super) after: &'s [ast::Setting],
    /// The kinds of work that the block says it is about.
    pub(super) work: &'w [WorkKind],
}

/// Reads the settings of a block by its table.
///
/// Reports words it does not know, words written twice, values that do not fit, names that are not declared, and
/// what is missing. Gives the settings about which there was nothing to say.
pub(in crate::check) fn read<'s>(
    ctx: &mut Context<'_>,
    frame: Frame,
    settings: &'s [ast::Setting],
) -> Settings<'s> {
    let mut read = Settings::none(frame.block);
    let work = work_of(settings);
    let mut rest = settings;
    while let Some((setting, after)) = rest.split_first() {
        rest = after;
        match frame.block.row(&setting.word.text) {
            Some(row) => {
                let written = Written { setting, after, work: &work };
                add(ctx, frame, row, written, &mut read);
                if read.is_faulty(row.word) {
                    let told = further(ctx, frame.block, row, written).len();
                    rest = after.get(told..).unwrap_or_default();
                }
            }
            None => report_unknown(ctx, frame.block, setting, &mut read),
        }
    }
    if !frame.damaged {
        report_missing(ctx, frame, &read);
    }
    read
}

fn add<'s>(
    ctx: &mut Context<'_>,
    frame: Frame,
    row: &'static SettingRow,
    written: Written<'s, '_>,
    read: &mut Settings<'s>,
) {
    let setting = written.setting;
    if let Some(first) = read.begin(row, setting.span) {
        ctx.report(SettingError::Repeated {
            word: row.word.to_owned(),
            span: setting.span,
            first,
            edit: setting.span,
        });
        return;
    }
    let fits = match form::check(row.form, setting) {
        Ok(()) => resolve::names(ctx, row, written),
        Err(misfit) => {
            report_misfit(ctx, frame.block, row, written, misfit);
            false
        }
    };
    if fits {
        report_repeated_members(ctx, setting);
        let inner = inner(ctx, frame, row.form, setting);
        read.found.push(Found { row, setting, inner });
    } else {
        read.spoil(row.word);
    }
}

fn inner<'s>(
    ctx: &mut Context<'_>,
    frame: Frame,
    form: Form,
    setting: &'s ast::Setting,
) -> Option<Settings<'s>> {
    let (Form::Block(block) | Form::Headed(_, block)) = form else { return None };
    let header = setting.terms.last().map_or(setting.word.span, |term| setting.word.span.to(term.span));
    setting.block.as_deref().map(|entries| read(ctx, Frame { block, header, ..frame }, entries))
}

fn report_misfit(
    ctx: &mut Context<'_>,
    block: Block,
    row: &SettingRow,
    written: Written<'_, '_>,
    misfit: Misfit,
) {
    let setting = written.setting;
    let (word, takes, example) = (row.word.to_owned(), row.form.sentence(), row.example.to_owned());
    match misfit {
        Misfit::Absent => {
            // An example is put where nothing is written, never in place of what is.
            let (span, help) = (setting.word.span, format!("write, for example, `{example}`"));
            let instead = setting.terms.is_empty().then_some((setting.span, example));
            ctx.report(SettingError::WrongValue { word, takes, span, help, instead });
        }
        Misfit::Shape(span) => {
            let (help, instead) = remedy(ctx, block, row, written, span);
            ctx.report(SettingError::WrongValue { word, takes, span, help, instead });
        }
        Misfit::Bounds(span) => ctx.report(SettingError::OutOfRange { word, takes, span, example }),
        Misfit::Unread => {}
    }
}

/// What to write in place of a value that does not fit: in a sentence, and where.
fn remedy(
    ctx: &Context<'_>,
    block: Block,
    row: &SettingRow,
    among: Written<'_, '_>,
    span: Span,
) -> (String, Option<(Span, String)>) {
    let setting = among.setting;
    if let Some((place, length)) = in_words(ctx, row, setting) {
        return (format!("write `{length}`"), Some((place, length)));
    }
    let terms = || setting.terms.iter().flat_map(|term| as_list(term).unwrap_or(slice::from_ref(term)));
    let written =
        terms().find(|term| term.span == span).and_then(ast::Expr::as_word).map(|word| word.text.as_str());
    // The next setting, without a comma before it.
    let before = setting.terms.iter().take_while(|term| term.span != span).last();
    if let (Some(next), Some(before)) = (written.filter(|word| block.row(word).is_some()), before) {
        return (format!("write `,` before `{next}`"), Some((before.span.after(), ",".to_owned())));
    }
    let meant =
        written.and_then(|word| yes_or_no(row, word).or_else(|| nearest(word, row.form.words().into_iter())));
    if let Some(near) = meant {
        return (format!("did you mean `{near}`?"), Some((span, near)));
    }
    match in_its_form(ctx, row, setting, further(ctx, block, row, among)) {
        Some((place, value)) => (format!("write `{value}`"), Some((place, value))),
        None => (format!("write, for example, `{}`", row.example), None),
    }
}

/// Words after a setting, joined to it by commas, that are no settings but members of its list: `a` in `presences b, a`.
fn further<'s>(
    ctx: &Context<'_>,
    block: Block,
    row: &SettingRow,
    Written { setting, after, .. }: Written<'s, '_>,
) -> &'s [ast::Setting] {
    let takes_list = matches!(row.form, Form::List(_) | Form::OneOrList(_));
    let rest = if takes_list && setting.terms.len() == 1 { after } else { &[] };
    let mut end = setting.span;
    let is_member = |other: &&ast::Setting| {
        let gap = Span::new(end.file, end.end, other.span.start);
        end = other.span;
        let bare = other.terms.is_empty() && other.block.is_none() && other.when.is_none();
        bare && block.row(&other.word.text).is_none() && ctx.sources.text(gap).trim() == ","
    };
    let count = rest.iter().take_while(is_member).count();
    rest.get(..count).unwrap_or_default()
}

/// The value that is written, in the form it should have.
fn in_its_form(
    ctx: &Context<'_>,
    row: &SettingRow,
    setting: &ast::Setting,
    further: &[ast::Setting],
) -> Option<(Span, String)> {
    let (first, last) = (setting.terms.first()?, setting.terms.last()?);
    if setting.block.is_some() || setting.when.is_some() {
        return None;
    }
    let place = first.span.to(further.last().map_or(last.span, |more| more.span));
    let unit = row.example.rsplit(|letter: char| !letter.is_ascii_lowercase()).next()?;
    let written = ctx.sources.text(place);
    let value = meant(row.form, written, unit).filter(|value| value != written)?;
    Some((place, value))
}

/// A length of time whose unit is written out.
fn in_words(ctx: &Context<'_>, row: &SettingRow, setting: &ast::Setting) -> Option<(Span, String)> {
    let (first, last) = (setting.terms.first()?, setting.terms.last()?);
    let is_number =
        matches!(first.kind, ast::ExprKind::Literal(ast::Literal::Int(_) | ast::Literal::Decimal(_)));
    let place = first.span.to(last.span);
    let wanted = is_number && setting.terms.len() > 1 && row.form.sentence().contains("length of time");
    Some((place, syntax::shortened(ctx.sources.text(place)).filter(|_| wanted)?))
}

/// What switches are called elsewhere.
fn yes_or_no(row: &SettingRow, word: &str) -> Option<String> {
    let is_switch = row.form == Form::YesNo;
    let meant = match word.to_lowercase().as_str() {
        "on" | "enabled" | "true" => "yes",
        "off" | "disabled" | "false" => "no",
        _ => return None,
    };
    is_switch.then(|| meant.to_owned())
}

fn report_repeated_members(ctx: &mut Context<'_>, setting: &ast::Setting) {
    let members = setting.terms.last().and_then(as_list).unwrap_or_default();
    let mut seen = BTreeMap::new();
    for member in members {
        if let Some(first) = seen.get(&written(member)).copied() {
            let word = setting.word.text.clone();
            ctx.report(SettingError::RepeatedEntry { word, span: member.span, first });
        } else {
            seen.insert(written(member), member.span);
        }
    }
}

/// What a member is, a word or a text by its letters, so that those that are the same are found at once.
fn written(member: &ast::Expr) -> String {
    let word = member.as_word().map(|word| word.text.clone());
    let text = word.or_else(|| member.as_text().map(|text| text.value));
    text.unwrap_or_else(|| format!("{:?}", member.kind))
}

/// Says that a word is not known here. What it was probably meant to be counts as written.
fn report_unknown(ctx: &mut Context<'_>, block: Block, setting: &ast::Setting, read: &mut Settings<'_>) {
    let (word, span) = (setting.word.text.clone(), setting.word.span);
    if let Some(home) = family(block).iter().find(|other| other.row(&word).is_some()) {
        let home = if *home == Block::Workstream { "workstream … { … }" } else { home.word() };
        let (block, home, whole) = (block.word(), home.to_owned(), setting.span);
        ctx.report(SettingError::Misplaced { word, span, block, home, whole });
        return;
    }
    let near = block.instead_of(&word).map(str::to_owned);
    let near = near.or_else(|| nearest(&word, block.rows().iter().map(|row| row.word)));
    if let Some(row) = near.as_deref().and_then(|near| block.row(near)) {
        read.spoil(row.word);
    }
    let known: Vec<_> = block.rows().iter().map(|row| format!("`{}`", row.word)).collect();
    ctx.report(SettingError::Unknown {
        word,
        span,
        block: block.word(),
        known: known.join(", "),
        nearest: near,
    });
}

/// The blocks that are written inside one another.
fn family(block: Block) -> &'static [Block] {
    const OF_WORKSTREAM: &[Block] =
        &[Block::Workstream, Block::Distribution, Block::Templates, Block::Messages, Block::Instance];
    const OF_ORGANISATION: &[Block] = &[Block::Organisation, Block::Messages];
    if OF_WORKSTREAM.contains(&block) {
        OF_WORKSTREAM
    } else if OF_ORGANISATION.contains(&block) {
        OF_ORGANISATION
    } else {
        &[]
    }
}

fn report_missing(ctx: &mut Context<'_>, frame: Frame, read: &Settings<'_>) {
    let missing: Vec<_> =
        frame.block.rows().iter().filter(|row| row.is_required() && !read.mentions(row.word)).collect();
    let all: Vec<_> = missing.iter().map(|row| example(ctx, row)).collect();
    for row in missing {
        ctx.report(SettingError::Missing {
            word: row.word.to_owned(),
            span: frame.header,
            block: frame.block.word(),
            does: row.doc.to_owned(),
            example: row.example.to_owned(),
            all: all.clone(),
        });
    }
}

/// How a setting may be written: what names something, with what is declared.
fn example(ctx: &Context<'_>, row: &SettingRow) -> String {
    let (Form::Name(kind) | Form::Call(kind) | Form::OneOrList(&Form::Name(kind))) = row.form else {
        return row.example.to_owned();
    };
    let first = ctx.names.all(Kind::from(kind)).find(|name| *name != "Agent");
    first.map_or_else(|| row.example.to_owned(), |name| format!("{} {name}", row.word))
}

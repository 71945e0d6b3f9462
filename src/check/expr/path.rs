use super::constant::{qualified_value, report_ambiguous, report_unknown_value};
use super::entry::{constant_expr, truth};
use super::meaning::{self, Meaning, MeaningKind};
use super::unknown;
use crate::check::context::Context;
use crate::check::error::{PathError, TypeError};
use crate::check::names::Kind;
use crate::check::scope::Scope;
use crate::check::types;
use crate::check::uses::Sort;
use crate::hir::{self, Const, ExprKind, Place, Root};
use crate::source::Span;
use crate::syntax::ast;
use crate::types::{EnumId, Type};
use std::slice;

/// What a path reads or sets: the place, its type, and whether it may be missing. `None` after a report.
pub(in crate::check) fn place(
    ctx: &mut Context<'_>,
    scope: &Scope,
    path: &ast::Path,
) -> Option<(Place, Type, bool)> {
    let found = resolve(ctx, scope, path, None)?;
    match found.kind {
        MeaningKind::Place(place) => Some((place, found.ty, found.optional)),
        MeaningKind::Param(_) | MeaningKind::Now | MeaningKind::Const(_) | MeaningKind::Condition(_) => {
            ctx.report(PathError::NotSettable { path: spell(path), span: span_of(path) });
            None
        }
    }
}

/// The value a path reads. A bare word is a value where `hint` is an enum, a name where it is a kind of names.
pub(super) fn read(
    ctx: &mut Context<'_>,
    scope: &Scope,
    path: &ast::Path,
    hint: Option<&Type>,
    span: Span,
) -> Option<hir::Expr> {
    if let Some((value, ty)) = qualified_value(ctx, path) {
        return Some(constant_expr(value, ty, span));
    }
    if let Some(found) = hinted(ctx, scope, path, hint, span) {
        return found;
    }
    let found = resolve(ctx, scope, path, hint)?;
    as_value(ctx, found, path, span)
}

/// What a bare word means because of what it is compared with; `None` where that says nothing.
#[expect(clippy::option_option, reason = "a hinted word that is faulty is not a word without a hint")]
fn hinted(
    ctx: &mut Context<'_>,
    scope: &Scope,
    path: &ast::Path,
    hint: Option<&Type>,
    span: Span,
) -> Option<Option<hir::Expr>> {
    let [word] = path.words.as_slice() else { return None };
    let hint = hint?;
    if let Type::Enum(id) = hint {
        let value = ctx.enum_value(*id, &word.text)?;
        let rivals = meaning::meanings(ctx, scope, &word.text);
        if let Some(rival) = rivals.iter().find(|rival| rival.ty == *hint) {
            let value = format!("{}.{}", types::word(ctx, hint), word.text);
            report_meanings(ctx, word, slice::from_ref(rival), Some(value));
            return Some(None);
        }
        ctx.note_value(word.span, *id, value);
        return Some(Some(constant_expr(Const::Enum(*id, value), hint.clone(), span)));
    }
    let is_name = matches!(hint, Type::Queue | Type::Skill);
    if !is_name || !meaning::meanings(ctx, scope, &word.text).is_empty() {
        return None;
    }
    let found = super::constant::constant_word(ctx, word, hint);
    Some(found.map(|value| constant_expr(value, hint.clone(), span)))
}

/// What a word or path means, as a value.
pub(super) fn as_value(
    ctx: &mut Context<'_>,
    found: Meaning,
    path: &ast::Path,
    span: Span,
) -> Option<hir::Expr> {
    let Meaning { kind, ty, optional, .. } = found;
    match (kind, &ty) {
        (MeaningKind::Place(Place { root: Root::Agent, steps }), Type::Entity(_)) if steps.is_empty() => {
            let place = Place { root: Root::AgentFact(hir::AgentFact::Id), steps };
            Some(hir::Expr { kind: ExprKind::Read(place), ty: Type::Agent, optional: false, span })
        }
        (MeaningKind::Place(_), Type::Entity(_)) => {
            report_record(ctx, &ty, path, span);
            None
        }
        (MeaningKind::Place(place), Type::Unknown) if !matches!(place.root, Root::Decision(_)) => None,
        (MeaningKind::Place(place), _) => Some(hir::Expr { kind: ExprKind::Read(place), ty, optional, span }),
        (_, Type::Unknown) => None,
        (MeaningKind::Param(number), _) => {
            Some(hir::Expr { kind: ExprKind::Param(number), ty, optional, span })
        }
        (MeaningKind::Now, _) => Some(hir::Expr { kind: ExprKind::Now, ty, optional, span }),
        (MeaningKind::Const(value), _) => Some(constant_expr(value, ty, span)),
        (MeaningKind::Condition(id), _) => {
            super::call::count(ctx, &spell(path), id, 0, span)?;
            Some(truth(ExprKind::Condition(id, Vec::new()), span))
        }
    }
}

fn report_record(ctx: &mut Context<'_>, ty: &Type, path: &ast::Path, span: Span) {
    let Type::Entity(id) = ty else { return };
    let Some(entity) = ctx.entity(*id) else { return };
    let first = entity.fields.first().map(|field| field.name.clone()).unwrap_or_default();
    let (path, entity) = (spell(path), entity.named.name.clone());
    let field = format!("{path}.{first}");
    let help = format!("write a field of it, such as `{field}`, or ask `{path} is present`");
    ctx.report(PathError::RecordAsValue { path, entity, span, help, field });
}

/// What a path means, to its end. `None` after a report.
pub(super) fn resolve(
    ctx: &mut Context<'_>,
    scope: &Scope,
    path: &ast::Path,
    hint: Option<&Type>,
) -> Option<Meaning> {
    let [first, rest @ ..] = path.words.as_slice() else { return None };
    if let [second, rest @ ..] = rest {
        if let Some(found) = meaning::qualified(ctx, scope, &first.text, &second.text) {
            note(ctx, second, &found);
            return follow(ctx, found, rest, path);
        }
        if first.text == "item" && second.text == "workstream" && scope.item.is_some() {
            return presences(ctx, rest, path);
        }
    }
    let mut found = meaning::meanings(ctx, scope, &first.text);
    if found.is_empty() {
        return begin(ctx, scope, path, hint);
    }
    if found.len() > 1 {
        report_meanings(ctx, first, &found, None);
        return None;
    }
    let found = found.pop()?;
    note(ctx, first, &found);
    if let (MeaningKind::Place(Place { root: Root::Model(name), .. }), [last]) = (&found.kind, rest)
        && last.text == "confidence"
    {
        return Some(confidence(name));
    }
    follow(ctx, found, rest, path)
}

/// Reports a word with several meanings, one of which may be `value`. What can not be spelled otherwise must be called
/// otherwise.
fn report_meanings(ctx: &mut Context<'_>, word: &ast::Name, found: &[Meaning], value: Option<String>) {
    let is_plain = |meaning: &&Meaning| meaning.spelling == word.text;
    let longer = found.iter().filter(|meaning| !is_plain(meaning)).map(|meaning| meaning.spelling.clone());
    let fixes: Vec<_> = longer.chain(value).collect();
    let Some((sort, place)) = found.iter().find(is_plain).and_then(|plain| plain.declared) else {
        return report_ambiguous(ctx, word, fixes);
    };
    let called = match sort {
        Sort::Parameter => "parameter".to_owned(),
        Sort::Ruleset => "ruleset".to_owned(),
        Sort::Name(kind) => format!("`{}`", kind.word()),
        Sort::Rule => "rule".to_owned(),
        Sort::Agent => "agent".to_owned(),
        Sort::Item => "item".to_owned(),
        Sort::Field | Sort::Value => "field".to_owned(),
    };
    let spellings: Vec<_> = fixes.iter().map(|text| format!("write `{text}`, or ")).collect();
    let spellings = spellings.concat();
    let help = format!("{spellings}give the {called} another name");
    let parameter = (sort == Sort::Parameter).then_some(place);
    ctx.report(PathError::Ambiguous { word: word.text.clone(), span: word.span, help, fixes, parameter });
}

fn note(ctx: &Context<'_>, word: &ast::Name, found: &Meaning) {
    if let Some((sort, place)) = found.declared {
        ctx.note(word.span, sort, place, || found.spelling.clone());
    }
}

/// A path whose first word is nothing's name: the item, the agent, or a mistake.
fn begin(ctx: &mut Context<'_>, scope: &Scope, path: &ast::Path, hint: Option<&Type>) -> Option<Meaning> {
    let [first, rest @ ..] = path.words.as_slice() else { return None };
    if first.text == "agent" && scope.agent && rest.is_empty() {
        return Some(meaning::agent(ctx));
    }
    if let (Some(Type::Enum(id)), []) = (hint, rest) {
        // A field of that name would have been found: the word was meant as a value.
        if !unknown::is_known_elsewhere(ctx, scope, &first.text) {
            report_unknown_value(ctx, *id, first);
            return None;
        }
    }
    if let (Some(Type::Text), []) = (hint, rest)
        && unknown::near(ctx, scope, first).is_none()
        && !unknown::is_known_elsewhere(ctx, scope, &first.text)
    {
        let (word, span, quoted) = (first.text.clone(), first.span, format!("\"{}\"", first.text));
        let help = Some(format!("a text stands in quotes: write `{quoted}`"));
        ctx.report(PathError::UnknownWord { word, span, help, nearest: Some(quoted) });
        return None;
    }
    if let [value] = rest
        && let Some(id) = ctx.names.number(Kind::Enum, &first.text)
    {
        report_unknown_value(ctx, EnumId(id), value);
        return None;
    }
    unknown::report(ctx, scope, path);
    None
}

fn confidence(ruleset: &str) -> Meaning {
    Meaning {
        kind: MeaningKind::Place(Place { root: Root::Confidence(ruleset.to_owned()), steps: Vec::new() }),
        ty: Type::Decimal,
        optional: true,
        spelling: format!("{ruleset}.confidence"),
        declared: None,
    }
}

fn presences(ctx: &mut Context<'_>, rest: &[ast::Name], path: &ast::Path) -> Option<Meaning> {
    match rest {
        [only] if only.text == "presences" => Some(meaning::workstream_presences()),
        _ => {
            let word = path.words.last()?;
            ctx.report(PathError::UnknownField {
                of: "the workstream".to_owned(),
                word: word.text.clone(),
                span: word.span,
                help: Some("write `item.workstream.presences`".to_owned()),
                nearest: None,
            });
            None
        }
    }
}

/// Follows a path from what its beginning means, through links, to its end.
fn follow(
    ctx: &mut Context<'_>,
    mut found: Meaning,
    rest: &[ast::Name],
    path: &ast::Path,
) -> Option<Meaning> {
    let done = path.words.len().saturating_sub(rest.len());
    for (word, walked) in rest.iter().zip(done..) {
        let Type::Entity(entity) = found.ty else {
            report_not_a_record(ctx, &found.ty, path, walked, word);
            return None;
        };
        if let Some((step, field)) = meaning::field_of(ctx, entity, &word.text) {
            let (ty, optional) = (field.ty.clone(), found.optional || field.optional);
            ctx.note(word.span, Sort::Field, field.name_span(), || field.name.clone());
            let MeaningKind::Place(place) = &mut found.kind else { return None };
            place.steps.push(step);
            (found.ty, found.optional) = (ty, optional);
        } else if let Some(fact) = fact_of_agent(ctx, &found, entity, word) {
            found = fact;
        } else {
            unknown::report_field(ctx, entity, word);
            return None;
        }
    }
    Some(found)
}

/// `a.idle_time` of a parameter that is an agent: there is only ever one agent to ask.
fn fact_of_agent(
    ctx: &Context<'_>,
    found: &Meaning,
    entity: crate::types::EntityId,
    word: &ast::Name,
) -> Option<Meaning> {
    let whole = matches!(&found.kind, MeaningKind::Place(place) if place.steps.is_empty());
    if !whole || ctx.agent() != Some(entity) {
        return None;
    }
    meaning::agent_word(ctx, &word.text)
}

fn report_not_a_record(ctx: &mut Context<'_>, ty: &Type, path: &ast::Path, walked: usize, word: &ast::Name) {
    if *ty == Type::Unknown {
        return;
    }
    let words = path.words.iter().take(walked);
    let path = words.map(|word| word.text.as_str()).collect::<Vec<_>>().join(".");
    let found = types::phrase(ctx, ty);
    ctx.report(PathError::NotARecord { path, found, span: word.span });
}

/// A path as written.
pub(super) fn spell(path: &ast::Path) -> String {
    path.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(".")
}

/// From the first word to the last.
pub(super) fn span_of(path: &ast::Path) -> Span {
    let first = path.words.first().map_or(Span::new(crate::source::FileId(0), 0, 0), |word| word.span);
    path.words.last().map_or(first, |last| first.to(last.span))
}

/// Whether a list of that name is declared.
pub(super) fn names_list<'a>(ctx: &Context<'_>, expr: &'a ast::Expr) -> Option<&'a ast::Name> {
    expr.as_word().filter(|word| ctx.names.number(Kind::List, &word.text).is_some())
}

/// Reports what can not be compared at all.
pub(super) fn report_operator(
    ctx: &mut Context<'_>,
    ty: &Type,
    span: Span,
    verb: &'static str,
    help: &'static str,
) {
    let what = types::phrase(ctx, ty);
    ctx.report(TypeError::WrongOperator { what, verb, span, help });
}

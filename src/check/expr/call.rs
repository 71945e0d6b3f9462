use super::entry::truth;
use super::entry::value as typed;
use super::path;
use super::skill::reference;
use super::time::zone;
use crate::builtins::WEEKDAY;
use crate::check::context::Context;
use crate::check::error::{NameError, PathError, TypeError, did_you_mean};
use crate::check::names::Kind;
use crate::check::scope::Scope;
use crate::check::types;
use crate::diagnostic::listed;
use crate::hir::{
    self, AgentFact, Argument, ConditionId, ExprKind, Parameter, Place, Root, SkillRef, TableId, ZoneOf,
};
use crate::source::Span;
use crate::syntax::ast;
use crate::types::Type;

/// The functions of the language, each with how it is written.
const FUNCTIONS: [(&str, &str); 5] = [
    ("today", "today(office)"),
    ("time_of_day", "time_of_day(office)"),
    ("weekday", "weekday(office)"),
    ("free", "free(chat_load)"),
    ("load", "load(chat_load)"),
];

/// `name(…)` where a value or a condition is wanted.
pub(super) fn value(ctx: &mut Context<'_>, scope: &Scope, call: &ast::Call, span: Span) -> Option<hir::Expr> {
    if ctx.names.number(Kind::Condition, &call.name.text).is_some() {
        return condition(ctx, scope, call, span);
    }
    if ctx.names.number(Kind::Table, &call.name.text).is_some() {
        return lookup(ctx, scope, call, span);
    }
    match call.name.text.as_str() {
        "today" | "time_of_day" | "weekday" => in_zone(ctx, scope, call, span),
        "free" | "load" => profile_fact(ctx, scope, call, span),
        _ => {
            report_unknown(ctx, &call.name);
            None
        }
    }
}

fn report_unknown(ctx: &mut Context<'_>, name: &ast::Name) {
    if ctx.names.may_be_broken(Kind::Condition, &name.text)
        || ctx.names.may_be_broken(Kind::Table, &name.text)
    {
        return;
    }
    let functions = FUNCTIONS.iter().map(|(name, _)| *name);
    let known = functions.chain(ctx.names.all(Kind::Condition)).chain(ctx.names.all(Kind::Table));
    let is_own = |other: &str| {
        let mut places =
            [Kind::Condition, Kind::Table].into_iter().filter_map(|kind| ctx.names.place(kind, other));
        places.any(|place| ctx.names.are_together(place, name.span))
    };
    let known: Vec<_> = known.collect();
    let nearest = ctx.nearest(&name.text, known.into_iter().filter(|other| !is_own(other)));
    let help = did_you_mean(nearest.as_deref())
        .or_else(|| Some(format!("declare it: `condition {}(…) = …`", name.text)));
    let kind = "a condition or a table".to_owned();
    ctx.report(NameError::Unknown {
        name: name.text.clone(),
        span: name.span,
        kind,
        help,
        nearest,
        declare: None,
    });
}

fn condition(ctx: &mut Context<'_>, scope: &Scope, call: &ast::Call, span: Span) -> Option<hir::Expr> {
    let id = ctx.names.condition(&call.name, &mut ctx.bag)?;
    // A condition that asks itself has no number in the list, and has been reported.
    let parameters = ctx.condition(id)?.parameters.clone();
    let arguments = arguments(ctx, scope, call, &parameters, span)?;
    Some(truth(ExprKind::Condition(id, arguments), span))
}

/// Reports a condition that is asked with another number of things than it takes.
pub(super) fn count(
    ctx: &mut Context<'_>,
    name: &str,
    id: ConditionId,
    given: usize,
    span: Span,
) -> Option<()> {
    let parameters = ctx.condition(id)?.parameters.clone();
    if parameters.len() == given {
        return Some(());
    }
    report_count(ctx, name, &parameters, given, span);
    None
}

fn report_count(ctx: &mut Context<'_>, name: &str, parameters: &[Parameter], given: usize, span: Span) {
    let names = listed(parameters.iter().map(|parameter| parameter.name.clone()), ", ");
    let form = if names.is_empty() { name.to_owned() } else { format!("{name}({names})") };
    let count = |number: usize| match number {
        0 => "nothing".to_owned(),
        1 => "one thing".to_owned(),
        more => format!("{more} things"),
    };
    let (wanted, found) = (count(parameters.len()), count(given));
    ctx.report(TypeError::Arguments { function: name.to_owned(), wanted, found, span, form });
}

/// What is given to parameters. `None` after a report.
pub(in crate::check) fn arguments(
    ctx: &mut Context<'_>,
    scope: &Scope,
    call: &ast::Call,
    parameters: &[Parameter],
    span: Span,
) -> Option<Vec<Argument>> {
    if call.arguments.len() != parameters.len() {
        report_count(ctx, &call.name.text, parameters, call.arguments.len(), span);
        return None;
    }
    let pairs = call.arguments.iter().zip(parameters);
    let found: Vec<_> = pairs.map(|(given, parameter)| argument(ctx, scope, given, &parameter.ty)).collect();
    found.into_iter().collect()
}

fn argument(ctx: &mut Context<'_>, scope: &Scope, given: &ast::Expr, ty: &Type) -> Option<Argument> {
    if *ty == Type::Unknown {
        return None;
    }
    if let Type::Entity(_) = ty {
        return entity_argument(ctx, scope, given, ty).map(Argument::Entity);
    }
    if *ty != Type::Skill {
        return typed(ctx, scope, given, ty).map(Argument::Value);
    }
    let Some(word) = given.as_word() else {
        mismatch(ctx, ty, "something else", given.span);
        return None;
    };
    reference(ctx, scope, word).map(Argument::Skill)
}

fn entity_argument(ctx: &mut Context<'_>, scope: &Scope, given: &ast::Expr, ty: &Type) -> Option<Place> {
    let ast::ExprKind::Path(path) = &given.kind else {
        if !matches!(given.kind, ast::ExprKind::Broken) {
            mismatch(ctx, ty, "a single value", given.span);
        }
        return None;
    };
    if let ([word], Some(item)) = (path.words.as_slice(), scope.item) {
        // `item` alone is the whole item, where an entity is wanted.
        if word.text == "item" && *ty == Type::Entity(item) {
            return Some(Place { root: Root::Item(item), steps: Vec::new() });
        }
    }
    let (place, is, _) = path::place(ctx, scope, path)?;
    if is == *ty {
        return Some(place);
    }
    if is != Type::Unknown {
        let found = types::phrase(ctx, &is);
        mismatch(ctx, ty, &found, given.span);
    }
    None
}

fn mismatch(ctx: &mut Context<'_>, wanted: &Type, found: &str, span: Span) {
    let wanted = types::phrase(ctx, wanted);
    ctx.report(TypeError::Mismatch { wanted, found: found.to_owned(), span, help: None, instead: None });
}

/// The table a call names, and what it is asked with. `None` after a report.
pub(in crate::check) fn table_call(
    ctx: &mut Context<'_>,
    scope: &Scope,
    call: &ast::Call,
) -> Option<(TableId, Vec<hir::Expr>)> {
    let id = ctx.names.table(&call.name, &mut ctx.bag)?;
    let parameters = ctx.table(id)?.parameters.clone();
    let given = arguments(ctx, scope, call, &parameters, call.name.span)?;
    let value = |argument| match argument {
        Argument::Value(value) => Some(value),
        Argument::Skill(SkillRef::Skill(id)) => {
            Some(super::entry::constant_expr(hir::Const::Skill(id), Type::Skill, call.name.span))
        }
        Argument::Skill(SkillRef::Param(number)) => Some(hir::Expr {
            kind: ExprKind::Param(number),
            ty: Type::Skill,
            optional: false,
            span: call.name.span,
        }),
        Argument::Entity(_) => None,
    };
    Some((id, given.into_iter().map(value).collect::<Option<_>>()?))
}

fn lookup(ctx: &mut Context<'_>, scope: &Scope, call: &ast::Call, span: Span) -> Option<hir::Expr> {
    let (table, arguments) = table_call(ctx, scope, call)?;
    let found = ctx.table(table)?;
    let [(_, ty)] = found.outputs.as_slice() else {
        let names = listed(found.outputs.iter().map(|(name, _)| name.clone()), ", ");
        let count = found.outputs.len();
        ctx.report(TypeError::SeveralOutputs { table: call.name.text.clone(), count, names, span });
        return None;
    };
    let (ty, optional) = (ty.clone(), !found.complete);
    Some(hir::Expr { kind: ExprKind::Lookup { table, arguments, output: 0 }, ty, optional, span })
}

/// `today(office)`, `weekday(opened, "Europe/London")`
fn in_zone(ctx: &mut Context<'_>, scope: &Scope, call: &ast::Call, span: Span) -> Option<hir::Expr> {
    let (at, place) = match call.arguments.as_slice() {
        [place] => (None, place),
        [at, place] => (Some(Box::new(typed(ctx, scope, at, &Type::Instant)?)), place),
        other => {
            report_form(ctx, &call.name, "the hours or a zone", other.len(), span);
            return None;
        }
    };
    let zone = zone(ctx, place)?;
    let optional = at.as_ref().is_some_and(|at| at.optional);
    let (kind, ty) = local(&call.name.text, at, zone);
    Some(hir::Expr { kind, ty, optional, span })
}

fn local(function: &str, at: Option<Box<hir::Expr>>, zone: ZoneOf) -> (ExprKind, Type) {
    match function {
        "today" => (ExprKind::DateIn(at, zone), Type::Date),
        "weekday" => (ExprKind::WeekdayIn(at, zone), Type::Enum(WEEKDAY)),
        _ => (ExprKind::TimeIn(at, zone), Type::Time),
    }
}

fn report_form(ctx: &mut Context<'_>, name: &ast::Name, wanted: &str, given: usize, span: Span) {
    let form = FUNCTIONS.iter().find(|(known, _)| *known == name.text).map_or("", |(_, form)| *form);
    let found = if given == 0 { "nothing".to_owned() } else { format!("{given} things") };
    ctx.report(TypeError::Arguments {
        function: name.text.clone(),
        wanted: wanted.to_owned(),
        found,
        span,
        form: form.to_owned(),
    });
}

/// `free(chat_load)`, `load(chat_load)`
fn profile_fact(ctx: &mut Context<'_>, scope: &Scope, call: &ast::Call, span: Span) -> Option<hir::Expr> {
    if !scope.agent {
        ctx.report(PathError::NotKnownHere {
            what: call.name.text.clone(),
            why: "no agent has been chosen yet",
            span,
            help: "ask about agents after `pick agents where` and `members when`",
        });
        return None;
    }
    let [profile] = call.arguments.as_slice() else {
        report_form(ctx, &call.name, "a capacity profile", call.arguments.len(), span);
        return None;
    };
    let Some(word) = profile.as_word() else {
        report_form(ctx, &call.name, "a capacity profile", 0, span);
        return None;
    };
    let profile = ctx.names.profile(word, &mut ctx.bag)?;
    let fact = if call.name.text == "free" { AgentFact::Free(profile) } else { AgentFact::Load(profile) };
    let place = Place { root: Root::AgentFact(fact), steps: Vec::new() };
    Some(hir::Expr { kind: ExprKind::Read(place), ty: Type::Int, optional: false, span })
}

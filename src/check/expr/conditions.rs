use super::entry::condition;
use crate::check::context::Context;
use crate::check::data;
use crate::check::error::DataError;
use crate::check::names::Kind;
use crate::check::scope::Scope;
use crate::check::unit::remembered;
use crate::diagnostic::circle as told_round;
use crate::hir::{self, Const, ExprKind};
use crate::syntax::ast;
use crate::types::Type;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A condition as written, with its item.
#[derive(Debug, Clone, Copy)]
pub(in crate::check) struct Written<'a> {
    item: &'a ast::Item,
    condition: &'a ast::Condition,
}

/// How far the ordering has come with a condition.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Done,
}

/// Gives named conditions their numbers: each comes after those it names. Gives them in that order.
pub(in crate::check) fn order_conditions<'a>(ctx: &mut Context<'a>) -> Vec<Written<'a>> {
    let written: Vec<_> = ctx
        .items()
        .filter_map(|item| {
            let ast::ItemKind::Condition(condition) = &item.kind else { return None };
            Some(Written { item, condition })
        })
        .filter(|written| ctx.names.owner(Kind::Condition, &written.condition.name).is_some())
        .collect();
    let ordered = order(ctx, &written);
    for (number, at) in (0..).zip(&ordered) {
        if let Some(written) = written.get(*at) {
            ctx.names.renumber(Kind::Condition, &written.condition.name.text, number);
        }
    }
    // A condition of a circle gets a number that no list holds: asking it is not reported again.
    let nowhere = u32::try_from(written.len()).unwrap_or(u32::MAX);
    let placed: BTreeSet<usize> = ordered.iter().copied().collect();
    for (_, left_out) in written.iter().enumerate().filter(|(at, _)| !placed.contains(at)) {
        ctx.names.renumber(Kind::Condition, &left_out.condition.name.text, nowhere);
    }
    ordered.into_iter().filter_map(|at| written.get(at).copied()).collect()
}

/// Checks named conditions in their order, and fills `conditions`.
pub(in crate::check) fn declare_conditions(ctx: &mut Context<'_>, ordered: &[Written<'_>]) {
    for written in ordered {
        let look = |ctx: &mut Context<'_>| Arc::new(declare_one(ctx, *written));
        let condition = remembered(ctx, |memory| &mut memory.conditions, written.item.span, look);
        ctx.make().conditions.push(condition);
    }
}

fn declare_one(ctx: &mut Context<'_>, written: Written<'_>) -> hir::Condition {
    let name = &written.condition.name;
    let parameters = data::parameters(ctx, &written.condition.parameters);
    let scope = Scope::of_parameters(parameters.clone());
    let body = condition(ctx, &scope, &written.condition.body).unwrap_or(hir::Expr {
        kind: ExprKind::Const(Const::Bool(false)),
        ty: Type::Unknown,
        optional: false,
        span: written.condition.body.span,
    });
    let named = Context::named(name, None, written.item.doc.as_ref());
    hir::Condition { named, parameters, body }
}

/// The positions of conditions, each after those it names; those in a circle are reported and left out.
fn order(ctx: &mut Context<'_>, written: &[Written<'_>]) -> Vec<usize> {
    let places: BTreeMap<&str, usize> =
        written.iter().enumerate().map(|(at, written)| (written.condition.name.text.as_str(), at)).collect();
    let mut walk = Walk {
        asked: written.iter().map(|written| named_in(written.condition, &places)).collect(),
        marks: vec![Mark::New; written.len()],
        ordered: Vec::new(),
        circles: Vec::new(),
    };
    for start in 0..written.len() {
        walk.visit(start);
    }
    for circle in &walk.circles {
        report_circle(ctx, written, circle);
    }
    let in_circle: BTreeSet<usize> = walk.circles.iter().flatten().copied().collect();
    walk.ordered.into_iter().filter(|at| !in_circle.contains(at)).collect()
}

/// A walk down from each condition to those it names.
struct Walk {
    asked: Vec<Vec<usize>>,
    marks: Vec<Mark>,
    ordered: Vec<usize>,
    circles: Vec<Vec<usize>>,
}

impl Walk {
    /// Keeps a stack of its own: a chain of conditions may be as long as the program.
    fn visit(&mut self, start: usize) {
        if self.marks.get(start) != Some(&Mark::New) {
            return;
        }
        let mut open: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((at, next)) = open.pop() {
            let below = self.asked.get(at).and_then(|asked| asked.get(next)).copied();
            let Some(below) = below else {
                self.mark(at, Mark::Done);
                self.ordered.push(at);
                continue;
            };
            self.mark(at, Mark::Open);
            open.push((at, next.saturating_add(1)));
            match self.marks.get(below) {
                Some(Mark::New) => open.push((below, 0)),
                Some(Mark::Open) => {
                    let circle = open.iter().map(|(at, _)| *at).skip_while(|at| *at != below);
                    self.circles.push(circle.collect());
                }
                Some(Mark::Done) | None => {}
            }
        }
    }

    fn mark(&mut self, at: usize, mark: Mark) {
        if let Some(place) = self.marks.get_mut(at) {
            *place = mark;
        }
    }
}

fn report_circle(ctx: &mut Context<'_>, written: &[Written<'_>], circle: &[usize]) {
    let name = |at: &usize| written.get(*at).map_or("", |written| &written.condition.name.text);
    let cycle = told_round(circle.iter().map(|at| format!("`{}`", name(at))), " asks ");
    let Some(first) = circle.first().and_then(|at| written.get(*at)) else { return };
    let name = &first.condition.name;
    ctx.report(DataError::Recursive { name: name.text.clone(), cycle, span: name.span });
}

/// The conditions that an expression names, with a stack of its own.
fn named_in(condition: &ast::Condition, places: &BTreeMap<&str, usize>) -> Vec<usize> {
    let is_parameter = |word: &str| condition.parameters.iter().any(|given| given.name.text == word);
    let mut found = Vec::new();
    let mut left = vec![&condition.body];
    while let Some(expr) = left.pop() {
        let name = if let ast::ExprKind::Call(call) = &expr.kind {
            Some(call.name.text.as_str())
        } else {
            expr.as_word().map(|word| word.text.as_str()).filter(|word| !is_parameter(word))
        };
        found.extend(name.and_then(|name| places.get(name)).copied());
        left.extend(expr.parts());
    }
    found
}

use super::fired::fired;
use super::given::{self, Item};
use super::moment::moment;
use super::rows::{self, Run};
use super::timeless::depends_on_time;
use super::wish::Wish;
use crate::check::context::Context;
use crate::check::error::{TestError, nearest};
use crate::check::expr;
use crate::check::names::Kind;
use crate::check::scope::{Answer, Scope};
use crate::check::unit::remembered;
use crate::check::uses::Sort;
use crate::diagnostic::listed;
use crate::hir::{self, GivenQueue, RulesetKind, TestItem, WorkstreamId};
use crate::source::Span;
use crate::syntax::ast::{self, GivenColumnKind, GivenKind};
use crate::types::{EntityId, Type};
use std::cell::OnceCell;
use std::sync::Arc;

/// Checks tests, and fills `tests`.
pub(in crate::check) fn declare(ctx: &mut Context<'_>) {
    ctx.suppose_faulty();
    for item in ctx.items() {
        let ast::ItemKind::Test(test) = &item.kind else { continue };
        let look = |ctx: &mut Context<'_>| all_runs(ctx, test, item);
        let tests = remembered(ctx, |memory| &mut memory.tests, item.span, look);
        ctx.make().tests.extend(tests.iter().cloned());
    }
}

/// A test, or one for each of its rows.
fn all_runs(ctx: &mut Context<'_>, test: &ast::Test, item: &ast::Item) -> Arc<[Arc<hir::Test>]> {
    if test.expect.is_empty() && test.rows.is_empty() && !item.damaged {
        let own = ctx.names.all(Kind::Queue).find(|name| !name.starts_with("default_"));
        let queue = own.map(str::to_owned);
        ctx.report(TestError::WithoutExpectation { span: test.title.span, queue });
    }
    let ground = ground(ctx, test, item.damaged);
    if let Some(ground) = ground.as_ref().filter(|_| !test.rows.is_empty()) {
        note_given(ctx, test, &ground.carried);
    }
    let runs = rows::runs(ctx, test, item.span, ground.as_ref().map(|ground| ground.item));
    let Some(ground) = ground else { return Arc::default() };
    let of = Within { title: &test.title, whole: item.span, ground, timed: OnceCell::new() };
    runs.iter().map(|run| Arc::new(one_test(ctx, run, &of, item.damaged))).collect()
}

/// Notes what the columns of rows name, and the item that they belong to: of both, a run has only what counts in its row.
fn note_given(ctx: &Context<'_>, test: &ast::Test, item: &Item) {
    let values = the_item(test).map(|(_, values)| values).unwrap_or_default();
    given::note_words(ctx, item, &[], values);
    for column in test.rows.iter().flat_map(|rows| &rows.given) {
        if let GivenColumnKind::Value(path) = &column.kind {
            given::note_path(ctx, item, path);
        }
    }
}

/// What all runs of a test share.
struct Ground {
    item: TestItem,
    carried: Item,
    answers: Vec<Answer>,
    scope: Scope,
}

/// The test that a run is one of.
struct Within<'t> {
    title: &'t ast::Text,
    whole: Span,
    ground: Ground,
    /// Where the decision depends on the instant, once that has been asked.
    timed: OnceCell<Option<Span>>,
}

fn ground(ctx: &mut Context<'_>, test: &ast::Test, damaged: bool) -> Option<Ground> {
    report_items(ctx, test, damaged);
    let (name, _) = the_item(test)?;
    let item = target(ctx, name)?;
    let carried = carried(ctx, item);
    // Of an item that nobody declared nothing can be said; that has been reported.
    carried.entity.filter(|entity| ctx.entity(*entity).is_some())?;
    let answers = answers(ctx, item);
    let scope = Scope {
        item: carried.entity,
        context: carried.context.clone(),
        channel: carried.channel.clone(),
        models: answers.clone(),
        decision: true,
        ..Scope::default()
    };
    Some(Ground { item, carried, answers, scope })
}

fn one_test(ctx: &mut Context<'_>, run: &Run<'_>, of: &Within<'_>, damaged: bool) -> hir::Test {
    let (test, ground) = (&run.test, &of.ground);
    let values = the_item(test).map(|(_, values)| values).unwrap_or_default();
    let at = test.at.as_ref();
    let known = hir::Test {
        title: test.title.value.clone(),
        within: of.title.value.clone(),
        id: run.data.as_ref().map_or_else(|| id(test), |data| data.id.clone()),
        item: ground.item,
        data: run.data.as_ref().map(|data| Arc::clone(&data.json)),
        values: given::values(ctx, &ground.carried, values),
        queues: queues(ctx, test),
        models: models(ctx, test, &ground.answers),
        at: at.and_then(|(written, zone)| moment(ctx, written, zone.as_ref())),
        expect: expectations(ctx, run, ground),
        span: run.span,
        whole: of.whole,
    };
    if at.is_none() && !damaged {
        report_without_time(ctx, test, &known, &of.timed);
    }
    known
}

/// The item that a test is given, and its values.
fn the_item(test: &ast::Test) -> Option<(&ast::Name, &[ast::Setting])> {
    items(test).next().map(|(target, values, _)| (target, values))
}

fn items(test: &ast::Test) -> impl Iterator<Item = (&ast::Name, &[ast::Setting], Span)> {
    test.given.iter().filter_map(|given| match &given.kind {
        GivenKind::Item { target, values, .. } => Some((target, values.as_slice(), given.span)),
        GivenKind::Queue { .. } | GivenKind::Model { .. } | GivenKind::Id(_) => None,
    })
}

/// Reports a test that is given no item, or several.
fn report_items(ctx: &mut Context<'_>, test: &ast::Test, damaged: bool) {
    let mut items = items(test).map(|(_, _, span)| span);
    match (items.next(), items.next()) {
        (Some(first), Some(span)) => ctx.report(TestError::TwoItems { span, first }),
        (None, _) if !damaged => {
            let workstream = ctx.names.all(Kind::Workstream).next().map(str::to_owned);
            ctx.report(TestError::WithoutItem { span: test.title.span, workstream });
        }
        _ => {}
    }
}

/// The workstream or entity of that name; an entity needs an intake.
pub(super) fn target(ctx: &mut Context<'_>, name: &ast::Name) -> Option<TestItem> {
    let entity = ctx.names.number(Kind::Entity, &name.text).map(EntityId);
    let workstream = ctx.names.number(Kind::Workstream, &name.text);
    let (None, Some(entity)) = (workstream, entity) else {
        return ctx.names.workstream(name, &mut ctx.bag).map(TestItem::Workstream);
    };
    ctx.names.log().intakes();
    let looked_at = ctx
        .items()
        .any(|item| matches!(&item.kind, ast::ItemKind::Intake(intake) if intake.entity.text == name.text));
    if !looked_at {
        let workstream = taking(ctx, entity);
        ctx.report(TestError::WithoutIntake { entity: name.text.clone(), span: name.span, workstream });
        return None;
    }
    ctx.names.note(Kind::Entity, &name.text, name.span);
    Some(TestItem::Record(entity))
}

/// A workstream of records that carries an entity.
fn taking(ctx: &Context<'_>, entity: EntityId) -> Option<String> {
    let names: Vec<_> = ctx.names.all(Kind::Workstream).collect();
    let carries = |name: &&str| {
        let number = ctx.names.number(Kind::Workstream, name).map(WorkstreamId);
        let known = number.and_then(|id| ctx.workstream(id));
        known.is_some_and(|known| known.carries == entity && known.kind == hir::WorkKind::Record)
    };
    names.into_iter().find(carries).map(str::to_owned)
}

/// What an item of that kind may hold.
pub(super) fn carried(ctx: &Context<'_>, target: TestItem) -> Item {
    let workstream = |id: WorkstreamId| ctx.workstream(id);
    match target {
        TestItem::Record(entity) => Item { entity: Some(entity), ..Item::default() },
        TestItem::Workstream(id) => {
            let known = workstream(id);
            let channel = known.and_then(|known| known.channel_fields).and_then(|id| ctx.entity(id));
            Item {
                entity: known.map(|known| known.carries),
                context: known.map(|known| known.context.clone()).unwrap_or_default(),
                channel: channel.map(|channel| channel.fields.clone()).unwrap_or_default(),
                ..Item::default()
            }
        }
    }
}

/// The rulesets that ask a model about the item, with the type of the answer.
pub(super) fn answers(ctx: &Context<'_>, target: TestItem) -> Vec<Answer> {
    let mut found = Vec::new();
    for id in super::fired::workstreams(ctx, target) {
        let rulesets = ctx.workstream(id).map(|known| known.classify.as_slice());
        for ruleset in rulesets.unwrap_or_default() {
            if let RulesetKind::Model { model, .. } = &ruleset.kind
                && let Some(model) = ctx.model(*model)
            {
                let (name, ty) = (ruleset.name.clone(), model.result.clone());
                found.push(Answer { ruleset: name, ty, span: ruleset.name_span });
            }
        }
    }
    found
}

fn id(test: &ast::Test) -> String {
    let written = test.given.iter().find_map(|given| match &given.kind {
        GivenKind::Id(id) => Some(id.value.clone()),
        GivenKind::Item { .. } | GivenKind::Queue { .. } | GivenKind::Model { .. } => None,
    });
    written.unwrap_or_else(|| test.title.value.clone())
}

fn queues(ctx: &mut Context<'_>, test: &ast::Test) -> Vec<GivenQueue> {
    let mut found = Vec::new();
    for given in &test.given {
        let GivenKind::Queue { name, facts } = &given.kind else { continue };
        let Some(queue) = ctx.names.queue(name, &mut ctx.bag) else { continue };
        let mut known = GivenQueue { queue, waiting_items: None, predicted_wait: None };
        given::report_twice(ctx, facts);
        for fact in facts {
            queue_fact(ctx, fact, &mut known);
        }
        found.push(known);
    }
    found
}

fn queue_fact(ctx: &mut Context<'_>, fact: &ast::Setting, known: &mut GivenQueue) {
    let word = fact.word.text.as_str();
    let (ty, wanted, example) = match word {
        "waiting_items" => (Type::Int, "a number of items", "waiting_items 41"),
        "predicted_wait" => (Type::Duration, "a length of time", "predicted_wait 6m"),
        _ => {
            let near = nearest(word, ["waiting_items", "predicted_wait"].into_iter());
            ctx.report(TestError::UnknownFact { word: word.to_owned(), near, span: fact.word.span });
            return;
        }
    };
    let [value] = fact.terms.as_slice() else {
        let (word, example) = (word.to_owned(), example.to_owned());
        return ctx.report(TestError::ValueForm { word, wanted, example, span: fact.span });
    };
    let value = expr::constant(ctx, value, &ty);
    match value {
        Some(hir::Const::Int(items)) => known.waiting_items = Some(items),
        Some(hir::Const::Duration(wait)) => known.predicted_wait = Some(wait),
        _ => {}
    }
}

fn models(ctx: &mut Context<'_>, test: &ast::Test, answers: &[Answer]) -> Vec<(String, hir::Const)> {
    let mut found = Vec::new();
    for given in &test.given {
        let GivenKind::Model { name, value } = &given.kind else { continue };
        let Some(answer) = answers.iter().find(|answer| answer.ruleset == name.text) else {
            report_not_a_model(ctx, name, answers);
            continue;
        };
        ctx.note(name.span, Sort::Ruleset, answer.span, String::new);
        if let Some(value) = expr::constant(ctx, value, &answer.ty) {
            found.push((name.text.clone(), value));
        }
    }
    found
}

fn report_not_a_model(ctx: &mut Context<'_>, name: &ast::Name, answers: &[Answer]) {
    if ctx.faulty {
        return;
    }
    let known = match answers {
        [] => "this item meets no ruleset that asks a model".to_owned(),
        known => {
            let known = known.iter().map(|answer| format!("`{}`", answer.ruleset));
            format!("those that do are {}", listed(known, ", "))
        }
    };
    let near = ctx.nearest(&name.text, answers.iter().map(|answer| answer.ruleset.as_str()));
    ctx.report(TestError::NotAModel { name: name.text.clone(), known, near, span: name.span });
}

fn expectations(ctx: &mut Context<'_>, run: &Run<'_>, ground: &Ground) -> Vec<hir::Expectation> {
    let Ground { item, scope, .. } = ground;
    let mut found = Vec::new();
    for expectation in &run.test.expect {
        found.extend(match expectation {
            ast::Expectation::Holds(condition) => {
                expr::condition(ctx, scope, condition).map(|condition| holds(condition, None))
            }
            ast::Expectation::Fired { negated, address, label, span } => {
                fired(ctx, *item, address, label, (*negated, *span))
            }
        });
    }
    for wish in &run.wishes {
        found.extend(match wish {
            Wish::Holds(condition, words) => {
                expr::condition(ctx, scope, condition).map(|condition| holds(condition, Some(words.clone())))
            }
            Wish::Fired { address, label, negated } => {
                fired(ctx, *item, address, label, (*negated, label.span))
            }
        });
    }
    found
}

fn holds(condition: hir::Expr, words: Option<String>) -> hir::Expectation {
    hir::Expectation::Holds { condition, words }
}

/// A test without a moment shows the same tomorrow only if nothing depends on the time.
fn report_without_time(
    ctx: &mut Context<'_>,
    test: &ast::Test,
    known: &hir::Test,
    timed: &OnceCell<Option<Span>>,
) {
    let expected = known.expect.iter().find_map(|expectation| match expectation {
        hir::Expectation::Holds { condition, .. } if crate::check::walk::needs_now(ctx, condition) => {
            Some(condition.span)
        }
        hir::Expectation::Holds { .. } | hir::Expectation::Fired { .. } => None,
    });
    let decided = || *timed.get_or_init(|| depends_on_time(ctx, known.item));
    if let Some(cause) = expected.or_else(decided) {
        ctx.report(TestError::WithoutTime { span: test.title.span, cause });
    }
}

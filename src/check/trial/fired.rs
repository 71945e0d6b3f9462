use crate::check::clauses::label_at;
use crate::check::context::Context;
use crate::check::error::{TestError, nearest};
use crate::check::names::Kind;
use crate::check::uses::Sort;
use crate::hir::{ClassifyRule, Expectation, QueueId, RulesetKind, TestItem, Workstream, WorkstreamId};
use crate::source::Span;
use crate::syntax::ast::{Name, Text};

/// A rule's address: workstream (or, for an intake, its entity), ruleset, label.
type Address = (String, String, String);

/// A rule that may be asked about, and where it stands.
type Known = (Address, Span);

/// Finds the rule that `fired` names among those that can apply to the item.
pub(super) fn fired(
    ctx: &mut Context<'_>,
    item: TestItem,
    address: &[Name],
    label: &Text,
    (negated, span): (bool, Span),
) -> Option<Expectation> {
    let mut all = rules(ctx, item);
    let called = |(rule, _): &&Known| rule.2 == label.value && is_within(rule, address);
    let mut found: Vec<_> = all.iter().filter(called).cloned().collect();
    if found.is_empty() {
        let overflow = overflow(ctx);
        found.extend(overflow.iter().filter(called).cloned());
        all.extend(overflow);
    }
    match found.as_slice() {
        [(rule, place)] => {
            note(ctx, item, rule, address);
            note_label(ctx, label, *place);
            Some(Expectation::Fired { rule: rule.clone(), negated, span })
        }
        [] => {
            // A rule with an error of its own is not among them.
            if !ctx.faulty {
                let near = nearest(&label.value, all.iter().map(|(rule, _)| rule.2.as_str()));
                ctx.report(TestError::UnknownRule { label: label.value.clone(), near, span: label.span });
            }
            None
        }
        // Rules with one label in one place are reported there.
        [(first, _), more @ ..] if more.iter().all(|(rule, _)| rule == first) => None,
        several => {
            let address =
                |((workstream, ruleset, label), _): &Known| format!("{workstream}.{ruleset}.\"{label}\"");
            let choices: Vec<_> = several.iter().map(address).collect();
            let addresses: Vec<_> = choices.iter().map(|address| format!("`{address}`")).collect();
            let (addresses, span) = (addresses.join(" or "), label.span);
            ctx.report(TestError::AmbiguousRule { label: label.value.clone(), addresses, span, choices });
            None
        }
    }
}

/// Notes what the words before a rule's label name.
fn note(ctx: &Context<'_>, item: TestItem, rule: &Address, words: &[Name]) {
    for (at, word) in (0..).zip(words) {
        if at == 0 && word.text == rule.0 {
            let kind = match rule.1.as_str() {
                INTAKE => Kind::Entity,
                OVERFLOW => Kind::Queue,
                _ => Kind::Workstream,
            };
            ctx.names.note(kind, &word.text, word.span);
            continue;
        }
        let known = workstreams(ctx, item);
        let known = known.iter().filter_map(|id| ctx.workstream(*id));
        let rulesets = known.filter(|known| known.named.name == rule.0).flat_map(|known| &known.classify);
        for ruleset in rulesets.filter(|ruleset| ruleset.name == word.text) {
            ctx.note(word.span, Sort::Ruleset, ruleset.name_span, String::new);
        }
    }
}

/// Notes that a label names the rule that begins there.
fn note_label(ctx: &Context<'_>, label: &Text, rule: Span) {
    let place = |quote| label_at(ctx, quote, &label.value);
    if let Some((used, declared)) = place(label.span).zip(place(rule)) {
        ctx.note(used, Sort::Rule, declared, String::new);
    }
}

/// What the rules of an intake stand under.
const INTAKE: &str = "intake";

/// What the rules of a queue that are asked on arrival stand under.
const OVERFLOW: &str = "overflow";

fn is_within(rule: &Address, words: &[Name]) -> bool {
    match words {
        [] => true,
        [one] => one.text == rule.0 || one.text == rule.1,
        [workstream, ruleset] => workstream.text == rule.0 && ruleset.text == rule.1,
        _ => false,
    }
}

fn rules(ctx: &Context<'_>, item: TestItem) -> Vec<Known> {
    let mut found = Vec::new();
    for id in workstreams(ctx, item) {
        if let Some(workstream) = ctx.workstream(id) {
            add_rules(workstream, &mut found);
        }
    }
    if let TestItem::Record(entity) = item {
        let name = ctx.entity(entity).map(|entity| entity.named.name.clone()).unwrap_or_default();
        let rules = ctx.intakes().iter().filter(|(of, _)| *of == entity).flat_map(|(_, rules)| rules);
        found.extend(rules.map(|rule| ((name.clone(), INTAKE.to_owned(), rule.name.clone()), rule.span)));
    }
    found
}

/// The rules that queues ask on arrival.
fn overflow(ctx: &Context<'_>) -> Vec<Known> {
    let mut found = Vec::new();
    for name in ctx.names.all(Kind::Queue) {
        let id = ctx.names.number(Kind::Queue, name).map(QueueId);
        let queue = id.and_then(|id| ctx.queue(id));
        let rules = queue.into_iter().flat_map(|queue| &queue.overflow).filter(|rule| rule.after.is_none());
        found
            .extend(rules.map(|rule| ((name.to_owned(), OVERFLOW.to_owned(), rule.name.clone()), rule.span)));
    }
    found
}

/// The workstreams that an item of a test may come to.
pub(super) fn workstreams(ctx: &Context<'_>, item: TestItem) -> Vec<WorkstreamId> {
    match item {
        TestItem::Workstream(id) => vec![id],
        TestItem::Record(entity) => {
            let intakes = ctx.intakes().iter().filter(|(of, _)| *of == entity);
            let mut found: Vec<_> = intakes.flat_map(|(_, rules)| rules).map(|rule| rule.to).collect();
            found.sort();
            found.dedup();
            found
        }
    }
}

fn add_rules(workstream: &Workstream, found: &mut Vec<Known>) {
    let name = &workstream.named.name;
    for ruleset in &workstream.classify {
        if let RulesetKind::Rules(_, rules) = &ruleset.kind {
            let known =
                |rule: &ClassifyRule| ((name.clone(), ruleset.name.clone(), rule.name.clone()), rule.span);
            found.extend(rules.iter().map(known));
        }
    }
    let route = workstream.route.iter().flat_map(|route| &route.rules);
    found.extend(route.map(|rule| ((name.clone(), "route".to_owned(), rule.name.clone()), rule.span)));
}

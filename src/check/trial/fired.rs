use crate::check::clauses::label_at;
use crate::check::context::Context;
use crate::check::error::TestError;
use crate::check::names::Kind;
use crate::check::uses::Sort;
use crate::diagnostic::{TOLD, listed};
use crate::hir::{Expectation, QueueId, RulesetKind, TestItem, Workstream, WorkstreamId};
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
    let mut found = Vec::new();
    let is_it = |rule: Words<'_>| rule.2 == label.value && is_within(rule, address);
    let mut see = |rule: Words<'_>, place| found.extend(is_it(rule).then(|| (owned(rule), place)));
    each_rule(ctx, item, &mut see);
    if found.is_empty() {
        // What queues ask on arrival, where no rule of the item itself is called so.
        let mut see = |rule: Words<'_>, place| found.extend(is_it(rule).then(|| (owned(rule), place)));
        each_overflow(ctx, &mut see);
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
                let near = nearest_label(ctx, item, &label.value);
                ctx.report(TestError::UnknownRule { label: label.value.clone(), near, span: label.span });
            }
            None
        }
        // Rules with one label in one place are reported there.
        [(first, _), more @ ..] if more.iter().all(|(rule, _)| rule == first) => None,
        several => {
            let address =
                |((workstream, ruleset, label), _): &Known| format!("{workstream}.{ruleset}.\"{label}\"");
            let choices: Vec<_> = several.iter().take(TOLD).map(address).collect();
            let addresses = listed(several.iter().map(|known| format!("`{}`", address(known))), " or ");
            let span = label.span;
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

fn is_within(rule: Words<'_>, words: &[Name]) -> bool {
    match words {
        [] => true,
        [one] => one.text == rule.0 || one.text == rule.1,
        [workstream, ruleset] => workstream.text == rule.0 && ruleset.text == rule.1,
        _ => false,
    }
}

/// An address while rules are looked through.
type Words<'r> = (&'r str, &'r str, &'r str);

fn owned((owner, list, label): Words<'_>) -> Address {
    (owner.to_owned(), list.to_owned(), label.to_owned())
}

fn nearest_label(ctx: &Context<'_>, item: TestItem, wanted: &str) -> Option<String> {
    let mut labels = Vec::new();
    let mut see = |rule: Words<'_>, _| labels.push(rule.2.to_owned());
    each_rule(ctx, item, &mut see);
    each_overflow(ctx, &mut see);
    ctx.nearest(wanted, labels.iter().map(String::as_str))
}

/// Shows `see` every rule that may be asked about.
fn each_rule(ctx: &Context<'_>, item: TestItem, see: &mut dyn FnMut(Words<'_>, Span)) {
    for id in workstreams(ctx, item) {
        if let Some(workstream) = ctx.workstream(id) {
            each_of(workstream, see);
        }
    }
    if let TestItem::Record(entity) = item {
        let name = ctx.entity(entity).map_or("", |entity| &entity.named.name);
        let rules = ctx.intakes().iter().filter(|(of, _)| *of == entity).flat_map(|(_, rules)| rules);
        rules.for_each(|rule| see((name, INTAKE, &rule.name), rule.span));
    }
}

/// Shows `see` the rules that queues ask on arrival.
fn each_overflow(ctx: &Context<'_>, see: &mut dyn FnMut(Words<'_>, Span)) {
    for name in ctx.names.all(Kind::Queue) {
        let id = ctx.names.number(Kind::Queue, name).map(QueueId);
        let queue = id.and_then(|id| ctx.queue(id));
        let rules = queue.into_iter().flat_map(|queue| &queue.overflow).filter(|rule| rule.after.is_none());
        rules.for_each(|rule| see((name, OVERFLOW, &rule.name), rule.span));
    }
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

fn each_of(workstream: &Workstream, see: &mut dyn FnMut(Words<'_>, Span)) {
    let name = &workstream.named.name;
    for ruleset in &workstream.classify {
        if let RulesetKind::Rules(_, rules) = &ruleset.kind {
            for rule in rules {
                see((name, &ruleset.name, &rule.name), rule.span);
            }
        }
    }
    let route = workstream.route.iter().flat_map(|route| &route.rules);
    route.for_each(|rule| see((name, "route", &rule.name), rule.span));
}

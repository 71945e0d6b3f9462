use super::cast::{Arrived, Cast};
use super::event::{EventForm, happening, report_form, report_unknown};
use super::given::{self, Item};
use super::test::{answers, carried, target};
use crate::builtins::event::{Deed, EVENTS};
use crate::check::context::Context;
use crate::check::error::ScenarioError;
use crate::check::uses::Sort;
use crate::diagnostic::listed;
use crate::hir::{Arrival, Field, Happening, TestItem};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Name, Setting, Text};

/// `c1 arrives at contoso_chat from "contoso.com/help" signed_in preferring [ana] { … }`, `c1 arrives as Case { … }`
pub(super) fn arrival(ctx: &mut Context<'_>, line: &Setting, cast: &mut Cast) -> Option<Happening> {
    let name = line.word.text.clone();
    if cast.has_item(&name) {
        ctx.report(ScenarioError::ArrivesTwice { name, span: line.word.span, event: line.span });
        return None;
    }
    let (arrival, whole) = way(ctx, line, cast);
    let way = arrival.as_ref().map(|arrival| arrival.item);
    ctx.note(line.word.span, Sort::Item, line.word.span, String::new);
    cast.items.insert(name, Arrived { way, span: line.word.span });
    if !whole {
        let events: Vec<EventForm> = EVENTS.iter().filter(|event| event.deed == Deed::Arrives).collect();
        report_form(ctx, line, &events);
    }
    let values = match (way, &line.block) {
        (Some(way), Some(block)) => {
            let models =
                answers(ctx, way).into_iter().map(|answer| field(&answer.ruleset, answer.ty, answer.span));
            let item = Item { models: models.collect(), ..carried(ctx, way) };
            given::values(ctx, &item, block)
        }
        _ => Vec::new(),
    };
    Some(Happening {
        item: line.word.text.clone(),
        arrival: Some(arrival?),
        values,
        ..happening(Deed::Arrives)
    })
}

fn field(name: &str, ty: crate::types::Type, span: Span) -> Field {
    Field { name: name.to_owned(), key: name.to_owned(), ty, optional: true, default: None, span }
}

/// Which way the item comes in, and whether the line has the shape of an arrival. A name that nobody declared has been
/// reported.
fn way(ctx: &mut Context<'_>, line: &Setting, cast: &Cast) -> (Option<Arrival>, bool) {
    let [_, how, to, rest @ ..] = line.terms.as_slice() else { return (None, false) };
    let Some((how, to)) = how.as_word().zip(to.as_word()) else { return (None, false) };
    let item = match how.text.as_str() {
        "at" => ctx.names.workstream(to, &mut ctx.bag).map(TestItem::Workstream),
        "as" => ctx.names.entity(to, &mut ctx.bag).and_then(|_| target(ctx, to)),
        _ => return (None, false),
    };
    let mut arrival =
        item.map(|item| Arrival { item, instance: None, signed_in: false, preferred: Vec::new() });
    let whole = more(ctx, rest, arrival.as_mut(), cast);
    (arrival, whole)
}

/// What stands between the workstream and the block.
fn more(ctx: &mut Context<'_>, mut rest: &[Expr], mut arrival: Option<&mut Arrival>, cast: &Cast) -> bool {
    while let [word, after @ ..] = rest {
        match (word.as_word().map(|word| word.text.as_str()), after) {
            (Some("from"), [address, after @ ..]) => {
                let Some(address) = address.as_text() else { return false };
                if let Some(arrival) = arrival.as_deref_mut() {
                    instance(ctx, &address, arrival);
                }
                rest = after;
            }
            (Some("signed_in"), after) => {
                if let Some(arrival) = arrival.as_deref_mut() {
                    arrival.signed_in = true;
                }
                rest = after;
            }
            (Some("preferring"), [agents, after @ ..]) => {
                let Some(agents) = names(agents) else { return false };
                for agent in agents {
                    prefer(ctx, agent, arrival.as_deref_mut(), cast);
                }
                rest = after;
            }
            _ => return false,
        }
    }
    true
}

fn names(list: &Expr) -> Option<Vec<&Name>> {
    let one = std::slice::from_ref(list);
    let members = if let ExprKind::List(members) = &list.kind { members } else { one };
    members.iter().map(Expr::as_word).collect()
}

fn prefer(ctx: &mut Context<'_>, agent: &Name, arrival: Option<&mut Arrival>, cast: &Cast) {
    if !cast.has_agent(&agent.text) {
        return report_unknown(ctx, agent, cast);
    }
    cast.note(ctx, &agent.text, agent.span);
    if let Some(arrival) = arrival {
        arrival.preferred.push(agent.text.clone());
    }
}

/// An address must be one of the workstream's.
fn instance(ctx: &mut Context<'_>, address: &Text, arrival: &mut Arrival) {
    let known = match arrival.item {
        TestItem::Workstream(id) => {
            ctx.workstream(id).map(|known| known.instances.clone()).unwrap_or_default()
        }
        TestItem::Record(_) => Vec::new(),
    };
    if known.contains(&address.value) {
        arrival.instance = Some(address.value.clone());
        return;
    }
    let choices = known.iter().take(4).map(|known| format!("\"{known}\"")).collect();
    let near = ctx.nearest(&address.value, known.iter().map(String::as_str));
    let help = match (near, known.as_slice()) {
        (Some(near), _) => format!("did you mean \"{near}\"?"),
        (None, []) => "leave it out: the workstream has no `instances`".to_owned(),
        (None, known) => format!("its addresses are {}", listed(known.iter().cloned(), ", ")),
    };
    let path = "from".to_owned();
    let wanted = "an address of the workstream";
    ctx.report(ScenarioError::Value { path, wanted, help, span: address.span, choices });
}

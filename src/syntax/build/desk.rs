use super::clause::{rule, rules};
use super::context::Context;
use super::data::parameters;
use super::grammar::{Node, Parts, Rule};
use super::setting::{setting, settings};
use crate::source::Span;
use crate::syntax::ast::{Assignment, Queue, Rule as AstRule};

pub(super) fn queue(cx: &mut Context<'_>, node: &Node<'_>) -> Queue {
    let mut queue = Queue {
        header: cx.header(node),
        copies: node.part(Rule::copies).map(|copies| cx.name(&copies)),
        settings: Vec::new(),
        overflow: None,
        prioritize: None,
        choose: None,
        repeated: Vec::new(),
    };
    for part in node.part(Rule::queue_block).into_iter().flat_map(Node::into_inner) {
        entry(cx, &part, &mut queue);
    }
    queue
}

fn entry(cx: &mut Context<'_>, node: &Node<'_>, queue: &mut Queue) {
    let (word, slot) = match node.as_rule() {
        Rule::setting => return queue.settings.push(setting(cx, node)),
        Rule::overflow => ("overflow", &mut queue.overflow),
        Rule::prioritize => ("prioritize", &mut queue.prioritize),
        Rule::choose => ("choose", &mut queue.choose),
        _ => return,
    };
    let span = cx.span(node);
    if !fill(slot, (rules(cx, node), span)) {
        queue.repeated.push((word.to_owned(), span));
    }
}

/// Fills an empty place, and says whether it was empty.
fn fill(slot: &mut Option<(Vec<AstRule>, Span)>, found: (Vec<AstRule>, Span)) -> bool {
    let empty = slot.is_none();
    slot.get_or_insert(found);
    empty
}

pub(super) fn assignment(cx: &mut Context<'_>, node: &Node<'_>) -> Assignment {
    Assignment {
        name: cx.name(node),
        parameters: parameters(cx, node),
        settings: settings(cx, node),
        rules: node.parts(Rule::rule).map(|inner| rule(cx, &inner)).collect(),
    }
}

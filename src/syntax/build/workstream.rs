use super::clause::rules;
use super::context::Context;
use super::data::fields;
use super::grammar::{Node, Parts, Rule};
use super::operand::call;
use super::setting::setting;
use crate::syntax::ast::{
    Classify, ClassifyKind, Context as Variables, Copies, Intake, Route, RoutePolicy, Without, Workstream,
};

pub(super) fn workstream(cx: &mut Context<'_>, node: &Node<'_>) -> Workstream {
    let mut found = Workstream {
        header: cx.header(node),
        copies: node.part(Rule::copies).map(|copies| Copies { name: cx.name(&copies) }),
        settings: Vec::new(),
        context: Vec::new(),
        classify: Vec::new(),
        route: Vec::new(),
        without: Vec::new(),
    };
    for part in node.part(Rule::workstream_block).into_iter().flat_map(Node::into_inner) {
        match part.as_rule() {
            Rule::setting => found.settings.push(setting(cx, &part)),
            Rule::context => {
                found.context.push(Variables { fields: fields(cx, &part), span: cx.span(&part) });
            }
            Rule::classify => found.classify.push(classify(cx, &part)),
            Rule::route => found.route.push(route(cx, &part)),
            Rule::without => found.without.push(without(cx, &part)),
            _ => {}
        }
    }
    found
}

fn classify(cx: &mut Context<'_>, node: &Node<'_>) -> Classify {
    let kind = match node.part(Rule::call) {
        Some(model) => ClassifyKind::Model(call(cx, &model)),
        None if says_all(node) => ClassifyKind::All(rules(cx, node)),
        None => ClassifyKind::First(rules(cx, node)),
    };
    Classify { name: cx.name(node), label: cx.maybe_text(node), kind, span: cx.span(node) }
}

fn route(cx: &mut Context<'_>, node: &Node<'_>) -> Route {
    let policy = if says_all(node) { RoutePolicy::All } else { RoutePolicy::First };
    Route { policy, rules: rules(cx, node), span: cx.span(node) }
}

fn says_all(node: &Node<'_>) -> bool {
    node.part(Rule::policy).is_some_and(|policy| policy.has(Rule::kw_all))
}

fn without(cx: &Context<'_>, node: &Node<'_>) -> Without {
    let mut names = node.parts(Rule::name).map(|name| cx.word(&name));
    let what = names.next().unwrap_or_else(|| cx.name(node));
    Without { what, name: names.next(), span: cx.span(node) }
}

pub(super) fn intake(cx: &mut Context<'_>, node: &Node<'_>) -> Intake {
    Intake { entity: cx.name(node), rules: rules(cx, node) }
}

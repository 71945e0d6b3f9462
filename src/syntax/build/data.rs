use super::context::Context;
use super::grammar::{Node, Parts, Rule};
use super::literal::number;
use super::operand::{exprs, first_expr, first_operand};
use super::setting::block;
use crate::source::Span;
use crate::syntax::ast::{
    Condition, Constant, Entity, Enum, EnumValue, Field, Hours, List, Model, Parameter, TypeName,
    TypeNameKind,
};

pub(super) fn r#enum(cx: &mut Context<'_>, node: &Node<'_>) -> Enum {
    let values = node.parts(Rule::enum_value).map(|inner| enum_value(cx, &inner)).collect();
    Enum { header: cx.header(node), values }
}

fn enum_value(cx: &mut Context<'_>, node: &Node<'_>) -> EnumValue {
    let spellings = node.part(Rule::named);
    EnumValue {
        name: cx.name(node),
        label: cx.maybe_text(node),
        spellings: spellings
            .map(|list| list.parts(Rule::text).map(|text| cx.quoted(&text)).collect())
            .unwrap_or_default(),
        code: node.part(Rule::code).map(|inner| code(cx, &inner)),
        span: cx.span(node),
    }
}

fn code(cx: &mut Context<'_>, node: &Node<'_>) -> (i64, Span) {
    let digits = node.part(Rule::int);
    let magnitude = digits.as_ref().map_or(0, |digits| number(cx, digits));
    let span = digits.map_or(cx.span(node), |digits| cx.span(&digits));
    match node.part(Rule::minus) {
        Some(sign) => (-magnitude, cx.span(&sign).to(span)),
        None => (magnitude, span),
    }
}

pub(super) fn entity(cx: &mut Context<'_>, node: &Node<'_>) -> Entity {
    Entity { header: cx.header(node), fields: fields(cx, node) }
}

/// The fields of a node's block.
pub(super) fn fields(cx: &mut Context<'_>, node: &Node<'_>) -> Vec<Field> {
    let block = node.part(Rule::fields);
    block.map(|block| block.parts(Rule::field).map(|inner| field(cx, &inner)).collect()).unwrap_or_default()
}

fn field(cx: &mut Context<'_>, node: &Node<'_>) -> Field {
    let span = cx.span(node);
    let name = node.part(Rule::word).map_or_else(|| cx.name(node), |word| cx.word(&word));
    Field {
        doc: cx.source.docs.above(span.start),
        name,
        ty: type_name(cx, node),
        from: node.part(Rule::from).map(|from| cx.text(&from)),
        default: node.part(Rule::default).map(|default| first_expr(cx, &default)),
        span,
    }
}

/// The first type inside a node. The grammar sees to it that there is one.
pub(super) fn type_name(cx: &Context<'_>, node: &Node<'_>) -> TypeName {
    let Some(found) = node.part(Rule::type_name) else {
        return TypeName { kind: TypeNameKind::Word(String::new()), optional: false, span: cx.span(node) };
    };
    let kind = match found.part(Rule::list_type) {
        Some(list) => TypeNameKind::List(Box::new(type_name(cx, &list))),
        None => TypeNameKind::Word(found.part(Rule::word).map_or("", |word| word.as_str()).to_owned()),
    };
    TypeName { kind, optional: found.has(Rule::optional), span: cx.span(&found) }
}

/// The parameters of a node; empty without parentheses.
pub(super) fn parameters(cx: &Context<'_>, node: &Node<'_>) -> Vec<Parameter> {
    let parameter = |inner: Node<'_>| Parameter { name: cx.name(&inner), ty: type_name(cx, &inner) };
    node.part(Rule::parameters)
        .map(|list| list.parts(Rule::parameter).map(parameter).collect())
        .unwrap_or_default()
}

pub(super) fn constant(cx: &mut Context<'_>, node: &Node<'_>) -> Constant {
    Constant { name: cx.name(node), value: first_expr(cx, node) }
}

pub(super) fn list(cx: &mut Context<'_>, node: &Node<'_>) -> List {
    List { name: cx.name(node), members: exprs(cx, node) }
}

pub(super) fn condition(cx: &mut Context<'_>, node: &Node<'_>) -> Condition {
    Condition { name: cx.name(node), parameters: parameters(cx, node), body: first_expr(cx, node) }
}

pub(super) fn model(cx: &Context<'_>, node: &Node<'_>) -> Model {
    Model { name: cx.name(node), parameters: parameters(cx, node), result: type_name(cx, node) }
}

pub(super) fn hours(cx: &mut Context<'_>, node: &Node<'_>) -> Hours {
    Hours { closures: false, header: cx.header(node), settings: block(cx, node), days: Vec::new() }
}

pub(super) fn closures(cx: &mut Context<'_>, node: &Node<'_>) -> Hours {
    let days = node.parts(Rule::day).map(|day| (first_operand(cx, &day), cx.maybe_text(&day))).collect();
    Hours { closures: true, header: cx.header(node), settings: Vec::new(), days }
}

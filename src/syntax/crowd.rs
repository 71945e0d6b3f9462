//! How much of one kind a declaration may have, where every use of one looks through all of them.

use super::ast::{ItemKind, Parameter};
use super::error::ShapeError;
use crate::source::Span;

/// So many fit into one declaration.
const MOST: usize = 1_000;

const FIELDS: &str = "put some of them into an entity of their own, and a field that links to it";
const PARAMETERS: &str = "give it an item, and write the fields where they are needed";
const OUTPUTS: &str = "write a second table for some of them";
const VARIABLES: &str = "put them into the entity that the workstream carries";
const RULESETS: &str = "write rules that are alike into one ruleset, or into a table";

/// What there is too much of in a declaration, at the first part that is too much.
pub(super) fn crowded(kind: &ItemKind) -> Option<ShapeError> {
    match kind {
        ItemKind::Entity(entity) | ItemKind::Channel(entity) => {
            beyond("fields", FIELDS, entity.fields.iter().map(|field| field.span))
        }
        ItemKind::Condition(condition) => parameters(&condition.parameters),
        ItemKind::Model(model) => parameters(&model.parameters),
        ItemKind::Assignment(assignment) => parameters(&assignment.parameters),
        ItemKind::Table(table) => {
            let outputs = table.outputs.iter().map(|output| output.ty.span);
            parameters(&table.parameters).or_else(|| beyond("outputs", OUTPUTS, outputs))
        }
        ItemKind::Workstream(workstream) => {
            let variables = workstream.context.iter().flat_map(|block| &block.fields);
            let rulesets = workstream.classify.iter().map(|ruleset| ruleset.name.span);
            beyond("context variables", VARIABLES, variables.map(|variable| variable.span))
                .or_else(|| beyond("rulesets", RULESETS, rulesets))
        }
        // What these have is looked up in an order, or is not looked up by name.
        ItemKind::Import(_)
        | ItemKind::Constant(_)
        | ItemKind::Enum(_)
        | ItemKind::List(_)
        | ItemKind::Hours(_)
        | ItemKind::Queue(_)
        | ItemKind::Intake(_)
        | ItemKind::Test(_)
        | ItemKind::Scenario(_)
        | ItemKind::Plain(_)
        | ItemKind::Broken(_) => None,
    }
}

fn parameters(parameters: &[Parameter]) -> Option<ShapeError> {
    beyond("parameters", PARAMETERS, parameters.iter().map(|parameter| parameter.name.span))
}

fn beyond(
    what: &'static str,
    help: &'static str,
    mut parts: impl Iterator<Item = Span>,
) -> Option<ShapeError> {
    let span = parts.nth(MOST)?;
    let count = MOST.saturating_add(1).saturating_add(parts.count());
    Some(ShapeError::TooMany { what, count, limit: MOST, help, span })
}

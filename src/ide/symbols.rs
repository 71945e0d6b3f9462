use crate::check::{Kind, declared};
use crate::engine::Workspace;
use crate::source::{FileId, Span};
use crate::syntax::ast::{
    Classify, ClassifyKind, EnumValue, Field, Item, ItemKind, Name, Rows, Rule, Table, Text, Workstream,
};

/// Something that a file declares, with what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// Its name, its label where it has only that, or its stable name.
    pub name: String,
    /// What else is written at it: its label, its type, its hit policy.
    pub detail: Option<String>,
    /// What it is.
    pub kind: SymbolKind,
    /// All of it.
    pub span: Span,
    /// Where its name stands; in `span`.
    pub name_span: Span,
    /// What stands in it.
    pub children: Vec<Symbol>,
}

/// What a symbol is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SymbolKind {
    /// A declaration at the left margin that has a name.
    Declared(Kind),
    /// `intake`, by the name of its entity.
    Intake,
    /// A test.
    Test,
    /// A scenario.
    Scenario,
    /// A declaration that could not be read.
    Broken,
    /// A field of an entity or channel.
    Field,
    /// A value of an enum.
    Value,
    /// A context variable.
    Variable,
    /// A parameter or output of a table.
    Column,
    /// A ruleset of a workstream.
    Ruleset,
    /// A `route`, `overflow`, `prioritize` or `choose`.
    Rules,
    /// A rule.
    Rule,
}

/// Everything that a file declares, in order. What could not be read is there, as far as its name is known.
#[must_use]
pub fn symbols(workspace: &Workspace, file: FileId) -> Vec<Symbol> {
    let items = workspace.trees(file).flat_map(|tree| &tree.items);
    let mut found: Vec<_> = items.filter_map(of_item).collect();
    for symbol in &mut found {
        place(workspace, symbol);
    }
    found
}

fn place(workspace: &Workspace, symbol: &mut Symbol) {
    (symbol.span, symbol.name_span) = (workspace.place(symbol.span), workspace.place(symbol.name_span));
    symbol.children.iter_mut().for_each(|child| place(workspace, child));
}

fn of_item(item: &Item) -> Option<Symbol> {
    if let Some((kind, name)) = declared(&item.kind) {
        let detail = label(&item.kind);
        let children = children(&item.kind);
        return Some(Symbol { detail, children, ..named(SymbolKind::Declared(kind), name, item.span) });
    }
    if let ItemKind::Intake(intake) = &item.kind {
        let children = rules(&intake.rules, "intake");
        return Some(Symbol { children, ..named(SymbolKind::Intake, &intake.entity, item.span) });
    }
    if let ItemKind::Test(test) = &item.kind {
        return Some(titled(SymbolKind::Test, &test.title, item.span));
    }
    if let ItemKind::Scenario(scenario) = &item.kind {
        return Some(titled(SymbolKind::Scenario, &scenario.title, item.span));
    }
    let ItemKind::Broken(broken) = &item.kind else { return None };
    let name = broken.name.as_ref()?;
    let detail = broken.keyword.as_ref().map(|keyword| keyword.text.clone());
    Some(Symbol { detail, ..named(SymbolKind::Broken, name, item.span) })
}

fn symbol(kind: SymbolKind, name: String, name_span: Span, span: Span) -> Symbol {
    // A damaged declaration may end before its name does.
    Symbol { name, detail: None, kind, span: span.to(name_span), name_span, children: Vec::new() }
}

fn named(kind: SymbolKind, name: &Name, span: Span) -> Symbol {
    symbol(kind, name.text.clone(), name.span, span)
}

fn titled(kind: SymbolKind, title: &Text, span: Span) -> Symbol {
    symbol(kind, title.value.clone(), title.span, span)
}

fn label(item: &ItemKind) -> Option<String> {
    item.header()?.label.as_ref().map(|label| label.value.clone())
}

fn children(item: &ItemKind) -> Vec<Symbol> {
    match item {
        ItemKind::Enum(found) => found.values.iter().map(value).collect(),
        ItemKind::Entity(found) | ItemKind::Channel(found) => fields(&found.fields, SymbolKind::Field),
        ItemKind::Table(table) => columns(table),
        ItemKind::Assignment(found) => rules(&found.rules, &found.name.text),
        ItemKind::Queue(queue) => {
            let lists =
                [("overflow", &queue.overflow), ("prioritize", &queue.prioritize), ("choose", &queue.choose)];
            let lists = lists.into_iter().filter_map(|(word, list)| Some((word, list.as_ref()?)));
            lists.map(|(word, (list, span))| list_of_rules(word, list, *span)).collect()
        }
        ItemKind::Workstream(workstream) => in_workstream(workstream),
        ItemKind::Import(_)
        | ItemKind::Constant(_)
        | ItemKind::List(_)
        | ItemKind::Condition(_)
        | ItemKind::Model(_)
        | ItemKind::Hours(_)
        | ItemKind::Intake(_)
        | ItemKind::Test(_)
        | ItemKind::Scenario(_)
        | ItemKind::Plain(_)
        | ItemKind::Broken(_) => Vec::new(),
    }
}

fn value(value: &EnumValue) -> Symbol {
    let detail = value.label.as_ref().map(|label| label.value.clone());
    Symbol { detail, ..named(SymbolKind::Value, &value.name, value.span) }
}

fn fields(fields: &[Field], kind: SymbolKind) -> Vec<Symbol> {
    fields.iter().map(|field| named(kind, &field.name, field.span)).collect()
}

fn columns(table: &Table) -> Vec<Symbol> {
    let inputs = table.parameters.iter().map(|parameter| (&parameter.name, parameter.ty.span));
    let outputs = table.outputs.iter().filter_map(|output| Some((output.name.as_ref()?, output.ty.span)));
    let file = if let Rows::Csv(path) = &table.rows { Some(path.value.clone()) } else { None };
    let column = |(name, ty): (&Name, Span)| {
        let column = named(SymbolKind::Column, name, name.span.to(ty));
        Symbol { detail: file.clone(), ..column }
    };
    inputs.chain(outputs).map(column).collect()
}

fn in_workstream(workstream: &Workstream) -> Vec<Symbol> {
    let variables =
        workstream.context.iter().flat_map(|context| fields(&context.fields, SymbolKind::Variable));
    let rulesets = workstream.classify.iter().map(ruleset);
    let routes = workstream.route.iter().map(|route| list_of_rules("route", &route.rules, route.span));
    let mut found: Vec<_> = variables.chain(rulesets).chain(routes).collect();
    found.sort_by_key(|symbol| symbol.span);
    found
}

fn ruleset(ruleset: &Classify) -> Symbol {
    let children = match &ruleset.kind {
        ClassifyKind::First(list) | ClassifyKind::All(list) => rules(list, &ruleset.name.text),
        ClassifyKind::Model(_) => Vec::new(),
    };
    let detail = ruleset.label.as_ref().map(|label| label.value.clone());
    Symbol { detail, children, ..named(SymbolKind::Ruleset, &ruleset.name, ruleset.span) }
}

fn list_of_rules(word: &str, list: &[Rule], span: Span) -> Symbol {
    let end = span.start.saturating_add(u32::try_from(word.len()).unwrap_or(u32::MAX)).min(span.end);
    let name_span = Span { end, ..span };
    Symbol { children: rules(list, word), ..symbol(SymbolKind::Rules, word.to_owned(), name_span, span) }
}

/// A rule without a label goes by the name of its list and its place there.
fn rules(rules: &[Rule], list: &str) -> Vec<Symbol> {
    let rule = |(rule, number): (&Rule, u32)| {
        if let Some(label) = &rule.label {
            return titled(SymbolKind::Rule, label, rule.span);
        }
        let start = Span { end: rule.span.start, ..rule.span };
        symbol(SymbolKind::Rule, format!("{list}#{number}"), start, rule.span)
    };
    rules.iter().zip(1..).map(rule).collect()
}

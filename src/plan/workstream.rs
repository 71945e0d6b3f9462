use super::change::Said;
use super::part::{List, Part, Thing};
use super::reader::{Reader, setting};
use super::text;
use crate::hir::{self, Policy, Ruleset, RulesetKind};
use crate::syntax::ast::Header;
use crate::tell::unlabelled;
use crate::types::RoutePolicy;

/// A workstream with what it copies: its settings and rules are those in force.
pub(super) fn fill(reader: &Reader<'_>, header: &Header, thing: &mut Thing) {
    let all = &reader.checked.program.workstreams;
    let Some(known) = all.iter().find(|one| one.named.name == header.name.text) else { return };
    label_of(reader, header, &known.named.label, thing);
    reader.in_force(&known.settings, thing);
    let fields = known.context.iter().map(|field| (Some(field.name.clone()), field.span));
    thing.lists.push(reader.list("context", "variable", fields));
    let rulesets = known.classify.iter().map(|ruleset| ruleset_of(reader, ruleset)).collect();
    let empty = reader.list("classify", "ruleset", std::iter::empty());
    thing.lists.push(List { ordered: true, parts: rulesets, ..empty });
    for ruleset in &known.classify {
        if let RulesetKind::Rules(_, rules) = &ruleset.kind {
            let rules = rules.iter().map(|rule| (label(&rule.name, &ruleset.name), rule.span));
            thing.lists.push(List { within: true, ..reader.rules_at(&ruleset.name, rules) });
        }
    }
    if let Some(route) = &known.route {
        add_route(reader, route, thing);
    }
}

/// What people see; a copy is called after what it copies where it says nothing.
fn label_of(reader: &Reader<'_>, header: &Header, label: &str, thing: &mut Thing) {
    if let Some(written) = &header.label {
        reader.add(thing, "label", written.span);
    } else if let Some(from) = thing.copies.clone() {
        let why = Some(format!("copied from {from}"));
        let said = Said { text: format!("\"{label}\""), why, ..reader.said(header.name.span) };
        thing.settings.push(setting("label", said, None));
    }
}

fn ruleset_of(reader: &Reader<'_>, ruleset: &Ruleset) -> Part {
    let said = reader.said(ruleset.span);
    let label = ruleset.label.as_ref().map_or_else(String::new, |label| format!("\"{label}\" "));
    let text = match &ruleset.kind {
        RulesetKind::Rules(Policy::First, _) => format!("{label}first"),
        RulesetKind::Rules(Policy::All, _) => format!("{label}all"),
        RulesetKind::Model { model, inputs } => {
            let ends = inputs.first().zip(inputs.last());
            let inputs = ends.map(|(first, last)| reader.words(first.span.to(last.span)));
            let model = reader.checked.program.models.get(model.index());
            let name = model.map_or("", |model| model.named.name.as_str());
            format!("{label}model {name}({})", inputs.unwrap_or_default())
        }
    };
    part(ruleset, said, text)
}

fn part(ruleset: &Ruleset, said: Said, says: String) -> Part {
    let same = text::same(&says);
    let key = Some(ruleset.name.clone());
    Part { key, said: Said { text: says, ..said }, same, pieces: Vec::new(), span: ruleset.span }
}

fn add_route(reader: &Reader<'_>, route: &hir::Route, thing: &mut Thing) {
    let policy = match route.policy {
        RoutePolicy::All => "all",
        RoutePolicy::First => "first",
    };
    let said = Said { text: policy.to_owned(), ..reader.said(route.span) };
    thing.settings.push(setting("route", said, Some(route.span)));
    let rules = route.rules.iter().map(|rule| (label(&rule.name, "route"), rule.span));
    thing.lists.push(List { within: true, ..reader.rules_at("route", rules) });
}

/// The label of a rule, which has a stable name of its list and number where it has none.
pub(super) fn label(name: &str, list: &str) -> Option<String> {
    unlabelled(name, list).is_none().then(|| name.to_owned())
}

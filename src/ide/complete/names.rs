use super::offer::{Choice, CompletionKind, Offers};
use crate::builtins;
use crate::check::{Kind, declared};
use crate::syntax::ast::{self, ItemKind};

/// A name that the program declares.
pub(super) struct Known<'w> {
    pub(super) name: &'w str,
    pub(super) label: Option<&'w str>,
    pub(super) doc: Option<&'w str>,
}

/// Every name of a kind, in order of declaration.
pub(super) fn of_kind<'w>(offers: &Offers<'w>, kind: Kind) -> Vec<Known<'w>> {
    let known = |item: &'w ast::Item| {
        let (_, name) = declared(&item.kind).filter(|(is, _)| *is == kind)?;
        let doc = item.doc.as_deref();
        Some(Known { name: &name.text, label: label(&item.kind), doc })
    };
    offers.scope.items().filter_map(known).collect()
}

/// The first name of a kind, or `example` where there is none.
pub(super) fn first(offers: &Offers<'_>, kind: Kind, example: &str) -> String {
    of_kind(offers, kind).first().map_or(example, |known| known.name).to_owned()
}

fn label(item: &ItemKind) -> Option<&str> {
    item.header()?.label.as_ref().map(|label| label.value.as_str())
}

/// Offers the names of a kind.
pub(super) fn offer(offers: &mut Offers<'_>, kind: Kind) {
    for known in of_kind(offers, kind) {
        add(offers, &known, kind);
    }
    if kind == Kind::Model {
        for model in builtins::MODELS {
            let text = format!("{}(${{1:{}}})", model.name, model.first);
            offers
                .add(Choice::snippet(CompletionKind::Function, model.name, text).detail("a built-in model"));
        }
    }
}

/// Offers one name.
pub(super) fn add(offers: &mut Offers<'_>, known: &Known<'_>, kind: Kind) {
    let detail = known.label.map_or_else(|| kind.phrase(), |label| format!("{}: \"{label}\"", kind.phrase()));
    let choice = Choice::word(CompletionKind::Name, known.name).detail(detail).doc(known.doc).rank(2);
    offers.add(choice);
}

/// Offers names with what they are given, such as `skilled_first(french)`.
pub(super) fn calls(offers: &mut Offers<'_>, kind: Kind) {
    for known in of_kind(offers, kind) {
        let parameters = offers.scope.given(known.name).map(|(_, given)| given).unwrap_or_default();
        if parameters.is_empty() {
            add(offers, &known, kind);
            continue;
        }
        let text = call(offers, known.name);
        let choice = Choice::snippet(CompletionKind::Function, known.name, text);
        offers.add(choice.detail(kind.phrase()).doc(known.doc).rank(2));
    }
}

/// A call with a place to fill in for each parameter, and what may stand there.
pub(super) fn call(offers: &Offers<'_>, name: &str) -> String {
    let parameters = offers.scope.given(name).map(|(_, given)| given).unwrap_or_default();
    let sample = |(at, parameter): (usize, &crate::hir::Parameter)| {
        format!("${{{}:{}}}", at + 1, super::value::argument(offers, parameter))
    };
    let given: Vec<_> = parameters.iter().enumerate().map(sample).collect();
    if given.is_empty() { name.to_owned() } else { format!("{name}({})", given.join(", ")) }
}

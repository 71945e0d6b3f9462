use crate::syntax::ast::{Expr, Given, GivenColumn, GivenColumnKind, GivenKind, Name, Setting, Test};

/// Puts the value of a column where the test would say it, in place of what it says there.
pub(super) fn give(test: &mut Test, column: &GivenColumn, cell: Option<&Expr>) {
    match &column.kind {
        GivenColumnKind::Value(path) => {
            let items = test.given.iter_mut().filter_map(|given| match &mut given.kind {
                GivenKind::Item { values, .. } => Some(values),
                GivenKind::Queue { .. } | GivenKind::Model { .. } | GivenKind::Id(_) => None,
            });
            items.for_each(|values| put(values, path, cell));
        }
        GivenColumnKind::Id => {
            test.given.retain(|given| !matches!(given.kind, GivenKind::Id(_)));
            let id = cell.and_then(Expr::as_text);
            test.given.extend(id.map(|id| Given { span: id.span, kind: GivenKind::Id(id) }));
        }
        GivenColumnKind::At(zone) => {
            let before = test.at.take().and_then(|(_, zone)| zone);
            test.at = cell.map(|cell| (cell.clone(), zone.clone().or(before)));
        }
        GivenColumnKind::Model(name) => {
            let says = |given: &Given| matches!(&given.kind, GivenKind::Model { name: own, .. } if own.text == name.text);
            test.given.retain(|given| !says(given));
            test.given.extend(cell.map(|cell| Given {
                kind: GivenKind::Model { name: name.clone(), value: cell.clone() },
                span: cell.span,
            }));
        }
        GivenColumnKind::Queue(queue, fact) => queue_fact(test, queue, fact, cell),
    }
}

fn queue_fact(test: &mut Test, queue: &Name, fact: &Name, cell: Option<&Expr>) {
    let known = test.given.iter_mut().find_map(|given| match &mut given.kind {
        GivenKind::Queue { name, facts } if name.text == queue.text => Some(facts),
        GivenKind::Queue { .. } | GivenKind::Item { .. } | GivenKind::Model { .. } | GivenKind::Id(_) => None,
    });
    if let Some(facts) = known {
        return put(facts, std::slice::from_ref(fact), cell);
    }
    let mut facts = Vec::new();
    put(&mut facts, std::slice::from_ref(fact), cell);
    test.given.push(Given { kind: GivenKind::Queue { name: queue.clone(), facts }, span: queue.span });
}

/// Puts a value into settings and the blocks in them; `None` takes it away.
fn put(settings: &mut Vec<Setting>, path: &[Name], cell: Option<&Expr>) {
    let [first, rest @ ..] = path else { return };
    let known = settings.iter().position(|setting| setting.word.text == first.text);
    if rest.is_empty() {
        if let Some(known) = known {
            settings.remove(known);
        }
        settings.extend(cell.map(|cell| Setting { terms: vec![cell.clone()], ..bare(first) }));
        return;
    }
    if known.is_none() && cell.is_none() {
        return;
    }
    let place = known.unwrap_or_else(|| {
        settings.push(bare(first));
        settings.len() - 1
    });
    if let Some(setting) = settings.get_mut(place) {
        put(setting.block.get_or_insert_default(), rest, cell);
    }
}

fn bare(word: &Name) -> Setting {
    Setting { word: word.clone(), terms: Vec::new(), when: None, block: None, span: word.span }
}

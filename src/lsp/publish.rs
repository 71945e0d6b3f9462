use super::documents::Documents;
use super::program::Program;
use super::programs::Programs;
use super::state::State;
use crate::diagnostic::READ;
use gen_lsp_types::{Diagnostic, Range, Uri};
use serde_json::json;
use std::collections::BTreeMap;

/// Nobody reads more diagnostics of one text, and an editor that is sent them all after each key grows slow.
const MOST: usize = READ;

/// What the editor was sent, by path.
#[derive(Debug, Default)]
pub(super) struct Pushed {
    told: BTreeMap<String, Told>,
}

#[derive(Debug, PartialEq, Eq)]
struct Told {
    version: Option<i32>,
    digest: String,
    is_empty: bool,
}

/// Who sends what there is to say of a text, in that version of it.
type Send<'s> = &'s mut dyn FnMut(Uri, Option<i32>, &[&Diagnostic]);

/// All that there is to say of each text of the programs, by path: what several programs say is said once.
pub(super) fn gathered(programs: &Programs) -> BTreeMap<&str, Vec<&Diagnostic>> {
    let mut all: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for (path, said) in programs.iter().flat_map(Program::said) {
        add(all.entry(path).or_default(), said);
    }
    all
}

/// All that there is to say of the text at a path, as [`gathered`] has it; `None` where it belongs to no program.
pub(super) fn gathered_at<'p>(programs: &'p Programs, path: &str) -> Option<Vec<&'p Diagnostic>> {
    let mut said = programs.iter().filter_map(|program| program.said_of(path)).peekable();
    said.peek()?;
    Some(said.fold(Vec::new(), |mut known, said| {
        add(&mut known, said);
        known
    }))
}

/// Adds what a program says to what those before it have said.
fn add<'p>(known: &mut Vec<&'p Diagnostic>, said: &'p [Diagnostic]) {
    let key = |one: &Diagnostic| {
        let Range { start, end } = one.range;
        (start.line, start.character, end.line, end.character)
    };
    let mut before: BTreeMap<_, Vec<&Diagnostic>> = BTreeMap::new();
    for one in known.iter() {
        before.entry(key(one)).or_default().push(one);
    }
    let is_known = |one: &&Diagnostic| before.get(&key(one)).is_some_and(|before| before.contains(one));
    known.extend(said.iter().take(MOST).filter(|one| !is_known(one)));
}

/// What tells one list of diagnostics from another.
pub(super) fn digest(said: &[&Diagnostic]) -> String {
    let bytes = serde_json::to_vec(said).unwrap_or_default();
    blake3::hash(&bytes).to_hex().chars().take(16).collect()
}

/// Sends what has changed to an editor that does not ask for it. One that does asks after each edit of its own accord; of
/// other changes it is told.
pub(super) fn publish(state: &mut State<'_>) {
    if state.client.pulls {
        if state.programs.take_news() && state.client.pulls_again {
            state.outbox.ask("workspace/diagnostic/refresh", serde_json::Value::Null);
        }
        return;
    }
    let State { programs, documents, pushed, outbox, .. } = state;
    pushed.update(programs, documents, &mut |uri, version, said| {
        let mut params = json!({ "uri": uri, "diagnostics": said });
        if let (Some(version), Some(fields)) = (version, params.as_object_mut()) {
            fields.insert("version".to_owned(), version.into());
        }
        outbox.tell("textDocument/publishDiagnostics", params);
    });
}

impl Pushed {
    fn update(&mut self, programs: &Programs, documents: &Documents, send: Send<'_>) {
        let mut before = std::mem::take(&mut self.told);
        for (path, said) in gathered(programs) {
            let version = documents.at(path).map(|document| document.version);
            let told = Told { version, digest: digest(&said), is_empty: said.is_empty() };
            let old = before.remove(path);
            let is_news = match &old {
                Some(old) => *old != told,
                None => !told.is_empty || version.is_some(),
            };
            if is_news {
                send(documents.uri(path), version, &said);
            }
            if is_news || old.is_some() {
                self.told.insert(path.to_owned(), told);
            }
        }
        for (path, _) in before.into_iter().filter(|(_, told)| !told.is_empty) {
            send(documents.uri(&path), None, &[]);
        }
    }
}

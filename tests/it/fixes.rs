//! Every help line that says what to write is a fix: applied to the example of its page, it mends it.

use enroute::diagnostic::{Diagnostic, Fix, Severity};
use enroute::engine::{check_sources, compile_sources};
use enroute::source::{SourceFile, Sources};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Codes without a fix, each with the reason.
const WITHOUT: &[(&str, &str)] = &[
    ("always-same", "the question is all there is in the example; beside `and` or `or` it is left out"),
    ("bad-pattern", "what the pattern was to find is not known"),
    ("context-name-too-long", "only the author knows a shorter name"),
    ("copy-cycle", "which of them is to be written out must be thought about"),
    ("csv-cell", "the value is missing, and stands in a file of data"),
    ("empty-list", "the members are not known"),
    ("empty-search", "what is to be found is not known"),
    ("fallback-of-bots", "who is to work there is not known"),
    ("file-outside", "a file must be copied"),
    ("import-cycle", "a third file must be made"),
    ("import-missing", "nothing beside it is called alike"),
    ("import-not-route", "which file was meant is not known"),
    ("intake-not-records", "which workstream was meant is not known"),
    ("intake-other-entity", "which workstream was meant is not known"),
    ("intake-target", "which workstream was meant is not known"),
    ("limit-depth", "the data must be laid out anew"),
    ("limit-links", "the rules must be laid out anew"),
    ("limit-model", "what else matters is not known"),
    ("items-file-missing", "nothing beside it is called alike"),
    ("limit-name", "only the author knows a shorter name"),
    ("limit-rules", "the rules must be laid out anew"),
    ("limit-split", "the queues must be laid out anew"),
    ("mixed-capacity", "which kind is wanted, and how much of it, is not known"),
    (
        "modelled-by-no-choice",
        "the entity of the example has no field of choices; where it has, each is offered",
    ),
    ("nested-too-deeply", "the parts must be named"),
    ("not-a-day", "the day is not known"),
    ("too-many-hours", "which hours are meant is not known"),
    ("not-constant", "the value is not known"),
    ("not-known-here", "the question must be asked elsewhere"),
    ("not-settable", "which field was meant is not known"),
    ("number-too-big", "the number is not known"),
    ("order-key-type", "which field was meant is not known"),
    ("overflow-after-length", "the length is not known"),
    ("overflow-fact-not-known", "how many items make that wait is not known"),
    ("overflow-transfer-kind", "no other queue of the example takes messages; where one does, it is offered"),
    ("program-too-large", "the rules must be laid out anew"),
    ("recursive-condition", "the conditions must be thought about"),
    ("scenario-event-form", "whom the event was about is not known"),
    ("scenario-expectation", "which of the facts was meant is not known"),
    ("setting-out-of-range", "how much of it is wanted is not known"),
    ("set-count", "which field is missing is not known"),
    ("stray-text", "which declaration it belongs to is not known"),
    ("table-file-missing", "nothing beside it is called alike"),
    ("table-without-rows", "the rows are not known"),
    ("target-not-a-queue", "which table was meant is not known"),
    ("test-id-twice", "the file is not a program's text"),
    ("test-item-elsewhere", "which items are meant is for the author to say"),
    ("test-moment-skipped", "whether before or after is not known"),
    ("test-not-items", "what the file should hold is not known"),
    ("test-row-twice", "what the other row is called is for the author to say"),
    ("test-row-width", "which cell is missing is not known"),
    (
        "test-without-intake",
        "no workstream of the example carries the entity; where one does, an intake is declared",
    ),
    ("test-without-items", "the items are not known"),
    ("test-without-rows", "the rows are not known"),
    ("too-deep", "the parts must be named"),
    ("too-long", "the parts must be named"),
    ("type-mismatch", "no number is meant by the text of the example; where one is, the quotes go"),
    ("unfinished", "where the item is to go is not known"),
    ("unknown-figure", "only the author knows another name"),
    ("urgency-steps", "which step is wrong is not known"),
    ("wrong-instance-form", "the number of the example is of one country, which is not known"),
    ("wrong-setting-value", "which length was meant by the word of the example is not known"),
    ("waited-literal", "the length is not known"),
];

/// Fixes that leave another error: the code, what is left, and why.
const LEAVES: &[(&str, &str, &str)] = &[
    ("clause-missing", "unknown-name", "the agents of the example need a skill that the author must name"),
    ("not-a-record", "types-differ", "the example compares a text with a number besides"),
    ("tight-minus", "unknown-field", "the example means a difference, and no field is called like both"),
    ("set-needs-table", "type-mismatch", "one of the fields of the example takes no number"),
    ("several-outputs", "unknown-word", "the entity of the example has no field of that name"),
];

/// A page of an error: its code, the bad example, and the files beside it.
struct Page {
    code: String,
    bad: String,
    beside: Vec<SourceFile>,
}

fn pages() -> Vec<Page> {
    let mut paths: Vec<_> = fs::read_dir("docs/errors").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().filter_map(|path| page(path)).collect()
}

fn page(path: &Path) -> Option<Page> {
    let text = fs::read_to_string(path).unwrap();
    let code = path.file_stem()?.to_str()?.to_owned();
    let (mut bad, mut beside) = (None, Vec::new());
    for part in text.split("```").skip(1).step_by(2) {
        let (info, body) = part.split_once('\n')?;
        let words: Vec<_> = info.split(' ').collect();
        match words.as_slice() {
            ["route", "bad", ..] => bad = bad.or(Some(body.to_owned())),
            [_, name] if bad.is_none() && name.contains('.') => beside.push(SourceFile::new(*name, body)),
            _ => {}
        }
    }
    Some(Page { code, bad: bad?, beside })
}

pub(crate) fn sources(text: &str, beside: &[SourceFile]) -> Sources {
    [SourceFile::new("main.route", text)].into_iter().chain(beside.iter().cloned()).collect()
}

/// What a program says, and its texts.
pub(crate) fn said(sources: &Sources) -> (Vec<Diagnostic>, Sources) {
    match compile_sources(sources) {
        Ok(found) => (found.checked.diagnostics, found.checked.sources),
        Err(_) => check_sources(sources).map(|found| (found.diagnostics, found.sources)).unwrap_or_default(),
    }
}

/// The texts with all edits made.
pub(crate) fn applied(sources: &Sources, fix: &Fix) -> Sources {
    let files = sources.iter().map(|(id, file)| {
        let mut edits: Vec<_> = fix.edits.iter().filter(|edit| edit.span.file == id).collect();
        edits.sort_by_key(|edit| std::cmp::Reverse((edit.span.start, edit.span.end)));
        let mut text = file.text.clone();
        for edit in edits {
            text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
        }
        SourceFile::new(file.name.clone(), text)
    });
    files.collect()
}

fn errors(found: &[Diagnostic]) -> BTreeMap<String, usize> {
    let mut many = BTreeMap::new();
    for one in found.iter().filter(|one| one.severity == Severity::Error) {
        *many.entry(one.code.clone()).or_default() += 1;
    }
    many
}

/// What is wrong with the form of a diagnostic's fixes.
fn misshapen(found: &Diagnostic, sources: &Sources) -> Vec<String> {
    let mut wrong = Vec::new();
    for fix in &found.fixes {
        let title = &fix.title;
        let verb = title.starts_with(|first: char| first.is_ascii_lowercase());
        if !verb || title.ends_with('.') || title.chars().count() > 72 || title.contains('\n') {
            wrong.push(format!("{}: the title `{title}` is not a short imperative", found.code));
        }
        let mut spans: Vec<_> = fix.edits.iter().map(|edit| edit.span).collect();
        spans.sort();
        if spans.is_empty()
            || spans.windows(2).any(|pair| pair[0].file == pair[1].file && pair[0].end > pair[1].start)
        {
            wrong.push(format!("{}: the edits of `{title}` overlap", found.code));
        }
        for span in spans {
            let text = sources.get(span.file).map(|file| file.text.as_str()).unwrap_or_default();
            let whole =
                text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize);
            if !whole || span.end < span.start {
                wrong.push(format!("{}: `{title}` is out of range", found.code));
            }
        }
    }
    wrong
}

#[test]
fn every_page_has_a_fix_or_a_reason() {
    let reasons: BTreeSet<_> = WITHOUT.iter().map(|(code, _)| *code).collect();
    let mut wrong = Vec::new();
    for page in pages() {
        let (found, _) = said(&sources(&page.bad, &page.beside));
        let Some(one) = found.iter().find(|one| one.code == page.code) else { continue };
        let listed = reasons.contains(page.code.as_str());
        let has = found.iter().any(|one| one.code == page.code && !one.fixes.is_empty());
        match (has, listed) {
            (true, true) => wrong.push(format!("{} has a fix and a reason to have none", page.code)),
            (false, false) => {
                wrong.push(format!(
                    "{} has no fix, but says {:?}",
                    page.code,
                    one.help.as_deref().unwrap_or("")
                ));
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn fixes_mend_what_they_belong_to_and_break_nothing() {
    let mut wrong = Vec::new();
    for page in pages() {
        let (found, texts) = said(&sources(&page.bad, &page.beside));
        let before = errors(&found);
        for one in found.iter().filter(|one| one.code == page.code) {
            wrong.extend(misshapen(one, &texts));
            for fix in &one.fixes {
                let mended = applied(&texts, fix);
                let (after, _) = said(&mended);
                let many =
                    |found: &[Diagnostic]| found.iter().filter(|other| other.code == page.code).count();
                let mut say = |what: String| {
                    let text = mended.iter().map(|(_, file)| file.text.as_str()).collect::<String>();
                    wrong.push(format!("=== {}: `{}` {what}\n{text}", page.code, fix.title));
                };
                if many(&after) >= many(&found) {
                    say("does not mend it".to_owned());
                }
                for (code, many) in errors(&after) {
                    let allowed = LEAVES.iter().any(|(of, left, _)| *of == page.code && *left == code);
                    if many > before.get(&code).copied().unwrap_or_default() && !allowed {
                        let message =
                            after.iter().find(|other| other.code == code).map(|one| one.message.clone());
                        say(format!("brings {code}: {}", message.unwrap_or_default()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{} in all", wrong.join("\n"), wrong.len());
}

fn programs(folder: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            programs(path.to_str().unwrap(), found);
        } else if path.extension().is_some_and(|end| end == "route") {
            found.push(path);
        }
    }
}

#[test]
fn fixes_of_any_program_can_be_applied() {
    let mut paths = Vec::new();
    for folder in ["examples", "tests/programs", "tests/spec"] {
        programs(folder, &mut paths);
    }
    let mut wrong = Vec::new();
    for path in &paths {
        let text = fs::read_to_string(path).unwrap();
        for case in std::iter::once(text.as_str()).chain(text.split("//# ").skip(1)) {
            let case = case.split_once("language 1").map_or(case, |(_, rest)| rest);
            let case = &format!("language 1{case}");
            let (found, texts) = said(&sources(case, &[]));
            for one in &found {
                wrong.extend(
                    misshapen(one, &texts).into_iter().map(|what| format!("{}: {what}", path.display())),
                );
                for fix in one.fixes.iter().filter(|_| wrong.is_empty()).take(3) {
                    drop(check_sources(&applied(&texts, fix)));
                }
            }
        }
    }
    assert!(paths.len() > 20, "only {} programs", paths.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Fixes of which the help says only how such a thing looks, each with the reason.
const EXAMPLES: &[&str] = &["such as", "for example", "…", "for instance", "as in", "like"];

/// What a help line says to write, if it says it in one piece.
fn told(help: &str) -> Option<&str> {
    let (before, rest) = help.split_once("write `")?;
    let (text, after) = rest.split_once('`')?;
    let one = !help.contains(", or ")
        && !after.contains('`')
        && !EXAMPLES.iter().any(|word| help.contains(word))
        && !before.contains('`');
    one.then_some(text)
}

#[test]
fn help_and_fix_say_the_same() {
    let mut wrong = Vec::new();
    let mut many = 0;
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for page in pages() {
        let (found, texts) = said(&sources(&page.bad, &page.beside));
        for one in found.iter().filter(|one| one.fixes.len() == 1) {
            let Some(wanted) = one.help.as_deref().and_then(told) else { continue };
            many += 1;
            let after: String =
                applied(&texts, &one.fixes[0]).iter().map(|(_, file)| file.text.clone()).collect();
            if !squeezed(&after).contains(&squeezed(wanted)) {
                wrong.push(format!("{}: the help says `{wanted}`, the fix {}", one.code, one.fixes[0].title));
            }
        }
    }
    assert!(many > 25, "only {many} were compared");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! What an editor can do for an author: each action is applied, and what comes out is checked.

use crate::ide_program::{self, programs};
use crate::support::applied;
use enroute::diagnostic::{Edit, Severity};
use enroute::engine::{self, LoadError, Loader, Workspace};
use enroute::format;
use enroute::ide::{self, ActionKind};
use enroute::source::{FileId, SourceFile, Sources, Span, is_route};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

#[derive(Debug, Clone)]
struct Texts(BTreeMap<String, String>);

impl Loader for Texts {
    fn read(&self, name: &str) -> Result<Vec<u8>, LoadError> {
        self.0.get(name).map(|text| text.clone().into_bytes()).ok_or(LoadError::Missing)
    }

    fn names(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }
}

/// What stands before the text of each case.
const HEAD: &str = "language 1

enum Tier { bronze, silver, gold, platinum }
entity Customer { tier: Tier = bronze, country: text }
entity Case { title: text, amount: decimal = 0, tier: Tier = bronze, customer: Customer }
condition is_vip(who: Customer) = who.tier == gold or who.tier == platinum
condition is_large(what: Case) = what.amount > 500
queue cases { type record }
queue vip { type record }
queue paris { type record }
intake Case { \"All\": otherwise to desk }

";

/// A workstream with these lines in it.
fn desk(lines: &str) -> String {
    format!(
        "workstream desk {{\n  type record\n  carries Case\n  mode push\n  fallback cases\n\n  context {{\n    cart: int?\n  }}\n\n{lines}\n  distribution {{\n    units 10\n    presences [available]\n    skills none\n  }}\n}}\n"
    )
}

/// A program, laid out, with what is selected in it: between `[[` and `]]`, or where `||` stands.
fn program(written: &str) -> (Texts, Span) {
    let mut text = format!("{HEAD}{written}");
    let mut taken = |mark: &str| {
        let at = text.find(mark)?;
        text.replace_range(at..at + 2, "");
        Some(letters(&text[..at]))
    };
    let cursor = taken("||");
    let (from, to) = cursor.map_or_else(|| (taken("[["), taken("]]")), |at| (Some(at), None));
    let from = from.expect("nothing is selected");
    let text = format::format(&SourceFile::new("main.route", text)).text;
    let start = match to {
        Some(_) => text.char_indices().map(|(at, _)| at).rfind(|at| letters(&text[..*at]) == from),
        None => text.char_indices().map(|(at, _)| at).find(|at| letters(&text[..*at]) == from),
    };
    let end =
        to.map(|to| text.char_indices().map(|(at, _)| at).find(|at| letters(&text[..*at]) == to).unwrap());
    let offset = |at: usize| u32::try_from(at).unwrap();
    let (start, end) = (offset(start.unwrap()), offset(end.or(start).unwrap()));
    (Texts(BTreeMap::from([("main.route".to_owned(), text)])), Span::new(FileId(0), start, end))
}

/// How much of a text is no blank: that stays when it is laid out.
fn letters(text: &str) -> usize {
    text.chars().filter(|letter| !letter.is_whitespace()).count()
}

fn workspace(texts: &Texts) -> Workspace {
    let mut workspace = Workspace::new(vec!["main.route".to_owned()]);
    workspace.refresh(texts);
    workspace
}

fn errors(text: &str) -> Vec<String> {
    let sources = Sources::from_iter([SourceFile::new("main.route", text)]);
    let said = engine::check_sources(&sources).unwrap().diagnostics;
    said.iter()
        .filter(|said| said.severity == Severity::Error)
        .map(|said| format!("{}: {}", said.code, said.message))
        .collect()
}

/// What the action of that title makes of a program without errors, which has none after it.
fn done(title: &str, written: &str) -> String {
    let (texts, selected) = program(written);
    assert_eq!(errors(&texts.0["main.route"]), [""; 0], "before `{title}`");
    let workspace = workspace(&texts);
    let actions = ide::actions(&workspace, &texts, selected);
    let Some(action) = actions.iter().find(|action| action.title.starts_with(title)) else {
        let titles: Vec<_> = actions.iter().map(|action| action.title.as_str()).collect();
        panic!("no `{title}` among {titles:?}");
    };
    let text = applied(&texts.0["main.route"], &action.edits);
    assert_eq!(errors(&text), [""; 0], "after `{}`\n{text}", action.title);
    is_laid_out_if(&texts.0["main.route"], &text);
    does_the_same_with_returns(&texts, selected, action);
    changed_lines(&texts.0["main.route"], &text)
}

/// What is made of a text that is laid out is laid out.
fn is_laid_out_if(before: &str, after: &str) {
    let laid_out = |text: &str| format::format(&SourceFile::new("main.route", text)).text;
    if laid_out(before) == before {
        assert_eq!(after, laid_out(after));
    }
}

/// Where lines end in `\r\n`, an action makes the same edits, and what they write ends its lines so too.
fn does_the_same_with_returns(texts: &Texts, selected: Span, action: &ide::Action) {
    let text = &texts.0["main.route"];
    let behind = |at: u32| at + u32::try_from(text[..at as usize].matches('\n').count()).unwrap();
    let moved = |span: Span| Span { start: behind(span.start), end: behind(span.end), ..span };
    let returns = Texts(BTreeMap::from([("main.route".to_owned(), text.replace('\n', "\r\n"))]));
    let all = ide::actions(&workspace(&returns), &returns, moved(selected));
    let same = all.into_iter().find(|other| other.title == action.title).expect("it is offered there too");
    let wanted: Vec<_> = action
        .edits
        .iter()
        .map(|edit| Edit::new(moved(edit.span), &edit.text.replace('\n', "\r\n")))
        .collect();
    assert_eq!(same.edits, wanted, "`{}`", action.title);
}

/// The lines that differ: those before with `-`, those after with `+`.
fn changed_lines(before: &str, after: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let front = before.iter().zip(&after).take_while(|(left, right)| left == right).count();
    let ends = before[front..].iter().rev().zip(after[front..].iter().rev());
    let back = ends.take_while(|(left, right)| left == right).count();
    let mut text = String::new();
    for line in &before[front..before.len() - back] {
        writeln!(text, "- {line}").unwrap();
    }
    for line in &after[front..after.len() - back] {
        writeln!(text, "+ {line}").unwrap();
    }
    text
}

fn route(rules: &str) -> String {
    desk(&format!("  route first {{\n{rules}\n    \"Rest\": otherwise to cases\n  }}\n"))
}

#[test]
fn a_field_is_put_before_the_value_it_is_compared_with() {
    kept!("ide_actions", done("put the field first", &route("    \"Large\": when 500 <|| amount to vip")));
}

#[test]
fn a_negated_comparison_is_said_without_not() {
    kept!(
        "ide_actions",
        done("write `tier != gold`", &route("    \"Rest of them\": when not|| tier == gold to vip"))
    );
    kept!(
        "ide_actions",
        done("write `tier not in", &route("    \"Rest of them\": when not|| tier in [gold, silver] to vip"))
    );
}

#[test]
fn comparisons_with_several_values_become_a_list_and_back() {
    kept!(
        "ide_actions",
        done("write `tier in", &route("    \"Good\": when tier == gold or|| tier == platinum to vip"))
    );
    kept!(
        "ide_actions",
        done(
            "write a comparison for each",
            &route("    \"Good\": when amount > 5 and tier in|| [gold, platinum] to vip")
        )
    );
}

#[test]
fn a_condition_gets_a_name() {
    kept!(
        "ide_actions",
        done(
            "give this condition",
            &route("    \"Good\": when|| customer.tier == gold and amount > 5 and cart > 3 to vip")
        )
    );
    kept!(
        "ide_actions",
        done("give this condition", &route("    \"Good\": when [[tier == gold]] and amount > 5 to vip"))
    );
    kept!(
        "ide_actions",
        done(
            "give this condition",
            &route("    \"Good\": when|| is_vip(customer) and item.amount > 5 and context.cart > 3 to vip")
        )
    );
}

#[test]
fn a_value_and_a_list_get_a_name() {
    kept!("ide_actions", done("give this value", &route("    \"Large\": when amount > 5||00 to vip")));
    kept!(
        "ide_actions",
        done(
            "give this list",
            &route("    \"Some\": when title contains any [\"re||fund\", \"lawyer\"] to vip")
        )
    );
}

#[test]
fn a_named_condition_is_written_out() {
    kept!(
        "ide_actions",
        done(
            "write this condition out",
            &route("    \"Good\": when amount > 5 and is_||vip(customer) to vip")
        )
    );
    kept!(
        "ide_actions",
        done("write this condition out", &route("    \"Good\": when is_||large(item) to vip"))
    );
}

#[test]
fn a_rule_is_split_and_rules_are_joined() {
    kept!(
        "ide_actions",
        done("make a rule of each case", &route("    \"Good\": when|| tier == gold or amount > 5 to vip"))
    );
    kept!(
        "ide_actions",
        done(
            "join this rule",
            &route(
                "    \"Go||ld\": when tier == gold to vip\n    \"Large\": when amount > 5 and cart > 3 to vip"
            )
        )
    );
}

#[test]
fn a_chain_of_rules_becomes_a_table() {
    let chain = "    \"Gold\": when tier == gold and customer.country == \"FR\" to paris\n    \"Good||\": when tier in [gold, platinum] to vip\n    \"France\": when customer.country == \"FR\" to paris";
    kept!("ide_actions", done("make a table", &route(chain)));
}

#[test]
fn a_rule_gets_a_label() {
    kept!("ide_actions", done("give this rule a label", &route("    when|| tier == gold to vip")));
}

#[test]
fn a_route_gets_its_last_rule() {
    kept!(
        "ide_actions",
        done(
            "add a rule for everything",
            &desk("  route first {\n    \"Gold\": when|| tier == gold to vip\n  }\n")
        )
    );
}

#[test]
fn a_rule_gets_a_test() {
    kept!(
        "ide_actions",
        done("write a test", &route("    \"Go||ld\": when customer.tier == gold and title == \"x\" to vip"))
    );
}

#[test]
fn defaults_are_written_out_and_lists_sorted() {
    kept!("ide_actions", done("write the defaults", &route("").replace("units 10", "units|| 10")));
    kept!(
        "ide_actions",
        done(
            "sort the members",
            &format!("{}list words = [\"refund\", ||\"cancel\", \"Lawyer\"]\n", route(""))
        )
    );
}

/// What the action of that title makes of a program with one error, which is gone after it.
fn mended(title: &str, written: &str) -> String {
    let (texts, selected) = program(written);
    let before = texts.0["main.route"].clone();
    assert_eq!(errors(&before).len(), 1, "before `{title}`: {:?}", errors(&before));
    let actions = ide::actions(&workspace(&texts), &texts, selected);
    let action =
        actions.iter().find(|action| action.title.starts_with(title)).expect("there is such an action");
    let text = applied(&before, &action.edits);
    assert_eq!(errors(&text), [""; 0], "after `{}`\n{text}", action.title);
    does_the_same_with_returns(&texts, selected, action);
    changed_lines(&before, &text)
}

#[test]
fn what_nobody_declared_is_declared() {
    kept!(
        "ide_actions",
        mended("add the context variable", &route("    \"New\": when mo||od == \"sad\" to vip"))
    );
    let without =
        route("    \"New\": when or||ders > 3 to vip").replace("  context {\n    cart: int?\n  }\n\n", "");
    kept!("ide_actions", mended("add the context variable", &without));
    kept!(
        "ide_actions",
        mended("declare the condition", &route("    \"New\": when is_n||ew(customer, cart, item) to vip"))
    );
}

#[test]
fn a_file_that_declares_an_unknown_name_is_imported() {
    let (mut texts, selected) = program(&route("    \"Gold\": when tier == gold to o||ther"));
    texts.0.insert("more.route".to_owned(), "language 1\nqueue other { type record }\n".to_owned());
    let workspace = workspace(&texts);
    let actions = ide::actions(&workspace, &texts, selected);
    let action =
        actions.iter().find(|action| action.title == "import `more.route`, which declares `other`").unwrap();
    assert_eq!((action.kind, action.mends.as_deref()), (ActionKind::Fix, Some("unknown-name")));
    texts.0.insert("main.route".to_owned(), applied(&texts.0["main.route"], &action.edits));
    assert!(!engine::check(&texts, &["main.route".to_owned()]).unwrap().has_errors());
}

/// The errors of a whole program, without their places.
fn all_errors(texts: &ide_program::Texts) -> BTreeSet<String> {
    let workspace = texts.workspace();
    let errors = workspace.diagnostics().iter().filter(|said| said.severity == Severity::Error);
    errors.map(|said| format!("{}: {}", said.code, said.message)).collect()
}

/// Every refactoring at every few places of every example: the program has no error afterwards that it had not before.
#[test]
fn no_action_breaks_an_example() {
    let mut tried = BTreeMap::new();
    for (name, texts) in programs() {
        let workspace = texts.workspace();
        let before = all_errors(&texts);
        let step = 1 + texts.0.values().map(String::len).sum::<usize>() / PLACES;
        let files: Vec<_> = workspace.files().map(|(file, name)| (file, name.to_owned())).collect();
        for (file, of) in files.iter().filter(|(_, name)| is_route(name)) {
            let end = texts.0[of].len();
            for at in (0..end).step_by(step).map(|at| u32::try_from(at).unwrap()) {
                for action in ide::actions(&workspace, &texts, Span::new(*file, at, at)) {
                    let after = applied_to(&texts, &files, &action.edits);
                    for (name, text) in after.0.iter().filter(|(name, _)| is_route(name)) {
                        is_laid_out_if(&texts.0[name], text);
                    }
                    if action.kind == ActionKind::Refactor {
                        let new: Vec<_> = all_errors(&after).difference(&before).cloned().collect();
                        let shown = changed_lines(&texts.0[of], &after.0[of]);
                        assert_eq!(new, [""; 0], "{name}/{of} at {at}, `{}`:\n{shown}", action.title);
                        let title = action.title.split(['`', '1', '2', '3', '4']).next().unwrap();
                        *tried.entry(title.to_owned()).or_insert(0) += 1;
                    }
                }
            }
        }
    }
    assert!(tried.len() > 8, "{tried:?}");
}

/// At how many places of a program actions are asked for.
const PLACES: usize = 25;

fn applied_to(texts: &ide_program::Texts, files: &[(FileId, String)], edits: &[Edit]) -> ide_program::Texts {
    let mut texts = texts.clone();
    for (file, name) in files {
        let own: Vec<_> = edits.iter().filter(|edit| edit.span.file == *file).cloned().collect();
        let text = texts.0.get_mut(name).unwrap();
        *text = applied(text, &own);
    }
    texts
}

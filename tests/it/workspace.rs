//! A program that changes under an editor's hands is read and checked as if it were new; and only what changed is
//! looked at again.

use crate::support::route_files;
use enroute::diagnostic::{Diagnostic, Severity};
use enroute::engine::{self, LoadError, Loader, Workspace};
use enroute::source::{FileId, SourceFile, Sources};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The texts of a program, by name.
#[derive(Debug, Clone, Default)]
struct Texts(BTreeMap<String, String>);

impl Loader for Texts {
    fn read(&self, name: &str) -> Result<Vec<u8>, LoadError> {
        self.0.get(name).map(|text| text.clone().into_bytes()).ok_or(LoadError::Missing)
    }

    fn names(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }
}

/// What is said of a program, with the names of files in place of their numbers.
type Said = Vec<(String, Diagnostic)>;

fn afresh(texts: &Texts, root: &str) -> Said {
    let checked = engine::check(texts, &[root.to_owned()]).unwrap();
    let name =
        |said: &Diagnostic| said.span().map(|span| checked.sources.get(span.file).unwrap().name.clone());
    checked.diagnostics.iter().map(|said| (name(said).unwrap_or_default(), said.clone())).collect()
}

fn kept(workspace: &Workspace) -> Said {
    let names: Vec<&str> = workspace.files().map(|(_, name)| name).collect();
    let name = |said: &Diagnostic| said.span().map(|span| names[span.file.0 as usize].to_owned());
    workspace.diagnostics().iter().map(|said| (name(said).unwrap_or_default(), said.clone())).collect()
}

fn folder(path: &str) -> Texts {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let mut texts = Texts::default();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.extension().is_some_and(|end| end == "route" || end == "csv") {
            texts.0.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    texts
}

/// The program that `main.route` begins, read and checked.
fn read(texts: &Texts) -> Workspace {
    let mut workspace = Workspace::new(vec!["main.route".to_owned()]);
    workspace.refresh(texts);
    workspace
}

fn texts(files: &[(&str, &str)]) -> Texts {
    Texts(files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
}

#[test]
fn a_file_is_found_by_its_name_and_by_its_number() {
    let table = "language 1\nimport \"b.route\"\ntable t(x: int) -> (y: int) first from \"a.csv\"\n";
    let texts = texts(&[("main.route", table), ("b.route", "language 1\n"), ("a.csv", "x,y\n1,2\n")]);
    let workspace = read(&texts);
    let names: Vec<_> = workspace.files().map(|(_, name)| name.to_owned()).collect();
    assert_eq!(names, ["b.route", "main.route", "a.csv"]);
    for (file, name) in workspace.files() {
        assert_eq!((workspace.file(name), workspace.name(file)), (Some(file), Some(name)));
        assert_eq!(workspace.text(file).unwrap().as_ref(), texts.0[name]);
        assert_eq!(workspace.section(file, 0).is_some(), name != "a.csv");
    }
    assert_eq!((workspace.file("c.route"), workspace.name(FileId(3))), (None, None));
}

#[test]
fn a_file_that_comes_is_thought_of_where_another_is_missing() {
    let mut texts = texts(&[("main.route", "language 1\nimport \"peple.route\"\n")]);
    let mut workspace = read(&texts);
    texts.0.insert("people.route".to_owned(), "language 1\n".to_owned());
    workspace.touch_absent();
    assert!(workspace.is_touched());
    workspace.refresh(&texts);
    assert_eq!(kept(&workspace), afresh(&texts, "main.route"));
    assert!(workspace.diagnostics()[0].help.as_deref().unwrap().contains("people.route"));
}

/// Programs of several files, each with the file that imports the others.
fn programs() -> Vec<(Texts, String)> {
    let mut programs = vec![
        (folder("examples/contoso"), "contoso.route".to_owned()),
        (folder("examples/bank"), "bank.route".to_owned()),
    ];
    let alone = route_files()
        .into_iter()
        .filter(|(name, text)| name.starts_with("tests/programs") && text.len() < 9_000);
    programs.extend(alone.map(|(name, text)| {
        let name = name.rsplit('/').next().unwrap().to_owned();
        (Texts(BTreeMap::from([(name.clone(), text)])), name)
    }));
    programs.retain(|(texts, root)| texts.0.contains_key(root));
    programs
}

/// A change to one file: a line is lost, said twice or moved; a word becomes another word of the file, or letters.
#[derive(Debug, Clone)]
enum Change {
    Drop(prop::sample::Index),
    Double(prop::sample::Index),
    Swap(prop::sample::Index, prop::sample::Index),
    Word(prop::sample::Index, prop::sample::Index),
    Letters(prop::sample::Index, String),
    Declare(prop::sample::Index, prop::sample::Index),
    Undo,
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        1 => at().prop_map(Change::Drop),
        1 => at().prop_map(Change::Double),
        1 => (at(), at()).prop_map(|(one, other)| Change::Swap(one, other)),
        4 => (at(), at()).prop_map(|(one, other)| Change::Word(one, other)),
        2 => (at(), "[ -~\n]{0,3}").prop_map(|(at, letters)| Change::Letters(at, letters)),
        3 => (at(), at()).prop_map(|(what, word)| Change::Declare(what, word)),
        3 => Just(Change::Undo),
    ]
}

/// What may give a word of the program a meaning that it had not.
const DECLARATIONS: [&str; 10] = [
    "let NAME = 5",
    "let NAME = \"x\"",
    "list NAME = [1, 2]",
    "skill NAME",
    "enum NAME { one, two }",
    "enum Other { NAME, two }",
    "queue NAME { type record }",
    "condition NAME = now == now",
    "entity NAME { title: text }",
    "profile NAME { limit 2, reset immediately }",
];

fn words(text: &str) -> Vec<(usize, usize)> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut found = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, is_word(letter)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn apply(text: &str, change: &Change) -> String {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let words = words(text);
    match change {
        Change::Drop(at) => drop(lines.remove(at.index(lines.len()))),
        Change::Double(at) => {
            let at = at.index(lines.len());
            lines.insert(at, lines[at]);
        }
        Change::Swap(one, other) => {
            let (one, other) = (one.index(lines.len()), other.index(lines.len()));
            lines.swap(one, other);
        }
        Change::Word(at, by) if !words.is_empty() => {
            let ((start, end), (from, to)) = (words[at.index(words.len())], words[by.index(words.len())]);
            return [&text[..start], &text[from..to], &text[end..]].concat();
        }
        Change::Letters(at, letters) => {
            let at = text.floor_char_boundary(at.index(text.len() + 1));
            return [&text[..at], letters, &text[at..]].concat();
        }
        Change::Declare(what, word) if !words.is_empty() => {
            let (from, to) = words[word.index(words.len())];
            let name = &text[from..to];
            let declared = what.get(&DECLARATIONS).replace("NAME", name);
            return format!("{text}\n{declared}\n");
        }
        Change::Word(..) | Change::Declare(..) | Change::Undo => {}
    }
    lines.join("\n")
}

fn play(program: &(Texts, String), changes: &[(prop::sample::Index, Change)]) {
    let (start, root) = program;
    let mut texts = start.clone();
    let mut workspace = Workspace::new(vec![root.clone()]);
    workspace.refresh(&texts);
    assert_eq!(kept(&workspace), afresh(&texts, root), "{root} as it is");
    for (which, change) in changes {
        let name = which.get(&start.0.keys().cloned().collect::<Vec<_>>()).clone();
        let text = match change {
            Change::Undo => start.0[&name].clone(),
            change => apply(&texts.0[&name], change),
        };
        texts.0.insert(name.clone(), text);
        workspace.touch(&name);
        workspace.refresh(&texts);
        assert_eq!(
            kept(&workspace),
            afresh(&texts, root),
            "{root} after {change:?} in {name}\n{}",
            texts.0[&name]
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 8, ..ProptestConfig::default() })]
    #[test]
    fn after_any_changes_the_same_is_said_as_of_a_new_program(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), change()), 1..12),
    ) {
        let programs = programs();
        play(&programs[which.index(programs.len())], &changes);
    }
}

const DESK: &str = "language 1
import \"people.route\"
entity Case { title: text, tier: Tier, amount: int = 0, limit: int = 0 }
condition is_vip(who: Case) = who.tier == gold
queue cases { type record }
queue late { type record }
intake Case { \"All\": otherwise to desk }
workstream desk {
  type record, carries Case, mode push, fallback cases
  distribution { units 10, presences [available], skills none }
  route first {
    \"Late\": when title contains \"late\" to late
    \"Rest\": otherwise to cases
  }
}
workstream other {
  type record, carries Case, mode push, fallback cases
  distribution { units 10, presences [available], skills none }
  route first {
    \"Gold\": when tier == gold to cases
    \"Rest\": otherwise to cases
  }
}
";
const PEOPLE: &str = "language 1\nenum Tier { silver, gold }\nskill french\n";

fn desk() -> (Texts, Workspace) {
    let files = [("desk.route", DESK), ("people.route", PEOPLE)];
    let texts = Texts(files.map(|(name, text)| (name.to_owned(), text.to_owned())).into());
    let mut workspace = Workspace::new(vec!["desk.route".to_owned()]);
    let effort = workspace.refresh(&texts);
    // Each file has a line for the language.
    assert_eq!((effort.parsed, effort.checked.looked_at, effort.checked.remembered), (12, 5, 0));
    (texts, workspace)
}

fn edit(texts: &mut Texts, workspace: &mut Workspace, name: &str, from: &str, to: &str) -> (u64, u64) {
    let text = texts.0[name].replacen(from, to, 1);
    texts.0.insert(name.to_owned(), text);
    workspace.touch(name);
    let effort = workspace.refresh(texts);
    assert_eq!(kept(workspace), afresh(texts, "desk.route"));
    (effort.parsed, effort.checked.looked_at)
}

#[test]
fn a_key_in_a_rule_reads_one_declaration_and_looks_at_one() {
    let (mut texts, mut workspace) = desk();
    assert_eq!(edit(&mut texts, &mut workspace, "desk.route", "\"late\"", "\"latest\""), (1, 1));
}

#[test]
fn a_blank_line_above_moves_everything_and_looks_at_nothing_else() {
    let (mut texts, mut workspace) = desk();
    assert_eq!(edit(&mut texts, &mut workspace, "desk.route", "language 1\n", "language 1\n\n"), (1, 0));
}

#[test]
fn what_depends_on_a_declaration_is_looked_at_with_it() {
    let (mut texts, mut workspace) = desk();
    // The queue, and the workstream that sends there; not the other one.
    assert_eq!(
        edit(&mut texts, &mut workspace, "desk.route", "queue late {", "queue late \"Late ones\" {"),
        (1, 2)
    );
    // The enum stands behind the entity that both workstreams carry, and behind the condition.
    assert_eq!(edit(&mut texts, &mut workspace, "people.route", "silver,", "bronze, silver,"), (1, 3));
}

#[test]
fn what_customers_are_told_is_looked_at_with_the_organisation_and_the_fields_it_names() {
    let (mut texts, mut workspace) = desk();
    let talk = "entity Talk { body: text }
organisation o { messages { greeting \"Hi {body}\" } }
queue chats { type messaging }
workstream live {
  type messaging, channel chat, carries Talk, mode push, fallback chats
  distribution { units 10, presences [available], skills none }
  route first { \"All\": otherwise to chats }
}
";
    let mut change = |from: &str, to: &str| {
        edit(&mut texts, &mut workspace, "people.route", from, to);
        workspace.diagnostics().iter().filter(|said| said.severity == Severity::Error).count()
    };
    assert_eq!(change("skill french\n", &format!("skill french\n{talk}")), 0);
    assert_eq!(change("{body}", "{bodi}"), 1);
    assert_eq!(change("body: text", "bodi: text"), 0);
    assert_eq!(change("greeting \"Hi {bodi}\"", "greeting no"), 0);
}

#[test]
fn nothing_is_done_where_nothing_changed() {
    let (texts, mut workspace) = desk();
    assert_eq!(workspace.refresh(&texts), engine::Effort::default());
    workspace.touch("desk.route");
    assert_eq!(workspace.refresh(&texts).parsed, 0);
}

#[test]
fn files_come_and_go_with_the_imports() {
    let (mut texts, mut workspace) = desk();
    edit(&mut texts, &mut workspace, "desk.route", "import \"people.route\"\n", "");
    assert_eq!(workspace.files().count(), 1);
    edit(
        &mut texts,
        &mut workspace,
        "desk.route",
        "language 1\n",
        "language 1\nimport \"more.route\"\nimport \"people.route\"\n",
    );
    assert!(workspace.diagnostics().iter().any(|said| said.code == "import-missing"));
    texts.0.insert("more.route".to_owned(), "language 1\nqueue more { type record }\n".to_owned());
    workspace.touch("more.route");
    workspace.refresh(&texts);
    assert_eq!(kept(&workspace), afresh(&texts, "desk.route"));
    assert_eq!(workspace.files().count(), 3);
}

#[test]
fn a_program_in_memory_is_checked_as_the_same_in_a_workspace() {
    for (name, text) in route_files() {
        let sources = Sources::from_iter([SourceFile::new("x.route", text.as_str())]);
        let texts = Texts(BTreeMap::from([("x.route".to_owned(), text)]));
        let mut workspace = Workspace::new(vec!["x.route".to_owned()]);
        workspace.refresh(&texts);
        assert_eq!(workspace.diagnostics(), engine::check_sources(&sources).unwrap().diagnostics, "{name}");
    }
}

/// What a word means may change with a declaration that nothing there names.
#[test]
fn a_declaration_that_comes_changes_what_words_mean() {
    let route = |rule: &str| {
        DESK.replace("title contains \"late\"", rule).replace("import \"people.route\"\n", PEOPLE_INSIDE)
    };
    for (rule, declared) in [
        ("amount > limit", "let limit = 5"),
        ("amount > limmit", "let limmit = 5"),
        ("amount > thresold", "let threshold = 5"),
        ("amount > thresold", "enum Other { thresold, b }"),
        ("tier == bronze", "let bronze = 5"),
        ("desk_for(tier) is present", "list big = [gold, silver]"),
        ("skilled(french) == 1", "skill dutch"),
    ] {
        let before = route(rule);
        let after = format!("{before}\n{declared}\n");
        for (from, to) in [(&before, &after), (&after, &before)] {
            let mut texts = Texts(BTreeMap::from([("desk.route".to_owned(), from.clone())]));
            let mut workspace = Workspace::new(vec!["desk.route".to_owned()]);
            workspace.refresh(&texts);
            texts.0.insert("desk.route".to_owned(), to.clone());
            workspace.touch("desk.route");
            workspace.refresh(&texts);
            assert_eq!(kept(&workspace), afresh(&texts, "desk.route"), "{rule} and {declared}");
        }
    }
}

const PEOPLE_INSIDE: &str = "enum Tier { silver, gold }
skill french
skill german
table desk_for(tier: Tier) -> int first { big -> 1 }
table skilled(s: skill) -> int first complete {
  french  -> 1
  german  -> 2
  missing -> 3
}
";

#[test]
fn documentation_behind_an_open_block_is_no_part_of_it() {
    let mut texts =
        Texts([("main.route".to_owned(), "language 1\nqueue q { type record }\n".to_owned())].into());
    let mut workspace = read(&texts);
    let open = "language 1\nscenario \"s\" {\n  agent ana { q/// A call\nentity Call { id: int }\n";
    texts.0.insert("main.route".to_owned(), open.to_owned());
    workspace.touch("main.route");
    workspace.refresh(&texts);
    let said = kept(&workspace);
    assert_eq!(said, afresh(&texts, "main.route"));
    let fix = said.iter().find_map(|(_, said)| said.fixes.first()).unwrap();
    assert_eq!(fix.edits[0].span.start as usize, open.find("///").unwrap());
}

/// Large patterns, one condition each: more than there is room for, and then one fewer in front.
#[test]
fn too_many_patterns_are_said_at_the_same_place_whatever_was_looked_at_before() {
    let condition = |at: usize| format!("condition c{at}(t: text) = t matches \"{at}\\\\w{{20}}\"\n");
    let mut text = "language 1\n".to_owned();
    text.extend((0..600).map(condition));
    let mut texts = Texts([("main.route".to_owned(), "language 1\n".to_owned() + &condition(0))].into());
    let mut workspace = read(&texts);
    assert_eq!(kept(&workspace), []);
    let mut places = Vec::new();
    for change in [text.clone(), text.replace(&condition(3), "")] {
        texts.0.insert("main.route".to_owned(), change);
        workspace.touch("main.route");
        workspace.refresh(&texts);
        let said = kept(&workspace);
        assert_eq!(said, afresh(&texts, "main.route"));
        let [(_, said)] = &said[..] else { panic!("{said:#?}") };
        assert!(said.message.contains("all patterns of the program together are too big"), "{said:#?}");
        places.push(said.span());
    }
    assert!(places[0] != places[1]);
}

//! How programs look: what formatting changes, what it must not, and that it is done after one turn.

use super::fuzz::look::said;
use enroute::check_program;
use enroute::format::{edits, format, selected, within};
use enroute::source::{SourceFile, Sources};
use enroute::syntax::lex::{TokenKind, tokens};
use proptest::prelude::*;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

fn formatted(text: &str) -> String {
    format(&SourceFile::new("main.route", text)).text
}

/// Compares both texts with the snapshot of that name.
fn shows(name: &str, before: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/format");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, drawn(before)));
}

/// Both texts, one under the other.
fn drawn(before: &str) -> String {
    let before = before.strip_prefix('\n').unwrap_or(before);
    let result = format(&SourceFile::new("main.route", before));
    let mut drawn = format!("{before}\n──────── formatted ────────\n{}", result.text);
    for left in &result.left {
        write!(drawn, "\nleft: {} ({})", left.name, left.why).unwrap();
    }
    assert_kept(before);
    drawn
}

/// Everything that formatting must keep, whatever the text.
fn assert_kept(text: &str) -> String {
    let file = SourceFile::new("main.route", text);
    let once = format(&file);
    assert_eq!(said(text), said(&once.text), "words or comments were lost");
    assert_eq!(formatted(&once.text), once.text, "a second turn changes something");
    for left in &once.left {
        let span = left.span.start as usize..left.span.end as usize;
        assert!(once.text.contains(text[span].trim_end()), "`{}` was left, and changed", left.name);
    }
    assert_eq!(applied(text, &edits(text, &once.text)), once.text, "edits do not make the formatted text");
    once.text
}

fn applied(text: &str, edits: &[(std::ops::Range<u32>, String)]) -> String {
    let mut applied = text.to_owned();
    for (range, new) in edits.iter().rev() {
        applied.replace_range(range.start as usize..range.end as usize, new);
    }
    applied
}

/// What there is to say of a program, wherever.
fn diagnosed(text: &str) -> Vec<String> {
    let checked = check_program(&Sources::from_iter([SourceFile::new("main.route", text)])).unwrap();
    let mut found: Vec<_> =
        checked.diagnostics.iter().map(|found| format!("{}: {}", found.code, found.message)).collect();
    found.sort();
    found
}

fn files(folder: &Path, end: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, end, found);
        } else if path.extension().is_some_and(|own| own == end) {
            found.push(path);
        }
    }
}

/// Every program of the repository: the files, the cases of the specification, and what the documents show.
static PROGRAMS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut routes = Vec::new();
    files(&root.join("examples"), "route", &mut routes);
    files(&root.join("tests"), "route", &mut routes);
    let mut pages = vec![root.join("README.md")];
    files(&root.join("docs"), "md", &mut pages);
    let mut programs = Vec::new();
    for path in routes {
        let text = fs::read_to_string(&path).unwrap();
        let cases = text.split_inclusive("\n//# ").skip(1).map(str::to_owned);
        programs.extend(cases.map(|case| (path.display().to_string(), case)));
        programs.push((path.display().to_string(), text));
    }
    for path in pages {
        let text = fs::read_to_string(&path).unwrap();
        let blocks = text.split("```route").skip(1).filter_map(|rest| rest.split_once('\n'));
        let blocks = blocks.filter_map(|(_, rest)| rest.split("```").next());
        programs.extend(blocks.map(|block| (path.display().to_string(), block.to_owned())));
    }
    programs.sort();
    programs
});

#[test]
fn every_program_of_the_repository_keeps_its_words_comments_and_meaning() {
    assert!(PROGRAMS.len() > 300, "where are they?");
    for (path, text) in PROGRAMS.iter() {
        let after = std::panic::catch_unwind(|| assert_kept(text));
        let after = after.unwrap_or_else(|_| panic!("in {path}:\n{text}"));
        if *text != after {
            assert_eq!(diagnosed(text), diagnosed(&after), "in {path}:\n{text}");
        }
    }
}

#[test]
fn the_examples_and_the_programs_of_tests_look_as_they_should() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut routes = Vec::new();
    files(&root.join("examples"), "route", &mut routes);
    files(&root.join("tests/programs"), "route", &mut routes);
    for path in routes {
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(formatted(&text), text, "{}: run `enroute fmt`", path.display());
    }
}

#[test]
fn settings_stand_in_columns() {
    shows(
        "settings_stand_in_columns",
        r#"
queue vip    "VIP" {
   type messaging
  carries  Conversation
  priority   1 , hours office
     members when has french>=3
  overflow{ when waiting_items>40 then transfer general }
  service_level 30s
}
notification offer "Offer" {
  countdown 60s
  accept "Open"
  field "Customer" "{customer.name}"
  field "Tier" "{customer.tier}"
}
hours office {
  open mon..fri 08:00 .. 18:00
  open sat [ 09:00..12:30 , 13:30..16:00 ]
  open sun 10:00..12:00
}
"#,
    );
}

#[test]
fn data_stands_in_columns() {
    shows(
        "data_stands_in_columns",
        r#"
/// What a case carries.
entity Case {
  title:text   // always there
  /// As the table calls it.
  product : Product? from "productid"
  opened: instant from "created"


  severity: int=3            // one is worst
}
enum Tier { bronze,silver , gold }
enum Priority {low, normal }
enum Product {
  phone "Telephone" named ["tel","phone line"] = 1
  broadband "Broadband" = 22
  television
}
let low = -5
let big_cart = 500
list words = [ "refund",
"lawyer" ,
  "cancel" ]
"#,
    );
}

#[test]
fn rules_stand_in_columns() {
    shows(
        "rules_stand_in_columns",
        r#"
workstream chat {
  classify urgency "Urgency" first {
    "VIP":
    when is_vip(customer)
    and cart >= 500
    set priority = high
    set severity = 1
    "Angry": when message contains any angry_words set priority = high set severity = 2
    "Calm": otherwise set priority = low
  }
  route all {
    "Platinum": when priority == high and customer.tier == platinum to vip urgency 5
    "French": when language == "fr" to split { paris 70% , montreal 30% }
    "By product": when case is present to desk_for(case.product)
    "After six": when not during office to general overflow { when waiting_items > 100 then end_conversation }
  }
}
queue vip {
  overflow {
    when out_of_hours then assign_anyway // on arrival
    when customer.tier == gold after 5m then transfer general
    after 10m then transfer general // while waiting
  }
}
assignment skilled(s: skill) {
  "Skilled": when waited < 2m
    pick agents where has s >= 3
    and not trainee
    order by s descending, idle_time
  "Trained by now": otherwise
    pick agents
}
"#,
    );
}

#[test]
fn rows_stand_in_columns() {
    shows(
        "rows_stand_in_columns",
        r"
table sla (tier: Tier, amount: decimal)->(priority: Priority, severity: int) first {
  platinum|any->high|1
  [gold, silver]|>5000->high|2
  // what most have
  any|100 .. 5000->normal|3
  otherwise->low|4
}
",
    );
}

#[test]
fn tests_and_scenarios_are_indented() {
    shows(
        "tests_and_scenarios_are_indented",
        r#"
test "one" {
given chat {
customer { name "Ana" }
cart 740
message "Hi"
}
   at 2026-03-02T10:15   "Europe/London"
  expect priority==high
  expect item needs french >= 3
  and queue == vip
}
scenario "two" {
  from 2026-03-02 "UTC"
  agent ana { queues [general] }
  agent bo { queues [general] }

  10:00 c1 arrives at chat
  expect c1.state == open // nobody is there
  10:00:30 ana goes online
  expect c1.offered_to == ana
}
"#,
    );
}

#[test]
fn consecutive_headers_stand_in_columns() {
    shows(
        "consecutive_headers_stand_in_columns",
        r#"
queue paris "Paris" { type messaging }
queue montreal "Montréal" { type messaging }
queue other { type messaging }

skill billing "Billing" { rating Level }
skill french "French" { rating Level }
skill calls "Takes calls" // no rating
workstream calm copies live { distribution { skills none } }
workstream restless copies live { distribution { skills none } }
"#,
    );
}

#[test]
fn comments_stay_where_they_belong() {
    shows(
        "comments_stay_where_they_belong",
        r"


   // a file begins
language 1 // one


      // above the queue
/// and its text
queue a { // opens
   // first
  type record   // a kind

  // last

}// closes
// the end


",
    );
}

#[test]
fn what_has_an_error_stays_and_the_rest_does_not() {
    shows(
        "what_has_an_error_stays_and_the_rest_does_not",
        "
queue   a   {type   record}
queue   b   {
    type:   record  // so
      }
queue   c   {type   record}
   stray   words
queue d { type   record }  more
queue   e   {type   record
",
    );
}

#[test]
fn one_long_cell_does_not_push_the_others() {
    let long = "x".repeat(200);
    let text =
        format!("intake C {{\n  \"A\": when {long} to b\n  \"B\": when c to b\n  \"Cc\": when cc to b\n}}\n");
    let after = assert_kept(&text);
    assert!(after.contains("  \"B\":  when c   to b\n  \"Cc\": when cc  to b\n"), "{after}");
    assert!(after.contains(&format!("{long}  to b\n")), "{after}");
}

#[test]
fn columns_are_those_that_are_seen() {
    let before = "language 1\n\nqueue ete \"E\u{301}te\u{301}\" { type record }\nqueue hiver \"Hiver\" { type record }\n\n\
                  queue tokyo \"東京の窓口\" { type record }\nqueue paris \"Paris\" { type record }\n";
    // Five letters of two columns each are as wide as ten; a mark above a letter takes no room of its own.
    let queues = "queue tokyo \"東京の窓口\" { type record }\nqueue paris \"Paris\"      { type record }\n";
    assert!(formatted(before).contains(queues), "{}", formatted(before));
    let seasons =
        "queue ete   \"E\u{301}te\u{301}\"   { type record }\nqueue hiver \"Hiver\" { type record }\n";
    assert!(formatted(before).contains(seasons), "{}", formatted(before));
}

#[test]
fn line_ends_stay_what_they_are_throughout() {
    let windows = "language 1\r\nqueue a {\r\n type   record\r\n\r\n\r\n priority 1}\r\n";
    let after = assert_kept(windows);
    assert_eq!(after, "language 1\r\nqueue a {\r\n  type record\r\n\r\n  priority 1 }\r\n");
    assert_eq!(assert_kept("language 1\r\nlet a = 1\n"), "language 1\nlet a = 1\n");
    assert_eq!(assert_kept("language 1\nlet a = 1"), "language 1\nlet a = 1\n");
    assert_eq!(assert_kept("\u{FEFF}language   1"), "\u{FEFF}language 1\n");
    assert_eq!(assert_kept(" \n\n\t\n"), "");
}

#[test]
fn carriage_returns_behind_a_declaration_go_with_the_blanks_of_its_line() {
    for behind in ["\r ", " \r ", "\r \r \r ", "\r\r", "\r\r\r", " \r\r \r", "\t\r\r\t"] {
        for end in ["\n", "\r\n", "", "\n\nqueue c { type record }\n"] {
            let text = format!("language   1\nqueue a {{ type   record }}{behind}{end}");
            let after = assert_kept(&text);
            assert!(after.starts_with("language 1\nqueue a { type record }\n"), "{text:?}: {after:?}");
            let windows = text.replace('\n', "\r\n").replace("\r\r\n", "\r\n");
            let after = assert_kept(&windows);
            assert!(after.starts_with("language 1\r\nqueue a { type record }\r\n"), "{windows:?}: {after:?}");
        }
    }
    // What is wrong in it, and beside it, is still a reason to leave it.
    for broken in [
        "queue a { \r type   record }",
        "queue a { type   record }\r\u{7}",
        "queue a { type   record }\u{7}\r ",
    ] {
        let text = format!("language   1\n{broken}\n");
        assert_eq!(assert_kept(&text), format!("language 1\n{}\n", broken.trim_end()));
    }
}

#[test]
fn long_texts_are_not_touched() {
    let text = "reply a {\n   text en   \"\"\"One  \n\n\n   two   \"\"\"   // said\n  tags   [\"x\"]\n}\n";
    let after = assert_kept(text);
    assert!(after.contains("\"\"\"One  \n\n\n   two   \"\"\""), "{after}");
    let open = "language   1\nreply a { text en \"\"\"One  \n\n\n  two  \n\n";
    assert_eq!(assert_kept(open), open.replace("language   1", "language 1"));
}

#[test]
fn signs_that_mean_something_by_what_they_touch_stay() {
    let text = "condition c = a - 5 < -b and not (d) and f(x) and (g) in [-1, 1..2]\n";
    assert_eq!(assert_kept(text), text);
    let loose = "condition c=a - 5< -b and not(d)and f( x )and(g) in[ -1,1 .. 2 ]\n";
    assert_eq!(assert_kept(loose), text);
}

#[test]
fn edits_touch_only_lines_that_change() {
    let text = "language 1\n\n\nlet a = 1\nlet  bb = 2\nlet c  = 3\n\nlet d   = 4\n";
    let found = edits(text, &formatted(text));
    let lines: Vec<_> =
        found.iter().map(|(range, _)| &text[range.start as usize..range.end as usize]).collect();
    assert_eq!(lines, ["\n\nlet a = 1\nlet  bb = 2\n", "let d   = 4\n"]);
    assert!(edits(text, text).is_empty());
}

/// The text after the lines that hold `words` were formatted.
fn after_selecting(text: &str, words: &str) -> String {
    let at = text.find(words).unwrap();
    let range = u32::try_from(at).unwrap()..u32::try_from(at + words.len()).unwrap();
    applied(text, &selected(&SourceFile::new("main.route", text), &range))
}

#[test]
fn of_a_selection_the_lines_in_it_change() {
    let text = "workstream  desk {
    type   record,   carries Case


  route first {
      \"A\":   when a == 1 to  b
      \"Other\": when other == 1 to b

      \"C\":   when a == 1 to  b
      // about D
      \"D\":
          when  a == 1
        to   b
  }
}
";
    let clean = after_selecting(text, "desk");
    assert_eq!(clean, text.replace("workstream  desk", "workstream desk"));
    assert_eq!(
        after_selecting(text, "type"),
        text.replace("    type   record,   carries", "  type record, carries")
    );
    let rules = text.replace("      \"C\":   when a == 1 to  b", "    \"C\": when a == 1  to b");
    assert_eq!(after_selecting(text, "\"C\""), rules);
    // A selection of whole lines ends where the next line begins.
    assert_eq!(after_selecting(text, "      \"C\":   when a == 1 to  b\n"), rules);
    let columns = text
        .replace("      \"A\":   when a == 1 to  b", "    \"A\":     when a == 1      to b")
        .replace("      \"Other\": when other == 1 to b", "    \"Other\": when other == 1  to b");
    assert_eq!(after_selecting(text, "\"A\""), columns);
    assert_eq!(after_selecting(text, "\"Other\""), columns);
    assert_eq!(after_selecting(&columns, "\"A\""), columns);
    let hung = text.replace("          when  a == 1\n        to   b", "      when a == 1\n      to b");
    assert_eq!(after_selecting(text, "          when  a == 1\n        to   b"), hung);
    assert_eq!(after_selecting(text, text), formatted(text));
}

#[test]
fn what_a_selected_line_does_not_change_stays() {
    let text = "enum A     { a }\nenum Other {b}\n\nlet  a = 1\n";
    assert_eq!(after_selecting(text, "enum A "), text);
    assert_eq!(after_selecting(text, "Other"), text.replace("{b}", "{ b }"));
    assert_eq!(after_selecting(text, "\n\n"), text.replace("{b}", "{ b }"));
}

#[test]
fn lines_that_hang_from_one_another_are_formatted_together() {
    let text = "queue a \"A\" { type record }

workstream desk {
  classify urgency all {
    \"Angry\": when   x == 1
             set a = high
  }
}
";
    let whole = formatted(text);
    assert_ne!(text, whole);
    assert_eq!(after_selecting(text, "set a"), text);
    assert_eq!(after_selecting(text, "when   x"), whole);
    let both = text.replace("             set", "      set");
    assert_eq!(after_selecting(&both, "set a"), formatted(&both));
}

#[test]
fn a_part_of_a_file_is_formatted_alone() {
    let text = "queue a {type record}\n\nqueue b {type record}\n\nqueue c {type record}\n";
    let file = SourceFile::new("main.route", text);
    let at = u32::try_from(text.find("queue b").unwrap()).unwrap();
    let after = applied(text, &within(&file, &(at + 2..at + 4)));
    assert_eq!(after, text.replace("b {type record}", "b { type record }"));
    let all = applied(text, &within(&file, &(0..u32::MAX)));
    assert_eq!(all, formatted(text));
}

#[test]
fn huge_and_hostile_texts_are_formatted_in_time() {
    let many = |one: &str, times: usize| one.repeat(times);
    let texts = [
        many("// a comment\n", 10_000),
        format!("queue a {{\n{}}}\n", many("  // a comment\n", 10_000)),
        format!("list a = [{}]\n", many("\"word\", ", 10_000)),
        format!("list a = [\n{}]\n", many("\"word\",\n", 10_000)),
        format!("condition a = {}b{}\n", many("(\n", 5_000), many("\n)", 5_000)),
        format!("condition a = {}b{}\n", many("(\n", 100), many("\n)", 100)),
        format!(
            "table t(a: int) -> int first {{\n{}1 -> 1\n{}2 -> 2\n}}\n",
            many("1 | ", 5_000),
            many("2 | ", 5_000)
        ),
        format!(
            "intake C {{\n  \"{}\": when a to b\n{}}}\n",
            many("x", 1 << 17),
            many("  urgency 1\n", 2_000)
        ),
        format!("queue a {{\n  type {}\n{}}}\n", many("x", 1 << 17), many("  priority 1\n", 2_000)),
        many("{", 100_000),
        many("}\n", 50_000),
        many("queue a {\n", 2_000),
        many("\"\"\"", 33_333),
        many("\n", 1 << 17),
        many(" ", 1 << 17),
    ];
    for text in &texts {
        let after = assert_kept(text);
        let most = 2 * text.len() + 256 * text.lines().count();
        assert!(after.len() < most, "grew from {} to {} bytes", text.len(), after.len());
    }
}

/// Signs beside which blanks mean nothing.
fn is_loose(kind: TokenKind) -> bool {
    use TokenKind::{Arrow, Bar, Close, Comma, Compare, Equals, Open};
    let round = enroute::syntax::lex::Bracket::Round;
    match kind {
        Open(bracket) | Close(bracket) => bracket != round,
        _ => matches!(kind, Arrow | Bar | Comma | Compare | Equals),
    }
}

/// A program with other blanks, where they mean nothing; lines break where they did.
fn mangled(text: &str, choices: &[u8]) -> String {
    let all = tokens(text);
    let mut choices = choices.iter().cycle();
    let mut choose = |many: u8| usize::from(choices.next().unwrap() % many);
    let blanks = ["", " ", "  ", "\t", "    "];
    let mut mangled = String::new();
    for (at, token) in all.iter().enumerate() {
        let near = |step: isize| at.checked_add_signed(step).and_then(|at| all.get(at));
        let begins = near(-1).is_none_or(|before| before.kind == TokenKind::LineBreak);
        let ends = near(1).is_none_or(|after| after.kind == TokenKind::LineBreak);
        let comment = near(1).is_some_and(|after| after.is_trivia());
        let loose = [near(-1), near(1)].into_iter().flatten().any(|token| is_loose(token.kind));
        match token.kind {
            TokenKind::Blank if begins && !ends => mangled += blanks[1 + choose(4)],
            TokenKind::Blank if loose || ends || comment => mangled += blanks[choose(5)],
            TokenKind::Blank => mangled += blanks[1 + choose(4)],
            TokenKind::LineBreak => {
                mangled += blanks[choose(5)];
                let empty = begins && at > 0;
                mangled += &"\n".repeat(if empty { 1 + choose(3) } else { 1 });
            }
            kind => {
                mangled += token.text(text);
                let after = near(1).filter(|after| !after.is_trivia());
                if after.is_some_and(|after| is_loose(kind) || is_loose(after.kind)) {
                    mangled += blanks[choose(5)];
                }
            }
        }
    }
    mangled
}

/// Pieces of programs, and of none.
const SOUP: &[&str] = &[
    "queue",
    "a",
    "{",
    "}",
    "\n",
    "\n\n",
    " ",
    "  ",
    "// c",
    "/// d",
    "\"t\"",
    ":",
    "when",
    "otherwise",
    "to",
    "then",
    "set",
    "=",
    "==",
    ",",
    "[",
    "]",
    "(",
    ")",
    "->",
    "|",
    "any",
    "and",
    "or",
    "not",
    "1",
    "2m",
    "..",
    "-",
    "\"\"\"",
    "\"",
    "#",
    "intake",
    "C",
    "table",
    "entity",
    "enum",
    "test",
    "scenario",
    "10:00",
    "expect",
    "language 1\n",
    "\r\n",
    "\t",
    "é",
    ";",
    "overflow",
    "order by",
    "pick agents",
    "urgency",
    "import",
    "let",
    "list",
    "{ type record }\n",
    "type",
    "\u{FEFF}",
];

proptest! {
    #[test]
    fn blanks_of_the_author_do_not_matter(which: prop::sample::Index, choices in prop::collection::vec(any::<u8>(), 1..200)) {
        let (path, text) = which.get(&PROGRAMS);
        let whole = format(&SourceFile::new("main.route", text.as_str()));
        if whole.left.is_empty() {
            let mangled = mangled(text, &choices);
            prop_assert_eq!(formatted(&mangled), whole.text, "{}:\n{}", path, mangled);
        }
    }

    #[test]
    fn any_text_keeps_its_words_and_comments(text in any::<String>()) {
        assert_kept(&text);
    }

    #[test]
    fn any_words_keep_their_order(words in prop::collection::vec(prop::sample::select(SOUP), 0..60)) {
        assert_kept(&words.concat());
        assert_kept(&words.join(" "));
    }

    #[test]
    fn what_is_left_of_a_program_keeps_its_words(which: prop::sample::Index, from: prop::sample::Index, to: prop::sample::Index) {
        let (_, text) = which.get(&PROGRAMS);
        let (from, to) = (text.floor_char_boundary(from.index(text.len() + 1)), text.floor_char_boundary(to.index(text.len() + 1)));
        assert_kept(&text[from.min(to)..from.max(to)]);
        assert_kept(&format!("{}{}", &text[..from.min(to)], &text[from.max(to)..]));
    }
}

#[test]
fn a_mark_that_is_not_at_the_beginning_does_not_come_there() {
    let text = " \u{feff}stray";
    assert_eq!(format(&SourceFile::new("x.route", text)).text, format!("{text}\n"));
}

//! `enroute docs`: the run-book of a program, as text and as a page.

use crate::cli::{desk, enroute};
use std::fs;

#[test]
fn a_program_is_told_in_sentences() {
    let folder = desk();
    let ran = enroute(folder.path(), &["docs", "desk"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    kept!("docs", ran.out);
}

/// Everything that a queue, a route, an assignment and hours can say.
const ALL: &str = r#"language 1
organisation contoso "Contoso" { on_miss inactive }
enum Tier { bronze, gold }
entity Agent { team: text?, since: date? }
entity Call { tier: Tier = bronze, owner: text?, opened: instant? }
entity Case { title: text, tier: Tier = bronze, opened: instant?, level: int = 0 }
rating Level { range 1..5, label 3 "competent" }
skill french "French" { rating Level }
profile load "At once" { limit 3 }
presence lunch "At lunch" { base away }
closures days_off { 2026-12-25..2026-12-26 "Christmas" }
hours office "Office hours" {
  zone "America/New_York", open mon..fri [08:00..12:00, 13:00..18:00], open sat 22:00..06:00, open sun 08:00..24:00
  closed days_off, only 2026-12-24 09:00..12:00 "Christmas Eve", until 2027-12-31
}

/// Who comes next.
assignment speakers(s: skill) {
  inherit [presences, capacity]
  "Fluent": when waited < 2m and item.tier == gold  pick agents where has s >= 3 and is_working and units_free > 2
            order by s descending, idle_time descending, last_assigned ascending, free(load) descending
  "Near":   when waited >= 5m  pick agents  order by proficiency nearest, proficiency most, skill_count most, since ascending
  "Any":    otherwise          pick agents
}
assignment anyone { "All": otherwise  pick agents where presence in item.workstream.presences and team == "A" }

queue line "Phone line" {
  type voice, carries Call, hours office, priority 2
  overflow {
    when out_of_hours         then voicemail
    when waiting_items > 20   then end_call
    when predicted_wait > 5m  then callback
    after 10m                 then external "+442079460018"
    after 2h of office        then transfer spare
  }
}
queue spare "Spare" { type voice, members everyone }
queue cases "Cases" {
  type record, carries Case, members when has french >= 3
  prioritize {
    "Gold": when tier == gold  order by opened ascending, level descending
    "Rest": otherwise          order by arrival
  }
  choose {
    "Gold":   when tier == gold  use speakers(french)
    "Others": otherwise          use anyone
  }
}
queue parked "Parked" { type record, members nobody, overflow { after 1h then transfer cases } }
queue outside "Outside" { type record, members elsewhere, assign least_active }
queue few "A few" { type record, members [ana, bo], assign round_robin }

table desk_for(tier: Tier, level: int) -> queue first {
  gold       | >= 3 -> few
  [bronze]   | 1..2 -> outside
  not gold   | any  -> parked
}
table grade(title: text) -> (tier: Tier, level: int) first {
  contains word "law" -> gold   | 3
  starts with "a"     -> bronze | 2
  otherwise           -> bronze | 1
}

/// Calls of all kinds.
workstream calls "Calls" {
  type voice, carries Call, instances ["+442079460018"], mode push, fallback spare
  route first {
    "Owner": when owner is present  to agent owner in line for 30s
    "Asked": when tier == gold      to agent owner in line  use speakers(french)
    "Rest":  otherwise              to line urgency [2, 3 after 10m]  overflow { when out_of_hours then assign_anyway }
  }
  distribution { units 30, wrap_up 5m, presences [available], skills exact }
}
workstream desk "Desk" {
  type record, carries Case, mode push, fallback cases
  classify grading "Grading" all {
    "Graded": otherwise         set (tier, level) = grade(title)
    "French": when level > 2    require french >= 3  hold load
    "Counted": when level == 2  set level = level + 1  require french
  }
  classify effort model effort(title)
  route all {
    "Shared": when tier == gold  to split { few 30%, outside 70% }
    "Listed": when level > 0     to desk_for(tier, level) urgency 4
  }
  distribution { profile load, wrap_up none, presences [available], skills none }
}
workstream plain { type record, carries Case, mode pick, fallback few, distribution { units 1, presences [available], skills none } }
intake Case {
  "Long": when title contains "long story"  to desk
  "Rest": otherwise                         to plain
}
"#;

#[test]
fn all_that_a_program_says_has_its_sentence() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("all.route"), ALL).unwrap();
    let ran = enroute(folder.path(), &["docs", "all.route"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    kept!("docs", ran.out);
}

#[test]
fn a_page_says_the_same_with_links_and_a_picture() {
    let folder = desk();
    let ran = enroute(folder.path(), &["docs", "desk", "--html", "desk.html"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let page = fs::read_to_string(folder.path().join("desk.html")).unwrap();
    for part in [
        "<h3 id=\"queue-vip\">VIP desk <code class=\"small\">vip</code></h3>",
        "<a href=\"#queue-vip\">VIP desk</a>",
        "<a href=\"#rule-desk.route.Important\">“Important”</a>",
        "<li id=\"rule-desk.route.Important\">",
        "The first of these that holds decides.",
        "<svg",
        "written in desk/main.route:",
        "by default: ",
    ] {
        assert!(page.contains(part), "{part} is not in the page");
    }
}

#[test]
fn a_program_with_errors_is_not_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bad.route"), "language 1\nqueue q { type recrod }\n").unwrap();
    let ran = enroute(folder.path(), &["docs", "bad.route", "--html", "bad.html"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("recrod"), "{}", ran.err);
    assert!(!folder.path().join("bad.html").exists());
}

#[test]
fn a_page_that_cannot_be_written_is_a_failure() {
    let folder = desk();
    let ran = enroute(folder.path(), &["docs", "desk", "--html", "nowhere/desk.html"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("cannot write `nowhere/desk.html`"), "{}", ran.err);
}

//! A new name, and what data and hosts say that know the old one.

use crate::ide_program::Texts;
use crate::support::{compile, decide_line};
use enroute::diagnostic::{Edit, Severity};
use enroute::ide::{At, Renaming, rename};
use enroute::source::FileId;

const PROGRAM: &str = "language 1

enum Tier {
  basic
  silver \"Silver\"
  gold   named [\"au\", \"or\"] = 3
}

entity Case { tier: Tier, language: text? }

rating stars { range 1..5 }
skill french { rating stars }
skill german \"German\"
skill dutch { rating stars, named [\"nl\"] }
profile chats { limit 3 }

queue cases { type record }
queue vip { type record }

model speaks(language: text) -> skill

intake Case { \"All\": otherwise to desk }

workstream desk {
  type     record
  carries  Case
  mode     push
  fallback cases

  classify spoken model speaks(language)

  route first {
    \"Gold\":  when tier == gold  to vip
    \"Basic\": when tier == basic to vip
    \"Rest\":  otherwise          to cases
  }

  distribution {
    units 10
    presences [available]
    skills none
  }
}
";

/// Gives what the first such word names another name.
fn renamed(text: &str, word: &str, new: &str) -> Renaming {
    let texts = Texts::of([("main.route", text)]);
    let at = text.find(word).unwrap() + word.len() - word.trim_start().len();
    let offset = u32::try_from(at).unwrap();
    rename(&texts.workspace(), &texts, At { file: FileId(0), offset }, new).unwrap()
}

fn applied(text: &str, edits: &[Edit]) -> String {
    let mut text = text.to_owned();
    for edit in edits.iter().rev() {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    text
}

const TALK: &str = "language 1
entity Customer { name: text }
entity Talk { body: text, customer: Customer? }
entity Note { body: text }
organisation o { messages { greeting \"Hi {customer.name}\" } }
queue chats { type messaging }
workstream live {
  type messaging, channel chat, carries Talk, mode push, fallback chats
  route first { \"All\": otherwise to chats }
  distribution { units 10, presences [available], skills none }
}
workstream notes {
  type messaging, channel chat, carries Note, mode push, fallback chats
  messages { greeting no }
  route first { \"All\": otherwise to chats }
  distribution { units 10, presences [available], skills none }
}
";

#[test]
fn what_the_organisation_tells_customers_names_fields_of_those_workstreams_that_tell_nothing_else() {
    let wrong = |text: &str| {
        let workspace = Texts::of([("main.route", text)]).workspace();
        let errors = workspace.diagnostics().iter().filter(|said| said.severity == Severity::Error);
        errors.map(|said| said.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(wrong(TALK), [""; 0]);
    let text = applied(TALK, &renamed(TALK, " name", "called").edits);
    assert!(text.contains("Hi {customer.called}"), "{text}");
    assert_eq!(wrong(&TALK.replace("customer.name", "customer.nme")).len(), 1);
    assert_eq!(wrong(&TALK.replace("  messages { greeting no }\n", "")).len(), 1);
}

/// A text without a further spelling.
pub(crate) fn without(text: &str, spelling: &str) -> String {
    let forms = [", named [S]", " { named [S] }", "\n  named [S]", " named [S]", ", S", "S, "];
    forms
        .iter()
        .fold(text.to_owned(), |text, form| text.replace(&form.replace('S', &format!("\"{spelling}\"")), ""))
}

/// The line with the declaration after a new name. Called as before, it is as before, but that data may say the new name.
fn declared(word: &str, new: &str) -> String {
    let text = applied(PROGRAM, &renamed(PROGRAM, &format!(" {word}"), new).edits);
    let line = PROGRAM[..PROGRAM.find(&format!(" {word}")).unwrap()].matches('\n').count();
    let back = applied(&text, &renamed(&text, &format!(" {new}"), word).edits);
    assert_eq!(without(&back, new), without(PROGRAM, new), "{word} there and back");
    text.lines().nth(line).unwrap().trim().to_owned()
}

#[test]
fn data_may_go_on_spelling_a_value_as_before() {
    assert_eq!(declared("basic", "plain"), "plain named [\"basic\"]");
    // Its label says it, whatever the case.
    assert_eq!(declared("silver", "second"), "second \"Silver\"");
    assert_eq!(declared("gold", "golden"), "golden   named [\"au\", \"or\", \"gold\"] = 3");
    assert_eq!(declared("gold", "au"), "au   named [\"gold\", \"or\"] = 3");
    assert_eq!(declared("gold", "GOLD"), "GOLD   named [\"au\", \"or\"] = 3");
}

#[test]
fn items_that_spell_a_value_as_before_are_decided_as_before() {
    let item = |tier: &str| format!("{{\"record\": \"Case\", \"tier\": \"{tier}\"}}");
    for (word, new) in [("basic", "plain"), ("silver", "second"), ("gold", "golden"), ("gold", "au")] {
        let text = applied(PROGRAM, &renamed(PROGRAM, word, new).edits);
        let (before, after) = (compile(PROGRAM).bundle.unwrap(), compile(&text).bundle.unwrap());
        for tier in ["basic", "silver", "gold", "au", "or", "3"] {
            assert_eq!(
                decide_line(&before, &item(tier)),
                decide_line(&after, &item(tier)),
                "{word} {new} {tier}"
            );
        }
        assert!(decide_line(&after, &item("gold")).contains("vip"), "{text}");
    }
}

#[test]
fn models_may_go_on_spelling_a_skill_as_before() {
    assert_eq!(declared("french", "fr"), "skill fr { rating stars, named [\"french\"] }");
    assert_eq!(declared("german", "deutsch"), "skill deutsch \"German\"");
    assert_eq!(declared("dutch", "nl"), "skill nl { rating stars, named [\"dutch\"] }");
    assert_eq!(declared("dutch", "flemish"), "skill flemish { rating stars, named [\"nl\", \"dutch\"] }");
    let bare = PROGRAM.replace("skill german \"German\"", "skill german");
    let text = applied(&bare, &renamed(&bare, "german", "deutsch").edits);
    assert!(text.contains("skill deutsch { named [\"german\"] }\n"), "{text}");
    let back = applied(&text, &renamed(&text, "deutsch", "german").edits);
    assert_eq!(without(&back, "deutsch"), bare);
}

#[test]
fn who_names_a_thing_outside_of_the_program_is_told() {
    let told = |word: &str| renamed(PROGRAM, word, "another").outside;
    for word in ["french", "chats", "vip", "desk", "spoken", "Case {"] {
        assert!(told(word).is_some_and(|told| told.contains("another")), "{word}");
    }
    for word in ["gold", "language:", "stars", "Tier", "speaks"] {
        assert_eq!(told(word), None, "{word}");
    }
    kept!("ide_rename", told("vip").unwrap());
}

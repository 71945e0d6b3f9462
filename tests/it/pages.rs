//! Every page for browsers stands for itself, and shows what users wrote as they wrote it.

#[path = "../pages/made.rs"]
mod made;

use made::{Of, Page, changed, pages};
use std::fs;

const SCRIPT: &str = "<script>alert('hi')</script>";
const BREAK_OUT: &str = "'\\\"><img src=x onerror=alert(1)> & so on";

/// The pages of a program and items that try to be more than text.
fn hostile() -> Vec<Page> {
    let work = tempfile::tempdir().unwrap();
    let [old, new] = ["old", "new"].map(|name| work.path().join(name));
    changed("start", "main.route", "VIP desk", SCRIPT, &old);
    changed("start", "main.route", "VIP desk", SCRIPT, &new);
    let text = fs::read_to_string(new.join("main.route")).unwrap();
    fs::write(new.join("main.route"), text.replace("Important", BREAK_OUT)).unwrap();
    let item = |id: &str| {
        let item = serde_json::json!({ "id": id, "workstream": "desk", "subject": SCRIPT, "customer": { "name": SCRIPT, "tier": "gold" } });
        format!("{item}\n")
    };
    fs::write(new.join("items.jsonl"), [item(SCRIPT), item(BREAK_OUT)].concat()).unwrap();
    let of = Of { old: &old, new: &new, items: &new.join("items.jsonl"), queue: "general" };
    pages(&of, work.path())
}

/// Texts that follow `mark`, up to the next quote.
fn after<'h>(html: &'h str, mark: &str) -> Vec<&'h str> {
    html.split(mark).skip(1).map(|rest| rest.split(['"', ')']).next().unwrap()).collect()
}

#[test]
fn every_page_needs_nothing_but_itself() {
    for Page { name, html } in hostile() {
        assert!(html.starts_with("<!DOCTYPE html>"), "{name}");
        assert!(html.contains("<meta charset=\"utf-8\">"), "{name}");
        assert!(
            html.contains("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"),
            "{name}"
        );
        for mark in ["<link", "<script", "<img", "<iframe", "@import", "@font-face", " src="] {
            // What users wrote is there as text, without its brackets.
            assert!(!html.replace("img src=x", "").contains(mark), "{name} has {mark}");
        }
        for place in after(&html, " href=\"").into_iter().chain(after(&html, "url(")) {
            assert!(place.starts_with('#'), "{name} leads to {place}");
        }
        let others = html.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
        assert!(!others.contains("http://") && !others.contains("https://"), "{name} names another host");
    }
}

#[test]
fn every_page_shows_what_users_wrote_as_text() {
    let pages = hostile();
    for Page { name, html } in &pages {
        assert!(!html.contains("<script") && !html.contains("<img"), "{name}");
    }
    let shown =
        |name: &str| pages.iter().find(|page| page.name == name).unwrap().html.contains("&lt;script&gt;");
    assert!(["docs", "cover", "why", "replay"].into_iter().all(shown));
}

#[test]
fn every_link_within_a_page_leads_somewhere() {
    for Page { name, html } in hostile() {
        for place in after(&html, " href=\"#") {
            assert!(
                html.contains(&format!(" id=\"{place}\"")),
                "{name} leads to #{place}, which is not there"
            );
        }
    }
}

//! Every page that Enroute writes, opened in a browser: nothing is wider than a phone, nothing is too faint to read, in
//! light and dark, and the browser has nothing to complain of.
//!
//! The browser is Chromium, named by the variable `ENROUTE_BROWSER`. Pictures of the pages are left in `target/pages/`.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test reads files, starts processes, and fails by panicking"
)]

#[path = "pages/made.rs"]
mod made;

use made::{Of, Page, changed, pages};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// How wide a page is looked at: on a phone, and on a desk.
const WIDTHS: [u32; 2] = [360, 1200];
/// What words must stand out from what is behind them, as the WCAG ask of small text.
const CONTRAST: f64 = 4.5;

/// How somebody likes their screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Light,
    Dark,
}

impl Scheme {
    fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn flag(self) -> &'static str {
        match self {
            Self::Light => "--blink-settings=preferredColorScheme=1",
            Self::Dark => "--blink-settings=preferredColorScheme=0",
        }
    }
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../pages");
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn browser(scheme: Scheme, words: &[&str], page: &Path) -> Output {
    let name = std::env::var("ENROUTE_BROWSER").expect("set ENROUTE_BROWSER to the name of a Chromium");
    let mut command = Command::new(name);
    command.args([
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--disable-dev-shm-usage",
    ]);
    command.args([
        "--enable-logging=stderr",
        "--v=0",
        "--window-size=1620,1400",
        "--virtual-time-budget=2000",
    ]);
    let output = command.arg(scheme.flag()).args(words).arg(format!("file://{}", page.display())).output();
    output.expect("ENROUTE_BROWSER cannot be started")
}

/// The page in frames as wide as screens are, for a browser's window is never as narrow as a phone.
fn framed(page: &str, scheme: Scheme) -> String {
    let quoted = page.replace('&', "&amp;").replace('"', "&quot;");
    let frames =
        WIDTHS.map(|wide| format!("<iframe width=\"{wide}\" height=\"1400\" srcdoc=\"{quoted}\"></iframe>"));
    let script = include_str!("pages/measure.js");
    let style = format!(
        "html{{color-scheme:{}}}iframe{{border:0}}body{{margin:0;display:flex;gap:20px}}",
        scheme.word()
    );
    let head =
        format!("<!DOCTYPE html><meta charset=\"utf-8\"><style>{style}</style><script>{script}</script>");
    format!("{head}<body>{}</body>", frames.concat())
}

/// What is wrong with a page; a picture of it is left behind.
fn faults(page: &Page, scheme: Scheme) -> Vec<String> {
    let name = format!("{}-{}", page.name, scheme.word());
    let path = folder().join(format!("{name}.html"));
    fs::write(&path, framed(&page.html, scheme)).unwrap();
    let picture = folder().join(format!("{name}.png"));
    let _ = fs::remove_file(&picture);
    let looked = browser(scheme, &[&format!("--screenshot={}", picture.display())], &path);
    let talk = String::from_utf8_lossy(&looked.stderr);
    let mut faults = complaints(&talk);
    if fs::metadata(&picture).map_or(0, |about| about.len()) < 1000 {
        faults.push("there is no picture of it".to_owned());
    }
    let found = talk.split_once("found<").and_then(|(_, rest)| rest.split_once(">found"));
    let found: Value =
        found.and_then(|(found, _)| serde_json::from_str(&plain(found)).ok()).unwrap_or_default();
    let frames = found.as_array().filter(|frames| frames.len() == WIDTHS.len());
    match frames {
        Some(frames) => faults.extend(frames.iter().flat_map(|frame| seen(frame, scheme))),
        None => {
            faults.push(format!("it could not be looked at: {talk}"));
        }
    }
    faults.into_iter().map(|fault| format!("{name}: {fault}")).collect()
}

/// The letters that stand for the codes in the text of an address.
fn plain(coded: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = coded.bytes();
    while let Some(byte) = rest.next() {
        let code: String =
            if byte == b'%' { rest.by_ref().take(2).map(char::from).collect() } else { String::new() };
        bytes.push(u8::from_str_radix(&code, 16).unwrap_or(byte));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What the browser said on its console, but for what the test says there itself.
fn complaints(talk: &str) -> Vec<String> {
    let lines = talk.lines().filter(|line| line.contains(":CONSOLE") && !line.contains("found<"));
    lines.map(|line| format!("the browser says: {line}")).collect()
}

fn seen(frame: &Value, scheme: Scheme) -> Vec<String> {
    let (wide, scroll) = (&frame["wide"], &frame["scroll"]);
    let mut faults = Vec::new();
    if scroll.as_u64() > wide.as_u64() || wide.as_u64().is_none() {
        faults.push(format!("on a screen {wide} wide it is {scroll} wide: {}", frame["over"]));
    }
    if frame["contrast"].as_f64().is_none_or(|contrast| contrast < CONTRAST) {
        faults.push(format!("{} is too faint: contrast {}", frame["faintest"], frame["contrast"]));
    }
    if frame["dark"].as_bool() != Some(scheme == Scheme::Dark) {
        faults.push("the browser does not show it as was asked".to_owned());
    }
    faults
}

fn own(html: &str) -> Page {
    Page { name: "own", html: format!("<!DOCTYPE html><meta charset=\"utf-8\"><body>{html}</body>") }
}

#[test]
#[ignore = "needs a browser; .ci/run has one"]
fn every_page_can_be_read_on_a_phone_and_on_a_desk_in_light_and_dark() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let work = tempfile::tempdir().unwrap();
    let mut faulty = Vec::new();
    let (old, new) = (work.path().join("bank"), root.join("bank"));
    changed("bank", "desks.csv", "cards,cards", "cards,payments", &old);
    let of = Of { old: &old, new: &new, items: &new.join("items.jsonl"), queue: "security" };
    for page in pages(&of, work.path()) {
        faulty.extend(faults(&page, Scheme::Light));
        faulty.extend(faults(&page, Scheme::Dark));
    }
    assert!(faulty.is_empty(), "{}", faulty.join("\n"));
}

#[test]
#[ignore = "needs a browser; .ci/run has one"]
fn a_page_that_is_too_wide_too_faint_or_faulty_is_found_out() {
    let page = own(
        "<div style=\"width:600px\">wide</div><p style=\"color:#999;background:#fff\">faint</p><script>console.error('broken')</script>",
    );
    let found = faults(&page, Scheme::Light).join("\n");
    for part in ["on a screen 360 wide it is 608 wide", "\"faint\" is too faint", "broken"] {
        assert!(found.contains(part), "{part} is not in: {found}");
    }
    assert!(!found.contains("on a screen 1200"), "{found}");
}

#[test]
#[ignore = "needs a browser; .ci/run has one"]
fn a_page_without_fault_is_not_complained_of() {
    let page = own("<p style=\"color:#000;background:#fff\">Hello</p>");
    assert_eq!(faults(&page, Scheme::Dark), Vec::<String>::new());
}

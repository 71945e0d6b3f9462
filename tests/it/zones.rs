//! Zone rules: a bundle says which it was compiled with, and calendars keep to what clocks on the wall show.

use super::cli::{AT, desk, enroute, enroute_with};
use super::machine::contoso;
use super::support::compile;
use crate::shapes::{Change, shapes};
use enroute::Bundle;
use enroute::bundle::OtherZones;
use enroute::bytecode::VerifyError;
use enroute::calendar::{Calendar, DaySpan, zone_database_version, zone_names};
use enroute::value::{Date, Instant};
use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use std::fs;
use tempfile::TempDir;

/// The bundle as if it had been compiled with these zone rules.
fn with_zones(bundle: &Bundle, version: Option<&str>) -> Result<Bundle, VerifyError> {
    let mut program = bundle.program().program().clone();
    program.zone_database = version.map(str::to_owned);
    Bundle::new(program, bundle.about().clone())
}

const NO_HOURS: &str = "language 1\nentity Case { title: text }\nqueue cases { type record }\n\
    workstream desk {\n  type record, carries Case, mode push, fallback cases\n  \
    distribution { units 10, presences [available], skills none }\n}\n";

#[test]
fn a_bundle_names_the_zone_rules_it_was_compiled_with() {
    let bundle = Bundle::load(&contoso().write()).unwrap();
    assert_eq!(bundle.zone_database(), Some(zone_database_version()));
    assert_eq!(bundle.other_zones(), None);
    assert!(bundle.header().contains(&format!("\nzones    {}\n", zone_database_version())));
}

#[test]
fn a_bundle_that_knows_no_zone_names_no_rules() {
    let bundle = compile(NO_HOURS).bundle.unwrap();
    assert_eq!((bundle.zone_database(), bundle.other_zones()), (None, None));
    assert!(bundle.header().contains("\nzones    none\n"));
}

#[test]
fn a_bundle_of_other_zone_rules_loads_and_says_so() {
    let bytes = with_zones(&contoso(), Some("2019c")).unwrap().write();
    let bundle = Bundle::load(&bytes).unwrap();
    let other = OtherZones { compiled: "2019c", here: zone_database_version() };
    assert_eq!(bundle.other_zones(), Some(other));
    assert_eq!(bundle.write(), bytes, "it goes on saying what it was compiled with");
    assert!(bundle.header().contains(&format!("\nzones    2019c, and here {}\n", other.here)));
    assert_ne!(bundle.digest(), contoso().digest());
}

#[test]
fn a_version_is_there_where_it_matters_and_can_be_shown() {
    let plain = compile(NO_HOURS).bundle.unwrap();
    let (hours, none) = (contoso(), with_zones(&plain, None));
    assert_eq!(none.err(), None);
    let wrong = [
        with_zones(&hours, None),
        with_zones(&hours, Some("")),
        with_zones(&hours, Some("\u{1b}[2J")),
        with_zones(&hours, Some("2026e and more of it")),
        with_zones(&plain, Some("2026e")),
    ];
    for refused in wrong {
        assert!(matches!(refused.err(), Some(VerifyError::Misshapen { .. })));
    }
}

/// A folder with a bundle of other zone rules, `old.routeb`, of the program that `new` makes with hours.
fn old() -> TempDir {
    let folder = desk();
    let bytes = with_zones(&contoso(), Some("2019c")).unwrap().write();
    fs::write(folder.path().join("old.routeb"), bytes).unwrap();
    folder
}

#[test]
fn commands_warn_of_a_bundle_of_other_zone_rules_in_a_sentence() {
    let folder = old();
    let warning = format!(
        "warning: `old.routeb`: it was compiled with zone rules 2019c, and here they are {}: hours may begin and end at \
         other times\n",
        zone_database_version()
    );
    let item = br#"{"workstream":"contoso_chat","id":"c1","message":"hello"}"#;
    let run = enroute_with(folder.path(), &["run", "old.routeb", "-", AT], item);
    assert_eq!((run.code, run.err), (0, format!("{warning}1 item: 1 decided, 0 not\n")));
    let json = enroute_with(folder.path(), &["run", "old.routeb", "-", AT, "--format", "json"], item);
    assert!(
        json.err.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()),
        "{}",
        json.err
    );
    assert!(json.err.starts_with("{\"warning\":\"`old.routeb`: it was compiled with"), "{}", json.err);
    let text = std::str::from_utf8(item).unwrap();
    let why = enroute(folder.path(), &["why", "old.routeb", text, AT]);
    assert_eq!((why.code, why.err), (0, warning));
    let inspect = enroute(folder.path(), &["inspect", "old.routeb"]);
    assert!(inspect.out.contains("zones    2019c, and here "), "{}", inspect.out);
}

#[test]
fn verify_warns_of_other_zone_rules_and_trusts_the_bundle() {
    let folder = old();
    assert_eq!(enroute(folder.path(), &["keygen", "k"]).code, 0);
    let sign = ["sign", "old.routeb", "--key", "k.key", "--revision", "1", "-o", "signed.routeb"];
    assert_eq!(enroute(folder.path(), &sign).code, 0);
    let human = enroute(folder.path(), &["verify", "signed.routeb", "--key", "k.pub"]);
    let warning = "warning: `signed.routeb`: it was compiled with zone rules 2019c, and here they are ";
    assert!(human.code == 0 && human.err.starts_with(warning), "{}", human.err);
    let json = enroute(folder.path(), &["verify", "signed.routeb", "--key", "k.pub", "--format", "json"]);
    let [out, err] =
        [json.out, json.err].map(|text| serde_json::from_str::<serde_json::Value>(&text).unwrap());
    assert!(out["trusted"] == true && err["warning"].is_string(), "{out} {err}");
}

#[test]
fn a_build_says_which_zone_rules_it_took() {
    let folder = tempfile::tempdir().unwrap();
    let hours = "hours office { zone \"Europe/London\", open mon..fri 08:00..18:00 }\n";
    let queue = "queue cases { type record }";
    let text = NO_HOURS.replace(queue, &format!("{hours}queue cases {{ type record, hours office }}"));
    fs::write(folder.path().join("hours.route"), text).unwrap();
    fs::write(folder.path().join("none.route"), NO_HOURS).unwrap();
    let said = |name: &str| enroute(folder.path(), &["build", name, "-o", "out.routeb"]).err;
    assert!(said("hours.route").ends_with(&format!(", zone rules {}\n", zone_database_version())));
    assert!(!said("none.route").contains("zone"), "{}", said("none.route"));
}

const DAY: i64 = 86_400;

/// What a clock shows at a second, as if it were Greenwich time.
fn shows(zone: &TimeZone, at: i64) -> i64 {
    at + i64::from(zone.to_offset(Timestamp::from_second(at).unwrap()).seconds())
}

/// The spans of a calendar as clocks show them, in seconds.
fn spans(calendar: &Calendar, days: std::ops::RangeInclusive<i64>) -> Vec<(i64, i64)> {
    let date = |day: i64| Date(i32::try_from(day).unwrap());
    let own = |day| calendar.only.iter().find(|only| only.date == date(day));
    let over = |day| calendar.until.is_some_and(|until| date(day) > until);
    let closed =
        |day| calendar.closures.iter().any(|closure| (closure.first..=closure.last).contains(&date(day)));
    let of = |day| match own(day) {
        _ if over(day) => Vec::new(),
        Some(only) => only.spans.clone(),
        None if closed(day) => Vec::new(),
        None => {
            let week = calendar.weekly.iter().filter(|weekly| weekly.weekday == date(day).weekday());
            week.map(|weekly| weekly.span).collect()
        }
    };
    let wall = |day: i64, span: DaySpan| {
        let (from, to) = (day * DAY + span.from.0 / 1_000_000, day * DAY + span.to.0 / 1_000_000);
        if to > from {
            (from, to)
        } else if over(day + 1) || closed(day + 1) || own(day + 1).is_some() {
            (from, (day + 1) * DAY)
        } else {
            (from, to + DAY)
        }
    };
    days.flat_map(|day| of(day).into_iter().map(move |span| (day, span)))
        .map(|(day, span)| wall(day, span))
        .collect()
}

#[test]
fn hours_are_what_clocks_on_the_wall_show_minute_by_minute() {
    let mut open = 0;
    for name in zone_names().iter().step_by(29) {
        let zone = TimeZoneDatabase::bundled().get(name).unwrap();
        let start = Timestamp::from_second(946_684_800).unwrap();
        for change in zone.following(start).take(60).map(|change| change.timestamp().as_second()) {
            let offset = |at| shows(&zone, at) - at;
            let change = Change { at: change, before: offset(change - 1), after: offset(change) };
            for calendar in shapes(name, change) {
                open += agrees(&zone, &calendar, change);
            }
        }
    }
    assert!(open > 10_000, "{open}");
}

/// Every seventh minute around a change: open where a span has begun, for clocks have shown its beginning, and is not
/// over, for they will show a time before its end.
fn agrees(zone: &TimeZone, calendar: &Calendar, change: Change) -> usize {
    let ready = calendar.resolve().unwrap();
    let far = (change.before - change.after).max(0);
    let today = shows(zone, change.at) / DAY;
    let spans = spans(calendar, today - 3..=today + 2);
    let mut open = 0;
    for at in (change.at - 7_200..change.at + 7_200).step_by(420) {
        let latest = (at - far..=at).step_by(60).map(|at| shows(zone, at)).max().unwrap();
        let earliest = (at..=at + far).step_by(60).map(|at| shows(zone, at)).min().unwrap();
        let wanted = spans.iter().any(|(from, to)| *from <= latest && earliest < *to);
        assert_eq!(ready.is_open(Instant(at * 1_000_000)), wanted, "{calendar:?} at {at}, {change:?}");
        open += usize::from(wanted);
    }
    open
}

//! Calendars: spans, closures, single days, and clocks that change.

use enroute::calendar::{
    Calendar, Closure, DaySpan, ResolvedCalendar, SingleDay, WeeklySpan, Zone, zone_database_version,
    zone_exists, zones_like,
};
use enroute::value::{Date, Duration, Instant, Time, Weekday};
use proptest::prelude::*;

const TEN_MINUTES: i64 = 600_000_000;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn length(text: &str) -> Duration {
    Duration::parse(text).unwrap()
}

fn span(text: &str) -> DaySpan {
    let (from, to) = text.split_once("..").unwrap();
    DaySpan { from: Time::parse(from).unwrap(), to: Time::parse(to).unwrap() }
}

/// `mon 08:00..12:00`, an entry a span.
fn calendar(zone: &str, spans: &[&str]) -> Calendar {
    let weekly = spans.iter().map(|entry| {
        let (day, hours) = entry.split_once(' ').unwrap();
        WeeklySpan { weekday: Weekday::parse(day).unwrap(), span: span(hours) }
    });
    Calendar { zone: zone.into(), weekly: weekly.collect(), ..Calendar::default() }
}

fn closed(first: &str, last: &str) -> Closure {
    Closure { first: date(first), last: date(last), reason: "closed".into() }
}

fn only(day: &str, spans: &[&str]) -> SingleDay {
    SingleDay { date: date(day), spans: spans.iter().map(|text| span(text)).collect(), reason: String::new() }
}

fn office() -> Calendar {
    let mut office = calendar(
        "Europe/London",
        &[
            "mon 08:00..18:00",
            "tue 08:00..18:00",
            "wed 08:00..18:00",
            "thu 08:00..18:00",
            "fri 08:00..18:00",
            "sat 09:00..12:30",
            "sat 13:30..16:00",
        ],
    );
    office.closures = vec![closed("2026-12-31", "2027-01-01"), closed("2026-12-25", "2026-12-25")];
    office.only = vec![only("2026-12-24", &["09:00..12:00"])];
    office
}

fn ready(calendar: &Calendar) -> ResolvedCalendar {
    calendar.resolve().unwrap()
}

#[test]
fn a_span_holds_its_first_moment_and_not_its_last() {
    let office = ready(&office());
    assert!(!office.is_open(at("2026-03-02T07:59:59Z")));
    assert!(office.is_open(at("2026-03-02T08:00Z")));
    assert!(office.is_open(at("2026-03-02T17:59:59.999999Z")));
    assert!(!office.is_open(at("2026-03-02T18:00Z")));
}

#[test]
fn a_day_has_several_spans() {
    let office = ready(&office());
    assert!(office.is_open(at("2026-03-07T12:29Z")));
    assert!(!office.is_open(at("2026-03-07T13:00Z")));
    assert!(office.is_open(at("2026-03-07T13:30Z")));
    assert_eq!(office.next_open(at("2026-03-07T12:45Z")), Some(at("2026-03-07T13:30Z")));
}

#[test]
fn spans_go_over_midnight() {
    let night = ready(&calendar("Europe/London", &["fri 22:00..06:00"]));
    assert!(night.is_open(at("2026-03-06T23:00Z")));
    assert!(night.is_open(at("2026-03-07T05:59Z")));
    assert!(!night.is_open(at("2026-03-07T06:00Z")));
    assert!(!night.is_open(at("2026-03-06T05:00Z")));
    assert_eq!(
        night.open_span_at(at("2026-03-07T01:00Z")),
        Some((at("2026-03-06T22:00Z"), at("2026-03-07T06:00Z")))
    );
}

#[test]
fn spans_to_the_end_of_the_day_touch_the_next_day() {
    let weekend = ready(&calendar("Europe/London", &["sat 00:00..24:00", "sun 00:00..24:00"]));
    assert_eq!(weekend.open_time_between(at("2026-03-02T00:00Z"), at("2026-03-09T00:00Z")), length("48h"));
    assert_eq!(weekend.next_close(at("2026-03-07T10:00Z")), Some(at("2026-03-09T00:00Z")));
}

#[test]
fn a_desk_that_is_always_open_never_closes() {
    let all = Weekday::ALL.map(|weekday| WeeklySpan { weekday, span: DaySpan::ALL_DAY });
    let always = ready(&Calendar { zone: "UTC".into(), weekly: all.to_vec(), ..Calendar::default() });
    assert_eq!(always.next_close(at("2026-03-07T10:00Z")), None);
    assert_eq!(always.after_open(at("2026-03-07T10:00Z"), length("30h")), Some(at("2026-03-08T16:00Z")));
}

#[test]
fn a_desk_that_never_closes_answers_at_once() {
    let all = |from: &str| {
        calendar(
            "Europe/London",
            &Weekday::ALL.map(|day| format!("{} {from}", day.word())).each_ref().map(String::as_str),
        )
    };
    let mut always = all("06:00..06:00");
    always.closures = vec![closed("2026-12-25", "2026-12-25")];
    always.only = vec![only("2027-01-01", &["10:00..12:00"])];
    let (always, gap) = (ready(&always), ready(&all("06:00..05:59")));
    let start = std::time::Instant::now();
    for second in 0..2_000 {
        let at = |text: &str| at(text).plus(Duration(second * 1_000_000)).unwrap();
        assert_eq!(always.next_close(at("2027-01-02T10:00Z")), None);
        assert_eq!(
            always.next_close(at("2026-12-20T10:00Z")),
            Some(Instant::parse("2026-12-25T00:00Z").unwrap())
        );
        assert_eq!(
            always.next_close(at("2027-01-01T10:00Z")),
            Some(Instant::parse("2027-01-01T12:00Z").unwrap())
        );
        assert_eq!(
            gap.next_close(at("2027-01-02T10:00Z")),
            Some(Instant::parse("2027-01-03T05:59Z").unwrap())
        );
    }
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn closures_count_by_local_date() {
    let office = ready(&office());
    assert!(!office.is_open(at("2026-12-25T10:00Z")));
    assert!(!office.is_open(at("2026-12-31T10:00Z")));
    assert!(!office.is_open(at("2027-01-01T10:00Z")));
    assert!(office.is_open(at("2026-12-30T10:00Z")));
    let tokyo = ready(&Calendar {
        closures: vec![closed("2026-03-03", "2026-03-03")],
        ..calendar("Asia/Tokyo", &["tue 00:00..24:00", "mon 00:00..24:00"])
    });
    assert!(tokyo.is_open(at("2026-03-02T14:59Z")));
    assert!(!tokyo.is_open(at("2026-03-02T15:00Z")), "it is Tuesday in Tokyo");
}

#[test]
fn a_closed_day_ends_the_evening_before_at_midnight_and_begins_nothing() {
    let mut night = calendar("UTC", &["thu 22:00..06:00", "fri 22:00..06:00"]);
    night.closures = vec![closed("2026-12-25", "2026-12-25")];
    let night = ready(&night);
    assert!(night.is_open(at("2026-12-24T23:59Z")));
    assert!(!night.is_open(at("2026-12-25T00:00Z")));
    assert!(!night.is_open(at("2026-12-25T23:00Z")));
    assert!(!night.is_open(at("2026-12-26T01:00Z")));
}

#[test]
fn a_single_day_overrides_the_week_and_the_closures() {
    let mut office = office();
    office.closures.push(closed("2026-12-20", "2026-12-26"));
    let office = ready(&office);
    assert!(!office.is_open(at("2026-12-24T08:30Z")));
    assert!(office.is_open(at("2026-12-24T09:00Z")));
    assert!(!office.is_open(at("2026-12-24T12:00Z")));
    assert!(!office.is_open(at("2026-12-23T10:00Z")));
}

#[test]
fn after_until_everything_is_closed() {
    let mut office = office();
    office.until = Some(date("2026-03-03"));
    let office = ready(&office);
    assert!(office.is_open(at("2026-03-03T17:59Z")));
    assert!(!office.is_open(at("2026-03-04T10:00Z")));
    assert_eq!(office.next_open(at("2026-03-03T18:00Z")), None);
    assert_eq!(office.after_open(at("2026-03-03T17:00Z"), length("2h")), None);
}

#[test]
fn where_clocks_skip_a_span_begins_at_the_end_of_the_gap() {
    // London, 2026-03-29: 01:00 becomes 02:00, at 01:00Z.
    let early = ready(&calendar("Europe/London", &["sun 01:30..05:00"]));
    assert_eq!(
        early.open_span_at(at("2026-03-29T02:00Z")),
        Some((at("2026-03-29T01:00Z"), at("2026-03-29T04:00Z")))
    );
    let within = ready(&calendar("Europe/London", &["sun 01:10..01:50"]));
    assert!(!within.is_open(at("2026-03-29T01:00Z")), "the whole span was skipped");
}

#[test]
fn where_clocks_repeat_a_span_begins_the_first_time_and_ends_the_last() {
    // London, 2026-10-25: 02:00 becomes 01:00, at 01:00Z.
    let early = ready(&calendar("Europe/London", &["sun 01:30..05:00"]));
    assert_eq!(
        early.open_span_at(at("2026-10-25T02:00Z")),
        Some((at("2026-10-25T00:30Z"), at("2026-10-25T05:00Z")))
    );
    let late = ready(&calendar("Europe/London", &["sat 22:00..01:30"]));
    assert_eq!(
        late.open_span_at(at("2026-10-25T00:00Z")),
        Some((at("2026-10-24T21:00Z"), at("2026-10-25T01:30Z")))
    );
}

#[test]
fn a_span_that_ends_where_a_repeated_hour_begins_ends_the_first_time() {
    // London, 2026-10-25: 02:00 becomes 01:00, at 01:00Z.
    let late = ready(&calendar("Europe/London", &["sat 22:00..01:00"]));
    assert_eq!(
        late.open_span_at(at("2026-10-25T00:00Z").plus(Duration(-1)).unwrap()),
        Some((at("2026-10-24T21:00Z"), at("2026-10-25T00:00Z")))
    );
    assert!(!late.is_open(at("2026-10-25T00:00Z")));
    assert!(!late.is_open(at("2026-10-25T00:59Z")));
}

#[test]
fn a_closed_day_is_closed_though_its_midnight_comes_twice() {
    // Havana, 2026-11-01: 01:00 becomes 00:00, at 05:00Z.
    let mut always =
        calendar("America/Havana", &["sat 00:00..24:00", "sun 00:00..24:00", "sat 20:00..06:00"]);
    always.closures = vec![closed("2026-11-01", "2026-11-01")];
    let always = ready(&always);
    assert!(always.is_open(at("2026-11-01T03:59Z")));
    for closed in ["2026-11-01T04:00Z", "2026-11-01T04:59Z", "2026-11-01T05:00Z", "2026-11-01T05:59Z"] {
        assert!(!always.is_open(at(closed)), "{closed}");
    }
}

#[test]
fn a_local_time_has_one_instant() {
    let london = Zone::find("Europe/London").unwrap();
    let on = |day: &str, time: &str| london.instant_of(date(day), Time::parse(time).unwrap());
    assert_eq!(on("2026-03-02", "10:15"), at("2026-03-02T10:15Z"));
    assert_eq!(on("2026-07-02", "10:15"), at("2026-07-02T09:15Z"));
    assert_eq!(on("2026-03-29", "01:30"), at("2026-03-29T01:00Z"), "skipped: the end of the gap");
    assert_eq!(on("2026-10-25", "01:30"), at("2026-10-25T00:30Z"), "repeated: the first");
    assert_eq!(
        london.local(at("2026-07-02T23:30Z")),
        (date("2026-07-03"), Time::parse("00:30").unwrap(), Weekday::Friday)
    );
}

#[test]
fn a_day_may_be_skipped_whole() {
    // Samoa went from 29 December 2011 to 31 December.
    let apia =
        ready(&calendar("Pacific/Apia", &["thu 22:00..06:00", "fri 10:00..12:00", "sat 08:00..09:00"]));
    let shift = apia.open_span_at(at("2011-12-30T09:00Z"));
    assert_eq!(shift, Some((at("2011-12-30T08:00Z"), at("2011-12-30T10:00Z"))));
    assert_eq!(apia.next_open(at("2011-12-30T10:00Z")), Some(at("2011-12-30T18:00Z")));
}

#[test]
fn open_time_skips_what_is_closed() {
    let office = ready(&office());
    // Friday afternoon to Monday morning, with the Saturday between.
    assert_eq!(office.open_time_between(at("2026-03-06T17:00Z"), at("2026-03-09T09:00Z")), length("8h"));
    assert_eq!(office.after_open(at("2026-03-06T17:00Z"), length("2h")), Some(at("2026-03-07T10:00Z")));
    assert_eq!(office.after_open(at("2026-03-08T17:00Z"), Duration::ZERO), Some(at("2026-03-08T17:00Z")));
    assert_eq!(office.open_time_between(at("2026-03-09T09:00Z"), at("2026-03-06T17:00Z")), Duration::ZERO);
}

#[test]
fn nothing_is_open_outside_the_known_years() {
    let office = ready(&office());
    for instant in [i64::MIN, i64::MIN + 1, -1, 7_258_118_400_000_000, i64::MAX] {
        assert!(!office.is_open(Instant(instant)));
    }
    assert_eq!(office.next_open(Instant(i64::MAX)), None);
    assert!(office.next_open(Instant(i64::MIN)).is_some());
    assert!(office.open_time_between(Instant(i64::MIN), Instant(i64::MAX)) > Duration::ZERO);
    assert!(office.after_open(Instant(i64::MAX), Duration(i64::MAX)).is_none());
}

#[test]
fn a_calendar_without_hours_never_opens() {
    let empty = ready(&calendar("UTC", &[]));
    assert_eq!(empty.next_open(at("2026-03-02T10:00Z")), None);
    assert_eq!(office().last_closure(), Some(date("2027-01-01")));
    assert_eq!(calendar("UTC", &[]).last_closure(), None);
}

#[test]
fn zones_are_spelled_as_in_the_database() {
    assert!(zone_exists("Europe/London"));
    assert!(!zone_exists("europe/london"));
    assert!(!zone_exists("Europe/Londn"));
    assert_eq!(zones_like("london"), ["Europe/London"]);
    assert_eq!(zones_like("America/new york"), ["America/New_York"]);
    assert_eq!(calendar("Nowhere", &[]).resolve(), None);
    assert!(zone_database_version().starts_with("20"));
}

#[test]
fn zones_agree_with_the_database() {
    for name in ["Europe/London", "America/St_Johns", "Africa/Casablanca", "Pacific/Apia", "Asia/Kolkata"] {
        let zone = Zone::find(name).unwrap();
        let known = jiff::tz::TimeZone::get(name).unwrap();
        for hour in (0..7_000).map(|step| step * 271) {
            let instant = Instant(hour * 3_600_000_000);
            let (date, time, _) = zone.local(instant);
            let shown = known.to_datetime(jiff::Timestamp::from_microsecond(instant.0).unwrap());
            assert_eq!(format!("{date}T{time}"), shown.strftime("%Y-%m-%dT%H:%M").to_string(), "{name}");
        }
    }
}

/// A calendar with a shift over midnight, closures and single days, in a zone whose clocks change.
fn busy() -> ResolvedCalendar {
    let mut busy = calendar(
        "America/New_York",
        &["mon 22:00..06:00", "tue 08:00..24:00", "wed 00:00..03:00", "sat 20:00..04:00", "sun 01:30..02:30"],
    );
    busy.closures = vec![closed("2026-03-10", "2026-03-12")];
    busy.only = vec![only("2026-03-11", &["22:00..02:00"]), only("2026-11-01", &["00:30..01:30"])];
    ready(&busy)
}

/// Instants of 2026, in microseconds.
fn instants() -> impl Strategy<Value = Instant> {
    (1_767_225_600_i64..1_798_761_600).prop_map(|second| Instant(second * 1_000_000))
}

proptest! {
    #[test]
    fn open_time_adds_up(mut three in prop::array::uniform3(instants())) {
        three.sort();
        let [a, b, c] = three;
        let calendar = busy();
        let (first, second) = (calendar.open_time_between(a, b), calendar.open_time_between(b, c));
        prop_assert_eq!(Duration(first.0 + second.0), calendar.open_time_between(a, c));
    }

    #[test]
    fn questions_agree(instant in instants()) {
        let calendar = busy();
        let open = calendar.is_open(instant);
        prop_assert_eq!(open, calendar.next_open(instant) == Some(instant));
        prop_assert_eq!(open, calendar.next_close(instant) != Some(instant));
        prop_assert_eq!(open, calendar.open_time_between(instant, Instant(instant.0 + 1)) == Duration(1));
        let later = calendar.after_open(instant, length("5h")).unwrap();
        prop_assert_eq!(calendar.open_time_between(instant, later), length("5h"));
    }
}

/// Calendars with closures, single days and open days in rows, in zones whose clocks change, one of them by a whole day.
fn years() -> Vec<ResolvedCalendar> {
    let zones = ["America/New_York", "Pacific/Apia", "America/Havana", "Africa/Casablanca", "UTC"];
    let all: Vec<_> = Weekday::ALL.iter().map(|day| format!("{} 06:00..06:00", day.word())).collect();
    let all: Vec<_> = all.iter().map(String::as_str).collect();
    let shifts: &[&str] =
        &["mon 22:00..06:00", "tue 08:00..24:00", "wed 00:00..03:00", "sun 01:30..02:30", "sun 02:30..03:10"];
    let mut made = Vec::new();
    for (zone, hours) in zones.into_iter().flat_map(|zone| [(zone, shifts), (zone, &all[..]), (zone, &[])]) {
        let mut one = calendar(zone, hours);
        one.closures = vec![closed("2011-12-05", "2011-12-12"), closed("2012-11-03", "2012-11-04")];
        one.closures.push(closed("2012-02-01", "2012-03-20"));
        one.only = vec![
            only("2012-02-20", &["22:00..02:00", "00:00..24:00"]),
            only("2012-02-21", &["00:00..24:00"]),
        ];
        one.only.extend([only("2012-02-22", &[]), only("2012-11-05", &["00:00..24:00"])]);
        one.only.push(only("2012-11-06", &["00:00..12:00", "11:00..05:00"]));
        made.push(ready(&one));
        one.until = Some(date("2012-12-24"));
        made.push(ready(&one));
    }
    made
}

#[test]
fn years_are_looked_through_as_their_hours_are() {
    let (start, end) = (at("2011-11-01T09:17Z"), at("2013-02-01T09:17Z"));
    for calendar in years() {
        let nexts = nexts(&shown(&calendar, start, end));
        let (mut seen, mut from) = (0, start);
        while from < end {
            // Less than a day, so that no midnight is met twice: each is walked span by span.
            let to = Instant(from.0 + 11 * 3_600_000_000);
            seen += calendar.open_time_between(from, to).0;
            assert_eq!(calendar.open_time_between(start, to).0, seen, "{to} {calendar:?}");
            if seen > 0 {
                let after = calendar.after_open(start, Duration(seen)).unwrap();
                assert!(after <= to, "{to} {calendar:?}");
                assert_eq!(calendar.open_time_between(start, after).0, seen);
                assert!(calendar.open_time_between(start, Instant(after.0 - 1)).0 < seen);
            }
            let place = usize::try_from(from.0 / TEN_MINUTES - start.0 / TEN_MINUTES).unwrap();
            let [mut opens, mut closes] = nexts[place];
            *(if calendar.is_open(from) { &mut opens } else { &mut closes }) = Some(from);
            assert_eq!(calendar.next_open(from).filter(|at| *at <= end), opens, "{from} {calendar:?}");
            assert_eq!(calendar.next_close(from).filter(|at| *at <= end), closes, "{from} {calendar:?}");
            from = to;
        }
    }
}

/// Whether it is open at each instant that is the end of ten minutes, from one to another.
fn shown(calendar: &ResolvedCalendar, start: Instant, end: Instant) -> Vec<(Instant, bool)> {
    let steps = (start.0 / TEN_MINUTES + 1..=end.0 / TEN_MINUTES).map(|at| Instant(at * TEN_MINUTES));
    steps.map(|at| (at, calendar.is_open(at))).collect()
}

/// For each of those, and for none of them, the next at which it is open, and at which it is not.
fn nexts(shown: &[(Instant, bool)]) -> Vec<[Option<Instant>; 2]> {
    let mut next = [None; 2];
    let mut nexts = vec![next];
    for (at, open) in shown.iter().rev() {
        next[usize::from(!open)] = Some(*at);
        nexts.push(next);
    }
    nexts.reverse();
    nexts
}

//! Bundles that somebody tampered with and that load: using them takes no longer than their size and what they declare.

use super::forger::sections::Parts;
use super::forging::{blown_up, misshapen, number, text_slot, whole};
use enroute::Bundle;
use enroute::bundle::{About, LoadError, RuleAbout, Scribe};
use enroute::bytecode::{
    Assignment, Atom, AtomId, Inherit, Members, Op, Pc, Policy, Program, Rule, RuleKind, RuleList,
    RuleListId, TextId, VerifyError,
};
use enroute::calendar::{Closure, DaySpan, MOST_SPANS, SingleDay, WeeklySpan};
use enroute::centre::Centre;
use enroute::dispatch::Roster;
use enroute::item::{ReadOptions, Reader};
use enroute::value::{Date, Duration, Instant, Time, Weekday};
use enroute::vm::{Facts, Machine, TraceLevel};
use serde_json::json;

const DAY: i64 = 86_400_000_000;
const MINUTE: i64 = 60_000_000;

/// The beginning of 2000, of which the first Saturday is the first day.
const NOW: Instant = Instant(10_957 * DAY);

/// So many spans of a minute, each with a break after it.
fn spans(many: usize) -> Vec<DaySpan> {
    let times = (0..).map(|place| Time(place * 10 * MINUTE)).take(many);
    times.map(|from| DaySpan { from, to: Time(from.0 + MINUTE) }).collect()
}

/// Does something that must not take long, whatever comes of it.
#[track_caller]
fn at_once<T>(what: impl FnOnce() -> T) -> T {
    let begun = std::time::Instant::now();
    let done = what();
    assert!(begun.elapsed() < std::time::Duration::from_secs(10), "took {:?}", begun.elapsed());
    done
}

fn on(weekday: Weekday, spans: Vec<DaySpan>) -> impl Iterator<Item = WeeklySpan> {
    spans.into_iter().map(move |span| WeeklySpan { weekday, span })
}

fn single(day: i32, spans: Vec<DaySpan>) -> SingleDay {
    SingleDay { date: Date(day), spans, reason: String::new() }
}

#[test]
fn a_day_with_more_hours_than_quarters_of_an_hour_is_refused() {
    let fault = "has more spans on a day than there are quarters of an hour";
    let weekly =
        |many| blown_up(|program| program.calendars[0].weekly = on(Weekday::Monday, spans(many)).collect());
    let only = |many| blown_up(|program| program.calendars[0].only = vec![single(20_000, spans(many))]);
    assert!(weekly(MOST_SPANS).is_ok() && only(MOST_SPANS).is_ok());
    misshapen(weekly(MOST_SPANS + 1), fault);
    misshapen(only(MOST_SPANS + 1), fault);
}

#[test]
fn a_span_that_begins_at_the_end_of_a_day_is_refused() {
    let late = DaySpan { from: Time::END, to: Time(MINUTE) };
    let loaded = blown_up(|program| program.calendars[0].weekly = on(Weekday::Monday, vec![late]).collect());
    misshapen(loaded, "names an impossible time");
}

/// Asks hours of a bundle that loaded.
fn hours(loaded: Result<Bundle, LoadError>, ask: impl Fn(&enroute::calendar::ResolvedCalendar)) {
    let loaded = loaded.unwrap();
    let calendar = loaded.program().calendar(0).unwrap();
    at_once(|| (0..2_000).for_each(|_| ask(calendar)));
}

#[test]
fn closures_on_every_open_day_are_not_gone_through_one_by_one() {
    let loaded = blown_up(|program| {
        let calendar = &mut program.calendars[0];
        calendar.weekly = on(Weekday::Monday, spans(1)).collect();
        let mondays = (0..84_000).map(Date).filter(|day| day.weekday() == Weekday::Monday);
        let closed = |day| Closure { first: day, last: day, reason: String::new() };
        calendar.closures = mondays.take(11_500).map(closed).collect();
    });
    hours(loaded, |calendar| {
        let opens = calendar.next_open(NOW).unwrap();
        assert_eq!(calendar.local(opens), (Date(4 + 7 * 11_500), Time::MIDNIGHT, Weekday::Monday));
        assert!(!calendar.is_open(NOW));
    });
}

#[test]
fn days_that_are_open_throughout_are_not_gone_through_one_by_one() {
    let last = 80_000;
    let loaded = blown_up(|program| {
        program.calendars[0].weekly = on(Weekday::Monday, spans(1)).collect();
        program.calendars[0].only = (0..=last).map(|day| single(day, vec![DaySpan::ALL_DAY])).collect();
    });
    hours(loaded, |calendar| {
        let closes = calendar.next_close(NOW).unwrap();
        assert_eq!(calendar.local(closes), (Date(last + 1), Time::MIDNIGHT, Date(last + 1).weekday()));
    });
}

#[test]
fn open_time_of_many_years_is_not_counted_span_by_span() {
    let loaded = blown_up(|program| {
        let each = |weekday| on(weekday, spans(MOST_SPANS));
        program.calendars[0].weekly = Weekday::ALL.into_iter().flat_map(each).collect();
        program.calendars[0].zone = "Asia/Tokyo".to_owned();
    });
    let (days, a_day) = (70_000, 96 * MINUTE);
    hours(loaded, |calendar| {
        let end = Instant(NOW.0 + days * DAY);
        assert_eq!(calendar.open_time_between(NOW, end), Duration(days * a_day));
        let after = calendar.after_open(NOW, Duration(days * a_day)).unwrap();
        assert!(after <= end && calendar.open_time_between(NOW, after) == Duration(days * a_day));
    });
}

#[test]
fn members_by_id_are_looked_up_however_many_a_queue_has() {
    let loaded = blown_up(|program| {
        let ids = (0..200_000).map(|number| format!("agent-{number:>9}")).collect();
        program.desk.queues[0].members = Members::Agents(ids);
    });
    let loaded = loaded.unwrap();
    let agents: Vec<_> =
        (0..3_000).map(|number| json!({ "id": format!("agent-{:>9}", 199_999 - number) })).collect();
    let roster: Roster = serde_json::from_value(json!(agents)).unwrap();
    let opened = at_once(|| Centre::new(&loaded).open(&roster, NOW).map(|_| ()));
    assert!(opened.is_ok(), "{:?}", opened.err());
}

#[test]
fn a_field_is_found_by_its_name_though_others_share_theirs() {
    let (bundle, _) = whole();
    let mut schema = bundle.schema().clone();
    let many = 20_000;
    let record = schema.workstreams[0].record;
    let fields = &mut schema.records[usize::try_from(record).unwrap()].fields;
    let field = fields.iter().find(|field| field.key == "number").unwrap().clone();
    for place in 0..many {
        fields.push(enroute::bytecode::FieldShape { key: format!("k{place}"), ..field.clone() });
    }
    fields.push(field);
    let (reader, mut item) = (Reader::new(&schema), String::from(r#"{"workstream": "desk""#));
    item.extend((0..many).rev().map(|place| format!(r#","k{place}": null"#)));
    item.push_str(r#","number": 7}"#);
    let mut frame = reader.frame();
    at_once(|| reader.json(item.as_bytes(), &ReadOptions::default(), &mut frame)).unwrap();
}

/// A bundle of a program that has other rules than its sources.
fn told(program: Program, about: &About) -> Result<Bundle, VerifyError> {
    let mut scribe = Scribe::default();
    for _ in &program.rules {
        scribe
            .rule(&RuleAbout { address: "a.#1", name: "#1", place: about.book.rule(0).unwrap().place }, None);
    }
    let bundle = Bundle::new(program, About { book: scribe.finish(), ..about.clone() })?;
    Ok(Bundle::load(&bundle.write()).unwrap())
}

/// Adds code of so many tests, one after the other; where it begins.
fn long_code(program: &mut Program, many: usize, atom: AtomId) -> Pc {
    let (first, end) = (number(program.code.len()), number(program.code.len() + many));
    let tests = (first..end).map(|at| Op::Test { atom, yes: Pc(at + 1), no: Pc(end) });
    program.code.extend(tests);
    program.code.push(Op::No {});
    Pc(first)
}

/// Adds as many rules as there are guards, and an assignment that finds agents by them.
fn assigned_by(program: &mut Program, guards: impl Iterator<Item = Pc>) {
    let first = number(program.rules.len());
    program.rules.extend(guards.map(|guard| Rule {
        guard: Some(guard),
        first_action: 0,
        action_count: 0,
        first_key: 0,
        key_count: 0,
    }));
    let count = number(program.rules.len()) - first;
    let mut list = |kind| {
        program.rule_lists.push(RuleList { kind, policy: Policy::All, first, count, cost: 0 });
        RuleListId(number(program.rule_lists.len() - 1))
    };
    let (when, who) = (list(RuleKind::When), list(RuleKind::Who));
    program.desk.assignments.push(Assignment {
        text: String::new(),
        inherit: Inherit::default(),
        when,
        who,
        orders: vec![Vec::new(); count as usize],
    });
}

#[test]
fn code_that_many_rules_share_is_studied_once() {
    let (bundle, _) = whole();
    let mut program = bundle.program().program().clone();
    let guard = long_code(&mut program, 20_000, AtomId(0));
    assigned_by(&mut program, std::iter::repeat_n(guard, 20_000));
    let assignment = program.desk.assignments[0].clone();
    program.desk.assignments.resize(2_000, Assignment { orders: assignment.orders.clone(), ..assignment });
    program.weigh();
    let bundle = told(program, bundle.about()).unwrap();
    at_once(|| drop(Centre::new(&bundle)));
}

#[test]
fn rules_that_begin_everywhere_in_the_same_code_are_refused() {
    let (bundle, _) = whole();
    let mut program = bundle.program().program().clone();
    let Pc(first) = long_code(&mut program, 20_000, AtomId(0));
    assigned_by(&mut program, (first..first + 20_000).map(Pc));
    program.weigh();
    match told(program, bundle.about()) {
        Err(VerifyError::Misshapen { fault, .. }) => {
            assert_eq!(fault, "has too many rules that share their code");
        }
        other => panic!("{:?}", other.map(|bundle| bundle.needs())),
    }
}

#[test]
fn a_list_that_many_tests_share_is_not_written_out_for_each() {
    let loaded = blown_up(|program| {
        let first = number(program.schema.texts.len());
        program.schema.texts.extend((0..5_000).map(|text| format!("text {text}")));
        program.schema.texts.push("long".repeat(5_000));
        let texts = (first..=first + 5_000).rev().map(TextId).collect();
        let atom = AtomId(number(program.atoms.len()));
        program.atoms.push(Atom::TextIn { slot: text_slot(program), texts, exact: true });
        long_code(program, 20_000, atom);
    });
    let loaded = loaded.unwrap();
    let (listing, bytes) = (at_once(|| loaded.listing()), loaded.write().len());
    assert!(listing.len() < bytes * 100, "{} for {bytes}", listing.len());
    assert!(listing.contains("\"text 4999\"") && listing.contains(" and 4989 more"));
}

/// The number of the section in which the rules are kept for people.
const RECORDS: usize = 7;

/// The bundle with the condition of its first rule given to all.
fn conditions_shared(parts: &Parts) -> Parts {
    let (mut parts, old) = (parts.clone(), &parts.sections[RECORDS]);
    let word = |at: usize| u32::from_le_bytes(old[at * 4..at * 4 + 4].try_into().unwrap()) as usize;
    let count = word(0);
    let records = &old[(count + 1) * 4..];
    let (mut starts, mut made) = (Vec::new(), Vec::new());
    for place in 1..=count {
        let end = if place < count { word(place + 1) } else { records.len() };
        let mut record = records[word(place)..end].to_vec();
        record.pop();
        while record.last().is_some_and(|byte| byte & 0x80 != 0) {
            record.pop();
        }
        starts.push(number(made.len()));
        made.extend(record.into_iter().chain([1]));
    }
    let head = [number(count)].into_iter().chain(starts).flat_map(u32::to_le_bytes);
    parts.sections[RECORDS] = head.chain(made).collect();
    parts
}

#[test]
fn rules_do_not_share_the_conditions_that_are_told_of_them() {
    let (_, parts) = whole();
    misshapen(Bundle::load(&conditions_shared(&parts).sealed()), "cannot be read");
}

#[test]
fn a_trace_tells_the_conditions_of_a_bundle_that_nobody_forged() {
    let (bundle, _) = whole();
    let mut frame = Reader::new(bundle.schema()).frame();
    let item = r#"{"workstream": "desk", "title": "urgent", "number": 3}"#;
    Reader::new(bundle.schema()).json(item.as_bytes(), &ReadOptions::default(), &mut frame).unwrap();
    let decision = Machine::new(&bundle).decide(&mut frame, &Facts::at(NOW), TraceLevel::Everything);
    let trace = decision.trace.unwrap();
    assert!(trace.len() >= 5 && trace.iter().all(|rule| rule.clauses.is_some()), "{trace:#?}");
}

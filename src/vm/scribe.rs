//! Decisions as JSON, without making the decision first: what is the same for every item is written once and copied.

use super::decision::DECISION_VERSION;
use super::json::Settings;
use super::machine::Machine;
use super::outcome::{Candidate, Outcome, Why};
use super::report::{self, Report};
use super::rule_name::RuleName;
use super::split::{self, Hex};
use super::written::Written;
use crate::bundle::{Bundle, Declared};
use crate::bytecode::{ANY_LEVEL, Demand, MISSING, Overflow, RuleId, Slot, Workstream};
use crate::item::Frame;
use crate::value::Duration;
use serde::{Serialize, Serializer};
use std::collections::HashMap;
use std::fmt::Display;
use std::ops::Range;

/// Writes decisions as JSON, letter for letter as serde writes a [`super::Decision`] without a trace. It keeps its
/// memory between them: once every rule was written, it takes no more.
#[derive(Debug)]
pub struct Scribe<'b> {
    bundle: &'b Bundle,
    /// Every text that was written once.
    kept: Vec<u8>,
    rules: Vec<Option<Range<usize>>>,
    settings: Vec<Option<Range<usize>>>,
    /// Where each path was set last, while an item's values are written.
    last: HashMap<&'b str, usize>,
}

impl<'b> Scribe<'b> {
    /// A scribe for decisions by that bundle.
    #[must_use]
    pub fn new(bundle: &'b Bundle) -> Self {
        let about = bundle.about();
        let (rules, settings) =
            (vec![None; bundle.program().program().rules.len()], vec![None; about.workstreams.len()]);
        Self { bundle, kept: Vec::new(), rules, settings, last: HashMap::default() }
    }

    /// Appends what the machine settled last, for the item in that frame, to `out`: one JSON object, no line break.
    pub fn write(&mut self, machine: &Machine<'_>, frame: &Frame, out: &mut Vec<u8>) {
        let outcome = machine.outcome();
        let report = Report { bundle: self.bundle, frame, outcome };
        self.head(&report, out);
        self.sets(&report, out);
        self.demands(&report, out);
        self.matched(outcome, out);
        self.tail(&report, out);
    }

    fn head(&mut self, report: &Report<'_>, out: &mut Vec<u8>) {
        let (about, outcome) = (self.bundle.about(), report.outcome);
        put(out, b"{\"version\":", &DECISION_VERSION);
        put(out, b",\"id\":", report.frame.id());
        put(out, b",\"workstream\":", &outcome.workstream.and_then(|place| name(&about.workstreams, place)));
        out.extend_from_slice(b",\"intake\":");
        self.some_rule(outcome.intake, out);
        put(out, b",\"queue\":", &outcome.queue.and_then(|place| name(&about.queues, place)));
        let rule = outcome.rule.map(|rule| about.rule(rule).map_or("", |rule| rule.name));
        put(out, b",\"rule\":", &rule);
        self.reason(report, out);
    }

    fn reason(&mut self, report: &Report<'_>, out: &mut Vec<u8>) {
        match report.outcome.why {
            Why::Rule => out.extend_from_slice(b",\"reason\":{\"kind\":\"rule\"}"),
            Why::Split(hash) => {
                put(out, b",\"reason\":{\"kind\":\"split\",\"bucket\":", &split::bucket(hash));
                say(out, b",\"hash\":", &Hex(hash));
                out.push(b'}');
            }
            Why::Overflow { queue, rule } => {
                let queue = name(&self.bundle.about().queues, queue).unwrap_or_default();
                put(out, b",\"reason\":{\"kind\":\"overflow\",\"queue\":", queue);
                out.extend_from_slice(b",\"rule\":");
                self.rule(rule, out);
                overflow_action(report, rule, out);
                out.push(b'}');
            }
            Why::Fallback | Why::Bot | Why::NotRouted(_) => put(out, b",\"reason\":", &report.reason()),
        }
    }

    /// The values in force by place, in order of the first setting, and then each change.
    fn sets(&mut self, report: &Report<'_>, out: &mut Vec<u8>) {
        let sets = &report.outcome.sets;
        out.extend_from_slice(b",\"set\":{");
        let mut first = true;
        self.last.clear();
        for (at, (slot, ..)) in sets.iter().enumerate() {
            let path = self.path(*slot);
            self.last.insert(path, at);
        }
        for (slot, ..) in sets {
            let path = self.path(*slot);
            if let Some((slot, value, _)) = self.last.remove(path).and_then(|at| sets.get(at)) {
                comma(&mut first, out);
                put(out, b"", path);
                put(out, b":", &Written::new(report.program(), report.frame, *slot, *value));
            }
        }
        out.extend_from_slice(b"},\"changes\":[");
        let mut first = true;
        for (slot, value, rule) in sets {
            comma(&mut first, out);
            put(out, b"{\"path\":", self.path(*slot));
            put(out, b",\"value\":", &Written::new(report.program(), report.frame, *slot, *value));
            out.extend_from_slice(b",\"rule\":");
            self.rule(*rule, out);
            out.push(b'}');
        }
        out.push(b']');
    }

    fn path(&self, slot: Slot) -> &'b str {
        self.bundle.about().paths.get(slot.index()).map_or("", |path| path)
    }

    fn demands(&self, report: &Report<'_>, out: &mut Vec<u8>) {
        let (known, about) = (report.program().known, self.bundle.about());
        out.extend_from_slice(b",\"skills\":[");
        let mut first = true;
        for (place, skill) in (0..known.skill_count).zip(&about.skills) {
            let level = report.frame.get(Slot(known.skills.0.saturating_add(place)));
            if level != MISSING {
                comma(&mut first, out);
                put(out, b"{\"skill\":", &*skill.name);
                put(out, b",\"level\":", &(level != ANY_LEVEL).then_some(level));
                out.push(b'}');
            }
        }
        out.push(b']');
        match report.workstream() {
            Some(workstream) => self.capacity(report, workstream, out),
            None => out.extend_from_slice(b",\"capacity\":{\"units\":null,\"profiles\":[]}"),
        }
    }

    fn capacity(&self, report: &Report<'_>, workstream: &Workstream, out: &mut Vec<u8>) {
        let units = match workstream.capacity {
            Demand::Units(units) => Some(units),
            Demand::Profile(_) => None,
        };
        put(out, b",\"capacity\":{\"units\":", &units);
        out.extend_from_slice(b",\"profiles\":[");
        let mut first = true;
        for profile in
            report.profiles(workstream).filter_map(|place| name(&self.bundle.about().profiles, place))
        {
            comma(&mut first, out);
            put(out, b"", profile);
        }
        out.extend_from_slice(b"]}");
    }

    fn matched(&mut self, outcome: &Outcome, out: &mut Vec<u8>) {
        out.extend_from_slice(b",\"matched\":[");
        let mut first = true;
        for Candidate { rule, queue, overflow, .. } in &outcome.matched {
            comma(&mut first, out);
            out.extend_from_slice(b"{\"rule\":");
            self.rule(*rule, out);
            let queue = queue.map(|queue| name(&self.bundle.about().queues, queue).unwrap_or_default());
            put(out, b",\"queue\":", &queue);
            out.extend_from_slice(b",\"overflow\":");
            self.some_rule(*overflow, out);
            out.push(b'}');
        }
        out.push(b']');
    }

    fn tail(&mut self, report: &Report<'_>, out: &mut Vec<u8>) {
        let (send, workstream) = (report.send(), report.workstream());
        out.extend_from_slice(b",\"urgency\":[");
        let mut first = true;
        for step in report::urgency(send) {
            comma(&mut first, out);
            put(out, b"", &step);
        }
        out.extend_from_slice(b"],\"agent\":");
        agent(send.and_then(|send| report.agent(send)), out);
        put(out, b",\"assignment\":", &send.and_then(|send| send.assignment.as_deref()));
        let bot = workstream.and_then(|workstream| name(&self.bundle.about().bots, workstream.bot?));
        put(out, b",\"bot\":", &bot);
        out.extend_from_slice(b",\"settings\":");
        self.settings(report.outcome.workstream, out);
        out.extend_from_slice(b",\"problems\":[");
        let mut first = true;
        for problem in report.problems() {
            comma(&mut first, out);
            put(out, b"{\"path\":", problem.path());
            say(out, b",\"message\":", &problem);
            out.push(b'}');
        }
        put(out, b"],\"bundle\":", &**self.bundle.digest());
        out.push(b'}');
    }

    fn some_rule(&mut self, rule: Option<RuleId>, out: &mut Vec<u8>) {
        match rule {
            Some(rule) => self.rule(rule, out),
            None => out.extend_from_slice(b"null"),
        }
    }

    /// A rule with its place; written out when it is met for the first time.
    fn rule(&mut self, rule: RuleId, out: &mut Vec<u8>) {
        let Some(place) = self.rules.get_mut(rule.index()) else {
            return put(out, b"", &RuleName::unknown());
        };
        let bundle = self.bundle;
        let range = place.get_or_insert_with(|| keep(&mut self.kept, &report::rule_name(bundle, rule)));
        out.extend_from_slice(self.kept.get(range.clone()).unwrap_or_default());
    }

    /// The settings of a workstream; likewise.
    fn settings(&mut self, workstream: Option<u32>, out: &mut Vec<u8>) {
        let place = workstream.and_then(|place| usize::try_from(place).ok());
        let Some((at, range)) = place.and_then(|at| Some((at, self.settings.get_mut(at)?))) else {
            out.extend_from_slice(b"{}");
            return;
        };
        let declared = self.bundle.about().workstreams.get(at);
        let settings = declared.map_or(&[][..], |declared| &declared.settings);
        let range = range.get_or_insert_with(|| keep(&mut self.kept, &Settings(settings)));
        out.extend_from_slice(self.kept.get(range.clone()).unwrap_or_default());
    }
}

/// Writes `value` behind what is kept, and says where it stands.
fn keep(kept: &mut Vec<u8>, value: &impl Serialize) -> Range<usize> {
    let start = kept.len();
    put(kept, b"", value);
    start..kept.len()
}

fn put<T: Serialize + ?Sized>(out: &mut Vec<u8>, before: &[u8], value: &T) {
    out.extend_from_slice(before);
    // Writing to memory cannot fail.
    let _ = serde_json::to_writer(out, value);
}

/// The same for what is shown as a text.
fn say(out: &mut Vec<u8>, before: &[u8], shown: &impl Display) {
    out.extend_from_slice(before);
    let _ = serde_json::Serializer::new(out).collect_str(shown);
}

fn overflow_action(report: &Report<'_>, rule: RuleId, out: &mut Vec<u8>) {
    let overflow = report.overflow(rule);
    if let Overflow::External(number) = overflow {
        put(out, b",\"action\":{\"external\":", number);
        out.push(b'}');
    } else {
        put(out, b",\"action\":", &report.action(overflow));
    }
}

/// The agent that is asked first.
fn agent(agent: Option<(&str, Option<i64>)>, out: &mut Vec<u8>) {
    let Some((id, lasting)) = agent else { return out.extend_from_slice(b"null") };
    put(out, b"{\"id\":", id);
    match lasting {
        Some(lasting) => say(out, b",\"lasting\":", &Duration(lasting)),
        None => out.extend_from_slice(b",\"lasting\":null"),
    }
    out.push(b'}');
}

fn comma(first: &mut bool, out: &mut Vec<u8>) {
    if !std::mem::take(first) {
        out.push(b',');
    }
}

fn name(declared: &[Declared], place: u32) -> Option<&str> {
    declared.get(usize::try_from(place).ok()?).map(|one| &*one.name)
}

use super::crew::Crew;
use super::given;
use super::play;
use super::report::{Failed, TestKind, TestReport, TestResult};
use crate::bundle::Bundle;
use crate::codegen::Expected;
use crate::engine::Compiled;
use crate::hir::{Expectation, Scenario, Test};
use crate::item::{Frame, ItemError, Reader};
use crate::source::Span;
use crate::vm::{ClauseTrace, Decision, Machine, RuleName, RuleState, RuleTrace, Seen, Shown, TraceLevel};

/// Runs the tests and scenarios of a program, those whose title contains `filter` if there is one.
///
/// `compiled` comes from [`crate::engine::compile_with_tests`]; a program with errors has no tests to run.
#[must_use]
pub fn run(compiled: &Compiled, filter: Option<&str>) -> TestReport {
    run_with(compiled, filter, Crew::ALONE)
}

/// The same by a crew; the report is the same for any.
#[must_use]
pub fn run_with(compiled: &Compiled, filter: Option<&str>, crew: Crew<'_>) -> TestReport {
    let Some(bundle) = &compiled.bundle else {
        return TestReport::default();
    };
    let program = &compiled.checked.program;
    let tests = program.tests.iter().zip(&compiled.tests).map(|(test, expected)| Job::Test(test, expected));
    let all: Vec<_> = tests.chain(program.scenarios.iter().map(|scenario| Job::Scenario(scenario))).collect();
    let is_wanted = |job: &&Job<'_>| filter.is_none_or(|filter| job.title().contains(filter));
    let wanted: Vec<_> = all.iter().filter(is_wanted).collect();
    let hand = || {
        let reader = Reader::new(bundle.schema());
        Runner { compiled, bundle, frame: reader.frame(), reader, machine: Machine::new(bundle) }
    };
    let (results, _) = crew.work(&wanted, &hand, &|runner, job| match job {
        Job::Test(test, expected) => runner.one(test, expected),
        Job::Scenario(scenario) => play::scenario(compiled, bundle, scenario),
    });
    TestReport { results, skipped: all.len() - wanted.len() }
}

/// How many tests and scenarios [`run_with`] would run.
#[must_use]
pub fn count(compiled: &Compiled, filter: Option<&str>) -> usize {
    let program = &compiled.checked.program;
    let tests = program.tests.iter().map(|test| &test.title);
    let titles = tests.chain(program.scenarios.iter().map(|scenario| &scenario.title));
    titles.filter(|title| filter.is_none_or(|filter| title.contains(filter))).count()
}

/// What is to be run.
enum Job<'c> {
    Test(&'c Test, &'c [Expected]),
    Scenario(&'c Scenario),
}

impl Job<'_> {
    fn title(&self) -> &str {
        match self {
            Self::Test(test, _) => &test.title,
            Self::Scenario(scenario) => &scenario.title,
        }
    }
}

/// What is said of the rule that decided.
const DECIDED: &str = "this rule decided it";

struct Runner<'c> {
    compiled: &'c Compiled,
    bundle: &'c Bundle,
    reader: Reader,
    frame: Frame,
    machine: Machine<'c>,
}

impl Runner<'_> {
    fn one(&mut self, test: &Test, expected: &[Expected]) -> TestResult {
        let (failed, decision) = match self.decide(test, TraceLevel::Off) {
            Ok(decision) if expected.iter().all(|one| self.holds(one)) => (Vec::new(), Some(decision)),
            // Only a failure is worth a trace.
            Ok(_) => self.explain(test, expected),
            Err(error) => (vec![unread(test, &error)], None),
        };
        TestResult {
            kind: TestKind::Test,
            title: test.title.clone(),
            within: Some(test.within.clone()),
            span: test.span,
            whole: test.whole,
            failed,
            decision,
        }
    }

    fn decide(&mut self, test: &Test, level: TraceLevel) -> Result<Decision, ItemError> {
        let program = &self.compiled.checked.program;
        given::read(program, test, &self.reader, &mut self.frame)?;
        Ok(self.machine.decide(&mut self.frame, &given::facts(program, test), level))
    }

    fn holds(&mut self, expected: &Expected) -> bool {
        match expected {
            Expected::Holds { entry, .. } => self.machine.holds(&mut self.frame, *entry),
            Expected::Fired { rule, negated } => self.machine.fired(*rule) != *negated,
        }
    }

    /// Decides once more, writing down why, and says what did not hold.
    fn explain(&mut self, test: &Test, expected: &[Expected]) -> (Vec<Failed>, Option<Decision>) {
        match self.decide(test, TraceLevel::Clauses) {
            Ok(mut decision) => {
                let asked = test.expect.iter().zip(expected);
                let failed = asked.filter_map(|(written, compiled)| self.ask(written, compiled, &decision));
                let failed: Vec<_> = failed.collect();
                keep_blamed(&mut decision, &failed);
                (failed, Some(decision))
            }
            Err(error) => (vec![unread(test, &error)], None),
        }
    }

    /// What is wrong with one expectation, if it does not hold.
    fn ask(&mut self, written: &Expectation, compiled: &Expected, decision: &Decision) -> Option<Failed> {
        let (span, words) = match written {
            Expectation::Holds { condition, words } => (condition.span, words.as_deref()),
            Expectation::Fired { span, .. } => (*span, None),
        };
        match compiled {
            Expected::Holds { entry, clause } => {
                if self.machine.holds(&mut self.frame, *entry) {
                    return None;
                }
                let clause = self.machine.explain(&mut self.frame, *clause);
                Some(self.not_so((span, words), &clause, decision))
            }
            Expected::Fired { rule, negated } => {
                let about = self.bundle.about().rule(*rule)?;
                let trace = decision.trace.as_deref().unwrap_or_default();
                let found = trace.iter().find(|trace| trace.rule.address() == about.address);
                let fired = found.is_some_and(|trace| trace.state == RuleState::Applied);
                (fired == *negated).then(|| {
                    let wish = if *negated { "not to be applied" } else { "to be applied" };
                    fired_otherwise(span, format!("rule {} {wish}", about.address), found, trace)
                })
            }
        }
    }

    fn not_so(
        &self,
        (span, words): (Span, Option<&str>),
        clause: &ClauseTrace,
        decision: &Decision,
    ) -> Failed {
        let seen: Vec<_> = values(clause).into_iter().map(|seen| in_words(seen, decision)).collect();
        let mut got: Vec<_> = seen.iter().map(Seen::to_string).collect();
        // A count of problems says nothing without them.
        if seen.iter().any(|seen| &*seen.path == "problems") {
            got.extend(decision.problems.iter().map(|problem| problem.message.clone()));
        }
        Failed {
            span,
            expected: words.map_or_else(|| self.written(span), str::to_owned),
            got: if got.is_empty() { "it does not hold".to_owned() } else { got.join(", ") },
            decided_by: seen.iter().find_map(|seen| origin(seen, decision)),
            blame: DECIDED,
            seen,
            line: None,
            before: Vec::new(),
        }
    }

    fn written(&self, span: Span) -> String {
        self.compiled.checked.sources.text(span).to_owned()
    }
}

/// Forgets what became of rules that no failure speaks of: there may be thousands of both.
fn keep_blamed(decision: &mut Decision, failed: &[Failed]) {
    let is_blamed = |trace: &RuleTrace| failed.iter().any(|one| one.decided_by.as_ref() == Some(&trace.rule));
    if let Some(trace) = &mut decision.trace {
        trace.retain(is_blamed);
    }
}

/// The item of a test cannot be read.
fn unread(test: &Test, error: &ItemError) -> Failed {
    Failed {
        span: test.span,
        expected: "an item that can be decided".to_owned(),
        got: error.to_string(),
        seen: Vec::new(),
        decided_by: None,
        blame: "",
        line: None,
        before: Vec::new(),
    }
}

/// A rule that should have been applied and was not, or the other way round.
fn fired_otherwise(span: Span, expected: String, found: Option<&RuleTrace>, trace: &[RuleTrace]) -> Failed {
    let state = found.map_or(RuleState::NotReached, |found| found.state);
    let missed = found.filter(|_| state == RuleState::NotMatched);
    let seen: Vec<_> = missed.and_then(|rule| rule.clauses.as_ref()).map(values).unwrap_or_default();
    let words: Vec<_> = seen.iter().map(Seen::to_string).collect();
    let got = match state {
        RuleState::NotReached => "it was not reached".to_owned(),
        RuleState::NotMatched if words.is_empty() => "its condition did not hold".to_owned(),
        RuleState::NotMatched => format!("its condition did not hold: {}", words.join(", ")),
        RuleState::Matched => "it matched, and another was applied".to_owned(),
        RuleState::Applied => "it was applied".to_owned(),
    };
    let instead = found.and_then(|found| {
        let alike =
            |other: &&RuleTrace| other.state == RuleState::Applied && other.rule.list() == found.rule.list();
        trace.iter().find(alike).map(|other| other.rule.clone())
    });
    let (decided_by, blame) = match (missed, instead) {
        (Some(rule), _) => (Some(rule.rule.clone()), "this condition did not hold"),
        (None, Some(instead)) => (Some(instead), DECIDED),
        (None, None) => (found.map(|found| found.rule.clone()), DECIDED),
    };
    Failed { span, expected, got, seen, decided_by, blame, line: None, before: Vec::new() }
}

/// All values that a condition saw, each place once.
fn values(clause: &ClauseTrace) -> Vec<Seen> {
    let mut found: Vec<Seen> = Vec::new();
    let mut waiting = vec![clause];
    while let Some(clause) = waiting.pop() {
        for seen in &clause.seen {
            if !found.contains(seen) {
                found.push(seen.clone());
            }
        }
        waiting.extend(clause.parts.iter().rev());
    }
    found
}

/// A fact of the decision by its name; the machine keeps it as a number.
fn in_words(seen: Seen, decision: &Decision) -> Seen {
    let name = match (&*seen.path, &seen.value) {
        ("queue", Shown::Int(_)) => decision.queue.as_ref(),
        ("workstream", Shown::Int(_)) => decision.workstream.as_ref(),
        ("bot", Shown::Int(_)) => decision.bot.as_ref(),
        _ => None,
    };
    match name {
        Some(name) => Seen { value: Shown::Text(name.to_string()), ..seen },
        None => seen,
    }
}

/// The rule that gave a place the value seen there: the one that set it, or the one that chose the queue.
fn origin(seen: &Seen, decision: &Decision) -> Option<RuleName> {
    let set = decision.set.iter().rev().find(|change| change.path == seen.path);
    let routed = || match &seen.value {
        Shown::Text(queue) if decision.queue.as_deref() == Some(queue) => decision.rule.clone(),
        Shown::Text(_) | Shown::Missing | Shown::Bool(_) | Shown::Int(_) | Shown::List(_) => None,
    };
    set.map(|change| change.rule.clone()).or_else(routed)
}

use super::given;
use super::report::{Failed, TestReport, TestResult};
use crate::bundle::Bundle;
use crate::codegen::Expected;
use crate::engine::Compiled;
use crate::hir::{Expectation, Test};
use crate::item::{Frame, ReadOptions, Reader};
use crate::source::Span;
use crate::vm::{ClauseTrace, Decision, Machine, RuleName, RuleState, RuleTrace, Seen, Shown, TraceLevel};

/// Runs the tests of a program, those whose title contains `filter` if there is one.
///
/// `compiled` comes from [`crate::engine::compile_with_tests`]; a program with errors has no tests to run.
#[must_use]
pub fn run(compiled: &Compiled, filter: Option<&str>) -> TestReport {
    let Some(bundle) = &compiled.bundle else {
        return TestReport::default();
    };
    let mut report = TestReport::default();
    let mut runner = Runner {
        compiled,
        bundle,
        reader: Reader::new(bundle.schema()),
        frame: Frame::new(bundle.schema()),
        machine: Machine::new(bundle),
    };
    for (test, expected) in compiled.checked.program.tests.iter().zip(&compiled.tests) {
        if filter.is_some_and(|filter| !test.title.contains(filter)) {
            report.skipped += 1;
        } else {
            report.results.push(runner.one(test, expected));
        }
    }
    report
}

struct Runner<'c> {
    compiled: &'c Compiled,
    bundle: &'c Bundle,
    reader: Reader,
    frame: Frame,
    machine: Machine<'c>,
}

impl Runner<'_> {
    fn one(&mut self, test: &Test, expected: &[Expected]) -> TestResult {
        let program = &self.compiled.checked.program;
        let result =
            |failed, decision| TestResult { title: test.title.clone(), span: test.span, failed, decision };
        let item = given::item(program, test);
        if let Err(error) = self.reader.item(&item, &ReadOptions::default(), &mut self.frame) {
            let failed = Failed {
                span: test.span,
                expected: "an item that can be decided".to_owned(),
                got: error.to_string(),
                seen: Vec::new(),
                decided_by: None,
            };
            return result(vec![failed], None);
        }
        let facts = given::facts(program, test);
        let decision = self.machine.decide(&mut self.frame, &facts, TraceLevel::Clauses);
        let asked = test.expect.iter().zip(expected);
        let failed = asked.filter_map(|(written, compiled)| self.ask(written, compiled, &decision)).collect();
        result(failed, Some(decision))
    }

    /// What is wrong with one expectation, if it does not hold.
    fn ask(&mut self, written: &Expectation, compiled: &Expected, decision: &Decision) -> Option<Failed> {
        let span = match written {
            Expectation::Holds(condition) => condition.span,
            Expectation::Fired { span, .. } => *span,
        };
        match compiled {
            Expected::Holds { entry, clause } => {
                if self.machine.holds(&mut self.frame, *entry) {
                    return None;
                }
                let clause = self.machine.explain(&mut self.frame, *clause);
                Some(self.not_so(span, &clause, decision))
            }
            Expected::Fired { rule, negated } => {
                let address = self.bundle.about().rules.get(rule.index())?.address.clone();
                let trace = decision.trace.iter().flatten().find(|trace| trace.rule.address == address);
                let fired = trace.is_some_and(|trace| trace.state == RuleState::Applied);
                (fired == *negated).then(|| self.fired(span, trace))
            }
        }
    }

    fn not_so(&self, span: Span, clause: &ClauseTrace, decision: &Decision) -> Failed {
        let seen: Vec<_> = values(clause).into_iter().map(|seen| in_words(seen, decision)).collect();
        let words: Vec<_> = seen.iter().map(|seen| format!("{} is {}", seen.path, seen.value)).collect();
        Failed {
            span,
            expected: self.written(span),
            got: if words.is_empty() { "it does not hold".to_owned() } else { words.join(", ") },
            decided_by: seen.iter().find_map(|seen| origin(seen, decision)),
            seen,
        }
    }

    fn fired(&self, span: Span, trace: Option<&RuleTrace>) -> Failed {
        let got = match trace.map(|trace| trace.state) {
            None | Some(RuleState::NotReached) => "the rule was not reached",
            Some(RuleState::NotMatched) => "the rule's condition did not hold",
            Some(RuleState::Matched) => "the rule matched, but another was applied",
            Some(RuleState::Applied) => "the rule was applied",
        };
        let clauses = trace.and_then(|trace| trace.clauses.as_ref());
        let not_matched = trace.is_some_and(|trace| trace.state == RuleState::NotMatched);
        Failed {
            span,
            expected: self.written(span),
            got: got.to_owned(),
            seen: clauses.filter(|_| not_matched).map(values).unwrap_or_default(),
            decided_by: trace.map(|trace| trace.rule.clone()),
        }
    }

    fn written(&self, span: Span) -> String {
        self.compiled.checked.sources.text(span).to_owned()
    }
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

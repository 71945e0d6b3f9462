use super::generator::Generator;
use super::output::Expected;
use crate::bytecode::{Pc, RuleId};
use crate::hir::{self, Expectation};

impl Generator<'_> {
    /// Compiles what the tests expect; their entries go to `entries`.
    pub(super) fn expectations(&mut self, entries: &mut Vec<Pc>) -> Vec<Vec<Expected>> {
        let tests = &self.program.tests;
        tests
            .iter()
            .map(|test| test.expect.iter().filter_map(|one| self.expected(one, entries)).collect())
            .collect()
    }

    fn expected(&mut self, expectation: &Expectation, entries: &mut Vec<Pc>) -> Option<Expected> {
        match expectation {
            Expectation::Holds { condition, .. } => self.held(condition, entries),
            Expectation::Fired { rule: (owner, list, name), negated, .. } => {
                let rule = self.rule_called(owner, list, name)?;
                Some(Expected::Fired { rule, negated: *negated })
            }
        }
    }

    fn held(&mut self, expr: &hir::Expr, entries: &mut Vec<Pc>) -> Option<Expected> {
        self.begin();
        let (guard, clause) = self.guard(Some(expr), Vec::new(), expr.span);
        let entry = u32::try_from(entries.len()).ok()?;
        let (guard, clause) = guard.zip(clause)?;
        entries.push(guard);
        Some(Expected::Holds { entry, clause: self.words.scribe.expected(clause) })
    }

    /// The rule of that address; the rules of an intake are known by their own name too.
    fn rule_called(&self, owner: &str, list: &str, name: &str) -> Option<RuleId> {
        let same = |one: &&(String, String, String)| one.0 == owner && one.1 == list && one.2 == name;
        let near = |one: &&(String, String, String)| one.1 == list && one.2 == name;
        let place = |wanted: &dyn Fn(&&(String, String, String)) -> bool| {
            self.names.iter().position(|one| wanted(&one))
        };
        let found = place(&same).or_else(|| place(&near).filter(|_| list == "intake"))?;
        u32::try_from(found).ok().map(RuleId)
    }
}

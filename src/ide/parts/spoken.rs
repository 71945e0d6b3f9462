use super::declared::{Parts, Role};
use crate::syntax::ast::{self, Clause, ClauseKind, Expr, ExprKind, Rule, Target};

/// What rules, conditions and values are made of.
impl Parts {
    pub(super) fn rules(&mut self, rules: &[Rule]) {
        for rule in rules {
            self.nodes.push(rule.span);
            self.nodes.extend(rule.label.iter().map(|label| label.span));
            if let Some(ast::Guard::When(condition)) = &rule.guard {
                self.expr(condition);
            }
            rule.clauses.iter().for_each(|clause| self.clause(clause));
        }
    }

    fn clause(&mut self, clause: &Clause) {
        self.nodes.push(clause.span);
        match &clause.kind {
            ClauseKind::Set { fields, value, .. } => {
                for path in fields {
                    self.path(path);
                }
                self.written.extend(fields.iter().filter_map(|path| path.words.last()).map(|word| word.span));
                self.expr(value);
            }
            ClauseKind::Require { skill, level } => {
                self.name(skill);
                self.exprs(level);
            }
            ClauseKind::Hold(profile) => self.name(profile),
            ClauseKind::To(target) => self.target(target),
            ClauseKind::Urgency(steps) => steps.iter().for_each(|step| {
                self.expr(&step.value);
                self.exprs(&step.after);
            }),
            ClauseKind::Overflow(rules) => self.rules(rules),
            ClauseKind::Use(call) => self.call(call),
            ClauseKind::After { length, of } => {
                self.expr(length);
                self.names(of);
            }
            ClauseKind::Then(action) => self.setting_as(action, Role::Setting),
            ClauseKind::Pick(condition) => self.exprs(condition),
            ClauseKind::Order(keys) => keys.iter().for_each(|key| {
                self.nodes.push(key.span);
                self.exprs(&key.key);
            }),
        }
    }

    fn target(&mut self, target: &Target) {
        match target {
            Target::Queue(name) => self.name(name),
            Target::Table(call) => self.call(call),
            Target::Split(shares) => shares.iter().for_each(|share| {
                self.nodes.push(share.span);
                self.name(&share.queue);
            }),
            Target::Agent { who, queue, lasting } => {
                self.expr(who);
                self.name(queue);
                self.exprs(lasting);
            }
            Target::Bot => {}
        }
    }

    pub(super) fn path(&mut self, path: &ast::Path) {
        path.words.iter().for_each(|word| self.word(word, Role::Value));
        let ends = path.words.first().zip(path.words.last());
        self.nodes.extend(ends.map(|(first, last)| first.span.to(last.span)));
    }

    pub(super) fn call(&mut self, call: &ast::Call) {
        self.word(&call.name, Role::Called);
        self.exprs(&call.arguments);
    }

    pub(super) fn exprs<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) {
        exprs.into_iter().for_each(|expr| self.expr(expr));
    }

    /// Without recursion: a sum may have more parts than a stack has room for.
    pub(super) fn expr(&mut self, expr: &Expr) {
        let mut waiting = vec![expr];
        while let Some(expr) = waiting.pop() {
            self.nodes.push(expr.span);
            self.own(expr, &mut waiting);
        }
    }

    fn own<'e>(&mut self, expr: &'e Expr, waiting: &mut Vec<&'e Expr>) {
        match &expr.kind {
            ExprKind::Literal(_) | ExprKind::Broken => {}
            ExprKind::Path(path) => self.path(path),
            ExprKind::Call(call) => {
                self.word(&call.name, Role::Called);
                waiting.extend(&call.arguments);
            }
            ExprKind::List(parts) | ExprKind::Chain(_, parts) => waiting.extend(parts),
            ExprKind::Range(range) => waiting.extend([&range.from, &range.to]),
            ExprKind::Not(inner) | ExprKind::Negate(inner) => waiting.push(inner),
            ExprKind::Compare { left, right, .. }
            | ExprKind::In { left, set: right, .. }
            | ExprKind::Search { left, right, .. }
            | ExprKind::Within { left, length: right, .. }
            | ExprKind::OlderThan { left, length: right }
            | ExprKind::Arith { left, right, .. }
            | ExprKind::Default { left, right } => waiting.extend([left.as_ref(), right.as_ref()]),
            ExprKind::Presence { left, .. } => waiting.push(left),
            ExprKind::During { left, hours } => {
                self.name(hours);
                waiting.extend(left.as_deref());
            }
            ExprKind::Skill { skill, level, .. } => {
                self.name(skill);
                waiting.extend(level.as_ref().map(|(_, level)| level.as_ref()));
            }
            ExprKind::Holds { profile } => self.name(profile),
        }
    }
}

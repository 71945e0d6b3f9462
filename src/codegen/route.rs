use super::generator::{Env, Generator};
use super::layout::length;
use super::rules::{Head, Made, Stage, expr_of};
use crate::bytecode::{Action, Policy, RuleKind, RuleListId, Send, SlotKind, Target};
use crate::hir;
use crate::syntax::ast::RoutePolicy;

impl Generator<'_> {
    /// Compiles the route of a workstream.
    pub(super) fn route(&mut self, of: &hir::Workstream, route: &hir::Route) -> RuleListId {
        let rules = route.rules.iter().map(|rule| self.route_rule(of, rule)).collect();
        let policy = match route.policy {
            RoutePolicy::All => Policy::All,
            RoutePolicy::First => Policy::First,
        };
        self.list(RuleKind::Route, policy, rules)
    }

    fn route_rule(&mut self, of: &hir::Workstream, rule: &hir::RouteRule) -> Made {
        let workstream = &of.named.name;
        let owner = format!("{workstream}.route.\"{}\"", rule.name);
        let overflow = rule.overflow.as_deref().map(|rules| self.overflow(&owner, rules, None));
        self.begin();
        let mut stages = Vec::new();
        let target = self.target(&rule.target, rule.span, &mut stages);
        let (guard, clause) = self.guard(expr_of(&rule.guard), stages, rule.span);
        let urgency = rule.urgency.iter().map(|step| (length(step.after), step.value)).collect();
        let assignment = rule.assignment.as_ref().map(|used| self.assignment_text(used));
        let uses = rule.assignment.as_ref().map(|used| self.number_of_use(used, Some(of.carries)));
        let head = Head {
            owner: workstream.clone(),
            list: "route".to_owned(),
            name: rule.name.clone(),
            span: rule.span,
        };
        let send = Send { target, urgency, overflow, assignment, uses };
        Made { head, guard, clause, actions: vec![Action::Send(send)] }
    }

    /// The assignment as the rule names it, whose place ends with the last argument.
    pub(super) fn assignment_text(&self, used: &hir::AssignmentUse) -> String {
        let text = self.words.text(used.span);
        if used.arguments.is_empty() { text.to_string() } else { format!("{text})") }
    }

    /// A table in a target says what is written from `to` on: `to desk_for(topic)`.
    fn said(&self, arguments: &[hir::Expr], stages: &mut [Stage<'_>]) {
        if let Some(asked) = stages.last_mut().and_then(|stage| stage.table.as_mut()) {
            let written: Vec<_> = arguments.iter().map(|argument| self.words.text(argument.span)).collect();
            asked.says = Some(format!("to {}({})", asked.name, written.join(", ")));
        }
    }

    fn target<'e>(
        &mut self,
        target: &'e hir::Target,
        span: crate::source::Span,
        stages: &mut Vec<Stage<'e>>,
    ) -> Target {
        match target {
            hir::Target::Queue(queue) => Target::Queue(queue.0),
            hir::Target::Table(table, arguments) => {
                let span = arguments
                    .iter()
                    .fold(None, |span: Option<crate::source::Span>, argument| {
                        Some(span.map_or(argument.span, |span| span.to(argument.span)))
                    })
                    .unwrap_or(span);
                let output = self.ask(*table, arguments, span, stages).first().copied();
                self.said(arguments, stages);
                Target::Slot(output.unwrap_or_else(|| self.nothing(SlotKind::Int)))
            }
            hir::Target::Split(shares) => {
                Target::Split(shares.iter().map(|share| (share.queue.0, share.percent)).collect())
            }
            hir::Target::Agent { who, queue, lasting } => {
                let mut pieces = Vec::new();
                let who = self.value(who, &Env::TOP, &mut pieces);
                stages.push(Stage { pieces, table: None, reads: Vec::new() });
                Target::Agent { who, queue: queue.0, lasting: lasting.map(length) }
            }
            hir::Target::Bot => Target::Bot,
        }
    }
}

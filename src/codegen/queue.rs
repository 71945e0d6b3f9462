use super::generator::Generator;
use super::rules::{Head, Made, expr_of};
use crate::bytecode::{Action, Overflow, Policy, Queue, RuleKind, RuleListId};
use crate::hir::{self, OverflowAction};
use crate::source::Span;

impl Generator<'_> {
    /// Compiles what a queue does as items arrive.
    pub(super) fn queue(&mut self, queue: &hir::Queue) -> Queue {
        let name = &queue.named.name;
        let hours = queue.hours.and_then(|id| self.program.hours.get(id.index()));
        let closed = hours.map(|hours| hours.named.name.as_str()).zip(queue.named.span);
        let overflow = self.overflow(name, &queue.overflow, closed);
        let prioritize: Vec<_> =
            queue.prioritize.iter().map(|rule| self.prioritize_rule(name, rule)).collect();
        let some = !prioritize.is_empty();
        Queue {
            name: name.clone(),
            calendar: queue.hours.map(|id| id.0),
            overflow: self.lists.get(overflow.index()).is_some_and(|list| list.count > 0).then_some(overflow),
            prioritize: some.then(|| self.list(RuleKind::Prioritize, Policy::First, prioritize)),
        }
    }

    /// Compiles overflow on arrival: what closed hours do comes first, then the rest in order (domain section 9.1).
    /// `closed` names the hours of a queue that has some, and where it is declared: items then go in all the same, unless a rule says otherwise.
    pub(super) fn overflow(
        &mut self,
        owner: &str,
        rules: &[hir::OverflowRule],
        closed: Option<(&str, Span)>,
    ) -> RuleListId {
        let on_arrival = rules.iter().filter(|rule| rule.after.is_none());
        let (by_hours, others): (Vec<_>, Vec<_>) =
            on_arrival.partition(|rule| rule.when.as_ref().is_some_and(hir::Expr::asks_hours));
        let mut made = Vec::new();
        if let Some((hours, span)) = closed.filter(|_| by_hours.is_empty()) {
            made.push(self.closed_rule(owner, hours, span));
        }
        made.extend(by_hours.into_iter().chain(others).map(|rule| self.overflow_rule(owner, rule)));
        self.list(RuleKind::Overflow, Policy::First, made)
    }

    pub(super) fn overflow_rule(&mut self, owner: &str, rule: &hir::OverflowRule) -> Made {
        self.begin();
        let (guard, clause) = self.guard(rule.when.as_ref(), Vec::new(), rule.span);
        let head = Head {
            owner: owner.to_owned(),
            list: "overflow".to_owned(),
            name: rule.name.clone(),
            span: rule.span,
        };
        Made { head, guard, clause, actions: vec![Action::Overflow(action_of(&rule.action))] }
    }

    /// The platform gives a queue with hours this rule by itself.
    fn closed_rule(&mut self, owner: &str, hours: &str, span: Span) -> Made {
        self.begin();
        let slot = self.layout.known.out_of_hours;
        self.reads.push(slot);
        let atom = crate::bytecode::Atom::Range { slot, lo: 1, hi: 1 };
        let (start, draft) =
            self.leaf(span, (atom, false), Vec::new(), super::code::Graph::YES, super::code::Graph::NO);
        let draft = draft.saying(Some(format!("out of hours, as `hours {hours}` implies")));
        let (guard, clause) = self.lay_out(start, vec![draft], span);
        let head = Head {
            owner: owner.to_owned(),
            list: "overflow".to_owned(),
            name: "out of hours".to_owned(),
            span,
        };
        Made { head, guard, clause, actions: vec![Action::Overflow(Overflow::AssignAnyway)] }
    }

    fn prioritize_rule(&mut self, owner: &str, rule: &hir::PrioritizeRule) -> Made {
        self.begin();
        let (guard, clause) = self.guard(expr_of(&rule.guard), Vec::new(), rule.span);
        let head = Head {
            owner: owner.to_owned(),
            list: "prioritize".to_owned(),
            name: rule.name.clone(),
            span: rule.span,
        };
        Made { head, guard, clause, actions: Vec::new() }
    }
}

fn action_of(action: &OverflowAction) -> Overflow {
    match action {
        OverflowAction::AssignAnyway => Overflow::AssignAnyway,
        OverflowAction::Transfer(queue) => Overflow::Transfer(queue.0),
        OverflowAction::EndConversation => Overflow::EndConversation,
        OverflowAction::Callback => Overflow::Callback,
        OverflowAction::EndCall => Overflow::EndCall,
        OverflowAction::External(number) => Overflow::External(number.clone()),
        OverflowAction::Voicemail => Overflow::Voicemail,
    }
}

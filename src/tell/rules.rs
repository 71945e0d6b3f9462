use super::queue::overflow_rules;
use super::said::Said;
use super::sentence::{Anchor, Kind, Sentence, joined, listed, value, words};
use super::setting::Source;
use super::teller::Teller;
use super::words::length;
use crate::hir::{
    AssignmentUse, ClassifyAction, ClassifyRule, Guard, IntakeRule, RouteRule, Share, SkillRef, Target,
    UrgencyStep, Workstream,
};
use crate::source::Span;
use crate::types::CompareOp;

/// A list of rules, with what is said of it as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rules {
    /// What it is called.
    pub title: String,
    /// Its name in the program, if it has one.
    pub name: String,
    /// Which of its rules counts, before them.
    pub policy: Sentence,
    /// The rules, in order.
    pub rules: Vec<Rule>,
    /// What is so where none holds, after them.
    pub after: Option<Sentence>,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its label; of a rule without one, `rule 2`.
    pub name: String,
    /// Whether it has a label.
    pub is_named: bool,
    /// Its place in a book.
    pub anchor: Anchor,
    /// When it holds.
    pub when: When,
    /// What it does, in order; what follows `when …,`.
    pub does: Vec<Sentence>,
    /// Rules of its own, for what happens where a queue is full or closed.
    pub overflow: Option<Rules>,
    /// Where it is written, in words.
    pub place: String,
}

/// When a rule holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// In every case that comes to it; the words say so.
    Always(&'static str),
    /// When that does.
    Holds(Said),
}

impl Rules {
    /// There is nothing that the first rule could be otherwise than.
    pub(super) fn begin(&mut self) {
        if let Some(Rule { when: When::Always(words_of), .. }) = self.rules.first_mut() {
            *words_of = ALWAYS;
        }
    }
}

impl Rule {
    /// All of it as one sentence: `When the customer’s tier is gold, it goes to VIP desk.`
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        let does = self.done();
        let told = match &self.when {
            When::Always(words_of) => words(format!("{words_of}, ")).then(does),
            When::Holds(said) => words("When ").then(said.sentence()).say(", ").then(does),
        };
        told.whole()
    }

    /// What it does, in one sentence without its end.
    #[must_use]
    pub fn done(&self) -> Sentence {
        listed(self.does.clone(), "and")
    }
}

/// A rule within its list: where it stands.
pub(super) struct Spot<'a> {
    /// The list's address: `contoso_chat.urgency`.
    pub(super) list: &'a str,
    /// What `otherwise` is called there.
    pub(super) otherwise: &'static str,
    pub(super) source: Source<'a>,
}

/// What `otherwise` is called where the first rule that holds decides, and where each counts.
pub(super) const ELSE: &str = "otherwise";
pub(super) const ALWAYS: &str = "in every case";

impl Spot<'_> {
    pub(super) fn rule(&self, name: &str, when: When, does: Vec<Sentence>, span: Span) -> Rule {
        let anchor = Anchor::new(Kind::Rule, &format!("{}.{name}", self.list));
        let list = self.list.rsplit('.').next().unwrap_or_default();
        let number = unlabelled(name, list);
        Rule {
            is_named: number.is_none(),
            name: number.map_or_else(|| name.to_owned(), |number| format!("rule {number}")),
            anchor,
            when,
            does,
            overflow: None,
            place: (self.source)(span),
        }
    }
}

/// The number of a rule without a label, which is called after its list: 2 of `route#2`. None of a rule with a label, though
/// the label be `Ticket #7`.
#[must_use]
pub fn unlabelled<'n>(name: &'n str, list: &str) -> Option<&'n str> {
    let number = name.strip_prefix(list)?.strip_prefix('#')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(number)
}

impl Teller<'_> {
    pub(super) fn guard(&self, guard: &Guard, otherwise: &'static str) -> When {
        match guard {
            Guard::When(expr) => When::Holds(self.condition(expr)),
            Guard::Otherwise => When::Always(otherwise),
        }
    }

    pub(super) fn classify_rule(&self, rule: &ClassifyRule, spot: &Spot<'_>) -> Rule {
        let does = rule.actions.iter().map(|action| self.action(action)).collect();
        spot.rule(&rule.name, self.guard(&rule.guard, spot.otherwise), does, rule.span)
    }

    fn action(&self, action: &ClassifyAction) -> Sentence {
        match action {
            ClassifyAction::Set { place, value, .. } => {
                self.place(place).say(" becomes ").then(self.value(value))
            }
            ClassifyAction::SetFrom { places, table, arguments, .. } => {
                let places: Vec<_> = places.iter().map(|place| self.place(place)).collect();
                let verb = if places.len() == 1 { " becomes what " } else { " become what " };
                let told = listed(places, "and").say(verb).then(self.table(*table));
                told.say(" gives for ").then(self.listed_values(arguments))
            }
            ClassifyAction::Require { skill, level, .. } => {
                let level = level.map(|level| (CompareOp::Ge, level));
                self.skilled(SkillRef::Skill(*skill), level).say(" is required")
            }
            ClassifyAction::Hold { profile, .. } => {
                words("it takes a place in ").then(self.profile(*profile)).say(", too")
            }
        }
    }

    pub(super) fn route_rule(&self, workstream: &Workstream, rule: &RouteRule, spot: &Spot<'_>) -> Rule {
        let mut does = vec![self.target(workstream, &rule.target)];
        does.extend(urgency(&rule.urgency));
        does.extend(rule.assignment.as_ref().map(|used| self.used(used).say(" chooses the agent")));
        let mut told = spot.rule(&rule.name, self.guard(&rule.guard, spot.otherwise), does, rule.span);
        let list = format!("{}.{}.overflow", spot.list, rule.name);
        told.overflow = rule.overflow.as_ref().map(|rules| overflow_rules(self, rules, &list, spot.source));
        told
    }

    fn target(&self, workstream: &Workstream, target: &Target) -> Sentence {
        match target {
            Target::Queue(queue) => words("it goes to ").then(self.queue(*queue)),
            Target::Table(table, arguments) => words("it goes to the queue that ")
                .then(self.table(*table))
                .say(" names for ")
                .then(self.listed_values(arguments)),
            Target::Split(shares) => self.split(shares),
            Target::Agent { who, queue, lasting } => {
                let alone = lasting.map(|lasting| format!(", for {} to nobody else", length(lasting)));
                let agent = words("it is first offered to the agent whose id is ").then(self.value(who));
                let agent = agent.say(&alone.unwrap_or_default());
                agent.say(", then to anyone in ").then(self.queue(*queue))
            }
            Target::Bot => match workstream.bot {
                Some(bot) => words("it goes to the bot ").then(self.bot(bot)),
                None => words("it goes to the bot"),
            },
        }
    }

    fn split(&self, shares: &[Share]) -> Sentence {
        let one =
            |share: &Share| value(format!("{} %", share.percent)).say(" to ").then(self.queue(share.queue));
        let shares = shares.iter().map(one).collect();
        words("it is shared out: ").then(listed(shares, "and")).say(" (the same item always to the same one)")
    }

    /// An assignment with what it is given: `speakers (French)`.
    pub(super) fn used(&self, used: &AssignmentUse) -> Sentence {
        let told = self.assignment(used.assignment);
        if used.arguments.is_empty() {
            return told;
        }
        told.say(" (").then(self.arguments(&used.arguments)).say(")")
    }

    pub(super) fn listed_values(&self, values: &[crate::hir::Expr]) -> Sentence {
        listed(values.iter().map(|value| self.value(value)).collect(), "and")
    }

    pub(super) fn intake_rule(&self, rule: &IntakeRule, spot: &Spot<'_>) -> Rule {
        let does = vec![words("it goes to the workstream ").then(self.workstream(rule.to))];
        spot.rule(&rule.name, self.guard(&rule.guard, spot.otherwise), does, rule.span)
    }
}

/// `its urgency is 1, after 1 day 2`
fn urgency(steps: &[UrgencyStep]) -> Option<Sentence> {
    let (first, later) = steps.split_first()?;
    let first = words("its urgency is ").then(value(first.value.to_string()));
    let later =
        later.iter().map(|step| value(step.value.to_string()).say(&format!(" after {}", length(step.after))));
    let parts = [first].into_iter().chain(later).collect();
    Some(joined(parts, ", ", " and "))
}

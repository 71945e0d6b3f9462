//! A decision held against what must come of an item: all of it.

use super::decide::{Expected, Why};
use super::item::Item;
use super::names::Name;
use super::shown;
use super::value::Value;
use enroute::hir::{Capacity, OverflowAction, Program, QueueId, Workstream};
use enroute::types::Type;
use enroute::vm::{Action, DECISION_VERSION, Decision, NotRouted, Reason, RuleName};

/// What the decision says otherwise.
pub(crate) fn differs(
    program: &Program,
    item: &Item,
    expected: &Expected<'_>,
    got: &Decision,
) -> Option<String> {
    let compared = Compared { program, item, expected, got };
    let parts: [(&str, bool); 17] = [
        ("version", got.version == DECISION_VERSION),
        ("id", got.id == item.id),
        ("workstream", compared.workstream()),
        ("intake", is_name(expected.intake, got.intake.as_ref())),
        ("queue", compared.is_queue(expected.queue, got.queue.as_deref())),
        ("rule", is_name(expected.rule.map(|(_, name)| name), got.rule.as_ref())),
        ("reason", compared.reason()),
        ("set", compared.sets()),
        ("skills", compared.skills()),
        ("capacity", compared.capacity()),
        ("matched", compared.matched()),
        ("urgency", compared.urgency()),
        ("agent", compared.agent()),
        ("assignment", compared.assignment()),
        ("bot", compared.bot()),
        ("settings", compared.settings()),
        ("problems", compared.problems()),
    ];
    let wrong = parts.iter().find(|(_, same)| !same)?;
    Some(format!("{} differs: {}", wrong.0, compared.told()))
}

struct Compared<'c, 'a> {
    program: &'a Program,
    item: &'c Item,
    expected: &'c Expected<'a>,
    got: &'c Decision,
}

fn is_name(expected: Option<&Name>, got: Option<&RuleName>) -> bool {
    match (expected, got) {
        (None, None) => true,
        (Some(expected), Some(got)) => expected.is(got),
        (Some(_), None) | (None, Some(_)) => false,
    }
}

impl<'a> Compared<'_, 'a> {
    fn of(&self) -> Option<&'a Workstream> {
        self.expected.workstream.map(|at| self.program.workstreams[at].as_ref())
    }

    fn workstream(&self) -> bool {
        self.of().map(|one| one.named.name.as_str()) == self.got.workstream.as_deref()
    }

    fn name(&self, queue: QueueId) -> &'a str {
        &self.program.queues[queue.index()].named.name
    }

    fn is_queue(&self, expected: Option<QueueId>, got: Option<&str>) -> bool {
        expected.map(|queue| self.name(queue)) == got
    }

    fn reason(&self) -> bool {
        match (&self.expected.why, &self.got.reason) {
            (Why::Rule, Reason::Rule) | (Why::Fallback, Reason::Fallback) | (Why::Bot, Reason::Bot) => true,
            (Why::NoIntakeRule, Reason::NotRouted { why }) => *why == NotRouted::NoIntakeRule,
            (Why::Split(expected), Reason::Split { bucket, hash }) => {
                let bytes = expected.to_le_bytes();
                u64::from(*bucket) == expected % 100 && *hash == format!("{:016x}", u64::from_be_bytes(bytes))
            }
            (Why::Overflow(of, name, does), Reason::Overflow { queue, rule, action }) => {
                &**queue == self.name(*of) && name.is(rule) && self.does(does, action)
            }
            _ => false,
        }
    }

    fn does(&self, expected: &OverflowAction, got: &Action) -> bool {
        match (expected, got) {
            (OverflowAction::Transfer(queue), Action::Transfer(other)) => self.name(*queue) == &**other,
            (OverflowAction::External(number), Action::External(other)) => **number == **other,
            (OverflowAction::AssignAnyway, Action::AssignAnyway)
            | (OverflowAction::EndConversation, Action::EndConversation)
            | (OverflowAction::Callback, Action::Callback)
            | (OverflowAction::EndCall, Action::EndCall)
            | (OverflowAction::Voicemail, Action::Voicemail) => true,
            _ => false,
        }
    }

    fn sets(&self) -> bool {
        self.expected.set.len() == self.got.set.len()
            && self.expected.set.iter().zip(&self.got.set).all(|((place, value, name), change)| {
                *shown::path(self.program, place) == *change.path
                    && shown::shown(self.program, &self.type_of(place), value) == change.value
                    && name.is(&change.rule)
            })
    }

    fn type_of(&self, place: &enroute::hir::Place) -> Type {
        if let Some(step) = place.steps.last() {
            let entity = &self.program.entities[super::item::at(step.entity)];
            return entity.fields[usize::try_from(step.field).unwrap()].ty.clone();
        }
        let enroute::hir::Root::Context(name) = &place.root else { panic!("{place:?} cannot be set") };
        let field =
            self.program.workstreams.iter().flat_map(|one| &one.context).find(|field| field.name == *name);
        field.unwrap().ty.clone()
    }

    fn skills(&self) -> bool {
        let name = |at: usize| self.program.skills[at].named.name.as_str();
        self.expected.skills.len() == self.got.skills.len()
            && self
                .expected
                .skills
                .iter()
                .zip(&self.got.skills)
                .all(|((skill, level), got)| name(skill.index()) == &*got.skill && *level == got.level)
    }

    fn capacity(&self) -> bool {
        let (units, own) = match self.of().map(|one| one.distribution.capacity.value) {
            None => return self.got.capacity == enroute::vm::Capacity::default(),
            Some(Capacity::Units(units)) => (Some(units), None),
            Some(Capacity::Profile(profile)) => (None, Some(profile)),
        };
        let others = self.expected.profiles.iter().filter(|profile| Some(**profile) != own);
        let all = own
            .iter()
            .chain(others)
            .map(|profile| self.program.profiles[profile.index()].named.name.as_str());
        units == self.got.capacity.units && all.eq(self.got.capacity.profiles.iter().map(|name| &**name))
    }

    fn matched(&self) -> bool {
        self.expected.matched.len() == self.got.matched.len()
            && self.expected.matched.iter().zip(&self.got.matched).all(|(expected, got)| {
                expected.name.is(&got.rule)
                    && self.is_queue(expected.queue, got.queue.as_deref())
                    && is_name(expected.overflow.map(|(name, _)| name), got.overflow.as_ref())
            })
    }

    fn urgency(&self) -> bool {
        let steps = self.expected.rule.iter().flat_map(|(rule, _)| &rule.urgency);
        steps.map(|step| (step.after.0, step.value)).eq(self
            .got
            .urgency
            .iter()
            .map(|step| (step.after, step.value)))
    }

    fn agent(&self) -> bool {
        let lasting = self.expected.rule.and_then(|(rule, _)| match &rule.target {
            enroute::hir::Target::Agent { lasting, .. } => lasting.map(|length| length.0),
            _ => None,
        });
        match (&self.expected.agent, &self.got.agent) {
            (Value::Text(who), Some(got)) => **who == *got.id && lasting == got.lasting,
            (Value::Missing, None) => true,
            _ => false,
        }
    }

    fn assignment(&self) -> bool {
        let used = self.expected.rule.and_then(|(rule, _)| rule.assignment.as_ref());
        let name = used.map(|used| self.program.assignments[used.assignment.index()].named.name.as_str());
        match (name, self.got.assignment.as_deref()) {
            (None, None) => true,
            (Some(name), Some(got)) => {
                got.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
            }
            (Some(_), None) | (None, Some(_)) => false,
        }
    }

    fn bot(&self) -> bool {
        let bot =
            self.of().and_then(|one| one.bot).map(|bot| self.program.bots[bot.index()].named.name.as_str());
        bot == self.got.bot.as_deref()
    }

    fn settings(&self) -> bool {
        let settings = self.of().map(|one| one.settings.as_slice()).unwrap_or_default();
        settings.len() == self.got.settings.len()
            && settings
                .iter()
                .zip(&*self.got.settings)
                .all(|(one, got)| *one.address == *got.address && *one.value == *got.value)
    }

    fn problems(&self) -> bool {
        let silent = self.expected.silent.iter().map(|name| {
            (
                (*name).to_owned(),
                format!("the model that `{name}` asks gave no answer, so `{name}` is missing"),
            )
        });
        let all = self.item.problems.iter().cloned().chain(silent);
        all.eq(self.got.problems.iter().map(|problem| (problem.path.clone(), problem.message.clone())))
    }

    fn told(&self) -> String {
        let expected = self.expected;
        let why = match &expected.why {
            Why::Rule => "rule".to_owned(),
            Why::Split(hash) => format!("split {hash:x}"),
            Why::Overflow(queue, name, action) => {
                format!("overflow of {}: {} {action:?}", self.name(*queue), name.address)
            }
            Why::Fallback => "fallback".to_owned(),
            Why::Bot => "bot".to_owned(),
            Why::NoIntakeRule => "no intake rule".to_owned(),
        };
        let matched = expected.matched.iter().map(|one| {
            let full = one.overflow.map(|(name, _)| name.address.as_str());
            (one.name.address.as_str(), one.queue.map(|queue| self.name(queue)), full)
        });
        format!(
            "expected queue {:?}, rule {:?}, {why}, matched {:?}, set {:?}, skills {:?}, profiles {:?}, silent {:?}, agent {:?}, problems {:#?}\ngot {:#?}",
            expected.queue.map(|queue| self.name(queue)),
            expected.rule.map(|(_, name)| &name.address),
            matched.collect::<Vec<_>>(),
            expected
                .set
                .iter()
                .map(|(place, value, name)| (shown::path(self.program, place), value, &name.address))
                .collect::<Vec<_>>(),
            expected.skills,
            expected.profiles,
            expected.silent,
            expected.agent,
            self.item.problems,
            Decision { trace: None, settings: std::sync::Arc::from([]), ..self.got.clone() }
        )
    }
}

use super::assignment::{AssignmentTold, assignment, given};
use super::hours::{HoursTold, hours};
use super::people::{PeopleTold, people};
use super::queue::{QueueTold, queue, queue_link, rule_link};
use super::rules::{ELSE, Rule, Rules, Spot};
use super::said::Said;
use super::sentence::{Anchor, Kind, Piece, Sentence, link, listed, words};
use super::served::Served;
use super::setting::{SettingTold, Source, settings};
use super::table::{TableTold, table};
use super::teller::{Teller, called};
use super::words::{capital_one, one};
use super::workstream::{WorkstreamTold, workstream};
use crate::builtins::Block;
use crate::hir::{Condition, IntakeRule, List, Program, QueueId};
use crate::types::EntityId;
use std::collections::BTreeSet;

/// All there is to say of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// What the organisation is called, if it is declared.
    pub title: Option<String>,
    /// The organisation's settings in force.
    pub settings: Vec<SettingTold>,
    /// How records find their workstream, for each entity.
    pub intakes: Vec<IntakeTold>,
    /// The workstreams.
    pub workstreams: Vec<WorkstreamTold>,
    /// The queues; of those that every program has, the ones that are used.
    pub queues: Vec<QueueTold>,
    /// The assignments.
    pub assignments: Vec<AssignmentTold>,
    /// The calendars.
    pub hours: Vec<HoursTold>,
    /// The named lists.
    pub lists: Vec<ListTold>,
    /// The named conditions.
    pub conditions: Vec<ConditionTold>,
    /// The tables.
    pub tables: Vec<TableTold>,
    /// Skills, capacity and presences.
    pub people: PeopleTold,
}

/// How records of an entity find their workstream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntakeTold {
    /// The entity's name in the program.
    pub name: String,
    /// The rules.
    pub rules: Rules,
}

/// A named list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListTold {
    /// Its name in the program.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// What its author says of it.
    pub doc: Option<String>,
    /// Its members.
    pub values: Vec<String>,
}

/// A named condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionTold {
    /// Its name in the program.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// What its author says of it.
    pub doc: Option<String>,
    /// What it is asked with, and that it holds when …
    pub ahead: Sentence,
    /// … this does.
    pub when: Said,
}

/// Tells of a program; `source` says where something is written.
#[must_use]
pub fn book(program: &Program, source: Source<'_>) -> Book {
    let teller = Teller::new(program);
    let workstreams = program.workstreams.iter().enumerate();
    let served = Served::of(program);
    let queues = program.queues.iter().zip((0..).map(QueueId));
    let mut book = Book {
        title: program.organisation.named.as_ref().map(called),
        settings: settings(Block::Organisation, &program.organisation.settings, source),
        intakes: program
            .intakes
            .iter()
            .map(|(entity, rules)| intake(&teller, *entity, rules, source))
            .collect(),
        workstreams: workstreams.map(|(at, of)| workstream(&teller, at, of, source)).collect(),
        queues: queues.map(|(of, id)| queue(&teller, of, served.to(id), source)).collect(),
        assignments: program.assignments.iter().map(|of| assignment(teller, of, source)).collect(),
        hours: program.hours.iter().map(hours).collect(),
        lists: program.lists.iter().map(|of| list(&teller, of)).collect(),
        conditions: program.conditions.iter().map(|of| condition(&teller, of)).collect(),
        tables: program.tables.iter().map(|of| table(&teller, of)).collect(),
        people: people(&teller),
    };
    book.lists_of_rules().for_each(Rules::begin);
    book.lead_back();
    let built_in: BTreeSet<_> =
        program.queues.iter().filter(|queue| queue.built_in).map(|queue| &queue.named.name).collect();
    book.queues.retain(|queue| !queue.from.is_empty() || !built_in.contains(&queue.name));
    book
}

fn intake(teller: &Teller<'_>, entity: EntityId, rules: &[IntakeRule], source: Source<'_>) -> IntakeTold {
    let name = teller.entity(entity).map_or_else(String::new, |entity| entity.named.name.clone());
    let list = format!("{name}.intake");
    let spot = Spot { list: &list, otherwise: ELSE, source };
    let word = teller.entity_word(entity);
    let told = Rules {
        title: format!("Where {} begins", one(&word)),
        name: list.clone(),
        policy: words("The first of these that holds decides").whole(),
        rules: rules.iter().map(|rule| teller.intake_rule(rule, &spot)).collect(),
        after: Some(words(format!("{} for which none holds is not routed", capital_one(&word))).whole()),
    };
    IntakeTold { name, rules: told }
}

fn list(teller: &Teller<'_>, of: &List) -> ListTold {
    ListTold {
        name: of.named.name.clone(),
        label: called(&of.named),
        doc: of.named.doc.clone(),
        values: of.values.iter().map(|value| teller.known(value).to_string()).collect(),
    }
}

fn condition(teller: &Teller<'_>, of: &Condition) -> ConditionTold {
    let teller = teller.given(&of.parameters);
    let ahead = match given(&teller, &of.parameters) {
        Some(given) => words("It is asked of ").then(given).say(", and holds when "),
        None => words("It holds when "),
    };
    ConditionTold {
        name: of.named.name.clone(),
        label: called(&of.named),
        doc: of.named.doc.clone(),
        ahead,
        when: teller.condition(&of.body),
    }
}

/// A way by which items come to a queue.
struct Way {
    /// The queue's name; of a table that names it, the table's behind a mark.
    to: String,
    /// The workstream or queue they come from.
    from: Sentence,
    /// By what.
    by: Sentence,
}

impl Book {
    fn lists_of_rules(&mut self) -> impl Iterator<Item = &mut Rules> {
        let streams = self.workstreams.iter_mut().flat_map(|stream| &mut stream.lists);
        let queues = self.queues.iter_mut().flat_map(|queue| &mut queue.lists);
        let intakes = self.intakes.iter_mut().map(|intake| &mut intake.rules);
        streams.chain(queues).chain(intakes).chain(self.assignments.iter_mut().map(|of| &mut of.rules))
    }

    /// Tells each queue who sends items there: what links to it, found in what was told.
    fn lead_back(&mut self) {
        let mut ways = Vec::new();
        for stream in &self.workstreams {
            let from = link(Anchor::new(Kind::Workstream, &stream.name), &stream.label);
            for list in &stream.lists {
                for rule in &list.rules {
                    let by = rule_link(&rule.anchor, &rule.name);
                    ways.extend(leads(rule).into_iter().map(|to| Way {
                        to,
                        from: from.clone(),
                        by: by.clone(),
                    }));
                }
                let ends = list.rules.is_empty().then_some(&list.policy).into_iter().chain(&list.after);
                let by = words("what no rule decides");
                ways.extend(ends.flat_map(queues_in).map(|to| Way {
                    to,
                    from: from.clone(),
                    by: by.clone(),
                }));
            }
        }
        for queue in &self.queues {
            let from = queue_link(&queue.name, &queue.label);
            for rule in queue.lists.iter().flat_map(|list| &list.rules) {
                let by = words("as overflow");
                ways.extend(leads(rule).into_iter().map(|to| Way { to, from: from.clone(), by: by.clone() }));
            }
        }
        let tables: Vec<(String, Vec<String>)> = self
            .tables
            .iter()
            .map(|table| (table.name.clone(), table.rows.iter().flatten().flat_map(queues_in).collect()))
            .collect();
        for queue in &mut self.queues {
            queue.from = sources(&queue.name, &ways, &tables);
        }
    }
}

/// Who sends items to a queue, each with all the ways; a queue that a rule finds in a table is named in the table's rows.
fn sources(queue: &str, ways: &[Way], tables: &[(String, Vec<String>)]) -> Vec<Sentence> {
    let mut found: Vec<(&Sentence, Vec<Sentence>)> = Vec::new();
    for way in ways {
        let rows = way.to.strip_prefix(TABLE).and_then(|name| tables.iter().find(|(known, _)| known == name));
        if way.to != queue && rows.is_none_or(|(_, rows)| rows.iter().all(|row| row != queue)) {
            continue;
        }
        match found.iter_mut().find(|(from, _)| **from == way.from) {
            Some((_, by)) if by.contains(&way.by) => {}
            Some((_, by)) => by.push(way.by.clone()),
            None => found.push((&way.from, vec![way.by.clone()])),
        }
    }
    found.into_iter().map(|(from, by)| from.clone().say(" (").then(listed(by, "and")).say(")")).collect()
}

/// What stands before the name of a table, where it stands for the queues in its rows. No name begins so.
const TABLE: &str = "|";

/// The queues that a rule and its overflow send items to, and the tables that name them.
fn leads(rule: &Rule) -> Vec<String> {
    let own = rule.overflow.iter().flat_map(|rules| &rules.rules).flat_map(|rule| &rule.does);
    rule.does.iter().chain(own).flat_map(queues_in).collect()
}

fn queues_in(sentence: &Sentence) -> Vec<String> {
    let name = |piece: &Piece| match piece {
        Piece::Link { to: Anchor { kind: Kind::Queue, name }, .. } => Some(name.clone()),
        Piece::Link { to: Anchor { kind: Kind::Table, name }, .. } => Some(format!("{TABLE}{name}")),
        Piece::Link { .. } | Piece::Words(_) | Piece::Value(_) | Piece::More(_) => None,
    };
    sentence.pieces.iter().filter_map(name).collect()
}

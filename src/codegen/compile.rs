use super::code::share_ends;
use super::error::CodegenError;
use super::filing;
use super::generator::Generator;
use super::output::{Compiled, Effort, Tests};
use crate::bundle::{About, Declared};
use crate::bytecode::{DEAREST_DECISION, Demand, Program, Workstream};
use crate::calendar::{Calendar, Closure, DaySpan, SingleDay, WeeklySpan, zone_database_version};
use crate::diagnostic::Bag;
use crate::hir;
use crate::source::{Limits, Sources, Span};

/// Compiles a checked program. Fails only where the program is too large, with a diagnostic that says what to divide.
pub fn compile(
    program: &hir::Program,
    sources: &Sources,
    tests: Tests,
    limits: &Limits,
) -> Result<Compiled, Bag> {
    compile_with(program, sources, tests, limits, Effort::Full)
}

/// The same, with as much effort as is said. What a program decides does not depend on it.
pub fn compile_with(
    program: &hir::Program,
    sources: &Sources,
    tests: Tests,
    limits: &Limits,
    effort: Effort,
) -> Result<Compiled, Bag> {
    let mut made = Program::default();
    let mut generator = Generator::new(program, sources, limits, effort);
    generator.declarations(&mut made);
    let expected = match tests {
        Tests::Keep => generator.expectations(&mut made.entries),
        Tests::Leave => Vec::new(),
    };
    if let Some(at) = generator.too_large {
        return Err(too_large(at));
    }
    let about = generator.about();
    let declared = program.workstreams.iter().find_map(|workstream| workstream.named.span);
    let program = generator.finish(made);
    if let Some(at) = declared.filter(|_| program.cost > DEAREST_DECISION) {
        return Err(too_large(at));
    }
    Ok(Compiled { about: About { paths: paths(&program), ..about }, program, tests: expected })
}

fn too_large(at: Span) -> Bag {
    let mut bag = Bag::new();
    bag.push(&CodegenError::TooLarge { at });
    bag
}

impl Generator<'_> {
    fn declarations(&mut self, made: &mut Program) {
        let program = self.program;
        for table in &program.tables {
            self.table(table);
        }
        made.calendars = program.hours.iter().map(calendar).collect();
        made.queues = program.queues.iter().map(|queue| self.queue(queue)).collect();
        made.intakes = program.intakes.iter().map(|(entity, rules)| self.intake(*entity, rules)).collect();
        made.workstreams = program.workstreams.iter().map(|workstream| self.workstream(workstream)).collect();
        made.desk = self.desk();
    }

    fn workstream(&mut self, workstream: &hir::Workstream) -> Workstream {
        let name = &workstream.named.name;
        Workstream {
            classify: workstream.classify.iter().map(|ruleset| self.ruleset(name, ruleset)).collect(),
            route: workstream.route.as_ref().map(|route| self.route(workstream, route)),
            fallback: workstream.fallback.value.0,
            capacity: demand(workstream),
            bot: workstream.bot.map(|bot| bot.0),
        }
    }

    fn finish(mut self, mut made: Program) -> Program {
        let (known, effort) = (self.layout.known, self.effort);
        let schema = self.schema();
        made.desk.agent = self.layout.agent();
        share_ends(&mut self.code);
        let zones = self.pools.zones.into_kept();
        let knows_zones = !(zones.is_empty() && made.calendars.is_empty());
        let mut program = Program {
            schema,
            known,
            code: self.code,
            atoms: self.pools.atoms.into_kept(),
            numbers: self.pools.numbers.into_kept(),
            lists: self.pools.lists.into_kept(),
            zones,
            zone_database: knows_zones.then(|| zone_database_version().to_owned()),
            rules: self.rules,
            actions: self.actions,
            rule_lists: self.lists,
            tables: self.tables,
            ..made
        };
        program.weigh();
        if effort == Effort::Full {
            filing::file(&mut program);
        }
        program
    }

    fn about(&mut self) -> About {
        let program = self.program;
        let words = &mut self.words;
        About {
            files: std::mem::take(&mut words.files),
            book: std::mem::take(&mut words.scribe).finish(),
            workstreams: program
                .workstreams
                .iter()
                .map(|one| words.declared(&one.named, &one.settings))
                .collect(),
            queues: program.queues.iter().map(|one| words.declared(&one.named, &one.settings)).collect(),
            skills: program.skills.iter().map(|one| words.declared(&one.named, &[])).collect(),
            profiles: program.profiles.iter().map(|one| words.declared(&one.named, &[])).collect(),
            bots: program.bots.iter().map(|one| words.declared(&one.named, &one.settings)).collect(),
            calendars: program
                .hours
                .iter()
                .map(|one| words.declared(&one.named, &[]))
                .collect::<Vec<Declared>>(),
            tables: program.tables.iter().map(|one| words.declared(&one.named, &[])).collect(),
            paths: Vec::new(),
            organisation: words.settings(&program.organisation.settings),
        }
    }
}

/// What an item takes of an agent's capacity.
pub(super) fn demand(workstream: &hir::Workstream) -> Demand {
    match workstream.distribution.capacity.value {
        hir::Capacity::Units(units) => Demand::Units(units),
        hir::Capacity::Profile(profile) => Demand::Profile(profile.0),
    }
}

fn paths(program: &Program) -> Vec<std::sync::Arc<str>> {
    program.schema.slots.iter().map(|slot| std::sync::Arc::from(slot.path.as_str())).collect()
}

fn calendar(hours: &hir::Hours) -> Calendar {
    let span = |(from, to): (crate::value::Time, crate::value::Time)| DaySpan { from, to };
    Calendar {
        zone: hours.zone.clone(),
        weekly: hours
            .open
            .iter()
            .map(|open| WeeklySpan { weekday: open.day, span: span((open.from, open.to)) })
            .collect(),
        closures: hours
            .closed
            .iter()
            .map(|closed| Closure {
                first: closed.from,
                last: closed.to,
                reason: closed.reason.clone().unwrap_or_default(),
            })
            .collect(),
        only: hours
            .only
            .iter()
            .map(|only| SingleDay {
                date: only.day,
                spans: only.spans.iter().copied().map(span).collect(),
                reason: only.reason.clone().unwrap_or_default(),
            })
            .collect(),
        until: hours.until,
    }
}

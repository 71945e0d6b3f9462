use crate::source::Span;
use crate::syntax::ast::{
    self, ExpectColumn, Expectation, Field, GivenColumnKind, GivenKind, Header, ItemKind, Name, Setting,
    TypeName,
};

/// What the tree of a section is made of. Places are places in the section.
#[derive(Debug, Default)]
pub(in crate::ide) struct Parts {
    /// Every word that is no word of the language, with the part it plays.
    pub(in crate::ide) words: Vec<(Span, Role)>,
    /// Every part that has a place: comparisons, conditions, clauses, rules, settings, declarations.
    pub(in crate::ide) nodes: Vec<Span>,
    /// The words that `set` writes to.
    pub(in crate::ide) written: Vec<Span>,
}

/// The part a word plays where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ide) enum Role {
    /// It names something, or gives something its name.
    Name,
    /// It begins a setting.
    Setting,
    /// It has a value.
    Value,
    /// What is in the parentheses behind it is handed to it.
    Called,
    /// It is the name of a type.
    Type,
}

impl Parts {
    /// Those of a tree.
    pub(in crate::ide) fn of(tree: &ast::File) -> Self {
        let mut parts = Self::default();
        for item in &tree.items {
            parts.nodes.push(item.span);
            parts.item(&item.kind);
        }
        parts
    }

    fn item(&mut self, kind: &ItemKind) {
        match kind {
            ItemKind::Import(import) => self.nodes.push(import.path.span),
            ItemKind::Constant(constant) => {
                self.name(&constant.name);
                self.expr(&constant.value);
            }
            ItemKind::Enum(declared) => self.enumeration(declared),
            ItemKind::Entity(entity) | ItemKind::Channel(entity) => {
                self.header(&entity.header);
                self.fields(&entity.fields);
            }
            ItemKind::List(list) => {
                self.name(&list.name);
                self.exprs(&list.members);
            }
            ItemKind::Condition(condition) => {
                self.name(&condition.name);
                self.parameters(&condition.parameters);
                self.expr(&condition.body);
            }
            ItemKind::Table(table) => self.table(table),
            ItemKind::Model(model) => {
                self.name(&model.name);
                self.parameters(&model.parameters);
                self.type_name(&model.result);
            }
            ItemKind::Hours(hours) => {
                self.header(&hours.header);
                self.settings(&hours.settings);
                hours.days.iter().for_each(|(day, _)| self.expr(day));
            }
            ItemKind::Assignment(assignment) => {
                self.name(&assignment.name);
                self.parameters(&assignment.parameters);
                self.settings(&assignment.settings);
                self.rules(&assignment.rules);
            }
            ItemKind::Queue(queue) => self.queue(queue),
            ItemKind::Workstream(workstream) => self.workstream(workstream),
            ItemKind::Intake(intake) => {
                self.name(&intake.entity);
                self.rules(&intake.rules);
            }
            ItemKind::Test(test) => self.test(test),
            ItemKind::Scenario(scenario) => self.scenario(scenario),
            ItemKind::Plain(plain) => {
                self.header(&plain.header);
                self.settings(&plain.settings);
            }
            ItemKind::Broken(broken) => {
                self.names(&broken.name);
            }
        }
    }

    pub(super) fn word(&mut self, name: &Name, role: Role) {
        self.words.push((name.span, role));
    }

    pub(super) fn name(&mut self, name: &Name) {
        self.word(name, Role::Name);
    }

    pub(super) fn names<'n>(&mut self, names: impl IntoIterator<Item = &'n Name>) {
        for name in names {
            self.name(name);
        }
    }

    fn header(&mut self, header: &Header) {
        self.name(&header.name);
        self.nodes.push(header.span);
    }

    fn enumeration(&mut self, declared: &ast::Enum) {
        self.header(&declared.header);
        for value in &declared.values {
            self.name(&value.name);
            self.nodes.push(value.span);
        }
    }

    fn fields(&mut self, fields: &[Field]) {
        for field in fields {
            self.nodes.push(field.span);
            self.name(&field.name);
            self.type_name(&field.ty);
            self.exprs(&field.default);
        }
    }

    fn type_name(&mut self, ty: &TypeName) {
        self.nodes.push(ty.span);
        let (mut inner, mut depth) = (ty, 0);
        while let ast::TypeNameKind::List(member) = &inner.kind {
            (inner, depth) = (member, depth + 1);
        }
        if let ast::TypeNameKind::Word(word) = &inner.kind {
            let end = inner.span.start.saturating_add(u32::try_from(word.len()).unwrap_or(u32::MAX));
            self.words.push((Span { end: end.min(inner.span.end), ..inner.span }, Role::Type));
        }
    }

    fn parameters(&mut self, parameters: &[ast::Parameter]) {
        for parameter in parameters {
            self.nodes.push(parameter.name.span.to(parameter.ty.span));
            self.name(&parameter.name);
            self.type_name(&parameter.ty);
        }
    }

    fn table(&mut self, table: &ast::Table) {
        self.nodes.push(table.header);
        self.name(&table.name);
        self.parameters(&table.parameters);
        for output in &table.outputs {
            self.names(&output.name);
            self.type_name(&output.ty);
        }
        let ast::Rows::Inline(rows) = &table.rows else { return };
        for row in rows {
            self.nodes.push(row.span);
            self.nodes.extend(row.cells.iter().map(|cell| cell.span));
            row.cells.iter().for_each(|cell| self.cell(&cell.kind));
            self.exprs(&row.outputs);
        }
    }

    fn cell(&mut self, kind: &ast::CellKind) {
        match kind {
            ast::CellKind::Any | ast::CellKind::Presence(_) => {}
            ast::CellKind::Is(value)
            | ast::CellKind::IsNot(value)
            | ast::CellKind::Compare(_, value)
            | ast::CellKind::Search(_, value) => self.expr(value),
        }
    }

    fn queue(&mut self, queue: &ast::Queue) {
        self.header(&queue.header);
        self.names(&queue.copies);
        self.settings(&queue.settings);
        for (rules, span) in [&queue.overflow, &queue.prioritize, &queue.choose].into_iter().flatten() {
            self.nodes.push(*span);
            self.rules(rules);
        }
    }

    fn workstream(&mut self, workstream: &ast::Workstream) {
        self.header(&workstream.header);
        workstream.copies.iter().for_each(|copies| self.name(&copies.name));
        self.settings(&workstream.settings);
        for context in &workstream.context {
            self.nodes.push(context.span);
            self.fields(&context.fields);
        }
        for ruleset in &workstream.classify {
            self.nodes.push(ruleset.span);
            self.name(&ruleset.name);
            match &ruleset.kind {
                ast::ClassifyKind::First(rules) | ast::ClassifyKind::All(rules) => self.rules(rules),
                ast::ClassifyKind::Model(call) => self.call(call),
            }
        }
        for route in &workstream.route {
            self.nodes.push(route.span);
            self.rules(&route.rules);
        }
        for without in &workstream.without {
            self.nodes.push(without.span);
            self.names(&without.name);
        }
    }

    fn test(&mut self, test: &ast::Test) {
        for given in &test.given {
            self.nodes.push(given.span);
            match &given.kind {
                GivenKind::Item { target: name, values, .. } | GivenKind::Queue { name, facts: values } => {
                    self.name(name);
                    self.settings(values);
                }
                GivenKind::Model { name, value } => {
                    self.name(name);
                    self.expr(value);
                }
                GivenKind::Id(_) => {}
            }
        }
        test.at.iter().for_each(|(at, _)| self.expr(at));
        self.expectations(&test.expect);
        test.rows.iter().for_each(|rows| self.test_rows(rows));
    }

    fn test_rows(&mut self, rows: &ast::TestRows) {
        self.nodes.push(rows.span);
        for column in &rows.given {
            self.nodes.push(column.span);
            match &column.kind {
                GivenColumnKind::Value(path) => self.names(path),
                GivenColumnKind::Model(name) => self.name(name),
                GivenColumnKind::Queue(queue, fact) => self.names([queue, fact]),
                GivenColumnKind::Id | GivenColumnKind::At(_) => {}
            }
        }
        for column in &rows.expect {
            match column {
                ExpectColumn::Holds(value) => self.expr(value),
                ExpectColumn::Fired { address, span } => {
                    self.nodes.push(*span);
                    self.names(address);
                }
            }
        }
        for row in &rows.rows {
            self.nodes.push(row.span);
            row.given.iter().flatten().for_each(|cell| self.expr(cell));
            row.expect.iter().for_each(|cell| self.cell(&cell.kind));
        }
    }

    fn scenario(&mut self, scenario: &ast::Scenario) {
        self.settings(&scenario.settings);
        for line in &scenario.lines {
            self.nodes.push(line.span);
            self.expr(&line.time);
            self.setting_as(&line.event, Role::Value);
            self.expectations(&line.expect);
        }
    }

    fn expectations(&mut self, expect: &[Expectation]) {
        for one in expect {
            match one {
                Expectation::Holds(condition) => self.expr(condition),
                Expectation::Fired { address, span, label, .. } => {
                    self.nodes.extend([*span, label.span]);
                    self.names(address);
                }
            }
        }
    }

    fn settings(&mut self, settings: &[Setting]) {
        for setting in settings {
            self.setting_as(setting, Role::Setting);
        }
    }

    /// Blocks stand in one another no deeper than brackets may.
    pub(super) fn setting_as(&mut self, setting: &Setting, role: Role) {
        self.nodes.push(setting.span);
        self.word(&setting.word, role);
        self.exprs(&setting.terms);
        self.exprs(&setting.when);
        setting.block.iter().for_each(|block| self.settings(block));
    }
}

use crate::source::Span;
use crate::syntax::ast::{
    self, Clause, ClauseKind, ExpectColumn, Expectation, Expr, ExprKind, Field, GivenColumnKind, GivenKind,
    Header, ItemKind, Name, Rule, Setting, Target, TypeName,
};

/// What the tree of a section is made of. Places are places in the section.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Every word that is no word of the language, with the part it plays.
    pub(super) words: Vec<(Span, Role)>,
    /// Every part that has a place: comparisons, conditions, clauses, rules, settings, declarations.
    pub(super) nodes: Vec<Span>,
    /// The words that `set` writes to.
    pub(super) written: Vec<Span>,
}

/// The part a word plays where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
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
    pub(super) fn of(tree: &ast::File) -> Self {
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

    fn word(&mut self, name: &Name, role: Role) {
        self.words.push((name.span, role));
    }

    fn name(&mut self, name: &Name) {
        self.word(name, Role::Name);
    }

    fn names<'n>(&mut self, names: impl IntoIterator<Item = &'n Name>) {
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
    fn setting_as(&mut self, setting: &Setting, role: Role) {
        self.nodes.push(setting.span);
        self.word(&setting.word, role);
        self.exprs(&setting.terms);
        self.exprs(&setting.when);
        setting.block.iter().for_each(|block| self.settings(block));
    }
}

impl Parts {
    fn rules(&mut self, rules: &[Rule]) {
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

    fn path(&mut self, path: &ast::Path) {
        path.words.iter().for_each(|word| self.word(word, Role::Value));
        let ends = path.words.first().zip(path.words.last());
        self.nodes.extend(ends.map(|(first, last)| first.span.to(last.span)));
    }

    fn call(&mut self, call: &ast::Call) {
        self.word(&call.name, Role::Called);
        self.exprs(&call.arguments);
    }

    fn exprs<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) {
        exprs.into_iter().for_each(|expr| self.expr(expr));
    }

    /// Without recursion: a sum may have more parts than a stack has room for.
    fn expr(&mut self, expr: &Expr) {
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

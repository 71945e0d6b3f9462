use super::change::Said;
use super::part::{List, Part, Thing};
use crate::engine::Checked;
use crate::hir::{self, EffectiveSetting, Origin, RulesetKind};
use crate::source::{SourceFile, Span, is_route};
use crate::syntax::ast::{self, Item, ItemKind, PlainKind, Rows, Rule, Setting};
use crate::syntax::lex::{TokenKind, tokens};
use crate::types::RoutePolicy;

/// What a program declares, in its order; tests and imports left out.
pub(super) fn outline(checked: &Checked) -> Vec<Thing> {
    let reader = Reader { checked };
    let mut found = Vec::new();
    for (id, file) in checked.sources.iter().filter(|(_, file)| is_route(&file.name)) {
        let (tree, _) = crate::syntax::parse(id, file);
        found.extend(tree.items.iter().filter_map(|item| reader.thing(item)));
    }
    found
}

struct Reader<'c> {
    checked: &'c Checked,
}

impl Reader<'_> {
    fn thing(&self, item: &Item) -> Option<Thing> {
        let (kind, name) = kind_and_name(&item.kind)?;
        let said = self.said(item.span);
        let mut thing = Thing { kind, name, settings: Vec::new(), lists: Vec::new(), said };
        if let Some(label) = item.kind.header().and_then(|header| header.label.as_ref()) {
            thing.settings.push(("label".to_owned(), self.said(label.span)));
        }
        self.fill(&item.kind, &mut thing);
        Some(thing)
    }

    fn fill(&self, kind: &ItemKind, thing: &mut Thing) {
        match kind {
            ItemKind::Constant(found) => self.add(thing, "value", found.value.span),
            ItemKind::Condition(found) => self.add(thing, "condition", found.body.span),
            ItemKind::Model(found) => self.add(thing, "result", found.result.span),
            ItemKind::List(found) => {
                thing.lists.push(self.list("", "member", found.members.iter().map(|one| (None, one.span))));
            }
            ItemKind::Enum(found) => {
                let values = found.values.iter().map(|value| (Some(value.name.text.clone()), value.span));
                thing.lists.push(List { ordered: true, ..self.list("", "value", values) });
            }
            ItemKind::Entity(found) | ItemKind::Channel(found) => {
                thing.lists.push(self.fields("", &found.fields));
            }
            ItemKind::Table(found) => self.table(found, thing),
            ItemKind::Hours(found) => {
                self.written(&found.settings, thing);
                let days = found.days.iter().map(|(day, _)| (Some(self.words(day.span)), day.span));
                thing.lists.push(self.list("", "day", days));
            }
            ItemKind::Assignment(found) => {
                self.written(&found.settings, thing);
                thing.lists.push(self.rules("", &found.rules));
            }
            ItemKind::Intake(found) => thing.lists.push(self.rules("", &found.rules)),
            ItemKind::Plain(found) => self.plain(found, thing),
            ItemKind::Queue(found) => self.queue(found, thing),
            ItemKind::Workstream(found) => self.workstream(&found.header.name.text, thing),
            ItemKind::Import(_) | ItemKind::Test(_) | ItemKind::Scenario(_) | ItemKind::Broken(_) => {}
        }
    }

    fn table(&self, found: &ast::Table, thing: &mut Thing) {
        self.add(thing, "columns", found.header);
        let mut rows = List { address: String::new(), what: "row", ordered: true, parts: Vec::new() };
        let known = self.checked.program.tables.iter().find(|table| table.named.name == found.name.text);
        for (at, row) in known.iter().flat_map(|table| &table.rows).enumerate() {
            let key = match &found.rows {
                Rows::Inline(written) => {
                    written.get(at).and_then(|row| row.cells.first().zip(row.cells.last()))
                }
                Rows::Csv(_) => None,
            };
            let key = key.map(|(first, last)| self.words(first.span.to(last.span)));
            rows.parts.push(Part { key, said: self.said(row.span) });
        }
        thing.lists.push(rows);
    }

    fn plain(&self, found: &ast::Plain, thing: &mut Thing) {
        match self.effective(found.kind, &found.header.name.text) {
            Some(settings) => self.in_force(settings, thing),
            None => self.written(&found.settings, thing),
        }
    }

    /// The settings in force of a declaration whose defaults are known.
    fn effective(&self, kind: PlainKind, name: &str) -> Option<&[EffectiveSetting]> {
        let program = &self.checked.program;
        let template = |all: &'_ [hir::Template]| all.iter().position(|one| one.named.name == name);
        Some(match kind {
            PlainKind::Organisation => &program.organisation.settings,
            PlainKind::Session => &program.sessions.get(template(&program.sessions)?)?.settings,
            PlainKind::Auth => &program.auths.get(template(&program.auths)?)?.settings,
            PlainKind::Reply => &program.replies.get(template(&program.replies)?)?.settings,
            PlainKind::Notification => {
                &program.notifications.iter().find(|one| one.named.name == name)?.settings
            }
            PlainKind::Presence => &program.presences.iter().find(|one| one.named.name == name)?.settings,
            PlainKind::Bot => &program.bots.iter().find(|one| one.named.name == name)?.settings,
            PlainKind::Rating | PlainKind::SkillType | PlainKind::Skill | PlainKind::Profile => return None,
        })
    }

    fn queue(&self, found: &ast::Queue, thing: &mut Thing) {
        let known = self.checked.program.queues.iter().find(|one| one.named.name == found.header.name.text);
        self.in_force(known.map_or(&[][..], |queue| &queue.settings), thing);
        let lists =
            [("overflow", &found.overflow), ("prioritize", &found.prioritize), ("choose", &found.choose)];
        for (address, list) in lists {
            let rules = list.as_ref().map_or(&[][..], |(rules, _)| rules);
            thing.lists.push(self.rules(address, rules));
        }
    }

    /// A workstream with what it copies: its rules are those in force.
    fn workstream(&self, name: &str, thing: &mut Thing) {
        let known = self.checked.program.workstreams.iter().find(|one| one.named.name == name);
        let Some(known) = known else { return };
        self.in_force(&known.settings, thing);
        let fields =
            known.context.iter().map(|field| (Some(field.name.clone()), self.line_of(field.name_span())));
        thing.lists.push(self.list("context", "variable", fields));
        for ruleset in &known.classify {
            thing.settings.push((format!("classify.{}", ruleset.name), self.kind_of(ruleset)));
            if let RulesetKind::Rules(_, rules) = &ruleset.kind {
                let rules = rules.iter().map(|rule| (label(&rule.name, &ruleset.name), rule.span));
                thing.lists.push(List { ordered: true, ..self.list(&ruleset.name, "rule", rules) });
            }
        }
        if let Some(route) = &known.route {
            let policy = match route.policy {
                RoutePolicy::All => "all",
                RoutePolicy::First => "first",
            };
            let policy = Said { text: policy.to_owned(), ..self.said(route.span) };
            thing.settings.push(("route".to_owned(), policy));
            let rules = route.rules.iter().map(|rule| (label(&rule.name, "route"), rule.span));
            thing.lists.push(List { ordered: true, ..self.list("route", "rule", rules) });
        }
    }

    fn kind_of(&self, ruleset: &hir::Ruleset) -> Said {
        let text = match &ruleset.kind {
            RulesetKind::Rules(hir::Policy::First, _) => "first".to_owned(),
            RulesetKind::Rules(hir::Policy::All, _) => "all".to_owned(),
            RulesetKind::Model { model, .. } => {
                let model = self.checked.program.models.get(model.index());
                format!("model {}", model.map_or("", |model| &model.named.name))
            }
        };
        Said { text, ..self.said(ruleset.span) }
    }

    fn in_force(&self, settings: &[EffectiveSetting], thing: &mut Thing) {
        for setting in settings {
            let (why, span) = match &setting.origin {
                Origin::Written(span) => (None, Some(*span)),
                Origin::Default(_) => (Some("by default".to_owned()), None),
                Origin::Copied { from, span } => (Some(format!("copied from {from}")), *span),
            };
            let (file, line) = span.map(|span| self.place(span)).unzip();
            let said = Said { text: setting.value.clone(), why, file, line };
            thing.settings.push((setting.address.clone(), said));
        }
    }

    /// Settings as written; several of one word are a list.
    fn written(&self, settings: &[Setting], thing: &mut Thing) {
        for setting in settings {
            let word = &setting.word.text;
            let several = settings.iter().filter(|other| other.word.text == *word).count() > 1;
            if several {
                let list = thing.lists.iter_mut().find(|list| list.address == *word);
                let part = Part { key: None, said: self.said(setting.span) };
                match list {
                    Some(list) => list.parts.push(part),
                    None => thing.lists.push(List {
                        address: word.clone(),
                        what: "line",
                        ordered: false,
                        parts: vec![part],
                    }),
                }
            } else {
                let said = self.said(setting.span);
                let text = said.text.strip_prefix(word.as_str()).unwrap_or_default().trim_start().to_owned();
                thing.settings.push((word.clone(), Said { text, ..said }));
            }
        }
    }

    fn fields(&self, address: &str, fields: &[ast::Field]) -> List {
        self.list(address, "field", fields.iter().map(|field| (Some(field.name.text.clone()), field.span)))
    }

    fn rules(&self, address: &str, rules: &[Rule]) -> List {
        let rules =
            rules.iter().map(|rule| (rule.label.as_ref().map(|label| label.value.clone()), rule.span));
        List { ordered: true, ..self.list(address, "rule", rules) }
    }

    fn list(
        &self,
        address: &str,
        what: &'static str,
        parts: impl Iterator<Item = (Option<String>, Span)>,
    ) -> List {
        let part = |(key, span)| {
            let mut said = self.said(span);
            if what == "rule" {
                said.text = unlabelled(said.text);
            }
            Part { key, said }
        };
        List { address: address.to_owned(), what, ordered: false, parts: parts.map(part).collect() }
    }

    fn add(&self, thing: &mut Thing, address: &str, span: Span) {
        thing.settings.push((address.to_owned(), self.said(span)));
    }

    fn said(&self, span: Span) -> Said {
        let (file, line) = self.place(span);
        Said { text: self.words(span), why: None, file: Some(file), line: Some(line) }
    }

    fn file(&self, span: Span) -> Option<&SourceFile> {
        self.checked.sources.get(span.file)
    }

    fn place(&self, span: Span) -> (String, u32) {
        let Some(file) = self.file(span) else { return (String::new(), 0) };
        let start = usize::try_from(span.start).unwrap_or(usize::MAX);
        let before = file.text.get(..start).unwrap_or_default();
        let line = memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1;
        (file.name.clone(), u32::try_from(line).unwrap_or(u32::MAX))
    }

    /// From a name to the end of its line, or of its entry.
    fn line_of(&self, span: Span) -> Span {
        let Some(file) = self.file(span) else { return span };
        let start = usize::try_from(span.start).unwrap_or(usize::MAX);
        let rest = file.text.get(start..).unwrap_or_default();
        let length = rest.find(['\n', ',', '}']).unwrap_or(rest.len());
        Span { end: span.start.saturating_add(u32::try_from(length).unwrap_or(u32::MAX)), ..span }
    }

    /// What is written there: its words on one line, comments left out.
    fn words(&self, span: Span) -> String {
        let text = self.checked.sources.text(span);
        let mut words = String::new();
        let mut apart = false;
        for token in tokens(text) {
            if token.is_trivia() {
                apart = true;
                continue;
            }
            if apart && !words.is_empty() {
                words.push(' ');
            }
            words.push_str(token.text(text));
            apart = false;
        }
        words
    }
}

/// A rule without its label.
fn unlabelled(text: String) -> String {
    let mut all = tokens(&text).into_iter();
    let label = all.next().filter(|token| token.kind == TokenKind::Text);
    match label.and(all.next()).filter(|token| token.kind == TokenKind::Colon) {
        Some(colon) => text
            .split_at_checked(usize::try_from(colon.end).unwrap_or(usize::MAX))
            .map_or_else(String::new, |(_, rule)| rule.trim_start().to_owned()),
        None => text,
    }
}

/// The label of a rule, which has a stable name of its list and number where it has none.
fn label(name: &str, list: &str) -> Option<String> {
    let numbered = name.strip_prefix(list).is_some_and(|rest| rest.starts_with('#'));
    (!numbered).then(|| name.to_owned())
}

fn kind_and_name(kind: &ItemKind) -> Option<(&'static str, String)> {
    Some(match kind {
        ItemKind::Constant(found) => ("let", found.name.text.clone()),
        ItemKind::List(found) => ("list", found.name.text.clone()),
        ItemKind::Condition(found) => ("condition", found.name.text.clone()),
        ItemKind::Table(found) => ("table", found.name.text.clone()),
        ItemKind::Model(found) => ("model", found.name.text.clone()),
        ItemKind::Assignment(found) => ("assignment", found.name.text.clone()),
        ItemKind::Intake(found) => ("intake", found.entity.text.clone()),
        ItemKind::Enum(found) => ("enum", found.header.name.text.clone()),
        ItemKind::Entity(found) => ("entity", found.header.name.text.clone()),
        ItemKind::Channel(found) => ("channel", found.header.name.text.clone()),
        ItemKind::Hours(found) if found.closures => ("closures", found.header.name.text.clone()),
        ItemKind::Hours(found) => ("hours", found.header.name.text.clone()),
        ItemKind::Queue(found) => ("queue", found.header.name.text.clone()),
        ItemKind::Workstream(found) => ("workstream", found.header.name.text.clone()),
        ItemKind::Plain(found) => (word(found.kind), found.header.name.text.clone()),
        ItemKind::Import(_) | ItemKind::Test(_) | ItemKind::Scenario(_) | ItemKind::Broken(_) => return None,
    })
}

fn word(kind: PlainKind) -> &'static str {
    match kind {
        PlainKind::Rating => "rating",
        PlainKind::SkillType => "skill_type",
        PlainKind::Skill => "skill",
        PlainKind::Profile => "profile",
        PlainKind::Presence => "presence",
        PlainKind::Session => "session",
        PlainKind::Notification => "notification",
        PlainKind::Bot => "bot",
        PlainKind::Auth => "auth",
        PlainKind::Reply => "reply",
        PlainKind::Organisation => "organisation",
    }
}

//! Programs by chance: every construct that a decision can touch, always well typed.

use super::dice::Dice;
use super::others::desks;
use super::phrase::{Here, Phrases};
use super::vocabulary::{Kind, Vocabulary, declared, literal, type_name};
use std::fmt::Write;

/// A program's text.
pub(crate) struct Program {
    text: String,
    /// The rows of one of its tables.
    csv: String,
}

impl Program {
    pub(crate) fn files(self) -> Vec<(String, String)> {
        vec![("main.route".to_owned(), self.text), ("desks.csv".to_owned(), self.csv)]
    }
}

/// The program of that number; `long` ones have lists of rules so long that they are looked up.
pub(crate) fn throw(seed: u64, long: bool) -> Program {
    let mut dice = Dice::new(seed);
    let words = Vocabulary::throw(&mut dice);
    let mut text = "language 1\n".to_owned();
    words.declare(&mut dice, &mut text);
    let mut maker = Maker { dice: &mut dice, words: &words, out: &mut text, tables: Vec::new(), long };
    maker.conditions();
    maker.tables();
    maker.fixed_tables();
    maker.queues();
    maker.workstream();
    maker.records();
    maker.voice();
    maker.kiosk();
    let csv = desks(&words, &mut dice);
    Program { text, csv }
}

/// A table a rule may ask: its parameters and, where it names queues, that.
struct Table {
    name: String,
    parameters: Vec<Kind>,
    queue: bool,
}

pub(super) struct Maker<'a> {
    pub(super) dice: &'a mut Dice,
    pub(super) words: &'a Vocabulary,
    pub(super) out: &'a mut String,
    tables: Vec<Table>,
    long: bool,
}

impl Maker<'_> {
    /// How many rules a list has: at least one and up to a few, or some hundred.
    fn count(&mut self, few: usize) -> usize {
        if self.long { 100 + self.dice.below(200) } else { 1 + self.dice.below(few) }
    }

    pub(super) fn phrase(&mut self, here: &Here<'_>, depth: usize) -> String {
        Phrases { dice: self.dice, words: self.words }.condition(here, depth)
    }

    fn value(&mut self, here: &Here<'_>, kind: &Kind) -> String {
        Phrases { dice: self.dice, words: self.words }.value(here, kind, 2)
    }

    fn conditions(&mut self) {
        let here = Here { person: Some("who"), ..Here::nothing() };
        let body = self.phrase(&here, 1);
        writeln!(self.out, "condition about(who: Person) = {body}").unwrap();
        let scalar = Here { parameter: Some(("number", Kind::Int)), ..Here::nothing() };
        let body = self.phrase(&scalar, 1);
        writeln!(self.out, "condition small(number: int) = {body}").unwrap();
        writeln!(self.out, "condition both(who: Person, number: int) = about(who) and not small(number)")
            .unwrap();
        writeln!(self.out, "list some_words = [\"refund\", \"CARD\", \"straße\"]").unwrap();
        writeln!(self.out, "let switched_on = {}", self.dice.pick(&["yes", "no"])).unwrap();
        self.out.push_str(
            "condition tagged(tags: [text]) = tags contains any some_words or \"fr\" in tags\n\
             condition known(who: agent, name: text) = who == \"ana\" or who != name\n\
             condition skilled(s: skill) = item needs s >= 2\n\
             condition less_skilled(s: skill) = not skilled(s) or item needs s < 4\n",
        );
    }

    fn tables(&mut self) {
        for number in 0..3 {
            let queue = number == 0;
            let kinds = [Kind::Enum(0), Kind::Int, Kind::Text, Kind::Decimal, Kind::Bool];
            let parameters: Vec<Kind> =
                (0..=self.dice.below(3)).map(|_| self.dice.pick(&kinds).clone()).collect();
            let name = format!("t{number}");
            self.table(&name, &parameters, queue);
            self.tables.push(Table { name, parameters, queue });
        }
    }

    fn table(&mut self, name: &str, parameters: &[Kind], queue: bool) {
        let declared: Vec<String> =
            parameters.iter().enumerate().map(|(at, kind)| format!("a{at}: {}", type_name(kind))).collect();
        let result = if queue { "queue" } else { "(i: int, e: E0)" };
        writeln!(self.out, "table {name}({}) -> {result} first {{", declared.join(", ")).unwrap();
        for _ in 0..self.count(6) {
            let cells: Vec<String> = parameters.iter().map(|kind| self.cell(kind)).collect();
            let outputs = self.outputs(queue);
            writeln!(self.out, "  {} -> {outputs}", cells.join(" | ")).unwrap();
        }
        if self.dice.chance(40) {
            let outputs = self.outputs(queue);
            writeln!(self.out, "  otherwise -> {outputs}").unwrap();
        }
        self.out.push_str("}\n");
    }

    fn outputs(&mut self, queue: bool) -> String {
        if queue {
            return self.dice.pick(&self.words.queues).clone();
        }
        let number = literal(self.dice, &Kind::Int, &self.words.enums);
        let value = literal(self.dice, &Kind::Enum(0), &self.words.enums);
        format!("{number} | {value}")
    }

    fn cell(&mut self, kind: &Kind) -> String {
        let mut one = |kind: &Kind| literal(self.dice, kind, &self.words.enums);
        let (first, second) = (one(kind), one(kind));
        let ordered = matches!(kind, Kind::Int | Kind::Decimal);
        match self.dice.below(if ordered { 11 } else { 7 }) {
            10 => "not 1..5".to_owned(),
            0 | 1 => "any".to_owned(),
            2 => first,
            3 => format!("[{first}, {second}]"),
            4 => format!("not {first}"),
            5 => format!("not [{first}, {second}]"),
            6 if *kind == Kind::Text => {
                format!("{} {first}", self.dice.pick(&["starts with", "contains", "ends with"]))
            }
            6 => (*self.dice.pick(&["missing", "present"])).to_owned(),
            7 => format!("> {first}"),
            8 => format!("<= {first}"),
            _ => (*self.dice.pick(&["1..5", "0..<7", "-2..99"])).to_owned(),
        }
    }

    fn queues(&mut self) {
        for name in &self.words.queues {
            writeln!(self.out, "queue {name} {{\n  type messaging\n  carries Thing").unwrap();
            let members =
                self.dice.pick(&["from data", "everyone", "when has s0 >= 3", "when has s2 or is_working"]);
            writeln!(self.out, "  members {members}").unwrap();
            if self.dice.chance(60) {
                let hours = self.dice.pick(&self.words.hours);
                writeln!(self.out, "  hours {hours}").unwrap();
                self.overflow(true, name);
            } else {
                self.overflow(false, name);
            }
            self.out.push_str("}\n");
        }
        self.out.push_str("queue things { type record }\nqueue others { type record }\n");
    }

    /// Overflow on arrival. Transfers only go to queues of higher numbers: a round trip is an error.
    fn overflow(&mut self, with_hours: bool, queue: &str) {
        if self.dice.chance(30) {
            return;
        }
        self.out.push_str("  overflow {\n");
        for _ in 0..=self.dice.below(3) {
            let rule = self.overflow_rule(with_hours, queue);
            writeln!(self.out, "    {rule}").unwrap();
        }
        self.out.push_str("  }\n");
    }

    fn overflow_rule(&mut self, with_hours: bool, queue: &str) -> String {
        let at = self.words.queues.iter().position(|name| name == queue).unwrap_or(0);
        let later = self.words.queues.get(at + 1..).unwrap_or_default();
        if with_hours && self.dice.chance(15) {
            return "when out_of_hours and (f1 > 2 or waiting_items > 9) then assign_anyway".to_owned();
        }
        let action = match self.dice.below(3) {
            0 if !later.is_empty() => format!("transfer {}", self.dice.pick(later)),
            _ => "end_conversation".to_owned(),
        };
        if with_hours && self.dice.chance(40) {
            let action = if self.dice.chance(50) { "assign_anyway".to_owned() } else { action };
            return format!("when out_of_hours then {action}");
        }
        if self.dice.chance(50) {
            return format!("when waiting_items > {} then {action}", self.dice.between(1, 20));
        }
        let here = Here::item();
        format!("when {} then {action}", self.phrase(&here, 0))
    }

    fn workstream(&mut self) {
        self.out
            .push_str("workstream chat {\n  type messaging\n  channel chat\n  carries Thing\n  mode push\n");
        writeln!(
            self.out,
            "  bot helper\n  instances [\"example.com/help\"]\n  fallback {}\n  context {{",
            self.words.queues[0]
        )
        .unwrap();
        for field in &self.words.context {
            writeln!(self.out, "    {}", declared(field)).unwrap();
        }
        self.out.push_str("    extra: int?\n  }\n");
        let mut models = 0;
        for number in 0..=self.dice.below(6) {
            if self.dice.chance(35) {
                let model = ["sentiment", "repairs", "skills", "opinion"][models % 4];
                writeln!(self.out, "  classify mood{models} model {model}(f3)").unwrap();
                models += 1;
            } else {
                self.ruleset(number, models);
            }
        }
        self.route(models);
        let capacity = *self.dice.pick(&["units 10", "profile load0"]);
        writeln!(self.out, "  distribution {{ {capacity}, presences [available], skills closest }}\n}}")
            .unwrap();
    }

    fn ruleset(&mut self, number: usize, models: usize) {
        let policy = *self.dice.pick(&["first", "all"]);
        writeln!(self.out, "  classify rules{number} {policy} {{").unwrap();
        let count = self.count(5);
        for rule in 0..count {
            let last = rule + 1 == count;
            self.classify_rule(rule, models, last);
        }
        self.out.push_str("  }\n");
    }

    fn guard(&mut self, models: usize, last: bool) -> String {
        if last && self.dice.chance(30) {
            return "otherwise".to_owned();
        }
        let here = Here { models, context: true, ..Here::item() };
        if self.long && self.dice.chance(85) {
            return format!("when {}", self.rare(&here));
        }
        format!("when {}", self.phrase(&here, 2))
    }

    /// A condition that few items meet, as those of long lists do: some must hold, or some others.
    fn rare(&mut self, here: &Here<'_>) -> String {
        let some = |maker: &mut Self| {
            let parts: Vec<String> =
                (0..2 + maker.dice.below(3)).map(|_| format!("({})", maker.phrase(here, 0))).collect();
            parts.join(" and ")
        };
        let first = some(self);
        if self.dice.chance(70) { first } else { format!("({first}) or ({})", some(self)) }
    }

    fn classify_rule(&mut self, rule: usize, models: usize, last: bool) {
        let guard = self.guard(models, last);
        writeln!(self.out, "    \"R{rule}\": {guard}").unwrap();
        let mut done: Vec<String> = Vec::new();
        for _ in 0..=self.dice.below(3) {
            let clause = self.clause(models);
            let target = clause.split('=').next().unwrap_or_default().replace("(f1, f8) ", "f1 ");
            if !done.contains(&target) {
                writeln!(self.out, "      {clause}").unwrap();
                done.push(target);
            }
        }
    }

    fn clause(&mut self, models: usize) -> String {
        let here = Here { models, context: true, ..Here::item() };
        match self.dice.below(6) {
            0 => format!("require s{} >= {}", self.dice.below(2), self.dice.between(1, 5)),
            1 => (*self.dice.pick(&["require s2", "require s0 >= good"])).to_owned(),
            2 => format!("hold {}", self.dice.pick(&self.words.profiles)),
            3 => self.set_from_table(&here),
            4 if self.dice.chance(30) => {
                let kind = self.dice.pick(&[Kind::TextList, Kind::EnumList(0)]).clone();
                let of = if kind == Kind::TextList { Kind::Text } else { Kind::Enum(0) };
                let field = self.words.fields.iter().find(|field| field.kind == kind).unwrap().name.clone();
                let one = literal(self.dice, &of, &self.words.enums);
                format!("set {field} = [{one}]")
            }
            _ => {
                let field = self.dice.pick(&self.words.fields[2..8]).clone();
                let value = self.value(&here, &field.kind);
                format!("set {} = {value}", field.name)
            }
        }
    }

    fn set_from_table(&mut self, here: &Here<'_>) -> String {
        let call = match self.dice.below(4) {
            0 => format!("rank({})", self.value(here, &Kind::Enum(0))),
            1 => format!("grade({})", self.value(here, &Kind::Int)),
            2 => self.call(here, 1),
            _ => self.call(here, 2),
        };
        if self.dice.chance(15) {
            return format!("set f1 = fee({})", self.value(here, &Kind::Int));
        }
        format!("set (f1, f8) = {call}")
    }

    fn call(&mut self, here: &Here<'_>, number: usize) -> String {
        let parameters = self.tables[number].parameters.clone();
        let name = self.tables[number].name.clone();
        assert_eq!(self.tables[number].queue, number == 0, "only the first table names queues");
        let arguments: Vec<String> = parameters.iter().map(|kind| self.value(here, kind)).collect();
        format!("{name}({})", arguments.join(", "))
    }

    fn route(&mut self, models: usize) {
        if self.dice.chance(5) {
            return;
        }
        let policy = *self.dice.pick(&["all", "first"]);
        writeln!(self.out, "  route {policy} {{").unwrap();
        let count = self.count(6);
        for rule in 0..count {
            let guard = self.guard(models, rule + 1 == count);
            let target = self.target(models);
            let urgency = *self.dice.pick(&[
                "",
                "",
                " urgency 5",
                " urgency [2, 3 after 10m]",
                " use anyone",
                " urgency -1 use skilled_first(s0)",
            ]);
            let urgency = if target == "bot" { "" } else { urgency };
            writeln!(self.out, "    \"T{rule}\": {guard} to {target}{urgency}").unwrap();
            if target != "bot" && self.dice.chance(15) {
                let rule = self.overflow_rule(false, "");
                writeln!(self.out, "      overflow {{ {rule} }}").unwrap();
            }
        }
        self.out.push_str("  }\n");
    }

    fn target(&mut self, models: usize) -> String {
        let here = Here { models, context: true, ..Here::item() };
        let queues = &self.words.queues;
        match self.dice.below(9) {
            6 => "bot".to_owned(),
            7 => format!("agent {} in {} for 30s", self.value(&here, &Kind::Text), self.dice.pick(queues)),
            8 => {
                let (one, two) = (self.value(&here, &Kind::Enum(0)), self.value(&here, &Kind::Text));
                format!("desk({one}, {two})")
            }
            0 => self.call(&here, 0),
            1 => format!("split {{ {} 30%, {} 70% }}", queues[0], queues[1]),
            2 => format!("agent f3 in {}", self.dice.pick(queues)),
            _ => self.dice.pick(queues).clone(),
        }
    }

    fn records(&mut self) {
        for (name, queue) in [("one_desk", "things"), ("two_desk", "others")] {
            writeln!(
                self.out,
                "workstream {name} {{ type record, carries Thing, mode push, fallback {queue}, \
                 distribution {{ units 1, presences [available], skills none }} }}"
            )
            .unwrap();
        }
        self.out.push_str("intake Thing {\n");
        for (rule, to) in [(0, "one_desk"), (1, "two_desk")] {
            let guard = self.phrase(&Here::item(), 1);
            writeln!(self.out, "  \"I{rule}\": when {guard} to {to}").unwrap();
        }
        self.out.push_str("}\n");
    }
}

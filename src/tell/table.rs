use super::assignment::given;
use super::sentence::{Sentence, listed, value, words};
use super::teller::{Teller, called};
use super::words::plain;
use crate::hir::{Const, Expr, Table, TableCell, TableCellTest, TableId, TableRow};
use crate::types::{Case, CompareOp, HitPolicy, TextOp, Type};

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableTold {
    /// Its name in the program.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// What its author says of it.
    pub doc: Option<String>,
    /// What it is asked with and gives, and which row counts, a sentence each.
    pub about: Vec<Sentence>,
    /// What its columns are called.
    pub inputs: Vec<String>,
    /// What the columns are called that it gives.
    pub outputs: Vec<String>,
    /// Its rows: a cell for each column.
    pub rows: Vec<Vec<Sentence>>,
}

pub(super) fn table(teller: &Teller<'_>, of: &Table) -> TableTold {
    let outputs: Vec<_> = of.outputs.iter().map(|(name, ty)| output_name(teller, name, ty)).collect();
    let asked = given(teller, &of.parameters)
        .map_or_else(|| words("It is asked with nothing"), |given| words("It is asked with ").then(given));
    let gives = listed(outputs.iter().map(|name| value(name.clone())).collect(), "and");
    let mut about = vec![asked.say(", and gives ").then(gives).whole()];
    about.push(words(policy(of)).whole());
    TableTold {
        name: of.named.name.clone(),
        label: called(&of.named),
        doc: of.named.doc.clone(),
        about,
        inputs: of.parameters.iter().map(|parameter| plain(&parameter.name)).collect(),
        outputs,
        rows: of.rows.iter().map(|row| cells(teller, row)).collect(),
    }
}

fn output_name(teller: &Teller<'_>, name: &str, ty: &Type) -> String {
    if !name.is_empty() {
        return plain(name);
    }
    let word = match ty {
        Type::Queue => "queue",
        Type::Skill => "skill",
        Type::Agent => "agent",
        Type::Enum(id) => {
            let known = usize::try_from(id.0).ok().and_then(|id| teller.program.enums.get(id));
            return known.map_or_else(|| "value".to_owned(), |known| called(&known.named));
        }
        Type::Bool
        | Type::Int
        | Type::Decimal
        | Type::Text
        | Type::Date
        | Type::Time
        | Type::Instant
        | Type::Duration
        | Type::Entity(_)
        | Type::List(_)
        | Type::Unknown => "value",
    };
    word.to_owned()
}

fn policy(table: &Table) -> &'static str {
    match (table.policy, table.complete) {
        (HitPolicy::First, true) => "The first row that fits counts, and there is one for every case",
        (HitPolicy::First, false) => {
            "The first row that fits counts; where none fits, the rule that asks does not hold"
        }
        (HitPolicy::Unique, true) => "Exactly one row fits in every case",
        (HitPolicy::Unique, false) => {
            "Never does more than one row fit; where none fits, the rule that asks does not hold"
        }
    }
}

fn cells(teller: &Teller<'_>, row: &TableRow) -> Vec<Sentence> {
    let outputs = row.outputs.iter().map(|output| teller.known(output));
    row.cells.iter().map(|cell| told(teller, cell)).chain(outputs).collect()
}

fn told(teller: &Teller<'_>, cell: &TableCell) -> Sentence {
    let not = if cell.negated { "not " } else { "" };
    let (ahead, told) = match &cell.test {
        TableCellTest::Any => return words(if cell.negated { "never" } else { "any" }),
        TableCellTest::Present => return words(if cell.negated { "missing" } else { "known" }),
        TableCellTest::OneOf(values, case) => ("", one_of(teller, values, *case)),
        TableCellTest::Between { from, to, half_open } => {
            let until = if *half_open { " to just below " } else { " to " };
            ("", teller.known(from).say(until).then(teller.known(to)))
        }
        TableCellTest::Compare(op, with) => (compared(*op), teller.known(with)),
        TableCellTest::Search(op, texts) => {
            let texts = texts.iter().map(|text| value(format!("“{text}”"))).collect();
            (searched(*op), listed(texts, "or"))
        }
    };
    words(format!("{not}{ahead}")).then(told)
}

fn one_of(teller: &Teller<'_>, values: &[Const], case: Case) -> Sentence {
    let told = teller.values(values, "or");
    match case {
        Case::Ignored => told,
        Case::Exact => told.say(", written exactly so"),
    }
}

fn compared(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Eq => "",
        CompareOp::Ne => "another than ",
        CompareOp::Lt => "less than ",
        CompareOp::Le => "at most ",
        CompareOp::Gt => "more than ",
        CompareOp::Ge => "at least ",
    }
}

fn searched(op: TextOp) -> &'static str {
    match op {
        TextOp::Contains => "contains ",
        TextOp::ContainsWord => "contains the word ",
        TextOp::StartsWith => "starts with ",
        TextOp::EndsWith => "ends with ",
        TextOp::Matches => "fits the pattern ",
    }
}

impl Teller<'_> {
    /// `the priority that “sla” gives for the amount`
    pub(super) fn looked_up(&self, table: TableId, arguments: &[Expr], output: u32) -> Sentence {
        let known = self.program.tables.get(table.index());
        let at = usize::try_from(output).ok();
        let found = known.zip(at).and_then(|(known, at)| known.outputs.get(at));
        let name = found.map_or_else(|| "value".to_owned(), |(name, ty)| output_name(self, name, ty));
        let told = words(format!("the {name} that ")).then(self.table(table)).say(" gives");
        if arguments.is_empty() { told } else { told.say(" for ").then(self.listed_values(arguments)) }
    }
}

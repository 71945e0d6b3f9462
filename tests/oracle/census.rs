//! Which kinds of everything a language can say were said, and which outcomes came: so that a trial that never meets one
//! is no trial. Every list is a `match` without a wildcard, so that a new kind must be named here.

use super::search::Caches;
use super::walk;
use enroute::Bundle;
use enroute::bytecode::{Atom, Op, SearchMode};
use enroute::hir::{
    Argument, Capacity, ClassifyAction, Expr, ExprKind, Guard, Hours, OpenSpan, OverflowAction, Policy,
    Program, QueueFact, Root, RulesetKind, SkillRef, TableCellTest, Target, WorkKind, Workstream, ZoneOf,
};
use enroute::types::{ArithOp, BoolOp, Case, CompareOp, HitPolicy, Quantifier, RoutePolicy, TextOp, Type};
use enroute::vm::{ClauseKind, ClauseTrace, Decision, NotRouted, Reason, RuleState};
use std::collections::BTreeMap;

/// A function from a value to the word for its kind, and the list of all such words.
macro_rules! kinds {
    ($($all:ident $name:ident: $ty:ty { $($pattern:pat => $word:literal,)* })*) => {
        $(
            pub(crate) fn $name(value: &$ty) -> &'static str {
                match value { $($pattern => $word,)* }
            }
        )*
        /// Every kind, by the word for what it is a kind of.
        pub(crate) const ALL: &[(&str, &[&str])] = &[$((stringify!($all), &[$($word),*])),*];
    };
}

kinds! {
    expressions expr: ExprKind {
        ExprKind::Const(_) => "constant", ExprKind::List(_) => "list", ExprKind::Read(_) => "read",
        ExprKind::Param(_) => "parameter", ExprKind::Not(_) => "not", ExprKind::Chain(..) => "chain",
        ExprKind::Compare { .. } => "compare", ExprKind::OneOf { .. } => "one of",
        ExprKind::Between { .. } => "between", ExprKind::Search { .. } => "search",
        ExprKind::ListHas { .. } => "list has", ExprKind::InList { .. } => "in list",
        ExprKind::Present(_) => "present", ExprKind::WithinLast(..) => "within last",
        ExprKind::WithinNext(..) => "within next", ExprKind::OlderThan(..) => "older than",
        ExprKind::During(None, _) => "during now", ExprKind::During(Some(_), _) => "during then",
        ExprKind::Needs { level: None, .. } => "needs", ExprKind::Needs { level: Some(_), .. } => "needs at level",
        ExprKind::Has { .. } => "has", ExprKind::Holds(_) => "holds", ExprKind::Arith { .. } => "arithmetic",
        ExprKind::Negate(_) => "negate", ExprKind::Default(..) => "default", ExprKind::Widen(_) => "widen",
        ExprKind::Now => "now", ExprKind::DateIn(..) => "date in", ExprKind::TimeIn(..) => "time in",
        ExprKind::WeekdayIn(..) => "weekday in", ExprKind::Condition(..) => "named condition",
        ExprKind::Lookup { .. } => "lookup",
    }
    comparisons comparison: CompareOp {
        CompareOp::Eq => "==", CompareOp::Ne => "!=", CompareOp::Lt => "<", CompareOp::Le => "<=",
        CompareOp::Gt => ">", CompareOp::Ge => ">=",
    }
    chains chain: BoolOp { BoolOp::And => "and", BoolOp::Or => "or", }
    arithmetic arith: ArithOp { ArithOp::Add => "+", ArithOp::Sub => "-", ArithOp::Mul => "*", ArithOp::Div => "/", }
    searches search: (TextOp, Quantifier, Case) {
        (TextOp::Contains, Quantifier::Any, Case::Ignored) => "contains",
        (TextOp::Contains, Quantifier::All, Case::Ignored) => "contains all",
        (TextOp::Contains, Quantifier::None, Case::Ignored) => "contains none",
        (TextOp::Contains, Quantifier::Any, Case::Exact) => "exactly contains",
        (TextOp::Contains, Quantifier::All, Case::Exact) => "exactly contains all",
        (TextOp::Contains, Quantifier::None, Case::Exact) => "exactly contains none",
        (TextOp::ContainsWord, Quantifier::Any, Case::Ignored) => "contains word",
        (TextOp::ContainsWord, Quantifier::All, Case::Ignored) => "contains word all",
        (TextOp::ContainsWord, Quantifier::None, Case::Ignored) => "contains word none",
        (TextOp::ContainsWord, Quantifier::Any, Case::Exact) => "exactly contains word",
        (TextOp::ContainsWord, Quantifier::All, Case::Exact) => "exactly contains word all",
        (TextOp::ContainsWord, Quantifier::None, Case::Exact) => "exactly contains word none",
        (TextOp::StartsWith, Quantifier::Any, Case::Ignored) => "starts with",
        (TextOp::StartsWith, Quantifier::All, Case::Ignored) => "starts with all",
        (TextOp::StartsWith, Quantifier::None, Case::Ignored) => "starts with none",
        (TextOp::StartsWith, Quantifier::Any, Case::Exact) => "exactly starts with",
        (TextOp::StartsWith, Quantifier::All, Case::Exact) => "exactly starts with all",
        (TextOp::StartsWith, Quantifier::None, Case::Exact) => "exactly starts with none",
        (TextOp::EndsWith, Quantifier::Any, Case::Ignored) => "ends with",
        (TextOp::EndsWith, Quantifier::All, Case::Ignored) => "ends with all",
        (TextOp::EndsWith, Quantifier::None, Case::Ignored) => "ends with none",
        (TextOp::EndsWith, Quantifier::Any, Case::Exact) => "exactly ends with",
        (TextOp::EndsWith, Quantifier::All, Case::Exact) => "exactly ends with all",
        (TextOp::EndsWith, Quantifier::None, Case::Exact) => "exactly ends with none",
        (TextOp::Matches, _, Case::Ignored) => "matches", (TextOp::Matches, _, Case::Exact) => "exactly matches",
    }
    members member: (Quantifier, Case) {
        (Quantifier::Any, Case::Ignored) => "any", (Quantifier::All, Case::Ignored) => "all",
        (Quantifier::None, Case::Ignored) => "none", (Quantifier::Any, Case::Exact) => "exactly any",
        (Quantifier::All, Case::Exact) => "exactly all", (Quantifier::None, Case::Exact) => "exactly none",
    }
    roots root: Root {
        Root::Item(_) => "item", Root::Context(_) => "context", Root::Channel(_) => "channel", Root::Model(_) => "model",
        Root::Confidence(_) => "confidence", Root::Param(_) => "parameter", Root::Agent => "agent (desk)",
        Root::AgentFact(_) => "agent fact (desk)", Root::Queue(QueueFact::WaitingItems) => "waiting_items",
        Root::Queue(QueueFact::PredictedWait) => "predicted_wait", Root::Queue(QueueFact::OutOfHours) => "out_of_hours",
        Root::Id => "id", Root::Waited => "waited (desk)", Root::WorkstreamPresences => "presences (desk)",
        Root::Decision(_) => "decision (tests)",
    }
    types ty: Type {
        Type::Bool => "bool", Type::Int => "int", Type::Decimal => "decimal", Type::Text => "text", Type::Date => "date",
        Type::Time => "time", Type::Instant => "instant", Type::Duration => "duration", Type::Enum(_) => "enum",
        Type::Entity(_) => "entity", Type::List(_) => "list", Type::Queue => "queue", Type::Skill => "skill",
        Type::Agent => "agent", Type::Unknown => "unknown (faults)",
    }
    zones zone: ZoneOf { ZoneOf::Hours(_) => "of hours", ZoneOf::Zone(_) => "by name", }
    arguments argument: Argument {
        Argument::Value(_) => "value", Argument::Entity(_) => "entity", Argument::Skill(SkillRef::Skill(_)) => "skill",
        Argument::Skill(SkillRef::Param(_)) => "skill handed on",
    }
    rulesets ruleset: RulesetKind {
        RulesetKind::Rules(Policy::First, _) => "first", RulesetKind::Rules(Policy::All, _) => "all",
        RulesetKind::Model { .. } => "model",
    }
    guards guard: Guard { Guard::When(_) => "when", Guard::Otherwise => "otherwise", }
    actions action: ClassifyAction {
        ClassifyAction::Set { .. } => "set", ClassifyAction::SetFrom { .. } => "set from a table",
        ClassifyAction::Require { level: None, .. } => "require", ClassifyAction::Require { level: Some(_), .. } => "require at level",
        ClassifyAction::Hold { .. } => "hold",
    }
    routes route: RoutePolicy { RoutePolicy::All => "all", RoutePolicy::First => "first", }
    targets target: Target {
        Target::Queue(_) => "queue", Target::Table(..) => "table", Target::Split(_) => "split",
        Target::Agent { lasting: None, .. } => "agent", Target::Agent { lasting: Some(_), .. } => "agent for",
        Target::Bot => "bot",
    }
    overflows overflow: OverflowAction {
        OverflowAction::AssignAnyway => "assign_anyway", OverflowAction::Transfer(_) => "transfer",
        OverflowAction::EndConversation => "end_conversation", OverflowAction::Callback => "callback",
        OverflowAction::EndCall => "end_call", OverflowAction::External(_) => "external", OverflowAction::Voicemail => "voicemail",
    }
    tables table: (HitPolicy, bool) {
        (HitPolicy::First, false) => "first", (HitPolicy::First, true) => "first complete",
        (HitPolicy::Unique, false) => "unique", (HitPolicy::Unique, true) => "unique complete",
    }
    cells cell: (TableCellTest, bool) {
        (TableCellTest::Any, _) => "any", (TableCellTest::OneOf(..), false) => "one of", (TableCellTest::OneOf(..), true) => "not one of",
        (TableCellTest::Between { half_open: false, .. }, false) => "range", (TableCellTest::Between { half_open: true, .. }, false) => "open range",
        (TableCellTest::Between { .. }, true) => "not in range", (TableCellTest::Compare(..), _) => "comparison",
        (TableCellTest::Present, false) => "present", (TableCellTest::Present, true) => "missing",
        (TableCellTest::Search(..), _) => "search",
    }
    kinds_of_work work: WorkKind { WorkKind::Messaging => "messaging", WorkKind::Record => "record", WorkKind::Voice => "voice", }
    capacities capacity: Capacity { Capacity::Units(_) => "units", Capacity::Profile(_) => "profile", }
    atoms atom: Atom {
        Atom::Const(_) => "const", Atom::Range { .. } => "range", Atom::Mask { .. } => "mask", Atom::OneOf { .. } => "one of",
        Atom::TextIs { .. } => "text is", Atom::TextIn { .. } => "text in",
        Atom::TextSearch { mode: SearchMode::Anywhere, .. } => "search anywhere", Atom::TextSearch { mode: SearchMode::Word, .. } => "search word",
        Atom::TextSearch { mode: SearchMode::Start, .. } => "search start", Atom::TextSearch { mode: SearchMode::End, .. } => "search end",
        Atom::Regex { .. } => "regex", Atom::ListHas { .. } => "list has", Atom::ListHasText { .. } => "list has text",
        Atom::InList { .. } => "in list", Atom::During { .. } => "during", Atom::Age { .. } => "age", Atom::Cmp { .. } => "cmp",
        Atom::TextCmp { .. } => "text cmp",
    }
    reasons reason: Reason {
        Reason::Rule => "rule", Reason::Split { .. } => "split", Reason::Overflow { .. } => "overflow", Reason::Fallback => "fallback",
        Reason::Bot => "bot", Reason::NotRouted { why: NotRouted::NoIntakeRule } => "no intake rule",
        Reason::NotRouted { why: NotRouted::UnknownAddress } => "unknown address (refused)",
    }
    states state: RuleState {
        RuleState::NotReached => "not reached", RuleState::NotMatched => "not matched", RuleState::Matched => "matched",
        RuleState::Applied => "applied",
    }
    clauses clause: ClauseKind {
        ClauseKind::And => "and", ClauseKind::Or => "or", ClauseKind::Not => "not", ClauseKind::Condition(_) => "condition",
        ClauseKind::Table(_) => "table", ClauseKind::Test => "test",
    }
}

/// How often each kind was met.
#[derive(Debug, Default, Clone)]
pub(crate) struct Census {
    pub(crate) programs: u64,
    pub(crate) decisions: u64,
    pub(crate) counts: BTreeMap<(&'static str, &'static str), u64>,
    /// How often tests of each kind came out so.
    pub(crate) tests: BTreeMap<(&'static str, bool), u64>,
}

impl Census {
    fn count(&mut self, group: &'static str, kind: &'static str) {
        *self.counts.entry((group, kind)).or_default() += 1;
    }

    pub(crate) fn program(&mut self, program: &Program, bundle: &Bundle) {
        self.programs += 1;
        walk::each(program, &mut |found| self.expr(found));
        for workstream in &program.workstreams {
            self.workstream(workstream);
        }
        for (table, cells) in
            program.tables.iter().map(|table| (table, table.rows.iter().flat_map(|row| &row.cells)))
        {
            self.count("tables", self::table(&(table.policy, table.complete)));
            cells.for_each(|found| self.count("cells", cell(&(found.test.clone(), found.negated))));
            self.features(&[
                ("a table of a queue", table.outputs.iter().any(|(_, ty)| *ty == Type::Queue)),
                ("a table of several outputs", table.outputs.len() > 1),
                (
                    "a table of several files",
                    table
                        .rows
                        .iter()
                        .any(|row| table.named.span.is_some_and(|span| span.file != row.span.file)),
                ),
            ]);
        }
        for rule in program.queues.iter().flat_map(|queue| &queue.overflow) {
            self.count("overflows", overflow(&rule.action));
        }
        program.hours.iter().for_each(|hours| self.hours(hours));
        let fields = program.entities.iter().flat_map(|entity| &entity.fields);
        fields.for_each(|field| self.count("types", ty(&field.ty)));
        let parameters = program
            .conditions
            .iter()
            .flat_map(|one| &one.parameters)
            .chain(program.tables.iter().flat_map(|one| &one.parameters));
        parameters.for_each(|one| self.count("types", ty(&one.ty)));
        program.tables.iter().flat_map(|one| &one.outputs).for_each(|(_, one)| self.count("types", ty(one)));
        self.code(bundle);
    }

    fn features(&mut self, features: &[(&'static str, bool)]) {
        features.iter().filter(|(_, has)| *has).for_each(|(feature, _)| self.count("features", feature));
    }

    fn hours(&mut self, hours: &Hours) {
        let over = |span: &OpenSpan| span.to <= span.from;
        let twice = |span: &OpenSpan| hours.open.iter().filter(|other| other.day == span.day).count() > 1;
        self.features(&[
            ("hours over midnight", hours.open.iter().any(over)),
            ("hours with two openings a day", hours.open.iter().any(twice)),
            (
                "hours of whole days",
                hours.open.iter().any(|span| span.from.0 == 0 && span.to.0 == 86_400_000_000),
            ),
            ("hours always open", hours.open.len() >= 7 && hours.open.iter().all(|span| span.from.0 == 0)),
            ("hours never open", hours.until.is_some_and(|until| until.0 < 15_000)),
            ("hours with closures", !hours.closed.is_empty()),
            ("hours of single days", !hours.only.is_empty()),
            ("hours of single days without times", hours.only.iter().any(|only| only.spans.is_empty())),
            ("hours that end", hours.until.is_some()),
        ]);
    }

    fn workstream(&mut self, workstream: &Workstream) {
        self.count("kinds_of_work", work(&workstream.kind));
        self.count("capacities", capacity(&workstream.distribution.capacity.value));
        for found in &workstream.classify {
            self.count("rulesets", ruleset(&found.kind));
            if let RulesetKind::Rules(_, rules) = &found.kind {
                for rule in rules {
                    self.count("guards", guard(&rule.guard));
                    rule.actions.iter().for_each(|found| self.count("actions", action(found)));
                }
            }
        }
        self.features(&[
            ("a workstream without route", workstream.route.is_none()),
            ("a workstream with a bot", workstream.bot.is_some()),
        ]);
        let Some(found) = &workstream.route else { return };
        self.count("routes", route(&found.policy));
        for rule in &found.rules {
            self.count("targets", target(&rule.target));
            self.features(&[
                ("overflow of a route rule", rule.overflow.is_some()),
                ("urgency in steps", rule.urgency.len() > 1),
                ("an assignment of a route rule", rule.assignment.is_some()),
            ]);
            rule.overflow.iter().flatten().for_each(|found| self.count("overflows", overflow(&found.action)));
        }
    }

    fn expr(&mut self, found: &Expr) {
        self.count("expressions", expr(&found.kind));
        match &found.kind {
            ExprKind::Compare { op, .. } => {
                self.count("comparisons", comparison(op));
            }
            ExprKind::Chain(op, _) => {
                self.count("chains", chain(op));
            }
            ExprKind::Arith { op, .. } => {
                self.count("arithmetic", arith(op));
            }
            ExprKind::Search { op, quantifier, case, .. } => {
                self.count("searches", search(&(*op, *quantifier, *case)));
            }
            ExprKind::ListHas { quantifier, case, .. } => {
                self.count("members", member(&(*quantifier, *case)));
            }
            ExprKind::Read(place) => {
                self.count("roots", root(&place.root));
            }
            ExprKind::DateIn(_, of) | ExprKind::TimeIn(_, of) | ExprKind::WeekdayIn(_, of) => {
                self.count("zones", zone(of));
            }
            ExprKind::Condition(_, all) => all.iter().for_each(|one| self.count("arguments", argument(one))),
            _ => {}
        }
    }

    fn code(&mut self, bundle: &Bundle) {
        let program = bundle.program().program();
        for op in &program.code {
            *self.counts.entry(("instructions", word(*op))).or_default() += 1;
        }
        program.atoms.iter().for_each(|found| self.count("atoms", atom(found)));
    }

    pub(crate) fn decision(&mut self, decision: &Decision) {
        self.decisions += 1;
        self.count("reasons", reason(&decision.reason));
        self.features(&[
            ("a decision with problems", !decision.problems.is_empty()),
            ("a decision that sets", !decision.set.is_empty()),
        ]);
        for traced in decision.trace.iter().flatten() {
            self.count("states", state(&traced.state));
            traced.clauses.iter().for_each(|found| self.clause(found));
        }
    }

    fn clause(&mut self, found: &ClauseTrace) {
        self.count("clauses", clause(&found.kind));
        found.parts.iter().for_each(|part| self.clause(part));
    }

    pub(crate) fn tests(&mut self, caches: &Caches) {
        for (test, count) in caches.tests.borrow().iter() {
            *self.tests.entry(*test).or_default() += count;
        }
    }

    pub(crate) fn and(mut self, other: &Self) -> Self {
        self.programs += other.programs;
        self.decisions += other.decisions;
        other.counts.iter().for_each(|(kind, count)| *self.counts.entry(*kind).or_default() += count);
        other.tests.iter().for_each(|(test, count)| *self.tests.entry(*test).or_default() += count);
        self
    }

    /// What was never met, though the language has it; not what only desks, tests and faults have.
    pub(crate) fn never(&self) -> Vec<String> {
        let elsewhere = |kind: &str| kind.ends_with(')');
        let kinds = ALL.iter().flat_map(|(group, kinds)| kinds.iter().map(move |kind| (*group, *kind)));
        let instructions = Op::samples().into_iter().map(|op| ("instructions", word(op)));
        let features = FEATURES.iter().map(|feature| ("features", *feature));
        let all = kinds.filter(|(_, kind)| !elsewhere(kind)).chain(instructions).chain(features);
        all.filter(|kind| !self.counts.contains_key(kind))
            .map(|(group, kind)| format!("{group}: {kind}"))
            .collect()
    }

    /// Tests that always came out one way.
    pub(crate) fn one_sided(&self) -> Vec<String> {
        let kinds: std::collections::BTreeSet<_> = self.tests.keys().map(|(kind, _)| *kind).collect();
        let both = |kind: &&str| [true, false].iter().all(|holds| self.tests.contains_key(&(*kind, *holds)));
        kinds.into_iter().filter(|kind| !both(kind)).map(ToOwned::to_owned).collect()
    }
}

const FEATURES: &[&str] = &[
    "a table of a queue",
    "a table of several outputs",
    "a table of several files",
    "hours over midnight",
    "hours with two openings a day",
    "hours of whole days",
    "hours always open",
    "hours never open",
    "hours with closures",
    "hours of single days",
    "hours of single days without times",
    "hours that end",
    "a workstream without route",
    "a workstream with a bot",
    "overflow of a route rule",
    "urgency in steps",
    "an assignment of a route rule",
    "a decision with problems",
    "a decision that sets",
];

/// The word of an instruction.
fn word(op: Op) -> &'static str {
    use std::sync::OnceLock;
    static WORDS: OnceLock<Vec<(std::mem::Discriminant<Op>, String)>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let word = |op: Op| op.to_string().split(' ').next().unwrap_or_default().to_owned();
        Op::samples().into_iter().map(|op| (std::mem::discriminant(&op), word(op))).collect()
    });
    let of = std::mem::discriminant(&op);
    words.iter().find(|(other, _)| *other == of).map_or("", |(_, word)| word)
}

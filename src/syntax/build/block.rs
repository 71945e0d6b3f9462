use super::grammar::Rule;

/// The kinds of entry a block may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    Setting,
    EnumValue,
    Field,
    Row,
    Day,
    Rule(Purpose),
    Workstream,
    Queue,
    Assignment,
    Test,
    TestRow,
    Scenario,
}

/// What a list of rules is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Intake,
    Classify,
    Route,
    Overflow,
    Prioritize,
    Choose,
}

impl Purpose {
    /// What its rules do, with an example.
    fn deed(self) -> &'static str {
        match self {
            Self::Intake => "where the item goes, such as `to case_desk`",
            Self::Route => "where the item goes, such as `to general`",
            Self::Classify => "what to do, such as `set priority = high` or `require french >= 3`",
            Self::Overflow => "what happens, such as `then transfer general`",
            Self::Prioritize => "an order, such as `order by opened ascending`",
            Self::Choose => "what to use, such as `use round_robin`",
        }
    }
}

impl Block {
    /// The entries of a declaration's block.
    pub(super) fn of_item(keyword: &str) -> Self {
        match keyword {
            "enum" => Self::EnumValue,
            "entity" | "channel" => Self::Field,
            "table" => Self::Row,
            "closures" => Self::Day,
            "intake" => Self::Rule(Purpose::Intake),
            "workstream" => Self::Workstream,
            "queue" => Self::Queue,
            "assignment" => Self::Assignment,
            "test" => Self::Test,
            "scenario" => Self::Scenario,
            _ => Self::Setting,
        }
    }

    /// The entries of a block that stands in an entry which begins with `word`.
    pub(super) fn inside(self, word: &str) -> Option<Self> {
        match (self, word) {
            (Self::Workstream, "context") => Some(Self::Field),
            (Self::Workstream, "classify") => Some(Self::Rule(Purpose::Classify)),
            (Self::Workstream, "route") => Some(Self::Rule(Purpose::Route)),
            (Self::Queue, "overflow") => Some(Self::Rule(Purpose::Overflow)),
            (Self::Queue, "prioritize") => Some(Self::Rule(Purpose::Prioritize)),
            (Self::Queue, "choose") => Some(Self::Rule(Purpose::Choose)),
            (Self::Test, "rows") => Some(Self::TestRow),
            (Self::Workstream | Self::Queue | Self::Setting | Self::Test | Self::Scenario, _) => {
                Some(Self::Setting)
            }
            (
                Self::EnumValue
                | Self::Field
                | Self::Row
                | Self::TestRow
                | Self::Day
                | Self::Rule(_)
                | Self::Assignment,
                _,
            ) => None,
        }
    }

    /// The grammar's rule for one entry alone.
    pub(super) fn rule(self) -> Rule {
        match self {
            Self::Setting => Rule::lone_setting,
            Self::EnumValue => Rule::lone_enum_value,
            Self::Field => Rule::lone_field,
            Self::Row => Rule::lone_row,
            Self::Day => Rule::lone_day,
            Self::Rule(_) => Rule::lone_rule,
            Self::Workstream => Rule::lone_workstream_entry,
            Self::Queue => Rule::lone_queue_entry,
            Self::Assignment => Rule::lone_assignment_entry,
            Self::Test => Rule::lone_test_entry,
            Self::TestRow => Rule::lone_test_row,
            Self::Scenario => Rule::lone_scenario_entry,
        }
    }

    /// The words that begin a block of their own kind among its entries.
    pub(super) fn blocks(self) -> &'static [&'static str] {
        match self {
            Self::Workstream => &["context", "classify", "route", "without"],
            Self::Test => &["rows"],
            Self::Queue => &["overflow", "prioritize", "choose"],
            Self::Setting
            | Self::EnumValue
            | Self::Field
            | Self::Row
            | Self::Day
            | Self::Rule(_)
            | Self::Assignment
            | Self::TestRow
            | Self::Scenario => &[],
        }
    }

    pub(super) fn holds_rules(self) -> bool {
        matches!(self, Self::Rule(_) | Self::Assignment)
    }

    pub(super) fn holds_settings(self) -> bool {
        matches!(self, Self::Setting | Self::Workstream | Self::Queue | Self::Assignment | Self::Scenario)
    }

    /// What an entry is called in a sentence.
    pub(super) fn entry(self) -> &'static str {
        match self {
            Self::Rule(_) | Self::Assignment => "this rule",
            Self::Setting | Self::Workstream | Self::Queue => "this setting",
            Self::EnumValue => "this value",
            Self::Field => "this field",
            Self::Row | Self::TestRow => "this row",
            Self::Day => "this day",
            Self::Test | Self::Scenario => "this line",
        }
    }

    /// What a rule of the block does, with an example.
    pub(super) fn deed(self) -> &'static str {
        match self {
            Self::Rule(purpose) => purpose.deed(),
            Self::Assignment => "whom to pick, such as `pick agents where has french >= 3`",
            Self::Setting
            | Self::EnumValue
            | Self::Field
            | Self::Row
            | Self::Day
            | Self::Workstream
            | Self::Queue
            | Self::Test
            | Self::TestRow
            | Self::Scenario => "what to do, such as `set`, `to` or `then`",
        }
    }
}

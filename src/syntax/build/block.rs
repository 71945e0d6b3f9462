use super::grammar::Rule;

/// The kinds of entry a block may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    Setting,
    EnumValue,
    Field,
    Row,
    Day,
    Rule,
    Workstream,
    Queue,
    Assignment,
    Test,
    Scenario,
}

impl Block {
    /// The entries of a declaration's block.
    pub(super) fn of_item(keyword: &str) -> Self {
        match keyword {
            "enum" => Self::EnumValue,
            "entity" | "channel" => Self::Field,
            "table" => Self::Row,
            "closures" => Self::Day,
            "intake" => Self::Rule,
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
            (Self::Workstream, "classify" | "route")
            | (Self::Queue, "overflow" | "prioritize" | "choose") => Some(Self::Rule),
            (Self::Workstream | Self::Queue | Self::Setting | Self::Test | Self::Scenario, _) => {
                Some(Self::Setting)
            }
            (Self::EnumValue | Self::Field | Self::Row | Self::Day | Self::Rule | Self::Assignment, _) => {
                None
            }
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
            Self::Rule => Rule::lone_rule,
            Self::Workstream => Rule::lone_workstream_entry,
            Self::Queue => Rule::lone_queue_entry,
            Self::Assignment => Rule::lone_assignment_entry,
            Self::Test => Rule::lone_test_entry,
            Self::Scenario => Rule::lone_scenario_entry,
        }
    }

    /// The words that begin a block of their own kind among its entries.
    pub(super) fn blocks(self) -> &'static [&'static str] {
        match self {
            Self::Workstream => &["context", "classify", "route", "without"],
            Self::Queue => &["overflow", "prioritize", "choose"],
            Self::Setting
            | Self::EnumValue
            | Self::Field
            | Self::Row
            | Self::Day
            | Self::Rule
            | Self::Assignment
            | Self::Test
            | Self::Scenario => &[],
        }
    }

    pub(super) fn holds_rules(self) -> bool {
        matches!(self, Self::Rule | Self::Assignment)
    }

    pub(super) fn holds_settings(self) -> bool {
        matches!(self, Self::Setting | Self::Workstream | Self::Queue | Self::Assignment | Self::Scenario)
    }
}

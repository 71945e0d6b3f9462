//! Whether two trees say the same, wherever in their texts it stands.

use crate::source::Span;
use crate::syntax::ast;

/// Equality that does not ask for places.
pub(super) trait Same {
    fn same(&self, other: &Self) -> bool;
}

impl Same for Span {
    fn same(&self, _: &Self) -> bool {
        true
    }
}

impl<T: Same> Same for Vec<T> {
    fn same(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(one, other)| one.same(other))
    }
}

impl<T: Same> Same for Option<T> {
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Some(one), Some(other)) => one.same(other),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        }
    }
}

impl<T: Same> Same for Box<T> {
    fn same(&self, other: &Self) -> bool {
        T::same(self, other)
    }
}

impl<T: Same> Same for &T {
    fn same(&self, other: &Self) -> bool {
        T::same(self, other)
    }
}

macro_rules! tuples {
    ($(($($part:ident $at:tt)*))*) => {
        $(impl<$($part: Same),*> Same for ($($part,)*) {
            fn same(&self, other: &Self) -> bool {
                $(self.$at.same(&other.$at))&&*
            }
        })*
    };
}

tuples! { (A 0) (A 0 B 1) (A 0 B 1 C 2) (A 0 B 1 C 2 D 3) (A 0 B 1 C 2 D 3 E 4) }

/// What has no place in a text.
macro_rules! plain {
    ($($name:ty)*) => {
        $(impl Same for $name {
            fn same(&self, other: &Self) -> bool {
                self == other
            }
        })*
    };
}

plain! {
    String bool i64 ast::Literal ast::BoolOp ast::CompareOp ast::ArithOp ast::TextOp ast::Case ast::Quantifier
    ast::HitPolicy ast::RoutePolicy ast::PlainKind
}

/// Structs, with all their fields: one that is missing here does not compile.
macro_rules! structs {
    ($($name:ident { $($field:ident)* })*) => {
        $(impl Same for ast::$name {
            fn same(&self, other: &Self) -> bool {
                let Self { $($field),* } = self;
                $($field.same(&other.$field))&&*
            }
        })*
    };
}

structs! {
    Item { doc kind span damaged }
    Language { version span }
    Import { path }
    Broken { keyword name }
    Plain { kind header settings }
    Header { name label span }
    Name { text span }
    Text { value span }
    Setting { word terms when block span }
    Enum { header values }
    EnumValue { name label spellings code span }
    Entity { header fields }
    Field { doc name ty from default span }
    TypeName { kind optional span }
    Parameter { name ty }
    Constant { name value }
    List { name members }
    Condition { name parameters body }
    Model { name parameters result }
    Hours { closures header settings days }
    Table { name parameters outputs policy complete rows header }
    OutputColumn { name ty }
    Row { cells otherwise outputs span }
    Cell { kind span }
    Queue { header copies settings overflow prioritize choose repeated }
    Assignment { name parameters settings rules }
    Workstream { header copies settings context classify route without }
    Copies { name }
    Context { fields span }
    Classify { name label kind span }
    Route { policy rules span }
    Without { what name span }
    Intake { entity rules }
    Rule { label guard clauses span }
    Clause { kind span }
    OrderKey { key descending span }
    UrgencyStep { value after }
    Share { queue percent span }
    Test { title given at expect rows }
    TestRows { given expect rows header span }
    GivenColumn { kind span }
    TestRow { label given expect span }
    Given { kind span }
    Scenario { title settings lines }
    Line { time event expect span }
    Expr { kind span }
    Path { words }
    Call { name arguments }
    Range { from to half_open }
}

/// Enums: variants without a value, with one, with two, with several that have names.
macro_rules! enums {
    ($($name:ident [$($bare:ident)*] [$($one:ident)*] [$($two:ident)*] { $($many:ident { $($field:ident)* })* })*) => {
        $(impl Same for ast::$name {
            fn same(&self, other: &Self) -> bool {
                match self {
                    $(Self::$bare => matches!(other, Self::$bare),)*
                    $(Self::$one(one) => matches!(other, Self::$one(other) if one.same(other)),)*
                    $(Self::$two(one, two) => {
                        matches!(other, Self::$two(first, second) if one.same(first) && two.same(second))
                    })*
                    $(Self::$many { $($field),* } => {
                        let mine = ($($field,)*);
                        let Self::$many { $($field),* } = other else { return false };
                        mine.same(&($($field,)*))
                    })*
                }
            }
        })*
    };
}

enums! {
    ItemKind [] [
        Import Constant Enum Entity Channel List Condition Table Model Hours Assignment Queue Workstream Intake Test
        Scenario Plain Broken
    ] [] {}
    TypeNameKind [] [Word List] [] {}
    Rows [] [Inline Csv] [] {}
    CellKind [Any] [Is IsNot Presence] [Compare Search] {}
    ClassifyKind [] [First All Model] [] {}
    Guard [] [When Otherwise] [] {}
    ClauseKind [] [Hold To Urgency Overflow Use Then Pick Order] [] {
        Set { fields spans value } Require { skill level } After { length of }
    }
    Target [Bot] [Queue Table Split] [] { Agent { who queue lasting } }
    GivenKind [] [Id] [] { Item { target from values } Queue { name facts } Model { name value } }
    GivenColumnKind [Id] [Value At Model] [Queue] {}
    ExpectColumn [] [Holds] [] { Fired { address span } }
    Expectation [] [Holds] [] { Fired { negated address label span } }
    ExprKind [Broken] [Literal Path Call List Range Not Negate] [Chain] {
        Compare { left op case right } In { left negated case set } Search { left op quantifier case right }
        Presence { left present } Within { left next length } OlderThan { left length } During { left hours }
        Skill { item skill level } Holds { profile } Arith { left op right } Default { left right }
    }
}

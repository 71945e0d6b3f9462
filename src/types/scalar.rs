use serde::{Deserialize, Serialize};

/// The number of an enum within a program, in order of declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EnumId(pub u32);

/// The number of an entity within a program, in order of declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityId(pub u32);

/// The type of an expression. Whether a value may be missing is kept beside the type, not in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Type {
    /// `yes` or `no`.
    Bool,
    /// A whole number of 64 bits.
    Int,
    /// An exact number with four decimals.
    Decimal,
    /// Text of any length.
    Text,
    /// A calendar day.
    Date,
    /// A time of day.
    Time,
    /// A point on the time line.
    Instant,
    /// A length of time.
    Duration,
    /// One of a declared list of words.
    Enum(EnumId),
    /// A declared record; never a value itself, only a path to fields.
    Entity(EntityId),
    /// Several values of one scalar or enum type.
    List(Box<Type>),
    /// A queue's name.
    Queue,
    /// A skill's name.
    Skill,
    /// An agent's id.
    Agent,
    /// What a faulty expression has: fits everywhere, so that one mistake is reported once.
    Unknown,
}

impl Type {
    /// Whether values of this type have an order (`<` and `>` may be used).
    #[must_use]
    pub fn is_ordered(&self) -> bool {
        matches!(
            self,
            Self::Int
                | Self::Decimal
                | Self::Date
                | Self::Time
                | Self::Instant
                | Self::Duration
                | Self::Enum(_)
                | Self::Unknown
        )
    }

    /// Whether this is a number.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Int | Self::Decimal | Self::Unknown)
    }
}

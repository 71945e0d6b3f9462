use super::schema::Slot;
use serde::{Deserialize, Serialize};

/// Something that an instruction names by 32 bits.
pub(super) trait Word: Copy {
    /// From its bits.
    fn from_word(word: u32) -> Self;
    /// To its bits.
    fn word(self) -> u32;
}

/// Something that an instruction names, as listings show it and visitors see it.
pub(super) trait Operand: Copy {
    /// As a listing shows it: `s3`, `->17`.
    fn listing(self) -> String;
    /// Shows itself to a visitor.
    fn accept(self, visitor: &mut impl OperandVisitor);
}

/// Who wants to see the operands of instructions.
pub trait OperandVisitor {
    /// A slot.
    fn slot(&mut self, slot: Slot);
    /// A place further down.
    fn target(&mut self, pc: Pc);
    /// An atom.
    fn atom(&mut self, atom: AtomId);
    /// A number of the pool.
    fn number(&mut self, number: NumberId);
    /// A constant text.
    fn text(&mut self, text: TextId);
    /// A constant list.
    fn list(&mut self, list: ListId);
    /// A time zone.
    fn zone(&mut self, zone: ZoneId);
    /// A table.
    fn table(&mut self, table: TableId);
}

macro_rules! operands {
    ($($name:ident: $what:literal, $mark:literal, $visit:ident;)*) => {$(
        #[doc = concat!("The place of ", $what, " in its list.")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// The place as an index.
            #[must_use]
            pub fn index(self) -> usize {
                usize::try_from(self.0).unwrap_or(usize::MAX)
            }
        }

        impl Word for $name {
            fn from_word(word: u32) -> Self {
                Self(word)
            }

            fn word(self) -> u32 {
                self.0
            }
        }

        impl Operand for $name {
            fn listing(self) -> String {
                format!(concat!($mark, "{}"), self.0)
            }

            fn accept(self, visitor: &mut impl OperandVisitor) {
                visitor.$visit(self);
            }
        }
    )*};
}

operands! {
    Pc: "an instruction", "->", target;
    AtomId: "an atom", "a", atom;
    NumberId: "a number", "n", number;
    TextId: "a constant text", "t", text;
    ListId: "a constant list", "l", list;
    ZoneId: "a time zone", "z", zone;
    TableId: "a table", "table", table;
}

impl Word for Slot {
    fn from_word(word: u32) -> Self {
        Self(word)
    }

    fn word(self) -> u32 {
        self.0
    }
}

impl Operand for Slot {
    fn listing(self) -> String {
        format!("s{}", self.0)
    }

    fn accept(self, visitor: &mut impl OperandVisitor) {
        visitor.slot(self);
    }
}

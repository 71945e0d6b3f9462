//! The instructions. The table below is the only place where they are listed: the enum, its coder, its decoder, its
//! listing and the walk over operands grow from it. A new instruction is a row here and a function of the machine.

use super::operand::{AtomId, ListId, NumberId, Operand, OperandVisitor, Pc, TableId, TextId, Word, ZoneId};
use super::schema::Slot;
use std::fmt;

/// The bytes of one instruction: its number and three operands of 32 bits, little-endian.
pub const OP_BYTES: usize = 16;

/// Calls a macro with every instruction: number, documentation, name, listing word, operands.
macro_rules! for_each_op {
    ($call:ident) => {
        $call! {
            /// Asks an atom and goes on at one of two places.
            0 = Test "test" { atom: AtomId, yes: Pc, no: Pc },
            /// Ends: the guard holds.
            1 = Yes "yes" {},
            /// Ends: the guard does not hold.
            2 = No "no" {},
            /// Goes on further down.
            3 = Jump "jump" { to: Pc },
            /// Puts a number of the pool into a slot: of any kind but text and list.
            4 = Load "load" { to: Slot, number: NumberId },
            /// Puts a constant text into a slot.
            5 = LoadText "load_text" { to: Slot, text: TextId },
            /// Puts a constant list into a slot.
            6 = LoadList "load_list" { to: Slot, list: ListId },
            /// Copies a slot to one of the same kind.
            7 = Copy "copy" { to: Slot, from: Slot },
            /// Adds: numbers of one kind, durations, an instant and a duration.
            8 = Add "add" { to: Slot, left: Slot, right: Slot },
            /// Subtracts: numbers of one kind, durations, a duration from an instant, instants.
            9 = Sub "sub" { to: Slot, left: Slot, right: Slot },
            /// Multiplies where one side at least is whole: ints, an int and a duration.
            10 = Mul "mul" { to: Slot, left: Slot, right: Slot },
            /// Divides by a whole number, rounding toward zero: ints, a duration by an int.
            11 = Div "div" { to: Slot, left: Slot, right: Slot },
            /// Multiplies where one side at least is a decimal: decimals, a decimal and a duration.
            12 = MulDecimal "mul_decimal" { to: Slot, left: Slot, right: Slot },
            /// Divides by a decimal, or one number of a kind by another into a decimal, rounded half away from zero.
            13 = DivDecimal "div_decimal" { to: Slot, left: Slot, right: Slot },
            /// The negative.
            14 = Negate "negate" { to: Slot, from: Slot },
            /// The left slot, or the right where the left is missing.
            15 = Default "default" { to: Slot, left: Slot, right: Slot },
            /// An int as a decimal.
            16 = Widen "widen" { to: Slot, from: Slot },
            /// The local day of an instant.
            17 = LocalDate "local_date" { to: Slot, from: Slot, zone: ZoneId },
            /// The local time of day of an instant.
            18 = LocalTime "local_time" { to: Slot, from: Slot, zone: ZoneId },
            /// The local day of the week of an instant: 0 for Monday.
            19 = LocalWeekday "local_weekday" { to: Slot, from: Slot, zone: ZoneId },
            /// Asks a table, whose parameters stand in its slots; its outputs are set, or missing where no row matches.
            20 = Lookup "lookup" { table: TableId },
        }
    };
}

macro_rules! define_op {
    ($($(#[$doc:meta])* $number:literal = $name:ident $word:literal { $($operand:ident: $ty:ty),* },)*) => {
        /// One instruction.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "operands are named for what they are, each type says the rest")]
        pub enum Op {
            $($(#[$doc])* $name { $($operand: $ty),* },)*
        }

        impl Op {
            /// One instruction of each sort, its operands zero: for tests and documentation.
            #[must_use]
            pub fn samples() -> Vec<Self> {
                vec![$(Self::$name { $($operand: <$ty>::from_word(0)),* },)*]
            }

            /// The bytes of the instruction.
            #[must_use]
            pub fn encode(self) -> [u8; OP_BYTES] {
                let (number, operands) = match self {
                    $(Self::$name { $($operand),* } => ($number, Words::new().$(with($operand.word()).)*done()),)*
                };
                join(number, operands)
            }

            /// The instruction of those bytes; `None` for an unknown number.
            #[must_use]
            pub fn decode(bytes: [u8; OP_BYTES]) -> Option<Self> {
                let (number, mut words) = split(bytes);
                match number {
                    $($number => {
                        $(let $operand = <$ty>::from_word(words.next());)*
                        words.is_spent().then_some(Self::$name { $($operand),* })
                    })*
                    _ => None,
                }
            }

            /// Shows each operand to a visitor.
            pub fn visit(self, visitor: &mut impl OperandVisitor) {
                match self {
                    $(Self::$name { $($operand),* } => { $($operand.accept(visitor);)* let _ = &visitor; })*
                }
            }
        }

        impl fmt::Display for Op {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$name { $($operand),* } => {
                        write!(out, "{}", $word)?;
                        $(write!(out, " {}", $operand.listing())?;)*
                        Ok(())
                    })*
                }
            }
        }
    };
}

for_each_op!(define_op);

/// Where an instruction goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Nowhere.
    End,
    /// There.
    To(Pc),
    /// At one of two places.
    Either(Pc, Pc),
    /// At the next instruction.
    Next,
}

impl Op {
    /// Where the instruction goes on.
    #[must_use]
    pub fn flow(self) -> Flow {
        if let Self::Test { yes, no, .. } = self {
            Flow::Either(yes, no)
        } else if let Self::Jump { to } = self {
            Flow::To(to)
        } else if matches!(self, Self::Yes {} | Self::No {}) {
            Flow::End
        } else {
            Flow::Next
        }
    }
}

/// Up to three operands on their way into bytes or out of them.
#[derive(Debug, Default)]
struct Words {
    words: [u32; 3],
    at: usize,
}

impl Words {
    fn new() -> Self {
        Self::default()
    }

    fn with(mut self, word: u32) -> Self {
        if let Some(place) = self.words.get_mut(self.at) {
            *place = word;
        }
        self.at += 1;
        self
    }

    fn done(self) -> [u32; 3] {
        self.words
    }

    fn next(&mut self) -> u32 {
        let word = self.words.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        word
    }

    /// Whether the operands that the instruction does not have are zero, as the coder leaves them.
    fn is_spent(&self) -> bool {
        self.words.iter().skip(self.at).all(|word| *word == 0)
    }
}

fn join(number: u32, operands: [u32; 3]) -> [u8; OP_BYTES] {
    let mut bytes = [0; OP_BYTES];
    let words = std::iter::once(number).chain(operands);
    for (place, byte) in bytes.iter_mut().zip(words.flat_map(u32::to_le_bytes)) {
        *place = byte;
    }
    bytes
}

fn split(bytes: [u8; OP_BYTES]) -> (u32, Words) {
    let [a, b, c, d, rest @ ..] = bytes;
    let mut words = [0; 3];
    for (word, chunk) in words.iter_mut().zip(rest.chunks_exact(4)) {
        *word = chunk.try_into().map_or(0, u32::from_le_bytes);
    }
    (u32::from_le_bytes([a, b, c, d]), Words { words, at: 0 })
}

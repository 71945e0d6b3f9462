/// How large a program may be. Beyond, it is refused with a diagnostic; the defaults suit what people write by hand, and
/// a host that makes rules by machine may raise them, at the price of memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The bytes of one file: 32 MB by default; never more than 4 GB.
    pub file_bytes: usize,
    /// The declarations of all files together, as [`Size`](super::Size) counts them: 150,000 by default.
    pub declarations: usize,
    /// The words and signs of all files together, as [`Size`](super::Size) counts them: 2,400,000 by default.
    pub words: usize,
    /// The words and signs of one declaration: 2,100,000 by default.
    pub declaration_words: usize,
    /// The instructions that all rules come to, named conditions written out: 4,000,000 by default.
    pub instructions: usize,
}

impl Limits {
    /// The limits of the `enroute` command.
    pub const DEFAULT: Self = Self {
        file_bytes: 32 << 20,
        declarations: 150_000,
        words: 2_400_000,
        declaration_words: 2_100_000,
        instructions: 4_000_000,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

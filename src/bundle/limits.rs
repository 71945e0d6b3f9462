use super::error::LoadError;
use super::seal::Seal;
use crate::bytecode::{DEAREST_DECISION, Program, Verified, VerifyError};
use crate::index;

/// What a bundle may take of its host, at most. Whoever compiled the bundle does not decide that: whoever loads it does.
///
/// Each is held against the bundle before what it bounds is made, so that a bundle of a few bytes cannot fill a machine.
/// [`Limits::default`] has room for a million rules; a host of many tenants wants less, and finds out by
/// [`super::Bundle::needs`] what its programs take.
///
/// ```
/// use enroute::bundle::{Bundle, Limits};
///
/// let tenant = Limits { size: 1 << 20, rules: 10_000, cost: 1_000_000, ..Limits::default() };
/// let refused = Bundle::load_within(&vec![0; 2 << 20], &tenant).unwrap_err();
/// assert_eq!(
///     refused.to_string(),
///     "the bundle takes more than this host allows: its file has 2097152 bytes, and 1048576 are allowed (`size`)"
/// );
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The size of the file, in bytes, its seal not counted. What is read from it takes up to [`GROWTH`] times that while it
    /// is loaded.
    pub size: u64,
    /// What the dearest decision costs, in steps: an instruction is one step. No bundle may cost more than
    /// [`DEAREST_DECISION`].
    pub cost: u64,
    /// How many rules there are, rows of tables and conditions of agents included.
    pub rules: u64,
    /// What all regular expressions, and the automata that look for many texts at once, take compiled, in bytes. While
    /// they search, they take as much again for each thread, up to some megabytes for each expression.
    pub patterns: u64,
    /// What the index of the rules may take, and the conditions that are unpacked when somebody asks why: an upper bound
    /// that is worked out before either is made, in bytes. Mostly they take a small part of it.
    pub memory: u64,
    /// What one decision may take of a frame and a machine, beside what the item brings, in bytes: likewise an upper bound.
    pub decision: u64,
}

/// How much larger the parts of a bundle may be in memory than in the file: an empty text is one byte there.
pub const GROWTH: u64 = 128;

impl Default for Limits {
    /// For a host that compiles its bundles itself, or trusts who does: 256 MB of file, four million rules, a billion
    /// steps; 256 MB of patterns, 8 GB at most for the index, 1 GB at most for a decision.
    fn default() -> Self {
        Self {
            size: 256 << 20,
            cost: DEAREST_DECISION,
            rules: 4_000_000,
            patterns: 256 << 20,
            memory: 8 << 30,
            decision: 1 << 30,
        }
    }
}

impl Limits {
    /// No ceilings: what a bundle says of itself still must be true.
    pub const UNLIMITED: Self = Self {
        size: u64::MAX,
        cost: u64::MAX,
        rules: u64::MAX,
        patterns: u64::MAX,
        memory: u64::MAX,
        decision: u64::MAX,
    };

    /// Before a byte is read: a bundle, and maybe its seal.
    pub(crate) fn check_file(&self, bytes: &[u8]) -> Result<(), LoadError> {
        if bytes.len().saturating_sub(Seal::BYTES) > usize::try_from(self.size).unwrap_or(usize::MAX) {
            self.check_size(bytes)
        } else {
            Ok(())
        }
    }

    /// Once it is known where the bundle ends.
    pub(crate) fn check_size(&self, bytes: &[u8]) -> Result<(), LoadError> {
        within("size", length(bytes.len()), self.size, "its file has", "bytes")
    }

    /// What can be counted as soon as the bytes are read. Neither is verified yet, and either may be more than it says.
    pub(super) fn check_counts(&self, program: &Program) -> Result<(), LoadError> {
        within("rules", length(program.rules.len()), self.rules, "it has", "rules")?;
        within("cost", program.cost, self.cost, "its dearest decision costs", "steps")
    }

    /// What must be known to be verified before it is worked out.
    pub(super) fn check_memory(&self, needs: &Self) -> Result<(), LoadError> {
        within("memory", needs.memory, self.memory, "its index and texts may take", "bytes")?;
        within("decision", needs.decision, self.decision, "a decision may take", "bytes")
    }

    /// Why a program was refused: what patterns take is counted while they are made.
    pub(super) fn refusal(error: VerifyError) -> LoadError {
        if let VerifyError::Patterns { found, most: allowed } = error {
            let what = "its patterns take at least";
            return LoadError::Limit { name: "patterns", what, found, unit: "bytes", allowed };
        }
        LoadError::Refused(error)
    }

    /// What a verified program takes, with so many bytes of file, and so many of conditions once they are unpacked.
    pub(super) fn needed(verified: &Verified, size: u64, unpacked: u64) -> Self {
        let program = verified.program();
        let slots = length(program.schema.slots.len()).saturating_mul(SLOT);
        let searched = length(program.atoms.len()).min(u64::from(u16::MAX)).saturating_mul(SCAN);
        Self {
            size,
            cost: program.cost,
            rules: length(program.rules.len()),
            patterns: verified.pattern_bytes(),
            memory: index::room(program).saturating_add(unpacked.saturating_mul(2)),
            decision: [slots, searched, MACHINE]
                .into_iter()
                .fold(verified.decision_bytes(), u64::saturating_add),
        }
    }
}

/// What a slot takes of a frame: its value, its brief form.
const SLOT: u64 = 16;
/// What a machine remembers of a text that was searched.
const SCAN: u64 = 128;
/// What frame and machine take whatever the program.
const MACHINE: u64 = 16_384;

fn within(
    name: &'static str,
    found: u64,
    allowed: u64,
    what: &'static str,
    unit: &'static str,
) -> Result<(), LoadError> {
    if found <= allowed { Ok(()) } else { Err(LoadError::Limit { name, what, found, unit, allowed }) }
}

fn length(many: usize) -> u64 {
    u64::try_from(many).unwrap_or(u64::MAX)
}

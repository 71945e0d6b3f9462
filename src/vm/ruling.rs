use crate::bytecode::RuleId;

/// Where an item goes, in numbers: what a host needs that keeps its own tables beside the bundle's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ruling {
    /// The workstream, by its place in [`crate::bytecode::Program::workstreams`]; none for an item that is not routed.
    pub workstream: Option<u32>,
    /// The queue, by its place in [`crate::bytecode::Program::queues`]; none where the item is not routed, ends, or
    /// leaves for a number outside.
    pub queue: Option<u32>,
    /// The route rule that was applied; none for the fallback.
    pub rule: Option<RuleId>,
}

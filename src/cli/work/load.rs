use crate::cli::items::{Batch, Piece};
use std::ops::ControlFlow;

/// Memory that the decisions of a batch of usual size take; what unusual ones took beyond it is given back.
const USUAL: usize = 4 << 20;

/// A batch of items, and what has become of them; used again for another batch.
#[derive(Debug, Default)]
pub(crate) struct Load {
    pub(super) batch: Batch,
    /// The decisions, a line each.
    pub(crate) out: Vec<u8>,
    /// The complaints, a line each.
    pub(crate) talk: Vec<u8>,
    /// How many items were decided.
    pub(crate) decided: u64,
    /// How many were not.
    pub(crate) failed: u64,
}

impl Load {
    /// Forgets what became of the items before, and hands out each of those it holds now.
    pub(super) fn each(&mut self, take: &mut dyn FnMut(u64, &Piece<'_>, &mut Self)) {
        self.clear();
        let mut batch = std::mem::take(&mut self.batch);
        let _ = batch.each(&mut |line, piece| {
            take(line, piece, self);
            ControlFlow::Continue(())
        });
        self.batch = batch;
    }

    /// Forgets what became of the items before, not the memory.
    fn clear(&mut self) {
        self.out.clear();
        self.out.shrink_to(USUAL);
        self.talk.clear();
        self.talk.shrink_to(USUAL);
        (self.decided, self.failed) = (0, 0);
    }
}

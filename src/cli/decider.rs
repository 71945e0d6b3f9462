use super::items::Piece;
use enroute::bundle::Bundle;
use enroute::item::{Columns, Frame, ItemError, ReadOptions, Reader};
use enroute::vm::{Decision, Facts, Machine, TraceLevel};

/// Decides the items of one file by one bundle.
pub(crate) struct Decider<'b> {
    reader: Reader,
    frame: Frame,
    machine: Machine<'b>,
    columns: Columns,
    pub(crate) facts: Facts,
    pub(crate) trace: TraceLevel,
}

impl<'b> Decider<'b> {
    /// A decider for items that stand under these facts.
    pub(crate) fn new(bundle: &'b Bundle, facts: Facts, trace: TraceLevel) -> Self {
        let reader = Reader::new(bundle.schema());
        Self {
            frame: reader.frame(),
            reader,
            machine: Machine::new(bundle),
            columns: Columns::new([]),
            facts,
            trace,
        }
    }

    /// Decides one item; `None` for a header. What is no item is an error, in words.
    pub(crate) fn decide(
        &mut self,
        piece: &Piece<'_>,
        options: &ReadOptions<'_>,
    ) -> Option<Result<Decision, String>> {
        let read = match piece {
            Piece::Json(bytes) => self.reader.json(bytes, options, &mut self.frame),
            Piece::Row(row) => self.reader.row(&mut self.columns, row.iter(), options, &mut self.frame),
            Piece::Bad(why) => return Some(Err(why.clone())),
            Piece::Header(header) => {
                self.columns = Columns::new(header.iter());
                return None;
            }
        };
        let words = |error: ItemError| {
            let advice = matches!(error, ItemError::NoTarget);
            let advice = if advice { "; `--workstream` or `--record` names one for all" } else { "" };
            format!("{error}{advice}")
        };
        let decided =
            read.map_err(words).map(|()| self.machine.decide(&mut self.frame, &self.facts, self.trace));
        Some(decided)
    }
}

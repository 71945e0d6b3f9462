use super::items::Piece;
use csv::StringRecord;
use enroute::bundle::Bundle;
use enroute::item::{Columns, Frame, ItemError, ReadOptions, Reader};
use enroute::vm::{Decision, Facts, Machine, Problem, Ruling, Scribe, TraceLevel, Watch};
use std::sync::Arc;

/// Decides the items of one file by one bundle, one after the other.
pub(crate) struct Decider<'b> {
    reader: &'b Reader,
    frame: Frame,
    machine: Machine<'b>,
    scribe: Scribe<'b>,
    header: Option<Arc<StringRecord>>,
    columns: Columns,
    facts: &'b Facts,
}

impl<'b> Decider<'b> {
    /// A decider for items that stand under these facts.
    pub(crate) fn new(bundle: &'b Bundle, reader: &'b Reader, facts: &'b Facts) -> Self {
        Self {
            reader,
            frame: reader.frame(),
            machine: Machine::new(bundle),
            scribe: Scribe::new(bundle),
            header: None,
            columns: Columns::new([]),
            facts,
        }
    }

    /// Reads one item. What is no item is an error, in words.
    pub(crate) fn read(&mut self, piece: &Piece<'_>, options: &ReadOptions<'_>) -> Result<(), String> {
        let read = match piece {
            Piece::Json(bytes) => self.reader.json(bytes, options, &mut self.frame),
            Piece::Row(header, row) => {
                self.heed(header);
                self.reader.row(&mut self.columns, row.iter(), options, &mut self.frame)
            }
            Piece::Bad(why) => return Err(why.clone()),
        };
        read.map_err(|error| {
            let advice = matches!(error, ItemError::NoTarget);
            let advice = if advice { "; `--workstream` or `--record` names one for all" } else { "" };
            format!("{error}{advice}")
        })
    }

    fn heed(&mut self, header: &Arc<StringRecord>) {
        let known = self.header.as_ref().is_some_and(|known| Arc::ptr_eq(known, header));
        if !known {
            self.columns = Columns::new(header.iter());
            self.header = Some(Arc::clone(header));
        }
    }

    /// Decides the item that was read.
    pub(crate) fn decide(&mut self, trace: TraceLevel) -> Decision {
        self.machine.decide(&mut self.frame, self.facts, trace)
    }

    /// The same in numbers.
    pub(crate) fn settle(&mut self) -> Ruling {
        self.machine.settle(&mut self.frame, self.facts)
    }

    /// The same, with somebody looking on.
    pub(crate) fn settle_watched(&mut self, watch: &mut dyn Watch) -> Ruling {
        self.machine.settle_watched(&mut self.frame, self.facts, watch)
    }

    /// What is wrong with the data of the item decided last.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        self.machine.problems(&self.frame)
    }

    /// Appends what was decided last to `out`, as JSON.
    pub(crate) fn write(&mut self, out: &mut Vec<u8>) {
        self.scribe.write(&self.machine, &self.frame, out);
    }
}

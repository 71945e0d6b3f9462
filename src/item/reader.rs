use super::address::Address;
use super::constants::Constants;
use super::error::ItemError;
use super::filling::Filling;
use super::frame::{Frame, Target};
use super::index::{EnumIndex, Targets};
use super::pass::is_envelope;
use super::record::Record;
use crate::bytecode::{FieldShape, Schema};
use std::sync::Arc;

/// Reads items into frames, for one program. Made once, where a bundle is loaded; it may serve many threads.
#[derive(Debug, Clone)]
pub struct Reader {
    /// Without its records and texts, which stand below in forms of their own.
    pub(super) schema: Schema,
    records: Vec<Record>,
    pub(super) enums: Vec<EnumIndex>,
    pub(super) targets: Targets,
    constants: Arc<Constants>,
}

/// What the host knows of an item that does not say so itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReadOptions<'a> {
    /// The workstream of items that name none.
    pub workstream: Option<&'a str>,
    /// The record, by its entity's name, of items that name no workstream, where there is no default workstream.
    pub record: Option<&'a str>,
    /// The id of an item that has none: its line number, say.
    pub id: Option<&'a str>,
}

/// The records that an item addressed to one target is read by, as places in the schema.
#[derive(Debug, Clone, Copy)]
pub(super) struct Records {
    pub(super) item: u32,
    pub(super) context: Option<u32>,
    pub(super) channel: Option<u32>,
    pub(super) models: Option<u32>,
}

impl Reader {
    /// A reader for programs with this schema.
    #[must_use]
    pub fn new(schema: &Schema) -> Self {
        Self {
            enums: schema.enums.iter().map(EnumIndex::new).collect(),
            targets: Targets::new(schema),
            constants: Arc::new(Constants::new(schema)),
            records: Record::all(schema, is_envelope),
            schema: Schema {
                enums: schema.enums.clone(),
                slots: schema.slots.clone(),
                workstreams: schema.workstreams.clone(),
                intakes: schema.intakes.clone(),
                ..Schema::default()
            },
        }
    }

    /// An empty frame for items that this reader reads. It shares the program's constants, so it costs little more
    /// than its slots.
    #[must_use]
    pub fn frame(&self) -> Frame {
        Frame::sharing(Arc::clone(&self.constants))
    }

    /// What an item of this target is read by; `None` for a target of another program.
    pub(super) fn records(&self, target: Target) -> Option<Records> {
        match target {
            Target::Workstream(place) => {
                let shape = self.schema.workstreams.get(usize::try_from(place).ok()?)?;
                let (context, channel, models) = (shape.context, shape.channel, shape.models);
                Some(Records { item: shape.record, context, channel, models })
            }
            Target::Intake(place) => {
                let shape = self.schema.intakes.get(usize::try_from(place).ok()?)?;
                let (context, channel, models) = (shape.context, shape.channel, shape.models);
                Some(Records { item: shape.record, context, channel, models })
            }
        }
    }

    pub(super) fn record(&self, place: u32) -> Option<&Record> {
        self.records.get(usize::try_from(place).ok()?)
    }

    pub(super) fn field_at(&self, record: u32, place: usize) -> Option<&FieldShape> {
        self.record(record)?.fields.get(place)
    }

    /// Fills defaults, tells what is missing, and gives the item its id.
    pub(super) fn finish(&self, frame: &mut Frame, address: Address, options: &ReadOptions<'_>) {
        if frame.id().is_empty()
            && let Some(id) = options.id
        {
            frame.set_id(id);
        }
        let Some(records) = frame.target().and_then(|target| self.records(target)) else {
            return;
        };
        let mut filling = Filling { reader: self, frame };
        for problem in address.problems() {
            filling.frame.report(problem);
        }
        let all = [Some(records.item), records.context, records.channel, records.models];
        for record in all.into_iter().flatten() {
            filling.complete(record, 0);
        }
    }

    /// What an item is addressed to: the first that the program has of its workstream, its instance, its record, the
    /// default workstream and the default record.
    pub(super) fn target(&self, address: &Address, options: &ReadOptions<'_>) -> Result<Target, ItemError> {
        let found = address.target().or_else(|| self.default_target(options));
        found.ok_or_else(|| address.failure())
    }

    pub(super) fn default_target(&self, options: &ReadOptions<'_>) -> Option<Target> {
        let workstream = options.workstream.and_then(|name| self.targets.workstreams.get(name));
        let intake = options.record.and_then(|name| self.targets.intakes.get(name));
        workstream.copied().map(Target::Workstream).or_else(|| intake.copied().map(Target::Intake))
    }
}

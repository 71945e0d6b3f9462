use crate::bytecode::{Program, Slot, Verified};
use crate::dispatch::Waiting;
use crate::item::{Frame, Mark, Snapshot, Target};

/// The item that rules are asked about, put up once.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) frame: Frame,
    /// How far the item goes: texts and lists after it are an agent's, or were computed.
    mark: Mark,
    id: String,
    workstream: u32,
    item: Option<Snapshot>,
}

/// Whether the item had to be put up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Put {
    Anew,
    Before,
}

impl Table {
    pub(super) fn new(frame: Frame) -> Self {
        let mark = frame.mark();
        Self { frame, mark, id: String::new(), workstream: 0, item: None }
    }

    /// Puts an item up, unless it is there already.
    pub(super) fn put(&mut self, verified: &Verified, item: &Waiting<'_>) -> Put {
        let same = self.item.as_ref().is_some_and(|known| known.is_same(item.item));
        if same && self.workstream == item.workstream && self.id == item.id {
            return Put::Before;
        }
        self.frame.restore(item.id, Target::Workstream(item.workstream), item.item);
        self.set_known(verified, item.workstream);
        self.mark = self.frame.mark();
        self.id.clear();
        self.id.push_str(item.id);
        self.workstream = item.workstream;
        self.item = Some(item.item.clone());
        Put::Anew
    }

    /// What the machine knows of the item beside its data.
    fn set_known(&mut self, verified: &Verified, workstream: u32) {
        let program = verified.program();
        if verified.reads_id() {
            let id = self.frame.id_value();
            self.frame.set(program.known.id, id);
        }
        self.frame.set(program.known.workstream, i64::from(workstream));
        if let Some(slot) = allowed_presences(program) {
            let desk = usize::try_from(workstream).ok().and_then(|place| program.desk.workstreams.get(place));
            let bits = desk.map_or(0, |desk| desk.presences);
            for place in (0..8).filter(|place| bits >> place & 1 == 1) {
                self.frame.lists_mut().push(place);
            }
            let list = self.frame.lists_mut().finish();
            self.frame.set(slot, list);
        }
    }

    /// Clears away texts and lists that are not the item's.
    pub(super) fn clear_away(&mut self) {
        self.frame.rewind(self.mark);
    }
}

/// Where rules find which presences the item's workstream allows; none in a program without agents.
pub(super) fn allowed_presences(program: &Program) -> Option<Slot> {
    use crate::bytecode::{Root, SlotKind};
    let slot = program.desk.agent.allowed_presences;
    let shape = program.schema.slots.get(slot.index())?;
    (shape.root == Root::Machine && matches!(shape.kind, SlotKind::List(_))).then_some(slot)
}

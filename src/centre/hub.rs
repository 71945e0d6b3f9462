use super::nature::Natures;
use super::sight::Plan;
use super::staff::Staff;
use super::table::Table;
use crate::bundle::Bundle;
use crate::bytecode::{Program, Root, Slot};
use crate::dispatch::{self, Event, Refusal, ResumeError, Roster, State, Step};
use crate::item::{Frame, Reader};
use crate::value::Instant;
use crate::vm::{Clock, Machine, Watch};

/// What a program's rules say, for the dispatcher: reads items and agents, and asks the machine.
#[derive(Debug)]
pub struct Centre<'b> {
    pub(super) bundle: &'b Bundle,
    pub(super) reader: Reader,
    pub(super) machine: Machine<'b>,
    pub(super) clock: Clock,
    /// Where items and agents are read.
    pub(super) frame: Frame,
    /// Where items stand that rules are asked about.
    pub(super) table: Table,
    /// What is kept of an item, by rising number.
    pub(super) kept: Vec<Slot>,
    pub(super) staff: Staff,
    pub(super) natures: Natures,
    /// By assignment: what of an item its rules see.
    pub(super) plans: Vec<Plan>,
    /// Somebody who looks on while items are decided.
    pub(super) watch: Option<&'b mut (dyn Watch + 'static)>,
}

impl<'b> Centre<'b> {
    /// A centre for that bundle. It keeps its memory between questions, and no item.
    #[must_use]
    pub fn new(bundle: &'b Bundle) -> Self {
        let program = bundle.program().program();
        let reader = Reader::new(bundle.schema());
        let staff = Staff::of(program);
        let natures = Natures::of(program, &staff);
        let kept = kept(program);
        Self {
            machine: Machine::new(bundle),
            clock: Clock::default(),
            frame: reader.frame(),
            table: Table::new(reader.frame()),
            plans: Plan::all(program, &staff, &natures, &kept),
            bundle,
            reader,
            kept,
            staff,
            natures,
            watch: None,
        }
    }

    /// The same, with somebody looking on while items are decided.
    #[must_use]
    pub fn watched(self, watch: &'b mut (dyn Watch + 'static)) -> Self {
        Self { watch: Some(watch), ..self }
    }

    /// The state of a program with that roster and no items. Fails with what the program does not know of the roster.
    pub fn open(&mut self, roster: &Roster, now: Instant) -> Result<State, Vec<Refusal>> {
        dispatch::open(self.bundle.program(), roster, now, self)
    }

    /// Moves a state on: everything due up to `now` happens, then the event. See [`dispatch::step`].
    pub fn step(&mut self, state: State, event: &Event, now: Instant) -> Step {
        dispatch::step(self.bundle.program(), state, event, now, self)
    }

    /// The state that was saved with [`State::save`], by the same bundle.
    pub fn resume(&mut self, saved: &str) -> Result<State, ResumeError> {
        dispatch::resume(self.bundle.program(), saved, self)
    }

    /// Whoever looks on.
    pub(super) fn onlooker<'w>(
        watch: &'w mut Option<&mut (dyn Watch + 'static)>,
    ) -> Option<&'w mut dyn Watch> {
        watch.as_deref_mut().map(|watch| -> &mut dyn Watch { watch })
    }

    pub(super) fn program(&self) -> &'b Program {
        self.bundle.program().program()
    }
}

/// What is kept of an item: its data, and what classification made of it.
fn kept(program: &Program) -> Vec<Slot> {
    let known = program.known;
    let within =
        |slot: Slot, first: Slot, count: u32| slot.0.checked_sub(first.0).is_some_and(|place| place < count);
    let is_kept = |slot: Slot, root: Root| {
        root != Root::Machine
            || within(slot, known.skills, known.skill_count)
            || within(slot, known.profiles, known.profile_count)
    };
    let slots = program.schema.slots.iter().zip((0..).map(Slot));
    slots.filter(|(shape, slot)| is_kept(*slot, shape.root)).map(|(_, slot)| slot).collect()
}

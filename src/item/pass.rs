use super::address::{Address, AddressKey, IsField};
use super::filling::Filling;
use super::frame::{Frame, Target};
use super::problem::{Instead, Problem, Reason, shown};
use super::reader::{Reader, Records};
use super::record::Record;
use super::seen::{Seen, trimmed};
use super::visit::{Any, Field, Hand, Key, Take, read_record};
use crate::bytecode::FieldShape;
use serde::de::{IgnoredAny, MapAccess, Visitor};

/// Whether the item's target is known for certain, or may be corrected by a key that comes later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Certainty {
    Guessed,
    Known,
}

/// What a pass does with the fields it meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Nothing was met but keys of the envelope.
    Waiting,
    /// Fields are read for the frame's target.
    Reading,
    /// The target turned out to be unknown or another one: only the envelope is read, and a second pass follows.
    Skipping,
}

/// One reading of an item, in the order of its keys: right at once where the keys that say what it is addressed to come
/// first or not at all, which is nearly always.
pub(super) struct Pass<'a> {
    pub(super) filling: Filling<'a>,
    records: Option<Records>,
    item: Option<&'a Record>,
    certainty: Certainty,
    mode: Mode,
    address: Address,
    is_object: bool,
}

/// What a key at the top means.
#[derive(Debug, Clone, Copy)]
pub(super) enum Envelope {
    Id,
    Address(AddressKey),
    Context,
    Channel,
    Models,
}

impl Envelope {
    pub(super) fn of(key: &str) -> Option<Self> {
        match key {
            "id" => Some(Self::Id),
            "context" => Some(Self::Context),
            "channel" => Some(Self::Channel),
            "models" => Some(Self::Models),
            _ => AddressKey::of(key).map(Self::Address),
        }
    }
}

/// Whether a key means something at the top of an item, whatever its fields are.
pub(super) fn is_envelope(key: &str) -> bool {
    Envelope::of(key).is_some()
}

impl<'a> Pass<'a> {
    /// A reading for the target that the frame has, if it has one.
    pub(super) fn new(reader: &'a Reader, frame: &'a mut Frame, certainty: Certainty) -> Self {
        let mode = if certainty == Certainty::Known { Mode::Reading } else { Mode::Waiting };
        let filling = Filling { reader, frame };
        let (address, records, item) = (Address::default(), None, None);
        let mut pass = Self { filling, records, item, certainty, mode, address, is_object: true };
        pass.find_records();
        pass
    }

    /// Says whether what is read is an object.
    pub(super) fn is_object(&self) -> bool {
        self.is_object
    }

    /// What the item says it is addressed to, and whether its fields were read.
    pub(super) fn end(self) -> (Address, bool) {
        (self.address, self.mode == Mode::Reading)
    }

    fn set_target(&mut self, target: Target) {
        self.filling.frame.set_target(target);
        self.find_records();
    }

    fn find_records(&mut self) {
        let reader: &'a Reader = self.filling.reader;
        self.records = self.filling.frame.target().and_then(|target| reader.records(target));
        self.item = self.records.and_then(|records| reader.record(records.item));
    }

    /// The record that the item's fields are read by, with its number; none while the target is unknown.
    #[inline]
    pub(super) fn item(&self) -> Option<(u32, &'a Record)> {
        self.records.map(|records| records.item).zip(self.item)
    }

    /// The same unless fields are skipped.
    pub(super) fn reading_by(&self) -> Option<(u32, &'a Record)> {
        self.item().filter(|_| self.mode != Mode::Skipping)
    }

    /// What a key means at the top, and where it stands among the item's fields.
    fn meaning(&self, key: &str, next: usize) -> (Option<Envelope>, Option<usize>) {
        let place = self.item.and_then(|item| item.place(key, next));
        let only_field = place.is_some() && self.item.is_some_and(|item| !item.shadows);
        (if only_field { None } else { Envelope::of(key) }, place)
    }

    /// Whether fields are read: decides it at the first field.
    pub(super) fn reads(&mut self) -> bool {
        if self.mode == Mode::Waiting {
            let known = self.filling.frame.target().is_some();
            self.mode = if known { Mode::Reading } else { Mode::Skipping };
        }
        self.mode == Mode::Reading
    }

    fn hear(&mut self, key: AddressKey, seen: Seen<'_>, field: Option<&FieldShape>) {
        let is_field = if field.is_some() { IsField::Yes } else { IsField::No };
        let Filling { reader, frame } = &mut self.filling;
        let found = self.address.hear(&reader.targets, key, seen, is_field, frame.folding());
        if !found || self.certainty == Certainty::Known {
            return;
        }
        let target = self.address.target();
        let first = self.mode == Mode::Waiting && self.address.is_settled();
        match target {
            Some(target) if first => self.set_target(target),
            // A workstream named later would overrule an instance or a record.
            _ if target != self.filling.frame.target() || !self.address.is_settled() => {
                self.mode = Mode::Skipping;
            }
            _ => {}
        }
    }

    /// Reads the id or an address, which may be a field too.
    pub(super) fn scalar(&mut self, key: Envelope, seen: Seen<'_>, field: Option<&FieldShape>) {
        match key {
            Envelope::Id if !seen.is_blank() => set_id(self.filling.frame, seen),
            Envelope::Address(key) => self.hear(key, seen, field),
            Envelope::Id | Envelope::Context | Envelope::Channel | Envelope::Models => {}
        }
        if let Some(field) = field
            && self.reads()
        {
            self.filling.value(field, seen);
        }
    }
}

fn set_id(frame: &mut Frame, seen: Seen<'_>) {
    match seen {
        Seen::Text(text) => frame.set_id(trimmed(text)),
        Seen::Int(_) | Seen::Huge(_) | Seen::Number(_) => frame.set_id_shown(seen),
        Seen::Nothing | Seen::Bool(_) | Seen::Object | Seen::Array => {}
    }
}

impl Take for &mut Pass<'_> {
    fn seen(self, _: Seen<'_>) {
        self.is_object = false;
    }

    fn object<'de, A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let mut next = 0;
        loop {
            let met = object.next_key_seed(Key(|key: &str| self.meaning(key, next)))?;
            let Some((envelope, place)) = met else {
                return Ok(());
            };
            next = place.map_or(next, |place| place + 1);
            let field = self.item.zip(place).and_then(|(item, place)| item.fields.get(place));
            match (envelope, field) {
                (Some(key @ (Envelope::Id | Envelope::Address(_))), field) => {
                    object.next_value_seed(Any(Hand(|seen: Seen<'_>| self.scalar(key, seen, field))))?;
                }
                _ if !self.reads() => _ = object.next_value::<IgnoredAny>()?,
                (Some(key), field) => object.next_value_seed(Any(Part { pass: &mut *self, key, field }))?,
                (None, Some(field)) => {
                    let record = self.records.map_or(u32::MAX, |records| records.item);
                    object.next_value_seed(Any(Field {
                        filling: &mut self.filling,
                        record,
                        shape: field,
                        depth: 0,
                    }))?;
                }
                (None, None) => _ = object.next_value::<IgnoredAny>()?,
            }
        }
    }
}

/// Takes `context`, `channel` or `models`: an object, unless the item has a field of that name.
pub(super) struct Part<'f, 'a> {
    pub(super) pass: &'f mut Pass<'a>,
    pub(super) key: Envelope,
    pub(super) field: Option<&'a FieldShape>,
}

impl Part<'_, '_> {
    /// What an object is read by.
    pub(super) fn record(&self) -> Option<u32> {
        let records = self.pass.records?;
        match self.key {
            Envelope::Context => records.context,
            Envelope::Channel => records.channel,
            Envelope::Models => records.models,
            Envelope::Id | Envelope::Address(_) => None,
        }
    }

    /// Takes what is no object.
    pub(super) fn say(self, seen: Seen<'_>) {
        match self.field {
            Some(field) => self.pass.filling.value(field, seen),
            None if seen.is_blank() || self.record().is_none() => {}
            None => {
                let wanted = "an object with fields".to_owned();
                let reason =
                    Reason::Unreadable { seen: shown(&seen.to_string()), wanted, instead: Instead::Missing };
                self.pass.filling.frame.report(Problem { path: self.word().to_owned(), reason });
            }
        }
    }

    fn word(&self) -> &'static str {
        match self.key {
            Envelope::Channel => "channel",
            Envelope::Models => "models",
            Envelope::Context | Envelope::Id | Envelope::Address(_) => "context",
        }
    }
}

impl Take for Part<'_, '_> {
    fn seen(self, seen: Seen<'_>) {
        self.say(seen);
    }

    fn object<'de, A: MapAccess<'de>>(self, object: A) -> Result<(), A::Error> {
        match (self.record(), self.field) {
            (Some(record), _) => read_record(&mut self.pass.filling, record, 0, object),
            (None, Some(field)) => {
                let record = self.pass.records.map_or(u32::MAX, |records| records.item);
                let filling = &mut self.pass.filling;
                Any(Field { filling, record, shape: field, depth: 0 }).visit_map(object)
            }
            (None, None) => Any(Hand(|_: Seen<'_>| ())).visit_map(object),
        }
    }
}

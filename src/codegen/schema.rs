use super::generator::Generator;
use super::layout::{Fields, Shared, Used, field_of, number_of, slot_kind};
use crate::bytecode::{
    Const, EnumShape, EnumValueShape, FieldShape, IntakeShape, Reading, RecordShape, Schema, Slot,
    WorkstreamShape,
};
use crate::hir;
use crate::types::{EntityId, Type};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Records of a schema in the making.
#[derive(Debug, Default)]
struct Records {
    shapes: Vec<RecordShape>,
    items: BTreeMap<EntityId, u32>,
}

impl Generator<'_> {
    /// What an item looks like, now that all code is made.
    pub(super) fn schema(&mut self) -> Schema {
        let program = self.program;
        let mut records = Records::default();
        let workstreams = program
            .workstreams
            .iter()
            .map(|workstream| self.workstream_shape(workstream, &mut records))
            .collect();
        let intakes = program.intakes.iter().map(|intake| self.intake_shape(intake, &mut records)).collect();
        self.agent_record(&mut records);
        Schema {
            enums: enums(program).into(),
            records: records.shapes,
            slots: std::mem::take(&mut self.layout.slots),
            texts: std::mem::take(&mut self.pools.texts).into_kept(),
            workstreams,
            intakes,
        }
    }

    /// What is read of `entity Agent`, if anything is.
    fn agent_record(&mut self, records: &mut Records) {
        let fields = std::mem::take(&mut self.layout.agent_fields);
        let entity = self.program.agent.filter(|_| !fields.is_empty());
        let record = entity.map(|entity| self.record(entity, &fields, records));
        if let Some(agent) = &mut self.layout.agent {
            agent.record = record;
        }
    }

    fn workstream_shape(&mut self, workstream: &hir::Workstream, records: &mut Records) -> WorkstreamShape {
        let chosen = [workstream];
        WorkstreamShape {
            name: workstream.named.name.clone(),
            record: self.item_record(workstream.carries, records),
            context: self.context_record(&chosen, records),
            channel: self.channel_record(&chosen, records),
            models: self.models_record(&chosen, records),
            instances: workstream.instances.clone(),
        }
    }

    fn intake_shape(
        &mut self,
        (entity, rules): &(EntityId, Vec<hir::IntakeRule>),
        records: &mut Records,
    ) -> IntakeShape {
        let mut ids: Vec<_> = rules.iter().map(|rule| rule.to).collect();
        ids.sort_unstable();
        ids.dedup();
        let workstreams = ids.iter().filter_map(|id| self.program.workstreams.get(id.index()));
        let chosen: Vec<_> = workstreams.map(Arc::as_ref).collect();
        IntakeShape {
            entity: entity_name(self.program, *entity),
            record: self.item_record(*entity, records),
            context: self.context_record(&chosen, records),
            channel: self.channel_record(&chosen, records),
            models: self.models_record(&chosen, records),
        }
    }

    fn context_record(&mut self, of: &[&hir::Workstream], records: &mut Records) -> Option<u32> {
        let fields = of.iter().flat_map(|workstream| &workstream.context);
        let shared = std::mem::take(&mut self.layout.context);
        let record = self.named_record("context", fields, &shared, records);
        self.layout.context = shared;
        record
    }

    fn channel_record(&mut self, of: &[&hir::Workstream], records: &mut Records) -> Option<u32> {
        let program = self.program;
        let channels = of.iter().filter_map(|workstream| workstream.channel_fields);
        let fields = channels.filter_map(|id| entity(program, id)).flat_map(|entity| &entity.fields);
        let shared = std::mem::take(&mut self.layout.channel);
        let record = self.named_record("channel", fields, &shared, records);
        self.layout.channel = shared;
        record
    }

    fn item_record(&mut self, entity: EntityId, records: &mut Records) -> u32 {
        if let Some(record) = records.items.get(&entity) {
            return *record;
        }
        let fields = self.layout.items.remove(&entity).unwrap_or_default();
        let record = self.record(entity, &fields, records);
        records.items.insert(entity, record);
        record
    }

    /// A record stands before the records that it links to.
    fn record(&mut self, entity: EntityId, fields: &Fields, records: &mut Records) -> u32 {
        let place = records.add(entity_name(self.program, entity));
        let program = self.program;
        let mut shapes = Vec::with_capacity(fields.len());
        for (field, used) in fields {
            let step = hir::Step { entity, field: *field };
            if let Some(field) = field_of(program, step) {
                shapes.push(self.field(field, used, records));
            }
        }
        records.fill(place, shapes);
        place
    }

    fn field(&mut self, field: &hir::Field, used: &Used, records: &mut Records) -> FieldShape {
        let reading = if let Type::Entity(entity) = &field.ty {
            Reading::Link {
                present: used.slot,
                optional: field.optional,
                record: self.record(*entity, &used.below, records),
            }
        } else {
            Reading::Value {
                slot: used.slot,
                kind: slot_kind(self.program, &field.ty),
                optional: field.optional,
                default: field.default.as_ref().map(|value| self.default(value)),
            }
        };
        FieldShape { key: field.key.clone(), name: field.name.clone(), reading }
    }

    fn default(&mut self, value: &hir::Const) -> Const {
        if let hir::Const::Text(text) = value {
            return Const::Text(self.pools.text(text).0);
        }
        Const::Value(number_of(value).unwrap_or_default())
    }

    /// A record of what is used of fields that are known by name; those of one name and type count once.
    fn named_record<'f>(
        &mut self,
        name: &str,
        fields: impl Iterator<Item = &'f hir::Field>,
        shared: &[Shared],
        records: &mut Records,
    ) -> Option<u32> {
        let mut taken = Vec::new();
        for field in fields {
            let place = shared.iter().position(|one| one.name == field.name && one.ty == field.ty);
            taken.extend(place.filter(|at| taken.iter().all(|(_, other)| other != at)).map(|at| (field, at)));
        }
        if taken.is_empty() {
            return None;
        }
        let place = records.add(name.to_owned());
        let mut shapes = Vec::with_capacity(taken.len());
        for (field, at) in taken {
            if let Some(one) = shared.get(at) {
                shapes.push(self.field(field, &one.used, records));
            }
        }
        records.fill(place, shapes);
        Some(place)
    }

    fn models_record(&mut self, of: &[&hir::Workstream], records: &mut Records) -> Option<u32> {
        let mut shapes: Vec<FieldShape> = Vec::new();
        for ruleset in of.iter().flat_map(|workstream| &workstream.classify) {
            let shape = self.answer(ruleset).filter(|shape| !shapes.contains(shape));
            shapes.extend(shape);
        }
        if shapes.is_empty() {
            return None;
        }
        let place = records.add("models".to_owned());
        records.fill(place, shapes);
        Some(place)
    }

    fn answer(&mut self, ruleset: &hir::Ruleset) -> Option<FieldShape> {
        let hir::RulesetKind::Model { model, .. } = &ruleset.kind else { return None };
        let model = self.program.models.get(model.index())?;
        let slot = self.answer_slot(&ruleset.name, &model.result)?;
        let confidence = self.layout.confidence.get(&ruleset.name).copied();
        let kind = slot_kind(self.program, &model.result);
        let reading = Reading::Answer { slot, kind, confidence };
        Some(FieldShape { key: ruleset.name.clone(), name: ruleset.name.clone(), reading })
    }

    fn answer_slot(&self, name: &str, ty: &Type) -> Option<Slot> {
        let found = self.layout.models.iter().find(|one| one.name == name && one.ty == *ty);
        found.map(|one| one.used.slot)
    }
}

impl Records {
    fn add(&mut self, entity: String) -> u32 {
        self.shapes.push(RecordShape { entity, fields: Vec::new() });
        u32::try_from(self.shapes.len() - 1).unwrap_or(u32::MAX)
    }

    fn fill(&mut self, place: u32, fields: Vec<FieldShape>) {
        let shape = usize::try_from(place).ok().and_then(|place| self.shapes.get_mut(place));
        if let Some(shape) = shape {
            shape.fields = fields;
        }
    }
}

fn entity(program: &hir::Program, id: EntityId) -> Option<&hir::Entity> {
    program.entities.get(usize::try_from(id.0).ok()?)
}

fn entity_name(program: &hir::Program, id: EntityId) -> String {
    entity(program, id).map(|entity| entity.named.name.clone()).unwrap_or_default()
}

/// The enums of the program, then its skills as one more, for models that answer with skills.
fn enums(program: &hir::Program) -> Vec<EnumShape> {
    let value = |value: &hir::EnumValue| EnumValueShape {
        word: value.word.clone(),
        label: value.label.clone(),
        spellings: value.spellings.clone(),
        code: value.code,
    };
    let skill = |skill: &hir::Skill| EnumValueShape {
        word: skill.named.name.clone(),
        label: Some(skill.named.label.clone()),
        spellings: skill.spellings.clone(),
        code: None,
    };
    let declared = program.enums.iter().map(|one| EnumShape {
        name: one.named.name.clone(),
        values: one.values.iter().map(value).collect(),
    });
    let skills = EnumShape { name: "skill".to_owned(), values: program.skills.iter().map(skill).collect() };
    declared.chain([skills]).collect()
}

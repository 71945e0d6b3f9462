//! What words mean at a place, by what the program is known to say.

use super::room::{List, Room, block_of};
use super::stand::Stand;
use crate::builtins::{self, Block, FactOf};
use crate::engine::Workspace;
use crate::hir::{self, Field, Program, RulesetKind};
use crate::syntax::lex::{Token, TokenKind};
use crate::types::{EntityId, EnumId, Type};

/// What may be spoken of at a place.
#[derive(Debug)]
pub(super) struct Scope<'w> {
    pub(super) workspace: &'w Workspace,
    pub(super) program: &'w Program,
    /// What the item carries, if anything says so.
    pub(super) item: Option<EntityId>,
    pub(super) context: &'w [Field],
    pub(super) channel: &'w [Field],
    /// The rulesets that ask models, with what they answer.
    pub(super) models: Vec<(&'w str, Type)>,
    pub(super) parameters: Vec<(&'w str, Type)>,
    /// Whether a bare word is about an agent.
    pub(super) of_agent: bool,
    /// Of whom facts are known, beside those known everywhere.
    pub(super) known: Vec<FactOf>,
}

impl<'w> Scope<'w> {
    /// What may be spoken of where `stand` says; `rooms` are the blocks around it.
    pub(super) fn new(workspace: &'w Workspace, stand: &Stand<'w>, rooms: &[Room]) -> Self {
        let program = &workspace.found().program;
        let mut scope = Self {
            workspace,
            program,
            item: None,
            context: &[],
            channel: &[],
            models: Vec::new(),
            parameters: Vec::new(),
            of_agent: false,
            known: Vec::new(),
        };
        let head = stand.heads.first().map(|head| stand.head(head)).unwrap_or_else(|| stand.before());
        let words = stand.words(head);
        let name = words.get(1).copied().unwrap_or_default();
        match words.first().copied().unwrap_or_default() {
            "workstream" => scope.in_workstream(name),
            "intake" => scope.item = scope.entity(name),
            "test" => scope.in_test(stand),
            "assignment" => scope.in_assignment(name),
            "queue" => scope.item = scope.queue(name).and_then(|queue| queue.carries),
            _ => {}
        }
        if let Some(carried) = carried(stand) {
            scope.item = scope.entity(carried).or(scope.item);
        }
        scope.parameters = parameters(program, stand, head);
        scope.ask_of(stand, rooms);
        scope
    }

    fn in_workstream(&mut self, name: &str) {
        let Some(stream) = self.program.workstreams.iter().find(|stream| stream.named.name == name) else {
            return;
        };
        self.item = Some(stream.carries);
        self.context = &stream.context;
        let fields = stream.channel_fields.and_then(|id| self.entity_of(id));
        self.channel = fields.map(|entity| entity.fields.as_slice()).unwrap_or_default();
        for ruleset in &stream.classify {
            if let RulesetKind::Model { model, .. } = &ruleset.kind
                && let Some(model) = self.program.models.get(model.index())
            {
                self.models.push((&ruleset.name, model.result.clone()));
            }
        }
    }

    /// Speaks of the items of that workstream, or of records of that entity.
    pub(super) fn step_into(&mut self, name: &str) {
        self.in_workstream(name);
        self.item = self.item.or_else(|| self.entity(name));
    }

    fn in_test(&mut self, stand: &Stand<'w>) {
        self.known.push(FactOf::Decision);
        let words = stand.words(&stand.tokens);
        let given = words.windows(2).find_map(|pair| match pair {
            ["given", name] if !matches!(*name, "queue" | "model" | "id") => Some(*name),
            _ => None,
        });
        if let Some(given) = given {
            self.step_into(given);
        }
    }

    fn in_assignment(&mut self, name: &str) {
        let found = self.program.assignments.iter().find(|known| known.named.name == name);
        self.item = found.and_then(|known| known.versions.iter().find_map(|version| version.entity));
        self.known.push(FactOf::Waiting);
    }

    /// Whether agents and queues may be asked about, by the clause that the place stands in.
    fn ask_of(&mut self, stand: &Stand<'_>, rooms: &[Room]) {
        let words = stand.words(stand.before());
        let last = |wanted: &str| words.iter().rposition(|word| *word == wanted);
        let room = rooms.last().copied().unwrap_or(Room::Margin);
        let picks = room == Room::Rules(List::Assignment) && last("where").or(last("order")) > last("when");
        let members = room == Room::Settings(Block::Queue) && words.first() == Some(&"members");
        self.of_agent = picks || members;
        if self.of_agent {
            self.known.push(FactOf::Agent);
        }
        if room == Room::Rules(List::Overflow) {
            self.known.push(FactOf::Queue);
        }
        if self.item.is_some() {
            self.known.push(FactOf::Item);
        }
    }

    /// The entity of that name.
    pub(super) fn entity(&self, name: &str) -> Option<EntityId> {
        let at = self.program.entities.iter().position(|entity| entity.named.name == name)?;
        u32::try_from(at).ok().map(EntityId)
    }

    /// The entity of that number.
    pub(super) fn entity_of(&self, id: EntityId) -> Option<&'w hir::Entity> {
        self.program.entities.get(usize::try_from(id.0).ok()?)
    }

    /// The enum of that number.
    pub(super) fn enum_of(&self, id: EnumId) -> Option<&'w hir::Enum> {
        self.program.enums.get(usize::try_from(id.0).ok()?)
    }

    /// The queue of that name.
    pub(super) fn queue(&self, name: &str) -> Option<&'w hir::Queue> {
        self.program.queues.iter().find(|queue| queue.named.name == name)
    }

    /// The fields of an entity.
    pub(super) fn fields(&self, entity: Option<EntityId>) -> &'w [Field] {
        entity.and_then(|id| self.entity_of(id)).map(|entity| entity.fields.as_slice()).unwrap_or_default()
    }
}

/// What `carries` says in the declaration.
fn carried<'w>(stand: &Stand<'w>) -> Option<&'w str> {
    let head = stand.heads.first()?;
    let block = stand.head(head).first().and_then(|word| block_of(stand.say(*word)))?;
    block.row("carries")?;
    stand.entries(head).into_iter().find_map(|entry| match stand.words(entry).as_slice() {
        ["carries", name, ..] => Some(*name),
        _ => None,
    })
}

/// The parameters that a header names, as far as they are written.
fn parameters<'w>(program: &Program, stand: &Stand<'w>, head: &[Token]) -> Vec<(&'w str, Type)> {
    let takes =
        head.first().is_some_and(|word| matches!(stand.say(*word), "condition" | "table" | "assignment"));
    if !takes {
        return Vec::new();
    }
    let closed = head.iter().position(|token| matches!(token.kind, TokenKind::Arrow | TokenKind::Equals));
    let list = head.get(..closed.unwrap_or(head.len())).unwrap_or_default();
    let pairs = list.windows(3).filter_map(|three| match three {
        [name, colon, ty] if name.kind == TokenKind::Word && colon.kind == TokenKind::Colon => {
            Some((stand.say(*name), type_named(program, stand.say(*ty))))
        }
        _ => None,
    });
    pairs.collect()
}

/// The type that a word means.
pub(super) fn type_named(program: &Program, word: &str) -> Type {
    if let Some(known) = builtins::TYPES.iter().find(|known| known.word == word) {
        return known.ty.clone();
    }
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let of_enum = program.enums.iter().position(|known| known.named.name == word);
    let of_entity = || program.entities.iter().position(|known| known.named.name == word);
    of_enum
        .map(|at| Type::Enum(EnumId(number(at))))
        .or_else(|| of_entity().map(|at| Type::Entity(EntityId(number(at)))))
        .unwrap_or(Type::Unknown)
}

use super::names;
use super::offer::{Choice, CompletionKind, Offers};
use crate::check::Kind;
use crate::hir::Parameter;
use crate::types::{EnumId, Type};

/// A value of a type, to be written over.
pub(super) fn sample(offers: &Offers<'_>, ty: &Type) -> String {
    match ty {
        Type::Bool => "yes".to_owned(),
        Type::Int | Type::Decimal => "1".to_owned(),
        Type::Text | Type::Unknown | Type::Agent | Type::Entity(_) => "\"text\"".to_owned(),
        Type::Date => "2026-01-31".to_owned(),
        Type::Time => "08:00".to_owned(),
        Type::Instant => "2026-01-31T08:00Z".to_owned(),
        Type::Duration => "1h".to_owned(),
        Type::Enum(id) => {
            let first = offers.scope.enum_of(*id).and_then(|of| of.values.first());
            first.map_or("\"text\"", |value| value.word.as_str()).to_owned()
        }
        Type::List(member) => format!("[{}]", sample(offers, member)),
        Type::Queue => names::first(offers, Kind::Queue, "default_messaging"),
        Type::Skill => names::first(offers, Kind::Skill, "french"),
    }
}

/// What may be given to a parameter: a path of its type, or a value.
pub(super) fn argument(offers: &Offers<'_>, parameter: &Parameter) -> String {
    let fits = |known: &crate::ide::meaning::Meaning| known.ty == parameter.ty;
    if let Some(found) = offers.scope.roots().iter().find(|known| fits(known)) {
        return found.word.clone();
    }
    if let Some(found) = offers.scope.below(&["item"]).iter().find(|known| fits(known)) {
        return format!("item.{}", found.word);
    }
    if let Type::Entity(_) = parameter.ty { parameter.name.clone() } else { sample(offers, &parameter.ty) }
}

/// Offers the values of a type that have names.
pub(super) fn offer(offers: &mut Offers<'_>, ty: &Type) {
    if let Type::Enum(id) = ty {
        enum_values(offers, *id);
    } else if *ty == Type::Bool {
        for word in ["yes", "no"] {
            offers.add(Choice::word(CompletionKind::Value, word).rank(1));
        }
    } else if *ty == Type::Queue {
        super::target::queues(offers, false);
    } else if *ty == Type::Skill {
        skills(offers);
    } else if !matches!(ty, Type::Entity(_) | Type::Unknown | Type::List(_)) {
        let sample = sample(offers, ty);
        let text = match sample.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(inner) => format!("\"${{1:{inner}}}\""),
            None => format!("${{1:{sample}}}"),
        };
        let word = offers.scope.type_word(ty);
        offers.add(Choice::snippet(CompletionKind::Value, sample, text).detail(word).rank(8));
    }
}

/// Offers the values of every enum of the program.
pub(super) fn of_all_enums(offers: &mut Offers<'_>) {
    for of in (0..).map(EnumId).take(offers.scope.program.enums.len()) {
        if offers.scope.enum_of(of).is_some_and(|of| of.named.span.is_some()) {
            enum_values(offers, of);
        }
    }
}

fn enum_values(offers: &mut Offers<'_>, id: EnumId) {
    let Some(of) = offers.scope.enum_of(id) else { return };
    for value in &of.values {
        let detail = match &value.label {
            Some(label) if *label != value.word => format!("{}: \"{label}\"", of.named.name),
            _ => of.named.name.clone(),
        };
        offers.add(Choice::word(CompletionKind::EnumValue, value.word.as_str()).detail(detail).rank(1));
    }
}

/// Offers the skills, and the parameters that stand for one.
pub(super) fn skills(offers: &mut Offers<'_>) {
    let own: Vec<_> =
        offers.scope.parameters.iter().filter(|(_, ty)| *ty == Type::Skill).map(|(word, _)| *word).collect();
    for word in own {
        offers.add(Choice::word(CompletionKind::Variable, word).detail("a parameter").rank(1));
    }
    for known in names::of_kind(offers, Kind::Skill) {
        let detail = match (rating(offers, known.name), known.label) {
            (Some(rating), _) => format!("{}..{} of {}", rating.lowest, rating.highest, rating.named.name),
            (None, Some(label)) => format!("\"{label}\""),
            (None, None) => "held or not".to_owned(),
        };
        offers.add(Choice::word(CompletionKind::Name, known.name).detail(detail).doc(known.doc).rank(2));
    }
}

/// The rating of a skill.
pub(super) fn rating<'w>(offers: &Offers<'w>, skill: &str) -> Option<&'w crate::hir::Rating> {
    let program = offers.scope.program;
    let skill = program.skills.iter().find(|known| known.named.name == skill)?;
    program.ratings.get(skill.rating?.index())
}

/// Offers the levels of a skill, by number and by label.
pub(super) fn levels(offers: &mut Offers<'_>, skill: &str) {
    const MOST: i64 = 20;
    let Some(rating) = rating(offers, skill) else { return };
    let highest = rating.highest.min(rating.lowest.saturating_add(MOST));
    for (rank, level) in (0..).zip(rating.lowest..=highest) {
        let label = rating.labels.iter().find(|(of, _)| *of == level).map(|(_, label)| label.clone());
        let choice = Choice::word(CompletionKind::Level, level.to_string()).rank(rank);
        offers.add(choice.detail(label.clone().unwrap_or_default()));
        if let Some(label) = label {
            let detail = format!("level {level}");
            offers.add(
                Choice::word(CompletionKind::Level, format!("\"{label}\"")).detail(detail).rank(rank + 50),
            );
        }
    }
}

/// Offers the types that may stand after a colon or an arrow.
pub(super) fn types(offers: &mut Offers<'_>, of_field: bool) {
    for known in crate::builtins::TYPES {
        if of_field && matches!(known.ty, Type::Queue | Type::Skill | Type::Agent) {
            continue;
        }
        offers.add(Choice::word(CompletionKind::Type, known.word).doc(Some(known.doc)).rank(3));
    }
    for of in &offers.scope.program.enums {
        offers.add(Choice::word(CompletionKind::Type, of.named.name.as_str()).detail("enum").rank(2));
    }
    for known in names::of_kind(offers, Kind::Entity) {
        offers.add(Choice::word(CompletionKind::Type, known.name).detail("entity").doc(known.doc).rank(2));
    }
}

use super::data::{self, Broken, Found};
use crate::check::context::Context;
use crate::check::error::RowsError;
use crate::check::names::Kind;
use crate::hir::{TestItem, WorkstreamId};
use crate::source::{FileId, Span, resolve};
use crate::syntax::ast::Text;
use crate::types::EntityId;
use indexmap::IndexMap;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// An item of a file that stands beside the source.
#[derive(Debug, Clone)]
pub(super) struct Datum {
    /// What it is called: its `id`, or the line that it begins on, from 1.
    pub(super) id: String,
    /// The item as JSON.
    pub(super) json: Arc<str>,
}

/// The items of a file, by what each is called.
#[derive(Debug)]
pub(super) struct Items {
    file: String,
    /// Each, and what it says of where it comes in if that is elsewhere.
    all: IndexMap<String, (Datum, Option<Stray>)>,
}

/// An item that comes in somewhere else than its test says.
#[derive(Debug, Clone)]
struct Stray {
    /// ``the workstream `chat` ``
    to: String,
    line: usize,
    at: Span,
}

impl Items {
    /// Those of the file at `path`, for a test that is given `item`. `None` after a report; a file that is not there has
    /// been reported by whoever loads.
    pub(super) fn of(ctx: &mut Context<'_>, path: &Text, item: Option<TestItem>) -> Option<Self> {
        let sources = ctx.sources;
        let own = sources.get(path.span.file).map_or("", |file| file.name.as_str());
        let file = resolve(own, &path.value)?;
        ctx.names.log().text(&file);
        let id = sources.find(&file)?;
        let found = match data::read(&file, &sources.get(id)?.text) {
            Ok(found) => found,
            Err(Broken { line, at, help }) => {
                ctx.report(RowsError::NotItems { file, line, help, span: path.span, at: span(id, &at) });
                return None;
            }
        };
        if found.is_empty() {
            ctx.report(RowsError::NoItems { file, span: path.span });
            return None;
        }
        let (mut all, doors) = (IndexMap::new(), Doors::default());
        for found in found {
            let stray = stray(ctx, &doors, item, &found, id);
            let datum = Datum { id: found.id.clone(), json: Arc::from(found.json) };
            let place = (found.line, span(id, &found.at));
            if let Some((_, _, (line, at))) = all.get(&found.id) {
                let (id, span) = (found.id, path.span);
                let (first, again) = (*line, place.0);
                let same = RowsError::IdTwice {
                    id,
                    file: file.clone(),
                    first,
                    again,
                    span,
                    at: *at,
                    twice: place.1,
                };
                ctx.report(same);
            } else {
                all.insert(found.id, (datum, stray, place));
            }
        }
        let all = all.into_iter().map(|(id, (datum, stray, _))| (id, (datum, stray))).collect();
        Some(Self { file, all })
    }

    /// All of them; reported where one comes in elsewhere.
    pub(super) fn all(&self, ctx: &mut Context<'_>, path: Span) -> Vec<&Datum> {
        self.all.values().for_each(|(datum, stray)| self.report(ctx, datum, stray.as_ref(), path));
        self.all.values().map(|(datum, _)| datum).collect()
    }

    /// The one that is called so; reported where there is none, or it comes in elsewhere.
    pub(super) fn called(&self, ctx: &mut Context<'_>, id: &Text) -> Option<&Datum> {
        if let Some((datum, stray)) = self.all.get(&id.value) {
            self.report(ctx, datum, stray.as_ref(), id.span);
            return Some(datum);
        }
        let near = ctx.nearest(&id.value, self.all.keys().map(String::as_str));
        let help = match &near {
            Some(near) => format!("did you mean `\"{near}\"`?"),
            None => "an item is known by its `id`, or without one by the line it begins on".to_owned(),
        };
        let (id, file, span) = (id.value.clone(), self.file.clone(), id.span);
        ctx.report(RowsError::UnknownItem { id, file, help, near, span });
        None
    }

    fn report(&self, ctx: &mut Context<'_>, datum: &Datum, stray: Option<&Stray>, span: Span) {
        let Some(Stray { to, line, at }) = stray.cloned() else { return };
        let (id, file) = (datum.id.clone(), self.file.clone());
        ctx.report(RowsError::Stray { id, file, line, to, span, at });
    }
}

fn span(file: FileId, at: &Range<usize>) -> Span {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(file, place(at.start), place(at.end))
}

/// What an item says of where it comes in, if that is somewhere else. A name that the program does not have says nothing:
/// the item may have a field of that name.
fn stray(
    ctx: &Context<'_>,
    doors: &Doors,
    item: Option<TestItem>,
    found: &Found,
    file: FileId,
) -> Option<Stray> {
    let item = item?;
    let mut said = found.address.iter();
    let (to, key, says) = said.find_map(|(key, says)| Some((doors.known(ctx, key, says)?, key, says)))?;
    let what = if key == "record" { "the intake of" } else { "the workstream" };
    let name = match to {
        TestItem::Workstream(id) => ctx.workstream(id).map(|known| known.named.name.clone()),
        TestItem::Record(_) => None,
    };
    let to_words = format!("{what} `{}`", name.unwrap_or_else(|| says.clone()));
    let carries = match (item, to) {
        (TestItem::Workstream(id), TestItem::Record(entity)) => {
            ctx.workstream(id).is_some_and(|known| known.carries == entity)
        }
        (TestItem::Workstream(_) | TestItem::Record(_), _) => false,
    };
    (to != item && !carries).then(|| Stray { to: to_words, line: found.line, at: span(file, &found.at) })
}

/// Where items come in by what they say.
#[derive(Debug, Default)]
struct Doors {
    /// The first workstream with an address, in small letters; made when it is first asked for.
    addresses: OnceCell<BTreeMap<String, WorkstreamId>>,
}

impl Doors {
    /// Where an item comes in that says this under that key.
    fn known(&self, ctx: &Context<'_>, key: &str, says: &str) -> Option<TestItem> {
        match key {
            "workstream" => {
                ctx.names.number(Kind::Workstream, says).map(WorkstreamId).map(TestItem::Workstream)
            }
            "record" => ctx.names.number(Kind::Entity, says).map(EntityId).map(TestItem::Record),
            _ => {
                let addresses = self.addresses.get_or_init(|| addresses(ctx));
                addresses.get(&says.to_ascii_lowercase()).copied().map(TestItem::Workstream)
            }
        }
    }
}

fn addresses(ctx: &Context<'_>) -> BTreeMap<String, WorkstreamId> {
    let mut addresses = BTreeMap::new();
    for id in ctx.names.all(Kind::Workstream).filter_map(|name| ctx.names.number(Kind::Workstream, name)) {
        let id = WorkstreamId(id);
        for address in ctx.workstream(id).map_or(&[][..], |known| &known.instances) {
            addresses.entry(address.to_ascii_lowercase()).or_insert(id);
        }
    }
    addresses
}

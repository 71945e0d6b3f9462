use crate::check::context::Context;
use crate::check::error::{RowsError, nearest};
use crate::source::{SourceFile, resolve};
use crate::syntax::ast::Text;
use serde_json::Value;
use serde_json::value::RawValue;
use std::sync::Arc;

/// An item of a file that stands beside the source.
#[derive(Debug, Clone)]
pub(super) struct Datum {
    /// What it is called: its `id`, or its number in the file, from 1.
    pub(super) id: String,
    /// The item as it stands there.
    pub(super) json: Arc<str>,
}

/// The items of the file at `path`: JSON objects, one after the other or in an array. With `id`, that one alone. A file
/// that is not there has been reported by whoever loads.
pub(super) fn items(ctx: &mut Context<'_>, path: &Text, id: Option<&Text>) -> Vec<Datum> {
    let sources = ctx.sources;
    let own = sources.get(path.span.file).map_or("", |file| file.name.as_str());
    let Some(name) = resolve(own, &path.value) else { return Vec::new() };
    ctx.names.log().text(&name);
    let Some(file) = sources.find(&name).and_then(|id| sources.get(id)) else { return Vec::new() };
    let all = match read(file) {
        Ok(all) => all,
        Err(line) => {
            ctx.report(RowsError::NotItems { file: name, line, span: path.span });
            return Vec::new();
        }
    };
    if all.is_empty() {
        ctx.report(RowsError::NoItems { file: name.clone(), span: path.span });
    }
    match id {
        Some(id) => chosen(ctx, all, id, &name),
        None => all,
    }
}

fn chosen(ctx: &mut Context<'_>, all: Vec<Datum>, id: &Text, file: &str) -> Vec<Datum> {
    let near = nearest(&id.value, all.iter().map(|item| item.id.as_str()));
    let found: Vec<_> = all.into_iter().filter(|item| item.id == id.value).collect();
    if found.is_empty() {
        let help = match &near {
            Some(near) => format!("did you mean `\"{near}\"`?"),
            None => "an item is known by its `id`, or without one by its number in the file".to_owned(),
        };
        let (id, file, span) = (id.value.clone(), file.to_owned(), id.span);
        ctx.report(RowsError::UnknownItem { id, file, help, near, span });
    }
    found
}

/// All items of a text, or the line of the first thing that is none.
fn read(file: &SourceFile) -> Result<Vec<Datum>, usize> {
    let text = file.text.trim_start_matches('\u{feff}');
    let mut raw: Vec<&RawValue> = Vec::new();
    if text.trim_start().starts_with('[') {
        raw = serde_json::from_str(text).map_err(|error| error.line())?;
    } else {
        for item in serde_json::Deserializer::from_str(text).into_iter::<&RawValue>() {
            raw.push(item.map_err(|error| error.line())?);
        }
    }
    raw.into_iter()
        .zip(1..)
        .map(|(item, number)| datum(item, number).ok_or_else(|| line_of(text, item.get())))
        .collect()
}

/// The line, from 1, on which a part of a text begins.
fn line_of(text: &str, part: &str) -> usize {
    let before = text.find(part).and_then(|at| text.get(..at)).unwrap_or_default();
    before.matches('\n').count() + 1
}

fn datum(item: &RawValue, number: usize) -> Option<Datum> {
    let Ok(Value::Object(fields)) = serde_json::from_str(item.get()) else { return None };
    let id = match fields.get("id") {
        Some(Value::String(id)) => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        _ => number.to_string(),
    };
    Some(Datum { id, json: Arc::from(item.get()) })
}

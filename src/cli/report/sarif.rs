use super::shape::{At, Level, Mend, Shape};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The diagnostics as a SARIF 2.1.0 log of one run; columns count Unicode code points.
pub(super) fn log(shapes: &[Shape]) -> Value {
    let codes: BTreeSet<&str> = shapes.iter().map(|shape| shape.code.as_str()).collect();
    let rules: Vec<_> = codes
        .iter()
        .map(|code| {
            json!({
                "id": code,
                "help": { "text": format!("enroute explain {code}") },
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "enroute",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": shapes.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

fn result(shape: &Shape) -> Value {
    let level = match shape.severity {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Hint => "note",
    };
    let text = match &shape.help {
        Some(help) => format!("{}\n{help}", shape.message),
        None => shape.message.clone(),
    };
    let mut places = shape.related.iter();
    let main: Vec<_> = places.next().map(|related| location(&related.at)).into_iter().collect();
    let others: Vec<_> = places
        .map(|related| {
            let mut place = location(&related.at);
            if let Value::Object(parts) = &mut place {
                parts.insert("message".to_owned(), json!({ "text": related.message }));
            }
            place
        })
        .collect();
    json!({
        "ruleId": shape.code,
        "level": level,
        "message": { "text": text },
        "locations": main,
        "relatedLocations": others,
        "fixes": shape.fixes.iter().map(fix).collect::<Vec<_>>(),
    })
}

fn location(at: &At) -> Value {
    json!({ "physicalLocation": { "artifactLocation": { "uri": at.file }, "region": region(at) } })
}

fn region(at: &At) -> Value {
    json!({
        "startLine": at.line,
        "startColumn": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
    })
}

fn fix(mend: &Mend) -> Value {
    let changes: Vec<_> = mend
        .edits
        .iter()
        .map(|edit| {
            json!({
                "artifactLocation": { "uri": edit.at.file },
                "replacements": [{
                    "deletedRegion": region(&edit.at),
                    "insertedContent": { "text": edit.text },
                }],
            })
        })
        .collect();
    json!({ "description": { "text": mend.title }, "artifactChanges": changes })
}

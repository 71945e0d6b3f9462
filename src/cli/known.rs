use super::outcome::Failure;
use enroute::bundle::Bundle;
use enroute::value::similar;

/// How many names are told where none is alike.
const MOST: usize = 8;

/// Refuses a workstream or record that the program does not have, before a single item is read.
pub(crate) fn addressed(
    bundle: &Bundle,
    workstream: Option<&str>,
    record: Option<&str>,
) -> Result<(), Failure> {
    let schema = bundle.schema();
    let workstreams: Vec<_> = schema.workstreams.iter().map(|one| one.name.as_str()).collect();
    let records: Vec<_> = schema.intakes.iter().map(|one| one.entity.as_str()).collect();
    among("workstream", workstream, &workstreams)?;
    among("record with an intake", record, &records)
}

/// Refuses a name that is not among `known`, and asks for the one that was probably meant.
pub(crate) fn among(what: &str, name: Option<&str>, known: &[&str]) -> Result<(), Failure> {
    let Some(name) = name.filter(|name| !known.contains(name)) else { return Ok(()) };
    let advice = match similar(name, known.iter().copied()) {
        Some(similar) => format!("did you mean `{similar}`?"),
        None if known.is_empty() => format!("the program has no {what}"),
        None => {
            let some: Vec<_> = known.iter().take(MOST).map(|name| format!("`{name}`")).collect();
            let more = if known.len() > MOST { ", …" } else { "" };
            format!("there is {}{more}", some.join(", "))
        }
    };
    Err(Failure::Usage(format!("there is no {what} `{name}`; {advice}")))
}

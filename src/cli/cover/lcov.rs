use enroute::cover::Covered;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What is known of a file, by line.
#[derive(Debug, Default)]
struct Lines<'c> {
    /// How often the rules or rows that begin there held.
    held: BTreeMap<u32, u64>,
    /// How often the tests that stand there held and did not, by column and text: what nobody wrote shares a place.
    branches: BTreeMap<(u32, u32, &'c str), [u64; 2]>,
}

/// What was reached in the format of lcov: rules and rows are lines, tests of conditions are branches. `prefix` stands before
/// the names of files.
pub(crate) fn lcov(covered: &Covered, prefix: &str) -> String {
    let mut files: BTreeMap<&str, Lines<'_>> = BTreeMap::new();
    for group in &covered.groups {
        for row in &group.rows {
            *files.entry(&row.file).or_default().held.entry(row.line).or_default() += row.found;
        }
        for rule in &group.rules {
            let file = files.entry(rule.rule.file()).or_default();
            *file.held.entry(rule.rule.line).or_default() += rule.held;
            for clause in &rule.clauses {
                let place = (clause.line, clause.column, clause.text.as_str());
                let taken = [clause.held, clause.failed];
                files.entry(&clause.file).or_default().branches.insert(place, taken);
            }
        }
    }
    let mut out = String::new();
    for (name, lines) in files {
        write(&mut out, &format!("{prefix}{name}"), &lines);
    }
    out
}

fn write(out: &mut String, name: &str, lines: &Lines<'_>) {
    // Writing to memory cannot fail.
    let _ = writeln!(out, "TN:\nSF:{name}");
    for (block, ((line, _, _), taken)) in lines.branches.iter().enumerate() {
        for (branch, times) in taken.iter().enumerate() {
            let _ = writeln!(out, "BRDA:{line},{block},{branch},{times}");
        }
    }
    let taken = lines.branches.values().flatten();
    let _ = writeln!(out, "BRF:{}\nBRH:{}", taken.clone().count(), taken.filter(|times| **times > 0).count());
    for (line, times) in &lines.held {
        let _ = writeln!(out, "DA:{line},{times}");
    }
    let hit = lines.held.values().filter(|times| **times > 0).count();
    let _ = writeln!(out, "LF:{}\nLH:{hit}\nend_of_record", lines.held.len());
}

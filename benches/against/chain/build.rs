//! Writes the rules as Rust.

use rules::{ATTRIBUTES, Condition, Domain, RuleSet, Shape, Test};
use std::fmt::Write;
use std::{env, error::Error, fs, path::Path};

/// How many rules stand in one function: rustc takes more than linear time for longer ones.
const CHUNK: usize = 200;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=AGAINST_SIZES");
    println!("cargo::rerun-if-changed=build.rs");
    let sizes = env::var("AGAINST_SIZES").unwrap_or_else(|_| "10,100,1000,10000".to_owned());
    let sizes = sizes.split(',').map(|size| size.trim().parse()).collect::<Result<Vec<usize>, _>>()?;
    let mut code = String::new();
    let mut table = String::new();
    for shape in Shape::ALL {
        for &size in &sizes {
            chain(&RuleSet::new(shape, size), &mut code)?;
            let name = shape.name();
            writeln!(table, "    ({name:?}, {size}, {name}_{size}),")?;
        }
    }
    writeln!(code, "pub(super) static CHAINS: &[(&str, usize, Chain)] = &[\n{table}];")?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("chains.rs"), code)?;
    Ok(())
}

fn chain(set: &RuleSet, code: &mut String) -> std::fmt::Result {
    let name = format!("{}_{}", set.shape.name(), set.rules.len());
    let chunks = set.rules.chunks(CHUNK);
    let parts = chunks.len();
    for (part, rules) in chunks.enumerate() {
        writeln!(code, "#[inline(never)]\nfn {name}_{part}(i: &Interned<'_>) -> u32 {{")?;
        for rule in rules {
            let when = condition(&rule.when, &set.domain);
            writeln!(code, "    if {when} {{ return {}; }}", rule.queue)?;
        }
        writeln!(code, "    GO_ON\n}}")?;
    }
    writeln!(code, "fn {name}(i: &Interned<'_>) -> u32 {{")?;
    for part in 0..parts {
        writeln!(code, "    let queue = {name}_{part}(i);\n    if queue != GO_ON {{ return queue; }}")?;
    }
    writeln!(code, "    rules::FALLBACK\n}}")
}

fn condition(when: &Condition, domain: &Domain) -> String {
    let join = |parts: &[Condition], sign: &str| {
        let parts: Vec<String> = parts.iter().map(|part| condition(part, domain)).collect();
        parts.join(sign)
    };
    match when {
        Condition::All(parts) => join(parts, " && "),
        Condition::Any(parts) => format!("({})", join(parts, " || ")),
        Condition::Not(part) => format!("!({})", condition(part, domain)),
        Condition::Test(one) => test(one, domain),
    }
}

fn test(test: &Test, domain: &Domain) -> String {
    let name = ATTRIBUTES[test.at()].name;
    match test {
        Test::Is { value, .. } => format!("i.{name} == {value}"),
        Test::OneOf { values, .. } => {
            let values: Vec<String> = values.iter().map(i64::to_string).collect();
            format!("matches!(i.{name}, {})", values.join(" | "))
        }
        Test::Range { low, high, .. } => {
            let low = low.map(|low| format!("i.{name} >= {low}"));
            let high = high.map(|high| format!("i.{name} <= {high}"));
            format!("({})", low.into_iter().chain(high).collect::<Vec<_>>().join(" && "))
        }
        Test::Flag { yes, .. } => format!("{}i.{name}", if *yes { "" } else { "!" }),
        Test::Contains { words, .. } => {
            let words: Vec<String> =
                words.iter().map(|word| format!("has(i.{name}, {:?})", domain.word(*word))).collect();
            format!("({})", words.join(" || "))
        }
    }
}

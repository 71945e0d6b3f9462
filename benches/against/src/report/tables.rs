use crate::figures::{Case, Figures, Growth, Run, Tenant};
use crate::measure::count;
use std::fmt::Write;

/// A whole run as Markdown.
pub fn markdown(run: &Run) -> String {
    let mut text = format!("{}, {}.\n", run.machine, run.date);
    if !run.cases.is_empty() {
        text.push_str(&compared(run));
        text.push_str(&overview(run, "Nanoseconds a decision, items prepared", |_, figures| {
            figures.decide_ns
        }));
        text.push_str(&overview(run, "Times the if-chain", |case, figures| {
            Some(figures.decide_ns? / case.engine("if-chain")?.decide_ns?)
        }));
        text.push_str(&overview(run, "Nanoseconds a decision from JSON bytes", |_, figures| figures.json_ns));
        text.push_str(&overview(run, "From JSON bytes, times serde's parse of the item", |case, figures| {
            Some(figures.json_ns? / case.parse_ns)
        }));
        text.push_str(&overview(run, "Nanoseconds a decision, 256 prepared items", |_, figures| {
            figures.hot_ns
        }));
        text.push_str(&overview(run, "Load, milliseconds", |_, figures| figures.load_ms));
        text.push_str(&overview(run, "Heap after loading, kilobytes", |_, figures| {
            figures.heap_bytes.map(|bytes| big(bytes) / 1e3)
        }));
        text.push_str(&ours(run));
        text.push_str(&tenfold(run));
        text.push_str(&left_out(run));
    }
    text.push_str(&run.tenant.as_ref().map(tenant).unwrap_or_default());
    text.push_str(&growth(&run.growth));
    text
}

/// One case, as it comes.
pub fn case(case: &Case) -> String {
    let chain = case.engine("if-chain").and_then(|figures| figures.decide_ns);
    let mut text = format!(
        "\n### {}, {} rules\n\n{} items of {:.0} bytes, {:.0} in 100 match, the middle hit at {:.2} of the list, {:.1} tests a \
         rule. Parse with serde: {:.0} ns (own texts: {:.0} ns).\n\n",
        case.shape,
        case.rules,
        case.items,
        case.json_bytes,
        case.matching_percent,
        case.middle_hit,
        case.tests_a_rule,
        case.parse_ns,
        case.parse_owned_ns
    );
    text.push_str(
        "| engine | ns | of the if-chain | from JSON | of the parse | load ms | heap kB | compared |\n",
    );
    text.push_str("|---|---:|---:|---:|---:|---:|---:|---:|\n");
    for figures in &case.engines {
        let _ = writeln!(text, "{}", row(figures, chain, case.parse_ns));
    }
    text.push_str(&against_peers(case));
    text
}

fn row(figures: &Figures, chain: Option<f64>, parse: f64) -> String {
    if let Some(reason) = &figures.skipped {
        return format!("| {} | left out: {reason} |  |  |  |  |  |  |", figures.engine);
    }
    let ratio = figures.decide_ns.zip(chain).map(|(ns, chain)| ns / chain);
    format!(
        "| {} | {} | {} | {} | {} | {} | {} | {} + {} |",
        figures.engine,
        optional(figures.decide_ns),
        optional(ratio),
        optional(figures.json_ns),
        optional(figures.json_ns.map(|ns| ns / parse)),
        optional(figures.load_ms),
        optional(figures.heap_bytes.map(|bytes| big(bytes) / 1e3)),
        figures.compared,
        figures.compared_json
    )
}

fn against_peers(case: &Case) -> String {
    let fastest = |of: fn(&Figures) -> Option<f64>| {
        let peers = case.engines.iter().filter(|figures| figures.role == "peer");
        let times = peers.filter_map(|figures| Some((figures.engine, of(figures)?)));
        let (name, peer) = times.min_by(|a, b| a.1.total_cmp(&b.1))?;
        let ours = case.engine("enroute").and_then(of)?;
        Some(format!("{} times faster than {name}", figure(peer / ours)))
    };
    let prepared = fastest(|figures| figures.decide_ns);
    let hot = fastest(|figures| figures.hot_ns).map(|text| format!("with 256 hot items {text}"));
    let json = fastest(|figures| figures.json_ns).map(|text| format!("from JSON {text}"));
    let all: Vec<String> = prepared.into_iter().chain(hot).chain(json).collect();
    if all.is_empty() {
        String::new()
    } else {
        format!("\nOurs against the fastest peer: {}.\n", all.join("; "))
    }
}

/// What was shown before anything was measured.
fn compared(run: &Run) -> String {
    let mut text = String::from("\nEvery engine sent every item it was given to the same queue");
    let fewer = run.cases.iter().flat_map(|case| {
        let engines = case.engines.iter().filter(|figures| figures.skipped.is_none());
        let fewer = engines.filter(|figures| figures.compared.min(figures.compared_json) < case.items);
        fewer.map(|figures| {
            let (prepared, json) = (figures.compared, figures.compared_json);
            format!(
                "{}, {}, {} rules: {prepared} + {json}",
                figures.engine,
                case.shape,
                thousands(count(case.rules))
            )
        })
    });
    let fewer: Vec<String> = fewer.collect();
    let items = run.cases.first().map_or(0, |case| case.items);
    let _ = write!(text, ", prepared and from JSON: all {}", thousands(count(items)));
    if !fewer.is_empty() {
        let _ = write!(text, ", but for slow ones ({})", fewer.join("; "));
    }
    text.push_str(".\n");
    text
}

/// One figure of all engines: a line an engine, a column a number of rules, in it the shapes.
fn overview(run: &Run, title: &str, of: impl Fn(&Case, &Figures) -> Option<f64>) -> String {
    let value = |case: &Case, engine: &str| case.engine(engine).and_then(|figures| of(case, figures));
    let shapes = distinct(run, |case| case.shape);
    let mut sizes = distinct(run, |case| case.rules);
    let measured = |case: &Case| case.engines.iter().any(|figures| of(case, figures).is_some());
    sizes.retain(|size| run.cases.iter().any(|case| case.rules == *size && measured(case)));
    let mut text = format!("\n### {title}\n\n| {} |", shapes.join(" / "));
    for size in &sizes {
        let _ = write!(text, " {} |", thousands(count(*size)));
    }
    let _ = write!(text, "\n|---|{}\n", "---:|".repeat(sizes.len()));
    for engine in names(run) {
        let _ = write!(text, "| {engine} |");
        for size in &sizes {
            let cells = shapes.iter().map(|shape| {
                let case = run.cases.iter().find(|case| case.shape == *shape && case.rules == *size);
                optional(case.and_then(|case| value(case, engine)))
            });
            let _ = write!(text, " {} |", cells.collect::<Vec<_>>().join(" / "));
        }
        text.push('\n');
    }
    text
}

fn ours(run: &Run) -> String {
    let mut text = String::from(
        "\n### Ours\n\n| shape | rules | of the if-chain | of the fastest peer | JSON, of the parse | (own texts) | bundle \
         bytes a rule | bundle to ready, ms | heap kB | slowest item : median |\n|---|",
    );
    text.push_str(&"---:|".repeat(9));
    text.push('\n');
    for case in &run.cases {
        let Some(ours) = case.engine("enroute") else { continue };
        let chain = case.engine("if-chain").and_then(|figures| figures.decide_ns);
        let peers = case
            .engines
            .iter()
            .filter(|figures| figures.role == "peer")
            .filter_map(|figures| figures.decide_ns);
        let peer = peers.min_by(f64::total_cmp);
        let over = |other: Option<f64>| ours.decide_ns.zip(other).map(|(ns, other)| ns / other);
        let _ = write!(
            text,
            "| {} | {} | {} | {} | {} | {} |",
            case.shape,
            thousands(count(case.rules)),
            optional(over(chain)),
            optional(over(peer)),
            optional(ours.json_ns.map(|ns| ns / case.parse_ns)),
            optional(ours.json_ns.map(|ns| ns / case.parse_owned_ns)),
        );
        if let Some(bundled) = &case.ours {
            let _ = write!(
                text,
                " {} | {} | {} | {} |",
                figure(count(bundled.bundle_bytes) / count(case.rules)),
                figure(bundled.load_ms),
                figure(big(bundled.heap_bytes) / 1e3),
                figure(bundled.slowest_item_ns / bundled.median_item_ns)
            );
        }
        text.push('\n');
    }
    text
}

/// What ten times the rules cost, for those engines that have both sizes.
fn tenfold(run: &Run) -> String {
    let mut text = String::from("\n### Ten times the rules, times the cost\n\n| shape | rules |");
    let engines = names(run);
    let _ = write!(text, " {} |\n|---|---|{}\n", engines.join(" | "), "---:|".repeat(engines.len()));
    for case in &run.cases {
        let before =
            run.cases.iter().find(|other| other.shape == case.shape && other.rules * 10 == case.rules);
        let Some(before) = before else { continue };
        let _ = write!(text, "| {} | {} to {} |", case.shape, before.rules, case.rules);
        for engine in &engines {
            let ns = |case: &Case| case.engine(engine).and_then(|figures| figures.decide_ns);
            let _ = write!(text, " {} |", optional(ns(case).zip(ns(before)).map(|(now, then)| now / then)));
        }
        text.push('\n');
    }
    text
}

fn left_out(run: &Run) -> String {
    let mut text = String::new();
    for case in &run.cases {
        for figures in &case.engines {
            if let Some(reason) = &figures.skipped {
                let _ =
                    writeln!(text, "- {}, {}, {} rules: {reason}", figures.engine, case.shape, case.rules);
            }
        }
    }
    if text.is_empty() { text } else { format!("\n### Left out\n\n{text}") }
}

fn tenant(tenant: &Tenant) -> String {
    format!(
        "\n### A whole tenant\n\n{} rules (8 rulesets of 50, a route of 200), items of {:.0} bytes: {} ns from JSON bytes, {} of \
         serde's parse ({} ns), {} of the parse into texts of its own ({} ns). Source to bundle {} ms, bundle {} kB.\n",
        tenant.rules,
        tenant.json_bytes,
        figure(tenant.from_json_ns),
        figure(tenant.from_json_ns / tenant.parse_ns),
        figure(tenant.parse_ns),
        figure(tenant.from_json_ns / tenant.parse_owned_ns),
        figure(tenant.parse_owned_ns),
        figure(tenant.compile_ms),
        figure(count(tenant.bundle_bytes) / 1e3)
    )
}

fn growth(all: &[Growth]) -> String {
    if all.is_empty() {
        return String::new();
    }
    let mut text = String::from(
        "\n### From 10 rules to a million\n\n| shape | rules | ns | times | from JSON, ns | source to bundle, ms | bundle to \
         ready, ms | bundle bytes a rule | heap bytes a rule |\n|---|",
    );
    text.push_str(&"---:|".repeat(8));
    text.push('\n');
    for at in all {
        let _ = write!(text, "| {} | {} |", at.shape, thousands(count(at.rules)));
        if let Some(reason) = &at.failed {
            let _ = writeln!(text, " does not compile: {reason} |  |  |  |  |  |  |");
            continue;
        }
        let before = all.iter().find(|other| other.shape == at.shape && other.rules * 10 == at.rules);
        let _ = writeln!(
            text,
            " {} | {} | {} | {} | {} | {} | {} |",
            figure(at.decide_ns),
            optional(before.map(|before| at.decide_ns / before.decide_ns)),
            figure(at.json_ns),
            figure(at.compile_ms),
            figure(at.load_ms),
            figure(count(at.bundle_bytes) / count(at.rules)),
            figure(big(at.heap_bytes) / count(at.rules))
        );
    }
    text
}

fn names(run: &Run) -> Vec<&'static str> {
    run.cases
        .first()
        .map(|case| case.engines.iter().map(|figures| figures.engine).collect())
        .unwrap_or_default()
}

fn distinct<T: PartialEq>(run: &Run, of: impl Fn(&Case) -> T) -> Vec<T> {
    run.cases.iter().map(of).fold(Vec::new(), |mut seen, next| {
        if !seen.contains(&next) {
            seen.push(next);
        }
        seen
    })
}

fn optional(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), figure)
}

/// Two or three digits that count; a comma between thousands.
pub fn figure(value: f64) -> String {
    match value {
        value if !value.is_finite() => "–".to_owned(),
        value if value < 0.1 => format!("{value:.3}"),
        value if value < 10.0 => format!("{value:.2}"),
        value if value < 100.0 => format!("{value:.1}"),
        value => thousands(value),
    }
}

pub fn thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn big(bytes: u64) -> f64 {
    count(usize::try_from(bytes).unwrap_or(usize::MAX))
}

use super::plot::{Panel, Series, draw};
use crate::figures::Run;
use crate::measure::count;

/// Nanoseconds against rules, a panel a shape, a line an engine.
pub fn cases(run: &Run) -> String {
    let panels: Vec<Panel> = shapes(run.cases.iter().map(|case| case.shape))
        .into_iter()
        .map(|shape| Panel { title: shape.to_owned(), series: engines(run, shape) })
        .collect();
    draw("Nanoseconds a decision, by the number of rules", &panels)
}

fn engines(run: &Run, shape: &str) -> Vec<Series> {
    let cases: Vec<_> = run.cases.iter().filter(|case| case.shape == shape).collect();
    let Some(first) = cases.first() else { return Vec::new() };
    let series = first.engines.iter().map(|engine| {
        let points = cases.iter().filter_map(|case| {
            let ns = case.engine(engine.engine)?.decide_ns?;
            Some((count(case.rules), ns))
        });
        Series { name: engine.engine.to_owned(), class: engine.role, points: points.collect() }
    });
    series.filter(|series| !series.points.is_empty()).collect()
}

/// The growth of ours, a panel a shape: decisions from prepared items and from JSON.
pub fn growth(run: &Run) -> String {
    let panels: Vec<Panel> = shapes(run.growth.iter().map(|at| at.shape))
        .into_iter()
        .map(|shape| {
            let all: Vec<_> =
                run.growth.iter().filter(|at| at.shape == shape && at.failed.is_none()).collect();
            let line = |name: &str, class, of: fn(&crate::figures::Growth) -> f64| Series {
                name: name.to_owned(),
                class,
                points: all.iter().map(|at| (count(at.rules), of(at))).collect(),
            };
            let series =
                vec![line("prepared", "ours", |at| at.decide_ns), line("from JSON", "rust", |at| at.json_ns)];
            Panel { title: shape.to_owned(), series }
        })
        .collect();
    draw("Nanoseconds a decision of Enroute, by the number of rules", &panels)
}

fn shapes(all: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let mut shapes: Vec<&'static str> = all.collect();
    shapes.dedup();
    shapes
}

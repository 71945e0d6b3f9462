//! Plots with logarithmic axes, as SVG that follows the reader's light or dark mode. Lines carry their names.

use std::fmt::Write;

/// One plot beside others.
pub struct Panel {
    pub title: String,
    pub series: Vec<Series>,
}

/// One line.
pub struct Series {
    pub name: String,
    /// `ours`, `rust` or `peer`.
    pub class: &'static str,
    pub points: Vec<(f64, f64)>,
}

const STYLE: &str = "
  .sheet { fill: #ffffff } text { font: 11px system-ui, sans-serif; fill: #57606a }
  .heading { font-size: 15px; font-weight: 600; fill: #1f2328 } .title { font-size: 13px; font-weight: 600; fill: #1f2328 }
  .grid { stroke: #d8dee4; stroke-width: 1 } .line { fill: none; stroke-width: 1.5 } .lead { stroke-width: 0.75; opacity: 0.6 }
  .ours.line { stroke-width: 3.5 } .ours { stroke: #0a7d53 } .rust { stroke: #24292f } .rust.line { stroke-dasharray: 5 3 }
  .peer { stroke: #8c6d1f } .dot.ours, .dot.rust, .dot.peer { stroke: none } .dot.ours { fill: #0a7d53 } .dot.rust { fill: #24292f } .dot.peer { fill: #8c6d1f }
  text.ours { fill: #0a7d53; stroke: none; font-weight: 700 } text.rust { fill: #24292f; stroke: none }
  text.peer { fill: #775a12; stroke: none }
  @media (prefers-color-scheme: dark) {
    .sheet { fill: #0d1117 } text { fill: #9198a1 } .heading, .title { fill: #f0f6fc } .grid { stroke: #2a313c }
    .ours { stroke: #3fd68f } .rust { stroke: #d1d9e0 } .peer { stroke: #d3a94a }
    .dot.ours, text.ours { fill: #3fd68f } .dot.rust, text.rust { fill: #d1d9e0 } .dot.peer, text.peer { fill: #d3a94a }
  }
";

const WIDTH: f64 = 250.0;
const HEIGHT: f64 = 380.0;
const LEFT: f64 = 56.0;
const LABELS: f64 = 92.0;
const TOP: f64 = 72.0;
const BOTTOM: f64 = 46.0;
/// The least distance of two names.
const LINE: f64 = 13.0;

/// Both axes, in powers of ten.
struct Axes {
    x: (f64, f64),
    y: (f64, f64),
}

/// Draws panels side by side, on the same axes.
pub fn draw(heading: &str, panels: &[Panel]) -> String {
    let axes = Axes::over(panels);
    let panel_width = LEFT + WIDTH + LABELS;
    let width = panel_width * crate::measure::count(panels.len().max(1));
    let height = TOP + HEIGHT + BOTTOM;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" aria-label=\"{heading}\">\n<style>{STYLE}</style>\n<rect class=\"sheet\" width=\"{width}\" \
         height=\"{height}\"/>\n<text class=\"heading\" x=\"{LEFT}\" y=\"26\">{heading}</text>\n"
    );
    let mut from = 0.0;
    for panel in panels {
        let _ = writeln!(svg, "<g transform=\"translate({from} 0)\">");
        axes.grid(&panel.title, &mut svg);
        axes.lines(&panel.series, &mut svg);
        svg.push_str("</g>\n");
        from += panel_width;
    }
    svg.push_str("</svg>\n");
    svg
}

impl Axes {
    fn over(panels: &[Panel]) -> Self {
        let points = || panels.iter().flat_map(|panel| &panel.series).flat_map(|series| &series.points);
        let ends = |values: &mut dyn Iterator<Item = f64>| {
            let (low, high) = values
                .filter(|value| *value > 0.0)
                .fold((f64::MAX, 1.0_f64), |(low, high), value| (low.min(value), high.max(value)));
            let low = low.min(high).log10().floor();
            (low, high.log10().ceil().max(low + 1.0))
        };
        Self { x: ends(&mut points().map(|point| point.0)), y: ends(&mut points().map(|point| point.1)) }
    }

    fn place(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let share = |value: f64, (low, high): (f64, f64)| (value.log10() - low) / (high - low);
        (LEFT + WIDTH * share(x, self.x), TOP + HEIGHT * (1.0 - share(y, self.y)))
    }

    fn grid(&self, title: &str, svg: &mut String) {
        let (right, bottom) = (LEFT + WIDTH, TOP + HEIGHT);
        let _ = writeln!(svg, "<text class=\"title\" x=\"{LEFT}\" y=\"{}\">{title}</text>", TOP - 20.0);
        for power in powers(self.y) {
            let (_, y) = self.place((1.0, 10_f64.powf(power)));
            let name = time(power);
            let _ = writeln!(svg, "<path class=\"grid\" d=\"M{LEFT} {y:.1}H{right}\"/>");
            let _ = writeln!(
                svg,
                "<text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{name}</text>",
                LEFT - 8.0,
                y + 4.0
            );
        }
        for power in powers(self.x) {
            let (x, _) = self.place((10_f64.powf(power), 1.0));
            let name = super::tables::thousands(10_f64.powf(power));
            let _ = writeln!(svg, "<path class=\"grid\" d=\"M{x:.1} {TOP}V{bottom}\"/>");
            let _ = writeln!(
                svg,
                "<text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{name}</text>",
                bottom + 18.0
            );
        }
        let middle = LEFT + WIDTH / 2.0;
        let _ =
            writeln!(svg, "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">rules</text>", bottom + 36.0);
    }

    /// The lines, ours on top, each with its name where it ends.
    fn lines(&self, series: &[Series], svg: &mut String) {
        let mut sorted: Vec<&Series> = series.iter().collect();
        sorted.sort_by_key(|series| ["peer", "rust", "ours"].iter().position(|class| *class == series.class));
        let mut names = Vec::new();
        for series in sorted {
            let places: Vec<(f64, f64)> = series.points.iter().map(|point| self.place(*point)).collect();
            let path: Vec<String> = places.iter().map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
            let class = series.class;
            let _ = writeln!(svg, "<path class=\"line {class}\" d=\"M{}\"/>", path.join("L"));
            for (x, y) in &places {
                let _ =
                    writeln!(svg, "<circle class=\"dot {class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2.5\"/>");
            }
            names.extend(places.last().map(|end| Name { series, end: *end, y: end.1 }));
        }
        spread(&mut names);
        for name in names {
            name.draw(svg);
        }
    }
}

/// A line's name, and where there is room for it.
struct Name<'s> {
    series: &'s Series,
    end: (f64, f64),
    y: f64,
}

impl Name<'_> {
    fn draw(&self, svg: &mut String) {
        let (class, x) = (self.series.class, LEFT + WIDTH + 14.0);
        let ((from, end), y) = (self.end, self.y);
        let _ = writeln!(
            svg,
            "<path class=\"lead {class}\" d=\"M{:.1} {end:.1}L{:.1} {y:.1}\"/>",
            from + 4.0,
            x - 3.0
        );
        let _ = writeln!(
            svg,
            "<text class=\"{class}\" x=\"{x}\" y=\"{:.1}\">{}</text>",
            y + 4.0,
            self.series.name
        );
    }
}

/// Moves names apart, from the top down and back up where they leave the plot.
fn spread(names: &mut [Name<'_>]) {
    names.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut least = f64::MIN;
    for name in names.iter_mut() {
        name.y = name.y.max(least);
        least = name.y + LINE;
    }
    let mut most = TOP + HEIGHT;
    for name in names.iter_mut().rev() {
        name.y = name.y.min(most);
        most = name.y - LINE;
    }
}

fn powers((low, high): (f64, f64)) -> impl Iterator<Item = f64> {
    std::iter::successors(Some(low), |power| Some(power + 1.0)).take_while(move |power| *power <= high)
}

/// A power of ten of nanoseconds, in the unit people would use.
fn time(power: f64) -> String {
    let units = [(9.0, "s"), (6.0, "ms"), (3.0, "µs"), (0.0, "ns")];
    let (least, unit) = units.into_iter().find(|(least, _)| power >= *least).unwrap_or((0.0, "ns"));
    format!("{} {unit}", 10_f64.powf(power - least))
}

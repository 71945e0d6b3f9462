use super::shape::{Level, Shape};

/// The diagnostic as a workflow command of GitHub Actions, which shows it beside the line in a pull request.
pub(super) fn command(shape: &Shape) -> String {
    let level = match shape.severity {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Hint => "notice",
    };
    let mut words = shape.message.clone();
    if let Some(help) = &shape.help {
        words.push('\n');
        words.push_str(help);
    }
    let mut properties = vec![format!("title={}", property(&shape.code))];
    if let Some(file) = &shape.file {
        properties.push(format!("file={}", property(file)));
    }
    let numbers = [
        ("line", shape.line),
        ("col", shape.column),
        ("endLine", shape.end_line),
        ("endColumn", shape.end_column),
    ];
    let numbers = numbers.iter().filter_map(|(name, number)| number.map(|number| format!("{name}={number}")));
    properties.extend(numbers);
    format!("::{level} {}::{}", properties.join(","), data(&words))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

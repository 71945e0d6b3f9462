use super::report::safe;

/// A text as code in a cell of a table. A bar would end the cell, a backtick the code.
pub(crate) fn code(text: &str) -> String {
    format!("`{}`", safe(&text.replace(['\n', '\r'], " ")).replace('`', "'").replace('|', "\\|"))
}

/// A text with nothing in it that means something in Markdown.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for letter in text.chars() {
        if "\\`*_{}[]<>#|~&+-".contains(letter) {
            safe.push('\\');
        }
        safe.push(if letter.is_control() { ' ' } else { letter });
    }
    safe
}

use enroute::tell::{
    Book, HoursTold, QueueTold, Rule, Rules, Sentence, SettingTold, TableTold, WorkstreamTold,
};
use std::fmt::Write;

/// A run-book as a page of text.
pub(crate) fn text(title: &str, book: &Book) -> String {
    let mut page = Page { text: format!("{title}\n") };
    book.workstreams.iter().for_each(|told| page.workstream(told));
    for told in &book.intakes {
        page.head("Intake", &told.name, &told.rules.title);
        page.list(&told.rules);
    }
    book.queues.iter().for_each(|told| page.queue(told));
    for told in &book.assignments {
        page.head("Assignment", &told.name, &told.label);
        page.about(told.doc.as_ref(), &told.about);
        page.list(&told.rules);
    }
    book.hours.iter().for_each(|told| page.hours(told));
    for told in &book.conditions {
        page.head("Condition", &told.name, &told.label);
        page.about(told.doc.as_ref(), &[]);
        page.line(&format!("{}{}.", told.ahead, told.when.sentence()));
    }
    for told in &book.lists {
        page.head("List", &told.name, &told.label);
        page.about(told.doc.as_ref(), &[]);
        page.line(&told.values.join(", "));
    }
    book.tables.iter().for_each(|told| page.table(told));
    for sheet in &book.people.sheets {
        page.line(&format!("\n{}", sheet.title));
        page.columns(&sheet.head.iter().map(ToString::to_string).collect::<Vec<_>>(), &sheet.rows);
    }
    page.settings(&book.settings);
    page.text
}

struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, line: &str) {
        // Writing into a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    fn head(&mut self, kind: &str, name: &str, label: &str) {
        self.line(&format!("\n{kind}: {label} ({name})"));
    }

    fn about(&mut self, doc: Option<&String>, about: &[Sentence]) {
        for line in doc.cloned().into_iter().chain(about.iter().map(ToString::to_string)) {
            self.line(&line);
        }
    }

    fn workstream(&mut self, told: &WorkstreamTold) {
        self.head("Workstream", &told.name, &told.label);
        self.about(told.doc.as_ref(), &told.about);
        self.about(None, &told.intake);
        told.lists.iter().for_each(|list| self.titled(list));
        self.settings(&told.settings);
    }

    fn queue(&mut self, told: &QueueTold) {
        self.head("Queue", &told.name, &told.label);
        self.about(told.doc.as_ref(), &told.about);
        if !told.from.is_empty() {
            let from: Vec<_> = told.from.iter().map(ToString::to_string).collect();
            self.line(&format!("Items come here from {}.", from.join("; ")));
        }
        told.lists.iter().for_each(|list| self.titled(list));
        self.settings(&told.settings);
    }

    fn titled(&mut self, told: &Rules) {
        self.line(&format!("\n  {}", told.title));
        self.list(told);
    }

    fn list(&mut self, told: &Rules) {
        if !told.policy.pieces.is_empty() {
            self.line(&format!("  {}", told.policy));
        }
        for (number, rule) in (1..).zip(&told.rules) {
            self.rule(number, rule);
        }
        told.after.iter().for_each(|after| self.line(&format!("  {after}")));
    }

    fn rule(&mut self, number: usize, rule: &Rule) {
        let name = if rule.is_named { format!("{}: ", rule.name) } else { String::new() };
        self.line(&format!("  {number}. {name}{}", rule.sentence()));
        for own in rule.overflow.iter().flat_map(|own| &own.rules) {
            self.line(&format!("     - {}", own.sentence()));
        }
    }

    fn settings(&mut self, all: &[SettingTold]) {
        let (written, others): (Vec<_>, Vec<_>) = all.iter().partition(|setting| setting.is_written);
        if !all.is_empty() {
            self.line("\n  Settings");
        }
        for setting in written {
            self.line(&format!("  {} {} ({})", setting.address, setting.value, setting.from));
        }
        if !others.is_empty() {
            self.line(&format!("  {} more as by default; `enroute show` prints them", others.len()));
        }
    }

    fn hours(&mut self, told: &HoursTold) {
        self.head("Hours", &told.name, &told.label);
        self.about(told.doc.as_ref(), &[]);
        self.line(&format!("Times are those of {}.", told.zone));
        told.week.iter().for_each(|(day, open)| self.line(&format!("  {day:10} {open}")));
        told.only.iter().for_each(|(day, open, why)| self.line(format!("  {day}: {open} {why}").trim_end()));
        told.closed.iter().for_each(|(day, why)| self.line(format!("  {day}: closed {why}").trim_end()));
        told.until.iter().for_each(|until| self.line(&format!("  It is open until {until}, and not after.")));
    }

    fn table(&mut self, told: &TableTold) {
        self.head("Table", &told.name, &told.label);
        self.about(told.doc.as_ref(), &told.about);
        let head: Vec<_> = told.inputs.iter().chain(&told.outputs).cloned().collect();
        let rows = told.rows.iter().map(|row| row.iter().map(ToString::to_string).collect());
        self.columns(&head, &rows.collect::<Vec<_>>());
    }

    fn columns(&mut self, head: &[String], rows: &[Vec<String>]) {
        let width = |at: usize| {
            let cells = rows.iter().filter_map(|row| row.get(at)).chain(head.get(at));
            cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
        };
        let widths: Vec<_> = (0..head.len()).map(width).collect();
        for row in [head].into_iter().chain(rows.iter().map(Vec::as_slice)) {
            let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
            self.line(format!("  {}", cells.collect::<Vec<_>>().join("  ")).trim_end());
        }
    }
}

use enroute::engine::{self, Compiled};
use enroute::source::{SourceFile, Sources};
use enroute::{Bundle, format};

/// A program on its way.
pub(crate) struct Made {
    file: SourceFile,
    sources: Sources,
    compiled: Option<Compiled>,
    bytes: Vec<u8>,
}

/// What is done with a program, and its name.
type Stage = (&'static str, fn(&mut Made));

/// All that is done with a program, one after the other.
pub(crate) const STAGES: &[Stage] = &[
    ("fmt", |made| {
        let _ = format::format(&made.file);
    }),
    ("check", |made| {
        let _ = engine::check_sources(&made.sources);
    }),
    ("check and build", |made| {
        made.compiled = engine::compile_with_tests(&made.sources, &["main.route".to_owned()]).ok();
    }),
    ("write", |made| {
        let bundle = made.compiled.as_ref().and_then(|compiled| compiled.bundle.as_ref());
        made.bytes = bundle.map(Bundle::write).unwrap_or_default();
    }),
    ("load", |made| {
        let _ = Bundle::load(&made.bytes);
    }),
];

impl Made {
    pub(crate) fn of(text: &str) -> Self {
        let file = SourceFile::new("main.route", text);
        Self { sources: Sources::from_iter([file.clone()]), file, compiled: None, bytes: Vec::new() }
    }
}

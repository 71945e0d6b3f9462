use super::outcome::Failure;
use super::terminal::talks_to_a_person;
use super::work::Load;
use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressState, ProgressStyle};
use std::fmt;
use std::io::{self, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// What is shown of a file whose size is known, and of a pipe.
const FILE: &str = "{wide_bar:.cyan/dim} {percent:>3} %  {rate}  {eta} left";
const PIPE: &str = "{spinner} {bytes} read  {rate}";

/// How far the work on a file of items is, and how fast it goes. Only a person sees it, and nothing stays of it.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    items: Arc<AtomicU64>,
}

impl Progress {
    /// Work that has not begun. It is shown only if it has the terminal `alone`: where nothing else is printed there
    /// meanwhile but what goes through [`Progress::add`].
    pub(crate) fn new(alone: bool) -> Self {
        let bar = if alone && talks_to_a_person() { ProgressBar::no_length() } else { ProgressBar::hidden() };
        let progress = Self { bar: bar.with_finish(ProgressFinish::AndClear), items: Arc::default() };
        progress.show(PIPE);
        progress
    }

    /// `raw`, with what is read of it shown.
    pub(crate) fn watch(&self, raw: Box<dyn Read + Send>, size: Option<u64>) -> Box<dyn Read + Send> {
        if self.bar.is_hidden() {
            return raw;
        }
        if let Some(size) = size {
            self.bar.set_length(size);
            self.show(FILE);
        }
        Box::new(self.bar.wrap_read(raw))
    }

    /// The items of a load are done; passes on what is said of those that could not be decided.
    pub(crate) fn given(&self, load: &Load) -> Result<(), Failure> {
        Ok(self.add(load.decided + load.failed, &load.talk)?)
    }

    /// So many items more are done, and `talk` is to be said of them on stderr.
    pub(crate) fn add(&self, items: u64, talk: &[u8]) -> io::Result<()> {
        self.items.fetch_add(items, Ordering::Relaxed);
        if talk.is_empty() {
            return Ok(());
        }
        self.bar.suspend(|| anstream::stderr().lock().write_all(talk))
    }

    /// Takes it away, before something else is printed.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }

    fn show(&self, template: &str) {
        let items = Arc::clone(&self.items);
        let rate = move |state: &ProgressState, out: &mut dyn fmt::Write| {
            // Nobody is left to tell if this cannot be shown.
            let _ = write!(out, "{} items/s", HumanCount(rate(items.load(Ordering::Relaxed), state)));
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style.with_key("rate", rate));
        }
    }
}

/// Items in a second, on average so far.
fn rate(items: u64, state: &ProgressState) -> u64 {
    let rate = u128::from(items) * 1000 / state.elapsed().as_millis().max(1);
    u64::try_from(rate).unwrap_or(u64::MAX)
}

/// Work that takes less is over before anybody has read a bar.
const LONG: Duration = Duration::from_millis(700);

/// A bar for work of so many steps, which a person sees once it takes long.
#[derive(Debug)]
pub(crate) struct Steps {
    bar: ProgressBar,
    begun: Instant,
    shown: AtomicBool,
}

impl Steps {
    /// None has been done.
    pub(crate) fn new(count: usize) -> Self {
        let bar = ProgressBar::with_draw_target(u64::try_from(count).ok(), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} {per_sec} {eta}");
        let bar = style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style));
        Self { bar, begun: Instant::now(), shown: AtomicBool::new(false) }
    }

    /// So many more have been done.
    pub(crate) fn done(&self, more: usize) {
        self.bar.inc(u64::try_from(more).unwrap_or_default());
        let is_time = || talks_to_a_person() && self.begun.elapsed() >= LONG;
        if !self.shown.load(Ordering::Relaxed) && is_time() && !self.shown.swap(true, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Nothing more is to be seen.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

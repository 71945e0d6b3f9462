use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, scope};

/// So many jobs are taken at once: enough that taking them costs nothing, and so few that all threads end together.
const CHUNK: usize = 32;

/// Room for rules nested as deeply as the language allows, in every build.
const STACK: usize = 256 << 20;

/// Who does jobs, and who is told of it.
#[derive(Clone, Copy)]
pub struct Crew<'d> {
    /// How many threads there are; what comes of it is the same for any number.
    pub threads: NonZeroUsize,
    /// Told how many more are done, by any of the threads.
    pub done: &'d (dyn Fn(usize) + Sync),
}

impl std::fmt::Debug for Crew<'_> {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("Crew").field("threads", &self.threads).finish_non_exhaustive()
    }
}

impl Crew<'static> {
    /// The thread at hand, which tells nobody.
    pub const ALONE: Self = Self { threads: NonZeroUsize::MIN, done: &|_| {} };
}

impl Crew<'_> {
    /// What becomes of the jobs, in their order. Each thread has a `hand`, which keeps its memory from job to job, and
    /// gives it back in the end.
    pub(super) fn work<J: Sync, H: Send, R: Send>(
        self,
        jobs: &[J],
        hand: &(dyn Fn() -> H + Sync),
        one: &(dyn Fn(&mut H, &J) -> R + Sync),
    ) -> (Vec<R>, Vec<H>) {
        let next = AtomicUsize::new(0);
        let work = || {
            let (mut hand, mut made) = (hand(), Vec::new());
            loop {
                let from = next.fetch_add(CHUNK, Ordering::Relaxed);
                let chunk = jobs.iter().skip(from).take(CHUNK);
                let found: Vec<_> = chunk.map(|job| one(&mut hand, job)).collect();
                if found.is_empty() {
                    return (made, hand);
                }
                (self.done)(found.len());
                made.push((from, found));
            }
        };
        // The thread at hand works too: where no other can be started, it does all.
        let others = self.threads.get().min(jobs.len().div_ceil(CHUNK)).saturating_sub(1);
        let (mut made, hands) = scope(|scope| {
            let start = |_| Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok();
            let started: Vec<_> = (0..others).filter_map(start).collect();
            let (mut made, own) = work();
            let mut hands = vec![own];
            for thread in started {
                let (more, hand) = thread.join().unwrap_or_else(|cause| std::panic::resume_unwind(cause));
                made.extend(more);
                hands.push(hand);
            }
            (made, hands)
        });
        made.sort_by_key(|(from, _)| *from);
        (made.into_iter().flat_map(|(_, found)| found).collect(), hands)
    }
}

use super::hand::Work;
use super::load::Load;
use crate::cli::app::STACK;
use crate::cli::items::Items;
use crate::cli::outcome::Failure;
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

/// How many bytes of items make a batch: enough that handing it over costs nothing beside deciding it, and so few that
/// the batches under way are small beside a program.
const ROOM: usize = 64 << 10;

/// What is done with each load, in the order of the file.
type Give<'g> = &'g mut dyn FnMut(&Load) -> Result<(), Failure>;

/// A load to be worked on, and where it goes then.
type Order = (Load, SyncSender<Load>);

/// Does the work on all items, on so many threads, and hands them to `give` in their order; gives what was counted.
/// However far the reading is ahead of the work, or the work of the giving, it takes no more memory than a few batches.
pub(crate) fn work_on<W: Work>(
    job: &Arc<W>,
    mut items: Items,
    threads: NonZeroUsize,
    give: Give<'_>,
) -> Result<W::Sum, Failure> {
    let (mut first, mut second) = (Load::default(), Load::default());
    if threads.get() == 1 || !items.fill(&mut first.batch, ROOM)? {
        return alone(job.as_ref(), items, first, give);
    }
    // A file of one batch is not worth a thread.
    match items.fill(&mut second.batch, ROOM) {
        Ok(true) => together(job, items, [first, second], threads.get(), give),
        more => {
            let mut hand = job.hand();
            hand.work(&mut first);
            give(&first)?;
            more.map(|_| hand.sum())
        }
    }
}

fn alone<W: Work>(job: &W, mut items: Items, mut load: Load, give: Give<'_>) -> Result<W::Sum, Failure> {
    let mut hand = job.hand();
    while items.fill(&mut load.batch, ROOM)? {
        hand.work(&mut load);
        give(&load)?;
    }
    Ok(hand.sum())
}

/// One thread reads, `threads` work, this one gives. Where it fails, the others are left behind: they may be waiting
/// for a stdin that never ends.
fn together<W: Work>(
    job: &Arc<W>,
    items: Items,
    read: [Load; 2],
    threads: usize,
    give: Give<'_>,
) -> Result<W::Sum, Failure> {
    let (orders, work) = channel();
    let (queue, awaited) = sync_channel(2 * threads);
    let (free, used) = channel();
    let (tell, sums) = channel();
    let work = Arc::new(Mutex::new(work));
    for _ in 0..threads {
        let (job, work, tell) = (Arc::clone(job), Arc::clone(&work), tell.clone());
        start(move || lend_a_hand(&*job, &work, &tell))?;
    }
    drop((work, tell));
    let reader = start(move || Feed { orders, queue, used }.all(items, read))?;
    for load in awaited {
        let load = load.recv().map_err(|_| broken())?;
        give(&load)?;
        // The reader may be through already.
        let _ = free.send(load);
    }
    reader.join().map_err(|_| broken())??;
    Ok(sums.iter().fold(W::Sum::default(), W::both))
}

fn start<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<thread::JoinHandle<T>, Failure> {
    let started = thread::Builder::new().stack_size(STACK).spawn(work);
    started.map_err(|error| Failure::Access(format!("cannot start: {error}")))
}

fn broken() -> Failure {
    Failure::Access("Enroute made a mistake of its own; please report it".to_owned())
}

/// Works on whatever comes, until nothing does.
fn lend_a_hand<W: Work>(job: &W, work: &Mutex<Receiver<Order>>, tell: &Sender<W::Sum>) {
    let mut hand = job.hand();
    let next = || work.lock().ok()?.recv().ok();
    while let Some((mut load, done)) = next() {
        hand.work(&mut load);
        if done.send(load).is_err() {
            return;
        }
    }
    // Nobody waits for it where the giving has failed.
    let _ = tell.send(hand.sum());
}

/// Where the reader's batches go.
struct Feed {
    /// To the workers, any of them.
    orders: Sender<Order>,
    /// To whoever gives, in order; the bound of this one bounds them all.
    queue: SyncSender<Receiver<Load>>,
    /// Loads that have been given, to be used again.
    used: Receiver<Load>,
}

impl Feed {
    /// Cuts the items into batches, and hands them out.
    fn all(self, mut items: Items, read: [Load; 2]) -> Result<(), Failure> {
        let mut going = read.into_iter().all(|load| self.hand_out(load));
        while going {
            let mut load = self.used.try_recv().unwrap_or_default();
            going = items.fill(&mut load.batch, ROOM)? && self.hand_out(load);
        }
        Ok(())
    }

    /// `false` where nobody wants more.
    fn hand_out(&self, load: Load) -> bool {
        let (done, awaited) = sync_channel(1);
        self.queue.send(awaited).is_ok() && self.orders.send((load, done)).is_ok()
    }
}

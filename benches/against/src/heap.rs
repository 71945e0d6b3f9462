//! What a piece of work leaves behind on the heap.

use anyhow::{Result, anyhow};
use tikv_jemalloc_ctl::thread;

/// Does some work and gives the bytes that it allocated and did not free, besides what it gave.
pub fn kept<T>(work: impl FnOnce() -> T) -> Result<(T, u64)> {
    let before = held()?;
    let made = work();
    Ok((made, held()?.saturating_sub(before)))
}

/// Bytes this thread holds.
fn held() -> Result<u64> {
    let allocated = thread::allocatedp::read().map_err(|error| anyhow!("{error}"))?;
    let freed = thread::deallocatedp::read().map_err(|error| anyhow!("{error}"))?;
    Ok(allocated.get().saturating_sub(freed.get()))
}

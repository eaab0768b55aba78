//! The allocator: a list of what is free. It takes a third of the code of finer ones, which serve
//! programs with far more in memory than a request and its answer.

use lol_alloc::{FreeListAllocator, LockedAllocator};

#[global_allocator]
static ALLOCATOR: LockedAllocator<FreeListAllocator> =
    LockedAllocator::new(FreeListAllocator::new());

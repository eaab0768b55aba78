//! The allocator: 2 KB less in the package than the standard library's.

use talc::base::binning::Binning;
use talc::cell::TalcSyncCell;
use talc::wasm::WasmGrowAndExtend;

#[global_allocator]
static ALLOCATOR: TalcSyncCell<WasmGrowAndExtend, Doubling> =
    TalcSyncCell::new_wasm(WasmGrowAndExtend::new());

/// A bin of free memory for each power of two. Finer ones take more code and serve programs with
/// far more in memory than a request and its answer.
#[derive(Debug)]
struct Doubling;

impl Binning for Doubling {
    type AvailabilityBitField = u32;

    fn size_to_bin(size: usize) -> u32 {
        size.checked_ilog2().unwrap_or_default()
    }
}

//! What JavaScript calls. Only numbers cross: the bytes of a seat's buffer are written and read in
//! the module's memory, so the glue is four functions of a line.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::lock::Lock;
use crate::prelude::*;
#[cfg(all(feature = "ship", feature = "edge"))]
use crate::wasm::edge::Seat;
#[cfg(not(all(feature = "ship", feature = "edge")))]
use crate::wasm::seat::Seat;

/// A place for each client, each receiver, each running call and each delivery. JavaScript knows them by their number, from 1.
static SEATS: Lock<Vec<Option<Box<Seat>>>> = Lock::new(Vec::new());

/// Takes a seat: for a call of the client or a delivery to the receiver in the given seat, or for a
/// new one.
#[wasm_bindgen(skip_typescript)]
#[must_use]
pub fn take(client: usize) -> usize {
    let mut seat = Box::new(Seat::default());
    if let Some(owner) = exchange(client, None) {
        #[cfg(all(feature = "ship", feature = "edge"))]
        seat.proxy.clone_from(&owner.proxy);
        #[cfg(not(all(feature = "ship", feature = "edge")))]
        seat.client.clone_from(&owner.client);
        #[cfg(all(feature = "callbacks", not(all(feature = "ship", feature = "edge"))))]
        seat.receiver.clone_from(&owner.receiver);
        exchange(client, Some(owner));
    }
    let free = SEATS.with(|seats| {
        let free = seats.iter().position(Option::is_none);
        free.unwrap_or_else(|| {
            seats.push(None);
            seats.len() - 1
        })
    });
    exchange(free + 1, Some(seat));
    free + 1
}

/// Leaves a seat. A call that was still running is given up.
#[wasm_bindgen(skip_typescript)]
pub fn leave(seat: usize) {
    exchange(seat, None);
}

/// Makes a seat's buffer so long and says where it begins.
#[wasm_bindgen(skip_typescript)]
#[must_use]
pub fn room(number: usize, length: usize) -> usize {
    let mut seat = exchange(number, None).unwrap_or_default();
    seat.bytes.resize(length, 0);
    let address = seat.bytes.as_ptr() as usize;
    exchange(number, Some(seat));
    address
}

/// Tells a seat what its buffer holds, and how the last command went: see [`Seat::told`]. What is
/// next stands in the buffer then, as JSON text of this length.
#[wasm_bindgen(skip_typescript)]
#[must_use]
pub fn tell(number: usize, how: u32, now_ms: f64, value: f64, words: usize) -> usize {
    let mut seat = exchange(number, None).unwrap_or_default();
    seat.told(how, now_ms, value, words);
    let length = seat.bytes.len();
    exchange(number, Some(seat));
    length
}

/// Puts something in the place of a number and gives what was there. A seat that is worked on is
/// out of the table: should the module trap, only it is lost.
#[inline(never)]
fn exchange(number: usize, seat: Option<Box<Seat>>) -> Option<Box<Seat>> {
    SEATS.with(|seats| {
        let place = seats.get_mut(number.wrapping_sub(1))?;
        core::mem::replace(place, seat)
    })
}

//! What JavaScript calls. Only numbers cross: the bytes of a seat's buffer are written and read in
//! the module's memory, so the glue is four functions of a line.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::lock::Lock;
use crate::prelude::*;
use crate::wasm::seat::Seat;

/// A place for each client and each running call. JavaScript knows them by their number, from 1.
static SEATS: Lock<Vec<Option<Box<Seat>>>> = Lock::new(Vec::new());

/// Takes a seat: for a call of the client in the given seat, or for a new client.
#[wasm_bindgen(skip_typescript)]
#[must_use]
pub fn take(client: usize) -> usize {
    let mut seat = Box::new(Seat::default());
    with(client, |client| seat.client.clone_from(&client.client));
    SEATS.with(|seats| {
        let free = seats.iter().position(Option::is_none).unwrap_or(seats.len());
        if free == seats.len() {
            seats.push(None);
        }
        put(seats, free + 1, Some(seat));
        free + 1
    })
}

/// Leaves a seat. A call that was still running is given up.
#[wasm_bindgen(skip_typescript)]
pub fn leave(seat: usize) {
    SEATS.with(|seats| put(seats, seat, None));
}

/// Makes a seat's buffer so long and says where it begins.
#[wasm_bindgen(skip_typescript)]
#[must_use]
pub fn room(seat: usize, length: usize) -> usize {
    let mut address = 0;
    with(seat, |seat| {
        seat.bytes.resize(length, 0);
        address = seat.bytes.as_ptr() as usize;
    });
    address
}

/// Tells a seat what its buffer holds, and how the last command went: see [`Seat::told`]. What is
/// next stands in the buffer then, as JSON text of this length.
#[wasm_bindgen(skip_typescript)]
#[must_use]
pub fn tell(seat: usize, how: u32, now_ms: f64, number: f64, words: usize) -> usize {
    let mut length = 0;
    with(seat, |seat| {
        seat.told(how, now_ms, number, words);
        length = seat.bytes.len();
    });
    length
}

/// Works on a seat that is out of the table meanwhile: should the module trap, only it is lost.
fn with(number: usize, work: impl FnOnce(&mut Seat)) {
    if let Some(mut seat) = SEATS.with(|seats| put(seats, number, None)) {
        work(&mut seat);
        SEATS.with(|seats| put(seats, number, Some(seat)));
    }
}

/// Puts something in the place of a number and gives what was there.
fn put(
    seats: &mut [Option<Box<Seat>>],
    number: usize,
    seat: Option<Box<Seat>>,
) -> Option<Box<Seat>> {
    core::mem::replace(seats.get_mut(number.wrapping_sub(1))?, seat)
}

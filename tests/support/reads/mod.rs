//! Answers and what they are read as: a file for each issuer.

mod artha;
mod artha_v1;
mod ibanera;
mod open_api;
mod yativo;

use cardlatch::{IssuerId, Operation};

/// One answer.
#[derive(Clone, Copy)]
pub struct Row {
    pub issuer: IssuerId,
    pub operation: Operation,
    /// The issuer's options as JSON.
    pub options: &'static str,
    pub card: &'static str,
    /// What the caller gave beside the card, as JSON.
    pub fields: &'static str,
    pub status: u16,
    pub body: &'static str,
    /// What it is read as, or the code of the error.
    pub due: &'static str,
}

pub const ALL: [&[Row]; 5] =
    [artha::ROWS, artha_v1::ROWS, yativo::ROWS, open_api::ROWS, ibanera::ROWS];

//! Answers that several operations share, and what each means: a file for each issuer.

mod artha;
mod artha_v1;
pub mod ibanera;
mod open_api;
pub mod yativo;

use cardlatch::{IssuerId, Operation};

/// Status, body, and what is due in words.
pub type Row = (u16, &'static str, &'static str);

/// Answers that mean the same for each of some operations.
pub struct Group {
    pub issuer: IssuerId,
    /// What the rows show.
    pub what: &'static str,
    pub operations: &'static [Operation],
    pub rows: &'static [Row],
}

pub const UNKNOWN: &str = "unexpected_answer unknown";
const UNKNOWN_STATUS: &str = "unexpected_answer unknown path=status";
const UNKNOWN_CODE: &str = "unexpected_answer unknown path=code";
const NO_TOKEN: &str = UNKNOWN;

pub const ALL: [&[Group]; 5] =
    [artha::GROUPS, artha_v1::GROUPS, yativo::GROUPS, open_api::GROUPS, ibanera::GROUPS];

//! The answers of this issuer.

use super::Row;

pub const ROWS: &[Row] = &[];

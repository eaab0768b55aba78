//! The proxy's half of the library: what pages are answered, decided without I/O.

pub mod ledger;

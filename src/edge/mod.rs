//! The edge half: what a proxy between pages and issuers decides.

pub mod multipart;
pub mod openapi;
pub mod routes;
pub mod target;

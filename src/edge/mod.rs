//! The edge half: what stands between web pages and a client that holds an issuer's credentials.
//!
//! A [`Proxy`] is the checked settings, a [`Handling`] one request. It is told what happened and says
//! what is to be done next, until there is an [`Answer`]. It reads no clock and calls nobody, so every
//! order of steps can be tested:
//!
//! ```text
//!  Request -> Authenticate -> RateLimit -> Owns -> Read .. -> Confirm -> Hash .. -> Reserve
//!          -> Execute -> Record -> Answer
//! ```
//!
//! Nothing is executed before the owner of the card was asked for, and whatever is not a plain yes is
//! a no.

mod answers;
mod body;
mod callback;
mod capabilities;
mod command;
mod entry;
mod guard;
mod handling;
pub mod ledger;
#[doc(hidden)]
pub mod multipart;
pub mod openapi;
mod operations;
mod problem;
mod proxy;
mod read;
pub mod routes;
#[cfg(feature = "native")]
pub mod serve;
#[doc(hidden)]
pub mod target;
mod words;
mod write;

pub use answers::{Answer, Stream};
pub use command::{Command, Event, RateLimit};
pub use handling::Handling;
pub use proxy::{Proxy, ProxyIssuer};

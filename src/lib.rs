//! One typed client to freeze, unfreeze, activate, deactivate and cancel payment cards across
//! card issuers whose APIs differ in everything.
//!
//! The core does no I/O: it has no clock, no randomness, no runtime and no HTTP client. A
//! [`Client`] starts a [`Run`]; each [`Run::step`] gives the next [`Command`] or the end. The
//! drivers in `transport` do that over a closure. Or build a request with an
//! [`endpoint::Endpoint`], send it with anything, and read the answer with the same endpoint.
//!
//! ```
//! # #[cfg(all(feature = "native", feature = "open-api"))] {
//! use cardlatch::http::{Request, Response};
//! use cardlatch::issuers::open_api::OpenApiConfig;
//! use cardlatch::transport::closure::Blocking;
//! use cardlatch::{Action, ActionOptions, ActionResult, Client, Fault, IssuerConfig};
//!
//! // Stands for an HTTP client of yours.
//! fn send(request: Request) -> Result<Response, Fault> {
//!     assert_eq!(request.url(), "https://issuer.example/v1/openApi/card/freeze");
//!     Ok(Response::new(200, r#"{"code":0,"message":"success"}"#))
//! }
//!
//! let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
//! let client = Client::new(IssuerConfig::OpenApi(config))?;
//! let options = ActionOptions::default();
//! let outcome = Blocking::new(send).act(&client, Action::Freeze, "cid_1", options)?;
//! assert_eq!(outcome.result, ActionResult::Accepted);
//! # }
//! # Ok::<(), cardlatch::Error>(())
//! ```
#![doc = include_str!("features.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(not(feature = "wasm"), forbid(unsafe_code))]
#![cfg_attr(feature = "wasm", deny(unsafe_code))]
#![cfg_attr(feature = "ship", no_std)]
// The proxy's module calls no issuer.
#![cfg_attr(all(feature = "ship", feature = "edge"), allow(dead_code))]

extern crate alloc;

#[cfg(all(doctest, feature = "crypto"))]
#[doc = include_str!("../README.md")]
mod readme {}

#[cfg(all(doctest, feature = "crypto"))]
#[doc = include_str!("../docs/start/rust.md")]
mod start {}

#[cfg(all(doctest, feature = "crypto", feature = "http"))]
#[doc = include_str!("../docs/rust.md")]
mod guide {}

pub mod amount;
pub mod answer;
mod base64;
// What is shipped has its options checked by JavaScript.
#[cfg_attr(feature = "ship", allow(dead_code))]
mod base_url;
pub mod body;
pub mod callbacks;
pub mod capability;
mod card;
mod client;
#[cfg(feature = "crypto")]
pub mod crypto;
#[cfg(feature = "edge")]
pub mod edge;
pub mod endpoint;
mod error;
pub mod http;
pub mod image;
pub mod issuers;
pub mod json;
mod lock;
mod outcome;
#[cfg(feature = "crypto")]
mod pem;
pub mod plain;
mod prelude;
mod reading;
pub mod retry;
mod secret;
mod session;
pub mod settings;
mod text;
pub mod totp;
#[cfg(feature = "native")]
pub mod transport;
mod unsigned;
#[cfg(feature = "wasm")]
pub mod wasm;

pub use card::{Action, CardForm, CardId, CardState, CardStatus, IssuerId};
pub use client::{
    ActionOptions, CallOptions, Client, Command, Done, Event, Fault, IssuerConfig, Moment,
    PrepareOptions, Run, Setback, Task,
};
pub use error::{Effect, Error, ErrorCode};
pub use issuers::Operation;
pub use outcome::{ActionResult, Outcome, Reconciliation, Reply, Verdict};
pub use secret::Secret;
pub use unsigned::{Unhashed, Unsigned};

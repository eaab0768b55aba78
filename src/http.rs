//! Requests and answers as plain data.

use crate::prelude::*;
use core::fmt;

use crate::body::Body;
use crate::text::{after, cut, parts, utf8};

#[cfg(feature = "http")]
mod convert;

#[cfg(feature = "http")]
pub use convert::{Limits, Received};

/// A request that is ready to be sent. `Debug` shows neither header values nor the body.
///
/// To send one with the HTTP client of your choice: method, URL, headers, body, and the limit.
///
/// ```
/// use cardlatch::http::Request;
///
/// fn curl(request: &Request) -> String {
///     let headers = request.headers().count();
///     let bytes = request.body.as_bytes().len();
///     format!("{} {} with {headers} headers, {bytes} bytes", request.method(), request.url())
/// }
/// # use cardlatch::{CallOptions, Client, Event, IssuerConfig, Moment, Task};
/// # use cardlatch::issuers::yativo::YativoConfig;
/// # let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
/// # let mut run = client.start(Task::card("5d2c0b1e", CallOptions::default()));
/// # run.step(Moment::default(), Event::Start);
/// # let request = run.take_request().unwrap();
/// assert!(curl(&request).starts_with("POST https://issuer.example/api/v1/auth/login with"));
/// # Ok::<(), cardlatch::Error>(())
/// ```
pub struct Request {
    /// The first line and the headers as text: `POST https://…`, then `Name: value` in each line.
    /// Values hold credentials; none holds a line end.
    pub(crate) head: Vec<u8>,
    /// The body, empty for none.
    pub body: Body,
    /// How long the whole exchange may take, body included, in milliseconds.
    pub limit_ms: u64,
    /// How many bytes of an answer's body are wanted at most. A transport may stop reading there:
    /// give it one byte more, and the call fails as it should.
    pub most_bytes: usize,
}

impl Request {
    /// A request with an empty body, or another.
    pub(crate) fn new(head: Vec<u8>, body: Vec<u8>) -> Self {
        Self { head, body: body.into(), limit_ms: u64::MAX, most_bytes: usize::MAX }
    }

    /// The first line, and the headers.
    fn line_and_headers(&self) -> (&str, &str) {
        cut(utf8(&self.head).unwrap_or_default(), b'\n')
    }

    /// The method, for example `GET`.
    ///
    /// ```
    /// # use cardlatch::{Action, ActionOptions, Client, Event, IssuerConfig, Moment, Task};
    /// # use cardlatch::issuers::open_api::OpenApiConfig;
    /// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
    /// # let client = Client::new(IssuerConfig::OpenApi(config))?;
    /// # let mut run = client.start(Task::act(Action::Freeze, "cid_1", ActionOptions::default()));
    /// # run.step(Moment::default(), Event::Start);
    /// assert_eq!(run.request().unwrap().method(), "POST");
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn method(&self) -> &str {
        cut(self.line_and_headers().0, b' ').0
    }

    /// The whole URL.
    ///
    /// ```
    /// # use cardlatch::{Action, ActionOptions, Client, Event, IssuerConfig, Moment, Task};
    /// # use cardlatch::issuers::open_api::OpenApiConfig;
    /// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
    /// # let client = Client::new(IssuerConfig::OpenApi(config))?;
    /// # let mut run = client.start(Task::act(Action::Freeze, "cid_1", ActionOptions::default()));
    /// # run.step(Moment::default(), Event::Start);
    /// let request = run.request().unwrap();
    /// assert_eq!(request.url(), "https://issuer.example/v1/openApi/card/freeze");
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn url(&self) -> &str {
        cut(self.line_and_headers().0, b' ').1
    }

    /// Header names and values, in order. Values hold credentials.
    ///
    /// ```
    /// # use cardlatch::{Action, ActionOptions, Client, Event, IssuerConfig, Moment, Task};
    /// # use cardlatch::issuers::open_api::OpenApiConfig;
    /// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
    /// # let client = Client::new(IssuerConfig::OpenApi(config))?;
    /// # let mut run = client.start(Task::act(Action::Freeze, "cid_1", ActionOptions::default()));
    /// # run.step(Moment::default(), Event::Start);
    /// let request = run.take_request().unwrap();
    /// let headers: Vec<_> = request.headers().collect();
    /// assert_eq!(headers, [("Content-Type", "application/json")]);
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        parts(self.line_and_headers().1, b'\n').map(|line| {
            let (name, value) = cut(line, b':');
            (name, after(value, b" ").unwrap_or(value))
        })
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.method())?;
        formatter.write_str(" ")?;
        formatter.write_str(self.url())
    }
}

/// An answer, read to its end.
///
/// Whatever HTTP client you use, read the body to its end before:
///
/// ```
/// use cardlatch::http::Response;
/// let response = Response { status: 429, retry_after: Some("7".into()), body: b"{}".to_vec() };
/// assert_eq!(format!("{response:?}"), "Response { status: 429, .. }"); // never the body
/// ```
#[derive(Clone, Default)]
pub struct Response {
    /// The HTTP status; 0 for a redirect that the host hid.
    pub status: u16,
    /// The value of the `Retry-After` header.
    pub retry_after: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// An answer without headers.
    ///
    /// ```
    /// use cardlatch::http::Response;
    /// assert_eq!(Response::new(200, r#"{"code":0}"#).body, br#"{"code":0}"#);
    /// ```
    #[must_use]
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, retry_after: None, body: body.into() }
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Response").field("status", &self.status).finish_non_exhaustive()
    }
}

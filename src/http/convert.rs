//! To and from the types of the `http` crate.

use core::fmt;

#[cfg(feature = "edge")]
use http1::header::LOCATION;
use http1::header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER};
use http1::uri::PathAndQuery;
use http1::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};

use super::{Request, Response};
use crate::body::Body;
use crate::callbacks::{Incoming, Reply};
#[cfg(feature = "edge")]
use crate::edge::Answer;
#[cfg(all(feature = "edge", feature = "native"))]
use crate::edge::serve;
use crate::error::{Error, ErrorCode};
use crate::prelude::*;
use crate::text::joined;

/// What a request asks of its transport beside its bytes: an extension of the `http::Request` that it
/// was made into.
///
/// ```
/// # use http1 as http;
/// # use cardlatch::http::{Limits, Request};
/// # use std::time::Duration;
/// # fn send(request: Request) -> Result<(), cardlatch::Error> {
/// let request = http::Request::<Vec<u8>>::try_from(request)?;
/// let limits = request.extensions().get::<Limits>();
/// let timeout = limits.map(|limits| Duration::from_millis(limits.limit_ms));
/// # Ok(()) }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long the whole exchange may take, body included, in milliseconds.
    pub limit_ms: u64,
    /// How many bytes of the answer's body are wanted at most.
    pub most_bytes: usize,
}

/// A request for a client that takes those of the `http` crate, as `Request<Body>` or
/// `Request<Vec<u8>>`. The values of headers are marked as sensitive, so `Debug` shows none that may be
/// a credential. `Debug` of a `Body` shows nothing; that of a `Vec<u8>` shows the bytes, so do not print
/// such a request. What stands in [`Limits`] is left to the transport.
///
/// ```
/// # use http1 as http;
/// use cardlatch::http::Request;
///
/// fn prepared(request: Request) -> Result<http::Request<Vec<u8>>, cardlatch::Error> {
///     http::Request::try_from(request)
/// }
/// ```
impl<B: From<Body>> TryFrom<Request> for http1::Request<B> {
    type Error = Error;

    /// # Errors
    /// `invalid_input` for what the `http` crate does not take, such as a URL of over 65,534 bytes.
    fn try_from(request: Request) -> Result<Self, Error> {
        let mut made = http1::Request::new(());
        let method = Method::from_bytes(request.method().as_bytes());
        *made.method_mut() = method.map_err(|_| wrong("method"))?;
        *made.uri_mut() = Uri::try_from(request.url()).map_err(|_| wrong("url"))?;
        for (name, value) in request.headers() {
            put(made.headers_mut(), name, value, |name| *name != ACCEPT && *name != CONTENT_TYPE)?;
        }
        let Request { limit_ms, most_bytes, body, .. } = request;
        made.extensions_mut().insert(Limits { limit_ms, most_bytes });
        Ok(made.map(|()| body.into()))
    }
}

/// The answer of a client that gives those of the `http` crate, read to its end. A `Retry-After` that is
/// no text is as none.
///
/// ```
/// # use http1 as http;
/// use cardlatch::http::Response;
///
/// let answer = http::Response::builder().status(429).header("Retry-After", "7");
/// let answer = Response::from(answer.body("later")?);
/// assert_eq!((answer.status, answer.retry_after.as_deref()), (429, Some("7")));
/// # Ok::<(), http::Error>(())
/// ```
impl<B: Into<Vec<u8>>> From<http1::Response<B>> for Response {
    fn from(answer: http1::Response<B>) -> Self {
        let retry_after = answer.headers().get(RETRY_AFTER);
        let retry_after = retry_after.and_then(|value| value.to_str().ok()).map(ToOwned::to_owned);
        let status = answer.status().as_u16();
        Self { status, retry_after, body: answer.into_body().into() }
    }
}

/// A request that came in, as the proxy and the receivers of callbacks take it. `Debug` shows the method
/// alone.
///
/// ```
/// # use http1 as http;
/// # #[cfg(feature = "crypto")] {
/// use cardlatch::callbacks::{Kind, Receiver};
/// use cardlatch::http::Received;
///
/// let signature = "93340039fd392e6beee847892578e41f084fe25de63ca7ae60af233fa990415f";
/// let request = http::Request::post("/callbacks/main")
///     .header("x-yativo-signature", signature)
///     .body(r#"{"event.type":"customer.kyc.approved","payload":{"id":"c_1"}}"#)?;
///
/// let receiver = Receiver::yativo(["whsec_old"])?;
/// let reply = match receiver.receive(Received::try_from(&request)?.incoming()) {
///     Ok(event) => {
///         assert_eq!(event.kind, Kind::Kyc);
///         receiver.taken()
///     }
///     Err(error) => receiver.refused(&error),
/// };
/// let answer = http::Response::<Vec<u8>>::try_from(reply)?;
/// assert_eq!(answer.status(), 200);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Received<'a> {
    method: &'a str,
    url: String,
    path: &'a str,
    headers: Vec<(&'a str, &'a str)>,
    body: &'a [u8],
    address: Option<&'a str>,
}

/// `invalid_input` for a header whose value is no text.
impl<'a, B: AsRef<[u8]>> TryFrom<&'a http1::Request<B>> for Received<'a> {
    type Error = Error;

    fn try_from(request: &'a http1::Request<B>) -> Result<Self, Error> {
        let mut headers = Vec::with_capacity(request.headers().len());
        for (name, value) in request.headers() {
            let text = core::str::from_utf8(value.as_bytes()).map_err(|_| no_text(name))?;
            headers.push((name.as_str(), text));
        }
        Ok(Self {
            method: request.method().as_str(),
            url: request.uri().to_string(),
            path: request.uri().path_and_query().map_or("", PathAndQuery::as_str),
            headers,
            body: request.body().as_ref(),
            address: None,
        })
    }
}

impl<'a> Received<'a> {
    /// The same request at this origin, for example `https://cards.example`. The proxy knows its own
    /// pages by its origin. Most servers tell the path alone; with HTTP/2 they tell the origin that the
    /// client named, which this one replaces.
    ///
    /// ```
    /// # use http1 as http;
    /// use cardlatch::http::Received;
    /// let request = http::Request::get("/api/cards").body("")?;
    /// let received = Received::try_from(&request)?.at_origin("https://app.example");
    /// assert_eq!(received.url(), "https://app.example/api/cards");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn at_origin(mut self, origin: &str) -> Self {
        if self.path.starts_with('/') {
            self.url = joined(origin, self.path);
        }
        self
    }

    /// The same request from this address: see [`Incoming::address`].
    ///
    /// ```
    /// # use http1 as http;
    /// use cardlatch::http::Received;
    /// let request = http::Request::post("/callbacks/main").body("{}")?;
    /// let received = Received::try_from(&request)?.from_address("203.0.113.7");
    /// assert_eq!(received.incoming().address, Some("203.0.113.7"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn from_address(mut self, address: &'a str) -> Self {
        self.address = Some(address);
        self
    }

    /// The method.
    ///
    /// ```
    /// # use http1 as http;
    /// # use cardlatch::http::Received;
    /// let request = http::Request::post("/callbacks/main").body("{}")?;
    /// assert_eq!(Received::try_from(&request)?.method(), "POST");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn method(&self) -> &str {
        self.method
    }

    /// The URL; the path and the query where nothing else is known.
    ///
    /// ```
    /// # use http1 as http;
    /// # use cardlatch::http::Received;
    /// let request = http::Request::get("https://app.example/api/cards?page=2").body("")?;
    /// assert_eq!(Received::try_from(&request)?.url(), "https://app.example/api/cards?page=2");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Names, in small letters, and values of the headers. The values may be credentials.
    ///
    /// ```
    /// # use http1 as http;
    /// # use cardlatch::http::Received;
    /// let request = http::Request::get("/api/cards").header("Accept", "*/*").body("")?;
    /// assert_eq!(Received::try_from(&request)?.headers(), [("accept", "*/*")]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn headers(&self) -> &[(&'a str, &'a str)] {
        &self.headers
    }

    /// The body.
    ///
    /// ```
    /// # use http1 as http;
    /// # use cardlatch::http::Received;
    /// let request = http::Request::post("/callbacks/main").body("{}")?;
    /// assert_eq!(Received::try_from(&request)?.body(), b"{}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn body(&self) -> &[u8] {
        self.body
    }

    /// The request for a receiver of callbacks.
    ///
    /// For a [`Receiver`](crate::callbacks::Receiver):
    ///
    /// ```
    /// # use http1 as http;
    /// # use cardlatch::http::Received;
    /// use cardlatch::callbacks::{Proof, Receiver};
    /// let request = http::Request::post("/callbacks/main").body("{}")?;
    /// let received = Received::try_from(&request)?;
    /// assert!(Receiver::artha(Proof::ReadBack)?.check(received.incoming()).is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn incoming(&self) -> Incoming<'_> {
        let Self { method, headers, body, address, .. } = self;
        Incoming { method, headers, body, address: *address, path_secret: None }
    }

    /// The request for the proxy.
    ///
    /// For [`serve`](crate::edge::serve::serve):
    ///
    /// ```
    /// # use http1 as http;
    /// # use cardlatch::http::Received;
    /// let request = http::Request::get("/api/cards").body("")?;
    /// let received = Received::try_from(&request)?.at_origin("https://app.example");
    /// assert_eq!(received.request().url, "https://app.example/api/cards");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(all(feature = "edge", feature = "native"))]
    #[must_use]
    pub fn request(&self) -> serve::Request<'_> {
        let Self { method, url, headers, body, address, .. } = self;
        serve::Request { method, url, headers, body, address: *address }
    }
}

impl fmt::Debug for Received<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Received").field("method", &self.method).finish_non_exhaustive()
    }
}

/// What the proxy answers. The body may hold what only the card's owner may see: `Debug` of a `Body`
/// shows nothing, that of a `Vec<u8>` shows the bytes. Where the body goes on, the
/// [`Stream`](crate::edge::Stream) is an extension.
///
/// ```
/// # use http1 as http;
/// # #[cfg(feature = "edge")] {
/// use cardlatch::edge::Answer;
///
/// fn told(answer: Answer) -> Result<http::Response<Vec<u8>>, cardlatch::Error> {
///     http::Response::try_from(answer)
/// }
/// # }
/// ```
#[cfg(feature = "edge")]
impl<B: From<Body>> TryFrom<Answer> for http1::Response<B> {
    type Error = Error;

    /// # Errors
    /// `invalid_input` for a status or a header that the `http` crate does not take.
    fn try_from(answer: Answer) -> Result<Self, Error> {
        let mut made = http1::Response::new(());
        *made.status_mut() = StatusCode::from_u16(answer.status).map_err(|_| wrong("status"))?;
        for (name, value) in &answer.headers {
            put(made.headers_mut(), name, value, |name| *name == LOCATION)?;
        }
        if let Some(stream) = answer.stream {
            made.extensions_mut().insert(stream);
        }
        Ok(made.map(|()| Body::from(answer.body.into_bytes()).into()))
    }
}

/// What an issuer is answered to its callback.
impl<B: From<Body>> TryFrom<Reply> for http1::Response<B> {
    type Error = Error;

    /// # Errors
    /// `invalid_input` for a status or a media type that the `http` crate does not take.
    fn try_from(reply: Reply) -> Result<Self, Error> {
        let mut made = http1::Response::new(());
        *made.status_mut() = StatusCode::from_u16(reply.status).map_err(|_| wrong("status"))?;
        if !reply.media_type.is_empty() {
            put(made.headers_mut(), CONTENT_TYPE.as_str(), &reply.media_type, |_| false)?;
        }
        Ok(made.map(|()| Body::from(reply.body.into_owned().into_bytes()).into()))
    }
}

/// Adds a header. Whether its value may be printed is decided by its name.
fn put(
    headers: &mut HeaderMap,
    name: &str,
    value: &str,
    is_sensitive: impl Fn(&HeaderName) -> bool,
) -> Result<(), Error> {
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| wrong("headers"))?;
    let mut value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| no_text(&name))?;
    value.set_sensitive(is_sensitive(&name));
    headers.try_append(name, value).map(|_| ()).map_err(|_| wrong("headers"))
}

fn wrong(path: &str) -> Error {
    Error::new(ErrorCode::InvalidInput, "The `http` crate does not take this.").at(path)
}

fn no_text(name: &HeaderName) -> Error {
    let path = joined("headers.", name.as_str());
    Error::new(ErrorCode::InvalidInput, "The value of a header is no text.").at(&path)
}

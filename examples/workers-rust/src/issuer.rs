//! What the core leaves to its host: requests, timers, the time. Random bytes come by `getrandom`.

use std::future::Future;
use std::time::Duration;

use cardlatch::Fault;
use cardlatch::http::{Request, Response};
use cardlatch::transport::closure::{Asynchronous, Surroundings};
use futures_util::StreamExt;
use worker::js_sys::Uint8Array;
use worker::{AbortController, Date, Delay, Fetch, Headers, Method, RequestInit, RequestRedirect};

/// A driver over the worker's own `fetch`.
pub fn driver() -> Asynchronous<impl Fn(Request) -> Sent, impl Fn(Duration) -> Delay> {
    let surroundings = Surroundings::default().clock(|| Date::now().as_millis());
    Asynchronous::with(|request| -> Sent { Box::pin(send(request)) }, Delay::from, surroundings)
}

type Sent = std::pin::Pin<Box<dyn Future<Output = Result<Response, Fault>>>>;

/// Ends the request when nobody waits for its answer any more.
struct Aborting(Option<AbortController>);

impl Drop for Aborting {
    fn drop(&mut self) {
        if let Some(controller) = self.0.take() {
            controller.abort();
        }
    }
}

async fn send(request: Request) -> Result<Response, Fault> {
    let made = made(&request).map_err(|_| Fault::NotSent)?;
    let controller = AbortController::default();
    let signal = controller.signal();
    let mut aborting = Aborting(Some(controller));
    // A worker is not told whether a connection was made, so every failure leaves it open.
    let sent = Fetch::Request(made).send_with_signal(&signal).await;
    let mut answer = sent.map_err(|_| Fault::Broken)?;
    let mut response = Response::new(answer.status_code(), []);
    response.retry_after = answer.headers().get("retry-after").ok().flatten();
    let mut body = answer.stream().map_err(|_| Fault::Broken)?;
    while let Some(piece) = body.next().await {
        response.body.extend(piece.map_err(|_| Fault::Broken)?);
        // One byte too many is enough to know that the answer is too long.
        if response.body.len() > request.most_bytes {
            return Ok(response);
        }
    }
    aborting.0 = None;
    Ok(response)
}

fn made(request: &Request) -> worker::Result<worker::Request> {
    let headers = Headers::new();
    for (name, value) in request.headers() {
        headers.append(name, value)?;
    }
    let mut init = RequestInit::new();
    init.with_method(Method::from(request.method().to_owned()))
        .with_headers(headers)
        // Credentials are never sent on.
        .with_redirect(RequestRedirect::Manual);
    let body = request.body.as_bytes();
    if !body.is_empty() {
        init.with_body(Some(Uint8Array::from(body).into()));
    }
    worker::Request::new_with_init(request.url(), &init)
}

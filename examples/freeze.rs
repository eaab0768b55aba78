//! Freezes a card in the sandbox with a plain HTTP client.
//!
//! Start `npx cardlatch sandbox --port 4010`, then run
//! `cargo run --example freeze -- http://127.0.0.1:4010`, with another card's id after it if you
//! like.

use std::env;
use std::time::Duration;

use cardlatch::http::{Request, Response};
use cardlatch::json::{self, Limits, Value};
use cardlatch::transport::closure::Blocking;
use cardlatch::{Action, ActionOptions, CallOptions, Client, Fault};
use ureq::{Agent, Error, http};

/// An active card of the sandbox.
const CARD: &str = "b0000000-0000-4000-8000-000000000002";

/// The whole transport: one request, one answer, and what a failure left behind.
fn send(agent: &Agent, request: &Request) -> Result<Response, Fault> {
    let mut builder = http::Request::builder().method(request.method()).uri(request.url());
    for (name, value) in request.headers() {
        builder = builder.header(name, value);
    }
    let sent = builder.body(request.body.as_bytes()).map_err(|_| Fault::NotSent)?;
    let limit = Duration::from_millis(request.limit_ms);
    let sent = agent.configure_request(sent).timeout_global(Some(limit)).build();
    let mut answer = agent.run(sent).map_err(fault)?;
    let retry_after = answer.headers().get("retry-after").and_then(|value| value.to_str().ok());
    let mut response = Response::new(answer.status().as_u16(), []);
    response.retry_after = retry_after.map(str::to_owned);
    response.body = answer.body_mut().read_to_vec().map_err(fault)?;
    Ok(response)
}

fn fault(error: Error) -> Fault {
    match error {
        Error::HostNotFound | Error::ConnectionFailed => Fault::NotSent,
        Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => Fault::NotSent,
        Error::Timeout(_) => Fault::TimedOut,
        _ => Fault::Broken,
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = env::args().nth(1).ok_or("Say where the sandbox is: http://127.0.0.1:4010")?;
    let card = env::args().nth(2).unwrap_or_else(|| CARD.to_owned());
    // Credentials are never sent on, and every status has an answer to read.
    let agent: Agent =
        Agent::config_builder().max_redirects(0).http_status_as_error(false).build().into();

    let text =
        agent.get(format!("{sandbox}/admin/credentials")).call()?.body_mut().read_to_vec()?;
    let Value::Object(mut issuers) = json::parse(&text, Limits::default())? else {
        return Err("That is no sandbox.".into());
    };
    let client = Client::from_plain(issuers.remove("yativo"), CallOptions::default())?;

    let driver = Blocking::new(|request: Request| send(&agent, &request));
    match driver.act(&client, Action::Freeze, &card, ActionOptions::default()) {
        Ok(outcome) if outcome.confirmed => println!("The card is frozen."),
        Ok(outcome) => println!("The issuer answered {:?}; ask the card later.", outcome.result),
        Err(error) => println!("{error} What it did to the card: {}.", error.effect().as_str()),
    }
    Ok(())
}

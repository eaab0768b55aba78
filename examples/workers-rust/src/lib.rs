//! Cards of Yativo on Cloudflare Workers, by the Rust core alone: one route freezes a card, one takes the
//! issuer's callbacks.

mod issuer;

use std::sync::{Arc, Mutex, PoisonError};

use cardlatch::callbacks::{Event, Incoming, Receiver, Strength};
use cardlatch::issuers::yativo::YativoConfig;
use cardlatch::{Action, ActionOptions, CallOptions, Client, Error, IssuerConfig, plain};
use futures_util::StreamExt;
use worker::{Context, Env, Method, Request, Response, Result, console_log, event};

/// Far more than a callback has. Anybody may send one, and a worker's memory is small.
const MOST_BYTES: usize = 1024 * 1024;

/// One client for all requests: it holds the issuer's session.
static CLIENT: Mutex<Option<Arc<Client>>> = Mutex::new(None);

#[event(fetch)]
async fn fetch(mut request: Request, env: Env, _: Context) -> Result<Response> {
    let path = request.path();
    let steps: Vec<&str> = path.split('/').skip(1).collect();
    match (request.method(), steps.as_slice()) {
        (Method::Post, ["cards", card, "freeze"]) => {
            if !is_authorized(&request, &env)? {
                return Response::error("Unauthorized", 401);
            }
            freeze(card, &env).await
        }
        (Method::Post, ["callbacks"]) => receive(&mut request, &env).await,
        _ => Response::error("Not Found", 404),
    }
}

/// Your own services know a token. For pages, see the proxy: it asks whose card it is.
fn is_authorized(request: &Request, env: &Env) -> Result<bool> {
    let due = format!("Bearer {}", env.secret("APP_TOKEN")?);
    let sent = request.headers().get("authorization")?.unwrap_or_default();
    // Every byte is compared, so the time tells nothing of the token.
    let differ = due.bytes().zip(sent.bytes()).fold(0, |all, (due, sent)| all | (due ^ sent));
    Ok(due.len() == sent.len() && differ == 0)
}

async fn freeze(card: &str, env: &Env) -> Result<Response> {
    let client = match client(env)? {
        Ok(client) => client,
        Err(error) => return problem(&error),
    };
    let call = CallOptions { deadline_ms: Some(20_000), ..CallOptions::default() };
    let options = ActionOptions { call, ..ActionOptions::default() };
    match issuer::driver().act(&client, Action::Freeze, card, options).await {
        Ok(outcome) => json(200, plain::outcome(&outcome)),
        Err(error) => problem(&error),
    }
}

fn client(env: &Env) -> Result<std::result::Result<Arc<Client>, Error>> {
    let mut kept = CLIENT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(client) = &*kept {
        return Ok(Ok(Arc::clone(client)));
    }
    let config = YativoConfig::new(
        &env.var("ISSUER_URL")?.to_string(),
        &env.secret("ISSUER_ACCOUNT")?.to_string(),
        &env.secret("ISSUER_SECRET")?.to_string(),
    );
    Ok(Client::new(IssuerConfig::Yativo(config))
        .map(|client| Arc::clone(kept.insert(Arc::new(client)))))
}

/// Tells what went wrong and what it did to the card, in no word of the issuer.
fn problem(error: &Error) -> Result<Response> {
    let (code, effect) = (error.code().as_str(), error.effect().as_str());
    json(502, format!(r#"{{"code":"{code}","effect":"{effect}"}}"#))
}

fn json(status: u16, body: String) -> Result<Response> {
    let response = Response::ok(body)?.with_status(status);
    response.headers().set("content-type", "application/json")?;
    response.headers().set("cache-control", "no-store")?;
    Ok(response)
}

async fn receive(request: &mut Request, env: &Env) -> Result<Response> {
    let Some(body) = body(request).await? else {
        return Response::error("Content Too Large", 413);
    };
    let headers: Vec<(String, String)> = request.headers().entries().collect();
    let headers: Vec<(&str, &str)> =
        headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let receiver = match Receiver::yativo([env.secret("CALLBACK_SECRET")?.to_string()]) {
        Ok(receiver) => receiver,
        Err(error) => return problem(&error),
    };
    let reply = match receiver.receive(Incoming::new("POST", &headers, &body)) {
        Ok(event) => match keep(&event, env).await {
            Ok(()) => receiver.taken(),
            // So that it may come again; Yativo does not promise that.
            Err(_) => receiver.later(),
        },
        Err(error) => receiver.refused(&error),
    };
    let response = Response::ok(reply.body)?.with_status(reply.status);
    if !reply.media_type.is_empty() {
        response.headers().set("content-type", &reply.media_type)?;
    }
    Ok(response)
}

/// The body, unless it is too long.
async fn body(request: &mut Request) -> Result<Option<Vec<u8>>> {
    let mut body = Vec::new();
    // A request without a body has no stream.
    let Ok(mut pieces) = request.stream() else { return Ok(Some(body)) };
    while let Some(piece) = pieces.next().await {
        body.extend(piece?);
        if body.len() > MOST_BYTES {
            return Ok(None);
        }
    }
    Ok(Some(body))
}

/// An event may come again, so each is kept under its own key. KV may tell of it late: see [`follow`].
async fn keep(event: &Event, env: &Env) -> Result<()> {
    // Nothing tells it from the next one, such as a code for 3-D Secure: it is never taken for a repeat.
    let Some(key) = &event.key else {
        follow(event);
        return Ok(());
    };
    let events = env.kv("EVENTS")?;
    if events.get(&key.text).text().await?.is_none() {
        follow(event);
        let put = events.put(&key.text, event.kind.as_str())?;
        put.expiration_ttl(kept_seconds(key.strength)).execute().await?;
    }
    Ok(())
}

/// How long an event with this key is taken for a repeat.
fn kept_seconds(strength: Strength) -> u64 {
    match strength {
        Strength::Id => 7 * 24 * 3600,
        // A card may be frozen twice.
        Strength::Derived => 3600,
    }
}

/// What your program does with an event. Two deliveries in quick succession may both come here.
fn follow(event: &Event) {
    console_log!("{}: {}", event.kind.as_str(), event.progress.as_str());
}

//! A proxy, or one running request to it, behind a buffer of bytes.

use alloc::sync::Arc;

use crate::edge::ledger::{LedgerEntry, Reserved, Taken, Verdict};
use crate::edge::{Answer, Command, Event, Handling, Proxy, RateLimit};
use crate::error::{Error, ErrorCode};
use crate::json::{self, Json, Limits, Writer, write_text};
use crate::prelude::*;
use crate::text;

/// What a hook's answer may weigh: an issuer's answer has its own limit of 4 MiB.
const LIMITS: Limits = Limits { max_depth: 64, max_bytes: 1 << 26 };

/// A proxy, or one running request to it.
#[derive(Default)]
pub(crate) struct Seat {
    pub(crate) proxy: Option<Arc<Proxy>>,
    handling: Option<Handling>,
    /// What is told is written here, and what is next stands here.
    pub(crate) bytes: Vec<u8>,
}

impl Seat {
    /// Goes on. The buffer holds bytes, so many bytes of text that nobody reads, and 32 random bytes.
    /// They are a proxy's settings, a request, then what each command asks for: JSON text, but for a
    /// piece of a body (the number is 1 with the last one) and a hash. `how` is 0 for that; else a
    /// hook failed.
    ///
    /// Then the buffer holds JSON text: `do` with a command, `done` with an answer, `failed`, or none
    /// of them where settings are good. An answer with a `stream` is told each entry that follows, and
    /// gives its `event`.
    pub(crate) fn told(&mut self, how: u32, now_ms: f64, number: f64, words: usize) {
        let mut bytes = core::mem::take(&mut self.bytes);
        bytes.truncate(bytes.len().saturating_sub(32).saturating_sub(words));
        #[cfg(all(feature = "trap", target_arch = "wasm32"))]
        crate::wasm::trap::fail_at_word(&bytes);
        let mut out = Writer::new();
        let Some(proxy) = &self.proxy else {
            match Proxy::new(text::utf8(&bytes).unwrap_or_default()) {
                Ok(proxy) => self.proxy = Some(Arc::new(proxy)),
                Err(error) => put_failed("configuration", &error, &mut out),
            }
            self.bytes = out.end().into_bytes();
            return;
        };
        let handling = self.handling.get_or_insert_with(|| Handling::new(proxy.clone()));
        if handling.answer().is_some() {
            put_event(handling, &bytes, &mut out);
        } else {
            step(handling, whole(now_ms), how == 0, &bytes, number >= 1.0);
            say(handling, &mut out);
        }
        self.bytes = out.end().into_bytes();
    }
}

/// Writes what a stream says of an entry.
fn put_event(handling: &Handling, bytes: &[u8], out: &mut Writer) {
    let told = json::check(bytes, LIMITS).unwrap_or(Json::NONE);
    if let Some(entry) = LedgerEntry::of(told.get("entry")) {
        out.text("event", &handling.event_of(&entry));
        out.raw("isLast", if entry.state.is_final() { "true" } else { "false" });
    } else {
        let text = "There is no entry to tell of.";
        put_failed("invalid_input", &Error::new(ErrorCode::InvalidInput, text), out);
    }
}

/// Writes an error that no issuer has to do with.
fn put_failed(code: &str, error: &Error, out: &mut Writer) {
    let mut inner = Writer::new();
    inner.text("code", code);
    inner.text("effect", "none");
    inner.text("message", error.message());
    inner.raw("retryable", "false");
    inner.some("path", error.path());
    out.raw("failed", &inner.end());
}

/// Tells a request what became of its command.
fn step(handling: &mut Handling, now_ms: u64, is_done: bool, bytes: &[u8], is_last: bool) {
    let raw = match handling.command() {
        _ if !is_done => Some(Event::HookFailed),
        Some(Command::Read { .. }) => Some(Event::Chunk { bytes, is_last }),
        Some(Command::Hash) => Some(Event::Hashed(bytes)),
        _ => None,
    };
    if let Some(event) = raw {
        handling.tell(now_ms, event);
        return;
    }
    let Ok(told) = json::check(bytes, LIMITS) else {
        handling.tell(now_ms, Event::HookFailed);
        return;
    };
    match handling.command() {
        None => request(handling, now_ms, told),
        Some(Command::Authenticate) => {
            let principal = told.get("principal");
            let (is_nobody, text) = (principal.is_null(), principal.text());
            match text.as_deref() {
                None if !is_nobody => handling.tell(now_ms, Event::HookFailed),
                text => handling.tell(now_ms, Event::Principal(text)),
            }
        }
        Some(Command::Owns { .. }) => {
            let mut owns = Vec::new();
            for value in told.get("owns").parts() {
                owns.push(value.flag() == Some(true));
            }
            handling.tell(now_ms, Event::Owns(&owns));
        }
        Some(command) => {
            let event = event(command, told).unwrap_or(Event::HookFailed);
            handling.tell(now_ms, event);
        }
    }
}

/// A request as it came in.
fn request(handling: &mut Handling, now_ms: u64, told: Json<'_>) {
    let word = |name: &str| told.get(name).text().unwrap_or_default();
    let mut pairs = Vec::new();
    for pair in told.get("headers").parts() {
        let mut texts = pair.parts().map_while(Json::text);
        if let (Some(name), Some(value)) = (texts.next(), texts.next()) {
            pairs.push((name, value));
        }
    }
    let mut headers: Vec<(&str, &str)> = Vec::new();
    for (name, value) in &pairs {
        headers.push((name, value));
    }
    let (method, url) = (word("method"), word("url"));
    handling.tell(now_ms, Event::Request { method: &method, url: &url, headers: &headers });
}

/// What JSON says of a command; nothing where it is something else.
fn event<'a>(command: &Command, told: Json<'a>) -> Option<Event<'a>> {
    let entry = || LedgerEntry::of(told.get("entry"));
    let flag = |name: &str| told.get(name).flag() == Some(true);
    Some(match command {
        Command::RateLimit { .. } => Event::RateLimit(RateLimit {
            allowed: flag("allowed"),
            limit: told.get("limit").whole(),
            remaining: told.get("remaining").whole(),
            reset_seconds: told.get("resetSeconds").whole(),
        }),
        Command::Confirm { .. } => Event::Confirmed(flag("confirmed")),
        Command::Reserve(_) => Event::Reserved(Reserved {
            verdict: Verdict::from_text(&told.get("verdict").text()?)?,
            entry: entry(),
        }),
        Command::Execute { .. } | Command::Reconcile { .. } => {
            let (done, failed) = (told.get("done"), told.get("failed"));
            if failed.is_there() {
                Event::Failed(failed)
            } else if done.is_there() {
                Event::Done(done)
            } else {
                return None;
            }
        }
        Command::Record(_) => Event::Recorded(entry()),
        Command::Find { .. } => Event::Found(entry()),
        Command::Audit(_) => Event::Audited,
        Command::Callback { .. } => {
            let event = Some(told.get("event")).filter(|event| event.is_object());
            Event::Received { event, reply: told.get("reply") }
        }
        Command::Take(_) => Event::Taken(Taken::of(told)?),
        Command::Handle { .. } => Event::Handled(flag("handled")),
        Command::Keep { .. } => Event::Kept,
        Command::Authenticate | Command::Owns { .. } | Command::Read { .. } | Command::Hash => {
            return None;
        }
    })
}

/// Writes what is next.
fn say(handling: &Handling, out: &mut Writer) {
    if let Some(answer) = handling.answer() {
        put_answer(answer, out);
    } else if let Some(command) = handling.command() {
        put_command(command, handling.bytes(), out);
    }
}

fn put_answer(answer: &Answer, out: &mut Writer) {
    let mut headers = Vec::from(*b"[");
    for (name, value) in &answer.headers {
        headers.extend_from_slice(if headers.len() > 1 { b",[" } else { b"[" });
        write_text(name, &mut headers);
        headers.push(b',');
        write_text(value, &mut headers);
        headers.push(b']');
    }
    headers.push(b']');
    let mut done = Writer::new();
    done.whole("status", u64::from(answer.status));
    done.raw("headers", &text::string(headers));
    done.text("body", &answer.body);
    out.raw("done", &done.end());
    if let Some(stream) = &answer.stream {
        let mut inner = Writer::new();
        inner.text("operation", &stream.operation);
        inner.text("shard", &stream.shard);
        inner.whole("sinceMs", stream.since_ms);
        out.raw("stream", &inner.end());
    }
}

fn put_command(command: &Command, bytes: &[u8], out: &mut Writer) {
    out.text("do", command.name());
    match command {
        Command::RateLimit { action, card_id, issuer } => {
            put_call(out, issuer, action, card_id.as_deref());
        }
        Command::Owns { cards, action, issuer } => {
            out.raw("cards", &list(&mut cards.iter().map(|own| card(own.as_deref()))));
            put_call(out, issuer, action, None);
        }
        Command::Read { most } => out.whole("most", *most),
        Command::Confirm { action, card_id, issuer, options } => {
            put_call(out, issuer, action, card_id.as_deref());
            out.raw("options", options);
        }
        Command::Hash => put_bytes(bytes, out),
        Command::Reserve(ask) => out.raw("ask", &ask.json()),
        Command::Execute { issuer, operation, card_id, options, has_image, deadline_ms } => {
            out.text("issuer", issuer);
            out.text("operation", operation);
            out.some("cardId", card_id.as_deref());
            out.raw("options", options);
            out.whole("deadlineMs", *deadline_ms);
            if *has_image {
                let mut image = Writer::new();
                put_bytes(bytes, &mut image);
                out.raw("image", &image.end());
            }
        }
        Command::Reconcile { issuer, action, card_id, deadline_ms } => {
            out.whole("deadlineMs", *deadline_ms);
            put_call(out, issuer, action, Some(card_id));
        }
        Command::Record(change) => out.raw("change", &change.json()),
        Command::Find { operation, shard } => {
            out.text("operation", operation);
            out.text("shard", shard);
        }
        Command::Audit(line) => out.raw("line", &line.json()),
        Command::Callback { issuer, path_secret } => {
            out.text("issuer", issuer);
            out.some("pathSecret", path_secret.as_deref());
        }
        Command::Take(delivery) => out.raw("delivery", &delivery.json()),
        Command::Handle { issuer, operations } => {
            out.text("issuer", issuer);
            out.raw("operations", &list(&mut operations.iter().map(LedgerEntry::json)));
        }
        Command::Keep { delivery, handled } => {
            out.raw("delivery", &delivery.json());
            out.raw("handled", if *handled { "true" } else { "false" });
        }
        Command::Authenticate => {}
    }
}

/// What is to be done, with which card and at which issuer.
#[inline(never)]
fn put_call(out: &mut Writer, issuer: &str, action: &str, card_id: Option<&str>) {
    out.text("action", action);
    out.some("cardId", card_id);
    out.text("issuer", issuer);
}

fn put_bytes(bytes: &[u8], out: &mut Writer) {
    out.whole("at", bytes.as_ptr() as u64);
    out.whole("length", bytes.len() as u64);
}

/// A card as JSON, `null` for a new one.
fn card(card: Option<&str>) -> String {
    let Some(card) = card else { return "null".to_owned() };
    let mut out = Vec::new();
    write_text(card, &mut out);
    text::string(out)
}

/// JSON values as a list.
#[inline(never)]
fn list(values: &mut dyn Iterator<Item = String>) -> String {
    let mut list = String::from("[");
    for value in values {
        if list.len() > 1 {
            list.push(',');
        }
        list.push_str(&value);
    }
    list.push(']');
    list
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(number: f64) -> u64 {
    number as u64
}

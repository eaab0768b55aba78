//! A client, or one running call of it, or a receiver of callbacks, or one delivery to it, behind a
//! buffer of bytes.

#[cfg(feature = "callbacks")]
use alloc::sync::Arc;

#[cfg(feature = "callbacks")]
use crate::callbacks::{Receiver, Sender};
use crate::client::{Client, Command, Done, Event, Fault, Mode, Moment, Run, Setback};
use crate::error::{Error, ErrorCode};
use crate::http::{Request, Response};
use crate::image::{self, SignImage};
use crate::issuers::{artha, needs};
use crate::json::Writer;
use crate::plain;
use crate::prelude::*;
use crate::settings::Settings;
use crate::text::utf8;
#[cfg(feature = "callbacks")]
use crate::wasm::delivery::Delivery;
use crate::wasm::wanted;

/// How long to wait before asking again whether another call has logged in.
const LOGIN_POLL_MS: u64 = 15;

/// A client or a receiver, or one running call or delivery of it.
#[derive(Default)]
pub(crate) struct Seat {
    pub(crate) client: Option<Client>,
    #[cfg(feature = "callbacks")]
    pub(crate) receiver: Option<Arc<Receiver>>,
    #[cfg(feature = "callbacks")]
    delivery: Option<Delivery>,
    run: Option<Run>,
    /// What is told is written here, and what is next stands here.
    pub(crate) bytes: Vec<u8>,
    /// A picture of a field is to be checked and encoded, and nothing else.
    is_for_picture: bool,
    /// The encoded picture of a field.
    picture: Vec<u8>,
}

impl Seat {
    /// Goes on. The buffer holds bytes, so many bytes of text, and 32 random bytes. What they are
    /// follows from what is there: a client's options, a call's task (the number is the length of
    /// its image), the image, then what each command asks for (the number is a status, the text a
    /// `Retry-After` or a code); or a receiver's options, a delivery, the digests. `how` is 0 for that, or says what went wrong.
    ///
    /// Then the buffer holds JSON text: `do` with a command, `done`, `failed`, or none of them
    /// while the call has not begun. `at` is where the bytes to send, to hash or to sign are, or at
    /// the end the body.
    pub(crate) fn told(&mut self, how: u32, now_ms: f64, number: f64, words: usize) {
        let mut bytes = core::mem::take(&mut self.bytes);
        #[cfg(all(feature = "trap", target_arch = "wasm32"))]
        crate::wasm::trap::fail_at_word(&bytes);
        let (rest, random) = bytes.split_last_chunk().unwrap_or((&[], &[0; 32]));
        let (end, moment) = (rest.len(), Moment { now_ms: whole(now_ms), random: *random });
        let start = end.saturating_sub(words);
        let words = bytes.get(start..end).and_then(|words| utf8(words));
        let retry_after = words.map(str::to_owned);
        bytes.truncate(start);
        let mut told = Response { status: status(number), retry_after, body: bytes };
        #[cfg(feature = "callbacks")]
        if let Some(receiver) = &self.receiver {
            let digest = self.delivery.as_ref().map(|_| core::mem::take(&mut told.body));
            let delivery = self.delivery.get_or_insert_with(|| Delivery::new(told));
            let mut out = Writer::new();
            let end = delivery.told(receiver, how == 0, digest.as_deref(), &mut out);
            self.say(end.err().as_ref(), out);
            return;
        }
        let failure = self.step(how, moment, number, &mut told).err();
        self.say(failure.as_ref(), Writer::new());
    }

    /// A step, or what comes before the first one. What is told is taken for an answer until it
    /// is known what it is.
    fn step(
        &mut self,
        how: u32,
        moment: Moment,
        number: f64,
        told: &mut Response,
    ) -> Result<(), Error> {
        let Some(client) = &self.client else {
            let settings = Settings::told(core::mem::take(&mut told.body));
            #[cfg(feature = "callbacks")]
            if let Some(sender) = Sender::from_text(settings.text("issuer")) {
                self.receiver = Some(Arc::new(Receiver::told(sender, settings)));
                return Ok(());
            }
            if !needs::CLIENTS {
                return Err(Error::new(ErrorCode::Configuration, "There is no such sender."));
            }
            self.client = Some(wanted::client(settings)?);
            return Ok(());
        };
        if needs::PROGRAMS && self.is_for_picture {
            image(client, told)?.encode_into(artha::encoding(client.settings()), &mut self.picture);
            return Ok(());
        }
        let Some(run) = &mut self.run else {
            let wanted = Settings::told(core::mem::take(&mut told.body));
            if needs::PROGRAMS && wanted.text("mode") == "picture" {
                self.is_for_picture = true;
                return check_length(client, number);
            }
            let task = wanted::task(wanted)?;
            let run = self.run.insert(client.start(task));
            if needs::PROGRAMS && run.task.awaits_image && run.end().is_none() {
                check_length(client, number)?;
            }
            return Ok(());
        };
        let command = run.command;
        let event = match (how, command) {
            (0, Some(Command::Send)) => Event::Answer(told),
            (0, None) if run.task.mode == Mode::Interpret => Event::Answer(told),
            (0, None) => {
                if needs::PROGRAMS && run.task.awaits_image {
                    run.task.options.sign_image = Some(image(client, told)?);
                }
                Event::Start
            }
            (0, Some(Command::Hash)) if needs::HASHES => Event::Hashed(&told.body),
            (0, Some(Command::Sign)) if needs::SIGNATURES => Event::Signed(&told.body),
            (0, Some(Command::OneTimeCode)) if needs::CODES => {
                Event::Code(told.retry_after.as_deref().unwrap_or_default())
            }
            (0 | 1, Some(Command::Sleep(_) | Command::WaitForLogin)) => Event::Elapsed,
            (1, _) => Event::Failed(Fault::TimedOut),
            (2, _) => Event::Failed(Fault::Aborted),
            (3, _) => Event::Failed(Fault::AbortedUnsent),
            (_, Some(Command::Hash | Command::Sign | Command::OneTimeCode)) => {
                Event::Failed(Fault::KeyRefused)
            }
            _ => Event::Failed(Fault::Broken),
        };
        run.step(moment, event);
        Ok(())
    }

    /// Writes what is next as JSON text: what failed outside of the run, or the run's end or command.
    fn say(&mut self, failure: Option<&Error>, mut out: Writer) {
        let run = self.run.as_ref();
        if let Some(setback) = run.and_then(Run::setback) {
            put_setback(setback, &mut out);
        }
        let end = failure.map(Err).or_else(|| run?.end());
        let bytes = match (end, run) {
            (Some(end), _) => put_end(end, &mut out),
            (None, Some(run)) => put_command(run, &mut out),
            #[cfg(feature = "callbacks")]
            (None, None) if self.delivery.is_some() => {
                self.delivery.as_ref().map(Delivery::body).unwrap_or_default()
            }
            (None, None) => &self.picture,
        };
        out.whole("at", bytes.as_ptr() as u64);
        out.whole("length", bytes.len() as u64);
        self.bytes = out.end().into_bytes();
    }
}

/// Checks an image's length before its bytes come.
fn check_length(client: &Client, number: f64) -> Result<(), Error> {
    let limits = artha::image_limits(client.settings());
    Ok(image::check_length(whole(number), limits)?)
}

/// The image that was told.
fn image(client: &Client, told: &mut Response) -> Result<SignImage, Error> {
    let limits = artha::image_limits(client.settings());
    Ok(SignImage::check(core::mem::take(&mut told.body), limits)?)
}

/// Writes what was made of a failed attempt.
fn put_setback(setback: Setback, out: &mut Writer) {
    out.text("code", setback.code.as_str());
    out.text("reason", setback.reason.as_str());
    if let Some(wait) = setback.wait_ms {
        out.whole("waitMs", wait);
    }
}

/// Writes a run's command, if it has begun, and gives the bytes to send, to hash or to sign.
fn put_command<'a>(run: &'a Run, out: &mut Writer) -> &'a [u8] {
    let mut limit_ms = run.remaining_ms();
    let mut bytes: &[u8] = &[];
    let name = match run.command {
        Some(Command::Send) => {
            if let Some(request) = run.request() {
                out.text("head", head(request));
                bytes = request.body.as_bytes();
                limit_ms = request.limit_ms;
                out.whole("most", request.most_bytes as u64);
            }
            out.text("operation", run.operation().as_str());
            out.whole("attempt", u64::from(run.attempt()));
            "send"
        }
        Some(Command::Hash) if needs::HASHES => {
            bytes = run.bytes_to_sign();
            "hash"
        }
        Some(Command::Sign) if needs::SIGNATURES => {
            bytes = run.bytes_to_sign();
            "sign"
        }
        Some(Command::OneTimeCode) if needs::CODES => "code",
        Some(Command::Sleep(milliseconds)) => {
            limit_ms = milliseconds;
            "sleep"
        }
        // A timer, not a call from the one that logs in: runtimes part the requests that they
        // serve.
        Some(_) => {
            limit_ms = limit_ms.min(LOGIN_POLL_MS);
            "sleep"
        }
        None => return bytes,
    };
    out.text("do", name);
    out.whole("limitMs", limit_ms);
    bytes
}

/// Writes what a call ended with and gives the body that goes with it: of the answer that was the failure,
/// or of the request that was prepared.
fn put_end<'a>(end: Result<&'a Done, &'a Error>, out: &mut Writer) -> &'a [u8] {
    let mut value = Writer::new();
    let mut body: &[u8] = &[];
    let value = match end {
        Ok(Done::Outcome(outcome)) => plain::outcome(outcome),
        Ok(Done::Data(data)) => data.expose().clone(),
        Ok(Done::Reconciliation(reconciliation)) if needs::STATES => {
            plain::reconciliation(reconciliation)
        }
        Ok(Done::Session(session)) if needs::SESSIONS => {
            value.text("accessToken", session.token.expose());
            value.whole("expiresInSeconds", session.expires_in);
            value.end()
        }
        Ok(Done::Request(request)) => {
            value.text("head", head(request));
            body = request.body.as_bytes();
            value.end()
        }
        Err(error) => {
            body = error.body().unwrap_or_default();
            plain::error(error)
        }
        // No issuer of this build ends so.
        Ok(_) => value.end(),
    };
    out.raw(if end.is_ok() { "done" } else { "failed" }, &value);
    body
}

fn head(request: &Request) -> &str {
    utf8(&request.head).unwrap_or_default()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(number: f64) -> u64 {
    number as u64
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn status(number: f64) -> u16 {
    number as u16
}

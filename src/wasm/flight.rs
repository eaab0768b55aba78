//! A running call, stepped by JavaScript.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::client::{Command, Done, Event, Fault, Moment, Run, Step};
use crate::error::Error;
use crate::http::Response;
use crate::json::{Number, Object, Value};
use crate::plain;
use crate::prelude::*;
use crate::wasm::core::{ended, whole, written};

/// A running call, or why there is none.
#[wasm_bindgen(skip_typescript)]
pub struct Flight {
    run: Option<Run>,
    failure: Option<Error>,
    command: Option<Command>,
    body: Vec<u8>,
}

#[wasm_bindgen]
impl Flight {
    /// Goes on with an event and gives the next command as JSON text. `kind` is `start`, `answer`
    /// (status, `Retry-After` as text, body), `signed` (signature), `code` (text), `elapsed`, or
    /// the name of a fault.
    #[must_use]
    pub fn step(
        &mut self,
        now_ms: f64,
        random: &[u8],
        kind: &str,
        status: u16,
        text: &str,
        bytes: Vec<u8>,
    ) -> String {
        let mut moment = Moment { now_ms: whole(now_ms), random: [0; 32] };
        for (place, byte) in moment.random.iter_mut().zip(random) {
            *place = *byte;
        }
        let event = match (kind, self.command.take()) {
            ("start", _) => Event::Start,
            ("answer", _) => {
                let retry_after = Some(text.to_owned());
                Event::Answer(Response { status, retry_after, body: bytes })
            }
            ("signed", Some(Command::Sign(unsigned))) => Event::Signed(unsigned.signed(&bytes)),
            ("code", _) => Event::Code(text.to_owned()),
            ("elapsed", _) => Event::Elapsed,
            ("not_sent", _) => Event::Failed(Fault::NotSent),
            ("timed_out", _) => Event::Failed(Fault::TimedOut),
            ("aborted", _) => Event::Failed(Fault::Aborted),
            ("aborted_unsent", _) => Event::Failed(Fault::AbortedUnsent),
            ("key_refused", _) => Event::Failed(Fault::KeyRefused),
            _ => Event::Failed(Fault::Broken),
        };
        match (&mut self.run, self.failure.take()) {
            (Some(run), None) => match run.step(moment, event) {
                Step::Do(command) => self.ordered(command),
                Step::Done(result) => self.landed(result),
            },
            (_, Some(error)) => ended(Err(error)),
            (None, None) => String::new(),
        }
    }

    /// Where the bytes to send or to sign begin. They move with the next step.
    #[must_use]
    pub fn address(&self) -> usize {
        self.bytes().as_ptr() as usize
    }

    /// How many bytes there are to send or to sign.
    #[must_use]
    pub fn length(&self) -> usize {
        self.bytes().len()
    }
}

impl Flight {
    pub(crate) fn new(run: Result<Run, Error>) -> Self {
        let (run, failure) = match run {
            Ok(run) => (Some(run), None),
            Err(error) => (None, Some(error)),
        };
        Self { run, failure, command: None, body: Vec::new() }
    }

    /// What is to be sent or signed; at the end, the body of the answer that was the failure or of
    /// the request that was prepared.
    fn bytes(&self) -> &[u8] {
        match &self.command {
            Some(Command::Send(request)) => request.body.as_bytes(),
            Some(Command::Sign(unsigned)) => unsigned.bytes_to_sign(),
            _ => &self.body,
        }
    }

    fn ordered(&mut self, command: Command) -> String {
        let mut out = Object::new();
        let left_ms = self.run.as_ref().map_or(0, Run::remaining_ms);
        let (name, limit_ms) = match &command {
            Command::Send(request) => {
                out.insert("head", String::from_utf8(request.head.clone()).unwrap_or_default());
                ("send", request.limit_ms)
            }
            Command::Sign(_) => ("sign", left_ms),
            Command::OneTimeCode => ("code", left_ms),
            Command::Sleep(milliseconds) => ("sleep", *milliseconds),
            Command::WaitForLogin => ("wait", left_ms),
        };
        out.insert("do", name.to_owned());
        out.insert("limitMs", Number::from(limit_ms));
        self.command = Some(command);
        written(out)
    }

    fn landed(&mut self, result: Result<Done, Error>) -> String {
        if let Err(error) = &result {
            self.body = error.body().unwrap_or_default().to_vec();
        }
        ended(result.map(|done| self.done(done)))
    }

    fn done(&mut self, done: Done) -> Value {
        match done {
            Done::Outcome(outcome) => plain::outcome(outcome),
            Done::Card(status) => plain::card(&status),
            Done::Reconciliation(reconciliation) => plain::reconciliation(&reconciliation),
            Done::Request(request) => {
                let mut out = Object::new();
                self.body = request.body.as_bytes().to_vec();
                out.insert("head", String::from_utf8(request.head).unwrap_or_default());
                Value::Object(out)
            }
        }
    }
}

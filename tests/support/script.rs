//! Drives a call by hand: every step in words, time and answers from the test.

use cardlatch::http::{Request, Response};
use cardlatch::{
    Action, ActionOptions, CallOptions, Client, Command, Done, Event, Fault, Moment, Outcome,
    Reply, Run, Task, Verdict, json,
};

use crate::told;

pub const BASE: &str = "https://a.example";
/// When the scripts begin.
pub const NOON: u64 = 1_700_000_000_000;

/// A client out of JSON options.
pub fn client(options: &str) -> Client {
    limited(options, CallOptions::default())
}

/// The same with time limits.
pub fn limited(options: &str, limits: CallOptions) -> Client {
    let text = format!("{{\"baseUrl\":\"{BASE}\",{options}}}");
    told::shown::plant_body(text.as_bytes());
    let plain = json::parse(text.as_bytes(), json::Limits::default()).expect("JSON");
    Client::from_plain(Some(plain), limits).expect("options")
}

pub fn act(action: Action, card: &str) -> Task {
    Task::act(action, card, ActionOptions::default())
}

/// A running call. It hashes and signs at once; one-time codes are 000001, 000002 and so on.
pub struct Script {
    pub run: Option<Run>,
    pub now_ms: u64,
    steps: u8,
    codes: u32,
    /// The last request.
    pub sent: Option<Request>,
}

impl Script {
    pub fn new(client: &Client, task: Task) -> Self {
        Self::at(client, task, NOON)
    }

    /// A call that begins at this time.
    pub fn at(client: &Client, task: Task, now_ms: u64) -> Self {
        // Not zero, so that two calls differ in what chance gives them.
        let steps = u8::try_from(now_ms / 1_000 % 200).expect("small");
        Self { run: Some(client.start(task)), now_ms, steps, codes: 0, sent: None }
    }

    pub fn begin(&mut self) -> String {
        self.step(Event::Start)
    }

    pub fn answer(&mut self, status: u16, body: &str) -> String {
        told::shown::plant_body(body.as_bytes());
        self.step(Event::Answer(&Response::new(status, body)))
    }

    /// An answer that asks for a wait of so many seconds.
    pub fn limited(&mut self, seconds: &str) -> String {
        let mut response = Response::new(429, "");
        response.retry_after = Some(seconds.to_owned());
        self.step(Event::Answer(&response))
    }

    pub fn fail(&mut self, fault: Fault) -> String {
        self.step(Event::Failed(fault))
    }

    /// Time passes, and the wait is over.
    pub fn after(&mut self, milliseconds: u64) -> String {
        self.now_ms += milliseconds;
        self.step(Event::Elapsed)
    }

    /// The next step in words; keys and codes are given at once.
    pub fn step(&mut self, event: Event<'_>) -> String {
        let mut next = self.bare(event);
        loop {
            next = match next {
                Some(Command::Hash) => self.bare(Event::Hashed(b"h")),
                Some(Command::Sign) => self.bare(Event::Signed(b"s")),
                Some(Command::OneTimeCode) => {
                    self.codes += 1;
                    let code = format!("{:06}", self.codes);
                    self.bare(Event::Code(&code))
                }
                other => return self.words(other),
            };
        }
    }

    /// The next step as it is.
    pub fn bare(&mut self, event: Event<'_>) -> Option<Command> {
        self.steps = self.steps.wrapping_add(1);
        let moment = Moment { now_ms: self.now_ms, random: [self.steps; 32] };
        self.run.as_mut().expect("a running call").step(moment, event)
    }

    pub fn words(&mut self, command: Option<Command>) -> String {
        match command {
            Some(Command::Send) => {
                let request = self.run.as_mut().and_then(Run::take_request).expect("a request");
                let path = request.url().strip_prefix(BASE).unwrap_or(request.url());
                let words = format!("{} {path}", request.method());
                told::shown::plant_body(request.body.as_bytes());
                self.sent = Some(request);
                words
            }
            Some(Command::Hash) => "hash".to_owned(),
            Some(Command::Sign) => "sign".to_owned(),
            Some(Command::OneTimeCode) => "code".to_owned(),
            Some(Command::Sleep(milliseconds)) => format!("sleep {milliseconds}"),
            Some(Command::WaitForLogin) => "wait".to_owned(),
            None => match self.run.take().expect("a running call").finish() {
                Ok(Done::Request(request)) => {
                    let words = format!("request {} {}", request.method(), request.url());
                    self.sent = Some(request);
                    words
                }
                Ok(done) => format!("end {}", ended(done)),
                Err(error) => format!("end {}", told::error(&error)),
            },
        }
    }

    /// A header of the last request; empty where it has none.
    pub fn header(&self, name: &str) -> &str {
        let mut headers = self.sent.iter().flat_map(Request::headers);
        headers.find(|(own, _)| *own == name).map_or("", |(_, value)| value)
    }

    /// The body of the last request.
    pub fn body(&self) -> String {
        let body = self.sent.as_ref().map_or(&[][..], |request| request.body.as_bytes());
        String::from_utf8_lossy(body).into_owned()
    }
}

fn ended(done: Done) -> String {
    match done {
        Done::Outcome(outcome) => told::reply(&reply(outcome)),
        Done::Data(data) => told::data(data.expose()),
        Done::Reconciliation(reconciliation) => {
            let verdict = match reconciliation.verdict {
                Verdict::Done => "done",
                Verdict::NotDone => "not_done",
                Verdict::Unknown => "unknown",
            };
            format!("{verdict} {}", told::card(&reconciliation.card))
        }
        Done::Request(_) | Done::Session(_) => "another end".to_owned(),
    }
}

/// What an outcome says, without its card.
pub fn reply(outcome: Outcome) -> Reply {
    let mut reply = Reply::new(outcome.result, outcome.confirmed);
    reply.task_id = outcome.task_id;
    reply.remarks = outcome.remarks;
    reply.card = outcome.card;
    reply.data = outcome.data;
    reply
}

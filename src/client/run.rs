//! A running call: a state machine that never waits. Whoever drives it does what it asks and
//! tells it what became of that.
//!
//! ```text
//!   begin ── needs a session ──> Login / Refresh ──┐
//!     │ ^                        (or WaitForLogin) │
//!     │ └──────────────────────────────────────────┘
//!     ├─ needs a code ─> OneTimeCode ─┐
//!     v                               v
//!   build ─ needs a signature ─> Sign ─> send ─> Answer ─> good:   next goal, or the end
//!                                         ^                401:    renew the session once, begin
//!                                         └── Sleep <───── passes: by the retry policy
//!                                                          else:   the end
//!   goals:  Program ─> Act ─> Confirm      Card      Prepare
//! ```
//!
//! Freezing a Yativo card, for example, goes Login, Act, Confirm: four commands are not more than
//! one login, one update and one read.

use alloc::sync::Arc;

use crate::answer::{Answer, NewToken};
use crate::card::{Action, CardId, CardState, CardStatus};
use crate::client::command::{Command, Event, Fault, Moment};
use crate::client::{CallOptions, Inner, Task};
use crate::endpoint::{About, Attempt, Draft, Exchange, Kind, unsupported};
use crate::error::{Effect, Error, ErrorCode};
use crate::http::Request;
use crate::issuers::Operation;
use crate::issuers::artha::NONCE_LENGTH;
use crate::outcome::{ActionResult, Outcome, Reconciliation, Reply, Verdict};
use crate::prelude::*;
use crate::retry::{self, Next};
use crate::secret::Secret;
use crate::session;
use crate::text;

/// How long to wait before reading again a card that does not read as wanted yet.
const CONFIRM_WAITS_MS: [u64; 2] = [300, 900];

/// What a call ends with.
pub enum Done {
    /// The outcome of an action.
    Outcome(Outcome),
    /// A card's state.
    Card(CardStatus),
    /// What became of an action.
    Reconciliation(Reconciliation),
    /// A request for a transport of the caller.
    Request(Request),
}

/// What a step leads to.
pub enum Step {
    /// Do this, then step on with what became of it.
    Do(Command),
    /// The call has ended.
    Done(Result<Done, Error>),
}

/// What the current exchange is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Goal {
    /// To learn whether an image is needed.
    Program(Operation),
    /// To do the action.
    Act,
    /// To read the card back, so many times so far.
    Confirm(usize),
    /// To read the card.
    Card,
    /// To build a request for somebody else.
    Prepare(Operation),
    /// Nothing: the call has ended.
    Over,
}

/// A running call. Drop it to give it up.
pub struct Run {
    client: Arc<Inner>,
    task: Task,
    card: CardId,
    limits: CallOptions,
    goal: Goal,
    /// The login that this call does for all, by its number, and whether it is a renewal.
    opening: Option<(u32, bool)>,
    token: Option<Secret<String>>,
    idempotency_key: String,
    attempt: u32,
    renewed: bool,
    sent: bool,
    reply: Option<Reply>,
    moment: Moment,
    ends_at_ms: u64,
    command: Option<Command>,
    done: Option<Done>,
}

impl Run {
    pub(crate) fn new(client: Arc<Inner>, task: Task) -> Self {
        Self {
            limits: task.limits().over(client.limits),
            client,
            task,
            card: CardId::default(),
            goal: Goal::Over,
            opening: None,
            token: None,
            idempotency_key: String::new(),
            attempt: 1,
            renewed: false,
            sent: false,
            reply: None,
            moment: Moment::default(),
            ends_at_ms: 0,
            command: None,
            done: None,
        }
    }

    /// Goes on with an event; the first is [`Event::Start`].
    pub fn step(&mut self, moment: Moment, event: Event) -> Step {
        self.moment = moment;
        let next = match event {
            Event::Start => self.start(),
            Event::Elapsed => self.begin(),
            Event::Code(code) => self.coded(&code),
            Event::Signed(request) => self.send(request),
            Event::Answer(response) => {
                self.sent = false;
                match self.endpoint().and_then(|e| (e.parse)(&self.about(), &response)) {
                    Ok(answer) => self.progressed(answer),
                    Err(error) => self.failed(error),
                }
            }
            Event::Failed(fault) => self.faulted(fault),
        };
        let fault = match (next, self.command.take(), self.done.take()) {
            (Ok(()), Some(command), _) => return Step::Do(command),
            (Ok(()), None, Some(done)) => {
                self.end();
                return Step::Done(Ok(done));
            }
            (Ok(()), None, None) => Fault::Broken.error(true),
            (Err(error), ..) => error,
        };
        self.end();
        Step::Done(Err(fault.during(self.client.id, self.task.action(), Some(self.task.card()))))
    }

    fn end(&mut self) {
        self.goal = Goal::Over;
        self.release();
    }

    /// Never fails; the result keeps every arm of its callers one expression.
    #[allow(clippy::unnecessary_wraps)]
    fn ask(&mut self, command: Command) -> Result<(), Error> {
        self.command = Some(command);
        Ok(())
    }

    /// Never fails, as `ask`.
    #[allow(clippy::unnecessary_wraps)]
    fn finish(&mut self, done: Done) -> Result<(), Error> {
        self.done = Some(done);
        Ok(())
    }

    /// Lets the others log in, should this call have been at it.
    fn release(&mut self) {
        if let Some((number, _)) = self.opening.take() {
            self.client.session.abandoned(number);
        }
    }

    fn start(&mut self) -> Result<(), Error> {
        self.ends_at_ms = self.moment.now_ms.saturating_add(self.limits.deadline());
        self.idempotency_key = self.task.idempotency_key(&self.moment.random)?;
        self.card = self.client.checked(&self.task)?;
        self.goal = match &self.task {
            Task::Act(action, ..) => self
                .client
                .first_goal(*action, self.task.sign_image())
                .map_or(Goal::Act, Goal::Program),
            Task::Card(..) | Task::Reconcile(..) => Goal::Card,
            Task::Prepare(operation, _, options) => {
                self.token = options.access_token.clone();
                Goal::Prepare(*operation)
            }
        };
        match self.client.remembered_photo(self.moment.now_ms) {
            Some(flag) if matches!(self.goal, Goal::Program(_)) => self.told(flag),
            _ => self.begin(),
        }
    }

    fn operation(&self) -> Operation {
        match (self.opening, self.goal) {
            (Some((_, true)), _) => Operation::Refresh,
            (Some((_, false)), _) => Operation::Login,
            (_, Goal::Program(operation) | Goal::Prepare(operation)) => operation,
            (_, Goal::Act) => self.task.action().map_or(Operation::Card, Operation::Action),
            _ => Operation::Card,
        }
    }

    fn endpoint(&self) -> Result<&'static Exchange, Error> {
        self.client.endpoint(self.operation())
    }

    fn about(&self) -> About<'_> {
        About {
            settings: &self.client.settings,
            card: &self.card,
            sign_image: self.task.sign_image(),
        }
    }

    /// Begins an attempt: a session, a one-time code, then the request.
    fn begin(&mut self) -> Result<(), Error> {
        let mut exchange = self.endpoint()?;
        if self.opening.is_none() && exchange.needs_token() && self.token.is_none() {
            if let Goal::Prepare(_) = self.goal {
                let text = "This operation needs an access token; prepare `login` first.";
                return Err(Error::new(ErrorCode::InvalidInput, text).at("accessToken"));
            }
            if self.remaining_ms() == 0 {
                return self.gave_up(Fault::TimedOut.error(false));
            }
            let can_refresh = self.client.endpoint(Operation::Refresh).is_ok();
            match self.client.session.need(self.moment.now_ms, can_refresh, self.limits.attempt()) {
                session::Step::Use(token) => self.token = Some(token),
                session::Step::Refused(error) => return self.gave_up(error),
                session::Step::Wait => return self.ask(Command::WaitForLogin),
                session::Step::Login(number) => self.opening = Some((number, false)),
                session::Step::Refresh(token, number) => {
                    self.token = Some(token);
                    self.opening = Some((number, true));
                }
            }
            exchange = self.endpoint()?;
        }
        if exchange.needs_one_time_code() {
            return self.ask(Command::OneTimeCode);
        }
        self.build("")
    }

    fn coded(&mut self, code: &str) -> Result<(), Error> {
        let digits = code.bytes().all(|byte| byte.is_ascii_digit());
        if digits && (1..=16).contains(&code.len()) {
            return self.build(code);
        }
        let text = "The one-time code is not a short run of digits.";
        Err(Error::new(ErrorCode::Configuration, text).at("issuer.oneTimeCode"))
    }

    /// The request of one attempt: fresh time, nonce, one-time code and signature.
    fn build(&mut self, one_time_code: &str) -> Result<(), Error> {
        let nonce = text::nonce(&self.moment.random, NONCE_LENGTH);
        let attempt = Attempt {
            now_seconds: self.moment.now_ms / 1_000,
            nonce: &nonce,
            token: self.token.as_ref().map_or("", |token| token.expose().as_str()),
            one_time_code,
            idempotency_key: &self.idempotency_key,
        };
        match self.endpoint()?.build(&self.about(), &attempt) {
            Draft::Ready(request) => self.send(request),
            Draft::Unsigned(unsigned) => self.ask(Command::Sign(unsigned)),
        }
    }

    fn send(&mut self, mut request: Request) -> Result<(), Error> {
        if let Goal::Prepare(_) = self.goal {
            return self.finish(Done::Request(request));
        }
        let left = self.remaining_ms();
        if left == 0 {
            return self.failed(Fault::TimedOut.error(false));
        }
        request.limit_ms = left.min(self.limits.attempt());
        self.sent = true;
        self.ask(Command::Send(request))
    }

    /// What is left of the call's deadline.
    pub(crate) fn remaining_ms(&self) -> u64 {
        self.ends_at_ms.saturating_sub(self.moment.now_ms)
    }

    fn faulted(&mut self, fault: Fault) -> Result<(), Error> {
        let sent = core::mem::take(&mut self.sent);
        self.failed(fault.error(sent))
    }

    /// A failed attempt: renew the session, try again by the policy, or give up.
    fn failed(&mut self, error: Error) -> Result<(), Error> {
        let kind = self.endpoint()?.kind;
        let error = match kind {
            Kind::Write => error,
            // A read or a login never leaves the card in doubt.
            Kind::Read | Kind::Login => error.with_effect(Effect::None),
        };
        let now_ms = self.moment.now_ms;
        match self.opening {
            Some((number, true)) if error.code() != ErrorCode::Aborted => {
                self.token = None;
                self.opening = Some((number, false));
                return self.begin();
            }
            Some((number, _)) => {
                // Whoever aborts says nothing about the session.
                if error.code() == ErrorCode::Aborted {
                    self.release();
                } else {
                    self.client.session.failed(number, &error, now_ms);
                }
                return self.gave_up(error);
            }
            None => (),
        }
        if error.status() == Some(401)
            && let Some(token) = self.token.take()
        {
            // A 401 proves that nothing was executed.
            self.client.session.rejected(token.expose());
            if !self.renewed {
                self.renewed = true;
                return self.begin();
            }
        }
        let [chance, ..] = self.moment.random;
        match retry::after(kind, self.attempt, &error, self.remaining_ms(), chance) {
            Next::Wait(milliseconds) => {
                self.attempt += 1;
                self.ask(Command::Sleep(milliseconds))
            }
            Next::GiveUp(_) => self.gave_up(error),
        }
    }

    /// What the issuer took stays accepted when the card cannot be read back.
    fn gave_up(&mut self, error: Error) -> Result<(), Error> {
        match (self.goal, self.reply.take()) {
            (Goal::Confirm(_), Some(_)) if error.code() == ErrorCode::Aborted => {
                Err(error.with_effect(Effect::Unknown))
            }
            (Goal::Confirm(_), Some(reply)) => self.outcome(reply),
            _ => Err(error),
        }
    }

    fn progressed(&mut self, answer: Answer) -> Result<(), Error> {
        self.attempt = 1;
        match answer {
            Answer::Session(new) => self.opened(new),
            Answer::NeedsPhoto(flag) => {
                self.client.remember_photo(flag, self.moment.now_ms);
                self.told(flag)
            }
            Answer::Reply(reply) => self.replied(reply),
            Answer::Card(status) => self.read(status),
        }
    }

    fn opened(&mut self, new: NewToken) -> Result<(), Error> {
        self.client.session.opened(&new, self.moment.now_ms);
        self.opening = None;
        self.token = Some(new.token);
        self.begin()
    }

    /// Refuses an action without an image where the program asks for one.
    fn told(&mut self, needs_photo: Option<bool>) -> Result<(), Error> {
        if needs_photo == Some(true) {
            let text = "The card's program asks for a signature image.";
            return Err(Error::new(ErrorCode::SignImageRequired, text).at("signImage"));
        }
        self.goal = Goal::Act;
        self.begin()
    }

    fn replied(&mut self, reply: Reply) -> Result<(), Error> {
        if reply.confirmed || self.client.endpoint(Operation::Card).is_err() {
            return self.outcome(reply);
        }
        self.reply = Some(reply);
        self.goal = Goal::Confirm(0);
        self.begin()
    }

    fn read(&mut self, status: CardStatus) -> Result<(), Error> {
        let target = self.task.action().and_then(Action::target);
        let agrees = Some(status.state) == target;
        let known = status.state != CardState::Unknown;
        let (Goal::Confirm(reads), Some(mut reply)) = (self.goal, self.reply.take()) else {
            return self.card_read(status);
        };
        reply.card = Some(status);
        if agrees {
            reply.result = ActionResult::Completed;
            reply.confirmed = true;
        }
        if agrees || !known {
            return self.outcome(reply);
        }
        match CONFIRM_WAITS_MS.get(reads) {
            Some(wait) if *wait < self.remaining_ms() => {
                self.reply = Some(reply);
                self.goal = Goal::Confirm(reads + 1);
                self.ask(Command::Sleep(*wait))
            }
            _ => Err(not_confirmed()),
        }
    }

    fn card_read(&mut self, card: CardStatus) -> Result<(), Error> {
        let Task::Reconcile(action, card_id, _) = &self.task else {
            return self.finish(Done::Card(card));
        };
        let (action, card_id) = (*action, card_id.clone());
        let verdict = match card.state {
            CardState::Unknown => Verdict::Unknown,
            state if Some(state) == action.target() => Verdict::Done,
            _ => Verdict::NotDone,
        };
        self.finish(Done::Reconciliation(Reconciliation { action, card_id, verdict, card }))
    }

    fn outcome(&mut self, reply: Reply) -> Result<(), Error> {
        match self.task.action() {
            Some(action) => {
                let outcome = reply.outcome(self.client.id, action, self.task.card());
                self.finish(Done::Outcome(outcome))
            }
            None => Err(unsupported("This is no action.")),
        }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.release();
    }
}

fn not_confirmed() -> Error {
    Error::new(ErrorCode::NotConfirmed, "The issuer said success but the card reads otherwise.")
        .with_effect(Effect::Unknown)
}

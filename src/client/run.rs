//! A running call: a state machine that never waits. Whoever drives it does what it asks and
//! tells it what became of that.
//!
//! ```text
//!   begin ── needs a session ──> Login / Refresh ──┐
//!     │ ^                        (or WaitForLogin) │
//!     │ └──────────────────────────────────────────┘
//!     ├─ needs a code ─> OneTimeCode ─┐    (sent before: Sleep to the next one, begin)
//!     v                               v
//!   build ─ to be signed ─> (Hash ─>) Sign ─> send ─> Answer ─> good:   next goal, or the end
//!                                              ^                401:    renew the session, begin
//!                                              └── Sleep <───── passes: by the retry policy
//!                                                               else:   the end
//!   goals:  program ─> action ─> card      card      (prepare: the request is the end)
//!           card ─> topUp ─> card
//! ```
//!
//! Freezing a Yativo card, for example, is one login, one update and one read. A top-up of one is a
//! read more: whether the amount went out in the right unit is seen in the balance before and after.

use alloc::sync::Arc;

use crate::amount;
use crate::answer::{self, Answer, NewToken};
use crate::card::{Action, CardId, CardState, CardStatus, IssuerId};
use crate::client::command::{Command, Event, Fault, Moment};
use crate::client::{CallOptions, Inner, Mode, Task};
use crate::endpoint::{About, Attempt, Draft, Exchange, Kind, unsupported};
use crate::error::{Effect, Error, ErrorCode};
use crate::http::{Request, Response};
use crate::issuers::Operation;
use crate::issuers::artha::{self, NONCE_LENGTH};
use crate::issuers::needs;
use crate::issuers::yativo::AIRLINE_PAYMENTS;
use crate::json::{Json, JsonText, Writer};
use crate::outcome::{ActionResult, Outcome, Reconciliation, Reply, Verdict};
use crate::prelude::*;
use crate::retry::{self, Budget, Reason};
use crate::secret::Secret;
use crate::session;
use crate::text;

/// How long to wait before reading again a card that does not read as wanted yet.
const CONFIRM_WAITS_MS: [u64; 2] = [300, 900];

/// How long to wait before reading again a new card that cannot be read yet.
const NEW_CARD_WAITS_MS: [u64; 1] = [3_000];

/// What a call ends with.
///
/// ```
/// use cardlatch::{Client, Done, IssuerConfig, Operation};
/// use cardlatch::{http::Response, issuers::artha::ArthaConfig};
///
/// let config = ArthaConfig::new("https://issuer.example/api/v1", "customer token");
/// let client = Client::new(IssuerConfig::Artha(config))?;
/// let said = Response::new(200, r#"{"availableBalance":"10.50","cardCurrency":"USD"}"#);
/// match client.interpret(Operation::BALANCE, "81e38cea", &said)? {
///     Done::Data(read) => assert!(read.expose().contains(r#""value":"10.50""#)),
///     _ => unreachable!("a balance is read"),
/// }
/// # Ok::<(), cardlatch::Error>(())
/// ```
pub enum Done {
    /// The outcome of an action.
    Outcome(Outcome),
    /// What was read, in this library's names, as a JSON object.
    Data(Secret<String>),
    /// What became of an action.
    Reconciliation(Reconciliation),
    /// A request for a transport of the caller.
    Request(Request),
    /// A session, read from the answer to a prepared login.
    Session(NewToken),
}

/// A failed attempt: what went wrong, and what is made of it.
///
/// ```
/// use cardlatch::retry::Reason;
/// use cardlatch::{Client, Event, IssuerConfig, Moment, Task};
/// use cardlatch::{http::Response, issuers::yativo::YativoConfig};
///
/// # let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
/// # let mut run = client.start(Task::card("5d2c0b1e", cardlatch::CallOptions::default()));
/// # let now = Moment { now_ms: 1_700_000_000_000, random: [7; 32] };
/// # run.step(now, Event::Start);
/// # let token = r#"{"status":"success","data":{"access_token":"j.w.t","expires_in":600}}"#;
/// # run.step(now, Event::Answer(&Response::new(200, token)));
/// run.step(now, Event::Answer(&Response::new(429, "")));
/// let setback = run.setback().unwrap();
/// assert_eq!(setback.reason, Reason::RateLimited);
/// assert!(setback.wait_ms.is_some()); // the read is made again
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setback {
    /// What went wrong.
    pub code: ErrorCode,
    /// Why the attempt is repeated, or why it is not.
    pub reason: Reason,
    /// How many milliseconds later it is repeated, if it is.
    pub wait_ms: Option<u64>,
}

/// A running call. Drop it to give it up.
///
/// Freezing a card of Artha: time, random bytes, the key and the network are the driver's.
///
/// ```
/// use cardlatch::{Action, ActionOptions, Client, Command, Done};
/// use cardlatch::{Event, IssuerConfig, Moment, Task};
/// use cardlatch::{http::Response, issuers::artha::ArthaConfig};
///
/// # let mut config = ArthaConfig::new("https://issuer.example/api/v1", "customer token");
/// # config.need_photo_for_operate_card = Some(false);
/// # let client = Client::new(IssuerConfig::Artha(config))?;
/// let mut run = client.start(Task::act(Action::Freeze, "81e38cea", ActionOptions::default()));
/// let now = Moment { now_ms: 1_700_000_000_000, random: [7; 32] };
/// assert_eq!(run.step(now, Event::Start), Some(Command::Sign));
/// assert_eq!(run.step(now, Event::Signed(b"of run.bytes_to_sign()")), Some(Command::Send));
/// let said = Response::new(200, r#"{"taskId":"b3190d","status":"Success"}"#); // to run.request()
/// assert_eq!(run.step(now, Event::Answer(&said)), None);
/// assert!(matches!(run.finish()?, Done::Outcome(_)));
/// # Ok::<(), cardlatch::Error>(())
/// ```
pub struct Run {
    client: Arc<Inner>,
    pub(crate) task: Task,
    limits: CallOptions,
    /// What the call is at, but for the login that may come before it.
    goal: Operation,
    /// The login that this call does for all, by its number, and whether it is a renewal.
    opening: Option<(u32, bool)>,
    token: Option<Secret<String>>,
    attempt: u32,
    waited_ms: u64,
    renewed: bool,
    sent: bool,
    /// What the attempt before this step failed with, until the next step.
    setback: Option<Setback>,
    /// What the issuer took and the card is to confirm, and how often the card was read again.
    reply: Option<Reply>,
    reads: usize,
    /// The balance before an amount moves, as JSON.
    balance: String,
    moment: Moment,
    ends_at_ms: u64,
    /// What is to be signed or sent.
    draft: Option<Draft>,
    pub(crate) command: Option<Command>,
    end: Option<Result<Done, Error>>,
}

impl Run {
    pub(crate) fn new(client: Arc<Inner>, task: Task) -> Self {
        let mut run = Self {
            limits: task.options.call.over(client.limits),
            client,
            goal: task.operation,
            task,
            opening: None,
            token: None,
            attempt: 1,
            waited_ms: 0,
            renewed: false,
            sent: false,
            setback: None,
            reply: None,
            reads: 0,
            balance: String::new(),
            moment: Moment::default(),
            ends_at_ms: 0,
            draft: None,
            command: None,
            end: None,
        };
        if let Err(error) = run.client.checked(&run.task) {
            run.fail(error);
        }
        run
    }

    /// Goes on with an event, the first being [`Event::Start`], and gives the next command. At
    /// the end there is none: see [`Run::finish`].
    ///
    /// ```
    /// use cardlatch::{Action, ActionOptions, Client, Event, IssuerConfig, Moment, Task};
    /// use cardlatch::issuers::open_api::OpenApiConfig;
    ///
    /// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
    /// # let client = Client::new(IssuerConfig::OpenApi(config))?;
    /// // What the client refuses has no command: nothing is sent.
    /// let mut run = client.start(Task::act(Action::SetPin, "cid_1", ActionOptions::default()));
    /// assert_eq!(run.step(Moment::default(), Event::Start), None);
    /// assert_eq!(run.finish().err().unwrap().code().as_str(), "unsupported_action");
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    pub fn step(&mut self, moment: Moment, event: Event<'_>) -> Option<Command> {
        self.command = None;
        self.setback = None;
        if self.end.is_some() {
            return None;
        }
        self.moment = moment;
        let next = match event {
            Event::Start => self.start(),
            Event::Elapsed => self.begin(),
            Event::Code(code) => self.coded(code),
            Event::Hashed(hash) => self.hashed(hash),
            Event::Signed(signature) => self.signed(signature),
            Event::Answer(response) => self.answered(response),
            Event::Failed(fault) => {
                let sent = core::mem::take(&mut self.sent);
                self.failed(fault.error(sent))
            }
        };
        if let Err(error) = next {
            self.fail(error);
        }
        if self.end.is_some() {
            self.command = None;
            self.release();
        }
        self.command
    }

    /// What the call ended with.
    ///
    /// # Errors
    /// What made it fail; a call that has not ended is given up.
    ///
    /// ```
    /// use cardlatch::{Action, ActionOptions, Client, Effect};
    /// use cardlatch::{ErrorCode, Event, IssuerConfig, Moment};
    /// use cardlatch::{Task, issuers::open_api::OpenApiConfig};
    ///
    /// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
    /// # let client = Client::new(IssuerConfig::OpenApi(config))?;
    /// let mut run = client.start(Task::act(Action::Freeze, "cid_1", ActionOptions::default()));
    /// run.step(Moment::default(), Event::Start);
    /// let given_up = run.finish().err().unwrap(); // before the answer came
    /// assert_eq!((given_up.code(), given_up.effect()), (ErrorCode::Aborted, Effect::Unknown));
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    pub fn finish(mut self) -> Result<Done, Error> {
        if self.end.is_none() {
            self.fail(Fault::Aborted.error(self.sent || self.reply.is_some()));
        }
        self.end.take().unwrap_or_else(|| Err(Fault::Aborted.error(true)))
    }

    /// Ends the call with an error of whoever drives it, such as of a key or of chance; what the issuer
    /// took already is told all the same, for which there may be a command yet.
    ///
    /// ```
    /// use cardlatch::{Action, ActionOptions, Client, Effect};
    /// use cardlatch::{Error, ErrorCode, Event, IssuerConfig};
    /// use cardlatch::{Moment, Task, issuers::artha::ArthaConfig};
    ///
    /// # let mut config = ArthaConfig::new("https://issuer.example/api/v1", "customer token");
    /// # config.need_photo_for_operate_card = Some(false);
    /// # let client = Client::new(IssuerConfig::Artha(config))?;
    /// let mut run = client.start(Task::act(Action::Freeze, "81e38cea", ActionOptions::default()));
    /// run.step(Moment::default(), Event::Start); // wants a signature, and the key is gone
    /// run.give_up(Error::new(ErrorCode::Configuration, "There is no key."));
    /// assert_eq!(run.finish().err().unwrap().effect(), Effect::None);
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[cfg(not(feature = "ship"))]
    pub fn give_up(&mut self, error: Error) -> Option<Command> {
        self.command = None;
        if let Err(error) = self.gave_up(error) {
            self.fail(error);
        }
        if self.end.is_some() {
            self.release();
        }
        self.command
    }

    /// What the call ended with, if it has.
    #[cfg(feature = "wasm")]
    pub(crate) fn end(&self) -> Option<Result<&Done, &Error>> {
        self.end.as_ref().map(Result::as_ref)
    }

    /// The request of [`Command::Send`].
    ///
    /// ```
    /// # use cardlatch::{CallOptions, Client, Event, IssuerConfig, Moment, Task};
    /// # use cardlatch::issuers::yativo::YativoConfig;
    /// # let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
    /// # let client = Client::new(IssuerConfig::Yativo(config))?;
    /// let mut run = client.start(Task::card("5d2c0b1e", CallOptions::default()));
    /// assert!(run.request().is_none());
    /// run.step(Moment::default(), Event::Start);
    /// assert_eq!(run.request().unwrap().method(), "POST"); // the login comes first
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn request(&self) -> Option<&Request> {
        match &self.draft {
            Some(Draft::Ready(request)) => Some(request),
            _ => None,
        }
    }

    /// The request of [`Command::Send`], for a transport that wants it whole.
    ///
    /// ```
    /// # use cardlatch::{CallOptions, Client, Event, IssuerConfig, Moment, Task};
    /// # use cardlatch::issuers::yativo::YativoConfig;
    /// # let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
    /// # let client = Client::new(IssuerConfig::Yativo(config))?;
    /// let mut run = client.start(Task::card("5d2c0b1e", CallOptions::default()));
    /// run.step(Moment::default(), Event::Start);
    /// let request = run.take_request().unwrap();
    /// assert!(request.limit_ms > 0 && run.take_request().is_none());
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    pub fn take_request(&mut self) -> Option<Request> {
        match self.draft.take() {
            Some(Draft::Ready(request)) => Some(request),
            _ => None,
        }
    }

    /// The bytes of [`Command::Hash`] or [`Command::Sign`].
    ///
    /// Artha signs the headers and the members of the body as one sorted text:
    ///
    /// ```
    /// # use cardlatch::{Action, ActionOptions, Client, Command};
    /// # use cardlatch::{Event, IssuerConfig, Moment, Task};
    /// # use cardlatch::issuers::artha::ArthaConfig;
    /// # let mut config = ArthaConfig::new("https://issuer.example/api/v1", "T");
    /// # config.need_photo_for_operate_card = Some(false);
    /// # let client = Client::new(IssuerConfig::Artha(config))?;
    /// let mut run = client.start(Task::act(Action::Cancel, "81e38cea", ActionOptions::default()));
    /// assert_eq!(run.step(Moment::default(), Event::Start), Some(Command::Sign));
    /// assert!(run.bytes_to_sign().starts_with(b"cardId=81e38cea&customerToken=T&nonce="));
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn bytes_to_sign(&self) -> &[u8] {
        match &self.draft {
            Some(Draft::Unhashed(unhashed)) => unhashed.bytes_to_hash(),
            Some(Draft::Unsigned(unsigned)) => unsigned.bytes_to_sign(),
            _ => &[],
        }
    }

    /// The issuer.
    ///
    /// ```
    /// # use cardlatch::{CallOptions, Client, IssuerConfig};
    /// # use cardlatch::{IssuerId, Task, issuers::yativo::YativoConfig};
    /// # let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
    /// # let client = Client::new(IssuerConfig::Yativo(config))?;
    /// let run = client.start(Task::card("5d2c0b1e", CallOptions::default()));
    /// assert_eq!(run.issuer(), IssuerId::Yativo);
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn issuer(&self) -> IssuerId {
        self.client.id()
    }

    /// What the task is to do.
    ///
    /// ```
    /// # use cardlatch::{CallOptions, Client, IssuerConfig};
    /// # use cardlatch::{Operation, Task, issuers::yativo::YativoConfig};
    /// # let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
    /// # let client = Client::new(IssuerConfig::Yativo(config))?;
    /// let run = client.start(Task::card("5d2c0b1e", CallOptions::default()));
    /// assert_eq!(run.called(), Operation::CARD);
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn called(&self) -> Operation {
        self.task.operation
    }

    /// What the request of [`Command::Send`] does: the task's own operation, or a login or a read
    /// that it needs.
    ///
    /// ```
    /// # use cardlatch::{CallOptions, Client, Event, IssuerConfig, Moment, Operation, Task};
    /// # use cardlatch::issuers::yativo::YativoConfig;
    /// # let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
    /// # let client = Client::new(IssuerConfig::Yativo(config))?;
    /// let mut run = client.start(Task::card("5d2c0b1e", CallOptions::default()));
    /// run.step(Moment::default(), Event::Start);
    /// assert_eq!((run.called(), run.operation()), (Operation::CARD, Operation::LOGIN));
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn operation(&self) -> Operation {
        match self.opening {
            Some((_, true)) if needs::SESSIONS => Operation::REFRESH,
            Some((_, false)) if needs::SESSIONS => Operation::LOGIN,
            _ => self.goal,
        }
    }

    /// The number of the attempt at that, from 1.
    ///
    /// ```
    /// # use cardlatch::{CallOptions, Client, Event, IssuerConfig, Moment, Task};
    /// # use cardlatch::issuers::yativo::YativoConfig;
    /// # let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
    /// # let client = Client::new(IssuerConfig::Yativo(config))?;
    /// let mut run = client.start(Task::card("5d2c0b1e", CallOptions::default()));
    /// run.step(Moment::default(), Event::Start);
    /// assert_eq!(run.attempt(), 1);
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn attempt(&self) -> u32 {
        if needs::SESSIONS && self.opening.is_some() { 1 } else { self.attempt }
    }

    /// What the last step made of an attempt that failed.
    ///
    /// ```
    /// # use cardlatch::{CallOptions, Client, Event, Fault, IssuerConfig, Moment, Task};
    /// # use cardlatch::{issuers::yativo::YativoConfig, retry::Reason};
    /// # let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
    /// # let client = Client::new(IssuerConfig::Yativo(config))?;
    /// let mut run = client.start(Task::card("5d2c0b1e", CallOptions::default()));
    /// run.step(Moment::default(), Event::Start);
    /// run.step(Moment::default(), Event::Failed(Fault::NotSent)); // of the login
    /// let setback = run.setback().unwrap();
    /// assert_eq!((setback.reason, setback.wait_ms), (Reason::LoginNotRepeated, None));
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn setback(&self) -> Option<Setback> {
        self.setback
    }

    /// What is left of the call's deadline.
    pub(crate) fn remaining_ms(&self) -> u64 {
        self.ends_at_ms.saturating_sub(self.moment.now_ms)
    }

    /// Never fails; the result keeps every arm of its callers one expression.
    #[allow(clippy::unnecessary_wraps)]
    fn ask(&mut self, command: Command) -> Result<(), Error> {
        self.command = Some(command);
        Ok(())
    }

    /// Never fails, as `ask`.
    #[allow(clippy::unnecessary_wraps)]
    fn done(&mut self, done: Done) -> Result<(), Error> {
        self.end = Some(Ok(done));
        Ok(())
    }

    fn fail(&mut self, error: Error) {
        let error = error.during(self.client.id(), self.task.named(), Some(&self.task.card));
        self.end = Some(Err(error));
    }

    /// Lets the others log in, should this call have been at it.
    fn release(&mut self) {
        if needs::SESSIONS
            && let Some((number, _)) = self.opening.take()
        {
            self.client.session.abandoned(number);
        }
    }

    /// Says until when this call is at a login, should it be at one.
    fn stay(&self, until_ms: u64) {
        if needs::SESSIONS
            && let Some((number, _)) = self.opening
        {
            self.client.session.stays(number, until_ms);
        }
    }

    fn start(&mut self) -> Result<(), Error> {
        let began_ms = self.task.began_ms.unwrap_or(self.moment.now_ms);
        self.ends_at_ms = began_ms.saturating_add(self.limits.deadline());
        self.task.ensure_idempotency_key(&self.moment.random)?;
        if needs::SESSIONS {
            self.token = self.task.access_token.take();
        }
        match (self.task.mode, self.client.read_before(&self.task)) {
            (Mode::Reconcile, _) if needs::STATES => self.goal = Operation::CARD,
            (Mode::Call, Some(before)) if needs::PROGRAMS || needs::UNITS => {
                self.goal = before;
                let known = self.client.remembered_program(&self.task, self.moment.now_ms);
                if let Some(program) = known {
                    return self.told(&program);
                }
            }
            _ => (),
        }
        self.begin()
    }

    fn endpoint(&self) -> Result<&'static Exchange, Error> {
        self.client.endpoint(self.operation())
    }

    fn about(&self) -> About<'_> {
        About {
            settings: &self.client.settings,
            fields: &self.task.fields,
            card: &self.task.card,
            sign_image: self.task.options.sign_image.as_ref(),
        }
    }

    /// Begins an attempt: a session, a one-time code, then the request.
    fn begin(&mut self) -> Result<(), Error> {
        let mut exchange = self.endpoint()?;
        if self.opening.is_none() && exchange.needs_token() && self.token.is_none() {
            if self.task.mode == Mode::Prepare {
                let text = "This operation needs an access token; prepare `login` first.";
                return Err(Error::new(ErrorCode::InvalidInput, text).at("accessToken"));
            }
            if self.remaining_ms() == 0 {
                return self.gave_up(Fault::TimedOut.error(false));
            }
            let can_refresh = self.client.endpoint(Operation::REFRESH).is_ok();
            match self.client.session.need(self.moment.now_ms, can_refresh, self.limits.attempt()) {
                session::Step::Use(token) => self.token = Some(token),
                session::Step::Refused(error) => return self.gave_up(error),
                session::Step::Wait => return self.ask(Command::WaitForLogin),
                session::Step::Open(number, token) => {
                    self.opening = Some((number, token.is_some()));
                    self.token = token;
                }
            }
            exchange = self.endpoint()?;
        }
        if exchange.needs_one_time_code() {
            // Somebody may have to type it.
            self.stay(self.ends_at_ms);
            return self.ask(Command::OneTimeCode);
        }
        self.build("")
    }

    fn coded(&mut self, code: &str) -> Result<(), Error> {
        if !needs::CODES {
            return self.build("");
        }
        let digits = code.bytes().all(|byte| byte.is_ascii_digit());
        if !digits || !(1..=16).contains(&code.len()) {
            let text = "The one-time code is not a short run of digits.";
            let error = Error::new(ErrorCode::Configuration, text).at("issuer.oneTimeCode");
            return self.gave_up(error);
        }
        let reuses = self.client.settings.flag("reuseOneTimeCode") == Some(true);
        if !reuses && let Some(wait) = self.client.session.code_wait(code, self.moment.now_ms) {
            if wait < self.remaining_ms() {
                return self.ask(Command::Sleep(wait));
            }
            let text = "The one-time code was sent before, and the next comes after the deadline.";
            return self.gave_up(Error::new(ErrorCode::Timeout, text).retry_after(Some(wait)));
        }
        self.build(code)
    }

    /// The request of one attempt: fresh time, nonce, one-time code and signature.
    fn build(&mut self, one_time_code: &str) -> Result<(), Error> {
        let exchange = self.endpoint()?;
        let nonce = if exchange.is_hashed() {
            text::uuid(&self.moment.random)
        } else {
            text::nonce(&self.moment.random, NONCE_LENGTH)
        };
        let attempt = Attempt {
            now_seconds: self.moment.now_ms / 1_000,
            nonce: &nonce,
            token: match &self.token {
                Some(token) if needs::SESSIONS => token.expose(),
                _ => "",
            },
            one_time_code,
            idempotency_key: match &self.task.options.idempotency_key {
                Some(key) if needs::KEYS => key,
                _ => "",
            },
        };
        match exchange.build(&self.about(), &attempt) {
            Draft::Ready(request) => self.send(request),
            unhashed @ Draft::Unhashed(_) => {
                self.draft = Some(unhashed);
                self.ask(Command::Hash)
            }
            unsigned @ Draft::Unsigned(_) => {
                self.draft = Some(unsigned);
                self.ask(Command::Sign)
            }
        }
    }

    fn hashed(&mut self, hash: &[u8]) -> Result<(), Error> {
        match self.draft.take() {
            Some(Draft::Unhashed(unhashed)) if needs::HASHES => {
                self.draft = Some(Draft::Unsigned(unhashed.hashed(hash)));
                self.ask(Command::Sign)
            }
            _ => Err(Fault::Broken.error(true)),
        }
    }

    fn signed(&mut self, signature: &[u8]) -> Result<(), Error> {
        match self.draft.take() {
            Some(Draft::Unsigned(unsigned)) if needs::SIGNATURES => {
                self.send(unsigned.signed(signature))
            }
            _ => Err(Fault::Broken.error(true)),
        }
    }

    fn send(&mut self, mut request: Request) -> Result<(), Error> {
        if self.task.mode == Mode::Prepare {
            return self.done(Done::Request(request));
        }
        let left = self.remaining_ms();
        if left == 0 {
            return self.failed(Fault::TimedOut.error(false));
        }
        request.limit_ms = left.min(self.limits.attempt());
        request.most_bytes = self.limits.most_bytes();
        self.stay(self.moment.now_ms.saturating_add(request.limit_ms));
        self.draft = Some(Draft::Ready(request));
        self.sent = true;
        self.ask(Command::Send)
    }

    fn answered(&mut self, response: &Response) -> Result<(), Error> {
        self.sent = false;
        let exchange = self.endpoint()?;
        let read = if response.body.len() > self.limits.most_bytes() {
            Err(too_long(response.status))
        } else {
            exchange.read(&self.about(), response)
        };
        match read {
            Ok(_) if self.contradicts(response.status) => {
                let text = "The answer is a success and an error.";
                self.failed(answer::unexpected(response, text, ""))
            }
            Ok(answer) => self.progressed(answer),
            Err(error) => {
                let asked = response.retry_after.as_deref();
                let asked =
                    asked.and_then(|asked| retry::retry_after_ms(asked, self.moment.now_ms));
                let wait = error.retry_after_ms().or(asked);
                self.failed(error.retry_after(wait))
            }
        }
    }

    /// Whether a success under this status is none. OPEN-API documents that its code decides, but a
    /// redirect is followed nowhere.
    fn contradicts(&self, status: u16) -> bool {
        let by_code = needs::CONTRACTS && self.client.id() == IssuerId::OpenApi;
        let may_succeed = (200..300).contains(&status) || by_code && status >= 400;
        !may_succeed
    }

    /// A failed attempt: renew the session, try again by the policy, or give up.
    fn failed(&mut self, error: Error) -> Result<(), Error> {
        let kind = self.endpoint()?.kind;
        let error = match kind {
            Kind::Write => error,
            // A read or a login never leaves the card in doubt.
            Kind::Read | Kind::Login => error.with_effect(Effect::None),
        };
        if self.task.mode == Mode::Interpret {
            return Err(error);
        }
        let budget = Budget {
            attempt: self.attempt,
            waited_ms: self.waited_ms,
            remaining_ms: self.remaining_ms(),
        };
        let [a, b, c, d, ..] = self.moment.random;
        let next = retry::after(kind, &error, budget, u32::from_le_bytes([a, b, c, d]));
        self.setback =
            Some(Setback { code: error.code(), reason: next.reason, wait_ms: next.wait_ms });
        // Whoever aborts says nothing about the session.
        let aborted = error.code() == ErrorCode::Aborted;
        match self.opening.filter(|_| needs::SESSIONS) {
            Some((number, true)) if !aborted => {
                self.token = None;
                self.opening = Some((number, false));
                return self.begin();
            }
            Some((number, false)) if !aborted => {
                self.opening = None;
                let error = self.client.session.failed(number, error, self.moment.now_ms);
                return self.gave_up(error);
            }
            Some(_) => return self.gave_up(error),
            None => (),
        }
        if needs::SESSIONS
            && error.status() == Some(401)
            && error.effect() == Effect::None
            && let Some(token) = self.token.take()
        {
            // A 401 proves that nothing was executed.
            self.client.session.rejected(token.expose());
            if !core::mem::replace(&mut self.renewed, true) {
                self.attempt += 1;
                let (code, reason) = (error.code(), Reason::SessionEnded);
                self.setback = Some(Setback { code, reason, wait_ms: Some(0) });
                return self.begin();
            }
        }
        let Some(wait) = next.wait_ms else { return self.gave_up(error) };
        self.attempt += 1;
        self.waited_ms = wait;
        self.ask(Command::Sleep(wait))
    }

    /// What the issuer took stays accepted when the card cannot be read back. Else the balance from
    /// before is told: with it, a later read shows what became of an amount.
    fn gave_up(&mut self, error: Error) -> Result<(), Error> {
        if !needs::STATES || self.reply.is_none() {
            if !needs::UNITS || self.balance.is_empty() || error.effect() == Effect::None {
                return Err(error);
            }
            let mut data = JsonText::default();
            data.add("balanceBefore", Json::trusted(&self.balance));
            return Err(error.telling(data));
        }
        if error.code() == ErrorCode::Aborted {
            return Err(error.with_effect(Effect::Unknown));
        }
        if self.task.operation == Operation::ISSUE && self.reads_again(&NEW_CARD_WAITS_MS) {
            return Ok(());
        }
        self.outcome()
    }

    /// Reads the card again after a while, if there is a time left for that.
    fn reads_again(&mut self, waits: &[u64]) -> bool {
        match waits.get(self.reads) {
            Some(wait) if *wait < self.remaining_ms() => {
                self.reads += 1;
                self.command = Some(Command::Sleep(*wait));
                true
            }
            _ => false,
        }
    }

    fn progressed(&mut self, answer: Answer) -> Result<(), Error> {
        if !needs::SESSIONS || self.opening.is_none() {
            self.attempt = 1;
            self.waited_ms = 0;
        }
        match answer {
            Answer::Session(new) if needs::SESSIONS => self.opened(new),
            Answer::Reply(reply) => self.replied(reply),
            Answer::Data(data) if needs::STATES && self.goal == Operation::CARD => self.read(data),
            Answer::Data(data) if !needs::PROGRAMS || self.goal == self.task.operation => {
                self.done(Done::Data(data))
            }
            Answer::Session(_) => Err(Fault::Broken.error(true)),
            Answer::Data(data) => {
                self.client.remember_program(&self.task, data.expose(), self.moment.now_ms);
                self.told(data.expose())
            }
        }
    }

    fn opened(&mut self, new: NewToken) -> Result<(), Error> {
        if self.opening.take().is_none() {
            return self.done(Done::Session(new));
        }
        self.client.session.opened(&new, self.moment.now_ms);
        self.token = Some(new.token);
        self.begin()
    }

    /// Refuses what lacks something that the program asks for.
    fn told(&mut self, program: &str) -> Result<(), Error> {
        let exchange = self.client.endpoint(self.task.operation)?;
        if needs::PROGRAMS
            && let Some(error) = artha::lack(exchange, Json::trusted(program), &self.about())
        {
            return Err(error);
        }
        self.goal = self.task.operation;
        self.begin()
    }

    fn replied(&mut self, reply: Reply) -> Result<(), Error> {
        if self.task.operation == Operation::ISSUE
            && let Some(id) = reply.data.json().get("id").text()
        {
            self.task.card = id;
        }
        if !needs::STATES {
            return self.concluded(reply);
        }
        let is_shown = self.task.action().and_then(Action::target).is_some()
            || needs::UNITS && self.task.fields.flag(AIRLINE_PAYMENTS).is_some()
            || self.client.moves_amount(&self.task);
        let is_final = reply.confirmed || self.task.mode == Mode::Interpret;
        self.reply = Some(reply);
        let can_read = CardId::fault(&self.task.card).is_none() && self.client.tells_states();
        if is_final || !is_shown || !can_read {
            return self.outcome();
        }
        self.goal = Operation::CARD;
        self.begin()
    }

    fn read(&mut self, data: Secret<String>) -> Result<(), Error> {
        if self.task.operation == Operation::CARD {
            return self.done(Done::Data(data));
        }
        let card = Json::trusted(data.expose());
        if self.client.moves_amount(&self.task) {
            return self.balance_read(card);
        }
        let status = CardStatus::of(card);
        let target = self.task.action().and_then(Action::target);
        let (agrees, known) = if !needs::UNITS || target.is_some() {
            (Some(status.state) == target, status.state != CardState::Unknown)
        } else {
            let flag = card.get("extra").get(AIRLINE_PAYMENTS).flag();
            (flag == self.task.fields.flag(AIRLINE_PAYMENTS), flag.is_some())
        };
        let Some(reply) = &mut self.reply else {
            return self.card_read(status, agrees, known);
        };
        reply.card = Some(status);
        if agrees {
            reply.result = ActionResult::Completed;
            reply.confirmed = true;
        }
        if agrees || !known {
            return self.outcome();
        }
        if self.reads_again(&CONFIRM_WAITS_MS) {
            return Ok(());
        }
        // A task is not done at once.
        let is_task = self.reply.as_ref().is_some_and(|reply| reply.task_id.is_some());
        if is_task { self.outcome() } else { Err(not_confirmed()) }
    }

    /// The balance before an amount moves, and then whether it has moved by what was asked.
    fn balance_read(&mut self, card: Json<'_>) -> Result<(), Error> {
        let balance = card.get("available");
        if self.reply.is_none() {
            balance.as_str().clone_into(&mut self.balance);
            self.goal = self.task.operation;
            return self.begin();
        }
        let is_new = self.task.operation == Operation::ISSUE;
        let before = if is_new { Some(0) } else { cents(Json::trusted(&self.balance)) };
        let (from, to) = match self.task.operation {
            Operation::ISSUE | Operation::TOP_UP => (before, cents(balance)),
            _ => (cents(balance), before),
        };
        let moved = to.zip(from).and_then(|(to, from)| to.checked_sub(from));
        if moved == Some(0) && self.reads_again(&CONFIRM_WAITS_MS) {
            return Ok(());
        }
        let Some(reply) = &mut self.reply else { return self.outcome() };
        reply.card = Some(CardStatus::of(card));
        reply.data.add("balanceBefore", Json::trusted(&self.balance));
        reply.data.add("balanceAfter", balance);
        let amount = self.task.fields.text("amount");
        let Some((moved, asked)) = moved.zip(minor(amount)) else { return self.outcome() };
        if moved == asked {
            reply.result = ActionResult::Completed;
            reply.confirmed = true;
        } else if is_about_100(moved, asked) || is_about_100(asked, moved) {
            let mut data = core::mem::take(&mut reply.data);
            let mut asked = Writer::new();
            asked.text("value", amount);
            data.add("asked", Json::trusted(&asked.end()));
            let unit = self.client.endpoint(self.task.operation)?.unit().unwrap_or_default();
            return Err(wrong_unit().at(&text::joined("issuer.", unit)).telling(data));
        }
        self.outcome()
    }

    fn card_read(&mut self, card: CardStatus, agrees: bool, known: bool) -> Result<(), Error> {
        let Some(action) = self.task.action() else {
            return Err(unsupported("This is no action."));
        };
        let verdict = match (known, agrees) {
            (false, _) => Verdict::Unknown,
            (true, true) => Verdict::Done,
            (true, false) => Verdict::NotDone,
        };
        let card_id = self.task.card.clone();
        self.done(Done::Reconciliation(Reconciliation { action, card_id, verdict, card }))
    }

    /// Ends with what the issuer took.
    fn outcome(&mut self) -> Result<(), Error> {
        match self.reply.take() {
            Some(reply) => self.concluded(reply),
            None => Err(unsupported("This is no action.")),
        }
    }

    fn concluded(&mut self, reply: Reply) -> Result<(), Error> {
        let outcome = reply.outcome(self.client.id(), self.task.operation, &self.task.card);
        self.done(Done::Outcome(outcome))
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.release();
    }
}

/// An amount of money in cents, if it has no fraction of one.
fn cents(money: Json<'_>) -> Option<i64> {
    minor(&money.get("value").text()?)
}

fn minor(amount: &str) -> Option<i64> {
    let cents = amount::to_minor(amount)?;
    let digits = cents.strip_prefix('-').unwrap_or(&cents);
    let whole = i64::try_from(text::whole_number(digits.as_bytes())?).ok()?;
    Some(if digits.len() < cents.len() { -whole } else { whole })
}

/// Whether a number is 100 times another, give or take what a fee or a purchase moves meanwhile.
fn is_about_100(great: i64, small: i64) -> bool {
    small > 0 && (50..=200).contains(&(great / small))
}

/// What a longer answer says is not known: only that there was one.
fn too_long(status: u16) -> Error {
    let text = "The answer is longer than the limit.";
    Error::new(ErrorCode::UnexpectedAnswer, text).answered(status, &[]).with_effect(Effect::Unknown)
}

fn not_confirmed() -> Error {
    Error::new(ErrorCode::NotConfirmed, "The issuer said success but the card reads otherwise.")
        .with_effect(Effect::Unknown)
}

fn wrong_unit() -> Error {
    let text = "The balance moved by about 100 times the amount, or a hundredth: a unit is wrong.";
    Error::new(ErrorCode::NotConfirmed, text).with_effect(Effect::Unknown)
}

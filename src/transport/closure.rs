//! Drivers over a closure, asynchronous or blocking, with the HTTP client of your choice.
//!
//! ```
//! use cardlatch::http::{Request, Response};
//! use cardlatch::issuers::open_api::OpenApiConfig;
//! use cardlatch::transport::closure::Blocking;
//! use cardlatch::{Action, ActionOptions, ActionResult, Client, Fault, IssuerConfig};
//!
//! // Stands for your HTTP client.
//! fn send(request: Request) -> Result<Response, Fault> {
//!     assert_eq!(request.url(), "https://issuer.example/v1/openApi/card/freeze");
//!     Ok(Response::new(200, r#"{"code":0,"message":"success"}"#))
//! }
//!
//! let config = OpenApiConfig::new("https://issuer.example", "v1", "10000011", "100001", "key");
//! let client = Client::new(IssuerConfig::OpenApi(config))?;
//! let driver = Blocking::new(send);
//! let outcome = driver.act(&client, Action::Freeze, "cid_1", ActionOptions::default())?;
//! assert_eq!(outcome.result, ActionResult::Accepted);
//! # Ok::<(), cardlatch::Error>(())
//! ```

use core::future::Future;
use core::pin::pin;
use core::task::Poll;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::card::{Action, CardStatus, IssuerId};
use crate::client::{
    ActionOptions, CallOptions, Client, Command, Done, Event, Fault, Moment, Run, Setback, Task,
};
use crate::error::{Effect, Error, ErrorCode};
use crate::http::{Request, Response};
use crate::issuers::Operation;
use crate::json::Json;
use crate::outcome::{Outcome, Reconciliation};

/// How long to wait before asking again whether another call has logged in.
const LOGIN_POLL: Duration = Duration::from_millis(5);

type Signer = Box<dyn Fn(&[u8]) -> Result<Vec<u8>, Error> + Send + Sync>;
type CodeMaker = Box<dyn Fn(u64) -> Result<String, Error> + Send + Sync>;
type Clock = Box<dyn Fn() -> u64 + Send + Sync>;
type Chance = Box<dyn Fn(&mut [u8]) -> Result<(), Error> + Send + Sync>;
type Watcher = Box<dyn Fn(&Notice) + Send + Sync>;

/// What is told of a request: names and numbers, no credential and nothing of the card.
///
/// ```
/// use cardlatch::transport::closure::{Notice, Surroundings};
///
/// fn log(notice: &Notice) {
///     match &notice.answer {
///         None => println!("{} {}: sent", notice.issuer.as_str(), notice.operation.as_str()),
///         Some(answer) => println!("{:?} after {} ms", answer.status, answer.duration_ms),
///     }
/// }
/// let surroundings = Surroundings::default().watch(log);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The issuer.
    pub issuer: IssuerId,
    /// What the call is to do.
    pub call: Operation,
    /// What the request does: the same, or a login or a read that the call needs.
    pub operation: Operation,
    /// The HTTP method.
    pub method: String,
    /// The number of the attempt at that, from 1.
    pub attempt: u32,
    /// What became of it; nothing before it is sent.
    pub answer: Option<Answered>,
}

/// What became of a request.
///
/// ```
/// use cardlatch::transport::closure::Answered;
///
/// fn will_be_repeated(answer: &Answered) -> bool {
///     answer.setback.is_some_and(|setback| setback.wait_ms.is_some())
/// }
/// let lost = Answered { status: None, duration_ms: 10_000, setback: None };
/// assert!(!will_be_repeated(&lost));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The HTTP status, where an answer came.
    pub status: Option<u16>,
    /// How many milliseconds it took.
    pub duration_ms: u64,
    /// What went wrong, and whether and when the request is made again.
    pub setback: Option<Setback>,
}

/// What both drivers need beside the network: keys, clock and chance. All can be replaced.
///
/// ```
/// use cardlatch::http::Response;
/// use cardlatch::issuers::artha::ArthaConfig;
/// use cardlatch::transport::closure::{Blocking, Surroundings};
/// use cardlatch::{Client, Done, IssuerConfig, Operation, Task};
///
/// let client = Client::new(IssuerConfig::Artha(ArthaConfig::new("https://a.example", "token")))?;
/// let sign = |_: &[u8]| Ok(vec![0; 256]); // asks a key store of yours
/// let driver = Blocking::with(
///     |_| Ok(Response::new(200, r#"{"availableBalance":"10.50","cardCurrency":"USD"}"#)),
///     Surroundings::default().signer(sign).clock(|| 1_700_000_000_000),
/// );
/// let task = Task::of(Operation::BALANCE, "81e38cea", Default::default(), Default::default());
/// assert!(matches!(driver.run(&client, task)?, Done::Data(_)));
/// # Ok::<(), cardlatch::Error>(())
/// ```
pub struct Surroundings {
    hash: Signer,
    sign: Signer,
    one_time_code: CodeMaker,
    now_ms: Clock,
    random: Chance,
    watch: Watcher,
}

impl Default for Surroundings {
    fn default() -> Self {
        Self {
            #[cfg(feature = "crypto")]
            hash: Box::new(|bytes| Ok(crate::crypto::sha256(bytes))),
            #[cfg(not(feature = "crypto"))]
            hash: Box::new(|_| Err(missing("There is nothing to hash with.", "issuer.secret"))),
            sign: Box::new(|_| Err(missing("There is no key to sign with.", "issuer.privateKey"))),
            one_time_code: Box::new(|_| {
                Err(missing("There is no source of one-time codes.", "issuer.totpSecret"))
            }),
            now_ms: Box::new(system_clock),
            random: Box::new(system_random),
            watch: Box::new(|_| ()),
        }
    }
}

fn missing(text: &'static str, path: &'static str) -> Error {
    Error::new(ErrorCode::Configuration, text).at(path)
}

fn system_clock() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

fn system_random(out: &mut [u8]) -> Result<(), Error> {
    getrandom::fill(out)
        .map_err(|_| Error::new(ErrorCode::Configuration, "The system gives no random bytes."))
}

impl Surroundings {
    /// Hashes with this function: SHA-256 over the bytes. With the feature `crypto` it is there.
    ///
    /// ```
    /// use cardlatch::transport::closure::Surroundings;
    /// let surroundings = Surroundings::default().hasher(|bytes| Ok(my_sha256(bytes)));
    /// # fn my_sha256(_: &[u8]) -> Vec<u8> { vec![0; 32] }
    /// ```
    #[must_use]
    pub fn hasher(
        mut self,
        hash: impl Fn(&[u8]) -> Result<Vec<u8>, Error> + Send + Sync + 'static,
    ) -> Self {
        self.hash = Box::new(hash);
        self
    }

    /// Signs with this function what [`Command::Sign`] is about.
    ///
    /// ```
    /// use cardlatch::{Error, ErrorCode, transport::closure::Surroundings};
    /// let surroundings = Surroundings::default().signer(|bytes| {
    ///     key_store(bytes).ok_or(Error::new(ErrorCode::Configuration, "There is no key store."))
    /// });
    /// # fn key_store(_: &[u8]) -> Option<Vec<u8>> { None }
    /// ```
    #[must_use]
    pub fn signer(
        mut self,
        sign: impl Fn(&[u8]) -> Result<Vec<u8>, Error> + Send + Sync + 'static,
    ) -> Self {
        self.sign = Box::new(sign);
        self
    }

    /// Takes one-time codes from this function; it gets the Unix time in seconds.
    ///
    /// Ibanera wants a code for each call. With the feature `crypto` the shared secret is enough:
    ///
    /// ```
    /// # #[cfg(feature = "crypto")] {
    /// use cardlatch::{crypto::totp, totp::TotpEncoding, transport::closure::Surroundings};
    /// let code = totp("JBSWY3DPEHPK3PXP", TotpEncoding::Base32)?;
    /// let surroundings = Surroundings::default().one_time_code(code);
    /// # }
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn one_time_code(
        mut self,
        code: impl Fn(u64) -> Result<String, Error> + Send + Sync + 'static,
    ) -> Self {
        self.one_time_code = Box::new(code);
        self
    }

    /// Takes the Unix time in milliseconds from this function.
    ///
    /// ```
    /// use cardlatch::transport::closure::Surroundings;
    /// let surroundings = Surroundings::default().clock(|| 1_700_000_000_000); // for a test
    /// ```
    #[must_use]
    pub fn clock(mut self, now_ms: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        self.now_ms = Box::new(now_ms);
        self
    }

    /// Takes random bytes from this function.
    ///
    /// ```
    /// use cardlatch::transport::closure::Surroundings;
    /// let surroundings = Surroundings::default().random(|bytes| {
    ///     bytes.fill(7); // for a test: nonces and waits are the same each time
    ///     Ok(())
    /// });
    /// ```
    #[must_use]
    pub fn random(
        mut self,
        fill: impl Fn(&mut [u8]) -> Result<(), Error> + Send + Sync + 'static,
    ) -> Self {
        self.random = Box::new(fill);
        self
    }

    /// Tells this function of each request, before it is sent and after it was answered or not.
    ///
    /// ```
    /// use std::sync::atomic::{AtomicUsize, Ordering};
    /// use cardlatch::transport::closure::{Blocking, Surroundings};
    /// use cardlatch::{Action, ActionOptions, Client, IssuerConfig, http::Response};
    /// # use cardlatch::issuers::open_api::OpenApiConfig;
    /// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
    /// # let client = Client::new(IssuerConfig::OpenApi(config))?;
    /// static NOTICES: AtomicUsize = AtomicUsize::new(0);
    ///
    /// let count = |_: &_| _ = NOTICES.fetch_add(1, Ordering::Relaxed);
    /// let send = |_| Ok(Response::new(200, r#"{"code":0,"message":"success"}"#));
    /// let driver = Blocking::with(send, Surroundings::default().watch(count));
    /// driver.act(&client, Action::Freeze, "cid_1", ActionOptions::default())?;
    /// assert_eq!(NOTICES.load(Ordering::Relaxed), 2); // before it was sent, and after
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn watch(mut self, watch: impl Fn(&Notice) + Send + Sync + 'static) -> Self {
        self.watch = Box::new(watch);
        self
    }

    /// Tells of the request that is sent next, and gives what is told of it later, with the time.
    fn sending(&self, run: &Run, request: &Request) -> (Notice, u64) {
        let notice = Notice {
            issuer: run.issuer(),
            call: run.called(),
            operation: run.operation(),
            method: request.method().to_owned(),
            attempt: run.attempt(),
            answer: None,
        };
        (self.watch)(&notice);
        (notice, (self.now_ms)())
    }

    /// Goes on with an answer, and tells what was made of it.
    fn sent(
        &self,
        run: &mut Run,
        (mut notice, began_ms): (Notice, u64),
        answer: Result<Response, Fault>,
    ) -> Option<Command> {
        let status = answer.as_ref().map(|response| response.status).ok();
        let duration_ms = (self.now_ms)().saturating_sub(began_ms);
        let next = self.answered(run, answer);
        notice.answer = Some(Answered { status, duration_ms, setback: run.setback() });
        (self.watch)(&notice);
        next
    }

    /// Steps on with an event. An answer is told even where there is no chance; what would need some is
    /// not begun.
    fn step(&self, run: &mut Run, event: Event<'_>) -> Option<Command> {
        let mut random = [0; 32];
        let drawn = (self.random)(&mut random);
        let next = run.step(Moment { now_ms: (self.now_ms)(), random }, event);
        match drawn {
            Err(error) if next.is_some() => run.give_up(error),
            _ => next,
        }
    }

    fn answered(&self, run: &mut Run, answer: Result<Response, Fault>) -> Option<Command> {
        match answer {
            Ok(response) => self.step(run, Event::Answer(&response)),
            Err(fault) => self.step(run, Event::Failed(fault)),
        }
    }

    fn hashed(&self, run: &mut Run) -> Option<Command> {
        match (self.hash)(run.bytes_to_sign()) {
            Ok(hash) => self.step(run, Event::Hashed(&hash)),
            Err(error) => run.give_up(error),
        }
    }

    fn signed(&self, run: &mut Run) -> Option<Command> {
        match (self.sign)(run.bytes_to_sign()) {
            Ok(signature) => self.step(run, Event::Signed(&signature)),
            Err(error) => run.give_up(error),
        }
    }

    fn coded(&self, run: &mut Run) -> Option<Command> {
        match (self.one_time_code)((self.now_ms)() / 1_000) {
            Ok(code) => self.step(run, Event::Code(&code)),
            Err(error) => run.give_up(error),
        }
    }
}

/// A call ends with what its task asked for.
fn other_end() -> Error {
    Error::new(ErrorCode::UnexpectedAnswer, "The call ended with something else.")
        .with_effect(Effect::Unknown)
}

/// A blocking driver over `Fn(Request) -> Result<Response, Fault>`.
///
/// A login, a freeze and a read of the card, since Yativo's word for success is no proof:
///
/// ```
/// use cardlatch::http::{Request, Response};
/// use cardlatch::transport::closure::Blocking;
/// use cardlatch::{Action, ActionOptions, ActionResult, Client, Fault, IssuerConfig};
/// # use cardlatch::issuers::yativo::YativoConfig;
/// # let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
///
/// fn send(request: Request) -> Result<Response, Fault> {
///     let data = match request.url().rsplit('/').nth(1) {
///         Some("auth") => r#"{"access_token":"j.w.t","expires_in":600}"#,
///         Some("update") => r#"{"action":"freeze card successfully"}"#,
///         _ => r#"{"card_id":"5d2c0b1e","card_status":"frozen"}"#,
///     };
///     Ok(Response::new(200, format!(r#"{{"status":"success","data":{data}}}"#)))
/// }
/// let driver = Blocking::new(send);
/// let outcome = driver.act(&client, Action::Freeze, "5d2c0b1e", ActionOptions::default())?;
/// assert_eq!((outcome.result, outcome.confirmed), (ActionResult::Completed, true));
/// # Ok::<(), cardlatch::Error>(())
/// ```
pub struct Blocking<F> {
    send: F,
    surroundings: Surroundings,
}

impl<F: Fn(Request) -> Result<Response, Fault>> Blocking<F> {
    /// A driver without keys.
    ///
    /// ```
    /// use cardlatch::{Fault, transport::closure::Blocking};
    /// let driver = Blocking::new(|request| {
    ///     println!("{request:?}"); // the method and the URL alone
    ///     Err(Fault::NotSent)
    /// });
    /// ```
    pub fn new(send: F) -> Self {
        Self { send, surroundings: Surroundings::default() }
    }

    /// A driver with keys, or another clock or chance.
    ///
    /// ```
    /// use cardlatch::{Fault, transport::closure::{Blocking, Surroundings}};
    /// let surroundings = Surroundings::default().one_time_code(|_| Ok("012345".into()));
    /// let driver = Blocking::with(|_| Err(Fault::NotSent), surroundings);
    /// ```
    pub fn with(send: F, surroundings: Surroundings) -> Self {
        Self { send, surroundings }
    }

    /// Does an action.
    ///
    /// # Errors
    /// Any code; [`Error::effect`] says what the failure did to the card.
    ///
    /// ```
    /// # use cardlatch::{Action, ActionOptions, Client};
    /// # use cardlatch::{IssuerConfig, issuers::open_api::OpenApiConfig};
    /// # use cardlatch::{http::Response, transport::closure::Blocking};
    /// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
    /// # let client = Client::new(IssuerConfig::OpenApi(config))?;
    /// let driver = Blocking::new(|_| Ok(Response::new(200, r#"{"code":0,"message":"success"}"#)));
    /// let outcome = driver.act(&client, Action::Freeze, "cid_1", ActionOptions::default())?;
    /// assert_eq!(outcome.remarks.as_deref(), Some("success"));
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    pub fn act(
        &self,
        client: &Client,
        action: Action,
        card_id: &str,
        options: ActionOptions,
    ) -> Result<Outcome, Error> {
        match self.run(client, Task::act(action, card_id, options))? {
            Done::Outcome(outcome) => Ok(outcome),
            _ => Err(other_end()),
        }
    }

    /// Reads a card's state.
    ///
    /// # Errors
    /// Any code; the effect is always `none`.
    ///
    /// ```
    /// use cardlatch::{CardState, Client, IssuerConfig, http, transport::closure::Blocking};
    /// # use cardlatch::issuers::yativo::YativoConfig;
    /// # let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
    /// # let client = Client::new(IssuerConfig::Yativo(config))?;
    /// # let token = r#"{"status":"success","data":{"access_token":"j.w.t","expires_in":600}}"#;
    /// let card = r#"{"status":"success","data":{"card_id":"5d2c0b1e","card_status":"frozen"}}"#;
    /// # let send = |request: http::Request| {
    /// #     let body = if request.url().ends_with("/auth/login") { token } else { card };
    /// #     Ok(http::Response::new(200, body))
    /// # };
    /// assert_eq!(Blocking::new(send).card(&client, "5d2c0b1e")?.state, CardState::Frozen);
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    pub fn card(&self, client: &Client, card_id: &str) -> Result<CardStatus, Error> {
        match self.run(client, Task::card(card_id, CallOptions::default()))? {
            Done::Data(card) => Ok(CardStatus::of(Json::trusted(card.expose()))),
            _ => Err(other_end()),
        }
    }

    /// Reads a card to learn whether an action with an unknown effect has happened.
    ///
    /// # Errors
    /// Any code; the effect is always `none`.
    ///
    /// ```
    /// use cardlatch::{Action, Client, IssuerConfig, Verdict, http, transport::closure::Blocking};
    /// # use cardlatch::issuers::yativo::YativoConfig;
    /// # let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
    /// # let client = Client::new(IssuerConfig::Yativo(config))?;
    /// # let token = r#"{"status":"success","data":{"access_token":"j.w.t","expires_in":600}}"#;
    /// let card = r#"{"status":"success","data":{"card_id":"5d2c0b1e","card_status":"active"}}"#;
    /// # let send = |request: http::Request| {
    /// #     let body = if request.url().ends_with("/auth/login") { token } else { card };
    /// #     Ok(http::Response::new(200, body))
    /// # };
    /// let told = Blocking::new(send).reconcile(&client, Action::Freeze, "5d2c0b1e")?;
    /// assert_eq!(told.verdict, Verdict::NotDone); // it may be sent again
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    pub fn reconcile(
        &self,
        client: &Client,
        action: Action,
        card_id: &str,
    ) -> Result<Reconciliation, Error> {
        let task = Task::reconcile(action, card_id, CallOptions::default());
        match self.run(client, task)? {
            Done::Reconciliation(reconciliation) => Ok(reconciliation),
            _ => Err(other_end()),
        }
    }

    /// Runs a call to its end.
    ///
    /// # Errors
    /// What the call ends with.
    ///
    /// ```
    /// use cardlatch::{CallOptions, Client, Done, IssuerConfig, Task, http::Response};
    /// use cardlatch::transport::closure::{Blocking, Surroundings};
    /// # use cardlatch::issuers::artha::ArthaConfig;
    /// # let config = ArthaConfig::new("https://a.example", "token");
    /// # let client = Client::new(IssuerConfig::Artha(config))?;
    /// # let surroundings = Surroundings::default().signer(|_| Ok(vec![0; 256]));
    /// let said = r#"{"cardNumber":"4111111111111111","cvv":"123","cardStatus":"Active"}"#;
    /// let driver = Blocking::with(|_| Ok(Response::new(200, said)), surroundings);
    /// let done = driver.run(&client, Task::card("81e38cea", CallOptions::default()))?;
    /// let Done::Data(read) = done else { panic!() };
    /// assert_eq!(read.expose(), r#"{"state":"unknown","issuerWord":"Active","last4":"1111"}"#);
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    pub fn run(&self, client: &Client, task: Task) -> Result<Done, Error> {
        let mut run = client.start(task);
        let mut next = self.surroundings.step(&mut run, Event::Start);
        while let Some(command) = next {
            next = self.carry_out(&mut run, command);
        }
        run.finish()
    }

    fn carry_out(&self, run: &mut Run, command: Command) -> Option<Command> {
        let surroundings = &self.surroundings;
        match command {
            Command::Send => {
                let request = run.take_request()?;
                let sending = surroundings.sending(run, &request);
                let answer = (self.send)(request);
                surroundings.sent(run, sending, answer)
            }
            Command::Hash => surroundings.hashed(run),
            Command::Sign => surroundings.signed(run),
            Command::OneTimeCode => surroundings.coded(run),
            Command::Sleep(milliseconds) => {
                std::thread::sleep(Duration::from_millis(milliseconds));
                surroundings.step(run, Event::Elapsed)
            }
            Command::WaitForLogin => {
                std::thread::sleep(LOGIN_POLL);
                surroundings.step(run, Event::Elapsed)
            }
        }
    }
}

/// An asynchronous driver over `Fn(Request) -> Future<Result<Response, Fault>>` and a timer of
/// the runtime of your choice. Drop its future to abort.
///
/// ```
/// use std::future::ready;
/// use cardlatch::{Action, ActionOptions, ActionResult, Client, IssuerConfig, http::Response};
/// use cardlatch::transport::closure::{Asynchronous, Surroundings};
/// # use cardlatch::issuers::open_api::OpenApiConfig;
/// # use std::{pin::pin, task::{Context, Poll, Waker}};
/// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
/// # let client = Client::new(IssuerConfig::OpenApi(config))?;
/// let send = |_| ready(Ok(Response::new(200, r#"{"code":0,"message":"success"}"#)));
/// let sleep = |_| std::future::pending(); // the timer of your runtime
/// let driver = Asynchronous::with(send, sleep, Surroundings::default());
/// let call = driver.act(&client, Action::Freeze, "cid_1", ActionOptions::default());
/// // `call.await` in a runtime; by hand:
/// let Poll::Ready(done) = pin!(call).poll(&mut Context::from_waker(Waker::noop())) else { panic!() };
/// assert_eq!(done?.result, ActionResult::Accepted);
/// # Ok::<(), cardlatch::Error>(())
/// ```
pub struct Asynchronous<F, S> {
    send: F,
    sleep: S,
    surroundings: Surroundings,
}

impl<F, S, Sent, Slept> Asynchronous<F, S>
where
    F: Fn(Request) -> Sent,
    Sent: Future<Output = Result<Response, Fault>>,
    S: Fn(Duration) -> Slept,
    Slept: Future<Output = ()>,
{
    /// A driver with keys. `sleep` is the runtime's timer.
    ///
    /// ```
    /// use std::{future::ready, time::Duration};
    /// use cardlatch::{Fault, http::Request, transport::closure::{Asynchronous, Surroundings}};
    ///
    /// async fn send(request: Request) -> Result<cardlatch::http::Response, Fault> {
    ///     Err(Fault::NotSent) // your HTTP client
    /// }
    /// let sleep = |_: Duration| ready(()); // for example `tokio::time::sleep`
    /// let driver = Asynchronous::with(send, sleep, Surroundings::default());
    /// ```
    pub fn with(send: F, sleep: S, surroundings: Surroundings) -> Self {
        Self { send, sleep, surroundings }
    }

    /// Does an action.
    ///
    /// # Errors
    /// Any code; [`Error::effect`] says what the failure did to the card.
    ///
    /// Drop the future to abort: what was sent by then may have happened.
    ///
    /// ```
    /// # use std::{future::{pending, ready}, pin::pin, task::{Context, Poll, Waker}};
    /// # use cardlatch::{Action, ActionOptions, Client, Fault, IssuerConfig, http::Response};
    /// # use cardlatch::transport::closure::{Asynchronous, Surroundings};
    /// # use cardlatch::issuers::open_api::OpenApiConfig;
    /// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
    /// # let client = Client::new(IssuerConfig::OpenApi(config))?;
    /// let send = |_| pending::<Result<Response, Fault>>(); // an issuer that does not answer
    /// let driver = Asynchronous::with(send, |_| ready(()), Surroundings::default());
    /// let call = driver.act(&client, Action::Freeze, "cid_1", ActionOptions::default());
    /// // The timer was first: `call.await` gives
    /// # let Poll::Ready(done) = pin!(call).poll(&mut Context::from_waker(Waker::noop())) else { panic!() };
    /// assert_eq!(done.unwrap_err().effect(), cardlatch::Effect::Unknown);
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    pub async fn act(
        &self,
        client: &Client,
        action: Action,
        card_id: &str,
        options: ActionOptions,
    ) -> Result<Outcome, Error> {
        match self.run(client, Task::act(action, card_id, options)).await? {
            Done::Outcome(outcome) => Ok(outcome),
            _ => Err(other_end()),
        }
    }

    /// Runs a call to its end.
    ///
    /// # Errors
    /// What the call ends with.
    ///
    /// ```
    /// # use std::{future::{pending, ready}, pin::pin, task::{Context, Poll, Waker}};
    /// # use cardlatch::{CallOptions, Client, Fault, IssuerConfig, Task, http::Response};
    /// # use cardlatch::transport::closure::{Asynchronous, Surroundings};
    /// # use cardlatch::issuers::open_api::OpenApiConfig;
    /// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
    /// # let client = Client::new(IssuerConfig::OpenApi(config))?;
    /// let send = |_| ready(Err::<Response, _>(Fault::NotSent));
    /// let driver = Asynchronous::with(send, |_| pending(), Surroundings::default());
    /// let task = Task::card("cid_1", CallOptions::default()); // OPEN-API has no such call
    /// let call = driver.run(&client, task);
    /// # let Poll::Ready(done) = pin!(call).poll(&mut Context::from_waker(Waker::noop())) else { panic!() };
    /// assert_eq!(done.err().unwrap().code().as_str(), "unsupported_action"); // of `call.await`
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    pub async fn run(&self, client: &Client, task: Task) -> Result<Done, Error> {
        let mut run = client.start(task);
        let mut next = self.surroundings.step(&mut run, Event::Start);
        while let Some(command) = next {
            next = self.carry_out(&mut run, command).await;
        }
        run.finish()
    }

    async fn carry_out(&self, run: &mut Run, command: Command) -> Option<Command> {
        let surroundings = &self.surroundings;
        match command {
            Command::Send => {
                let request = run.take_request()?;
                let sending = surroundings.sending(run, &request);
                let limit = (self.sleep)(Duration::from_millis(request.limit_ms));
                let answer = within((self.send)(request), limit).await;
                surroundings.sent(run, sending, answer.unwrap_or(Err(Fault::TimedOut)))
            }
            Command::Hash => surroundings.hashed(run),
            Command::Sign => surroundings.signed(run),
            Command::OneTimeCode => surroundings.coded(run),
            Command::Sleep(milliseconds) => {
                (self.sleep)(Duration::from_millis(milliseconds)).await;
                surroundings.step(run, Event::Elapsed)
            }
            Command::WaitForLogin => {
                (self.sleep)(LOGIN_POLL).await;
                surroundings.step(run, Event::Elapsed)
            }
        }
    }
}

/// The first future's output, unless the second ends before.
async fn within<T>(work: impl Future<Output = T>, timer: impl Future<Output = ()>) -> Option<T> {
    let (mut work, mut timer) = (pin!(work), pin!(timer));
    core::future::poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => timer.as_mut().poll(context).map(|()| None),
    })
    .await
}

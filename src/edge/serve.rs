//! A blocking driver of the proxy for native programs.

use alloc::sync::Arc;

use crate::callbacks::{Digest, Event as CallbackEvent, Incoming, Receiver};
use crate::client::{ActionOptions, CallOptions, Client, Done, Task};
use crate::edge::answers::Answer;
use crate::edge::command::{Command, Event, RateLimit};
use crate::edge::handling::Handling;
use crate::edge::ledger::{AuditLine, Ledger, LedgerEntry};
use crate::edge::proxy::Proxy;
use crate::error::{Effect, Error, ErrorCode};
use crate::image::{ImageLimits, SignImage};
use crate::issuers::Operation;
use crate::json::{Json, JsonText};
use crate::plain;
use crate::prelude::*;

/// The most bytes that are told of a body at once.
const CHUNK: usize = 64 * 1024;

/// A request as it came in. Its body is limited by whoever reads it from the network.
///
/// ```
/// use cardlatch::edge::serve::Request;
/// let headers = [("cookie", "session=1"), ("accept", "application/json")];
/// let url = "https://app.example/api/cards/c-1";
/// let request = Request { method: "GET", url, headers: &headers, body: b"", address: None };
/// assert_eq!(request.headers.len(), 2);
/// ```
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The method.
    pub method: &'a str,
    /// The whole URL.
    pub url: &'a str,
    /// Names and values of the headers.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub body: &'a [u8],
    /// The address of the sender, for callbacks that are known by it.
    pub address: Option<&'a str>,
}

/// Somebody that the proxy asks could not say. It is always taken for a no.
///
/// ```
/// use cardlatch::edge::serve::HookFailed;
///
/// fn owner_of(card: &str) -> Result<Option<String>, HookFailed> {
///     database(card).map_err(|_| HookFailed) // the page is told 500, the issuer nothing
/// }
/// # fn database(_: &str) -> Result<Option<String>, std::io::Error> { Ok(None) }
/// assert_eq!(owner_of("c-1"), Ok(None));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HookFailed;

/// What is asked about: the operation, its card and its issuer.
///
/// ```
/// use cardlatch::edge::serve::Asked;
///
/// fn needs_a_second_factor(asked: Asked<'_>) -> bool {
///     matches!(asked.action, "reveal" | "revealPin" | "topUp")
/// }
/// let asked = Asked { action: "freeze", card_id: Some("c-1"), issuer: "main" };
/// assert!(!needs_a_second_factor(asked));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked<'a> {
    /// The name of the operation.
    pub action: &'a str,
    /// The card; none for a new one.
    pub card_id: Option<&'a str>,
    /// The name of the issuer.
    pub issuer: &'a str,
}

/// A call of an issuer.
///
/// ```
/// use cardlatch::edge::serve::{Asked, Call};
/// use cardlatch::json::Json;
///
/// let asked = Asked { action: "freeze", card_id: Some("c-1"), issuer: "main" };
/// let call = Call { asked, options: Json::NONE, image: None, deadline_ms: Some(60_000) };
/// assert_eq!(call.asked.action, "freeze");
/// ```
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// What is called.
    pub asked: Asked<'a>,
    /// The client's options as a JSON object. They may hold secrets.
    pub options: Json<'a>,
    /// The picture.
    pub image: Option<&'a [u8]>,
    /// How long the call may take, in milliseconds: no longer than its lease. None where nothing is
    /// called.
    pub deadline_ms: Option<u64>,
}

impl Call<'_> {
    /// The task for a client of the issuer.
    ///
    /// # Errors
    /// `unsupported_action`, `invalid_input`, or what is wrong with the picture.
    ///
    /// ```
    /// use cardlatch::edge::serve::{Asked, Call};
    /// use cardlatch::{Client, IssuerConfig, json::{self, Limits}};
    /// # use cardlatch::issuers::open_api::OpenApiConfig;
    /// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
    /// # let client = Client::new(IssuerConfig::OpenApi(config))?;
    /// let asked = Asked { action: "freeze", card_id: Some("cid_1"), issuer: "main" };
    /// let options = json::check(br#"{"form":"physical"}"#, Limits::default())?;
    /// let call = Call { asked, options, image: None, deadline_ms: Some(60_000) };
    /// client.check(&call.task(&client)?)?;
    /// let asked = Asked { action: "launder", ..asked };
    /// assert!(Call { asked, ..call }.task(&client).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn task(&self, client: &Client) -> Result<Task, Error> {
        let Some(operation) = Operation::from_text(self.asked.action) else {
            return Err(Error::new(ErrorCode::UnsupportedAction, "There is no such operation."));
        };
        let word = self.options.get("form").text();
        let form = match word.as_deref() {
            Some("physical") => Some(crate::card::CardForm::Physical),
            Some("virtual") => Some(crate::card::CardForm::Virtual),
            _ => None,
        };
        // The form is an option of every action and no field of an endpoint.
        let names: &[&str] =
            if form.is_some() && operation.action().is_some() { &["form"] } else { &[] };
        let rest = JsonText::without(self.options, names);
        let fields = client.fields(operation, rest.json())?;
        let limits = ImageLimits::default();
        let image = self.image.map(|bytes| SignImage::check(bytes.to_vec(), limits)).transpose()?;
        let call = CallOptions { deadline_ms: self.deadline_ms, ..CallOptions::default() };
        let options = ActionOptions { call, form, sign_image: image, ..ActionOptions::default() };
        Ok(Task::of(operation, self.asked.card_id.unwrap_or_default(), fields, options))
    }
}

/// What the proxy needs of a program.
///
/// A whole one. [`serve`] shows a request to it.
///
/// ```
/// use cardlatch::edge::ledger::{Ledger, MemoryLedger};
/// use cardlatch::edge::serve::{Asked, Call, HookFailed, Host, Request};
/// use cardlatch::transport::closure::Blocking;
/// use cardlatch::{Action, CallOptions, Client, Done, Error, ErrorCode, Fault, Task, http};
///
/// fn send(_: http::Request) -> Result<http::Response, Fault> {
///     Ok(http::Response::new(200, r#"{"code":0,"message":"success"}"#)) // your HTTP client
/// }
///
/// struct Program {
///     client: Client,
///     ledger: MemoryLedger,
/// }
///
/// impl Program {
///     fn run(&self, task: Task) -> Result<Done, Error> {
///         Blocking::new(send).run(&self.client, task)
///     }
/// }
///
/// impl Host for Program {
///     fn now_ms(&mut self) -> u64 {
///         1_700_000_000_000 // of a clock
///     }
///
///     fn authenticate(&mut self, request: &Request<'_>) -> Result<Option<String>, HookFailed> {
///         let named = request.headers.iter().find(|(name, _)| *name == "x-user");
///         Ok(named.map(|(_, user)| (*user).to_owned())) // of your sessions
///     }
///
///     fn owns(&mut self, principal: &str, asked: Asked<'_>) -> Result<bool, HookFailed> {
///         Ok(principal == "alice" && asked.card_id == Some("cid_1")) // of your database
///     }
///
///     fn sha256(&mut self, bytes: &[u8]) -> Vec<u8> {
///         sha256(bytes)
///     }
///
///     fn execute(&mut self, call: Call<'_>) -> Result<Done, Error> {
///         self.run(call.task(&self.client)?)
///     }
///
///     fn reconcile(&mut self, asked: Asked<'_>, deadline_ms: u64) -> Result<Done, Error> {
///         let none = Error::new(ErrorCode::UnsupportedAction, "It cannot be read back.");
///         let action = Action::from_text(asked.action).ok_or(none)?;
///         let call = CallOptions { deadline_ms: Some(deadline_ms), ..CallOptions::default() };
///         self.run(Task::reconcile(action, asked.card_id.unwrap_or_default(), call))
///     }
///
///     fn ledger(&self) -> &dyn Ledger {
///         &self.ledger
///     }
/// }
/// # fn sha256(bytes: &[u8]) -> Vec<u8> {
/// #     let mut sum = vec![0; 32];
/// #     bytes.iter().enumerate().for_each(|(at, byte)| sum[at % 32] ^= byte.rotate_left(at as u32));
/// #     sum
/// # }
/// ```
pub trait Host {
    /// The Unix time in milliseconds.
    ///
    /// ```
    /// use std::time::{SystemTime, UNIX_EPOCH};
    ///
    /// fn now_ms() -> u64 {
    ///     let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    ///     u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    /// }
    /// assert!(now_ms() > 1_700_000_000_000);
    /// ```
    fn now_ms(&mut self) -> u64;

    /// Who asks; none where nobody knows.
    ///
    /// # Errors
    /// [`HookFailed`].
    ///
    /// ```
    /// use cardlatch::edge::serve::{HookFailed, Request};
    ///
    /// fn authenticate(request: &Request<'_>) -> Result<Option<String>, HookFailed> {
    ///     let cookie = request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("cookie"));
    ///     match cookie {
    ///         None => Ok(None), // 401
    ///         Some((_, cookie)) => user_of(cookie), // an error of your database is a `HookFailed`
    ///     }
    /// }
    /// # fn user_of(_: &str) -> Result<Option<String>, HookFailed> { Err(HookFailed) }
    /// # let url = "https://app.example/cards";
    /// let request = Request { method: "GET", url, headers: &[], body: b"", address: None };
    /// assert_eq!(authenticate(&request), Ok(None));
    /// ```
    fn authenticate(&mut self, request: &Request<'_>) -> Result<Option<String>, HookFailed>;

    /// Whether the principal may ask again already.
    ///
    /// # Errors
    /// [`HookFailed`].
    ///
    /// ```
    /// use cardlatch::edge::RateLimit;
    ///
    /// fn rate_limit(asked_in_this_minute: u64) -> RateLimit {
    ///     let remaining = 60_u64.checked_sub(asked_in_this_minute);
    ///     RateLimit { allowed: remaining.is_some(), limit: Some(60), remaining, reset_seconds: None }
    /// }
    /// assert!(rate_limit(60).allowed && !rate_limit(61).allowed); // 429
    /// ```
    fn rate_limit(&mut self, principal: &str, asked: Asked<'_>) -> Result<RateLimit, HookFailed> {
        let _ = (principal, asked);
        Ok(RateLimit { allowed: true, ..RateLimit::default() })
    }

    /// Whether the card is the principal's.
    ///
    /// # Errors
    /// [`HookFailed`].
    ///
    /// ```
    /// use cardlatch::edge::serve::{Asked};
    ///
    /// fn owns(principal: &str, asked: Asked<'_>) -> bool {
    ///     match asked.card_id {
    ///         Some(card) => owner_of(card) == Some(principal),
    ///         None => principal == "alice", // who may have a new card
    ///     }
    /// }
    /// # fn owner_of(card: &str) -> Option<&'static str> { (card == "c-1").then_some("alice") }
    /// let asked = Asked { action: "freeze", card_id: Some("c-2"), issuer: "main" };
    /// assert!(!owns("alice", asked)); // 403
    /// ```
    fn owns(&mut self, principal: &str, asked: Asked<'_>) -> Result<bool, HookFailed>;

    /// Whether the principal confirmed. It is asked only where the settings have `confirm`.
    ///
    /// # Errors
    /// [`HookFailed`].
    ///
    /// ```
    /// use cardlatch::edge::serve::{Asked, Call, HookFailed};
    ///
    /// fn confirm(principal: &str, call: Call<'_>) -> Result<bool, HookFailed> {
    ///     match call.asked.action {
    ///         "cancel" => ask_the_second_factor(principal),
    ///         _ => Ok(true),
    ///     }
    /// }
    /// # fn ask_the_second_factor(_: &str) -> Result<bool, HookFailed> { Ok(false) }
    /// let asked = Asked { action: "cancel", card_id: Some("c-1"), issuer: "main" };
    /// # let options = cardlatch::json::Json::NONE;
    /// let call = Call { asked, options, image: None, deadline_ms: None };
    /// assert_eq!(confirm("alice", call), Ok(false)); // 403, and nothing is executed
    /// ```
    fn confirm(&mut self, principal: &str, call: Call<'_>) -> Result<bool, HookFailed> {
        let _ = (principal, call);
        Err(HookFailed)
    }

    /// The SHA-256 of bytes: with the feature `crypto`, [`crate::crypto::sha256`].
    ///
    /// ```
    /// # #[cfg(feature = "crypto")] {
    /// fn sha256(bytes: &[u8]) -> Vec<u8> {
    ///     cardlatch::crypto::sha256(bytes)
    /// }
    /// assert_eq!(sha256(b"").len(), 32);
    /// # }
    /// ```
    fn sha256(&mut self, bytes: &[u8]) -> Vec<u8>;

    /// Calls the issuer: [`Call::task`] makes the task for a driver of the client.
    ///
    /// # Errors
    /// What the call ends with.
    ///
    /// ```
    /// use cardlatch::edge::serve::{Call};
    /// use cardlatch::{Client, Done, Error, Fault, http, transport::closure::Blocking};
    ///
    /// fn execute<F>(client: &Client, driver: &Blocking<F>, call: Call<'_>) -> Result<Done, Error>
    /// where
    ///     F: Fn(http::Request) -> Result<http::Response, Fault>,
    /// {
    ///     driver.run(client, call.task(client)?)
    /// }
    /// # use cardlatch::{IssuerConfig, edge::serve::Asked};
    /// # use cardlatch::{issuers::artha::ArthaConfig, json::Json};
    /// # let config = ArthaConfig::new("https://a.example", "t");
    /// # let client = Client::new(IssuerConfig::Artha(config))?;
    /// let driver = Blocking::new(|_| Err(Fault::NotSent));
    /// let asked = Asked { action: "activate", card_id: Some("c-1"), issuer: "main" }; // Artha has none
    /// let call = Call { asked, options: Json::NONE, image: None, deadline_ms: Some(60_000) };
    /// assert_eq!(execute(&client, &driver, call).err().unwrap().code().as_str(), "unsupported_action");
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    fn execute(&mut self, call: Call<'_>) -> Result<Done, Error>;

    /// Reads the card to learn whether an action has happened, for at most so many milliseconds.
    ///
    /// # Errors
    /// What the call ends with.
    ///
    /// ```
    /// use cardlatch::edge::serve::{Asked};
    /// use cardlatch::{Action, CallOptions, Task};
    ///
    /// fn task(asked: Asked<'_>, deadline_ms: u64) -> Option<Task> {
    ///     let call = CallOptions { deadline_ms: Some(deadline_ms), ..CallOptions::default() };
    ///     Some(Task::reconcile(Action::from_text(asked.action)?, asked.card_id?, call))
    /// }
    /// let asked = Asked { action: "freeze", card_id: Some("c-1"), issuer: "main" };
    /// assert!(task(asked, 60_000).is_some()); // for a driver of the issuer's client
    /// ```
    fn reconcile(&mut self, asked: Asked<'_>, deadline_ms: u64) -> Result<Done, Error>;

    /// The ledger.
    ///
    /// ```
    /// use cardlatch::edge::ledger::{Ledger, MemoryLedger};
    ///
    /// struct Program(MemoryLedger);
    ///
    /// impl Program {
    ///     fn ledger(&self) -> &dyn Ledger {
    ///         &self.0 // of one process; several processes need one that they share
    ///     }
    /// }
    /// assert!(Program(MemoryLedger::new()).ledger().find("op", "c-1", 0).is_ok());
    /// ```
    fn ledger(&self) -> &dyn Ledger;

    /// Sees each line of the audit beside the ledger.
    ///
    /// ```
    /// use cardlatch::edge::ledger::AuditLine;
    ///
    /// fn audited(line: &AuditLine) -> String {
    ///     line.json() // into a log of yours: no line holds a secret
    /// }
    /// # let _ = audited;
    /// ```
    fn audited(&mut self, line: &AuditLine) {
        let _ = line;
    }

    /// Who reads the callbacks of an issuer.
    ///
    /// ```
    /// use cardlatch::callbacks::Receiver;
    /// use std::sync::Arc;
    ///
    /// fn receiver(of_yativo: &Arc<Receiver>, issuer: &str) -> Option<Arc<Receiver>> {
    ///     (issuer == "main").then(|| Arc::clone(of_yativo))
    /// }
    /// let of_yativo = Arc::new(Receiver::yativo(["whsec_1"])?);
    /// assert!(receiver(&of_yativo, "other").is_none()); // 404
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    fn receiver(&self, issuer: &str) -> Option<Arc<Receiver>> {
        let _ = issuer;
        None
    }

    /// Computes what a receiver needs: with the feature `crypto`, `Digest::compute`.
    ///
    /// ```
    /// # #[cfg(feature = "crypto")] {
    /// use cardlatch::callbacks::Digest;
    ///
    /// fn digest(digest: Digest<'_>) -> Vec<u8> {
    ///     digest.compute().to_vec()
    /// }
    /// assert_eq!(digest(Digest::Sha256 { parts: [b"body", b"secret"] }).len(), 32);
    /// # }
    /// ```
    fn digest(&mut self, digest: Digest<'_>) -> Vec<u8> {
        let _ = digest;
        Vec::new()
    }

    /// Takes an issuer's event, once. Where it is not handled the issuer sends it again.
    ///
    /// ```
    /// use cardlatch::callbacks::{Event, Kind};
    /// use cardlatch::edge::ledger::LedgerEntry;
    ///
    /// fn handle(event: &Event, operations: &[LedgerEntry]) -> bool {
    ///     for operation in operations {
    ///         println!("{} of {} is settled", operation.action, operation.principal);
    ///     }
    ///     event.kind != Kind::ThreedsCode || send_to_the_owner(event)
    /// }
    /// # fn send_to_the_owner(_: &Event) -> bool { false }
    /// # let _ = handle;
    /// ```
    fn handle(&mut self, issuer: &str, event: CallbackEvent, operations: &[LedgerEntry]) -> bool {
        let _ = (issuer, event, operations);
        false
    }
}

/// A request on its way.
struct Served<'a> {
    request: &'a Request<'a>,
    host: &'a mut dyn Host,
    handling: Handling,
    principal: String,
    read: usize,
    event: Option<CallbackEvent>,
}

/// Serves a request. Streams end with what is there: ask [`Handling::event_of`] for what follows.
///
/// ```
/// # use cardlatch::edge::ledger::{Ledger, MemoryLedger};
/// # use cardlatch::edge::serve::{Asked, Call, HookFailed, Host, Request};
/// # use cardlatch::transport::closure::Blocking;
/// # use cardlatch::{Action, CallOptions, Client, Done, Error, ErrorCode, Fault, Task, http};
/// # fn send(_: http::Request) -> Result<http::Response, Fault> {
/// #     Ok(http::Response::new(200, r#"{"code":0,"message":"success"}"#)) // your HTTP client
/// # }
/// #
/// # struct Program {
/// #     client: Client,
/// #     ledger: MemoryLedger,
/// # }
/// #
/// # impl Program {
/// #     fn run(&self, task: Task) -> Result<Done, Error> {
/// #         Blocking::new(send).run(&self.client, task)
/// #     }
/// # }
/// #
/// # impl Host for Program {
/// #     fn now_ms(&mut self) -> u64 {
/// #         1_700_000_000_000 // of a clock
/// #     }
/// #
/// #     fn authenticate(&mut self, request: &Request<'_>) -> Result<Option<String>, HookFailed> {
/// #         let named = request.headers.iter().find(|(name, _)| *name == "x-user");
/// #         Ok(named.map(|(_, user)| (*user).to_owned())) // of your sessions
/// #     }
/// #
/// #     fn owns(&mut self, principal: &str, asked: Asked<'_>) -> Result<bool, HookFailed> {
/// #         Ok(principal == "alice" && asked.card_id == Some("cid_1")) // of your database
/// #     }
/// #
/// #     fn sha256(&mut self, bytes: &[u8]) -> Vec<u8> {
/// #         sha256(bytes)
/// #     }
/// #
/// #     fn execute(&mut self, call: Call<'_>) -> Result<Done, Error> {
/// #         self.run(call.task(&self.client)?)
/// #     }
/// #
/// #     fn reconcile(&mut self, asked: Asked<'_>, deadline_ms: u64) -> Result<Done, Error> {
/// #         let none = Error::new(ErrorCode::UnsupportedAction, "It cannot be read back.");
/// #         let action = Action::from_text(asked.action).ok_or(none)?;
/// #         let call = CallOptions { deadline_ms: Some(deadline_ms), ..CallOptions::default() };
/// #         self.run(Task::reconcile(action, asked.card_id.unwrap_or_default(), call))
/// #     }
/// #
/// #     fn ledger(&self) -> &dyn Ledger {
/// #         &self.ledger
/// #     }
/// # }
/// # fn sha256(bytes: &[u8]) -> Vec<u8> {
/// #     let mut sum = vec![0; 32];
/// #     bytes.iter().enumerate().for_each(|(at, byte)| sum[at % 32] ^= byte.rotate_left(at as u32));
/// #     sum
/// # }
/// # use cardlatch::{IssuerConfig, issuers::open_api::OpenApiConfig};
/// use cardlatch::edge::{Proxy, serve::serve};
/// use std::sync::Arc;
///
/// let settings = r#"{"issuers":[{"name":"main","id":"open-api","can":["freeze"]}],"allow":["freeze"]}"#;
/// let proxy = Arc::new(Proxy::new(settings)?);
/// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
/// # let client = Client::new(IssuerConfig::OpenApi(config))?;
/// # let ledger = MemoryLedger::new();
/// let mut program = Program { client, ledger }; // the host that [`Host`] shows
/// let json = ("content-type", "application/json");
/// let headers = [("x-user", "alice"), json, ("idempotency-key", "5a394f4b9d2e0c8f")];
/// let url = "https://app.example/cards/cid_1/freeze";
/// let request = Request { method: "POST", url, headers: &headers, body: b"{}", address: None };
/// let first = serve(&proxy, &request, &mut program);
/// assert_eq!(first.status, 202); // accepted
/// let again = serve(&proxy, &request, &mut program); // not executed again
/// assert_eq!(again.header("idempotency-replayed"), Some("true"));
/// # Ok::<(), cardlatch::Error>(())
/// ```
pub fn serve(proxy: &Arc<Proxy>, request: &Request<'_>, host: &mut dyn Host) -> Answer {
    let handling = Handling::new(Arc::clone(proxy));
    let mut served =
        Served { request, host, handling, principal: String::new(), read: 0, event: None };
    let Request { method, url, headers, .. } = *request;
    served.tell(Event::Request { method, url, headers });
    loop {
        if let Some(answer) = served.handling.answer() {
            return answer.clone();
        }
        match served.handling.command().cloned() {
            Some(command) => served.carry_out(command),
            None => served.tell(Event::HookFailed),
        }
    }
}

impl Served<'_> {
    fn tell(&mut self, event: Event<'_>) {
        let now_ms = self.host.now_ms();
        self.handling.tell(now_ms, event);
    }

    fn hooked<T>(&mut self, told: Result<T, HookFailed>, event: impl Fn(T) -> Event<'static>) {
        self.tell(told.map_or(Event::HookFailed, event));
    }

    fn carry_out(&mut self, command: Command) {
        match command {
            Command::Authenticate => match self.host.authenticate(self.request) {
                Ok(principal) => {
                    self.tell(Event::Principal(principal.as_deref()));
                    self.principal = principal.unwrap_or_default();
                }
                Err(HookFailed) => self.tell(Event::HookFailed),
            },
            Command::RateLimit { action, card_id, issuer } => {
                let asked = asked(&action, card_id.as_deref(), &issuer);
                let told = self.host.rate_limit(&self.principal, asked);
                self.hooked(told, Event::RateLimit);
            }
            Command::Owns { cards, action, issuer } => {
                let owns: Result<Vec<bool>, HookFailed> = cards
                    .iter()
                    .map(|card| {
                        let asked = asked(&action, card.as_deref(), &issuer);
                        self.host.owns(&self.principal, asked)
                    })
                    .collect();
                self.tell(owns.as_deref().map_or(Event::HookFailed, Event::Owns));
            }
            Command::Read { .. } => self.read(),
            Command::Hash => {
                let hash = self.host.sha256(self.handling.bytes());
                self.tell(Event::Hashed(&hash));
            }
            Command::Confirm { .. }
            | Command::Execute { .. }
            | Command::Reconcile { .. }
            | Command::Handle { .. } => self.call(&command),
            Command::Callback { issuer, path_secret } => {
                self.receive(&issuer, path_secret.as_deref());
            }
            command => self.ask_ledger(command),
        }
    }

    fn read(&mut self) {
        let rest = self.request.body.get(self.read..).unwrap_or_default();
        let (bytes, after) = rest.split_at_checked(CHUNK).unwrap_or((rest, &[]));
        self.read += bytes.len();
        self.tell(Event::Chunk { bytes, is_last: after.is_empty() });
    }

    /// What leaves the proxy.
    fn call(&mut self, command: &Command) {
        match command {
            Command::Confirm { action, card_id, issuer, options } => {
                let asked = asked(action, card_id.as_deref(), issuer);
                let options = Json::trusted(options);
                let call = Call { asked, options, image: None, deadline_ms: None };
                let told = self.host.confirm(&self.principal, call);
                self.hooked(told, Event::Confirmed);
            }
            Command::Execute { issuer, operation, card_id, options, has_image, deadline_ms } => {
                let asked = asked(operation, card_id.as_deref(), issuer);
                let image = has_image.then(|| self.handling.bytes());
                let options = Json::trusted(options);
                let call = Call { asked, options, image, deadline_ms: Some(*deadline_ms) };
                let ended = self.host.execute(call);
                self.ended(ended);
            }
            Command::Reconcile { issuer, action, card_id, deadline_ms } => {
                let asked = asked(action, Some(card_id), issuer);
                let ended = self.host.reconcile(asked, *deadline_ms);
                self.ended(ended);
            }
            Command::Handle { issuer, operations } => {
                let is_handled = match self.event.take() {
                    Some(event) => self.host.handle(issuer, event, operations),
                    None => false,
                };
                self.tell(Event::Handled(is_handled));
            }
            _ => self.tell(Event::HookFailed),
        }
    }

    fn ended(&mut self, ended: Result<Done, Error>) {
        let ended = ended.and_then(|done| {
            let told = match &done {
                Done::Outcome(outcome) => plain::outcome(outcome),
                Done::Data(data) => data.expose().clone(),
                Done::Reconciliation(reconciliation) => plain::reconciliation(reconciliation),
                _ => {
                    let text = "The call ended with something else.";
                    return Err(
                        Error::new(ErrorCode::UnexpectedAnswer, text).with_effect(Effect::Unknown)
                    );
                }
            };
            Ok(told)
        });
        match ended {
            Ok(told) => self.tell(Event::Done(Json::trusted(&told))),
            Err(error) => {
                let told = plain::error(&error);
                self.tell(Event::Failed(Json::trusted(&told)));
            }
        }
    }

    fn ask_ledger(&mut self, command: Command) {
        let now_ms = self.host.now_ms();
        let event = match command {
            Command::Reserve(ask) => self.host.ledger().reserve(&ask).map(Event::Reserved),
            Command::Record(change) => {
                if let Some(line) = &change.audit {
                    self.host.audited(line);
                }
                self.host.ledger().record(&change).map(Event::Recorded)
            }
            Command::Find { operation, shard } => {
                self.host.ledger().find(&operation, &shard, now_ms).map(Event::Found)
            }
            Command::Audit(line) => {
                self.host.audited(&line);
                self.host.ledger().audit(&line).map(|()| Event::Audited)
            }
            Command::Take(delivery) => self.host.ledger().take(&delivery).map(Event::Taken),
            Command::Keep { delivery, handled } => {
                self.host.ledger().keep(&delivery, handled).map(|()| Event::Kept)
            }
            _ => Ok(Event::HookFailed),
        };
        self.tell(event.unwrap_or(Event::HookFailed));
    }

    fn receive(&mut self, issuer: &str, path_secret: Option<&str>) {
        let Some(receiver) = self.host.receiver(issuer) else {
            self.tell(Event::HookFailed);
            return;
        };
        let Request { method, headers, body, address, .. } = *self.request;
        let incoming = Incoming { method, headers, body, address, path_secret };
        let checked = receiver.check(incoming).and_then(|mut check| {
            while let Some(digest) = check.needed() {
                let computed = self.host.digest(digest);
                check.give(&computed);
            }
            check.told()
        });
        match checked {
            Ok(told) => {
                self.event = Some(CallbackEvent::of(&told));
                let reply = plain::reply(&receiver.taken());
                let event = Some(Json::trusted(told.expose()));
                self.tell(Event::Received { event, reply: Json::trusted(&reply) });
            }
            Err(error) => {
                let reply = plain::reply(&receiver.refused(&error));
                self.tell(Event::Received { event: None, reply: Json::trusted(&reply) });
            }
        }
    }
}

fn asked<'a>(action: &'a str, card_id: Option<&'a str>, issuer: &'a str) -> Asked<'a> {
    Asked { action, card_id, issuer }
}

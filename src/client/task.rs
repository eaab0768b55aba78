//! What a call is to do.

use crate::card::{Action, CardForm};
use crate::client::CallOptions;
#[cfg(doc)]
use crate::client::Client;
use crate::error::{Error, ErrorCode};
use crate::image::SignImage;
use crate::issuers::{Operation, needs};
use crate::prelude::*;
use crate::secret::Secret;
use crate::settings::Settings;
use crate::text;

/// What a caller may add to an action.
///
/// ```
/// use cardlatch::image::{ImageLimits, SignImage};
/// use cardlatch::{ActionOptions, CallOptions};
/// # fn read_file() -> Vec<u8> {
/// #     let jpeg = b"\xff\xd8\xff\xc0\0\x0b\x08\0\x01\0\x01\x01\x01\x11\0\
/// #         \xff\xda\0\x08\x01\x01\0\0\x3f\0\0\xff\xd9";
/// #     jpeg.to_vec()
/// # }
///
/// let options = ActionOptions {
///     sign_image: SignImage::check(read_file(), ImageLimits::default()).ok(),
///     call: CallOptions { deadline_ms: Some(8_000), ..CallOptions::default() },
///     ..ActionOptions::default()
/// };
/// assert!(options.sign_image.is_some());
/// ```
#[derive(Default)]
pub struct ActionOptions {
    /// Time limits of this call.
    pub call: CallOptions,
    /// The cardholder's signature image.
    pub sign_image: Option<SignImage>,
    /// Whether the card is plastic, where the caller knows.
    pub form: Option<CardForm>,
    /// The key under which the issuer knows this operation; a fresh one when left out. Only
    /// Yativo takes one.
    pub idempotency_key: Option<String>,
}

/// What a prepared request takes from the caller.
///
/// ```
/// use cardlatch::PrepareOptions;
/// let options = PrepareOptions { access_token: Some("j.w.t".into()), ..Default::default() };
/// assert!(options.action.idempotency_key.is_none());
/// ```
#[derive(Default)]
pub struct PrepareOptions {
    /// The action's own options.
    pub action: ActionOptions,
    /// The session token of the caller, where the issuer has sessions.
    pub access_token: Option<Secret<String>>,
}

/// How far a task goes with its operation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Does it.
    Call,
    /// Reads the card to learn whether the action has happened.
    Reconcile,
    /// Builds the request for a transport of the caller.
    Prepare,
    /// Reads the answer that a transport of the caller got.
    Interpret,
}

/// What a call is to do.
///
/// ```
/// use cardlatch::{Action, ActionOptions, CallOptions, Task};
/// let freeze = Task::act(Action::Freeze, "cid_1", ActionOptions::default());
/// let then = Task::card("cid_1", CallOptions::default());
/// # let _ = (freeze, then);
/// ```
pub struct Task {
    pub(crate) operation: Operation,
    pub(crate) mode: Mode,
    pub(crate) card: String,
    pub(crate) options: ActionOptions,
    /// What the caller gave beside, checked by the endpoint's rules.
    pub(crate) fields: Settings,
    pub(crate) access_token: Option<Secret<String>>,
    /// An image follows later, but counts already.
    pub(crate) awaits_image: bool,
    /// When the call began, if that was before its first step, as Unix time in milliseconds.
    pub(crate) began_ms: Option<u64>,
}

impl Task {
    /// An action on a card.
    ///
    /// ```
    /// # use cardlatch::{Action, ActionOptions, Client};
    /// # use cardlatch::{IssuerConfig, Task, issuers::yativo::YativoConfig};
    /// # let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
    /// # let client = Client::new(IssuerConfig::Yativo(config))?;
    /// let options = ActionOptions { idempotency_key: Some("order-17".into()), ..Default::default() };
    /// client.check(&Task::act(Action::Freeze, "5d2c0b1e", options))?;
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn act(action: Action, card: impl Into<String>, options: ActionOptions) -> Self {
        Self::new(Operation::of(action), Mode::Call, card.into(), options)
    }

    /// Reading a card's state.
    ///
    /// Artha's words for states are not documented; the issuer's own word is read all the same.
    /// OPEN-API has no such call:
    ///
    /// ```
    /// # use cardlatch::{CallOptions, Client, ErrorCode, IssuerConfig, Task};
    /// # use cardlatch::issuers::open_api::OpenApiConfig;
    /// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
    /// # let client = Client::new(IssuerConfig::OpenApi(config))?;
    /// let refused = client.check(&Task::card("cid_1", CallOptions::default())).unwrap_err();
    /// assert_eq!(refused.code(), ErrorCode::UnsupportedAction);
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn card(card: impl Into<String>, call: CallOptions) -> Self {
        let options = ActionOptions { call, ..ActionOptions::default() };
        Self::new(Operation::CARD, Mode::Call, card.into(), options)
    }

    /// Any operation of an issuer, for one with fields: see [`Client::fields`].
    ///
    /// ```
    /// use cardlatch::{ActionOptions, Client, IssuerConfig, Operation, Task, json};
    /// # use cardlatch::issuers::artha::ArthaConfig;
    /// # let config = ArthaConfig::new("https://issuer.example/api/v1", "customer token");
    /// # let client = Client::new(IssuerConfig::Artha(config))?;
    /// let amount = json::check(br#"{"amount":"100.00"}"#, json::Limits::default())?;
    /// let fields = client.fields(Operation::TOP_UP, amount)?;
    /// client.check(&Task::of(Operation::TOP_UP, "81e38cea", fields, ActionOptions::default()))?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(
        operation: Operation,
        card: impl Into<String>,
        fields: Settings,
        options: ActionOptions,
    ) -> Self {
        let mut task = Self::new(operation, Mode::Call, card.into(), options);
        task.fields = fields;
        task
    }

    /// The same task with what its operation takes beside the card: see [`Client::fields`].
    ///
    /// What a prepared request takes beside the card:
    ///
    /// ```
    /// use cardlatch::{Client, IssuerConfig, Operation, PrepareOptions, Task, json};
    /// # use cardlatch::issuers::artha::ArthaConfig;
    /// # let config = ArthaConfig::new("https://issuer.example/api/v1", "customer token");
    /// # let client = Client::new(IssuerConfig::Artha(config))?;
    /// let amount = json::check(br#"{"amount":"100.00"}"#, json::Limits::default())?;
    /// let task = Task::prepare(Operation::TOP_UP, "81e38cea", PrepareOptions::default());
    /// client.check(&task.with_fields(client.fields(Operation::TOP_UP, amount)?))?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_fields(mut self, fields: Settings) -> Self {
        self.fields = fields;
        self
    }

    /// Reading a card to learn whether an action has happened.
    ///
    /// ```
    /// use cardlatch::transport::closure::Blocking;
    /// use cardlatch::{Action, CallOptions, Client, Done, IssuerConfig, Task, Verdict, http};
    /// # use cardlatch::issuers::yativo::YativoConfig;
    /// # let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
    /// # let client = Client::new(IssuerConfig::Yativo(config))?;
    /// # let token = r#"{"status":"success","data":{"access_token":"j.w.t","expires_in":600}}"#;
    /// let card = r#"{"status":"success","data":{"id":"5d2c0b1e","card_status":"frozen"}}"#;
    /// # let send = |request: http::Request| {
    /// #     let body = if request.url().ends_with("/auth/login") { token } else { card };
    /// #     Ok(http::Response::new(200, body))
    /// # };
    /// let task = Task::reconcile(Action::Freeze, "5d2c0b1e", CallOptions::default());
    /// let Done::Reconciliation(told) = Blocking::new(send).run(&client, task)? else { panic!() };
    /// assert_eq!(told.verdict, Verdict::Done); // the freeze whose answer was lost has happened
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn reconcile(action: Action, card: impl Into<String>, call: CallOptions) -> Self {
        let options = ActionOptions { call, ..ActionOptions::default() };
        Self::new(Operation::of(action), Mode::Reconcile, card.into(), options)
    }

    /// Building one request for a transport of the caller. It is to be sent at once and once:
    /// time, nonce and code are of this moment.
    ///
    /// ```
    /// use cardlatch::transport::closure::Blocking;
    /// use cardlatch::{Action, Client, Done, Fault, IssuerConfig, Operation, PrepareOptions, Task};
    /// # use cardlatch::issuers::yativo::YativoConfig;
    /// # let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
    /// # let client = Client::new(IssuerConfig::Yativo(config))?;
    /// let options = PrepareOptions { access_token: Some("j.w.t".into()), ..Default::default() };
    /// let task = Task::prepare(Operation::of(Action::Freeze), "5d2c0b1e", options);
    /// let driver = Blocking::new(|_| Err(Fault::NotSent)); // sends nothing
    /// let Done::Request(request) = driver.run(&client, task)? else { panic!() };
    /// assert_eq!(request.body.as_bytes(), br#"{"action":"freeze"}"#);
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn prepare(operation: Operation, card: impl Into<String>, options: PrepareOptions) -> Self {
        let mut task = Self::new(operation, Mode::Prepare, card.into(), options.action);
        task.access_token = options.access_token;
        task
    }

    /// The same task, to be checked before its image is read.
    ///
    /// ```
    /// # use cardlatch::{Action, ActionOptions, Client};
    /// # use cardlatch::{IssuerConfig, Task, issuers::artha::ArthaConfig};
    /// # let config = ArthaConfig::new("https://issuer.example/api/v1", "customer token");
    /// # let client = Client::new(IssuerConfig::Artha(config))?;
    /// let task = Task::act(Action::Freeze, "81e38cea", ActionOptions::default());
    /// client.check(&task.awaiting_image())?; // then read the file
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn awaiting_image(mut self) -> Self {
        self.awaits_image = true;
        self
    }

    pub(crate) fn new(
        operation: Operation,
        mode: Mode,
        card: String,
        options: ActionOptions,
    ) -> Self {
        let fields = Settings::default();
        Self {
            operation,
            mode,
            card,
            options,
            fields,
            access_token: None,
            awaits_image: false,
            began_ms: None,
        }
    }

    /// The action it is about.
    pub(crate) fn action(&self) -> Option<Action> {
        self.operation.action()
    }

    /// What an error names: nothing for a card's state and a login.
    pub(crate) fn named(&self) -> Option<Operation> {
        let is_login = needs::SESSIONS && self.operation == Operation::LOGIN;
        if is_login || self.operation == Operation::CARD { None } else { Some(self.operation) }
    }

    /// Makes sure of a key: the caller's, or a fresh one. One operation, one key.
    pub(crate) fn ensure_idempotency_key(&mut self, random: &[u8; 32]) -> Result<(), Error> {
        if !needs::KEYS {
            return Ok(());
        }
        let key = self.options.idempotency_key.get_or_insert_with(|| text::uuid(random));
        if (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Ok(());
        }
        let text = "The key must have 1 to 255 visible ASCII characters.";
        Err(Error::new(ErrorCode::InvalidInput, text).at("idempotencyKey"))
    }
}

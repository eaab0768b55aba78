//! One action from start to outcome: issuer, session, endpoint and policy.

mod command;
mod limits;
mod run;
mod task;

use alloc::sync::Arc;

use crate::amount;
use crate::capability;
use crate::card::{Action, CardForm, CardId, IssuerId};
use crate::endpoint::{About, Exchange, unsupported};
use crate::error::{Error, ErrorCode};
use crate::http::Response;
#[cfg(not(feature = "ship"))]
use crate::issuers::artha;
use crate::issuers::artha::ArthaConfig;
use crate::issuers::artha_v1::ArthaV1Config;
use crate::issuers::ibanera::{self, IbaneraConfig};
use crate::issuers::open_api::OpenApiConfig;
use crate::issuers::yativo::YativoConfig;
use crate::issuers::{self, Operation, needs};
use crate::json::Json;
#[cfg(not(feature = "ship"))]
use crate::json::{self, Limits, Object, Value};
use crate::lock::Lock;
use crate::prelude::*;
#[cfg(not(feature = "ship"))]
use crate::secret::Secret;
use crate::session::Session;
use crate::settings::Settings;
#[cfg(not(feature = "ship"))]
use crate::settings::Wanted;
use crate::text;

pub use command::{Command, Event, Fault, Moment};
pub use limits::CallOptions;
pub use run::{Done, Run, Setback};
pub(crate) use task::Mode;
pub use task::{ActionOptions, PrepareOptions, Task};

/// How long a call may take where its one-time codes come every 30 seconds.
const WITH_CODES_MS: u64 = 90_000;
/// What a program says is read again after ten minutes.
const REMEMBERED_MS: u64 = 600_000;

/// Which issuer, and what its client must be told.
///
/// ```
/// use cardlatch::issuers::artha::ArthaConfig;
/// use cardlatch::{Client, IssuerConfig, IssuerId};
///
/// let config = ArthaConfig::new("https://issuer.example/api/v1", "customer token");
/// let client = Client::new(IssuerConfig::Artha(config))?;
/// assert_eq!(client.issuer(), IssuerId::Artha);
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Clone, Debug)]
pub enum IssuerConfig {
    /// Artha, the Cards API.
    Artha(ArthaConfig),
    /// Artha, the newer API.
    ArthaV1(ArthaV1Config),
    /// Yativo, customer virtual cards.
    Yativo(YativoConfig),
    /// OPEN-API.
    OpenApi(OpenApiConfig),
    /// Ibanera, the card section.
    Ibanera(IbaneraConfig),
}

/// A client of one issuer. It holds the session, so use one client, or clones of it, for all
/// calls.
///
/// ```
/// use cardlatch::http::{Request, Response};
/// use cardlatch::issuers::open_api::OpenApiConfig;
/// use cardlatch::transport::closure::Blocking;
/// use cardlatch::{Action, ActionOptions, ActionResult, Client, Fault, IssuerConfig};
///
/// let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
/// let client = Client::new(IssuerConfig::OpenApi(config))?;
/// // Stands for an HTTP client of yours.
/// let send = |_: Request| Ok::<_, Fault>(Response::new(200, r#"{"code":0,"message":"success"}"#));
/// let outcome = Blocking::new(send).act(&client, Action::Freeze, "cid_1", ActionOptions::default())?;
/// assert_eq!(outcome.result, ActionResult::Accepted); // no document says that it is done
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Clone)]
pub struct Client(Arc<Inner>);

pub(crate) struct Inner {
    id: IssuerId,
    pub(crate) settings: Settings,
    pub(crate) limits: CallOptions,
    pub(crate) session: Session,
    /// A program, by its id, what it says, and until when that counts. No id stands for all programs
    /// of the merchant.
    program: Lock<Option<(String, String, u64)>>,
}

impl Client {
    /// A client with the default limits: 10 s for an attempt, 30 s for a call.
    ///
    /// # Errors
    /// `configuration` or `insecure_url`, naming the option.
    ///
    /// ```
    /// use cardlatch::issuers::yativo::YativoConfig;
    /// use cardlatch::{Client, ErrorCode, IssuerConfig};
    ///
    /// let open = |url| Client::new(IssuerConfig::Yativo(YativoConfig::new(url, "account", "secret")));
    /// assert!(open("https://issuer.example/api/v1").is_ok());
    /// let refused = open("http://issuer.example/api/v1").err().unwrap();
    /// assert_eq!((refused.code(), refused.path()), (ErrorCode::InsecureUrl, Some("issuer.baseUrl")));
    /// ```
    #[cfg(not(feature = "ship"))]
    pub fn new(config: IssuerConfig) -> Result<Self, Error> {
        Self::with_limits(config, CallOptions::default())
    }

    /// A client with limits of its own.
    ///
    /// # Errors
    /// `configuration` or `insecure_url`, naming the option.
    ///
    /// ```
    /// use cardlatch::issuers::yativo::YativoConfig;
    /// use cardlatch::{CallOptions, Client, IssuerConfig};
    ///
    /// let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
    /// let limits = CallOptions { timeout_ms: Some(4_000), ..CallOptions::default() };
    /// let client = Client::with_limits(IssuerConfig::Yativo(config), limits)?;
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[cfg(not(feature = "ship"))]
    pub fn with_limits(config: IssuerConfig, limits: CallOptions) -> Result<Self, Error> {
        let (id, plain): (_, Object) = match config {
            IssuerConfig::Artha(config) => (IssuerId::Artha, config.into()),
            IssuerConfig::ArthaV1(config) => (IssuerId::ArthaV1, config.into()),
            IssuerConfig::Yativo(config) => (IssuerId::Yativo, config.into()),
            IssuerConfig::OpenApi(config) => (IssuerId::OpenApi, config.into()),
            IssuerConfig::Ibanera(config) => (IssuerId::Ibanera, config.into()),
        };
        let text = Secret::new(written(&Value::Object(plain)));
        match json::check(text.expose(), Limits::default()) {
            Ok(plain) => Self::checked(id, plain, limits),
            Err(_) => Self::from_json(None, limits),
        }
    }

    /// A client out of plain data, as the npm package takes it: the field `id` says which issuer.
    ///
    /// # Errors
    /// `configuration` or `insecure_url`, naming the option.
    ///
    /// ```
    /// use cardlatch::json::{self, Limits};
    /// use cardlatch::{CallOptions, Client, ErrorCode};
    ///
    /// let refused = Client::from_plain(None, CallOptions::default()).err().unwrap();
    /// assert_eq!((refused.code(), refused.path()), (ErrorCode::Configuration, Some("issuer")));
    /// let options = br#"{"id":"ibanera","baseUrl":"https://b.example","username":"u","password":"p"}"#;
    /// let options = json::parse(options, Limits::default())?;
    /// assert!(Client::from_plain(Some(options), CallOptions::default()).is_ok());
    /// # Ok::<(), json::JsonError>(())
    /// ```
    #[cfg(not(feature = "ship"))]
    pub fn from_plain(plain: Option<Value>, limits: CallOptions) -> Result<Self, Error> {
        let text = plain.map(|plain| Secret::new(written(&plain)));
        let json = text.as_ref().map(|text| json::check(text.expose(), Limits::default()));
        Self::from_json(json.and_then(Result::ok), limits)
    }

    /// A client out of JSON, as the npm package takes it: the field `id` says which issuer.
    ///
    /// # Errors
    /// `configuration` or `insecure_url`, naming the option.
    ///
    /// ```
    /// use cardlatch::json::{self, Limits};
    /// use cardlatch::{CallOptions, Client};
    ///
    /// let options = br#"{"id":"artha","baseUrl":"https://a.example","customerToken":"T","colour":1}"#;
    /// let options = json::check(options, Limits::default())?;
    /// let refused = Client::from_json(Some(options), CallOptions::default()).err().unwrap();
    /// assert_eq!(refused.path(), Some("issuer.colour")); // there is no such option
    /// # Ok::<(), json::JsonError>(())
    /// ```
    #[cfg(not(feature = "ship"))]
    pub fn from_json(plain: Option<Json<'_>>, limits: CallOptions) -> Result<Self, Error> {
        let Some(plain) = plain.filter(|plain| plain.is_object()) else {
            let text = "The issuer's options are missing.";
            return Err(Error::new(ErrorCode::Configuration, text).at("issuer"));
        };
        let name = plain.get("id").text();
        let Some(id) = name.and_then(|name| IssuerId::from_text(&name)) else {
            let text = "The issuer's id is none of artha, artha-v1, yativo, open-api, ibanera.";
            return Err(Error::new(ErrorCode::Configuration, text).at("issuer.id"));
        };
        Self::checked(id, plain, limits)
    }

    #[cfg(not(feature = "ship"))]
    fn checked(id: IssuerId, plain: Json<'_>, limits: CallOptions) -> Result<Self, Error> {
        let rules = issuers::issuer(id).rules;
        let code = ErrorCode::Configuration;
        let wanted = Wanted { rules, at: "issuer", code, pictures: Default::default() };
        let settings = wanted.check(plain).map_err(|fault| fault.during(id, None, None))?;
        Ok(Self::told(id, settings, limits))
    }

    /// A client whose options were checked.
    pub(crate) fn told(id: IssuerId, settings: Settings, mut limits: CallOptions) -> Self {
        if needs::CODES
            && id == IssuerId::Ibanera
            && settings.flag("reuseOneTimeCode") != Some(true)
        {
            // A login and the call after it each wait for a code of their own.
            limits.deadline_ms.get_or_insert(WITH_CODES_MS);
        }
        let (session, program) = (Session::default(), Lock::default());
        Self(Arc::new(Inner { id, settings, limits, session, program }))
    }

    /// The issuer.
    ///
    /// ```
    /// # use cardlatch::{Client, IssuerConfig, IssuerId, issuers::yativo::YativoConfig};
    /// # let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
    /// let client = Client::new(IssuerConfig::Yativo(config))?;
    /// assert_eq!(client.issuer(), IssuerId::Yativo);
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn issuer(&self) -> IssuerId {
        self.0.id()
    }

    /// The issuer's options.
    ///
    /// ```
    /// # use cardlatch::{Client, IssuerConfig, issuers::yativo::YativoConfig};
    /// # let config = YativoConfig::new("https://issuer.example/api/v1/", "account", "secret");
    /// let client = Client::new(IssuerConfig::Yativo(config))?;
    /// assert_eq!(client.settings().text("baseUrl"), "https://issuer.example/api/v1");
    /// assert_eq!(client.settings().text("updateMethod"), "POST"); // by default
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Whether this client can do an action: the issuer offers it, or the configuration supplies
    /// what is not public.
    ///
    /// ```
    /// use cardlatch::issuers::open_api::OpenApiConfig;
    /// use cardlatch::{Action, Client, IssuerConfig};
    ///
    /// let mut config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
    /// assert!(!Client::new(IssuerConfig::OpenApi(config.clone()))?.can(Action::Cancel));
    /// config.paths.cancel = Some("/{version}/openApi/card/close".into()); // as your contract says
    /// assert!(Client::new(IssuerConfig::OpenApi(config))?.can(Action::Cancel));
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn can(&self, action: Action) -> bool {
        self.0.offered(action).is_ok()
    }

    /// What a caller gives for an operation beside the card, checked by the endpoint's rules.
    ///
    /// # Errors
    /// `unsupported_action`, or `invalid_input` that names the field.
    ///
    /// ```
    /// use cardlatch::{Client, IssuerConfig, Operation, issuers::artha::ArthaConfig, json};
    ///
    /// let config = ArthaConfig::new("https://issuer.example/api/v1", "customer token");
    /// let client = Client::new(IssuerConfig::Artha(config))?;
    /// let read = |text| json::check(text, json::Limits::default());
    /// let fields = client.fields(Operation::TOP_UP, read(br#"{"amount":"100.00"}"#)?)?;
    /// assert_eq!(fields.text("amount"), "100.00");
    /// let refused = client.fields(Operation::TOP_UP, read(br#"{"amount":"-1"}"#)?).err().unwrap();
    /// assert_eq!(refused.path(), Some("amount"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(not(feature = "ship"))]
    pub fn fields(&self, operation: Operation, plain: Json<'_>) -> Result<Settings, Error> {
        let exchange = self.0.endpoint(operation)?;
        fields(exchange, &self.0.settings, plain)
            .map_err(|fault| fault.during(self.0.id(), Some(operation), None))
    }

    /// Checks everything about a task that can be checked before anything is read or sent.
    ///
    /// # Errors
    /// `unsupported_action` or `invalid_input`.
    ///
    /// ```
    /// use cardlatch::{Action, ActionOptions, Client, ErrorCode, IssuerConfig, Task};
    /// use cardlatch::issuers::ibanera::IbaneraConfig;
    ///
    /// let config = IbaneraConfig::new("https://issuer.example", "user", "password");
    /// let client = Client::new(IssuerConfig::Ibanera(config))?;
    /// let freeze = |card| Task::act(Action::Deactivate, card, ActionOptions::default());
    /// assert!(client.check(&freeze("1001")).is_ok());
    /// let refused = client.check(&freeze("card 1")).unwrap_err();
    /// assert_eq!((refused.code(), refused.path()), (ErrorCode::InvalidInput, Some("cardId")));
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    pub fn check(&self, task: &Task) -> Result<(), Error> {
        self.0
            .checked(task)
            .map_err(|error| error.during(self.0.id(), task.named(), Some(&task.card)))
    }

    /// Starts a call. Nothing happens until its first step, which gives no command for a task that
    /// [`Client::check`] refuses.
    ///
    /// ```
    /// use cardlatch::{Action, ActionOptions, Client, Command, Event, IssuerConfig, Moment, Task};
    /// use cardlatch::issuers::yativo::YativoConfig;
    ///
    /// let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
    /// let client = Client::new(IssuerConfig::Yativo(config))?;
    /// let mut run = client.start(Task::act(Action::Freeze, "5d2c0b1e", ActionOptions::default()));
    /// let now = Moment { now_ms: 1_700_000_000_000, random: [7; 32] };
    /// assert_eq!(run.step(now, Event::Start), Some(Command::Send));
    /// assert_eq!(run.request().unwrap().url(), "https://issuer.example/api/v1/auth/login");
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn start(&self, task: Task) -> Run {
        Run::new(Arc::clone(&self.0), task)
    }

    /// Reads the answer to a prepared request. An action whose success is not proof comes out as
    /// accepted; read the card to confirm it.
    ///
    /// # Errors
    /// Whatever the answer says.
    ///
    /// ```
    /// use cardlatch::{Action, ActionResult, Client, Done, IssuerConfig, Operation};
    /// use cardlatch::{http::Response, issuers::artha::ArthaConfig};
    ///
    /// let config = ArthaConfig::new("https://issuer.example/api/v1", "customer token");
    /// let client = Client::new(IssuerConfig::Artha(config))?;
    /// let said = r#"{"taskId":"b3190d","status":"Success","remarks":"CardInProgress"}"#;
    /// let freeze = Operation::of(Action::Freeze);
    /// let Done::Outcome(outcome) = client.interpret(freeze, "81e38cea", &Response::new(200, said))?
    /// else { panic!() };
    /// assert_eq!(outcome.result, ActionResult::Accepted); // "Success" is not done: a callback tells
    /// assert_eq!(outcome.task_id.as_deref(), Some("b3190d"));
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    pub fn interpret(
        &self,
        operation: Operation,
        card_id: &str,
        response: &Response,
    ) -> Result<Done, Error> {
        let options = ActionOptions::default();
        let task = Task::new(operation, Mode::Interpret, card_id.to_owned(), options);
        let mut run = self.start(task);
        run.step(Moment::default(), Event::Answer(response));
        run.finish()
    }
}

/// The fields of an operation, checked.
#[cfg(not(feature = "ship"))]
fn fields(exchange: &Exchange, settings: &Settings, plain: Json<'_>) -> Result<Settings, Error> {
    let pictures = (artha::image_limits(settings), artha::encoding(settings));
    let (rules, code) = (exchange.fields, ErrorCode::InvalidInput);
    Wanted { rules, at: "", code, pictures }.check(plain)
}

#[cfg(not(feature = "ship"))]
fn written(plain: &Value) -> Vec<u8> {
    let mut text = Vec::new();
    json::write(plain, &mut text);
    text
}

impl Inner {
    pub(crate) fn id(&self) -> IssuerId {
        needs::ONLY.unwrap_or(self.id)
    }

    pub(crate) fn endpoint(&self, operation: Operation) -> Result<&'static Exchange, Error> {
        issuers::endpoint(self.id(), operation).ok_or_else(|| {
            unsupported(match operation {
                _ if needs::UNREAD && operation == Operation::CARD => {
                    "There is no documented call that reads a card; wait for the callback."
                }
                _ if needs::SESSIONS && operation == Operation::LOGIN => {
                    "There is no login call: every request carries its own proof."
                }
                _ => "The issuer does not offer this.",
            })
        })
    }

    fn offered(&self, action: Action) -> Result<(), Error> {
        // Where a contract says what no public document does, the options hold its path.
        let is_told = || {
            needs::CONTRACTS
                && !self.settings.text(&text::joined("paths.", action.as_str())).is_empty()
        };
        let refusal = capability::refusal(self.id(), action);
        let is_observed = || {
            needs::OBSERVED
                && self.wants_observed()
                && issuers::endpoint(self.id(), Operation::of(action))
                    .is_some_and(|exchange| exchange.observed)
        };
        if refusal.is_empty() || is_observed() || is_told() {
            return Ok(());
        }
        Err(unsupported(refusal))
    }

    /// Whether the options ask for what no document has.
    fn wants_observed(&self) -> bool {
        self.settings.flag("observedOnly") == Some(true)
    }

    pub(crate) fn checked(&self, task: &Task) -> Result<(), Error> {
        let exchange = issuers::endpoint(self.id(), task.operation);
        let action = task.action();
        let about_card = action.is_some() || task.operation == Operation::CARD;
        let may_be_about_all =
            task.card.is_empty() && exchange.is_some_and(|exchange| exchange.has(b"<card?>"));
        if (about_card || exchange.is_some_and(Exchange::needs_card)) && !may_be_about_all {
            self.checked_card(task)?;
        }
        if task.mode == Mode::Reconcile {
            return match action.and_then(Action::target) {
                Some(_) if self.tells_states() => Ok(()),
                Some(_) => Err(unsupported(
                    "No documented word tells a card's state; wait for the callback.",
                )),
                None => Err(invalid("No card state shows this action.", "action")),
            };
        }
        if let Some(action) = action {
            self.offered(action)?;
        }
        let exchange = self.endpoint(task.operation)?;
        if needs::OBSERVED && exchange.observed && !self.wants_observed() {
            return Err(unsupported(
                "No document has it, only programs of others: set observedOnly.",
            ));
        }
        if needs::CONTRACTS
            && let Some(name) = exchange.path_of_contract()
            && self.settings.text(name).is_empty()
        {
            return Err(unsupported("The path is not public; supply it from your contract."));
        }
        if task.mode != Mode::Interpret {
            self.checked_fields(exchange, task)?;
        }
        let options = &task.options;
        let has_image = task.awaits_image || options.sign_image.is_some();
        if has_image && !exchange.takes_image() {
            return Err(invalid("This action takes no signature image.", "signImage"));
        }
        if needs::PLASTIC
            && self.id() == IssuerId::OpenApi
            && options.form == Some(CardForm::Virtual)
            && (action == Some(Action::Freeze) || self.settings.flag("virtualCards") != Some(true))
        {
            return Err(unsupported("This issuer does it for physical cards only.").at("form"));
        }
        Ok(())
    }

    /// What the request that is to be built asks of the fields.
    fn checked_fields(&self, exchange: &Exchange, task: &Task) -> Result<(), Error> {
        // The package's own check comes before; here a task may have been made without any.
        #[cfg(not(feature = "ship"))]
        if task.fields.is_empty() {
            fields(exchange, &self.settings, Json::trusted("{}"))?;
        }
        self.checked_form(exchange, task)?;
        let needs_program = needs::PROGRAMS && exchange.has(b"<programId>");
        if needs_program && self.program_of(task).is_empty() {
            return Err(invalid("Name the program, here or in the options.", "programId"));
        }
        self.checked_units(exchange, task)?;
        self.checked_amount(exchange, task)
    }

    /// What the form of the request, and its body, ask of the fields.
    fn checked_form(&self, exchange: &Exchange, task: &Task) -> Result<(), Error> {
        let (settings, fields, card) = (&self.settings, &task.fields, task.card.as_str());
        let about = About { settings, fields, card, sign_image: None };
        match exchange.misfit(&about) {
            Some((name, true)) => return Err(invalid("The field is missing.", name)),
            Some((name, false)) => {
                return Err(invalid("The field has no place in this form of the request.", name));
            }
            None => (),
        }
        // Members that the caller chooses stand beside those of the request. A member inside one of
        // those is filled in from a field with a dot before its name.
        for field in needs::BESIDE {
            for (name, _) in Json::trusted(fields.text(field)).fields() {
                let name = name.text().unwrap_or_default();
                let around = |before, after| text::joined(&text::joined(before, &name), after);
                let has = |before, after| exchange.has(around(before, after).as_bytes());
                if has("\"", "\":") && !has(".", "?>") {
                    let path = text::joined(&text::joined(field, "."), &name);
                    return Err(invalid("The request has this member of its own.", &path));
                }
            }
        }
        Ok(())
    }

    /// The unit of amounts that no document tells is the caller's to say.
    fn checked_units(&self, exchange: &Exchange, task: &Task) -> Result<(), Error> {
        if !needs::ONE_UNIT || !exchange.has(b"<$") {
            return Ok(());
        }
        let unit = self.settings.text("amountUnit");
        if unit.is_empty() {
            let text = "No document says the unit of these amounts: set it.";
            return Err(Error::new(ErrorCode::Configuration, text).at("issuer.amountUnit"));
        }
        let mut rest = exchange.request;
        while !rest.is_empty() {
            rest = text::cut(rest, b'$').1;
            let name = text::cut(text::cut(rest, b'>').0, b'?').0;
            let value = task.fields.text(name);
            let is_amount = !matches!(value, "" | "null");
            if unit == "minor" && is_amount && amount::to_minor(value).is_none() {
                return Err(invalid("The amount has a fraction of 1/100.", name));
            }
        }
        Ok(())
    }

    /// What goes out a hundred times too large or too small is not to be guessed.
    fn checked_amount(&self, exchange: &Exchange, task: &Task) -> Result<(), Error> {
        let Some(unit) = exchange.unit() else { return Ok(()) };
        if self.settings.text(unit).is_empty() {
            let text = "The documents disagree on the unit of this amount: say which it is.";
            return Err(
                Error::new(ErrorCode::Configuration, text).at(&text::joined("issuer.", unit))
            );
        }
        match amount::to_minor(task.fields.text("amount")) {
            Some(_) => Ok(()),
            None => Err(invalid("The amount is missing or has fractions of a cent.", "amount")),
        }
    }

    fn checked_card(&self, task: &Task) -> Result<(), Error> {
        if let Some(fault) = CardId::fault(&task.card) {
            return Err(invalid(fault, "cardId"));
        }
        if !needs::CODES || self.id() != IssuerId::Ibanera || task.mode == Mode::Interpret {
            return Ok(());
        }
        let is_transfer = task.operation == Operation::own("transfer");
        let path = if !ibanera::is_card_number(&task.card) {
            "cardId"
        } else if is_transfer && !ibanera::is_card_number(task.fields.text("to")) {
            "to"
        } else {
            return Ok(());
        };
        let text = "The card id of this issuer is a whole number from 1 to 2147483647.";
        Err(invalid(text, path))
    }

    /// Whether reading a card tells its state. Artha's words for states are not documented.
    pub(crate) fn tells_states(&self) -> bool {
        needs::STATES && self.id() != IssuerId::Artha && self.endpoint(Operation::CARD).is_ok()
    }

    /// The program that a task is about, if that is known.
    fn program_of<'a>(&'a self, task: &'a Task) -> &'a str {
        let own = task.fields.text("programId");
        if own.is_empty() { self.settings.text("programId") } else { own }
    }

    /// Whether it moves an amount whose unit is only what the options say.
    pub(crate) fn moves_amount(&self, task: &Task) -> bool {
        needs::UNITS
            && self.endpoint(task.operation).is_ok_and(|exchange| exchange.unit().is_some())
    }

    /// What to read before a task: the balance that is to move, or the program, where it may ask for
    /// something that is missing.
    pub(crate) fn read_before(&self, task: &Task) -> Option<Operation> {
        if needs::UNITS && task.operation != Operation::ISSUE && self.moves_amount(task) {
            return Some(Operation::CARD);
        }
        let exchange = self.endpoint(task.operation).ok()?;
        if !needs::PROGRAMS || self.id() != IssuerId::Artha {
            return None;
        }
        let lacks_image = exchange.takes_image() && task.options.sign_image.is_none();
        if !lacks_image && !exchange.has(b"<kyc.") {
            return None;
        }
        let is_named = !self.program_of(task).is_empty();
        Some(if is_named { Operation::PROGRAM } else { Operation::MERCHANT })
    }

    /// What is known of the program without reading it; nothing of it counts where the options say
    /// what there is to know.
    pub(crate) fn remembered_program(&self, task: &Task, now_ms: u64) -> Option<String> {
        let is_told = self.settings.flag("needPhotoForOperateCard").is_some();
        if is_told && task.action().is_some() {
            return Some(String::new());
        }
        let id = self.program_of(task);
        self.program.with(|known| match known {
            Some((own, said, until)) if own == id && now_ms < *until => Some(said.clone()),
            _ => None,
        })
    }

    pub(crate) fn remember_program(&self, task: &Task, said: &str, now_ms: u64) {
        let (id, until) = (self.program_of(task).to_owned(), now_ms.saturating_add(REMEMBERED_MS));
        self.program.with(|known| *known = Some((id, said.to_owned(), until)));
    }
}

fn invalid(text: &'static str, path: &str) -> Error {
    Error::new(ErrorCode::InvalidInput, text).at(path)
}

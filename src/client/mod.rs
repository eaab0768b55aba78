//! One action from start to outcome: issuer, session, endpoint and policy.

mod command;
mod limits;
mod run;
mod task;

use alloc::sync::Arc;

use crate::amount;
use crate::capability;
use crate::card::{Action, CardForm, CardId, IssuerId};
use crate::endpoint::{Exchange, unsupported};
use crate::error::{Error, ErrorCode};
use crate::http::Response;
use crate::issuers::artha::ArthaConfig;
use crate::issuers::ibanera::{self, IbaneraConfig};
use crate::issuers::open_api::OpenApiConfig;
use crate::issuers::yativo::YativoConfig;
use crate::issuers::{self, Operation};
#[cfg(not(feature = "ship"))]
use crate::json::{self, Json, Limits, Object, Value};
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
pub use run::{Done, Run};
pub(crate) use task::Mode;
pub use task::{ActionOptions, PrepareOptions, Task};

/// What a program says is read again after ten minutes.
const REMEMBERED_MS: u64 = 600_000;

/// Which issuer, and what its client must be told.
#[derive(Clone, Debug)]
pub enum IssuerConfig {
    /// Artha, the Cards API.
    Artha(ArthaConfig),
    /// Yativo, customer virtual cards.
    Yativo(YativoConfig),
    /// OPEN-API.
    OpenApi(OpenApiConfig),
    /// Ibanera, the card section.
    Ibanera(IbaneraConfig),
}

/// A client of one issuer. It holds the session, so use one client, or clones of it, for all
/// calls.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) id: IssuerId,
    pub(crate) settings: Settings,
    pub(crate) limits: CallOptions,
    pub(crate) session: Session,
    /// Whether the program asks for an image, and until when that counts.
    photo: Lock<Option<(Option<bool>, u64)>>,
}

impl Client {
    /// A client with the default limits: 10 s for an attempt, 30 s for a call.
    ///
    /// # Errors
    /// `configuration` or `insecure_url`, naming the option.
    #[cfg(not(feature = "ship"))]
    pub fn new(config: IssuerConfig) -> Result<Self, Error> {
        Self::with_limits(config, CallOptions::default())
    }

    /// A client with limits of its own.
    ///
    /// # Errors
    /// `configuration` or `insecure_url`, naming the option.
    #[cfg(not(feature = "ship"))]
    pub fn with_limits(config: IssuerConfig, limits: CallOptions) -> Result<Self, Error> {
        let (id, plain): (_, Object) = match config {
            IssuerConfig::Artha(config) => (IssuerId::Artha, config.into()),
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
    #[cfg(not(feature = "ship"))]
    pub fn from_json(plain: Option<Json<'_>>, limits: CallOptions) -> Result<Self, Error> {
        let Some(plain) = plain.filter(|plain| plain.is_object()) else {
            let text = "The issuer's options are missing.";
            return Err(Error::new(ErrorCode::Configuration, text).at("issuer"));
        };
        let name = plain.get("id").text();
        let Some(id) = name.and_then(|name| IssuerId::from_text(&name)) else {
            let text = "The issuer's id is none of artha, yativo, open-api, ibanera.";
            return Err(Error::new(ErrorCode::Configuration, text).at("issuer.id"));
        };
        Self::checked(id, plain, limits)
    }

    #[cfg(not(feature = "ship"))]
    fn checked(id: IssuerId, plain: Json<'_>, limits: CallOptions) -> Result<Self, Error> {
        let rules = issuers::issuer(id).rules;
        let wanted = Wanted { rules, at: "issuer", code: ErrorCode::Configuration };
        let settings = wanted.check(plain).map_err(|fault| fault.during(id, None, None))?;
        Ok(Self::told(id, settings, limits))
    }

    /// A client whose options were checked.
    pub(crate) fn told(id: IssuerId, settings: Settings, limits: CallOptions) -> Self {
        let (session, photo) = (Session::default(), Lock::default());
        Self(Arc::new(Inner { id, settings, limits, session, photo }))
    }

    /// The issuer.
    #[must_use]
    pub fn issuer(&self) -> IssuerId {
        self.0.id
    }

    /// The issuer's options.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Whether this client can do an action: the issuer offers it, or the configuration supplies
    /// what is not public.
    #[must_use]
    pub fn can(&self, action: Action) -> bool {
        self.0.offered(action).is_ok()
    }

    /// What a caller gives for an operation beside the card, checked by the endpoint's rules.
    ///
    /// # Errors
    /// `unsupported_action`, or `invalid_input` that names the field.
    #[cfg(not(feature = "ship"))]
    pub fn fields(&self, operation: Operation, plain: Json<'_>) -> Result<Settings, Error> {
        let exchange = self.0.endpoint(operation)?;
        let wanted = Wanted { rules: exchange.fields, at: "", code: ErrorCode::InvalidInput };
        wanted.check(plain).map_err(|fault| fault.during(self.0.id, Some(operation), None))
    }

    /// Checks everything about a task that can be checked before anything is read or sent.
    ///
    /// # Errors
    /// `unsupported_action` or `invalid_input`.
    pub fn check(&self, task: &Task) -> Result<(), Error> {
        self.0
            .checked(task)
            .map_err(|error| error.during(self.0.id, task.named(), Some(&task.card)))
    }

    /// Starts a call. Nothing happens until its first step, which gives no command for a task that
    /// [`Client::check`] refuses.
    #[must_use]
    pub fn start(&self, task: Task) -> Run {
        Run::new(Arc::clone(&self.0), task)
    }

    /// Reads the answer to a prepared request. An action whose success is not proof comes out as
    /// accepted; read the card to confirm it.
    ///
    /// # Errors
    /// Whatever the answer says.
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

#[cfg(not(feature = "ship"))]
fn written(plain: &Value) -> Vec<u8> {
    let mut text = Vec::new();
    json::write(plain, &mut text);
    text
}

impl Inner {
    pub(crate) fn endpoint(&self, operation: Operation) -> Result<&'static Exchange, Error> {
        issuers::endpoint(self.id, operation).ok_or_else(|| {
            unsupported(match operation {
                Operation::CARD => {
                    "There is no documented call that reads a card; wait for the callback."
                }
                Operation::LOGIN => "There is no login call: every request carries its own proof.",
                _ => "The issuer does not offer this.",
            })
        })
    }

    fn offered(&self, action: Action) -> Result<(), Error> {
        // Where a contract says what no public document does, the options hold its path.
        let path = text::joined("paths.", action.as_str());
        let refusal = capability::refusal(self.id, action);
        let observed = issuers::endpoint(self.id, Operation::of(action))
            .is_some_and(|exchange| exchange.observed && self.wants_observed());
        if refusal.is_empty() || observed || !self.settings.text(&path).is_empty() {
            return Ok(());
        }
        Err(unsupported(refusal))
    }

    /// Whether the options ask for what no document has.
    fn wants_observed(&self) -> bool {
        self.settings.flag("observedOnly") == Some(true)
    }

    pub(crate) fn checked(&self, task: &Task) -> Result<(), Error> {
        let exchange = issuers::endpoint(self.id, task.operation);
        let about_card = task.action().is_some() || task.operation == Operation::CARD;
        if about_card || exchange.is_some_and(Exchange::needs_card) {
            self.checked_card(task)?;
        }
        if task.mode == Mode::Reconcile {
            return match task.action().and_then(Action::target) {
                Some(_) => Ok(()),
                None => Err(invalid("No card state shows this action.", "action")),
            };
        }
        if let Some(action) = task.action() {
            self.offered(action)?;
        }
        let exchange = self.endpoint(task.operation)?;
        if exchange.observed && !self.wants_observed() {
            return Err(unsupported(
                "No document has it, only programs of others: set observedOnly.",
            ));
        }
        if let Some(name) = exchange.path_of_contract()
            && self.settings.text(name).is_empty()
        {
            return Err(unsupported("The path is not public; supply it from your contract."));
        }
        self.checked_amount(exchange, task)?;
        let options = &task.options;
        let has_image = task.awaits_image || options.sign_image.is_some();
        if has_image && !exchange.takes_image() {
            return Err(invalid("This action takes no signature image.", "signImage"));
        }
        let contract = self.settings.flag("virtualCards") == Some(true);
        let physical_only = task.action() == Some(Action::Freeze) || !contract;
        if self.id == IssuerId::OpenApi && physical_only && options.form == Some(CardForm::Virtual)
        {
            return Err(unsupported("This issuer does it for physical cards only.").at("form"));
        }
        Ok(())
    }

    /// What goes out a hundred times too large or too small is not to be guessed.
    fn checked_amount(&self, exchange: &Exchange, task: &Task) -> Result<(), Error> {
        let Some(unit) = exchange.unit() else { return Ok(()) };
        if task.mode == Mode::Interpret {
            return Ok(());
        }
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
        let read_already = task.mode == Mode::Interpret;
        if self.id == IssuerId::Ibanera && !read_already && !ibanera::is_card_number(&task.card) {
            let text = "The card id of this issuer is a whole number from 1 to 2147483647.";
            return Err(invalid(text, "cardId"));
        }
        Ok(())
    }

    /// Whether it moves an amount whose unit is only what the options say.
    pub(crate) fn moves_amount(&self, task: &Task) -> bool {
        self.endpoint(task.operation).is_ok_and(|exchange| exchange.unit().is_some())
    }

    /// What to read before: the balance that is to move, or whether the program asks for the image
    /// that is missing.
    pub(crate) fn read_before(&self, task: &Task) -> Option<Operation> {
        if task.operation != Operation::ISSUE && self.moves_amount(task) {
            return Some(Operation::CARD);
        }
        let asks = matches!(task.action()?, Action::Freeze | Action::Unfreeze | Action::SetPin);
        if self.id != IssuerId::Artha || !asks || task.options.sign_image.is_some() {
            return None;
        }
        let named = !self.settings.text("programId").is_empty();
        Some(if named { Operation::PROGRAM } else { Operation::MERCHANT })
    }

    /// What is known of the program without reading it: nothing yet, or what it said, which may
    /// be nothing.
    #[allow(clippy::option_option)]
    pub(crate) fn remembered_photo(&self, now_ms: u64) -> Option<Option<bool>> {
        if let Some(told) = self.settings.flag("needPhotoForOperateCard") {
            return Some(Some(told));
        }
        self.photo.with(|photo| *photo).filter(|(_, until)| now_ms < *until).map(|(flag, _)| flag)
    }

    pub(crate) fn remember_photo(&self, flag: Option<bool>, now_ms: u64) {
        let until = now_ms.saturating_add(REMEMBERED_MS);
        self.photo.with(|photo| *photo = Some((flag, until)));
    }
}

fn invalid(text: &'static str, path: &str) -> Error {
    Error::new(ErrorCode::InvalidInput, text).at(path)
}

//! A blocking driver of the proxy for native programs.

use alloc::sync::Arc;

use crate::callbacks::{Digest, Event as CallbackEvent, Incoming, Receiver};
use crate::client::{ActionOptions, Client, Done, Task};
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HookFailed;

/// What is asked about: the operation, its card and its issuer.
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
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// What is called.
    pub asked: Asked<'a>,
    /// The client's options as a JSON object. They may hold secrets.
    pub options: Json<'a>,
    /// The picture.
    pub image: Option<&'a [u8]>,
}

impl Call<'_> {
    /// The task for a client of the issuer.
    ///
    /// # Errors
    /// `unsupported_action`, `invalid_input`, or what is wrong with the picture.
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
        let options = ActionOptions { form, sign_image: image, ..ActionOptions::default() };
        Ok(Task::of(operation, self.asked.card_id.unwrap_or_default(), fields, options))
    }
}

/// What the proxy needs of a program.
pub trait Host {
    /// The Unix time in milliseconds.
    fn now_ms(&mut self) -> u64;

    /// Who asks; none where nobody knows.
    ///
    /// # Errors
    /// [`HookFailed`].
    fn authenticate(&mut self, request: &Request<'_>) -> Result<Option<String>, HookFailed>;

    /// Whether the principal may ask again already.
    ///
    /// # Errors
    /// [`HookFailed`].
    fn rate_limit(&mut self, principal: &str, asked: Asked<'_>) -> Result<RateLimit, HookFailed> {
        let _ = (principal, asked);
        Ok(RateLimit { allowed: true, ..RateLimit::default() })
    }

    /// Whether the card is the principal's.
    ///
    /// # Errors
    /// [`HookFailed`].
    fn owns(&mut self, principal: &str, asked: Asked<'_>) -> Result<bool, HookFailed>;

    /// Whether the principal confirmed. It is asked only where the settings have `confirm`.
    ///
    /// # Errors
    /// [`HookFailed`].
    fn confirm(&mut self, principal: &str, call: Call<'_>) -> Result<bool, HookFailed> {
        let _ = (principal, call);
        Err(HookFailed)
    }

    /// The SHA-256 of bytes: with the feature `crypto`, [`crate::crypto::sha256`].
    fn sha256(&mut self, bytes: &[u8]) -> Vec<u8>;

    /// Calls the issuer: [`Call::task`] makes the task for a driver of the client.
    ///
    /// # Errors
    /// What the call ends with.
    fn execute(&mut self, call: Call<'_>) -> Result<Done, Error>;

    /// Reads the card to learn whether an action has happened.
    ///
    /// # Errors
    /// What the call ends with.
    fn reconcile(&mut self, asked: Asked<'_>) -> Result<Done, Error>;

    /// The ledger.
    fn ledger(&self) -> &dyn Ledger;

    /// Sees each line of the audit beside the ledger.
    fn audited(&mut self, line: &AuditLine) {
        let _ = line;
    }

    /// Who reads the callbacks of an issuer.
    fn receiver(&self, issuer: &str) -> Option<Arc<Receiver>> {
        let _ = issuer;
        None
    }

    /// Computes what a receiver needs: with the feature `crypto`, `Digest::compute`.
    fn digest(&mut self, digest: Digest<'_>) -> Vec<u8> {
        let _ = digest;
        Vec::new()
    }

    /// Takes an issuer's event, once. Where it is not handled the issuer sends it again.
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
                let call = Call { asked, options: Json::trusted(options), image: None };
                let told = self.host.confirm(&self.principal, call);
                self.hooked(told, Event::Confirmed);
            }
            Command::Execute { issuer, operation, card_id, options, has_image } => {
                let asked = asked(operation, card_id.as_deref(), issuer);
                let image = has_image.then(|| self.handling.bytes());
                let call = Call { asked, options: Json::trusted(options), image };
                let ended = self.host.execute(call);
                self.ended(ended);
            }
            Command::Reconcile { issuer, action, card_id } => {
                let ended = self.host.reconcile(asked(action, Some(card_id), issuer));
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

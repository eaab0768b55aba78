//! One request, from its head to its answer.

use alloc::sync::Arc;

use zeroize::Zeroizing;

use crate::edge::answers::Answer;
use crate::edge::body::Body;
use crate::edge::callback::Incoming;
use crate::edge::command::{Command, Event, RateLimit};
use crate::edge::guard::{Head, Media, Origin};
use crate::edge::ledger::{AuditLine, LedgerEntry};
use crate::edge::problem::Problem;
use crate::edge::proxy::{Proxy, ProxyIssuer};
use crate::edge::routes::{Kind, Route};
use crate::edge::target::{self, Miss};
use crate::edge::{openapi, operations, write};
use crate::prelude::*;

/// The longest name of a principal, in characters.
const LONGEST_PRINCIPAL: usize = 256;

/// What a page of another origin is told before it asks.
const PREFLIGHT: &str = "\
access-control-allow-methods GET, HEAD, POST
access-control-allow-headers authorization, content-type, idempotency-key
access-control-max-age 600";

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Start,
    Authenticate,
    RateLimit,
    Owns,
    Read,
    Confirm,
    HashImage,
    HashTag,
    HashPayload,
    Reserve,
    ReserveAgain,
    Reconcile,
    Execute,
    OwnsOfList,
    Record,
    /// The answer stands, and is given once the line is kept, or was not.
    Audit,
    /// The answer stands, and is given only if the line is kept.
    AuditOrNothing,
    FindHash,
    Find,
    Receive,
    Take,
    ReconcileOpen,
    RecordOpen,
    AuditCallback,
    Handle,
    Keep,
    End,
}

/// One request.
///
/// ```
/// # use std::sync::Arc;
/// use cardlatch::edge::{Command, Event, Handling, Proxy};
/// use cardlatch::json::{self, Limits};
///
/// # let settings = r#"{"issuers":[{"name":"main","id":"yativo","can":["card"]}],"allow":["card"]}"#;
/// # let proxy = Arc::new(Proxy::new(settings)?);
/// let mut handling = Handling::new(proxy);
/// let url = "https://app.example/cards/c-1";
/// handling.tell(1_000, Event::Request { method: "GET", url, headers: &[] });
/// handling.tell(1_000, Event::Principal(Some("alice")));
/// handling.tell(1_000, Event::Owns(&[true]));
/// assert!(matches!(handling.command(), Some(Command::Execute { .. })));
/// let read = br#"{"id":"c-1","state":"frozen"}"#; // what the issuer's client gave
/// handling.tell(1_200, Event::Done(json::check(read, Limits::default())?));
/// assert_eq!(handling.answer().map(|answer| answer.status), Some(200));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Handling {
    pub(super) proxy: Arc<Proxy>,
    pub(super) now_ms: u64,
    step: Step,
    command: Option<Command>,
    answer: Option<Answer>,
    pub(super) bytes: Zeroizing<Vec<u8>>,
    pub(super) route: Option<&'static Route>,
    pub(super) is_head: bool,
    pub(super) wants_events: bool,
    /// The origin that may read the answer.
    named_origin: Option<String>,
    limit: Option<RateLimit>,
    pub(super) principal: String,
    pub(super) issuer: String,
    /// The issuer that the request names, before anybody looked whether there is one.
    named_issuer: Option<String>,
    pub(super) card: Option<String>,
    /// What stands in the path for an operation.
    pub(super) id: Option<String>,
    pub(super) key: Zeroizing<String>,
    /// The owner said yes. Nothing is executed without it.
    is_granted: bool,
    body: Option<Body>,
    pub(super) options: Zeroizing<String>,
    pub(super) image: Option<Zeroizing<Vec<u8>>>,
    pub(super) write: write::Write,
    /// What is answered after the ledger was told.
    pub(super) pending: Option<Answer>,
    /// The cards whose owner is asked for.
    pub(super) cards: super::read::Cards,
    pub(super) incoming: Option<Incoming>,
}

impl Handling {
    /// A request to a proxy, before anything is known of it.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use cardlatch::edge::{Handling, Proxy};
    /// # let settings = r#"{"issuers":[{"name":"main","id":"yativo","can":["card"]}],"allow":["card"]}"#;
    /// # let proxy = Arc::new(Proxy::new(settings)?);
    /// let handling = Handling::new(Arc::clone(&proxy)); // one for each request
    /// assert!(handling.command().is_none() && handling.answer().is_none());
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn new(proxy: Arc<Proxy>) -> Self {
        Self {
            proxy,
            now_ms: 0,
            step: Step::Start,
            command: None,
            answer: None,
            bytes: Zeroizing::default(),
            route: None,
            is_head: false,
            wants_events: false,
            named_origin: None,
            limit: None,
            principal: String::new(),
            issuer: String::new(),
            named_issuer: None,
            card: None,
            id: None,
            key: Zeroizing::default(),
            is_granted: false,
            body: None,
            options: Zeroizing::new("{}".to_owned()),
            image: None,
            write: write::Write::default(),
            pending: None,
            cards: super::read::Cards::default(),
            incoming: None,
        }
    }

    /// What is to be done next; nothing before the request is told, and at the end.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use cardlatch::edge::{Event, Handling, Proxy};
    /// # let settings = r#"{"issuers":[{"name":"main","id":"yativo","can":["card"]}],"allow":["card"]}"#;
    /// # let proxy = Arc::new(Proxy::new(settings)?);
    /// let mut handling = Handling::new(proxy);
    /// let url = "https://app.example/cards/c-1";
    /// handling.tell(1_000, Event::Request { method: "GET", url, headers: &[] });
    /// assert_eq!(handling.command().map(|command| command.name()), Some("authenticate"));
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub const fn command(&self) -> Option<&Command> {
        self.command.as_ref()
    }

    /// The answer, once there is one.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use cardlatch::edge::{Event, Handling, Proxy};
    /// # let settings = r#"{"issuers":[{"name":"main","id":"yativo","can":["card"]}],"allow":["card"]}"#;
    /// # let proxy = Arc::new(Proxy::new(settings)?);
    /// let mut handling = Handling::new(proxy);
    /// let url = "https://app.example/cards/c-1/../c-2"; // what may be read in two ways
    /// handling.tell(1_000, Event::Request { method: "GET", url, headers: &[] });
    /// assert_eq!(handling.answer().map(|answer| answer.status), Some(400));
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub const fn answer(&self) -> Option<&Answer> {
        self.answer.as_ref()
    }

    /// The bytes to hash, or the picture of a call.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use cardlatch::edge::{Handling, Proxy};
    /// # let settings = r#"{"issuers":[{"name":"main","id":"yativo","can":["card"]}],"allow":["card"]}"#;
    /// # let proxy = Arc::new(Proxy::new(settings)?);
    /// assert!(Handling::new(proxy).bytes().is_empty()); // no command wants any yet
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match &self.image {
            Some(image) if matches!(self.step, Step::Execute | Step::HashImage) => image,
            _ => &self.bytes,
        }
    }

    /// Goes on with what happened. `now_ms` is the Unix time in milliseconds. What does not belong to
    /// the command counts as a failure of whoever carried it out.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use cardlatch::edge::{Event, Handling, Proxy};
    /// # let settings = r#"{"issuers":[{"name":"main","id":"yativo","can":["card"]}],"allow":["card"]}"#;
    /// # let proxy = Arc::new(Proxy::new(settings)?);
    /// let mut handling = Handling::new(proxy);
    /// let url = "https://app.example/cards/c-1";
    /// handling.tell(1_000, Event::Request { method: "GET", url, headers: &[] });
    /// handling.tell(1_000, Event::HookFailed); // who asks could not be found out
    /// assert_eq!(handling.answer().map(|answer| answer.status), Some(500));
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    pub fn tell(&mut self, now_ms: u64, event: Event<'_>) {
        if self.answer.is_some() {
            return;
        }
        self.now_ms = now_ms;
        self.command = None;
        let step = core::mem::replace(&mut self.step, Step::End);
        if let Err(problem) = self.go_on(step, event) {
            self.refuse(problem);
        }
        if self.command.is_none() && self.answer.is_none() {
            self.refuse(Problem::new("failed"));
        }
    }

    fn go_on(&mut self, step: Step, event: Event<'_>) -> Result<(), Problem> {
        match (step, event) {
            (Step::Start, Event::Request { method, url, headers }) => {
                self.begin(Head { method, url, headers })
            }
            (Step::Authenticate, Event::Principal(principal)) => self.authenticated(principal),
            (Step::RateLimit, Event::RateLimit(limit)) => self.limited(limit),
            (Step::Owns, Event::Owns(owns)) => self.owned(owns),
            (Step::Read, Event::Chunk { bytes, is_last }) => self.read(bytes, is_last),
            (Step::Confirm, Event::Confirmed(is_confirmed)) => self.confirmed(is_confirmed),
            (Step::HashImage, Event::Hashed(hash)) => self.image_hashed(hash),
            (Step::HashTag, Event::Hashed(hash)) => self.tag_hashed(hash),
            (Step::HashPayload, Event::Hashed(hash)) => self.payload_hashed(hash),
            (Step::FindHash, Event::Hashed(hash)) => self.key_hashed(hash),
            (Step::Reserve, Event::Reserved(reserved)) => self.reserved(reserved),
            (Step::ReserveAgain, Event::Reserved(reserved)) => self.reserved_again(reserved),
            (Step::Reconcile, Event::Done(told)) => self.reconciled(Some(told)),
            (Step::Reconcile, _) => self.reconciled(None),
            (Step::Execute, event) => self.executed(&event),
            (Step::OwnsOfList, Event::Owns(owns)) => self.list_owned(owns),
            (Step::Record, Event::Recorded(entry)) => self.recorded(entry),
            (Step::Record, _) => self.recorded(None),
            (Step::Audit, _) | (Step::AuditOrNothing, Event::Audited) => self.end_pending(),
            (Step::Find, Event::Found(entry)) => self.found(entry),
            (Step::Receive, Event::Received { event, reply }) => self.received(event, reply),
            (Step::Take, Event::Taken(taken)) => self.taken(taken),
            (Step::Take, _) => {
                self.come_again();
                Ok(())
            }
            (Step::ReconcileOpen, Event::Done(told)) => self.open_reconciled(told),
            (Step::RecordOpen, Event::Recorded(entry)) => self.open_recorded(entry),
            (Step::ReconcileOpen | Step::RecordOpen | Step::AuditCallback, _) => {
                self.next_of_callback()
            }
            (Step::Handle, Event::Handled(is_handled)) => self.handled(is_handled),
            (Step::Handle, _) => self.handled(false),
            (Step::Keep, _) => {
                self.kept();
                Ok(())
            }
            (Step::ReserveAgain, _) => Err(self.still_unknown()),
            (Step::Reserve | Step::Find | Step::AuditOrNothing, _) => {
                Err(Problem::new("ledger_unavailable"))
            }
            _ => Err(Problem::new("failed")),
        }
    }

    /// Asks for something and says what is waited for then.
    pub(super) fn ask(&mut self, step: Step, command: Command) -> Result<(), Problem> {
        // One place holds for every way through: nobody reaches the issuer before the owner's yes.
        if step == Step::Execute && !self.is_granted {
            return Err(Problem::new("failed"));
        }
        self.step = step;
        self.command = Some(command);
        Ok(())
    }

    fn begin(&mut self, head: Head<'_>) -> Result<(), Problem> {
        self.is_head = head.method == "HEAD";
        let origin = head.origin(&self.proxy)?;
        if let Origin::Named(origin) = &origin {
            self.named_origin = Some(origin.clone());
        }
        head.refuse_overrides()?;
        let target = target::find(&self.proxy.base_path, head.method, head.url);
        let target = target.map_err(|miss| match miss {
            Miss::NotFound => Problem::new("not_found"),
            Miss::MethodNotAllowed(methods) => Problem::new("method_not_allowed").allowing(methods),
            Miss::BadRequest(why) => Problem::new("bad_request").because(why),
        })?;
        let kind = target.route.kind;
        self.route = Some(target.route);
        if head.method == "OPTIONS" {
            return self.preflight(&origin);
        }
        match kind {
            Kind::OpenApi => return self.describe(),
            Kind::Callback => return self.receive(target.id, target.secret),
            _ if origin == Origin::Wrong => return Err(Problem::new("wrong_origin")),
            _ => {}
        }
        self.named_issuer = target.parameter("issuer").map(str::to_owned);
        if target.route.is_about_a_card() {
            self.card = target.id;
        } else {
            self.card = target.parameter("card").map(str::to_owned);
            self.id = target.id;
        }
        self.options = Zeroizing::new(write_options(target.route, &target.query));
        self.wants_events = !self.is_head && head.wants_events();
        self.take_head(kind, head)?;
        self.ask(Step::Authenticate, Command::Authenticate)
    }

    /// Takes what the head says of the body and of the key.
    fn take_head(&mut self, kind: Kind, head: Head<'_>) -> Result<(), Problem> {
        let is_by_key = kind == Kind::Operations && self.id.is_none();
        if kind == Kind::Write || is_by_key {
            self.key = Zeroizing::new(head.key()?.to_owned());
        }
        if matches!(kind, Kind::Write | Kind::Reveal) {
            let media = head.media()?;
            let content_type = head.once("content-type")?.unwrap_or_default();
            let body = Body::new(&self.proxy, media, content_type, kind == Kind::Write)?;
            head.check_length(body.most)?;
            if media == Media::None
                && head.once("content-length")?.is_some_and(|length| length != "0")
            {
                return Err(Problem::new("unsupported_media").because("The body has no type."));
            }
            self.body = Some(body);
        }
        Ok(())
    }

    fn preflight(&mut self, origin: &Origin) -> Result<(), Problem> {
        if *origin == Origin::Wrong {
            return Err(Problem::new("wrong_origin"));
        }
        let mut answer = Answer::new(204, String::new());
        if self.named_origin.is_some() {
            answer.put_all(PREFLIGHT);
        }
        self.end(answer);
        Ok(())
    }

    fn describe(&mut self) -> Result<(), Problem> {
        if !self.proxy.has_openapi {
            return Err(Problem::new("not_found"));
        }
        let (mut issuers, mut allow): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        for issuer in &self.proxy.issuers {
            issuers.push(&issuer.name);
        }
        for name in &self.proxy.allow {
            allow.push(name);
        }
        let document = openapi::document(&openapi::About {
            base_path: &self.proxy.base_path,
            issuers: &issuers,
            allow: &allow,
            callbacks: !self.proxy.callbacks.is_empty(),
        });
        self.end(Answer::new(200, document));
        Ok(())
    }

    fn authenticated(&mut self, principal: Option<&str>) -> Result<(), Problem> {
        let principal = principal.ok_or_else(|| Problem::new("not_signed_in"))?;
        let length = principal.chars().take(LONGEST_PRINCIPAL + 1).count();
        if !(1..=LONGEST_PRINCIPAL).contains(&length)
            || principal.chars().any(|letter| letter.is_control() || letter.is_whitespace())
        {
            return Err(Problem::new("failed"));
        }
        principal.clone_into(&mut self.principal);
        self.choose_issuer()?;
        if !self.proxy.has_rate_limit {
            return self.admitted();
        }
        let (action, card_id) = (self.action().to_owned(), self.card.clone());
        let issuer = self.issuer.clone();
        self.ask(Step::RateLimit, Command::RateLimit { action, card_id, issuer })
    }

    /// Finds the issuer that the request is about.
    fn choose_issuer(&mut self) -> Result<(), Problem> {
        if self.kind() == Some(Kind::Operations) && self.id.is_some() {
            return self.take_id();
        }
        let named = self.named_issuer.as_deref();
        if let Some(issuer) = self.proxy.issuer(named) {
            self.issuer.clone_from(&issuer.name);
            return Ok(());
        }
        if self.kind() == Some(Kind::Capabilities) && named.is_none() {
            return Ok(());
        }
        let problem = Problem::new("bad_request").at("issuer");
        Err(problem.because("There is no such issuer, or there are several and none is named."))
    }

    fn limited(&mut self, limit: RateLimit) -> Result<(), Problem> {
        self.limit = Some(limit);
        if limit.allowed {
            return self.admitted();
        }
        let wait = limit.reset_seconds.unwrap_or(1).saturating_mul(1_000);
        Err(Problem::new("rate_limited").after(wait))
    }

    /// Somebody known may ask; now it matters for what.
    fn admitted(&mut self) -> Result<(), Problem> {
        match self.kind() {
            Some(Kind::Capabilities) => {
                self.tell_capabilities();
                return Ok(());
            }
            Some(Kind::Operations) => return self.look_up(),
            Some(Kind::Read | Kind::List | Kind::Write | Kind::Reveal) => {}
            _ => return Err(Problem::new("failed")),
        }
        if !self.proxy.allows(self.action()) {
            return self.refuse_on_record(Problem::new("not_allowed"));
        }
        if self.action() == "cards" {
            // There is no one card to ask about: each card that comes is asked about instead.
            return self.read_cards();
        }
        let (action, issuer) = (self.action().to_owned(), self.issuer.clone());
        let cards = Vec::from([self.card.clone()]);
        self.ask(Step::Owns, Command::Owns { cards, action, issuer })
    }

    fn owned(&mut self, owns: &[bool]) -> Result<(), Problem> {
        if owns != [true] {
            return self.refuse_on_record(Problem::new("not_allowed"));
        }
        self.is_granted = true;
        self.check_offered()?;
        match &self.body {
            Some(body) => {
                let most = body.most;
                self.ask(Step::Read, Command::Read { most })
            }
            None => self.call(),
        }
    }

    /// A list of cards is read before anybody is asked about its cards.
    fn read_cards(&mut self) -> Result<(), Problem> {
        self.check_offered()?;
        self.is_granted = true;
        self.call()
    }

    fn check_offered(&self) -> Result<(), Problem> {
        let issuer = self.chosen().ok_or_else(|| Problem::new("failed"))?;
        if issuer.can.iter().any(|own| own == self.action()) {
            Ok(())
        } else {
            Err(Problem::new("unsupported_action"))
        }
    }

    fn read(&mut self, bytes: &[u8], is_last: bool) -> Result<(), Problem> {
        let mut body = self.body.take().ok_or_else(|| Problem::new("failed"))?;
        body.push(bytes)?;
        if !is_last {
            let most = body.most;
            self.body = Some(body);
            return self.ask(Step::Read, Command::Read { most });
        }
        let said = body.end()?;
        (self.options, self.image) = (said.options, said.image);
        if !self.proxy.must_be_confirmed(self.action()) {
            return self.go_ahead();
        }
        let command = Command::Confirm {
            action: self.action().to_owned(),
            card_id: self.card.clone(),
            issuer: self.issuer.clone(),
            options: (*self.options).clone(),
        };
        self.ask(Step::Confirm, command)
    }

    fn confirmed(&mut self, is_confirmed: bool) -> Result<(), Problem> {
        if is_confirmed {
            self.go_ahead()
        } else {
            self.refuse_on_record(Problem::new("confirmation_required"))
        }
    }

    fn go_ahead(&mut self) -> Result<(), Problem> {
        if self.kind() == Some(Kind::Write) { self.begin_write() } else { self.call() }
    }

    /// Calls the issuer.
    pub(super) fn call(&mut self) -> Result<(), Problem> {
        let is_write = self.kind() == Some(Kind::Write);
        let deadline_ms = if is_write { self.write.deadline_ms } else { self.proxy.deadline_ms };
        let command = Command::Execute {
            issuer: self.issuer.clone(),
            operation: self.action().to_owned(),
            card_id: self.card.clone(),
            options: (*self.options).clone(),
            has_image: self.image.is_some(),
            deadline_ms,
        };
        self.ask(Step::Execute, command)
    }

    fn executed(&mut self, event: &Event<'_>) -> Result<(), Problem> {
        if self.kind() == Some(Kind::Write) {
            return self.written(event);
        }
        match event {
            Event::Done(told) => self.told(*told),
            Event::Failed(error) => {
                let mut problem = Problem::of_error(*error);
                // Reading changes nothing, whatever became of it.
                problem.is_unknown = false;
                Err(problem)
            }
            _ => Err(Problem::new("failed")),
        }
    }

    /// What the route does.
    pub(super) fn kind(&self) -> Option<Kind> {
        self.route.map(|route| route.kind)
    }

    /// The name of what is asked for.
    pub(super) fn action(&self) -> &'static str {
        self.route.map_or("", |route| route.operation)
    }

    /// The issuer that the request is about.
    pub(super) fn chosen(&self) -> Option<&ProxyIssuer> {
        self.proxy.issuer(Some(&self.issuer))
    }

    /// A line of the audit about this request.
    pub(super) fn line(&self, outcome: &str, effect: Option<&str>) -> AuditLine {
        AuditLine {
            at_ms: self.now_ms,
            who: self.principal.clone(),
            what: self.action().to_owned(),
            issuer: self.issuer.clone(),
            card_id: self.card.clone(),
            operation: Some(self.write.operation.clone()).filter(|id| !id.is_empty()),
            outcome: outcome.to_owned(),
            effect: effect.map(str::to_owned),
        }
    }

    /// Refuses, and has a line written of who wanted to do what.
    fn refuse_on_record(&mut self, problem: Problem) -> Result<(), Problem> {
        if !matches!(self.kind(), Some(Kind::Write | Kind::Reveal)) {
            return Err(problem);
        }
        let line = self.line(problem.code, Some(problem.effect()));
        self.pending = Some(self.answer_of(problem));
        self.ask(Step::Audit, Command::Audit(line))
    }

    /// Ends with what stands.
    pub(super) fn end_pending(&mut self) -> Result<(), Problem> {
        let answer = self.pending.take().ok_or_else(|| Problem::new("failed"))?;
        self.end(answer);
        Ok(())
    }

    fn refuse(&mut self, problem: Problem) {
        let answer = self.answer_of(problem);
        self.end(answer);
    }

    /// The answer that a problem is, with what the request is about.
    pub(super) fn answer_of(&self, mut problem: Problem) -> Answer {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let is_about = !self.principal.is_empty();
        problem.issuer = some(&self.issuer);
        problem.action = some(self.action()).filter(|_| is_about);
        problem.card_id = self.card.clone().filter(|_| is_about);
        Answer::of(&problem)
    }

    /// The answer, with the headers that every answer has.
    pub(super) fn end(&mut self, mut answer: Answer) {
        answer.finish(self.named_origin.as_deref(), self.limit);
        if self.is_head {
            answer.body.clear();
        }
        self.image = None;
        self.step = Step::End;
        self.answer = Some(answer);
    }

    /// What a stream says of an entry.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use cardlatch::{edge::{Handling, Proxy, ledger::LedgerEntry}, json::{self, Limits}};
    /// # let settings = r#"{"issuers":[{"name":"main","id":"yativo","can":["card"]}],"allow":["card"]}"#;
    /// # let proxy = Arc::new(Proxy::new(settings)?);
    /// # let kept = r#"{"operation":"op-1","shard":"c-1","principal":"alice","issuer":"main","cardId":"c-1",
    /// #     "action":"freeze","fingerprint":"f","state":"done","createdMs":1,"updatedMs":2,"expiresMs":3}"#;
    /// let entry = LedgerEntry::of(json::check(kept.as_bytes(), Limits::default())?).unwrap();
    /// let event = Handling::new(proxy).event_of(&entry);
    /// assert!(event.contains("done") && !event.contains("alice"), "{event}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn event_of(&self, entry: &LedgerEntry) -> String {
        operations::event(&self.proxy, entry)
    }
}

/// The query of a read as the client's options.
fn write_options(route: &Route, query: &[(String, String)]) -> String {
    use crate::edge::routes::Shape;
    let mut out = crate::json::Writer::new();
    for (name, value) in query.iter().filter(|(name, _)| name != "issuer") {
        match route.parameter(name) {
            Some(Shape::Number | Shape::Flag) => out.raw(name, value),
            _ => out.text(name, value),
        }
    }
    out.end()
}

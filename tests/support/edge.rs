//! A proxy whose hooks, issuers and ledger are scripted.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use cardlatch::crypto::sha256;
use cardlatch::edge::ledger::{
    AuditLine, Claim, Delivery, EntryState, Ledger, LedgerAsk, LedgerChange, LedgerEntry,
    LedgerFailed, RecordState, Reserved, Taken, Verdict,
};
use cardlatch::edge::{Answer, Command, Event, Handling, Proxy, RateLimit};
use cardlatch::json::{self, Limits};
use serde_json::Value;

pub const KEY: &str = "key-0123456789abcdef";
pub const ORIGIN: &str = "https://app.example";

/// Settings with everything allowed.
pub fn settings() -> Value {
    let all = [
        "cards",
        "issue",
        "card",
        "balance",
        "transactions",
        "limits",
        "topUpFee",
        "freeze",
        "unfreeze",
        "activate",
        "deactivate",
        "cancel",
        "setPin",
        "replace",
        "topUp",
        "setLimits",
        "reveal",
        "revealPin",
    ];
    serde_json::json!({
        "issuers": [{ "name": "main", "id": "yativo", "can": all }],
        "allow": all,
        "basePath": "/api",
        "origins": [ORIGIN],
        "has": { "confirm": true, "rateLimit": true, "callbacks": ["main"] },
    })
}

/// What a ledger of one thread keeps.
#[derive(Default)]
pub struct Table {
    pub entries: RefCell<BTreeMap<String, LedgerEntry>>,
    pub changes: RefCell<Vec<LedgerChange>>,
    pub lines: RefCell<Vec<AuditLine>>,
    pub claims: RefCell<BTreeMap<String, bool>>,
    /// Callbacks that came before their task id was recorded.
    pub early: RefCell<Vec<Delivery>>,
    /// How long a lease has run when it is told.
    pub late_ms: RefCell<u64>,
    /// How somebody else ended an entry before its next record.
    pub ended: RefCell<Option<(EntryState, &'static str)>>,
}

impl Table {
    fn settle(entry: &mut LedgerEntry, delivery: &Delivery) {
        use cardlatch::callbacks::Progress;
        let is_done = delivery.progress == Progress::Done;
        entry.state = if is_done { EntryState::Done } else { EntryState::Failed };
        let text = if is_done {
            r#"{"action":"freeze","cardId":"c-1","result":"completed","confirmed":true}"#
        } else {
            r#"{"code":"issuer_rejected","effect":"none","retryable":false}"#
        };
        let json = json::check(text.as_bytes(), Limits::default()).unwrap();
        let text = json::JsonText::without(json, &[]);
        if is_done {
            entry.outcome = text;
        } else {
            entry.error = text;
        }
    }
}

impl Ledger for Table {
    fn reserve(&self, ask: &LedgerAsk) -> Result<Reserved, LedgerFailed> {
        let mut entries = self.entries.borrow_mut();
        if let Some(entry) = entries.get_mut(&ask.operation) {
            let verdict = match entry.state {
                _ if entry.fingerprint != ask.fingerprint => {
                    return Ok(Reserved { verdict: Verdict::Reused, entry: None });
                }
                EntryState::Running => Verdict::Running,
                EntryState::Unknown if ask.reconcile => {
                    entry.state = EntryState::Running;
                    entry.lease_ends_ms = Some(ask.now_ms + ask.lease_ms - *self.late_ms.borrow());
                    Verdict::Go
                }
                _ => Verdict::Known,
            };
            return Ok(Reserved { verdict, entry: Some(entry.clone()) });
        }
        if entries
            .values()
            .any(|other| other.shard == ask.shard && other.state == EntryState::Running)
        {
            return Ok(Reserved { verdict: Verdict::Busy, entry: None });
        }
        let entry = LedgerEntry {
            operation: ask.operation.clone(),
            shard: ask.shard.clone(),
            principal: ask.principal.clone(),
            issuer: ask.issuer.clone(),
            card_id: ask.card_id.clone(),
            action: ask.action.clone(),
            fingerprint: ask.fingerprint.clone(),
            state: EntryState::Running,
            outcome: json::JsonText::default(),
            error: json::JsonText::default(),
            task_id: None,
            created_ms: ask.now_ms,
            updated_ms: ask.now_ms,
            lease_ends_ms: Some(ask.now_ms + ask.lease_ms - *self.late_ms.borrow()),
            expires_ms: ask.now_ms + ask.keep_ms,
        };
        entries.insert(ask.operation.clone(), entry.clone());
        Ok(Reserved { verdict: Verdict::Go, entry: Some(entry) })
    }

    fn record(&self, change: &LedgerChange) -> Result<Option<LedgerEntry>, LedgerFailed> {
        self.changes.borrow_mut().push(change.clone());
        self.lines.borrow_mut().extend(change.audit.clone());
        let mut entries = self.entries.borrow_mut();
        if change.state == RecordState::Free {
            entries.remove(&change.operation);
            return Ok(None);
        }
        let Some(entry) = entries.get_mut(&change.operation) else { return Ok(None) };
        if let Some((state, text)) = self.ended.borrow_mut().take() {
            let told = json::check(text.as_bytes(), Limits::default()).unwrap();
            let is_done = state == EntryState::Done;
            let slot = if is_done { &mut entry.outcome } else { &mut entry.error };
            *slot = json::JsonText::without(told, &[]);
            entry.state = state;
            return Ok(Some(entry.clone()));
        }
        entry.state = EntryState::from_text(change.state.as_str()).unwrap();
        entry.outcome = change.outcome.clone();
        entry.error = change.error.clone();
        entry.task_id.clone_from(&change.task_id);
        entry.updated_ms = change.now_ms;
        let early = self.early.borrow();
        if let Some(early) =
            early.iter().find(|early| early.task_id.is_some() && early.task_id == entry.task_id)
        {
            Self::settle(entry, early);
        }
        Ok(Some(entry.clone()))
    }

    fn find(
        &self,
        operation: &str,
        shard: &str,
        _: u64,
    ) -> Result<Option<LedgerEntry>, LedgerFailed> {
        let entries = self.entries.borrow();
        Ok(entries.get(operation).filter(|entry| entry.shard == shard).cloned())
    }

    fn take(&self, delivery: &Delivery) -> Result<Taken, LedgerFailed> {
        let key = delivery.key.as_ref().map(|key| key.text.clone());
        let mut claims = self.claims.borrow_mut();
        let state = match key.as_ref().and_then(|key| claims.get(key)) {
            Some(true) => Claim::Seen,
            Some(false) => Claim::Busy,
            None => Claim::New,
        };
        let (mut settled, mut open) = (Vec::new(), Vec::new());
        if state == Claim::New {
            use cardlatch::callbacks::{Progress, Trust};
            claims.extend(key.map(|key| (key, false)));
            let is_believed = delivery.trust != Trust::ReadCardFirst
                && matches!(delivery.progress, Progress::Done | Progress::Failed);
            for entry in self.entries.borrow_mut().values_mut() {
                if is_believed && entry.task_id.is_some() && entry.task_id == delivery.task_id {
                    Self::settle(entry, delivery);
                    settled.push(entry.clone());
                } else if entry.card_id == delivery.card_id
                    && matches!(entry.state, EntryState::Accepted | EntryState::Unknown)
                {
                    open.push(entry.clone());
                }
            }
            if settled.is_empty() && is_believed {
                self.early.borrow_mut().push(delivery.clone());
            }
        }
        Ok(Taken { state, settled, open })
    }

    fn keep(&self, delivery: &Delivery, handled: bool) -> Result<(), LedgerFailed> {
        if let Some(key) = &delivery.key {
            let mut claims = self.claims.borrow_mut();
            if handled {
                claims.insert(key.text.clone(), true);
            } else {
                claims.remove(&key.text);
            }
        }
        Ok(())
    }

    fn audit(&self, line: &AuditLine) -> Result<(), LedgerFailed> {
        self.lines.borrow_mut().push(line.clone());
        Ok(())
    }

    fn expire(&self, _: u64) -> Result<usize, LedgerFailed> {
        Ok(0)
    }
}

/// What the issuer's client ends with.
pub type Ended = Result<String, String>;

/// A scripted program.
pub struct Bench {
    pub proxy: Arc<Proxy>,
    pub principal: Option<String>,
    pub owned: Vec<&'static str>,
    pub is_confirmed: bool,
    pub limit: RateLimit,
    /// What calls end with, in order; then a completed action.
    pub ends: Vec<Ended>,
    pub verdicts: Vec<Ended>,
    pub event: Option<String>,
    pub is_handled: bool,
    /// Commands at which somebody fails.
    pub failing: Vec<&'static str>,
    pub ledger: Table,
    /// The names of the commands of the last request.
    pub log: Vec<&'static str>,
    /// Everything that calls were told: operation, card, options, picture.
    pub calls: Vec<(String, Option<String>, String, Vec<u8>)>,
    pub asked: Vec<Command>,
    pub chunk: usize,
    pub now_ms: u64,
}

pub fn completed(action: &str) -> String {
    format!(
        r#"{{"issuer":"yativo","action":"{action}","cardId":"c-1","result":"completed","confirmed":true}}"#
    )
}

pub fn failed(code: &str, effect: &str) -> Ended {
    Err(format!(
        r#"{{"name":"CardError","message":"It failed.","code":"{code}","effect":"{effect}","retryable":false,"issuer":"yativo","action":"freeze","cardId":"c-1","status":500,"issuerMessage":"PAN 4111111111111111"}}"#
    ))
}

impl Bench {
    pub fn new() -> Self {
        Self::with(&settings())
    }

    pub fn with(settings: &Value) -> Self {
        Self {
            proxy: Arc::new(Proxy::new(&settings.to_string()).expect("good settings")),
            principal: Some("alice".to_owned()),
            owned: vec!["c-1"],
            is_confirmed: true,
            limit: RateLimit { allowed: true, ..RateLimit::default() },
            ends: Vec::new(),
            verdicts: Vec::new(),
            event: None,
            is_handled: true,
            failing: Vec::new(),
            ledger: Table::default(),
            log: Vec::new(),
            calls: Vec::new(),
            asked: Vec::new(),
            chunk: 1_000,
            now_ms: 1_000_000,
        }
    }

    pub fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, &[("origin", ORIGIN)], b"")
    }

    /// A write with the key.
    pub fn post(&mut self, path: &str, body: &str) -> Answer {
        self.post_under(KEY, path, body)
    }

    pub fn post_under(&mut self, key: &str, path: &str, body: &str) -> Answer {
        let headers =
            [("origin", ORIGIN), ("content-type", "application/json"), ("Idempotency-Key", key)];
        self.send("POST", path, &headers, body.as_bytes())
    }

    pub fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Answer {
        let url = format!("https://proxy.example/api{path}");
        self.log.clear();
        self.asked.clear();
        let mut handling = Handling::new(Arc::clone(&self.proxy));
        handling.tell(self.now_ms, Event::Request { method, url: &url, headers });
        let mut rest = body;
        for _ in 0..10_000 {
            if let Some(answer) = handling.answer() {
                assert!(handling.command().is_none(), "an answer and a command");
                return answer.clone();
            }
            let command = handling.command().expect("a command or an answer").clone();
            self.carry_out(&mut handling, command, &mut rest);
        }
        panic!("the request does not end");
    }

    fn carry_out(&mut self, handling: &mut Handling, command: Command, rest: &mut &[u8]) {
        let now = self.now_ms;
        if self.log.last() != Some(&"read") || command.name() != "read" {
            self.log.push(command.name());
        }
        self.asked.push(command.clone());
        let name = match &command {
            Command::Reserve(ask) if ask.reconcile => "reserve again",
            command => command.name(),
        };
        if self.failing.contains(&name) {
            return handling.tell(now, Event::HookFailed);
        }
        let trusted = |text: &str| -> String { text.to_owned() };
        match command {
            Command::Authenticate => {
                handling.tell(now, Event::Principal(self.principal.as_deref()));
            }
            Command::RateLimit { .. } => handling.tell(now, Event::RateLimit(self.limit)),
            Command::Owns { cards, .. } => {
                let owns: Vec<bool> = cards
                    .iter()
                    .map(|card| card.as_deref().is_none_or(|card| self.owned.contains(&card)))
                    .collect();
                handling.tell(now, Event::Owns(&owns));
            }
            Command::Read { .. } => {
                let (bytes, after) = rest.split_at_checked(self.chunk).unwrap_or((rest, &[]));
                *rest = after;
                handling.tell(now, Event::Chunk { bytes, is_last: after.is_empty() });
            }
            Command::Confirm { .. } => handling.tell(now, Event::Confirmed(self.is_confirmed)),
            Command::Hash => {
                let hash = sha256(handling.bytes());
                handling.tell(now, Event::Hashed(&hash));
            }
            Command::Execute { operation, card_id, options, has_image, .. } => {
                let image = if has_image { handling.bytes().to_vec() } else { Vec::new() };
                let usual = completed(&operation);
                self.calls.push((operation, card_id, options, image));
                let end = if self.ends.is_empty() { Ok(usual) } else { self.ends.remove(0) };
                tell_end(handling, now, &end);
            }
            Command::Reconcile { .. } => {
                let end = if self.verdicts.is_empty() {
                    failed("network", "none")
                } else {
                    self.verdicts.remove(0)
                };
                tell_end(handling, now, &end);
            }
            Command::Reserve(ask) => {
                handling.tell(now, Event::Reserved(self.ledger.reserve(&ask).unwrap()));
            }
            Command::Record(change) => {
                handling.tell(now, Event::Recorded(self.ledger.record(&change).unwrap()));
            }
            Command::Find { operation, shard } => {
                handling
                    .tell(now, Event::Found(self.ledger.find(&operation, &shard, now).unwrap()));
            }
            Command::Audit(line) => {
                self.ledger.audit(&line).unwrap();
                handling.tell(now, Event::Audited);
            }
            Command::Callback { .. } => {
                let reply = trusted(
                    r#"{"status":200,"headers":{"content-type":"text/plain"},"body":"OK"}"#,
                );
                let event = self.event.clone();
                let event = event.as_deref().map(checked);
                handling.tell(now, Event::Received { event, reply: checked(&reply) });
            }
            Command::Take(delivery) => {
                handling.tell(now, Event::Taken(self.ledger.take(&delivery).unwrap()));
            }
            Command::Handle { .. } => handling.tell(now, Event::Handled(self.is_handled)),
            Command::Keep { delivery, handled } => {
                self.ledger.keep(&delivery, handled).unwrap();
                handling.tell(now, Event::Kept);
            }
        }
    }

    /// The state of the only entry.
    pub fn state(&self) -> Option<EntryState> {
        self.ledger.entries.borrow().values().next().map(|entry| entry.state)
    }

    /// Everything that the ledger was told, as text.
    pub fn kept(&self) -> String {
        let mut all = String::new();
        for entry in self.ledger.entries.borrow().values() {
            all.push_str(&entry.json());
        }
        for change in self.ledger.changes.borrow().iter() {
            all.push_str(&change.json());
        }
        for line in self.ledger.lines.borrow().iter() {
            all.push_str(&line.json());
        }
        all
    }
}

fn checked(text: &str) -> json::Json<'_> {
    json::check(text.as_bytes(), Limits::default()).expect("JSON")
}

fn tell_end(handling: &mut Handling, now: u64, end: &Ended) {
    match end {
        Ok(told) if told.is_empty() => handling.tell(now, Event::HookFailed),
        Ok(told) => handling.tell(now, Event::Done(checked(told))),
        Err(told) => handling.tell(now, Event::Failed(checked(told))),
    }
}

/// The body of an answer.
pub fn body(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).expect("JSON")
}

/// The code of a problem, and the status.
pub fn code(answer: &Answer) -> (u16, String) {
    let body = body(answer);
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    assert_eq!(body["status"], answer.status);
    assert_eq!(body["type"], format!("urn:cardlatch:error:{}", body["code"].as_str().unwrap()));
    (answer.status, body["code"].as_str().unwrap().to_owned())
}

/// Bytes in hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

//! The settings of a proxy.

use crate::edge::routes::{Kind, ROUTES};
use crate::error::{Error, ErrorCode};
use crate::json::{self, Json, Limits};
use crate::prelude::*;
use crate::text::{self, after, after_scheme, is_one_of, parts};

/// What an issuer's name may be long.
const LONGEST_NAME: usize = 32;
/// What the settings may weigh.
const LIMITS: Limits = Limits { max_depth: 8, max_bytes: 1024 * 1024 };
/// The largest whole number that a host's timer takes.
const LONGEST_MS: u64 = 2_147_483_647;

/// A page that asks what became of a write counts on being told for a day,
const DAY_MS: u64 = 86_400_000;
/// and on a write being known 50 seconds after it was sent.
const LONGEST_QUEUE_MS: u64 = 40_000;

/// Every setting.
const NAMES: &str = "issuers allow confirm basePath origins maxBodyBytes maxImageBytes deadlineMs \
    settleMs queueMs keepMs openapi has confirmActions";

/// An issuer behind the proxy.
///
/// ```
/// use cardlatch::edge::ProxyIssuer;
/// let can = vec!["card".into(), "freeze".into()];
/// let issuer = ProxyIssuer { name: "main".into(), id: "yativo".into(), can };
/// assert_eq!(issuer.can.len(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyIssuer {
    /// The name in URLs.
    pub name: String,
    /// Which issuer it is.
    pub id: String,
    /// The names of the operations that its client can do.
    pub can: Vec<String>,
}

/// The checked settings.
///
/// ```
/// use cardlatch::edge::Proxy;
///
/// let proxy = Proxy::new(
///     r#"{
///         "issuers": [{"name": "main", "id": "yativo", "can": ["card", "freeze", "unfreeze"]}],
///         "allow": ["card", "freeze"],
///         "basePath": "/api",
///         "origins": ["https://app.example"]
///     }"#,
/// )?;
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Proxy {
    pub(crate) issuers: Vec<ProxyIssuer>,
    pub(crate) allow: Vec<String>,
    pub(crate) confirm: Vec<String>,
    pub(crate) base_path: String,
    pub(crate) origins: Option<Vec<String>>,
    pub(crate) max_body_bytes: u64,
    pub(crate) max_image_bytes: u64,
    pub(crate) deadline_ms: u64,
    pub(crate) settle_ms: u64,
    pub(crate) queue_ms: u64,
    pub(crate) keep_ms: u64,
    pub(crate) has_openapi: bool,
    pub(crate) has_confirm: bool,
    pub(crate) has_rate_limit: bool,
    pub(crate) callbacks: Vec<String>,
}

/// The error of a setting, with its path.
fn wrong(path: &str, text: &'static str) -> Error {
    Error::new(ErrorCode::Configuration, text).at(path)
}

/// The path of an item of a list.
fn item(path: &str, index: usize) -> String {
    let mut at = Vec::from(path.as_bytes());
    at.push(b'.');
    json::write_u64(index as u64, &mut at);
    text::string(at)
}

fn count(settings: Json<'_>, name: &str, usual: u64, least: u64, most: u64) -> Result<u64, Error> {
    let value = settings.get(name);
    if value.is_null() {
        return Ok(usual);
    }
    let number = value.whole().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| wrong(name, "The option must be a whole number within its limits."))
}

/// The texts of a list, each checked.
fn texts(
    list: Json<'_>,
    path: &str,
    is_good: &dyn Fn(&str) -> bool,
    due: &'static str,
) -> Result<Vec<String>, Error> {
    if list.is_null() {
        return Ok(Vec::new());
    }
    if !list.is_list() {
        return Err(wrong(path, "The option must be a list."));
    }
    let mut all = Vec::new();
    for (index, value) in list.parts().enumerate() {
        match value.text().filter(|text| is_good(text)) {
            Some(text) if !all.contains(&text) => all.push(text),
            Some(_) => return Err(wrong(&item(path, index), "The option names this twice.")),
            None => return Err(wrong(&item(path, index), due)),
        }
    }
    Ok(all)
}

fn is_name(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=LONGEST_NAME).contains(&text.len()) && text.bytes().all(is_letter)
}

/// An origin as a browser writes it: scheme and host in small letters, a port that is not the usual
/// one, nothing else.
fn is_origin(text: &str) -> bool {
    let Some((scheme, host)) = after_scheme(text) else { return false };
    let usual = match scheme {
        "https" => ":443",
        "http" => ":80",
        _ => return false,
    };
    let is_good =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-._:[]".contains(&byte);
    !host.is_empty()
        && host.bytes().all(is_good)
        && !host.ends_with(usual)
        && host.as_bytes().last() != Some(&b':')
}

fn is_base_path(text: &str) -> bool {
    let is_good = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let is_step = |step: &str| !matches!(step, "" | "." | "..") && step.bytes().all(is_good);
    text.is_empty()
        || text.as_bytes().last() != Some(&b'/')
            && after(text, b"/").is_some_and(|path| parts(path, b'/').all(is_step))
}

impl Proxy {
    /// Checks settings: `issuers` (each with `name`, `id` and what it `can`), `allow`, `confirm`,
    /// `basePath`, `origins`, `maxBodyBytes`, `maxImageBytes`, `deadlineMs`, `settleMs`, `queueMs`,
    /// `keepMs`, `openapi`, and `has` (`confirm`, `rateLimit`, and the names in `callbacks`).
    ///
    /// # Errors
    /// `configuration` with the path of the setting.
    ///
    /// ```
    /// use cardlatch::{ErrorCode, edge::Proxy};
    /// let issuers = r#""issuers":[{"name":"main","id":"yativo","can":["card"]}]"#;
    /// let refused = Proxy::new(&format!(r#"{{{issuers},"allow":["launder"]}}"#)).unwrap_err();
    /// assert_eq!((refused.code(), refused.path()), (ErrorCode::Configuration, Some("allow.0")));
    /// let refused = Proxy::new(&format!("{{{issuers}}}")).unwrap_err();
    /// assert_eq!(refused.message(), "Nothing is allowed.");
    /// ```
    pub fn new(settings: &str) -> Result<Self, Error> {
        let told = json::check(settings.as_bytes(), LIMITS)
            .ok()
            .filter(|told| told.is_object())
            .ok_or_else(|| wrong("", "The settings are no JSON object."))?;
        refuse_unknown(told)?;
        let has = told.get("has");
        let flag = |name: &str| has.get(name).flag() == Some(true);
        // One value from the start: where a setting is wrong, there is one thing to be dropped.
        let mut own = Self {
            issuers: issuers(told.get("issuers"))?,
            allow: Vec::new(),
            confirm: Vec::new(),
            base_path: String::new(),
            origins: None,
            max_body_bytes: 0,
            max_image_bytes: 0,
            deadline_ms: 0,
            settle_ms: 0,
            queue_ms: 0,
            keep_ms: 0,
            has_openapi: true,
            has_confirm: flag("confirm"),
            has_rate_limit: flag("rateLimit"),
            callbacks: Vec::new(),
        };
        let is_issuer = |name: &str| own.issuers.iter().any(|issuer| issuer.name == name);
        let due = "There is no such issuer.";
        own.callbacks = texts(has.get("callbacks"), "callbacks", &is_issuer, due)?;
        own.allow = allowed(told)?;
        own.confirm = confirmed(told, own.has_confirm)?;
        own.base_path = base_path(told)?;
        own.origins = origins(told)?;
        own.max_body_bytes = count(told, "maxBodyBytes", 65_536, 2, 1 << 24)?;
        own.max_image_bytes = count(told, "maxImageBytes", 2_097_152, 1, 1 << 26)?;
        own.deadline_ms = count(told, "deadlineMs", 60_000, 1, LONGEST_MS)?;
        own.settle_ms = count(told, "settleMs", 2 * own.deadline_ms, 0, 1 << 40)?;
        own.queue_ms = count(told, "queueMs", 20_000, 0, LONGEST_QUEUE_MS)?;
        own.keep_ms = count(told, "keepMs", DAY_MS, DAY_MS, 1 << 40)?;
        own.has_openapi = openapi(told)?;
        Ok(own)
    }

    /// The issuer of this name; where none is named, the only one.
    pub(crate) fn issuer(&self, name: Option<&str>) -> Option<&ProxyIssuer> {
        match (name, self.issuers.as_slice()) {
            (None, [only]) => Some(only),
            (None, _) => None,
            (Some(name), all) => all.iter().find(|issuer| issuer.name == name),
        }
    }

    /// Whether an operation is allowed.
    pub(crate) fn allows(&self, operation: &str) -> bool {
        self.allow.iter().any(|own| own == operation)
    }

    /// Whether the principal must confirm an operation.
    pub(crate) fn must_be_confirmed(&self, operation: &str) -> bool {
        self.has_confirm
            && (is_one_of(IRREVERSIBLE, operation)
                || self.confirm.iter().any(|own| own == operation))
    }
}

/// What cannot be undone.
pub(crate) const IRREVERSIBLE: &str = "cancel replace";

fn refuse_unknown(told: Json<'_>) -> Result<(), Error> {
    for (name, _) in told.fields() {
        let name = name.text().unwrap_or_default();
        if !is_one_of(NAMES, &name) {
            return Err(wrong(&name, "There is no such option."));
        }
    }
    Ok(())
}

const NO_CLIENT: &str = "The issuer must be a client.";

fn issuers(told: Json<'_>) -> Result<Vec<ProxyIssuer>, Error> {
    let mut all: Vec<ProxyIssuer> = Vec::new();
    for issuer in told.parts().filter(|_| told.is_list()) {
        let name = issuer.get("name").text().unwrap_or_default();
        let path = text::joined("issuers.", &name);
        let id = issuer.get("id").text().unwrap_or_default();
        let fault = if !is_name(&name) {
            "A name has 1 to 32 small letters, digits and hyphens."
        } else if all.iter().any(|other| other.name == name) {
            "Two issuers have this name."
        } else if id.is_empty() {
            NO_CLIENT
        } else {
            ""
        };
        if !fault.is_empty() {
            return Err(wrong(&path, fault));
        }
        let can = texts(issuer.get("can"), &path, &|_| true, NO_CLIENT)?;
        all.push(ProxyIssuer { name, id, can });
    }
    if all.is_empty() { Err(wrong("issuers", "There must be an issuer.")) } else { Ok(all) }
}

/// What must be allowed before it can be asked.
const ALLOWED: [Kind; 4] = [Kind::Read, Kind::List, Kind::Write, Kind::Reveal];
/// What can be made to be confirmed.
const CONFIRMED: [Kind; 2] = [Kind::Write, Kind::Reveal];

fn is_one(name: &str, kinds: &[Kind]) -> bool {
    ROUTES.iter().any(|route| route.operation == name && kinds.contains(&route.kind))
}

const NO_OPERATION: &str = "There is no such operation.";

fn allowed(told: Json<'_>) -> Result<Vec<String>, Error> {
    let allow = texts(told.get("allow"), "allow", &|name| is_one(name, &ALLOWED), NO_OPERATION)?;
    if allow.is_empty() { Err(wrong("allow", "Nothing is allowed.")) } else { Ok(allow) }
}

fn confirmed(told: Json<'_>, has_confirm: bool) -> Result<Vec<String>, Error> {
    let list = told.get("confirm");
    let list = if list.is_there() { list } else { told.get("confirmActions") };
    let all = texts(
        list,
        "confirmActions",
        &|name| is_one(name, &CONFIRMED),
        "There is no such operation to confirm.",
    )?;
    if !all.is_empty() && !has_confirm {
        return Err(wrong("confirmActions", "There is no hook that confirms."));
    }
    Ok(all)
}

fn base_path(told: Json<'_>) -> Result<String, Error> {
    let path = told.get("basePath");
    let text = if path.is_null() { Some(String::new()) } else { path.text() };
    text.filter(|text| is_base_path(text)).ok_or_else(|| {
        wrong("basePath", "The option must be a path like `/api`, without a slash at its end.")
    })
}

fn origins(told: Json<'_>) -> Result<Option<Vec<String>>, Error> {
    let list = told.get("origins");
    if list.is_null() {
        return Ok(None);
    }
    let due = "The option must be an origin like `https://app.example`.";
    texts(list, "origins", &is_origin, due).map(Some)
}

fn openapi(told: Json<'_>) -> Result<bool, Error> {
    let value = told.get("openapi");
    if value.is_null() {
        return Ok(true);
    }
    value.flag().ok_or_else(|| wrong("openapi", "The option must be true or false."))
}

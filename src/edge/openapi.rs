//! The description of a proxy in `OpenAPI` 3.1: the routes that are allowed, and no others.

use super::routes::{Kind, ROUTES, Route, Shape};
use crate::json::{write_list, write_text};
use crate::prelude::*;
use crate::text::{cut, parts, string};

/// The data that goes back and forth.
const SCHEMAS: &str = include_str!("openapi/schemas.json");

/// What is told of a proxy.
///
/// ```
/// use cardlatch::edge::openapi::About;
/// let about = About { base_path: "/api", issuers: &["main"], allow: &["card"], callbacks: false };
/// assert!(about.base_path.starts_with('/'));
/// ```
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// The path below which the routes are; empty for none.
    pub base_path: &'a str,
    /// The names of the issuers.
    pub issuers: &'a [&'a str],
    /// The operations that are allowed.
    pub allow: &'a [&'a str],
    /// Whether issuers' callbacks are taken.
    pub callbacks: bool,
}

/// The statuses of problems, each with its codes.
pub const PROBLEMS: &[(&str, &str)] = &[
    (
        "400",
        "bad_request invalid_input sign_image_required image_format image_too_large image_truncated",
    ),
    ("401", "not_signed_in"),
    ("403", "not_allowed confirmation_required wrong_origin"),
    ("404", "not_found card_not_found"),
    ("405", "method_not_allowed"),
    ("409", "still_running card_busy"),
    ("413", "too_large"),
    ("415", "unsupported_media"),
    ("422", "key_reused unsupported_action issuer_rejected"),
    ("428", "key_required"),
    ("429", "rate_limited"),
    ("500", "failed insecure_url configuration"),
    ("502", "unauthorized forbidden unexpected_answer not_confirmed network"),
    ("503", "ledger_unavailable issuer_unavailable aborted"),
    ("504", "timeout"),
];

/// The statuses of a kind's problems.
const fn statuses(kind: Kind) -> &'static str {
    match kind {
        Kind::Write => "400 401 403 404 409 413 415 422 428 429 500 502 503 504",
        Kind::Read | Kind::List => "400 401 403 404 422 429 500 502 503 504",
        Kind::Reveal => "400 401 403 404 413 415 422 429 500 502 503 504",
        Kind::Operations => "400 401 403 404 428 429 500 503",
        Kind::Capabilities => "400 401 403 429 500",
        Kind::Callback => "400 404 405 413 500 503",
        Kind::OpenApi => "",
    }
}

/// The document, as JSON.
///
/// ```
/// use cardlatch::edge::openapi::{About, document};
/// let allow = &["card"];
/// let text = document(&About { base_path: "/api", issuers: &["main"], allow, callbacks: false });
/// assert!(text.contains(r#""/cards/{id}""#));
/// assert!(!text.contains("/freeze")); // it is not allowed
/// ```
#[must_use]
pub fn document(about: &About<'_>) -> String {
    let mut root = Vec::new();
    write_text(if about.base_path.is_empty() { "/" } else { about.base_path }, &mut root);
    let (problems, codes) = problems();
    let values = [
        VERSION,
        &string(root),
        &paths(about),
        SCHEMAS.trim_ascii_end().strip_suffix('}').unwrap_or_default(),
        &write_list(&mut parts(&codes, b' ')),
        &write_list(&mut about.issuers.iter().copied()),
        if about.issuers.len() > 1 { "true" } else { "false" },
        &problems,
    ];
    let mut out = String::new();
    put(&mut out, DOCUMENT, &values);
    out
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The whole. `@` and a digit stand for a value.
const DOCUMENT: &str = concat!(
    r#"{"openapi":"3.1.0","info":{"title":"Cards","version":"@0","description":"What a page may do with the cards of whoever is signed in. How to sign in is the site's own matter. HEAD is answered as GET is, without a body."},"#,
    r#""servers":[{"url":@1}],"paths":{@2},"components":{"schemas":@3,"Object":{"type":"object"},"Code":{"type":"string","enum":@4}},"parameters":{"#,
    r#""CardId":{"name":"id","in":"path","required":true,"schema":{"type":"string","minLength":1,"maxLength":256,"pattern":"^[^\\s/\\\\]+$"}},"#,
    r#""OperationId":{"name":"id","in":"path","required":true,"schema":{"type":"string","pattern":"^[0-9a-f]{32}~[a-z0-9-]{1,32}~"}},"#,
    r#""IssuerName":{"name":"id","in":"path","required":true,"schema":{"type":"string","enum":@5}},"#,
    r#""PathSecret":{"name":"secret","in":"path","required":true,"schema":{"type":"string"}},"#,
    r#""Issuer":{"name":"issuer","in":"query","required":@6,"schema":{"type":"string","enum":@5}},"#,
    r#""AnyIssuer":{"name":"issuer","in":"query","required":false,"schema":{"type":"string","enum":@5}},"#,
    r#""IdempotencyKey":{"name":"Idempotency-Key","in":"header","required":true,"description":"A fresh random key for each order, for example a UUID. The same key with the same order gives the same answer, and never executes twice.","schema":{"type":"string","minLength":16,"maxLength":128,"pattern":"^[!#-\\[\\]-~]+$"}}},"#,
    r#""headers":{"Location":{"description":"Where to ask for the operation.","schema":{"type":"string"}},"Retry-After":{"description":"How long to wait, in seconds, where that is known.","schema":{"type":"integer"}},"Idempotency-Replayed":{"description":"`true` where the answer is a stored one.","schema":{"type":"string","enum":["true"]}}},"#,
    r#""responses":{@7}}}"#,
);

/// Appends a template, each `@` and digit replaced by the value of that place.
fn put(out: &mut String, mut template: &str, values: &[&str]) {
    while !template.is_empty() {
        let (before, after) = cut(template, b'@');
        out.push_str(before);
        let (place, rest) = after.split_at_checked(1).unwrap_or_default();
        let value = place.bytes().next().and_then(|digit| values.get(usize::from(digit & 15)));
        out.push_str(value.unwrap_or(&""));
        template = rest;
    }
}

fn is_told(route: &Route, about: &About<'_>) -> bool {
    let is_allowed = |name: &str| about.allow.contains(&name);
    let writes = || ROUTES.iter().filter(|route| route.kind == Kind::Write);
    match route.kind {
        Kind::Capabilities | Kind::OpenApi => true,
        Kind::Operations => writes().any(|route| is_allowed(route.operation)),
        Kind::Callback => about.callbacks,
        _ => is_allowed(route.operation),
    }
}

/// The routes of one path stand together.
fn paths(about: &About<'_>) -> String {
    let (mut out, mut last) = (String::new(), "");
    for route in ROUTES.iter().filter(|route| is_told(route, about)) {
        if route.path == last {
            out.push(',');
        } else {
            put(&mut out, if last.is_empty() { "\"@0\":{" } else { "},\"@0\":{" }, &[route.path]);
            last = route.path;
        }
        put_operation(&mut out, route);
    }
    out.push('}');
    out
}

/// Each operation: its schema, which is that of a write's options and else of what is read, and what it
/// does.
const TOLD: &str = "\
cards CardPage The cards of whoever is signed in, a page at a time
issue IssueOptions Issues a card
card Card Reads a card
balance Balance Reads what is on a card
transactions TransactionPage The movements on a card, a page at a time
limits Limits Reads a card's limits
topUpFee TopUpFee Reads what a top-up would cost
freeze ActionOptions Stops a card for now
unfreeze ActionOptions Undoes a freeze
activate ActivateOptions Switches an inactive card on
deactivate ActionOptions Switches an active card off
cancel CancelOptions Closes a card for good
setPin SetPinOptions Sets a PIN, or starts the issuer's way of setting one
replace ReplaceOptions Replaces a card
topUp TopUpOptions Moves money onto a card
setLimits SetLimitsOptions Sets a card's limits
reveal CardSecrets Reads card number and CVV
revealPin CardSecrets Reads the PIN
capabilities Capabilities What may be asked here
operations Operation What became of a write, found by its key
operation Operation What became of a write; as server-sent events, each change of it
callback Object Takes what an issuer sends on its own
openapi Object This document";

/// The schema of a route, and what it does.
fn told(route: &Route) -> (&'static str, &'static str) {
    let mut lines = parts(TOLD, b'\n').map(|line| cut(line, b' '));
    let line = lines.find(|(name, _)| *name == route.operation);
    cut(line.unwrap_or_default().1, b' ')
}

fn put_operation(out: &mut String, route: &Route) {
    let (schema, summary) = told(route);
    let is_with_secret = route.path.len() > "/callbacks/{id}".len() && route.kind == Kind::Callback;
    let name = if is_with_secret { "callbackWithSecret" } else { route.operation };
    put(out, r#""@0":{"operationId":"@1","summary":"@2""#, &[method(route), name, summary]);
    let parameters = parameters(route, is_with_secret);
    if let Some(parameters) = parameters.get(1..) {
        put(out, r#","parameters":[@0]"#, &[parameters]);
    }
    if route.kind == Kind::Write {
        let is_needed = if route.operation == "topUp" { "true" } else { "false" };
        put(out, BODY, &[schema, is_needed]);
    }
    let events = if route.operation == "operation" { EVENTS } else { "" };
    put(out, answers(route.kind), &[schema, events]);
    for status in parts(statuses(route.kind), b' ') {
        put(out, r##","@0":{"$ref":"#/components/responses/Problem@0"}"##, &[status]);
    }
    out.push_str("}}");
}

fn method(route: &Route) -> &'static str {
    if route.method == "GET" { "get" } else { "post" }
}

/// The parameters of a route, a comma before each.
fn parameters(route: &Route, is_with_secret: bool) -> String {
    let id = match route.kind {
        Kind::Operations => "OperationId",
        Kind::Callback => "IssuerName",
        _ => "CardId",
    };
    let shared = [
        (has_id(route), id),
        (is_with_secret, "PathSecret"),
        (route.kind == Kind::Write || route.operation == "operations", "IdempotencyKey"),
    ];
    let mut out = String::new();
    for (_, name) in shared.into_iter().filter(|(is_taken, _)| *is_taken) {
        put(&mut out, SHARED, &[name]);
    }
    for (name, shape) in route.parameters() {
        if name == "issuer" {
            let is_choice = route.kind == Kind::Capabilities;
            put(&mut out, SHARED, &[if is_choice { "AnyIssuer" } else { "Issuer" }]);
            continue;
        }
        let is_needed = if route.operation == "topUpFee" { r#","required":true"# } else { "" };
        let schema = match shape {
            Shape::Text => r#""string""#,
            Shape::Number => r#""integer","minimum":0"#,
            Shape::Flag => r#""boolean""#,
        };
        let own = r#",{"name":"@0","in":"query"@1,"schema":{"type":@2}}"#;
        put(&mut out, own, &[name, is_needed, schema]);
    }
    out
}

/// Whether an id stands in the path.
fn has_id(route: &Route) -> bool {
    route.path.bytes().any(|byte| byte == b'{')
}

const SHARED: &str = r##",{"$ref":"#/components/parameters/@0"}"##;

const BODY: &str = r##","requestBody":{"required":@1,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/@0"}},"multipart/form-data":{"schema":{"type":"object","properties":{"options":{"$ref":"#/components/schemas/@0"},"signImage":{"type":"string","contentMediaType":"application/octet-stream"}},"additionalProperties":false},"encoding":{"options":{"contentType":"application/json"},"signImage":{"contentType":"image/png, image/jpeg"}}}}}"##;

/// What is answered where nothing went wrong.
const fn answers(kind: Kind) -> &'static str {
    match kind {
        Kind::Write => {
            r##","responses":{"200":{"description":"It is done.","headers":{"Idempotency-Replayed":{"$ref":"#/components/headers/Idempotency-Replayed"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Outcome"}}}},"202":{"description":"The issuer has taken it, and will tell how it ended.","headers":{"Location":{"$ref":"#/components/headers/Location"},"Idempotency-Replayed":{"$ref":"#/components/headers/Idempotency-Replayed"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Outcome"}}}}"##
        }
        Kind::Operations => {
            r##","responses":{"200":{"description":"What became of it.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Operation"}}@1}}"##
        }
        Kind::Callback => {
            r#","responses":{"200":{"description":"Taken; the body is what the issuer wants.","content":{"*/*":{}}},"401":{"description":"Refused; the body is what the issuer wants.","content":{"*/*":{}}}"#
        }
        _ => {
            r##","responses":{"200":{"description":"What was read.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/@0"}}}}"##
        }
    }
}

const EVENTS: &str = r#","text/event-stream":{"schema":{"type":"string","description":"Events named `operation`: the data is an Operation, the id its `updatedMs`. They end after a final state, or after five minutes."}}"#;

/// The responses that problems share, and all codes.
fn problems() -> (String, String) {
    let (mut out, mut all) = (String::new(), String::new());
    for (status, codes) in PROBLEMS {
        let mut told = String::new();
        for code in parts(codes, b' ') {
            let comma = if told.is_empty() { "" } else { ", " };
            put(&mut told, "@0`@1`", &[comma, code]);
        }
        let waits = if matches!(*status, "409" | "429" | "503") { WAITS } else { "" };
        let comma = if out.is_empty() { "" } else { "," };
        let list = write_list(&mut parts(codes, b' '));
        put(&mut out, PROBLEM, &[comma, status, &told, waits, &list]);
        put(&mut all, "@0 ", &[codes]);
    }
    (out, all)
}

const WAITS: &str = r##","headers":{"Retry-After":{"$ref":"#/components/headers/Retry-After"}}"##;

const PROBLEM: &str = r##"@0"Problem@1":{"description":"@2"@3,"content":{"application/problem+json":{"schema":{"allOf":[{"$ref":"#/components/schemas/Problem"},{"properties":{"code":{"enum":@4}}}]}}}}"##;

#[cfg(test)]
mod tests;

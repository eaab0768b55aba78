//! The description of a proxy in `OpenAPI` 3.1: the routes that are allowed, and no others.

use super::routes::{Kind, ROUTES, Route, Shape};
use crate::json::{Writer, write_text};
use crate::prelude::*;
use crate::text::string;

/// The data that goes back and forth.
const SCHEMAS: &str = include_str!("openapi/schemas.json");

/// What is told of a proxy.
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
#[must_use]
pub fn document(about: &About<'_>) -> String {
    let mut whole = Writer::new();
    whole.text("openapi", "3.1.0");
    let mut info = Writer::new();
    info.text("title", "Cards");
    info.text("version", env!("CARGO_PKG_VERSION"));
    info.text("description", INFO);
    whole.raw("info", &info.end());
    let mut server = Writer::new();
    server.text("url", if about.base_path.is_empty() { "/" } else { about.base_path });
    whole.raw("servers", &list([server.end()]));
    whole.raw("paths", &paths(about));
    whole.raw("components", &components(about));
    whole.end()
}

const INFO: &str = "What a page may do with the cards of whoever is signed in. How to sign in is the \
                    site's own matter. HEAD is answered as GET is, without a body.";

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

fn paths(about: &About<'_>) -> String {
    let mut paths = Writer::new();
    for (at, first) in ROUTES.iter().enumerate() {
        let is_known = ROUTES.iter().take(at).any(|route| route.path == first.path);
        let routes =
            ROUTES.iter().filter(|route| route.path == first.path && is_told(route, about));
        let mut item = Writer::new();
        let mut is_empty = true;
        for route in routes {
            is_empty = false;
            item.raw(&route.method.to_ascii_lowercase(), &operation(route));
        }
        if !is_known && !is_empty {
            paths.raw(first.path, &item.end());
        }
    }
    paths.end()
}

fn operation(route: &Route) -> String {
    let mut own = Writer::new();
    own.text("operationId", operation_id(route));
    own.text("summary", summary(route));
    let parameters: Vec<String> = parameters(route).collect();
    if !parameters.is_empty() {
        own.raw("parameters", &list(parameters));
    }
    if route.kind == Kind::Write {
        own.raw("requestBody", &request_body(route));
    }
    own.raw("responses", &responses(route));
    own.end()
}

/// The operation's name; two routes of one operation are told apart.
fn operation_id(route: &Route) -> &'static str {
    if route.path.ends_with("{secret}") { "callbackWithSecret" } else { route.operation }
}

fn summary(route: &Route) -> &'static str {
    match route.operation {
        "cards" => "The cards of whoever is signed in, a page at a time",
        "issue" => "Issues a card",
        "card" => "Reads a card",
        "balance" => "Reads what is on a card",
        "transactions" => "The movements on a card, a page at a time",
        "limits" => "Reads a card's limits",
        "topUpFee" => "Reads what a top-up would cost",
        "freeze" => "Stops a card for now",
        "unfreeze" => "Undoes a freeze",
        "activate" => "Switches an inactive card on",
        "deactivate" => "Switches an active card off",
        "cancel" => "Closes a card for good",
        "setPin" => "Sets a PIN, or starts the issuer's way of setting one",
        "replace" => "Replaces a card",
        "topUp" => "Moves money onto a card",
        "setLimits" => "Sets a card's limits",
        "reveal" => "Reads card number and CVV",
        "revealPin" => "Reads the PIN",
        "capabilities" => "What may be asked here",
        "operations" => "What became of a write, found by its key",
        "operation" => "What became of a write; as server-sent events, each change of it",
        "callback" => "Takes what an issuer sends on its own",
        _ => "This document",
    }
}

fn parameters(route: &Route) -> impl Iterator<Item = String> {
    let id = route.path.contains("{id}").then_some(match route.kind {
        Kind::Operations => "OperationId",
        Kind::Callback => "IssuerName",
        _ => "CardId",
    });
    let secret = route.path.contains("{secret}").then_some("PathSecret");
    let needs_key = route.kind == Kind::Write || route.operation == "operations";
    let key = needs_key.then_some("IdempotencyKey");
    let named = [id, secret, key].into_iter().flatten();
    let named = named.map(|name| reference("parameters", name));
    named.chain(route.parameters().map(|(name, shape)| query_parameter(route, name, shape)))
}

fn query_parameter(route: &Route, name: &str, shape: Shape) -> String {
    if name == "issuer" {
        let is_choice = route.kind == Kind::Capabilities;
        return reference("parameters", if is_choice { "AnyIssuer" } else { "Issuer" });
    }
    let mut own = Writer::new();
    own.text("name", name);
    own.text("in", "query");
    if route.operation == "topUpFee" {
        own.raw("required", "true");
    }
    own.raw(
        "schema",
        match shape {
            Shape::Text => TEXT,
            Shape::Number => r#"{"type":"integer","minimum":0}"#,
            Shape::Flag => r#"{"type":"boolean"}"#,
        },
    );
    own.end()
}

const TEXT: &str = r#"{"type":"string"}"#;

/// The schema of a write's options.
fn options(route: &Route) -> &'static str {
    match route.operation {
        "activate" => "ActivateOptions",
        "cancel" => "CancelOptions",
        "setPin" => "SetPinOptions",
        "replace" => "ReplaceOptions",
        "topUp" => "TopUpOptions",
        "setLimits" => "SetLimitsOptions",
        "issue" => "IssueOptions",
        _ => "ActionOptions",
    }
}

fn request_body(route: &Route) -> String {
    let schema = reference("schemas", options(route));
    let mut content = Writer::new();
    content.raw("application/json", &with_schema(&schema));
    let mut parts = Writer::new();
    parts.raw("options", &schema);
    parts.raw("signImage", r#"{"type":"string","contentMediaType":"application/octet-stream"}"#);
    let mut form = Writer::new();
    form.text("type", "object");
    form.raw("properties", &parts.end());
    form.raw("additionalProperties", "false");
    let mut media = Writer::new();
    media.raw("schema", &form.end());
    media.raw("encoding", r#"{"options":{"contentType":"application/json"},"signImage":{"contentType":"image/png, image/jpeg"}}"#);
    content.raw("multipart/form-data", &media.end());
    let mut body = Writer::new();
    let is_needed = matches!(route.operation, "topUp");
    body.raw("required", if is_needed { "true" } else { "false" });
    body.raw("content", &content.end());
    body.end()
}

fn responses(route: &Route) -> String {
    let mut all = Writer::new();
    match route.kind {
        Kind::Write => {
            let headers = r##"{"Idempotency-Replayed":{"$ref":"#/components/headers/Idempotency-Replayed"}}"##;
            all.raw("200", &response("It is done.", Some(headers), &json_of("Outcome")));
            let headers = r##"{"Location":{"$ref":"#/components/headers/Location"},"Idempotency-Replayed":{"$ref":"#/components/headers/Idempotency-Replayed"}}"##;
            let told = "The issuer has taken it, and will tell how it ended.";
            all.raw("202", &response(told, Some(headers), &json_of("Outcome")));
        }
        Kind::Operations => {
            let mut content = Writer::new();
            content.raw("application/json", &with_schema(&reference("schemas", "Operation")));
            if route.path.ends_with("{id}") {
                content.raw("text/event-stream", &with_schema(EVENTS));
            }
            all.raw("200", &response("What became of it.", None, &content.end()));
        }
        Kind::Callback => {
            let any = r#"{"*/*":{}}"#;
            all.raw("200", &response("Taken; the body is what the issuer wants.", None, any));
            all.raw("401", &response("Refused; the body is what the issuer wants.", None, any));
        }
        _ => all.raw("200", &response("What was read.", None, &json_of(read(route)))),
    }
    for (status, _) in PROBLEMS {
        if statuses(route.kind).split(' ').any(|own| own == *status) {
            let mut name = "Problem".to_owned();
            name.push_str(status);
            all.raw(status, &reference("responses", &name));
        }
    }
    all.end()
}

const EVENTS: &str = r#"{"type":"string","description":"Events named `operation`: the data is an Operation, the id its `updatedMs`. They end after a final state, or after five minutes."}"#;

/// What a read gives.
fn read(route: &Route) -> &'static str {
    match route.operation {
        "cards" => "CardPage",
        "card" => "Card",
        "balance" => "Balance",
        "transactions" => "TransactionPage",
        "limits" => "Limits",
        "topUpFee" => "TopUpFee",
        "reveal" | "revealPin" => "CardSecrets",
        "capabilities" => "Capabilities",
        _ => "Object",
    }
}

fn json_of(schema: &str) -> String {
    let mut content = Writer::new();
    content.raw("application/json", &with_schema(&reference("schemas", schema)));
    content.end()
}

fn with_schema(schema: &str) -> String {
    let mut media = Writer::new();
    media.raw("schema", schema);
    media.end()
}

fn response(description: &str, headers: Option<&str>, content: &str) -> String {
    let mut own = Writer::new();
    own.text("description", description);
    if let Some(headers) = headers {
        own.raw("headers", headers);
    }
    own.raw("content", content);
    own.end()
}

fn components(about: &About<'_>) -> String {
    let mut own = Writer::new();
    own.raw("schemas", &schemas());
    own.raw("parameters", &shared_parameters(about));
    own.raw("headers", HEADERS);
    let mut problems = Writer::new();
    for (status, codes) in PROBLEMS {
        let mut name = "Problem".to_owned();
        name.push_str(status);
        problems.raw(&name, &problem(status, codes));
    }
    own.raw("responses", &problems.end());
    own.end()
}

/// The schemas of the file, and what is made out of the tables.
fn schemas() -> String {
    let mut text = SCHEMAS.trim_ascii_end().strip_suffix('}').unwrap_or_default().to_owned();
    text.push_str(r#","Object":{"type":"object"},"Code":{"type":"string","enum":"#);
    text.push_str(&words(PROBLEMS.iter().flat_map(|(_, codes)| codes.split(' '))));
    text.push_str("}}");
    text
}

fn problem(status: &str, codes: &str) -> String {
    let mut code = Writer::new();
    code.raw("enum", &words(codes.split(' ')));
    let mut properties = Writer::new();
    properties.raw("code", &code.end());
    let mut narrowed = Writer::new();
    narrowed.raw("properties", &properties.end());
    let mut schema = Writer::new();
    schema.raw("allOf", &list([reference("schemas", "Problem"), narrowed.end()]));
    let mut content = Writer::new();
    content.raw("application/problem+json", &with_schema(&schema.end()));
    let mut description = String::new();
    for code in codes.split(' ') {
        description.push_str(if description.is_empty() { "`" } else { ", `" });
        description.push_str(code);
        description.push('`');
    }
    let waits = matches!(status, "409" | "429" | "503").then_some(RETRY_AFTER);
    response(&description, waits, &content.end())
}

const RETRY_AFTER: &str = r##"{"Retry-After":{"$ref":"#/components/headers/Retry-After"}}"##;

const HEADERS: &str = r#"{"Location":{"description":"Where to ask for the operation.","schema":{"type":"string"}},"Retry-After":{"description":"How long to wait, in seconds, where that is known.","schema":{"type":"integer"}},"Idempotency-Replayed":{"description":"`true` where the answer is a stored one.","schema":{"type":"string","enum":["true"]}}}"#;

fn shared_parameters(about: &About<'_>) -> String {
    let mut all = Writer::new();
    all.raw("CardId", CARD_ID);
    all.raw("OperationId", OPERATION_ID);
    let mut names = Writer::new();
    names.text("type", "string");
    names.raw("enum", &words(about.issuers.iter().copied()));
    let names = names.end();
    all.raw("IssuerName", &parameter("id", "path", true, &names));
    all.raw("PathSecret", &parameter("secret", "path", true, TEXT));
    all.raw("Issuer", &parameter("issuer", "query", about.issuers.len() > 1, &names));
    all.raw("AnyIssuer", &parameter("issuer", "query", false, &names));
    all.raw("IdempotencyKey", KEY);
    all.end()
}

const CARD_ID: &str = r#"{"name":"id","in":"path","required":true,"schema":{"type":"string","minLength":1,"maxLength":256,"pattern":"^[^\\s/\\\\]+$"}}"#;
const OPERATION_ID: &str = r#"{"name":"id","in":"path","required":true,"schema":{"type":"string","pattern":"^[0-9a-f]{32}~[a-z0-9-]{1,32}~"}}"#;
const KEY: &str = r#"{"name":"Idempotency-Key","in":"header","required":true,"description":"A fresh random key for each order, for example a UUID. The same key with the same order gives the same answer, and never executes twice.","schema":{"type":"string","minLength":16,"maxLength":128,"pattern":"^[!#-\\[\\]-~]+$"}}"#;

fn parameter(name: &str, place: &str, is_needed: bool, schema: &str) -> String {
    let mut own = Writer::new();
    own.text("name", name);
    own.text("in", place);
    own.raw("required", if is_needed { "true" } else { "false" });
    own.raw("schema", schema);
    own.end()
}

fn reference(kind: &str, name: &str) -> String {
    let mut path = "#/components/".to_owned();
    for part in [kind, "/", name] {
        path.push_str(part);
    }
    let mut own = Writer::new();
    own.text("$ref", &path);
    own.end()
}

/// A list of texts.
fn words<'a>(words: impl Iterator<Item = &'a str>) -> String {
    list(words.map(|word| {
        let mut text = Vec::new();
        write_text(word, &mut text);
        string(text)
    }))
}

/// A list of what is JSON already.
fn list(items: impl IntoIterator<Item = String>) -> String {
    let mut text = "[".to_owned();
    for item in items {
        if text.len() > 1 {
            text.push(',');
        }
        text.push_str(&item);
    }
    text.push(']');
    text
}

#[cfg(test)]
mod tests;

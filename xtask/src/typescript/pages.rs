//! The clients of pages: what a proxy has a route for, issuer by issuer.

use super::{HEADER, Issuer, Method, gives, issuers, text, title, words};
use crate::capabilities::Tables;
use crate::operations;
use anyhow::{Context, Result};
use std::fmt::Write;

/// What a proxy has no route for.
const NOT_ASKED: &str = "topUpStatus";

const OF_BROWSER: [&str; 4] = ["BrowserOutcome", "CardSecrets", "PageClient", "WriteOptions"];
const OF_TYPES: [&str; 11] = [
    "ActionOptions",
    "Balance",
    "CallOptions",
    "Card",
    "ChangeOptions",
    "IssuerId",
    "Limits",
    "List",
    "TopUpFee",
    "Transaction",
    "Outcome",
];

/// `dist/pages.d.ts`.
pub fn declarations(tables: &Tables) -> Result<String> {
    let issuers = issuers(tables)?;
    let mut declared = String::new();
    for issuer in &issuers {
        declared += &client(issuer)?;
    }
    declared += &any(&issuers)?;
    declared += &by_id(&issuers);
    let mut of_clients: Vec<String> = issuers.iter().flat_map(option_types).collect();
    of_clients.extend(asked().map(|name| super::clients::options_of_any(&issuers, name)));
    of_clients.retain(|name| !OF_TYPES.contains(&name.as_str()));
    of_clients.sort();
    of_clients.dedup();
    let of_clients: Vec<&str> = of_clients.iter().map(String::as_str).collect();
    let of_browser = text::import(&text::used(&OF_BROWSER, &declared), "../browser.js");
    let of_clients = text::import(&text::used(&of_clients, &declared), "./clients.js");
    let of_types = text::import(&text::used(&OF_TYPES, &declared), "./types.js");
    Ok(format!("{HEADER}{of_browser}{of_clients}{of_types}{declared}"))
}

/// What a page can ask a proxy for.
fn asked() -> impl Iterator<Item = &'static str> {
    operations::common().filter(|name| *name != NOT_ASKED)
}

fn methods<'a>(issuer: &'a Issuer<'a>) -> impl Iterator<Item = &'a Method<'a>> {
    issuer.common.iter().filter(|method| method.row.name != NOT_ASKED)
}

fn option_types(issuer: &Issuer<'_>) -> Vec<String> {
    methods(issuer).map(|method| method.options.name.clone()).collect()
}

fn client(issuer: &Issuer<'_>) -> Result<String> {
    let about = [
        format!("A page's client of {}: what the issuer has and a proxy has a route for.", title(issuer.id)),
        "Every call that fails is rejected with a `CardError`, whose `effect` says what it did to the card."
            .to_owned(),
    ];
    let mut declared = format!("\n{}", text::doc(0, &about));
    let prefix = issuer.prefix();
    let _ = writeln!(
        declared,
        "export interface {prefix}PageClient extends PageClient<\"{}\"> {{",
        issuer.id
    );
    for (place, method) in methods(issuer).enumerate() {
        let about = about_method(issuer.id, method)?;
        let written = written(method, &method.options.name, method.options.is_required, issuer.id);
        declared += if place == 0 { "" } else { "\n" };
        declared += &text::doc(2, &about);
        declared += &written;
    }
    Ok(declared + "}\n")
}

fn about_method(issuer: &str, method: &Method<'_>) -> Result<Vec<String>> {
    let name = method.row.name;
    let about = words::method(issuer, name).with_context(|| format!("`{name}` has no words."))?;
    let mut about = vec![about.replace(", or of all cards without a card id,", ",")];
    if !method.reason.is_empty() {
        about.push(method.reason.clone());
    }
    if method.row.image {
        let text = "`sign_image_required` where the card's program asks for `signImage`";
        about.push(format!("@throws {{CardError}} {text}"));
    }
    Ok(about)
}

fn written(method: &Method<'_>, options: &str, is_required: bool, issuer: &str) -> String {
    let is_write = method.row.kind == "write";
    let more = if is_write { " & WriteOptions" } else { "" };
    let mark = if is_required { "" } else { "?" };
    let card = if method.row.card { "cardId: string, " } else { "" };
    let gives = match gives(&method.row) {
        "Outcome" if issuer.is_empty() => "Promise<BrowserOutcome>".to_owned(),
        "Outcome" => format!("Promise<BrowserOutcome<\"{issuer}\">>"),
        list if list.starts_with("List<") => list.to_owned(),
        one => format!("Promise<{one}>"),
    };
    let arguments = format!("{card}options{mark}: {options}{more}");
    text::method(method.row.name, &arguments, &gives)
}

fn any(issuers: &[Issuer<'_>]) -> Result<String> {
    let about = [
        "A page's client whose issuer is known only while the page runs: it has the methods of all.".to_owned(),
        "`can()` says what its issuer has. The proxy refuses the rest, and options that the issuer does not \
         take or lacks, before anything is sent: `unsupported_action`, `invalid_input`."
            .to_owned(),
    ];
    let mut declared = format!("\n{}", text::doc(0, &about));
    declared += "export interface AnyPageClient extends PageClient<IssuerId> {\n";
    for (place, name) in asked().enumerate() {
        let having = || issuers.iter().flat_map(methods).filter(|method| method.row.name == name);
        let Some(first) = having().next() else { continue };
        let is_required = having().all(|method| method.options.is_required);
        let about = words::method("", name).with_context(|| format!("`{name}` has no words."))?;
        let ids: Vec<String> = having().map(|method| format!("`{}`", method.row.issuer)).collect();
        let options = super::clients::options_of_any(issuers, name);
        declared += if place == 0 { "" } else { "\n" };
        declared += &text::doc(2, &[format!("{about} Issuers: {}.", ids.join(", "))]);
        declared += &written(first, &options, is_required, "");
    }
    Ok(declared + "}\n")
}

fn by_id(issuers: &[Issuer<'_>]) -> String {
    let about = text::doc(0, &["The clients of pages, by the issuer's id.".to_owned()]);
    let mut declared = format!("\n{about}export interface PageClients {{\n");
    for issuer in issuers {
        let _ = writeln!(declared, "  {}: {}PageClient;", text::key(issuer.id), issuer.prefix());
    }
    declared + "}\n"
}

//! The declarations of clients, out of the crate's tables: what each issuer has, and which options
//! each operation takes. Prose comes from `words.rs`.

mod cases;
mod clients;
mod exchanges;
mod fields;
mod options;
mod pages;
mod text;
mod words;

pub use cases::cases;
pub use clients::declarations as clients;
pub use clients::entry;
pub use pages::declarations as pages;

use crate::capabilities::Tables;
use crate::operations::{self, Operation};
use anyhow::{Context, Result};
use options::Options;
use serde_json::Value;

const HEADER: &str = "// Made by the build from the crate's tables.\n";

/// What an operation gives. Lists are read page by page.
fn gives(row: &Operation<'_>) -> &'static str {
    match row.name {
        "card" => "Card",
        "cards" => "List<Card>",
        "transactions" => "List<Transaction>",
        "balance" => "Balance",
        "reveal" | "revealPin" => "CardSecrets",
        "limits" => "Limits",
        "topUpFee" => "TopUpFee",
        "topUpStatus" => "TopUp",
        _ if row.kind == "write" => "Outcome",
        _ => "Data",
    }
}

/// The name of an issuer in a sentence.
fn title(issuer: &str) -> &str {
    match issuer {
        "artha" => "Artha",
        "artha-v1" => "Artha's newer API",
        "yativo" => "Yativo",
        "open-api" => "OPEN-API",
        "ibanera" => "Ibanera",
        other => other,
    }
}

/// A method of a client, before it is written down.
struct Method<'a> {
    row: Operation<'a>,
    options: Options,
    /// What the capability table says of it.
    reason: String,
}

/// One issuer with its methods, in the order in which they are shown.
struct Issuer<'a> {
    id: &'a str,
    /// What others have as well.
    common: Vec<Method<'a>>,
    /// What only this one has.
    own: Vec<Method<'a>>,
    /// Whether it starts sessions.
    logs_in: bool,
}

impl Issuer<'_> {
    /// The name of its types, without what follows.
    fn prefix(&self) -> String {
        text::capital(self.id)
    }

    /// The actions that a read of the card tells the end of: those with a state to look for, where a
    /// card is read and the issuer's words for states are documented, which Artha's are not.
    fn reconciled(&self) -> Vec<&str> {
        let reads =
            self.id != "artha" && self.common.iter().any(|method| method.row.name == "card");
        let states = ["freeze", "unfreeze", "activate", "deactivate", "cancel"];
        let shown = |name: &&str| reads && states.contains(name);
        self.common.iter().map(|method| method.row.name).filter(shown).collect()
    }
}

/// The issuers of the tables, in their order.
fn issuers(tables: &Tables) -> Result<Vec<Issuer<'_>>> {
    let mut issuers: Vec<Issuer<'_>> = Vec::new();
    for row in operations::list(&tables.operations)? {
        if issuers.last().is_none_or(|issuer| issuer.id != row.issuer) {
            let (common, own) = (Vec::new(), Vec::new());
            issuers.push(Issuer { id: row.issuer, common, own, logs_in: false });
        }
        let issuer = issuers.last_mut().context("An issuer was not kept.")?;
        if row.kind == "login" {
            issuer.logs_in = true;
            continue;
        }
        let options = Options::of(&row)?;
        let reason = reason(&tables.capabilities, &row);
        let list = if row.is_own() { &mut issuer.own } else { &mut issuer.common };
        list.push(Method { row, options, reason });
    }
    for issuer in &mut issuers {
        let place =
            |method: &Method<'_>| operations::common().position(|name| name == method.row.name);
        issuer.common.sort_by_key(place);
    }
    Ok(issuers)
}

/// The sentence of the capability table, for an action.
fn reason(capabilities: &Value, row: &Operation<'_>) -> String {
    let rows = capabilities.as_array().map(Vec::as_slice).unwrap_or_default();
    let found = rows.iter().find(|cell| cell["issuer"] == row.issuer && cell["action"] == row.name);
    found.and_then(|cell| cell["reason"].as_str()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests;

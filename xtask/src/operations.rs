//! The operations of the issuers, out of the crate's lists, and the table of what is covered.

use anyhow::{Context, Result};
use serde_json::Value;
use std::fmt::Write;

/// What is told beside the capability table.
pub const DECLARATION: &str = "
/** One operation of one issuer that is built. */
export interface OperationRow {
  /** The issuer. */
  issuer: IssuerId;
  /** Its name in this library; `refresh` renews a session. */
  operation: Operation | \"refresh\";
  /** Whether it changes something. */
  kind: \"read\" | \"write\" | \"login\";
  /** Method and path; names in angle brackets are filled in. */
  route: string;
  /** Whether it is about one card. */
  card: boolean;
  /** No document has it, only programs of others. */
  observed: boolean;
  /** The option that holds its path, where only your contract states it. */
  path: string;
  /** The page that says so. */
  source: string;
}

/** Every operation of every issuer that is built. */
export declare const operations: readonly OperationRow[];
";

/// One operation of one issuer.
#[expect(clippy::struct_excessive_bools, reason = "each is a column of the table")]
pub struct Operation<'a> {
    pub issuer: &'a str,
    pub name: &'a str,
    pub kind: &'a str,
    /// Whether it is about one card.
    pub card: bool,
    /// Whether it may be about all cards as well.
    pub all_cards: bool,
    /// Whether it takes a signature image.
    pub image: bool,
    /// The option that says the unit of its amounts, where the caller must.
    pub unit: &'a str,
    pub fields: &'a str,
    /// The option that holds its path, where only a contract states it.
    pub path: &'a str,
    pub source: &'a str,
    pub observed: bool,
}

impl Operation<'_> {
    /// Whether only this issuer has it: it stands under the issuer's name.
    pub fn is_own(&self) -> bool {
        !COMMON.contains(&self.name)
    }
}

pub fn list(rows: &Value) -> Result<Vec<Operation<'_>>> {
    let rows = rows.as_array().context("The table of operations is no list")?;
    rows.iter()
        .map(|row| {
            let text = |key: &str| {
                let value = row.get(key).and_then(Value::as_str);
                value.with_context(|| format!("An operation has no `{key}`: {row}"))
            };
            let flag = |key: &str| row.get(key).and_then(Value::as_bool).unwrap_or_default();
            Ok(Operation {
                issuer: text("issuer")?,
                name: text("operation")?,
                kind: text("kind")?,
                card: flag("card"),
                all_cards: flag("allCards"),
                image: flag("image"),
                unit: text("unit")?,
                fields: text("fields")?,
                path: text("path")?,
                source: text("source")?,
                observed: flag("observed"),
            })
        })
        .collect()
}

/// The rows for readers: the rules of the fields are the declarations' matter.
pub fn public(rows: &Value) -> Result<Value> {
    let rows = rows.as_array().context("The table of operations is no list")?;
    let without_rules = |row: &Value| {
        let mut row = row.as_object().cloned().unwrap_or_default();
        for internal in ["fields", "allCards", "image", "unit"] {
            row.remove(internal);
        }
        Value::Object(row)
    };
    Ok(Value::Array(rows.iter().map(without_rules).collect()))
}

/// Operations that several issuers have: methods of every client that has them.
const COMMON: [&str; 19] = [
    "freeze",
    "unfreeze",
    "activate",
    "deactivate",
    "cancel",
    "setPin",
    "card",
    "cards",
    "transactions",
    "balance",
    "reveal",
    "revealPin",
    "limits",
    "setLimits",
    "issue",
    "replace",
    "topUp",
    "topUpFee",
    "topUpStatus",
];

/// Those names, in the order in which they are shown.
pub fn common() -> impl Iterator<Item = &'static str> {
    COMMON.into_iter()
}

/// The table in Markdown: what several issuers have, and for each what only it has.
pub fn markdown(rows: &Value) -> Result<String> {
    let rows = list(rows)?;
    let mut issuers: Vec<&str> = rows.iter().map(|row| row.issuer).collect();
    issuers.dedup();
    let mut text =
        format!("| | {} |\n|---|{}\n", issuers.join(" | "), "---|".repeat(issuers.len()));
    let mut names: Vec<&str> = Vec::new();
    for row in rows.iter().filter(|row| row.kind != "login" && !row.is_own()) {
        if !names.contains(&row.name) {
            names.push(row.name);
        }
    }
    for name in names {
        let cell = |issuer: &&str| {
            let found = rows.iter().find(|row| row.issuer == *issuer && row.name == name);
            found.map_or("", covered)
        };
        let cells: Vec<&str> = issuers.iter().map(cell).collect();
        let _ = writeln!(text, "| `{name}` | {} |", cells.join(" | "));
    }
    let own = |issuer: &&str| {
        let own =
            rows.iter().filter(|row| row.issuer == *issuer && row.kind != "login" && row.is_own());
        let marked = |row: &Operation<'_>| match covered(row) {
            BY_PATTERN => format!("`{}` ({BY_PATTERN})", row.name),
            _ => format!("`{}`", row.name),
        };
        let own: Vec<String> = own.map(marked).collect();
        own.join(", ")
    };
    let cells: Vec<String> = issuers.iter().map(own).collect();
    let _ = writeln!(text, "| of its own | {} |", cells.join(" | "));
    Ok(text)
}

/// The issuer's menu names it, and no public page has its path.
const BY_PATTERN: &str = "by pattern";

/// How an operation is known.
fn covered(row: &Operation<'_>) -> &'static str {
    match (row.observed, row.path.is_empty()) {
        (true, _) => "observed only",
        (_, false) => "by contract",
        _ if row.source.starts_with("by the pattern") => BY_PATTERN,
        _ => "yes",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Map, json};

    fn row(issuer: &str, operation: &str, kind: &str, card: bool, fields: &str) -> Value {
        let mut row = Map::new();
        row.insert("issuer".into(), json!(issuer));
        row.insert("operation".into(), json!(operation));
        row.insert("kind".into(), json!(kind));
        row.insert("card".into(), json!(card));
        row.insert("fields".into(), json!(fields));
        row.insert("path".into(), json!(""));
        row.insert("unit".into(), json!(""));
        row.insert("source".into(), json!("a page"));
        Value::Object(row)
    }

    #[test]
    fn the_table_tells_how_an_operation_is_known() {
        let mut by_contract = row("b", "topUp", "write", true, "");
        by_contract["path"] = json!("paths.topUp");
        let mut by_pattern = row("b", "towns", "read", false, "");
        by_pattern["source"] = json!("by the pattern of another page");
        let rows = json!([
            row("a", "topUp", "write", true, ""),
            row("a", "login", "login", false, ""),
            row("a", "countries", "read", false, ""),
            by_contract,
            by_pattern,
        ]);
        assert_eq!(
            markdown(&rows).unwrap(),
            "| | a | b |\n|---|---|---|\n| `topUp` | yes | by contract |\n| of its own | `countries` | `towns` (by pattern) |\n"
        );
    }
}

//! The capability table: read from the crate by running a small program of it, written as data
//! into the package and as a table into the README files.

use crate::declarations;
use crate::operations;
use crate::process;
use crate::workspace::{self, Workspace};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;

/// One issuer and one action.
pub struct Capability {
    issuer: String,
    action: String,
    support: String,
    requires: Vec<String>,
    effects: Vec<String>,
    answer: String,
}

/// The crate's tables as it prints them: what each issuer offers, and the rules of its options.
pub struct Tables {
    pub capabilities: Value,
    pub rules: Value,
    pub operations: Value,
}

impl Tables {
    pub fn read(ws: &Workspace) -> Result<Self> {
        let example = ["--example", "tables_json"];
        let sentence =
            "The crate's tables could not be read: `cargo run --example tables_json` failed.";
        // Built first and apart, so that the reader sees why this takes a while the first time.
        process::run(process::cargo(&ws.root, &["build"]).args(example), sentence)?;
        let text =
            process::read(process::cargo(&ws.root, &["run", "--quiet"]).args(example), sentence)?;
        let mut tables: Value =
            serde_json::from_str(&text).context("The crate's tables are not JSON")?;
        let mut take = |name: &str| {
            tables
                .get_mut(name)
                .map(Value::take)
                .with_context(|| format!("There is no table `{name}`"))
        };
        Ok(Self {
            capabilities: take("capabilities")?,
            rules: take("rules")?,
            operations: take("operations")?,
        })
    }
}

impl Tables {
    /// The same for one issuer.
    pub fn of(&self, issuer: &str) -> Result<Self> {
        let rules = self.rules.get(issuer).context("There is no such issuer.")?;
        let rows = self.operations.as_array().context("The table of operations is no list")?;
        let own = rows.iter().filter(|row| row["issuer"] == issuer).cloned().collect();
        Ok(Self {
            capabilities: self.capabilities.clone(),
            rules: serde_json::json!({ issuer: rules }),
            operations: Value::Array(own),
        })
    }
}

pub fn rows(tables: &Tables) -> Result<Vec<Capability>> {
    parse(&tables.capabilities.to_string())
}

fn parse(json: &str) -> Result<Vec<Capability>> {
    let rows: Vec<Value> =
        serde_json::from_str(json).context("The capability table is not a JSON array")?;
    if rows.is_empty() {
        bail!("The capability table is empty.");
    }
    rows.iter().map(row).collect()
}

fn row(value: &Value) -> Result<Capability> {
    let text =
        |key: &str| {
            value.get(key).and_then(Value::as_str).map(String::from).with_context(|| {
                format!("A row of the capability table has no text `{key}`: {value}")
            })
        };
    let list = |key: &str| -> Result<Vec<String>> {
        value
            .get(key)
            .and_then(Value::as_array)
            .and_then(|items| items.iter().map(|i| i.as_str().map(String::from)).collect())
            .with_context(|| format!("A row of the capability table has no list `{key}`: {value}"))
    };
    text("reason")?;
    Ok(Capability {
        issuer: text("issuer")?,
        action: text("action")?,
        support: text("support")?,
        requires: list("requires")?,
        effects: list("effects")?,
        answer: text("answer")?,
    })
}

/// Writes `capabilities.js` and its declarations, without any WebAssembly.
pub fn write_module(tables: &Tables, dist: &Path, types: &str) -> Result<()> {
    let json = tables.capabilities.to_string();
    let rows = parse(&json)?;
    let js = format!(
        "// Made by the build from the crate's own tables.\nexport const capabilities = {json};\n\
         export const operations = {};\n",
        operations::public(&tables.operations)?
    );
    workspace::write(&dist.join("capabilities.js"), js)?;
    let declared = declaration(&rows, types) + operations::DECLARATION;
    workspace::write(&dist.join("capabilities.d.ts"), declared)
}

fn declaration(rows: &[Capability], types: &str) -> String {
    let constant = "/** What each issuer offers, requires and does beside. */\n\
                    export declare const capabilities: readonly Capability[];\n";
    if declarations::defines(types, "Capability") {
        return format!(
            "import type {{ Capability, IssuerId, Operation }} from \"./types.js\";\n\
             export type {{ Capability }};\n\n{constant}"
        );
    }
    let one = |of: fn(&Capability) -> &String| union(rows.iter().map(of));
    let many = |of: fn(&Capability) -> &Vec<String>| union(rows.iter().flat_map(of));
    format!(
        "/** One issuer and one action. */\nexport interface Capability {{\n\
         \x20 issuer: {};\n\x20 action: {};\n\x20 support: {};\n\
         \x20 /** What a call needs beside the card. */\n\x20 requires: readonly ({})[];\n\
         \x20 /** What the action does beside. */\n\x20 effects: readonly ({})[];\n\
         \x20 /** Whether the issuer's answer is final. */\n\x20 answer: {};\n\
         \x20 /** One sentence in plain English. */\n\x20 reason: string;\n}}\n\n{constant}",
        one(|c| &c.issuer),
        one(|c| &c.action),
        one(|c| &c.support),
        many(|c| &c.requires),
        many(|c| &c.effects),
        one(|c| &c.answer),
    )
}

/// The distinct values, in the order of their first appearance, as a union of literals.
fn union<'a>(values: impl Iterator<Item = &'a String>) -> String {
    let names = distinct(values);
    if names.is_empty() {
        return "never".into();
    }
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(" | ")
}

fn distinct<'a>(values: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for value in values {
        if !names.contains(&value.as_str()) {
            names.push(value);
        }
    }
    names
}

/// The table in Markdown: a line per action, a column per issuer.
pub fn markdown(rows: &[Capability]) -> String {
    let issuers = distinct(rows.iter().map(|row| &row.issuer));
    let mut text = format!("| | {} |\n|---|", issuers.join(" | "));
    text.push_str(&"---|".repeat(issuers.len()));
    text.push('\n');
    for action in distinct(rows.iter().map(|row| &row.action)) {
        let cells: Vec<String> = issuers
            .iter()
            .map(|issuer| {
                rows.iter()
                    .find(|row| row.action == action && row.issuer == *issuer)
                    .map_or_else(|| "not offered".into(), cell)
            })
            .collect();
        let _ = writeln!(text, "| `{action}` | {} |", cells.join(" | "));
    }
    text
}

fn cell(row: &Capability) -> String {
    match row.support.as_str() {
        "not_offered" => return "not offered".into(),
        "undocumented" => {
            let mut parts = vec!["undocumented".to_string()];
            parts.extend(row.requires.iter().map(|word| requirement(word)));
            parts.extend(row.effects.iter().map(|word| effect(word)));
            return parts.join("; ");
        }
        _ => {}
    }
    let mut parts = vec![match row.answer.as_str() {
        "accepted_then_callback" => "**yes**, the result comes by callback".to_string(),
        "accepted_only" => "**yes**, accepted; whether that is final is not documented".to_string(),
        "confirmed_by_read" => "**yes**, confirmed by reading the card".to_string(),
        _ => "**yes**".to_string(),
    }];
    parts.extend(row.requires.iter().map(|word| requirement(word)));
    parts.extend(row.effects.iter().map(|word| effect(word)));
    parts.join("; ")
}

fn requirement(word: &str) -> String {
    match word {
        "sign_image_if_program_asks" => "signature image if the card's program asks".into(),
        "one_time_code" => "one-time code".into(),
        "physical_card" => "physical cards only".into(),
        "path_from_contract" => "with the path from your contract".into(),
        other => other.replace('_', " "),
    }
}

fn effect(word: &str) -> String {
    match word {
        "voids_pending_transactions" => "voids pending transactions".into(),
        "irreversible" => "cannot be undone".into(),
        other => other.replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r#"[
      {"issuer":"artha","action":"freeze","support":"supported",
       "requires":["sign_image_if_program_asks"],"effects":[],
       "answer":"accepted_then_callback","reason":"Documented."},
      {"issuer":"artha","action":"cancel","support":"supported","requires":[],
       "effects":["irreversible"],"answer":"final","reason":"Documented."},
      {"issuer":"yativo","action":"freeze","support":"supported","requires":[],"effects":[],
       "answer":"confirmed_by_read","reason":"Documented."},
      {"issuer":"yativo","action":"cancel","support":"undocumented",
       "requires":["path_from_contract"],"effects":[],"answer":"final","reason":"No source."}
    ]"#;

    #[test]
    fn the_table_has_a_line_per_action_and_a_column_per_issuer() {
        assert_eq!(
            markdown(&parse(JSON).unwrap()),
            "| | artha | yativo |\n|---|---|---|\n\
             | `freeze` | **yes**, the result comes by callback; signature image if the card's \
             program asks | **yes**, confirmed by reading the card |\n\
             | `cancel` | **yes**; cannot be undone | undocumented; with the path from your \
             contract |\n"
        );
    }

    #[test]
    fn rows_are_checked() {
        assert!(parse("[]").is_err());
        assert!(parse("{}").is_err());
        assert!(parse(r#"[{"issuer":"artha"}]"#).is_err());
        assert!(parse(&JSON.replace("\"effects\":[]", "\"effects\":[1]")).is_err());
    }

    #[test]
    fn declarations_close_the_unions_or_import_them() {
        let rows = parse(JSON).unwrap();
        let own = declaration(&rows, "");
        assert!(own.contains("issuer: \"artha\" | \"yativo\";"));
        assert!(own.contains("effects: readonly (\"irreversible\")[];"));
        let imported = declaration(&rows, "export interface Capability {}\n");
        assert!(imported.contains("from \"./types.js\"") && !imported.contains("interface"));
    }
}

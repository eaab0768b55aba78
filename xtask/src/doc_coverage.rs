//! Whether everything that the crate offers is documented, and shown by an example that runs.
//!
//! What the crate offers is told by rustdoc as JSON, which one version of the compiler is asked for, so
//! that its form does not change. The sums of rustdoc itself (`--show-coverage`) leave out what stands
//! in a private module and is offered at another place, such as `Client`. Here each item is looked
//! for where programs find it. That an example runs is what the doc tests see; here it must be one
//! that they run.

use crate::api;
use crate::toolchain::Toolchain;
use crate::workspace::{self, Workspace};
use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// What must be found, so that a reader that finds nothing is seen: one of each kind that has an example.
const KNOWN: [&str; 6] = [
    "cardlatch::Client",
    "cardlatch::Client::new",
    "cardlatch::Action",
    "cardlatch::callbacks::Receiver::receive",
    "cardlatch::edge::ledger::Ledger::reserve",
    "cardlatch::json::check",
];

/// The kinds of items that must have an example.
const SHOWN: [&str; 7] = ["struct", "enum", "union", "trait", "trait_alias", "function", "macro"];

/// The marks of an example that is compiled and run.
const RUNS: [&str; 3] = ["", "rust", "should_panic"];

/// A sentence for each item without a text or without an example.
pub fn check(ws: &Workspace, toolchain: &Toolchain) -> Result<Vec<String>> {
    let told = workspace::read(&api::told(ws, toolchain)?)?;
    faults(&serde_json::from_str(&told)?, &KNOWN)
}

fn faults(told: &Value, known: &[&str]) -> Result<Vec<String>> {
    let index = told.get("index").and_then(Value::as_object);
    let root = told.get("root").and_then(id).context("rustdoc named no root")?;
    let mut walk = Walk {
        index: index.context("rustdoc told no items")?,
        seen: HashSet::new(),
        found: vec![],
    };
    walk.item(&root, "")?;
    for path in known {
        if !walk.found.iter().any(|item| item.path == *path) {
            bail!("`{path}` was not found, so rustdoc's JSON is not what it was.");
        }
    }
    Ok(walk.found.iter().filter_map(Found::fault).collect())
}

/// An item at its place.
struct Found {
    path: String,
    has_text: bool,
    /// Whether there is an example, where there must be one.
    has_example: Option<bool>,
}

impl Found {
    fn fault(&self) -> Option<String> {
        match self {
            Self { has_text: false, path, .. } => Some(format!("`{path}` has no documentation.")),
            Self { has_example: Some(false), path, .. } => {
                Some(format!("`{path}` has no example that runs."))
            }
            _ => None,
        }
    }
}

/// Goes from the root to whatever programs can name.
struct Walk<'a> {
    index: &'a Map<String, Value>,
    seen: HashSet<String>,
    found: Vec<Found>,
}

impl Walk<'_> {
    /// An item that stands in a module, a type or a trait of this path.
    fn item(&mut self, id: &str, above: &str) -> Result<()> {
        // What is hidden, private or of another crate has no item.
        let Some(item) = self.index.get(id) else { return Ok(()) };
        let (kind, inner) = inner(item)?;
        match kind {
            "use" => return self.used(inner, above),
            "impl" => return self.implemented(inner, above),
            _ => (),
        }
        if !self.seen.insert(id.to_owned()) {
            return Ok(());
        }
        let name = item.get("name").and_then(Value::as_str).context("an item has no name")?;
        let path = if above.is_empty() { name.to_owned() } else { format!("{above}::{name}") };
        let text = item.get("docs").and_then(Value::as_str).unwrap_or_default();
        self.found.push(Found {
            path: path.clone(),
            has_text: !text.trim().is_empty(),
            has_example: SHOWN.contains(&kind).then(|| has_example(text)),
        });
        for child in children(kind, inner) {
            self.item(&child, &path)?;
        }
        Ok(())
    }

    /// What another module has and this one offers.
    fn used(&mut self, inner: &Value, above: &str) -> Result<()> {
        let Some(id) = inner.get("id").and_then(id) else { return Ok(()) };
        let Some(item) = self.index.get(&id) else { return Ok(()) };
        if inner.get("is_glob").and_then(Value::as_bool) == Some(true) {
            let (kind, inner) = self::inner(item)?;
            for child in children(kind, inner) {
                self.item(&child, above)?;
            }
            return Ok(());
        }
        self.item(&id, above)
    }

    /// The methods of a type. Those of a trait are documented at the trait.
    fn implemented(&mut self, inner: &Value, above: &str) -> Result<()> {
        if inner.get("trait").is_some_and(|of| !of.is_null()) {
            return Ok(());
        }
        for child in ids(inner.get("items")) {
            self.item(&child, above)?;
        }
        Ok(())
    }
}

/// The kind of an item, and what rustdoc tells of that kind.
fn inner(item: &Value) -> Result<(&str, &Value)> {
    let inner = item.get("inner").and_then(Value::as_object);
    let first = inner.and_then(|inner| inner.iter().next());
    first.map(|(kind, inner)| (kind.as_str(), inner)).context("an item has no kind")
}

/// What stands in an item: of a module or a trait its items, of a type its fields, variants and
/// implementations.
fn children(kind: &str, inner: &Value) -> Vec<String> {
    let lists = match kind {
        "module" | "trait" => vec![inner.get("items")],
        "struct" => vec![inner.pointer("/kind/plain/fields"), inner.get("impls")],
        "enum" => vec![inner.get("variants"), inner.get("impls")],
        "union" => vec![inner.get("fields"), inner.get("impls")],
        "variant" => vec![inner.pointer("/kind/struct/fields")],
        _ => vec![],
    };
    lists.into_iter().flat_map(ids).collect()
}

fn ids(list: Option<&Value>) -> Vec<String> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(id).collect()
}

/// An id, which rustdoc writes as a number and in the index as text.
fn id(value: &Value) -> Option<String> {
    value.as_u64().map(|number| number.to_string()).or_else(|| value.as_str().map(String::from))
}

/// Whether a text has an example that the doc tests run.
fn has_example(text: &str) -> bool {
    let mut is_open = false;
    for line in text.lines().map(str::trim) {
        let Some(mark) = line.strip_prefix("```") else { continue };
        is_open = !is_open;
        if is_open && RUNS.contains(&mark.trim()) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{faults, has_example};
    use serde_json::{Value, json};

    fn item(name: &str, docs: &str, inner: &Value) -> Value {
        json!({ "name": name, "docs": docs, "inner": inner })
    }

    const SHOWN: &str = "A text.\n\n```\nassert!(true);\n```";

    fn crate_with(client: &str, method: &str) -> Value {
        json!({ "root": 0, "index": {
            "0": item("c", "The crate.", &json!({ "module": { "items": [1] } })),
            "1": { "inner": { "use": { "name": "Client", "id": 2, "is_glob": false } } },
            "2": item("Client", client, &json!({ "struct": {
                "kind": { "plain": { "fields": [3] } }, "impls": [4, 6],
            } })),
            "3": item("limit", "A limit.", &json!({ "struct_field": {} })),
            "4": { "inner": { "impl": { "trait": null, "items": [5] } } },
            "5": item("new", method, &json!({ "function": {} })),
            "6": { "inner": { "impl": { "trait": { "path": "Clone" }, "items": [7] } } },
            "7": item("clone", "", &json!({ "function": {} })),
        } })
    }

    #[test]
    fn what_is_offered_at_another_place_counts_there() {
        let known = ["c::Client", "c::Client::new"];
        assert!(faults(&crate_with(SHOWN, SHOWN), &known).unwrap().is_empty());
        let due =
            ["`c::Client` has no example that runs.", "`c::Client::new` has no documentation."];
        assert_eq!(faults(&crate_with("A text.", ""), &known).unwrap(), due);
    }

    #[test]
    fn what_cannot_be_read_is_no_success() {
        assert!(faults(&crate_with(SHOWN, SHOWN), &["c::Other"]).is_err());
        assert!(faults(&json!({}), &[]).is_err());
    }

    #[test]
    fn an_example_is_one_that_runs() {
        assert!(has_example("```\nlet a = 1;\n```"));
        assert!(has_example("```text\na\n```\n\n```rust\nlet a = 1;\n```"));
        assert!(has_example("```should_panic\npanic!();\n```"));
        for other in
            ["", "a `b`", "```text\na\n```", "```no_run\nf();\n```", "```ignore\nf();\n```"]
        {
            assert!(!has_example(other), "{other}");
        }
    }
}

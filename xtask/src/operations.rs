//! The operations of the issuers, out of the crate's lists: their declarations in TypeScript, and the
//! table of what is covered.

use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// What is told beside the capability table.
pub const DECLARATION: &str = "
/** One operation of one issuer that is built. */
export interface OperationRow {
  issuer: string;
  operation: string;
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
struct Operation<'a> {
    issuer: &'a str,
    name: &'a str,
    kind: &'a str,
    card: bool,
    fields: &'a str,
    path: &'a str,
    source: &'a str,
    observed: bool,
}

fn list(rows: &Value) -> Result<Vec<Operation<'_>>> {
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
        row.remove("fields");
        Value::Object(row)
    };
    Ok(Value::Array(rows.iter().map(without_rules).collect()))
}

/// Methods of every client, whose fields differ by issuer, and what they give.
const COMMON: [(&str, &str); 14] = [
    ("activate", "Outcome"),
    ("cancel", "Outcome"),
    ("setPin", "Outcome"),
    ("cards", "List<Card>"),
    ("transactions", "List<Transaction>"),
    ("balance", "Balance"),
    ("reveal", "CardSecrets"),
    ("revealPin", "CardSecrets"),
    ("issue", "Outcome"),
    ("replace", "Outcome"),
    ("topUp", "Outcome"),
    ("topUpFee", "TopUpFee"),
    ("topUpStatus", "TopUp"),
    ("setLimits", "Outcome"),
];

/// Names that every client has.
fn is_common(name: &str) -> bool {
    let actions = ["freeze", "unfreeze", "deactivate", "card", "limits"];
    COMMON.iter().any(|(common, _)| *common == name) || actions.contains(&name)
}

/// The table in Markdown: what several issuers have, and for each what only it has.
pub fn markdown(rows: &Value) -> Result<String> {
    let rows = list(rows)?;
    let mut issuers: Vec<&str> = rows.iter().map(|row| row.issuer).collect();
    issuers.dedup();
    let mut text =
        format!("| | {} |\n|---|{}\n", issuers.join(" | "), "---|".repeat(issuers.len()));
    let mut names: Vec<&str> = Vec::new();
    for row in rows.iter().filter(|row| row.kind != "login" && is_common(row.name)) {
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
        let own = rows
            .iter()
            .filter(|row| row.issuer == *issuer && row.kind != "login" && !is_common(row.name));
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

/// The options of the common operations, and for each issuer what only it has.
pub fn declarations(rows: &Value) -> Result<String> {
    let rows = list(rows)?;
    let mut text = String::new();
    for (name, _) in COMMON {
        let own: Vec<&Operation> = rows.iter().filter(|row| row.name == name).collect();
        let base = match own.first() {
            Some(row) if row.kind == "read" => "CallOptions",
            _ => "ActionOptions",
        };
        let fields = Fields::common(&own);
        let _ = write!(
            text,
            "\n/** The options of `{name}`. Which of them an issuer takes is checked by the client. */\n\
             export interface {}Options extends {base} {}\n",
            capital(name),
            fields.declared(0)
        );
    }
    let own: BTreeSet<&str> = rows
        .iter()
        .filter(|row| row.kind != "login" && !is_common(row.name))
        .map(|row| row.name)
        .collect();
    let own: Vec<String> = own.iter().map(|name| format!("\"{name}\"")).collect();
    let own = if own.is_empty() { "never".to_owned() } else { own.join(" | ") };
    let _ = write!(
        text,
        "\n/** Operations that only one issuer has. */\nexport type OwnOperation = {own};\n"
    );
    let mut names: Vec<&str> = rows.iter().map(|row| row.issuer).collect();
    names.dedup();
    for issuer in names {
        let _ = write!(
            text,
            "\n/** What only `{issuer}` has. */\nexport interface {}Operations {{\n",
            capital(issuer)
        );
        for row in rows.iter().filter(|row| row.issuer == issuer && row.kind != "login") {
            if !is_common(row.name) {
                text.push_str(&method(row));
            }
        }
        text.push_str("}\n");
    }
    Ok(text)
}

fn method(row: &Operation) -> String {
    let fields = Fields::read(row.fields, true);
    let (base, gives) =
        if row.kind == "write" { ("ActionOptions", "Outcome") } else { ("CallOptions", "Data") };
    let optional = if fields.is_required() { "" } else { "?" };
    let card = if row.card { "cardId: string, " } else { "" };
    let own =
        if fields.0.is_empty() { String::new() } else { format!(" & {}", fields.declared(4)) };
    format!("    {}({card}options{optional}: {base}{own}): Promise<{gives}>;\n", row.name)
}

/// Fields by name, with their type, whether they are required, or inner fields.
#[derive(Default, Clone)]
struct Fields(BTreeMap<String, Field>);

#[derive(Clone)]
enum Field {
    Plain { of: String, required: bool },
    Group(Fields),
}

impl Fields {
    fn read(rules: &str, may_require: bool) -> Self {
        let mut fields = Self::default();
        for line in rules.lines().filter(|line| !line.is_empty()) {
            let mut words = line.split(' ');
            let (name, shape) =
                (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            let words: Vec<&str> = words.collect();
            let required = may_require && is_required(shape);
            let plain = Field::Plain { of: typed(shape, &words), required };
            match name.split_once('.') {
                None => _ = fields.0.insert(name.to_owned(), plain),
                Some((group, inner)) => {
                    let group = fields.0.entry(group.to_owned());
                    let group = group.or_insert_with(|| Field::Group(Self::default()));
                    if let Field::Group(group) = group {
                        group.0.insert(inner.to_owned(), plain);
                    }
                }
            }
        }
        fields
    }

    /// The fields that any of these operations takes; required where all require it.
    fn common(rows: &[&Operation]) -> Self {
        let mut all = Self::default();
        for row in rows {
            all.add(Self::read(row.fields, true));
        }
        let each: Vec<Self> = rows.iter().map(|row| Self::read(row.fields, true)).collect();
        for (name, field) in &mut all.0 {
            if let Field::Plain { required, .. } = field {
                *required = each.iter().all(|own| {
                    matches!(own.0.get(name), Some(Field::Plain { required: true, .. }))
                });
            }
        }
        all
    }

    fn add(&mut self, other: Self) {
        for (name, field) in other.0 {
            match (self.0.get_mut(&name), field) {
                (Some(Field::Plain { of, .. }), Field::Plain { of: more, .. }) => {
                    let known: Vec<String> = of.split(" | ").map(str::to_owned).collect();
                    for word in more.split(" | ").filter(|word| !known.iter().any(|k| k == word)) {
                        let _ = write!(of, " | {word}");
                    }
                }
                (Some(Field::Group(own)), Field::Group(more)) => own.add(more),
                (Some(_), _) => {}
                (None, field) => _ = self.0.insert(name, field),
            }
        }
    }

    fn is_required(&self) -> bool {
        self.0.values().any(|field| match field {
            Field::Plain { required, .. } => *required,
            Field::Group(inner) => inner.is_required(),
        })
    }

    fn declared(&self, indent: usize) -> String {
        let pad = " ".repeat(indent);
        let mut text = String::from("{\n");
        for (name, field) in &self.0 {
            let (of, required) = match field {
                Field::Plain { of, required } => (of.clone(), *required),
                Field::Group(inner) => (inner.declared(indent + 4), inner.is_required()),
            };
            let mark = if required { "" } else { "?" };
            let _ = writeln!(text, "{pad}    {name}{mark}: {of};");
        }
        text + &pad + "}"
    }
}

fn is_required(shape: &str) -> bool {
    shape.ends_with('!')
        || !shape.ends_with(['?', '+']) && shape.starts_with(['u', 'h', 't', 'd', 'n', 'o', 'i'])
}

fn typed(shape: &str, words: &[&str]) -> String {
    let of = match shape.chars().next() {
        Some('f') => "boolean",
        Some('c' | 'm') => "number",
        Some('n') if shape.ends_with('+') => "string | number | null",
        Some('d' | 'n') => "string | number",
        Some('o') => "Record<string, unknown>",
        Some('i') => "ImageSource",
        Some('w') => {
            let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            return words.join(" | ");
        }
        _ => "string",
    };
    of.to_owned()
}

/// `top-up` and `topUp` as `TopUp`.
fn capital(name: &str) -> String {
    name.split('-')
        .map(|part| {
            let mut letters = part.chars();
            letters
                .next()
                .map(|first| first.to_ascii_uppercase())
                .into_iter()
                .chain(letters)
                .collect::<String>()
        })
        .collect()
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
        row.insert("source".into(), json!("a page"));
        Value::Object(row)
    }

    #[test]
    fn a_field_is_required_where_every_issuer_requires_it() {
        let rows = json!([
            row("a", "topUp", "write", true, "amount number\ncurrency text"),
            row("b", "topUp", "write", true, "amount number\nkind word? x y"),
        ]);
        let text = declarations(&rows).unwrap();
        let due = "export interface TopUpOptions extends ActionOptions {\n    \
                   amount: string | number;\n    currency?: string;\n    kind?: \"x\" | \"y\";\n}\n";
        assert!(text.contains(due), "{text}");
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

    #[test]
    fn what_only_one_issuer_has_is_a_method_of_its_own() {
        let rows = json!([
            row("open-api", "call", "write", false, "path path!\nfields object?"),
            row("open-api", "bind", "write", true, "kyc.name any?"),
            row("open-api", "countries", "read", false, ""),
            row("open-api", "freeze", "write", true, ""),
        ]);
        let text = declarations(&rows).unwrap();
        for due in [
            "export interface OpenApiOperations {",
            "call(options: ActionOptions & {\n        fields?: Record<string, unknown>;\n        path: string;\n    }): Promise<Outcome>;",
            "bind(cardId: string, options?: ActionOptions & {\n        kyc?: {\n            name?: string;\n        };\n    }): Promise<Outcome>;",
            "countries(options?: CallOptions): Promise<Data>;",
        ] {
            assert!(text.contains(due), "{due}\n{text}");
        }
        assert!(!text.contains("freeze("));
    }
}

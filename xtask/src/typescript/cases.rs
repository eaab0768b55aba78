//! Calls of every operation of every issuer that the types take, and calls that they do not: as lines
//! for the compiler, and as data for a test that makes the same calls while the package runs.

use super::fields::{Field, Need};
use super::{HEADER, Issuer, Method, gives, issuers, text};
use crate::capabilities::Tables;
use crate::operations;
use anyhow::Result;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// One call of one client.
struct Case {
    issuer: String,
    /// The member that the operation stands under, where only one issuer has it.
    group: Option<String>,
    operation: String,
    /// Whether the types take it.
    fits: bool,
    args: Vec<Value>,
    is_list: bool,
    why: String,
}

/// The lines and the data.
pub fn cases(tables: &Tables) -> Result<(String, Value)> {
    let issuers = issuers(tables)?;
    let mut cases = Vec::new();
    for issuer in &issuers {
        for name in operations::common() {
            match issuer.common.iter().find(|method| method.row.name == name) {
                Some(method) => cases.extend(of_method(issuer, method, None)),
                None => cases.push(absent(issuer, name)),
            }
        }
        for method in &issuer.own {
            cases.extend(of_method(issuer, method, Some(&text::member(issuer.id))));
        }
    }
    let mut lines = imports();
    for issuer in &issuers {
        let name = text::member(issuer.id);
        let _ = writeln!(lines, "\ndeclare const {name}: CardClient<\"{}\">;\n", issuer.id);
        for case in cases.iter().filter(|case| case.issuer == issuer.id) {
            lines += &line(case);
        }
        lines += &others(&issuers, issuer);
    }
    lines += &names(&issuers);
    Ok((lines, Value::Array(cases.iter().map(data).collect())))
}

fn imports() -> String {
    format!(
        "{HEADER}import type {{ CardClient }} from \"cardlatch\";\n\
         import type * as Package from \"cardlatch\";\n\
         import type {{ Equal, Expect, NoAny }} from \"../expect.js\";\n"
    )
}

fn line(case: &Case) -> String {
    let group = case.group.as_ref().map_or(String::new(), |group| format!(".{group}"));
    let args: Vec<String> = case.args.iter().map(Value::to_string).collect();
    let wrong = if case.fits { "" } else { "@ts-expect-error " };
    format!(
        "// {wrong}{}\nvoid {}{group}.{}({});\n",
        case.why,
        text::member(&case.issuer),
        case.operation,
        args.join(", ")
    )
}

fn data(case: &Case) -> Value {
    json!({
        "issuer": case.issuer, "group": case.group, "operation": case.operation, "fits": case.fits,
        "args": case.args, "list": case.is_list, "why": case.why,
    })
}

fn absent(issuer: &Issuer<'_>, name: &str) -> Case {
    Case {
        issuer: issuer.id.to_owned(),
        group: None,
        operation: name.to_owned(),
        fits: false,
        args: if matches!(name, "issue" | "topUpStatus" | "cards") {
            vec![]
        } else {
            vec![json!("5")]
        },
        is_list: matches!(name, "cards" | "transactions"),
        why: format!("{} has no {name}", issuer.id),
    }
}

fn of_method(issuer: &Issuer<'_>, method: &Method<'_>, group: Option<&str>) -> Vec<Case> {
    let fields = &method.options.fields;
    let all = options(method, |_| true);
    let least = options(method, |field| field.need != Need::Never);
    let case = |fits: bool, options: Option<Value>, why: String| {
        let card = method.row.card.then(|| json!("5"));
        Case {
            issuer: issuer.id.to_owned(),
            group: group.map(str::to_owned),
            operation: method.row.name.to_owned(),
            fits,
            args: card.into_iter().chain(options).collect(),
            is_list: gives(&method.row).starts_with("List"),
            why: format!("{}: {why}", method.row.name),
        }
    };
    let with = |name: &str, value: Value| {
        let mut options = least.clone();
        options.insert(name.to_owned(), value);
        Some(Value::Object(options))
    };
    let least_of_all = (!least.is_empty()).then(|| Value::Object(least.clone()));
    let mut cases = vec![
        case(true, least_of_all, "the least".into()),
        case(true, Some(Value::Object(all)), "all of it".into()),
        case(false, with("noSuchOption", json!("1")), "an option that there is not".into()),
        case(false, with("timeoutMs", json!("5")), "milliseconds are a number".into()),
    ];
    if method.options.is_required {
        cases.push(case(false, None, "options are due".into()));
    }
    let some: Vec<&Field> = fields.own.iter().filter(|field| field.need == Need::OneOf).collect();
    let without = || options(method, |field| !matches!(field.need, Need::Never | Need::OneOf));
    for field in &some {
        let mut one = without();
        one.insert(field.name.clone(), plain(field));
        cases.push(case(true, Some(Value::Object(one)), format!("{} is enough", field.name)));
    }
    if !some.is_empty() {
        cases.push(case(false, Some(Value::Object(without())), "one of them is due".into()));
    }
    for field in &fields.own {
        let wrong = wrong(field);
        cases.push(case(
            false,
            with(&field.name, wrong),
            format!("{} of another type", field.name),
        ));
        if matches!(field.need, Need::Always | Need::Where(..)) {
            let mut options = least.clone();
            options.remove(&field.name);
            let options = Some(Value::Object(options));
            cases.push(case(false, options, format!("without {}", field.name)));
        }
    }
    if method.row.image {
        cases.push(case(true, with("signImage", json!(PNG)), "with an image".into()));
        cases.push(case(false, with("signImage", json!(5)), "an image is no number".into()));
    } else if method.row.kind == "write" {
        cases.push(case(false, with("signImage", json!(PNG)), "takes no image".into()));
    }
    if method.row.kind == "write" {
        let options = with("form", json!("physical"));
        cases.push(case(true, options, "with a form".into()));
        let options = with("form", json!("plastic"));
        cases.push(case(false, options, "a form that there is not".into()));
        let options = with("idempotencyKey", json!("order-1"));
        cases.push(case(true, options, "with a key".into()));
    } else {
        let options = with("idempotencyKey", json!("order-1"));
        cases.push(case(false, options, "a read takes no key".into()));
    }
    cases
}

/// The smallest picture that is whole.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

fn options(method: &Method<'_>, is_wanted: impl Fn(&Field) -> bool) -> Map<String, Value> {
    let fields = &method.options.fields;
    let mut options = Map::new();
    for field in fields.own.iter().filter(|field| is_wanted(field)) {
        let group = fields.groups.iter().find(|group| group.interface == field.of);
        let value = match group {
            Some(group) => {
                let members = group.fields.iter();
                Value::Object(members.map(|field| (field.name.clone(), plain(field))).collect())
            }
            None => plain(field),
        };
        options.insert(field.name.clone(), value);
    }
    options
}

/// A value that the rule of a field takes.
fn plain(field: &Field) -> Value {
    match field.of.as_str() {
        "boolean" => json!(true),
        "Amount" | "Amount | null" => json!("12.50"),
        "number" | "WholeNumber" => json!(5),
        "Data" => json!({ "a": 1 }),
        "ImageSource" => json!(PNG),
        "string" if field.name == "path" => json!("/{version}/card"),
        "string" => json!("1234"),
        words => json!(words.split('"').nth(1).unwrap_or_default()),
    }
}

/// A value that no rule of its type takes.
fn wrong(field: &Field) -> Value {
    match field.of.as_str() {
        "boolean" | "number" | "Data" => json!("text"),
        "Amount" | "Amount | null" | "WholeNumber" => json!(true),
        "string" | "ImageSource" => json!(5),
        words if words.contains('"') => json!("no such word"),
        _ => json!("no object"),
    }
}

/// What the other issuers have alone.
fn others(issuers: &[Issuer<'_>], issuer: &Issuer<'_>) -> String {
    let others = issuers.iter().filter(|other| other.id != issuer.id);
    let line = |other: &Issuer<'_>| {
        let (own, other) = (text::member(issuer.id), text::member(other.id));
        format!("// @ts-expect-error {own} is no client of {other}\nvoid {own}.{other};\n")
    };
    others.map(line).collect()
}

/// No type of the tables is `any` or holds one, and the pages' clients have their issuer's methods.
fn names(issuers: &[Issuer<'_>]) -> String {
    let mut lines = "\nexport type Types = [\n".to_owned();
    for issuer in issuers {
        for method in issuer.common.iter().chain(&issuer.own) {
            if !method.options.declared.is_empty() {
                let _ = writeln!(lines, "  Expect<NoAny<Package.{}>>,", method.options.name);
            }
        }
        let own: Vec<&str> = issuer.own.iter().map(|own| own.row.name).collect();
        let own = text::union(own.into_iter());
        let _ =
            writeln!(lines, "  Expect<Equal<keyof Package.{}Operations, {own}>>,", issuer.prefix());
        let common: Vec<&str> = issuer.common.iter().map(|common| common.row.name).collect();
        let mut members = common;
        let reconciled = issuer.reconciled();
        if !reconciled.is_empty() {
            members.push("reconcile");
        }
        let member = text::member(issuer.id);
        members.extend(["can", "prepare", "interpret", &member]);
        let members = text::union(members.into_iter());
        let _ = writeln!(lines, "  Expect<Equal<keyof CardClient<\"{}\">, {members}>>,", issuer.id);
    }
    lines + "];\n"
}

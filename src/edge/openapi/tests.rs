use super::*;
use crate::card::IssuerId;
use crate::edge::problem::Problem;
use crate::endpoint;
use crate::issuers::issuer;
use alloc::collections::BTreeSet;
use alloc::string::ToString;
use serde_json::Value;

const ALL: &[&str] = &[
    "cards",
    "card",
    "balance",
    "transactions",
    "limits",
    "topUpFee",
    "issue",
    "freeze",
    "unfreeze",
    "activate",
    "deactivate",
    "cancel",
    "setPin",
    "replace",
    "topUp",
    "setLimits",
    "reveal",
    "revealPin",
];

fn made(allow: &[&str], issuers: &[&str], callbacks: bool) -> Value {
    let text = document(&About { base_path: "/api", issuers, allow, callbacks });
    serde_json::from_str(&text).unwrap()
}

fn operations(document: &Value) -> BTreeSet<String> {
    let items = document["paths"].as_object().unwrap().values();
    let all = items.flat_map(|item| item.as_object().unwrap().values());
    all.map(|own| own["operationId"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn only_what_is_allowed_is_told() {
    let whole = made(ALL, &["main", "other"], true);
    let due =
        ["capabilities", "openapi", "operation", "operations", "callback", "callbackWithSecret"];
    let due: BTreeSet<String> = ALL.iter().chain(&due).map(|&name| name.to_owned()).collect();
    assert_eq!(operations(&whole), due);
    let count: usize = whole["paths"]
        .as_object()
        .unwrap()
        .values()
        .map(|item| item.as_object().unwrap().len())
        .sum();
    assert_eq!(count, ROUTES.len());
    assert_eq!(whole["servers"][0]["url"], "/api");
    let reads = made(&["card"], &["main"], false);
    let due = ["capabilities", "card", "openapi"].map(str::to_owned);
    assert!(operations(&reads).into_iter().eq(due));
    let needed =
        |document: &Value| document["components"]["parameters"]["Issuer"]["required"].clone();
    assert_eq!((needed(&whole), needed(&reads)), (true.into(), false.into()));
}

/// Every reference, and what it names.
fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("$ref").and_then(Value::as_str));
            fields.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn references_lead_somewhere() {
    let whole = made(ALL, &["main"], true);
    let mut found = Vec::new();
    references(&whole, &mut found);
    assert!(found.len() > 100, "{}", found.len());
    for reference in found {
        let path = reference.strip_prefix('#').unwrap();
        assert!(whole.pointer(path).is_some(), "{reference}");
    }
}

#[test]
fn bodies_hold_what_the_issuers_take() {
    let whole = made(ALL, &["main"], true);
    for route in ROUTES.iter().filter(|route| route.kind == Kind::Write) {
        let schema = &whole["components"]["schemas"][told(route).0]["properties"];
        let mut told = BTreeSet::new();
        for (name, field) in schema.as_object().unwrap() {
            match field["properties"].as_object() {
                None => _ = told.insert(name.clone()),
                Some(inner) => {
                    told.extend(inner.keys().map(|inner| alloc::format!("{name}.{inner}")));
                }
            }
        }
        let mut due: BTreeSet<String> = ["signImage", "form"].map(str::to_owned).into();
        for id in IssuerId::ALL {
            for (own, exchange) in issuer(id).endpoints {
                if own.as_str() == route.operation && exchange.kind == endpoint::Kind::Write {
                    let rules = exchange.fields.lines().filter(|line| !line.is_empty());
                    due.extend(rules.map(|line| line.split(' ').next().unwrap().to_owned()));
                }
            }
        }
        assert_eq!(told, due, "{}", route.operation);
    }
}

#[test]
fn problems_have_every_code_once() {
    let codes: Vec<&str> = PROBLEMS.iter().flat_map(|(_, codes)| codes.split(' ')).collect();
    let once: BTreeSet<&str> = codes.iter().copied().collect();
    assert_eq!(codes.len(), once.len());
    for (status, codes) in PROBLEMS {
        for code in codes.split(' ') {
            let problem = Problem::new(code);
            assert_eq!((problem.code, &*problem.status.to_string()), (code, *status));
        }
    }
    for kind in [Kind::Write, Kind::Read, Kind::Operations, Kind::Capabilities, Kind::Callback] {
        for status in statuses(kind).split(' ') {
            assert!(PROBLEMS.iter().any(|(own, _)| *own == status), "{status}");
        }
    }
}

use super::*;
use serde_json::{Map, json};

fn row(issuer: &str, operation: &str, kind: &str, card: bool, fields: &str) -> Value {
    let mut row = Map::new();
    row.insert("issuer".into(), json!(issuer));
    row.insert("operation".into(), json!(operation));
    row.insert("kind".into(), json!(kind));
    row.insert("card".into(), json!(card));
    row.insert("image".into(), json!(issuer == "artha" && operation == "freeze"));
    row.insert("fields".into(), json!(fields));
    for empty in ["path", "source", "unit"] {
        row.insert(empty.into(), json!(""));
    }
    Value::Object(row)
}

fn tables() -> Tables {
    let capabilities = json!([
        { "issuer": "artha", "action": "freeze", "reason": "A callback tells the result." },
    ]);
    let operations = json!([
        row("artha", "freeze", "write", true, ""),
        row("artha", "topUp", "write", true, "amount number"),
        row("artha", "countries", "read", false, ""),
        row("artha-v1", "topUp", "write", true, "amount number >=0.01\ncurrency text"),
        row("artha-v1", "setLimits", "write", true, "daily number+\nmonthly number+"),
        row(
            "artha-v1",
            "createCustomer",
            "write",
            false,
            "type word! individual business\ndateOfBirth text? type=individual"
        ),
        row("yativo", "login", "login", false, ""),
        row("yativo", "card", "read", true, ""),
        row("yativo", "freeze", "write", true, ""),
        row("open-api", "call", "write", false, "path path!\nfields object?"),
    ]);
    Tables { capabilities, rules: json!({}), operations }
}

fn holds(text: &str, due: &str) {
    assert!(text.contains(due), "{due}\n---\n{text}");
}

#[test]
fn a_client_has_what_its_issuer_has() {
    let text = clients(&tables()).unwrap();
    holds(&text, "export interface ArthaClient extends IssuerClient<ArthaExchanges> {\n");
    holds(
        &text,
        "  /**\n   * Stops a card for now.\n   *\n   * A callback tells the result.\n   *\n   * @throws",
    );
    holds(&text, "  freeze(cardId: string, options?: ActionOptions): Promise<Outcome>;\n");
    holds(&text, "  freeze(cardId: string, options?: ChangeOptions): Promise<Outcome>;\n");
    holds(&text, "  readonly artha: ArthaOperations;\n}\n");
    holds(&text, "  readonly artha: ArthaOperations | undefined;\n");
    holds(&text, "  reconcile(action: \"freeze\", cardId: string, options?: CallOptions)");
    holds(&text, "  login: Exchange<[cardId: null, options?: PrepareOptions], SessionToken>;\n");
    holds(&text, "  \"artha-v1\": ArthaV1Client;\n");
}

#[test]
fn options_that_an_issuer_needs_are_needed() {
    let text = clients(&tables()).unwrap();
    holds(&text, "  topUp(cardId: string, options: ArthaV1TopUpOptions): Promise<Outcome>;\n");
    holds(
        &text,
        "export interface ArthaV1TopUpOptions extends ChangeOptions {\n  /** How much. */\n  amount: Amount;\n",
    );
    holds(&text, "export interface TopUpOptions extends ActionOptions {\n");
    holds(&text, "  currency?: string | undefined;\n");
    holds(&text, "call(options: OpenApiCallOptions): Promise<Outcome>;\n");
    holds(&text, "  fields?: Data | undefined;\n");
}

#[test]
fn one_of_several_and_one_that_another_asks_for_are_choices() {
    let text = clients(&tables()).unwrap();
    holds(
        &text,
        "export type ArthaV1SetLimitsOptions = ArthaV1SetLimitsFields & (\n  | { daily: Amount | null }\n  | { monthly: Amount | null }\n);\n",
    );
    holds(&text, "  | { type: \"individual\"; dateOfBirth: string }\n  | { type: \"business\" }\n");
    holds(&text, "createCustomer(options: ArthaV1CreateCustomerOptions): Promise<Outcome>;\n");
}

#[test]
fn a_page_has_what_a_proxy_has_a_route_for() {
    let text = pages(&tables()).unwrap();
    holds(
        &text,
        "  freeze(cardId: string, options?: ActionOptions & WriteOptions): Promise<BrowserOutcome<\"artha\">>;\n",
    );
    assert!(!text.contains("countries") && !text.contains("OpenApiCallOptions"), "{text}");
}

#[test]
fn an_entry_takes_its_issuer_alone() {
    let text = entry("artha-v1");
    holds(&text, "export declare class CardClient<Of extends \"artha-v1\" = \"artha-v1\"> {");
    holds(&text, "extends ArthaV1Client {}\n");
}

#[test]
fn each_name_has_one_sentence() {
    for table in [words::METHODS, words::OPTIONS] {
        let mut known: Vec<&str> = table.iter().map(|(name, _)| *name).collect();
        let before = known.len();
        known.sort_unstable();
        known.dedup();
        assert_eq!(known.len(), before, "a name has two sentences");
    }
}

//! The clients: one interface for each issuer, and one for an issuer known only while the program runs.

use super::fields::{Field, Need};
use super::{HEADER, Issuer, Method, exchanges, gives, issuers, options, text, title, words};
use crate::capabilities::Tables;
use anyhow::{Context, Result};
use std::fmt::Write;

/// Types that are declared elsewhere.
const OF_INDEX: [&str; 3] = ["CardSecrets", "Exchange", "IssuerClient"];
const OF_TYPES: [&str; 24] = [
    "Action",
    "ActionOptions",
    "Amount",
    "Balance",
    "CallOptions",
    "Card",
    "ChangeOptions",
    "Data",
    "ImageSource",
    "IssuerId",
    "Limits",
    "List",
    "Operation",
    "Outcome",
    "Page",
    "PrepareOptions",
    "Reconciliation",
    "SessionOptions",
    "SessionToken",
    "TopUp",
    "TopUpFee",
    "Transaction",
    "WholeNumber",
    "WriteOperation",
];

/// `dist/clients.d.ts`.
pub fn declarations(tables: &Tables) -> Result<String> {
    let issuers = issuers(tables)?;
    let mut declared = String::new();
    for issuer in &issuers {
        declared += &client(issuer)?;
        declared += &own_operations(issuer)?;
        declared += &options_of(issuer);
    }
    declared += &any(&issuers)?;
    declared += &by_id(&issuers);
    declared += &exchanges::declarations(&issuers);
    let of_index = text::import(&text::used(&OF_INDEX, &declared), "../index.js");
    let of_types = text::import(&text::used(&OF_TYPES, &declared), "./types.js");
    Ok(format!("{HEADER}{of_index}{of_types}{declared}"))
}

fn client(issuer: &Issuer<'_>) -> Result<String> {
    let prefix = issuer.prefix();
    let about = [
        format!("A client of {}: what the issuer has, with the options that it takes.", title(issuer.id)),
        "Every call that fails is rejected with a `CardError`, whose `effect` says what it did to the card."
            .to_owned(),
    ];
    let mut declared = format!("\n{}", text::doc(0, &about));
    let _ = writeln!(
        declared,
        "export interface {prefix}Client extends IssuerClient<{prefix}Exchanges> {{"
    );
    for (place, method) in issuer.common.iter().enumerate() {
        let gap = if place == 0 { "" } else { "\n" };
        declared += gap;
        declared += &written(method)?;
    }
    declared += &reconcile(&issuer.reconciled());
    let own = format!("What only {} has.", title(issuer.id));
    declared.push('\n');
    declared += &text::doc(2, &[own]);
    let _ = writeln!(declared, "  readonly {}: {prefix}Operations;\n}}", text::member(issuer.id));
    Ok(declared)
}

fn own_operations(issuer: &Issuer<'_>) -> Result<String> {
    let about = format!("What only {} has.", title(issuer.id));
    let mut declared = format!("\n{}", text::doc(0, &[about]));
    let _ = writeln!(declared, "export interface {}Operations {{", issuer.prefix());
    for (place, method) in issuer.own.iter().enumerate() {
        declared += if place == 0 { "" } else { "\n" };
        declared += &written(method)?;
    }
    Ok(declared + "}\n")
}

/// A method with its comment.
fn written(method: &Method<'_>) -> Result<String> {
    let row = &method.row;
    let about = words::method(row.issuer, row.name).with_context(|| {
        format!("`{}` of {} has no words: see xtask/src/typescript/words.rs.", row.name, row.issuer)
    })?;
    let mut paragraphs = vec![about.to_owned()];
    if !method.reason.is_empty() {
        paragraphs.push(method.reason.clone());
    }
    paragraphs.extend(throws(method));
    let arguments = arguments(method);
    let gives = match gives(row) {
        list if list.starts_with("List<") => list.to_owned(),
        one => format!("Promise<{one}>"),
    };
    Ok(text::doc(2, &paragraphs) + &text::method(row.name, &arguments, &gives))
}

fn arguments(method: &Method<'_>) -> String {
    let options = method.options.argument("");
    match (method.row.card, method.row.all_cards) {
        (true, true) => format!("cardId?: string | null, {options}"),
        (true, false) => format!("cardId: string, {options}"),
        (false, _) => options,
    }
}

/// The failures that are this operation's own.
fn throws(method: &Method<'_>) -> Vec<String> {
    let row = &method.row;
    let mut throws = Vec::new();
    if row.image {
        throws
            .push("`sign_image_required` where the card's program asks for `signImage`".to_owned());
    }
    if !row.unit.is_empty() {
        throws.push(format!("`configuration` without the client's option `issuer.{}`", row.unit));
    }
    if !row.path.is_empty() {
        throws.push(format!(
            "`unsupported_action` without the client's option `issuer.{}`",
            row.path
        ));
    }
    if row.observed {
        throws.push(
            "`unsupported_action` without the client's option `issuer.observedOnly: true`"
                .to_owned(),
        );
    }
    throws.iter().map(|text| format!("@throws {{CardError}} {text}")).collect()
}

fn reconcile(actions: &[&str]) -> String {
    if actions.is_empty() {
        return String::new();
    }
    let about = "After a failure with the effect `unknown`: reads the card and says whether the action has \
                 happened. Changes nothing."
        .to_owned();
    let actions = text::union(actions.iter().copied());
    let arguments = format!("action: {actions}, cardId: string, options?: CallOptions");
    let method = text::method("reconcile", &arguments, "Promise<Reconciliation>");
    format!("\n{}{method}", text::doc(2, &[about]))
}

/// The options of an issuer's operations, and the objects in them.
fn options_of(issuer: &Issuer<'_>) -> String {
    let mut declared = String::new();
    let mut groups: Vec<&str> = Vec::new();
    for method in issuer.common.iter().chain(&issuer.own) {
        if !method.options.declared.is_empty() {
            declared.push('\n');
            declared += &method.options.declared;
        }
        for group in &method.options.fields.groups {
            if !groups.contains(&group.interface.as_str()) {
                groups.push(&group.interface);
                declared.push('\n');
                declared += &options::group(issuer.id, group);
            }
        }
    }
    declared
}

fn by_id(issuers: &[Issuer<'_>]) -> String {
    let mut declared =
        format!("\n{}", text::doc(0, &["The clients, by the issuer's id.".to_owned()]));
    declared += "export interface CardClients {\n";
    for issuer in issuers {
        let _ = writeln!(declared, "  {}: {}Client;", text::key(issuer.id), issuer.prefix());
    }
    declared + "}\n"
}

fn any(issuers: &[Issuer<'_>]) -> Result<String> {
    let about = [
        "A client whose issuer is known only while the program runs: it has the methods of all.".to_owned(),
        "`can()` says what its issuer has. The rest, and options that the issuer does not take or lacks, are \
         refused before anything is sent: `unsupported_action`, `invalid_input`."
            .to_owned(),
    ];
    let mut declared = format!("\n{}", text::doc(0, &about));
    declared += "export interface AnyClient extends IssuerClient<AnyExchanges> {\n";
    for name in crate::operations::common() {
        declared += &any_method(issuers, name)?;
    }
    for issuer in issuers {
        let about = format!("What only {} has; there only for a client of it.", title(issuer.id));
        declared += &text::doc(2, &[about]);
        let (member, prefix) = (text::member(issuer.id), issuer.prefix());
        let _ = writeln!(declared, "  readonly {member}: {prefix}Operations | undefined;\n");
    }
    declared += reconcile(&["Action"]).replace("\"Action\"", "Action").trim_start_matches('\n');
    declared += &can(issuers);
    declared += "}\n";
    for name in crate::operations::common() {
        declared += &merged(issuers, name);
    }
    for (name, kind, does) in [
        ("OwnWriteOperation", "write", "changes something"),
        ("OwnReadOperation", "read", "only reads"),
    ] {
        let own = issuers.iter().flat_map(|issuer| &issuer.own).filter(|own| own.row.kind == kind);
        let own: Vec<&str> = own.map(|own| own.row.name).collect();
        let about = text::doc(0, &[format!("What only one issuer has and what {does}.")]);
        let _ = write!(declared, "\n{about}export type {name} ={};\n", lines(&own));
    }
    let about = text::doc(0, &["Operations that only one issuer has.".to_owned()]);
    let both = "OwnWriteOperation | OwnReadOperation";
    let _ = writeln!(declared, "\n{about}export type OwnOperation = {both};");
    Ok(declared)
}

/// Names as a union, a line each.
fn lines(names: &[&str]) -> String {
    names.iter().fold(String::new(), |lines, name| lines + "\n  | \"" + name + "\"")
}

fn can(issuers: &[Issuer<'_>]) -> String {
    let mut declared = String::new();
    for issuer in issuers {
        let (member, prefix) = (text::member(issuer.id), issuer.prefix());
        let about = format!("Whether this is a client of {} that can do it.", title(issuer.id));
        declared.push('\n');
        declared += &text::doc(2, &[about]);
        let narrowed = format!("this is AnyClient & {{ readonly {member}: {prefix}Operations }}");
        let operation = format!("operation: keyof {prefix}Operations");
        declared += &text::method("can", &operation, &narrowed);
    }
    declared += "\n  /** Whether this client can do an operation. */\n  can(operation: Operation): boolean;\n";
    declared
}

fn any_method(issuers: &[Issuer<'_>], name: &str) -> Result<String> {
    let having = having(issuers, name);
    let Some(first) = having.first() else { return Ok(String::new()) };
    let about = words::method("", name).with_context(|| format!("`{name}` has no words."))?;
    let ids: Vec<String> = having.iter().map(|method| format!("`{}`", method.row.issuer)).collect();
    let about = text::doc(2, &[format!("{about} Issuers: {}.", ids.join(", "))]);
    let gives = match gives(&first.row) {
        list if list.starts_with("List<") => list.to_owned(),
        one => format!("Promise<{one}>"),
    };
    let card = match (first.row.card, having.iter().any(|method| method.row.all_cards)) {
        (true, true) => "cardId?: string | null, ",
        (true, false) => "cardId: string, ",
        (false, _) => "",
    };
    let mark = if is_always_required(&having) { "" } else { "?" };
    let options = options_of_any(issuers, name);
    Ok(format!("{about}  {name}({card}options{mark}: {options}): {gives};\n\n"))
}

fn having<'a>(issuers: &'a [Issuer<'a>], name: &str) -> Vec<&'a Method<'a>> {
    issuers
        .iter()
        .flat_map(|issuer| &issuer.common)
        .filter(|method| method.row.name == name)
        .collect()
}

fn is_always_required(having: &[&Method<'_>]) -> bool {
    having.iter().all(|method| method.options.is_required)
}

/// The type of a common operation's options where the issuer is not known.
pub fn options_of_any(issuers: &[Issuer<'_>], name: &str) -> String {
    let having = having(issuers, name);
    if having.iter().any(|method| !method.options.fields.own.is_empty()) {
        return format!("{}Options", text::capital(name));
    }
    base_of_any(&having).to_owned()
}

fn base_of_any(having: &[&Method<'_>]) -> &'static str {
    match having.first() {
        Some(method) if method.row.kind == "read" => "CallOptions",
        _ => "ActionOptions",
    }
}

/// The options of all issuers for one operation: needed is what each needs.
fn merged(issuers: &[Issuer<'_>], name: &str) -> String {
    let having = having(issuers, name);
    let fields = merged_fields(&having);
    if fields.is_empty() {
        return String::new();
    }
    let about = format!(
        "The options of `{name}` at any issuer. Which of them one takes, it checks itself."
    );
    let mut declared = format!("\n{}", text::doc(0, &[about]));
    let _ = writeln!(
        declared,
        "export interface {} extends {} {{",
        options_of_any(issuers, name),
        base_of_any(&having)
    );
    for (field, words) in &fields {
        declared += &text::doc(2, std::slice::from_ref(words));
        let _ = match field.need {
            Need::Always => writeln!(declared, "  {}: {};", field.name, field.of),
            _ => writeln!(declared, "  {}?: {} | undefined;", field.name, field.of),
        };
    }
    declared + "}\n"
}

/// Each field once, with what any issuer takes there, and with its words.
fn merged_fields(having: &[&Method<'_>]) -> Vec<(Field, String)> {
    let mut merged: Vec<(Field, String)> = Vec::new();
    for method in having {
        for field in &method.options.fields.own {
            if merged.iter().any(|(known, _)| known.name == field.name) {
                continue;
            }
            let same = |method: &&Method<'_>| {
                let mut own = method.options.fields.own.iter();
                own.find(|own| own.name == field.name)
                    .map(|own| (method.row.issuer.to_owned(), own.clone()))
            };
            let all: Vec<(String, Field)> = having.iter().filter_map(same).collect();
            merged.push(together(field, &all, having.len()));
        }
    }
    merged
}

fn together(field: &Field, all: &[(String, Field)], issuers: usize) -> (Field, String) {
    let types = all.iter().flat_map(|(_, own)| own.of.split(" | "));
    let mut of: Vec<&str> = Vec::new();
    for one in types {
        if !of.contains(&one) {
            of.push(one);
        }
    }
    // A text may be any word, so the words would say nothing.
    if of.contains(&"string") {
        of.retain(|one| !one.starts_with('"'));
    }
    let always = all.len() == issuers && all.iter().all(|(_, own)| own.need == Need::Always);
    let need = if always { Need::Always } else { Need::Never };
    let ids: Vec<String> = all.iter().map(|(issuer, _)| format!("`{issuer}`")).collect();
    let same = all.iter().all(|(_, own)| own.words == field.words);
    let words = if same {
        format!("{} Issuers: {}.", field.words, ids.join(", "))
    } else {
        let each: Vec<String> =
            all.iter().map(|(issuer, own)| format!("`{issuer}`: {}", own.words)).collect();
        each.join(" ")
    };
    (Field { name: field.name.clone(), of: of.join(" | "), need, words: field.words }, words)
}

/// `dist/<issuer>/index.d.ts`: the same package with one issuer alone.
pub fn entry(issuer: &str) -> String {
    let (prefix, title) = (text::capital(issuer), title(issuer));
    format!(
        "{HEADER}import type {{ ClientOptions, {prefix}Client }} from \"../../index.js\";

export type * from \"../../index.js\";
export {{ CardError, Secret }} from \"../../index.js\";

/**
 * A client of {title}: the same as that of `cardlatch`, with the module of this issuer alone. It holds the
 * issuer's credentials and its session, so make one and use it for all calls, on a server or an edge
 * function, not in a web page.
 */
export declare class CardClient<Of extends \"{issuer}\" = \"{issuer}\"> {{
  /**
   * @throws {{CardError}} `configuration` or `insecure_url`. Where the runtime must fetch the module first
   *   (browsers), the first call is rejected with it instead.
   */
  constructor(options: ClientOptions<Of>);
}}

/** A client of {title}. */
export interface CardClient<Of extends \"{issuer}\" = \"{issuer}\"> extends {prefix}Client {{}}
"
    )
}

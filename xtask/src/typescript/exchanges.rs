//! What `prepare` and `interpret` take and give, by operation.

use super::{Issuer, Method, gives, text, title};
use std::fmt::Write;

/// One interface for each issuer, and one for a client of any.
pub fn declarations(issuers: &[Issuer<'_>]) -> String {
    let mut declared = String::new();
    for issuer in issuers {
        let about = format!(
            "What `prepare` and `interpret` of a client of {} take and give, by operation.",
            title(issuer.id)
        );
        declared.push('\n');
        declared += &text::doc(0, &[about]);
        let _ = writeln!(declared, "export interface {}Exchanges {{", issuer.prefix());
        if issuer.logs_in {
            declared += LOGIN;
        }
        for method in issuer.common.iter().chain(&issuer.own) {
            declared += &exchange(method);
        }
        declared += "}\n";
    }
    declared + &any(issuers)
}

const LOGIN: &str = "  login: Exchange<[cardId: null, options?: PrepareOptions], SessionToken>;\n";

fn exchange(method: &Method<'_>) -> String {
    let card = match (method.row.card, method.row.all_cards) {
        (true, true) => "string | null",
        (true, false) => "string",
        (false, _) => "null",
    };
    let (name, options) = (method.row.name, method.options.argument(" & SessionOptions"));
    format!("  {name}: Exchange<[cardId: {card}, {options}], {}>;\n", one(method))
}

/// A request and its answer are about one page of a list.
fn one(method: &Method<'_>) -> String {
    gives(&method.row).replace("List<", "Page<")
}

fn any(issuers: &[Issuer<'_>]) -> String {
    let about = "The same of a client whose issuer is known only while the program runs.";
    let mut declared =
        format!("\n{}export interface AnyExchanges {{\n{LOGIN}", text::doc(0, &[about.into()]));
    for name in crate::operations::common() {
        let found =
            issuers.iter().flat_map(|issuer| &issuer.common).find(|method| method.row.name == name);
        let Some(method) = found else { continue };
        let all_cards = issuers.iter().flat_map(|issuer| &issuer.common);
        let all_cards =
            all_cards.filter(|method| method.row.name == name).any(|method| method.row.all_cards);
        let card = match (method.row.card, all_cards) {
            (true, true) => "string | null",
            (true, false) => "string",
            (false, _) => "null",
        };
        let options = super::clients::options_of_any(issuers, name);
        let gives = one(method);
        let _ = writeln!(
            declared,
            "  {name}: Exchange<[cardId: {card}, options?: {options} & SessionOptions], {gives}>;"
        );
    }
    for issuer in issuers {
        for method in &issuer.own {
            let name = method.row.name;
            let _ = writeln!(declared, "  {name}: {}Exchanges[\"{name}\"];", issuer.prefix());
        }
    }
    declared + "}\n"
}

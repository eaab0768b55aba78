//! What an answer must say at least before a change counts as done, read with another reader.

use cardlatch::answer::Answer;
use cardlatch::endpoint::Kind;
use cardlatch::issuers::endpoint;
use cardlatch::{Action, ActionResult, Effect, Error, IssuerId, Operation};

use IssuerId::{Artha, ArthaV1, Ibanera, OpenApi, Yativo};

const SET_PIN: Operation = Operation::of(Action::SetPin);
const ACTIVATE_CUSTOMER: Operation = Operation::own("activateCustomer");
const SET_WEBHOOK: Operation = Operation::own("setWebhook");
const ROTATE_SECRET: Operation = Operation::own("rotateWebhookSecret");

/// A name without case, underscores and blanks: issuers spell theirs in several ways.
pub fn bare_name(name: &str) -> String {
    let letters = name.chars().filter(|letter| *letter != '_' && !letter.is_ascii_whitespace());
    letters.collect::<String>().to_ascii_lowercase()
}

/// The members of an object with such a name.
fn loose<'a>(object: &'a serde_json::Value, due: &str) -> Vec<&'a serde_json::Value> {
    let is_it = |name: &str| bare_name(name) == due;
    let members = object.as_object().into_iter().flatten();
    members
        .filter(|(name, value)| is_it(name) && !value.is_null())
        .map(|(_, value)| value)
        .collect()
}

fn artha_v1_says(operation: Operation, result: ActionResult, answer: &serde_json::Value) -> bool {
    let mut held = loose(answer, "data");
    held.push(answer);
    let status = |words: &[&str]| {
        let mut all = held.iter().flat_map(|held| loose(held, "status"));
        all.any(|own| own.as_str().is_some_and(|own| words.contains(&&*own.to_ascii_lowercase())))
    };
    let named = held.iter().any(|held| {
        let names = ["status", "action", "cardid", "id", "taskid"];
        held.as_object().is_some_and(serde_json::Map::is_empty)
            || names.iter().any(|name| !loose(held, name).is_empty())
            || operation == Operation::own("submitApplicant")
    });
    let target = operation.action().and_then(Action::target).map(cardlatch::CardState::as_str);
    // An empty error is none.
    let free = |held: &serde_json::Value| {
        let empty = ["\"\"", "[]", "{}", "null"];
        ["error", "errors"].iter().all(|name| empty.contains(&held[*name].to_string().as_str()))
    };
    free(answer)
        && free(&answer["data"])
        && match result {
            ActionResult::Accepted => named,
            ActionResult::Completed => status(&[match target {
                Some("closed") => "cancelled",
                Some(state) => state,
                None => "completed",
            }]),
            ActionResult::Already => false,
        }
}

/// What the body must say at least before an action counts as done, accepted or already so. Read
/// with another JSON reader.
fn body_says(issuer: IssuerId, operation: Operation, result: ActionResult, body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let Ok(answer) = serde_json::from_slice::<serde_json::Value>(body) else { return false };
    let Some(fields) = answer.as_object() else { return false };
    let status =
        |word: &str| answer["status"].as_str().is_some_and(|own| own.eq_ignore_ascii_case(word));
    match issuer {
        Artha => {
            let done = operation == SET_PIN && answer["remarks"] != "CardInProgress";
            let word = if result == ActionResult::Completed {
                done && status("success")
            } else {
                status("success") || status("submit")
            };
            word && !answer["error"].is_object() && result != ActionResult::Already
        }
        ArthaV1 => artha_v1_says(operation, result, &answer),
        Yativo => {
            let free = |error: &serde_json::Value| error.is_null() || *error == false;
            let bare: &[&str] = match operation {
                Operation::TOP_UP => &["message", "reference", "amount"],
                ACTIVATE_CUSTOMER => &["customer_id"],
                _ => &[],
            };
            let mut names = fields.keys().map(|name| bare_name(name));
            let is_bare = !fields.contains_key("status")
                && names.any(|name| bare.iter().any(|own| bare_name(own) == name));
            let data = &answer["data"];
            let only = data.as_array().is_some_and(|list| list.len() == 1);
            let record = if only { &data[0] } else { data };
            let is_text =
                |value: &serde_json::Value| value.as_str().is_some_and(|own| !own.is_empty());
            let is_done = match operation {
                // Which address was asked for is not known here.
                SET_WEBHOOK => result == ActionResult::Completed && record["url"].is_string(),
                ROTATE_SECRET => is_text(&record["secret"]),
                _ => false,
            };
            let due = if is_done { ActionResult::Completed } else { ActionResult::Accepted };
            result == due
                && (answer["status"] == "success" || is_bare)
                && free(&answer["error"])
                && (free(&answer["errors"]) || answer["errors"] == serde_json::json!([]))
                && free(&answer["data"]["error"])
        }
        OpenApi => {
            let zero = answer["code"].as_number().is_some_and(|code| code.as_i64() == Some(0));
            result == ActionResult::Accepted && zero
        }
        Ibanera => {
            let says = |due: &str| {
                let mut own = fields.iter().filter(|(name, _)| name.eq_ignore_ascii_case("status"));
                own.any(|(_, value)| *value == due)
            };
            let text = String::from_utf8_lossy(body);
            match result {
                ActionResult::Already => says("0") && text.contains("ive"),
                ActionResult::Completed if operation == SET_PIN => says("1"),
                ActionResult::Completed => says("1") && text.to_ascii_lowercase().contains("card"),
                ActionResult::Accepted => says("1"),
            }
        }
    }
}

/// What must hold of any answer to any body, whatever the issuer says.
pub fn hold(
    issuer: IssuerId,
    operation: Operation,
    status: u16,
    body: &[u8],
    answer: Result<Answer, Error>,
) {
    let endpoint = endpoint(issuer, operation).expect("an endpoint");
    let text = || format!("{issuer:?} {operation:?} {status} {}", String::from_utf8_lossy(body));
    // A byte order mark is skipped here and refused by the oracle.
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    match answer {
        Ok(Answer::Reply(reply)) => {
            assert!(body_says(issuer, operation, reply.result, body), "{} {reply:?}", text());
            let final_answer = reply.result != ActionResult::Accepted;
            assert_eq!(reply.confirmed, final_answer, "{}", text());
        }
        Ok(_) => assert_ne!(endpoint.kind, Kind::Write),
        Err(error) => {
            // A good status proves that nothing happened only where the body says so.
            let readable = serde_json::from_slice::<serde_json::Value>(body).is_ok();
            let claimed = error.effect() == Effect::None && status < 400;
            assert!(!claimed || readable, "{}", text());
            let shown = format!("{error} {error:?}");
            assert!(shown.len() < 200, "{shown}");
        }
    }
}

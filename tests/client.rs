//! The client's state machine, step by step: what it asks for, and what it ends with.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/golden_cases.rs"]
#[allow(dead_code, reason = "only the picture is used here")]
mod golden_cases;
#[path = "support/script.rs"]
mod script;
#[path = "support/told.rs"]
mod told;

use cardlatch::capability::CAPABILITIES;
use cardlatch::http::Response;
use cardlatch::settings::Settings;
use cardlatch::{
    Action, ActionOptions, CallOptions, CardForm, Client, Command, Done, Effect, ErrorCode, Event,
    Fault, IssuerId, Moment, Operation, PrepareOptions, Run, Secret, Task, json,
};
use golden_cases::sign_image;
use script::{BASE, NOON, Script, act, client, limited, reply};

const YATIVO: &str = r#""id":"yativo","accountId":"acct-Wb5nKf8Q","appSecret":"app-Lq3vTz7H""#;
const IBANERA: &str = r#""id":"ibanera","username":"u","password":"pass-Dy6kRm2X""#;
const ARTHA: &str =
    r#""id":"artha","customerToken":"token-Gs4wPb9J","needPhotoForOperateCard":false"#;
const ASKING_ARTHA: &str = r#""id":"artha","customerToken":"token-Gs4wPb9J""#;
const ARTHA_V1: &str = r#""id":"artha-v1","apiKey":"key-Ch8jNv5T","pathPrefix":"/api/v1""#;
const OPEN_API: &str =
    r#""id":"open-api","version":"v1","customerId":1,"appId":2,"key":"key-Ch8jNv5T""#;
const PATHS: &str = r#""paths":{"unfreeze":"/u","activate":"/a","cancel":"/c"}"#;

fn with(options: &str, more: &str) -> String {
    format!("{options},{more}")
}

// Yativo's words
const LOGIN: &str = "POST /auth/login";
const REFRESH: &str = "GET /auth/refresh-token";
const UPDATE: &str = "POST /customer/virtual/cards/update/c1";
const GET: &str = "GET /customer/virtual/cards/get/c1";
const TAKEN: &str = r#"{"status":"success","data":{"action":"freeze card successfully"}}"#;
const FROZEN: &str = r#"{"status":"success","data":{"card_status":"frozen"}}"#;
const ACTIVE: &str = r#"{"status":"success","data":{"card_status":"active"}}"#;
const NO_STATE: &str = r#"{"status":"success","data":{"id":"c1"}}"#;
const UNAUTHENTICATED: &str = r#"{"message":"Unauthenticated."}"#;
const DONE: &str = "end completed confirmed remarks=freeze card successfully card=frozen(frozen)";
const ACCEPTED: &str = "end accepted remarks=freeze card successfully";

fn token(token: &str, life: u64) -> String {
    format!(
        r#"{{"status":"success","data":{{"access_token":"{token}-Np6hXw3CqRj9","expires_in":{life}}}}}"#
    )
}

/// What goes wrong, and what the call does then.
type Fail = fn(&mut Script) -> String;

fn freeze() -> Task {
    act(Action::Freeze, "c1")
}

/// A freeze that has logged in and sent its update.
fn updating(client: &Client) -> Script {
    let mut call = Script::new(client, freeze());
    assert_eq!(call.begin(), LOGIN);
    assert_eq!(call.answer(200, &token("t1", 600)), UPDATE);
    call
}

/// A freeze that the issuer took and that is being read back.
fn confirming(client: &Client) -> Script {
    let mut call = updating(client);
    assert_eq!(call.answer(200, TAKEN), GET);
    call
}

// What an action goes through

#[test]
fn a_freeze_is_login_update_and_read() {
    let client = client(YATIVO);
    let mut call = Script::new(&client, freeze());
    assert_eq!(call.begin(), LOGIN);
    assert_eq!(call.body(), r#"{"account_id":"acct-Wb5nKf8Q","app_secret":"app-Lq3vTz7H"}"#);
    assert_eq!(call.answer(200, &token("t1", 600)), UPDATE);
    assert_eq!(call.header("Authorization"), "Bearer t1-Np6hXw3CqRj9");
    assert_eq!(call.body(), r#"{"action":"freeze"}"#);
    assert_eq!(call.answer(200, TAKEN), GET);
    assert_eq!(call.header("Authorization"), "Bearer t1-Np6hXw3CqRj9");
    assert_eq!(call.answer(200, FROZEN), DONE);
    // The session stays.
    let mut next = Script::new(&client, act(Action::Unfreeze, "c1"));
    assert_eq!(next.begin(), UPDATE);
    assert_eq!(next.body(), r#"{"action":"unfreeze"}"#);
}

#[test]
fn a_card_that_reads_otherwise_is_read_again_and_then_not_confirmed() {
    let mut call = confirming(&client(YATIVO));
    assert_eq!(call.answer(200, ACTIVE), "sleep 300");
    assert_eq!(call.after(300), GET);
    assert_eq!(call.answer(200, ACTIVE), "sleep 900");
    assert_eq!(call.after(900), GET);
    assert_eq!(call.answer(200, ACTIVE), "end not_confirmed unknown");
}

#[test]
fn a_card_that_changes_late_is_completed() {
    let mut call = confirming(&client(YATIVO));
    assert_eq!(call.answer(200, ACTIVE), "sleep 300");
    assert_eq!(call.after(300), GET);
    assert_eq!(call.answer(200, FROZEN), DONE);
}

#[test]
fn a_card_that_reads_otherwise_at_the_deadline_is_not_confirmed() {
    let mut call = confirming(&client(YATIVO));
    call.now_ms += 29_800;
    assert_eq!(call.answer(200, ACTIVE), "end not_confirmed unknown");
}

#[test]
fn a_card_without_a_readable_state_stays_accepted() {
    let word = r#"{"status":"success","data":{"card_status":"unfrozen"}}"#;
    for (body, state) in [(NO_STATE, "unknown"), (word, "unknown(unfrozen)")] {
        let mut call = confirming(&client(YATIVO));
        assert_eq!(call.answer(200, body), format!("{ACCEPTED} card={state}"));
    }
    let mut late = confirming(&client(YATIVO));
    assert_eq!(late.answer(200, ACTIVE), "sleep 300");
    assert_eq!(late.after(300), GET);
    assert_eq!(late.answer(200, NO_STATE), format!("{ACCEPTED} card=unknown"));
}

#[test]
fn a_card_that_cannot_be_read_back_stays_accepted() {
    for (status, body) in
        [(400, ""), (403, ""), (404, ""), (200, ""), (200, "<html>"), (302, ""), (500, "")]
    {
        let mut call = confirming(&client(YATIVO));
        assert_eq!(call.answer(status, body), ACCEPTED, "{status} {body}");
    }
    let mut call = confirming(&client(YATIVO));
    for _ in 0..2 {
        assert!(call.answer(503, "").starts_with("sleep "));
        assert_eq!(call.after(1), GET);
    }
    assert_eq!(call.answer(503, ""), ACCEPTED);
    let mut late = confirming(&client(YATIVO));
    late.now_ms += 30_000;
    assert_eq!(late.fail(Fault::TimedOut), ACCEPTED);
}

#[test]
fn an_abort_says_what_it_left_behind() {
    let aborted = |call: &mut Script| call.fail(Fault::Aborted);
    let client = || client(YATIVO);
    assert_eq!(aborted(&mut confirming(&client())), "end aborted unknown");
    assert_eq!(aborted(&mut updating(&client())), "end aborted unknown");
    let mut logging_in = Script::new(&client(), freeze());
    logging_in.begin();
    assert_eq!(aborted(&mut logging_in), "end aborted none");
    let mut waiting = updating(&client());
    assert_eq!(waiting.limited("1"), "sleep 1000");
    assert_eq!(aborted(&mut waiting), "end aborted none");
    let mut between_reads = confirming(&client());
    assert_eq!(between_reads.answer(200, ACTIVE), "sleep 300");
    assert_eq!(aborted(&mut between_reads), "end aborted unknown");
    let mut reading = Script::new(&client(), Task::card("c1", CallOptions::default()));
    reading.begin();
    assert_eq!(reading.answer(200, &token("t", 600)), GET);
    assert_eq!(aborted(&mut reading), "end aborted none");
    // An abort that came before the request left.
    assert_eq!(updating(&client()).fail(Fault::AbortedUnsent), "end aborted none");
    assert_eq!(confirming(&client()).fail(Fault::AbortedUnsent), "end aborted unknown");
}

#[test]
fn an_abort_while_a_session_is_renewed_ends_the_call() {
    let client = client(YATIVO);
    confirming(&client);
    let mut call = Script::at(&client, freeze(), NOON + 580_000);
    assert_eq!(call.begin(), REFRESH);
    assert_eq!(call.fail(Fault::Aborted), "end aborted none");
}

// Amounts

const MAJOR: &str = r#""id":"yativo","accountId":"acct-Wb5nKf8Q","appSecret":"app-Lq3vTz7H","observedOnly":true,"units":{"issue":"major","topUp":"major","withdraw":"major"}"#;
const MINOR: &str = r#""id":"yativo","accountId":"acct-Wb5nKf8Q","appSecret":"app-Lq3vTz7H","observedOnly":true,"units":{"issue":"minor","topUp":"minor","withdraw":"minor"}"#;
const WITHDRAW: Operation = Operation::own("withdraw");
const TOP_UP: &str = "POST /customer/virtual/cards/topup";
const TOPPED_UP: &str = r#"{"status":"success","data":{"message":"card topup in progress"}}"#;
const CREATE: &str = "POST /customer/virtual/cards/create";
const CREATED: &str = r#"{"status":"success","data":{"card_id":"n/1","card_brand":"visa"}}"#;
const GET_NEW: &str = "GET /customer/virtual/cards/get/n%2F1";

fn task(client: &Client, operation: Operation, card: &str, fields: &str) -> Task {
    let fields = json::check(fields.as_bytes(), json::Limits::default()).expect("JSON");
    let fields = client.fields(operation, fields).expect("fields");
    Task::of(operation, card, fields, ActionOptions::default())
}

fn loading(client: &Client, amount: &str) -> Task {
    let fields = format!(r#"{{"customerId":"c","amount":{amount}}}"#);
    task(client, Operation::TOP_UP, "c1", &fields)
}

/// A card with so many dollars.
fn holding(dollars: &str) -> String {
    format!(
        r#"{{"status":"success","data":{{"card_status":"active","display_amount":{dollars}}}}}"#
    )
}

/// A top-up of 5 dollars onto 3 that the issuer took and that is being read back.
fn topping_up(client: &Client) -> Script {
    let mut call = Script::new(client, loading(client, "5"));
    assert_eq!(call.begin(), LOGIN);
    assert_eq!(call.answer(200, &token("t1", 600)), GET);
    assert_eq!(call.answer(200, &holding("3.00")), TOP_UP);
    assert_eq!(call.answer(200, TOPPED_UP), GET);
    call
}

fn balances(before: &str, after: &str) -> String {
    let money = |value: &str| format!(r#"{{"value":"{value}","currency":"USD"}}"#);
    format!(r#""balanceBefore":{},"balanceAfter":{}"#, money(before), money(after))
}

#[test]
fn a_top_up_is_a_read_a_write_and_a_read() {
    for (options, sent) in [(MAJOR, "5"), (MINOR, "500")] {
        let client = client(options);
        let mut call = Script::new(&client, loading(&client, "5"));
        assert_eq!(call.begin(), LOGIN);
        assert_eq!(call.answer(200, &token("t1", 600)), GET);
        assert_eq!(call.answer(200, &holding("3.00")), TOP_UP);
        let body = format!(r#"{{"customer_id":"c","cardId":"c1","amount":{sent}}}"#);
        assert_eq!(call.body(), body);
        assert_eq!(call.answer(200, TOPPED_UP), GET);
        let due = format!(
            "end completed confirmed remarks=card topup in progress card=active(active) data={{{}}}",
            balances("3.00", "8.0")
        );
        assert_eq!(call.answer(200, &holding("8.0")), due);
    }
}

#[test]
fn an_amount_that_moved_by_a_factor_of_100_says_which_option_is_wrong() {
    // A fee or a purchase at the same time hides no factor.
    for (after, told) in
        [("503", "503"), ("499", "499"), ("3.05", "3.05"), ("3.04", "3.04"), ("\"3.050\"", "3.050")]
    {
        let mut call = topping_up(&client(MAJOR));
        let due = format!(
            r#"end not_confirmed unknown path=issuer.units.topUp data={{{},"asked":{{"value":"5"}}}}"#,
            balances("3.00", told)
        );
        assert_eq!(call.answer(200, &holding(after)), due);
    }
}

#[test]
fn a_balance_that_did_not_move_yet_is_read_again_and_then_accepted() {
    let accepted = "end accepted remarks=card topup in progress card=active(active) data=";
    let mut call = topping_up(&client(MAJOR));
    assert_eq!(call.answer(200, &holding("3")), "sleep 300");
    assert_eq!(call.after(300), GET);
    assert_eq!(call.answer(200, &holding("3")), "sleep 900");
    assert_eq!(call.after(900), GET);
    let due = format!("{accepted}{{{}}}", balances("3.00", "3"));
    assert_eq!(call.answer(200, &holding("3")), due);
    // A fee, or a payment at the same time: nobody can tell.
    for after in ["7.93", "2", "8.001"] {
        let mut call = topping_up(&client(MAJOR));
        let due = format!("{accepted}{{{}}}", balances("3.00", after));
        assert_eq!(call.answer(200, &holding(after)), due);
    }
    let mut late = topping_up(&client(MAJOR));
    assert_eq!(late.answer(200, &holding("3")), "sleep 300");
    assert_eq!(late.after(300), GET);
    assert!(late.answer(200, &holding("8")).starts_with("end completed confirmed"));
}

#[test]
fn a_balance_that_cannot_be_read_back_leaves_a_top_up_accepted() {
    let accepted = "end accepted remarks=card topup in progress";
    for (status, body) in [(400, ""), (404, ""), (200, ""), (200, "<html>")] {
        assert_eq!(topping_up(&client(MAJOR)).answer(status, body), accepted, "{status}");
    }
    let money = r#"{"value":"3.00","currency":"USD"}"#;
    let due = format!(r#"{accepted} card=unknown data={{"balanceBefore":{money}}}"#);
    assert_eq!(topping_up(&client(MAJOR)).answer(200, NO_STATE), due);
    // Nor before.
    let client = client(MAJOR);
    let mut call = Script::new(&client, loading(&client, "5"));
    call.begin();
    assert_eq!(call.answer(200, &token("t1", 600)), GET);
    assert_eq!(call.answer(200, NO_STATE), TOP_UP);
    assert_eq!(call.answer(200, TOPPED_UP), GET);
    let due = format!(
        r#"{accepted} card=active(active) data={{"balanceAfter":{{"value":"8","currency":"USD"}}}}"#
    );
    assert_eq!(call.answer(200, &holding("8")), due);
}

#[test]
fn nothing_moves_where_the_card_cannot_be_read_before() {
    let client = client(MAJOR);
    for (status, body, due) in [
        (404, "", "end card_not_found none"),
        (200, "<html>", "end unexpected_answer none"),
        (
            200,
            r#"{"status":"success","data":{"error":"Invalid request"}}"#,
            "end issuer_rejected none words=Invalid request",
        ),
    ] {
        let mut call = Script::new(&client, loading(&client, "5"));
        let mut next = call.begin();
        if next == LOGIN {
            next = call.answer(200, &token("t1", 600));
        }
        assert_eq!(next, GET);
        assert_eq!(call.answer(status, body), due);
    }
    let mut call = Script::new(&client, loading(&client, "5"));
    assert_eq!(call.begin(), GET);
    assert_eq!(call.fail(Fault::Aborted), "end aborted none");
}

#[test]
fn what_is_lost_after_a_top_up_was_sent_is_in_doubt() {
    let sent = || {
        let client = client(MAJOR);
        let mut call = Script::new(&client, loading(&client, "5"));
        call.begin();
        call.answer(200, &token("t1", 600));
        assert_eq!(call.answer(200, &holding("3")), TOP_UP);
        call
    };
    // The balance from before shows what became of it, once the card is read.
    let before = r#"unknown data={"balanceBefore":{"value":"3","currency":"USD"}}"#;
    assert_eq!(sent().fail(Fault::TimedOut), format!("end timeout {before}"));
    assert_eq!(sent().fail(Fault::Broken), format!("end network {before}"));
    assert_eq!(sent().answer(500, ""), format!("end issuer_unavailable {before}"));
    assert_eq!(sent().answer(400, ""), format!("end issuer_rejected {before}"));
    let mut again = sent();
    assert_eq!(again.limited("1"), "sleep 1000");
    assert_eq!(again.after(1_000), TOP_UP);
    assert_eq!(topping_up(&client(MAJOR)).fail(Fault::Aborted), "end aborted unknown");
}

fn issuing(client: &Client) -> Task {
    task(client, Operation::ISSUE, "", r#"{"customerId":"c","amount":"5.00"}"#)
}

fn creating(client: &Client) -> Script {
    let mut call = Script::new(client, issuing(client));
    assert_eq!(call.begin(), LOGIN);
    assert_eq!(call.answer(200, &token("t1", 600)), CREATE);
    call
}

#[test]
fn a_new_card_is_read_and_named() {
    let mut call = creating(&client(MINOR));
    assert_eq!(call.body(), r#"{"customer_id":"c","amount":500}"#);
    assert_eq!(call.answer(200, CREATED), GET_NEW);
    let after = r#""balanceAfter":{"value":"5","currency":"USD"}"#;
    let due = format!(
        r#"end completed confirmed card=active(active) data={{"id":"n/1","state":"unknown","brand":"visa",{after}}}"#
    );
    assert_eq!(call.answer(200, &holding("5")), due);
    for (dollars, is_wrong) in [("500", true), ("0.05", true), ("3", false), ("-5", false)] {
        let mut call = creating(&client(MINOR));
        assert_eq!(call.answer(200, CREATED), GET_NEW);
        let end = call.answer(200, &holding(dollars));
        let start = if is_wrong {
            "end not_confirmed unknown path=issuer.units.issue data={\"id\":\"n/1\""
        } else {
            "end accepted card=active(active) data={\"id\":\"n/1\""
        };
        assert!(end.starts_with(start), "{end}");
    }
    // One whose answer has no id is in doubt.
    let none = r#"{"status":"success","data":{}}"#;
    let due = "end unexpected_answer unknown path=data.card_id";
    assert_eq!(creating(&client(MINOR)).answer(200, none), due);
    // An id that is none is not asked for.
    let odd = r#"{"status":"success","data":{"card_id":".."}}"#;
    assert_eq!(
        creating(&client(MINOR)).answer(200, odd),
        r#"end accepted data={"id":"..","state":"unknown"}"#
    );
}

#[test]
fn a_new_card_that_cannot_be_read_yet_is_read_once_more() {
    for (status, body) in [(404, ""), (200, r#"{"status":"success","data":{"error":"e"}}"#)] {
        let mut call = creating(&client(MINOR));
        assert_eq!(call.answer(200, CREATED), GET_NEW);
        assert_eq!(call.answer(status, body), "sleep 3000");
        assert_eq!(call.after(3_000), GET_NEW);
        let due = r#"end accepted data={"id":"n/1","state":"unknown","brand":"visa"}"#;
        assert_eq!(call.answer(status, body), due);
    }
    let mut call = creating(&client(MINOR));
    assert_eq!(call.answer(200, CREATED), GET_NEW);
    assert_eq!(call.answer(404, ""), "sleep 3000");
    assert_eq!(call.after(3_000), GET_NEW);
    assert!(call.answer(200, &holding("5.00")).starts_with("end completed confirmed"));
}

#[test]
fn an_outcome_and_an_error_name_the_new_card() {
    let client = client(MINOR);
    for dollars in ["5", "500"] {
        let mut run = client.start(issuing(&client));
        let moment = Moment { now_ms: NOON, random: [7; 32] };
        let answers = [token("t1", 600), CREATED.to_owned(), holding(dollars)];
        let mut next = run.step(moment, Event::Start);
        // The session of the first call stays.
        for answer in answers.iter().skip(usize::from(dollars == "500")) {
            assert_eq!(next, Some(Command::Send));
            next = run.step(moment, Event::Answer(&Response::new(200, answer.as_str())));
        }
        assert_eq!(next, None);
        match run.finish() {
            Ok(Done::Outcome(outcome)) => {
                assert_eq!((outcome.card_id.as_str(), dollars), ("n/1", "5"));
            }
            Ok(_) => panic!("another end"),
            Err(error) => {
                assert_eq!((error.card_id(), dollars), (Some("n/1"), "500"));
                let told = cardlatch::plain::error(&error);
                assert!(told.ends_with(r#""asked":{"value":"5.00"}}}"#), "{told}");
                assert!(!format!("{error} {error:?}").contains("500"));
            }
        }
    }
}

#[test]
fn the_unit_of_an_amount_is_never_guessed() {
    for (operation, fields, name) in [
        (Operation::ISSUE, r#"{"customerId":"c","amount":5}"#, "issue"),
        (Operation::TOP_UP, r#"{"customerId":"c","amount":5}"#, "topUp"),
        (WITHDRAW, r#"{"amount":5}"#, "withdraw"),
    ] {
        let bare = client(&with(YATIVO, r#""observedOnly":true"#));
        let due = format!("end configuration none path=issuer.units.{name}");
        assert_eq!(Script::new(&bare, task(&bare, operation, "c1", fields)).begin(), due);
        let told = client(MAJOR);
        for odd in ["5.001", "\"0.005\""] {
            let fields = fields.replace('5', odd);
            let call = Script::new(&told, task(&told, operation, "c1", &fields)).begin();
            assert_eq!(call, "end invalid_input none path=amount", "{odd}");
        }
        let missing = Task::of(
            operation,
            "c1",
            cardlatch::settings::Settings::default(),
            ActionOptions::default(),
        );
        assert!(Script::new(&told, missing).begin().starts_with("end invalid_input none path="));
        for odd in ["-5", "\"1e3\"", "\"\"", "null", "\"5 USD\"", "true"] {
            let fields = fields.replace('5', odd);
            let fields = json::check(fields.as_bytes(), json::Limits::default()).expect("JSON");
            let error = told.fields(operation, fields).err().expect("refused");
            assert_eq!(told::error(&error), "invalid_input none path=amount", "{odd}");
        }
    }
}

// What no document has

#[test]
fn what_is_only_observed_is_refused_until_it_is_asked_for() {
    let (plain, asking) = (client(YATIVO), client(MAJOR));
    let airlines = Operation::own("setAirlinePayments");
    for (operation, fields, due) in [
        (Operation::of(Action::Cancel), "{}", "POST /customer/virtual/cards/terminate"),
        (WITHDRAW, r#"{"amount":5}"#, GET),
        (airlines, r#"{"airlinePayments":true}"#, "PUT /customer/virtual/cards/enable-airlines/c1"),
    ] {
        let mut call = Script::new(&plain, task(&plain, operation, "c1", fields));
        assert_eq!(call.begin(), "end unsupported_action none", "{operation:?}");
        let client = client(MAJOR);
        let mut call = Script::new(&client, task(&client, operation, "c1", fields));
        assert_eq!(call.begin(), LOGIN, "{operation:?}");
        assert_eq!(call.answer(200, &token("t1", 600)), due);
    }
    assert!(!plain.can(Action::Cancel) && asking.can(Action::Cancel));
    assert!(!client(&with(YATIVO, r#""observedOnly":false"#)).can(Action::Cancel));
}

#[test]
fn a_withdrawal_is_seen_in_the_balance() {
    for (after, start) in [
        ("3", "end completed confirmed card=active(active) data={"),
        ("7.95", "end not_confirmed unknown path=issuer.units.withdraw data={"),
        ("13", "end accepted card=active(active) data={"),
    ] {
        let client = client(MAJOR);
        let mut call = Script::new(&client, task(&client, WITHDRAW, "c1", r#"{"amount":5}"#));
        call.begin();
        assert_eq!(call.answer(200, &token("t1", 600)), GET);
        assert_eq!(call.answer(200, &holding("8")), "POST /customer/virtual/cards/withdraw");
        assert_eq!(call.answer(200, r#"{"status":"success","data":{}}"#), GET);
        let end = call.answer(200, &holding(after));
        assert!(end.starts_with(start), "{end}");
    }
}

#[test]
fn a_card_that_was_closed_is_read_back() {
    let client = client(MAJOR);
    let closing = || {
        let mut call = Script::new(&client, act(Action::Cancel, "c1"));
        if call.begin() == LOGIN {
            call.answer(200, &token("t1", 600));
        }
        assert_eq!(call.answer(200, r#"{"status":"success"}"#), GET);
        call
    };
    // No document says what a closed card reads.
    let word = r#"{"status":"success","data":{"card_status":"terminated"}}"#;
    assert_eq!(closing().answer(200, word), "end accepted card=unknown(terminated)");
    assert_eq!(closing().answer(404, ""), "end accepted");
    let mut call = closing();
    assert_eq!(call.answer(200, ACTIVE), "sleep 300");
    assert_eq!(call.after(300), GET);
    assert_eq!(call.answer(200, ACTIVE), "sleep 900");
    assert_eq!(call.after(900), GET);
    assert_eq!(call.answer(200, ACTIVE), "end not_confirmed unknown");
    let mut asked =
        Script::new(&client, Task::reconcile(Action::Cancel, "c1", CallOptions::default()));
    assert_eq!(asked.begin(), GET);
    assert_eq!(asked.answer(200, ACTIVE), "end not_done active(active)");
}

#[test]
fn a_switch_for_airlines_is_read_back() {
    let client = client(MAJOR);
    let airlines = Operation::own("setAirlinePayments");
    for (fields, read, due) in [
        (
            r#"{"airlinePayments":true}"#,
            r#"{"isAirlinePaymentEnabled":true}"#,
            "end completed confirmed card=unknown",
        ),
        (
            r#"{"airlinePayments":false}"#,
            r#"{"airlinePaymentEnabled":false}"#,
            "end completed confirmed card=unknown",
        ),
        (r#"{"airlinePayments":false}"#, r#"{"airlinePaymentEnabled":true}"#, "sleep 300"),
        (
            r#"{"airlinePayments":true}"#,
            r#"{"airlinePaymentEnabled":null}"#,
            "end accepted card=unknown",
        ),
    ] {
        let mut call = Script::new(&client, task(&client, airlines, "c1", fields));
        if call.begin() == LOGIN {
            call.answer(200, &token("t1", 600));
        }
        assert_eq!(call.answer(200, r#"{"status":"success","data":{}}"#), GET);
        assert_eq!(call.answer(200, &format!(r#"{{"status":"success","data":{read}}}"#)), due);
    }
}

#[test]
fn a_webhook_is_set_at_once() {
    let client = client(YATIVO);
    let own = task(&client, Operation::own("setWebhook"), "", r#"{"url":"https://h.example"}"#);
    let mut call = Script::new(&client, own);
    assert_eq!(call.begin(), LOGIN);
    assert_eq!(call.answer(200, &token("t1", 600)), "POST /business/webhook");
    let set = r#"{"status":"success","data":{"url":"https://h.example","secret":"whsec_1"}}"#;
    let due = r#"end completed confirmed data={"url":"https://h.example","secret":"whsec_1"}"#;
    assert_eq!(call.answer(201, set), due);
}

// Sessions

#[test]
fn a_401_renews_the_session_once_and_repeats_the_write_once() {
    for body in ["", UNAUTHENTICATED, "<html>"] {
        let mut call = updating(&client(YATIVO));
        assert_eq!(call.answer(401, body), LOGIN);
        assert_eq!(call.answer(200, &token("t2", 600)), UPDATE);
        assert_eq!(call.header("Authorization"), "Bearer t2-Np6hXw3CqRj9");
        assert_eq!(call.answer(200, TAKEN), GET);
        assert_eq!(call.answer(200, FROZEN), DONE);
    }
    let mut refused = updating(&client(YATIVO));
    assert_eq!(refused.answer(401, ""), LOGIN);
    assert_eq!(refused.answer(200, &token("t2", 600)), UPDATE);
    assert_eq!(refused.answer(401, ""), "end unauthorized none");
}

#[test]
fn a_401_of_an_issuer_without_sessions_ends_the_call() {
    let mut call = Script::new(&client(ARTHA), freeze());
    assert_eq!(call.begin(), "POST /CardFreeze");
    assert_eq!(call.answer(401, ""), "end unauthorized none");
}

#[test]
fn a_token_that_another_call_renewed_is_not_renewed_again() {
    let client = client(YATIVO);
    let (mut first, mut second) = (updating(&client), Script::new(&client, freeze()));
    assert_eq!(second.begin(), UPDATE);
    assert_eq!(first.answer(401, ""), LOGIN);
    assert_eq!(first.answer(200, &token("t2", 600)), UPDATE);
    assert_eq!(second.answer(401, ""), UPDATE);
    assert_eq!(second.header("Authorization"), "Bearer t2-Np6hXw3CqRj9");
}

#[test]
fn a_session_is_renewed_before_it_ends() {
    // After so many seconds of 600, the first request is this.
    for (seconds, due) in [(0, UPDATE), (569, UPDATE), (570, REFRESH), (599, REFRESH), (600, LOGIN)]
    {
        let client = client(YATIVO);
        updating(&client);
        let mut call = Script::at(&client, freeze(), NOON + seconds * 1_000);
        assert_eq!(call.begin(), due, "{seconds}");
    }
}

#[test]
fn a_renewal_gives_the_next_token_and_its_failure_a_login() {
    let client = client(YATIVO);
    updating(&client);
    let mut call = Script::at(&client, freeze(), NOON + 580_000);
    assert_eq!(call.begin(), REFRESH);
    assert_eq!(call.header("Authorization"), "Bearer t1-Np6hXw3CqRj9");
    assert_eq!(call.answer(200, &token("t2", 600)), UPDATE);
    assert_eq!(call.header("Authorization"), "Bearer t2-Np6hXw3CqRj9");

    let mut later = Script::at(&client, freeze(), NOON + 1_160_000);
    assert_eq!(later.begin(), REFRESH);
    assert_eq!(later.answer(401, UNAUTHENTICATED), LOGIN);
    assert_eq!(later.header("Authorization"), "");
    assert_eq!(later.answer(200, &token("t3", 600)), UPDATE);
    assert_eq!(later.header("Authorization"), "Bearer t3-Np6hXw3CqRj9");

    for fault in [Fault::Broken, Fault::NotSent, Fault::TimedOut] {
        let mut last = Script::at(&client, freeze(), NOON + 1_750_000);
        assert_eq!(last.begin(), REFRESH, "{fault:?}");
        assert_eq!(last.fail(fault), LOGIN);
    }
}

#[test]
fn an_issuer_without_a_renewal_logs_in_again() {
    let client = client(IBANERA);
    let mut call = Script::new(&client, act(Action::Activate, "1001"));
    assert_eq!(call.begin(), IBANERA_LOGIN);
    assert_eq!(call.answer(200, IBANERA_TOKEN), ACTIVATE);
    let mut later = Script::at(&client, act(Action::Activate, "1001"), NOON + 3_571_000);
    assert_eq!(later.begin(), IBANERA_LOGIN);
}

#[test]
fn many_calls_share_one_login() {
    let client = client(YATIVO);
    let mut calls: Vec<Script> = (0..4).map(|_| Script::new(&client, freeze())).collect();
    let begun: Vec<String> = calls.iter_mut().map(Script::begin).collect();
    assert_eq!(begun, [LOGIN, "wait", "wait", "wait"]);
    let mut leader = calls.remove(0);
    for call in &mut calls {
        assert_eq!(call.after(5), "wait");
    }
    assert_eq!(leader.answer(200, &token("t1", 600)), UPDATE);
    for call in &mut calls {
        assert_eq!(call.after(5), UPDATE);
        assert_eq!(call.header("Authorization"), "Bearer t1-Np6hXw3CqRj9");
    }
}

#[test]
fn whoever_waits_for_a_login_goes_on_when_it_fails_or_its_call_is_dropped() {
    let client = client(YATIVO);
    let mut first = Script::new(&client, freeze());
    let mut second = Script::new(&client, freeze());
    let mut third = Script::new(&client, freeze());
    assert_eq!((first.begin().as_str(), second.begin().as_str()), (LOGIN, "wait"));
    drop(first);
    assert_eq!((second.after(5).as_str(), third.begin().as_str()), (LOGIN, "wait"));
    assert_eq!(second.fail(Fault::Broken), "end network none");
    assert_eq!(third.after(5), LOGIN);
    // A call that is dropped later takes nothing from the one that logs in now.
    drop(second);
    assert_eq!(Script::new(&client, freeze()).begin(), "wait");
}

#[test]
fn whoever_waits_for_a_login_does_not_wait_past_its_deadline() {
    let client = limited(
        YATIVO,
        CallOptions { deadline_ms: Some(5_000), timeout_ms: None, ..CallOptions::default() },
    );
    let (mut first, mut second) = (Script::new(&client, freeze()), Script::new(&client, freeze()));
    assert_eq!((first.begin().as_str(), second.begin().as_str()), (LOGIN, "wait"));
    assert_eq!(second.after(4_999), "wait");
    assert_eq!(second.after(1), "end timeout none");
}

/// A call whose login took too long, and the one that logs in instead of it.
fn replaced(client: &Client) -> (Script, Script) {
    let (mut first, mut second) = (Script::new(client, freeze()), Script::new(client, freeze()));
    assert_eq!((first.begin().as_str(), second.begin().as_str()), (LOGIN, "wait"));
    assert_eq!(second.after(9_999), "wait");
    assert_eq!(second.after(1), LOGIN);
    first.now_ms = second.now_ms;
    (first, second)
}

#[test]
fn a_login_that_was_replaced_does_not_let_a_third_one_begin() {
    for fail in [
        (|call| drop(call)) as fn(Script),
        |mut call| assert_eq!(call.fail(Fault::TimedOut), "end timeout none"),
        |mut call| assert_eq!(call.fail(Fault::Aborted), "end aborted none"),
        |mut call| assert_eq!(call.answer(500, ""), "end issuer_unavailable none"),
    ] {
        let client = client(YATIVO);
        let (first, mut second) = replaced(&client);
        fail(first);
        assert_eq!(Script::at(&client, freeze(), NOON + 10_000).begin(), "wait");
        assert_eq!(second.answer(200, &token("t2", 600)), UPDATE);
    }
}

#[test]
fn a_login_that_was_replaced_does_not_end_the_session_of_its_successor() {
    for fail in [
        (|call| drop(call)) as fn(Script),
        |mut call| assert_eq!(call.fail(Fault::TimedOut), "end timeout none"),
        |mut call| assert_eq!(call.fail(Fault::Aborted), "end aborted none"),
    ] {
        let client = client(YATIVO);
        let (first, mut second) = replaced(&client);
        assert_eq!(second.answer(200, &token("t2", 600)), UPDATE);
        fail(first);
        assert_eq!(Script::at(&client, freeze(), NOON + 10_000).begin(), UPDATE);
    }
}

#[test]
fn a_refused_login_is_not_repeated_for_a_minute() {
    let client = client(YATIVO);
    let mut call = Script::new(&client, freeze());
    assert_eq!(call.begin(), LOGIN);
    assert_eq!(
        call.answer(401, UNAUTHENTICATED),
        "end unauthorized none words=Unauthenticated. wait=60000"
    );
    for (seconds, due) in [
        (0, "end unauthorized none wait=60000"),
        (59, "end unauthorized none wait=1000"),
        (60, LOGIN),
    ] {
        let mut next = Script::at(&client, freeze(), NOON + seconds * 1_000);
        assert_eq!(next.begin(), due, "{seconds}");
    }
}

#[test]
fn a_locked_account_is_left_alone_for_ten_minutes() {
    let client = client(IBANERA);
    let task = || act(Action::Activate, "1001");
    let mut call = Script::new(&client, task());
    assert_eq!(call.begin(), IBANERA_LOGIN);
    let body = r#"{"status":"0","errors":[{"messageCode":"Account_Locked"}]}"#;
    assert_eq!(call.answer(200, body), "end forbidden none code=Account_Locked wait=600000");
    for (seconds, due) in [
        (1, "end forbidden none code=Account_Locked wait=599000"),
        (599, "end forbidden none code=Account_Locked wait=1000"),
        (600, IBANERA_LOGIN),
    ] {
        assert_eq!(Script::at(&client, task(), NOON + seconds * 1_000).begin(), due, "{seconds}");
    }
}

#[test]
fn a_login_that_is_refused_in_any_words_is_left_alone_for_a_minute() {
    // Which code says that the one-time code is wrong is not documented.
    for (code, due) in [
        ("Invalid", "issuer_rejected"),
        ("Username_Or_Password_Incorrect", "unauthorized"),
        ("Account_Suppressed", "forbidden"),
    ] {
        let client = client(IBANERA);
        let mut call = Script::new(&client, act(Action::Activate, "1001"));
        assert_eq!(call.begin(), IBANERA_LOGIN);
        let body = format!(r#"{{"status":"0","errors":[{{"messageCode":"{code}"}}]}}"#);
        assert_eq!(call.answer(200, &body), format!("end {due} none code={code} wait=60000"));
        let later = |seconds: u64| {
            let task = act(Action::Activate, "1001");
            Script::at(&client, task, NOON + seconds * 1_000).begin()
        };
        assert_eq!(later(59), format!("end {due} none code={code} wait=1000"));
        assert_eq!(later(60), IBANERA_LOGIN);
    }
}

#[test]
fn a_login_is_never_repeated() {
    let fails: [(&str, Fail); 5] = [
        ("end network none", |call| call.fail(Fault::NotSent)),
        ("end network none", |call| call.fail(Fault::Broken)),
        ("end timeout none", |call| call.fail(Fault::TimedOut)),
        ("end issuer_unavailable none", |call| call.answer(500, "")),
        ("end unexpected_answer none", |call| call.answer(200, "<html>")),
    ];
    for (due, fail) in fails {
        let client = client(YATIVO);
        let mut call = Script::new(&client, freeze());
        assert_eq!(call.begin(), LOGIN);
        assert_eq!(fail(&mut call), due);
        // The next call may try.
        assert_eq!(Script::new(&client, freeze()).begin(), LOGIN, "{due}");
    }
}

#[test]
fn a_login_that_is_told_to_wait_or_is_refused_in_no_words_is_left_alone() {
    let fails: [(&str, u64, Fail); 2] = [
        ("end rate_limited none wait=1000", 1, |call| call.limited("1")),
        ("end unexpected_answer none wait=60000", 60, |call| call.answer(400, "<html>")),
    ];
    for (due, seconds, fail) in fails {
        let client = client(YATIVO);
        let mut call = Script::new(&client, freeze());
        assert_eq!(call.begin(), LOGIN);
        assert_eq!(fail(&mut call), due);
        let later = |ms| Script::at(&client, freeze(), NOON + ms).begin();
        assert!(later(seconds * 1_000 - 1).ends_with(" none wait=1"), "{due}");
        assert_eq!(later(seconds * 1_000), LOGIN, "{due}");
    }
}

#[test]
fn a_login_that_waits_for_its_code_is_the_only_one() {
    let client = client(IBANERA);
    let (mut first, mut second) = (
        Script::new(&client, act(Action::Activate, "1001")),
        Script::new(&client, act(Action::Activate, "1002")),
    );
    // Somebody types the code, which may take longer than one attempt.
    assert_eq!(first.bare(Event::Start), Some(Command::OneTimeCode));
    assert_eq!(second.begin(), "wait");
    assert_eq!(second.after(29_000), "wait");
}

// Repeats

/// A call of every issuer, and what answers its way to the write.
const HALF_A_MINUTE: CallOptions =
    CallOptions { timeout_ms: None, deadline_ms: Some(30_000), max_answer_bytes: None };

fn writing(options: &str) -> Script {
    let client = limited(options, HALF_A_MINUTE);
    if options == YATIVO {
        return updating(&client);
    }
    let mut call = Script::new(
        &client,
        if options == IBANERA { act(Action::Activate, "1001") } else { freeze() },
    );
    if options == IBANERA {
        assert_eq!(call.begin(), IBANERA_LOGIN);
        assert_eq!(call.answer(200, IBANERA_TOKEN), ACTIVATE);
    } else {
        call.begin();
    }
    call
}

const ALL: [&str; 4] = [ARTHA, YATIVO, OPEN_API, IBANERA];

#[test]
fn a_write_is_never_repeated_where_it_may_have_happened() {
    for options in ALL {
        for (fault, due) in [
            (Fault::Broken, "end network unknown"),
            (Fault::TimedOut, "end timeout unknown"),
            (Fault::Aborted, "end aborted unknown"),
            (Fault::AbortedUnsent, "end aborted none"),
            (Fault::NotSent, "end network none"),
        ] {
            assert_eq!(writing(options).fail(fault), due, "{options}");
        }
        let missing = if [OPEN_API, IBANERA].contains(&options) {
            "end card_not_found unknown"
        } else {
            "end card_not_found none"
        };
        for (status, body, due) in [
            (500, "", "end issuer_unavailable unknown"),
            (501, "{}", "end issuer_unavailable unknown"),
            (502, "<html>", "end issuer_unavailable unknown"),
            (503, "", "end issuer_unavailable unknown"),
            (408, "", "end issuer_unavailable unknown"),
            (302, "", "end unexpected_answer unknown"),
            (200, "", "end unexpected_answer unknown"),
            (200, "<html>", "end unexpected_answer unknown"),
            (403, "", "end forbidden none"),
            (404, "", missing),
        ] {
            assert_eq!(writing(options).answer(status, body), due, "{options} {status}");
        }
    }
}

#[test]
fn a_write_is_repeated_after_429_within_the_deadline() {
    for options in ALL {
        let mut call = writing(options);
        let first = call.sent.take().map(|request| request.url().to_owned());
        assert_eq!(call.limited("2"), "sleep 2000", "{options}");
        call.after(2_000);
        assert_eq!(call.sent.as_ref().map(|request| request.url().to_owned()), first);
        assert!(call.answer(429, "").starts_with("sleep "), "{options}");
        call.after(1_600);
        assert_eq!(call.sent.as_ref().map(|request| request.url().to_owned()), first);
        // Three attempts, not more.
        assert_eq!(call.limited("2"), "end rate_limited none wait=2000", "{options}");

        let mut long = writing(options);
        assert_eq!(long.limited("30"), "end rate_limited none wait=30000", "{options}");
        let mut late = writing(options);
        late.now_ms += 28_001;
        assert_eq!(late.limited("2"), "end rate_limited none wait=2000", "{options}");
    }
}

#[test]
fn a_wait_of_more_than_a_minute_is_not_waited() {
    let limits =
        CallOptions { deadline_ms: Some(3_600_000), timeout_ms: None, ..CallOptions::default() };
    for (seconds, due) in [("60", "sleep 60000"), ("61", "end rate_limited none wait=61000")] {
        let mut call = Script::new(&limited(OPEN_API, limits), freeze());
        call.begin();
        assert_eq!(call.limited(seconds), due);
    }
}

#[test]
fn a_read_is_tried_three_times() {
    let task = || Task::card("c1", CallOptions::default());
    let fails: [(&str, Fail); 5] = [
        ("end network none", |call| call.fail(Fault::NotSent)),
        ("end network none", |call| call.fail(Fault::Broken)),
        ("end timeout none", |call| call.fail(Fault::TimedOut)),
        ("end issuer_unavailable none", |call| call.answer(503, "")),
        ("end rate_limited none", |call| call.answer(429, "")),
    ];
    for (due, fail) in fails {
        let client = client(YATIVO);
        let mut call = Script::new(&client, task());
        assert_eq!(call.begin(), LOGIN);
        assert_eq!(call.answer(200, &token("t", 600)), GET);
        for _ in 0..2 {
            let wait = fail(&mut call);
            let wait = wait.strip_prefix("sleep ").and_then(|wait| wait.parse().ok());
            let wait: u64 = wait.expect("a wait");
            assert!((200..1_800).contains(&wait), "{wait}");
            assert_eq!(call.after(wait), GET);
        }
        assert_eq!(fail(&mut call), due);
    }
    for (status, body, due) in [
        (400, "", "end issuer_rejected none"),
        (403, "", "end forbidden none"),
        (404, "", "end card_not_found none"),
        (500, "", "end issuer_unavailable none"),
        (501, "", "end issuer_unavailable none"),
        (200, "", "end unexpected_answer none"),
        (200, ACTIVE, "end active(active)"),
    ] {
        let mut call = Script::new(&client(YATIVO), task());
        call.begin();
        call.answer(200, &token("t", 600));
        assert_eq!(call.answer(status, body), due);
    }
}

/// What was made of the last attempt.
fn setback(call: &Script) -> String {
    let made = call.run.as_ref().and_then(Run::setback).expect("a failed attempt");
    let wait = made.wait_ms.map_or_else(String::new, |wait| format!(" {wait}"));
    format!("{} {}{wait}", made.code.as_str(), made.reason.as_str())
}

/// The same for a call that ends with it.
fn last_setback(call: &mut Script, event: Event<'_>) -> String {
    assert_eq!(call.bare(event), None);
    setback(call)
}

#[test]
fn every_failed_attempt_says_why_it_is_repeated_or_not() {
    let answer = |status| Response::new(status, "");
    for (event, due) in [
        (Event::Failed(Fault::Broken), "network write_not_repeated"),
        (Event::Failed(Fault::TimedOut), "timeout write_not_repeated"),
        (Event::Failed(Fault::Aborted), "aborted aborted"),
        (Event::Answer(&answer(503)), "issuer_unavailable write_not_repeated"),
        (Event::Answer(&answer(500)), "issuer_unavailable will_not_pass"),
        (Event::Answer(&answer(403)), "forbidden will_not_pass"),
    ] {
        assert_eq!(last_setback(&mut writing(OPEN_API), event), due);
    }
    let mut late = writing(OPEN_API);
    late.now_ms += 29_900;
    let due = "rate_limited deadline_too_near";
    assert_eq!(last_setback(&mut late, Event::Answer(&answer(429))), due);
    let mut login = Script::new(&client(YATIVO), freeze());
    login.begin();
    let due = "network login_not_repeated";
    assert_eq!(last_setback(&mut login, Event::Failed(Fault::Broken)), due);
    let mut limited = writing(OPEN_API);
    limited.limited("2");
    assert_eq!(setback(&limited), "rate_limited rate_limited 2000");
    limited.after(2_000);
    assert_eq!(limited.run.as_ref().and_then(Run::setback), None);
    assert_eq!(limited.run.as_ref().map(Run::attempt), Some(2));
    limited.limited("2");
    limited.after(2_000);
    let due = "rate_limited attempts_spent";
    assert_eq!(last_setback(&mut limited, Event::Answer(&answer(429))), due);
}

#[test]
fn a_renewed_session_is_told_and_its_repeat_is_a_second_attempt() {
    let at = |call: &Script| {
        let run = call.run.as_ref().expect("a running call");
        format!("{} {}", run.operation().as_str(), run.attempt())
    };
    let mut call = Script::new(&client(YATIVO), freeze());
    call.begin();
    assert_eq!(at(&call), "login 1");
    call.answer(200, &token("t1", 600));
    assert_eq!(at(&call), "freeze 1");
    call.answer(401, UNAUTHENTICATED);
    assert_eq!(
        (at(&call), setback(&call)),
        ("login 1".into(), "unauthorized session_ended 0".into())
    );
    call.answer(200, &token("t2", 600));
    assert_eq!(at(&call), "freeze 2");
    call.answer(200, TAKEN);
    assert_eq!(at(&call), "card 1");
}

#[test]
fn a_wait_is_taken_from_the_answer_in_every_form() {
    let cases: serde_json::Value =
        serde_json::from_str(include_str!("support/retry_after.json")).expect("JSON");
    assert_eq!(cases["nowMs"], NOON);
    for row in cases["waits"].as_array().expect("rows") {
        let (asked, due) = (row[0].as_str().expect("text"), row[1].as_u64());
        let told = match due {
            None => "end rate_limited none".to_owned(),
            Some(wait) => format!("end rate_limited none wait={wait}"),
        };
        let mut third = writing(OPEN_API);
        for _ in 0..2 {
            third.limited("0");
            third.after(0);
        }
        assert_eq!(third.limited(asked), told, "{asked}");
        let mut first = writing(OPEN_API);
        let next = first.limited(asked);
        match due {
            Some(wait @ 0..30_000) => assert_eq!(next, format!("sleep {wait}"), "{asked}"),
            Some(_) => assert_eq!(next, told, "{asked}"),
            None => assert_eq!(next, "sleep 203", "{asked}"),
        }
    }
    // Without a clock a date says nothing.
    let mut response = Response::new(429, "");
    response.retry_after = Some("Tue, 14 Nov 2023 22:13:27 GMT".into());
    let read = client(OPEN_API).interpret(Operation::of(Action::Freeze), "c1", &response);
    assert_eq!(read.map(|_| ()).expect_err("refused").retry_after_ms(), None);
    response.retry_after = Some("7".into());
    let read = client(OPEN_API).interpret(Operation::of(Action::Freeze), "c1", &response);
    assert_eq!(read.map(|_| ()).expect_err("refused").retry_after_ms(), Some(7_000));
}

#[test]
fn an_answer_over_the_limit_is_not_read() {
    let good = r#"{"code":0,"message":"success"}"#;
    let exact = CallOptions { max_answer_bytes: Some(good.len()), ..CallOptions::default() };
    let small = CallOptions { max_answer_bytes: Some(good.len() - 1), ..CallOptions::default() };
    let mut call = Script::new(&limited(OPEN_API, exact), freeze());
    call.begin();
    assert_eq!(call.sent.as_ref().map(|request| request.most_bytes), Some(good.len()));
    assert!(call.answer(200, good).starts_with("end accepted"));
    let mut call = Script::new(&limited(OPEN_API, small), freeze());
    call.begin();
    assert_eq!(call.answer(200, good), "end unexpected_answer unknown");
    // Of the call, not the client.
    let options = ActionOptions { call: exact, ..ActionOptions::default() };
    let mut call = Script::new(&limited(OPEN_API, small), Task::act(Action::Freeze, "c1", options));
    call.begin();
    assert!(call.answer(200, good).starts_with("end accepted"));
    // 4 MiB where nobody says otherwise.
    let padded = |length: usize| good.to_owned() + &" ".repeat(length - good.len());
    let mut call = writing(OPEN_API);
    assert!(call.answer(200, &padded(4 << 20)).starts_with("end accepted"));
    assert_eq!(
        writing(OPEN_API).answer(200, &padded((4 << 20) + 1)),
        "end unexpected_answer unknown"
    );
    // More, where the caller says so.
    let large = CallOptions { max_answer_bytes: Some(8 << 20), ..CallOptions::default() };
    let mut call = Script::new(&limited(OPEN_API, large), freeze());
    call.begin();
    assert!(call.answer(200, &padded(8 << 20)).starts_with("end accepted"));
    // A read leaves the card alone, and is not tried again.
    let small = CallOptions { max_answer_bytes: Some(200), ..CallOptions::default() };
    let mut call = Script::new(&limited(YATIVO, small), Task::card("c1", CallOptions::default()));
    call.begin();
    call.answer(200, &token("t", 600));
    assert_eq!(call.answer(503, &" ".repeat(201)), "end unexpected_answer none");
}

// Time

#[test]
fn nothing_is_sent_after_the_deadline() {
    for options in ALL {
        let task = if options == IBANERA { act(Action::Activate, "1") } else { freeze() };
        let none = CallOptions { deadline_ms: Some(0), timeout_ms: None, ..CallOptions::default() };
        assert_eq!(Script::new(&limited(options, none), task).begin(), "end timeout none");
    }
    let mut late = Script::new(&client(YATIVO), freeze());
    assert_eq!(late.begin(), LOGIN);
    late.now_ms += 30_000;
    assert_eq!(late.answer(200, &token("t", 600)), "end timeout none");
    // The wait took longer than asked for.
    let mut overslept = updating(&client(YATIVO));
    assert_eq!(overslept.limited("1"), "sleep 1000");
    assert_eq!(overslept.after(30_000), "end timeout none");
    // Signing took too long.
    let mut signing = Script::new(&client(ARTHA), freeze());
    assert_eq!(signing.bare(Event::Start), Some(Command::Sign));
    signing.now_ms += 30_000;
    assert_eq!(signing.step(Event::Signed(b"s")), "end timeout none");
}

#[test]
fn an_attempt_has_its_own_limit_and_never_more_than_is_left() {
    let limit = |call: &Script| call.sent.as_ref().map(|request| request.limit_ms);
    let mut call = Script::new(&client(YATIVO), freeze());
    call.begin();
    assert_eq!(limit(&call), Some(10_000));
    call.now_ms += 25_000;
    call.answer(200, &token("t", 600));
    assert_eq!(limit(&call), Some(5_000));

    let of_client =
        CallOptions { timeout_ms: Some(700), deadline_ms: Some(2_000), ..CallOptions::default() };
    let of_call =
        CallOptions { timeout_ms: None, deadline_ms: Some(500), ..CallOptions::default() };
    for (own, due) in [(CallOptions::default(), 700), (of_call, 500)] {
        let options = ActionOptions { call: own, ..ActionOptions::default() };
        let task = Task::act(Action::Freeze, "c1", options);
        let mut call = Script::new(&limited(OPEN_API, of_client), task);
        call.begin();
        assert_eq!(limit(&call), Some(due));
    }
}

// Idempotency keys

#[test]
fn one_operation_has_one_idempotency_key() {
    let client = client(YATIVO);
    let mut call = updating(&client);
    let key = call.header("Idempotency-Key").to_owned();
    assert_eq!(key.len(), 36);
    assert_eq!(call.limited("1"), "sleep 1000");
    assert_eq!(call.after(1_000), UPDATE);
    assert_eq!(call.header("Idempotency-Key"), key);
    assert_eq!(call.answer(401, ""), LOGIN);
    assert_eq!(call.header("Idempotency-Key"), "");
    assert_eq!(call.answer(200, &token("t2", 600)), UPDATE);
    assert_eq!(call.header("Idempotency-Key"), key);
    let mut next = Script::at(&client, freeze(), NOON + 1_000);
    assert_eq!(next.begin(), UPDATE);
    assert_ne!(next.header("Idempotency-Key"), key);
}

#[test]
fn a_key_of_the_caller_is_checked_and_sent() {
    let task = |key: &str| {
        let idempotency_key = Some(key.to_owned());
        let options = ActionOptions { idempotency_key, ..ActionOptions::default() };
        Task::act(Action::Freeze, "c1", options)
    };
    let longest = "k".repeat(255);
    for good in ["k", "freeze-c1:2026~!\"", longest.as_str()] {
        let mut call = Script::new(&client(YATIVO), task(good));
        assert_eq!(call.begin(), LOGIN);
        assert_eq!(call.answer(200, &token("t", 600)), UPDATE);
        assert_eq!(call.header("Idempotency-Key"), good);
    }
    let too_long = "k".repeat(256);
    for bad in ["", " ", "a b", "a\r\nb: c", "\u{e9}", "\u{7f}", too_long.as_str()] {
        let due = "end invalid_input none path=idempotencyKey";
        assert_eq!(Script::new(&client(YATIVO), task(bad)).begin(), due, "{bad:?}");
    }
}

// Artha: the signature image

const PROGRAM: &str = "GET /MerchantInformation/programdetails/p1";
const MERCHANT: &str = "GET /MerchantInformation/Merchant";
const CARD_FREEZE: &str = "POST /CardFreeze";
const REQUIRED: &str = "end sign_image_required none path=signImage";
const PHOTO: &str = r#"{"needPhotoForOperateCard":true}"#;
const NO_PHOTO: &str = r#"{"needPhotoForOperateCard":false}"#;

fn with_image(action: Action) -> Task {
    let options = ActionOptions { sign_image: Some(sign_image()), ..ActionOptions::default() };
    Task::act(action, "c1", options)
}

#[test]
fn the_option_says_whether_an_image_is_needed() {
    for action in [Action::Freeze, Action::Unfreeze, Action::SetPin] {
        let told = |flag: &str| {
            client(&with(ASKING_ARTHA, &format!(r#""needPhotoForOperateCard":{flag}"#)))
        };
        assert_eq!(Script::new(&told("true"), act(action, "c1")).begin(), REQUIRED);
        assert!(Script::new(&told("false"), act(action, "c1")).begin().starts_with("POST /Card"));
        // With an image there is nothing to learn.
        for options in [r#""needPhotoForOperateCard":true"#, r#""programId":"p1""#] {
            let client = client(&with(ASKING_ARTHA, options));
            let mut call = Script::new(&client, with_image(action));
            assert!(call.begin().starts_with("POST /Card"), "{action:?}");
            assert!(call.body().to_lowercase().contains("\"signimage\":\"ivbor"));
        }
    }
    let asking = client(&with(ASKING_ARTHA, r#""needPhotoForOperateCard":true"#));
    assert_eq!(Script::new(&asking, act(Action::Cancel, "c1")).begin(), "POST /CancelCard");
}

#[test]
fn the_program_or_the_merchant_says_whether_an_image_is_needed() {
    let named = with(ASKING_ARTHA, r#""programId":"p1""#);
    for (options, read, body, due) in [
        (named.as_str(), PROGRAM, PHOTO, REQUIRED),
        (&named, PROGRAM, NO_PHOTO, CARD_FREEZE),
        (&named, PROGRAM, "{}", CARD_FREEZE),
        (ASKING_ARTHA, MERCHANT, r#"{"Programs":{"needPhotoForOperateCard":true}}"#, REQUIRED),
        (ASKING_ARTHA, MERCHANT, r#"{"Programs":{"needPhotoForOperateCard":false}}"#, CARD_FREEZE),
        (ASKING_ARTHA, MERCHANT, r#"{"Programs":[{"needPhotoForOperateCard":true}]}"#, REQUIRED),
        (
            ASKING_ARTHA,
            MERCHANT,
            r#"{"Programs":[{"needPhotoForOperateCard":true},{"needPhotoForOperateCard":false}]}"#,
            CARD_FREEZE,
        ),
        (ASKING_ARTHA, MERCHANT, r#"{"Programs":[]}"#, CARD_FREEZE),
    ] {
        let mut call = Script::new(&client(options), freeze());
        assert_eq!(call.begin(), read);
        assert_eq!(call.answer(200, body), due, "{body}");
    }
}

#[test]
fn what_the_program_says_counts_for_ten_minutes() {
    let named = with(ASKING_ARTHA, r#""programId":"p1""#);
    for (body, due) in [(PHOTO, REQUIRED), (NO_PHOTO, CARD_FREEZE), ("{}", CARD_FREEZE)] {
        let client = client(&named);
        let mut call = Script::new(&client, freeze());
        assert_eq!(call.begin(), PROGRAM);
        assert_eq!(call.answer(200, body), due);
        for (seconds, due) in [(0, due), (599, due), (600, PROGRAM)] {
            let mut next = Script::at(&client, freeze(), NOON + seconds * 1_000);
            assert_eq!(next.begin(), due, "{body} {seconds}");
        }
    }
}

#[test]
fn a_program_that_cannot_be_read_leaves_the_card_alone() {
    let client = client(ASKING_ARTHA);
    let mut call = Script::new(&client, freeze());
    assert_eq!(call.begin(), MERCHANT);
    for _ in 0..2 {
        assert!(call.answer(503, "").starts_with("sleep "));
        assert_eq!(call.after(800), MERCHANT);
    }
    assert_eq!(call.answer(503, ""), "end issuer_unavailable none");
    // Nothing is remembered of that.
    let mut next = Script::new(&client, freeze());
    assert_eq!(next.begin(), MERCHANT);
    assert_eq!(next.answer(404, ""), "end issuer_rejected none");
}

#[test]
fn an_artha_action_is_accepted_and_not_read_back() {
    let taken = r#"{"taskId":"t","status":"Success","remarks":"CardInProgress"}"#;
    for action in [Action::Freeze, Action::Unfreeze, Action::Cancel, Action::SetPin] {
        let mut call = Script::new(&client(ARTHA), act(action, "c1"));
        call.begin();
        assert_eq!(call.answer(200, taken), "end accepted task=t remarks=CardInProgress");
    }
}

// Artha: what a program asks for

const BIND: Operation = Operation::own("bind");
const APPLY: &str = "POST /ApplyCard";
const BINDING: &str = "POST /Binding";
const PICTURE: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCA05RTSgAAAABJRU5ErkJggg==";

fn of(client: &Client, operation: Operation, card: &str, fields: &str) -> Task {
    let given = json::check(fields.as_bytes(), json::Limits::default()).expect("JSON");
    let fields = client.fields(operation, given).expect("fields");
    Task::of(operation, card, fields, ActionOptions::default())
}

/// What follows a look at the program.
fn after_program(operation: Operation, card: &str, fields: &str, program: &str) -> String {
    let client = client(ASKING_ARTHA);
    let fields = format!(r#"{{"programId":"p1",{fields}}}"#);
    let mut call = Script::new(&client, of(&client, operation, card, &fields));
    assert_eq!(call.begin(), PROGRAM);
    call.answer(200, program)
}

fn issued(fields: &str, program: &str) -> String {
    after_program(Operation::ISSUE, "", fields, program)
}

fn bound(fields: &str, program: &str) -> String {
    after_program(BIND, "c1", &format!(r#""cardNumber":"4111111111111111",{fields}"#), program)
}

#[test]
fn every_word_of_a_program_asks_for_its_fields() {
    for (word, fields) in [
        ("PassportOnly", "doctype docid frontdoc backdoc"),
        ("Passport", "doctype docid frontdoc backdoc docexpiredate docneveexpire"),
        ("FullNameOnly", "firstname lastname"),
        ("FullName", "firstname lastname gender dob"),
        ("Comms", "email mobilecode mobile"),
        ("EmergencyContact", "emergencycontact"),
        ("Address", "address"),
        ("FullAddress", "address town city state zipcode countryid countryisothree"),
        ("HandedPassport", "handholdidphoto"),
        ("Face", "photo"),
        ("Sign", "signimage"),
        ("Biomatric", "biomatric"),
    ] {
        let program = |at_once: bool| {
            format!(r#"{{"kycRequirements":"{word}","kycRequiredWhileApplyCard":{at_once}}}"#)
        };
        let names: Vec<String> = fields.split(' ').map(|name| format!("kyc.{name}")).collect();
        let due = format!("end invalid_input none path={}", names.join(", "));
        assert_eq!(issued(r#""kyc":{}"#, &program(true)), due);
        assert_eq!(issued(r#""kyc":{}"#, &program(false)), APPLY);
        assert_eq!(bound(r#""kyc":{}"#, &program(false)), due);
        assert_eq!(bound(r#""kyc":{}"#, &program(true)), BINDING);
        let given = |name: &str| match name {
            "gender" | "doctype" | "docneveexpire" => format!(r#""{name}":0"#),
            "frontdoc" | "backdoc" | "handholdidphoto" | "photo" | "signimage" => {
                format!(r#""{name}":"{PICTURE}""#)
            }
            _ => format!(r#""{name}":"x""#),
        };
        // One alone is not enough, all are.
        for name in fields.split(' ') {
            let others: Vec<String> =
                fields.split(' ').filter(|own| *own != name).map(given).collect();
            let kyc = format!(r#""kyc":{{{}}}"#, others.join(","));
            let due = format!("end invalid_input none path=kyc.{name}");
            assert_eq!(issued(&kyc, &program(true)), due);
            assert_eq!(bound(&kyc, &program(false)), due);
        }
        let all: Vec<String> = fields.split(' ').map(given).collect();
        let kyc = format!(r#""kyc":{{{}}}"#, all.join(","));
        assert_eq!(issued(&kyc, &program(true)), APPLY);
        assert_eq!(bound(&kyc, &program(false)), BINDING);
    }
}

#[test]
fn several_words_of_a_program_ask_at_once_and_name_a_field_once() {
    let due = "end invalid_input none path=kyc.firstname, kyc.lastname, kyc.gender, kyc.dob, kyc.mobilecode, kyc.mobile, kyc.photo";
    for words in [
        r#""FullNameOnly,FullName,Comms,Face""#,
        r#""Face; comms / FULLNAME | FullNameOnly""#,
        r#"["FullName","FullNameOnly",{"name":"Comms"},"Face"]"#,
        r#""FullName\nFullNameOnly\u002cComms Face New""#,
    ] {
        let program = format!(r#"{{"kycRequirements":{words},"kycRequiredWhileApplyCard":true}}"#);
        assert_eq!(issued(r#""kyc":{"email":"a@b.com"}"#, &program), due, "{words}");
    }
}

#[test]
fn a_program_that_asks_for_nothing_known_leaves_it_to_the_issuer() {
    for program in [
        "{}",
        r#"{"kycRequirements":null,"kycRequiredWhileApplyCard":true}"#,
        r#"{"kycRequirements":"","kycRequiredWhileApplyCard":true}"#,
        r#"{"kycRequirements":"None","kycRequiredWhileApplyCard":true}"#,
        r#"{"kycRequirements":"Faces Unsign","kycRequiredWhileApplyCard":true}"#,
        r#"{"kycRequirements":"Face","kycRequiredWhileApplyCard":null}"#,
        r#"{"kycRequirements":"Face"}"#,
    ] {
        assert_eq!(issued(r#""kyc":{}"#, program), APPLY, "{program}");
        let program = program.replace(":true", ":false");
        assert_eq!(bound(r#""kyc":{}"#, &program), BINDING, "{program}");
    }
}

#[test]
fn a_card_is_bound_with_what_its_program_asks_for() {
    let asks = r#"{"EnvelopeNoRequired":true,"needPhotoForActiveCard":true,"kycRequirements":"Sign","kycRequiredWhileApplyCard":false,"needPhotoForOperateCard":true}"#;
    let due = "end invalid_input none path=envelopeNo, kyc.signimage, handholdidphoto";
    assert_eq!(bound(r#""kyc":{}"#, asks), due);
    let given = format!(
        r#""envelopeNo":"e","handholdidphoto":"{PICTURE}","kyc":{{"signimage":"{PICTURE}"}}"#
    );
    assert_eq!(bound(&given, asks), BINDING);
    assert_eq!(bound(r#""kyc":{}"#, r#"{"EnvelopeNoRequired":false}"#), BINDING);
    // Applying asks for none of this.
    assert_eq!(issued(r#""kyc":{}"#, asks), APPLY);
}

#[test]
fn without_a_program_the_merchant_says_what_all_programs_ask_for() {
    let face = r#"{"kycRequirements":"Face","kycRequiredWhileApplyCard":false}"#;
    let missing = "end invalid_input none path=kyc.photo";
    let other = r#"{"kycRequirements":"Sign","kycRequiredWhileApplyCard":false}"#;
    for (programs, due) in [
        (face.to_owned(), missing),
        (format!("[{face}]"), missing),
        (format!("[{face},{face}]"), missing),
        (format!("[{face},{other}]"), BINDING),
        ("[]".to_owned(), BINDING),
    ] {
        let client = client(ASKING_ARTHA);
        let task = of(&client, BIND, "c1", r#"{"cardNumber":"4111111111111111"}"#);
        let mut call = Script::new(&client, task);
        assert_eq!(call.begin(), MERCHANT);
        assert_eq!(call.answer(200, &format!(r#"{{"Programs":{programs}}}"#)), due, "{programs}");
    }
}

#[test]
fn what_is_known_of_one_program_says_nothing_of_another() {
    let client = client(&with(ASKING_ARTHA, r#""programId":"p1""#));
    let issue = |fields: &str| of(&client, Operation::ISSUE, "", fields);
    let mut call = Script::new(&client, freeze());
    assert_eq!(call.begin(), PROGRAM);
    let program = r#"{"kycRequirements":"Face","kycRequiredWhileApplyCard":true}"#;
    assert_eq!(call.answer(200, program), CARD_FREEZE);
    // The same program, by the options or by name.
    let missing = "end invalid_input none path=kyc.photo";
    assert_eq!(Script::new(&client, issue("{}")).begin(), missing);
    assert_eq!(Script::new(&client, issue(r#"{"programId":"p1"}"#)).begin(), missing);
    let mut other = Script::new(&client, issue(r#"{"programId":"p 2"}"#));
    assert_eq!(other.begin(), "GET /MerchantInformation/programdetails/p%202");
    assert_eq!(other.answer(200, "{}"), APPLY);
    assert_eq!(other.body(), r#"{"programId":"p 2"}"#);
    let taken = r#"{"cardId":"c2","status":"Success","remarks":"CardInProgress"}"#;
    assert_eq!(other.answer(200, taken), r#"end accepted remarks=CardInProgress data={"id":"c2"}"#);
}

#[test]
fn what_an_option_says_of_images_says_nothing_of_a_cardholder() {
    let client = client(&with(ARTHA, r#""programId":"p1""#));
    let issue = || of(&client, Operation::ISSUE, "", "{}");
    assert_eq!(Script::new(&client, freeze()).begin(), CARD_FREEZE);
    assert_eq!(Script::new(&client, issue()).begin(), PROGRAM);
}

#[test]
fn a_program_must_be_named_where_it_is_sent() {
    let client = client(ASKING_ARTHA);
    let due = "end invalid_input none path=programId";
    for operation in [Operation::ISSUE, Operation::PROGRAM] {
        assert_eq!(Script::new(&client, of(&client, operation, "", "{}")).begin(), due);
        assert_eq!(Script::new(&client, prepare(operation, "", None)).begin(), due);
        let read = client.interpret(operation, "", &Response::new(200, r#"{"status":"Success"}"#));
        assert!(read.is_ok());
    }
}

#[test]
fn a_write_whose_answer_is_lost_is_never_repeated() {
    let client = client(&with(ARTHA, r#""programId":"p1""#));
    for (operation, card, fields) in [
        (Operation::TOP_UP, "c1", r#"{"amount":"1"}"#),
        (BIND, "c1", r#"{"cardNumber":"1"}"#),
        (Operation::ISSUE, "", "{}"),
    ] {
        for fail in [
            (|call| call.fail(Fault::Broken)) as Fail,
            |call| call.fail(Fault::TimedOut),
            |call| call.answer(500, ""),
            |call| call.answer(200, "<html>"),
        ] {
            let mut call = Script::new(&client, of(&client, operation, card, fields));
            if call.begin().starts_with("GET ") {
                call.answer(200, "{}");
            }
            let end = fail(&mut call);
            assert!(end.starts_with("end ") && end.contains(" unknown"), "{operation:?} {end}");
        }
    }
}

#[test]
fn a_list_and_a_balance_are_read_again_after_a_failure() {
    let client = client(ARTHA);
    for (operation, card, fields, due) in [
        (Operation::TRANSACTIONS, "c1", "{}", "POST /Card/Transactions"),
        (Operation::TOP_UP_FEE, "c1", r#"{"amount":1}"#, "POST /EstimateCardTopUpFee"),
        (Operation::BALANCE, "c1", "{}", "GET /CardBalance/c1"),
        (Operation::TOP_UP_STATUS, "", r#"{"taskId":"t"}"#, "GET /TopUpStatus/t"),
        (Operation::own("towns"), "", "{}", "GET /Towns"),
    ] {
        let mut call = Script::new(&client, of(&client, operation, card, fields));
        assert_eq!(call.begin(), due);
        assert!(call.answer(503, "").starts_with("sleep "), "{operation:?}");
        assert_eq!(call.after(800), due);
    }
}

#[test]
fn every_attempt_has_its_own_time_and_nonce() {
    let mut call = Script::new(&client(ARTHA), freeze());
    assert_eq!(call.begin(), CARD_FREEZE);
    let first = (call.header("timestamp").to_owned(), call.header("nonce").to_owned());
    assert_eq!(first.0, "1700000000");
    assert_eq!(first.1.len(), 10);
    assert_eq!(call.limited("2"), "sleep 2000");
    assert_eq!(call.after(2_000), CARD_FREEZE);
    assert_eq!(call.header("timestamp"), "1700000002");
    assert_ne!(call.header("nonce"), first.1);
}

// Ibanera: one-time codes

const IBANERA_LOGIN: &str = "POST /api/v1/public/auth/login";
const ACTIVATE: &str = "POST /api/v1/customer/cards/activate";
const DETAILS: &str = "GET /api/v1/customer/cards/carddetails?CardId=1001";
const IBANERA_TOKEN: &str =
    r#"{"status":"1","details":{"accessToken":"t","expiresIn":3600},"errors":[]}"#;
const ON: &str = r#"{"status":"1","details":{"card":{"id":1001,"bSuppressed":false}}}"#;
const PLACEHOLDER: &str = r#"{"status":"1","details":{"card":{"id":1001,"bSuppressed":true}}}"#;

#[test]
fn every_attempt_has_its_own_one_time_code() {
    let mut call = Script::new(&client(IBANERA), act(Action::Activate, "1001"));
    assert_eq!(call.begin(), IBANERA_LOGIN);
    assert_eq!(call.body(), r#"{"username":"u","password":"pass-Dy6kRm2X","otp":"000001"}"#);
    assert_eq!(call.answer(200, IBANERA_TOKEN), ACTIVATE);
    assert_eq!(call.header("otp"), "000002");
    assert_eq!(call.limited("1"), "sleep 1000");
    assert_eq!(call.after(1_000), ACTIVATE);
    assert_eq!(call.header("otp"), "000003");
    assert_eq!(call.answer(401, ""), IBANERA_LOGIN);
    assert!(call.body().contains("000004"));
    assert_eq!(call.answer(200, IBANERA_TOKEN), ACTIVATE);
    assert_eq!(call.header("otp"), "000005");
    assert_eq!(call.answer(200, PLACEHOLDER), DETAILS);
    assert_eq!(call.header("otp"), "000006");
    let details = r#"{"status":"1","details":{"status":"Active"}}"#;
    assert_eq!(call.answer(200, details), "end completed confirmed card=active(Active)");
}

/// The next step, with this code wherever one is asked for.
fn coded(call: &mut Script, event: Event<'_>, code: &str) -> String {
    let mut next = call.bare(event);
    if next == Some(Command::OneTimeCode) {
        next = call.bare(Event::Code(code));
    }
    call.words(next)
}

/// An activation whose login was sent with the code 111111 at 20 s into a step.
fn logging_in(client: &Client) -> Script {
    let mut call = Script::new(client, act(Action::Activate, "1001"));
    assert_eq!(NOON % 30_000, 20_000);
    assert_eq!(coded(&mut call, Event::Start, "111111"), IBANERA_LOGIN);
    call
}

fn token_answer() -> Response {
    Response::new(200, IBANERA_TOKEN)
}

#[test]
fn a_one_time_code_is_not_sent_twice_within_its_step() {
    let mut call = logging_in(&limited(IBANERA, HALF_A_MINUTE));
    call.now_ms += 1_000;
    assert_eq!(coded(&mut call, Event::Answer(&token_answer()), "111111"), "sleep 9000");
    call.now_ms += 8_999;
    assert_eq!(coded(&mut call, Event::Elapsed, "111111"), "sleep 1");
    call.now_ms += 1;
    assert_eq!(coded(&mut call, Event::Elapsed, "222222"), ACTIVATE);
    assert_eq!(call.header("otp"), "222222");
    // A repeat has its own as well, and here no time for it.
    let limited = Response { retry_after: Some("1".into()), ..Response::new(429, "") };
    assert_eq!(coded(&mut call, Event::Answer(&limited), ""), "sleep 1000");
    call.now_ms += 1_000;
    assert_eq!(coded(&mut call, Event::Elapsed, "222222"), "end timeout none wait=29000");
}

#[test]
fn what_was_taken_stays_taken_when_there_is_no_code_to_read_the_card() {
    let mut call = logging_in(&client(IBANERA));
    assert_eq!(coded(&mut call, Event::Answer(&token_answer()), "222222"), ACTIVATE);
    let answer = Response::new(200, PLACEHOLDER);
    assert_eq!(coded(&mut call, Event::Answer(&answer), ""), "end accepted card=inactive");
}

#[test]
fn there_is_time_for_a_code_of_the_next_step() {
    let mut call = logging_in(&client(IBANERA));
    assert_eq!(coded(&mut call, Event::Answer(&token_answer()), "111111"), "sleep 10000");
    call.now_ms += 60_000;
    assert_eq!(coded(&mut call, Event::Elapsed, "222222"), ACTIVATE);
    call.now_ms += 30_000;
    assert_eq!(coded(&mut call, Event::Failed(Fault::NotSent), ""), "end network none");
}

#[test]
fn a_one_time_code_is_sent_again_where_the_options_say_so() {
    let client = client(&with(IBANERA, r#""reuseOneTimeCode":true"#));
    let mut call = logging_in(&client);
    assert_eq!(coded(&mut call, Event::Answer(&token_answer()), "111111"), ACTIVATE);
    assert_eq!(call.header("otp"), "111111");
    let later = Response::new(200, PLACEHOLDER);
    assert_eq!(coded(&mut call, Event::Answer(&later), "111111"), DETAILS);
}

#[test]
fn calls_of_one_client_share_their_one_time_codes() {
    let shared = client(IBANERA);
    let mut first = logging_in(&shared);
    first.now_ms += 10_000;
    assert_eq!(coded(&mut first, Event::Answer(&token_answer()), "222222"), ACTIVATE);
    let mut second = Script::at(&shared, act(Action::Deactivate, "7"), NOON + 10_500);
    assert_eq!(coded(&mut second, Event::Start, "222222"), "sleep 29500");
    second.now_ms += 29_500;
    assert_eq!(
        coded(&mut second, Event::Elapsed, "333333"),
        "POST /api/v1/customer/cards/deactivate"
    );
    // Another client has another account.
    let mut other = Script::at(&client(IBANERA), act(Action::Activate, "1001"), NOON + 10_500);
    assert_eq!(coded(&mut other, Event::Start, "222222"), IBANERA_LOGIN);
    // A request for somebody else goes on the wire too.
    let task = prepare(Operation::CARD, "1001", Some("own"));
    let mut prepared = Script::at(&shared, task, NOON + 41_000);
    assert_eq!(coded(&mut prepared, Event::Start, "333333"), "sleep 29000");
}

#[test]
fn a_one_time_code_that_comes_after_the_deadline_is_not_waited_for() {
    let short =
        CallOptions { deadline_ms: Some(5_000), timeout_ms: None, ..CallOptions::default() };
    let client = limited(IBANERA, short);
    let mut call = logging_in(&client);
    let due = "end timeout none wait=10000";
    assert_eq!(coded(&mut call, Event::Answer(&token_answer()), "111111"), due);
    // What the issuer took stays accepted when there is no code to read it back with.
    let mut next = Script::at(&client, act(Action::Activate, "1001"), NOON + 10_000);
    assert_eq!(coded(&mut next, Event::Start, "222222"), ACTIVATE);
    let taken = Response::new(200, PLACEHOLDER);
    let due = "end accepted card=inactive";
    assert_eq!(coded(&mut next, Event::Answer(&taken), "222222"), due);
    // A login that cannot wait holds nobody up.
    let mut early = Script::at(&client, act(Action::Activate, "1001"), NOON + 3_600_000);
    assert_eq!(coded(&mut early, Event::Start, "333333"), IBANERA_LOGIN);
    drop(early);
    let mut late = Script::at(&client, act(Action::Activate, "1001"), NOON + 3_600_001);
    assert_eq!(coded(&mut late, Event::Start, "333333"), "end timeout none wait=9999");
    let mut last = Script::at(&client, act(Action::Activate, "1001"), NOON + 3_610_000);
    assert_eq!(coded(&mut last, Event::Start, "444444"), IBANERA_LOGIN);
}

#[test]
fn a_code_that_is_none_ends_the_call_before_anything_is_sent() {
    let asked = || {
        let mut call = Script::new(&client(IBANERA), act(Action::Activate, "1001"));
        let step = call.bare(Event::Start);
        assert_eq!(call.words(step), "code");
        call
    };
    for good in ["0", "012345", "1234567890123456"] {
        assert_eq!(asked().step(Event::Code(good)), IBANERA_LOGIN);
    }
    for bad in ["", "12 34", "a", "12345678901234567", "\u{661}", "1\r\n"] {
        let due = "end configuration none path=issuer.oneTimeCode";
        assert_eq!(asked().step(Event::Code(bad)), due, "{bad:?}");
    }
    assert_eq!(asked().fail(Fault::KeyRefused), "end configuration none");
    assert_eq!(asked().fail(Fault::Aborted), "end aborted none");
}

#[test]
fn an_ibanera_card_ends_as_its_answer_says() {
    for (status, body, due) in [
        (200, ON, "end completed confirmed card=active"),
        (200, PLACEHOLDER, DETAILS),
        (200, r#"{"status":"1","details":null}"#, DETAILS),
        (
            200,
            r#"{"status":"0","errors":[{"messageCode":"Card_Active"}]}"#,
            "end already confirmed card=active",
        ),
        (
            500,
            r#"{"status":"0","errors":[{"messageCode":"Card_Provider_Error"}]}"#,
            "end issuer_unavailable unknown code=Card_Provider_Error",
        ),
        (
            200,
            r#"{"status":"0","errors":[{"messageCode":"Invalid"}]}"#,
            "end issuer_rejected none code=Invalid",
        ),
    ] {
        assert_eq!(writing(IBANERA).answer(status, body), due, "{body}");
    }
}

// Requests for somebody else

fn prepare(operation: Operation, card: &str, token: Option<&str>) -> Task {
    let access_token = token.map(Secret::from);
    Task::prepare(operation, card, PrepareOptions { access_token, ..Default::default() })
}

#[test]
fn a_prepared_request_is_built_and_nothing_is_sent() {
    let action = Operation::of;
    let contract = with(OPEN_API, PATHS);
    for (options, operation, card, due) in [
        (ARTHA, action(Action::Freeze), "c1", "POST /CardFreeze"),
        (ARTHA, action(Action::Unfreeze), "c1", "POST /CardUnFreeze"),
        (ARTHA, action(Action::Cancel), "c1", "POST /CancelCard"),
        (ARTHA, action(Action::SetPin), "c1", "POST /CardSetPin"),
        (YATIVO, Operation::LOGIN, "", "POST /auth/login"),
        (YATIVO, Operation::CARD, "c1", "GET /customer/virtual/cards/get/c1"),
        (YATIVO, action(Action::Freeze), "c1", "POST /customer/virtual/cards/update/c1"),
        (YATIVO, action(Action::Unfreeze), "c1", "POST /customer/virtual/cards/update/c1"),
        (OPEN_API, action(Action::Freeze), "c1", "POST /v1/openApi/card/freeze"),
        (&contract, action(Action::Unfreeze), "c1", "POST /u"),
        (&contract, action(Action::Activate), "c1", "POST /a"),
        (&contract, action(Action::Cancel), "c1", "POST /c"),
        (IBANERA, Operation::LOGIN, "", "POST /api/v1/public/auth/login"),
        (IBANERA, Operation::CARD, "1", "GET /api/v1/customer/cards/carddetails?CardId=1"),
        (IBANERA, action(Action::Activate), "1", "POST /api/v1/customer/cards/activate"),
        (IBANERA, action(Action::Deactivate), "1", "POST /api/v1/customer/cards/deactivate"),
    ] {
        let client = client(options);
        let mut call = Script::new(&client, prepare(operation, card, Some("own-Np6hXw3CqRj9")));
        let (method, path) = due.split_once(' ').expect("two words");
        assert_eq!(call.begin(), format!("request {method} {BASE}{path}"), "{operation:?}");
        let sessions = [YATIVO, IBANERA].contains(&options) && operation != Operation::LOGIN;
        assert_eq!(
            call.header("Authorization"),
            if sessions { "Bearer own-Np6hXw3CqRj9" } else { "" }
        );

        let mut bare = Script::new(&client, prepare(operation, card, None));
        let missing = "end invalid_input none path=accessToken";
        assert_eq!(bare.begin() == missing, sessions, "{options} {operation:?}");
    }
}

#[test]
fn what_an_issuer_does_not_have_cannot_be_prepared() {
    for (options, operation) in [
        (ARTHA, Operation::LOGIN),
        (ARTHA, Operation::CARDS),
        (ARTHA, Operation::of(Action::Activate)),
        (OPEN_API, Operation::LOGIN),
        (OPEN_API, Operation::CARD),
        (OPEN_API, Operation::of(Action::Unfreeze)),
        (YATIVO, Operation::of(Action::Cancel)),
        (IBANERA, Operation::of(Action::Freeze)),
    ] {
        let mut call = Script::new(&client(options), prepare(operation, "1", Some("t")));
        assert_eq!(call.begin(), "end unsupported_action none", "{options} {operation:?}");
    }
}

#[test]
fn an_answer_to_a_prepared_request_is_read() {
    let client = client(YATIVO);
    let read = |operation, card: &str, status, body: &str| match client.interpret(
        operation,
        card,
        &Response::new(status, body),
    ) {
        Ok(Done::Outcome(outcome)) => told::reply(&reply(outcome)),
        Ok(Done::Data(data)) => told::data(data.expose()),
        Ok(Done::Session(new)) => format!("session {}", new.expires_in),
        Ok(_) => panic!("another end"),
        Err(error) => {
            assert_eq!(error.issuer(), Some(IssuerId::Yativo));
            told::error(&error)
        }
    };
    let freeze = Operation::of(Action::Freeze);
    for (operation, card, status, body, due) in [
        (freeze, "c1", 200, TAKEN, "accepted remarks=freeze card successfully"),
        (freeze, "c1", 200, "", "unexpected_answer unknown"),
        (freeze, "c1", 401, "", "unauthorized none"),
        (freeze, "", 200, TAKEN, "invalid_input none path=cardId"),
        (Operation::CARD, "c1", 200, FROZEN, "frozen(frozen)"),
        (Operation::CARD, "c1", 200, "", "unexpected_answer none"),
        (Operation::CARD, "c1", 500, "", "issuer_unavailable none"),
        (Operation::LOGIN, "", 200, "{}", "unexpected_answer none path=status"),
        (Operation::of(Action::Cancel), "c1", 200, TAKEN, "unsupported_action none"),
    ] {
        assert_eq!(read(operation, card, status, body), due, "{operation:?} {status}");
    }
    assert_eq!(read(Operation::LOGIN, "", 200, &token("t", 9)), "session 9");
}

// Reconciling

#[test]
fn a_reconciliation_reads_the_card_and_says_whether_it_happened() {
    let closed = r#"{"status":"success","data":{"card_status":"terminated"}}"#;
    for (action, body, due) in [
        (Action::Freeze, FROZEN, "end done frozen(frozen)"),
        (Action::Freeze, ACTIVE, "end not_done active(active)"),
        (Action::Freeze, NO_STATE, "end unknown unknown"),
        (Action::Unfreeze, ACTIVE, "end done active(active)"),
        (Action::Unfreeze, FROZEN, "end not_done frozen(frozen)"),
        (Action::Cancel, ACTIVE, "end not_done active(active)"),
        (Action::Cancel, closed, "end unknown unknown(terminated)"),
        (Action::Freeze, "", "end unexpected_answer none"),
    ] {
        let task = Task::reconcile(action, "c1", CallOptions::default());
        let mut call = Script::new(&client(YATIVO), task);
        assert_eq!(call.begin(), LOGIN);
        assert_eq!(call.answer(200, &token("t", 600)), GET);
        assert_eq!(call.answer(200, body), due, "{action:?}");
    }
    for (action, word, due) in [
        (Action::Activate, "Active", "end done active(Active)"),
        (Action::Activate, "Deactivated", "end not_done inactive(Deactivated)"),
        (Action::Deactivate, "Deactivated", "end done inactive(Deactivated)"),
        (Action::Deactivate, "Active", "end not_done active(Active)"),
        (Action::Deactivate, "Other", "end unknown unknown(Other)"),
    ] {
        let task = Task::reconcile(action, "1001", CallOptions::default());
        let mut call = Script::new(&client(IBANERA), task);
        assert_eq!(call.begin(), IBANERA_LOGIN);
        assert_eq!(call.answer(200, IBANERA_TOKEN), DETAILS);
        let body = format!(r#"{{"status":"1","details":{{"status":"{word}"}}}}"#);
        assert_eq!(call.answer(200, &body), due, "{action:?}");
    }
}

#[test]
fn what_no_state_shows_cannot_be_reconciled() {
    let begun = |options: &str, action, card: &str| {
        let task = Task::reconcile(action, card, CallOptions::default());
        Script::new(&client(options), task).begin()
    };
    for options in [ARTHA, OPEN_API] {
        assert_eq!(begun(options, Action::Freeze, "c1"), "end unsupported_action none");
    }
    let card = Task::card("c1", CallOptions::default());
    assert_eq!(Script::new(&client(OPEN_API), card).begin(), "end unsupported_action none");
    // What Artha calls a card's states is not documented: the word is told, and proves nothing.
    let card = Task::card("c1", CallOptions::default());
    let mut call = Script::new(&client(ARTHA), card);
    assert_eq!(call.begin(), "GET /CardDetails/c1");
    assert_eq!(call.answer(200, r#"{"cardStatus":"Frozen"}"#), "end unknown(Frozen)");
    assert_eq!(begun(YATIVO, Action::SetPin, "c1"), "end invalid_input none path=action");
    assert_eq!(begun(YATIVO, Action::Freeze, ""), "end invalid_input none path=cardId");
}

// What is refused before anything is asked

#[test]
fn a_card_id_that_is_none_is_refused_before_anything_is_asked() {
    let longest = "c".repeat(256);
    let too_long = "c".repeat(257);
    let due = "end invalid_input none path=cardId";
    for options in ALL {
        let action = if options == IBANERA { Action::Activate } else { Action::Freeze };
        let begun = |card: &str| Script::new(&client(options), act(action, card)).begin();
        for bad in ["", " ", "a b", "a\n", "\u{0}", "\u{7f}", ".", "..", too_long.as_str()] {
            assert_eq!(begun(bad), due, "{options} {bad:?}");
            let read = Task::card(bad, CallOptions::default());
            assert_eq!(Script::new(&client(options), read).begin(), due, "{options} {bad:?}");
        }
        assert_ne!(begun(if options == IBANERA { "2147483647" } else { &longest }), due);
    }
    for bad in ["0", "-1", "+1", "01", "1.0", "1e3", "2147483648", "99999999999999999999", "c1"] {
        let begun = Script::new(&client(IBANERA), act(Action::Activate, bad)).begin();
        assert_eq!(begun, due, "{bad}");
    }
}

#[test]
fn an_operation_without_its_fields_is_refused() {
    let client = client(IBANERA);
    for (operation, due) in [
        (Operation::of(Action::SetPin), "oldPin"),
        (Operation::TOP_UP, "amount"),
        (Operation::ISSUE, "customer"),
        (Operation::own("cancellable"), "transaction"),
    ] {
        let due = format!("end invalid_input none path={due}");
        let task = Task::of(operation, "1", Settings::default(), ActionOptions::default());
        assert_eq!(Script::new(&client, task).begin(), due);
        assert_eq!(Script::new(&client, prepare(operation, "1", Some("t"))).begin(), due);
    }
}

#[test]
fn a_field_that_is_wrong_is_named() {
    let client = client(IBANERA);
    for (operation, given, due) in [
        (Operation::of(Action::SetPin), r#"{"oldPin":"0000"}"#, "newPin"),
        (Operation::of(Action::SetPin), r#"{"oldPin":"0000","newPin":""}"#, "newPin"),
        (Operation::of(Action::SetPin), r#"{"oldPin":1234,"newPin":"1"}"#, "oldPin"),
        (Operation::TOP_UP, r#"{"reference":"r"}"#, "amount"),
        (Operation::TOP_UP, r#"{"reference":"r","amount":-1}"#, "amount"),
        (Operation::TOP_UP, r#"{"reference":"r","amount":1e3}"#, "amount"),
        (Operation::TOP_UP, r#"{"reference":"r","amount":"1,5"}"#, "amount"),
        (Operation::TOP_UP, r#"{"reference":"r","amount":1,"currency":"usd"}"#, "currency"),
        (Operation::TOP_UP, r#"{"reference":"r","amount":1,"account":"a"}"#, "account"),
        (Operation::TOP_UP, r#"{"reference":"r","amount":1,"to":2}"#, "to"),
        (
            Operation::ISSUE,
            r#"{"customer":1,"currency":"USD","reference":"r","program":2}"#,
            "shipping",
        ),
        (Operation::TRANSACTIONS, r#"{"page":0}"#, "page"),
        (Operation::TRANSACTIONS, r#"{"from":"a\nb"}"#, "from"),
        (Operation::own("simulatePayIn"), r#"{"account":1,"type":"SEPA","amount":1}"#, "type"),
    ] {
        let plain = json::check(given.as_bytes(), json::Limits::default()).expect("JSON");
        let error = client.fields(operation, plain).err().expect("refused");
        assert_eq!(told::error(&error), format!("invalid_input none path={due}"), "{given}");
    }
}

#[test]
fn a_call_of_the_contract_has_a_path_and_keeps_the_credentials() {
    let client = client(OPEN_API);
    let (read, call) = (Operation::own("read"), Operation::own("call"));
    for operation in [read, call] {
        for (given, due) in [
            ("{}", "path"),
            (r#"{"path":"a"}"#, "path"),
            (r#"{"path":"/a/../b"}"#, "path"),
            (r#"{"path":"/a?b=c"}"#, "path"),
            (r#"{"path":"//evil.example"}"#, "path"),
            (r#"{"path":"/a","fields":[]}"#, "fields"),
            (r#"{"path":"/a","fields":"x"}"#, "fields"),
            (r#"{"path":"/a","body":{}}"#, "body"),
        ] {
            let plain = json::check(given.as_bytes(), json::Limits::default()).expect("JSON");
            let error = client.fields(operation, plain).err().expect("refused");
            assert_eq!(told::error(&error), format!("invalid_input none path={due}"), "{given}");
        }
        for (name, decoded) in [
            ("customer_id", "customer_id"),
            ("app_id", "app_id"),
            ("key", "key"),
            ("Key", "Key"),
            (r"\u006bey", "key"),
        ] {
            let given = format!(r#"{{"path":"/a","fields":{{"x":1,"{name}":2}}}}"#);
            let task = operating(&client, operation, "", &given);
            let due = format!("end invalid_input none path=fields.{decoded}");
            assert_eq!(Script::new(&client, task).begin(), due);
        }
        let given = r#"{"path":"/{version}/a","fields":{"keys":{"key":12345678901234567890.10}}}"#;
        let mut begun = Script::new(&client, operating(&client, operation, "", given));
        assert_eq!(begun.begin(), "POST /v1/a");
        let due = r#"{"customer_id":1,"app_id":2,"key":"key-Ch8jNv5T","keys":{"key":12345678901234567890.10}}"#;
        assert_eq!(begun.body(), due);
        // Only the caller knows whether a call may be made again.
        let repeated = begun.fail(Fault::Broken).starts_with("sleep ");
        assert_eq!(repeated, operation == read);
    }
    let task = operating(&client, call, "", r#"{"path":"/a"}"#);
    let mut begun = Script::new(&client, task);
    begun.begin();
    assert_eq!(begun.answer(500, ""), "end issuer_unavailable unknown");
}

#[test]
fn a_member_of_the_request_cannot_be_given_a_second_time() {
    for (options, operation, given, due) in [
        (
            YATIVO,
            "activateCustomer",
            r#"{"customerId":"A","other":{"x":1,"customer_id":"B"}}"#,
            "other.customer_id",
        ),
        (
            YATIVO,
            "activateCustomer",
            r#"{"customerId":"A","other":{"customer_address":{}}}"#,
            "other.customer_address",
        ),
        // Older forms have these beside; the newest has them in an object.
        (
            YATIVO,
            "activateCustomer",
            r#"{"customerId":"A","other":{"customerId":"A","city":"Lagos"}}"#,
            "",
        ),
        (
            ARTHA_V1,
            "submitApplicant",
            r#"{"customerId":"A","productId":"p","details":{"kycDetails":{}}}"#,
            "details.kycDetails",
        ),
        (
            ARTHA_V1,
            "submitApplicant",
            r#"{"customerId":"A","productId":"p","details":{"x":1},"kycDetails":{"kycDetails":1}}"#,
            "",
        ),
        (OPEN_API, "call", r#"{"path":"/a","fields":{"x":{"key":1},"app_id":2}}"#, "fields.app_id"),
    ] {
        let client = client(options);
        let task = operating(&client, Operation::own(operation), "", given);
        let begun = Script::new(&client, task).begin();
        let refused = format!("end invalid_input none path={due}");
        assert_eq!(begun == refused, !due.is_empty(), "{given} {begun}");
        assert_eq!(begun.starts_with("end "), !due.is_empty(), "{given} {begun}");
    }
}

#[test]
fn members_of_the_caller_stand_alone_or_are_held_against_those_beside() {
    for (operation, exchange) in
        IssuerId::ALL.iter().flat_map(|id| cardlatch::issuers::issuer(*id).endpoints)
    {
        for part in exchange.request.split("<{").skip(1) {
            let name = part.split_once('}').expect("an end").0;
            let is_alone = exchange.request.contains(&format!("{{<{{{name}}}>}}"));
            let is_checked = ["fields", "other", "details"].contains(&name);
            assert!(is_alone || is_checked, "{operation:?} {name}");
        }
    }
}

#[test]
fn a_card_that_money_goes_to_has_an_id_like_any_other() {
    for (to, due) in [
        ("0", "end invalid_input none path=to"),
        ("2147483648", "end invalid_input none path=to"),
        ("\"99999999999999999999\"", "end invalid_input none path=to"),
        ("2147483647", IBANERA_LOGIN),
        ("\"1\"", IBANERA_LOGIN),
    ] {
        let client = client(IBANERA);
        let given = format!(r#"{{"amount":1,"reference":"r","to":{to}}}"#);
        let task = operating(&client, Operation::own("transfer"), "1", &given);
        assert_eq!(Script::new(&client, task).begin(), due, "{to}");
    }
    // Elsewhere it is a date.
    let client = client(IBANERA);
    let given = r#"{"to":"2025-07-01"}"#;
    let task = operating(&client, Operation::TRANSACTIONS, "1", given);
    assert_eq!(Script::new(&client, task).begin(), IBANERA_LOGIN);
}

#[test]
fn an_answer_about_a_page_names_the_next_one_without_what_was_asked() {
    let client = client(IBANERA);
    for (answer, due) in [
        (r#"{"status":"1","details":[],"pageNumber":3,"numberOfPages":5}"#, "4"),
        (r#"{"status":"1","details":[{},{}],"pageNumber":7,"pageSize":2}"#, "8"),
        (r#"{"status":"1","details":[],"pageNumber":5,"numberOfPages":5}"#, ""),
        (r#"{"status":"1","details":[],"numberOfPages":5}"#, "2"),
    ] {
        let read = client.interpret(Operation::CARDS, "", &Response::new(200, answer));
        let Ok(Done::Data(data)) = read else { panic!("{answer}") };
        let next = data.expose().split_once(r#","next":"#).map_or("", |(_, next)| next);
        assert_eq!(next.trim_end_matches('}'), due, "{answer}");
    }
}

#[test]
fn a_transaction_of_the_wallet_needs_the_path_of_the_contract() {
    let operation = Operation::own("walletTransaction");
    let begun = |options: &str| {
        let client = client(options);
        let task = operating(&client, operation, "", r#"{"transaction":"t"}"#);
        Script::new(&client, task).begin()
    };
    assert_eq!(begun(OPEN_API), "end unsupported_action none");
    let paths = with(OPEN_API, r#""paths":{"walletTransaction":"/{version}/w"}"#);
    assert_eq!(begun(&paths), "POST /v1/w");
}

#[test]
fn older_transfers_take_other_fields() {
    let older = with(IBANERA, r#""transfers":"topup_movefunds""#);
    let transfer = Operation::own("transfer");
    for (options, operation, given, due) in [
        (IBANERA, Operation::TOP_UP, r#"{"amount":1,"reference":"r"}"#, IBANERA_LOGIN),
        (IBANERA, transfer, r#"{"amount":1,"reference":"r","to":2}"#, IBANERA_LOGIN),
        (IBANERA, transfer, r#"{"amount":1,"to":2}"#, "end invalid_input none path=reference"),
        (&older, Operation::TOP_UP, r#"{"amount":1,"reference":"r","account":3}"#, IBANERA_LOGIN),
        (
            &older,
            Operation::TOP_UP,
            r#"{"amount":1,"reference":"r"}"#,
            "end invalid_input none path=account",
        ),
        (
            &older,
            Operation::TOP_UP,
            r#"{"amount":1,"reference":"r","account":3,"currency":"dUSD"}"#,
            "end invalid_input none path=currency",
        ),
        (&older, transfer, r#"{"amount":1,"to":2}"#, IBANERA_LOGIN),
        (
            &older,
            transfer,
            r#"{"amount":1,"to":2,"reference":"r"}"#,
            "end invalid_input none path=reference",
        ),
        (
            &older,
            transfer,
            r#"{"amount":1,"to":2,"customer":4}"#,
            "end invalid_input none path=customer",
        ),
    ] {
        let client = client(options);
        let task = operating(&client, operation, "1", given);
        assert_eq!(Script::new(&client, task).begin(), due, "{given}");
    }
}

#[test]
fn an_image_is_refused_where_none_is_taken() {
    for (options, action, card) in [
        (ARTHA, Action::Cancel, "c1"),
        (YATIVO, Action::Freeze, "c1"),
        (OPEN_API, Action::Freeze, "c1"),
        (IBANERA, Action::Activate, "1"),
    ] {
        let options_with = ActionOptions { sign_image: Some(sign_image()), ..Default::default() };
        let task = Task::act(action, card, options_with);
        let client = client(options);
        let error = client.check(&act(action, card).awaiting_image()).expect_err("refused");
        assert_eq!(told::error(&error), "invalid_input none path=signImage");
        assert_eq!(error.action(), Some(Operation::of(action)));
        assert_eq!(Script::new(&client, task).begin(), "end invalid_input none path=signImage");
    }
}

#[test]
fn virtual_cards_are_refused_where_the_issuer_takes_plastic_only() {
    let plain = with(OPEN_API, PATHS);
    let contract = with(&plain, r#""virtualCards":true"#);
    let refused = "end unsupported_action none path=form";
    for (options, action, form, due) in [
        (plain.as_str(), Action::Freeze, CardForm::Virtual, refused),
        (&plain, Action::Freeze, CardForm::Physical, "POST /v1/openApi/card/freeze"),
        (&plain, Action::Unfreeze, CardForm::Virtual, refused),
        (&plain, Action::Cancel, CardForm::Physical, "POST /c"),
        (&contract, Action::Freeze, CardForm::Virtual, refused),
        (&contract, Action::Unfreeze, CardForm::Virtual, "POST /u"),
        (&contract, Action::Activate, CardForm::Virtual, "POST /a"),
        (YATIVO, Action::Freeze, CardForm::Virtual, LOGIN),
        (ARTHA, Action::Freeze, CardForm::Virtual, CARD_FREEZE),
    ] {
        let own = ActionOptions { form: Some(form), ..ActionOptions::default() };
        let task = Task::act(action, "c1", own);
        assert_eq!(Script::new(&client(options), task).begin(), due, "{action:?} {form:?}");
    }
}

/// An action with what its issuer wants beside the card.
fn acting(client: &Client, action: Action) -> Task {
    let given = match (client.issuer(), action) {
        (IssuerId::Ibanera, Action::SetPin) => r#"{"oldPin":"0000","newPin":"1234"}"#,
        (IssuerId::ArthaV1, Action::SetPin) => r#"{"pin":"0123"}"#,
        _ => return act(action, "1"),
    };
    operating(client, Operation::of(action), "1", given)
}

fn operating(client: &Client, operation: Operation, card: &str, given: &str) -> Task {
    let given = json::check(given.as_bytes(), json::Limits::default()).expect("JSON");
    let fields = client.fields(operation, given).expect("fields");
    Task::of(operation, card, fields, ActionOptions::default())
}

#[test]
fn every_row_of_the_table_tells_the_truth() {
    let contract = with(OPEN_API, PATHS);
    for options in [ARTHA, ARTHA_V1, YATIVO, OPEN_API, IBANERA, &contract] {
        let client = client(options);
        for row in CAPABILITIES.iter().filter(|row| row.issuer == client.issuer()) {
            let begun = Script::new(&client, acting(&client, row.action)).begin();
            let started = !begun.starts_with("end ");
            assert_eq!(client.can(row.action), started, "{options} {:?} {begun}", row.action);
            assert!(started || begun == "end unsupported_action none", "{begun}");
            let error = client.check(&acting(&client, row.action)).err();
            assert_eq!(
                error.as_ref().map(cardlatch::Error::message),
                (!started).then_some(row.reason)
            );
        }
    }
}

// Artha's newer API

const V1_FREEZE: &str = "POST /api/v1/cards/c1/freeze";
const V1_CARD: &str = "GET /api/v1/cards/c1";
const V1_TAKEN: &str = r#"{"cardId":"c1","action":"freeze","status":"success","taskId":"t"}"#;

/// What the caller gives beside the card, or why that is refused.
fn given(client: &Client, operation: Operation, text: &str) -> Result<Settings, String> {
    let plain = json::check(text.as_bytes(), json::Limits::default()).expect("JSON");
    client.fields(operation, plain).map_err(|error| told::error(&error))
}

#[test]
fn an_artha_v1_request_is_hashed_then_signed_then_sent() {
    let client = client(ARTHA_V1);
    let fields = given(&client, Operation::of(Action::Cancel), r#"{"reason":"lost"}"#);
    let mut call =
        Script::new(&client, act(Action::Cancel, "c1").with_fields(fields.expect("fields")));
    let bytes = |call: &Script| {
        let run = call.run.as_ref().expect("a running call");
        String::from_utf8(run.bytes_to_sign().to_vec()).expect("text")
    };
    assert_eq!(call.bare(Event::Start), Some(Command::Hash));
    assert_eq!(bytes(&call), r#"{"reason":"lost"}"#);
    assert_eq!(call.bare(Event::Hashed(b"hash")), Some(Command::Sign));
    // The nonce is a fresh UUID, and the time is in seconds.
    let text = bytes(&call);
    let lines: Vec<&str> = text.split('\n').collect();
    let [method, path, time, nonce, hash] = lines.as_slice() else { panic!("{text}") };
    assert_eq!((*method, *path), ("POST", "/api/v1/cards/c1/cancel"));
    assert_eq!((*time, nonce.len(), *hash), ("1700000000", 36, "aGFzaA=="));
    let next = call.bare(Event::Signed(b"signature"));
    assert_eq!(call.words(next), "POST /api/v1/cards/c1/cancel");
    for (name, value) in [
        ("X-API-Key", "key-Ch8jNv5T"),
        ("X-Timestamp", time),
        ("X-Nonce", nonce),
        ("X-Body-Hash", hash),
        ("X-Signature", "c2lnbmF0dXJl"),
    ] {
        assert_eq!(call.header(name), value);
    }
    assert_eq!(call.body(), r#"{"reason":"lost"}"#);
}

#[test]
fn an_artha_v1_action_is_confirmed_by_its_answer_or_by_the_card() {
    let client = client(ARTHA_V1);
    let begun = || {
        let mut call = Script::new(&client, freeze());
        assert_eq!(call.begin(), V1_FREEZE);
        call
    };
    let shown = r#"{"data":{"card_id":"c1","status":"frozen"}}"#;
    assert_eq!(begun().answer(200, shown), "end completed confirmed card=frozen(frozen)");
    let mut call = begun();
    assert_eq!(call.answer(200, V1_TAKEN), V1_CARD);
    let frozen = "end completed confirmed task=t card=frozen(frozen)";
    assert_eq!(call.answer(200, r#"{"id":"c1","status":"frozen"}"#), frozen);
    let mut late = begun();
    assert_eq!(late.answer(200, r#"{"status":"active"}"#), V1_CARD);
    assert_eq!(late.answer(200, r#"{"status":"active"}"#), "sleep 300");
    assert_eq!(late.after(300), V1_CARD);
    // No page says that cards can be read so.
    assert_eq!(late.answer(404, ""), "end accepted card=active(active)");
    // A task that the issuer still works at is accepted.
    let mut task = begun();
    assert_eq!(task.answer(200, V1_TAKEN), V1_CARD);
    for wait in [300, 900] {
        assert_eq!(task.answer(200, r#"{"status":"active"}"#), format!("sleep {wait}"));
        assert_eq!(task.after(wait), V1_CARD);
    }
    let accepted = "end accepted task=t card=active(active)";
    assert_eq!(task.answer(200, r#"{"status":"active"}"#), accepted);
    let mut blind = begun();
    assert_eq!(blind.answer(200, "{}"), V1_CARD);
    assert_eq!(blind.answer(404, ""), "end accepted");
}

#[test]
fn another_cards_answer_proves_nothing_of_artha_v1() {
    let client = client(ARTHA_V1);
    let other = r#"{"data":{"id":"c2","status":"frozen"}}"#;
    let mut call = Script::new(&client, freeze());
    assert_eq!(call.begin(), V1_FREEZE);
    assert_eq!(call.answer(200, V1_TAKEN), V1_CARD);
    assert!(!call.answer(200, other).contains("completed"));
    let task = Task::reconcile(Action::Freeze, "c1", CallOptions::default());
    let mut read = Script::new(&client, task);
    assert_eq!(read.begin(), V1_CARD);
    assert_eq!(read.answer(200, other), "end unexpected_answer none path=cardId");
}

#[test]
fn artha_reads_the_transactions_of_all_cards_too() {
    let client = client(ARTHA);
    let read = |card: &str| {
        let options = ActionOptions::default();
        Script::new(&client, Task::of(Operation::TRANSACTIONS, card, Settings::default(), options))
            .begin()
    };
    assert_eq!(read(""), read("c1"));
    assert_eq!(read("\n"), "end invalid_input none path=cardId");
}

#[test]
fn every_attempt_of_artha_v1_is_signed_anew() {
    let mut call = Script::new(&client(ARTHA_V1), freeze());
    assert_eq!(call.begin(), V1_FREEZE);
    let (time, nonce) = (call.header("X-Timestamp").to_owned(), call.header("X-Nonce").to_owned());
    assert_eq!(call.limited("2"), "sleep 2000");
    assert_eq!(call.after(2_000), V1_FREEZE);
    assert_ne!(call.header("X-Nonce"), nonce);
    assert_ne!(call.header("X-Timestamp"), time);
    // A write is not repeated, and there is no session to renew.
    assert_eq!(call.fail(Fault::Broken), "end network unknown");
    let mut refused = Script::new(&client(ARTHA_V1), freeze());
    assert_eq!(refused.begin(), V1_FREEZE);
    assert_eq!(refused.answer(401, ""), "end unauthorized none");
}

#[test]
fn whoever_cannot_hash_or_sign_sends_nothing() {
    for hashes in [false, true] {
        let mut call = Script::new(&client(ARTHA_V1), freeze());
        assert_eq!(call.bare(Event::Start), Some(Command::Hash));
        if hashes {
            assert_eq!(call.bare(Event::Hashed(b"h")), Some(Command::Sign));
        }
        let next = call.bare(Event::Failed(Fault::KeyRefused));
        assert_eq!(call.words(next), "end configuration none");
    }
}

#[test]
fn a_prepared_artha_v1_request_is_signed_too() {
    let client = client(ARTHA_V1);
    let task = Task::prepare(Operation::of(Action::SetPin), "c1", PrepareOptions::default());
    let fields = given(&client, Operation::of(Action::SetPin), r#"{"pin":"0123"}"#);
    let mut call = Script::new(&client, task.with_fields(fields.expect("fields")));
    assert_eq!(call.begin(), format!("request POST {BASE}/api/v1/cards/c1/pin/set"));
    assert_eq!(call.header("X-Signature"), "cw==");
    assert_eq!(call.body(), r#"{"pin":"0123"}"#);
}

#[test]
fn what_an_operation_must_be_given_is_asked_for_before_anything_is_sent() {
    let client = client(ARTHA_V1);
    for (operation, due) in [
        (Operation::of(Action::SetPin), "pin"),
        (Operation::TOP_UP, "amount"),
        (Operation::ISSUE, "customerId"),
        (Operation::TOP_UP_STATUS, "topupId"),
        (Operation::own("createCustomer"), "type"),
        (Operation::own("updateCustomer"), "customerId"),
        (Operation::own("transaction"), "transactionId"),
    ] {
        let task = Task::of(operation, "c1", Settings::default(), ActionOptions::default());
        let mut call = Script::new(&client, task);
        assert_eq!(call.begin(), format!("end invalid_input none path={due}"), "{operation:?}");
        let error = given(&client, operation, "{}").err();
        assert_eq!(error, Some(format!("invalid_input none path={due}")));
    }
    let set_pin = Operation::of(Action::SetPin);
    for pin in [r#""123""#, r#""1234567""#, r#""12a4""#, r#""١٢٣٤""#, "1234", "null", r#""""#] {
        let error = given(&client, set_pin, &format!(r#"{{"pin":{pin}}}"#)).err();
        assert_eq!(error.as_deref(), Some("invalid_input none path=pin"), "{pin}");
    }
    for (operation, text, due) in [
        (
            Operation::ISSUE,
            r#"{"customerId":"c","productId":"p","currency":"USD","shippingAddress":{"addresLine1":"x"}}"#,
            "shippingAddress.addresLine1",
        ),
        (Operation::ISSUE, r#"{"customerId":"c","productId":"p","currency":""}"#, "currency"),
        (Operation::REPLACE, r#"{"shippingAddress":{"city":1}}"#, "shippingAddress.city"),
        (Operation::REPLACE, r#"{"shippingAddress":"x"}"#, "shippingAddress"),
        (Operation::TOP_UP, r#"{"amount":-1,"currency":"USD"}"#, "amount"),
        (Operation::TOP_UP, r#"{"amount":"1e3","currency":"USD"}"#, "amount"),
        (Operation::TOP_UP, r#"{"amount":0,"currency":"USD"}"#, "amount"),
        (Operation::TOP_UP, r#"{"amount":"0.009","currency":"USD"}"#, "amount"),
        (Operation::SET_LIMITS, r#"{"lifetime":1}"#, "lifetime"),
        (Operation::SET_LIMITS, "{}", "daily"),
        (Operation::SET_LIMITS, r#"{"yearly":"null"}"#, "yearly"),
        (
            Operation::own("createCustomer"),
            r#"{"type":"individual","email":"a@b.example","phoneCode":"+44","phoneNumber":"1","country":"GB"}"#,
            "dateOfBirth",
        ),
        (Operation::own("submitApplicant"), r#"{"customerId":"c","productId":"p"}"#, "kycDetails"),
        (
            Operation::own("submitApplicant"),
            r#"{"customerId":"c","productId":"p","kybDetails":null}"#,
            "kycDetails",
        ),
        (Operation::CARDS, r#"{"page":-1}"#, "page"),
        (Operation::own("updateCustomer"), r#"{"customerId":".."}"#, "customerId"),
        (Operation::own("updateCustomer"), r#"{"customerId":"c","gender":"x"}"#, "gender"),
        (
            Operation::own("submitApplicant"),
            r#"{"customerId":"c","productId":"p","kycDetails":[]}"#,
            "kycDetails",
        ),
    ] {
        let error = given(&client, operation, text).err();
        assert_eq!(error, Some(format!("invalid_input none path={due}")), "{text}");
    }
    let cancel = Operation::of(Action::Cancel);
    let reason = |letters: usize| format!(r#"{{"reason":"{}"}}"#, "é".repeat(letters));
    assert!(given(&client, cancel, &reason(500)).is_ok());
    let error = given(&client, cancel, &reason(501)).err();
    assert_eq!(error.as_deref(), Some("invalid_input none path=reason"));
    // What has no limit of its own may have 4 MiB of letters.
    let documents = |letters: usize| {
        let text = "x".repeat(letters - r#"{"a":""}"#.len());
        format!(r#"{{"customerId":"c","productId":"p","kycDetails":{{"a":"{text}"}}}}"#)
    };
    let submit = Operation::own("submitApplicant");
    for (letters, fits) in [(4 << 20, true), ((4 << 20) + 1, false)] {
        let text = documents(letters);
        let limits = json::Limits { max_bytes: usize::MAX, ..json::Limits::default() };
        let plain = json::check(text.as_bytes(), limits).expect("JSON");
        assert_eq!(client.fields(submit, plain).is_ok(), fits, "{letters}");
    }
    for (operation, text) in [
        (Operation::TOP_UP, r#"{"amount":"0.01","currency":"USD"}"#),
        (Operation::SET_LIMITS, r#"{"yearly":null}"#),
        (
            Operation::own("createCustomer"),
            r#"{"type":"business","email":"a@b.example","phoneCode":"+44","phoneNumber":"1","country":"GB"}"#,
        ),
    ] {
        assert!(given(&client, operation, text).is_ok(), "{text}");
    }
}

#[test]
fn limits_are_not_set_in_a_unit_that_nobody_told() {
    for (unit, value, due) in [
        ("", "500", "end configuration none path=issuer.amountUnit"),
        (r#","amountUnit":"minor""#, "5.001", "end invalid_input none path=daily"),
        (r#","amountUnit":"minor""#, "5.01", "POST /ext/api/v1/cards/c1/limits"),
        (r#","amountUnit":"major""#, "5.001", "POST /ext/api/v1/cards/c1/limits"),
    ] {
        let client = client(&format!("{ARTHA_V1}{unit}"));
        let text = format!(r#"{{"daily":{value}}}"#);
        let fields = given(&client, Operation::SET_LIMITS, &text).expect("fields");
        let task = Task::of(Operation::SET_LIMITS, "c1", fields, ActionOptions::default());
        assert_eq!(Script::new(&client, task).begin(), due, "{unit} {value}");
    }
    // Reading them shows what the issuer sent.
    let client = client(ARTHA_V1);
    let options = ActionOptions::default();
    let task = Task::of(Operation::LIMITS, "c1", Settings::default(), options);
    assert_eq!(Script::new(&client, task).begin(), "GET /api/v1/cards/c1/limits");
}

#[test]
fn an_error_names_its_call() {
    let client = client(YATIVO);
    let mut run = client.start(freeze());
    let moment = cardlatch::Moment { now_ms: NOON, random: [7; 32] };
    assert_eq!(run.step(moment, Event::Start), Some(Command::Send));
    assert_eq!(run.step(moment, Event::Failed(Fault::NotSent)), None);
    let error = run.finish().err().expect("a failure");
    assert_eq!((error.code(), error.effect()), (ErrorCode::Network, Effect::None));
    assert_eq!(error.issuer(), Some(IssuerId::Yativo));
    assert_eq!(error.action(), Some(Operation::of(Action::Freeze)));
    assert_eq!(error.card_id(), Some("c1"));
    assert!(error.is_retryable());
}

#[test]
fn a_call_that_is_left_after_its_write_was_taken_is_in_doubt() {
    let mut call = confirming(&client(YATIVO));
    assert_eq!(call.answer(200, ACTIVE), "sleep 300");
    let left = call.run.take().map(cardlatch::Run::finish).expect("a running call");
    let error = left.map(|_| ()).expect_err("given up");
    assert_eq!(told::error(&error), "aborted unknown");
    assert_eq!((error.card_id(), error.issuer()), (Some("c1"), Some(IssuerId::Yativo)));
}

#[test]
fn a_success_under_a_status_that_fails_is_none() {
    let good = |options| match options {
        ARTHA => r#"{"status":"Success","taskId":"t"}"#,
        YATIVO => TAKEN,
        OPEN_API => r#"{"code":0,"message":"success"}"#,
        _ => {
            r#"{"id":1,"details":{"card":{"id":1001,"bSuppressed":false}},"status":"1","errors":[]}"#
        }
    };
    for options in ALL {
        for status in [0, 302, 307, 400, 401, 409, 429, 500, 503] {
            let told = writing(options).answer(status, good(options));
            // Its document says that the code decides.
            let decides = options == OPEN_API && status >= 400;
            let due = if decides { "end accepted" } else { "end unexpected_answer unknown" };
            assert!(told.starts_with(due), "{options} {status}: {told}");
        }
    }
}

//! The answers of OPEN-API.

use super::{Group, Row, UNKNOWN_CODE};
use crate::operations::{ACTIVATE, CALL, CANCEL, FREEZE, UNFREEZE};
use cardlatch::{IssuerId, Operation};

const fn group(
    what: &'static str,
    operations: &'static [Operation],
    rows: &'static [Row],
) -> Group {
    Group { issuer: IssuerId::OpenApi, what, operations, rows }
}

const ACTIONS: &[Operation] = &[FREEZE, UNFREEZE, ACTIVATE, CANCEL];

#[rustfmt::skip]
pub const GROUPS: &[Group] = &[
    group("actions", ACTIONS, &[
        (200, r#"{"code":0,"message":"success"}"#, "accepted remarks=success"),
        (200, r#"{"code":0,"message":"","data":{}}"#, "accepted remarks="),
        (200, r#"{"code":0}"#, "accepted"),
        // The body decides, whatever the status.
        (400, r#"{"code":0,"message":"success"}"#, "accepted remarks=success"),
        (500, r#"{"code":0,"message":"success"}"#, "accepted remarks=success"),
        (200, r#"{"code":990002,"message":"no"}"#, "issuer_rejected none code=990002 words=no"),
        (200, r#"{"code":-1,"message":"no"}"#, "issuer_rejected none code=-1 words=no"),
        (400, r#"{"code":1,"message":"no"}"#, "issuer_rejected none code=1 words=no"),
        (404, r#"{"code":1,"message":"no"}"#, "issuer_rejected none code=1 words=no"),
        (401, r#"{"code":1}"#, "unauthorized none code=1"),
        (403, r#"{"code":1}"#, "forbidden none code=1"),
        (429, r#"{"code":1}"#, "rate_limited none code=1"),
        (500, r#"{"code":1}"#, "issuer_unavailable unknown code=1"),
        // The schema's sample.
        (200, "{}", UNKNOWN_CODE),
        (200, r#"{"message":"success"}"#, "unexpected_answer unknown path=code words=success"),
        (200, r#"{"code":"0"}"#, "unexpected_answer unknown path=code code=0"),
        (200, r#"{"code":0.0}"#, "unexpected_answer unknown path=code code=0.0"),
        (200, r#"{"code":0e0}"#, "unexpected_answer unknown path=code code=0e0"),
        (200, r#"{"code":null}"#, UNKNOWN_CODE),
        (200, r#"{"code":false}"#, UNKNOWN_CODE),
        (200, r#"{"code":[0]}"#, UNKNOWN_CODE),
        (200, r#"{"Code":0}"#, UNKNOWN_CODE),
        (200, r#"{"data":{"code":0}}"#, UNKNOWN_CODE),
        (200, r#"{"code":18446744073709551616}"#, UNKNOWN_CODE),
        // Without a code nothing is proven, whatever the status, but at the door.
        (404, "{}", "card_not_found unknown"),
        (400, "{}", "issuer_rejected unknown"),
        (422, r#"{"code":"1"}"#, "issuer_rejected unknown code=1"),
        (400, r#"{"message":"bad"}"#, "issuer_rejected unknown words=bad"),
        (401, "{}", "unauthorized none"),
        (403, r#"{"message":"no"}"#, "forbidden none words=no"),
        (429, "{}", "rate_limited none"),
    ]),
    group("calls whose codes are the contract's prove nothing", &[CALL], &[
        (200, r#"{"code":0,"message":"success"}"#, "accepted remarks=success"),
        (200, r#"{"code":1,"message":"no"}"#, "issuer_rejected unknown code=1 words=no"),
        (400, r#"{"code":-1}"#, "issuer_rejected unknown code=-1"),
        (404, "{}", "issuer_rejected unknown"),
        (401, r#"{"code":1}"#, "unauthorized none code=1"),
        (429, r#"{"code":1}"#, "rate_limited none code=1"),
    ]),
];

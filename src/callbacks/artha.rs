//! Artha's Cards API: one URL for all callbacks, flat JSON, no signature.
//!
//! Pages `callback-notification-858485m0`, `callback-parameters-and-template-848530m0`,
//! `recharge-callback-notification-858492m0` and `consume-result-callback-notification-858520m0` of
//! docs.artha.work, and version 4 of the PDF. Names come in Pascal and in camel case, one table
//! spells `taskld`, and the versions differ in the case of words. Which action an `operation`
//! answers is not in it: its task id is the action's. The PDF's example of a recharge says
//! `operation`, so a top-up may come as one; the task id tells.

use crate::json::Json;

use super::fields::{Fields, PROGRESS, walk};

pub(super) const FACTS: &str = "word.body\0notifyType\0";

/// The documented reply. Its HTTP status is not documented.
pub(super) const TAKEN: &str = r#"{"code":0,"message":"success"}"#;

pub(super) fn read(fields: &mut Fields<'_>) {
    let body = fields.body;
    fields.fill(body, FIELDS);
    let data = walk(body, "data");
    if let Some(kind) = fields.by_word(NUMBERS).filter(|_| data.is_object()) {
        fields.kind = kind;
        numbered(fields, data);
        return;
    }
    fields.fill(body, "status:t=status remarks:t=remarks");
    fields.progress = fields.by_status(PROGRESS);
    fields.kind = fields.by_word(WORDS).unwrap_or_default();
    if fields.by_word("operation").is_some() {
        fields.judge_action();
    }
}

/// The numbered callbacks of versions 2 and 3 of the PDF, which are obsolete. Examples of 6 and 7
/// are printed with 5, so their own fields decide; what the statuses of 6 mean is not said.
fn numbered<'a>(fields: &mut Fields<'a>, data: Json<'a>) {
    fields.fill(data, "status:t=status remarks:t=statusDesc|msg code=otp");
    fields.fill(fields.body, "about=requestId");
    if fields.has("code") {
        fields.kind = "threeds.code";
    } else if walk(data, "requestType").is_there() {
        fields.kind = "";
    }
    if fields.kind == "card.state" {
        fields.progress = fields.by_status("5=done 12=failed");
    }
}

const FIELDS: &str = "cardId=cardId taskId=taskId|taskld time:t=creationTime \
                      amount:n=amount~currency code=optCode";

const WORDS: &str = "createCard=card.state recharge=topup kycStatus=kyc consume=transaction \
                     fee=fee refund=refund optCode=threeds.code";

const NUMBERS: &str = "3=kyc 4=topup 5=card.state 6= 7=";

//! Artha's Cards API: one URL for all callbacks, flat JSON, no signature.
//!
//! Pages `callback-notification-858485m0`, `callback-parameters-and-template-848530m0`,
//! `recharge-callback-notification-858492m0` and `consume-result-callback-notification-858520m0` of
//! docs.artha.work, and version 4 of the PDF. Names come in Pascal and in camel case, one table
//! spells `taskld`, and the versions differ in the case of words. Which action an `operation`
//! answers is not in it: its task id is the action's. The PDF's example of a recharge says
//! `operation`, so a top-up may come as one; the task id tells.

use crate::json::Json;

use super::fields::{Fields, known, walk};

pub(super) const FACTS: &str = "word.body\0notifyType\0\
    words\0operation=action createCard=card.state recharge=topup kycStatus=kyc \
    consume=transaction fee=fee refund=refund optCode=threeds.code\0\
    fields\0cardId=cardId taskId=taskId|taskld status:t=status remarks:t=remarks \
    time:t=creationTime amount.value:n=amount~currency code=optCode\0";

/// The documented reply. Its HTTP status is not documented.
pub(super) const TAKEN: &str = r#"{"code":0,"message":"success"}"#;

/// The numbered callbacks of versions 2 and 3 of the PDF, which are obsolete. Examples of 6 and 7
/// are printed with 5, so their own fields decide; what the statuses of 6 mean is not said.
pub(super) fn read<'a>(fields: &mut Fields<'a>, body: Json<'a>) {
    let data = walk(body, "data");
    let mut kind = known(fields.text("word"), "3=kyc 4=topup 5=card.state 6=other 7=other");
    if kind.is_empty() || !data.is_object() {
        return;
    }
    fields.fill(data, "status:t=status remarks:t=statusDesc|msg code=otp");
    fields.fill(body, "about=requestId");
    if !fields.text("code").is_empty() {
        kind = "threeds.code";
    } else if walk(data, "requestType").is_there() {
        kind = "other";
    } else if kind == "card.state" {
        fields.set("progress", known(fields.text("status"), "5=done 12=failed"));
    }
    fields.set("kind", kind);
}

//! Artha's Cards API: one URL for all callbacks, flat JSON, no signature.
//!
//! Pages `callback-notification-858485m0`, `callback-parameters-and-template-848530m0`,
//! `recharge-callback-notification-858492m0` and `consume-result-callback-notification-858520m0` of
//! docs.artha.work, and version 4 of the PDF. Names come in Pascal and in camel case, one table
//! spells `taskld`, and the versions differ in the case of words. Which action an `operation`
//! answers is not in it: its task id is the action's. The PDF's example of a recharge says
//! `operation`, so a top-up may come as one; the task id tells.

use crate::json::Json;
use crate::prelude::*;
use crate::secret::Secret;

use super::fields::{Fields, meaning, progress, result};
use super::{Event, Kind, Progress, Reply, Unit};

/// The documented reply. Its HTTP status is not documented.
pub(super) fn taken() -> Reply {
    Reply::json(r#"{"code":0,"message":"success"}"#)
}

pub(super) fn read(fields: &mut Fields<'_>, event: &mut Event) {
    let body = fields.body;
    event.word = fields.text(body, "notifyType");
    event.card_id = fields.filled(body, "cardId");
    event.task_id = fields.filled(body, "taskId|taskld");
    event.status = fields.text(body, "status");
    event.remarks = fields.text(body, "remarks");
    event.time = fields.text(body, "creationTime");
    event.amount = fields.amount(body, Unit::NotStated);
    event.progress = progress(event.status.as_deref());
    let word = event.word.clone().unwrap_or_default();
    let lists = [
        ("operation", result(event.progress)),
        ("createCard", Kind::CardState),
        ("recharge", Kind::Topup),
        ("kycStatus", Kind::Kyc),
        ("consume", Kind::Transaction),
        ("fee", Kind::Fee),
        ("refund", Kind::Refund),
        ("optCode", Kind::ThreedsCode),
    ];
    event.kind = meaning(&word, &lists).unwrap_or(Kind::Other);
    code(fields, event, body, "optCode");
    numbered(fields, event);
}

fn code<'a>(fields: &mut Fields<'a>, event: &mut Event, object: Json<'a>, name: &str) {
    let code = fields.filled(object, name);
    event.code = code.map(|code| Secret::new(code.trim_ascii().to_owned()));
}

/// The numbered callbacks of versions 2 and 3 of the PDF, which are obsolete. Examples of 6 and 7
/// are printed with 5, so their own fields decide; what the statuses of 6 mean is not said.
fn numbered(fields: &mut Fields<'_>, event: &mut Event) {
    let data = Fields::look(fields.body, "data");
    let number = event.word.as_deref().filter(|_| data.is_object());
    let number = number.and_then(|word| word.trim_ascii().parse::<u8>().ok()).unwrap_or_default();
    if !(3..=7).contains(&number) {
        return;
    }
    fields.subject = Fields::look(fields.body, "requestId").scalar();
    event.status = fields.text(data, "status");
    event.remarks = fields.text(data, "statusDesc|msg");
    code(fields, event, data, "otp");
    let is_switched = Fields::look(data, "requestType").is_there();
    event.kind = match number {
        _ if event.code.is_some() => Kind::ThreedsCode,
        _ if is_switched => Kind::Other,
        3 => Kind::Kyc,
        4 => Kind::Topup,
        5 => Kind::CardState,
        _ => Kind::Other,
    };
    if event.kind == Kind::CardState {
        event.progress = match event.status.as_deref() {
            Some("5") => Progress::Done,
            Some("12") => Progress::Failed,
            _ => Progress::Unknown,
        };
    }
}

//! `POST cards/{cardId}/topup` and `GET cards/topupstatus/{topupId}`: moves money onto a card, and
//! what became of that.
//!
//! Amounts are in whole units: the pages show `100.50` and a least amount of 0.01. Which value of
//! the answer is the `topupId` is not said. Source: docs.artha.work/top-up-card-28295340e0 and
//! get-top-up-status-32133995e0; the answer's fields are those of top-up-card-28184489e0.

use crate::answer::{Answer, undocumented};
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::issuers::artha_v1::answer::{one, reply, taken};
use crate::outcome::ActionResult;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

const TOP_UP: &str = "transaction=transactionId amount:n=amount status=status time=performedAt \
=taskId|message|cardId|currency *";

const STATUS: &str = "id=id card=cardId amount:n=amount currency=currency status=status \
createdAt=createdAt *";

/// Moves money onto a card.
pub struct TopUpCard;

impl Endpoint for TopUpCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = signed!(
        "POST <pathPrefix>/cards/<card>/topup",
        "{\"amount\":<amount>,\"currency\":\"<currency>\"}"
    );
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "amount number >=0.01\ncurrency text";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/top-up-card-28295340e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let held = taken(response, Effect::None)?;
        let mut reply = reply(about, response, held, TOP_UP)?;
        let status = held.get_loosely("status");
        if status.is_ignoring_case("completed") {
            (reply.result, reply.confirmed) = (ActionResult::Completed, true);
        } else if !status.is_null()
            && !status.is_ignoring_case("processing")
            && !status.is_ignoring_case("success")
        {
            return Err(undocumented(response));
        }
        Ok(Answer::Reply(reply))
    }
}

/// Reads what became of a top-up.
pub struct TopUpStatus;

impl Endpoint for TopUpStatus {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = signed!("GET <pathPrefix>/cards/topupstatus/<topupId>");
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "topupId header";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/get-top-up-status-32133995e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        one(about, response, STATUS)
    }
}

//! `POST cards/{cardId}/replace`: asks for a card in place of this one.
//!
//! The answer comes with a result object or, on another page, as a bare 202. Whether the object's
//! `cardId` is the old or the new card is not said, so it stays in `extra`; a state that is told is
//! of the card that is named there.
//! Source: docs.artha.work/replace-card-32047109e0 and replace-card-28295336e0.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::issuers::artha_v1::answer::{is_empty_202, result, taken};
use crate::outcome::{ActionResult, Reply};
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Asks for a card in place of this one.
pub struct ReplaceCard;

impl Endpoint for ReplaceCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = signed!(
        "POST <pathPrefix>/cards/<card>/replace",
        concat!("{\"reason\":\"<reason?>\",", address!(members), "}")
    );
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = concat!("reason text?", address!(rules));
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/replace-card-32047109e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        if is_empty_202(response) {
            return Ok(Answer::Reply(Reply::new(ActionResult::Accepted, false)));
        }
        result(response, taken(response, Effect::Unknown)?, None)
    }
}

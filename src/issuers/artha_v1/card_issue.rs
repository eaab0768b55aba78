//! `POST cards`: issues a card to a customer. Virtual cards are there at once.
//!
//! Source: docs.artha.work/issue-card-32120600e0; the answer's fields are those of
//! issue-card-28184476e0.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::issuers::artha_v1::answer::{reply, taken};
use crate::issuers::artha_v1::card::CARD;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Issues a card.
pub struct IssueCard;

impl Endpoint for IssueCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = signed!(
        "POST <pathPrefix>/cards",
        concat!(
            "{\"customerId\":\"<customerId>\",\"productId\":\"<productId>\",",
            "\"currency\":\"<currency>\",",
            address!(members),
            "}"
        )
    );
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules =
        concat!("customerId text\nproductId text\ncurrency text", address!(rules));
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/issue-card-32120600e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let held = taken(response, Effect::Unknown)?;
        reply(about, response, held, CARD).map(Answer::Reply)
    }
}

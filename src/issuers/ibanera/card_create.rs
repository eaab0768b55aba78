//! `POST /api/v1/customer/cards/create`: issues a card, which begins switched off.
//!
//! The newest page takes USD alone, older ones others too: the issuer decides. What customers of more
//! than six months must tell besides is known in part, so it goes as the caller gives it. The new card
//! may wait for an approval, so the answer is not final.
//! Source: customer-api-docs.ibanera.com/api-endpoints/cards/create-card.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::card_list::owned;
use crate::issuers::ibanera::envelope::taken;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Issues a card.
pub struct CreateCard;

impl Endpoint for CreateCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /api/v1/customer/cards/create
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json

{\"customersId\":<customer>,\"currency\":\"<currency>\",\"cardReferenceId\":\"<reference>\",\"shippingMethod\":\"<shipping>\",\"cardProgramID\":<program>,\"cardType\":\"<type?>\",\"shippingAddress\":{\"shippingAddressLine1\":\"<address.line1?>\",\"shippingAddressCity\":\"<address.city?>\",\"shippingAddressState\":\"<address.state?>\",\"shippingAddressPostcode\":\"<address.postcode?>\",\"shippingAddressCountry\":\"<address.country?>\"},\"businessReviewDetails\":{<{businessReview}>},\"personalReviewDetails\":{<{personalReview}>}}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "\
customer digits
currency text
reference text
shipping word! Standard Express Priority
program digits
type word? Physical Virtual
address.line1 text?
address.city text?
address.state text?
address.postcode text?
address.country text?
businessReview object?
personalReview object?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "customer-api-docs.ibanera.com/api-endpoints/cards/create-card";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, |details| owned(details.get_loosely("card"), details))
    }
}

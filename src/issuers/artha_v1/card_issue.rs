//! `POST cards`: issues a card to a customer. Virtual cards are there at once.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::issuers::artha_v1::answer::{reply, taken};
use crate::issuers::artha_v1::card::CARD;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Issues a card.
///
/// `POST {pathPrefix}/cards`: takes `customerId`, `productId` and `currency` and may take
/// `shippingAddress`.
///
/// Source: docs.artha.work/issue-card-32120600e0; the answer's fields are those of
/// issue-card-28184476e0.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, IssueCard};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// let fields = json::check(concat!(
///     r#"{"customerId":"cus_1","productId":"prod_1","currency":"USD"}"#,
/// ).as_bytes(), Limits::default())?;
/// let fields = client.fields(Operation::ISSUE, fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unhashed(draft) = IssueCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(draft.hashed(b"hash").signed(b"mac").body.as_bytes(), concat!(
///     r#"{"customerId":"cus_1","productId":"prod_1","currency":"USD"}"#,
/// ).as_bytes());
///
/// let answer = Response::new(201, concat!(
///     r#"{"data":{"id":"c1","card_type":"virtual","card_number_masked":"****4242","#,
///     r#""status":"active"}}"#,
/// ));
/// let Answer::Reply(reply) = IssueCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Accepted, false));
/// assert_eq!(reply.data.json().as_str(), concat!(
///     r#"{"id":"c1","state":"active","issuerWord":"active","form":"virtual","last4":"4242"}"#,
/// ));
///
/// let refusal = Response::new(422, r#"{"message":"no"}"#);
/// let error = IssueCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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

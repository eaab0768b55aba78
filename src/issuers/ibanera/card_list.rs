//! `GET /api/v1/customer/cards/byuser/list` and `…/byuser`: the cards of the principal and of its
//! managees, a page at a time, and those of one customer.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::card_details::{CARD, WORDS};
use crate::issuers::ibanera::envelope::{item, list, next};
use crate::json::Json;
use crate::prelude::*;
use crate::reading::{Page, read};
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;
use crate::text::after;

/// What is told of a card's owner.
const OWNER: &str = "customer=customersId customersReference:x=customersReference";

/// Reads a page of the cards.
///
/// `GET /api/v1/customer/cards/byuser/list`: may take `page` and `size`.
///
/// The cards stand in a list inside each customer. `cardNumber` may be the whole number, so four
/// digits of it are kept. The page on one customer says list and object, so both are read. Source:
/// customer-api-docs.ibanera.com/api-endpoints/cards/get-customer-cards.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::ibanera::{CardList, IbaneraConfig};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// # let config = IbaneraConfig::new("https://ibanera.example", "name", "password");
/// # let client = Client::new(IssuerConfig::Ibanera(config))?;
/// let fields = json::check(br#"{"page":2,"size":50}"#, Limits::default())?;
/// let fields = client.fields(Operation::CARDS, fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = CardList::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     request.url(),
///     "https://ibanera.example/api/v1/customer/cards/byuser/list?PageNumber=2&PageSize=50"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"details":[{"customersId":7,"cards":[{"id":1,"currency":"USD"}]}],"status":"1"}"#,
/// ));
/// let Answer::Data(data) = CardList::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"items":[{"id":"1","state":"unknown","currency":"USD","customer":"7"}]}"#,
/// ));
///
/// let refusal = Response::new(200, concat!(
///     r#"{"details":null,"status":"0","errors":[{"fieldName":"CardsId","#,
///     r#""messageCode":"Invalid"}]}"#,
/// ));
/// let error = CardList::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct CardList;

impl Endpoint for CardList {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /api/v1/customer/cards/byuser/list?PageNumber=<page?>&PageSize=<size?>
Authorization: Bearer <token>
otp: <otp>
Accept: */*

";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "page count?\nsize count?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "customer-api-docs.ibanera.com/api-endpoints/cards/get-customer-cards";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        Ok(Answer::data(cards(list(response)?).end(next(about, response))))
    }
}

/// Reads the cards of one customer.
///
/// `GET /api/v1/customer/cards/byuser`: may take `customer`.
///
/// What the pages leave open stands at [`CardList`].
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::ibanera::{CustomerCards, IbaneraConfig};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// # let config = IbaneraConfig::new("https://ibanera.example", "name", "password");
/// # let client = Client::new(IssuerConfig::Ibanera(config))?;
/// let fields = json::check(br#"{"customer":11057}"#, Limits::default())?;
/// let fields = client.fields(Operation::own("cardsOfCustomer"), fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = CustomerCards::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     request.url(),
///     "https://ibanera.example/api/v1/customer/cards/byuser?customersId=11057"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"details":[{"customersId":11057,"cards":[{"id":1,"currency":"USD"}]}],"#,
///     r#""status":"1"}"#,
/// ));
/// let Answer::Data(data) = CustomerCards::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"items":[{"id":"1","state":"unknown","currency":"USD","customer":"11057"}]}"#,
/// ));
///
/// let refusal = Response::new(200, concat!(
///     r#"{"details":null,"status":"0","errors":[{"fieldName":"CardsId","#,
///     r#""messageCode":"Invalid"}]}"#,
/// ));
/// let error = CustomerCards::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct CustomerCards;

impl Endpoint for CustomerCards {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /api/v1/customer/cards/byuser?customersId=<customer?>
Authorization: Bearer <token>
otp: <otp>
Accept: */*

";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "customer digits?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "customer-api-docs.ibanera.com/api-endpoints/cards/get-customer-cards";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        Ok(Answer::data(cards(list(response).or_else(|_| item(response))?).end(None)))
    }
}

fn cards(customers: Json<'_>) -> Page {
    let mut page = Page::default();
    for customer in customers.parts().chain([customers]) {
        for card in customer.get_loosely("cards").parts() {
            page.push(&owned(card, customer));
        }
    }
    page
}

/// A card with its owner.
pub(crate) fn owned(card: Json<'_>, customer: Json<'_>) -> String {
    merged(read(card, CARD, WORDS), &read(customer, OWNER, ""))
}

/// Two objects that were read, as one.
fn merged(mut first: String, second: &str) -> String {
    if first == "{}" {
        return second.to_owned();
    }
    if second != "{}" {
        first.pop();
        first.push(',');
        first.push_str(after(second, b"{").unwrap_or_default());
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_objects_become_one() {
        for (first, second, due) in [
            ("{}", "{}", "{}"),
            (r#"{"a":1}"#, "{}", r#"{"a":1}"#),
            ("{}", r#"{"b":2}"#, r#"{"b":2}"#),
            (r#"{"a":1}"#, r#"{"b":2}"#, r#"{"a":1,"b":2}"#),
        ] {
            assert_eq!(merged(first.to_owned(), second), due);
        }
    }
}

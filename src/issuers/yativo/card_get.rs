//! `GET /customer/virtual/cards/get/{card_id}`: the card, its state and its balance.

use crate::answer::{Answer, unexpected};
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope;
use crate::json::Json;
use crate::reading::read;
use crate::text;

/// A word that holds `froz` is frozen, `active` is active; nothing else is guessed.
pub(crate) const WORDS: &str = "unfroz*=unknown froz*=frozen active=active";

/// The fields of a card in both shapes that are known, but for its balance.
pub(crate) const CARD: &str = "id=cardId|id state:w=cardStatus|status \
holder=cardName last4:4=last4|cardNumber|maskedPan brand=cardBrand form:l=cardType \
expiry=valid|expiryDate|expiry|expiration customer=customerId program=cardProgram \
airlinePayments:x=airlinePaymentEnabled|isAirlinePaymentEnabled contactless:x=contactlessPayment \
billingAddress:o=billingAddress customerEmail:x=customerEmail ";

/// Whether the card may pay airlines, as it is read and as it is asked for.
pub(crate) const AIRLINE_PAYMENTS: &str = "airlinePayments";

/// The field of a card's balance. `display_amount` is dollars; `balance` is documented as cents in the
/// shape with `cardNumber`, and in the other shape its unit is not told.
pub(crate) fn balance(about: &About<'_>, card: Json<'_>) -> &'static str {
    match about.settings.text("units.balance") {
        "major" => "available:n=displayAmount|balance~\"USD\" ",
        "" if !card.get("cardNumber").is_there() => {
            "available:n=displayAmount~\"USD\" balance:x=balance "
        }
        _ => "available:n=displayAmount~\"USD\" available:c=balance~\"USD\" ",
    }
}

/// Reads a card.
///
/// `GET /customer/virtual/cards/get/{card}`.
///
/// The answer holds the card number and the CVV in clear: only what is named is kept. Its field is
/// `card_status`, sometimes `status`, sometimes missing. The words are not listed anywhere. Source:
/// docs.yativo.com/payments/virtual-cards/fetch-card.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::yativo::{GetCard, YativoConfig};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// # let config = YativoConfig::new("https://yativo.example/api/v1", "account", "secret");
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "5d2c0b1e");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = GetCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     request.url(),
///     "https://yativo.example/api/v1/customer/virtual/cards/get/5d2c0b1e"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"status":"success","data":{"card_id":91,"card_number":"4111111111111111","#,
///     r#""card_status":"frozen"}}"#,
/// ));
/// let Answer::Data(data) = GetCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"id":"91","state":"frozen","issuerWord":"frozen","last4":"1111"}"#,
/// ));
///
/// let refusal = Response::new(200, concat!(
///     r#"{"status":"success","data":{"error":"Invalid request"}}"#,
/// ));
/// let error = GetCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct GetCard;

impl Endpoint for GetCard {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /customer/virtual/cards/get/<card>
Accept: application/json
Authorization: Bearer <token>

";

    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.yativo.com/payments/virtual-cards/fetch-card";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        card(about, response, CARD)
    }
}

/// Some fields of a card, and its balance.
pub(crate) fn card(about: &About<'_>, response: &Response, list: &str) -> Result<Answer, Error> {
    let card = envelope::data(response)?;
    if !card.is_object() {
        return Err(unexpected(response, "The answer has no card.", "data"));
    }
    Ok(Answer::data(read(card, &text::joined(list, balance(about, card)), WORDS)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::CardState;
    use crate::reading::state;

    #[test]
    fn guesses_nothing() {
        for (word, due) in [
            ("frozen", CardState::Frozen),
            ("FROZEN_BY_USER", CardState::Frozen),
            ("Active", CardState::Active),
            ("unfrozen", CardState::Unknown),
            ("inactive", CardState::Unknown),
            ("", CardState::Unknown),
        ] {
            assert_eq!(state(word, WORDS), due, "{word}");
        }
    }
}

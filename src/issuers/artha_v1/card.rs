//! `GET cards/{cardId}` and `GET cards`: a card, and a page of the cards.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha_v1::answer::{held, many, named, of_card};
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// The fields of a card.
pub(crate) const CARD: &str = "id=cardId|id state:w=status form:l=cardType last4:4=cardNumberMasked \
currency=currency customer=customerId program=productId createdAt=createdAt balance:x=balance \
productName:x=productName provider:x=provider updatedAt:x=updatedAt";

/// Reads a card.
///
/// `GET {pathPrefix}/cards/{card}`.
///
/// Neither page is public: the paths are by the pattern of the others, the fields those of
/// docs.artha.work/issue-card-28184476e0, `limit` that of the example of authentication-1964146m0
/// and `offset` that of the list of transactions. Since an answer might hold more than the masked
/// number, only what is named is kept. Which balance `balance` is, no page says.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, GetCard};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "c1");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unhashed(draft) = GetCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     draft.hashed(b"hash").signed(b"mac").url(),
///     "https://artha.example/api/v1/cards/c1"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"cardId":"c1","cardType":"Virtual","status":"Cancelled","#,
///     r#""cardNumber":"4111111111111111"}"#,
/// ));
/// let Answer::Data(data) = GetCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"id":"c1","state":"closed","issuerWord":"Cancelled","form":"virtual"}"#,
/// ));
///
/// let refusal = Response::new(404, r#"{"message":"no"}"#);
/// let error = GetCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::CardNotFound);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct GetCard;

impl Endpoint for GetCard {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = signed!("GET <pathPrefix>/cards/<card>");
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "by the pattern of docs.artha.work/issue-card-28184476e0; no page is public";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let held = of_card(about, response, held(response)?, "cardId|id")?;
        Ok(Answer::data(named(about, held, CARD)))
    }
}

/// Reads a page of the cards.
///
/// `GET {pathPrefix}/cards`: may take `page` and `size`.
///
/// Source: by the patterns of docs.artha.work/authentication-1964146m0 and
/// list-card-transactions-28184493e0. What the pages leave open stands at [`GetCard`].
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, ListCards};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// let fields = json::check(br#"{"page":20,"size":2}"#, Limits::default())?;
/// let fields = client.fields(Operation::CARDS, fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unhashed(draft) = ListCards::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     draft.hashed(b"hash").signed(b"mac").url(),
///     "https://artha.example/api/v1/cards?limit=2&offset=20"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"data":[{"id":"c1","status":"frozen"},{"id":"c2","status":"inactive"}]}"#,
/// ));
/// let Answer::Data(data) = ListCards::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"items":[{"id":"c1","state":"frozen","issuerWord":"frozen"},{"id":"c2","#,
///     r#""state":"inactive","issuerWord":"inactive"}],"next":22}"#,
/// ));
///
/// let refusal = Response::new(401, "");
/// let error = ListCards::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::Unauthorized);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ListCards;

impl Endpoint for ListCards {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = signed!("GET <pathPrefix>/cards?limit=<size?>&offset=<page?>");
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "page digits?\nsize count?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "by the patterns of docs.artha.work/authentication-1964146m0 and list-card-transactions-28184493e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        many(about, response, CARD)
    }
}

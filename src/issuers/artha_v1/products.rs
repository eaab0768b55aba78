//! `GET Products/{productId}` and `GET Products`: what a card is issued by.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha_v1::answer::{own, own_many};
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Reads a product.
///
/// `GET {pathPrefix}/Products/{productId}`: takes `productId`.
///
/// Source: docs.artha.work/get-product-32120620e0. The page of the list is not public: its path is
/// that of one without the id.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, GetProduct};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// let fields = json::check(br#"{"productId":"prod_1"}"#, Limits::default())?;
/// let fields = client.fields(Operation::own("product"), fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unhashed(draft) = GetProduct::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     draft.hashed(b"hash").signed(b"mac").url(),
///     "https://artha.example/api/v1/Products/prod_1"
/// );
///
/// let answer = Response::new(200, r#"{"productId":"prod_1","name":"n","fee":1.50}"#);
/// let Answer::Data(data) = GetProduct::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), r#"{"productId":"prod_1","name":"n","fee":"1.50"}"#);
///
/// let refusal = Response::new(401, "");
/// let error = GetProduct::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::Unauthorized);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct GetProduct;

impl Endpoint for GetProduct {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = signed!("GET <pathPrefix>/Products/<productId>");
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "productId header";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/get-product-32120620e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        own(response)
    }
}

/// Reads the products.
///
/// `GET {pathPrefix}/Products`.
///
/// Source: by the pattern of docs.artha.work/get-product-32120620e0; no page is public. What the
/// pages leave open stands at [`GetProduct`].
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, ListProducts};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unhashed(draft) = ListProducts::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     draft.hashed(b"hash").signed(b"mac").url(),
///     "https://artha.example/api/v1/Products"
/// );
///
/// let answer = Response::new(200, r#"{"data":[{"productId":"prod_1"}]}"#);
/// let Answer::Data(data) = ListProducts::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), r#"{"items":[{"productId":"prod_1"}]}"#);
///
/// let refusal = Response::new(401, "");
/// let error = ListProducts::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::Unauthorized);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ListProducts;

impl Endpoint for ListProducts {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = signed!("GET <pathPrefix>/Products");
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "by the pattern of docs.artha.work/get-product-32120620e0; no page is public";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        own_many(response)
    }
}

//! `GET Products/{productId}` and `GET Products`: what a card is issued by.
//!
//! Source: docs.artha.work/get-product-32120620e0. The page of the list is not public: its path is
//! that of one without the id.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha_v1::answer::{own, own_many};
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Reads a product.
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

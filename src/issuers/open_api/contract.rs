//! Actions that the issuer has but whose path is not public: the caller's contract states it.
//!
//! Request and answer are those of freeze. Source of their existence: the site map of
//! ckg2erttlk.apifox.cn.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::issuers::open_api::envelope::reply;

macro_rules! by_contract {
    ($(#[$doc:meta] $name:ident $path:literal)*) => {$(
        #[$doc]
        pub struct $name;

        impl Endpoint for $name {
            const KIND: Kind = Kind::Write;
            const REQUEST: &'static str = concat!("POST <paths.", $path, ">
Content-Type: application/json

{\"customer_id\":<customerId>,\"app_id\":<appId>,\"key\":\"<key>\",\"card_id\":\"<card>\"}");

            #[cfg(not(feature = "ship"))]
            const SOURCE: &'static str = "ckg2erttlk.apifox.cn";

            fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
                reply(response, Effect::None)
            }
        }
    )*};
}

by_contract! {
    /// Undoes a freeze.
    Unfreeze "unfreeze"
    /// Switches a card on.
    Activate "activate"
    /// Closes a card for good.
    Cancel "cancel"
}

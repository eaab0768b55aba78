//! `POST cards/{cardId}/freeze` and `unfreeze`: stops a card for now, and undoes that. Neither has
//! a body.
//!
//! Source: docs.artha.work/freeze-card-28184482e0. The page of unfreeze is not public: its path is
//! by the pattern of the others, its word is that of the result object and of the menu.

use crate::answer::Answer;
use crate::card::Action;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha_v1::answer::action;

/// Stops a card for now.
pub struct FreezeCard;

impl Endpoint for FreezeCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = signed!("POST <pathPrefix>/cards/<card>/freeze");
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/freeze-card-28184482e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        action(about, response, Action::Freeze)
    }
}

/// Undoes a freeze.
pub struct UnfreezeCard;

impl Endpoint for UnfreezeCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = signed!("POST <pathPrefix>/cards/<card>/unfreeze");
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "by the pattern of docs.artha.work/freeze-card-28184482e0; no page is public";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        action(about, response, Action::Unfreeze)
    }
}

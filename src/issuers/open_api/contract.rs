//! Actions that the issuer has but whose path is not public: the caller's contract states it.
//!
//! Request and answer are those of freeze. Source of their existence: the site map of
//! ckg2erttlk.apifox.cn.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Plan};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::open_api::Freeze;
use crate::settings::Settings;

/// An action by its name under the option `paths`.
pub struct ByContract(pub(crate) &'static str);

impl Endpoint for ByContract {
    fn plan(&self) -> &'static Plan {
        Freeze.plan()
    }

    fn route<'a>(&self, settings: &'a Settings) -> &'a str {
        settings.text(self.0)
    }

    fn parse(&self, about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        Freeze.parse(about, response)
    }
}

//! The issuers: an endpoint is a file, and a line of its issuer's list.

#[cfg_attr(not(feature = "artha"), allow(dead_code, unused_imports))]
pub mod artha;
#[cfg_attr(not(feature = "artha-v1"), allow(dead_code, unused_imports))]
pub mod artha_v1;
#[cfg_attr(not(feature = "ibanera"), allow(dead_code, unused_imports))]
pub mod ibanera;
#[cfg_attr(not(feature = "open-api"), allow(dead_code, unused_imports))]
pub mod open_api;
#[cfg_attr(not(feature = "yativo"), allow(dead_code, unused_imports))]
pub mod yativo;

pub(crate) mod needs;

use crate::card::{Action, IssuerId};
use crate::endpoint::Exchange;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// One exchange with an issuer, by its name: an action's, one that several issuers have, or an
/// issuer's own.
///
/// ```
/// use cardlatch::{IssuerId, Operation, issuers};
/// let has = |id, operation| issuers::endpoint(id, operation).is_some();
/// let all = IssuerId::ALL.into_iter();
/// assert!(all.filter(|id| has(*id, Operation::REVEAL_PIN)).eq([IssuerId::Artha]));
/// assert!(has(IssuerId::Yativo, Operation::own("setWebhook")));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation(&'static str);

impl Operation {
    /// Starting a session.
    pub const LOGIN: Self = Self("login");
    /// Renewing a session.
    pub const REFRESH: Self = Self("refresh");
    /// Reading a card.
    pub const CARD: Self = Self("card");
    /// Reading a page of the cards.
    pub const CARDS: Self = Self("cards");
    /// Reading a page of transactions.
    pub const TRANSACTIONS: Self = Self("transactions");
    /// Reading a card's balance.
    pub const BALANCE: Self = Self("balance");
    /// Reading card number and CVV.
    pub const REVEAL: Self = Self("reveal");
    /// Reading a card's PIN.
    pub const REVEAL_PIN: Self = Self("revealPin");
    /// Issuing a card.
    pub const ISSUE: Self = Self("issue");
    /// Replacing a card.
    pub const REPLACE: Self = Self("replace");
    /// Moving money onto a card.
    pub const TOP_UP: Self = Self("topUp");
    /// Reading what a top-up would cost.
    pub const TOP_UP_FEE: Self = Self("topUpFee");
    /// Reading what became of a top-up.
    pub const TOP_UP_STATUS: Self = Self("topUpStatus");
    /// Reading a card's limits.
    pub const LIMITS: Self = Self("limits");
    /// Setting a card's limits.
    pub const SET_LIMITS: Self = Self("setLimits");
    /// Reading a program, for example whether it asks for a signature image.
    pub const PROGRAM: Self = Self("program");
    /// Reading the merchant with its programs.
    pub const MERCHANT: Self = Self("merchant");

    /// An action.
    ///
    /// ```
    /// use cardlatch::{Action, Operation};
    /// assert_eq!(Operation::of(Action::Freeze).as_str(), "freeze");
    /// ```
    #[must_use]
    pub const fn of(action: Action) -> Self {
        Self(action.as_str())
    }

    /// An operation that only one issuer has.
    ///
    /// ```
    /// use cardlatch::{IssuerId, Operation, issuers};
    /// assert!(issuers::endpoint(IssuerId::Artha, Operation::own("countries")).is_some());
    /// ```
    #[must_use]
    pub const fn own(name: &'static str) -> Self {
        Self(name)
    }

    /// Its name.
    ///
    /// ```
    /// assert_eq!(cardlatch::Operation::TOP_UP_FEE.as_str(), "topUpFee"); // as in the npm package
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// The action, where it is one.
    ///
    /// ```
    /// use cardlatch::{Action, Operation};
    /// assert_eq!(Operation::of(Action::Cancel).action(), Some(Action::Cancel));
    /// assert_eq!(Operation::BALANCE.action(), None);
    /// ```
    #[must_use]
    pub fn action(self) -> Option<Action> {
        Action::from_text(self.0)
    }

    /// The operation with this name, if any issuer has it or it is an action's.
    ///
    /// ```
    /// use cardlatch::Operation;
    /// assert_eq!(Operation::from_text("topUp"), Some(Operation::TOP_UP));
    /// assert_eq!(Operation::from_text("setWebhook"), Some(Operation::own("setWebhook")));
    /// assert_eq!(Operation::from_text("launder"), None);
    /// ```
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        for id in needs::ISSUERS {
            for (own, _) in issuer(*id).endpoints {
                if own.0 == text {
                    return Some(*own);
                }
            }
        }
        Action::from_text(text).map(Self::of)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Operation {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

/// The endpoints of an issuer by operation.
pub type Endpoints = &'static [(Operation, Exchange)];

/// An issuer: its options and its endpoints.
///
/// ```
/// use cardlatch::{IssuerId, Operation, issuers::issuer};
/// let yativo = issuer(IssuerId::Yativo);
/// assert!(yativo.rules.contains("accountId text"));
/// assert!(yativo.endpoints.iter().any(|(operation, _)| *operation == Operation::REFRESH));
/// ```
pub struct Issuer {
    /// What its options must be.
    #[cfg(not(feature = "ship"))]
    pub rules: Rules,
    /// What it can do.
    pub endpoints: Endpoints,
}

impl IssuerId {
    /// Whether this build has the issuer.
    ///
    /// A program that names the cargo feature of one issuer alone has only that one.
    ///
    /// ```
    /// use cardlatch::{IssuerId, issuers::issuer};
    /// for id in IssuerId::ALL {
    ///     assert_eq!(id.is_built(), !issuer(id).endpoints.is_empty());
    /// }
    /// ```
    #[must_use]
    pub const fn is_built(self) -> bool {
        match self {
            Self::Artha => cfg!(feature = "artha"),
            Self::ArthaV1 => cfg!(feature = "artha-v1"),
            Self::Yativo => cfg!(feature = "yativo"),
            Self::OpenApi => cfg!(feature = "open-api"),
            Self::Ibanera => cfg!(feature = "ibanera"),
        }
    }
}

/// An issuer that this build leaves out.
#[allow(dead_code)]
const LEFT_OUT: Issuer = Issuer {
    #[cfg(not(feature = "ship"))]
    rules: "",
    endpoints: &[],
};

/// An issuer's options and endpoints; none where its feature is not there.
///
/// ```
/// use cardlatch::{IssuerId, issuers::issuer};
/// let all = IssuerId::ALL.into_iter().map(|id| issuer(id).endpoints.len());
/// assert_eq!(all.sum::<usize>(), 88);
/// ```
#[must_use]
pub fn issuer(id: IssuerId) -> &'static Issuer {
    match needs::ONLY.unwrap_or(id) {
        #[cfg(feature = "artha")]
        IssuerId::Artha => &artha::ISSUER,
        #[cfg(feature = "artha-v1")]
        IssuerId::ArthaV1 => &artha_v1::ISSUER,
        #[cfg(feature = "yativo")]
        IssuerId::Yativo => &yativo::ISSUER,
        #[cfg(feature = "open-api")]
        IssuerId::OpenApi => &open_api::ISSUER,
        #[cfg(feature = "ibanera")]
        IssuerId::Ibanera => &ibanera::ISSUER,
        #[allow(unreachable_patterns)]
        _ => &LEFT_OUT,
    }
}

/// An issuer's endpoint for an operation.
///
/// ```
/// use cardlatch::{IssuerId, Operation, endpoint::Kind, issuers};
/// let top_up = issuers::endpoint(IssuerId::Yativo, Operation::TOP_UP).unwrap();
/// assert_eq!(top_up.kind, Kind::Write);
/// assert_eq!(top_up.source, "docs.yativo.com/payments/virtual-cards/top-up-card");
/// assert!(issuers::endpoint(IssuerId::Yativo, Operation::REVEAL_PIN).is_none());
/// ```
#[must_use]
pub fn endpoint(id: IssuerId, operation: Operation) -> Option<&'static Exchange> {
    let found = issuer(id).endpoints.iter().find(|(own, _)| *own == operation)?;
    Some(&found.1)
}

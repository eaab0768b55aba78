//! OPEN-API: the credentials ride in every body, `code` decides, and of two calls the bodies are
//! documented.
//!
//! Source: ckg2erttlk.apifox.cn/430346216e0.

mod call;
mod card_freeze;
mod contract;
mod envelope;
mod settings;
mod wallet_transaction;

pub use call::{Call, Read};
pub use card_freeze::Freeze;
pub use contract::{Activate, Cancel, Unfreeze};
pub use settings::{ContractPaths, OpenApiConfig};
pub use wallet_transaction::WalletTransaction;

use crate::card::Action;
use crate::endpoint::Exchange;
use crate::issuers::{Issuer, Operation};

/// The issuer.
pub(crate) const ISSUER: Issuer = Issuer {
    #[cfg(not(feature = "ship"))]
    rules: settings::RULES,
    endpoints: &[
        (Operation::of(Action::Freeze), Exchange::of::<Freeze>()),
        (Operation::of(Action::Unfreeze), Exchange::of::<Unfreeze>()),
        (Operation::of(Action::Activate), Exchange::of::<Activate>()),
        (Operation::of(Action::Cancel), Exchange::of::<Cancel>()),
        (Operation::own("walletTransaction"), Exchange::of::<WalletTransaction>()),
        (Operation::own("read"), Exchange::of::<Read>()),
        (Operation::own("call"), Exchange::of::<Call>()),
    ],
};

//! What the issuers' documents have, call by call.

use cardlatch::IssuerId;

/// One documented call.
pub struct Documented {
    pub issuer: IssuerId,
    /// The call as its page names it.
    pub call: &'static str,
    pub built: Built,
    /// The page.
    pub source: &'static str,
}

/// What became of it here.
#[derive(Clone, Copy)]
pub enum Built {
    /// The operation's name.
    As(&'static str),
    /// Why there is none.
    Refused(&'static str),
}

use Built::{As, Refused};
use IssuerId::{Artha, ArthaV1, Ibanera, OpenApi, Yativo};

const fn row(
    issuer: IssuerId,
    call: &'static str,
    built: Built,
    source: &'static str,
) -> Documented {
    Documented { issuer, call, built, source }
}

/// A call of OPEN-API that only the site map names: its path is the caller's contract's.
const fn page(call: &'static str, name: &'static str, id: &'static str) -> Documented {
    row(OpenApi, call, As(name), id)
}

const MANUAL: &str = "public manual of the Cards API";
const PATTERN: &str = "site menu; path by the pattern of its neighbours";
const OBSERVED: &str = "observed in public programs";
const NO_PATH: Built = Refused("no readable page has its path");
const REQUESTS: Built = Refused("asks for papers about transactions of accounts, not for cards");
const CUSTOMERS: Built = Refused("the section before cards, which take a customer by its id");
const SAME_AS_POST: Built = Refused("sets the one address that setWebhook sets with POST");

#[rustfmt::skip]
pub const DOCUMENTED: &[Documented] = &[
    row(Artha, "GET MerchantInformation/Merchant", As("merchant"), "information-13986065e0"),
    row(Artha, "GET MerchantInformation/programdetails/{programid}", As("program"), "program-details-13986066e0"),
    row(Artha, "POST ApplyCard", As("issue"), "apply-13986048e0"),
    row(Artha, "POST Binding", As("bind"), "binding-13986049e0"),
    row(Artha, "GET CardDetails/{cardId}", As("card"), "carddetails-13986056e0"),
    row(Artha, "the same, its number and CVV", As("reveal"), "carddetails-13986056e0"),
    row(Artha, "GET PinDetails/{cardId}", As("revealPin"), MANUAL),
    row(Artha, "GET CardBalance/{cardId}", As("balance"), "cardbalance-13986058e0"),
    row(Artha, "POST Card/Transactions", As("transactions"), "single-card-transactions-13986059e0"),
    row(Artha, "POST, All Cards Transactions", Refused("neither path nor body is public"), "site menu"),
    row(Artha, "GET Countries", As("countries"), MANUAL),
    row(Artha, "GET Towns", As("towns"), MANUAL),
    row(Artha, "POST EstimateCardTopUpFee", As("topUpFee"), "estimate-card-topup-fee-13986055e0"),
    row(Artha, "POST CardTopUp", As("topUp"), MANUAL),
    row(Artha, "GET TopUpStatus/{taskId}", As("topUpStatus"), "topup-status-13986061e0"),
    row(Artha, "POST CardFreeze", As("freeze"), "freeze-13986052e0"),
    row(Artha, "POST CardUnFreeze", As("unfreeze"), "unfreeze-13986053e0"),
    row(Artha, "POST CancelCard", As("cancel"), "cancellation-13986054e0"),
    row(Artha, "POST CardSetPin", As("setPin"), MANUAL),

    row(ArthaV1, "POST /cards/{cardId}/activate", As("activate"), "activate-card-32120604e0"),
    row(ArthaV1, "POST /cards/{cardId}/freeze", As("freeze"), "freeze-card-28184482e0"),
    row(ArthaV1, "POST /cards/{cardId}/unfreeze", As("unfreeze"), PATTERN),
    row(ArthaV1, "POST /cards/{cardId}/cancel", As("cancel"), "cancel-card-28184484e0"),
    row(ArthaV1, "POST /cards/{cardId}/replace", As("replace"), "replace-card-32047109e0"),
    row(ArthaV1, "POST /cards/{cardId}/pin/set", As("setPin"), "set-reset-card-pin-28184486e0"),
    row(ArthaV1, "GET /cards/{cardId}/limits", As("limits"), "get-card-limits-28184487e0"),
    row(ArthaV1, "POST /ext/api/v1/cards/{cardId}/limits", As("setLimits"), "update-card-limits-28184488e0"),
    row(ArthaV1, "POST /Customers", As("createCustomer"), "create-customer-28295323e0"),
    row(ArthaV1, "GET /Customers", As("customers"), "list-customers-28184467e0"),
    row(ArthaV1, "GET /Customers/{customerId}", As("customer"), PATTERN),
    row(ArthaV1, "PATCH /Customers/{customerId}", As("updateCustomer"), "update-customer-28184469e0"),
    row(ArthaV1, "POST /uploadfile", Refused("no readable page has the form of its request"), "kyckyb-requirements-1964638m0"),
    row(ArthaV1, "POST /customers/{customerId}/products/{productId}/applicant", As("submitApplicant"), "submit-kyckyb-applicant-28224936e0"),
    row(ArthaV1, "GET /customers/{customerId}/products/{productId}/applicantstatus", As("applicantStatus"), "get-applicant-kyc-status-32120599e0"),
    row(ArthaV1, "POST /cards", As("issue"), "issue-card-32120600e0"),
    row(ArthaV1, "GET /cards", As("cards"), PATTERN),
    row(ArthaV1, "GET /cards/{cardId}", As("card"), PATTERN),
    row(ArthaV1, "GET /cards/{cardId}/sensitive", As("reveal"), "get-sensitive-card-details-28184479e0"),
    row(ArthaV1, "POST /cards/{cardId}/topup", As("topUp"), "top-up-card-28295340e0"),
    row(ArthaV1, "GET /cards/topupstatus/{topupId}", As("topUpStatus"), "get-top-up-status-32133995e0"),
    row(ArthaV1, "GET, top-up history", NO_PATH, "site menu"),
    row(ArthaV1, "GET /cards/{cardId}/balance", As("balance"), "get-card-balance-28184490e0"),
    row(ArthaV1, "GET /cards/{cardId}/transactions", As("transactions"), "list-card-transactions-28184493e0"),
    row(ArthaV1, "GET /transactions", As("allTransactions"), PATTERN),
    row(ArthaV1, "GET /transactions/{transactionId}", As("transaction"), "get-transaction-32120618e0"),
    row(ArthaV1, "GET, transactions of a customer", NO_PATH, "site menu"),
    row(ArthaV1, "GET /Products", As("products"), PATTERN),
    row(ArthaV1, "GET /Products/{productId}", As("product"), "get-product-32120620e0"),

    row(Yativo, "POST /auth/login", As("login"), "security-and-authentication/authentication"),
    row(Yativo, "GET /auth/refresh-token", As("refresh"), "fiat-api-reference/auth/token"),
    row(Yativo, "POST /apikey/token", Refused("the bearer of a login is the only documented way to cards"), OBSERVED),
    row(Yativo, "POST /customer", CUSTOMERS, "user-management/customer/add-customer"),
    row(Yativo, "GET /customer", CUSTOMERS, "user-management/customer/get-customers"),
    row(Yativo, "GET /customer/{customer_id}", CUSTOMERS, "yativo-fiat/customers"),
    row(Yativo, "POST /customer/virtual/cards/activate", As("activateCustomer"), "payments/virtual-cards"),
    row(Yativo, "POST /customer/virtual/cards/create", As("issue"), "payments/virtual-cards/create-card"),
    row(Yativo, "GET /customer/virtual/cards/list", As("cards"), "virtual-card"),
    row(Yativo, "GET /customer/virtual/cards/get/{card_id}", As("card"), "payments/virtual-cards/fetch-card"),
    row(Yativo, "the same, its number and CVV", As("reveal"), "payments/virtual-cards/fetch-card"),
    row(Yativo, "the same, its balance", As("balance"), "payments/virtual-cards/fetch-card"),
    row(Yativo, "GET /customer/virtual/cards/transactions/{card_id}", As("transactions"), "payments/virtual-cards/get-transactions"),
    row(Yativo, "POST /customer/virtual/cards/topup", As("topUp"), "payments/virtual-cards/top-up-card"),
    row(Yativo, "POST or PUT /customer/virtual/cards/update/{card_id}, freeze", As("freeze"), "payments/virtual-cards/freeze-and-unfreeze-card"),
    row(Yativo, "POST or PUT /customer/virtual/cards/update/{card_id}, unfreeze", As("unfreeze"), "payments/virtual-cards/freeze-and-unfreeze-card"),
    row(Yativo, "POST /customer/virtual/cards/withdraw", As("withdraw"), OBSERVED),
    row(Yativo, "POST /customer/virtual/cards/terminate", As("cancel"), OBSERVED),
    row(Yativo, "PUT /customer/virtual/cards/enable-airlines/{cardId}", As("setAirlinePayments"), OBSERVED),
    row(Yativo, "/virtual/create-card and its neighbours", Refused("deprecated by the vendor"), "published export"),
    row(Yativo, "POST /business/webhook", As("setWebhook"), "fiat-api-reference/webhooks/create"),
    row(Yativo, "GET /business/webhook", As("webhook"), "notifications/webhook"),
    row(Yativo, "PUT /business/webhook", SAME_AS_POST, "notifications/webhook"),
    row(Yativo, "PUT /business/webhook/{webhook_id}", SAME_AS_POST, "yativo-fiat/webhooks"),
    row(Yativo, "POST /business/webhook/{webhookId}/regenerate-secret", As("rotateWebhookSecret"), "published export"),
    row(Yativo, "POST /v1/demo/webhook/virtual_card_deposit", Refused("a demonstration of the issuer's sandbox, of an account and not a card"), OBSERVED),

    row(OpenApi, "POST /{version}/openApi/card/freeze", As("freeze"), "430346216e0"),
    page("unfreeze a card", "unfreeze", "430346217e0"),
    page("activate a card", "activate", "430346215e0"),
    page("start closing a card", "cancel", "430346218e0"),
    page("wallet transaction detail", "walletTransaction", "430346207e0"),
    page("wallets", "read", "430346204e0"),
    page("wallet detail", "read", "430346205e0"),
    page("wallet transactions", "read", "430346206e0"),
    page("exchange rate", "read", "430346208e0"),
    page("card bins", "read", "430346209e0"),
    page("card bin detail", "read", "430346210e0"),
    page("card bin fees", "read", "430346211e0"),
    page("card bin limits", "read", "430346212e0"),
    page("cards", "read", "430346213e0"),
    page("card detail", "read", "430346214e0"),
    page("card transactions", "read", "430346219e0"),
    page("merchant transaction score", "read", "430346220e0"),
    page("open a card", "call", "430346221e0"),
    page("recharge a card", "call", "430346222e0"),
    page("orders", "read", "430346223e0"),
    page("order detail", "read", "430346224e0"),
    page("holders", "read", "430346225e0"),
    page("create a holder", "call", "430346226e0"),
    page("edit a holder", "call", "430346227e0"),
    page("holder detail", "read", "430346228e0"),
    page("delete a holder", "call", "430346229e0"),
    page("ways to pay", "read", "430346230e0"),
    page("payees: fund sources and purposes", "read", "430346231e0, 430346232e0"),
    page("payees: create, edit, apply, delete", "call", "430346233e0 to 430346236e0"),
    page("payees: list, detail", "read", "430346237e0, 430346238e0"),
    page("payments: reasons, list, detail", "read", "430346239e0, 430346241e0, 430346242e0"),
    page("payments: create", "call", "430346240e0"),

    row(Ibanera, "POST /api/v1/public/auth/login", As("login"), "authentication-and-authorization"),
    row(Ibanera, "token refresh", Refused("no page has its path: the client logs in again"), "authentication-and-authorization"),
    row(Ibanera, "POST /api/v1/customer/cards/activate", As("activate"), "cards/activation-deactivation"),
    row(Ibanera, "POST /api/v1/customer/cards/deactivate", As("deactivate"), "cards/activation-deactivation"),
    row(Ibanera, "POST /api/v1/customer/cards/create", As("issue"), "cards/create-card"),
    row(Ibanera, "GET /api/v1/customer/cards/compliancefields", Refused("obsolete, and seen in one public program only"), OBSERVED),
    row(Ibanera, "Review Customer Details for Card Creation", NO_PATH, "cards"),
    row(Ibanera, "Upload Document", NO_PATH, "cards"),
    row(Ibanera, "GET /api/v1/customer/cards/byuser/list", As("cards"), "cards/get-customer-cards"),
    row(Ibanera, "GET /api/v1/customer/cards/byuser", As("cardsOfCustomer"), "cards/get-customer-cards"),
    row(Ibanera, "GET /api/v1/customer/cards/carddetails", As("card"), "cards/get-card-details-by-id"),
    row(Ibanera, "the same, its balance", As("balance"), "cards/get-card-details-by-id"),
    row(Ibanera, "GET /api/v1/customer/cards/sensitive-details", As("reveal"), "cards/get-card-details-by-id"),
    row(Ibanera, "GET /api/v1/customer/cards/balances", As("balances"), "cards/list-card-balances-and-transactions"),
    row(Ibanera, "GET /api/v1/customer/cards/transactions", As("transactions"), "cards/list-card-balances-and-transactions"),
    row(Ibanera, "POST /api/v1/customer/cards/transferfunds, TopUpCard", As("topUp"), "cards/card-transfers"),
    row(Ibanera, "POST /api/v1/customer/cards/transferfunds, TopUpAccount", As("topUpAccount"), "cards/card-transfers"),
    row(Ibanera, "POST /api/v1/customer/cards/transferfunds, CardToCard", As("transfer"), "cards/card-transfers"),
    row(Ibanera, "POST /api/v1/customer/cards/topup, Deposit (older)", As("topUp"), "cards/card-transfers"),
    row(Ibanera, "POST /api/v1/customer/cards/topup, Withdraw (older)", As("topUpAccount"), "cards/card-transfers"),
    row(Ibanera, "POST /api/v1/customer/cards/movefunds (older)", As("transfer"), "cards/card-transfers"),
    row(Ibanera, "POST /api/v1/customer/cards/changecardpin", As("setPin"), "cards/change-card-pin"),
    row(Ibanera, "GET /api/v1/customer/accounts/balances", As("accounts"), "accounts"),
    row(Ibanera, "GET /api/v1/customer/transactions/cancel", As("cancellable"), "transaction-cancellation"),
    row(Ibanera, "POST /api/v1/customer/transactions/cancel", As("cancelTransaction"), "transaction-cancellation"),
    row(Ibanera, "GET /api/v1/customer/informationrequests/getinformationrequestlist", REQUESTS, "information-requests-rfis"),
    row(Ibanera, "GET /api/v1/customer/informationrequests/getinformationrequestdetails", REQUESTS, "information-requests-rfis"),
    row(Ibanera, "POST /api/v1/customer/informationrequests/submitinformationrequest", REQUESTS, "information-requests-rfis"),
    row(Ibanera, "POST /api/v1/customer/simulations/payins", As("simulatePayIn"), "simulated-testing"),
];

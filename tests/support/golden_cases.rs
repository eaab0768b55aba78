//! Requests whose every byte is written down in `tests/golden`: one file for a row.
//!
//! The cases are the same for native programs and for wasm. A file holds the request as it goes on
//! the wire: method and URL, the headers in order, and where there is a body, an empty line and the
//! body. The last line end is the file's. What is signed stands first, in a line of its own;
//! its line ends are written `\n`.

pub mod operations;

use cardlatch::endpoint::{About, Attempt, Draft};
use cardlatch::http::Request;
use cardlatch::image::{ImageLimits, SignImage};
use cardlatch::issuers::{Operation, endpoint};
use cardlatch::json::{self, Limits, Object, Value};
use cardlatch::{CallOptions, Client, IssuerId, Unsigned};
use operations::{
    ACCOUNTS, ACTIVATE, ACTIVATE_CUSTOMER, AIRLINES, ALL_TRANSACTIONS, APPLICANT_STATUS, BALANCE,
    BALANCES, BIND, CALL, CANCEL, CANCEL_TRANSACTION, CANCELLABLE, CARD, CARDS, CARDS_OF_CUSTOMER,
    COUNTRIES, CREATE_CUSTOMER, CUSTOMER, CUSTOMERS, DEACTIVATE, FREEZE, ISSUE, LIMITS, LOGIN,
    MERCHANT, PRODUCT, PRODUCTS, PROGRAM, READ, REFRESH, REPLACE, REVEAL, REVEAL_PIN,
    ROTATE_SECRET, SET_LIMITS, SET_PIN, SET_WEBHOOK, SIMULATE_PAY_IN, SUBMIT_APPLICANT, TOP_UP,
    TOP_UP_ACCOUNT, TOP_UP_FEE, TOP_UP_STATUS, TOWNS, TRANSACTION, TRANSACTIONS, TRANSFER,
    UNFREEZE, UPDATE_CUSTOMER, WALLET_TRANSACTION, WEBHOOK, WITHDRAW,
};

/// What an attempt of a golden request has of its own.
pub const ATTEMPT: Attempt<'_> = Attempt {
    now_seconds: 1_700_000_000,
    nonce: "a1b2c3d4e5",
    token: "session.token-1",
    one_time_code: "012345",
    idempotency_key: "0b6f0f0e-5a39-4f4b-9d2e-0c8f4e1d7a55",
};

/// One request.
pub struct Case {
    /// The name of its file, without `.http`.
    pub name: &'static str,
    pub issuer: IssuerId,
    pub operation: Operation,
    pub card: &'static str,
    /// Whether the signature image goes along.
    pub with_image: bool,
    /// Options beside the issuer's required ones, as JSON members.
    pub options: &'static str,
    /// What the caller gives beside the card, as JSON members.
    pub fields: &'static str,
    /// The file, where no file can be read.
    #[cfg(target_arch = "wasm32")]
    pub golden: &'static str,
}

/// One pixel, one shade of grey.
pub const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\
    \0\0\0\nIDAT\x78\x9c\x63\xa8\x07\0\0\x81\0\x80\xd3\x94\x53\x4a\0\0\0\0IEND\xae\x42\x60\x82";

const ARTHA: &str = r#""id":"artha","baseUrl":"https://cards.example/api/v1","customerToken":"T""#;
const ARTHA_V1: &str = r#""id":"artha-v1","baseUrl":"https://cards.example","apiKey":"ak_live_1","pathPrefix":"/api/v1""#;
const YATIVO: &str = r#""id":"yativo","baseUrl":"https://yativo.example/api/v1","accountId":"acct_1","appSecret":"app secret""#;
const OPEN_API: &str = r#""id":"open-api","baseUrl":"https://open-api.example","version":"v1","customerId":10000011,"appId":100001,"key":"0123456789abcdef0123456789abcdef""#;
const IBANERA: &str = r#""id":"ibanera","baseUrl":"https://ibanera.example","username":"principal","password":"pass word""#;

const CONTRACT: &str = r#""paths":{"unfreeze":"/{version}/openApi/card/contract-1","activate":"/contract/2","cancel":"/{version}/contract-3/{version}"}"#;
const WALLET: &str = r#""paths":{"walletTransaction":"/{version}/openApi/contract-4"}"#;
const ODD_SECRET: &str = r#""accountId":"a\"b\\c/d","appSecret":"\t\u0001\u007f \u2028""#;
/// Amounts of Yativo in whole units, and in cents.
const MAJOR: &str =
    r#""units":{"issue":"major","topUp":"major","withdraw":"major","balance":"major"}"#;
const MINOR: &str =
    r#""units":{"issue":"minor","topUp":"minor","withdraw":"minor","balance":"minor"}"#;
const OBSERVED_MAJOR: &str = r#""observedOnly":true,"units":{"withdraw":"major"}"#;
const OBSERVED_MINOR: &str = r#""observedOnly":true,"units":{"withdraw":"minor"}"#;
/// A customer in the newest form of an activation.
const WHOLE_CUSTOMER: &str = r#""customerId":"3f0c","address":{"city":"Austin","state":"TX","zipcode":"78701","street":"Main","country":"USA","number":"25"},"idFront":"https://a.example/front.png","idNumber":"A1","dateOfBirth":"23-06-1994","userPhoto":"https://a.example/me.png""#;
const ODD_CUSTOMER: &str = r#""customerId":"a\"b\\c","address":{"country":"\u00e9,{}"},"idNumber":"\n,\"","other":{"firstName":"J \"o\"","n":[1.50,{"a":null}]}"#;
/// Every option of the signature away from its default.
const OTHER_READING: &str = r#""image":{"encoding":"data_url"},"signing":{"headers":"protocol_and_content_type","names":"lowercase","values":"url_encoded","pathParameters":"included","tokenName":"CustomerToken","tokenValue":"name_and_token"}"#;

/// Everything that is known of a cardholder, out of order and with pictures in both forms.
const WHOLE_KYC: &str = r#""kyc":{"signimage":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCA05RTSgAAAABJRU5ErkJggg==","firstname":"Ann","lastname":"O'Neill","gender":2,"dob":"1990-06-15","nationalityid":"n-1","email":"a@b.com","mobilecode":"+44","mobile":"18888","address":"1 \"High\" St, \\ Flat: 2","town":"T1","city":"C","state":"S","zipcode":"0123","countryid":"c-1","countryisothree":"GBR","emergencycontact":"+1","doctype":0,"docid":"D1","frontdoc":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCA05RTSgAAAABJRU5ErkJggg==","backdoc":" iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCA05RTSgAAAABJRU5ErkJggg== ","docexpiredate":"2030-01-01","docneveexpire":0,"handholdidphoto":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCA05RTSgAAAABJRU5ErkJggg==","biomatric":"b","photo":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCA05RTSgAAAABJRU5ErkJggg=="}"#;

/// The card ids of the documents' examples.
const FREEZE_CARD: &str = "81e38cea-9ea7-4f84-819f-16a40ba1f466";
const UNFREEZE_CARD: &str = "74099243-5467-4e29-9f7f-6984f1db9e01";
const CANCEL_CARD: &str = "d55709b7-a56f-4bcc-b08a-00131bfc8bf1";
const OPEN_API_CARD: &str = "cid_fBWWMWm8aUUYy3sd";
const UUID_CARD: &str = "5d2c0b1e-8f5e-4c8e-9a51-5cf3a1f0c0de";
/// Everything that must be escaped in a URL, in JSON, or in both.
const ODD_CARD: &str = "a/b?c#d%2e&e=f+g\"h\\i~\u{e9}\u{1f4b3}";

macro_rules! row {
    ($name:literal, $issuer:ident, $operation:expr, $card:expr, $image:literal, $options:expr) => {
        row!($name, $issuer, $operation, $card, $image, $options, "")
    };
    ($name:literal, $issuer:ident, $operation:expr, $card:expr, $image:literal, $options:expr, $fields:expr) => {
        Case {
            name: $name,
            issuer: IssuerId::$issuer,
            operation: $operation,
            card: $card,
            with_image: $image,
            options: $options,
            fields: $fields,
            #[cfg(target_arch = "wasm32")]
            golden: include_str!(concat!("../golden/", $name, ".http")),
        }
    };
}

macro_rules! kyc {
    ($more:literal) => {
        concat!(r#""customerId":"cus/1","productId":"prod_1""#, $more)
    };
}

const ISSUED: &str = r#""customerId":"cus_1","productId":"prod_1","currency":"USD""#;
const ADDRESS: &str = r#""shippingAddress":{"addressLine1":"1 Main St","addressLine2":"Flat 2","city":"London","state":"LDN","postalCode":"E1 6AN","country":"GB"}"#;
const ISSUE_AND_SHIP: &str = r#""customerId":"cus_1","productId":"prod_1","currency":"USD","shippingAddress":{"addressLine1":"1 \"Main\" St, \\\u0001","city":"K\u00f6ln","postalCode":"1","country":"DE"}"#;
const PERSON: &str = r#""type":"individual","firstName":"Ann","lastName":"O'Neil","email":"a+b@c.example","phoneCode":"+44","phoneNumber":"7700900000","country":"GB","dateOfBirth":"1990-06-15","gender":"female","state":"LDN","externalReference":"r-1""#;
const BUSINESS: &str = r#""type":"business","email":"a@b.example","phoneCode":"+44","phoneNumber":"1","country":"GB","businessName":"B Ltd""#;
const CHANGES: &str = r#""customerId":"cus_1","firstName":"Ann","middleName":"M","lastName":"N","email":"a@b.example","phoneCode":"+1","phoneNumber":"2","country":"US","state":"NY","dateOfBirth":"1990-06-15T00:00:00Z","gender":"other","address":{"address_line_1":"x","n":12345678901234567890},"business":{"business_name":"y"}"#;
const APPLICANT: &str = kyc!("");

/// Every endpoint, and every option that changes a byte.
#[rustfmt::skip]
pub const CASES: &[Case] = &[
    row!("artha-freeze", Artha, FREEZE, FREEZE_CARD, false, ""),
    row!("artha-freeze-image", Artha, FREEZE, FREEZE_CARD, true, ""),
    row!("artha-freeze-image-data-url", Artha, FREEZE, FREEZE_CARD, true, r#""image":{"encoding":"data_url"}"#),
    row!("artha-freeze-odd-card", Artha, FREEZE, ODD_CARD, true, ""),
    row!("artha-unfreeze", Artha, UNFREEZE, UNFREEZE_CARD, false, ""),
    row!("artha-unfreeze-image", Artha, UNFREEZE, UNFREEZE_CARD, true, ""),
    row!("artha-cancel", Artha, CANCEL, CANCEL_CARD, false, ""),
    row!("artha-set-pin", Artha, SET_PIN, UNFREEZE_CARD, false, ""),
    row!("artha-set-pin-image", Artha, SET_PIN, UNFREEZE_CARD, true, ""),
    row!("artha-freeze-base-url", Artha, FREEZE, FREEZE_CARD, false, r#""baseUrl":"http://localhost:4010/artha/""#),
    row!("artha-merchant", Artha, MERCHANT, FREEZE_CARD, false, ""),
    row!("artha-program", Artha, PROGRAM, FREEZE_CARD, false, r#""programId":"p-1""#),
    row!("artha-program-odd-id", Artha, PROGRAM, FREEZE_CARD, false, r#""programId":"p/1?x=\"y\" 100%""#),
    row!("artha-freeze-signing-content-type", Artha, FREEZE, FREEZE_CARD, true, r#""signing":{"headers":"protocol_and_content_type"}"#),
    row!("artha-freeze-signing-protocol", Artha, FREEZE, FREEZE_CARD, false, r#""signing":{"headers":"protocol"}"#),
    row!("artha-unfreeze-signing-lowercase", Artha, UNFREEZE, UNFREEZE_CARD, true, r#""signing":{"names":"lowercase"}"#),
    row!("artha-unfreeze-signing-as-sent", Artha, UNFREEZE, UNFREEZE_CARD, true, r#""signing":{"names":"as_sent"}"#),
    row!("artha-freeze-signing-url-encoded", Artha, FREEZE, ODD_CARD, true, r#""signing":{"values":"url_encoded"}"#),
    row!("artha-freeze-signing-raw", Artha, FREEZE, FREEZE_CARD, false, r#""signing":{"values":"raw"}"#),
    row!("artha-program-signing-path-included", Artha, PROGRAM, FREEZE_CARD, false, r#""programId":"p 1","signing":{"pathParameters":"included"}"#),
    row!("artha-program-signing-path-encoded", Artha, PROGRAM, FREEZE_CARD, false, r#""programId":"p 1","signing":{"pathParameters":"included","values":"url_encoded"}"#),
    row!("artha-program-signing-path-left-out", Artha, PROGRAM, FREEZE_CARD, false, r#""programId":"p 1","signing":{"pathParameters":"left_out"}"#),
    row!("artha-merchant-signing-path-included", Artha, MERCHANT, FREEZE_CARD, false, r#""signing":{"pathParameters":"included"}"#),
    row!("artha-freeze-signing-token-name", Artha, FREEZE, FREEZE_CARD, true, r#""signing":{"tokenName":"CustomerToken"}"#),
    row!("artha-freeze-signing-token-name-camel", Artha, FREEZE, FREEZE_CARD, false, r#""signing":{"tokenName":"customerToken"}"#),
    row!("artha-freeze-signing-token-value", Artha, FREEZE, FREEZE_CARD, true, r#""signing":{"tokenValue":"name_and_token"}"#),
    row!("artha-freeze-signing-token-value-alone", Artha, FREEZE, FREEZE_CARD, false, r#""signing":{"tokenValue":"token"}"#),
    row!("artha-freeze-signing-other", Artha, FREEZE, FREEZE_CARD, true, OTHER_READING),
    row!("artha-merchant-signing-other", Artha, MERCHANT, FREEZE_CARD, false, OTHER_READING),

    row!("artha-card", Artha, CARD, FREEZE_CARD, false, ""),
    row!("artha-card-odd-card", Artha, CARD, ODD_CARD, false, ""),
    row!("artha-reveal", Artha, REVEAL, FREEZE_CARD, false, ""),
    row!("artha-reveal-pin", Artha, REVEAL_PIN, FREEZE_CARD, false, ""),
    row!("artha-reveal-pin-odd-card", Artha, REVEAL_PIN, ODD_CARD, false, ""),
    row!("artha-balance", Artha, BALANCE, FREEZE_CARD, false, ""),
    row!("artha-balance-odd-card", Artha, BALANCE, ODD_CARD, false, ""),
    row!("artha-balance-signing-other", Artha, BALANCE, ODD_CARD, false, OTHER_READING),
    row!("artha-transactions", Artha, TRANSACTIONS, FREEZE_CARD, false, r#""firstPage":1"#),
    row!("artha-transactions-page", Artha, TRANSACTIONS, FREEZE_CARD, false, "", r#""page":0,"size":50"#),
    row!("artha-transactions-no-card", Artha, TRANSACTIONS, "", false, "", r#""size":50"#),
    row!("artha-transactions-all", Artha, TRANSACTIONS, ODD_CARD, false, "", r#""endTime":"2025-02-14T12:42:35Z","page":"2","size":1,"startTime":"2025-02-13T00:00:00+01:00""#),
    row!("artha-transactions-signing-other", Artha, TRANSACTIONS, FREEZE_CARD, false, OTHER_READING, r#""page":1,"endTime":"2025-02-14T12:42:35Z""#),
    row!("artha-top-up", Artha, TOP_UP, FREEZE_CARD, false, "", r#""amount":"100.00""#),
    row!("artha-top-up-number", Artha, TOP_UP, ODD_CARD, false, "", r#""amount":0.10"#),
    row!("artha-top-up-fee", Artha, TOP_UP_FEE, FREEZE_CARD, false, "", r#""amount":"100.00""#),
    row!("artha-top-up-fee-number", Artha, TOP_UP_FEE, FREEZE_CARD, false, "", r#""amount":12345678901234567890.12"#),
    row!("artha-top-up-status", Artha, TOP_UP_STATUS, "", false, "", r#""taskId":"c9f691d9-178f-4f11-9040-9a81a513525a""#),
    row!("artha-top-up-status-odd-task", Artha, TOP_UP_STATUS, "", false, "", r#""taskId":"../t?x=1&y#%2e \\\"""#),
    row!("artha-top-up-status-signing-path-included", Artha, TOP_UP_STATUS, "", false, r#""signing":{"pathParameters":"included"}"#, r#""taskId":"t 1""#),
    row!("artha-issue", Artha, ISSUE, "", false, "", r#""programId":"p-1""#),
    row!("artha-issue-program-of-options", Artha, ISSUE, "", false, r#""programId":"p-2""#, r#""kyc":{}"#),
    row!("artha-issue-kyc", Artha, ISSUE, "", false, r#""programId":"p-2""#, r#""programId":"p-1","kyc":{"docid":"D1","firstname":"Zo\u00eb \u4e2d","gender":1}"#),
    row!("artha-issue-all", Artha, ISSUE, "", false, r#""programId":"p-1""#, WHOLE_KYC),
    row!("artha-issue-data-url", Artha, ISSUE, "", false, r#""programId":"p-1","image":{"encoding":"data_url"}"#, WHOLE_KYC),
    row!("artha-issue-signing-other", Artha, ISSUE, "", false, concat!(r#""programId":"p-1","#, r#""signing":{"headers":"protocol_and_content_type","names":"lowercase","values":"url_encoded","pathParameters":"included","tokenName":"CustomerToken","tokenValue":"name_and_token"}"#), r#""kyc":{"gender":0,"lastname":"a \"b\""}"#),
    row!("artha-bind", Artha, BIND, FREEZE_CARD, false, "", r#""cardNumber":"4111111111111111""#),
    row!("artha-bind-envelope", Artha, BIND, ODD_CARD, false, r#""programId":"p-1""#, r#""cardNumber":"0411","envelopeNo":"E\"1","programId":"p-2""#),
    row!("artha-bind-all", Artha, BIND, FREEZE_CARD, false, "", concat!(r#""cardNumber":"4111111111111111","envelopeNo":"E1","handholdidphoto":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCA05RTSgAAAABJRU5ErkJggg==","#, r#""kyc":{"photo":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCA05RTSgAAAABJRU5ErkJggg==","firstname":"Ann","doctype":1}"#)),
    row!("artha-countries", Artha, COUNTRIES, "", false, ""),
    row!("artha-towns", Artha, TOWNS, "", false, ""),
    row!("artha-v1-freeze", ArthaV1, FREEZE, UUID_CARD, false, ""),
    row!("artha-v1-freeze-odd-card", ArthaV1, FREEZE, ODD_CARD, false, ""),
    row!("artha-v1-freeze-ext", ArthaV1, FREEZE, UUID_CARD, false, r#""pathPrefix":"/ext/api/v1""#),
    row!("artha-v1-freeze-base-path", ArthaV1, FREEZE, UUID_CARD, false, r#""baseUrl":"http://localhost:4010/gate/""#),
    row!("artha-v1-freeze-signed-prefix", ArthaV1, FREEZE, UUID_CARD, false, r#""baseUrl":"https://cards.example/gate","pathPrefix":"/ext/api/v1","pathPrefixSigned":"/api/v1""#),
    row!("artha-v1-unfreeze", ArthaV1, UNFREEZE, UUID_CARD, false, ""),
    row!("artha-v1-activate", ArthaV1, ACTIVATE, UUID_CARD, false, ""),
    row!("artha-v1-activate-code", ArthaV1, ACTIVATE, UUID_CARD, false, r#""form":"newest""#, r#""activationCode":"A1B2C3""#),
    row!("artha-v1-activate-first", ArthaV1, ACTIVATE, UUID_CARD, false, r#""form":"first""#, r#""activationCode":"A1B2C3""#),
    row!("artha-v1-cancel", ArthaV1, CANCEL, UUID_CARD, false, ""),
    row!("artha-v1-cancel-reason", ArthaV1, CANCEL, UUID_CARD, false, "", r#""reason":"lost, \"somewhere\"\n""#),
    row!("artha-v1-set-pin", ArthaV1, SET_PIN, UUID_CARD, false, "", r#""pin":"0123""#),
    row!("artha-v1-set-pin-first", ArthaV1, SET_PIN, UUID_CARD, false, r#""form":"first""#, r#""pin":"012345""#),
    row!("artha-v1-card", ArthaV1, CARD, UUID_CARD, false, ""),
    row!("artha-v1-cards", ArthaV1, CARDS, "", false, ""),
    row!("artha-v1-cards-page", ArthaV1, CARDS, "", false, "", r#""page":20,"size":10"#),
    row!("artha-v1-reveal", ArthaV1, REVEAL, UUID_CARD, false, ""),
    row!("artha-v1-balance", ArthaV1, BALANCE, UUID_CARD, false, ""),
    row!("artha-v1-transactions", ArthaV1, TRANSACTIONS, UUID_CARD, false, ""),
    row!("artha-v1-transactions-all-fields", ArthaV1, TRANSACTIONS, ODD_CARD, false, "", r#""page":4294967295,"size":1,"status":"settled","type":"top_up","from":"2026-03-01T00:00:00+01:00","to":"2026-03-31&x=1""#),
    row!("artha-v1-transactions-some-fields", ArthaV1, TRANSACTIONS, UUID_CARD, false, "", r#""type":"refund""#),
    row!("artha-v1-all-transactions", ArthaV1, ALL_TRANSACTIONS, "", false, "", r#""page":50"#),
    row!("artha-v1-transaction", ArthaV1, TRANSACTION, "", false, "", r#""transactionId":"t/1 ?""#),
    row!("artha-v1-issue", ArthaV1, ISSUE, "", false, "", ISSUED),
    row!("artha-v1-issue-ship", ArthaV1, ISSUE, "", false, "", ISSUE_AND_SHIP),
    row!("artha-v1-issue-first", ArthaV1, ISSUE, "", false, r#""form":"first""#, ISSUE_AND_SHIP),
    row!("artha-v1-replace", ArthaV1, REPLACE, UUID_CARD, false, ""),
    row!("artha-v1-replace-reason", ArthaV1, REPLACE, UUID_CARD, false, "", r#""reason":"lost""#),
    row!("artha-v1-replace-ship", ArthaV1, REPLACE, UUID_CARD, false, "", ADDRESS),
    row!("artha-v1-replace-first", ArthaV1, REPLACE, UUID_CARD, false, r#""form":"first""#, ADDRESS),
    row!("artha-v1-top-up", ArthaV1, TOP_UP, UUID_CARD, false, "", r#""amount":"100.50","currency":"USD""#),
    row!("artha-v1-top-up-odd", ArthaV1, TOP_UP, UUID_CARD, false, r#""amountUnit":"minor""#, r#""amount":12345678901234567890.000000000000000001,"currency":"U\"S""#),
    row!("artha-v1-top-up-status", ArthaV1, TOP_UP_STATUS, "", false, "", r#""topupId":"top_1""#),
    row!("artha-v1-limits", ArthaV1, LIMITS, UUID_CARD, false, ""),
    row!("artha-v1-set-limits", ArthaV1, SET_LIMITS, UUID_CARD, false, r#""amountUnit":"major""#, r#""daily":500,"monthly":"5000.00","perTransaction":0,"atm":"0.10","yearly":60000"#),
    row!("artha-v1-set-limits-minor", ArthaV1, SET_LIMITS, UUID_CARD, false, r#""amountUnit":"minor","pathPrefixOfLimits":"/api/v1""#, r#""daily":"12.3","yearly":7"#),
    row!("artha-v1-set-limits-reset", ArthaV1, Operation::SET_LIMITS, UUID_CARD, false, r#""amountUnit":"minor""#, r#""daily":null,"yearly":"0.5""#),
    row!("artha-v1-set-limits-signed-prefix", ArthaV1, SET_LIMITS, UUID_CARD, false, r#""amountUnit":"major","pathPrefixOfLimits":"/ext/api/v1","pathPrefixSigned":"/v1""#, r#""atm":1"#),
    row!("artha-v1-products", ArthaV1, PRODUCTS, "", false, ""),
    row!("artha-v1-product", ArthaV1, PRODUCT, "", false, "", r#""productId":"prod_1""#),
    row!("artha-v1-create-customer", ArthaV1, CREATE_CUSTOMER, "", false, "", PERSON),
    row!("artha-v1-create-customer-first", ArthaV1, CREATE_CUSTOMER, "", false, r#""form":"first""#, PERSON),
    row!("artha-v1-create-customer-business", ArthaV1, CREATE_CUSTOMER, "", false, "", BUSINESS),
    row!("artha-v1-customers", ArthaV1, CUSTOMERS, "", false, ""),
    row!("artha-v1-customers-search", ArthaV1, CUSTOMERS, "", false, "", r#""search":"a+b@c.example""#),
    row!("artha-v1-customer", ArthaV1, CUSTOMER, "", false, "", r#""customerId":"cus_1""#),
    row!("artha-v1-update-customer", ArthaV1, UPDATE_CUSTOMER, "", false, r#""form":"first""#, CHANGES),
    row!("artha-v1-update-customer-name", ArthaV1, UPDATE_CUSTOMER, "", false, "", r#""customerId":"cus_1","lastName":"N""#),
    row!("artha-v1-submit-applicant", ArthaV1, SUBMIT_APPLICANT, "", false, r#""form":"first""#, kyc!(r#","kycDetails":{"customerId":"cus_1","idType":1,"faceImage":"https://a.example/f?x=1"}"#)),
    row!("artha-v1-submit-applicant-business", ArthaV1, SUBMIT_APPLICANT, "", false, "", kyc!(r#","kybDetails":{"company":{"name":"B"},"UBOs":[{"n":1.50}]}"#)),
    row!("artha-v1-submit-applicant-bare", ArthaV1, SUBMIT_APPLICANT, "", false, "", kyc!(r#","details":{"docType":1,"docId":"x"}"#)),
    row!("artha-v1-applicant-status", ArthaV1, APPLICANT_STATUS, "", false, "", APPLICANT),

    row!("yativo-login", Yativo, LOGIN, "", false, ""),
    row!("yativo-login-odd-secret", Yativo, LOGIN, "", false, ODD_SECRET),
    row!("yativo-refresh", Yativo, REFRESH, "", false, ""),
    row!("yativo-card", Yativo, CARD, UUID_CARD, false, ""),
    row!("yativo-card-odd-card", Yativo, CARD, ODD_CARD, false, ""),
    row!("yativo-freeze", Yativo, FREEZE, UUID_CARD, false, ""),
    row!("yativo-freeze-odd-card", Yativo, FREEZE, ODD_CARD, false, ""),
    row!("yativo-freeze-post", Yativo, FREEZE, UUID_CARD, false, r#""updateMethod":"POST""#),
    row!("yativo-freeze-put", Yativo, FREEZE, UUID_CARD, false, r#""updateMethod":"PUT""#),
    row!("yativo-unfreeze", Yativo, UNFREEZE, UUID_CARD, false, ""),
    row!("yativo-unfreeze-put", Yativo, UNFREEZE, UUID_CARD, false, r#""updateMethod":"PUT""#),

    row!("yativo-cards", Yativo, CARDS, "", false, ""),
    row!("yativo-cards-customer", Yativo, CARDS, "", false, "", r#""customerId":"3f0c2a""#),
    row!("yativo-cards-odd-customer", Yativo, CARDS, "", false, "", r#""customerId":"a&b=c d/\u00e9\"""#),
    row!("yativo-balance", Yativo, BALANCE, UUID_CARD, false, MAJOR),
    row!("yativo-reveal", Yativo, REVEAL, UUID_CARD, false, ""),
    row!("yativo-transactions", Yativo, TRANSACTIONS, UUID_CARD, false, ""),
    row!("yativo-transactions-odd-card", Yativo, TRANSACTIONS, ODD_CARD, false, ""),
    row!("yativo-issue-major", Yativo, ISSUE, "", false, MAJOR, r#""customerId":"3f0c","amount":"5.50""#),
    row!("yativo-issue-minor", Yativo, ISSUE, "", false, MINOR, r#""customerId":"3f0c","amount":5"#),
    row!("yativo-issue-long-amount", Yativo, ISSUE, "", false, MINOR, r#""customerId":"a\"b\\c/d","amount":"123456789012345678901234567890.12""#),
    row!("yativo-top-up-major", Yativo, TOP_UP, UUID_CARD, false, MAJOR, r#""customerId":"3f0c","amount":12.5"#),
    row!("yativo-top-up-minor", Yativo, TOP_UP, UUID_CARD, false, MINOR, r#""customerId":"3f0c","amount":"12.5""#),
    row!("yativo-top-up-small", Yativo, TOP_UP, ODD_CARD, false, MINOR, r#""customerId":"3f0c","amount":"0.0500""#),
    row!("yativo-withdraw-major", Yativo, WITHDRAW, UUID_CARD, false, OBSERVED_MAJOR, r#""amount":"5.00""#),
    row!("yativo-withdraw-minor", Yativo, WITHDRAW, UUID_CARD, false, OBSERVED_MINOR, r#""amount":"5.00""#),
    row!("yativo-cancel", Yativo, CANCEL, UUID_CARD, false, r#""observedOnly":true"#),
    row!("yativo-cancel-odd-card", Yativo, CANCEL, ODD_CARD, false, r#""observedOnly":true"#),
    row!("yativo-airlines-on", Yativo, AIRLINES, UUID_CARD, false, r#""observedOnly":true"#, r#""airlinePayments":true"#),
    row!("yativo-airlines-off", Yativo, AIRLINES, ODD_CARD, false, r#""observedOnly":true"#, r#""airlinePayments":false"#),
    row!("yativo-activate-customer", Yativo, ACTIVATE_CUSTOMER, "", false, "", WHOLE_CUSTOMER),
    row!("yativo-activate-customer-id", Yativo, ACTIVATE_CUSTOMER, "", false, "", r#""customerId":"3f0c""#),
    row!("yativo-activate-customer-odd", Yativo, ACTIVATE_CUSTOMER, "", false, "", ODD_CUSTOMER),
    row!("yativo-activate-customer-older", Yativo, ACTIVATE_CUSTOMER, "", false, "", r#""customerId":"3f0c","other":{"firstName":"J","lastName":"D","userPhoto":"https://a.example/me.png","dateOfBirth":"1994-06-23"}"#),
    row!("yativo-webhook", Yativo, WEBHOOK, "", false, ""),
    row!("yativo-set-webhook", Yativo, SET_WEBHOOK, "", false, "", r#""url":"https://a.example/hook?x=1""#),
    row!("yativo-set-webhook-odd", Yativo, SET_WEBHOOK, "", false, "", r#""url":"https://a.example/\"\\\u00e9""#),
    row!("yativo-rotate-webhook-secret", Yativo, ROTATE_SECRET, "", false, "", r#""webhookId":"9""#),
    row!("yativo-rotate-webhook-secret-odd", Yativo, ROTATE_SECRET, "", false, "", r#""webhookId":"a/b?c d""#),

    row!("open-api-freeze", OpenApi, FREEZE, OPEN_API_CARD, false, ""),
    row!("open-api-freeze-odd-card", OpenApi, FREEZE, ODD_CARD, false, ""),
    row!("open-api-freeze-odd-version", OpenApi, FREEZE, OPEN_API_CARD, false, r#""version":"v1/x?y=100%""#),
    row!("open-api-freeze-long-ids", OpenApi, FREEZE, OPEN_API_CARD, false, r#""customerId":"1234567890123456789012345678901234567890","appId":18446744073709551616"#),
    row!("open-api-unfreeze", OpenApi, UNFREEZE, OPEN_API_CARD, false, CONTRACT),
    row!("open-api-activate", OpenApi, ACTIVATE, OPEN_API_CARD, false, CONTRACT),
    row!("open-api-cancel", OpenApi, CANCEL, OPEN_API_CARD, false, CONTRACT),
    row!("open-api-wallet-transaction", OpenApi, WALLET_TRANSACTION, "", false, WALLET, r#""transaction":"10002024020407465400001000100182e74f720f9df26d""#),
    row!("open-api-wallet-transaction-odd", OpenApi, WALLET_TRANSACTION, "", false, WALLET, r#""transaction":"\"}\u0001\u00e9""#),
    row!("open-api-read", OpenApi, READ, "", false, "", r#""path":"/{version}/openApi/wallet/list""#),
    row!("open-api-read-odd-version", OpenApi, READ, "", false, r#""version":"v1/x?y""#, r#""path":"/{version}/a:b@c","fields":{}"#),
    row!("open-api-call", OpenApi, CALL, "", false, "", r#""path":"/contract/recharge","fields":{"card_id":"cid_1","amount":10.50,"id":12345678901234567890}"#),
    row!("open-api-call-odd", OpenApi, CALL, "", false, "", r#""path":"/a","fields":{ "a" : {"key":"own","b":{}}, "c":[],"d":"}\",<key>:{}\u0001\\", "e":-0.00e+1,"f":null,"":true }"#),

    row!("ibanera-login", Ibanera, LOGIN, "", false, ""),
    row!("ibanera-login-odd-secret", Ibanera, LOGIN, "", false, r#""password":"\"p\\w/\n\u001f\u00e9\ud83d\udcb3""#),
    row!("ibanera-card", Ibanera, CARD, "1001", false, ""),
    row!("ibanera-cards", Ibanera, CARDS, "", false, ""),
    row!("ibanera-cards-page", Ibanera, CARDS, "", false, "", r#""page":2,"size":50"#),
    row!("ibanera-activate", Ibanera, ACTIVATE, "1001", false, ""),
    row!("ibanera-deactivate", Ibanera, DEACTIVATE, "2147483647", false, ""),
    row!("ibanera-set-pin", Ibanera, SET_PIN, "1016", false, "", r#""oldPin":"0123","newPin":"4567""#),
    row!("ibanera-set-pin-odd", Ibanera, SET_PIN, "1016", false, "", r#""oldPin":"\"\\\n","newPin":"\u0001\u00e9""#),
    row!("ibanera-cards-of-customer", Ibanera, CARDS_OF_CUSTOMER, "", false, "", r#""customer":11057"#),
    row!("ibanera-cards-of-customer-none", Ibanera, CARDS_OF_CUSTOMER, "", false, ""),
    row!("ibanera-balance", Ibanera, BALANCE, "1001", false, ""),
    row!("ibanera-balances", Ibanera, BALANCES, "", false, ""),
    row!("ibanera-balances-all", Ibanera, BALANCES, "", false, "", r#""page":2,"size":4294967295,"customer":"14619""#),
    row!("ibanera-transactions", Ibanera, TRANSACTIONS, "1001", false, ""),
    row!("ibanera-transactions-all", Ibanera, TRANSACTIONS, "1001", false, "", r#""page":3,"size":100,"from":"2025-07-01T00:00:00.000Z","to":"2025-07-31T23:59:59+00:00""#),
    row!("ibanera-transactions-odd", Ibanera, TRANSACTIONS, "1001", false, "", r#""from":"a&PageSize=1#?% z""#),
    row!("ibanera-reveal", Ibanera, REVEAL, "1001", false, ""),
    row!("ibanera-issue", Ibanera, ISSUE, "", false, "", r#""customer":14387,"currency":"USD","reference":"CARD-REF-001","shipping":"Standard","program":1002"#),
    row!("ibanera-issue-all", Ibanera, ISSUE, "", false, "", r#""customer":"14387","currency":"EUR","reference":"CARD-REF-001","shipping":"Express","program":"1002","type":"Physical","address":{"line1":"Suite 500","city":"New York","state":"Texas","postcode":"55050","country":"USA"},"businessReview":{"legalEntityName":"Acme Corporation","registeredAddressNumber":10.50,"nested":{}},"personalReview":{"occupation":"x"}"#),
    row!("ibanera-issue-odd", Ibanera, ISSUE, "", false, "", r#""customer":1,"currency":"\"","reference":"\\,\u0001}","shipping":"Priority","program":1,"type":"Virtual","address":{"city":"{\"a\":{}}"},"businessReview":{}"#),
    row!("ibanera-top-up", Ibanera, TOP_UP, "1749", false, "", r#""amount":10,"reference":"Test""#),
    row!("ibanera-top-up-all", Ibanera, TOP_UP, "1749", false, "", r#""amount":"10.500000000000000001","reference":"Test","currency":"USD","customer":16221,"account":8204"#),
    row!("ibanera-top-up-odd", Ibanera, TOP_UP, "1749", false, r#""transfers":"transferfunds""#, r#""amount":"0.10","reference":"\"<card>\"","currency":"dUSD""#),
    row!("ibanera-top-up-older", Ibanera, TOP_UP, "1234", false, r#""transfers":"topup_movefunds""#, r#""amount":10,"reference":"Top Up Funds","account":1001"#),
    row!("ibanera-top-up-account", Ibanera, TOP_UP_ACCOUNT, "1249", false, "", r#""amount":10,"reference":"Test","currency":"USD","customer":"16221","account":8204"#),
    row!("ibanera-top-up-account-older", Ibanera, TOP_UP_ACCOUNT, "1234", false, r#""transfers":"topup_movefunds""#, r#""amount":"0.01","reference":"Back","account":"1001""#),
    row!("ibanera-transfer", Ibanera, TRANSFER, "1249", false, "", r#""amount":10,"reference":"Test","to":1749"#),
    row!("ibanera-transfer-all", Ibanera, TRANSFER, "1249", false, "", r#""amount":"12.30","reference":"Test","to":"1749","customer":16221"#),
    row!("ibanera-transfer-older", Ibanera, TRANSFER, "1249", false, r#""transfers":"topup_movefunds""#, r#""amount":10.00,"to":1749"#),
    row!("ibanera-accounts", Ibanera, ACCOUNTS, "", false, ""),
    row!("ibanera-accounts-page", Ibanera, ACCOUNTS, "", false, "", r#""page":1,"size":10"#),
    row!("ibanera-cancellable", Ibanera, CANCELLABLE, "", false, "", r#""transaction":30939"#),
    row!("ibanera-cancellable-customer", Ibanera, CANCELLABLE, "", false, "", r#""transaction":"99999999999999999999","customer":1"#),
    row!("ibanera-cancel-transaction", Ibanera, CANCEL_TRANSACTION, "", false, "", r#""transaction":30939"#),
    row!("ibanera-cancel-transaction-customer", Ibanera, CANCEL_TRANSACTION, "", false, "", r#""transaction":30939,"customer":14387"#),
    row!("ibanera-simulate-pay-in", Ibanera, SIMULATE_PAY_IN, "", false, "", r#""account":1001,"type":"ACH","amount":5"#),
    row!("ibanera-simulate-pay-in-all", Ibanera, SIMULATE_PAY_IN, "", false, "", r#""account":1001,"type":"SWIFT","amount":"5.00","name":"Customer Name","reference":"1234567890""#),
];

impl Case {
    /// All options of the case; those of the row replace the issuer's required ones.
    pub fn config(&self) -> Object {
        let mut config = members(match self.issuer {
            IssuerId::Artha => ARTHA,
            IssuerId::ArthaV1 => ARTHA_V1,
            IssuerId::Yativo => YATIVO,
            IssuerId::OpenApi => OPEN_API,
            IssuerId::Ibanera => IBANERA,
        });
        for (name, value) in members(self.options) {
            config.insert(name, value);
        }
        config
    }

    /// The request as text, in the form of the files.
    pub fn rendered(&self) -> String {
        let config = Some(Value::Object(self.config()));
        self.rendered_by(&Client::from_plain(config, CallOptions::default()).expect("options"))
    }

    /// The same request with the options of a client.
    pub fn rendered_by(&self, client: &Client) -> String {
        let (request, signed) = self.built_by(client);
        text(&request, signed.as_deref())
    }

    /// The request itself.
    #[allow(dead_code, reason = "most tests use the text")]
    pub fn request(&self) -> Request {
        let config = Some(Value::Object(self.config()));
        let client = Client::from_plain(config, CallOptions::default()).expect("options");
        self.built_by(&client).0
    }

    /// The request, and what of it was signed.
    fn built_by(&self, client: &Client) -> (Request, Option<Vec<u8>>) {
        let image = self.with_image.then(sign_image);
        let given = format!("{{{}}}", self.fields);
        let given = json::check(given.as_bytes(), Limits::default()).expect("JSON");
        let fields = client.fields(self.operation, given).expect("fields");
        let about = About {
            settings: client.settings(),
            card: self.card,
            fields: &fields,
            sign_image: image.as_ref(),
        };
        let endpoint = endpoint(self.issuer, self.operation).expect("an endpoint");
        match endpoint.build(&about, &ATTEMPT) {
            Draft::Ready(request) => (request, None),
            Draft::Unhashed(unhashed) => signed(unhashed.hashed(b"not a hash")),
            Draft::Unsigned(unsigned) => signed(unsigned),
        }
    }
}

/// The smallest signature image there is.
pub fn sign_image() -> SignImage {
    SignImage::check(PNG.to_vec(), ImageLimits::default()).expect("a picture")
}

fn members(text: &str) -> Object {
    let text = format!("{{{text}}}");
    match json::parse(text.as_bytes(), Limits::default()) {
        Ok(Value::Object(object)) => object,
        other => panic!("{other:?}"),
    }
}

fn signed(unsigned: Unsigned) -> (Request, Option<Vec<u8>>) {
    let signed = unsigned.bytes_to_sign().to_vec();
    (unsigned.signed(b"not a signature"), Some(signed))
}

fn text(request: &Request, signed: Option<&[u8]>) -> String {
    let mut lines = Vec::new();
    if let Some(signed) = signed {
        lines.push(format!("# signed: {}", utf8(signed).replace('\n', "\\n")));
    }
    lines.push(format!("{} {}", request.method(), request.url()));
    lines.extend(request.headers().map(|(name, value)| format!("{name}: {value}")));
    if !request.body.as_bytes().is_empty() {
        lines.push(String::new());
        lines.push(utf8(request.body.as_bytes()));
    }
    lines.join("\n") + "\n"
}

fn utf8(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

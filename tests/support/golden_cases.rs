//! Requests whose every byte is written down in `tests/golden`: one file for a row.
//!
//! The cases are the same for native programs and for wasm. A file holds the request as it goes on
//! the wire: method and URL, the headers in order, and where there is a body, an empty line and the
//! body. The last line end is the file's. What is signed stands first, in a line of its own.

use cardlatch::endpoint::{About, Attempt, Draft};
use cardlatch::http::Request;
use cardlatch::image::{ImageLimits, SignImage};
use cardlatch::issuers::{Operation, endpoint};
use cardlatch::json::{self, Limits, Object, Value};
use cardlatch::{Action, CallOptions, Client, IssuerId};

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
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\
    \0\0\0\nIDAT\x78\x9c\x63\xa8\x07\0\0\x81\0\x80\xd3\x94\x53\x4a\0\0\0\0IEND\xae\x42\x60\x82";

const ARTHA: &str = r#""id":"artha","baseUrl":"https://cards.example/api/v1","customerToken":"T""#;
const YATIVO: &str = r#""id":"yativo","baseUrl":"https://yativo.example/api/v1","accountId":"acct_1","appSecret":"app secret""#;
const OPEN_API: &str = r#""id":"open-api","baseUrl":"https://open-api.example","version":"v1","customerId":10000011,"appId":100001,"key":"0123456789abcdef0123456789abcdef""#;
const IBANERA: &str = r#""id":"ibanera","baseUrl":"https://ibanera.example","username":"principal","password":"pass word""#;

const CONTRACT: &str = r#""paths":{"unfreeze":"/{version}/openApi/card/contract-1","activate":"/contract/2","cancel":"/{version}/contract-3/{version}"}"#;
const ODD_SECRET: &str = r#""accountId":"a\"b\\c/d","appSecret":"\t\u0001\u007f \u2028""#;
/// Amounts of Yativo in whole units, and in cents.
const MAJOR: &str =
    r#""units":{"issue":"major","topUp":"major","withdraw":"major","balance":"major"}"#;
const MINOR: &str =
    r#""units":{"issue":"minor","topUp":"minor","withdraw":"minor","balance":"minor"}"#;
const OBSERVED_MAJOR: &str = r#""observedOnly":true,"units":{"withdraw":"major"}"#;
const OBSERVED_MINOR: &str = r#""observedOnly":true,"units":{"withdraw":"minor"}"#;
/// A customer in the newest form of an activation.
const CUSTOMER: &str = r#""customerId":"3f0c","address":{"city":"Austin","state":"TX","zipcode":"78701","street":"Main","country":"USA","number":"25"},"idFront":"https://a.example/front.png","idNumber":"A1","dateOfBirth":"23-06-1994","userPhoto":"https://a.example/me.png""#;
const ODD_CUSTOMER: &str = r#""customerId":"a\"b\\c","address":{"country":"\u00e9,{}"},"idNumber":"\n,\"","other":{"firstName":"J \"o\"","n":[1.50,{"a":null}]}"#;
/// Every option of the signature away from its default.
const OTHER_READING: &str = r#""image":{"encoding":"data_url"},"signing":{"headers":"protocol_and_content_type","names":"lowercase","values":"url_encoded","pathParameters":"included","tokenName":"CustomerToken","tokenValue":"name_and_token"}"#;

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

const CARD: Operation = Operation::CARD;
const LOGIN: Operation = Operation::LOGIN;
const MERCHANT: Operation = Operation::MERCHANT;
const PROGRAM: Operation = Operation::PROGRAM;
const REFRESH: Operation = Operation::REFRESH;
const FREEZE: Operation = Operation::of(Action::Freeze);
const UNFREEZE: Operation = Operation::of(Action::Unfreeze);
const ACTIVATE: Operation = Operation::of(Action::Activate);
const DEACTIVATE: Operation = Operation::of(Action::Deactivate);
const CANCEL: Operation = Operation::of(Action::Cancel);
const SET_PIN: Operation = Operation::of(Action::SetPin);
const WITHDRAW: Operation = Operation::own("withdraw");
const AIRLINES: Operation = Operation::own("setAirlinePayments");
const ACTIVATE_CUSTOMER: Operation = Operation::own("activateCustomer");
const SET_WEBHOOK: Operation = Operation::own("setWebhook");
const ROTATE: Operation = Operation::own("rotateWebhookSecret");

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

    row!("yativo-cards", Yativo, Operation::CARDS, "", false, ""),
    row!("yativo-cards-customer", Yativo, Operation::CARDS, "", false, "", r#""customerId":"3f0c2a""#),
    row!("yativo-cards-odd-customer", Yativo, Operation::CARDS, "", false, "", r#""customerId":"a&b=c d/\u00e9\"""#),
    row!("yativo-balance", Yativo, Operation::BALANCE, UUID_CARD, false, MAJOR),
    row!("yativo-reveal", Yativo, Operation::REVEAL, UUID_CARD, false, ""),
    row!("yativo-transactions", Yativo, Operation::TRANSACTIONS, UUID_CARD, false, ""),
    row!("yativo-transactions-odd-card", Yativo, Operation::TRANSACTIONS, ODD_CARD, false, ""),
    row!("yativo-issue-major", Yativo, Operation::ISSUE, "", false, MAJOR, r#""customerId":"3f0c","amount":"5.50""#),
    row!("yativo-issue-minor", Yativo, Operation::ISSUE, "", false, MINOR, r#""customerId":"3f0c","amount":5"#),
    row!("yativo-issue-long-amount", Yativo, Operation::ISSUE, "", false, MINOR, r#""customerId":"a\"b\\c/d","amount":"123456789012345678901234567890.12""#),
    row!("yativo-top-up-major", Yativo, Operation::TOP_UP, UUID_CARD, false, MAJOR, r#""customerId":"3f0c","amount":12.5"#),
    row!("yativo-top-up-minor", Yativo, Operation::TOP_UP, UUID_CARD, false, MINOR, r#""customerId":"3f0c","amount":"12.5""#),
    row!("yativo-top-up-small", Yativo, Operation::TOP_UP, ODD_CARD, false, MINOR, r#""customerId":"3f0c","amount":"0.0500""#),
    row!("yativo-withdraw-major", Yativo, WITHDRAW, UUID_CARD, false, OBSERVED_MAJOR, r#""amount":"5.00""#),
    row!("yativo-withdraw-minor", Yativo, WITHDRAW, UUID_CARD, false, OBSERVED_MINOR, r#""amount":"5.00""#),
    row!("yativo-cancel", Yativo, CANCEL, UUID_CARD, false, r#""observedOnly":true"#),
    row!("yativo-cancel-odd-card", Yativo, CANCEL, ODD_CARD, false, r#""observedOnly":true"#),
    row!("yativo-airlines-on", Yativo, AIRLINES, UUID_CARD, false, r#""observedOnly":true"#, r#""airlinePayments":true"#),
    row!("yativo-airlines-off", Yativo, AIRLINES, ODD_CARD, false, r#""observedOnly":true"#, r#""airlinePayments":false"#),
    row!("yativo-activate-customer", Yativo, ACTIVATE_CUSTOMER, "", false, "", CUSTOMER),
    row!("yativo-activate-customer-id", Yativo, ACTIVATE_CUSTOMER, "", false, "", r#""customerId":"3f0c""#),
    row!("yativo-activate-customer-odd", Yativo, ACTIVATE_CUSTOMER, "", false, "", ODD_CUSTOMER),
    row!("yativo-activate-customer-older", Yativo, ACTIVATE_CUSTOMER, "", false, "", r#""customerId":"3f0c","other":{"firstName":"J","lastName":"D","userPhoto":"https://a.example/me.png","dateOfBirth":"1994-06-23"}"#),
    row!("yativo-webhook", Yativo, Operation::own("webhook"), "", false, ""),
    row!("yativo-set-webhook", Yativo, SET_WEBHOOK, "", false, "", r#""url":"https://a.example/hook?x=1""#),
    row!("yativo-set-webhook-odd", Yativo, SET_WEBHOOK, "", false, "", r#""url":"https://a.example/\"\\\u00e9""#),
    row!("yativo-rotate-webhook-secret", Yativo, ROTATE, "", false, "", r#""webhookId":"9""#),
    row!("yativo-rotate-webhook-secret-odd", Yativo, ROTATE, "", false, "", r#""webhookId":"a/b?c d""#),

    row!("open-api-freeze", OpenApi, FREEZE, OPEN_API_CARD, false, ""),
    row!("open-api-freeze-odd-card", OpenApi, FREEZE, ODD_CARD, false, ""),
    row!("open-api-freeze-odd-version", OpenApi, FREEZE, OPEN_API_CARD, false, r#""version":"v1/x?y=100%""#),
    row!("open-api-freeze-long-ids", OpenApi, FREEZE, OPEN_API_CARD, false, r#""customerId":"1234567890123456789012345678901234567890","appId":18446744073709551616"#),
    row!("open-api-unfreeze", OpenApi, UNFREEZE, OPEN_API_CARD, false, CONTRACT),
    row!("open-api-activate", OpenApi, ACTIVATE, OPEN_API_CARD, false, CONTRACT),
    row!("open-api-cancel", OpenApi, CANCEL, OPEN_API_CARD, false, CONTRACT),

    row!("ibanera-login", Ibanera, LOGIN, "", false, ""),
    row!("ibanera-login-odd-secret", Ibanera, LOGIN, "", false, r#""password":"\"p\\w/\n\u001f\u00e9\ud83d\udcb3""#),
    row!("ibanera-card", Ibanera, CARD, "1001", false, ""),
    row!("ibanera-cards", Ibanera, Operation::CARDS, "", false, ""),
    row!("ibanera-cards-page", Ibanera, Operation::CARDS, "", false, "", r#""page":2,"size":50"#),
    row!("ibanera-activate", Ibanera, ACTIVATE, "1001", false, ""),
    row!("ibanera-deactivate", Ibanera, DEACTIVATE, "2147483647", false, ""),
];

impl Case {
    /// All options of the case; those of the row replace the issuer's required ones.
    fn config(&self) -> Object {
        let mut config = members(match self.issuer {
            IssuerId::Artha => ARTHA,
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
        let attempt = Attempt {
            now_seconds: 1_700_000_000,
            nonce: "a1b2c3d4e5",
            token: "session.token-1",
            one_time_code: "012345",
            idempotency_key: "0b6f0f0e-5a39-4f4b-9d2e-0c8f4e1d7a55",
        };
        let endpoint = endpoint(self.issuer, self.operation).expect("an endpoint");
        match endpoint.build(&about, &attempt) {
            Draft::Ready(request) => text(&request, None),
            Draft::Unsigned(unsigned) => {
                let signed = unsigned.bytes_to_sign().to_vec();
                text(&unsigned.signed(b"not a signature"), Some(&signed))
            }
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

fn text(request: &Request, signed: Option<&[u8]>) -> String {
    let mut lines = Vec::new();
    if let Some(signed) = signed {
        lines.push(format!("# signed: {}", utf8(signed)));
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

//! The options: whatever is wrong is named by its path, and both ways of giving them mean the same.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "support/golden_cases.rs"]
#[allow(dead_code, reason = "only some parts are used here")]
mod golden_cases;
#[path = "support/told.rs"]
#[allow(dead_code, reason = "there are no replies here")]
mod told;

use cardlatch::issuers::artha::{
    ArthaConfig, Encoding, ImageOptions, PathParameters, SignedHeaders, SignedNames, SignedValues,
    SigningOptions, TokenName, TokenValue,
};
use cardlatch::issuers::artha_v1::{AmountUnit, ArthaV1Config, BodyForm, SecretEncoding};
use cardlatch::issuers::ibanera::{IbaneraConfig, Transfers};
use cardlatch::issuers::open_api::{ContractPaths, OpenApiConfig};
use cardlatch::issuers::yativo::{AmountUnits, UpdateMethod, YativoConfig};
use cardlatch::issuers::{Operation, issuer};
use cardlatch::json::{self, Limits, Object, Value};
use cardlatch::settings::{Rule, Settings, rules};
use cardlatch::totp::TotpEncoding;
use cardlatch::{CallOptions, Client, Error, IssuerConfig, IssuerId};
use golden_cases::CASES;

const BASE: &str = "https://a.example/v1";

fn parsed(text: &str) -> Value {
    json::parse(text.as_bytes(), Limits::default()).expect("JSON")
}

fn made(plain: impl Into<Option<Value>>) -> Result<Client, Error> {
    Client::from_plain(plain.into(), CallOptions::default())
}

/// Only what must be there.
fn required(id: IssuerId) -> Object {
    let text = match id {
        IssuerId::Artha => {
            r#"{"id":"artha","baseUrl":"https://a.example","customerToken":"token-Gs4wPb9J"}"#
        }
        IssuerId::ArthaV1 => {
            r#"{"id":"artha-v1","baseUrl":"https://a.example","apiKey":"key-Ch8jNv5T","pathPrefix":"/api/v1"}"#
        }
        IssuerId::Yativo => {
            r#"{"id":"yativo","baseUrl":"https://a.example","accountId":"acct-Wb5nKf8Q","appSecret":"app-Lq3vTz7H"}"#
        }
        IssuerId::OpenApi => {
            r#"{"id":"open-api","baseUrl":"https://a.example","version":"v1","customerId":1,
                "appId":"2","key":"key-Ch8jNv5T"}"#
        }
        IssuerId::Ibanera => {
            r#"{"id":"ibanera","baseUrl":"https://a.example","username":"u","password":"pass-Dy6kRm2X"}"#
        }
    };
    match parsed(text) {
        Value::Object(object) => object,
        _ => panic!("no object"),
    }
}

/// Every option of an issuer, and every group of options, with the group it stands in.
fn options(id: IssuerId) -> Vec<(Option<&'static str>, Rule)> {
    let mut options = Vec::new();
    for rule in rules(issuer(id).rules) {
        let Some((group, name)) = rule.name.split_once('.') else {
            options.push((None, rule));
            continue;
        };
        let outer = (None, Rule { name: group, shape: GROUP, words: "" });
        if !options.contains(&outer) {
            options.push(outer);
        }
        options.push((Some(group), Rule { name, ..rule }));
    }
    options
}

const GROUP: &str = "group";

/// The required options and this one.
fn with(id: IssuerId, group: Option<&str>, name: &str, value: &str) -> Value {
    let mut plain = required(id);
    let value = parsed(value);
    match group {
        None => plain.insert(name, value),
        Some(group) => {
            let mut inner = Object::new();
            inner.insert(name, value);
            plain.insert(group, inner)
        }
    };
    Value::Object(plain)
}

fn path(group: Option<&str>, name: &str) -> String {
    group.map_or_else(|| format!("issuer.{name}"), |group| format!("issuer.{group}.{name}"))
}

/// Values that an option takes, and values that it does not, as JSON: the same that the npm
/// package is tested with.
fn values(shape: &str) -> (Vec<String>, Vec<String>) {
    let all = serde_json::from_str::<serde_json::Value>(include_str!("support/options.json"));
    let all = all.expect("JSON");
    let list = |name: &str| -> Vec<String> {
        let values =
            all[shape.trim_end_matches(['?', '!'])][name].as_array().expect("a list of values");
        values.iter().map(|value| value.as_str().expect("a text").to_owned()).collect()
    };
    (list("good"), list("bad"))
}

#[test]
fn every_option_takes_what_it_should() {
    for id in IssuerId::ALL {
        for (group, rule) in options(id).iter().filter(|(_, rule)| rule.name != "id") {
            for good in &values(rule.shape).0 {
                let client = made(with(id, *group, rule.name, good));
                assert!(client.is_ok(), "{id:?} {}: {good}", path(*group, rule.name));
            }
            for word in rule.words.split_whitespace() {
                assert!(
                    made(with(id, *group, rule.name, &format!("\"{word}\""))).is_ok(),
                    "{word}"
                );
            }
        }
    }
}

#[test]
fn every_wrong_option_is_named() {
    for id in IssuerId::ALL {
        for (group, rule) in options(id) {
            let due = format!("configuration none path={}", path(group, rule.name));
            for bad in &values(rule.shape).1 {
                let error = made(with(id, group, rule.name, bad)).err();
                let error = error.unwrap_or_else(|| panic!("{id:?} {}: {bad}", rule.name));
                assert_eq!(told::error(&error), due, "{bad}");
                assert_eq!(error.issuer(), Some(id));
            }
        }
    }
}

#[test]
fn a_base_url_must_be_encrypted_or_on_this_machine() {
    for id in IssuerId::ALL {
        for bad in
            ["http://a.example", "http://localhost.example", "ftp://a.example", "http://[::2]"]
        {
            let error = made(with(id, None, "baseUrl", &format!("\"{bad}\""))).err();
            let error = error.unwrap_or_else(|| panic!("{bad}"));
            assert_eq!(told::error(&error), "insecure_url none path=issuer.baseUrl", "{bad}");
        }
    }
}

#[test]
fn what_is_required_must_be_there_and_the_rest_need_not() {
    for id in IssuerId::ALL {
        assert!(made(Value::Object(required(id))).is_ok(), "{id:?}");
        let names: Vec<String> = required(id).iter().map(|(name, _)| name.to_owned()).collect();
        for name in names {
            let mut missing = required(id);
            missing.remove(&name);
            let due = format!("configuration none path=issuer.{name}");
            for plain in [Value::Object(missing), with(id, None, &name, "null")] {
                let error = made(plain).err().unwrap_or_else(|| panic!("{id:?} {name}"));
                assert_eq!(told::error(&error), due);
            }
        }
        for (group, rule) in options(id) {
            if group.is_some() || required(id).get(rule.name).is_none() {
                assert!(made(with(id, group, rule.name, "null")).is_ok(), "{}", rule.name);
            }
        }
    }
}

#[test]
fn an_option_that_does_not_exist_is_named() {
    for id in IssuerId::ALL {
        let groups = options(id);
        let groups = groups.iter().filter(|(_, rule)| rule.shape == GROUP);
        for group in groups.map(|(_, rule)| Some(rule.name)).chain([None]) {
            let error = made(with(id, group, "baseURL", "1")).err().expect("refused");
            let due = format!("configuration none path={}", path(group, "baseURL"));
            assert_eq!(told::error(&error), due);
        }
    }
}

#[test]
fn options_that_are_none_are_named() {
    for (plain, due) in [
        (None, "issuer"),
        (Some(Value::Null), "issuer"),
        (Some(parsed("[]")), "issuer"),
        (Some(parsed("\"artha\"")), "issuer"),
        (Some(parsed("{}")), "issuer.id"),
        (Some(parsed(r#"{"id":"artha-v2"}"#)), "issuer.id"),
        (Some(parsed(r#"{"id":"Artha"}"#)), "issuer.id"),
        (Some(parsed(r#"{"id":1}"#)), "issuer.id"),
    ] {
        let error = made(plain).err().expect("refused");
        assert_eq!(told::error(&error), format!("configuration none path={due}"));
    }
}

#[test]
fn no_error_shows_the_value_at_fault() {
    for (id, name) in [
        (IssuerId::Artha, "customerToken"),
        (IssuerId::ArthaV1, "apiKey"),
        (IssuerId::ArthaV1, "pathPrefix"),
        (IssuerId::OpenApi, "version"),
        (IssuerId::OpenApi, "appId"),
        (IssuerId::Yativo, "updateMethod"),
        (IssuerId::Ibanera, "baseUrl"),
    ] {
        let error = made(with(id, None, name, r#""\nSECRET""#)).err().expect("refused");
        assert!(!format!("{error} {error:?}").contains("SECRET"), "{name}");
    }
}

/// Every request that the two clients build.
#[track_caller]
fn same(typed: IssuerConfig, plain: &str) {
    let typed = Client::new(typed).expect("options");
    let plain = made(parsed(plain)).expect("options");
    assert_eq!(typed.issuer(), plain.issuer());
    for case in CASES.iter().filter(|case| case.issuer == typed.issuer()) {
        assert_eq!(case.rendered_by(&typed), case.rendered_by(&plain), "{}", case.name);
    }
}

#[test]
fn a_typed_configuration_means_what_the_same_plain_options_mean() {
    same(
        IssuerConfig::Artha(ArthaConfig::new(BASE, "token-Gs4wPb9J")),
        r#"{"id":"artha","baseUrl":"https://a.example/v1","customerToken":"token-Gs4wPb9J"}"#,
    );
    let v1 = "{\"id\":\"artha-v1\",\"baseUrl\":\"https://a.example/v1\",\"apiKey\":\"key-Ch8jNv5T\",\"pathPrefix\":\"/api/v1\"";
    let config = ArthaV1Config {
        amount_unit: Some(AmountUnit::Major),
        ..ArthaV1Config::new(BASE, "key-Ch8jNv5T", "/api/v1")
    };
    same(IssuerConfig::ArthaV1(config.clone()), &format!("{v1},\"amountUnit\":\"major\"}}"));
    let other = ArthaV1Config {
        secret_encoding: SecretEncoding::Base64,
        path_prefix_of_limits: Some("/l".into()),
        path_prefix_signed: Some("/s".into()),
        form: BodyForm::First,
        amount_unit: Some(AmountUnit::Minor),
        ..config
    };
    same(
        IssuerConfig::ArthaV1(other),
        &format!(
            "{v1},\"secretEncoding\":\"base64\",\"pathPrefixOfLimits\":\"/l\",\"pathPrefixSigned\":\"/s\",\"form\":\"first\",\"amountUnit\":\"minor\"}}"
        ),
    );
    same(
        IssuerConfig::Yativo(YativoConfig::new(BASE, "acct-Wb5nKf8Q", "app-Lq3vTz7H\u{e9}")),
        r#"{"id":"yativo","baseUrl":"https://a.example/v1","accountId":"acct-Wb5nKf8Q","appSecret":"app-Lq3vTz7H\u00e9"}"#,
    );
    let put = YativoConfig {
        update_method: UpdateMethod::Put,
        ..YativoConfig::new(BASE, "acct-Wb5nKf8Q", "app-Lq3vTz7H")
    };
    same(
        IssuerConfig::Yativo(put),
        r#"{"id":"yativo","baseUrl":"https://a.example/v1","accountId":"acct-Wb5nKf8Q","appSecret":"app-Lq3vTz7H","updateMethod":"PUT"}"#,
    );
    for (unit, word) in [(AmountUnit::Major, "major"), (AmountUnit::Minor, "minor")] {
        let unit = Some(unit);
        let units = AmountUnits { issue: unit, top_up: unit, withdraw: unit, balance: unit };
        let own = YativoConfig {
            units,
            observed_only: true,
            ..YativoConfig::new(BASE, "acct-Wb5nKf8Q", "app-Lq3vTz7H")
        };
        let plain = format!(
            r#"{{"id":"yativo","baseUrl":"{BASE}","accountId":"acct-Wb5nKf8Q","appSecret":"app-Lq3vTz7H","observedOnly":true,"units":{{"issue":"{word}","topUp":"{word}","withdraw":"{word}","balance":"{word}"}}}}"#
        );
        let client = Client::new(IssuerConfig::Yativo(own.clone())).expect("options");
        for name in ["issue", "topUp", "withdraw", "balance"] {
            assert_eq!(client.settings().text(&format!("units.{name}")), word);
        }
        assert_eq!(client.settings().flag("observedOnly"), Some(true));
        same(IssuerConfig::Yativo(own), &plain);
    }
    let mut config = OpenApiConfig::new(BASE, "v 1", "123456789012345678901", "2", "key-Ch8jNv5T");
    config.paths = ContractPaths {
        unfreeze: Some("/{version}/u".into()),
        activate: Some("/a".into()),
        cancel: Some("/c".into()),
        wallet_transaction: Some("/w".into()),
    };
    config.virtual_cards = true;
    same(
        IssuerConfig::OpenApi(config),
        r#"{"id":"open-api","baseUrl":"https://a.example/v1","version":"v 1","customerId":123456789012345678901,"appId":2,"key":"key-Ch8jNv5T","virtualCards":true,"paths":{"unfreeze":"/{version}/u","activate":"/a","cancel":"/c","walletTransaction":"/w"}}"#,
    );
    let ibanera = IbaneraConfig {
        totp_encoding: TotpEncoding::Text,
        transfers: Transfers::TopUpMoveFunds,
        reuse_one_time_code: true,
        ..IbaneraConfig::new(BASE, "u\"", "pass-Dy6kRm2X\\")
    };
    same(
        IssuerConfig::Ibanera(ibanera),
        r#"{"id":"ibanera","baseUrl":"https://a.example/v1","username":"u\"","password":"pass-Dy6kRm2X\\","totpEncoding":"text","transfers":"topup_movefunds","reuseOneTimeCode":true}"#,
    );
}

#[test]
fn every_typed_reading_of_the_signature_means_what_its_word_means() {
    let default = SigningOptions::default();
    for (signing, words) in [
        (default, ""),
        (
            SigningOptions { headers: SignedHeaders::ProtocolAndContentType, ..default },
            r#""headers":"protocol_and_content_type""#,
        ),
        (SigningOptions { names: SignedNames::Lowercase, ..default }, r#""names":"lowercase""#),
        (
            SigningOptions { values: SignedValues::UrlEncoded, ..default },
            r#""values":"url_encoded""#,
        ),
        (
            SigningOptions { path_parameters: PathParameters::Included, ..default },
            r#""pathParameters":"included""#,
        ),
        (
            SigningOptions { token_name: TokenName::Pascal, ..default },
            r#""tokenName":"CustomerToken""#,
        ),
        (
            SigningOptions { token_value: TokenValue::NameAndToken, ..default },
            r#""tokenValue":"name_and_token""#,
        ),
    ] {
        let mut config = ArthaConfig::new(BASE, "token-Gs4wPb9J");
        config.program_id = Some("p 1".into());
        config.need_photo_for_operate_card = Some(true);
        config.first_page = Some(0);
        config.image = ImageOptions { max_bytes: Some(70), encoding: Encoding::DataUrl };
        config.signing = signing;
        let plain = format!(
            r#"{{"id":"artha","baseUrl":"{BASE}","customerToken":"token-Gs4wPb9J","programId":"p 1","needPhotoForOperateCard":true,"firstPage":0,"image":{{"maxBytes":70,"encoding":"data_url"}},"signing":{{{words}}}}}"#
        );
        same(IssuerConfig::Artha(config), &plain);
    }
}

#[test]
fn a_wrong_typed_configuration_is_refused_like_plain_options() {
    let error =
        Client::new(IssuerConfig::Artha(ArthaConfig::new("http://a.example", "token-Gs4wPb9J")))
            .err();
    let due = "insecure_url none path=issuer.baseUrl";
    assert_eq!(error.as_ref().map(told::error).as_deref(), Some(due));
    let error = Client::new(IssuerConfig::Ibanera(IbaneraConfig::new(BASE, "u", ""))).err();
    let due = "configuration none path=issuer.password";
    assert_eq!(error.as_ref().map(told::error).as_deref(), Some(due));
    let mut config = OpenApiConfig::new(BASE, "v1", "1", "2", "key-Ch8jNv5T");
    config.paths.cancel = Some("/../c".into());
    let error = Client::new(IssuerConfig::OpenApi(config)).err();
    let due = "configuration none path=issuer.paths.cancel";
    assert_eq!(error.as_ref().map(told::error).as_deref(), Some(due));
}

const PICTURE: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCA05RTSgAAAABJRU5ErkJggg==";

/// The fields of an application for a card, with options beside the required ones.
fn applied(options: (&str, &str), fields: &str) -> Result<Settings, Error> {
    let client = made(with(IssuerId::Artha, None, options.0, options.1)).expect("options");
    client
        .fields(Operation::ISSUE, json::check(fields.as_bytes(), Limits::default()).expect("JSON"))
}

#[test]
fn pictures_in_fields_are_checked_like_signatures() {
    let default = ("image", "{}");
    for name in ["frontdoc", "backdoc", "handholdidphoto", "photo", "signimage"] {
        let told = |value: &str, options| {
            let fields = applied(options, &format!(r#"{{"kyc":{{"{name}":{value}}}}}"#));
            fields.map(|fields| fields.text(&format!("kyc.{name}")).to_owned())
        };
        let data_url = format!("data:image/png;base64,{PICTURE}");
        for text in [PICTURE, &format!(" {PICTURE}\\n"), &data_url, &data_url.replace("png", "x")] {
            let text = format!("\"{text}\"");
            assert_eq!(told(&text, default).expect("a picture"), PICTURE);
            let written = told(&text, ("image", r#"{"encoding":"data_url"}"#)).expect("a picture");
            assert_eq!(written, data_url);
        }
        assert_eq!(told("null", default).expect("no picture"), "");
        let whole = format!("\"{PICTURE}\"");
        let cut = format!("\"{}\"", PICTURE.get(..80).expect("ASCII"));
        for (value, options, code) in [
            (r#""""#, default, "image_format"),
            (r#""signimage""#, default, "image_format"),
            (r#""https://a.example/photo.png""#, default, "image_format"),
            (r#""R0lGODlhAQABAAAAACw=""#, default, "image_format"),
            (cut.as_str(), default, "image_truncated"),
            (&whole, ("image", r#"{"maxBytes":66}"#), "image_too_large"),
            ("1", default, "invalid_input"),
            ("{}", default, "invalid_input"),
            (r#""\u0000""#, default, "invalid_input"),
        ] {
            let error = told(value, options).expect_err("refused");
            assert_eq!(told::error(&error), format!("{code} none path=kyc.{name}"), "{value}");
            assert_eq!(error.action(), Some(Operation::ISSUE));
            assert!(!format!("{error:?} {error}").contains("iVBOR"));
        }
        assert!(told(&whole, ("image", r#"{"maxBytes":67}"#)).is_ok());
    }
}

#[test]
fn a_field_that_does_not_exist_or_does_not_fit_is_named() {
    for (fields, path) in [
        (r#"{"kyc":{"firstName":"a"}}"#, "kyc.firstName"),
        (r#"{"kyc":{"docneverexpire":1}}"#, "kyc.docneverexpire"),
        (r#"{"firstname":"a"}"#, "firstname"),
        (r#"{"kyc":"a"}"#, "kyc"),
        (r#"{"kyc":{"gender":"male"}}"#, "kyc.gender"),
        (r#"{"kyc":{"gender":1.5}}"#, "kyc.gender"),
        (r#"{"kyc":{"doctype":-1}}"#, "kyc.doctype"),
        (r#"{"kyc":{"dob":19900615}}"#, "kyc.dob"),
        (r#"{"kyc":{"email":""}}"#, "kyc.email"),
        (r#"{"programId":"a\nb"}"#, "programId"),
    ] {
        let error = applied(("image", "{}"), fields).err().expect("refused");
        assert_eq!(told::error(&error), format!("invalid_input none path={path}"));
    }
}

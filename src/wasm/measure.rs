//! What other packages would weigh, for `cargo xtask size --variants`. In nothing that is shipped.
//!
//! Each package does once more what the module does by hand, on types with the same fields: it
//! reads the options and the answers, and writes an outcome and an error. Where a package would
//! have to do much for little, it is spared: fields without a name are dropped, names are matched
//! with their case, and the tag of the options is read first, so that nothing is compiled twice.

#[cfg(feature = "serde")]
use types::{Options, Reply};

/// Types with the fields that the module reads and writes by hand.
#[cfg(feature = "serde")]
// What tsify warns of, its leak after a failed read, does not matter to a size.
#[cfg_attr(feature = "measure-tsify-abi", allow(deprecated))]
mod types {
    use core::hint::black_box;

    use serde::{Deserialize, Serialize};
    #[cfg(feature = "measure-tsify-abi")]
    use tsify::Tsify;

    use crate::card::{Action, IssuerId};
    use crate::error::{Effect, Error, ErrorCode};
    use crate::issuers::Operation;
    use crate::json::Value;
    use crate::outcome::{ActionResult, Outcome, Reply as Read};
    use crate::prelude::*;

    macro_rules! readable {
        ($($name:ident { $($(#[$rename:meta])? $field:ident: $type:ty),* $(,)? })*) => {$(
            #[derive(Deserialize)]
            #[serde(rename_all = "camelCase")]
            #[cfg_attr(feature = "measure-tsify-abi", derive(Tsify), tsify(from_wasm_abi))]
            #[allow(dead_code)] // what is read is kept, nothing more
            pub struct $name {
                $($(#[$rename])? pub $field: $type,)*
            }
        )*};
    }

    macro_rules! words {
        ($($name:ident { $($word:ident = $text:literal),* })*) => {$(
            #[derive(Deserialize)]
            #[cfg_attr(feature = "measure-tsify-abi", derive(Tsify))]
            pub enum $name {
                $(#[serde(rename = $text)] $word,)*
            }
        )*};
    }

    words! {
        Encoding { Base64 = "base64", DataUrl = "data_url" }
        Headers { Protocol = "protocol", All = "protocol_and_content_type" }
        Names { AsSent = "as_sent", Lowercase = "lowercase" }
        Values { Raw = "raw", UrlEncoded = "url_encoded" }
        PathParameters { LeftOut = "left_out", Included = "included" }
        TokenName { Camel = "customerToken", Pascal = "CustomerToken" }
        TokenValue { Token = "token", NameAndToken = "name_and_token" }
        Method { Post = "POST", Put = "PUT" }
        TotpEncoding { Base32 = "base32", Text = "text" }
    }

    readable! {
        Image { max_bytes: Option<u32>, encoding: Option<Encoding> }
        Signing {
            headers: Option<Headers>,
            names: Option<Names>,
            values: Option<Values>,
            path_parameters: Option<PathParameters>,
            token_name: Option<TokenName>,
            token_value: Option<TokenValue>,
        }
        Artha {
            base_url: String,
            customer_token: String,
            program_id: Option<String>,
            need_photo_for_operate_card: Option<bool>,
            image: Option<Image>,
            signing: Option<Signing>,
        }
        Yativo {
            base_url: String,
            account_id: String,
            app_secret: String,
            update_method: Option<Method>,
        }
        Paths { unfreeze: Option<String>, activate: Option<String>, cancel: Option<String> }
        OpenApi {
            base_url: String,
            version: String,
            customer_id: Value,
            app_id: Value,
            key: String,
            paths: Option<Paths>,
            virtual_cards: Option<bool>,
        }
        Ibanera {
            base_url: String,
            username: String,
            password: String,
            totp_encoding: Option<TotpEncoding>,
        }

        Wrapped { code: Option<Value>, message: Option<Value> }
        ArthaReply {
            task_id: Option<String>,
            status: Option<String>,
            remarks: Option<String>,
            error: Option<Wrapped>,
        }
        YativoCard {
            action: Option<String>,
            #[serde(rename = "card_status")] card_status: Option<String>,
            status: Option<Value>,
            message: Option<String>,
            error: Option<Value>,
        }
        YativoReply {
            status: String,
            message: Option<String>,
            data: Option<YativoCard>,
            error: Option<Value>,
            errors: Option<Value>,
        }
        OpenApiReply { code: i64, message: Option<String> }
        IbaneraCard {
            id: Option<Value>,
            status: Option<String>,
            #[serde(rename = "bSuppressed")] suppressed: Option<bool>,
        }
        IbaneraError { message_code: Option<String> }
        IbaneraReply {
            status: String,
            details: Option<IbaneraCard>,
            errors: Option<Vec<IbaneraError>>,
        }
    }

    /// The options of one issuer.
    #[allow(dead_code)] // what is read is kept, nothing more
    pub enum Options {
        Artha(Artha),
        Yativo(Yativo),
        OpenApi(OpenApi),
        Ibanera(Ibanera),
    }

    /// The answer of one issuer.
    #[allow(dead_code)] // what is read is kept, nothing more
    pub enum Reply {
        Artha(ArthaReply),
        Yativo(YativoReply),
        OpenApi(OpenApiReply),
        Ibanera(IbaneraReply),
    }

    /// An error as it is written.
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    #[cfg_attr(feature = "measure-tsify-abi", derive(Tsify), tsify(into_wasm_abi))]
    pub struct Failure {
        code: ErrorCode,
        effect: Effect,
        message: String,
        retryable: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        issuer: Option<IssuerId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        action: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        card_id: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        path: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        issuer_code: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        issuer_message: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
        #[serde(skip_serializing_if = "Option::is_none")]
        retry_after_ms: Option<u64>,
    }

    /// An outcome as it is written.
    #[derive(Serialize)]
    #[serde(transparent)]
    #[cfg_attr(feature = "measure-tsify-abi", derive(Tsify), tsify(into_wasm_abi))]
    pub struct Ended(Outcome);

    /// An error that the compiler cannot see through.
    pub fn failure() -> Failure {
        let error = black_box(Error::new(ErrorCode::IssuerRejected, ""));
        let text = |text: Option<&str>| text.map(str::to_owned);
        Failure {
            code: error.code(),
            effect: error.effect(),
            message: error.message().to_owned(),
            retryable: error.is_retryable(),
            issuer: error.issuer(),
            action: error.action().map(Operation::as_str),
            card_id: text(error.card_id()),
            path: text(error.path()),
            issuer_code: text(error.issuer_error_code()),
            issuer_message: text(error.issuer_words()),
            status: error.status(),
            retry_after_ms: error.retry_after_ms(),
        }
    }

    /// An outcome that the compiler cannot see through.
    pub fn ended() -> Ended {
        let reply = Read::new(ActionResult::Accepted, false);
        Ended(black_box(reply.outcome(IssuerId::Artha, Operation::of(Action::Freeze), "")))
    }

    /// Keeps what was read, or gives the text of what was wrong.
    #[cfg(not(feature = "measure-tsify-abi"))]
    pub fn told<T, E: core::fmt::Display>(read: Result<T, E>) -> String {
        match read {
            Ok(value) => {
                black_box(&value);
                String::new()
            }
            Err(error) => error.to_string(),
        }
    }
}

/// The options of an issuer by its id, and an answer likewise, with what a package calls reading.
#[cfg(any(
    feature = "measure-serde-derive",
    feature = "measure-serde-json",
    feature = "measure-swb"
))]
macro_rules! by_issuer {
    ($kind:ident, $id:expr, $read:expr) => {
        match $id {
            "artha" => $read.map($kind::Artha),
            "yativo" => $read.map($kind::Yativo),
            "open-api" => $read.map($kind::OpenApi),
            _ => $read.map($kind::Ibanera),
        }
    };
}

#[cfg(feature = "measure-serde-derive")]
mod serde_derive {
    use serde::Serialize;
    use wasm_bindgen::prelude::wasm_bindgen;

    use super::types::{ended, failure, told};
    use super::{Options, Reply};
    use crate::json::{self, JsonError, Limits, Value};
    use crate::prelude::*;

    #[wasm_bindgen]
    pub fn derive_options(text: &str) -> String {
        told(options(text))
    }

    fn options(text: &str) -> Result<Options, JsonError> {
        let value = json::parse(text.as_bytes(), Limits::default())?;
        let id = value.as_object().and_then(|options| options.get("id")).and_then(Value::as_text);
        by_issuer!(Options, id.unwrap_or_default().to_owned().as_str(), json::from_value(value))
    }

    #[wasm_bindgen]
    pub fn derive_answer(issuer: &str, text: &str) -> String {
        told(answer(issuer, text))
    }

    fn answer(issuer: &str, text: &str) -> Result<Reply, JsonError> {
        let value = json::parse(text.as_bytes(), Limits::default())?;
        by_issuer!(Reply, issuer, json::from_value(value))
    }

    #[wasm_bindgen]
    pub fn derive_outcome() -> String {
        written(&ended())
    }

    #[wasm_bindgen]
    pub fn derive_error() -> String {
        written(&failure())
    }

    fn written<T: Serialize>(value: &T) -> String {
        let mut text = Vec::new();
        if let Ok(value) = json::to_value(value) {
            json::write(&value, &mut text);
        }
        String::from_utf8(text).unwrap_or_default()
    }
}

#[cfg(feature = "measure-serde-json")]
mod serde_json {
    use ::serde_json::{Error, from_str, to_string};
    use serde::Deserialize;
    use wasm_bindgen::prelude::wasm_bindgen;

    use super::types::{ended, failure, told};
    use super::{Options, Reply};
    use crate::prelude::*;

    #[derive(Deserialize)]
    struct Tag {
        id: String,
    }

    #[wasm_bindgen]
    pub fn json_options(text: &str) -> String {
        told(options(text))
    }

    fn options(text: &str) -> Result<Options, Error> {
        by_issuer!(Options, from_str::<Tag>(text)?.id.as_str(), from_str(text))
    }

    #[wasm_bindgen]
    pub fn json_answer(issuer: &str, text: &str) -> String {
        told(answer(issuer, text))
    }

    fn answer(issuer: &str, text: &str) -> Result<Reply, Error> {
        by_issuer!(Reply, issuer, from_str(text))
    }

    #[wasm_bindgen]
    pub fn json_outcome() -> String {
        to_string(&ended()).unwrap_or_default()
    }

    #[wasm_bindgen]
    pub fn json_error() -> String {
        to_string(&failure()).unwrap_or_default()
    }
}

#[cfg(feature = "measure-swb")]
mod swb {
    use js_sys::Reflect;
    use serde::Serialize;
    use serde_wasm_bindgen::{Error, Serializer, from_value};
    use wasm_bindgen::JsValue;
    use wasm_bindgen::prelude::wasm_bindgen;

    use super::types::{ended, failure, told};
    use super::{Options, Reply};
    use crate::prelude::*;

    #[wasm_bindgen]
    pub fn swb_options(value: JsValue) -> String {
        told(options(value))
    }

    fn options(value: JsValue) -> Result<Options, Error> {
        let id = Reflect::get(&value, &"id".into())?.as_string().unwrap_or_default();
        by_issuer!(Options, id.as_str(), from_value(value))
    }

    #[wasm_bindgen]
    pub fn swb_answer(issuer: &str, value: JsValue) -> String {
        told(answer(issuer, value))
    }

    fn answer(issuer: &str, value: JsValue) -> Result<Reply, Error> {
        by_issuer!(Reply, issuer, from_value(value))
    }

    #[wasm_bindgen]
    pub fn swb_outcome() -> JsValue {
        ended().serialize(&Serializer::json_compatible()).unwrap_or_default()
    }

    #[wasm_bindgen]
    pub fn swb_error() -> JsValue {
        failure().serialize(&Serializer::json_compatible()).unwrap_or_default()
    }
}

#[cfg(feature = "measure-tsify-abi")]
mod tsify_abi {
    use core::hint::black_box;

    use wasm_bindgen::prelude::wasm_bindgen;

    use super::types::{self, Artha, Ended, Failure, Ibanera, OpenApi, Yativo};
    use super::types::{ArthaReply, IbaneraReply, OpenApiReply, YativoReply};
    use super::{Options, Reply};

    macro_rules! reading {
        ($($name:ident $kind:ident::$issuer:ident($type:ty))*) => {$(
            #[wasm_bindgen]
            pub fn $name(value: $type) {
                black_box(&$kind::$issuer(value));
            }
        )*};
    }

    reading! {
        tsify_artha Options::Artha(Artha)
        tsify_yativo Options::Yativo(Yativo)
        tsify_open_api Options::OpenApi(OpenApi)
        tsify_ibanera Options::Ibanera(Ibanera)
        tsify_artha_reply Reply::Artha(ArthaReply)
        tsify_yativo_reply Reply::Yativo(YativoReply)
        tsify_open_api_reply Reply::OpenApi(OpenApiReply)
        tsify_ibanera_reply Reply::Ibanera(IbaneraReply)
    }

    #[wasm_bindgen]
    pub fn tsify_outcome() -> Ended {
        types::ended()
    }

    #[wasm_bindgen]
    pub fn tsify_error() -> Failure {
        types::failure()
    }
}

#[cfg(feature = "measure-gloo")]
mod gloo {
    use gloo_net::http::{Headers, Method, RequestBuilder};
    use js_sys::Uint8Array;
    use wasm_bindgen::prelude::wasm_bindgen;
    use web_sys::AbortSignal;

    use crate::prelude::*;

    /// A status, `Retry-After`, and the bytes of a body.
    #[wasm_bindgen]
    pub struct Received {
        status: u16,
        retry_after: Option<String>,
        body: Vec<u8>,
    }

    #[wasm_bindgen]
    impl Received {
        pub fn status(&self) -> u16 {
            self.status
        }

        pub fn retry_after(&self) -> Option<String> {
            self.retry_after.clone()
        }

        pub fn body(self) -> Vec<u8> {
            self.body
        }
    }

    /// The headers are names and values in turn.
    #[wasm_bindgen]
    pub async fn gloo_send(
        method: &str,
        url: &str,
        headers: Vec<String>,
        body: &[u8],
        signal: AbortSignal,
    ) -> Result<Received, String> {
        let method = match method {
            "GET" => Method::GET,
            "PUT" => Method::PUT,
            _ => Method::POST,
        };
        let own = Headers::new();
        for pair in headers.chunks_exact(2) {
            if let [name, value] = pair {
                own.append(name, value);
            }
        }
        let request = RequestBuilder::new(url)
            .method(method)
            .headers(own)
            .abort_signal(Some(&signal))
            .redirect(web_sys::RequestRedirect::Manual);
        let request =
            if body.is_empty() { request.build() } else { request.body(Uint8Array::from(body)) };
        let response = match request {
            Ok(request) => request.send().await,
            Err(error) => Err(error),
        };
        let response = response.map_err(|error| error.to_string())?;
        Ok(Received {
            status: response.status(),
            retry_after: response.headers().get("retry-after"),
            body: response.binary().await.map_err(|error| error.to_string())?,
        })
    }
}

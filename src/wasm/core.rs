//! The object behind a `CardClient`.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::client::{Client, Interpretation};
use crate::error::{Error, ErrorCode};
use crate::http::Response;
use crate::image::{self, SignImage};
use crate::issuers::artha;
use crate::json::Writer;
use crate::plain;
use crate::prelude::*;
use crate::settings;
use crate::wasm::flight::Flight;
use crate::wasm::wanted::{CLIENT, Wanted, limits, object};

/// A client, or why there is none.
#[wasm_bindgen(skip_typescript)]
pub struct Core {
    client: Option<Client>,
    failure: String,
}

#[wasm_bindgen]
impl Core {
    /// Takes the options of a client as JSON text.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(options: &str) -> Core {
        match client(options) {
            Ok(client) => Core { client: Some(client), failure: String::new() },
            Err(error) => Core { client: None, failure: ended(Err(error)) },
        }
    }

    /// Why there is no client, as the fields of a `CardError`; empty where there is one.
    #[must_use]
    pub fn failure(&self) -> String {
        self.failure.clone()
    }

    /// Why a call with an image of so many bytes cannot be, before the image is read; empty where
    /// it can.
    #[must_use]
    pub fn check(&self, task: &str, image_bytes: f64) -> String {
        match self.checked(task, image_bytes) {
            Ok(()) => String::new(),
            Err(error) => ended(Err(error)),
        }
    }

    /// Starts a call. The image is empty where there is none.
    #[must_use]
    pub fn start(&self, task: &str, image: Vec<u8>) -> Flight {
        Flight::new(self.started(task, image))
    }

    /// Reads the answer to a prepared request: `done` or `failed`.
    #[must_use]
    pub fn interpret(&self, task: &str, status: u16, retry_after: &str, body: Vec<u8>) -> String {
        let response = Response { status, retry_after: Some(retry_after.to_owned()), body };
        ended(self.interpreted(task, &response))
    }
}

impl Core {
    fn client(&self) -> Result<&Client, Error> {
        self.client.as_ref().ok_or_else(|| Error::new(ErrorCode::Configuration, "No client."))
    }

    fn checked(&self, task: &str, image_bytes: f64) -> Result<(), Error> {
        let (client, wanted) = (self.client()?, Wanted::read(task)?);
        let has_image = wanted.has_image;
        client.check(&wanted.task(None), has_image)?;
        if has_image {
            let limits = artha::image_limits(client.settings());
            image::check_length(whole(image_bytes), limits)?;
        }
        Ok(())
    }

    fn started(&self, task: &str, image: Vec<u8>) -> Result<crate::client::Run, Error> {
        let (client, wanted) = (self.client()?, Wanted::read(task)?);
        let image = if wanted.has_image {
            Some(SignImage::check(image, artha::image_limits(client.settings()))?)
        } else {
            None
        };
        Ok(client.start(wanted.task(image)))
    }

    fn interpreted(&self, task: &str, response: &Response) -> Result<String, Error> {
        let (client, wanted) = (self.client()?, Wanted::read(task)?);
        Ok(match client.interpret(wanted.operation, wanted.card_id(), response)? {
            Interpretation::Outcome(outcome) => plain::outcome(&outcome),
            Interpretation::Card(status) => plain::card(&status),
            Interpretation::Session(session) => {
                let mut out = Writer::new();
                out.text("accessToken", session.token.expose());
                out.whole("expiresInSeconds", session.expires_in);
                out.end()
            }
        })
    }
}

fn client(options: &str) -> Result<Client, Error> {
    let options = object(options, ErrorCode::Configuration)?;
    let rules = settings::Wanted { rules: CLIENT, at: "", code: ErrorCode::Configuration };
    let own = rules.check(options)?;
    Client::from_json(options.get("issuer"), limits(&own))
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn whole(number: f64) -> u64 {
    number as u64
}

/// The end of a call: `done` or `failed`.
pub(crate) fn ended(result: Result<String, Error>) -> String {
    let mut out = Writer::new();
    match result {
        Ok(value) => out.raw("done", &value),
        Err(error) => out.raw("failed", &plain::error(&error)),
    }
    out.end()
}

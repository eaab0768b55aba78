//! A client with its options, and an operation that was asked for: what an answer is read with.

use std::sync::LazyLock;

use cardlatch::endpoint::{About, Exchange};
use cardlatch::issuers::endpoint;
use cardlatch::json::{self, Limits, Value};
use cardlatch::settings::Settings;
use cardlatch::{CallOptions, Client, IssuerId, Operation};

use crate::golden_cases::{CASES, Case};
use crate::reads::{ALL, Row};

pub struct Situation {
    mark: u16,
    pub issuer: IssuerId,
    pub operation: Operation,
    pub client: Client,
    pub fields: Settings,
    /// The fields as JSON.
    pub given: String,
    pub card: &'static str,
}

impl Situation {
    pub fn endpoint(&self) -> &'static Exchange {
        endpoint(self.issuer, self.operation).expect("an endpoint")
    }

    pub fn about(&self) -> About<'_> {
        About {
            settings: self.client.settings(),
            card: self.card,
            fields: &self.fields,
            sign_image: None,
        }
    }
}

/// What two bytes of an input choose. It comes from what the situation is and not from its place,
/// so that an input means the same after the tables have grown.
fn mark(parts: [&str; 5]) -> u16 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    let hash = bytes
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash >> 16) as u16 ^ hash as u16
}

fn of(
    issuer: IssuerId,
    operation: Operation,
    options: Value,
    given: String,
    card: &'static str,
) -> Situation {
    let mut written = Vec::new();
    json::write(&options, &mut written);
    let written = String::from_utf8(written).expect("UTF-8");
    let mark = mark([issuer.as_str(), operation.as_str(), &written, &given, card]);
    let client = Client::from_plain(Some(options), CallOptions::default()).expect("options");
    let plain = json::check(given.as_bytes(), Limits::default()).expect("JSON");
    let fields = client.fields(operation, plain).expect("fields");
    Situation { mark, issuer, operation, client, fields, given, card }
}

fn of_case(case: &Case) -> Situation {
    let options = Value::Object(case.config());
    of(case.issuer, case.operation, options, format!("{{{}}}", case.fields), case.card)
}

fn of_row(row: &Row) -> Situation {
    let options = json::parse(row.options.as_bytes(), Limits::default()).expect("JSON");
    of(row.issuer, row.operation, options, row.fields.to_owned(), row.card)
}

/// Every endpoint under every option that changes a byte of its request, and under those that
/// change how its answer is read; by their marks.
pub static SITUATIONS: LazyLock<Vec<Situation>> = LazyLock::new(|| {
    let rows = ALL.iter().flat_map(|rows| rows.iter());
    let mut all: Vec<_> = CASES.iter().map(of_case).chain(rows.map(of_row)).collect();
    all.sort_by_key(|own| own.mark);
    all.dedup_by_key(|own| own.mark);
    all
});

/// The situation that the first two bytes choose, and the rest.
pub fn chosen(data: &[u8]) -> Option<(&'static Situation, &[u8])> {
    let (mark, rest) = data.split_first_chunk()?;
    let mark = u16::from_be_bytes(*mark);
    let all = &*SITUATIONS;
    let at = all.partition_point(|own| own.mark < mark);
    Some((all.get(at).or(all.first())?, rest))
}

/// An input for the situation of a golden request.
pub fn input_for_case(case: &Case, what: u8, text: &[u8]) -> Vec<u8> {
    input_for(&of_case(case), what, text)
}

/// An input for the situation of a documented answer.
pub fn input_for_row(row: &Row, what: u8, text: &[u8]) -> Vec<u8> {
    input_for(&of_row(row), what, text)
}

/// An input for a situation.
pub fn input_for(situation: &Situation, what: u8, text: &[u8]) -> Vec<u8> {
    [&situation.mark.to_be_bytes(), [what].as_slice(), text].concat()
}

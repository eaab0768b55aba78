//! Every parser of answers: two bytes choose the issuer, its options and the operation, one the
//! status; the rest is the body.

use cardlatch::answer::Answer;
use cardlatch::endpoint::Kind;
use cardlatch::http::Response;
use cardlatch::{Operation, plain};

use crate::reads::ALL;
use crate::situations::{SITUATIONS, chosen, input_for, input_for_row};
use crate::{examples, told, truth};

const STATUSES: [u16; 19] =
    [200, 201, 202, 204, 0, 302, 400, 401, 403, 404, 408, 409, 422, 429, 500, 501, 502, 503, 504];

fn status(byte: u8) -> u16 {
    STATUSES.get(usize::from(byte)).copied().unwrap_or(u16::from(byte) * 4)
}

pub fn hold(data: &[u8]) {
    let Some((situation, rest)) = chosen(data) else { return };
    let Some((byte, body)) = rest.split_first() else { return };
    let (issuer, operation) = (situation.issuer, situation.operation);
    let endpoint = situation.endpoint();
    let response = Response::new(status(*byte), body);
    let read = || endpoint.read(&situation.about(), &response);
    // A bare 202 is all that one page shows.
    let is_bare = operation == Operation::REPLACE && body.trim_ascii().is_empty();
    if !is_bare {
        truth::hold(issuer, operation, response.status, body, read());
    }
    match read() {
        Ok(Answer::Reply(reply)) => {
            assert_eq!(endpoint.kind, Kind::Write, "{operation:?}");
            told::json(&plain::outcome(&reply.outcome(issuer, operation, situation.card)));
        }
        Ok(Answer::Data(data)) => {
            assert_eq!(endpoint.kind, Kind::Read, "{operation:?}");
            told::json(data.expose());
        }
        Ok(Answer::Session(session)) => {
            assert_eq!(endpoint.kind, Kind::Login, "{operation:?}");
            assert!(session.token.expose().bytes().all(|byte| byte.is_ascii_graphic()));
        }
        Err(error) => {
            assert_eq!(error.status(), Some(response.status));
            assert_eq!(error.body(), Some(body));
            told::json(&plain::error(&error));
        }
    }
    // The whole way of a caller with a transport of their own.
    if let Err(error) = situation.client.interpret(operation, situation.card, &response) {
        told::json(&plain::error(&error));
    }
}

pub fn seeds() -> Vec<Vec<u8>> {
    let place = |status| STATUSES.iter().position(|own| *own == status).unwrap_or_default();
    let rows = ALL.iter().flat_map(|rows| rows.iter());
    let documented = rows.map(|row| {
        let status = u8::try_from(place(row.status)).expect("few");
        input_for_row(row, status, row.body.as_bytes())
    });
    // Each other example at a different operation: the fuzzer exchanges the first bytes by itself.
    let all = SITUATIONS.iter().cycle().step_by(7);
    let others = examples::answers().zip(all);
    documented.chain(others.map(|(body, own)| input_for(own, 0, body.as_bytes()))).collect()
}

//! Every reader of callbacks: the first byte chooses the receiver, the next how it is signed, the
//! third how long the event's word in a header is; then that word, and the body.

use std::fmt::Write as _;
use std::sync::LazyLock;

use cardlatch::ErrorCode;
use cardlatch::callbacks::{
    DigestText, Event, Incoming, Layout, Place, Proof, Receiver, Sender, Signature, Trust,
};
use cardlatch::json::{Limits, check};

use crate::layout::layout;
use crate::{examples, told};

const SECRET: &str = "0123456789abcdef";
const ADDRESS: &str = "192.0.2.7";
/// No digest of these bodies is this one.
const WRONG: &str = "abababababababababababababababababababababababababababababababab";

static RECEIVERS: LazyLock<Vec<(Receiver, Trust)>> = LazyLock::new(|| {
    let signed = || Proof::Signature(Signature::hmac([SECRET]).header("webhook-signature"));
    let tag = || Place::header("x-event-tag");
    [
        (Receiver::artha(Proof::ReadBack), Trust::ReadCardFirst),
        (Receiver::artha(Proof::path_secret(SECRET)), Trust::Origin),
        (Receiver::artha_v1(Proof::ReadBack, layout()), Trust::ReadCardFirst),
        (Receiver::artha_v1(signed(), layout()), Trust::Signed),
        (Receiver::artha_v1(Proof::ReadBack, Layout::new(tag())), Trust::ReadCardFirst),
        (Receiver::yativo([SECRET, "old secret"]), Trust::Signed),
        (Receiver::open_api(Proof::ReadBack, tag()), Trust::ReadCardFirst),
        (Receiver::open_api(Proof::addresses([ADDRESS]), Place::body("eventTag")), Trust::Origin),
        (Receiver::ibanera([SECRET], DigestText::Either), Trust::Signed),
        (Receiver::ibanera([SECRET], DigestText::Base64), Trust::Signed),
    ]
    .map(|(receiver, trust)| (receiver.expect("a receiver"), trust))
    .into()
});

/// Where the signature of this sender is.
fn header(sender: Sender) -> &'static str {
    if sender == Sender::Yativo { "X-Yativo-Signature" } else { "webhook-signature" }
}

/// The right signature, in whichever text the receiver takes.
fn signatures(receiver: &Receiver, body: &[u8]) -> [String; 2] {
    let wrong = base64(&[0xab; 32]);
    for claim in [WRONG, &wrong] {
        let headers = [(header(receiver.sender()), claim)];
        let Ok(check) = receiver.check(Incoming::new("POST", &headers, body)) else { continue };
        let digest = check.needed().expect("a digest").compute();
        let hex = digest.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        return [hex, base64(&digest)];
    }
    panic!("no text of a digest is taken")
}

fn base64(bytes: &[u8; 32]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |at: u32| char::from(LETTERS[at as usize & 63]);
    let mut text = String::new();
    for part in bytes.chunks(3) {
        let bits = part.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - part.len()));
        text.extend((0..=part.len() as u32).map(|at| letter(bits >> (18 - 6 * at))));
    }
    text + "="
}

pub fn hold(data: &[u8]) {
    let Some(([which, how, length], rest)) = data.split_first_chunk() else { return };
    let all = &*RECEIVERS;
    let (receiver, trust) = &all[usize::from(*which) % all.len()];
    let (tag, body) = rest.split_at(usize::from(*length).min(rest.len()));
    let tag = String::from_utf8_lossy(tag);
    let is_signed = *trust == Trust::Signed;
    let right = if is_signed { signatures(receiver, body) } else { [String::new(), String::new()] };
    let header = header(receiver.sender());
    let one = [("X-Event-Tag", &*tag), (header, &*right[0])];
    let other = [("X-Event-Tag", &*tag), (header, &*right[1])];
    let told = [("X-Event-Tag", &*tag), (header, &*tag)];
    let wrong = [("X-Event-Tag", &*tag), (header, WRONG)];
    let incoming = |headers| {
        let whole = Incoming::new("POST", headers, body);
        whole.from_address(ADDRESS).with_path_secret(SECRET)
    };
    let event = match how % 4 {
        0 => receiver.receive(incoming(&one)).or_else(|_| receiver.receive(incoming(&other))),
        1 => receiver.receive(incoming(&wrong)),
        2 => receiver.receive(Incoming::new("POST", &told, body)),
        _ => receiver.receive(Incoming { method: &tag, ..incoming(&one) }),
    };
    let is_true = *how % 4 == 0 || !is_signed && (*how % 4 == 1 || *trust == Trust::ReadCardFirst);
    let limits = Limits { max_depth: 32, max_bytes: 1024 * 1024 };
    let is_object = check(body, limits).is_ok_and(|own| own.is_object());
    match event {
        Ok(event) => {
            assert!(is_object, "read without an object");
            assert!(is_true || how % 4 >= 2, "read without a proof");
            assert_eq!(event.trust, *trust);
            holds(&event, &format!("{tag}{}", String::from_utf8_lossy(body)));
        }
        Err(error) => {
            assert!(!(is_object && is_true && how % 4 < 2), "{error}");
            assert!(is_true || how % 4 >= 2 || error.code() == ErrorCode::Unauthorized, "{error}");
            assert!([400, 401, 405].contains(&receiver.refused(&error).status), "{error}");
        }
    }
}

fn holds(event: &Event, came: &str) {
    let shown = format!("{event:?}");
    assert!(shown.len() < 160, "{shown}");
    told::json(event.extra.json().as_str());
    if let Some(amount) = &event.amount {
        assert!(told::is_decimal(&amount.value), "{}", amount.value);
    }
    for (name, secret) in &event.secrets {
        let secret = secret.expose();
        let is_plain = secret.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_telling = is_plain && secret.len() >= 12 && came.matches(secret).count() == 1;
        let key = event.key.as_ref().map_or("", |key| &key.text);
        assert!(!is_telling || !key.contains(secret), "{name} is in the key");
        let extra = event.extra.json();
        assert!(!is_telling || !extra.as_str().contains(secret), "{name} is in the rest");
    }
}

pub fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    let tags = ["card.status.freeze", "card.unfreeze", ""];
    for (at, body) in examples::callbacks().enumerate() {
        for (which, _) in RECEIVERS.iter().enumerate() {
            let tag = tags[at % tags.len()];
            let head = [which, 0, tag.len()].map(|byte| u8::try_from(byte).expect("small"));
            seeds.push([&head, tag.as_bytes(), body.as_bytes()].concat());
        }
    }
    seeds
}

//! The payloads of callbacks.json. The package is held against the same file.

/// A payload that a document shows, and all that is read of it.
pub struct Payload {
    pub source: String,
    /// Which event it is, where no word of it says so.
    pub form: String,
    /// The word for the event, where it comes in a header.
    pub tag: String,
    pub body: String,
    pub told: String,
}

/// The payloads of an issuer, by its name.
pub fn payloads(issuer: &str) -> Vec<Payload> {
    let all: serde_json::Value =
        serde_json::from_str(include_str!("callbacks.json")).expect("the payloads");
    let payload = |own: &serde_json::Value| {
        let text = |name: &str| own[name].as_str().unwrap_or_default().to_owned();
        Payload {
            source: text("source"),
            form: text("form"),
            tag: text("tag"),
            body: text("body"),
            told: text("told"),
        }
    };
    all[issuer].as_array().expect("a list").iter().map(payload).collect()
}

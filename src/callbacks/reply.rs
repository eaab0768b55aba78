//! What the issuer is answered.

use alloc::borrow::Cow;

/// An answer to a callback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The value of `Content-Type`; empty for none.
    pub media_type: Cow<'static, str>,
    /// The body; empty for none.
    pub body: Cow<'static, str>,
}

impl Reply {
    /// A status and nothing else.
    #[must_use]
    pub const fn empty(status: u16) -> Self {
        Self { status, media_type: Cow::Borrowed(""), body: Cow::Borrowed("") }
    }

    /// Status 200 with JSON.
    #[must_use]
    pub fn json(body: impl Into<Cow<'static, str>>) -> Self {
        Self { status: 200, media_type: Cow::Borrowed("application/json"), body: body.into() }
    }
}

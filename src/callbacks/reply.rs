//! What the issuer is answered.

use alloc::borrow::Cow;

/// An answer to a callback.
///
/// ```
/// use cardlatch::callbacks::Reply;
/// let reply = Reply { status: 202, media_type: "text/plain".into(), body: "ok".into() };
/// assert_ne!(reply, Reply::empty(202));
/// ```
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
    ///
    /// ```
    /// use cardlatch::callbacks::Reply;
    /// assert_eq!((Reply::empty(204).status, Reply::empty(204).body.len()), (204, 0));
    /// ```
    #[must_use]
    pub const fn empty(status: u16) -> Self {
        Self { status, media_type: Cow::Borrowed(""), body: Cow::Borrowed("") }
    }

    /// Status 200 with JSON.
    ///
    /// ```
    /// use cardlatch::callbacks::Reply;
    /// let reply = Reply::json(r#"{"ok":true}"#);
    /// assert_eq!((reply.status, &*reply.media_type), (200, "application/json"));
    /// ```
    #[must_use]
    pub fn json(body: impl Into<Cow<'static, str>>) -> Self {
        Self { status: 200, media_type: Cow::Borrowed("application/json"), body: body.into() }
    }
}

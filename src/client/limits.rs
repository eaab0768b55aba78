//! The limits of a call.

/// How long one attempt may take, where nobody says otherwise.
const ATTEMPT_MS: u64 = 10_000;
/// How long a whole call may take, where nobody says otherwise.
const DEADLINE_MS: u64 = 30_000;
/// How long an answer may be, where nobody says otherwise: 4 MiB.
const ANSWER_BYTES: usize = 4 << 20;

/// The limits of a call; what is left out comes from the client, then from the defaults.
///
/// ```
/// use cardlatch::CallOptions;
/// use cardlatch::issuers::open_api::OpenApiConfig;
/// use cardlatch::{Client, IssuerConfig};
///
/// let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
/// let limits = CallOptions { deadline_ms: Some(8_000), ..CallOptions::default() };
/// let client = Client::with_limits(IssuerConfig::OpenApi(config), limits)?;
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CallOptions {
    /// How long one attempt may take, body included, in milliseconds. 10 000 by default.
    pub timeout_ms: Option<u64>,
    /// How long the whole call may take, login and waits included, in milliseconds. 30 000 by
    /// default; 90 000 where one-time codes are waited for.
    pub deadline_ms: Option<u64>,
    /// How many bytes the body of an answer may have, once it is unpacked. 4 MiB by default.
    pub max_answer_bytes: Option<usize>,
}

impl CallOptions {
    /// These limits, with another's where one is left out.
    ///
    /// ```
    /// use cardlatch::CallOptions;
    /// let least = CallOptions { timeout_ms: Some(5_000), ..CallOptions::default() };
    /// let client = CallOptions { deadline_ms: Some(20_000), ..least };
    /// let call = CallOptions { deadline_ms: Some(8_000), ..Default::default() };
    /// let both = call.over(client);
    /// assert_eq!((both.timeout_ms, both.deadline_ms), (Some(5_000), Some(8_000)));
    /// ```
    #[must_use]
    #[inline(never)]
    pub fn over(self, other: Self) -> Self {
        Self {
            timeout_ms: self.timeout_ms.or(other.timeout_ms),
            deadline_ms: self.deadline_ms.or(other.deadline_ms),
            max_answer_bytes: self.max_answer_bytes.or(other.max_answer_bytes),
        }
    }

    /// The length of one attempt.
    pub(crate) fn attempt(self) -> u64 {
        self.timeout_ms.unwrap_or(ATTEMPT_MS)
    }

    /// The length of the whole call.
    pub(crate) fn deadline(self) -> u64 {
        self.deadline_ms.unwrap_or(DEADLINE_MS)
    }

    /// The most bytes of an answer.
    pub(crate) fn most_bytes(self) -> usize {
        self.max_answer_bytes.unwrap_or(ANSWER_BYTES)
    }
}
